//! Notes on their way to where they are called, and the levels of headings.

use std::collections::{BTreeMap, VecDeque};

use super::{Block, Inline};

/// What a text says in notes, and which it calls.
pub(super) struct Calls {
    /// By label.
    pub(super) bodies: BTreeMap<String, Vec<Block>>,
    /// In the order in which they are called.
    pub(super) labels: Vec<String>,
}

/// Gives each call its number, and the first call of a note what the note says.
pub(super) fn place(blocks: &mut Vec<Block>, calls: Calls) {
    let mut notes = Notes { bodies: calls.bodies, called: calls.labels, numbers: BTreeMap::new() };
    notes.place(blocks);
    // A note that only a note calls which nobody calls: a page shows it below the text.
    let c: Vec<Inline> = (0..notes.called.len()).flat_map(|call| notes.called_first(call)).collect();
    if !c.is_empty() {
        blocks.push(Block::Paragraph { c });
    }
}

/// Closes the gaps between the levels of headings: a reader who hears them goes from one to the next.
pub(super) fn close_gaps(blocks: &mut [Block]) {
    level(blocks, &mut 0);
}

/// The notes of a text on their way to where they are called.
struct Notes {
    bodies: BTreeMap<String, Vec<Block>>,
    called: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Notes {
    /// Gives each call its number, and the first call of a note what the note says.
    fn place(&mut self, blocks: &mut [Block]) {
        each_line(blocks, &mut |line: &mut Vec<Inline>| {
            if !line.iter().any(|inline| matches!(inline, Inline::Note { .. })) {
                return;
            }
            let inlines = std::mem::take(line);
            for inline in inlines {
                match inline {
                    Inline::Note { n, .. } => line.extend(self.called(n)),
                    other => line.push(other),
                }
            }
        });
    }

    /// What stands where a note is called; nothing where there is no such note.
    fn called(&mut self, call: usize) -> Vec<Inline> {
        let number = self.called.get(call).and_then(|label| self.numbers.get(label));
        match number.copied() {
            Some(n) => vec![Inline::Note { n, c: None }],
            None => self.called_first(call),
        }
    }

    /// What stands where a note is called for the first time; nothing anywhere else. The notes that it calls itself have no
    /// other place on the page: they are called beside it.
    fn called_first(&mut self, call: usize) -> Vec<Inline> {
        let Some(label) = self.called.get(call).cloned() else { return Vec::new() };
        let mut calls = Vec::new();
        let mut waiting: VecDeque<(usize, Vec<Block>)> = self.taken(&label).into_iter().collect();
        while let Some((n, mut body)) = waiting.pop_front() {
            without_headings(&mut body);
            each_line(&mut body, &mut |line| {
                line.retain_mut(|inline| {
                    let Inline::Note { n, .. } = inline else { return true };
                    let Some(label) = self.called.get(*n).cloned() else { return false };
                    waiting.extend(self.taken(&label));
                    self.numbers.get(&label).map(|number| *n = *number).is_some()
                });
            });
            if !calls.is_empty() {
                calls.push(Inline::Text("\u{202f}".to_owned()));
            }
            calls.push(Inline::Note { n, c: Some(body) });
        }
        calls
    }

    /// The text of a note that was not called before, with the number that it gets.
    fn taken(&mut self, label: &str) -> Option<(usize, Vec<Block>)> {
        let body = self.bodies.remove(label)?;
        let number = self.numbers.len() + 1;
        self.numbers.insert(label.to_owned(), number);
        Some((number, body))
    }
}

/// A heading in a note is no part of the text's order: its words stand out, and no more.
fn without_headings(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Heading { c, .. } => {
                let c = std::mem::take(c);
                *block = Block::Paragraph { c: vec![Inline::Strong { c }] };
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| without_headings(item)),
            Block::Quote { c } => without_headings(c),
            Block::Terms { items } => items.iter_mut().for_each(|item| without_headings(&mut item.c)),
            Block::Paragraph { .. } | Block::Table { .. } | Block::Code { .. } | Block::Rule => {}
        }
    }
}

/// Goes to every list of inlines, in the order of the text.
fn each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph { c } | Block::Heading { c, .. } => line(c, visit),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_line(item, visit)),
            Block::Quote { c } => each_line(c, visit),
            Block::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| line(cell, visit));
            }
            Block::Terms { items } => {
                for item in items {
                    line(&mut item.term, visit);
                    each_line(&mut item.c, visit);
                }
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn line(inlines: &mut Vec<Inline>, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    visit(inlines);
    for inline in inlines {
        if let Inline::Emph { c }
        | Inline::Strong { c }
        | Inline::Strike { c }
        | Inline::Super { c }
        | Inline::Sub { c }
        | Inline::Link { c, .. } = inline
        {
            line(c, visit);
        }
    }
}

fn level(blocks: &mut [Block], above: &mut usize) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => {
                *level = (*level).min(*above + 1);
                *above = *level;
            }
            Block::Quote { c } => self::level(c, above),
            Block::List { items, .. } => items.iter_mut().for_each(|item| self::level(item, above)),
            Block::Terms { items } => items.iter_mut().for_each(|item| self::level(&mut item.c, above)),
            _ => {}
        }
    }
}

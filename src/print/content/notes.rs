//! Notes on their way to where they are called, and the levels of headings.

use std::collections::BTreeMap;

use super::{Block, Inline};

/// What a text says in notes, and which it calls.
pub(super) struct Calls {
    /// By label.
    pub(super) bodies: BTreeMap<String, Vec<Block>>,
    /// In the order in which they are called.
    pub(super) labels: Vec<String>,
}

/// Gives each call its number, and the first call of a note what the note says.
pub(super) fn place(blocks: &mut [Block], calls: Calls) {
    let mut notes = Notes { bodies: calls.bodies, called: calls.labels, numbers: BTreeMap::new() };
    notes.place(blocks);
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
            line.retain_mut(|inline| {
                let Inline::Note { n, c } = inline else { return true };
                let Some(label) = self.called.get(*n) else { return false };
                if let Some(number) = self.numbers.get(label) {
                    *n = *number;
                    return true;
                }
                let Some(mut body) = self.bodies.remove(label) else { return false };
                // A note that a note calls has no place of its own on the page.
                each_line(&mut body, &mut |line| line.retain(|inline| !matches!(inline, Inline::Note { .. })));
                let number = self.numbers.len() + 1;
                self.numbers.insert(label.clone(), number);
                (*n, *c) = (number, Some(body));
                true
            });
        });
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
        if let Inline::Emph { c } | Inline::Strong { c } | Inline::Strike { c } | Inline::Link { c, .. } = inline {
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

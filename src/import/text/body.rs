//! The body: lines → paragraphs, made whole across page breaks, without furniture; then addresses and trailer.

use std::collections::BTreeSet;

use super::super::decode::Line;
use super::date::{self, Written};
use super::furniture::{self, Furniture};
use super::headings;
use super::line::{
    begins_small, ends_sentence, has_text, is_drawn_rule, is_list_entry, is_page_break, is_rule, is_separator,
    without_emphasis,
};
use super::outlet;
use super::paragraphs;
use super::running::{self, Paragraph, Repeated};
use super::source::{self, Address};
use crate::country::gazetteer::Gazetteer;

/// What was read below the header of an item.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<String>,
    /// the line that each of them begins on
    pub(super) lines: Vec<u32>,
    /// places among the paragraphs of those that had the mark of a heading
    pub(super) headings: BTreeSet<usize>,
    /// line of the first paragraph that was joined
    pub(super) joined: Option<u32>,
    /// lines of furniture that were left out
    pub(super) furniture: Vec<(u32, String)>,
    pub(super) addresses: Vec<Address>,
    pub(super) trailer: Option<Trailer>,
    /// "Published in OUTLET, DATE" at the foot
    pub(super) published_in: Option<(u32, String)>,
    /// text behind the trailer, which belongs nowhere
    pub(super) left_over: Vec<(u32, String)>,
    /// what was read in one of two possible ways
    pub(super) doubts: Vec<String>,
}

/// The `Kaynak/Source:` lines.
#[derive(Debug)]
pub(super) struct Trailer {
    pub(super) line: u32,
    pub(super) name: Option<String>,
    /// behind the name: "Source: Fjord Daily, 2 May 2022"
    pub(super) date: Option<(Written, u32)>,
    pub(super) is_empty: bool,
}

/// What the body reader knows of the item.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// the bulletin's date as written: it is repeated behind page breaks
    pub(super) bulletin_date: Option<&'a str>,
    pub(super) repeated: &'a Repeated<'a>,
    pub(super) ending: Ending,
}

/// Whether a `From:` line ends the text, as in news lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Bulletin,
    NewsList,
}

/// Reads the lines of one item below its header.
pub(super) fn read(lines: &[Line], context: &Context) -> Body {
    let mut reader = Reader {
        body: Body::default(),
        block: Vec::new(),
        gap: Gap::Blank,
        layout: paragraphs::layout(lines),
        words: paragraphs::cut_words(lines),
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let text = line.text.as_str();
        at += 1;
        if text.is_empty() || is_separator(text) {
            reader.end_block();
        } else if context.repeated.is_page_break(lines, at - 1)
            || is_rule(text)
            || is_drawn_rule(text)
            || repeats_date(text, context, reader.gap)
        {
            reader.end_block();
            reader.gap = Gap::Break;
            if has_text(text) {
                reader.body.furniture.push((line.number, text.to_owned()));
            }
        } else if source::trailer_value(text).is_some() {
            reader.end_block();
            at = trailer(&mut reader.body, lines, at - 1);
            reader.gap = Gap::Break;
        } else if let Some(wrapped) = source::wrapped_address(lines, at - 1) {
            reader.end_block();
            at = wrapped.end;
            reader.body.take_wrapped(wrapped);
        } else if let Some(addresses) = source::address_line(line) {
            reader.end_block();
            reader.body.addresses.extend(addresses);
        } else if context.ending == Ending::NewsList && is_sender(text) {
            reader.end_block();
            reader.body.furniture.push((line.number, text.to_owned()));
        } else if let Some(kind) = furniture::classify(text).filter(|_| reader.is_between_sentences()) {
            reader.end_block();
            reader.body.drop_furniture(line, kind);
            if kind == Furniture::ListHead {
                at = skip_list(&mut reader.body, lines, at);
            }
        } else if reader.is_head(lines, at - 1, context.repeated) {
            reader.end_block();
            reader.gap = Gap::Break;
            reader.body.furniture.push((line.number, text.to_owned()));
        } else if let Some(heading) = headings::text_of(text).or_else(|| bold_line(text)) {
            reader.end_block();
            reader.block.push((line.number, heading));
            reader.end_block();
            reader.body.headings.extend(reader.body.paragraphs.len().checked_sub(1));
        } else {
            if is_list_entry(text) {
                reader.end_block();
            }
            reader.block.push((line.number, text.to_owned()));
        }
    }
    reader.end_block();
    reader.body
}

impl Body {
    fn drop_furniture(&mut self, line: &Line, kind: Furniture) {
        if kind == Furniture::Pointer {
            self.addresses.extend(source::addresses_in(line));
        }
        if let Some(published) = furniture::published_in(&line.text) {
            self.published_in.get_or_insert_with(|| (line.number, published.to_owned()));
        }
        self.furniture.push((line.number, line.text.clone()));
    }

    fn take_wrapped(&mut self, wrapped: source::Wrapped) {
        if let Some(doubt) = wrapped.doubt {
            self.doubts.push(doubt);
        }
        self.addresses.push(wrapped.address);
    }
}

/// What lies between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Blank,
    Break,
}

struct Reader<'a> {
    body: Body,
    /// lines without a blank line between them
    block: Vec<(u32, String)>,
    gap: Gap,
    layout: paragraphs::Layout,
    words: paragraphs::CutWords<'a>,
}

impl Reader<'_> {
    /// Furniture does not stand in the middle of a sentence that goes on over the line's end.
    fn is_between_sentences(&self) -> bool {
        self.block.last().is_none_or(|(_, text)| ends_sentence(text) || text.len() < 40)
    }

    fn is_head(&self, lines: &[Line], at: usize, repeated: &Repeated) -> bool {
        let place = running::Place {
            after_break: self.gap == Gap::Break,
            open: self.paragraph(),
            inside_block: !self.block.is_empty(),
        };
        running::is_head(lines, at, place, repeated)
    }

    fn paragraph(&self) -> Paragraph {
        let last = self.block.last().map(|(_, text)| text).or(self.body.paragraphs.last());
        if last.is_some_and(|text| !ends_sentence(text)) { Paragraph::Open } else { Paragraph::Closed }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        for (number, text) in paragraphs::of_block(block, self.layout, &self.words) {
            self.push(number, text);
        }
    }

    /// `join`: a small letter goes on with a paragraph that has no final punctuation. Its last hyphen goes when a
    /// page break lies between, because only there a word is cut.
    fn push(&mut self, number: u32, text: String) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let gap = std::mem::replace(&mut self.gap, Gap::Blank);
        match self.body.paragraphs.last_mut() {
            Some(last) if begins_small(&text) && !ends_sentence(last) => {
                if last.ends_with('-') {
                    if gap == Gap::Break {
                        last.pop();
                    }
                } else {
                    last.push(' ');
                }
                last.push_str(&text);
                self.body.joined.get_or_insert(number);
            }
            _ => {
                self.body.paragraphs.push(text);
                self.body.lines.push(number);
            }
        }
    }
}

/// A line that is bold as a whole is a subheading.
fn bold_line(text: &str) -> Option<String> {
    let inner = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"))?;
    (text.len() < 200 && !inner.contains('*') && !inner.trim().is_empty()).then(|| without_emphasis(inner))
}

/// `bdate(again)`: the bulletin's date, or any date directly behind a page break.
fn repeats_date(text: &str, context: &Context, gap: Gap) -> bool {
    let plain = without_emphasis(text.get(..40.min(text.len())).unwrap_or(""));
    context.bulletin_date == Some(plain.as_str()) || (gap == Gap::Break && date::whole(text).is_some())
}

/// `From: …`, the sender of a news list.
fn is_sender(text: &str) -> bool {
    text.len() < 200 && (text.starts_with("From: ") || text.starts_with("Kimden: "))
}

/// The entries below "Related stories": list entries, and blocks of titles that end no sentence. The list ends with the
/// first block that is text.
fn skip_list(body: &mut Body, lines: &[Line], mut at: usize) -> usize {
    while at < lines.len() {
        if lines[at].text.is_empty() {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|end| lines[*end].text.is_empty()).unwrap_or(lines.len());
        let block = &lines[at..end];
        let count = block.iter().take_while(|line| is_list_entry(&line.text) || is_link_text(line)).count();
        for line in &block[..count] {
            body.furniture.push((line.number, line.text.clone()));
        }
        at += count;
        if count < block.len() {
            break;
        }
    }
    at
}

/// A title in a list without marks: short, no sentence, and nothing that the reader knows otherwise.
fn is_link_text(line: &Line) -> bool {
    let text = line.text.as_str();
    text.len() <= 140
        && !begins_small(text)
        && !ends_sentence(text)
        && !is_rule(text)
        && !is_page_break(text)
        && headings::text_of(text).is_none()
        && source::trailer_value(text).is_none()
        && source::address_line(line).is_none()
        && furniture::classify(text).is_none()
}

/// The trailer from its label on: a value on the line, or on the lines below up to the next rule. Returns the index
/// behind it.
fn trailer(body: &mut Body, lines: &[Line], mut at: usize) -> usize {
    let label = &lines[at];
    let value = source::trailer_value(&label.text).unwrap_or_default();
    let dated =
        outlet::dated(value, Gazetteer::builtin()).filter(|dated| dated.name.is_some() && dated.section.is_none());
    let (mut name, date) = match dated {
        Some(dated) => (dated.name, Some((dated.date, label.number))),
        None => (source::name_in(value), None),
    };
    let mut found = source::address_line(&Line { number: label.number, text: value.to_owned() });
    let mut addresses = found.take().unwrap_or_else(|| source::addresses_in(label));
    let mut ended = false;
    at += 1;
    while let Some(line) = lines.get(at) {
        let text = line.text.as_str();
        // Behind the rule of a label that stands above the text comes the text.
        if source::trailer_value(text).is_some() || (is_rule(text) && body.paragraphs.is_empty()) {
            break;
        }
        at += 1;
        ended |= is_rule(text);
        if !has_text(text) || is_page_break(text) {
            if has_text(text) {
                body.furniture.push((line.number, text.to_owned()));
            }
            continue;
        }
        if let Some(wrapped) = source::wrapped_address(lines, at - 1) {
            at = wrapped.end;
            body.doubts.extend(wrapped.doubt);
            addresses.push(wrapped.address);
        } else if let Some(more) = source::address_line(line) {
            addresses.extend(more);
        } else if let Some(kind) = furniture::classify(text) {
            body.drop_furniture(line, kind);
        } else if name.is_none() && !ended && outlet::is_name(text) && body.trailer.is_none() {
            name = Some(without_emphasis(text));
        } else {
            body.left_over.push((line.number, text.to_owned()));
        }
    }
    let is_empty = name.is_none() && addresses.is_empty();
    body.addresses.extend(addresses);
    match &mut body.trailer {
        Some(known) => {
            known.is_empty &= is_empty;
            known.date = known.date.take().or(date);
            match (&known.name, name) {
                (Some(first), Some(other)) if *first != other => {
                    body.doubts.push(format!("outlet: \"{other}\" stands in the trailer too, \"{first}\" was taken"));
                }
                (None, other) => known.name = other,
                _ => {}
            }
        }
        None => body.trailer = Some(Trailer { line: label.number, name, date, is_empty }),
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        let mut lines = Vec::new();
        for (number, text) in (1..).zip(text.split('\n')) {
            lines.push(Line { number, text: text.to_owned() });
        }
        let repeated = Repeated::of(&lines);
        read(&lines, &Context { bulletin_date: Some("18.10.2022"), repeated: &repeated, ending: Ending::Bulletin })
    }

    #[test]
    fn paragraphs_are_joined_where_a_page_cut_them() {
        for (text, paragraphs) in [
            ("One goes\n\non here.", vec!["One goes on here."]),
            ("One.\n\ntwo here.", vec!["One.", "two here."]),
            ("One goes\n\nTwo here.", vec!["One goes", "Two here."]),
            ("A grain-\n\nhandling hall.", vec!["A grain-handling hall."]),
            ("It will coop-\n\n2\n\n\u{c}\nX BULLETIN\n\n18.10.2022\n\nerate now.", vec!["It will cooperate now."]),
            ("It will coop-\n--- end of page=3 ---\nerate now.", vec!["It will cooperate now."]),
            (
                "It will coop-\n\n{4}------------------------------------------------\n\nerate now.",
                vec!["It will cooperate now."],
            ),
            ("It goes\n-----\non.", vec!["It goes on."]),
            (
                "It ends.\n\nRunning Head of Pages\n\n7\n\nIt begins.\n\nRunning Head of Pages\n\n8\n\nMore.",
                vec!["It ends.", "It begins.", "More."],
            ),
            (
                "wrapped at a column so that the line\nends here. And goes\non.",
                vec!["wrapped at a column so that the line ends here. And goes on."],
            ),
        ] {
            assert_eq!(body(text).paragraphs, paragraphs, "{text}");
        }
    }

    #[test]
    fn trailers_have_values_on_the_line_or_below() {
        let trailer = |text: &str| {
            let body = body(text);
            let trailer = body.trailer.unwrap();
            (trailer.name, body.addresses.into_iter().map(|address| address.raw).collect::<Vec<_>>(), trailer.is_empty)
        };
        let url = || vec!["https://x.example/a".to_owned()];
        assert_eq!(trailer("Kaynak/Source:"), (None, vec![], true));
        assert_eq!(trailer("Kaynak/Source:\n\n3"), (None, vec![], true));
        assert_eq!(trailer("Kaynak/Source: <https://x.example/a>"), (None, url(), false));
        assert_eq!(trailer("Source: Fjord Daily, https://x.example/a"), (Some("Fjord Daily".to_owned()), url(), false));
        assert_eq!(
            trailer("Kaynak:\n\nFjord Daily\n\nhttps://x.example/a"),
            (Some("Fjord Daily".to_owned()), url(), false)
        );
    }

    #[test]
    fn an_address_may_be_wrapped() {
        assert_eq!(body("Text.\n\n<https://x.example/long-\nname>").addresses[0].raw, "https://x.example/long-name");
    }

    #[test]
    fn lists_of_links_go_with_their_head() {
        let body = body("One.\n\nRelated stories\n\n- Peru\n- Chile\n\nTwo.");
        assert_eq!(body.paragraphs, ["One.", "Two."]);
        assert_eq!(body.furniture.len(), 3);
    }
}

//! The reader of bulletin text. Its layouts are those of the importer's grammar: a bulletin (rules, headings, dates,
//! `Kaynak/Source:`), a numbered digest, and plain text with its date, labels or news-list header above the body.

mod body;
mod bulletin;
mod byline;
mod calendar;
mod date;
mod dateline;
mod digest;
mod draft;
mod furniture;
mod header;
mod headings;
mod language;
mod line;
mod outlet;
mod plain;
mod running;
mod source;

use super::decode::Line;
use super::{Entry, Options};

/// Reads all entries of a text; none when there is nothing but rules.
pub(super) fn read(name: &str, lines: &[Line], options: &Options) -> Vec<Entry> {
    if !lines.iter().any(|line| line::has_text(&line.text)) {
        return Vec::new();
    }
    let drafts = if digest::is_digest(lines) {
        digest::read(lines, options)
    } else {
        let headings = headings::find(lines);
        if !headings.is_empty() || line::begins_with_rule(lines) {
            bulletin::read(lines, &headings, options)
        } else {
            plain::read(lines, options)
        }
    };
    drafts.into_iter().map(|draft| draft.settle(name, options)).collect()
}

/// Whether the word is the name of a month or a weekday.
pub(super) fn is_calendar_word(word: &str) -> bool {
    calendar::is_month(word) || calendar::is_weekday(word)
}

//! Clippings: Markdown with front matter, as browser extensions save a page into a folder of notes.

use pulldown_cmark::{Event, Options as Extensions, Parser, html as writer};

use super::super::clipped;
use super::super::decode::{self, Line};
use super::super::html;
use super::super::text::{self, Field, Opening};
use super::{Entry, Options, Record, Warning, entries, people};

/// The article of a clipping; nothing where the lines are none. `raw` is the whole file, whose lines they are.
pub(in crate::import) fn read(
    name: &str,
    raw: &str,
    lines: &[Line],
    warnings: &[Warning],
    options: &Options,
) -> Option<Vec<Entry>> {
    let front = text::front_matter(lines)?;
    let mut record = Record { line: Some(1), ..Record::default() };
    for (_, field, value) in front.fields {
        match field {
            Field::Title if record.title.is_empty() => record.title = value,
            Field::Address => record.address = record.address.or(Some(value)),
            Field::Author => record.authors.push(value),
            Field::Published => record.date = record.date.or(Some(value)),
            Field::Outlet => record.outlet = record.outlet.or(Some(value)),
            Field::Summary => record.given.summary = record.given.summary.or(Some(value)),
            Field::Language => record.language = record.language.or(Some(value)),
            Field::Title => {}
        }
    }
    let whole = raw.replace("\r\n", "\n").replace('\r', "\n");
    let below = usize::try_from(front.end).unwrap_or(usize::MAX);
    let body: Vec<&str> = whole.split('\n').skip(below).collect();
    let start = opening(&body, &mut record, options);
    let body = body.get(start..).unwrap_or_default().join("\n");
    let read = html::fragment(&as_html(&clipped::plainly(&clipped::exclaimed(&notes(&body)))));
    // "Kenya signs | Chad Mail": the site's name is no part of the title.
    if let Some((title, site)) = html::titled(&record.title, record.outlet.as_deref(), record.address.as_deref()) {
        (record.title, record.outlet) = (title, record.outlet.or(Some(site)));
    }
    record.authors = people(std::mem::take(&mut record.authors));
    record.paragraphs = read.text;
    record.markdown = Some(clipped::with_footnotes(read.markdown, &body));
    record.removed = read.removed;
    Some(entries(name, vec![record], warnings, options))
}

/// Takes the title and the parts of a header from the first lines of the text, where the front matter has none of them.
/// Gives the number of lines that it took.
fn opening(body: &[&str], record: &mut Record, options: &Options) -> usize {
    const MOST: usize = 12;
    let mut taken = 0;
    for (at, line) in body.iter().enumerate().take(MOST) {
        let line = decode::letters(line.trim());
        if line.is_empty() {
            continue;
        }
        let level = line.len() - line.trim_start_matches('#').len();
        let heading = line.get(level..).filter(|rest| level == 1 && rest.starts_with(' ')).map(str::trim);
        if let Some(title) = heading {
            let same = super::super::record::one_line(title) == super::super::record::one_line(&record.title);
            if !(same || record.title.is_empty()) {
                break;
            }
            record.title = title.trim_matches(['*', ' ']).to_owned();
        } else {
            let Some(found) = text::opening(&line, options) else { break };
            let Opening { authors, outlet, date } = found;
            if record.authors.is_empty() {
                record.authors = authors;
            }
            record.outlet = record.outlet.take().or(outlet);
            record.date = record.date.take().or(date);
        }
        taken = at + 1;
    }
    taken
}

/// The text with the links between notes as their labels, and without pictures of the vault.
fn notes(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("[[") {
        let inner = after.split_once("]]").filter(|(inner, _)| inner.len() < 400 && !inner.contains(['\n', '[']));
        let Some((inner, next)) = inner else {
            out.push_str(before);
            out.push_str("[[");
            rest = after;
            continue;
        };
        match before.strip_suffix('!') {
            Some(before) => out.push_str(before),
            None => {
                out.push_str(before);
                out.push_str(inner.rsplit('|').next().unwrap_or(inner));
            }
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

/// Markdown as HTML. What is HTML in it already stays: the reader of pages takes from it what is text.
fn as_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Extensions::ENABLE_TABLES | Extensions::ENABLE_STRIKETHROUGH);
    let mut html = String::with_capacity(markdown.len() * 2);
    writer::push_html(&mut html, events.filter(|event| !matches!(event, Event::Rule)));
    html
}

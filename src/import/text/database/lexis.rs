//! Lexis: title, source, day and copyright above `Length: 88 words`, then `Byline:`, `Body` and the text; `Load-Date:` and
//! `End of Document` below it.

use super::super::super::decode::Line;
use super::super::byline;
use super::super::date;
use super::super::line::has_text;
use super::super::source;
use super::{Download, Head, author, is_copyright, is_word_count};
use crate::country::gazetteer::Gazetteer;

/// The documents of a download; nothing where the text is none.
pub(super) fn read(lines: &[Line], gazetteer: &Gazetteer) -> Option<Download> {
    let has = |known: &dyn Fn(&str) -> bool| lines.iter().any(|line| known(&line.text));
    let is_length = |text: &str| label(text).is_some_and(|(name, value)| name == "length" && is_word_count(value));
    if !(has(&is_length) && (has(&is_end) || has(&|text| label(text).is_some_and(|(name, _)| name == "load-date")))) {
        return None;
    }
    let mut download = Download::default();
    let mut rest = lines;
    while !rest.is_empty() {
        let end = rest.iter().position(|line| is_end(&line.text)).map_or(rest.len(), |end| end + 1);
        let (one, behind) = rest.split_at(end);
        document(one, &mut download, gazetteer);
        rest = behind;
    }
    Some(download)
}

fn is_end(text: &str) -> bool {
    text.eq_ignore_ascii_case("end of document")
}

fn document(lines: &[Line], download: &mut Download, gazetteer: &Gazetteer) {
    let length = lines.iter().position(|line| label(&line.text).is_some_and(|(name, _)| name == "length"));
    let Some(length) = length else {
        download.drop_all(lines);
        return;
    };
    // The head ends with "Body", or with the last of its labels.
    let body = lines.iter().skip(length).position(|line| line.text.eq_ignore_ascii_case("body"));
    let labels =
        lines.iter().skip(length).take_while(|line| !has_text(&line.text) || label(&line.text).is_some()).count();
    let start = length + body.map_or(labels, |body| body + 1);
    let below = lines.get(start..).unwrap_or_default();
    let end = below.iter().position(|line| is_foot(&line.text)).unwrap_or(below.len());
    let (text, foot) = below.split_at(end);
    let head = head(lines.get(..start).unwrap_or_default(), download, gazetteer);
    download.add(head, text);
    download.drop_all(foot);
}

fn head(lines: &[Line], download: &mut Download, gazetteer: &Gazetteer) -> Head {
    let mut head = Head::default();
    // Lines without a blank one between them are one part.
    let mut open = false;
    for line in lines {
        let text = line.text.as_str();
        if !has_text(text) {
            open = false;
            continue;
        }
        if source::address_line(line).is_some() {
            head.addresses.push(line.clone());
            continue;
        }
        let own = |text: &str| Some((line.number, text.to_owned()));
        match label(text) {
            Some(("byline", value)) if head.author.is_none() => head.author = own(author(value)),
            Some(_) => download.drop_line(line),
            None if is_copyright(text) || is_count(text) || text.eq_ignore_ascii_case("body") => {
                download.drop_line(line)
            }
            None if head.title.is_none() => {
                head.title = own(text);
                open = true;
            }
            None => match &mut head {
                Head { title: Some((_, title)), outlet: None, .. } if open => {
                    title.push(' ');
                    title.push_str(text);
                }
                Head { date, .. } if date.is_none() && !date::find(text).is_empty() => *date = own(text),
                Head { outlet, .. } if outlet.is_none() => *outlet = own(without_place(text, gazetteer)),
                _ => download.drop_line(line),
            },
        }
    }
    head
}

/// "Lusaka Morning Star (Zambia)": where it is published is no part of its name.
fn without_place<'a>(text: &'a str, gazetteer: &Gazetteer) -> &'a str {
    let parted = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    parted.filter(|(_, place)| byline::is_place(place, gazetteer)).map_or(text, |(name, _)| name)
}

/// "Page 1 of 2", "1 of 5 DOCUMENTS"
fn is_count(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        ["Page" | "Document", first, "of", last] => number(first) && number(last),
        [first, "of", last, "DOCUMENTS"] => number(first) && number(last),
        _ => false,
    }
}

/// The labels above a text, and those that may stand on either side.
const HEAD: [&str; 7] = ["length", "section", "byline", "dateline", "highlight", "distribution", "correction-date"];

/// The labels below it.
const FOOT: [&str; 11] = [
    "load-date",
    "language",
    "publication-type",
    "publication type",
    "document-type",
    "subject",
    "geographic",
    "organization",
    "company",
    "industry",
    "journal code",
];

/// What begins the codes below a text.
fn is_foot(text: &str) -> bool {
    is_end(text)
        || matches!(text, "Classification" | "Graphic" | "GRAPHIC")
        || label(text).is_some_and(|(name, _)| FOOT.contains(&name))
}

/// The labels of head and foot, and their values.
fn label(text: &str) -> Option<(&'static str, &str)> {
    let (name, value) = text.split_once(':')?;
    let known = HEAD.iter().chain(&FOOT).find(|known| known.eq_ignore_ascii_case(name.trim_matches(['*', ' '])))?;
    Some((*known, value.trim_matches(['*', ' '])))
}

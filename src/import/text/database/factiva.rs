//! Factiva: `612 words`, day, source and codes in lines of their own above the text, `Document HARSEN0020250718…` below
//! it; or each part behind its code of two letters (`HD`, `BY`, `PD`, `SN`, `LP`, `TD`, …).

use super::super::super::decode::Line;
use super::super::byline;
use super::super::date;
use super::super::line::has_text;
use super::super::source;
use super::{Download, Head, author, is_copyright, is_word_count};
use crate::country::gazetteer::Gazetteer;

/// The documents of a download; nothing where the text is none.
pub(super) fn read(lines: &[Line], gazetteer: &Gazetteer) -> Option<Download> {
    if !lines.iter().any(|line| is_end(&line.text)) {
        return None;
    }
    let mut download = Download::default();
    let mut start = 0;
    let mut found = false;
    for end in (0..lines.len()).filter(|at| is_end(&lines[*at].text)) {
        let document = lines.get(start..end).unwrap_or_default();
        found |= coded(document, &mut download) || laid_out(document, &mut download, gazetteer);
        download.drop_line(&lines[end]);
        start = end + 1;
    }
    if !found {
        return None;
    }
    // Codes of the search stand behind the last document.
    download.drop_all(lines.get(start..).unwrap_or_default());
    Some(download)
}

/// `Document HARSEN0020250718ee7i0002k`, `AN Document …`
fn is_end(text: &str) -> bool {
    let text = text.strip_prefix("AN ").map_or(text, str::trim_start);
    text.strip_prefix("Document ").is_some_and(|number| {
        (16..=40).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() > 7
    })
}

/// A document whose head has a line for each part.
fn laid_out(document: &[Line], download: &mut Download, gazetteer: &Gazetteer) -> bool {
    const HEAD: usize = 40;
    let is_full = |at: &usize| has_text(&document[*at].text) && source::address_line(&document[*at]).is_none();
    let full: Vec<usize> = (0..document.len()).filter(is_full).take(HEAD).collect();
    let Some(count) = full.iter().position(|at| is_word_count(&document[*at].text)) else {
        download.drop_all(document);
        return false;
    };
    let mut head = Head::default();
    let mut above = &full[..count];
    // The author stands between title and count.
    if let [.., _, last] = above
        && (document[*last].text.to_lowercase().starts_with("by ")
            || byline::bare(&document[*last].text, gazetteer).is_some_and(|byline| byline.outlet.is_none()))
    {
        head.author = Some((document[*last].number, author(&document[*last].text).to_owned()));
        above = &above[..above.len() - 1];
    }
    // A title goes on over line ends; what stands apart above it is the section or the paper.
    let first = (1..above.len()).rev().find(|at| is_apart(document, above[at - 1], above[*at])).unwrap_or(0);
    let (sections, title) = above.split_at(first);
    sections.iter().for_each(|at| download.drop_line(&document[*at]));
    if let Some(at) = title.first() {
        let words: Vec<&str> = title.iter().map(|at| document[*at].text.as_str()).collect();
        head.title = Some((document[*at].number, words.join(" ")));
    }
    download.drop_line(&document[full[count]]);
    // Below the count: day, time, source, codes, page, language, copyright.
    let below = &full[count + 1..];
    let blank = |at: &usize| {
        at.checked_sub(1).and_then(|before| document.get(before)).is_some_and(|line| !has_text(&line.text))
    };
    let copyright = below.iter().take(12).position(|at| is_copyright(&document[*at].text));
    let end = copyright.map_or_else(|| below.iter().position(blank).unwrap_or(below.len()), |last| last + 1);
    for at in &below[..end] {
        let (number, text) = (document[*at].number, document[*at].text.as_str());
        let day = date::find(text).into_iter().next();
        if head.date.is_none() && day.is_some() {
            head.date = Some((number, text.to_owned()));
        } else if head.date.is_some() && head.outlet.is_none() && is_source(text) {
            head.outlet = Some((number, text.to_owned()));
        } else {
            download.drop_line(&document[*at]);
        }
    }
    let start = below[..end].last().map_or(full[count], |at| *at) + 1;
    let addresses = document.get(..start).unwrap_or_default().iter();
    head.addresses = addresses.filter(|line| source::address_line(line).is_some()).cloned().collect();
    download.add(head, document.get(start..).unwrap_or_default());
    true
}

/// Whether a blank line stands between two lines.
fn is_apart(lines: &[Line], above: usize, below: usize) -> bool {
    lines.get(above + 1..below).is_some_and(|between| between.iter().any(|line| line.text.is_empty()))
}

/// A name with small letters in it; a code has none, and a time has a colon.
fn is_source(text: &str) -> bool {
    !is_copyright(text) && text.chars().any(char::is_lowercase) && !text.starts_with(|c: char| c.is_ascii_digit())
}

/// The codes of the parts. Those of the text come last.
const CODES: [&str; 26] = [
    "HD", "BY", "WC", "PD", "ET", "SN", "SC", "PG", "ED", "LA", "CY", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB",
    "AN", "SE", "CR", "VOL", "CT", "CX", "LP", "TD",
];

/// A document whose parts stand behind their codes.
fn coded(document: &[Line], download: &mut Download) -> bool {
    let codes: Vec<&str> = document.iter().filter_map(|line| code(&line.text)).map(|(code, _)| code).collect();
    if !["HD", "PD", "SN"].iter().all(|wanted| codes.contains(wanted)) {
        return false;
    }
    let mut head = Head::default();
    let mut text = Vec::new();
    let mut open = "";
    for line in document {
        let (now, value) = code(&line.text).unwrap_or((open, &line.text));
        let begins = now != open;
        open = now;
        let field = match now {
            "HD" => &mut head.title,
            "BY" => &mut head.author,
            "PD" => &mut head.date,
            "SN" => &mut head.outlet,
            "LP" | "TD" => {
                if begins && !text.is_empty() {
                    text.push(Line { number: line.number, text: String::new() });
                }
                text.push(Line { number: line.number, text: value.to_owned() });
                continue;
            }
            _ => {
                download.drop_line(line);
                continue;
            }
        };
        let value = if now == "BY" { author(value) } else { value };
        match field {
            Some((_, known)) if has_text(value) => {
                known.push(' ');
                known.push_str(value);
            }
            None if has_text(value) => *field = Some((line.number, value.to_owned())),
            _ => {}
        }
    }
    download.add(head, &text);
    true
}

/// The code of a line and what stands behind it.
fn code(text: &str) -> Option<(&'static str, &str)> {
    let (word, value) = text.split_once(' ').unwrap_or((text, ""));
    CODES.iter().find(|code| **code == word).map(|code| (*code, value.trim()))
}

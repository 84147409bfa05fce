//! Headings: `# T`, `## **T**`, `### T`, `**T**` alone on its line, and a text underlined with `===` or `---`.
//! Headings that follow each other are one title.

use super::super::decode::Line;
use super::byline;
use super::date;
use super::line::{
    LONGEST_TOKEN, begins_small, begins_with_rule, ends_sentence, has_text, is_in_capitals, is_page_break, is_rule,
    is_separator, without_emphasis,
};
use super::outlet;
use super::source::{address_line, trailer_value};
use crate::country::gazetteer::Gazetteer;

/// A title: one heading, or several in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// index of its first and last line
    pub(super) first: usize,
    pub(super) last: usize,
    /// 1 to 6 as in Markdown, [`BOLD`] for bold text
    pub(super) level: u8,
    pub(super) text: String,
}

/// The level of a heading that is only bold.
pub(super) const BOLD: u8 = 7;

/// All headings of a text in order.
pub(super) fn find(lines: &[Line]) -> Vec<Heading> {
    let marked = lines.iter().any(|line| hash_level(&line.text).is_some());
    let rules = if marked { Rules::Only } else { Rules::MayUnderline };
    let ruled = marked || begins_with_rule(lines);
    let mut headings: Vec<Heading> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let found = hash(lines, at).or_else(|| underlined(lines, at, rules)).or_else(|| bold(lines, at));
        let Some(heading) = found.or_else(|| bare(lines, at).filter(|_| ruled)) else {
            at += 1;
            continue;
        };
        at = heading.last + 1;
        let follows = headings
            .last()
            .is_some_and(|last| lines[last.last + 1..heading.first].iter().all(|line| line.text.is_empty()));
        match headings.last_mut() {
            Some(last) if follows && !(heading.level == BOLD && outlet::sounds_like_one(&heading.text)) => {
                last.last = heading.last;
                last.text.push(' ');
                last.text.push_str(&heading.text);
            }
            // Where headings are marked, bold text without a date below it is emphasis.
            _ if marked && heading.level == BOLD && !date_follows(lines, &heading) => {}
            _ => headings.push(heading),
        }
    }
    headings
}

/// Whether a row of hyphens can underline a title; where headings are marked with `#` it is a rule and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    Only,
    MayUnderline,
}

/// The text of a marked heading, without its marks.
pub(super) fn text_of(line: &str) -> Option<String> {
    let level = usize::from(hash_level(line)?);
    Some(plain(line.get(level..)?))
}

fn hash_level(text: &str) -> Option<u8> {
    let level = text.len() - text.trim_start_matches('#').len();
    let rest = text.get(level..)?;
    let marked = rest.starts_with(' ') || (level > 1 && rest.starts_with(|c: char| c == '*' || c.is_alphabetic()));
    ((1..=6).contains(&level) && marked && has_text(rest)).then(|| u8::try_from(level).ok()).flatten()
}

fn hash(lines: &[Line], at: usize) -> Option<Heading> {
    let level = hash_level(&lines[at].text)?;
    let raw = lines[at].text.get(usize::from(level)..)?;
    let (raw, last) = closed(lines, at, raw);
    Some(Heading { first: at, last, level, text: plain(&raw) })
}

fn bold(lines: &[Line], at: usize) -> Option<Heading> {
    let text = &lines[at].text;
    if !text.starts_with("**") {
        return None;
    }
    let (raw, last) = closed(lines, at, text);
    let inner_end = raw.strip_suffix("**")?;
    // Nothing between two bold parts but space.
    let outside: String = inner_end.split("**").skip(2).step_by(2).collect();
    if raw.len() > LONGEST_TOKEN || !outside.trim().is_empty() || !has_text(&raw) {
        return None;
    }
    let text = plain(&raw);
    let gazetteer = Gazetteer::builtin();
    let header = date::whole(&text).is_some()
        || outlet::dated(&text, gazetteer).is_some()
        || byline::explicit(&text, gazetteer).is_some()
        || trailer_value(&text).is_some()
        || text.ends_with(':');
    (!header).then_some(Heading { first: at, last, level: BOLD, text })
}

/// A title without marks: behind a rule or a source label, with a date below it. Only bulletins have such.
fn bare(lines: &[Line], at: usize) -> Option<Heading> {
    let text = lines[at].text.as_str();
    let words = text.split_whitespace().count();
    let opens = at == 0 || lines[at - 1].text.is_empty() || is_rule(&lines[at - 1].text);
    if !opens || words < 3 || !could_be_title(&lines[at]) || outlet::sounds_like_one(text) && words < 6 {
        return None;
    }
    // Close by, as blank lines may be many.
    let before = lines[..at].iter().rev().take(20).map(|line| line.text.as_str()).find(|text| !text.is_empty())?;
    if !(is_rule(before) || trailer_value(before).is_some()) || (words < 4 && !is_in_capitals(text)) {
        return None;
    }
    let heading = Heading { first: at, last: at, level: BOLD, text: plain(text) };
    date_follows(lines, &heading).then_some(heading)
}

/// Whether a date stands below the heading before the text begins.
pub(super) fn date_follows(lines: &[Line], heading: &Heading) -> bool {
    let near = lines.iter().skip(heading.last + 1).take(30);
    let below = near.map(|line| line.text.as_str()).filter(|text| has_text(text));
    below.take(4).take_while(|text| !ends_sentence(text) && text.len() < 120).any(|text| {
        let text = without_emphasis(text);
        date::whole(&text).is_some() || outlet::dated(&text, Gazetteer::builtin()).is_some()
    })
}

/// Bold that is opened on one line and closed on the next is one heading.
fn closed(lines: &[Line], at: usize, raw: &str) -> (String, usize) {
    let mut whole = raw.to_owned();
    let mut last = at;
    while whole.matches("**").count() % 2 == 1 && last < at + 3 {
        match lines.get(last + 1).filter(|line| !line.text.is_empty() && !is_rule(&line.text)) {
            None => break,
            Some(next) => {
                whole.push(' ');
                whole.push_str(next.text.trim_start_matches('#'));
                last += 1;
            }
        }
    }
    if whole.matches("**").count() % 2 == 1 { (raw.to_owned(), at) } else { (whole, last) }
}

/// One to three lines of text directly above `===` or `---`. A row of hyphens is a rule as well, so above it only what
/// opens the file or stands behind a rule is a title, and no header line is.
fn underlined(lines: &[Line], at: usize, rules: Rules) -> Option<Heading> {
    let opens = at == 0 || lines[at - 1].text.is_empty();
    if !opens || begins_small(&lines[at].text) || !could_be_title(&lines[at]) {
        return None;
    }
    let mut last = at;
    while last < at + 3 && lines.get(last + 1).is_some_and(could_be_title) {
        last += 1;
    }
    let mark = &lines.get(last + 1)?.text;
    let double = mark.len() > 2 && mark.chars().all(|c| c == '=');
    let single = mark.len() > 2 && mark.chars().all(|c| c == '-');
    let before = lines[..at].iter().rev().map(|line| line.text.as_str()).find(|text| !text.is_empty());
    let free = rules == Rules::MayUnderline && before.is_none_or(|text| is_rule(text) || trailer_value(text).is_some());
    if !(double || (single && free)) {
        return None;
    }
    let text = lines[at..=last].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(Heading { first: at, last: last + 1, level: if double { 1 } else { 2 }, text: plain(&text) })
}

fn could_be_title(line: &Line) -> bool {
    let text = line.text.as_str();
    let gazetteer = Gazetteer::builtin();
    text.len() <= 240
        && has_text(text)
        && !ends_sentence(text)
        && !is_separator(text)
        && !is_page_break(text)
        && hash_level(text).is_none()
        && date::whole(text).is_none()
        && outlet::dated(text, gazetteer).is_none()
        && byline::explicit(text, gazetteer).is_none()
        && trailer_value(text).is_none()
        && address_line(line).is_none()
        && !text.starts_with('[')
}

/// Without marks: closing `#`, emphasis, escapes, and a link's address.
fn plain(raw: &str) -> String {
    let text = without_emphasis(raw.trim().trim_end_matches('#').trim());
    match text.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        Some((label, target)) if target.ends_with(')') && !target.contains(' ') => label.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<(u8, String)> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
        find(&lines).into_iter().map(|heading| (heading.level, heading.text)).collect()
    }

    #[test]
    fn forms_of_headings() {
        let one = |level, text: &str| vec![(level, text.to_owned())];
        assert_eq!(headings("## **A, B SIGN**"), one(2, "A, B SIGN"));
        assert_eq!(headings("# A and B sign #"), one(1, "A and B sign"));
        assert_eq!(headings("### A"), one(3, "A"));
        assert_eq!(headings("**A B**\n\n-"), one(BOLD, "A B"));
        assert_eq!(headings("## **A**\n\n## **B**"), one(2, "A B"));
        assert_eq!(headings("## **A\nB**"), one(2, "A B"));
        assert_eq!(headings("**A\nB**"), one(BOLD, "A B"));
        assert_eq!(headings("A and B\n======="), one(1, "A and B"));
        assert_eq!(headings("---\n\nA and B\nsign\n-------"), one(2, "A and B sign"));
        assert_eq!(headings("## [A](https://x.example)"), one(2, "A"));
        assert_eq!(headings("---\n\nKENYA AND PERU SIGN\n\n-\n\n02.12.2021"), one(BOLD, "KENYA AND PERU SIGN"));
        assert_eq!(headings("## A\n\ntext\n\n**B**\n\n02.12.2021").len(), 2);
    }

    #[test]
    fn what_is_no_heading() {
        for text in [
            "#hashtag",
            "**By Vera Example**",
            "**Fjord Daily (2 December 2021)**",
            "**Kaynak/Source:**",
            "a **b** c",
            "02.12.2021\n---",
            "Text of an article.\n---",
            "# # #",
            "-0-",
            "**A** is **B**",
        ] {
            assert_eq!(headings(text), [], "{text}");
        }
        assert_eq!(headings("## A\n\ntext\n\n**B**").len(), 1);
        assert_eq!(headings("A B C D\n\n02.12.2021").len(), 0);
    }
}

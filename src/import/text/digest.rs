//! The numbered digest: a contents list, then `[01] Title` and its text; outlet and date stand in the first sentence.

use std::collections::BTreeMap;

use super::super::Options;
use super::super::decode::Line;
use super::body::{self, Context, Ending};
use super::byline;
use super::date::{self, Written};
use super::draft::Draft;
use super::header::{self, Header};
use super::line::{LONGEST_TOKEN, begins_small, ends_sentence, has_text, is_in_capitals, is_rule};
use super::outlet;
use super::running::Repeated;
use super::source;
use crate::country::gazetteer::Gazetteer;

/// Whether numbered headings stand in the text, and no others: footnotes of a bulletin are numbered too.
pub(super) fn is_digest(lines: &[Line], gazetteer: &Gazetteer) -> bool {
    let marked = lines.iter().any(|line| super::headings::text_of(&line.text).is_some());
    !marked && (lines.iter().any(|line| numbered(&line.text).is_some()) || !listed_places(lines, gazetteer).is_empty())
}

/// Reads all items. A number that stands more than once was in the contents first; the last place counts.
pub(super) fn read(lines: &[Line], options: &Options) -> Vec<Draft> {
    let repeated = Repeated::of(lines);
    let mut places = last_places(lines, numbered);
    if places.is_empty() {
        places = listed_places(lines, options.gazetteer);
    }
    let preamble = lines.get(..places.first().copied().unwrap_or(0)).unwrap_or_default();
    let issue = issue_date(preamble);
    let mut drafts = Vec::new();
    for (place, at) in places.iter().enumerate() {
        let end = places.get(place + 1).copied().unwrap_or(lines.len());
        drafts.push(item(&lines[*at..end], issue.as_ref(), &repeated, options));
    }
    if let Some(first) = drafts.first_mut() {
        let said = preamble.iter().filter(|line| has_text(&line.text));
        first.body.furniture.splice(0..0, said.map(|line| (line.number, line.text.clone())));
    }
    drafts
}

/// The last place of each number, in the order of the text.
fn last_places(lines: &[Line], number: fn(&str) -> Option<(u32, &str)>) -> Vec<usize> {
    let mut last = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((number, _)) = number(&line.text) {
            last.insert(number, at);
        }
    }
    let mut places: Vec<usize> = last.into_values().collect();
    places.sort_unstable();
    places
}

/// The places of `1. Title`, `2. Title` …: at least two, numbered from one without a gap, each with text below it, and
/// half of them with an outlet, a date or an address of their own. Otherwise they are chapters of one text.
fn listed_places(lines: &[Line], gazetteer: &Gazetteer) -> Vec<usize> {
    let places = last_places(lines, listed);
    let numbers = places.iter().filter_map(|at| listed(&lines[*at].text));
    if places.len() < 2 || !numbers.map(|(number, _)| number).eq(1..=u32::try_from(places.len()).unwrap_or(0)) {
        return Vec::new();
    }
    let mut own = 0;
    for (place, at) in places.iter().enumerate() {
        let end = places.get(place + 1).copied().unwrap_or(lines.len());
        let below = &lines[at + 1..end];
        // Below an outlet with its date the shortest sentence is text.
        let signed = below.iter().find(|line| has_text(&line.text));
        let signed = signed.is_some_and(|line| outlet::dated(&line.text, gazetteer).is_some());
        let shortest = if signed { 8 } else { 30 };
        let is_text = |text: &str| text.len() > shortest && (ends_sentence(text) || text.contains(". "));
        if !below.iter().any(|line| is_text(&line.text)) {
            return Vec::new();
        }
        let dated = |text: &str| {
            header::is_certain(text, gazetteer)
                || text.get(text.rfind('(').unwrap_or(text.len())..).is_some_and(|tail| !date::find(tail).is_empty())
                || quoted(text, gazetteer).is_some()
        };
        let marked = |line: &Line| source::address_line(line).is_some() || source::trailer_value(&line.text).is_some();
        own += usize::from(below.iter().any(|line| marked(line) || dated(&line.text)));
    }
    if own * 2 >= places.len() { places } else { Vec::new() }
}

/// `1. Title`, `1) Title`, `1- Title`, `(1) Title`, in bold or not.
fn listed(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_matches('*');
    let rest = text.trim_start_matches('(');
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest.get(..digits).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    let title = rest.get(digits..)?.trim_start().strip_prefix(['.', ')', '-', '–'])?;
    let spaced = title.starts_with(' ') || rest.get(digits..)?.starts_with('-');
    let title = title.trim();
    let shaped = title.split_whitespace().count() > 2
        && title.len() <= 220
        && !title.ends_with(['.', ';', ','])
        && title.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '«' | '‘'));
    (spaced && shaped && date::whole(text).is_none()).then_some((number, title))
}

/// `[01] Title`; in a contents list a bullet may stand before it.
fn numbered(text: &str) -> Option<(u32, &str)> {
    let (number, title) = text.strip_prefix('[')?.split_once(']')?;
    let digits = (2..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let titled = title.starts_with(' ') && has_text(title) && title.len() <= LONGEST_TOKEN;
    (digits && titled).then(|| number.parse().ok()).flatten().map(|number| (number, title.trim()))
}

/// `[A] SHIPPING AND SEA`
fn is_section(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(letter, _)| letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase()))
}

/// `(AM)`, the reader who summed it up.
fn is_initials(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|letters| {
        (1..=5).contains(&letters.chars().count()) && letters.chars().all(|c| c.is_alphabetic() || c == '/')
    })
}

/// The date of an issue of one day; "10-12.02.22" is a range and no item's date.
fn issue_date(lines: &[Line]) -> Option<(Written, u32)> {
    lines.iter().find_map(|line| Some((date::find(&line.text).into_iter().next()?, line.number)))
}

fn item(lines: &[Line], issue: Option<&(Written, u32)>, repeated: &Repeated, options: &Options) -> Draft {
    let mut draft = Draft { line: lines.first().map(|line| line.number), ..Draft::default() };
    let heading = lines.first().map(|line| line.text.as_str()).unwrap_or_default();
    let bracketed = numbered(heading).is_some();
    let mut title =
        numbered(heading).or_else(|| listed(heading)).map(|(_, title)| title.to_owned()).unwrap_or_default();
    let mut start = 1;
    // A title goes on in the next line when no blank line parts them.
    while let Some(line) = lines.get(start).filter(|line| {
        !line.text.is_empty()
            && !ends_sentence(&line.text)
            && line.text.len() < 120
            && start < 3
            && (bracketed || begins_small(&line.text))
            && !header::is_certain(&line.text, options.gazetteer)
            && source::address_line(line).is_none()
    }) {
        title.push(' ');
        title.push_str(&line.text);
        start += 1;
    }
    let end = lines.iter().position(|line| is_rule(&line.text) || is_section(&line.text)).unwrap_or(lines.len());
    let end = without_next_section(lines, end, options.gazetteer);
    let (mut text, mut dropped) = (Vec::new(), Vec::new());
    for line in lines.get(start.min(end)..end).unwrap_or_default() {
        if is_initials(&line.text) {
            dropped.push((line.number, line.text.clone()));
        } else {
            text.push(line.clone());
        }
    }
    let behind = lines.get(end..).unwrap_or_default().iter().filter(|line| has_text(&line.text));
    dropped.extend(behind.map(|line| (line.number, line.text.clone())));
    let mut header = Header::default();
    let below = header::read(&text, &mut header, options.gazetteer);
    let below = text.get(below..).unwrap_or_default();
    draft.body = body::read(below, &Context { bulletin_date: None, repeated, ending: Ending::Bulletin });
    draft.title = Some(title);
    header.settle(&mut draft, below, options.gazetteer);
    draft.body.furniture.append(&mut dropped);
    if draft.published.is_none() {
        draft.published = draft.bulletin.take();
    }
    let number = text.iter().find(|line| has_text(&line.text)).map_or(1, |line| line.number);
    if let Some(date) =
        draft.body.trailer.as_mut().and_then(|trailer| trailer.date.take()).filter(|_| draft.published.is_none())
    {
        draft.published = Some(date);
    }
    let undated = draft.published.is_none();
    let found = draft.body.paragraphs.first().filter(|_| undated).and_then(|first| quoted(first, options.gazetteer));
    let found = match found {
        None if undated => signed(&mut draft.body.paragraphs, options.gazetteer),
        found => found,
    };
    if let Some((outlet, written)) = found {
        if let (Some(known), Some(outlet)) = (&draft.outlet, &outlet) {
            draft.review.push(format!("outlet: \"{outlet}\" was passed over for \"{known}\""));
        }
        draft.outlet = draft.outlet.take().or(outlet);
        draft.published = Some((written, number));
    } else if let Some(issue) = issue.filter(|_| undated) {
        draft.published = Some(issue.clone());
        draft.review.push("date: that of the issue was taken, the text has none".to_owned());
    }
    draft
}

/// The end of an item without the heading of the next section: short lines at its end, in capitals or the name of a
/// country.
pub(super) fn without_next_section(lines: &[Line], mut end: usize, gazetteer: &Gazetteer) -> usize {
    while end > 1 {
        let text = lines[end - 1].text.trim_matches(['*', ' ', ':']);
        let alone = lines.get(end - 2).is_none_or(|line| line.text.is_empty());
        let section = text.is_empty()
            || (alone
                && text.split_whitespace().count() < 6
                && !ends_sentence(text)
                && (is_in_capitals(text) || byline::is_country(text, gazetteer)));
        if !section {
            break;
        }
        end -= 1;
    }
    end
}

/// `(NAME, date)` or `NAME, date` behind the text: a last paragraph of its own is taken out of the text.
fn signed(paragraphs: &mut Vec<String>, gazetteer: &Gazetteer) -> Option<(Option<String>, Written)> {
    let last = paragraphs.last()?;
    let whole = last.trim_matches(['(', ')', '[', ']', ' ', '–', '-', '—']);
    if let Some(dated) = outlet::dated(whole, gazetteer).filter(|dated| dated.section.is_none() && paragraphs.len() > 1)
    {
        paragraphs.pop();
        return Some((dated.name, dated.date));
    }
    let tail = last.get(last.rfind('(')? + 1..)?.trim_end_matches(['.', ' ', ')']);
    let dated = outlet::dated(tail, gazetteer)?;
    Some((dated.name, dated.date))
}

/// `NAME (dd.mm.yy)` in the first sentence: "According to daily Levant Voice (11.02.22), …".
fn quoted(paragraph: &str, gazetteer: &Gazetteer) -> Option<(Option<String>, Written)> {
    let head_end = paragraph.char_indices().map(|(at, _)| at).nth(350).unwrap_or(paragraph.len());
    let head = paragraph.get(..head_end)?;
    let written = date::find(head).into_iter().find(|written| {
        let before = head.get(..written.start).unwrap_or_default().trim_end();
        let after = head.get(written.end..).unwrap_or_default();
        (before.ends_with('(') || before.ends_with(',')) && after.starts_with(')')
    })?;
    let before = head.get(..written.start)?;
    // "(Island Tribune, 15 March 2022)" behind the text.
    let inside = before.get(before.rfind('(')? + 1..)?.trim_end_matches([',', ' ']);
    if outlet::is_name(inside) && !byline::is_place(inside, gazetteer) {
        return Some((Some(inside.to_owned()), written));
    }
    let before = before.get(..before.rfind('(')?)?.trim_end();
    let kind = [
        "newspaper",
        "daily",
        "weekly",
        "gazetesi",
        "website",
        "news portal",
        "portal",
        "magazine",
        "news site",
        "adlı gazete",
    ];
    let before = kind.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
    let mut name: Vec<&str> = Vec::new();
    for word in before.split_whitespace().rev() {
        let big = word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
        // "El Faro del Golfo", "Gazeta de Exemplo"
        let joint = !name.is_empty()
            && matches!(word, "of" | "the" | "&" | "del" | "de" | "della" | "du" | "des" | "do" | "da" | "der" | "y");
        if !(big || joint) || word.ends_with([',', ':', ';']) || name.len() > 5 {
            break;
        }
        name.push(word);
    }
    while name.last().is_some_and(|word| {
        matches!(
            *word,
            "of" | "the"
                | "The"
                | "&"
                | "In"
                | "According"
                | "Writing"
                | "del"
                | "de"
                | "della"
                | "du"
                | "des"
                | "do"
                | "da"
                | "der"
                | "y"
        )
    }) {
        name.pop();
    }
    name.reverse();
    let name = name.join(" ");
    let name = name.trim_matches(['"', '“', '”', '\'', '‘', '’', '«', '»', '*', '_']);
    let usable = outlet::is_name(name) && !byline::is_place(name, gazetteer);
    Some((usable.then(|| name.to_owned()), written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_in_the_first_sentence() {
        for (text, name) in [
            ("Cyprus Mirror (10.02.22) writes that", "Cyprus Mirror"),
            ("According to daily Levant Voice (11.02.22), Lebanon", "Levant Voice"),
            ("El Faro del Norte (12.02.22) reports", "El Faro del Norte"),
            ("Island Tribune newspaper (12.02.22) reports", "Island Tribune"),
            ("Malta signed. (Island Tribune, 12.02.22)", "Island Tribune"),
            ("Under the title “Talks”, “Voice of the Isles” (12.02.2022) reports", "Voice of the Isles"),
        ] {
            assert_eq!(quoted(text, Gazetteer::builtin()).unwrap().0.as_deref(), Some(name));
        }
        assert_eq!(quoted("It met on 10.02.22 in Nicosia", Gazetteer::builtin()), None);
    }

    #[test]
    fn numbers_sections_and_initials() {
        assert_eq!(numbered("[01] Malta and Cyprus"), Some((1, "Malta and Cyprus")));
        assert_eq!(numbered("• [01] Malta"), None);
        assert_eq!(numbered("[1]"), None);
        assert!(is_section("[A] SHIPPING") && !is_section("[01] SHIPPING"));
        assert!(is_initials("(AM)") && is_initials("(DPs)") && !is_initials("(Reuters)") && !is_initials("AM"));
    }
}

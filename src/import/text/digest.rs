//! The numbered digest: a contents list, then `[01] Title` and its text; outlet and date stand in the first sentence.

use std::collections::BTreeMap;

use super::super::Options;
use super::super::decode::Line;
use super::body::{self, Context, Ending};
use super::date::{self, Written};
use super::draft::Draft;
use super::line::{LONGEST_TOKEN, ends_sentence, has_text, is_rule};
use super::outlet;
use super::running::Repeated;

/// Whether numbered headings stand in the text, and no others: footnotes of a bulletin are numbered too.
pub(super) fn is_digest(lines: &[Line]) -> bool {
    let marked = lines.iter().any(|line| super::headings::text_of(&line.text).is_some());
    !marked && lines.iter().filter(|line| numbered(&line.text).is_some()).take(2).count() > 0
}

/// Reads all items. A number that stands more than once was in the contents first; the last place counts.
pub(super) fn read(lines: &[Line], options: &Options) -> Vec<Draft> {
    let repeated = Repeated::of(lines);
    let mut last_place = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((number, _)) = numbered(&line.text) {
            last_place.insert(number, at);
        }
    }
    let mut places: Vec<usize> = last_place.into_values().collect();
    places.sort_unstable();
    let issue = places.first().and_then(|first| issue_date(lines.get(..*first).unwrap_or_default()));
    let mut drafts = Vec::new();
    for (place, at) in places.iter().enumerate() {
        let end = places.get(place + 1).copied().unwrap_or(lines.len());
        drafts.push(item(&lines[*at..end], issue.as_ref(), &repeated, options));
    }
    drafts
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
    let mut title =
        lines.first().and_then(|line| numbered(&line.text)).map(|(_, title)| title.to_owned()).unwrap_or_default();
    let mut start = 1;
    // A title goes on in the next line when no blank line parts them.
    while let Some(line) = lines
        .get(start)
        .filter(|line| !line.text.is_empty() && !ends_sentence(&line.text) && line.text.len() < 120 && start < 3)
    {
        title.push(' ');
        title.push_str(&line.text);
        start += 1;
    }
    let end = lines.iter().position(|line| is_rule(&line.text) || is_section(&line.text)).unwrap_or(lines.len());
    let text: Vec<Line> = lines
        .get(start.min(end)..end)
        .unwrap_or_default()
        .iter()
        .filter(|line| !is_initials(&line.text))
        .cloned()
        .collect();
    draft.body = body::read(&text, &Context { bulletin_date: None, repeated, ending: Ending::Bulletin });
    draft.title = Some(title);
    let number = text.iter().find(|line| has_text(&line.text)).map_or(1, |line| line.number);
    if let Some((outlet, written)) = draft.body.paragraphs.first().and_then(|first| quoted(first, options)) {
        draft.outlet = outlet;
        draft.published = Some((written, number));
    } else if let Some(issue) = issue {
        draft.published = Some(issue.clone());
        draft.review.push("date: that of the issue was taken, the text has none".to_owned());
    }
    draft
}

/// `NAME (dd.mm.yy)` in the first sentence: "According to daily Levant Voice (11.02.22), …".
fn quoted(paragraph: &str, options: &Options) -> Option<(Option<String>, Written)> {
    let head_end = paragraph.char_indices().map(|(at, _)| at).nth(350).unwrap_or(paragraph.len());
    let head = paragraph.get(..head_end)?;
    let written = date::find(head).into_iter().find(|written| {
        let before = head.get(..written.start).unwrap_or_default().trim_end();
        let after = head.get(written.end..).unwrap_or_default();
        (before.ends_with('(') || before.ends_with(',')) && after.starts_with(')')
    })?;
    let before = head.get(..written.start)?;
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
        let joint = !name.is_empty() && matches!(word, "of" | "the" | "&");
        if !(big || joint) || word.ends_with([',', ':', ';']) || name.len() > 5 {
            break;
        }
        name.push(word);
    }
    while name.last().is_some_and(|word| matches!(*word, "of" | "the" | "The" | "&" | "In" | "According" | "Writing")) {
        name.pop();
    }
    name.reverse();
    let name = name.join(" ");
    let name = name.trim_matches(['"', '“', '”', '\'', '‘', '’', '«', '»', '*', '_']);
    let usable = outlet::is_name(name) && !super::byline::is_place(name, options.gazetteer);
    Some((usable.then(|| name.to_owned()), written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::gazetteer::Gazetteer;
    use crate::import::Vocabulary;

    #[test]
    fn the_outlet_in_the_first_sentence() {
        let options = Options {
            date_order: None,
            format: None,
            today: jiff::civil::date(2026, 11, 24),
            gazetteer: Gazetteer::builtin(),
            vocabulary: Vocabulary::builtin(),
        };
        for (text, name) in [
            ("Cyprus Mirror (10.02.22) writes that", "Cyprus Mirror"),
            ("According to daily Levant Voice (11.02.22), Lebanon", "Levant Voice"),
            ("Island Tribune newspaper (12.02.22) reports", "Island Tribune"),
            ("Under the title “Talks”, “Voice of the Isles” (12.02.2022) reports", "Voice of the Isles"),
        ] {
            assert_eq!(quoted(text, &options).unwrap().0.as_deref(), Some(name));
        }
        assert_eq!(quoted("It met on 10.02.22 in Nicosia", &options), None);
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

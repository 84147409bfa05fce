//! What a browser prints around a page: `11/24/26, 1:22 PM  Title` at its head, `https://example.org/a  1/2` at its foot,
//! or all of it in one line. The date is that of the printing, and tells nothing of the article.

use super::super::decode::Line;
use super::draft::Draft;
use super::source;

/// A text without the heads and feet of its printing.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) lines: Vec<Line>,
    left_out: Vec<Line>,
}

/// Longer lines are text: an address may be long, a line with one and a title is not much longer.
const LONGEST: usize = 400;

/// The lines without what the browser printed; nothing where it printed none. A head alone is told by the foot that
/// stands somewhere else in the file.
pub(super) fn unprinted(lines: &[Line]) -> Option<Printed> {
    if !lines.iter().any(|line| is_foot(&line.text)) {
        return None;
    }
    let mut printed = Printed { lines: Vec::with_capacity(lines.len()), left_out: Vec::new() };
    for line in lines {
        if is_foot(&line.text) || is_head(&line.text) {
            // A page ends here, which may be in the middle of a sentence.
            printed.lines.push(Line { number: line.number, text: "\u{c}".to_owned() });
            printed.left_out.push(line.clone());
        } else {
            printed.lines.push(line.clone());
        }
    }
    let edge = |line: &Line| line.text.is_empty() || line.text == "\u{c}";
    let start = printed.lines.iter().position(|line| !edge(line)).unwrap_or(0);
    let end = printed.lines.iter().rposition(|line| !edge(line)).map_or(0, |last| last + 1);
    printed.lines = printed.lines.get(start..end.max(start)).unwrap_or_default().to_vec();
    Some(printed)
}

impl Printed {
    /// Says what was left out, and gives an item without an address that of the page.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        let [first, others @ ..] = drafts else { return };
        // A browser cuts long addresses: "https://example.org/a/…".
        let whole = |line: &&Line| !line.text.contains(['…']) && !line.text.contains("...");
        let address = self.left_out.iter().filter(whole).find_map(|line| source::addresses_in(line).into_iter().next());
        if first.body.addresses.is_empty() && others.is_empty() {
            first.body.addresses.extend(address);
        }
        first.body.furniture.extend(self.left_out.into_iter().map(|line| (line.number, line.text)));
    }
}

/// `address n/m` at the end of the line, and nothing before it but what a head has.
fn is_foot(text: &str) -> bool {
    let mut pieces = text.split_whitespace().rev();
    let (Some(pages), Some(address)) = (pieces.next(), pieces.next()) else { return false };
    let is_address = ["http://", "https://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    text.len() <= LONGEST && is_address && is_page_of(pages) && (pieces.next().is_none() || opens_with_time(text))
}

/// `date, time title`
fn is_head(text: &str) -> bool {
    text.len() <= LONGEST && opens_with_time(text)
}

/// `1/2`
fn is_page_of(text: &str) -> bool {
    let number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('/').is_some_and(|(page, pages)| number(page) && number(pages))
}

/// `11/24/26, 1:22 PM`, `24.11.2026, 13:22`, `24/11/2026 13:22`
fn opens_with_time(text: &str) -> bool {
    let mut pieces = text.split_whitespace();
    let (Some(day), Some(time)) = (pieces.next(), pieces.next()) else { return false };
    let parts: Vec<&str> = day.trim_end_matches(',').split(['/', '.', '-']).collect();
    let digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_day = parts.len() == 3 && parts.iter().all(digits);
    let clock = time.split_once([':', '.']).is_some_and(|(hour, minutes)| {
        let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits(hour) && minutes.split([':', '.']).all(digits)
    });
    is_day && clock
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_feet() {
        for text in [
            "11/24/26, 1:22 PM x file:///tmp/p.html 1/1",
            "11/24/26, 1:26 PM Malta and Oman sign an accord https://example.org/a 1/2",
            "https://example.org/a 2/2",
            "24.11.2026, 13:22 Malta ve Umman https://example.org/a 1/2",
        ] {
            assert!(is_foot(text), "{text}");
        }
        for text in ["11/24/26, 1:26 PM Malta and Oman sign an accord", "24.11.2026 13:22 Malta"] {
            assert!(is_head(text) && !is_foot(text), "{text}");
        }
        for text in [
            "The paper is at https://example.org/a 1/2",
            "https://example.org/a",
            "24 of them met on 11/24/26, 1:22 PM",
            "11/24/26 was the day",
            "1/2",
        ] {
            assert!(!is_head(text) && !is_foot(text), "{text}");
        }
    }
}

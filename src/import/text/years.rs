//! Outlets with day and month below an issue that has the year: "Riga Post, 15 November".

use super::super::Options;
use super::super::decode::Line;
use super::date::Resolved;
use super::date::{self, Written};
use super::line::{ends_sentence, has_text};
use super::outlet;

/// The lines with the year of the issue behind each outlet's day; nothing where the text has no such line, or no date
/// of the issue above it.
pub(super) fn complete(lines: &[Line], options: &Options) -> Option<Vec<Line>> {
    const ISSUE_LINES: usize = 12;
    let opening = lines.iter().filter(|line| has_text(&line.text)).take(ISSUE_LINES);
    let issue =
        opening.filter(|line| line.text.len() < 120).find_map(|line| date::find(&line.text).into_iter().next())?;
    let mut completed: Option<Vec<Line>> = None;
    for (at, line) in lines.iter().enumerate() {
        if let Some(text) = with_year(&line.text, &issue, options) {
            completed.get_or_insert_with(|| lines.to_vec())[at].text = text;
        }
    }
    completed
}

/// `NAME, 15 November` with the year that is next before the issue.
fn with_year(text: &str, issue: &Written, options: &Options) -> Option<String> {
    if text.len() > 90 || ends_sentence(text) || !text.contains([',', '(']) || !date::find(text).is_empty() {
        return None;
    }
    let Resolved::Day(issue) = issue.resolve(options.date_order, options.today) else { return None };
    let (bare, close) = text.strip_suffix(')').map_or((text, ""), |bare| (bare, ")"));
    let bare = bare.trim_end();
    for year in [issue.year(), issue.year() - 1] {
        let whole = format!("{bare} {year}{close}");
        let found = date::find(&whole);
        let [written] = found.as_slice() else { return None };
        // Month and day stand at the end of the line, behind a name.
        let Resolved::Day(day) = written.resolve(options.date_order, options.today) else { return None };
        let name = whole.get(..written.start)?.trim_end_matches([' ', ',', '(', '-', '–']);
        if written.end + close.len() != whole.len() || !outlet::is_name(name) || name.split_whitespace().count() > 6 {
            return None;
        }
        if day <= date::latest(issue) {
            return Some(whole);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::country::gazetteer::Gazetteer;
    use crate::import::Vocabulary;

    #[test]
    fn the_year_of_the_issue_is_that_of_its_outlets() {
        let options = Options {
            date_order: None,
            format: None,
            today: day(2026, 11, 24),
            gazetteer: Gazetteer::builtin(),
            vocabulary: Vocabulary::builtin(),
        };
        let lines = |text: &str| {
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect::<Vec<_>>()
        };
        let read = |text: &str| {
            complete(&lines(text), &options).map(|lines| lines.last().map(|line| line.text.clone()).unwrap_or_default())
        };
        assert_eq!(
            read("Review, 16 November 2022\nRiga Post, 15 November").as_deref(),
            Some("Riga Post, 15 November 2022")
        );
        assert_eq!(
            read("Review, 2 January 2022\nRiga Post (31 December)").as_deref(),
            Some("Riga Post (31 December 2021)")
        );
        for none in [
            "Riga Post, 15 November",
            "2 May 2022\nThey met in Riga, on 15 November",
            "2 May 2022\nRiga Post, 1 May 2022",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}

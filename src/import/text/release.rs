//! The title line of a ministry's release: `No: 123, 2 December 2021, Press Release Regarding …`.

use super::date::{self, Written};
use super::draft::Draft;
use crate::country::gazetteer::fold;

/// A numbered release.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Release<'a> {
    /// "No: 123"
    pub(super) number: &'a str,
    pub(super) date: Written,
    pub(super) title: &'a str,
}

/// Reads a title line with number, date and title.
pub(super) fn find(text: &str) -> Option<Release<'_>> {
    let folded = fold(text.get(..text.char_indices().nth(12).map_or(text.len(), |(at, _)| at))?);
    if !["no:", "no.", "no ", "nr.", "sayi:", "№", "press release no", "qc:"]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        return None;
    }
    let date = date::find(text).into_iter().next()?;
    let number = text.get(..date.start)?.trim_end_matches([',', ' ', '-', '–', '/', '(']);
    let title = text.get(date.end..)?.trim_start_matches([',', ' ', '-', '–', '—', ':', ')', '/', '|']);
    let numbered = number.chars().count() <= 24 && number.bytes().any(|b| b.is_ascii_digit());
    (numbered && title.split_whitespace().count() > 2).then_some(Release { number, date, title })
}

/// Takes number and date out of a draft's title.
pub(super) fn apply(draft: &mut Draft) {
    let Some(title) = draft.title.take() else { return };
    match find(&title) {
        None => draft.title = Some(title),
        Some(release) => {
            let line = draft.line.unwrap_or(1);
            match &draft.published {
                None => draft.published = Some((release.date, line)),
                Some(_) => draft.rivals.push((release.date, line, super::draft::Role::Published)),
            }
            draft.body.furniture.insert(0, (line, release.number.to_owned()));
            draft.title = Some(release.title.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases() {
        let found = find("No: 123, 2 December 2021, Press Release Regarding the Visit").unwrap();
        assert_eq!(
            (found.number, found.date.raw.as_str(), found.title),
            ("No: 123", "2 December 2021", "Press Release Regarding the Visit")
        );
        assert_eq!(
            find("No: 45, 3 Mart 2022, Malta Bakanının Ziyareti Hk.").unwrap().title,
            "Malta Bakanının Ziyareti Hk."
        );
        for none in
            ["No: 123", "No deal on 2 December 2021, the two ministers say", "Nobody came on 2 May 2022, it said"]
        {
            assert_eq!(find(none), None, "{none}");
        }
    }
}

//! What stands below a text and names itself: who wrote it, when it was last changed. And the days that stand elsewhere
//! than a header has them.

use super::super::Options;
use super::byline;
use super::calendar;
use super::date::{self, Written};
use super::dateline::Dateline;
use super::draft::Draft;
use super::labels::{self, Label};
use super::outlet;
use crate::country::gazetteer::fold;

/// Takes the author and the day from the last paragraphs, where they have a label: "Muhabir: …", "By …", "Stand: …".
pub(super) fn read(draft: &mut Draft, options: &Options) {
    const MOST: usize = 4;
    const LONGEST: usize = 120;
    for _ in 0..MOST {
        let last = draft.body.paragraphs.len().saturating_sub(1);
        let Some(text) = draft.body.paragraphs.get(last).filter(|text| last > 0 && text.len() <= LONGEST).cloned()
        else {
            return;
        };
        let line = draft.body.lines.get(last).copied().or(draft.line).unwrap_or(1);
        let dated = labels::find(&text)
            .filter(|(label, _)| matches!(label, Label::Published | Label::Updated))
            .and_then(|(_, value)| date::find(value).into_iter().next());
        if let Some(written) = dated {
            if has_no_day(draft) {
                draft.review.push(format!("date: {} at the foot of the text was taken", written.raw));
                draft.published = Some((written, line));
            }
        } else if let Some(byline) = byline::explicit(&text, options.gazetteer) {
            if draft.author.is_empty() {
                draft.author = byline.authors;
            }
            draft.outlet = draft.outlet.take().or(byline.outlet);
        } else {
            return;
        }
        draft.body.paragraphs.truncate(last);
        draft.body.lines.truncate(last);
        draft.body.headings.remove(&last);
        draft.body.furniture.push((line, text));
    }
}

/// "Lima, 4 May 2022" below a statement that has no date above it.
pub(super) fn take_day(draft: &mut Draft, opening: Option<&Dateline>, options: &Options) {
    const LONGEST: usize = 80;
    if !has_no_day(draft) || opening.is_some_and(|opening| opening.date.is_some()) {
        return;
    }
    let last = draft.body.paragraphs.len().saturating_sub(1);
    let text = draft.body.paragraphs.get(last).filter(|text| last > 0 && text.len() < LONGEST);
    if let Some(dated) = text.and_then(|text| outlet_and_day(text, draft, options)) {
        draft.review.push(format!("date: {} at the foot of the text was taken", dated.date.raw));
        draft.outlet = draft.outlet.take().or(dated.name);
        draft.published = Some((dated.date, draft.body.lines.get(last).copied().or(draft.line).unwrap_or(1)));
        draft.body.paragraphs.truncate(last);
        draft.body.lines.truncate(last);
        draft.body.headings.remove(&last);
        return;
    }
    if let Some(text) = text {
        let placed =
            outlet::dated(text, options.gazetteer).filter(|dated| dated.name.is_none()).map(|dated| dated.date);
        if let Some(written) = date::whole(text).or(placed) {
            draft.review.push(format!("date: {} at the foot of the text was taken", written.raw));
            draft.published = Some((written, draft.body.lines.get(last).copied().or(draft.line).unwrap_or(1)));
        }
    }
    // What came with the text: the day of the mail or the message that brought it.
    if let (true, Some((written, line, doubt))) = (has_no_day(draft), draft.otherwise.take()) {
        draft.review.push(doubt.to_owned());
        draft.published = Some((written, line));
    }
    if let (true, Some(written)) =
        (has_no_day(draft), draft.body.paragraphs.first().and_then(|first| first_words(first)))
    {
        draft.review.push(format!("date: {} in the first sentence was taken, there is no other", written.raw));
        draft.published = Some((written, draft.body.lines.first().copied().or(draft.line).unwrap_or(1)));
    }
}

/// "Fjord Daily, 22 November 2025" below a text that has neither above it.
fn outlet_and_day(text: &str, draft: &Draft, options: &Options) -> Option<outlet::Dated> {
    let dated = outlet::dated(text, options.gazetteer)?;
    let is_new = draft.outlet.as_ref().is_none_or(|known| dated.name.as_ref() == Some(known));
    (is_new && dated.name.is_some() && dated.section.is_none()).then_some(dated)
}

fn has_no_day(draft: &Draft) -> bool {
    draft.published.is_none() && draft.bulletin.is_none()
}

/// The date that a text begins with: "On Friday, 14 November 2025, …", "14 noyabr 2025-ci il tarixində …".
fn first_words(text: &str) -> Option<Written> {
    const HEAD: usize = 100;
    let end = text.char_indices().map(|(at, _)| at).nth(HEAD).unwrap_or(text.len());
    let written = date::find(text.get(..end)?).into_iter().next()?;
    let before = text.get(..written.start)?;
    let is_leading = |word: &str| {
        let word = word.trim_matches([',', '(', '“', '"']);
        calendar::is_weekday(word)
            || matches!(fold(word).as_str(), "" | "on" | "am" | "le" | "den" | "в" | "في" | "يوم" | "بتاريخ")
    };
    before.split_whitespace().all(is_leading).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_begin_with_its_day() {
        for (text, day) in [
            ("14 noyabr 2025-ci il tarixində Bakıda görüş keçirilib.", Some("14 noyabr 2025")),
            ("On Friday, 14 November 2025, both sides met.", Some("14 November 2025")),
            ("Am 7. November 2025 trafen sich beide.", Some("7. November 2025")),
            ("They met on 14 November 2025 in Baku.", None),
            ("Both sides met.", None),
        ] {
            assert_eq!(first_words(text).map(|written| written.raw).as_deref(), day, "{text}");
        }
    }
}

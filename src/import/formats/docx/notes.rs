//! Foot- and endnotes of a Word file: each stands behind the paragraph that calls it.

use std::collections::BTreeMap;

use super::super::lines::{Paragraph, Role, Sign, Style};

/// Which notes a part holds: the ids of both begin anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Foot,
    End,
}

/// What tells a note from all others.
pub(super) fn key(kind: Kind, id: Option<&str>) -> Option<u32> {
    let id: u32 = id?.parse().ok()?;
    id.checked_mul(2)?.checked_add(u32::from(kind == Kind::End))
}

/// Numbers the notes in the order in which they are called, and puts each behind the paragraph that calls it first; behind
/// a table, where that is a row. A number without a note goes.
pub(super) fn place(paragraphs: Vec<Paragraph>, mut notes: BTreeMap<u32, Vec<Paragraph>>) -> Vec<Paragraph> {
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    let mut placed = Vec::with_capacity(paragraphs.len());
    let mut waiting = Vec::new();
    for mut paragraph in paragraphs {
        if paragraph.role != Role::Row {
            placed.append(&mut waiting);
        }
        paragraph.runs.retain_mut(|run| {
            let Sign::Note(key) = run.style.sign else { return true };
            if let Some(note) = notes.remove(&key) {
                let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
                numbers.insert(key, number);
                waiting.push(whole(number, note));
            }
            let Some(number) = numbers.get(&key) else { return false };
            run.style.sign = Sign::Note(*number);
            true
        });
        let is_row = paragraph.role == Role::Row;
        placed.push(paragraph);
        if !is_row {
            placed.append(&mut waiting);
        }
    }
    placed.append(&mut waiting);
    placed
}

/// The paragraphs of a note as one.
fn whole(number: u32, paragraphs: Vec<Paragraph>) -> Paragraph {
    let mut whole = Paragraph { role: Role::Note(number), ..Paragraph::default() };
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        if at > 0 {
            whole.push(" ", &Style::default());
        }
        whole.runs.extend(paragraph.runs.into_iter().filter(|run| !matches!(run.style.sign, Sign::Note(_))));
    }
    whole
}

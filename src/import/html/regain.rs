//! Paragraphs that the search for the article passes over although they stand in the midst of it: dom_smoothie takes a short
//! paragraph beside its best part only where it is a sentence with a full stop. They are put back; of the others around the
//! article is told.

use super::dom::{Dom, Id, ROOT, Step};
use super::locate;

/// What was passed over.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// paragraphs of the page that belong into what was found, in order
    pub(super) back: Vec<Id>,
    /// the words of others around it
    pub(super) told: Vec<String>,
}

/// Bytes of a paragraph without links below which it is a label.
const SHORT: usize = 25;
/// Found paragraphs right beside a paragraph that make it one of the text.
const BESIDE: usize = 2;
/// Bytes without links of a paragraph that is told of.
const LONG: usize = 60;

/// Finds the paragraphs below `around` that the `found` copy of the page does not have.
pub(super) fn passed_over(found: &Dom, dom: &Dom, around: Id) -> Passed {
    let mut has = vec![false; dom.size()];
    for number in found.inside(ROOT).filter_map(|id| locate::number(found, id)) {
        if let Some(has) = has.get_mut(number) {
            *has = true;
        }
    }
    let is_found = |id: Id| has.get(id).copied().unwrap_or_default();
    // How many paragraphs right below an element were found, and the last of them.
    let mut beside = vec![(0, ROOT); dom.size()];
    let mut first = None;
    for id in dom.inside(around).filter(|id| dom.name(*id) == "p" && is_found(*id)) {
        if let Some((count, last)) = dom.parent(id).and_then(|parent| beside.get_mut(parent)) {
            (*count, *last) = (*count + 1, id);
        }
        first = first.or(Some(id));
    }
    let mut passed = Passed::default();
    let Some(first) = first else { return passed };
    for id in dom.inside(around).filter(|id| dom.name(*id) == "p" && *id > first && !is_found(*id)) {
        if dom.inside(id).any(is_found) {
            continue;
        }
        let (all, linked) = weigh(dom, id);
        let within = dom.parent(id).and_then(|parent| beside.get(parent));
        let within = within.is_some_and(|(count, last)| *count >= BESIDE && id < *last);
        if within && all - linked >= SHORT && linked * 4 < all {
            passed.back.push(id);
        } else if all - linked >= LONG {
            passed.told.push(dom.words(id, usize::MAX));
        }
    }
    passed
}

/// Bytes of text, and of it in links.
fn weigh(dom: &Dom, top: Id) -> (usize, usize) {
    let (mut all, mut linked, mut links) = (0, 0, 0_usize);
    for step in dom.walk(top) {
        match step {
            Step::Enter(id) if dom.name(id) == "a" => links += 1,
            Step::Leave(id) if dom.name(id) == "a" => links = links.saturating_sub(1),
            Step::Enter(id) => {
                let bytes = dom.text(id).map_or(0, |text| text.trim().len());
                all += bytes;
                linked += if links > 0 { bytes } else { 0 };
            }
            Step::Leave(_) => {}
        }
    }
    (all, linked)
}

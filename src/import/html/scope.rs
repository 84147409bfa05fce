//! The element that a page itself marks as its article, and what was found below it: teasers of other stories, panels on
//! privacy, comments. What stands above it stays, because standfirsts often stand there.

use super::dom::{Dom, Id, ROOT, Step};
use super::locate;
use super::marks::{self, Mark};
use super::names;
use super::trim::squeezed;

/// Takes out of the `found` copy of a page's parts what stands below the page's own article, where that has most of the
/// found text. Returns the first words of each part.
pub(super) fn cut_below(found: &mut Dom, dom: &Dom, titles: &[String]) -> Vec<String> {
    let titles: Vec<String> = titles.iter().map(|title| squeezed(title)).filter(|title| !title.is_empty()).collect();
    for scope in [article(dom, &titles), only_main(dom)].into_iter().flatten() {
        let last = dom.inside(scope).max().unwrap_or(scope);
        let (inside, below) = parts(found, scope, last);
        let weigh = |ids: &[Id]| ids.iter().map(|id| weight(found, *id)).sum::<usize>();
        if inside.is_empty() || weigh(&inside) < weigh(&below) {
            continue;
        }
        let texts = below.iter().map(|id| found.words(*id, usize::MAX)).filter(|text| !text.is_empty()).collect();
        below.into_iter().for_each(|id| found.remove(id));
        return texts;
    }
    Vec::new()
}

/// The one article of a page: that which has the headline, or the only one.
fn article(dom: &Dom, titles: &[String]) -> Option<Id> {
    let mut all = Vec::new();
    let mut headed = Vec::new();
    let mut current = None;
    for step in dom.walk(ROOT) {
        match step {
            Step::Enter(id) if current.is_none() && is_article(dom, id) => {
                current = Some(id);
                all.push(id);
            }
            Step::Enter(id) if names::heading(dom.name(id)).is_some() => {
                if let Some(article) = current.filter(|own| headed.last() != Some(own))
                    && titles.contains(&squeezed(&dom.words(id, 500)))
                {
                    headed.push(article);
                }
            }
            Step::Leave(id) if current == Some(id) => current = None,
            _ => {}
        }
    }
    match (headed.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}

fn is_article(dom: &Dom, id: Id) -> bool {
    dom.name(id) == "article" && !marks::marked(dom, id, Mark::Comments)
}

fn only_main(dom: &Dom) -> Option<Id> {
    let is_main = |id: &Id| dom.name(*id) == "main" || dom.attribute(*id, "role") == Some("main");
    let mut mains = dom.inside(ROOT).filter(is_main);
    let first = mains.next()?;
    // A role may stand within its element.
    mains.all(|id| dom.ancestors(id).any(|around| around == first)).then_some(first)
}

/// The outermost elements of the copy that are of the article, and those below it. Elements are numbered in the order of
/// the page; `last` is the last of the article's.
fn parts(found: &Dom, scope: Id, last: Id) -> (Vec<Id>, Vec<Id>) {
    let (mut inside, mut below) = (Vec::new(), Vec::new());
    let mut within = None;
    for step in found.walk(ROOT) {
        match step {
            Step::Enter(id) if within.is_none() => {
                let Some(number) = locate::number(found, id) else { continue };
                let part = if number > last {
                    &mut below
                } else if number >= scope {
                    &mut inside
                } else {
                    continue;
                };
                part.push(id);
                within = Some(id);
            }
            Step::Leave(id) if within == Some(id) => within = None,
            _ => {}
        }
    }
    (inside, below)
}

/// Bytes of text.
fn weight(dom: &Dom, id: Id) -> usize {
    dom.inside(id).filter_map(|id| dom.text(id)).map(|text| text.trim().len()).sum()
}

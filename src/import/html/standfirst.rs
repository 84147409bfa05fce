//! The standfirst: one or two sentences between the headline and the text. What finds the article often passes over it,
//! because it stands in another part of the page; it is the text's first paragraph all the same.

use super::address::Base;
use super::block::{self, Block, Line};
use super::byline;
use super::dom::{Dom, Id, ROOT};
use super::furniture;
use super::markdown;
use super::marks::{self, Mark};
use super::names;
use super::opening;
use super::trim::{self, squeezed};

/// What stands below the headline before the text.
#[derive(Debug)]
pub(super) struct Standfirst {
    line: Line,
    sureness: Sureness,
}

/// Whether what stands there is a standfirst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sureness {
    /// It is marked as one, or the page describes itself with it.
    Marked,
    /// A heading just below the headline, of this level: it may be that of a section.
    Heading(u8),
}

/// Elements below the headline that are looked at.
const MOST_BELOW: usize = 12;
/// Words of a standfirst.
const FEWEST: usize = 4;
const MOST: usize = 90;
/// Words of a heading that no section has.
const LONG_HEADING: usize = 12;

/// Looks for it in a page whose furniture still stands. `titles` are all wordings of the title, `description` is what the
/// page says of itself.
pub(super) fn find(dom: &Dom, base: &Base, titles: &[String], description: Option<&str>) -> Option<Standfirst> {
    let titles: Vec<String> = titles.iter().map(|title| squeezed(title)).filter(|title| !title.is_empty()).collect();
    let description = description.map(squeezed).filter(|text| text.len() > 15);
    let is_headline =
        |id: &Id| names::heading(dom.name(*id)).is_some() && titles.contains(&squeezed(&dom.words(*id, 500)));
    let headline = dom.inside(ROOT).find(is_headline)?;
    let within = |id: Id, top: Id| dom.ancestors(id).any(|around| around == top);
    let after = dom.inside(ROOT).skip_while(|id| *id != headline).skip(1).filter(|id| !within(*id, headline));
    for (place, id) in after.filter(|id| is_leaf(dom, *id)).take(MOST_BELOW).enumerate() {
        let Some(line) = line(dom, id, base) else { continue };
        let text = line.text();
        let own = squeezed(&text);
        let count = text.split_whitespace().count();
        let (all, linked) = line.linked();
        if titles.contains(&own)
            || !byline::signed(&text).is_empty()
            || furniture::said(&text).is_some()
            || opening::is_dated(&text)
            || trim::is_date_line(&text)
            || linked * 2 > all
            || is_of_picture(dom, id)
        {
            continue;
        }
        let described =
            description.as_ref().is_some_and(|whole| *whole == own || own.len() > 40 && whole.contains(&own));
        let sureness = match names::heading(dom.name(id)) {
            _ if is_marked(dom, id, headline) || described => Sureness::Marked,
            Some(level) if place == 0 => Sureness::Heading(level.max(2)),
            // What stands in no heading and has no mark is a part of the text, or of something else.
            _ => return None,
        };
        return (FEWEST..=MOST).contains(&count).then_some(Standfirst { line, sureness });
    }
    None
}

/// Makes it the first paragraph, unless the text has it. Words that were a heading and are none are returned where they
/// are left out.
pub(super) fn put(standfirst: Standfirst, blocks: &mut Vec<Block>) -> Option<String> {
    let Standfirst { line, sureness } = standfirst;
    let text = line.text();
    let own = squeezed(&text);
    let place = blocks.iter().take(MOST_BELOW).position(|block| match block {
        Block::Paragraph(line) | Block::Heading(_, line) => squeezed(&line.text()) == own,
        _ => false,
    });
    let sections =
        |level| blocks.iter().filter(|block| matches!(block, Block::Heading(own, _) if *own == level)).count();
    let is_one = match sureness {
        Sureness::Marked => true,
        Sureness::Heading(level) => {
            text.trim_end().ends_with(['.', '!', '?', '…', '"', '”', '»'])
                || text.split_whitespace().count() >= LONG_HEADING
                || sections(level) == usize::from(place.is_some())
        }
    };
    match place {
        Some(place) if is_one => {
            if let Some(block) = blocks.get_mut(place) {
                *block = Block::Paragraph(line);
            }
            None
        }
        Some(_) => None,
        None if markdown::text(blocks).iter().any(|paragraph| squeezed(paragraph).contains(&own)) => None,
        None if is_one => {
            blocks.insert(0, Block::Paragraph(line));
            None
        }
        None => Some(text),
    }
}

/// Whether an element has text and no block that has.
fn is_leaf(dom: &Dom, id: Id) -> bool {
    names::is_block(dom.name(id))
        && !dom.inside(id).any(|child| child != id && names::is_block(dom.name(child)))
        && dom.inside(id).any(|child| dom.text(child).is_some_and(|text| !text.trim().is_empty()))
}

fn line(dom: &Dom, id: Id, base: &Base) -> Option<Line> {
    match block::read(dom, id, base).blocks.as_mut_slice() {
        [Block::Paragraph(line) | Block::Heading(_, line)] => Some(std::mem::take(line)),
        _ => None,
    }
}

/// What stands below a picture, at the side of it, or in it.
fn is_of_picture(dom: &Dom, id: Id) -> bool {
    let around = std::iter::once(id).chain(dom.ancestors(id)).take(4);
    around.into_iter().any(|id| {
        let mark = marks::mark(dom, id);
        matches!(dom.name(id), "figure" | "figcaption")
            || mark == Some(Mark::Caption)
            || mark == Some(Mark::Picture) && dom.inside(id).any(|id| dom.name(id) == "img")
    })
}

/// By its own mark or that of an element that is around it and not around the headline.
fn is_marked(dom: &Dom, id: Id, headline: Id) -> bool {
    let around: Vec<Id> = dom.ancestors(headline).collect();
    let own = std::iter::once(id).chain(dom.ancestors(id)).take_while(|id| !around.contains(id));
    own.take(3).any(|id| {
        let named = dom.attribute(id, "itemprop").unwrap_or_default().to_ascii_lowercase();
        matches!(named.as_str(), "description" | "alternativeheadline" | "abstract")
            || marks::marked(dom, id, Mark::Standfirst)
            || marks::is_named_standfirst(dom, id)
    })
}

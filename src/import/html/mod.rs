//! Saved web pages: the article of a page, with its title, date, outlet and authors, as plain paragraphs and as Markdown.
//!
//! parse ([`bound`], [`dom`]) → read the page's claims ([`meta`], [`json_ld`]) → take out what is marked as furniture
//! ([`marks`], [`clean`]) → find the article ([`locate`], [`body`]) → blocks ([`block`]) → read what the lines around the
//! headline claim ([`opening`], [`byline`], [`standfirst`]) → take out what lines say ([`furniture`], [`trim`]; of feeds, [`cut`]) →
//! Markdown ([`markdown`]). How well it does is measured, see docs/extraction.md.

use std::collections::BTreeSet;

mod address;
mod block;
mod body;
mod bound;
mod byline;
mod clean;
mod comments;
mod cut;
mod dom;
mod furniture;
mod hide;
mod json_ld;
mod locate;
mod markdown;
mod marks;
mod meta;
mod names;
mod opening;
mod regain;
mod scope;
mod standfirst;
mod table;
#[cfg(test)]
mod tests;
mod trim;
mod walls;

use address::Base;
use block::Block;
use clean::Removed;
pub(super) use cut::Extent;
use dom::ROOT;
use marks::Mark;
pub(super) use meta::{tidy as authors, titled};
use trim::{Care, Trimmed};

/// What a saved web page says of its article.
#[derive(Debug)]
pub(super) struct Page {
    /// plain text: JSON-LD's headline, else OpenGraph's title, the heading or the window's title without the site's name
    pub(super) title: Option<String>,
    /// when it was published, as written, mostly ISO 8601 with the outlet's offset
    pub(super) published: Option<String>,
    /// who published it
    pub(super) outlet: Option<String>,
    /// without desks and the outlet itself
    pub(super) authors: Vec<String>,
    /// BCP 47 as declared
    pub(super) language: Option<String>,
    /// absolute address of the page as it says itself, or as the browser noted that saved it
    pub(super) address: Option<String>,
    /// plain paragraphs; headings, items of lists and rows of tables are paragraphs too
    pub(super) text: Vec<String>,
    /// the same as CommonMark with GFM tables; headings from level 2
    pub(super) markdown: String,
    /// what was left out of the article: captions, shares, advertisements, links to other stories
    pub(super) removed: Vec<String>,
    pub(super) completeness: Completeness,
    /// what the wall for subscribers says, where one was seen
    pub(super) wall: Option<String>,
    /// the day of publication that readers see by the headline, as written, where `published` stands elsewhere
    pub(super) shown: Option<String>,
    /// what was worked out and may be wrong, for `review:`
    pub(super) doubts: Vec<String>,
}

/// Whether the page has its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completeness {
    Complete,
    /// a wall for subscribers stands instead of it, or of most of it
    Walled,
}

/// A piece of HTML that is all content: of a feed, or of a mail.
#[derive(Debug)]
pub(super) struct Fragment {
    /// plain paragraphs, as for a page
    pub(super) text: Vec<String>,
    /// the same as Markdown
    pub(super) markdown: String,
    /// whether the text says itself that it goes on elsewhere
    pub(super) extent: Extent,
    /// what was left out
    pub(super) removed: Vec<String>,
}

/// Words below which a text with a wall behind it is a teaser.
const TEASER: usize = 60;
/// Words below which a text that is said to be for subscribers may be cut.
const SHORT: usize = 200;

/// The text of the article that a web page holds, its paragraphs parted by blank lines; empty where there is none.
/// `docs/extraction.md` measures it. Linear in the length of the page.
pub fn article_text(html: &str) -> String {
    page(html).text.join("\n\n")
}

/// Reads a page.
pub(super) fn page(html: &str) -> Page {
    let mut dom = bound::parse(html);
    let mut meta = meta::read(&dom);
    clean::silent(&mut dom);
    let banners: Vec<String> =
        dom.inside(ROOT).filter(|id| clean::is_banner(&dom, *id)).map(|id| dom.words(id, 500)).collect();
    let shown = block::read(&dom, ROOT, &meta.base).blocks;
    let standfirst = standfirst::find(&dom, &meta.base, &meta.titles, meta.description.as_deref());
    let cleaned = clean::furniture(&mut dom, Care::Page);
    let found = locate::find(&dom, &meta.titles);
    let read = block::read(&found.dom, ROOT, &meta.base);
    let mut blocks = body::settle(read.blocks, meta.body.as_deref(), || block::read(&dom, ROOT, &meta.base).blocks);
    meta.complete(opening::read(&shown, &blocks, &meta.titles, &banners));
    let trimmed = trim::trim(&mut blocks, &meta.titles, &meta.authors, Care::Page);
    let passed_over = standfirst.filter(|_| !blocks.is_empty()).and_then(|line| standfirst::put(line, &mut blocks));
    let text = markdown::text(&blocks);
    let words: usize = text.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    let within = |id| id == found.around || dom.ancestors(id).any(|id| id == found.around);
    let cut = wall_of(&trimmed, cleaned.iter().filter(|removed| words < TEASER || within(removed.parent)));
    let unsigned = |mark| mark == Mark::Byline && meta.authors.is_empty();
    let told = cleaned.into_iter().filter(|removed| within(removed.parent) || unsigned(removed.mark));
    let marked: Vec<String> = told.map(|removed| removed.text).collect();
    let for_subscribers = meta.access == json_ld::Access::ForSubscribers;
    let completeness = match words < TEASER && (cut.is_some() || for_subscribers) {
        true => Completeness::Walled,
        false => Completeness::Complete,
    };
    let mut doubts = meta.doubts;
    match &cut {
        _ if completeness == Completeness::Walled => {}
        Some(wall) => doubts.push(format!("body: cut by a wall for subscribers: \"{wall}\"")),
        None if for_subscribers && words < SHORT => {
            doubts.push("body: the page says that it is for subscribers; the text may be cut".to_owned());
        }
        None => {}
    }
    Page {
        title: meta.title,
        published: meta.published,
        outlet: meta.outlet,
        authors: meta.authors,
        language: meta.language,
        address: meta.address,
        markdown: markdown::markdown(&blocks),
        removed: pieces(
            passed_over.into_iter().chain(marked).chain(trimmed.removed).chain(found.below).chain(read.left_out),
        ),
        completeness,
        wall: cut,
        shown: meta.shown,
        doubts,
        text,
    }
}

/// What a wall says at which a text may break off.
fn wall_of<'a>(trimmed: &Trimmed, mut cleaned: impl Iterator<Item = &'a Removed>) -> Option<String> {
    // Behind a wall there may be a few lines of other things, but no text.
    const MOST_BEHIND: usize = 2;
    let said = trimmed.wall.as_ref().filter(|wall| wall.behind <= MOST_BEHIND).map(|wall| wall.words.as_str());
    let marked = || cleaned.find(|removed| removed.mark == Mark::Wall).map(|removed| removed.text.as_str());
    said.or_else(marked).map(super::text::shortened)
}

/// Reads a fragment: everything in it is kept but furniture.
pub(super) fn fragment(html: &str) -> Fragment {
    piece(html, Care::Fragment)
}

/// The same of a mail: a link "Read more" stays, for its address.
pub(super) fn mail(html: &str) -> Fragment {
    piece(html, Care::Mail)
}

fn piece(html: &str, care: Care) -> Fragment {
    let mut dom = bound::parse(html);
    clean::silent(&mut dom);
    let cleaned = clean::furniture(&mut dom, care);
    let read = block::read(&dom, ROOT, &Base::default());
    let mut blocks: Vec<Block> = read.blocks;
    let foot = cut::take(&mut blocks, care);
    let trimmed = trim::trim(&mut blocks, &[], &[], care);
    let marked = cleaned.into_iter().map(|removed| removed.text);
    Fragment {
        text: markdown::text(&blocks),
        markdown: markdown::markdown(&blocks),
        extent: foot.extent,
        removed: pieces(marked.chain(trimmed.removed).chain(foot.removed).chain(read.left_out)),
    }
}

/// What was left out, each piece once.
fn pieces(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let pieces = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    pieces.filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}

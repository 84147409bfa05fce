//! A saved web page.

use super::super::LARGEST_TEXT;
use super::super::html::{self, Completeness, Page};
use super::super::report::too_long;
use super::{Entry, Fault, Options, Record, declared, decoded, entries, people};

/// One page, one article.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (html, warnings) = decoded(name, bytes, declared(bytes, "charset").as_deref())?;
    let page = html::page(&html);
    // Pictures and styles in the page may be larger.
    if page.text.iter().map(String::len).sum::<usize>() > LARGEST_TEXT {
        return Err(too_long(name));
    }
    Ok(entries(name, vec![record(page, None)], &warnings, options))
}

/// A page as a record; `address` is where it came from, when the page does not say.
pub(super) fn record(page: Page, address: Option<String>) -> Record {
    let is_whole = page.completeness == Completeness::Complete;
    Record {
        title: page.title.unwrap_or_default(),
        date: page.published,
        outlet: page.outlet,
        authors: people(page.authors),
        address: page.address.or(address),
        language: page.language,
        // Behind a wall there is no article, only its first words at most.
        paragraphs: if is_whole { page.text } else { Vec::new() },
        markdown: is_whole.then_some(page.markdown),
        removed: page.removed,
        wall: (!is_whole).then(|| page.wall.unwrap_or_default()),
        shown: page.shown,
        doubts: page.doubts,
        ..Record::default()
    }
}

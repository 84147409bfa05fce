//! Running heads and page numbers, laid over pages that are set already.
//!
//! What stands at the head of a page is known when all pages are set. Within the document it would make Typst set every
//! page once more, and keep both in memory: for a thousand articles half a gigabyte and a quarter of the time.

use serde_json::{Value, json};
use typst::diag::{EcoVec, SourceDiagnostic};
use typst::foundations::{Bytes, Label, Selector, Value as Typst};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::Point;
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

use super::world::Desk;

/// The template of running heads, by its name below `templates/print/`.
pub(super) const TEMPLATE: &str = "heads.typ";
/// Its values.
pub(super) const DATA: &str = "heads.json";

/// From the page with this label on, pages have running heads.
const FIRST: &str = "heads";
/// What has this label says what begins on its page, or with none, that it ends there.
const MARK: &str = "running";

/// Something that begins on a page, from 1; without a text, the end of what began before.
type Mark = (usize, Option<String>);

/// The document with running heads where it asks for them.
///
/// # Errors
///
/// Faults of the template.
pub(super) fn laid_over(document: PagedDocument, desk: &mut Desk) -> Result<PagedDocument, EcoVec<SourceDiagnostic>> {
    let Some(first) = marks(&document, FIRST).first().map(|(page, _)| *page) else { return Ok(document) };
    let count = document.pages().len();
    let marks = marks(&document, MARK);
    let pages: Vec<Value> = (first..=count).map(|page| head(&marks, page)).collect();
    desk.show(TEMPLATE, DATA, Bytes::from_string(json!({ "count": count, "pages": pages }).to_string()));
    let heads = typst::compile::<PagedDocument>(&*desk).output?;
    let mut pages: EcoVec<Page> = document.pages().iter().cloned().collect();
    let info = document.info().clone();
    // With nobody else holding them, the pages are changed in place.
    drop(document);
    for (page, head) in pages.make_mut().iter_mut().skip(first - 1).zip(heads.pages()) {
        page.frame.push_frame(Point::zero(), head.frame.clone());
    }
    Ok(PagedDocument::new(pages, info))
}

/// The page of everything with a label, from 1, with the text that it marks.
fn marks(document: &PagedDocument, label: &str) -> Vec<Mark> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label));
    let mark = |element: &typst::foundations::Content| {
        let page = introspector.page(element.location()?)?.get();
        let text = match element.to_packed::<MetadataElem>().map(|mark| &mark.value) {
            Some(Typst::Str(text)) => Some(text.as_str().to_owned()),
            _ => None,
        };
        Some((page, text))
    };
    found.iter().filter_map(mark).collect()
}

/// What stands first and last on a page: what goes on from the page before, and what begins on it.
fn head(marks: &[Mark], page: usize) -> Value {
    let from = marks.partition_point(|(on, _)| *on < page);
    let next = marks.partition_point(|(on, _)| *on <= page);
    let goes_on = marks[..from].last().and_then(|(_, text)| text.as_deref());
    let begin = || marks[from..next].iter().filter_map(|(_, text)| text.as_deref());
    let first = goes_on.or_else(|| begin().next()).unwrap_or("");
    let last = begin().next_back().unwrap_or(first);
    json!({ "page": page, "first": first, "last": last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_names_what_is_on_the_page() {
        let begins = |page: usize, text: &str| (page, Some(text.to_owned()));
        let marks = [
            begins(3, "a"),
            (3, None),
            begins(3, "b"),
            (5, None),
            begins(5, "c"),
            (5, None),
            begins(6, "d"),
            (6, None),
            begins(8, "e"),
        ];
        let heads: Vec<Value> = (2..=9).map(|page| head(&marks, page)).collect();
        let texts: Vec<String> = heads
            .iter()
            .map(|head| format!("{}{}", head["first"].as_str().unwrap_or("?"), head["last"].as_str().unwrap_or("?")))
            .collect();
        // `b` ends on page 5, on which `c` begins; nothing goes on from page 5 or 6.
        assert_eq!(texts, ["", "ab", "bb", "bc", "dd", "", "ee", "ee"]);
    }
}

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
/// What has this label says what begins on its page.
const MARK: &str = "article";

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
fn marks(document: &PagedDocument, label: &str) -> Vec<(usize, String)> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label));
    let mark = |element: &typst::foundations::Content| {
        let page = introspector.page(element.location()?)?.get();
        let text = match element.to_packed::<MetadataElem>().map(|mark| &mark.value) {
            Some(Typst::Str(text)) => text.as_str().to_owned(),
            _ => String::new(),
        };
        Some((page, text))
    };
    found.iter().filter_map(mark).collect()
}

/// What begins first and last on a page; where nothing begins, what goes on.
fn head(marks: &[(usize, String)], page: usize) -> Value {
    let from = marks.partition_point(|(on, _)| *on < page);
    let next = marks.partition_point(|(on, _)| *on <= page);
    let text = |at: usize| marks.get(at).map_or("", |(_, text)| text.as_str());
    let (first, last) = match (from < next, from) {
        (true, _) => (text(from), text(next - 1)),
        (false, 0) => ("", ""),
        (false, _) => (text(from - 1), text(from - 1)),
    };
    json!({ "page": page, "first": first, "last": last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_which_nothing_begins_goes_on_with_what_began_before() {
        let marks = [(3, "a".to_owned()), (3, "b".to_owned()), (5, "c".to_owned())];
        let heads: Vec<Value> = (2..=6).map(|page| head(&marks, page)).collect();
        let texts: Vec<String> = heads.iter().map(|head| format!("{}{}", head["first"], head["last"])).collect();
        assert_eq!(texts, ["\"\"\"\"", "\"a\"\"b\"", "\"b\"\"b\"", "\"c\"\"c\"", "\"c\"\"c\""]);
    }
}

//! Citation exports of Zotero and other reference managers. Their text is an abstract at best.

pub(super) mod bibtex;
pub(super) mod csl;
mod latex;
pub(super) mod ris;

use super::super::html;
use super::super::record::{Basis, Record};

/// A record with the text of an abstract, which may have marks of HTML or of JATS, as publishers' records do.
fn with_abstract(text: Option<String>) -> Record {
    let text = text.unwrap_or_default();
    if !text.contains(['<', '&']) {
        let paragraphs = text.split("\n\n").map(str::to_owned).collect();
        return Record { paragraphs, basis: Basis::Abstract, ..Record::default() };
    }
    let html: String = text.replace("<jats:", "<").replace("</jats:", "</").replace("\n\n", "<p>");
    let fragment = html::fragment(&html);
    Record {
        paragraphs: fragment.text,
        markdown: Some(fragment.markdown),
        removed: fragment.removed,
        basis: Basis::Abstract,
        ..Record::default()
    }
}

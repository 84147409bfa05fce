//! Citation exports of Zotero and other reference managers. Their text is an abstract at best.

pub(super) mod bibtex;
pub(super) mod csl;
pub(super) mod ris;

use super::super::record::{Basis, Record};

/// A record with the text of an abstract.
fn with_abstract(text: Option<String>) -> Record {
    let paragraphs = text.unwrap_or_default().split("\n\n").map(super::inline).collect();
    Record { paragraphs, basis: Basis::Abstract, ..Record::default() }
}

/// "Family, Given" as a name is written.
fn name_in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => format!("{} {}", given.trim(), family.trim()),
        _ => name.trim().trim_end_matches(',').to_owned(),
    }
}

//! BibTeX and BibLaTeX, with LaTeX's accents and braces.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt as _, Entry as Reference, Person, RawBibliography};

use super::super::super::report::damaged;
use super::super::{Entry, Fault, Format, Options, Record, decoded, entries};
use super::with_abstract;

/// Every reference of an export.
pub(in super::super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, None)?;
    let way = "mend the place or export it again";
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    let line = |at: usize| u32::try_from(ends.partition_point(|end| *end < at) + 1).ok();
    let bad = |error: biblatex::ParseError| {
        damaged(name, Format::Bibtex, line(error.span.start), &error.kind.to_string(), way)
    };
    let raw = RawBibliography::parse(&text).map_err(bad)?;
    let starts: BTreeMap<String, usize> =
        raw.entries.iter().map(|entry| (entry.v.key.v.to_owned(), entry.span.start)).collect();
    let references = Bibliography::from_raw(raw).map_err(bad)?;
    if references.is_empty() {
        return Err(damaged(name, Format::Bibtex, None, "it has no reference", way));
    }
    let records = references.iter().map(|reference| Record {
        line: starts.get(&reference.key).and_then(|start| line(*start)),
        ..record(reference)
    });
    Ok(entries(name, records.collect(), &warnings, options))
}

fn record(reference: &Reference) -> Record {
    let field = |keys: &[&str]| keys.iter().find_map(|key| reference.get(key)).map(|value| value.format_verbatim());
    // BibTeX has the parts of a date in fields of their own.
    let parts = || {
        let (year, month) = (field(&["year"])?, field(&["month"])?);
        Some(format!("{} {month} {year}", field(&["day"])?))
    };
    let people = reference.get_as::<Vec<Person>>("author").unwrap_or_default();
    let name = |person: Person| {
        let parts = [person.given_name, person.prefix, person.name, person.suffix];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    Record {
        title: field(&["title"]).unwrap_or_default(),
        date: field(&["date"]).or_else(parts).or_else(|| field(&["year"])),
        outlet: field(&["journaltitle", "journal", "publisher", "organization", "howpublished"])
            .filter(|outlet| !outlet.starts_with("http")),
        authors: people.into_iter().map(name).collect(),
        address: field(&["url"]),
        language: field(&["langid", "language"]),
        ..with_abstract(field(&["abstract"]))
    }
}

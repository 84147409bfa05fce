//! BibTeX and BibLaTeX, with LaTeX's accents and braces.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt as _, Entry as Reference, Person, RawBibliography, RawChunk};

use super::super::super::report::damaged;
use super::super::limit::{MOST_ITEMS, too_many};
use super::super::{Entry, Fault, Format, Options, Record, decoded, entries};
use super::{latex, with_abstract};

/// Every reference of an export.
pub(in super::super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, None)?;
    let way = "mend the place or export it again";
    // Commands become marks first, and no line moves.
    let text = latex::marked(&text);
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    let line = |at: usize| u32::try_from(ends.partition_point(|end| *end < at) + 1).ok();
    let bad = |error: biblatex::ParseError| {
        damaged(name, Format::Bibtex, line(error.span.start), &error.kind.to_string(), way)
    };
    // The parser takes a call for each open brace, and looks at what is in them again and again.
    if let Some(at) = too_deep(&text) {
        return Err(damaged(name, Format::Bibtex, line(at), "its braces are nested too deep", way));
    }
    let mut raw = RawBibliography::parse(&text).map_err(bad)?;
    if raw.entries.len() > MOST_ITEMS {
        return Err(too_many(name, Format::Bibtex));
    }
    if grows(&raw) {
        return Err(damaged(name, Format::Bibtex, None, "its @string abbreviations stand for too long a text", way));
    }
    // What a reference inherits is not needed, and two that inherit from each other have no end.
    for entry in &mut raw.entries {
        entry.v.fields.retain(|field| !matches!(field.key.v.to_lowercase().as_str(), "crossref" | "xdata" | "xref"));
    }
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

/// Braces in braces, at most.
const DEEPEST: usize = 100;
/// The longest text that an abbreviation may stand for.
const LONGEST: usize = 100_000;

/// Where braces are nested too deep.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Whether abbreviations of abbreviations stand for too long a text.
fn grows(raw: &RawBibliography) -> bool {
    let mut lengths: BTreeMap<String, usize> = BTreeMap::new();
    raw.abbreviations.iter().any(|abbreviation| {
        let length = abbreviation.value.v.iter().map(|chunk| match &chunk.v {
            RawChunk::Normal(text) => text.len(),
            RawChunk::Abbreviation(name) => lengths.get(&name.to_lowercase()).copied().unwrap_or(0),
        });
        let length = length.sum();
        lengths.insert(abbreviation.key.v.to_lowercase(), length);
        length > LONGEST
    })
}

fn record(reference: &Reference) -> Record {
    let written = |keys: &[&str]| keys.iter().find_map(|key| reference.get(key)).map(|value| value.format_verbatim());
    let field = |keys: &[&str]| written(keys).map(|value| latex::plain(&value));
    // BibTeX has the parts of a date in fields of their own.
    let parts = || {
        let (year, month) = (field(&["year"])?, field(&["month"])?);
        Some(match field(&["day"]) {
            Some(day) => format!("{day} {month} {year}"),
            None => format!("{month} {year}"),
        })
    };
    let people = reference.get_as::<Vec<Person>>("author").unwrap_or_default();
    let name = |person: Person| {
        let parts = [person.given_name, person.prefix, person.name, person.suffix];
        latex::plain(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    };
    let published = ["journaltitle", "journal", "publisher", "organization", "howpublished"];
    let is_address = |text: &String| text.starts_with("http");
    Record {
        title: super::super::inline(&field(&["title"]).unwrap_or_default()),
        date: field(&["date"]).or_else(parts).or_else(|| field(&["year"])),
        outlet: published.iter().filter_map(|key| field(&[key])).find(|outlet| !is_address(outlet)),
        authors: people.into_iter().map(name).collect(),
        address: field(&["url"]).or_else(|| field(&["howpublished"]).filter(is_address)),
        language: field(&["langid", "language"]),
        ..with_abstract(written(&["abstract"]).map(|value| latex::html(&value)))
    }
}

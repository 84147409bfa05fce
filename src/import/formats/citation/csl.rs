//! CSL-JSON, the schema of the Citation Style Language 1.0.2: a list of items, or one.

use serde::Deserialize;
use serde_json::Value;

use super::super::super::report::damaged;
use super::super::limit::List;
use super::super::{Entry, Fault, Format, Options, Record, decoded, entries};
use super::with_abstract;

/// Every item of an export.
pub(in super::super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, None)?;
    let way = "export it again as CSL JSON";
    let text = text.trim_start_matches('\u{feff}');
    let bad = |error: serde_json::Error| {
        // A list that is no list of items has no place; broken JSON has.
        let line = u32::try_from(error.line()).ok().filter(|line| *line > 0);
        damaged(name, Format::CslJson, line, &error.to_string(), way)
    };
    let items = if text.trim_start().starts_with('[') {
        serde_json::from_str::<List<Item>>(text).map_err(bad)?.within(name, Format::CslJson)?
    } else {
        match serde_json::from_str::<Wrapped>(text) {
            Ok(wrapped) => wrapped.items.within(name, Format::CslJson)?,
            Err(_) => vec![serde_json::from_str(text).map_err(bad)?],
        }
    };
    let records: Vec<Record> = items.into_iter().map(record).collect();
    if records.is_empty() {
        return Err(damaged(name, Format::CslJson, None, "the list is empty", way));
    }
    Ok(entries(name, records, &warnings, options))
}

/// A list under a name of its own.
#[derive(Deserialize)]
struct Wrapped {
    items: List<Item>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    title: Option<String>,
    #[serde(rename = "container-title")]
    container: Option<String>,
    publisher: Option<String>,
    author: Vec<Name>,
    issued: Option<Issued>,
    #[serde(rename = "URL")]
    url: Option<String>,
    language: Option<String>,
    #[serde(rename = "abstract")]
    summary: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Name {
    family: String,
    given: String,
    literal: Option<String>,
    #[serde(rename = "non-dropping-particle")]
    particle: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Issued {
    #[serde(rename = "date-parts")]
    parts: Vec<Vec<Value>>,
    raw: Option<String>,
    literal: Option<String>,
}

fn record(item: Item) -> Record {
    let name = |name: Name| {
        let parts = [Some(name.given), name.particle, Some(name.family)];
        let whole = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        name.literal.unwrap_or(whole)
    };
    Record {
        title: super::super::inline(&item.title.unwrap_or_default()),
        date: item.issued.and_then(date),
        outlet: item.container.or(item.publisher),
        authors: item.author.into_iter().map(name).collect(),
        address: item.url,
        language: item.language,
        ..with_abstract(item.summary)
    }
}

/// The parts of a date are numbers, or numbers as text.
fn date(issued: Issued) -> Option<String> {
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let parts: Vec<i64> = issued.parts.first().into_iter().flatten().filter_map(number).collect();
    match parts.as_slice() {
        [year, month, day, ..] => Some(format!("{year:04}-{month:02}-{day:02}")),
        [year, month] => issued.raw.or(issued.literal).or_else(|| Some(format!("{year:04}-{month:02}"))),
        _ => issued.raw.or(issued.literal).or_else(|| parts.first().map(i64::to_string)),
    }
}

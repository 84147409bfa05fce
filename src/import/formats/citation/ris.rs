//! RIS: one tag of two signs a line, `ER  -` ends a reference. The tags are those of the RIS format's specification
//! (Research Information Systems, 2011), as Zotero, EndNote and Mendeley write them.

use super::super::super::report::damaged;
use super::super::limit::{MOST_ITEMS, too_many};
use super::super::{Entry, Fault, Format, Options, Record, decoded, entries, names};
use super::with_abstract;

/// Every reference of an export.
pub(in super::super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, None)?;
    let mut records = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut start = 1;
    for (number, line) in (1_u32..).zip(text.lines()) {
        let line = line.trim_end().trim_start_matches('\u{feff}');
        match tag(line) {
            Some(("TY", _)) => {
                // A reference whose end is missing ends where the next begins.
                records.extend(record(&fields, start));
                fields.clear();
                if records.len() >= MOST_ITEMS {
                    return Err(too_many(name, Format::Ris));
                }
                start = number;
                fields.push(("TY".to_owned(), String::new()));
            }
            Some(("ER", _)) => {
                records.extend(record(&fields, start));
                fields.clear();
            }
            Some((tag, value)) => fields.push((tag.to_owned(), value.to_owned())),
            // A value may go on in the next lines.
            None => {
                if let Some((_, value)) = fields.last_mut().filter(|_| !line.trim().is_empty()) {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
        }
    }
    records.extend(record(&fields, start));
    if records.is_empty() {
        return Err(damaged(name, Format::Ris, None, "it has no reference (TY … ER)", "export it again"));
    }
    Ok(entries(name, records, &warnings, options))
}

/// `TI  - value`
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let value = rest.trim_start().strip_prefix('-')?;
    let is_tag = tag.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (is_tag && rest.starts_with(' ') && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

fn record(fields: &[(String, String)], line: u32) -> Option<Record> {
    if fields.is_empty() {
        return None;
    }
    let all = |tag: &'static str| fields.iter().filter(move |(key, _)| key == tag).map(|(_, value)| value.as_str());
    let first = |tags: &[&'static str]| {
        tags.iter().flat_map(|tag| all(tag)).map(str::trim).find(|value| !value.is_empty()).map(str::to_owned)
    };
    Some(Record {
        title: super::super::inline(&first(&["TI", "T1", "CT"]).unwrap_or_default()),
        // DA is the day, PY and Y1 may be; Y2 is when it was looked at.
        date: first(&["DA", "Y1", "PY"]).map(|date| date.trim_end_matches('/').to_owned()),
        outlet: first(&["T2", "JO", "JF", "JA", "BT", "PB", "DP"]),
        authors: ["AU", "A1"].iter().flat_map(|tag| all(tag)).map(names::in_order).collect(),
        address: first(&["UR", "L1", "LK"]),
        language: first(&["LA"]),
        line: Some(line),
        ..with_abstract(first(&["AB", "N2"]))
    })
}

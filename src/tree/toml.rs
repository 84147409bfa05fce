//! TOML as a document tree, and the place of a value in it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{On, Value};
use crate::diagnostic::{Diagnostic, Place};

/// Parses a TOML document. The entries of a table come in the order of the document.
pub(crate) fn parse(text: &str, path: &str) -> Result<Vec<(String, Value)>, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(entries(table.get_ref()));
    }
    let diagnostics = errors.iter().map(|error| {
        let span = error.span().unwrap_or(0..0);
        let token = text.get(span.clone()).unwrap_or_default();
        let place = Place::at_byte(path, text, span.start, token.chars().count());
        if error.message().contains("duplicate key") {
            return Diagnostic::error("duplicate-key", format!("the key `{token}` stands twice"))
                .at(place)
                .help("keep one of the two and delete the other");
        }
        Diagnostic::error("config-syntax", format!("not TOML: {}", error.message()))
            .at(place)
            .help("texts stand in double quotes, tables in square brackets; see https://toml.io")
    });
    Err(diagnostics.collect())
}

/// Byte offset and width in characters of the value or key at the end of a path.
pub(crate) fn locate(text: &str, path: &[usize], on: On) -> (usize, usize) {
    let (table, _) = DeTable::parse_recoverable(text);
    let span = walk(table.get_ref(), path, on).unwrap_or(0..0);
    let token = text.get(span.clone()).unwrap_or_default();
    (span.start, token.lines().next().unwrap_or_default().chars().count())
}

fn walk(table: &DeTable<'_>, path: &[usize], on: On) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = *ordered(table).get(*first)?;
    if rest.is_empty() && on == On::Key {
        return Some(key.span());
    }
    let mut value = value;
    let mut header = key.span();
    let mut rest = rest;
    while let Some((next, further)) = rest.split_first() {
        match value.get_ref() {
            DeValue::Array(items) => value = items.get(*next)?,
            DeValue::Table(table) => return walk(table, rest, on),
            _ => return None,
        }
        header = value.span();
        rest = further;
    }
    // A table's own span is its header or nothing at all; its key is what an editor looks for.
    Some(if matches!(value.get_ref(), DeValue::Table(_)) { header } else { value.span() })
}

fn entries(table: &DeTable<'_>) -> Vec<(String, Value)> {
    ordered(table).into_iter().map(|(key, value)| (key.get_ref().to_string(), convert(value.get_ref()))).collect()
}

fn ordered<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Spanned<DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn convert(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::Number(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| convert(item.get_ref())).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "title = \"T\"\nlist = [1, 2]\n[topics.defence]\nen = \"D\"\n";

    #[test]
    fn finds_keys_and_values() {
        let at = |path: &[usize], on| &TOML[locate(TOML, path, on).0..];
        assert!(at(&[0], On::Value).starts_with("\"T\""));
        assert!(at(&[1, 1], On::Value).starts_with("2]"));
        assert!(at(&[2, 0, 0], On::Value).starts_with("\"D\""));
        assert!(at(&[2, 0], On::Key).starts_with("defence"));
    }

    #[test]
    fn keeps_the_order_of_the_document() {
        let entries = parse("b = 1\na = 2\n", "site.toml").unwrap();
        assert_eq!(entries[0].0, "b");
        assert_eq!(entries[1].1, Value::Integer(2));
    }
}

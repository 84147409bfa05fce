//! YAML as a document tree, and the place of a value in it.
//!
//! `serde_yaml` gives a line and column only with an error. So the place of a value is found by going to it once
//! more and failing there on purpose: the parser that read the value also says where it stands.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Visitor};

use super::{On, Value};
use crate::diagnostic::{Diagnostic, Place};

/// Parses the YAML between the fences of front matter.
///
/// `file` is the whole file's text and `first_line` the 1-based line of the file on which `yaml` begins, so that
/// a fault shows the file's own lines. An empty document is an empty table.
pub(crate) fn parse(yaml: &str, path: &str, file: &str, first_line: usize) -> Result<Vec<(String, Value)>, Diagnostic> {
    let at = |line, column| Place::in_text(path, file, line + first_line - 1, column);
    if let Some((line, column)) = too_deep(yaml) {
        let message = format!("the front matter has more than {DEEPEST} open brackets");
        let fault = Diagnostic::error("front-matter-syntax", message).at(Place { width: 1, ..at(line, column) });
        return Err(fault.help("close them, or put the text in quotes and leave some out"));
    }
    match Build.deserialize(serde_yaml::Deserializer::from_str(yaml)) {
        Ok(Value::Table(entries)) => Ok(entries),
        Ok(Value::Null) => Ok(Vec::new()),
        Ok(_) => Err(Diagnostic::error("front-matter-syntax", "the front matter is not a list of keys with values")
            .at(at(1, 1))
            .help("write one `key: value` a line between the two lines `---`")),
        Err(error) => {
            let place = match error.location() {
                // The parser stops at the beginning of a text with such a character, not at the character.
                Some(location) if !error.to_string().contains("control characters") => {
                    (location.line(), location.column())
                }
                _ => byte_order_mark(yaml),
            };
            Err(Diagnostic::error("front-matter-syntax", format!("the front matter is not YAML: {}", reason(&error)))
                .at(at(place.0, place.1))
                .help("put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces"))
        }
    }
}

/// Line and column (1-based, in characters) of the value or key at the end of a path.
pub(crate) fn locate(yaml: &str, path: &[usize], on: On) -> (usize, usize) {
    let found = Seek { path, on }.deserialize(serde_yaml::Deserializer::from_str(yaml));
    found.err().and_then(|error| error.location()).map_or((1, 1), |location| (location.line(), location.column()))
}

/// The parser's message without the place that it appends, which is relative to the front matter.
fn reason(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let end = message.find(" at line ").or_else(|| message.find(" at position ")).unwrap_or(message.len());
    message[..end].to_owned()
}

/// More open brackets than anybody means. The parser reads 128 levels, and looks at each of them for every sign, so that
/// the time which it takes to refuse more grows with their square.
const DEEPEST: usize = 256;

/// Line and column of the bracket that opens one level too many. Brackets in quotes are counted too, which are as few.
fn too_deep(yaml: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for (at, byte) in yaml.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth > DEEPEST {
            return Some(line_and_column(&yaml[..at]));
        }
    }
    None
}

/// Line and column of the character after a text.
fn line_and_column(before: &str) -> (usize, usize) {
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Line and column of a byte-order mark within the text, which YAML counts among the control characters; those are refused
/// before it is asked.
fn byte_order_mark(yaml: &str) -> (usize, usize) {
    line_and_column(&yaml[..yaml.find('\u{feff}').unwrap_or(0)])
}

/// Builds a [`Value`].
struct Build;

impl<'de> DeserializeSeed<'de> for Build {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain YAML without tags")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or_else(|_| Value::Number(number.to_string()), Value::Integer))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Build)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut table = Vec::new();
        while let Some(key) = entries.next_key_seed(Key)? {
            table.push((key, entries.next_value_seed(Build)?));
        }
        Ok(Value::Table(table))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom("a tag such as `!x` has no meaning here"))
    }
}

/// Reads the key of an entry. Whatever is no text is refused here, where the parser still knows its place.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text as key")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<String, E> {
        Ok(flag.to_string())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i128<E>(self, number: i128) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u128<E>(self, number: u128) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<String, E> {
        Err(E::custom("a key must be a text"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a key must be a text"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a key must be a text"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a tag such as `!x` has no meaning here"))
    }
}

/// Goes to a value and fails there.
struct Seek<'a> {
    path: &'a [usize],
    on: On,
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            // The type is of no interest: the visitor refuses them all, and the parser adds the place.
            return deserializer.deserialize_any(Refuse);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or table")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for _ in 0..self.path[0] {
            items.next_element::<serde::de::IgnoredAny>()?;
        }
        items.next_element_seed(Seek { path: &self.path[1..], on: self.on }).map(|_| ())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        for _ in 0..self.path[0] {
            entries.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?;
        }
        if self.path.len() == 1 && self.on == On::Key {
            return entries.next_key_seed(Seek { path: &[], on: self.on }).map(|_| ());
        }
        entries.next_key::<serde::de::IgnoredAny>()?;
        entries.next_value_seed(Seek { path: &self.path[1..], on: self.on })
    }
}

struct Refuse;

impl<'de> Visitor<'de> for Refuse {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a place")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAML: &str =
        "title: T\nsource:\n  outlet: O\n  author: [A, 'B c']\ncountries: [AZ, Turkey]\nevent: {date: 2021-12-01}\n";

    #[test]
    fn finds_keys_and_values() {
        assert_eq!(locate(YAML, &[0], On::Key), (1, 1));
        assert_eq!(locate(YAML, &[0], On::Value), (1, 8));
        assert_eq!(locate(YAML, &[1, 1, 1], On::Value), (4, 15));
        assert_eq!(locate(YAML, &[1, 0], On::Key), (3, 3));
        assert_eq!(locate(YAML, &[2, 1], On::Value), (5, 17));
        assert_eq!(locate(YAML, &[3, 0], On::Value), (6, 15));
        assert_eq!(locate(YAML, &[3], On::Key), (6, 1));
    }

    #[test]
    fn keeps_duplicates_and_order() {
        let table = parse("b: 1\na: x\nb: true\n", "f", "b: 1\na: x\nb: true\n", 1).unwrap();
        let keys: Vec<&str> = table.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(table[2].1, Value::Bool(true));
    }

    #[test]
    fn says_where_the_syntax_breaks() {
        let file = "---\ntitle: \"a\ndate: 1\n---\n";
        let error = parse("title: \"a\ndate: 1\n", "f.md", file, 2).unwrap_err();
        assert_eq!(error.code, "front-matter-syntax");
        assert!(error.place.is_some_and(|place| place.line >= 2));
    }
}

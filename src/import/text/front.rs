//! The front matter of a clipping: `title:`, `source:`, `author:`, `published:` between two rules at the start of the file.

use super::super::decode::Line;
use super::line::has_text;

/// What clippers write above a text.
#[derive(Debug)]
pub(in crate::import) struct Front {
    /// in the order of the file, each with its line; an author for each line of a list
    pub(in crate::import) fields: Vec<(u32, Field, String)>,
    /// the line of the rule that ends it
    pub(in crate::import) end: u32,
    /// index of the line behind it
    next: usize,
}

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Field {
    Title,
    Address,
    Author,
    Published,
    Outlet,
    Language,
    Summary,
}

/// No front matter has more lines.
const MOST_LINES: usize = 60;

/// Reads the front matter; nothing where there is none.
pub(in crate::import) fn read(lines: &[Line]) -> Option<Front> {
    let first = lines.iter().position(|line| !line.text.is_empty()).filter(|first| lines[*first].text == "---")?;
    let count = lines.iter().skip(first + 1).take(MOST_LINES).position(|line| line.text == "---")?;
    let matter = lines.get(first + 1..first + 1 + count)?;
    if matter.first().is_none_or(|line| key(&line.text).is_none()) {
        return None;
    }
    let mut fields: Vec<(u32, Field, String)> = Vec::new();
    let mut open = None;
    for line in matter {
        let (name, value) = match key(&line.text) {
            Some(name) => (name, line.text.get(name.len() + 1..).unwrap_or_default()),
            // The first of a list below a key: "author:", "  - Nadia Roy".
            None if is_listed(&line.text) => (open.unwrap_or_default(), line.text.trim_start_matches(['-', ' '])),
            // A text that goes on over its line's end.
            None => continue,
        };
        open = Some(name);
        let Some(field) = field(name) else { continue };
        let values = match field {
            Field::Author => value.trim_matches(['[', ']', ' ']).split(',').map(plain).collect(),
            _ => vec![plain(value)],
        };
        fields.extend(values.into_iter().filter(|value| has_text(value)).map(|value| (line.number, field, value)));
    }
    let has = |wanted: Field| fields.iter().any(|(_, field, _)| *field == wanted);
    let told = has(Field::Title) || (has(Field::Address) && (has(Field::Published) || has(Field::Author)));
    let end = lines[first + 1 + count].number;
    told.then_some(Front { fields, end, next: first + 2 + count })
}

/// The lines with the front matter as the labels of a header; nothing where there is none.
pub(super) fn as_labels(lines: &[Line]) -> Option<Vec<Line>> {
    let front = read(lines)?;
    let label = |(number, field, value): &(u32, Field, String)| {
        let label = match field {
            Field::Title => "Title:",
            Field::Address => "Link:",
            Field::Author => "By",
            Field::Published => "Published:",
            Field::Outlet => "Newspaper:",
            Field::Language | Field::Summary => return None,
        };
        Some(Line { number: *number, text: format!("{label} {value}") })
    };
    let mut labels: Vec<Line> = front.fields.iter().filter_map(label).collect();
    labels.push(Line { number: front.end, text: String::new() });
    labels.extend_from_slice(lines.get(front.next..).unwrap_or_default());
    Some(labels)
}

fn field(name: &str) -> Option<Field> {
    let field = match name {
        "title" | "headline" => Field::Title,
        "source" | "url" | "link" | "source_url" | "original" => Field::Address,
        "author" | "authors" | "byline" => Field::Author,
        "published" | "date" | "date_published" | "published_date" | "publish_date" => Field::Published,
        "site" | "publisher" | "outlet" | "publication" | "site_name" | "newspaper" | "website" => Field::Outlet,
        "lang" | "language" => Field::Language,
        "description" | "summary" | "excerpt" => Field::Summary,
        _ => return None,
    };
    Some(field)
}

/// A value without the quotes of YAML and the brackets of a link between notes.
fn plain(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value);
    inner.replace("\\\"", "\"").replace("''", "'").replace("[[", "").replace("]]", "").trim().to_owned()
}

fn is_listed(text: &str) -> bool {
    text.trim_start().starts_with("- ")
}

fn key(text: &str) -> Option<&str> {
    let (key, value) = text.split_once(':')?;
    let spaced = value.is_empty() || value.starts_with(' ');
    (spaced && !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-')))
        .then_some(key)
}

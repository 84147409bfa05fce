//! The front matter of a clipping: `title:`, `source:`, `author:`, `published:` between two rules at the start of the file,
//! set as the labels of a header.

use super::super::decode::Line;
use super::line::has_text;

/// No front matter has more lines.
const MOST_LINES: usize = 60;

/// The lines with the front matter as labels; nothing where there is none.
pub(super) fn as_labels(lines: &[Line]) -> Option<Vec<Line>> {
    let first = lines.iter().position(|line| !line.text.is_empty()).filter(|first| lines[*first].text == "---")?;
    let count = lines.iter().skip(first + 1).take(MOST_LINES).position(|line| line.text == "---")?;
    let matter = lines.get(first + 1..first + 1 + count)?;
    if !matter.iter().all(|line| is_entry(&line.text)) || !matter.iter().any(|line| key(&line.text) == Some("title")) {
        return None;
    }
    let mut labels: Vec<Line> = Vec::new();
    let mut open = None;
    for line in matter {
        let (name, value) = match line.text.split_once(':').filter(|_| !is_listed(&line.text)) {
            Some((name, value)) => (name.trim(), value),
            // The first of a list below a key: "author:", "  - Nadia Roy".
            None => (open.take().unwrap_or_default(), line.text.trim_start().trim_start_matches('-')),
        };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']);
        open = Some(name).filter(|_| value.is_empty());
        let label = match name {
            "title" => "Title",
            "source" | "url" | "link" => "Link",
            "author" | "authors" => "By",
            "published" | "date" => "Published",
            "site" | "publisher" | "outlet" => "Newspaper",
            _ => continue,
        };
        if has_text(value) {
            let sign = if label == "By" { "" } else { ":" };
            labels.push(Line { number: line.number, text: format!("{label}{sign} {value}") });
        }
    }
    labels.push(Line { number: lines[first + 1 + count].number, text: String::new() });
    labels.extend_from_slice(lines.get(first + 2 + count..).unwrap_or_default());
    Some(labels)
}

fn is_entry(text: &str) -> bool {
    text.is_empty() || is_listed(text) || key(text).is_some()
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

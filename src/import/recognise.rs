//! Which kind of raw file it is, by its content and never by its name. A kind is read by one file beside this one.

use super::decode::Line;

/// A kind of raw file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Html,
    Feed,
    Mail,
    Table,
    Ris,
    BibTex,
    Json,
    Rtf,
}

impl Kind {
    /// The kind as messages name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Text => "a bulletin text",
            Kind::Html => "a web page (HTML)",
            Kind::Feed => "a feed or another XML file",
            Kind::Mail => "a mail message",
            Kind::Table => "a table (CSV)",
            Kind::Ris => "a citation export (RIS)",
            Kind::BibTex => "a citation export (BibTeX)",
            Kind::Json => "a JSON file",
            Kind::Rtf => "a rich text file (RTF)",
        }
    }
}

/// The kind of a decoded file. Whatever has no mark of another kind is bulletin text.
pub(super) fn recognise(lines: &[Line]) -> Kind {
    let mut full = lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty());
    let Some(first) = full.next() else { return Kind::Text };
    let head: String = first.chars().take(200).flat_map(char::to_lowercase).collect();
    let html = ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|mark| head.starts_with(mark));
    if html || (head.starts_with("<?xml") && head.contains("<html")) {
        Kind::Html
    } else if ["<?xml", "<rss", "<feed", "<rdf:rdf"].iter().any(|mark| head.starts_with(mark)) {
        Kind::Feed
    } else if head.starts_with("{\\rtf") {
        Kind::Rtf
    } else if head.starts_with("ty  - ") {
        Kind::Ris
    } else if head.starts_with('@') && head.split_once('{').is_some_and(|(name, _)| is_entry_type(name)) {
        Kind::BibTex
    } else if is_json(&head, full.next().unwrap_or_default()) {
        Kind::Json
    } else if is_mail(lines) {
        Kind::Mail
    } else if is_table_head(&head) {
        Kind::Table
    } else {
        Kind::Text
    }
}

fn is_entry_type(name: &str) -> bool {
    name.len() > 2 && name.chars().skip(1).all(|c| c.is_ascii_alphabetic())
}

/// A bulletin may begin with "[01] Title" or with a "{3}" page mark.
fn is_json(first: &str, second: &str) -> bool {
    let opens = |text: &str| text.starts_with("{\"") || text.starts_with("[{");
    opens(first) || (matches!(first, "[" | "{" | "[ {") && (opens(second) || second.starts_with(['{', '"'])))
}

/// RFC 5322: header fields up to the first blank line. News lists have "From:" lines too, so a field that only mail
/// programs write must be among them.
fn is_mail(lines: &[Line]) -> bool {
    let fields = lines.iter().map(|line| line.text.as_str()).skip_while(|text| text.is_empty()).take(60);
    let mut fields = fields.take_while(|text| !text.is_empty()).map(|text| text.split(':').next().unwrap_or_default());
    let Some(first) = fields.next() else { return false };
    let shaped = !first.is_empty() && first.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let program = ["mime-version", "received", "message-id", "return-path", "content-type", "delivered-to"];
    let known = |field: &str| program.contains(&field.to_ascii_lowercase().as_str());
    shaped && (known(first) || fields.any(known))
}

fn is_table_head(head: &str) -> bool {
    const COLUMNS: [&str; 22] = [
        "title",
        "headline",
        "date",
        "url",
        "link",
        "source",
        "outlet",
        "author",
        "text",
        "body",
        "country",
        "countries",
        "topic",
        "başlık",
        "tarih",
        "kaynak",
        "yazar",
        "metin",
        "bağlantı",
        "ülke",
        "language",
        "dil",
    ];
    [';', ',', '\t'].iter().any(|separator| {
        let cells: Vec<&str> = head.split(*separator).map(|cell| cell.trim().trim_matches('"')).collect();
        cells.len() > 2 && cells.iter().filter(|cell| COLUMNS.contains(cell)).count() * 2 >= cells.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.trim().to_owned() }).collect();
        recognise(&lines)
    }

    #[test]
    fn kinds_by_content() {
        for (text, expected) in [
            ("<!DOCTYPE html>\n<html>", Kind::Html),
            ("<?xml version=\"1.0\"?><rss>", Kind::Feed),
            ("From: a\nSubject: b\nMIME-Version: 1.0\n\nx", Kind::Mail),
            ("Title;Date;URL;Text\na;b;c;d", Kind::Table),
            ("Başlık;Tarih;Metin", Kind::Table),
            ("TY  - NEWS", Kind::Ris),
            ("@article{key,", Kind::BibTex),
            ("[\n {\n  \"id\": 1", Kind::Json),
            ("{\\rtf1", Kind::Rtf),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        for text in [
            "",
            "---\n\n## T",
            "[01] Title\n\nBody",
            "ATHENS: Greece, Cyprus prepare\n\nFrom: K",
            "{3}------------------------------------------------",
            "<https://x.example/a>",
            "Title, date and outlet of this article are missing, it says.",
        ] {
            assert_eq!(kind(text), Kind::Text, "{text}");
        }
    }
}

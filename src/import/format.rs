//! Which kind of raw file it is, by its content and never by its name. A kind is read by one file of `formats/`, text by
//! `text/`.

use super::columns;
use super::decode::{self, Line};
use super::directory;

/// A kind of raw file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// bulletin text, plain text, a news list, a numbered digest
    Text,
    /// a saved web page
    Html,
    /// RSS 0.9 to 2.0, Atom, JSON Feed
    Feed,
    /// a mail message (RFC 5322), or a mailbox of them (RFC 4155)
    Mail,
    /// a table of separated values
    Csv,
    /// a workbook: XLSX, XLS, ODS
    Workbook,
    /// a citation export (RIS)
    Ris,
    /// a citation export (CSL-JSON)
    CslJson,
    /// a citation export (BibTeX, BibLaTeX)
    Bibtex,
    /// a Word file
    Docx,
    /// a PDF file with a text layer
    Pdf,
    /// a web archive (ISO 28500), plain or gzipped
    Warc,
    /// a folder of raw files, zipped
    Zip,
    /// one raw file, gzipped
    Gzip,
    /// rich text (RTF)
    Rtf,
    /// an office file that nothing here reads: ODT, PPTX, EPUB
    Office,
}

impl Format {
    /// The kind as messages name it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "a bulletin text",
            Format::Html => "a web page (HTML)",
            Format::Feed => "a feed (RSS, Atom or JSON Feed)",
            Format::Mail => "a mail message",
            Format::Csv => "a table (CSV)",
            Format::Workbook => "a workbook (XLSX, XLS or ODS)",
            Format::Ris => "a citation export (RIS)",
            Format::CslJson => "a citation export (CSL-JSON)",
            Format::Bibtex => "a citation export (BibTeX)",
            Format::Docx => "a Word file (DOCX)",
            Format::Pdf => "a PDF file",
            Format::Warc => "a web archive (WARC)",
            Format::Zip => "a zipped folder",
            Format::Gzip => "a gzip archive",
            Format::Rtf => "a rich text file (RTF)",
            Format::Office => "an office file or a book (such as ODT, PPTX or EPUB)",
        }
    }
}

/// So much of a file tells its kind.
const HEAD: usize = 16 * 1024;

/// The kind of a file. Whatever has no mark of another kind is text, or nothing that can be read: decoding it tells.
pub fn recognise(bytes: &[u8]) -> Format {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if head.starts_with(b"\x1f\x8b") {
        return Format::Gzip;
    }
    // Pictures in it may be binary.
    if head.starts_with(b"{\\rtf") {
        return Format::Rtf;
    }
    if head.starts_with(b"WARC/") {
        return Format::Warc;
    }
    // Some programs write a few bytes before it (ISO 32000-1, annex H.3.4.1).
    if contains(head.get(..1024).unwrap_or(head), b"%PDF-") {
        return Format::Pdf;
    }
    // An old Office file is a workbook when its directory has a stream of that name.
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && contains(bytes, b"W\0o\0r\0k\0b\0o\0o\0k\0\0\0") {
        return Format::Workbook;
    }
    let format = decode::decode(head).map_or(Format::Text, |decoded| of_lines(&decoded.lines));
    // The lines of a text have spaces for its tabs; titles may stand above the head of a table.
    let is_table = || columns::separator_within(decode::lines_as_given(head).iter().map(String::as_str)).is_some();
    if format == Format::Text && is_table() { Format::Csv } else { format }
}

/// Office files are zip archives too, with parts of certain names. An Office file in an archive does not make it one, so
/// only the archive's own directory counts. One that ends before its directory shows the names of its parts anywhere.
fn zipped(bytes: &[u8]) -> Format {
    const SHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let members = directory::members(bytes);
    let has = |name: &str| match &members {
        Some(members) => members.iter().any(|member| member.name.starts_with(name.as_bytes())),
        None => contains(bytes, name.as_bytes()),
    };
    let kind = match &members {
        Some(members) => {
            members.iter().find(|member| member.name == b"mimetype").and_then(|member| bytes.get(member.place(bytes)?))
        }
        None if contains(bytes, SHEET) => Some(SHEET),
        None => contains(bytes, b"mimetypeapplication/").then_some(b"application/".as_slice()),
    };
    if has("word/document.xml") {
        Format::Docx
    } else if has("xl/workbook.") || kind.is_some_and(|kind| kind.starts_with(SHEET)) {
        Format::Workbook
    } else if has("[Content_Types].xml") || kind.is_some_and(|kind| kind.starts_with(b"application/")) {
        Format::Office
    } else {
        Format::Zip
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn of_lines(lines: &[Line]) -> Format {
    let mut full = lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty());
    let Some(first) = full.next() else { return Format::Text };
    let head: String = first.chars().take(400).flat_map(char::to_lowercase).collect();
    if is_html(&head) || (head.starts_with("<!--") && full.any(|line| is_html(&line.to_lowercase()))) {
        Format::Html
    } else if ["<?xml", "<rss", "<feed", "<rdf:rdf"].iter().any(|mark| head.starts_with(mark)) {
        Format::Feed
    } else if head.starts_with("{\\rtf") {
        Format::Rtf
    } else if head.starts_with("ty  - ") {
        Format::Ris
    } else if head.starts_with('@') && head.split_once('{').is_some_and(|(name, _)| is_entry_type(name)) {
        Format::Bibtex
    } else if is_json(&head, full.next().unwrap_or_default()) {
        if lines.iter().take(20).any(|line| line.text.contains("https://jsonfeed.org/version/")) {
            Format::Feed
        } else {
            Format::CslJson
        }
    } else if is_mail(lines) {
        Format::Mail
    } else if columns::separator(first).is_some() || (head.starts_with("sep=") && head.len() < 8) {
        Format::Csv
    } else {
        Format::Text
    }
}

fn is_html(line: &str) -> bool {
    let marked = ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|mark| line.starts_with(mark));
    marked || (line.starts_with("<?xml") && line.contains("<html"))
}

fn is_entry_type(name: &str) -> bool {
    name.len() > 2 && name.chars().skip(1).all(|c| c.is_ascii_alphabetic())
}

/// A bulletin may begin with "[01] Title" or with a "{3}" page mark.
fn is_json(first: &str, second: &str) -> bool {
    let opens = |text: &str| text.starts_with("{\"") || text.starts_with("[{");
    opens(first) || (matches!(first, "[" | "{" | "[ {") && (opens(second) || second.starts_with(['{', '"'])))
}

/// Whether a line is the one that begins a message of a mailbox (RFC 4155): `From `, a sender, and the time as C's `asctime`
/// writes it.
pub(super) fn is_postmark(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ").filter(|rest| rest.len() < 400) else { return false };
    let has = |is: fn(&str) -> bool| rest.split_whitespace().any(is);
    has(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        && has(|word| word.contains(':') && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':'))
        && has(|word| "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(' ').any(|month| month == word))
}

/// RFC 5322: header fields up to the first blank line. News lists have "From:" lines too, so a field that only mail
/// programs write must be among them.
fn is_mail(lines: &[Line]) -> bool {
    let fields = lines.iter().map(|line| line.text.as_str()).skip_while(|text| text.is_empty()).take(60);
    let mut fields = fields.take_while(|text| !text.is_empty()).peekable();
    let is_mailbox = fields.next_if(|first| is_postmark(first)).is_some();
    let mut fields = fields.map(|text| text.split(':').next().unwrap_or_default());
    let Some(first) = fields.next() else { return false };
    let shaped = !first.is_empty() && first.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let program = ["mime-version", "received", "message-id", "return-path", "content-type", "delivered-to"];
    let known = |field: &str| program.contains(&field.to_ascii_lowercase().as_str());
    shaped && (is_mailbox || known(first) || fields.any(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Format {
        recognise(text.as_bytes())
    }

    #[test]
    fn kinds_by_content() {
        for (text, expected) in [
            ("<!DOCTYPE html>\n<html>", Format::Html),
            ("<?xml version=\"1.0\"?><rss>", Format::Feed),
            ("From: a\nSubject: b\nMIME-Version: 1.0\n\nx", Format::Mail),
            ("Title;Date;URL;Text\na;b;c;d", Format::Csv),
            ("Başlık;Tarih;Metin", Format::Csv),
            ("Title\tDate\tFull text\nA\t2 May 2022\tB", Format::Csv),
            ("Press list;;;\nby A. B.;;;\n;;;\nTitle;Date;URL;Text\na;b;c;d", Format::Csv),
            ("Press list\n\nTitle\tDate\tText\nA\t2 May 2022\tB", Format::Csv),
            ("TY  - NEWS", Format::Ris),
            ("@article{key,", Format::Bibtex),
            ("[\n {\n  \"id\": 1", Format::CslJson),
            ("{\\rtf1", Format::Rtf),
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
            "Malta and Oman sign\n\nThey list what they will name.\n\nTitle, date, source\n\nNobody knows, they said.",
            "How to fill the list\n\nTitle, date, source\n\nThe list has these columns.",
        ] {
            assert_eq!(kind(text), Format::Text, "{text}");
        }
    }
}

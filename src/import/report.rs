//! What is said of an input: faults, warnings, and the words for them. The codes are those of the importer's
//! expected-result schema.

use serde::Serialize;

use super::Format;

/// Why an input or an entry is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultCode {
    /// nothing, or nothing but rules
    EmptyInput,
    /// not a text file
    NotText,
    /// a kind of file that is not read
    UnsupportedKind,
    /// the file is damaged, locked, or larger than any article
    Damaged,
    /// no heading
    NoTitle,
    /// no date
    NoDate,
    /// a date that does not exist or lies in the future
    BadDate,
    /// a date with slashes that can be read in two ways
    AmbiguousDate,
    /// the dates of bulletin and outlet are too far apart
    DateConflict,
    /// a title and no article
    NoBody,
    /// the address of the source is none
    UrlInvalid,
    /// the address of the source was shortened
    UrlTruncated,
    /// the file cannot be read
    Unreadable,
    /// the article cannot be written
    NotWritten,
}

impl FaultCode {
    /// The code as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            FaultCode::EmptyInput => "empty-input",
            FaultCode::NotText => "not-text",
            FaultCode::UnsupportedKind => "unsupported-kind",
            FaultCode::Damaged => "damaged",
            FaultCode::NoTitle => "no-title",
            FaultCode::NoDate => "no-date",
            FaultCode::BadDate => "bad-date",
            FaultCode::AmbiguousDate => "ambiguous-date",
            FaultCode::DateConflict => "date-conflict",
            FaultCode::NoBody => "no-body",
            FaultCode::UrlInvalid => "url-invalid",
            FaultCode::UrlTruncated => "url-truncated",
            FaultCode::Unreadable => "unreadable",
            FaultCode::NotWritten => "not-written",
        }
    }
}

/// A refusal: what was wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// stable code
    pub code: FaultCode,
    /// for the editor; names the input and the place
    pub message: String,
    /// 1-based, in the raw file
    pub line: Option<u32>,
    /// 1-based, in characters
    pub column: Option<u32>,
}

/// A refusal of one entry of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemFault {
    /// 0-based, among all entries of the input
    pub index: usize,
    /// 1-based row of a table
    pub row: Option<u32>,
    /// the refusal
    #[serde(flatten)]
    pub fault: Fault,
}

/// What the importer did not know or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// the file does not declare its encoding
    EncodingGuessed,
    /// double encoding was undone
    MojibakeRepaired,
    /// a paragraph cut by a page was made whole
    PageBreakJoined,
    /// captions, advertisements, running heads and the like were left out
    FurnitureRemoved,
    /// `Kaynak/Source:` without a value
    SourceLabelEmpty,
    /// no address of the original
    SourceUrlMissing,
    /// the outlet is the agency of the dateline
    OutletFromDateline,
    /// the order of day and month was taken from the address
    DateOrderFromUrl,
    /// the body is an abstract only
    BodyFromAbstract,
    /// columns of a table that are not read
    ColumnsIgnored,
    /// sheets of a workbook that have no head
    SheetIgnored,
    /// a file in a mail that is not read
    AttachmentUnread,
}

impl WarningCode {
    /// The code as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            WarningCode::EncodingGuessed => "encoding-guessed",
            WarningCode::MojibakeRepaired => "mojibake-repaired",
            WarningCode::PageBreakJoined => "page-break-joined",
            WarningCode::FurnitureRemoved => "furniture-removed",
            WarningCode::SourceLabelEmpty => "source-label-empty",
            WarningCode::SourceUrlMissing => "source-url-missing",
            WarningCode::OutletFromDateline => "outlet-from-dateline",
            WarningCode::DateOrderFromUrl => "date-order-from-url",
            WarningCode::BodyFromAbstract => "body-from-abstract",
            WarningCode::ColumnsIgnored => "columns-ignored",
            WarningCode::SheetIgnored => "sheet-ignored",
            WarningCode::AttachmentUnread => "attachment-unread",
        }
    }
}

/// A warning: the item passes, the editor should look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// stable code
    pub code: WarningCode,
    /// for the editor
    pub message: String,
    /// 1-based, in the raw file
    pub line: Option<u32>,
    /// every piece of matter that was taken out, whole
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

impl Warning {
    pub(super) fn new(code: WarningCode, message: String, line: Option<u32>) -> Warning {
        Warning { code, message, line, left_out: Vec::new() }
    }
}

/// The place of a fault as messages write it: "name, line 8".
pub(super) fn place(name: &str, line: Option<u32>) -> String {
    match line {
        Some(line) => format!("{name}, line {line}"),
        None => name.to_owned(),
    }
}

pub(super) fn fault(code: FaultCode, line: Option<u32>, column: Option<u32>, message: String) -> Fault {
    Fault { code, message, line, column }
}

pub(super) fn empty(name: &str) -> Fault {
    let message = format!("{name} is empty: it has no bytes; save the bulletin again and import that file");
    fault(FaultCode::EmptyInput, None, None, message)
}

/// A zipped folder without a file to read.
pub fn empty_folder(name: &str) -> Fault {
    let message =
        format!("{name} is empty: there is no file in it but hidden ones; zip the folder again, or delete it");
    fault(FaultCode::EmptyInput, None, None, message)
}

/// A file that the disk does not give.
pub fn unreadable(name: &str, reason: &str) -> Fault {
    fault(FaultCode::Unreadable, None, None, format!("{name}: cannot read it: {reason}"))
}

/// A reader that failed: a fault of the program's own.
pub(super) fn failed(name: &str) -> Fault {
    let way = "please send it to the makers of Chancery; until then save the article as plain text and import that";
    fault(FaultCode::Damaged, None, None, format!("{name}: the reader failed on this file, which it should not; {way}"))
}

/// An article that the disk does not take.
pub fn not_written(name: &str, reason: &std::io::Error) -> Fault {
    let way = "check the free space and that you may write there";
    fault(FaultCode::NotWritten, None, None, format!("{name}: cannot write the article: {reason}; {way}"))
}

pub(super) fn no_text(name: &str) -> Fault {
    let message =
        format!("{name} has no text, only rules and blank lines; paste the bulletin into it and import it again");
    fault(FaultCode::EmptyInput, None, None, message)
}

pub(super) fn not_text(name: &str, kind: &str) -> Fault {
    let message = format!("{name} is no text file but {kind}; save the bulletin as plain text and import that");
    fault(FaultCode::NotText, None, None, message)
}

pub(super) fn unsupported(name: &str, format: Format) -> Fault {
    let message =
        format!("{name} is {}, which is not read; save the article as plain text and import that", format.name());
    fault(FaultCode::UnsupportedKind, None, None, message)
}

/// A text that is larger than any bulletin.
pub(super) fn too_long(name: &str) -> Fault {
    let message = format!(
        "{name}: a text of more than 16 MB or a million lines, which no bulletin has; part it and import the parts"
    );
    fault(FaultCode::Damaged, None, None, message)
}

/// A file that is damaged, locked or not what its kind should be; `way` is the way out.
#[cfg(feature = "formats")]
pub(super) fn damaged(name: &str, format: Format, line: Option<u32>, what: &str, way: &str) -> Fault {
    let message = format!("{}: {} that cannot be read: {what}; {way}", place(name, line), format.name());
    fault(FaultCode::Damaged, line, None, message)
}

/// The program was built without the reader of a kind.
#[cfg(not(feature = "formats"))]
pub(super) fn not_built(name: &str, format: Format) -> Fault {
    let way = "install Chancery with its default features, or save the article as plain text and import that";
    let message =
        format!("{name} is {}, which this build does not read (it lacks the feature `formats`); {way}", format.name());
    fault(FaultCode::UnsupportedKind, None, None, message)
}

pub(super) fn no_title(name: &str, line: Option<u32>) -> Fault {
    let message = format!(
        "{}: no title; write it above the date as a heading (## TITLE) and import the file again",
        place(name, line)
    );
    fault(FaultCode::NoTitle, line, None, message)
}

pub(super) fn no_date(name: &str, line: Option<u32>, title: &str) -> Fault {
    let message = format!(
        "{}: no date for \"{title}\"; write one below the title (31.12.2021) or behind the outlet (31 December 2021)",
        place(name, line)
    );
    fault(FaultCode::NoDate, line, None, message)
}

/// A record without a date: there is no page to write one on.
#[cfg(feature = "formats")]
pub(super) fn no_date_given(name: &str, line: Option<u32>, title: &str) -> Fault {
    let message = format!("{}: no date for \"{title}\"; add one to it and import the file again", place(name, line));
    fault(FaultCode::NoDate, line, None, message)
}

#[cfg(feature = "formats")]
pub(super) fn bad_date(name: &str, line: Option<u32>, raw: &str) -> Fault {
    let raw = super::text::shortened(raw);
    let what = match part_of_a_date(&raw) {
        Some(part) => format!("the date \"{raw}\" has no {part}; add it"),
        None => format!("\"{raw}\" is no day; write it"),
    };
    let message = format!("{}: {what} as in 2021-12-31", place(name, line));
    fault(FaultCode::BadDate, line, None, message)
}

/// What a date lacks that is a year, or a year and a month: reference managers allow both.
#[cfg(feature = "formats")]
fn part_of_a_date(raw: &str) -> Option<&'static str> {
    let numbers: Vec<&str> = raw.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month =
        |part: &str| part.parse().is_ok_and(|month: u8| (1..=12).contains(&month)) || super::text::is_month(part);
    match numbers.as_slice() {
        [year] if is_year(year) => Some("month and no day"),
        [year, month] | [month, year] if is_year(year) && is_month(month) => Some("day"),
        _ => None,
    }
}

#[cfg(feature = "formats")]
pub(super) fn untitled(name: &str, line: Option<u32>) -> Fault {
    let message = format!("{}: no title; add one and import the file again", place(name, line));
    fault(FaultCode::NoTitle, line, None, message)
}

#[cfg(feature = "formats")]
pub(super) fn no_article(name: &str, line: Option<u32>, title: &str) -> Fault {
    let message = format!(
        "{}: there is no article text for \"{title}\"; open the original, save its whole text and import that",
        place(name, line)
    );
    fault(FaultCode::NoBody, line, None, message)
}

/// A page that ends at a wall; `wall` is what it says, empty where it says nothing.
#[cfg(feature = "formats")]
pub(super) fn walled(name: &str, line: Option<u32>, title: &str, wall: &str) -> Fault {
    let wall = match wall {
        "" => String::new(),
        words => format!(" (\"{}\")", super::text::shortened(words)),
    };
    let message = format!(
        "{}: there is no article text for \"{title}\", only a wall for subscribers{wall}; open the original, save its whole text and import that",
        place(name, line)
    );
    fault(FaultCode::NoBody, line, None, message)
}

pub(super) fn no_body(name: &str, line: Option<u32>, title: &str) -> Fault {
    let message = format!(
        "{}: there is no article text below \"{title}\"; paste it between the outlet and the address of the source",
        place(name, line)
    );
    fault(FaultCode::NoBody, line, None, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_print_as_they_serialise() {
        let codes = [FaultCode::EmptyInput, FaultCode::UnsupportedKind, FaultCode::UrlTruncated];
        for code in codes {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
        for code in [WarningCode::DateOrderFromUrl, WarningCode::OutletFromDateline] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn messages_letter_by_letter() {
        let say = |fault: Fault| fault.message;
        assert_eq!(
            say(empty("a.txt")),
            "a.txt is empty: it has no bytes; save the bulletin again and import that file"
        );
        assert_eq!(
            say(empty_folder("a.zip")),
            "a.zip is empty: there is no file in it but hidden ones; zip the folder again, or delete it"
        );
        assert_eq!(
            say(no_text("a.txt")),
            "a.txt has no text, only rules and blank lines; paste the bulletin into it and import it again"
        );
        assert_eq!(
            say(not_text("a.txt", "a PNG image")),
            "a.txt is no text file but a PNG image; save the bulletin as plain text and import that"
        );
        assert_eq!(
            say(unsupported("a.odt", Format::Office)),
            "a.odt is an office file or a book (such as ODT, PPTX or EPUB), which is not read; save the article as plain text and import that"
        );
        assert_eq!(
            say(no_title("a.txt", Some(2))),
            "a.txt, line 2: no title; write it above the date as a heading (## TITLE) and import the file again"
        );
        assert_eq!(
            say(no_date("a.txt", Some(1), "T")),
            "a.txt, line 1: no date for \"T\"; write one below the title (31.12.2021) or behind the outlet (31 December 2021)"
        );
        assert_eq!(
            say(no_body("a.txt", Some(1), "T")),
            "a.txt, line 1: there is no article text below \"T\"; paste it between the outlet and the address of the source"
        );
    }

    #[cfg(feature = "formats")]
    #[test]
    fn messages_of_records() {
        let say = |fault: Fault| fault.message;
        assert_eq!(
            say(damaged("a.zip", Format::Zip, None, "it ends too early", "copy it again")),
            "a.zip: a zipped folder that cannot be read: it ends too early; copy it again"
        );
        assert_eq!(
            say(no_date_given("a.csv", Some(3), "T")),
            "a.csv, line 3: no date for \"T\"; add one to it and import the file again"
        );
        assert_eq!(
            say(bad_date("a.csv", Some(3), "soon")),
            "a.csv, line 3: \"soon\" is no day; write it as in 2021-12-31"
        );
        assert_eq!(
            say(bad_date("a.json", None, "2026-02")),
            "a.json: the date \"2026-02\" has no day; add it as in 2021-12-31"
        );
        assert_eq!(
            say(bad_date("a.bib", Some(1), "2026")),
            "a.bib, line 1: the date \"2026\" has no month and no day; add it as in 2021-12-31"
        );
        assert!(say(bad_date("a.bib", Some(1), "März 2026")).contains("has no day"));
        assert_eq!(say(untitled("a.ris", Some(1))), "a.ris, line 1: no title; add one and import the file again");
        assert_eq!(
            say(no_article("a.html", None, "T")),
            "a.html: there is no article text for \"T\"; open the original, save its whole text and import that"
        );
        assert_eq!(
            say(walled("a.html", None, "T", "Already a subscriber? Log in")),
            "a.html: there is no article text for \"T\", only a wall for subscribers (\"Already a subscriber? Log in\"); open the original, save its whole text and import that"
        );
        assert_eq!(
            say(walled("a.html", None, "T", "")),
            "a.html: there is no article text for \"T\", only a wall for subscribers; open the original, save its whole text and import that"
        );
    }
}

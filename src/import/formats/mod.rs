//! Readers of raw files that are more than text, one file for each kind. What names its parts (a web page, a feed, a table,
//! a citation) becomes records; what is laid out for the eye (mail, Word, PDF) becomes lines and is read as text.

pub(super) mod archive;
mod cells;
mod citation;
pub(super) mod clipping;
mod docx;
mod feed;
mod foot;
mod gzip;
mod limit;
mod lines;
mod links;
mod mail;
mod names;
mod page;
mod pdf;
mod rtf;
mod table;
mod warc;
mod workbook;

use super::decode;
use super::record::{self, Record};
use super::report::{self, Fault, Warning};
use super::{Entry, Format, Options, html, text};

/// Reads all entries of a file of a kind.
pub(super) fn read(format: Format, name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    match format {
        Format::Html => page::read(name, bytes, options),
        Format::Feed => feed::read(name, bytes, options),
        Format::Mail => mail::mbox::read(name, bytes, options),
        Format::Csv => table::read_csv(name, bytes, options),
        Format::Workbook => table::read_workbook(name, bytes, options),
        Format::Ris => citation::ris::read(name, bytes, options),
        Format::CslJson => citation::csl::read(name, bytes, options),
        Format::Bibtex => citation::bibtex::read(name, bytes, options),
        Format::Docx => docx::read(name, bytes, options),
        Format::Pdf => pdf::read(name, bytes, options),
        Format::Warc => warc::read(name, bytes, options),
        Format::Gzip => gzip::read(name, bytes, options),
        Format::Zip => Err(report::damaged(
            name,
            Format::Zip,
            None,
            "it lies in another archive",
            "unpack it and import its files",
        )),
        Format::Text => super::text(name, bytes, options),
        Format::Rtf => rtf::read(name, bytes, options),
        Format::Office => Err(report::unsupported(name, format)),
    }
}

/// The text of a file with the encoding that it declares, and what was guessed.
fn decoded(name: &str, bytes: &[u8], declared: Option<&str>) -> Result<(String, Vec<Warning>), Fault> {
    decode::decode_declared(bytes, declared).map_err(|not_text| report::not_text(name, not_text.kind))
}

/// The entries of records, each with the warnings of the file.
fn entries(name: &str, records: Vec<Record>, warnings: &[Warning], options: &Options) -> Vec<Entry> {
    let entry = |record| {
        let mut entry = record::entry(name, record, options);
        entry.warnings.splice(0..0, warnings.iter().cloned());
        entry
    };
    records.into_iter().map(entry).collect()
}

/// The entry of what is refused as a whole, though it lies in a file with other entries.
fn refused(name: &str, title: String, fault: Fault, options: &Options) -> Entry {
    let entry = record::entry(name, Record { title, ..Record::default() }, options);
    Entry { fault: Some(fault), warnings: Vec::new(), review: Vec::new(), ..entry }
}

/// The plain text of a snippet that may hold marks or entities of HTML.
fn inline(html: &str) -> String {
    if html.contains(['<', '&']) { html::fragment(html).text.join(" ") } else { html.to_owned() }
}

/// The authors that are somebody: a desk is nobody.
fn people(authors: impl IntoIterator<Item = String>) -> Vec<String> {
    authors.into_iter().filter(|author| !text::is_desk(author)).collect()
}

/// The value of an attribute-like declaration near the start of a file: `charset=`, `encoding=`.
fn declared(bytes: &[u8], key: &str) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once(key)?;
    let value = after.trim_start_matches([' ', '=', '"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

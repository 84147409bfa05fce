//! PDF files with a text layer (ISO 32000-1): pieces of text with their places become lines, lines become text, a form
//! feed stands between pages. Running heads, page numbers and cut paragraphs are the text reader's.

mod columns;
mod font;
mod heads;
mod layout;
mod legible;
mod page;
mod rtl;
mod wrapped;

use lopdf::{Document, LoadOptions};

use self::legible::Legible;
use super::super::decode;
use super::super::marked::Marks;
use super::super::report::damaged;
use super::super::{text, url};
use super::{Entry, Fault, Format, Options};

/// So much a stream of a page may unpack to.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;
/// Longer files are books.
const MOST_PAGES: usize = 2_000;

/// All articles of a PDF file.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let bad = |what: &str, way: &str| damaged(name, Format::Pdf, None, what, way);
    let load = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, load)
        .map_err(|error| bad(&error.to_string(), "open it in a viewer and print it to a new PDF"))?;
    if document.is_encrypted() {
        return Err(bad("it is locked with a password", "open it with the password and print it to a new PDF"));
    }
    let ids: Vec<_> = document.page_iter().take(MOST_PAGES + 1).collect();
    if ids.len() > MOST_PAGES {
        return Err(bad(
            &format!("it has more than {MOST_PAGES} pages"),
            "print the pages of the article to a new PDF",
        ));
    }
    let mut budget = page::Budget::default();
    let mut unread = Vec::new();
    let shown = (1..).zip(&ids).map(|(number, id): (usize, _)| {
        let (shown, read) = page::pieces(&document, *id, &mut budget);
        if read.is_err() {
            unread.push(number.to_string());
        }
        shown
    });
    let shown: Vec<page::Shown> = shown.collect();
    let legible = legible::judge(&shown);
    let illegible = || {
        bad(
            "it does not say which letters its fonts show, so that they cannot be read",
            "open the original in a browser and save the page, or run text recognition (OCR) over this file",
        )
    };
    if legible == Legible::Hardly {
        return Err(illegible());
    }
    let pages = layout::texts(shown.into_iter().map(|page| page.pieces).collect());
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(match unread.is_empty() {
            true => bad(
                "it has no text, only pictures",
                "run text recognition (OCR) over it, or copy the text from the original",
            ),
            false => {
                bad("its pages are damaged, or cost too much to read", "open it in a viewer and print it to a new PDF")
            }
        });
    }
    let text = wrapped::joined(&pages.join("\n\u{c}\n"));
    let mut lines = heads::below_title(decode::lines(&text), options);
    let completed = heads::complete_address(&mut lines);
    let mut found = text::read_marked(name, &lines, options, Marks::OfHeadings);
    if let (Some(entry), Some(address)) = (found.last_mut(), completed.and_then(|address| url::stored(&address).ok()))
        && entry.source_url.as_ref() == Some(&address)
    {
        entry.review.push("url: it stands there without https://".to_owned());
    }
    // What is missing may be what the entry is refused for.
    if legible == Legible::Partly && found.iter().all(|entry| entry.fault.is_some()) {
        return Err(illegible());
    }
    if legible == Legible::Partly {
        for entry in &mut found {
            let doubt =
                "body: some letters could not be read: the file does not say what they are; compare with the original";
            entry.review.push(doubt.to_owned());
        }
    }
    if !unread.is_empty() {
        for entry in &mut found {
            entry.review.push(format!("body: a part of the file could not be read (page {})", unread.join(", ")));
        }
    }
    Ok(found)
}

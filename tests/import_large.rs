//! What is longer or larger than any article or file of articles is refused before it takes the machine's memory.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use std::io::Write as _;

use raw::message;

/// A zip archive of parts, as Office programs write one.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_text_that_is_too_long_is_refused_whatever_holds_it() {
    let refused =
        "a: a text of more than 16 MB or a million lines, which no bulletin has; part it and import the parts";
    let sentence = "Malta and Oman have signed a maritime accord in Valletta. ".repeat(2_000);
    assert_eq!(message(format!("Malta signs\n\n{}", sentence.repeat(160)).as_bytes()), refused);
    let paragraphs = format!("<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>").repeat(160);
    let document = format!("<w:document><w:body>{paragraphs}</w:body></w:document>");
    assert_eq!(message(&zipped(&[("word/document.xml", document.as_bytes())])), refused);
}

#[test]
fn a_web_page_that_is_too_long_is_refused() {
    let sentence = "Malta and Oman have signed a maritime accord in Valletta. ".repeat(20_000);
    let page = format!(
        "<!doctype html><html><head><title>Malta signs</title></head><body><article><h1>Malta signs</h1>{}</article></body></html>",
        format!("<p>{sentence}</p>").repeat(16)
    );
    assert!(message(page.as_bytes()).starts_with("a: a text of more than 16 MB"), "{}", message(page.as_bytes()));
}

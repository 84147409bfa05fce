//! What is longer or larger than any article or file of articles is refused before it takes the machine's memory.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use std::io::Write as _;

use raw::{message, only, reading};

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

#[test]
fn an_article_of_a_list_that_is_too_long_is_refused() {
    let text = "Malta and Oman have signed a maritime accord in Valletta. ".repeat(300_000);
    let short = "Chile and Kenya have linked their museums.";
    let table = format!("title,date,outlet,text\nMalta signs,2022-09-27,A,{text}\nChile links,2022-09-27,A,{short}\n");
    let read = reading(table.as_bytes());
    assert_eq!((read.items.len(), read.item_errors.len()), (1, 1));
    assert_eq!(
        read.item_errors[0].fault.message,
        "a, line 2: a text of more than 16 MB or a million lines, which no bulletin has; part it and import the parts (in \"Malta signs\")"
    );
    let csl = format!("[{{\"type\":\"article\",\"title\":\"Malta signs\",\"abstract\":\"{text}\"}}]");
    let ris = format!("TY  - NEWS\nTI  - Malta signs\nAB  - {text}\nER  - \n");
    let feed = format!(
        "<rss><channel><title>A</title><item><title>M</title><description>{text}</description></item></channel></rss>"
    );
    for list in [csl, ris, feed] {
        assert!(message(list.as_bytes()).contains("a text of more than 16 MB"), "{}", message(list.as_bytes()));
    }
}

#[test]
fn a_part_of_a_workbook_that_is_too_large_is_refused() {
    let cell = format!("<worksheet><sheetData><row><c r=\"A1\"><is><t>{}", "a".repeat(65 << 20));
    let book = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", cell.as_bytes()),
    ]);
    assert!(message(&book).contains("xl/worksheets/sheet1.xml unpacks to more than 64 MB"), "{}", message(&book));
}

#[test]
fn a_page_of_a_web_archive_that_is_too_large_is_refused() {
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{}", "a".repeat(33 << 20));
    let record =
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{response}\r\n\r\n", response.len());
    assert!(message(record.as_bytes()).contains("a page in it has more than 32 MB"), "{}", message(record.as_bytes()));
}

#[test]
fn a_name_that_is_too_long_is_no_outlet() {
    let of = |outlet: &str| {
        let table = format!(
            "title,date,outlet,url,text\nMalta signs,2022-09-27,{outlet},https://x.example/a,Malta and Oman have signed an accord.\n"
        );
        let item = only(table.as_bytes());
        let doubts: Vec<String> = item.review.into_iter().filter(|doubt| doubt.starts_with("outlet")).collect();
        (item.outlet, doubts)
    };
    let (outlet, doubts) = of(&"Long".repeat(65));
    let doubt = format!("outlet: \"{}…\" is too long for a name and was left out", "Long".repeat(15));
    assert_eq!((outlet, doubts), (None, vec![doubt]));
    let long = "Long".repeat(30);
    assert_eq!(of(&long), (Some(long), Vec::new()));
    // Its letters are few, those of its address are not.
    assert_eq!(of(&"中国".repeat(50)).0, None);
}

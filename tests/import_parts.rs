//! Raw files that hold others: mailboxes, mails with files, zipped folders. Nothing that lies in them goes unsaid.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use std::io::Write as _;
use std::sync::Arc;

use chancery::import::{Archive, Format, Item, Reading, WarningCode, recognise};
use jiff::civil::date;
use raw::reading;

fn titles(reading: &Reading) -> Vec<&str> {
    reading.items.iter().map(Item::title_as_given).collect()
}

fn warned(item: &Item, code: WarningCode) -> String {
    item.warnings.iter().filter(|warning| warning.code == code).map(|warning| warning.message.as_str()).collect()
}

/// A mail with a body of a kind.
fn mail(subject: &str, kind: &str, body: &str) -> String {
    format!(
        "From: Fjord Daily <news@fjord.example>\nSubject: {subject}\nDate: Wed, 9 Sep 2026 10:00:00 +0000\n\
         Message-ID: <1@fjord.example>\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"
    )
}

const STORY: &str = "Ghana and Togo opened a road on Sunday, the ministers of both countries said.";

#[test]
fn every_message_of_a_mailbox_is_read() {
    let plain = "text/plain; charset=utf-8";
    let first = mail("Ghana and Togo open a road", plain, &format!("{STORY}\n>From here it leads to Ho.\n"));
    let second =
        mail("Kenya and Peru sign", plain, "Kenya and Peru signed a paper in Lima.\nFrom Lima: they went to Cusco.\n");
    let third = mail("Only a picture", "image/png", "x\n");
    // Thunderbird writes no sender, Takeout a number and a zone.
    for postmark in ["From - Wed Sep 09 10:00:00 2026", "From 1743@xxx Wed Sep  9 10:00:00 +0000 2026\r"] {
        let mailbox = format!(
            "{postmark}\nX-Mozilla-Status: 0001\n{first}\n{postmark}\nX-Mozilla-Status: 0001\n{second}\n{postmark}\n{third}"
        );
        assert_eq!(recognise(mailbox.as_bytes()), Format::Mail, "{postmark}");
        let found = reading(mailbox.as_bytes());
        assert_eq!(titles(&found), ["Ghana and Togo open a road", "Kenya and Peru sign"], "{:?}", found.error);
        assert_eq!(found.items[0].body.trim(), format!("{STORY}\n\nFrom here it leads to Ho."));
        assert!(found.items[1].body.contains("they went to Cusco"), "{}", found.items[1].body);
        let [lost] = found.item_errors.as_slice() else { panic!("{:?}", found.item_errors) };
        assert!(lost.fault.message.starts_with("a, message 3"), "{}", lost.fault.message);
        assert!(lost.fault.message.contains("Only a picture"), "{}", lost.fault.message);
    }
    // A message with its postmark is one message, and a text that begins like one is none.
    let found = reading(format!("From - Wed Sep 09 10:00:00 2026\n{first}").as_bytes());
    assert_eq!(titles(&found), ["Ghana and Togo open a road"]);
    assert_eq!(recognise(b"From Wed to Sep 2026 at 10:00\n\nText: more."), Format::Text);
}

#[test]
fn files_in_a_mail_are_read_or_named() {
    let part = |head: &str, body: &str| format!("--b\n{head}\n\n{body}\n");
    let attached = |name: &str| format!("Content-Disposition: attachment; filename=\"{name}\"");
    let article = "## Kenya and Peru sign\n\nFjord Daily, 8 September 2026\n\nKenya and Peru signed a paper in Lima.";
    let table = "title,date,text\nChile and Oman talk,2026-09-07,Chile and Oman talked in Muscat on Monday.";
    let page = "<html><head><title>Malta and Japan meet</title><meta property=\"article:published_time\" content=\"2026-09-06\">\
                </head><body><article><h1>Malta and Japan meet</h1><p>Malta and Japan met in Valletta on Sunday, and both \
                ministers spoke of ships, of harbours and of a treaty that both parliaments have to pass in this year.</p>\
                </article></body></html>";
    let body = [
        part("Content-Type: text/plain", "Please find the articles attached."),
        part(&format!("Content-Type: text/plain\n{}", attached("../../one.txt")), article),
        part(&format!("Content-Type: application/octet-stream\n{}", attached("two.csv")), table),
        part(&format!("Content-Type: text/html\n{}", attached("three.html")), page),
        part(&format!("Content-Type: text/plain\n{}", attached("notes.txt")), "Call me."),
        part(&format!("Content-Type: application/vnd.oasis\n{}", attached("slides.bin")), "\u{1}\u{2}\u{3}"),
        part("Content-Type: image/png\nContent-ID: <logo>", "x"),
        "--b--\n".to_owned(),
    ];
    let found = reading(mail("Press of the week", "multipart/mixed; boundary=b", &body.concat()).as_bytes());
    assert_eq!(
        titles(&found),
        ["Kenya and Peru sign", "Chile and Oman talk", "Malta and Japan meet"],
        "{:?} {:?}",
        found.error,
        found.item_errors
    );
    let [lost] = found.item_errors.as_slice() else { panic!("{:?}", found.item_errors) };
    assert!(lost.fault.message.starts_with("a:notes.txt"), "{}", lost.fault.message);
    assert_eq!(
        warned(&found.items[0], WarningCode::AttachmentUnread),
        "what is attached was not read: \"slides.bin\"; save it and import it, if articles are in it"
    );
    assert!(warned(&found.items[0], WarningCode::FurnitureRemoved).contains("Please find the articles attached."));
}

#[test]
fn an_article_with_a_file_keeps_its_own_text() {
    let long = [STORY; 6].join(" ");
    let body = format!(
        "--b\nContent-Type: text/plain\n\n{long}\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; \
         filename=two.txt\n\n## Kenya and Peru sign\n\nKenya and Peru signed a paper in Lima.\n--b--\n"
    );
    let found = reading(mail("Ghana and Togo open a road", "multipart/mixed; boundary=b", &body).as_bytes());
    assert_eq!(titles(&found), ["Ghana and Togo open a road", "Kenya and Peru sign"], "{:?}", found.item_errors);
    assert_eq!(found.items[1].date, Some(date(2026, 9, 9)), "that of the mail");
    assert!(found.items[1].review.contains(&"date: that of the mail".to_owned()), "{:?}", found.items[1].review);
}

#[test]
fn messages_in_messages_have_a_bottom() {
    let mut inner = mail("Ghana and Togo open a road", "text/plain", STORY);
    for _ in 0..60 {
        inner = mail(
            "Fwd",
            "multipart/mixed; boundary=b",
            &format!(
                "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=m.eml\n\
                 Content-Transfer-Encoding: quoted-printable\n\n{}\n--b--\n",
                inner.replace('=', "=3D").replace("--b", "=2D-b")
            ),
        );
        if inner.len() > 4_000_000 {
            break;
        }
    }
    let found = reading(inner.as_bytes());
    assert!(
        found.error.is_some() || found.items.iter().any(|item| !warned(item, WarningCode::AttachmentUnread).is_empty())
    );
}

#[test]
fn files_of_a_message_between_two_others_are_read_too() {
    let both = |inner: &str| {
        format!(
            "--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b\nContent-Type: \
             text/plain\nContent-Disposition: attachment; filename=two.txt\n\n## Kenya and Peru sign\n\n8 September 2026\n\n\
             Kenya and Peru signed a paper in Lima.\n--b--\n"
        )
    };
    let inner = mail("Ghana and Togo open a road", "text/plain", STORY);
    let between = mail("Fwd: Ghana and Togo open a road", "multipart/mixed; boundary=b", &both(&inner));
    let outer = format!("--c\nContent-Type: message/rfc822\n\n{between}\n--c--\n");
    let found = reading(mail("Fwd: Fwd", "multipart/mixed; boundary=c", &outer).as_bytes());
    assert_eq!(titles(&found), ["Ghana and Togo open a road", "Kenya and Peru sign"], "{:?}", found.item_errors);
}

#[test]
fn letters_of_an_unknown_encoding_are_guessed() {
    let text = "Türkiye ve Gürcistan bir anlaşma için görüştü; iki ülkenin bakanları da bu toplantıda olacak.";
    let (bytes, _, _) = encoding_rs::WINDOWS_1254.encode(text);
    for declared in ["; charset=x-nonsense", "", "; charset=utf-8"] {
        let mut message = mail("Ankara", &format!("text/plain{declared}"), "").into_bytes();
        message.extend_from_slice(&bytes);
        let found = reading(&message);
        assert_eq!(found.items[0].body.trim(), text, "{declared}");
        assert!(!warned(&found.items[0], WarningCode::EncodingGuessed).is_empty(), "{declared}");
    }
}

#[test]
fn subjects_of_an_unknown_encoding_are_guessed() {
    let subject = |written: &[u8]| {
        let mail = mail("@", "text/plain", STORY).into_bytes();
        let at = mail.iter().position(|byte| *byte == b'@').unwrap();
        let at = at + mail[at + 1..].iter().position(|byte| *byte == b'@').unwrap() + 1;
        titles(&reading(&[&mail[..at], written, &mail[at + 1..]].concat()))[0].to_owned()
    };
    assert_eq!(
        subject(b"=?unknown-8bit?Q?T=FCrkiye_ve_G=FCrcistan?= =?utf-8?q?an=C4=B1?=\r\n =?x?b?9nplbA==?="),
        "Türkiye ve Gürcistan anı özel"
    );
    assert_eq!(subject(b"T\xfcrkiye ve G\xfcrcistan g\xf6r\xfc\xfet\xfc"), "Türkiye ve Gürcistan görüştü");
    assert_eq!(subject(b"Ghana =?broken and Togo"), "Ghana =?broken and Togo");
}

/// A zipped folder; each file is stored or deflated.
fn zipped(files: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const METHODS: [zip::CompressionMethod; 2] = [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated];

#[test]
fn two_files_of_one_name_are_both_read() {
    for method in METHODS {
        let mut bytes =
            zipped(&[("a.txt", b"one one one one"), ("b.txt", b"two"), ("c.txt", b"three three three")], method);
        // A zip program may add a file again under its old name.
        let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"c.txt")).collect();
        places.iter().for_each(|at| bytes[*at] = b'a');
        let mut archive = Archive::open("a.zip", Arc::from(bytes)).unwrap();
        let files = archive.files();
        let read: Vec<(String, Vec<u8>)> =
            files.into_iter().map(|(place, name)| (name, archive.read(place, 100).unwrap())).collect();
        let read: Vec<(&str, &[u8])> = read.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        assert_eq!(
            read,
            [
                ("a.txt", b"one one one one".as_slice()),
                ("a.txt (2)", b"three three three".as_slice()),
                ("b.txt", b"two".as_slice())
            ],
        );
        let place = archive.files()[1].0;
        assert!(archive.read(place, 5).unwrap_err().message.contains("more than 0 MB"));
    }
}

#[test]
fn an_archive_of_more_files_than_its_first_kind_can_count_is_read_whole() {
    let names: Vec<String> = (0..65_540).map(|at| format!("{at:05}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    let mut bytes = zipped(&files, METHODS[0]);
    // The second one gets the name of the first, in its header and in the directory, but not in its text.
    let places: Vec<usize> =
        (30..bytes.len()).filter(|at| bytes[*at] == b'0' && bytes[*at..].starts_with(b"00001.txt")).collect();
    let [header, _text, directory] = places.as_slice() else { panic!("{places:?}") };
    for at in [header, directory] {
        bytes[at + 4] = b'0';
    }
    assert_eq!(recognise(&bytes), Format::Zip);
    let mut archive = Archive::open("a.zip", Arc::from(bytes)).unwrap();
    let files = archive.files();
    let first: Vec<&str> = files.iter().take(3).map(|(_, name)| name.as_str()).collect();
    assert_eq!((files.len(), first), (65_540, vec!["00000.txt", "00000.txt (2)", "00002.txt"]));
    let read: Vec<Vec<u8>> = files.iter().take(2).map(|(place, _)| archive.read(*place, 100).unwrap()).collect();
    assert_eq!(read, [b"00000.txt", b"00001.txt"]);
}

#[test]
fn an_office_file_in_a_zipped_folder_does_not_make_it_one() {
    let parts: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")];
    let book: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")];
    for method in METHODS {
        let (word, book) = (zipped(&parts, method), zipped(&book, method));
        assert_eq!((recognise(&word), recognise(&book)), (Format::Docx, Format::Workbook));
        for inner in [&word, &book] {
            let folder = zipped(&[("folder/a.docx", inner), ("folder/b.txt", b"text")], method);
            assert_eq!(recognise(&folder), Format::Zip);
        }
        // One that ends too early is still known for what it was.
        assert_eq!(recognise(&word[..word.len() - 30]), Format::Docx);
    }
    let sheet = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    let ods = zipped(&[("mimetype", sheet), ("content.xml", b"<x/>")], zip::CompressionMethod::Stored);
    assert_eq!(recognise(&ods), Format::Workbook);
    let odt = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")], zip::CompressionMethod::Stored);
    assert_eq!(recognise(&odt), Format::Office);
    assert_eq!(recognise(&zipped(&[("a.ods", &ods)], zip::CompressionMethod::Stored)), Format::Zip);
}

//! Raw files that are more than text, beyond the fixtures of `tests/import.rs`: what each kind can have in it, and that no
//! bytes, however damaged, do more than be refused. Tables and references are in `import_tables.rs`, Word and PDF files in
//! `import_documents.rs`.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and reads its fixtures"
)]

mod raw;

use std::io::Write as _;

use chancery::import::{Format, read};
use jiff::civil::date;
use proptest::prelude::*;
use raw::{folder, message, only, options, reading};

#[test]
fn atom_keeps_the_day_of_the_outlet() {
    let feed = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Delta Wire</title>\
                <id>x</id><updated>2022-09-28T00:00:00Z</updated><entry><title type=\"html\">Malta &amp;amp; Oman sign</title><id>y</id>\
                <published>2022-09-27T01:30:00+06:00</published><updated>2022-09-28T00:00:00Z</updated>\
                <author><name>Nadia Roy</name></author><link href=\"https://deltawire.example/a\"/>\
                <content type=\"html\">&lt;p&gt;Malta and Oman have signed an accord.&lt;/p&gt;</content></entry></feed>";
    let item = only(feed.as_bytes());
    assert_eq!((item.date, item.title.as_str()), (Some(date(2022, 9, 27)), "Malta & Oman sign"));
    assert_eq!(
        (item.outlet.as_deref(), item.author.as_slice()),
        (Some("Delta Wire"), ["Nadia Roy".to_owned()].as_slice())
    );
    assert_eq!(item.body, "Malta and Oman have signed an accord.");
}

#[test]
fn entities_of_html_and_bare_ampersands_stop_no_feed() {
    let feed = "<rss version=\"2.0\"><channel><title>Fjord &middot; Daily</title><link>https://f.example/?a=1&b=2</link><item>\
                <title>Norway&nbsp;& Ghana sign &mdash; R&D &unknown; &#8217;s A &LT; B</title>\
                <pubDate>Thu, 02 Dec 2021 10:00:00 GMT</pubDate><link>https://f.example/x?a=1&b=2</link>\
                <description><![CDATA[<p>Oslo & Accra &rsquo;sign&rsquo; a deal &amp; more.</p>]]></description></item></channel></rss>";
    let item = only(feed.as_bytes());
    assert_eq!(item.title, "Norway & Ghana sign — R&D &unknown; ’s A < B");
    assert_eq!(item.outlet.as_deref(), Some("Fjord · Daily"));
    assert_eq!(item.source_url.as_deref(), Some("https://f.example/x?a=1&b=2"));
    assert_eq!(item.body, "Oslo & Accra ’sign’ a deal & more.");
}

#[test]
fn authors_of_a_feed_are_people_and_calls_are_no_text() {
    let item = |creator: &str| {
        let feed = format!(
            "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Fjord Daily</title>\
             <link>https://f.example/</link><item><title>Malta and Oman sign</title><link>https://f.example/a</link>\
             <pubDate>Tue, 27 Sep 2022 09:00:00 GMT</pubDate><dc:creator>{creator}</dc:creator><description>\
             &lt;p&gt;Malta and Oman have signed an accord. &lt;a href=\"https://f.example/a\"&gt;Continue reading&lt;/a&gt;&lt;/p&gt;\
             </description></item></channel></rss>"
        );
        only(feed.as_bytes())
    };
    for nobody in ["admin", "Administrator", "Fjord Daily", "news@f.example", "f.example", "Newsroom"] {
        assert_eq!(item(nobody).author, [""; 0], "{nobody}");
    }
    let item = item("By Ana Example");
    assert_eq!(
        (item.author.as_slice(), item.body.as_str()),
        (["Ana Example".to_owned()].as_slice(), "Malta and Oman have signed an accord.")
    );
}

#[test]
fn json_feeds_are_feeds() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Delta Wire", "language": "en", "items": [
        {"id": "1", "url": "https://deltawire.example/a", "title": "Malta, Oman sign", "date_published": "2022-09-27T01:30:00+06:00",
         "content_text": "Malta and Oman have signed.\n\nOmani pilots come to Valletta.", "authors": [{"name": "News Desk"}, {"name": "Nadia Roy"}]}]}"#;
    let item = only(feed.as_bytes());
    assert_eq!((item.date, item.body.split("\n\n").count()), (Some(date(2022, 9, 27)), 2));
    assert_eq!(item.author, ["Nadia Roy"], "a desk is nobody");
}

#[test]
fn a_feed_of_another_encoding_says_so_itself() {
    let feed = "<?xml version=\"1.0\" encoding=\"windows-1254\"?><rss version=\"2.0\"><channel><title>Kuzey Postası</title>\
                <link>https://k.example/</link><description>x</description><item><title>Gürcistan, Letonya anlaştı</title>\
                <link>https://k.example/a</link><pubDate>Tue, 27 Sep 2022 09:00:00 +0300</pubDate>\
                <description>Gürcistan ile Letonya bir anlaşma imzaladı.</description></item></channel></rss>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1254.encode(feed);
    let item = only(&bytes);
    assert_eq!(item.title, "Gürcistan, Letonya anlaştı");
    assert!(item.warnings.is_empty(), "it is declared, not guessed: {:?}", item.warnings);
}

const MAIL: &str = "From: Delta Wire <desk@deltawire.example>\r\nSubject: x\r\nDate: Tue, 27 Sep 2022 06:00:00 +0300\r\nMIME-Version: 1.0\r\n";

#[test]
fn a_mail_without_a_date_of_its_own_has_that_of_the_mail() {
    let mail = format!(
        "{MAIL}Content-Type: text/plain; charset=utf-8\r\n\r\n## MALTA, OMAN SIGN ACCORD\r\n\r\nMalta and Oman have signed a maritime accord.\r\n"
    );
    let item = only(mail.as_bytes());
    assert_eq!((item.date, item.outlet.as_deref()), (Some(date(2022, 9, 27)), Some("Delta Wire")));
    assert_eq!(item.review, ["url: not found", "date: that of the mail", "outlet: the sender of the mail"]);
}

#[test]
fn a_page_that_a_browser_saved_as_one_file_is_a_web_page() {
    let mail = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://deltawire.example/a\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
                <html lang=\"en\"><head><title>Malta, Oman sign | Delta Wire</title><meta property=\"og:site_name\" content=\"Delta Wire\">\
                <meta property=\"article:published_time\" content=\"2022-09-27\"></head><body><article><h1>Malta, Oman sign</h1>\
                <p>Malta and Oman have signed a maritime accord in Valletta, the port authority said on Tuesday.</p></article></body></html>\r\n--b--\r\n";
    let item = only(mail.as_bytes());
    assert_eq!((item.title.as_str(), item.outlet.as_deref()), ("Malta, Oman sign", Some("Delta Wire")));
    assert_eq!(item.source_url.as_deref(), Some("https://deltawire.example/a"));
}

fn warc(head: &str, body: &[u8]) -> Vec<u8> {
    let mut response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n").into_bytes();
    response.extend_from_slice(body);
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://chaco.example/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        response.len()
    )
    .into_bytes();
    record.extend_from_slice(&response);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

#[test]
fn a_crawl_of_several_pages_is_as_many_articles() {
    let response = |address: &str, status: &str, page: &str| {
        let body = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n{page}");
        let record = |kind: &str, of: &str, content: &str| {
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nContent-Type: application/http;msgtype={of}\r\n\
                 Content-Length: {}\r\n\r\n{content}\r\n\r\n",
                content.len()
            )
        };
        [record("request", "request", "GET / HTTP/1.1\r\n\r\n"), record("response", "response", &body)].concat()
    };
    let front = "<!doctype html><title>Delta</title><a href=p1.html>1</a> <a href=p2.html>2</a>";
    let second = PAGE.replace("Malta, Oman sign", "Chile, Kenya sign").replace("Malta and Oman", "Chile and Kenya");
    let records = [
        response("https://d.example/", "200 OK", front),
        response("https://d.example/p1.html", "200 OK", PAGE),
        response("https://d.example/p2.html", "200 OK", &second),
        response("https://d.example/none.html", "404 Not Found", PAGE),
    ];
    // Each record is a member of its own, as wget writes them.
    let archive: Vec<u8> = records.iter().flat_map(|record| gzipped(record.as_bytes())).collect();
    let reading = reading(&archive);
    assert_eq!((&reading.error, reading.item_errors.len()), (&None, 0));
    let addresses: Vec<_> = reading.items.iter().filter_map(|item| item.source_url.as_deref()).collect();
    assert_eq!(addresses, ["https://d.example/p1.html", "https://d.example/p2.html"]);
    let doubt = "file: pages without an article were passed over: https://d.example/";
    assert!(reading.items[1].review.contains(&doubt.to_owned()), "{:?}", reading.items[1].review);
    assert!(message(&gzipped(records[0].as_bytes())).contains("no date for \"Delta\""));
}

const PAGE: &str = "<html lang=\"en\"><head><title>Malta, Oman sign</title><meta property=\"article:published_time\" content=\"2022-09-27\"></head>\
                    <body><article><h1>Malta, Oman sign</h1><p>Malta and Oman have signed a maritime accord in Valletta, the port authority said.</p></article></body></html>";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn pages_of_a_web_archive_come_chunked_and_compressed() {
    let packed = gzipped(PAGE.as_bytes());
    let (first, second) = packed.split_at(50);
    let mut chunked = format!("{:x}\r\n", first.len()).into_bytes();
    chunked.extend_from_slice(first);
    chunked.extend_from_slice(format!("\r\n{:x};x=y\r\n", second.len()).as_bytes());
    chunked.extend_from_slice(second);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    for bytes in [
        warc("", PAGE.as_bytes()),
        warc("Content-Encoding: gzip\r\n", &packed),
        warc("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked),
        gzipped(&warc("", PAGE.as_bytes())),
    ] {
        let item = only(&bytes);
        assert_eq!(
            (item.title.as_str(), item.source_url.as_deref()),
            ("Malta, Oman sign", Some("https://chaco.example/a"))
        );
    }
    let cut = [warc("", PAGE.as_bytes()), warc("", PAGE.as_bytes())[..200].to_vec()].concat();
    assert!(only(&cut).review.iter().any(|doubt| doubt.contains("pages behind this one are missing")));
}

#[test]
fn refusals_say_what_where_and_the_way_out() {
    for (bytes, expected) in [
        ("@article{a,\n  title = {Malta},\n  date = {2022-09-27\n}", "a, line "),
        ("[{\"title\": \"Malta\",}]", "a, line 1: a citation export (CSL-JSON) that cannot be read: "),
        ("TY  - NEWS\nER  - \n", "a, line 1: no title; add one and import the file again"),
        (
            "Title,Date,Text\n",
            "a: a table (CSV) that cannot be read: it has a head and no rows; add a row for each article",
        ),
        (
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title><link>y</link><description>z</description></channel></rss>",
            "a: a feed (RSS, Atom or JSON Feed) that cannot be read: it has no entries; open its address in a browser and save it again",
        ),
        ("<?xml version=\"1.0\"?><catalogue/>", "a: a feed (RSS, Atom or JSON Feed) that cannot be read: "),
        ("%PDF-1.4\nnothing", "a: a PDF file that cannot be read: "),
        (
            "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            "a: a web archive (WARC) that cannot be read: there is no web page in it; download the archive again",
        ),
    ] {
        let said = message(bytes.as_bytes());
        assert!(said.starts_with(expected), "{said}");
    }
    assert!(message(&gzipped(&gzipped(b"x"))).contains("there is another in it"));
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let bomb = gzipped(&vec![b' '; 300 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(message(&bomb).contains("it unpacks to more than 256 MB"), "{}", message(&bomb));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..70 {
        zip.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(message(&bytes).contains("word/document.xml unpacks to more than 64 MB"), "{}", message(&bytes));
}

/// The fixtures of every kind, and every kind.
fn samples() -> Vec<(Format, Vec<u8>)> {
    let fixture = |name: &str| std::fs::read(folder(name)).unwrap();
    vec![
        (Format::Html, fixture("import/25-html-json-ld.html")),
        (Format::Feed, fixture("import/29-feed-rss.xml")),
        (Format::Mail, fixture("import/28-newsletter.eml")),
        (Format::Csv, fixture("import/31-list-semicolon.csv")),
        (Format::Workbook, fixture("import/32-list-excel-serial-date.xlsx")),
        (Format::Ris, fixture("import/33-zotero.ris")),
        (Format::CslJson, fixture("import/34-zotero-csl.json")),
        (Format::Bibtex, fixture("import/35-zotero.bib")),
        (Format::Docx, fixture("import/36-word-file.docx")),
        (Format::Pdf, fixture("import/37-two-page.pdf")),
        (Format::Pdf, fixture("import-formats/two-pages-turkish.pdf")),
        (Format::Warc, gunzipped(&fixture("import/38-web-archive.warc.gz"))),
        (Format::Gzip, fixture("import/38-web-archive.warc.gz")),
        (Format::Text, fixture("import/24-two-items-one-file.txt")),
    ]
}

fn gunzipped(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes), &mut unpacked).unwrap();
    unpacked
}

#[test]
fn each_kind_is_recognised_by_its_content() {
    for (format, bytes) in samples() {
        assert_eq!(chancery::import::recognise(&bytes), format);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_refused_or_read_and_never_more(
        sample in 0..14_usize,
        reader in 0..14_usize,
        as_itself in prop::bool::weighted(0.8),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
    ) {
        let samples = samples();
        let (format, mut bytes) = samples[sample].clone();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let format = if as_itself { format } else { samples[reader].0 };
        let reading = read("a", &bytes, &options(Some(format)));
        prop_assert!(reading.error.is_some() || !reading.items.is_empty());
    }
}

#[test]
fn what_would_cost_too_much_is_refused() {
    // References that inherit from each other, abbreviations of abbreviations, braces in braces.
    let circle = "@article{a,crossref={b},title={T}}\n@article{b,crossref={a},title={U}}";
    assert_eq!(reading(circle.as_bytes()).items.len(), 2);
    let strings: String = (1..40).map(|at| format!("@string{{a{at} = a{} # a{}}}\n", at - 1, at - 1)).collect();
    let growing = format!("@string{{a0 = \"word\"}}\n{strings}@article{{k, title = a39}}");
    assert!(message(growing.as_bytes()).contains("stand for too long a text"));
    let braces = format!("@article{{k, title = {}T{}}}", "{".repeat(50_000), "}".repeat(50_000));
    assert!(message(braces.as_bytes()).contains("nested too deep"));
    let elements = format!("<rss><channel><item>{}", "<a:b xmlns:a=\"q\">".repeat(20_000));
    assert!(message(elements.as_bytes()).contains("nested too deep"));
}

#[test]
fn damage_is_said_and_nothing_runs_together() {
    let unclosed =
        "Title,Date,Text\nA deal,2021-12-02,\"Norway and Ghana sign.\nB deal,2021-12-03,Peru and Malta sign.\n";
    assert!(message(unclosed.as_bytes()).contains("a quotation mark is not closed"));
    let packed = [warc("", PAGE.as_bytes()), warc("Content-Encoding: br\r\n", b"x")].concat();
    assert!(
        only(&packed).review.iter().any(|doubt| doubt.contains("1 pages of the web archive could not be unpacked"))
    );
    let pdf = std::fs::read(folder("import-formats/two-pages-turkish.pdf")).unwrap();
    assert!(only(&pdf).review.is_empty());
    let mut document = lopdf::Document::load_mem(&pdf).unwrap();
    let second = document.page_iter().nth(1).unwrap();
    let contents = document.get_page_contents(second)[0];
    document.get_object_mut(contents).unwrap().as_stream_mut().unwrap().set_content(b"damaged".to_vec());
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    let doubt = "a part of the file could not be read";
    assert!(reading(&pdf).items.iter().any(|item| item.review.iter().any(|review| review.contains(doubt))));
}

#[test]
fn other_office_files_are_told_and_a_mail_has_its_title_in_the_subject() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "mimetype",
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
    )
    .unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.text").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(message(&bytes).contains("an office file or a book"), "{}", message(&bytes));
    let mail = MAIL.replace("Subject: x", "Subject: Malta, Oman sign accord")
        + "Content-Type: text/plain; charset=utf-8\r\n\r\nMalta and Oman have signed a maritime accord.\r\n\r\nPilots will train in Valletta.\r\n";
    assert_eq!(only(mail.as_bytes()).title, "Malta, Oman sign accord");
}

#[test]
fn a_zipped_folder_in_a_mail_is_a_folder() {
    let zipped = |files: &[(&str, &[u8])]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let attached = |bytes: &[u8]| {
        let mut mail = format!(
            "{MAIL}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere they are.\r\n--b\r\n\
             Content-Type: application/zip\r\nContent-Disposition: attachment; filename=\"press.zip\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n"
        );
        for line in bytes.chunks(54) {
            for three in line.chunks(3) {
                let bits =
                    three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
                let sign = |at: usize| match at <= three.len() {
                    true => char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63]),
                    false => '=',
                };
                mail.extend((0..4).map(sign));
            }
            mail.push_str("\r\n");
        }
        mail.push_str("--b--\r\n");
        reading(mail.as_bytes())
    };
    let one =
        b"## Malta, Oman sign\n\nDelta Wire (27 September 2022)\n\nMalta and Oman have signed a maritime accord.\n";
    let table =
        b"Title,Date,Text\nChile and Kenya link museums,2022-09-28,Chile and Kenya have linked their museums.\n";
    let inner = zipped(&[("c.txt", one)]);
    let found =
        attached(&zipped(&[("a.txt", one), ("f/b.csv", table), ("c.zip", &inner), ("d.png", b"\x89PNG\r\n\x1a\n")]));
    let titles: Vec<&str> = found.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Malta, Oman sign", "Chile and Kenya link museums"], "{:?}", found.error);
    let told: String = found.items[0].warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(told.contains("\"c.zip\", \"d.png\""), "{told}");
    let empty = attached(&zipped(&[(".hidden", one)]));
    let faults: String = empty.item_errors.iter().map(|fault| fault.fault.message.as_str()).collect();
    assert!(faults.contains("a:press.zip is empty: there is no file in it"), "{empty:?}");
}

//! Raw files that are more than text, beyond the fixtures of `tests/import.rs`: what each kind can have in it, and that no
//! bytes, however damaged, do more than be refused.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and reads its fixtures"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use chancery::country::gazetteer::Gazetteer;
use chancery::import::{Format, Item, Options, Reading, Vocabulary, read};
use jiff::civil::date;
use proptest::prelude::*;

fn options(format: Option<Format>) -> Options<'static> {
    Options {
        date_order: None,
        format,
        today: date(2026, 11, 24),
        gazetteer: Gazetteer::builtin(),
        vocabulary: Vocabulary::builtin(),
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn reading(bytes: &[u8]) -> Reading {
    read("a", bytes, &options(None))
}

fn only(bytes: &[u8]) -> Item {
    let mut reading = reading(bytes);
    assert_eq!((&reading.error, reading.items.len()), (&None, 1), "{:?}", reading.items);
    reading.items.remove(0)
}

fn message(bytes: &[u8]) -> String {
    reading(bytes).error.unwrap().message
}

fn codes(item: &Item) -> Vec<String> {
    item.countries.iter().map(ToString::to_string).collect()
}

#[test]
fn a_printed_web_page_is_read_from_its_pdf() {
    let item = only(&std::fs::read(folder("import-formats/two-pages-turkish.pdf")).unwrap());
    assert_eq!(item.title, "Gürcistan ve Letonya sınır kapılarında ortak eğitim başlattı");
    assert_eq!(
        (item.outlet.as_deref(), item.author.as_slice()),
        (Some("Kuzey Postası"), ["Işıl Şengül".to_owned()].as_slice())
    );
    assert_eq!((item.date, item.lang.as_str()), (Some(date(2024, 2, 14)), "tr"));
    assert_eq!(item.source_url.as_deref(), Some("https://kuzeypostasi.example/dunya/gurcistan-letonya"));
    assert_eq!(item.body.split("\n\n").count(), 3, "{}", item.body);
    assert!(item.body.contains("“pasaport güvenliği” konusunda ders görecek; Letonyalı"), "{}", item.body);
}

#[test]
fn a_collection_in_word_is_as_many_articles_as_it_has_headings() {
    let reading = reading(&std::fs::read(folder("import-formats/collection.docx")).unwrap());
    let titles: Vec<&str> = reading.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Malta, Oman sign a maritime accord", "Chile, Kenya link their museums"]);
    assert_eq!(reading.items[0].source_url.as_deref(), Some("https://paper0.example/story"));
    assert_eq!(reading.items[1].outlet.as_deref(), Some("Andes Journal"));
}

#[test]
fn a_workbook_is_read_from_the_sheet_with_a_head() {
    let reading = reading(&std::fs::read(folder("import-formats/second-sheet.xlsx")).unwrap());
    let [item] = reading.items.as_slice() else { panic!("{:?}", reading.items) };
    assert_eq!(codes(item), ["KW", "CL"], "as the editor says, codes and names alike");
    assert_eq!(item.summary.as_deref(), Some("Kısa bir özet."));
    assert_eq!(item.topics, ["environment"]);
    assert_eq!(item.date, Some(date(2023, 5, 4)));
    let [fault] = reading.item_errors.as_slice() else { panic!("{:?}", reading.item_errors) };
    assert_eq!((fault.fault.code.as_str(), fault.row), ("no-date", Some(3)));
    assert!(fault.fault.message.starts_with("a, row 3: no date for \"Tarihsiz satır\""), "{}", fault.fault.message);
}

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
    assert_eq!(item.review, ["date: that of the mail", "outlet: the sender of the mail"]);
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
            "{\\rtf1 x}",
            "a is a rich text file (RTF), which is not read; save the article as plain text and import that",
        ),
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

fn workbook(cell: &str) -> Vec<u8> {
    let bytes = std::fs::read(folder("import/32-list-excel-serial-date.xlsx")).unwrap();
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        if name.contains("worksheets/") {
            text =
                text.replace("</sheetData>", &format!("<row r=\"9\"><c r=\"{cell}\"><v>1</v></c></row></sheetData>"));
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_far_cell_makes_no_huge_table() {
    for cell in ["XFD1048576", "ZZZZZZ4294967295", "A99999999999"] {
        assert!(
            message(&workbook(cell)).contains(&format!("its cells reach as far as {cell}")),
            "{}",
            message(&workbook(cell))
        );
    }
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
fn tables_as_programs_export_them() {
    let zotero = "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"ISBN\",\"ISSN\",\"DOI\",\"Url\",\"Abstract Note\",\"Date\",\"Pages\"\n\
                  \"K1\",\"newspaperArticle\",\"2022\",\"Haugen, Per\",\"Norway, Ghana sign deal\",\"Fjord Daily\",,,,\"https://x.example/a\",\"Norway and Ghana have signed a deal.\",\"2022-11-03\",\n";
    let item = only(zotero.as_bytes());
    assert_eq!((item.outlet.as_deref(), item.date), (Some("Fjord Daily"), Some(date(2022, 11, 3))));
    let excel = "sep=;\nTitle;Date;Text\nNorway, Ghana sign deal;2022-11-03;Norway and Ghana have signed a deal.\n";
    assert_eq!(only(excel.as_bytes()).title, "Norway, Ghana sign deal");
    let named =
        "Press list,,\nTitle,Date,Text\nNorway and Ghana sign,2022-11-03,Norway and Ghana have signed a deal.\n";
    let mut reading = read("a", named.as_bytes(), &options(Some(Format::Csv)));
    assert_eq!(reading.items.remove(0).title, "Norway and Ghana sign");
}

#[test]
fn latex_in_references_becomes_text_and_markdown() {
    let bib = r"@article{k,
  author = {Haugen, Per and M{\'u}ller, In{\`e}s},
  title = {Norway and {Ghana}~sign \emph{herring} deal: ``a first'' -- \textbf{soon}},
  journal = {Fjord \textit{Daily}}, date = {2022-11-03},
  url = {\url{https://fjord.example/a--b/~c\_d}},
  abstract = {Norway and Ghana have signed a \textit{herring} deal, says \href{https://x.example/y--z}{the \textbf{ministry}}.

  It costs 5\,\% more.},
}";
    let item = only(bib.as_bytes());
    assert_eq!(item.title, "Norway and Ghana sign herring deal: “a first” – soon");
    assert_eq!(item.author, ["Per Haugen", "Inès Múller"]);
    assert_eq!(item.outlet.as_deref(), Some("Fjord Daily"));
    assert_eq!(item.source_url.as_deref(), Some("https://fjord.example/a--b/~c_d"));
    assert_eq!(
        item.body,
        "Norway and Ghana have signed a *herring* deal, says [the **ministry**](https://x.example/y--z).\n\nIt costs 5 % more."
    );
    let page = "@online{k, author = {A. Doe}, title = {Peru, Malta agree}, year = 2022, month = nov, day = 4, \
                howpublished = {\\url{https://peru.example/x}}, abstract = {Peru and Malta agree on ships.}}";
    let item = only(page.as_bytes());
    assert_eq!((item.source_url.as_deref(), item.outlet), (Some("https://peru.example/x"), None));
    assert_eq!(item.date, Some(date(2022, 11, 4)));
    let broken = "@article{a,\n  title = {Malta \\emph{x}},\n  abstract = {\\cite{y\nz}},\n  date = {2022-09-27\n}";
    assert!(message(broken.as_bytes()).starts_with("a, line "), "{}", message(broken.as_bytes()));
}

#[test]
fn marks_in_abstracts_are_read_and_a_date_without_a_day_is_told() {
    let csl = |date: &str| {
        format!(
            r#"[{{"title": "Chad, Malta <i>sign</i> deal", "issued": {{"date-parts": [{date}]}}, "container-title": "Fjord",
              "abstract": "<jats:title>Abstract</jats:title><jats:p>Chad and Malta sign <i>it</i>.</jats:p><jats:p>Two.</jats:p>"}}]"#
        )
    };
    let item = only(csl("[\"2026\", 2, 3]").as_bytes());
    assert_eq!((item.title.as_str(), item.date), ("Chad, Malta sign deal", Some(date(2026, 2, 3))));
    assert!(item.body.ends_with("Chad and Malta sign *it*.\n\nTwo."), "{}", item.body);
    for (parts, expected) in [
        ("[2026, 2]", "a: the date \"2026-02\" has no day; add it as in 2021-12-31"),
        ("[2026]", "a: the date \"2026\" has no month and no day; add it as in 2021-12-31"),
    ] {
        assert_eq!(message(csl(parts).as_bytes()), expected);
    }
}

#[test]
fn rows_of_a_table_help_each_other_and_what_is_not_read_is_said_once() {
    let table = "Title,Date,Author,URL,Text,Rating,Empty,My notes\n\
                 \"Norway, Ghana sign deal\",03/04/2021,\"Haugen, Per; Müller, Ines\",www.fjord.example/a,Norway and Ghana have signed.,5,,x\n\
                 \"Peru, Malta sign deal\",13/04/2021,Jane Doe,https://fjord.example/b,Peru and Malta have signed.,5,,\n";
    let items = reading(table.as_bytes()).items;
    let [first, second] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((first.date, second.date), (Some(date(2021, 4, 3)), Some(date(2021, 4, 13))));
    assert_eq!(first.author, ["Per Haugen", "Ines Müller"]);
    assert_eq!(first.source_url.as_deref(), Some("https://www.fjord.example/a"));
    assert!(first.review.contains(&"date: day and month were told apart by other dates of the column".to_owned()));
    assert!(first.review.contains(&"url: it stands there without https://".to_owned()), "{:?}", first.review);
    assert_eq!(second.review, ["outlet: not found"], "a date that can be read in one way is no doubt");
    let told = |item: &Item| -> Vec<String> {
        let told = item.warnings.iter().filter(|warning| warning.code.as_str() == "columns-ignored");
        told.map(|warning| warning.message.clone()).collect()
    };
    assert_eq!(told(first), ["columns that are not read: Rating, My notes"]);
    assert_eq!(told(second), [""; 0]);
    // American dates, and a column that contradicts itself.
    let american = table.replace("13/04/2021", "04/13/2021");
    assert_eq!(reading(american.as_bytes()).items[0].date, Some(date(2021, 3, 4)));
    let both = format!(
        "{table}\"Chad, Malta sign deal\",04/25/2021,,https://fjord.example/c,Chad and Malta have signed.,,,\n"
    );
    assert!(reading(both.as_bytes()).item_errors[0].fault.message.contains("nothing else tells which"));
}

/// A Word file of paragraphs: the name of a style, and runs as they stand in the file.
fn word(paragraphs: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let paragraph = |(style, runs): &(&str, &str)| {
        let runs = if runs.starts_with('<') { (*runs).to_owned() } else { format!("<w:r><w:t>{runs}</w:t></w:r>") };
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:rPr><w:b/></w:rPr></w:pPr>{runs}</w:p>")
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    part("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"));
    part(
        "word/styles.xml",
        "<w:styles><w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"B1\"><w:name w:val=\"heading 1\"/>\
         </w:style><w:style w:styleId=\"B2\"><w:name w:val=\"heading 2\"/></w:style><w:style w:styleId=\"L\"><w:name w:val=\"List Bullet\"/>\
         <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>",
    );
    part(
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"https://x.example/y\"/><Relationship Id=\"r2\" Target=\"javascript:alert(1)\"/>\
         </Relationships>",
    );
    zip.finish().unwrap().into_inner()
}

#[test]
fn word_keeps_headings_emphasis_lists_and_links_of_the_text() {
    let sentence = "<w:r><w:t xml:space=\"preserve\">Malta and Oman have signed a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>maritime </w:t></w:r>\
                    <w:r><w:t>accord in 2*3 ports, </w:t></w:r><w:r><w:rPr><w:i/><w:b w:val=\"0\"/></w:rPr><w:t>says</w:t></w:r>\
                    <w:r><w:t xml:space=\"preserve\"> the </w:t></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>port office</w:t></w:r></w:hyperlink>\
                    <w:r><w:t xml:space=\"preserve\"> and </w:t></w:r><w:hyperlink r:id=\"r2\"><w:r><w:t>nobody</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r>";
    let item = only(&word(&[
        ("B1", "Malta, Oman sign accord"),
        ("", "Delta Wire (27 September 2022)"),
        ("", sentence),
        ("B2", "The money"),
        ("", "It costs eleven million a year, to be paid in equal parts by both."),
        ("L", "first ship"),
        ("L", "second ship"),
    ]));
    assert_eq!((item.title.as_str(), item.outlet.as_deref()), ("Malta, Oman sign accord", Some("Delta Wire")));
    assert_eq!(
        item.body,
        "Malta and Oman have signed a **maritime** accord in 2\\*3 ports, *says* the [port office](https://x.example/y) and nobody.\n\n\
         ## The money\n\nIt costs eleven million a year, to be paid in equal parts by both.\n\n- first ship\n- second ship"
    );
}

#[test]
fn the_title_of_a_collection_in_word_is_no_item() {
    let items = [
        ("T", "Press review, September 2022"),
        ("", "Collected by the centre"),
        ("B1", "Malta, Oman sign accord"),
        ("", "Delta Wire (27 September 2022)"),
        ("", "Malta and Oman have signed a maritime accord in Valletta."),
        ("B1", "Chile, Kenya link museums"),
        ("", "Andes Journal (28 September 2022)"),
        ("", "Chile and Kenya have agreed to link their museums of history."),
    ];
    let titles = |paragraphs: &[(&str, &str)]| -> Vec<String> {
        reading(&word(paragraphs)).items.into_iter().map(|item| item.title).collect()
    };
    assert_eq!(titles(&items), ["Malta, Oman sign accord", "Chile, Kenya link museums"]);
    // Sections of one article have no days of their own.
    let article = [
        ("T", "Malta, Oman sign accord"),
        ("", "Delta Wire (27 September 2022)"),
        ("B1", "The money"),
        ("", "Malta and Oman have signed a maritime accord in Valletta."),
        ("B1", "The ships"),
        ("", "Omani pilots will train in Valletta from the spring on."),
    ];
    assert_eq!(titles(&article), ["Malta, Oman sign accord"]);
}

/// A PDF file of one page: its text, each piece with a font, a size and its place. F1 is regular, F2 bold, F3 shows shapes
/// of which nothing says what letters they are, and F4 letters by numbers of its own.
fn pdf(pieces: &[(&str, f32, f32, f32, &str)]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut simple = |name: &str| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
        })
    };
    let (regular, bold) = (simple("Helvetica"), simple("Helvetica-Bold"));
    let shapes = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "ABCDEF+Some",
    });
    let below = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "A", "DW" => 500 });
    let numbers = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::from(below)],
    });
    let mut content = String::from("BT ");
    for (font, size, x, y, text) in pieces {
        let string: String = match *font {
            "F4" => text.bytes().map(|byte| format!("00{:02x}", byte.wrapping_sub(29))).collect(),
            "F3" => text.bytes().map(|byte| format!("{:02x}", byte.wrapping_sub(29))).collect(),
            _ => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        };
        content.push_str(&format!("/{font} {size} Tf 1 0 0 1 {x} {y} Tm <{string}> Tj "));
    }
    content.push_str("ET");
    let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => regular, "F2" => bold, "F3" => shapes, "F4" => numbers } },
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

const TITLE: (&str, f32, f32, f32, &str) = ("F2", 20.0, 50.0, 800.0, "Malta, Oman sign accord");
const OUTLET: (&str, f32, f32, f32, &str) = ("F1", 10.0, 50.0, 780.0, "Delta Wire, 27 September 2022");

#[test]
fn columns_of_a_pdf_are_read_one_after_the_other() {
    let left = [
        "Malta and Oman have signed a",
        "maritime accord in Valletta on",
        "Tuesday, the port office said",
        "after two days of talks there.",
    ];
    let right = [
        "Omani pilots will train on the",
        "island from the spring on. The",
        "first group has eight members",
        "who stay for all nine weeks.",
    ];
    let mut pieces = vec![TITLE, OUTLET];
    for (row, (left, right)) in (0_u8..).zip(left.into_iter().zip(right)) {
        let y = 740.0 - 12.0 * f32::from(row);
        pieces.extend([("F1", 10.0, 50.0, y, left), ("F1", 10.0, 300.0, y, right)]);
    }
    let item = only(&pdf(&pieces));
    assert_eq!((item.title.as_str(), item.outlet.as_deref()), ("Malta, Oman sign accord", Some("Delta Wire")));
    assert_eq!(item.body, format!("{}\n\n{}", left.join(" "), right.join(" ")));
}

#[test]
fn headings_within_the_text_of_a_pdf_stay_headings() {
    let text = |y: f32, text: &'static str| ("F1", 10.0, 50.0, y, text);
    for heading in [("F2", 10.0), ("F1", 14.0)] {
        let item = only(&pdf(&[
            TITLE,
            OUTLET,
            text(740.0, "Malta and Oman have signed a maritime accord in Valletta, the *port* office said."),
            (heading.0, heading.1, 50.0, 710.0, "What it costs both"),
            text(690.0, "It costs eleven million a year, to be paid in equal parts by both of them."),
        ]));
        assert_eq!(
            item.body,
            "Malta and Oman have signed a maritime accord in Valletta, the \\*port\\* office said.\n\n## What it costs both\n\n\
             It costs eleven million a year, to be paid in equal parts by both of them."
        );
    }
}

#[test]
fn letters_that_no_font_tells_are_said() {
    let body = |font: &'static str, y: f32| {
        (font, 10.0, 50.0, y, "Malta and Oman have signed a maritime accord in Valletta, the port office said.")
    };
    for font in ["F3", "F4"] {
        let refused = message(&pdf(&[TITLE, OUTLET, body(font, 740.0)]));
        assert!(refused.contains("it does not say which letters its fonts show"), "{refused}");
        let partly = only(&pdf(&[TITLE, OUTLET, body("F1", 740.0), body("F1", 710.0), body(font, 680.0)]));
        assert!(
            partly.review.iter().any(|doubt| doubt.starts_with("body: some letters could not be read")),
            "{partly:?}"
        );
    }
    assert_eq!(only(&pdf(&[TITLE, OUTLET, body("F1", 740.0)])).review, [""; 0]);
}

/// A workbook of one sheet; a cell is `=value` for a formula with what it came to, `#number` for a number, or text.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |(column, text): (char, &str), row: usize| match (text.strip_prefix('='), text.strip_prefix('#')) {
        (Some(value), _) => format!("<c r=\"{column}{row}\" t=\"str\"><f>CONCATENATE(A1)</f><v>{value}</v></c>"),
        (_, Some(number)) => format!("<c r=\"{column}{row}\"><v>{number}</v></c>"),
        _ => format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let rows = (1..).zip(rows).map(|(number, row)| {
        let cells: String = ('A'..).zip(row.iter().copied()).map(|of| cell(of, number)).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    });
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>", rows.collect::<String>()),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn old_workbooks_and_those_of_libre_office_are_tables() {
    for name in ["list.xls", "list.ods"] {
        let bytes = std::fs::read(folder("import-formats").join(name)).unwrap();
        assert_eq!(chancery::import::recognise(&bytes), Format::Workbook, "{name}");
        let items = reading(&bytes).items;
        let days: Vec<_> = items.iter().map(|item| item.date).collect();
        assert_eq!(days, [Some(date(2022, 11, 3)), Some(date(2022, 11, 4))], "{name}");
        assert_eq!(items[0].title, "Norway, Ghana sign deal", "{name}");
        assert_eq!(items[1].source_url.as_deref(), Some("https://andes.example/b"), "{name}");
        assert_eq!(items[1].review, [""; 0], "{name}");
    }
}

#[test]
fn cells_hold_formulas_and_dates_that_are_numbers() {
    let text = "Norway and Ghana have signed a deal on herring in the strait.";
    let rows: Vec<Vec<&str>> = vec![
        vec!["Title", "Date", "Source", "Text"],
        vec!["=Norway, Ghana sign deal", "#44868", "=Fjord Daily", text],
        vec!["Peru, Malta sign deal", "#44868.5", "Fjord Daily", "Peru and Malta have signed a deal."],
        vec!["Chad, Malta sign deal", "#20221103", "Fjord Daily", "Chad and Malta have signed a deal."],
        vec!["Oman, Malta sign deal", "#2022", "Fjord Daily", "Oman and Malta have signed a deal."],
    ];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let reading = reading(&sheet(&rows));
    let items = &reading.items;
    assert_eq!((items[0].title.as_str(), items[0].outlet.as_deref()), ("Norway, Ghana sign deal", Some("Fjord Daily")));
    assert!(items.iter().all(|item| item.date == Some(date(2022, 11, 3))), "{items:?}");
    assert_eq!(items[0].review, ["date: the table has the number 44868, which spreadsheets count as 2022-11-03"]);
    assert_eq!(items[2].review, [""; 0], "eight digits are a date");
    assert!(reading.item_errors[0].fault.message.contains("the date \"2022\" has no month and no day"), "{reading:?}");
}

#[test]
fn tables_have_heads_in_arabic_and_urdu() {
    let arabic: &[&[&str]] = &[
        &["العنوان", "التاريخ", "المصدر", "الكاتب", "الرابط", "النص", "البلدان"],
        &[
            "مالطا وعمان توقعان اتفاقا",
            "٢٧ سبتمبر ٢٠٢٢",
            "دلتا",
            "ندى روي",
            "https://d.example/2",
            "وقعت مالطا وعمان اتفاقا بحريا.",
            "MT; OM",
        ],
    ];
    let item = only(&sheet(arabic));
    assert_eq!((item.date, item.lang.as_str(), item.outlet.as_deref()), (Some(date(2022, 9, 27)), "ar", Some("دلتا")));
    assert_eq!((codes(&item), item.author), (vec!["MT".to_owned(), "OM".to_owned()], vec!["ندى روي".to_owned()]));
    let urdu = "عنوان,تاریخ,اخبار,ربط,متن,زبان\nمالٹا اور عمان کا معاہدہ,2022-09-27,ڈیلٹا,https://d.example/1,مالٹا اور عمان نے معاہدے پر دستخط کیے ہیں۔,اردو\n";
    let item = only(urdu.as_bytes());
    assert_eq!((item.date, item.lang.as_str(), item.outlet.as_deref()), (Some(date(2022, 9, 27)), "ur", Some("ڈیلٹا")));
}

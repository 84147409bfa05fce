//! Tables, workbooks and citation exports: what programs and editors write into them.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and reads its fixtures"
)]

mod raw;

use std::io::Write as _;

use chancery::import::{Format, Item, read};
use jiff::civil::date;
use raw::{codes, folder, message, only, options, reading};

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
    // All of them are full.
    let refused = message(&workbook("XX60000"));
    assert!(
        refused.contains("and no sheet may have more than 2,000,000 of them; delete the rows and columns that are empty, or part the sheet"),
        "{refused}"
    );
}

/// A spreadsheet of LibreOffice with this content.
fn ods(rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    zip.write_all(content.as_bytes()).unwrap();
    zip.start_file("META-INF/manifest.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<manifest:manifest/>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn repeated_cells_make_no_huge_table() {
    let cell = |repeated: &str, text: &str| {
        format!("<table:table-cell{repeated} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell("", text)).collect();
        format!("<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>")
    };
    let empty = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let table = row(HEAD) + &row(ROW) + empty;
    assert_eq!(only(&ods(&table)).title, "Malta and Oman sign");
    let wide = format!(
        "<table:table-row table:number-rows-repeated=\"1000\">{}</table:table-row>",
        cell(" table:number-columns-repeated=\"16000\"", "x")
    );
    let refused = message(&ods(&(table + &wide)));
    assert!(refused.contains("its cells reach as far as column 16000 of row 1049002"), "{refused}");
}

/// A workbook with these sheets: the names, and the cells of their rows.
fn sheets(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let (mut named, mut related) = (String::new(), String::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        named.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"));
        related.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"{RELATION}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        let mut data = String::new();
        for (row, cells) in (1..).zip(*rows) {
            data.push_str(&format!("<row r=\"{row}\">"));
            for (column, cell) in ('A'..='Z').zip(*cells) {
                data.push_str(&format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
            }
            data.push_str("</row>");
        }
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
        part(&format!("xl/worksheets/sheet{number}.xml"), &sheet);
    }
    part(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATION}\"><sheets>{named}</sheets></workbook>"),
    );
    let root = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{RELATION}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    part("_rels/.rels", &root);
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}</Relationships>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

const HEAD: &[&str] = &["Title", "Date", "Text"];
const ROW: &[&str] = &["Malta and Oman sign", "2022-09-27", "Malta and Oman have signed an accord."];

#[test]
fn all_sheets_of_a_workbook_are_read() {
    let other = ["Chile and Kenya link museums", "2022-09-28", "Chile and Kenya have linked their museums."];
    let undated = ["Norway and Ghana talk", "", "Norway and Ghana have talked."];
    let notes: &[&[&str]] = &[&["Who reads which paper"], &["Per: the morning"]];
    let reading = reading(&sheets(&[
        ("Notes", notes),
        ("September", &[HEAD, ROW]),
        ("Empty", &[]),
        ("October", &[HEAD, &other, &undated]),
    ]));
    let titles: Vec<&str> = reading.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Malta and Oman sign", "Chile and Kenya link museums"]);
    let told: Vec<&str> = reading.items[0].warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(told.contains(&"sheets without a column for titles are not read: Notes"), "{told:?}");
    let [fault] = reading.item_errors.as_slice() else { panic!("{:?}", reading.item_errors) };
    assert!(fault.fault.message.starts_with("a, sheet \"October\", row 3: no date"), "{}", fault.fault.message);
}

#[test]
fn a_head_may_stand_below_title_rows() {
    let lines: Vec<[&str; 1]> = (0..8).map(|_| ["Press list of the centre"]).collect();
    let mut rows: Vec<&[&str]> = lines.iter().map(<[&str; 1]>::as_slice).collect();
    rows.extend([HEAD, ROW]);
    assert_eq!(only(&sheets(&[("A", &rows)])).title, "Malta and Oman sign");
}

#[test]
fn a_table_without_a_known_head_says_what_it_has_and_what_is_known() {
    let way = "name the columns in its first row: title, date, outlet, author, url, text (or başlık, tarih, kaynak, yazar, bağlantı, metin)";
    let unknown: &[&[&str]] =
        &[&["Press list"], &["Words", "Day", "Paper"], &["Malta signs", "2022-09-27", "Delta Wire"]];
    assert_eq!(
        message(&sheets(&[("A", unknown)])),
        format!(
            "a: a workbook (XLSX, XLS or ODS) that cannot be read: no column is called title; it has Words, Day, Paper; {way}"
        )
    );
    let csv = read("a", b"Words,Day,Paper\nMalta signs,2022-09-27,Delta Wire\n", &options(Some(Format::Csv)));
    assert_eq!(
        csv.error.unwrap().message,
        format!(
            "a, line 1: a table (CSV) that cannot be read: no column is called title; it has Words, Day, Paper; {way}"
        )
    );
    let alone = read("a", b"Title\nMalta signs\n", &options(Some(Format::Csv)));
    let alone = alone.error.unwrap().message;
    assert!(alone.contains("there is a column for titles and no other one that is known; name the"), "{alone}");
}

#[test]
fn a_list_of_more_articles_than_a_file_may_have_is_refused() {
    const MANY: usize = 50_001;
    let repeated = |head: &str, item: &str, foot: &str| format!("{head}{}{foot}", item.repeat(MANY));
    let rss = "<rss version=\"2.0\"><channel><title>D</title>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{}";
    for (kind, list) in [
        ("a table (CSV)", repeated("Title,Date\n", "A,2022-09-27\n", "")),
        ("a citation export (RIS)", repeated("", "TY  - NEWS\nER  - \n", "")),
        ("a citation export (CSL-JSON)", repeated("[{\"type\": \"article\", \"title\": \"A\"}", ",{}", "]")),
        (
            "a citation export (CSL-JSON)",
            repeated("{\"items\": [{\"type\": \"article\", \"title\": \"A\"}", ",{}", "]}"),
        ),
        ("a citation export (BibTeX)", repeated("", "@misc{a,\n}\n", "")),
        ("a feed (RSS, Atom or JSON Feed)", repeated(rss, "<item><title>A</title></item>", "</channel></rss>")),
        ("a feed (RSS, Atom or JSON Feed)", repeated(json, ",{}", "]}")),
    ] {
        assert_eq!(
            message(list.as_bytes()),
            format!("a: {kind} that cannot be read: it has more than 50,000 articles; part it and import the parts")
        );
    }
    let row = ["A", "2022-09-27"];
    let mut rows: Vec<&[&str]> = vec![&["Title", "Date"]];
    rows.extend(std::iter::repeat_n(row.as_slice(), MANY));
    let refused = message(&sheets(&[("A", &rows)]));
    assert!(refused.contains("it has more than 50,000 articles; part it"), "{refused}");
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
    assert_eq!(
        second.review,
        ["outlet: not found", "topics: trade rests on a single weak word"],
        "a date that can be read in one way is no doubt"
    );
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
    let serial = "date: the table has the number 44868, which spreadsheets count as 2022-11-03";
    let weak = "topics: trade rests on a single weak word";
    assert_eq!(items[0].review, [serial, "url: not found", weak]);
    assert_eq!(items[2].review, ["url: not found", weak], "eight digits are a date");
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

#[test]
fn a_cell_beyond_the_head_of_a_sheet_is_told() {
    // A sheet has no separator that could have cut the text.
    let sheet: &[&[&str]] = &[&["Title", "Date", "Text"], &[ROW[0], ROW[1], ROW[2], "ask Nada"]];
    let item = only(&sheets(&[("A", sheet)]));
    assert_eq!(item.body, ROW[2]);
    let left = "file: cells of the row have no name above them and were left out: \"ask Nada\"";
    assert!(item.review.contains(&left.to_owned()), "{:?}", item.review);
}

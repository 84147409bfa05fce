//! Lists of articles as editors keep them: links behind cells, titles above the head, sums at the foot.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

mod raw;

use std::io::Write as _;

use chancery::import::WarningCode;
use raw::reading;

/// A workbook of one sheet: the XML of its rows, of what stands below them, and of the relations of the sheet.
fn workbook(rows: &str, below: &str, related: &str) -> Vec<u8> {
    const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships {PACKAGE}><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheets = "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets>";
    part("xl/workbook.xml", &format!("<workbook {MAIN} xmlns:r=\"{OFFICE}\">{sheets}</workbook>"));
    part("_rels/.rels", &relation("officeDocument", "xl/workbook.xml"));
    part("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml"));
    part(
        "xl/worksheets/sheet1.xml",
        &format!("<worksheet {MAIN} xmlns:r=\"{OFFICE}\"><sheetData>{rows}</sheetData>{below}</worksheet>"),
    );
    let links: String = related
        .split_whitespace()
        .enumerate()
        .map(|(at, target)| {
            format!(
                "<Relationship Id=\"l{at}\" Type=\"{OFFICE}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>"
            )
        })
        .collect();
    part("xl/worksheets/_rels/sheet1.xml.rels", &format!("<Relationships {PACKAGE}>{links}</Relationships>"));
    zip.finish().unwrap().into_inner()
}

/// A row of cells from B on; a cell that begins with `<` is XML.
fn row(number: u32, cells: &[&str]) -> String {
    let cell = |(column, cell): (char, &&str)| match cell.strip_prefix('<') {
        Some(_) => format!("<c r=\"{column}{number}\" t=\"str\">{cell}</c>"),
        None => format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
    };
    format!("<row r=\"{number}\">{}</row>", ('B'..='Z').zip(cells).map(cell).collect::<String>())
}

#[test]
fn links_behind_the_cells_of_a_workbook_are_addresses() {
    let article = |number: u32, address: &str| {
        let title = format!("Malta and Oman sign paper {number}");
        row(number, &[&title, "2022-09-27", "Delta Wire", address, "Malta and Oman have signed an accord."])
    };
    let rows = row(2, &["Title", "Date", "Source", "Link", "Text"])
        + &article(3, "open")
        + &article(4, "")
        + &article(5, "https://x.example/written")
        + &article(6, "<f>HYPERLINK(\"https://x.example/formula\",\"open\")</f><v>open</v>")
        + &article(7, "print edition, p. 4")
        + &article(8, "https://x.exa mple/a");
    let below = "<hyperlinks><hyperlink ref=\"E3\" r:id=\"l0\"/><hyperlink ref=\"B4\" r:id=\"l1\"/>\
                 <hyperlink ref=\"E5\" r:id=\"l1\"/><hyperlink ref=\"E7\" r:id=\"l2\"/></hyperlinks>";
    let reading = reading(&workbook(&rows, below, "https://x.example/cell https://x.example/title mailto:a@x.example"));
    let addresses: Vec<_> = reading.items.iter().map(|item| item.source_url.as_deref()).collect();
    assert_eq!(
        addresses,
        [
            Some("https://x.example/cell"),
            Some("https://x.example/title"),
            Some("https://x.example/written"),
            Some("https://x.example/formula"),
            None
        ]
    );
    assert_eq!(reading.items[4].review, ["url: not found; the table has \"print edition, p. 4\""]);
    // A broken address is refused: its editor can mend it.
    let refused: Vec<&str> = reading.item_errors.iter().map(|refused| refused.fault.code.as_str()).collect();
    assert_eq!(refused, ["url-invalid"]);
}

#[test]
fn titles_above_the_head_and_a_sum_at_the_foot_are_no_articles() {
    let head = "Headline;Date;Newspaper;Link;Full text;Mark";
    let first = "\"Malta lends Oman a boat\";18.11.2025;Delta Wire; https://x.example/a;\"Malta has lent Oman a boat.\nIt stays two years.\";A";
    let second =
        "Chile and Kenya link museums;19.11.2025;Delta Wire;https://x.example/b;Chile and Kenya have linked museums.;B";
    for (above, foot) in [
        ("Press list November 2025;;;;;\nPrepared by: A. Example;;;;;\n", ";;;;;\nTotal: 2;;;;;\n"),
        ("Press list November 2025\n\nPrepared by: A. Example\n", "\nTotal: 2\n"),
        ("", "Total;2;;;;\n"),
    ] {
        let reading = reading(format!("{above}{head}\n{first}\n{second}\n{foot}").as_bytes());
        assert!(reading.error.is_none() && reading.item_errors.is_empty(), "{:?}", reading.item_errors);
        let titles: Vec<&str> = reading.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(titles, ["Malta lends Oman a boat", "Chile and Kenya link museums"], "{above}");
        let said = reading.items[1].warnings.iter().find(|warning| warning.code == WarningCode::FurnitureRemoved);
        assert!(said.is_some_and(|said| said.left_out[0].starts_with("Total")), "{said:?}");
    }
    // A row that is not at the foot is refused, as it may be an article.
    let reading = reading(format!("{head}\n{first}\nTotal: 1;;;;;\n{second}\n").as_bytes());
    assert_eq!((reading.items.len(), reading.item_errors.len()), (2, 1));
}

//! Word and PDF files: what is laid out for the eye.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and reads its fixtures"
)]

mod raw;

use std::io::Write as _;

use jiff::civil::date;
use raw::{folder, message, only, reading};

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

/// A Word file of paragraphs: the name of a style, and runs as they stand in the file.
fn word(paragraphs: &[(&str, &str)]) -> Vec<u8> {
    let paragraph = |(style, runs): &(&str, &str)| {
        let runs = if runs.starts_with('<') { (*runs).to_owned() } else { format!("<w:r><w:t>{runs}</w:t></w:r>") };
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:rPr><w:b/></w:rPr></w:pPr>{runs}</w:p>")
    };
    word_file(&paragraphs.iter().map(paragraph).collect::<String>(), "")
}

/// A Word file with this body and these footnotes.
fn word_file(body: &str, notes: &str) -> Vec<u8> {
    word_document(&format!("<w:document><w:body>{body}</w:body></w:document>"), notes)
}

/// A Word file with this main part and these footnotes.
fn word_document(document: &str, notes: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    part("word/document.xml", document);
    part("word/footnotes.xml", &format!("<w:footnotes>{notes}</w:footnotes>"));
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

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// The body of a Word file with a title, an outlet and this.
fn word_body(body: &str, notes: &str) -> String {
    let head = "<w:p><w:pPr><w:pStyle w:val=\"B1\"/></w:pPr><w:r><w:t>Malta, Oman sign accord</w:t></w:r></w:p>"
        .to_owned()
        + &p(&run("Delta Wire (27 September 2022)"));
    only(&word_file(&(head + body), notes)).body
}

#[test]
fn notes_of_a_word_file_are_notes() {
    let call = |id: u8| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let note = |id: u8, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(&run(text)));
    let body = p(&(run("Malta and Oman have signed a maritime accord in Valletta") + &call(3) + &run(" on Tuesday.")))
        + &p(&(run("Omani pilots will train on the island from the spring on.") + &call(2) + &call(9)));
    let notes = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>".to_owned()
        + &note(2, "Eight of them [at first].")
        + &note(3, "The port office said so.");
    assert_eq!(
        word_body(&body, &notes),
        "Malta and Oman have signed a maritime accord in Valletta[^1] on Tuesday.\n\n[^1]: The port office said so.\n\n\
         Omani pilots will train on the island from the spring on.[^2]\n\n[^2]: Eight of them \\[at first\\]."
    );
    // A short sentence keeps its call too.
    let short = word_body(&p(&(run("Others may join. ") + &call(2))), &notes);
    assert_eq!(short, "Others may join. [^1]\n\n[^1]: Eight of them \\[at first\\].");
    // One of a title stands below the first text.
    let title = "<w:p><w:pPr><w:pStyle w:val=\"B1\"/></w:pPr><w:r><w:t>Malta, Oman sign accord</w:t></w:r>".to_owned()
        + &call(2)
        + "</w:p>"
        + &p(&run("Delta Wire (27 September 2022)"))
        + &p(&run("Malta and Oman have signed a maritime accord in Valletta."));
    let item = only(&word_file(&title, &notes));
    assert_eq!((item.title.as_str(), item.outlet.as_deref()), ("Malta, Oman sign accord", Some("Delta Wire")));
    assert_eq!(item.body, "Malta and Oman have signed a maritime accord in Valletta.\n\nEight of them \\[at first\\].");
}

#[test]
fn what_word_hides_or_deleted_is_not_read() {
    let deleted_mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let body = p(&(run("Malta and Oman have signed")
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> a secret</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> a maritime</w:t></w:r>"
        + "<w:del w:id=\"2\"><w:r><w:delText> and</w:delText><w:t> land</w:t></w:r></w:del>"
        + &run(" accord in Valletta.")))
        + &p(&(deleted_mark.to_owned() + &run("Omani pilots will train on the island ")))
        + &p(&run("from the spring on, the port office said."));
    assert_eq!(
        word_body(&body, ""),
        "Malta and Oman have signed a maritime accord in Valletta.\n\n\
         Omani pilots will train on the island from the spring on, the port office said."
    );
}

#[test]
fn tables_of_a_word_file_are_tables_with_their_links() {
    let cell = |runs: &str| format!("<w:tc>{}</w:tc>", p(runs));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let link = "<w:hyperlink r:id=\"r1\"><w:r><w:t>the pier</w:t></w:r></w:hyperlink>";
    let text = p(&run("Malta and Oman have signed a maritime accord in Valletta, the port office said."));
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[cell(""), cell(&run("2021")), cell(&run("2022"))]),
        row(&[cell(&run("Ships")), cell(&run("11|12")), cell("")]),
        row(&[cell(&(run("Loads at ") + link)), cell(&run("4")), cell(&run("5"))]),
    );
    assert_eq!(
        word_body(&(text.clone() + &table + &text.replace("Malta and Oman", "Chile and Kenya")), ""),
        "Malta and Oman have signed a maritime accord in Valletta, the port office said.\n\n\
         |  | 2021 | 2022 |\n| --- | --- | --- |\n| Ships | 11\\|12 |  |\n| Loads at [the pier](https://x.example/y) | 4 | 5 |\n\n\
         Chile and Kenya have signed a maritime accord in Valletta, the port office said."
    );
}

#[test]
fn a_text_box_of_a_word_file_is_read_once_behind_its_paragraph() {
    let boxed = p(&run("The accord is the third of its kind between them since 2009."));
    let choice = format!(
        "<mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{boxed}</w:txbxContent></w:drawing></mc:Choice>"
    );
    let fallback = format!(
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{boxed}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    );
    let paragraph = |alternates: &str| {
        p(&(run("Malta and Oman have signed a maritime ")
            + &format!("<w:r><mc:AlternateContent>{alternates}</mc:AlternateContent></w:r>")
            + &run("accord in Valletta.")))
    };
    for alternates in [choice.clone() + &fallback, format!("<mc:Choice Requires=\"x\"/>{fallback}"), choice.clone()] {
        assert_eq!(
            word_body(&paragraph(&alternates), ""),
            "Malta and Oman have signed a maritime accord in Valletta.\n\nThe accord is the third of its kind between them since 2009."
        );
    }
}

#[test]
fn a_word_file_that_ends_in_the_middle_is_refused() {
    let head = p(&run("Malta, Oman sign accord")) + &p(&run("Delta Wire (27 September 2022)"));
    let cut = word_document(&format!("<w:document><w:body>{head}<w:p><w:r><w:t>Malta and Oman have"), "");
    assert_eq!(
        reading(&cut).error.unwrap().message,
        "a: a Word file (DOCX) that cannot be read: word/document.xml ends in the middle; open it in Word, save it again as DOCX or \
         copy its text into a file"
    );
    let cut = word_document(&format!("<w:document><w:body>{head}{}", p(&run("Malta and Oman have signed."))), "");
    assert!(reading(&cut).error.is_some());
}

#[test]
fn no_reference_of_a_word_file_vanishes() {
    let body = word_body(&p(&run("The caf&eacute; &amp; the&nbsp;bar of the &harbour; are open.")), "");
    assert_eq!(body, "The café & the bar of the \\&harbour; are open.");
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
/// of which nothing says what letters they are, F4 letters by numbers of its own, F5 letters by those of Unicode, and F6
/// letters by a table that is damaged.
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
    let rows: String = (0x00..0x07).map(|row| format!("<{row:02x}00> <{row:02x}ff> <{row:02x}00>\n")).collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n\
         7 beginbfrange\n{rows}endbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    );
    let map = document.add_object(Stream::new(dictionary! {}, map.as_bytes().to_vec()));
    let broken = document.add_object(Stream::new(dictionary! {}, b"no table of letters".to_vec()));
    let untold = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => "Identity-H", "ToUnicode" => broken,
        "DescendantFonts" => vec![Object::from(below)],
    });
    let unicode = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => "Identity-H", "ToUnicode" => map,
        "DescendantFonts" => vec![Object::from(below)],
    });
    let mut content = String::from("BT ");
    for (font, size, x, y, text) in pieces {
        let string: String = match *font {
            "F5" => text.chars().map(|c| format!("{:04x}", u32::from(c))).collect(),
            "F4" | "F6" => text.bytes().map(|byte| format!("00{:02x}", byte.wrapping_sub(29))).collect(),
            "F3" => text.bytes().map(|byte| format!("{:02x}", byte.wrapping_sub(29))).collect(),
            _ => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        };
        content.push_str(&format!("/{font} {size} Tf 1 0 0 1 {x} {y} Tm <{string}> Tj "));
    }
    content.push_str("ET");
    let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => regular, "F2" => bold, "F3" => shapes, "F4" => numbers, "F5" => unicode, "F6" => untold } },
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
    for font in ["F3", "F4", "F6"] {
        let refused = message(&pdf(&[TITLE, OUTLET, body(font, 740.0)]));
        assert!(refused.contains("it does not say which letters its fonts show"), "{refused}");
        let partly = only(&pdf(&[TITLE, OUTLET, body("F1", 740.0), body("F1", 710.0), body(font, 680.0)]));
        assert!(
            partly.review.iter().any(|doubt| doubt.starts_with("body: some letters could not be read")),
            "{partly:?}"
        );
    }
    assert_eq!(only(&pdf(&[TITLE, OUTLET, body("F1", 740.0)])).review, ["url: not found"]);
}

#[test]
fn a_pdf_in_arabic_is_read_from_the_right() {
    let shown = |text: &str| text.chars().rev().collect::<String>();
    let title = shown("مالطا وعمان توقعان اتفاقا");
    let body = ["وقعت مالطا وعمان اتفاقا بحريا في", "فاليتا يوم الثلاثاء بعد محادثات."];
    let (one, words): (String, Vec<String>) = (shown(body[0]), body[1].split(' ').map(shown).collect());
    let mut pieces = vec![
        ("F5", 20.0, 250.0, 800.0, title.as_str()),
        ("F5", 10.0, 350.0, 780.0, "2022/09/27"),
        ("F5", 10.0, 300.0, 740.0, one.as_str()),
    ];
    // Word by word, the first one at the right.
    let mut x = 460.0;
    for (word, letters) in words.iter().zip(body[1].split(' ').map(|word| word.chars().count())) {
        x -= 5.0 * f32::from(u8::try_from(letters).unwrap()) + 3.0;
        pieces.push(("F5", 10.0, x, 728.0, word.as_str()));
    }
    let item = only(&pdf(&pieces));
    assert_eq!(item.title, "مالطا وعمان توقعان اتفاقا");
    assert_eq!((item.date, item.lang.as_str()), (Some(date(2022, 9, 27)), "ar"));
    assert_eq!(item.body, body.join(" "));
}

const BODY: &str = "Malta and Oman have signed a maritime accord in Valletta, the port office said on Tuesday.";

#[test]
fn the_head_of_a_clipping_has_its_outlet_and_its_day() {
    for (heads, outlet) in [
        (&["CHAD MAIL", "3 May 2024"][..], "CHAD MAIL"),
        (&["The Example Times, 3 May 2024"], "The Example Times"),
        (&["THE EXAMPLE TIMES, 3 MAY 2024"], "THE EXAMPLE TIMES"),
        (&["The Example Times", "Friday, 3 May 2024"], "The Example Times"),
    ] {
        let mut pieces = vec![TITLE, ("F1", 10.0, 50.0, 740.0, BODY)];
        for (row, head) in (0_u8..).zip(heads) {
            pieces.insert(usize::from(row), ("F1", 10.0, 50.0, 838.0 - 12.0 * f32::from(row), *head));
        }
        let item = only(&pdf(&pieces));
        assert_eq!((item.outlet.as_deref(), item.date), (Some(outlet), Some(date(2024, 5, 3))), "{:?}", item.review);
        assert_eq!((item.title.as_str(), item.body.as_str()), ("Malta, Oman sign accord", BODY));
    }
}

#[test]
fn a_page_number_at_the_foot_of_a_single_page_is_none_of_the_text() {
    for number in ["1", "- 7 -", "112"] {
        let item = only(&pdf(&[TITLE, OUTLET, ("F1", 10.0, 50.0, 740.0, BODY), ("F1", 9.0, 290.0, 30.0, number)]));
        assert_eq!(item.body, BODY);
    }
}

#[test]
fn words_that_a_line_of_a_pdf_cuts_are_made_whole() {
    let item = only(&pdf(&[
        TITLE,
        OUTLET,
        ("F1", 10.0, 50.0, 740.0, "Malta and Oman have signed an accord, and both gov-"),
        ("F1", 10.0, 50.0, 728.0, "ernments have thanked a well-"),
        ("F1", 10.0, 50.0, 716.0, "known office. A Russian-"),
        ("F1", 10.0, 50.0, 704.0, "Turkish one is older."),
    ]));
    assert_eq!(
        item.body,
        "Malta and Oman have signed an accord, and both governments have thanked a well-known office. A Russian-Turkish one is older."
    );
}

#[test]
fn a_last_line_without_a_scheme_is_the_address_of_a_pdf() {
    let foot = |text: &'static str| {
        only(&pdf(&[TITLE, OUTLET, ("F1", 10.0, 50.0, 740.0, BODY), ("F1", 10.0, 50.0, 700.0, text)]))
    };
    let item = foot("www.example.org/2024/05/x");
    assert_eq!(item.source_url.as_deref(), Some("https://www.example.org/2024/05/x"));
    assert_eq!((item.body.as_str(), item.review), (BODY, vec!["url: it stands there without https://".to_owned()]));
    assert_eq!(foot("www.example.org").source_url.as_deref(), Some("https://www.example.org/"));
    let sentence = "See www.example.org/2024/05/x for more of it, the office says.";
    let kept = foot(sentence);
    assert_eq!((kept.source_url, kept.body), (None, format!("{BODY}\n\n{sentence}")));
}

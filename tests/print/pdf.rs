//! The PDF, read back with the tools that readers and archives use: poppler and qpdf.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::common::{Outcome, Site};
use super::{printed, site};

/// A PDF as readers meet it.
pub(super) struct Pdf {
    path: std::path::PathBuf,
    pub(super) said: Outcome,
}

impl Pdf {
    #[track_caller]
    pub(super) fn of(site: &Site, args: &[&str]) -> Pdf {
        let said = printed(site, &[args, &["--pdf", "out.pdf"]].concat());
        let pdf = Pdf { path: site.path("out.pdf"), said };
        let checked = Command::new("qpdf").arg("--check").arg(&pdf.path).output().unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        pdf
    }

    pub(super) fn tool(&self, tool: &str, args: &[&str]) -> String {
        let mut command = Command::new(tool);
        // The file comes first for poppler, and options before it.
        let (before, after): (Vec<&str>, Vec<&str>) = args.iter().partition(|arg| arg.starts_with('-') && **arg != "-");
        let output = command.args(before).arg(&self.path).args(after).output().unwrap();
        assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// In reading order, with line ends as spaces and words that were parted put together.
    pub(super) fn text(&self) -> String {
        let text = self.tool("pdftotext", &["-"]);
        text.replace("-\n", "").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its tags, with the words that they hold.
    pub(super) fn structure(&self) -> String {
        self.tool("pdfinfo", &["-struct-text"])
    }

    /// What stands for its pictures.
    pub(super) fn alternatives(&self) -> Vec<String> {
        texts(&self.objects(), "/Alt").into_iter().map(str::to_owned).collect()
    }

    /// Everything in the file by its number.
    fn objects(&self) -> Vec<Value> {
        let output = Command::new("qpdf").args(["--json=2", "--json-key=qpdf"]).arg(&self.path).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let objects = json["qpdf"][1].as_object().unwrap();
        objects
            .values()
            .map(|object| object.get("value").or(object.pointer("/stream/dict")).cloned().unwrap_or_default())
            .collect()
    }
}

fn texts<'a>(objects: &'a [Value], key: &str) -> Vec<&'a str> {
    objects.iter().filter_map(|object| object.get(key)?.as_str()).map(|text| text.trim_start_matches("u:")).collect()
}

#[test]
fn a_pdf_reads_in_order_with_its_letters_whole() {
    let site = site();
    let pdf = Pdf::of(&site, &[]);
    let text = pdf.text();
    let mut from = 0;
    for expected in [
        "Digest",
        "2 November 2021 – 6 December 2021",
        "4 articles",
        "The editors",
        "CC BY 4.0",
        "Contents",
        "Index of countries",
        "2 November 2021",
        "Ministers meet in Baku",
        "Event: 2 November 2021, Baku. Published: 3 November 2021, The Evening Example, Ann Writer",
        "Azerbaijan – Türkiye. Defence",
        "Two ministers met.",
        "Agenda",
        "They spoke of two things",
        "inner",
        "A quotation.",
        "Year",
        "2020",
        "Source: https://evening.example/1",
        "https://other.example/x",
        "2 December 2021",
        "Şuşa’da ığdır çağı ve İstanbul görüşmesi",
        "Əliyev ile Ağrı’lı şair İğneada’da buluştu.",
        "A closed report",
        "The text is at the source.",
        "Index of countries",
        "Georgia",
        "Index of outlets",
        "The Evening Example",
    ] {
        let at = text[from..].find(expected).unwrap_or_else(|| panic!("`{expected}` is not after {from} in\n{text}"));
        from += at;
    }
    assert!(text.contains("As said later."), "{text}");
    assert!(!text.contains("Secret") && !text.contains("Hidden words"), "{text}");
    assert!(text.contains("1 of 4") || text.contains("2 of 4"), "{text}");
}

/// The text of each page, laid out as it stands.
pub(super) fn pages(pdf: &Pdf) -> Vec<String> {
    pdf.tool("pdftotext", &["-layout", "-"]).split('\u{c}').map(str::to_owned).collect()
}

#[test]
fn a_running_head_names_what_goes_on_and_what_begins() {
    let paragraph = "The council spoke of roads, water and schools for a day and came to no end of it.\n\n";
    let site = with_article(&paragraph.repeat(70));
    let pdf = Pdf::of(&site, &["--from", "2021-12-02"]);
    let pages = pages(&pdf);
    let head = |page: &String| page.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim().to_owned();
    let heads: Vec<String> = pages.iter().map(head).collect();
    // The long article begins on a page, fills another, and ends where those of the next days begin.
    let at = pages.iter().position(|page| page.contains("The text is at the source.")).unwrap();
    assert!(heads[at - 1].ends_with("  2 December 2021"), "{heads:?}");
    assert!(heads[at].ends_with("  2 December 2021 – 6 December 2021"), "{heads:?}");
    assert!(
        heads.last().is_none_or(String::is_empty) && heads[heads.len() - 2].contains("Index of countries"),
        "{heads:?}"
    );
}

#[test]
fn what_is_printed_elsewhere_has_its_page() {
    let site = site();
    let pdf = Pdf::of(&site, &["--group-by", "country"]);
    let text = pdf.text();
    let elsewhere = text.rsplit_once("Printed elsewhere").unwrap().1;
    assert!(
        elsewhere.contains("Ministers meet in Baku, p.\u{a0}3") || elsewhere.contains("Ministers meet in Baku, p. 3"),
        "{elsewhere}"
    );
}

#[test]
fn a_pdf_is_tagged_and_names_its_languages() {
    let site = site();
    let pdf = Pdf::of(&site, &[]);
    let info = pdf.tool("pdfinfo", &[]);
    assert!(info.contains("Title:           Digest\n") && info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("CreationDate:    Mon Dec  6 00:00:00 2021"), "{info}");
    let structure = pdf.structure();
    let of = |tag: &str, text: &str| {
        let found = structure.lines().zip(structure.lines().skip(1)).any(|(one, _)| one.trim().starts_with(tag));
        assert!(found && structure.contains(text), "{tag}: {text} in\n{structure}");
    };
    of("H1", "Contents");
    of("H2", "Ministers meet in Baku");
    of("H3", "Agenda");
    of("LI", "inner");
    of("TH", "Year");
    of("TOC", "Index of outlets");
    of("BlockQuote", "A quotation.");
    let objects = pdf.objects();
    let languages = texts(&objects, "/Lang");
    assert!(languages.contains(&"en") && languages.contains(&"tr"), "{languages:?}");
    assert!(texts(&objects, "/Alt").contains(&"A map of the road"));
    let bookmarks = texts(&objects, "/Title");
    for bookmark in ["Contents", "2 November 2021", "Ministers meet in Baku", "Index of countries"] {
        assert!(bookmarks.contains(&bookmark), "{bookmark} in {bookmarks:?}");
    }
    let links: Vec<&str> = objects.iter().filter_map(|object| object.pointer("/~1A/~1URI")?.as_str()).collect();
    assert!(links.iter().any(|link| link.contains("https://other.example/x")), "{links:?}");
    let metadata = String::from_utf8_lossy(&fs::read(&pdf.path).unwrap()).into_owned();
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "no mark of PDF/UA-1");
}

#[test]
fn an_archive_gets_pdf_a() {
    let site = site();
    let pdf = Pdf::of(&site, &["--pdf-standard", "a-2a", "--paper", "a5", "--lang", "tr"]);
    let metadata = String::from_utf8_lossy(&fs::read(&pdf.path).unwrap()).into_owned();
    assert!(
        metadata.contains("<pdfaid:part>2</pdfaid:part>")
            && metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(pdf.tool("pdfinfo", &[]).contains("419.5"));
    let text = pdf.text();
    assert!(
        text.contains("İçindekiler") && text.contains("Ülkeler dizini") && text.contains("6 Aralık 2021"),
        "{text}"
    );
}

#[test]
fn the_same_digest_gives_the_same_bytes() {
    let site = site();
    let first = fs::read(&Pdf::of(&site, &["--group-by", "topic"]).path).unwrap();
    let again = fs::read(&Pdf::of(&site, &["--group-by", "topic"]).path).unwrap();
    assert!(first == again, "two PDFs of one digest differ");
    let other = super::site();
    let elsewhere = fs::read(&Pdf::of(&other, &["--group-by", "topic"]).path).unwrap();
    assert!(first == elsewhere, "the folder of the digest shows in the PDF");
}

/// The example site with one more article.
fn with_article(body: &str) -> Site {
    super::site().article("content/2021/12/bad.md", "lang: en\n", body)
}

#[test]
fn nothing_that_an_article_says_is_run() {
    let code = "Text: #import \"x.typ\" #panic(\"no\") $x^2$ \\u{41} <label> @ref *#emph[a]* = Head // c /* d */ `#eval(\"1\")` ~ --\n\n\
                    #let a = 1\n\n= Not a heading\n\n[#link](https://x.example/#panic())\n";
    let site = with_article(code);
    let pdf = Pdf::of(&site, &["--from", "2021-12-02", "--to", "2021-12-02"]);
    let text = pdf.text();
    for expected in [
        "#import \"x.typ\" #panic(\"no\") $x^2$ \\u{41}",
        "#emph[a] = Head // c /* d */ #eval(\"1\") ~",
        "#let a = 1",
        "= Not a heading",
        "#link",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn long_wide_and_deep_things_are_set() {
    let word = "abcdefghij".repeat(500);
    let row = |from: usize| (0..40).map(|column| format!("| {}", from + column)).collect::<String>() + " |\n";
    let table = format!("{}{}{}", row(1000), "|---".repeat(40) + "|\n", row(2000));
    let deep: String = (0..12).map(|depth| format!("{}- level{depth}\n", "  ".repeat(depth))).collect();
    let site = with_article(&format!("{word}\n\n{table}\n{deep}"));
    let pdf = Pdf::of(&site, &["--from", "2021-12-02", "--to", "2021-12-02", "--paper", "a5"]);
    let text: String = pdf.text();
    // Heads and feet of pages stand between its parts, and a hyphen may end a line.
    let letters: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '-')).collect();
    let count = letters.matches("abcdefghij").count();
    assert!(count > 400, "{count} of 500 parts of the word in {text}");
    for number in (1000..1040).chain(2000..2040) {
        assert!(text.contains(&number.to_string()), "{number} in {text}");
    }
    for depth in 0..12 {
        assert!(text.contains(&format!("level{depth}")), "level{depth} in {text}");
    }
}

#[test]
fn a_table_taller_than_a_page_loses_nothing() {
    let row = |row: usize| format!("| r{row} {}Z{row}Z | x |\n", "lorem ipsum dolor ".repeat(60));
    let table: String = (0..12).map(row).collect();
    let site = with_article(&format!("| a | b |\n|---|---|\n{table}"));
    let pdf = Pdf::of(&site, &["--from", "2021-12-02", "--to", "2021-12-02"]);
    let text = pdf.text();
    for row in 0..12 {
        assert!(text.contains(&format!("Z{row}Z")), "Z{row}Z in {text}");
    }
}

#[test]
fn an_article_of_a_megabyte_is_set() {
    // Typst without optimisation takes a minute for a megabyte.
    let size = if cfg!(debug_assertions) { 1 << 18 } else { 1 << 20 };
    let body = "The council spoke of roads, water and schools for a day. ".repeat(40) + "\n\n";
    let pdf =
        Pdf::of(&with_article(&body.repeat(1 + size / body.len())), &["--from", "2021-12-02", "--to", "2021-12-02"]);
    assert!(pdf.said.stderr.contains("pages"), "{}", pdf.said.stderr);
}

#[test]
fn what_cannot_be_printed_is_said() {
    let body = "A rocket \u{1f680} and \u{1f680}, and العربية inside.\n\n![Not there](/none.png)\n\n![Far](https://far.example/a.png)\n\n![Broken](broken.png)\n";
    let site = with_article(body).file("content/2021/12/broken.png", "no picture");
    let pdf = Pdf::of(&site, &["--from", "2021-12-02", "--to", "2021-12-02"]);
    let said = &pdf.said.stderr;
    for expected in [
        "warning[no-glyph]: no font has the letter `\u{1f680}` [U+1F680]; the number is printed in its place",
        "content/2021/12/bad.md:7:10",
        "warning[no-picture]: the picture `/none.png` is not printed: there is no such file",
        "content/2021/12/bad.md:9:14",
        "the picture `https://far.example/a.png` is not printed: it is not a file of the site, and nothing is fetched",
        "the picture `broken.png` is not printed: its format is not one that can be printed",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    let text = pdf.text();
    assert!(text.contains("A rocket [U+1F680] and [U+1F680]") && text.contains("[Picture: Not there]"), "{text}");
}

#[test]
fn fonts_that_are_not_there_are_refused() {
    for (fonts, expected) in [
        ("static/none.ttf", "there is no font `static/none.ttf`"),
        ("static/style.css.ttf", "`static/style.css.ttf` is no font"),
        ("No Such Family Of Letters", "no font `No Such Family Of Letters` is installed"),
        ("../x.ttf", "`../x.ttf` is no file of the site"),
        ("static/a.woff2", "`static/a.woff2` is a font of a kind that no PDF can have"),
    ] {
        let config = format!("title = \"D\"\nbase_url = \"https://example.org/\"\n[print]\nfonts = [\"{fonts}\"]\n");
        let site = Site::empty().file("site.toml", &config).file("static/style.css.ttf", "x").article(
            "content/a.md",
            "",
            "T\n",
        );
        let refused = site.run(&["print", "--pdf", "out.pdf"]);
        assert_eq!(refused.code, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains(expected), "{expected} in {}", refused.stderr);
        assert!(refused.stderr.contains("site.toml:4:"), "{}", refused.stderr);
        assert!(!site.path("out.pdf").exists());
    }
}

/// A font with a family of its own that opens, and whose letters are damaged.
fn damaged_font() -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let names = |text: &str| [text.as_bytes().to_vec(), utf16(text)];
    let known = names("DejaVu Sans Mono");
    let has = |font: &[u8]| font.windows(known[1].len()).any(|part| part == known[1]);
    let mut font = typst_assets::fonts().find(|font| has(font)).unwrap().to_vec();
    for (known, own) in known.iter().zip(names("DejaVu Sans Mon0")) {
        for at in 0..font.len() - own.len() {
            if font[at..].starts_with(known) {
                font[at..at + own.len()].copy_from_slice(&own);
            }
        }
    }
    // Where the outlines of its letters stand (OpenType, table directory).
    let entry = (12..).step_by(16).find(|at| &font[*at..*at + 4] == b"glyf").unwrap();
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let (start, length) = (number(entry + 8), number(entry + 12));
    font[start..start + length].fill(0xff);
    font
}

#[test]
fn a_damaged_font_is_blamed_and_not_the_articles() {
    let config =
        "title = \"D\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n[print]\nfonts = [\"static/a.ttf\"]\n";
    let site = Site::empty()
        .file("site.toml", config)
        .bytes("static/a.ttf", &damaged_font())
        .article("content/a.md", "", "A sign \u{253c}\u{2318}\u{2593}\u{265e}.\n")
        .article("content/b.md", "", "And \u{253c}.\n");
    let refused = site.run(&["print", "--pdf", "out.pdf"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("error[no-font]: the font `static/a.ttf` is damaged: "), "{}", refused.stderr);
    assert!(refused.stderr.contains("site.toml:5:10") && refused.stderr.contains("1 error"), "{}", refused.stderr);
}

#[test]
fn a_sites_own_template_is_used_and_its_faults_are_placed() {
    let own = "#let data = json(\"edition.json\")\n#set document(title: \"x\")\nOwn: #data.edition.title\n";
    let site = super::site().file("templates/print/edition.typ", own);
    assert_eq!(Pdf::of(&site, &["--month", "2021-12"]).text(), "Own: December 2021");
    site.write("templates/print/edition.typ", b"#set document(title: \"x\")\n#none-such()\n");
    let refused = site.run(&["print", "--pdf", "out.pdf"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("templates/print/edition.typ:2:2"), "{}", refused.stderr);
}

#[test]
fn pdfs_are_built_with_the_site_and_not_set_again() {
    let config = "title = \"D\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n[print]\neditions = [\"month\", \"relation\"]\n";
    let site = Site::empty()
        .file("site.toml", config)
        .article("content/2021/12/a.md", "", "One.\n")
        .file("content/2022/b.md", "---\ntitle: B\ndate: 2022-01-05\ncountries: [AZ, TR]\n---\nTwo.\n");
    let built = site.run(&["build", "--verify"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let pdfs =
        |site: &Site| site.published().into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect::<Vec<_>>();
    let first = pdfs(&site);
    let paths: Vec<&str> = first.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "relations/azerbaijan-pakistan/print/azerbaijan-pakistan.pdf",
            "relations/azerbaijan-turkiye/print/azerbaijan-turkiye.pdf",
            "timeline/2021/12/print/2021-12.pdf",
            "timeline/2022/01/print/2022-01.pdf",
        ]
    );
    assert!(site.page("timeline/2021/12/index.html").contains("href=\"/timeline/2021/12/print/2021-12.pdf\""));
    // A mark in a kept file tells it from one that was set again; the manifest is to know the file with it.
    let marked = site.path("public/timeline/2021/12/print/2021-12.pdf");
    let mut bytes = fs::read(&marked).unwrap();
    let hash = |bytes: &[u8]| format!("{:016x} timeline", xxhash_rust::xxh3::xxh3_64(bytes));
    let before = hash(&bytes);
    bytes.extend(b"\n");
    fs::write(&marked, &bytes).unwrap();
    let manifest = site.path("public/.chancery-manifest");
    let text = fs::read_to_string(&manifest).unwrap();
    assert!(text.contains(&before), "{text}");
    fs::write(&manifest, text.replace(&before, &hash(&bytes))).unwrap();
    site.write("content/2022/b.md", b"---\ntitle: B\ndate: 2022-01-05\ncountries: [AZ, TR]\n---\nThree.\n");
    assert_eq!(site.build().code, 0);
    let second = pdfs(&site);
    assert!(second[2].1 == bytes, "an unchanged edition was set again");
    assert!(second[0].1 == first[0].1);
    assert!(second[1].1 != first[1].1 && second[3].1 != first[3].1, "a changed edition was not set again");
}

#[test]
fn a_damaged_pdf_is_set_again() {
    let config =
        "title = \"D\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n[print]\neditions = [\"month\"]\n";
    let site = Site::empty().file("site.toml", config).article("content/2021/12/a.md", "", "One \u{26b0}.\n");
    let built = site.build();
    assert_eq!(built.code, 0, "{}", built.stderr);
    // The fonts say that they have the letter; that they do not comes out when the page is set.
    assert!(built.stderr.contains("no font has the letter `\u{26b0}` [U+26B0]"), "{}", built.stderr);
    let path = site.path("public/timeline/2021/12/print/2021-12.pdf");
    let whole = fs::read(&path).unwrap();
    let middle = whole.len() / 2;
    for damaged in [&whole[..middle], &whole[middle..], &[&whole[..200], b"CORRUPT", &whole[207..]].concat()] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(site.build().code, 0);
        assert!(fs::read(&path).unwrap() == whole, "{} bytes of {} stayed", damaged.len(), whole.len());
    }
}

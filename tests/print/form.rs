//! What keeps its form on paper, however unusual it is.

use super::bad::site_of;
use super::pdf::Pdf;

/// A picture of the site in every way that one can stand in a line.
const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\"/></svg>";

#[track_caller]
fn keeps_form(pdf: &Pdf, words: &[&str]) {
    assert!(!pdf.said.stderr.contains("warning"), "{}", pdf.said.stderr);
    let text = pdf.text();
    for word in words {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn tables_of_many_columns_are_tables_in_parts() {
    let table = |columns: usize| {
        let row = |name: char| (0..columns).map(|at| format!("| {name}{columns}n{at}x")).collect::<String>() + "|\n";
        format!("{}{}|\n{}{}", row('h'), "|---".repeat(columns), row('c'), row('d'))
    };
    let counts = [10, 12, 40, 200];
    let note = "\n| a[^1] | b | c | d | e | f | g | h | i | j |\n|--|--|--|--|--|--|--|--|--|--|\n| k[^2] | l |\n\n[^1]: \
                one\n[^2]: two\n\nend[^1]\n";
    let text = counts.map(table).join("\n") + note;
    let site = site_of(&[&text]);
    let pdf = Pdf::of(&site, &[]);
    let mut words: Vec<String> = Vec::new();
    for columns in counts {
        words.extend(
            ['h', 'c', 'd'].iter().flat_map(|name| (0..columns).map(move |at| format!("{name}{columns}n{at}x"))),
        );
    }
    keeps_form(&pdf, &words.iter().map(String::as_str).collect::<Vec<_>>());
    // The first column stands in each part: of 12 columns there are two, of 40 seven.
    let structure = pdf.structure();
    let heads = |name: &str| structure.matches(&format!("\"{name}\"")).count();
    assert_eq!([heads("h10n0x"), heads("h12n0x"), heads("h40n0x"), heads("h200n0x")], [2, 2, 7, 34], "{structure}");
    assert_eq!(pdf.text().matches(" one").count(), 1, "{}", pdf.text());
}

#[test]
fn pictures_beside_words_leave_what_holds_them_whole() {
    let text = "term1 ![alt1](/m.svg)\n: meaning1\n\n<dl><dt>term2 <img src=\"/m.svg\" alt=\"alt2\"> on2</dt><dd>meaning2 \
                <img src=\"/m.svg\" alt=\"\"></dd></dl>\n\ncall3[^3] [b4 ![alt4](/m.svg) c4](https://e.example/4)\n\n## head5 \
                ![alt5](/m.svg)\n\n## <a href=\"https://e.example/6\">![](/m.svg)</a>\n\n<a \
                href=\"https://e.example/7\">\n\n## head7 ![](/m.svg)\n\n- item7 ![alt7](/m.svg)\n- other7\n\n</a>\n\n| a8 \
                ![alt8](/m.svg) | b |\n|--|--|\n| [![alt9](/m.svg) c9](https://e.example/9) | d |\n\n> - \
                [e10\u{ad}](https://e.example/10)\n> - [\u{ad}](https://e.example/11)\n\n[^3]: [d3 \
                ![alt3](/m.svg)](https://e.example/3)\n";
    for standard in ["ua-1", "a-2a"] {
        let site = site_of(&[text]).file("static/m.svg", PICTURE);
        let pdf = Pdf::of(&site, &["--pdf-standard", standard]);
        let words = [
            "term1", "meaning1", "term2", "on2", "meaning2", "call3", "d3", "b4", "c4", "head5", "head7", "item7",
            "other7", "a8", "c9", "e10",
        ];
        keeps_form(&pdf, &words);
        let mut alternatives = pdf.alternatives();
        alternatives.sort();
        assert_eq!(alternatives, ["alt1", "alt2", "alt3", "alt4", "alt5", "alt7", "alt8", "alt9"], "{standard}");
    }
}

#[test]
fn html_means_on_paper_what_it_means_on_the_page() {
    let text = "10<sup>6</sup> and H<sub>2</sub>O\n\n<table><tr><th>a<th>b<th>c</tr><tr><td \
                colspan=2>wide<td>C2</tr></table>\n\n<pre>one   two\n  three\nfour</pre>\n\n```\nfive\n\tsix\n```\n\n<ol \
                start=5><li>fifth<li value=9>ninth<li>tenth</ol>\n";
    let site = site_of(&[text]);
    let pdf = Pdf::of(&site, &[]);
    keeps_form(&pdf, &["O", "wide", "C2", "5. fifth", "9. ninth", "10. tenth"]);
    let layout = pdf.tool("pdftotext", &["-layout", "-"]);
    let lines: Vec<String> = layout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["one two", "three", "four", "five", "six"] {
        assert!(lines.iter().any(|known| known == line), "{line} in {lines:?}");
    }
}

#[test]
fn many_notes_of_a_table_stand_behind_it() {
    let rows: String = (0..60).map(|at| format!("| cell[^n{at}] | [^n0] |\n")).collect();
    let notes: String = (0..60).map(|at| format!("[^n{at}]: said{at}x\n")).collect();
    let site = site_of(&[&format!("| a | b |\n|--|--|\n{rows}\nlast[^own]\n\n[^own]: own note\n\n{notes}")]);
    let pdf = Pdf::of(&site, &[]);
    let said: Vec<String> = (0..60).map(|at| format!("{} said{at}x", at + 1)).collect();
    keeps_form(&pdf, &said.iter().map(String::as_str).collect::<Vec<_>>());
    let text = pdf.text();
    assert!(text.find("said59x") < text.find("last") && text.contains("61 own note"), "{text}");
}

#[test]
fn an_index_has_every_page_that_an_article_stands_on() {
    let paragraph = "The ministers of both countries met and spoke of ports, of pilots and of charts. ".repeat(8);
    let site = site_of(&[&format!("{paragraph}\n\n").repeat(12)]);
    let layout = Pdf::of(&site, &[]).tool("pdftotext", &["-layout", "-"]);
    let index = layout.rsplit("Index of countries\n").next().unwrap();
    assert!(index.contains("Pakistan 3–4"), "{layout}");
}

#[test]
fn no_line_ends_at_a_hyphen_of_an_address() {
    let address = format!("https://e.example/{}", "word-and-".repeat(40));
    let site = site_of(&[&format!("See <{address}end> and more.\n")]);
    let lines = Pdf::of(&site, &[]).tool("pdftotext", &["-raw", "-"]);
    assert!(!lines.lines().any(|line| line.ends_with('-')), "{lines}");
    let joined: String = lines.split_whitespace().collect();
    assert!(joined.contains(&format!("{address}end")), "{lines}");
}

#[test]
fn a_cell_of_few_words_and_many_lines_loses_none() {
    let lines = |name: &str, count: usize, between: &str| -> String {
        (0..count).map(|at| format!("{name}{at}x")).collect::<Vec<_>>().join(between)
    };
    let pictures: String = (0..40).map(|at| format!("<img src=\"/m.svg\" alt=\"p\"> e{at}x<br>")).collect();
    let texts = [
        format!("| a | b |\n|---|---|\n| {} | b |\n", lines("a", 80, "<br>")),
        format!("<table><tr><td><pre>{}</pre></table>\n", lines("b", 200, "\n")),
        format!("| {} | b |\n|---|---|\n| x | y |\n", lines("c", 150, "<br>")),
        format!("> | a | b |\n> |---|---|\n> | {} | b |\n", lines("d", 90, "<br>")),
        format!("<table><tr><td>{pictures}</table>\n"),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let site = site_of(&texts).file("static/m.svg", PICTURE);
    for paper in ["a4", "a5"] {
        let pdf = Pdf::of(&site, &["--paper", paper]);
        let words = [("a", 80), ("b", 200), ("c", 150), ("d", 90), ("e", 40)];
        let words: Vec<String> =
            words.iter().flat_map(|(name, count)| (0..*count).map(move |at| format!("{name}{at}x"))).collect();
        keeps_form(&pdf, &words.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn words_joined_by_spaces_that_do_not_break_stay_on_the_sheet() {
    let joined = |name: &str, space: &str| -> String {
        (0..40).map(|at| format!("{name}{at}x")).collect::<Vec<_>>().join(space)
    };
    let text = format!(
        "{}\n\n> **{}** `{}`[^1]\n\n| {} | 10\u{202f}000\u{a0}km |\n|---|---|\n| *{}* | b |\n\n{}\n\n[^1]: {}\n",
        joined("a", "&nbsp;"),
        joined("b", "\u{202f}"),
        joined("c", "\u{a0}"),
        joined("d", "\u{a0}"),
        joined("e", "\u{a0}"),
        joined("*f*", "\u{a0}"),
        joined("g", "\u{a0}"),
    );
    let head = |title: &str, summary: &str| {
        format!("---\ntitle: {title}\nsummary: {summary}\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\n{text}")
    };
    let site = site_of(&[]).file("content/a.md", &head(&joined("h", "\u{a0}"), &joined("i", "\u{a0}")));
    let pdf = Pdf::of(&site, &["--paper", "a5"]);
    let words = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let words: Vec<String> = words.iter().flat_map(|name| (0..40).map(move |at| format!("{name}{at}x"))).collect();
    keeps_form(&pdf, &words.iter().map(String::as_str).collect::<Vec<_>>());
}

//! What no article and no picture may do: stop the edition of all others, or lose its words unsaid.

use std::fmt::Write as _;

use super::common::Site;
use super::pdf::Pdf;

/// A site of articles with these texts.
pub(super) fn site_of(texts: &[&str]) -> Site {
    let config = "title = \"D\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n";
    let mut site = Site::empty().file("site.toml", config);
    for (at, text) in texts.iter().enumerate() {
        site = site.article(&format!("content/2021/12/a{at}.md"), "", text);
    }
    site
}

#[test]
fn no_text_stops_an_edition_and_none_loses_words() {
    let rows = "| x | y |\n".repeat(80);
    let tall = "words ".repeat(1500);
    let long = "u".repeat(9000);
    let texts = [
        "#\n\n# <b></b>\n\nafter1\n".to_owned(),
        "a[^1] b[^1]\n\n[^1]: note2[^2]\n\n    ## head2\n\n[^2]: inner2\n".to_owned(),
        format!("| [a3](https://far.example/3)[^1] | b |\n|---|---|\n{rows}\n[^1]: note3\n"),
        format!("| {tall}end4 | b |\n|---|---|\n| x | last4 |\n"),
        "[a5](https://far.example/\u{4e2d}) <https://far.example/\u{4e2d}\u{4e2d}>\n".to_owned(),
        format!("[a6](https://far.example/{long}) b6\n"),
        "a\u{1f5a} `\u{2125}` a7\n".to_owned(),
        "say <scripture>a8\n\nb8 <styled>c8</styled>\n\n<SCRIPT>q</SCRIPT> d8\n\n<div>5 < 6 e8\nf8</div>\n".to_owned(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let site = site_of(&texts);
    let pdf = Pdf::of(&site, &[]);
    let text = pdf.text();
    for word in [
        "after1", "note2", "head2", "inner2", "a3", "note3", "end4", "last4", "a5", "a6", "b6", "a7", "a8", "b8", "c8",
        "d8", "6 e8 f8",
    ] {
        assert!(text.contains(word), "{word} in {text}");
    }
    let said = &pdf.said.stderr;
    for expected in [
        "warning[no-link]: an address of 9020 bytes is left out: a PDF can lead to none so long",
        "content/2021/12/a5.md:6:6",
        "no font has the letter [U+1F5A]; the number is printed in its place",
        "no font has the letter `\u{2125}` [U+2125]; the number is printed in its place",
        "content/2021/12/a6.md:6:5",
        "3 warnings",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    assert!(text.contains("https://far.example/%E4%B8%AD%E4%B8%AD"), "{text}");
}

#[test]
fn words_stay_whole_beside_their_marks() {
    let text = "The report[^1] and [the other](https://far.example/x), next.\n\n[^1]: Noted.\n";
    let text = Pdf::of(&site_of(&[text]), &[]).text();
    assert!(text.contains("The report 1 and the other a, next.") && text.contains("1 Noted."), "{text}");
}

#[test]
fn no_picture_stops_an_edition() {
    let jpeg = [&b"\xff\xd8\xff\xc0\x00\x11\x08\xff\x00\xff\x00\x03"[..], &[0; 64]].concat();
    let webp = [&b"RIFF\x40\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"[..], &[0xff; 6], &[0; 40]].concat();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text y=\"9\">\u{e000}</text></svg>";
    let site = site_of(&["![one](/a.jpg)\n\n![two](/a.webp)\n\n![three](/a.svg)\n\nafter\n"])
        .file("static/a.svg", svg)
        .file("static/a.jpg", "")
        .file("static/a.webp", "");
    site.write("static/a.jpg", &jpeg);
    site.write("static/a.webp", &webp);
    let pdf = Pdf::of(&site, &["--pdf-standard", "a-2a"]);
    for expected in [
        "the picture `/a.jpg` is not printed: by its own words it has too many pixels",
        "the picture `/a.webp` is not printed: by its own words it has too many pixels",
        "the picture `/a.svg` is not printed: it cannot be set",
    ] {
        assert!(pdf.said.stderr.contains(expected), "{expected} in\n{}", pdf.said.stderr);
    }
    assert!(pdf.text().contains("[Picture: three] after"), "{}", pdf.text());
}

#[test]
fn a_picture_that_is_not_printed_has_its_reason() {
    let drawing =
        |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"300\">{inner}</svg>");
    let filtered = |filter: &str| {
        drawing(&format!("<filter id=\"f\">{filter}</filter><rect filter=\"url(#f)\" width=\"300\" height=\"300\"/>"))
    };
    let text = "![one](/a.svg) ![two](/b.svg) ![three](/c.svg) ![four](/d.svg) ![five](/e.svg)\n\n<p><img \
                alt=\"six\"></p>\n";
    let site = site_of(&[text])
        .file("static/a.svg", &filtered("<feMorphology radius=\"50\"/>"))
        .file("static/b.svg", &filtered("<feTurbulence numOctaves=\"1000000\" baseFrequency=\"9\"/>"))
        .file("static/c.svg", &drawing("<text y=\"50\">one \u{4e2d} letter</text>"))
        .file("static/d.svg", &drawing("<g><rect"))
        .file("static/e.svg", &filtered("<feGaussianBlur stdDeviation=\"4\"/>"));
    let pdf = Pdf::of(&site, &[]);
    for expected in [
        "the picture `/a.svg` is not printed: its filters would take too long to compute",
        "the picture `/b.svg` is not printed: its filters would take too long to compute",
        "the picture `/c.svg` is not printed: no font has its letter `\u{4e2d}` [U+4E2D]",
        "the picture `/d.svg` is not printed: it is no whole SVG file: ",
        "the picture `` is not printed: it names no file\n --> content/2021/12/a0.md:8:4\n",
    ] {
        assert!(pdf.said.stderr.contains(expected), "{expected} in\n{}", pdf.said.stderr);
    }
    assert!(pdf.said.stderr.contains("5 warnings"), "{}", pdf.said.stderr);
    assert_eq!(pdf.alternatives(), ["five"]);
}

#[test]
fn what_stands_for_a_picture_may_be_long() {
    let alt = "\u{15f}eker ".repeat(6000);
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    let site = site_of(&[&format!("*with form* ![{alt}](/a.svg)\n")]).file("static/a.svg", svg);
    let pdf = Pdf::of(&site, &["--pdf-standard", "a-2a"]);
    let expected = "of the 42000 bytes that stand for the picture `/a.svg` the PDF has 15000";
    assert!(pdf.said.stderr.contains(expected) && pdf.said.stderr.contains("1 warning"), "{}", pdf.said.stderr);
    assert!(pdf.alternatives()[0].len() > 14_000, "{:?}", pdf.alternatives());
}

/// A template that cannot set what is emphasised.
const PICKY: &str = "#let data = json(\"edition.json\")
#set document(title: \"x\")
#for part in data.edition.parts { for section in part.sections { for article in section.entries {
  assert(not repr(article.body).contains(\"emph\"), message: \"no emphasis here\")
  for block in article.body { par(block.c.map(one => if type(one) == str { one } else { one.c.join() }).join()) }
} } }
";

#[test]
fn an_article_that_cannot_be_set_is_set_plainly() {
    let mut texts: Vec<String> = (0..9).map(|at| format!("Text {at}.\n")).collect();
    let _ = write!(texts[6], "\nWith *form* and [link](https://far.example/).\n");
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let site = site_of(&texts).file("templates/print/edition.typ", PICKY);
    let pdf = Pdf::of(&site, &[]);
    let text = pdf.text();
    for at in 0..9 {
        assert!(text.contains(&format!("Text {at}.")), "{at} in {text}");
    }
    assert!(text.contains("With form and link."), "{text}");
    let said = &pdf.said.stderr;
    let message = "warning[plain-text]: a part of the text is printed without its form, because it cannot be set: \
                   assertion failed: no emphasis here\n --> content/2021/12/a6.md:8:1\n";
    assert!(said.contains(message) && said.contains("1 warning"), "{said}");
    let all = site.file("templates/print/edition.typ", &PICKY.replace("contains(\"emph\")", "contains(\"\")"));
    let refused = all.run(&["print", "--pdf", "none.pdf"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("templates/print/edition.typ:4:3"), "{}", refused.stderr);
}

#[test]
fn any_number_of_articles_that_cannot_be_set_are_set_plainly() {
    let texts: Vec<String> =
        (0..33).map(|at| format!("Opening {at}.\n\nWith *form*{}.\n", "\n\nand *more*".repeat(at % 7))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let site = site_of(&texts).file("templates/print/edition.typ", PICKY);
    let pdf = Pdf::of(&site, &["--verbose"]);
    assert_eq!(pdf.text().matches("With form").count(), 33);
    let said = &pdf.said.stderr;
    for at in 0..33 {
        // Of more than four parts without their form, the whole text is one.
        let (what, count) = if at % 7 > 3 { ("the text", 1) } else { ("a part of the text", 1 + at % 7) };
        let message = format!(
            "warning[plain-text]: {what} is printed without its form, because it cannot be set: assertion failed: no \
             emphasis here\n --> content/2021/12/a{at}.md:8:1\n"
        );
        assert!(said.contains(&message), "{message} in {said}");
        let named = said.matches(&format!("content/2021/12/a{at}.md:")).count();
        assert_eq!(named, count, "{at}: {said}");
    }
}

#[test]
fn a_template_that_is_no_text_is_named() {
    let site = site_of(&["One.\n"]).file("templates/print/edition.typ", "");
    site.write("templates/print/edition.typ", b"#let a = 1\n\xff\xfe");
    let refused = site.run(&["print", "--pdf", "out.pdf"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let expected =
        "error[not-utf-8]: the template is not UTF-8: byte 12 fits nowhere\n --> templates/print/edition.typ";
    assert!(refused.stderr.contains(expected), "{}", refused.stderr);
}

#[test]
fn a_template_without_a_title_is_named() {
    let site = site_of(&["One.\n"]).file("templates/print/edition.typ", "Words.\n");
    let refused = site.run(&["print", "--pdf", "out.pdf"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let expected = "error[template]: PDF/UA-1 error: missing document title\n --> templates/print/edition.typ\n";
    assert!(refused.stderr.contains(expected), "{}", refused.stderr);
    assert!(refused.stderr.contains("= help: set the title with `set document(title: [...])`"), "{}", refused.stderr);
}

#[test]
fn a_letter_has_some_marks_and_the_others_are_said() {
    let marked = |letter: char, count: usize| format!("{letter}{}", "\u{301}".repeat(count));
    let text = format!(
        "---\ntitle: Title {}d1\nsummary: Summary {}d2\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\nFew: {}d3\n\n| *{}* \
         |\n|---|\n| b |\n",
        marked('u', 900),
        marked('o', 40),
        marked('e', 30),
        marked('a', 20_000),
    );
    let site = site_of(&[]).file("content/a.md", &text);
    let pdf = Pdf::of(&site, &["--group-by", "country"]);
    let said = &pdf.said.stderr;
    for expected in [
        "warning[plain-text]: of the 900 marks on one letter `u` the PDF has 30\n --> content/a.md:2:14\n",
        "warning[plain-text]: of the 40 marks on one letter `o` the PDF has 30\n --> content/a.md:3:18\n",
        "warning[plain-text]: of the 20000 marks on one letter `a` the PDF has 30\n --> content/a.md:9:4\n",
        "3 warnings",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    for word in ["d1", "d2", "d3"] {
        assert!(pdf.text().contains(word), "{word} in {}", pdf.text());
    }
}

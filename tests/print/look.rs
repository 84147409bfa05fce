//! How the pages of a PDF look: where lines end, and what a page has to itself.

use super::common::Site;
use super::pdf::{Pdf, pages};

const CONFIG: &str = "title = \"Digest\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n";

/// A site of articles of one relation with these headlines, one a day.
fn headlines(titles: &[String]) -> Site {
    titles.iter().enumerate().fold(Site::empty().file("site.toml", CONFIG), |site, (at, title)| {
        let day = format!("2021-{:02}-{:02}", 1 + at / 28, 1 + at % 28);
        let text = format!("---\ntitle: {title}\ndate: {day}\ncountries: [AZ, PK]\n---\nShort.\n");
        site.file(&format!("content/2021/{at}.md"), &text)
    })
}

/// The pages of the contents, without running heads.
fn contents(pdf: &Pdf) -> Vec<Vec<String>> {
    let is_contents = |page: &&String| page.lines().next().is_some_and(|head| head.trim_end().ends_with("Contents"));
    let lines = |page: &String| {
        let lines = page.lines().skip(1).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
        let mut lines: Vec<String> = lines.collect();
        lines.pop();
        lines
    };
    pages(pdf).iter().filter(is_contents).map(lines).collect()
}

#[test]
fn a_page_in_the_contents_stands_beside_its_headline() {
    // Of any length, so that one of them fills its line to the last letter; a word cannot go down with the page.
    let title = |length: usize| format!("A{}", "n".repeat(length));
    let site = headlines(&(45..70).map(title).collect::<Vec<_>>());
    let contents = contents(&Pdf::of(&site, &["--group-by", "relation", "--paper", "a5"]));
    let alone = |line: &&String| line.chars().all(|c| c.is_ascii_digit() || " .\u{2060}".contains(c));
    assert_eq!(contents.iter().flatten().find(alone), None, "{contents:?}");
}

#[test]
fn the_last_page_of_the_contents_has_more_than_two_lines() {
    let title = |at: usize| format!("Headline {at}");
    for count in 37..43 {
        let site = headlines(&(0..count).map(title).collect::<Vec<_>>());
        let contents = contents(&Pdf::of(&site, &["--group-by", "relation", "--paper", "a5"]));
        assert!(contents.iter().all(|page| page.len() > 4), "{count}: {contents:?}");
    }
}

#[test]
fn no_headline_has_a_single_word_on_its_last_line() {
    let words = |count: usize| vec!["railway"; count].join(" ");
    let site = headlines(&(5..16).map(words).collect::<Vec<_>>());
    let pages = pages(&Pdf::of(&site, &["--group-by", "relation"])).join("\n");
    let lines: Vec<&str> = pages.lines().map(str::trim).collect();
    let last = lines.windows(2).filter(|pair| pair[1].starts_with("Published: ")).map(|pair| pair[0]);
    let counts: Vec<usize> = last.map(|line| line.matches("railway").count()).collect();
    assert_eq!(counts.len(), 11, "{pages}");
    assert!(counts.iter().all(|count| *count > 1), "{counts:?} in {pages}");
}

#[test]
fn the_title_page_says_what_gathers_the_articles() {
    let site = super::site();
    let said = |args: &[&str]| {
        let pdf = Pdf::of(&site, args);
        (pages(&pdf)[0].clone(), super::html(&site, args).split("<nav").next().unwrap_or_default().to_owned())
    };
    for (args, expected) in [
        (&["--group-by", "relation"][..], "By relation"),
        (&["--group-by", "topic", "--lang", "tr"], "Konulara göre"),
        (&["--excerpts-only"], "4 articles. Excerpts of the texts"),
    ] {
        let (pdf, html) = said(args);
        assert!(pdf.contains(expected), "{args:?}: {pdf}");
        assert!(html.contains(expected), "{args:?}: {html}");
    }
    let (pdf, html) = said(&[]);
    assert!(!pdf.contains("By ") && !html.contains("By "), "{pdf}{html}");
}

#[test]
fn the_html_edition_says_what_its_signs_are() {
    let body = "See <https://bare.example/a_b> and [a report](https://other.example/c).\n";
    let site = super::site().article("content/2021/12/links.md", "", body);
    let html = super::html(&site, &[]);
    assert!(html.contains("<span class=\"n\">No. 1</span> <a"), "{html}");
    assert!(html.contains("Örnek Gazete</cite>. Language: Turkish</p>"), "{html}");
    // Paper has the addresses of links beside them, but not of one that is its own words.
    let bare = "<span class=\"url\"><a href=\"https://bare.example/a_b\">https://bare.example/a_b</a></span>";
    assert!(html.contains(bare) && html.contains(".text :not(.url) > a[href^=\"http\"]::after"), "{html}");
    assert_eq!(site.build().code, 0);
    let pages: Vec<String> = site.published().into_keys().filter(|path| path.ends_with("index.html")).collect();
    assert!(pages.iter().any(|path| site.page(path).contains(bare)), "{pages:?}");
    let by_relation = super::html(&site, &["--relation", "AZ-PK"]);
    assert!(by_relation.contains("<h1>Azerbaijan\u{a0}– Pakistan</h1>"), "{by_relation}");
    let text = Pdf::of(&site, &[]).text();
    assert!(text.contains("Örnek Gazete. Language: Turkish"), "{text}");
}

#[test]
fn a_last_paragraph_fills_its_page_and_its_source_does_not_stand_alone() {
    let long = "The council spoke of roads, water and schools for a day and came to no end of it. ".repeat(12);
    let mut sets = std::collections::BTreeSet::new();
    for lines in (33..48).step_by(3) {
        let text = format!(
            "---\ntitle: A report\ndate: 2021-12-02\ncountries: [AZ, PK]\nsource: {{outlet: A Paper, url: \
             \"https://a.example/1\"}}\n---\n{}{long}\n",
            "A short line.\n\n".repeat(lines)
        );
        let site = Site::empty().file("site.toml", CONFIG).file("content/a.md", &text);
        let pages = pages(&Pdf::of(&site, &[]));
        let at = pages.iter().position(|page| page.contains("Source: ")).unwrap_or_else(|| panic!("{pages:?}"));
        let texts: Vec<&str> = pages[at].lines().skip(1).filter(|line| !line.trim().is_empty()).collect();
        let above = texts.iter().position(|line| line.contains("Source: "));
        assert!(above.is_some_and(|lines| lines > 1), "{lines}: {texts:?}");
        if at > 2 {
            sets.insert(pages[2].lines().filter(|line| !line.trim().is_empty()).count());
        }
    }
    // What went on is more than a line or two in none of them.
    let (least, most) = (sets.first().copied().unwrap_or(0), sets.last().copied().unwrap_or(0));
    assert!(least > 0 && most - least <= 2, "{sets:?}");
}

#[test]
fn a_paragraph_stays_with_what_it_leads_on_to() {
    let quote = "> The road was open.\n".to_owned();
    let table = "| Road | Length |\n|---|---|\n| north | 12 |\n| south | 14 |\n".to_owned();
    let list = "- north\n- south\n".to_owned();
    for (kind, behind) in [quote, table, list].iter().enumerate() {
        for end in ["", "\nThat was all.\n"] {
            let mut turned = 0;
            for lines in 43..48 {
                let text = format!(
                    "---\ntitle: A report\ndate: 2021-12-02\ncountries: [AZ, PK]\nsource: {{outlet: A Paper, url: \
                     \"https://a.example/1\"}}\n---\n{}They named these:\n\n{behind}{end}",
                    "A short line.\n\n".repeat(lines)
                );
                let site = Site::empty().file("site.toml", CONFIG).file("content/a.md", &text);
                let pages = pages(&Pdf::of(&site, &[]));
                let page = pages.iter().find(|page| page.contains("They named these:")).map_or("", String::as_str);
                let all: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
                let at = all.iter().position(|line| *line == "They named these:").unwrap_or(0);
                // The last line has the number of the page.
                assert!(at + 2 < all.len(), "{kind} {end} {lines}: {page}");
                turned += usize::from(at == 1);
            }
            assert!(turned > 0, "{kind} {end}");
        }
    }
}

#[test]
fn arabic_and_hebrew_are_not_slanted() {
    let site = super::site();
    assert_eq!(site.build().code, 0);
    let styles: Vec<String> = site.published().into_keys().filter(|path| path.ends_with(".css")).collect();
    assert!(!styles.is_empty());
    for style in styles.iter().map(|path| site.page(path)).chain([super::html(&site, &[])]) {
        let upright = style.lines().find(|line| line.ends_with("font-style: normal !important; }"));
        let upright = upright.unwrap_or_else(|| panic!("{style}"));
        for tag in ["ar", "fa", "ur", "he"] {
            assert!(upright.contains(&format!(":lang({tag})")), "{upright}");
        }
    }
}

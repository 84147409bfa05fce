//! Small whole sites: what is published where, what templates are given, and what readers may see.
//!
//! `bilingual` has two languages and a base address with a path; `plain` has one language and a theme of its own, so that
//! the look of the default theme does not matter.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test may fail by a panic")]

mod common;

use std::sync::LazyLock;

use common::Site;

/// The fixture `bilingual`, built once.
static BUILT: LazyLock<Site> = LazyLock::new(|| built("bilingual"));
/// The fixture `plain`, built once.
static PLAIN: LazyLock<Site> = LazyLock::new(|| built("plain"));

fn built(fixture: &str) -> Site {
    let site = Site::fixture(fixture);
    let outcome = site.run(&["build", "--verify"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    site
}

fn all() -> Vec<(String, String)> {
    let text = |(path, bytes)| (path, String::from_utf8(bytes).unwrap());
    BUILT.published().into_iter().map(text).collect()
}

#[test]
fn publishes_these_addresses() {
    let hashed = |path: &str| if path.starts_with("style.") { "style.HASH.css".to_owned() } else { path.to_owned() };
    let paths: Vec<String> = all().iter().map(|(path, _)| hashed(path)).collect();
    insta::assert_snapshot!(paths.join("\n"));
}

#[test]
fn feeds_are_these() {
    insta::assert_snapshot!("atom", BUILT.page("feed.xml"));
    insta::assert_snapshot!("json", BUILT.page("feed.json"));
    insta::assert_snapshot!("atom_of_a_relation_in_turkish", BUILT.page("tr/relations/azerbaijan-nato/feed.xml"));
}

#[test]
fn sitemap_and_robots_are_these() {
    insta::assert_snapshot!("sitemap", BUILT.page("sitemap.xml"));
    assert_eq!(
        BUILT.page("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/digest/sitemap.xml\n"
    );
}

#[test]
fn templates_get_this() {
    insta::assert_snapshot!("topic_en", BUILT.page("topics/trade/index.html"));
    insta::assert_snapshot!("topic_en_2", BUILT.page("topics/trade/page/2/index.html"));
    insta::assert_snapshot!("topic_tr", BUILT.page("tr/topics/defence/index.html"));
}

#[test]
fn every_kind_of_page_is_given_this() {
    let addresses = [
        "",
        "articles/2021/12/three/",
        "articles/2021/12/second/",
        "articles/2021/11/third/",
        "articles/2020/05/trade/",
        "timeline/",
        "timeline/page/2/",
        "timeline/page/3/",
        "timeline/2021/",
        "timeline/2020/05/",
        "countries/",
        "countries/azerbaijan/",
        "countries/azerbaijan/page/2/",
        "countries/georgia/",
        "relations/",
        "relations/azerbaijan-turkiye/",
        "topics/",
        "topics/defence/",
        "topics/trade/",
        "outlets/",
        "outlets/full-press/",
        "about/",
        "old/three/",
    ];
    let page = |address: &str| format!("--- /{address}\n{}", PLAIN.page(&format!("{address}index.html")).trim_end());
    let files = ["old/three.html", "404.html"].map(|file| format!("--- /{file}\n{}", PLAIN.page(file).trim_end()));
    let pages: Vec<String> = addresses.into_iter().map(page).chain(files).collect();
    insta::assert_snapshot!("plain_pages", pages.join("\n\n"));
}

#[test]
fn plain_publishes_these_addresses_and_feeds() {
    let hashed = |path: &str| if path.starts_with("style.") { "style.HASH.css".to_owned() } else { path.to_owned() };
    let paths: Vec<String> = PLAIN.published().keys().map(|path| hashed(path)).collect();
    insta::assert_snapshot!("plain_addresses", paths.join("\n"));
    insta::assert_snapshot!("plain_atom", PLAIN.page("feed.xml"));
    insta::assert_snapshot!("plain_json_of_an_outlet", PLAIN.page("outlets/full-press/feed.json"));
    for (path, bytes) in PLAIN.published() {
        assert!(!String::from_utf8_lossy(&bytes).contains("CUT"), "{path} shows what nobody may see");
    }
}

#[test]
fn files_are_published_as_they_are() {
    let shows = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ]\nrights: full\n---\n\
                 ![p](a%20photo%20%231%20100%25.png)\n[k](../../countries/Karte.PDF)\n";
    let site = Site::fixture("plain")
        .bytes("content/2021/12/a photo #1 100%.png", b"\x89PNG\0\xff")
        .bytes("content/countries/Karte.PDF", b"%PDF")
        .file("static/deep/er/x.txt", "x")
        .file("content/2021/12/shows.md", shows);
    let outcome = site.build();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let published = site.published();
    assert_eq!(published["articles/2021/12/a photo #1 100%.png"], b"\x89PNG\0\xff");
    assert_eq!(published["countries/Karte.PDF"], b"%PDF");
    assert_eq!(published["deep/er/x.txt"], b"x");
    let page = site.page("articles/2021/12/shows/index.html");
    assert!(page.contains("src=\"/articles/2021/12/a%20photo%20%231%20100%25.png\""), "{page}");
    assert!(page.contains("href=\"/countries/Karte.PDF\""), "{page}");
}

#[test]
fn what_editors_and_systems_leave_behind_is_not_published() {
    let site = Site::new()
        .file("content/.DS_Store", "x")
        .file("content/2021/.a.md.swp", "x")
        .file("content/2021/a.md~", "x")
        .file("content/#a.md#", "x")
        .file("static/.git/config", "x")
        .file("content/2021/b.md.swp", "x")
        .article("content/a.md", "", "");
    assert_eq!(site.build().code, 0);
    let is_odd = |path: &String| {
        path.split('/').any(|part| part.starts_with(['.', '#']) || part.contains("swp") || part.ends_with('~'))
    };
    assert_eq!(site.published().into_keys().find(is_odd), None);
}

#[test]
fn rights_are_the_articles_else_the_outlets_else_the_sites() {
    for (article, outlet, site, expected) in [
        ("", "", "full", "full"),
        ("", "", "excerpt", "excerpt"),
        ("", "", "link-only", "link-only"),
        ("", "full", "link-only", "full"),
        ("", "excerpt", "full", "excerpt"),
        ("", "link-only", "full", "link-only"),
        ("full", "link-only", "link-only", "full"),
        ("excerpt", "full", "full", "excerpt"),
        ("link-only", "full", "full", "link-only"),
    ] {
        let case = format!("article {article:?}, outlet {outlet:?}, site {site:?}");
        let site = site_of_rights(article, outlet, site);
        let outcome = site.build();
        assert_eq!(outcome.code, 0, "{case}: {}", outcome.stderr);
        let page = site.page("articles/2021/12/a/index.html");
        assert!(page.starts_with(&format!("{expected} {} ", expected != "full")), "{case}: {page}");
        let (atom, json) = (site.page("feed.xml"), site.page("feed.json"));
        for (text, end) in [(&page, "fifth …</p>"), (&atom, "fifth …&lt;/p&gt;"), (&json, "fifth …</p>")] {
            assert_eq!(text.contains("First second third fourth fifth"), expected != "link-only", "{case}: {text}");
            assert_eq!(text.contains(end), expected == "excerpt", "{case}: {text}");
            assert_eq!(text.matches("SECRET").count(), if expected == "full" { 4 } else { 0 }, "{case}: {text}");
        }
        assert!(atom.contains("Summary.") && json.contains("Summary.") && atom.contains("https://post.example/"));
        let leaks = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("SECRET");
        assert!(expected == "full" || !site.published().values().any(leaks), "{case}");
    }
}

/// A site with one article of one outlet, each with its rights or none; what an excerpt cuts off is `SECRET`.
fn site_of_rights(article: &str, outlet: &str, site: &str) -> Site {
    let said = |word: &str, line: String| if word.is_empty() { String::new() } else { line };
    let config = "title = \"T\"\nbase_url = \"https://example.org/\"\nexcerpt_words = 5\n";
    let of_outlet = said(outlet, format!("rights = \"{outlet}\"\n"));
    let front = said(article, format!("rights: {article}\n"));
    Site::empty()
        .file("site.toml", &format!("{config}rights = \"{site}\"\n[outlets.Post]\n{of_outlet}"))
        .file("templates/article.html", "{{ article.rights }} {{ article.is_cut }} {{ article.html }}")
        .article(
            "content/2021/12/a.md",
            &format!("{front}summary: Summary.\nsource: {{outlet: post, url: 'https://post.example/'}}\n"),
            "First second third fourth fifth SECRET seventh eighth ninth tenth eleventh twelfth.\n\n<p>SECRET</p>\n\n\
             `SECRET`[^1]\n\n[^1]: SECRET.\n",
        )
}

#[test]
fn nothing_beyond_an_excerpt_stands_anywhere() {
    let text = "# First {#secret-id .secret-class secret=secret}\n\n\
                [Second](https://a.example/ \"SECRET\") ![third](https://a.example/p.png 'SECRET') [fourth][reference]\n\
                <b title=\"SECRET\">fifth</b> <!-- SECRET --> <img src=\"https://a.example/\" alt=\"SECRET\">[^secret]\n\n\
                ```secret-language\nsixth\n```\n\n\
                <details><summary>SECRET</summary>SECRET</details>\n\n\
                seventh SECRET ![SECRET](https://secret.example/p.png) [SECRET](https://secret.example/) `SECRET`\n\n\
                ## SECRET\n\n| SECRET | b |\n|---|---|\n| SECRET | d |\n\n\
                SECRET\n: SECRET\n\n> SECRET\n\n- SECRET\n\n<https://secret.example/>\n\n~~SECRET~~ *SECRET* **SECRET**\n\n\
                [^secret]: SECRET [^2]\n[^2]: SECRET\n\n[reference]: https://a.example/ \"SECRET\"\n";
    let front = "rights: excerpt # SECRET\nreview: [SECRET]\nsummary: Summary.\n";
    for html in ["sanitise", "trust"] {
        let config = format!("{}\n[markdown]\nhtml = \"{html}\"\n", common::SITE);
        let config = config.replacen("\n\n", "\nexcerpt_words = 7\n\n", 1);
        let site = Site::new().file("site.toml", &config).article("content/2021/12/a.md", front, text);
        let outcome = site.build();
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        for (path, bytes) in site.published() {
            let published = String::from_utf8_lossy(&bytes).to_lowercase();
            let at = published
                .find("secret")
                .map(|at| published[at.saturating_sub(80)..].chars().take(120).collect::<String>());
            assert_eq!(at, None, "{html}: {path}");
        }
        let page = site.page("articles/2021/12/a/index.html");
        for word in ["<h2 id=\"first\">First</h2>", ">Second</a>", "alt=\"third\"", "fifth", "sixth", "seventh …"] {
            assert!(page.contains(word), "{word}: {}", page.split("<main").nth(1).unwrap());
        }
    }
}

#[test]
fn an_excerpt_of_a_script_without_spaces_is_cut() {
    for sentence in ["两国部长在首都举行会谈讨论铁路建设。", "รัฐมนตรีของทั้งสองประเทศพบกันที่เมืองหลวง"]
    {
        let body = format!("{}终", sentence.repeat(100));
        let site = Site::new().article("content/2021/12/a.md", "rights: excerpt\n", &body);
        site.build();
        let page = site.page("articles/2021/12/a/index.html");
        assert!(page.contains(sentence), "{page}");
        let shown = page.matches(sentence).count() * sentence.chars().count();
        assert!(shown <= 130 && page.contains('…') && !page.contains('终'), "{shown} characters are shown");
    }
}

#[test]
fn three_parties_stand_in_three_relations_and_three_countries() {
    let link = "href=\"/digest/articles/2021/12/three-parties/\"";
    for index in [
        "relations/azerbaijan-pakistan",
        "relations/azerbaijan-turkey",
        "relations/pakistan-turkey",
        "countries/azerbaijan",
        "countries/pakistan",
        "countries/turkey",
        "outlets/lake-post",
        "timeline",
        "timeline/2021",
        "timeline/2021/11",
    ] {
        assert!(BUILT.page(&format!("{index}/index.html")).contains(link), "{index}");
    }
    assert!(!BUILT.path("public/timeline/2021/12").exists(), "the timeline goes by the day of the event");
    assert!(!BUILT.path("public/countries/japan").exists(), "a mention is no entry");
    assert!(BUILT.page("countries/georgia/index.html").contains("mentioned in 1 more"));
}

#[test]
fn rights_hold_on_pages_and_in_feeds() {
    for (path, text) in all() {
        for secret in ["SECRET-AFTER-SIX", "SECRET-EXCERPT", "SECRET-CLOSED", "SECRET-DRAFT", "onclick", "alert(1)"] {
            assert!(!text.contains(secret), "{secret} stands in {path}");
        }
    }
    let opening = "One two three four five six …";
    assert!(BUILT.page("articles/2021/12/same-story/index.html").contains(opening));
    assert!(BUILT.page("feed.xml").contains(opening));
    assert!(BUILT.page("feed.json").contains(opening));
    assert!(BUILT.page("articles/2021/12/three-parties/index.html").contains("<em>emphasis</em>"));
    let closed = BUILT.page("articles/2020/05/closed/index.html");
    assert!(closed.contains("The text is at the source."));
    assert!(closed.contains("href=\"https://closed.example/4\""));
}

#[test]
fn links_and_files_are_resolved_below_the_base_in_the_language_of_the_page() {
    let english = BUILT.page("articles/2021/12/three-parties/index.html");
    assert!(english.contains("<a href=\"/digest/articles/2020/05/excerpt/#part\">link</a>"));
    assert!(english.contains("<img src=\"/digest/articles/2021/12/map.svg\" alt=\"the map\" />"));
    assert!(english.contains("<section class=\"footnotes\">"));
    let turkish = BUILT.page("tr/articles/2021/12/three-parties/index.html");
    assert!(turkish.contains("<a href=\"/digest/tr/articles/2020/05/excerpt/#part\">link</a>"));
    assert!(turkish.contains("aria-label=\"Metne dön, dipnot 1\""));
    let feed = BUILT.page("feed.xml");
    assert!(feed.contains("https://example.org/digest/articles/2020/05/excerpt/#part"));
    for (path, text) in all() {
        for link in text.split("href=\"/").skip(1).chain(text.split("src=\"/").skip(1)) {
            assert!(link.starts_with("digest/"), "a link in {path} leads past the base: /{:.40}", link);
        }
    }
}

#[test]
fn names_and_order_follow_the_language() {
    let turkish = BUILT.page("tr/countries/index.html");
    let at = |name: &str| turkish.find(&format!(">{name}</a>")).unwrap_or_else(|| panic!("no {name}"));
    assert!(at("Azerbaycan") < at("Gürcistan") && at("Gürcistan") < at("NATO") && at("NATO") < at("Pakistan"));
    assert!(at("Pakistan") < at("Türkiye"));
    let english = BUILT.page("countries/index.html");
    assert!(english.contains("href=\"/digest/countries/turkey/\">Turkey</a>"));
    assert!(BUILT.page("countries/azerbaijan/index.html").contains("https://example.org/baku"));
    assert!(BUILT.page("tr/countries/azerbaijan/index.html").contains("Ülke üzerine."));
}

#[test]
fn reports_of_one_story_are_one_line_of_their_relation() {
    let relation = BUILT.page("relations/azerbaijan-turkey/index.html");
    assert!(relation.contains("also in"), "{relation}");
    assert!(relation.contains("5 articles") || relation.contains("6 articles"));
    let article = BUILT.page("articles/2021/12/three-parties/index.html");
    assert!(article.contains("Other reports of the same event"));
}

#[test]
fn spellings_of_an_outlet_are_one() {
    let outlets = BUILT.page("outlets/index.html");
    assert_eq!(outlets.matches("<th scope=\"row\">").count(), 2, "{outlets}");
    assert!(outlets.contains(">Lake Post</a>"));
}

#[test]
fn old_addresses_lead_on() {
    for alias in ["old/three/index.html", "old/three.html"] {
        assert!(BUILT.page(alias).contains("url=/digest/articles/2021/12/three-parties/"), "{alias}");
    }
}

#[test]
fn drafts_are_published_when_asked_for() {
    let site = Site::fixture("bilingual");
    assert_eq!(site.run(&["build", "--drafts"]).code, 0);
    assert!(site.page("articles/2020/05/draft/index.html").contains("Draft: not published"));
    assert!(site.page("relations/germany-france/index.html").contains("SECRET-DRAFT"));
}

#[test]
fn files_of_an_article_that_waits_wait_with_it() {
    let site = Site::new()
        .article("content/2021/12/open/index.md", "", "")
        .file("content/2021/12/open/deep/seen.txt", "x")
        .file("content/2021/12/open/seen.txt", "x")
        .article("content/2021/12/draft/index.md", "draft: true\n", "![x](hidden.txt)")
        .file("content/2021/12/draft/hidden.txt", "x")
        .file("content/2021/12/draft/deep/hidden.txt", "x")
        .article("content/2021/12/draft/inner/index.md", "", "")
        .file("content/2021/12/draft/inner/seen.txt", "x")
        .file("content/2021/12/ahead/index.md", "---\ntitle: A\ndate: 2999-01-01\ncountries: [AZ]\n---\n")
        .file("content/2021/12/ahead/hidden.txt", "x");
    assert_eq!(site.build().code, 0);
    let files =
        |site: &Site| site.published().into_keys().filter(|path| path.ends_with(".txt") && path != "robots.txt");
    let seen: Vec<String> = files(&site).collect();
    let expected = ["draft/inner/seen.txt", "open/deep/seen.txt", "open/seen.txt"];
    assert_eq!(seen, expected.map(|path| format!("articles/2021/12/{path}")));
    assert_eq!(site.run(&["build", "--drafts"]).code, 0);
    assert_eq!(files(&site).count(), 6);
    // When it becomes a draft again they go.
    assert_eq!(site.build().code, 0);
    assert_eq!(files(&site).count(), 3);
    let linking = site.article("content/2021/12/links.md", "", "![x](draft/hidden.txt)");
    let outcome = linking.build();
    assert!(outcome.stderr.contains("`draft/hidden.txt` leads to a draft or to a page that"), "{}", outcome.stderr);
}

#[test]
fn another_base_url_can_be_named() {
    let site = Site::fixture("bilingual");
    assert_eq!(site.run(&["build", "--base-url", "http://localhost:8080"]).code, 0);
    assert!(site.page("index.html").contains("href=\"/timeline/\""));
    assert!(site.page("sitemap.xml").contains("<loc>http://localhost:8080/timeline/</loc>"));
}

#[test]
fn a_sites_own_file_replaces_that_file_and_nothing_else() {
    let plain = Site::new().article("content/a.md", "", "Text.\n");
    plain.build();
    let own = Site::new()
        .article("content/a.md", "", "Text.\n")
        .file("templates/404.html", "gone")
        .file("static/style.css", "body { color: red }")
        .file("static/logo.svg", "<svg/>");
    own.build();
    assert_eq!(own.page("404.html"), "gone");
    assert_eq!(own.page("logo.svg"), "<svg/>");
    let sheet = |site: &Site| site.published().into_keys().find(|path| path.starts_with("style.")).unwrap();
    assert_ne!(sheet(&plain), sheet(&own), "another content has another name");
    let without = |site: &Site| site.page("about/index.html").replace(&sheet(site), "");
    assert_eq!(without(&plain), without(&own));
}

#[test]
fn articles_of_a_later_day_wait() {
    let ahead = "---\ntitle: Ahead\ndate: 2999-01-01\ncountries: [AZ, PK]\n---\n";
    let site = Site::new().article("content/a.md", "", "").file("content/ahead.md", ahead);
    assert_eq!(site.build().code, 0);
    assert!(!site.path("public/articles/2999").exists());
    assert_eq!(site.run(&["build", "--drafts"]).code, 0);
    assert!(site.page("articles/2999/01/ahead/index.html").contains("Dated ahead: not published yet"));
}

#[test]
fn explain_says_what_a_page_is_made_from_and_why_it_was_written() {
    let site = Site::fixture("bilingual");
    let explain = |address: &str| site.run(&["explain", address]);
    let before = explain("/articles/2021/12/three-parties/");
    assert_eq!(before.code, 0, "{}", before.stderr);
    assert!(before.stdout.contains("template: article.html (of the theme)"), "{}", before.stdout);
    assert!(
        before.stdout.contains("    content/2021/12/three-parties.md\n    content/2021/12/same-story.md")
            || before.stdout.contains("content/2021/12/same-story.md")
    );
    assert!(before.stdout.contains("not published yet"), "{}", before.stdout);
    site.build();
    let address = "https://example.org/digest/topics/trade";
    assert!(explain(address).stdout.contains("template: topic.html (the site's own)"));
    assert!(explain(address).stdout.contains("up to date: nothing that it is made from changed"));
    let round = std::fs::read_to_string(site.path("content/2020/05/round-1.md")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    site.write("content/2020/05/round-1.md", round.replace("Text of", "Words of").as_bytes());
    let same = explain(address).stdout;
    assert!(same.contains("up to date: content/2020/05/round-1.md changed since, but the page is the same"), "{same}");
    site.write("content/2020/05/round-4.md", round.replace("round 1", "round four").as_bytes());
    let other = explain(address).stdout;
    assert!(
        other.contains("out of date: content/2020/05/round-1.md and 1 more changed since it was written"),
        "{other}"
    );
    let missing = explain("/topics/trad/");
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("did you mean /topics/trade/?"), "{}", missing.stderr);
}

#[test]
fn html_in_an_article_leads_where_markdown_does() {
    let body = "<figure><img src=\"map.svg\" alt=\"A map\"></figure>\n\n<a href=\"two.md#x\">Two</a>, [two](two.md), <a \
                href=\"/topics/\">topics</a>\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"/>";
    let config = "title = \"D\"\nbase_url = \"https://example.org/d/\"\nrights = \"full\"\n";
    let site = Site::empty()
        .file("site.toml", config)
        .article("content/2021/12/one.md", "", body)
        .article("content/2021/12/two.md", "", "Two.\n")
        .file("content/2021/12/map.svg", svg);
    let outcome = site.build();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let page = site.page("articles/2021/12/one/index.html");
    for expected in [
        "<img src=\"/d/articles/2021/12/map.svg\" alt=\"A map\">",
        "<a href=\"/d/articles/2021/12/two/#x\">Two</a>, <a href=\"/d/articles/2021/12/two/\">two</a>",
        "<a href=\"/d/topics/\">topics</a>",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let edition = site.run(&["print", "--html", "-"]);
    assert!(edition.stdout.contains("<img src=\"data:image/svg+xml"), "{}", edition.stdout);
    // A page knows when what its HTML leads to goes.
    site.remove("content/2021/12/two.md");
    let outcome = site.build();
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("`two.md#x` leads to no file"), "{}", outcome.stderr);
}

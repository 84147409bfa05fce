//! The print edition: what an editor asks for, what the HTML and the PDF have, and bad input.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use common::{Outcome, Site};

/// A site with two languages, three articles of two relations, and one of each right.
fn site() -> Site {
    let config = "title = \"Digest\"\nbase_url = \"https://example.org/d/\"\nrights = \"full\"\n\n[licence]\nname = \"CC BY \
                  4.0\"\nurl = \"https://licence.example/\"\n\n[contact]\nname = \"The editors\"\n\n[languages.tr]\ntitle = \
                  \"Seçki\"\n\n[topics.defence]\nen = \"Defence\"\ntr = \"Savunma\"\n\n[topics.trade]\nen = \
                  \"Trade\"\ntr = \"Ticaret\"\n";
    Site::empty()
        .file("site.toml", config)
        .file(
            "content/2021/11/visit.md",
            "---\ntitle: Ministers meet in Baku\ndate: 2021-11-03\nevent: {date: 2021-11-02, place: Baku}\ncountries: [AZ, \
             TR]\nmentions: [GE]\ntopics: [defence]\nsource:\n  outlet: The Evening Example\n  url: \
             https://evening.example/1\n  author: [Ann Writer]\nsummary: Two ministers met.\n---\n# Agenda\n\nThey spoke of \
             *two* things[^1]:\n\n1. one\n   - inner\n2. [the other](https://other.example/x)\n\n> A quotation.\n\n| Year | \
             Sum |\n|---|--:|\n| 2020 | 12 |\n\n![A map of the road](map.svg)\n\n[^1]: As said later.\n",
        )
        .file(
            "content/2021/11/map.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\"/></svg>",
        )
        .file(
            "content/2021/12/turkce.md",
            "---\ntitle: Şuşa’da ığdır çağı ve İstanbul görüşmesi\ndate: 2021-12-02\ncountries: [AZ, PK]\ntopics: \
             [trade]\nlang: tr\nsource: {outlet: Örnek Gazete, url: \"https://ornek.example/2\"}\n---\nƏliyev ile Ağrı’lı \
             şair İğneada’da buluştu.\n",
        )
        .file(
            "content/2021/12/closed.md",
            "---\ntitle: A closed report\ndate: 2021-12-05\ncountries: [AZ, PK]\ntopics: [defence]\nrights: \
             link-only\nsource: {outlet: Closed Press, url: \"https://closed.example/3\"}\n---\nSecret sentence one.\n",
        )
        .file(
            "content/2021/12/excerpt.md",
            "---\ntitle: An excerpt\ndate: 2021-12-06\ncountries: [PK, TR]\nrights: excerpt\nsource: {outlet: Part Press, \
             url: \"https://part.example/4\"}\n---\nOpening words of the report stand here. Hidden words of the report stand \
             at the end.\n",
        )
        .file("content/2021/12/draft.md", "---\ntitle: Draft\ndate: 2021-12-07\ncountries: [AZ, PK]\ndraft: true\n---\nNot yet.\n")
}

#[track_caller]
fn printed(site: &Site, args: &[&str]) -> Outcome {
    let outcome = site.run(&[&["print"], args].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome
}

#[track_caller]
fn html(site: &Site, args: &[&str]) -> String {
    printed(site, &[args, &["--html", "-"]].concat()).stdout
}

fn titles(html: &str) -> Vec<&str> {
    let heads = html.split("class=\"headline\" id=\"a").skip(1);
    heads.filter_map(|head| head.split("</a>").next()?.rsplit("\">").next()).collect()
}

#[test]
fn selections_are_combined() {
    let site = site();
    let cases: [(&[&str], &[&str]); 8] = [
        (&[], &["Ministers meet in Baku", "Şuşa’da ığdır çağı ve İstanbul görüşmesi", "A closed report", "An excerpt"]),
        (&["--month", "2021-11"], &["Ministers meet in Baku"]),
        (&["--from", "2021-12-05", "--to", "2021-12-06"], &["A closed report", "An excerpt"]),
        (&["--to", "2021-11-02"], &["Ministers meet in Baku"]),
        (&["--relation", "PK-AZ"], &["Şuşa’da ığdır çağı ve İstanbul görüşmesi", "A closed report"]),
        (&["--country", "türkiye", "--from", "2021-12-01"], &["An excerpt"]),
        (&["--topic", "defence", "--relation", "AZ-PK"], &["A closed report"]),
        (&["--drafts", "--from", "2021-12-07"], &["Draft"]),
    ];
    for (args, expected) in cases {
        assert_eq!(titles(&html(&site, args)), expected, "{args:?}");
    }
}

#[test]
fn an_article_of_several_groups_is_printed_once() {
    let by_country = html(&site(), &["--group-by", "country"]);
    assert_eq!(titles(&by_country).len(), 4);
    let heads: Vec<&str> = by_country
        .split("class=\"sectionhead\" id=\"")
        .skip(1)
        .filter_map(|head| head.split_once("\">")?.1.split("</h2>").next())
        .collect();
    assert_eq!(heads, ["Azerbaijan", "Pakistan", "Türkiye"]);
    let see = by_country.rsplit_once("<ul class=\"see\">").unwrap().1.split("</ul>").next().unwrap();
    assert!(see.contains("Ministers meet in Baku") && see.contains("An excerpt"), "{see}");
    for (group, count) in [("topic", 4), ("relation", 4), ("day", 4)] {
        assert_eq!(titles(&html(&site(), &["--group-by", group])).len(), count, "{group}");
    }
}

#[test]
fn outlets_stand_in_order_without_their_article() {
    let by_outlet = html(&site(), &["--group-by", "outlet"]);
    let heads = by_outlet.split("class=\"sectionhead\" id=\"").skip(1);
    let heads: Vec<&str> = heads.filter_map(|head| head.split_once("\">")?.1.split("</h2>").next()).collect();
    let expected = ["Closed Press", "The Evening Example", "Örnek Gazete", "Part Press"];
    assert_eq!(heads, expected);
    let index = by_outlet.rsplit_once("id=\"index-outlets\"").unwrap().1;
    let names: Vec<&str> = index.split("<dt>").skip(1).filter_map(|name| name.split("</dt>").next()).collect();
    assert_eq!(names, expected);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let levels = |html: &str| -> Vec<u8> {
        let tags = html.split("<h").skip(1).filter_map(|rest| rest.bytes().next());
        tags.filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect()
    };
    // Two years are two parts with a head each; a month is one without.
    for (site, args, headline) in [
        (site(), &["--group-by", "topic"][..], 3),
        (site(), &["--month", "2021-11"], 3),
        (
            site().file("content/2020/old.md", "---\ntitle: Old\ndate: 2020-12-02\ncountries: [AZ, PK]\n---\nText.\n"),
            &[],
            4,
        ),
    ] {
        let html = html(&site, args);
        let found = levels(&html);
        assert_eq!(found[0], 1, "{found:?}");
        assert!(found.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{args:?}: {found:?}");
        assert!(html.contains(&format!("<h{headline} class=\"headline\"")), "{args:?}");
        assert!(html.contains(&format!("<h{} id=\"a", headline + 1)), "no heading of a text below {headline}");
    }
}

#[test]
fn headlines_have_the_signs_of_texts_where_the_site_wants_them() {
    let with = |config: &str| {
        Site::empty().file("site.toml", &format!("title = \"D\"\nbase_url = \"https://example.org/\"\n{config}")).file(
            "content/a.md",
            "---\ntitle: Baku's \"joint\" plan\ndate: 2021-12-02\ncountries: [AZ, PK]\nsummary: It's out.\n---\nText.\n",
        )
    };
    let smart = with("[markdown]\nsmart_punctuation = true\n");
    assert_eq!(titles(&html(&smart, &[])), ["Baku’s “joint” plan"]);
    assert_eq!(smart.build().code, 0);
    let published = smart.published();
    let article = published.keys().find(|path| path.starts_with("articles/")).unwrap();
    for page in ["timeline/index.html", article, "relations/azerbaijan-pakistan/print/index.html"] {
        let page = smart.page(page);
        assert!(page.contains("Baku’s “joint” plan") && page.contains("It’s out."), "{page}");
    }
    // Data keep what was written.
    assert!(smart.page("feed.json").contains("Baku's \\\"joint\\\" plan"), "{}", smart.page("feed.json"));
    assert_eq!(titles(&html(&with(""), &[])), ["Baku&#39;s &quot;joint&quot; plan"]);
}

#[test]
fn rights_hold_in_print() {
    let site = site();
    let all = html(&site, &[]);
    assert!(!all.contains("Secret") && !all.contains("Hidden words"), "{all}");
    assert!(all.contains("Opening words") && all.contains("They spoke of"));
    let excerpts = html(&site, &["--excerpts-only", "--month", "2021-11"]);
    assert!(!excerpts.contains("A quotation") && excerpts.contains("This is the opening of the text."), "{excerpts}");
}

#[test]
fn the_html_edition_stands_alone() {
    let all = html(&site(), &[]);
    assert!(all.contains("src=\"data:image/svg+xml;base64,"), "{all}");
    for stranger in ["<script", "<link rel=\"stylesheet\"", "src=\"http", "@import", "url("] {
        let found = all.replace("target-counter(attr(href url)", "").contains(stranger);
        assert!(!found, "{stranger} in {all}");
    }
    let ids: Vec<&str> = all.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in all.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
}

#[test]
fn the_html_edition_looks_like_this() {
    let body = html(&site(), &[]);
    let body = body.split("</head>").nth(1).unwrap();
    insta::assert_snapshot!(
        body.split("base64,")
            .map(|part| part.split_once("\" alt").map_or(part, |p| p.1))
            .collect::<Vec<_>>()
            .join("…\" alt")
    );
}

#[test]
fn every_index_has_its_edition_one_click_away() {
    let site = site();
    let built = site.build();
    assert_eq!(built.code, 0, "{}", built.stderr);
    let published = site.published();
    for index in [
        "timeline",
        "timeline/2021/12",
        "countries",
        "countries/azerbaijan",
        "relations/azerbaijan-pakistan",
        "topics/trade",
        "tr/outlets",
        "tr/relations/azerbaijan-pakistan",
    ] {
        let page = site.page(&format!("{index}/index.html"));
        assert!(page.contains(&format!("href=\"/d/{index}/print/\"")), "{index}");
        assert!(published.contains_key(&format!("{index}/print/index.html")), "{index}");
    }
    let front = site.page("index.html");
    assert!(front.contains("href=\"/d/timeline/print/\""), "{front}");
    let edition = site.page("tr/relations/azerbaijan-pakistan/print/index.html");
    assert!(edition.contains("İçindekiler") && edition.contains("2 Aralık 2021"), "{edition}");
    let none = site.file("site.toml", "title = \"D\"\nbase_url = \"https://example.org/\"\ntopics = {defence = {en = \"D\"}, trade = {en = \"T\"}}\n[print]\nhtml = false\n");
    assert_eq!(none.build().code, 0);
    assert!(none.published().keys().all(|path| !path.contains("print/")));
    assert!(!none.page("timeline/index.html").contains("print/"));
}

#[test]
fn a_long_edition_of_the_site_has_no_texts() {
    let config =
        "title = \"D\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n[print]\nfull_texts = 3\n[topics]\n";
    let mut site = Site::empty().file("site.toml", config);
    for (at, day) in ["2020-01-01", "2020-01-02", "2020-01-03", "2021-01-04"].iter().enumerate() {
        let text = format!("---\ntitle: T{at}\ndate: {day}\ncountries: [AZ, PK]\n---\nText {at}.\n");
        site = site.file(&format!("content/{at}.md"), &text);
    }
    assert_eq!(site.build().code, 0);
    let relation = site.page("relations/azerbaijan-pakistan/print/index.html");
    assert!(relation.contains(">T3</a>") && !relation.contains("Text 3."), "{relation}");
    assert!(site.page("timeline/2020/print/index.html").contains("Text 1."));
    let all = site.page("timeline/print/index.html");
    assert!(all.contains("href=\"/timeline/2020/print/\"") && !all.contains(">T3</a>"), "{all}");
}

#[test]
fn nothing_but_a_file_of_ones_own_is_replaced() {
    let site = site();
    for path in ["site.toml", "content/2021/12/turkce.md", "static/edition.html"] {
        let outcome = site.run(&["print", "--html", site.path(path).to_str().unwrap()]);
        assert_eq!(outcome.code, 2, "{path}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("bad-out"), "{path}: {}", outcome.stderr);
    }
    let whole = site.path("same").to_str().unwrap().to_owned();
    let mut spellings = vec!["same", "./same", "content/../same", whole.as_str()];
    #[cfg(unix)]
    {
        std::fs::write(site.path("same"), "").unwrap();
        std::os::unix::fs::symlink("same", site.path("other")).unwrap();
        spellings.push("other");
    }
    for same in spellings {
        // Without the feature it is refused for that.
        let refused = site.run(&["print", "--html", "same", "--pdf", same]);
        assert_eq!(refused.code, 2, "{same}: {}", refused.stderr);
        let expected = "error[usage]: the PDF and the HTML would be written to the same place";
        assert!(refused.stderr.contains(expected) || !cfg!(feature = "pdf"), "{same}: {}", refused.stderr);
    }
    #[cfg(unix)]
    {
        let before = std::fs::read(site.path("site.toml")).unwrap();
        for target in ["site.toml", "content/2021/12/turkce.md"] {
            let link = site.path("innocent.html");
            std::os::unix::fs::symlink(site.path(target), &link).unwrap();
            let refused = site.run(&["print", "--html", link.to_str().unwrap()]);
            assert_eq!(refused.code, 2, "{target}: {}", refused.stderr);
            assert!(refused.stderr.contains("error[bad-out]"), "{target}: {}", refused.stderr);
            std::fs::remove_file(link).unwrap();
        }
        assert!(std::fs::read(site.path("site.toml")).unwrap() == before);
        std::os::unix::fs::symlink(site.path("target.html"), site.path("link.html")).unwrap();
        std::fs::write(site.path("target.html"), "old").unwrap();
        assert_eq!(site.run(&["print", "--html", site.path("link.html").to_str().unwrap()]).code, 0);
        assert!(std::fs::symlink_metadata(site.path("link.html")).unwrap().is_symlink());
        assert!(std::fs::read_to_string(site.path("target.html")).unwrap().contains("Ministers meet in Baku"));
        let pipe = site.path("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let outcome = site.run(&["print", "--html", pipe.to_str().unwrap()]);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("it is no file but a device or a pipe"), "{}", outcome.stderr);
    }
}

#[test]
fn what_was_meant_is_proposed() {
    let site = site();
    for (args, expected) in [
        (["--country", "Turky"], "did you mean `TR`, Türkiye?"),
        (["--country", "Turkiye"], "did you mean `TR`, Türkiye?"),
        (["--country", "Armenien"], "did you mean `AM`, Armenia?"),
        (["--country", "ZZ"], "codes are those of ISO 3166-1; this digest has AZ, PK, TR"),
        (["--relation", "AZ-AZ"], "a relation is between two countries; all of one country is `--country AZ`"),
        (["--relation", "AZ"], "name two countries, such as `AZ-PK`; all of one country is `--country AZ`"),
        (["--relation", "Azerbaijan-Pakstan"], "did you mean `AZ-PK`?"),
        (["--topic", "Savunma"], "did you mean `defence`?"),
        (["--topic", "defense"], "did you mean `defence`?"),
        (["--topic", "nothing of it"], "there are: defence, trade"),
    ] {
        let refused = site.run(&["print", "--html", "-", args[0], args[1]]);
        assert_eq!(refused.code, 2, "{args:?}: {}", refused.stderr);
        assert!(refused.stderr.contains(&format!("= help: {expected}\n")), "{args:?}: {}", refused.stderr);
    }
    assert_eq!(titles(&html(&site, &["--relation", "Azerbaijan–Türkiye"])), ["Ministers meet in Baku"]);
}

#[test]
fn help_has_selection_grouping_output_and_form_in_turn() {
    let help = Site::empty().run(&["print", "--help"]).stdout;
    let options: Vec<&str> = help.lines().filter_map(|line| line.split("--").nth(1)?.split(' ').next()).collect();
    let expected = [
        "month",
        "year",
        "from",
        "to",
        "country",
        "relation",
        "topic",
        "drafts",
        "group-by",
        "pdf",
        "html",
        "paper",
        "lang",
        "excerpts-only",
        "pdf-standard",
        "root",
        "quiet",
        "verbose",
        "color",
        "help",
        "version",
    ];
    assert_eq!(options, expected, "{help}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_goes_nowhere_is_said() {
    let site = site();
    let run = |to: &str| {
        let command = format!("exec {} print --root . --html - {to}", env!("CARGO_BIN_EXE_chancery"));
        std::process::Command::new("sh").args(["-c", &command]).current_dir(site.path("")).output().unwrap()
    };
    let closed = run(">&-");
    let said = String::from_utf8_lossy(&closed.stderr);
    assert_eq!(closed.status.code(), Some(1), "{said}");
    assert!(said.contains("error[disk]: cannot write the result: standard output is closed"), "{said}");
    assert_eq!(run(">/dev/null").status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_had_are_said() {
    let command = format!("ulimit -v 2000000; exec {} print --root . --html -", env!("CARGO_BIN_EXE_chancery"));
    // Their stacks are more than the memory that the process may have.
    let run = std::process::Command::new("sh")
        .args(["-c", &command])
        .env("RAYON_NUM_THREADS", "2000")
        // With a heap for each thread the last one might find no memory for a few bytes, before a stack is refused.
        .env("MALLOC_ARENA_MAX", "1")
        .current_dir(site().path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("error[no-threads]: the system gives no threads to work with: "), "{said}");
}

#[test]
fn a_file_is_replaced_only_by_a_whole_one() {
    let site = site().file("out.html", "before");
    let refused = site.run(&["print", "--month", "2021-01", "--html", "out.html"]);
    assert_eq!(refused.code, 1);
    assert_eq!(std::fs::read_to_string(site.path("out.html")).unwrap(), "before");
    printed(&site, &["--html", "out.html"]);
    assert!(std::fs::read_to_string(site.path("out.html")).unwrap().ends_with("</html>\n"));
    let refused = site.run(&["print", "--html", "none/out.html"]);
    assert_eq!(refused.code, 1);
    let expected = "cannot write none/out.html: No such file or directory (os error 2)\n";
    assert!(refused.stderr.contains(expected), "{}", refused.stderr);
    assert!(!site.path("none").exists());
}

#[cfg(feature = "pdf")]
#[path = "print/bad.rs"]
mod bad;
#[cfg(feature = "pdf")]
#[path = "print/form.rs"]
mod form;
#[cfg(feature = "pdf")]
#[path = "print/look.rs"]
mod look;
#[cfg(feature = "pdf")]
#[path = "print/pdf.rs"]
mod pdf;

#[cfg(not(feature = "pdf"))]
#[test]
fn without_the_feature_a_pdf_is_refused_and_everything_else_works() {
    let site = site();
    let refused = site.run(&["print", "--pdf", "out.pdf"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("error[no-pdf]: this chancery was built without the feature `pdf`"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("cargo install chancery"), "{}", refused.stderr);
    let config = std::fs::read_to_string(site.path("site.toml")).unwrap();
    site.write("site.toml", format!("{config}\n[print]\neditions = [\"month\"]\n").as_bytes());
    let built = site.build();
    assert_eq!(built.code, 0);
    assert!(built.stderr.contains("warning[no-pdf]"), "{}", built.stderr);
    assert!(site.published().keys().all(|path| !path.ends_with(".pdf")));
}

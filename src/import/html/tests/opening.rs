//! Dates and authors that only the lines around the headline say.

use super::super::{Page, page};

const TEXT: &str = "<p>The two ministries of fisheries have agreed to count the herring of the strait together, and to \
    publish what they find on 3 May 2019 or later.</p><p>The first ship leaves in spring with eleven people of both \
    countries on board, the ministry said, and will be at sea for nine weeks.</p><p>10 June 2020</p><p>A second count \
    is planned for the year after, when the nets have been mended and the crews have been paid.</p>";

fn with(opening: &str) -> Page {
    page(&format!("<title>Herring to be counted</title><body><article>{opening}{TEXT}</article>"))
}

fn below(line: &str) -> Page {
    with(&format!("<h1>Herring to be counted</h1>{line}"))
}

#[test]
fn dates_below_the_headline() {
    for (line, date) in [
        ("<p>7 September 2026</p>", "7 September 2026"),
        ("<time>7 September 2026</time>", "7 September 2026"),
        ("<time pubdate>07.09.2026</time>", "07.09.2026"),
        ("<p>Gulf Paper, 7 September 2026</p>", "Gulf Paper, 7 September 2026"),
        ("<p>7 Eylül 2026 Pazartesi 10:30</p>", "7 Eylül 2026 Pazartesi 10:30"),
        ("<p class='meta'>September 7, 2026</p>", "September 7, 2026"),
        ("<div class='article-meta'>7 September 2026 | 4 min read</div>", "7 September 2026 | 4 min read"),
        ("<div class='meta'>By Ines Valadouro, 7 September 2026</div>", "By Ines Valadouro, 7 September 2026"),
        ("<p>Posted on September 7, 2026 by Ines Valadouro</p>", "Posted on September 7, 2026 by Ines Valadouro"),
        (
            "<p>Yayınlanma: 05.05.2026 14:12 | Güncelleme: 06.05.2026 09:00</p>",
            "Yayınlanma: 05.05.2026 14:12 | Güncelleme: 06.05.2026 09:00",
        ),
        (
            "<p>Both ministers will be on board when the first of the ships leaves.</p><p>7 September 2026</p>",
            "7 September 2026",
        ),
        ("<p>Updated 8 September 2026</p><p>7 September 2026</p>", "7 September 2026"),
    ] {
        let page = below(line);
        assert_eq!(page.published.as_deref(), Some(date), "{line}");
        assert_eq!(page.text.len(), if line.contains("Both") { 5 } else { 4 }, "{line}: {:#?}", page.text);
    }
}

#[test]
fn dates_above_the_headline() {
    let page = with("<p>7 September 2026</p><h1>Herring to be counted</h1>");
    assert_eq!(page.published.as_deref(), Some("7 September 2026"));
    let html = format!("<header><p>24 November 2026</p></header><h1>Herring to be counted</h1>{TEXT}");
    assert_eq!(super::super::page(&html).published, None);
}

#[test]
fn what_the_text_says_is_no_date_of_its_own() {
    for line in [
        "",
        "<p>From 3 to 7 September 2026 the strait is closed</p>",
        "<p>Elections 2026 and 2027</p>",
        "<p>Signed on 7 September 2026 in the harbour</p>",
    ] {
        assert_eq!(below(line).published, None, "{line}");
    }
    let said = below("<meta property='article:published_time' content='2026-09-06'><p>7 September 2026</p>");
    assert_eq!(said.published.as_deref(), Some("2026-09-06"));
}

#[test]
fn bylines_below_the_headline() {
    let two = vec!["Ines Valadouro", "Omar Said"];
    for (line, authors) in [
        ("<p>By Ines Valadouro</p>", vec!["Ines Valadouro"]),
        ("<p class='byline'>Ines Valadouro and Omar Said</p>", two.clone()),
        ("<span class='author-name'>Ines Valadouro</span>", vec!["Ines Valadouro"]),
        ("<p><a rel='author' href='/v'>Ines Valadouro</a></p>", vec!["Ines Valadouro"]),
        ("<div class='byline'>By Ines Valadouro and Omar Said | 14 March 2026 | 4 min read</div>", two.clone()),
        ("<div class='meta'>By Ines Valadouro, 7 September 2026</div>", vec!["Ines Valadouro"]),
        ("<p>Posted on September 7, 2026 by Ines Valadouro</p>", vec!["Ines Valadouro"]),
        (
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":\"Ines Valadouro, Omar Said\"}</script>",
            two,
        ),
        ("<p>By land and by sea</p>", vec![]),
    ] {
        assert_eq!(below(line).authors, authors, "{line}");
    }
}

#[test]
fn a_byline_that_names_nobody_is_told() {
    for line in ["<p>By Our Diplomatic Correspondent</p>", "<p class='byline'>From our desk</p>"] {
        let page = below(line);
        assert_eq!(page.authors, [""; 0]);
        assert!(page.removed.iter().any(|removed| line.contains(removed.as_str())), "{:?}", page.removed);
        assert_eq!(page.text.len(), 4, "{:#?}", page.text);
    }
}

#[test]
fn the_day_that_readers_see_stands_beside_the_metadata() {
    let dated = "<meta property='article:published_time' content='2026-09-06T22:10:00Z'>";
    for (line, shown) in [
        ("<time datetime='2026-09-07T10:10:00+12:00'>September 7, 2026</time>", Some("September 7, 2026")),
        ("<p>Monday, 7 September 2026, 10:10</p>", Some("Monday, 7 September 2026, 10:10")),
        ("<p>Updated 8 September 2026</p>", None),
        ("<p>Güncelleme: 08.09.2026 09:20 Giriş: 07.09.2026 13:05</p>", Some("Giriş: 07.09.2026 13:05")),
        ("<p>Yayınlanma: 07.09.2026 14:12 | Güncelleme: 08.09.2026 09:00</p>", Some("Yayınlanma: 07.09.2026 14:12 | ")),
        ("", None),
    ] {
        let page = below(&format!("{dated}{line}"));
        assert_eq!(page.published.as_deref(), Some("2026-09-06T22:10:00Z"), "{line}");
        assert_eq!(page.shown.as_deref(), shown, "{line}");
    }
}

#[test]
fn bylines_with_a_place_a_date_or_in_another_script() {
    for (line, author) in [
        (
            "<header><p class='meta'>Par <span>Luc Perrin</span> Publié le 18 octobre 2025 à 06h00 Temps de lecture : 2 min</p></header>",
            "Luc Perrin",
        ),
        ("<p>Von Birgit Haslauer Veröffentlicht am 18. Oktober 2025 Lesezeit: 3 Min</p>", "Birgit Haslauer"),
        ("<div class='byline'>عمّان - <span class='author'>ليلى حداد</span></div>", "ليلى حداد"),
        ("<div class='byline'>عمّان - ليلى حداد</div>", "ليلى حداد"),
        ("<div class='byline'>Amman - Ines Valadouro</div>", "Ines Valadouro"),
        ("<p>بقلم ليلى حداد</p>", "ليلى حداد"),
    ] {
        let page = below(line);
        assert_eq!(page.authors, [author], "{line}");
        assert_eq!(page.text.len(), 4, "{line}: {:#?}", page.text);
    }
    assert_eq!(below("<div class='byline'>فريق التحرير</div>").authors, [""; 0]);
}

#[test]
fn an_outlet_that_only_the_title_of_the_window_names_is_doubted() {
    for (window, outlet) in [
        ("Herring to be counted | Gulf Paper", Some("Gulf Paper")),
        ("Herring to be counted - Gulf Paper", Some("Gulf Paper")),
        ("Gulf Paper: news | Herring to be counted", Some("Gulf Paper: news")),
        ("Herring to be counted | Sea | Gulf Paper", Some("Gulf Paper")),
        ("Herring to be counted", None),
        ("Herring to be counted | World", None),
        ("Herring - a fish | to be counted", None),
    ] {
        let html = format!("<title>{window}</title><body><article><h1>Herring to be counted</h1>{TEXT}</article>");
        let page = super::super::page(&html);
        assert_eq!(page.outlet.as_deref(), outlet, "{window}");
        let doubt = outlet.map(|name| format!("outlet: from the title of the page's window, \"{name}\""));
        assert_eq!(page.doubts, doubt.into_iter().collect::<Vec<_>>(), "{window}");
    }
    let named = super::super::page(&format!(
        "<title>Herring to be counted | Gulf</title><meta property='og:site_name' content='Gulf Paper'><h1>Herring to be counted</h1>{TEXT}"
    ));
    assert_eq!((named.outlet.as_deref(), named.doubts.len()), (Some("Gulf Paper"), 0));
}

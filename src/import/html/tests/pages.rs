//! Pages of many makers.

use super::super::{Completeness, Page, fragment, page};

macro_rules! read {
    ($name:literal) => {
        page(include_str!(concat!("pages/", $name, ".html")))
    };
}

/// Title, date, outlet, authors, language, address.
fn claims(page: &Page) -> (&str, &str, &str, Vec<&str>, &str, &str) {
    fn or_none(value: &Option<String>) -> &str {
        value.as_deref().unwrap_or("-")
    }
    (
        or_none(&page.title),
        or_none(&page.published),
        or_none(&page.outlet),
        page.authors.iter().map(String::as_str).collect(),
        or_none(&page.language),
        or_none(&page.address),
    )
}

#[track_caller]
fn removed(page: &Page, wanted: &[&str]) {
    for text in wanted {
        assert!(page.removed.iter().any(|removed| removed.contains(text)), "{text} in {:#?}", page.removed);
    }
}

#[test]
fn json_ld_comes_first() {
    let page = read!("25-html-json-ld");
    assert_eq!(
        claims(&page),
        (
            "Sweden, Brazil sign forest-fire radar contract",
            "2022-04-06T01:15:00+04:00",
            "Northern Courier",
            vec!["Maja Lind", "Tiago Prado"],
            "en",
            "https://www.northerncourier.example/2022/04/06/radar"
        )
    );
    assert_eq!(page.text.len(), 3, "{:#?}", page.text);
    assert!(page.text[0].starts_with("Sweden and Brazil have"));
    assert!(page.text[2].ends_with("120 million euros & would run for six years."));
    assert_eq!(page.text.join(" ").split_whitespace().count(), 49);
    assert_eq!(page.markdown, page.text.join("\n\n"));
    assert_eq!(page.completeness, Completeness::Complete);
    removed(&page, &["A fire tower in Finland", "Share on Facebook", "Read also"]);
}

#[test]
fn a_wall_is_no_article() {
    let page = read!("27-html-paywall");
    assert_eq!(page.title.as_deref(), Some("Norway, Ghana sign cocoa deal"));
    assert_eq!(page.published.as_deref(), Some("2022-05-05"));
    assert_eq!(page.text, [""; 0]);
    assert_eq!(page.markdown, "");
    assert_eq!(page.completeness, Completeness::Walled);
}

#[test]
fn a_short_text_before_a_wall_is_a_teaser() {
    let html = "<title>Talks begin</title><article><h1>Talks begin</h1><p>Talks between the two ministers began this morning.</p>\
                <div class=paywall-box><p>To continue reading, please log in.</p></div></article>";
    let page = page(html);
    assert_eq!(page.text, ["Talks between the two ministers began this morning."]);
    assert_eq!(page.completeness, Completeness::Walled);
}

#[test]
fn wordpress() {
    let page = read!("wordpress");
    assert_eq!(
        claims(&page),
        (
            "Latvia and Chile agree on seed bank exchange",
            "2023-03-14T08:15:00+00:00",
            "Harbour Gazette",
            vec!["Ilze Kalna"],
            "en-GB",
            "https://harbourgazette.example/2023/03/latvia-chile-seed-bank/"
        )
    );
    assert_eq!(
        page.markdown,
        "Latvia and Chile have agreed to keep copies of each other’s [seed collections](https://harbourgazette.example/tag/seeds), \
         the two ministries of agriculture said on *Tuesday*.\n\n\
         The first **4,000 samples** of barley and quinoa will travel in May, packed in Riga under the supervision of both \
         botanic gardens.\n\n\
         ## What is kept\n\n\
         - barley from Vidzeme\n- quinoa from the altiplano\n\n\
         > A seed that is in two places is a seed that is safe, said the keeper of the vault.\n\n\
         The agreement runs for ten years and can be ended by either side with a notice of twelve months."
    );
    removed(&page, &["Jars in the vault", "Share this", "Related Peru", "The vault that outlived"]);
}

#[test]
fn a_turkish_newspaper() {
    let page = read!("turkish");
    assert_eq!(
        claims(&page),
        (
            "Slovenya ile Fas su ürünleri anlaşması imzaladı",
            "2022-11-08T17:42:00+03:00",
            "Kıyı Postası",
            vec![],
            "tr",
            "https://www.kiyipostasi.example/dunya/slovenya-fas-42"
        )
    );
    let text = page.text.join("\n");
    for kept in ["İki ülkenin tarım bakanları", "Anlaşma 1 Ocak'ta yürürlüğe", "ilkbaharda ele alacak."] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    for gone in [
        "Reklam",
        "Paylaş",
        "Etiketler",
        "yorum",
        "Hırvatistan",
        "İLGİLİ",
        "Balıkçılar",
        "Arşiv",
        "Güncelleme",
        "Gündem",
        "hakları",
    ] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    removed(&page, &["Hırvatistan yeni", "Koper limanı", "Balıkçılar"]);
}

#[test]
fn amp() {
    let page = read!("amp");
    assert_eq!(
        claims(&page),
        (
            "Iceland lends Mongolia a drilling team",
            "2021-09-02T09:00:00+08:00",
            "Steppe Wire",
            vec!["Sarnai Bold"],
            "en",
            "https://steppewire.example/iceland-mongolia"
        )
    );
    assert_eq!(page.text.len(), 3, "{:#?}", page.text);
    assert!(page.text[2].ends_with("The results will be open to all."));
    assert_eq!(page.completeness, Completeness::Complete);
}

#[test]
fn a_live_blog_is_one_article() {
    let page = read!("live");
    assert_eq!(page.title.as_deref(), Some("Live: Talks on the Vesna bridge"));
    assert_eq!(page.published.as_deref(), Some("2020-02-11T07:00:00+01:00"));
    assert_eq!(page.authors, ["Petra Sever"]);
    let text = page.text.join("\n");
    assert!(text.contains("gone to lunch in separate rooms"), "{text}");
    assert!(text.contains("where the talks begin at eight"), "{text}");
    assert!(page.markdown.contains("## First round ends"), "{}", page.markdown);
}

#[test]
fn tables_of_facts_and_lists_survive() {
    let page = read!("facts");
    assert_eq!(page.outlet.as_deref(), Some("Island Ledger"));
    assert_eq!(page.published.as_deref(), Some("2019-07-01"));
    assert!(
        page.markdown.contains(
            "| Year | To Malta | To Tonga |\n| --- | --- | --- |\n| 2017 | 1.2 m | 0.4 m |\n| 2018 | 1.3 m | |"
        ),
        "{}",
        page.markdown
    );
    assert!(page.markdown.contains("1. Vanilla\n2. Boats\n   - dinghies\n   - yawls"), "{}", page.markdown);
    assert!(page.markdown.contains("closed their books[1]."), "{}", page.markdown);
    assert!(page.text.contains(&"2017 | 1.2 m | 0.4 m".to_owned()), "{:#?}", page.text);
}

#[test]
fn a_gallery_has_text_and_captions() {
    let page = read!("gallery");
    assert_eq!(page.text.len(), 2, "{:#?}", page.text);
    removed(&page, &["The ferry leaves at night", "Lorries wait"]);
}

#[test]
fn a_print_view_saved_by_a_browser() {
    let page = read!("print");
    assert_eq!(page.address.as_deref(), Some("https://www.lagoonpost.example/print.php?story=881&lang=en"));
    let text = page.text.join("\n");
    assert!(text.contains("Paraguay has joined the fund"), "{text}");
    assert!(page.text.last().is_some_and(|last| last == "The next meeting of the fund is in June."), "{text}");
    assert_eq!(page.text.len(), 3, "{text}");
}

#[test]
fn the_right_one_of_several_blocks() {
    let page = read!("two-blocks");
    assert_eq!(
        claims(&page),
        (
            "Bhutan & Andorra sign postal pact",
            "2024-05-05T23:30:00-03:00",
            "Ridge Times",
            vec!["Dechen Wangmo"],
            "en",
            "https://ridge.example/post/pact"
        )
    );
    assert_eq!(page.text.len(), 2, "{:#?}", page.text);
}

#[test]
fn broken_blocks_are_mended_or_passed_over() {
    let page = read!("broken");
    assert_eq!(
        claims(&page),
        ("Samoa names envoy to Estonia", "2017-10-10T10:00:00+13:00", "Reef News", vec!["Sina Leota"], "-", "-")
    );
    assert_eq!(page.text.len(), 2, "{:#?}", page.text);
}

#[test]
fn a_page_that_scripts_fill_has_its_text_in_json_ld() {
    let page = read!("script-only");
    assert_eq!(page.text.len(), 2, "{:#?}", page.text);
    assert!(page.text[1].ends_with("which stood empty for a decade."));
    assert_eq!(page.completeness, Completeness::Complete);
}

#[test]
fn a_feed_and_a_mail() {
    let feed = fragment(
        "<p>By Nadia Roy. Bangladesh and Denmark have opened a joint wind-turbine test site near Cox&#8217;s Bazar.</p>\
         <p>Danish firms will measure wind for a year before Bangladesh decides on a tender.</p>",
    );
    assert_eq!(feed.text.len(), 2);
    assert!(feed.text[0].starts_with("By Nadia Roy. Bangladesh"), "{:#?}", feed.text);
    let mail = fragment(
        "<html><body><table><tr><td><h2>Estonia links digital identity with Uruguay</h2><p><i>Tallinn Review, 12 June 2023</i></p>\
         <p>Estonia and Uruguay have linked their digital identity systems.</p><p><a href='https://tallinnreview.example/d?utm_medium=email&amp;x=1'>\
         Read the story</a></p></td></tr><tr><td>You receive this mail because you subscribed. <a href='https://mail.example/u/1'>Unsubscribe</a>\
         </td></tr></table></body></html>",
    );
    assert_eq!(
        mail.text[..3],
        [
            "Estonia links digital identity with Uruguay",
            "Tallinn Review, 12 June 2023",
            "Estonia and Uruguay have linked their digital identity systems."
        ]
    );
    assert!(
        mail.markdown
            .starts_with("## Estonia links digital identity with Uruguay\n\n*Tallinn Review, 12 June 2023*\n\n")
    );
}

#[test]
fn a_mark_on_the_whole_page_is_not_believed() {
    let text = "The two governments have agreed to open the border post for lorries at night as well. ".repeat(3);
    let html = format!(
        "<body><div class='modal related'><div hidden><h1>Border post opens</h1><p>{text}</p><p>{text}</p></div></div>"
    );
    assert_eq!(page(&html).text.len(), 2);
}

#[test]
fn nothing_is_read_of_nothing() {
    for html in ["", " ", "<", "<html>", "\u{0}", "<!-- x", "<title>"] {
        let page = page(html);
        assert_eq!((page.text.len(), page.markdown.as_str(), page.title), (0, "", None), "{html:?}");
        assert_eq!(fragment(html).text.len(), 0);
    }
}

#[test]
fn walls_of_many_languages() {
    for wall in [
        "Haberin devamını okumak için abone olun",
        "Zaten abone misiniz?",
        "Pour lire la suite, abonnez-vous",
        "Weiterlesen mit einem Abo",
        "Register for free to read the rest of this story",
    ] {
        let page = page(&format!(
            "<title>Talks begin</title><article><h1>Talks begin</h1>\
             <p>Talks between the two ministers began this morning.</p><p>{wall}</p></article>"
        ));
        assert_eq!(page.completeness, Completeness::Walled, "{wall}");
        assert_eq!(page.text, ["Talks between the two ministers began this morning."], "{wall}");
        removed(&page, &[wall]);
    }
}

//! What stands around an article and is none of it: boxes that ask for consent, readers' comments, teasers.

use super::super::{Completeness, Page, page};

const BRIEF: &str = "<p>Malta and Oman signed a pact on herring on Saturday in Valletta, the two governments said.</p>\
    <p>Boats will be shared from June, and the costs will be looked at after one year.</p>";

fn with(inside: &str, below: &str) -> Page {
    page(&format!(
        "<title>Herring to be counted</title><body><article><h1>Herring to be counted</h1>{BRIEF}{inside}</article>{below}</body>"
    ))
}

fn without_article(below: &str) -> Page {
    page(&format!(
        "<title>Herring to be counted</title><body><div class='story'><h1>Herring to be counted</h1>{BRIEF}</div>{below}</body>"
    ))
}

#[track_caller]
fn is_whole(page: &Page, of: &str) {
    assert_eq!(page.completeness, Completeness::Complete, "{of}");
    assert_eq!(page.text.len(), 2, "{of}: {:#?}", page.text);
    assert!(page.text[0].starts_with("Malta and Oman") && page.text[1].starts_with("Boats"), "{of}: {:#?}", page.text);
    assert_eq!(page.doubts, [""; 0], "{of}");
}

#[test]
fn a_box_that_asks_for_consent_is_no_wall() {
    for line in [
        "We use cookies.",
        "Bu sitede çerezler kullanılmaktadır.",
        "Saytımızda kukilərdən istifadə olunur.",
        "Мы используем файлы cookie.",
        "Nous utilisons des cookies pour mesurer l’audience.",
        "Wir verwenden Cookies.",
        "نستخدم ملفات تعريف الارتباط.",
        "یہ ویب سائٹ کوکیز استعمال کرتی ہے۔",
        "We and our 812 partners store information on a device.",
    ] {
        for html in [
            format!("<div class='cookies'>{line} <button>OK</button></div>"),
            format!("<div id='gdpr-consent'><h2>Your privacy</h2><p>{line}</p></div>"),
            format!("<div id='bar'>{line} <button>OK</button></div>"),
        ] {
            is_whole(&without_article(&html), &html);
            is_whole(&with("", &html), &html);
        }
    }
}

#[test]
fn comments_of_readers_are_no_text() {
    let said = "<p>We have waited long for news of this kind, and it is good to read it here at last, thank you.</p>";
    for (kind, head) in [
        ("field--name-comment", "Comments"),
        ("yorum", "Yorumlar (1)"),
        ("kommentare", "Kommentare"),
        ("x1", "Readers’ comments (12)"),
        ("x1", "Commentaires (3)"),
        ("x1", "Комментарии"),
        ("x1", "Şərhlər (2)"),
        ("x1", "التعليقات"),
        ("x1", "2 Kommentare"),
    ] {
        let html =
            format!("<section class='{kind}'><h2>{head}</h2><article class='comment'>{said}</article>{said}</section>");
        is_whole(&with(&html, ""), &html);
        is_whole(&without_article(&html), &html);
        let page = with(&html, "");
        assert!(page.removed.iter().any(|removed| removed.starts_with(&head[..4])), "{html}: {:?}", page.removed);
    }
}

#[test]
fn an_article_on_comments_keeps_its_sections() {
    let page = with("<h2>Comments of the two ministers</h2><p>Both ministers said that they like herring.</p>", "");
    assert_eq!(page.text.len(), 4, "{:#?}", page.text);
    let html = "<title>Herring</title><body><div class='has-comments comments-open'><h1>Herring</h1>\
        <p>Malta and Oman signed a pact on herring on Saturday in Valletta, the two governments said.</p></div>";
    assert_eq!(super::super::page(html).text.len(), 1);
}

#[test]
fn what_stands_below_the_article_does_not_come_in() {
    let below = "<section class='b-results'><h2>Most read</h2><a href='/1'>Rents rise again</a>\
        <p>A report finds that rents rose once more in every county of the north and the south.</p></section>\
        <div class='panel'><h2>Your choices</h2><p>Information is stored on your device by a company.</p></div>";
    let page = with("", below);
    is_whole(&page, below);
    assert!(
        page.removed.iter().any(|removed| removed.contains("Rents rise again") || removed.contains("A report")),
        "{:?}",
        page.removed
    );
    let main = super::super::page(&format!(
        "<title>Herring to be counted</title><body><main><h1>Herring to be counted</h1>{BRIEF}</main>{below}</body>"
    ));
    is_whole(&main, "main");
}

#[test]
fn a_text_that_an_article_only_begins_stays_whole() {
    let more = "<p>The crews have been paid, the nets have been mended, and the second ship is ready to leave the harbour.</p>".repeat(6);
    let page = with("", &format!("<div>{more}</div>"));
    assert!(page.text.len() > 2, "{:#?}", page.text);
}

#[test]
fn buttons_for_the_size_of_letters_are_no_title() {
    for buttons in ["A A A", "A- A A+", "Aa Aa", "А А А"] {
        let html = format!("<body><h1>{buttons}</h1><h1>Herring to be counted</h1><p>{buttons}</p>{BRIEF}</body>");
        let page = page(&html);
        assert_eq!(page.title.as_deref(), Some("Herring to be counted"), "{buttons}");
        assert!(!page.text.iter().any(|text| text == buttons), "{buttons}: {:#?}", page.text);
    }
}

#[test]
fn the_section_above_a_headline_is_no_text() {
    for html in [
        format!(
            "<article><header><p class='kicker'>Fisheries</p><h1>Herring to be counted</h1></header>{BRIEF}</article>"
        ),
        format!("<article><p>Fisheries</p><h1>Herring to be counted</h1>{BRIEF}</article>"),
    ] {
        let page = page(&format!("<title>Herring to be counted</title><body>{html}"));
        assert_eq!(page.text.len(), 2, "{:#?}", page.text);
    }
}

#[test]
fn buttons_of_the_page_are_no_text_in_any_language() {
    let text =
        "The two harbours have agreed on one timetable for the night ferries, which will leave on every second day.";
    for button in ["Imprimer", "Haut de page", "Drucken", "Nach oben", "Başa dön", "Yukarı çık", "Наверх", "Çap et"]
    {
        let read = page(&format!(
            "<title>Ferries</title><article><h1>Ferries</h1><p>{text} One.</p><p>{text} Two.</p><p>{button}</p></article>"
        ));
        assert_eq!(read.text.len(), 2, "{button}: {:#?}", read.text);
        assert!(read.removed.iter().any(|removed| removed == button), "{button}: {:#?}", read.removed);
    }
}

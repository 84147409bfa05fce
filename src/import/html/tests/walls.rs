//! Texts that a wall for subscribers cuts.

use super::super::{Completeness, Page, page};

const WALLS: [&str; 16] = [
    "To continue reading this article, subscribe now.",
    "The rest of this article is for subscribers.",
    "Yazının devamı abonelere özeldir.",
    "Haberin devamını okumak için abone olun.",
    "Məqalənin davamı abunəçilər üçündür.",
    "Полный текст доступен по подписке.",
    "Чтобы продолжить чтение, оформите подписку.",
    "Il vous reste 60% de cet article à lire. La suite est réservée aux abonnés.",
    "Dieser Artikel ist exklusiv für Abonnenten.",
    "لمتابعة القراءة اشترك الآن.",
    "للمتابعة اشترك الآن",
    "للمتابعة، سجل الدخول أو اشترك.",
    "اشترك الآن لقراءة بقية المقال",
    "پڑھنا جاری رکھنے کے لیے سبسکرائب کریں۔",
    "هذا المحتوى مخصص للمشتركين.",
    "مکمل مضمون پڑھنے کے لیے سبسکرائب کریں۔",
];

const SENTENCE: &str = "Malta and Oman signed a pact on herring on Saturday in Valletta, the two governments said.";

fn cut_after(paragraphs: usize, end: &str) -> Page {
    let text = format!("<p>{SENTENCE}</p>").repeat(paragraphs);
    page(&format!(
        "<title>Herring to be counted</title><body><article><h1>Herring to be counted</h1>{text}{end}</article>"
    ))
}

#[test]
fn a_teaser_is_refused_with_the_words_of_its_wall() {
    for wall in WALLS {
        let page = cut_after(1, &format!("<p>{wall}</p>"));
        assert_eq!(page.completeness, Completeness::Walled, "{wall}");
        assert_eq!(page.wall.as_deref(), Some(wall), "{wall}");
    }
}

#[test]
fn a_longer_text_is_kept_without_the_wall_and_doubted() {
    for wall in WALLS {
        for end in [format!("<p>{wall}</p>"), format!("<p>{SENTENCE} {wall}</p>")] {
            let page = cut_after(6, &end);
            assert_eq!(page.completeness, Completeness::Complete, "{end}");
            assert_eq!(page.doubts, [format!("body: cut by a wall for subscribers: \"{wall}\"")], "{end}");
            assert!(page.text.iter().all(|text| text == SENTENCE), "{end}: {:#?}", page.text);
            assert!(
                page.removed.iter().any(|removed| wall.starts_with(removed.trim_end_matches('…'))),
                "{end}: {:?}",
                page.removed
            );
        }
    }
}

#[test]
fn a_box_marked_as_a_wall_cuts_too() {
    let page = cut_after(6, "<div class='paywall'><p>Already a member? Sign in</p></div>");
    assert_eq!(page.doubts, ["body: cut by a wall for subscribers: \"Already a member? Sign in\""]);
}

#[test]
fn text_behind_a_line_for_subscribers_is_whole() {
    let lines = "<p>Already a subscriber? Log in</p>".to_owned() + &format!("<p>{SENTENCE}</p>").repeat(6);
    let page = cut_after(2, &lines);
    assert_eq!((page.completeness, page.doubts.len()), (Completeness::Complete, 0));
}

#[test]
fn a_sentence_on_subscribers_is_text() {
    let page =
        cut_after(5, "<p>The phone company said that its subscribers had paid, and that only a few had left it.</p>");
    assert_eq!((page.text.len(), page.doubts.len()), (6, 0));
}

#[test]
fn what_is_said_to_be_for_subscribers_is_doubted_when_it_is_short() {
    let json = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Herring to be counted\",\
        \"isAccessibleForFree\":false}</script>";
    let page = cut_after(6, json);
    assert_eq!(page.doubts, ["body: the page says that it is for subscribers; the text may be cut"]);
    assert_eq!(cut_after(20, json).doubts, [""; 0]);
    let teaser = cut_after(1, json);
    assert_eq!((teaser.completeness, teaser.wall), (Completeness::Walled, None));
}

//! Paragraphs beside the best part of a page.

use super::super::page;

const TEXT: &str = "The two harbours have agreed on one timetable for the night ferries, which will leave on every second day, \
                    with lorries on the lower deck, families on the upper one, and a doctor on board of each ship.";

/// A page whose text stands in two parts; the second, in a box of its own, is the better one.
fn parted(between: &str, below: &str) -> String {
    let rest: String = (1..30).map(|number| format!("<p>{TEXT} {number}.</p>")).collect();
    format!(
        "<title>Ferries</title><div><h1>Ferries</h1><p>{TEXT} One.</p>{between}<p>{TEXT} Two.</p>\
         <div class='article-body'>{rest}</div>{below}</div>"
    )
}

#[test]
fn a_short_paragraph_without_a_full_stop_is_put_back() {
    for line in ["What does the timetable say of the winter:", "And who pays for the doctor?"] {
        let read = page(&parted(&format!("<p>{line}</p>"), ""));
        assert_eq!(read.text.get(1).map(String::as_str), Some(line), "{:#?}", read.text);
        assert_eq!(read.text.len(), 32, "{:#?}", read.text);
    }
}

#[test]
fn links_to_other_stories_are_not_put_back() {
    let read =
        page(&parted("<p><a href='https://port.example/x'>The harbours and their winters, year by year</a></p>", ""));
    assert_eq!(read.text.len(), 31, "{:#?}", read.text);
}

#[test]
fn a_long_paragraph_that_is_passed_over_is_told() {
    let line = "Ole Brandt and two others of the harbour desk contributed to this report";
    let read = page(&parted("", &format!("<div id=helpers><p>{line}</p></div>")));
    let kept = read.text.iter().any(|text| text == line);
    assert!(kept || read.removed.iter().any(|text| text == line), "{:#?}", read.removed);
}

#[test]
fn a_quotation_that_the_text_looks_at_again_is_no_pull_quote() {
    let body = |again: &str| {
        page(&format!(
            "<title>Ferries</title><article><h1>Ferries</h1><p>“We take the doctor aboard and nobody else,” wrote the line.</p>\
             {again}<p>{TEXT} One.</p><p>{TEXT} Two.</p></article>"
        ))
    };
    let quote = "“We take the doctor aboard and nobody else”";
    let announced = body(&format!("<p>Let us read that note once more:</p><p>{quote}</p>"));
    assert_eq!(announced.text.get(2).map(String::as_str), Some(quote), "{:#?}", announced.text);
    let excerpt = body("<p>“… the doctor aboard and nobody else”</p>");
    assert_eq!(excerpt.text.len(), 4, "{:#?}", excerpt.text);
    let pulled = body(&format!("<p>{quote}</p>"));
    assert_eq!(pulled.text.len(), 3, "{:#?}", pulled.text);
}

//! Marks on text that sound as those of furniture do.

use super::super::page;

const TEXT: &str = "The two harbours have agreed on one timetable for the night ferries, which will leave on every second day, \
                    with lorries on the lower deck, families on the upper one, and a doctor on board of each ship.";

#[test]
fn a_heading_between_paragraphs_is_kept_whatever_its_class() {
    for mark in ["class=subheader", "class='banner-title'", "id=community-voices", "class=extra"] {
        let html = format!(
            "<title>Ferries</title><article><h1>Ferries</h1><p>{TEXT} {TEXT} One.</p><h2 {mark}>What it costs</h2>\
             <p>{TEXT} {TEXT} Two.</p><p>{TEXT} Three.</p></article>"
        );
        let read = page(&html);
        assert_eq!(read.text.get(1).map(String::as_str), Some("What it costs"), "{mark}: {:#?}", read.text);
        assert_eq!(read.text.len(), 4, "{mark}: {:#?}", read.text);
    }
}

#[test]
fn a_transcript_marked_as_media_is_the_article() {
    let turns: String = (1..12).map(|turn| format!("<p>SPEAKER {turn}: {TEXT}</p>")).collect();
    let html = format!(
        "<title>Ferries</title><div class=section><h1>Ferries</h1><p>{TEXT} {TEXT}</p><p>{TEXT} {TEXT}</p><p class=toggle><a href='#'>Transcript</a></p>\
         <div class=media-transcript>{turns}</div></div><div class=foot><p>This station takes news from three agencies, \
         and none of their words may be used again, in whole or in part, \
         by anyone, in print, on air or in the net, without their leave in writing.</p><p>All times are those of the eastern harbours, an hour ahead.</p></div>"
    );
    let text = page(&html).text.join("\n");
    assert!(text.contains("SPEAKER 1:") && text.contains("SPEAKER 11:"), "{text}");
}

#[test]
fn the_place_that_opens_a_text_is_kept() {
    for mark in ["class=dateline", "itemprop=author", "id=author-place"] {
        let html = format!(
            "<title>Ferries</title><article><h1>Ferries</h1><p><span {mark}>PORT EDDA —</span> {TEXT}</p><p>{TEXT} {TEXT} Two.</p>\
             <p>{TEXT} Three.</p></article>"
        );
        let read = page(&html);
        let first = read.text.first().map_or("", String::as_str);
        assert!(first.starts_with("PORT EDDA — The two"), "{mark}: {:#?}", read.text);
    }
}

#[test]
fn marks_are_believed_where_no_text_runs() {
    let html = format!(
        "<title>Ferries</title><article><h1>Ferries</h1><p>{TEXT} {TEXT} One.</p><p>{TEXT} {TEXT} Two.</p><p>{TEXT} Three.</p>\
         <div class=media-box><p>Play the film</p><p>Two minutes long</p></div></article>"
    );
    assert_eq!(page(&html).text.len(), 3, "{:#?}", page(&html).text);
}

//! Footnotes, gathered at the end of the text.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Collects the notes at the end, in the order in which the text refers to them, with a way back.
pub(super) fn gather<'a>(events: Vec<Event<'a>>, back: &str) -> Vec<Event<'a>> {
    let is_note =
        |event: &Event<'_>| matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)));
    if !events.iter().any(is_note) {
        return events;
    }
    let mut notes: BTreeMap<String, Vec<Event<'a>>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut body = Vec::with_capacity(events.len());
    let mut current: Vec<(String, Vec<Event<'a>>)> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => current.push((label.to_string(), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, note)) = current.pop() {
                    notes.entry(label).or_insert(note);
                }
            }
            event => {
                let event = match event {
                    Event::FootnoteReference(label) => {
                        let label = label.to_string();
                        let number = *numbers.entry(label.clone()).or_insert_with(|| {
                            order.push(label.clone());
                            order.len()
                        });
                        let nth = uses.entry(label).or_insert(0);
                        *nth += 1;
                        let id = if *nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") };
                        Event::InlineHtml(
                            format!(
                                "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\">{number}</a></sup>"
                            )
                            .into(),
                        )
                    }
                    other => other,
                };
                match current.last_mut() {
                    Some((_, note)) => note.push(event),
                    None => body.push(event),
                }
            }
        }
    }
    let mut open = false;
    // A note may refer to a note: the list grows while it is walked.
    let mut at = 0;
    while at < order.len() {
        if let Some(note) = notes.remove(&order[at]) {
            if !open {
                body.push(Event::Html("<section class=\"footnotes\"><ol>\n".into()));
                open = true;
            }
            let number = at + 1;
            body.push(Event::Html(format!("<li id=\"fn-{number}\" value=\"{number}\">").into()));
            body.extend(note);
            let label = escape(back);
            body.push(Event::Html(
                format!(
                    "<a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{label} {number}\">↩</a></li>\n"
                )
                .into(),
            ));
        }
        at += 1;
    }
    if open {
        body.push(Event::Html("</ol></section>\n".into()));
    }
    body
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

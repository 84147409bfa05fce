//! The opening of a text, for articles that may be shown as an excerpt.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Keeps the first words and closes what is open; whether something was left out.
///
/// Blocks of HTML are left out whole: their words cannot be counted.
pub(super) fn cut(events: &mut Vec<Event<'_>>, words: usize) -> bool {
    let total: usize = events.iter().map(|event| words_of(event).map_or(0, count)).sum();
    // Notes and their marks say nothing without the passage that they belong to.
    let mut in_note = 0;
    let mut has_html = false;
    events.retain(|event| {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_note += 1,
            Event::End(TagEnd::FootnoteDefinition) => {
                in_note -= 1;
                return false;
            }
            Event::FootnoteReference(_) => return false,
            Event::Html(_) => {
                has_html = true;
                return false;
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return false,
            _ => {}
        }
        in_note == 0
    });
    let limit = words.min(total / 2);
    let mut left = limit;
    let mut open: Vec<TagEnd> = Vec::new();
    for at in 0..events.len() {
        match &events[at] {
            Event::Start(tag) => open.push(tag.to_end()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) | Event::Code(text) if count(text) > left => {
                let kept: Vec<&str> = text.split_whitespace().take(left).collect();
                let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
                let kept = kept.join(" ");
                let kept = kept.trim_end_matches([',', ';', ':', '–', '—', ' ']);
                let shown = if kept.is_empty() { format!("{lead}…") } else { format!("{lead}{kept} …") };
                events.truncate(at);
                if limit == 0 {
                    events.clear();
                } else {
                    events.push(Event::Text(CowStr::from(shown)));
                    events.extend(open.into_iter().rev().map(Event::End));
                }
                return true;
            }
            event => left -= words_of(event).map_or(0, count),
        }
    }
    has_html
}

/// What readers read of an event.
fn words_of<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

//! The opening of a text, for articles that may be shown as an excerpt.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd, TextMergeStream};
use unicode_normalization::char::is_combining_mark;

/// Keeps the first words and closes what is open; whether something was left out.
///
/// Only what readers read is kept, since only that is counted: no notes, no blocks of HTML, and of links, images, headings
/// and code nothing that is said in attributes. Of HTML within the text bare tags stay: `<b>`.
pub(super) fn cut(events: &mut Vec<Event<'_>>, words: usize) -> bool {
    // The parser parts a text at every sign that could mean something; a word is then several.
    *events = TextMergeStream::new(std::mem::take(events).into_iter()).collect();
    let total: usize = events.iter().map(|event| words_of(event).map_or(0, count)).sum();
    let mut is_cut = keep_counted(events);
    let limit = words.min(total / 2);
    let mut left = limit;
    let mut open: Vec<TagEnd> = Vec::new();
    for at in 0..events.len() {
        match &events[at] {
            Event::Start(tag) => open.push(tag.to_end()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) | Event::Code(text) if count(text) > left => {
                let shown = shortened(text, left);
                events.truncate(at);
                if limit == 0 {
                    events.clear();
                } else {
                    events.push(Event::Text(CowStr::from(shown)));
                    events.extend(open.into_iter().rev().map(Event::End));
                }
                is_cut = true;
                break;
            }
            event => left -= words_of(event).map_or(0, count),
        }
    }
    is_cut
}

/// Leaves out what cannot be counted; whether there was any that readers would miss.
fn keep_counted(events: &mut Vec<Event<'_>>) -> bool {
    let (mut in_note, mut is_cut) = (0, false);
    events.retain_mut(|event| {
        match event {
            // Notes and their marks say nothing without the passage that they belong to.
            Event::Start(Tag::FootnoteDefinition(_)) => {
                in_note += 1;
                is_cut = true;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                in_note -= 1;
                return false;
            }
            Event::FootnoteReference(_) => return false,
            Event::Html(_) => {
                is_cut = true;
                return false;
            }
            Event::InlineHtml(tag) if !is_bare(tag) => {
                is_cut = true;
                return false;
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return false,
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => *title = CowStr::from(""),
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                *id = None;
                classes.clear();
                attrs.clear();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => *language = CowStr::from(""),
            _ => {}
        }
        in_note == 0
    });
    is_cut
}

/// Whether a piece of HTML is a tag without attributes.
fn is_bare(html: &str) -> bool {
    let name = html.strip_prefix("</").or_else(|| html.strip_prefix('<')).and_then(|rest| rest.strip_suffix('>'));
    let name = name.map(|name| name.strip_suffix('/').unwrap_or(name).trim_end());
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The first words of a text, with a sign that there are more.
fn shortened(text: &str, words: usize) -> String {
    let end = words.checked_sub(1).and_then(|last| ends(text).nth(last)).unwrap_or(0);
    let (kept, rest) = text.split_at(end);
    let kept = kept.trim_end_matches([',', ';', ':', '–', '—', ' ', '，', '、', '；', '：']);
    // Where a word ends the sign stands apart; between the signs of a script without spaces it does not.
    let space = if rest.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{kept}{space}…")
}

/// What readers read of an event.
fn words_of<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

fn count(text: &str) -> usize {
    ends(text).count()
}

/// So many letters without a space are one word; what is longer is several.
const LONGEST_WORD: usize = 30;
/// So many signs of a script without spaces are one word.
const WORD_WITHOUT_SPACES: usize = 2;

/// Where each word of a text ends, in bytes.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    const WHOLE: usize = LONGEST_WORD * WORD_WITHOUT_SPACES;
    let mut characters = text.char_indices().peekable();
    let mut weight = 0;
    std::iter::from_fn(move || {
        while let Some((at, c)) = characters.next() {
            if c.is_whitespace() {
                if std::mem::take(&mut weight) > 0 {
                    return Some(at);
                }
                continue;
            }
            weight += WHOLE / if has_no_spaces(c) { WORD_WITHOUT_SPACES } else { LONGEST_WORD };
            // A sign and the marks above and below it stay together.
            let is_whole = weight >= WHOLE && characters.peek().is_none_or(|(_, next)| !is_combining_mark(*next));
            if is_whole {
                weight = 0;
                return Some(at + c.len_utf8());
            }
        }
        (std::mem::take(&mut weight) > 0).then_some(text.len())
    })
}

/// Whether a character is of a script that is written without spaces between words: Thai, Lao, Tibetan, Burmese, Khmer,
/// Chinese and Japanese.
fn has_no_spaces(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{312f}'
            | '\u{3190}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_words_and_what_stands_for_them() {
        assert_eq!([count(""), count(" "), count("a b"), count(" ab  c ")], [0, 0, 2, 2]);
        assert_eq!([count("两国部长"), count("两国部长会"), count("ประเทศไทย")], [2, 3, 5]);
        assert_eq!([count(&"a".repeat(30)), count(&"a".repeat(31)), count(&"a".repeat(300))], [1, 2, 10]);
    }

    #[test]
    fn shortens_between_words_and_signs() {
        assert_eq!(shortened("one two, three", 2), "one two …");
        assert_eq!([shortened(" one", 0), shortened("one", 0)], [" …", "…"]);
        assert_eq!(shortened("两国部长，会谈", 2), "两国部长…");
        // A vowel is not parted from its consonant.
        assert_eq!(shortened("กที่กกก", 1), "กที่…");
    }

    #[test]
    fn a_word_with_signs_in_it_is_one() {
        let options = pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
        let mut events: Vec<Event<'_>> = pulldown_cmark::Parser::new_ext("Don't [a] *b*, c d e f g", options).collect();
        assert!(cut(&mut events, 4));
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events.into_iter());
        assert_eq!(html, "<p>Don’t [a] <em>b</em> …</p>\n");
    }

    #[test]
    fn knows_bare_tags() {
        for (html, bare) in
            [("<b>", true), ("</b>", true), ("<br />", true), ("<b x>", false), ("<!-- x -->", false), ("<?x?>", false)]
        {
            assert_eq!(is_bare(html), bare, "{html}");
        }
    }
}

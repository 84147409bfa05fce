//! HTML in a text that hides all that follows because nothing closes it.

use pulldown_cmark::{Event, Parser};

use super::parser_options;
use crate::config::{Markdown, Punctuation, RawHtml};
use crate::diagnostic::{Diagnostic, Place};

/// What hides its content on a page, and what ends it.
const HIDING: [(&str, &str); 3] = [("<style", "</style"), ("<script", "</script"), ("<!--", "-->")];

/// The warning that an element or a comment hides the rest of the text, which is the end of the file `whole`.
pub(crate) fn hidden(path: &str, whole: &str, text: &str) -> Option<Diagnostic> {
    let (at, begin, end) = unclosed(text)?;
    let at = whole.len().checked_sub(text.len())? + at;
    let place = Place::at_byte(path, whole, at, begin.len());
    let close = if begin == "<!--" { "" } else { ">" };
    let message = format!("`{begin}{close}` is not closed: no page shows what follows");
    let help = format!("write `{end}{close}` where it ends; or `\\<` if you mean the sign");
    Some(Diagnostic::warning("unclosed-html", message).at(place).help(help))
}

/// The element or comment that is not closed: its byte offset in the Markdown, how it begins and what would end it.
fn unclosed(text: &str) -> Option<(usize, &'static str, &'static str)> {
    // A quick look that saves most texts a second parse.
    text.match_indices('<').find_map(|(at, _)| opened(&text[at..]))?;
    let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
    let mut open = None;
    for (event, span) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let html = text.get(span.clone())?;
        let mut from = 0;
        while let Some(rest) = html.get(from..) {
            let step = match open {
                None => rest.match_indices('<').find_map(|(at, _)| opened(&rest[at..]).map(|hiding| (at, hiding))).map(
                    |(at, hiding)| {
                        open = Some((span.start + from + at, hiding));
                        // `<!-->` is a comment, and whole.
                        at + if hiding.0 == "<!--" { 2 } else { hiding.0.len() }
                    },
                ),
                Some((_, (_, end))) => find_ignoring_case(rest, end).map(|at| {
                    open = None;
                    at + end.len()
                }),
            };
            let Some(step) = step else { break };
            from += step;
        }
    }
    open.map(|(at, (begin, end))| (at, begin, end))
}

/// Which of [`HIDING`] a text begins with.
fn opened(text: &str) -> Option<(&'static str, &'static str)> {
    HIDING.into_iter().find(|(begin, _)| {
        let after = text.as_bytes().get(begin.len());
        let is_whole = *begin == "<!--" || after.is_none_or(|byte| byte.is_ascii_whitespace() || b">/".contains(byte));
        is_whole && text.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin))
    })
}

fn find_ignoring_case(text: &str, sought: &str) -> Option<usize> {
    text.as_bytes().windows(sought.len()).position(|part| part.eq_ignore_ascii_case(sought.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_hides_the_rest() {
        for (text, at) in [
            ("One.\n\n<style>\np {}\n\nTwo.", 6),
            ("One <SCRIPT src=x> two.", 4),
            ("One.\n\n<!-- a note\n\nTwo.", 6),
            ("<style>a</style>\n\n<style>b\n", 18),
            ("<div>\n<style>\n</div>\n\nTwo.", 6),
        ] {
            assert_eq!(unclosed(text).map(|found| found.0), Some(at), "{text}");
        }
        for text in [
            "One.\n\n<style>\np {}\n</style>\n\nTwo.",
            "One <!-- a --> two <!---> three <!-- --> four.",
            "`<style>` and \\<style> and `<!--`\n\n    <script>\n",
            "<styles> and <scripture> are no elements of HTML.",
            "One <script>let a = 1;</Script > two.",
        ] {
            assert_eq!(unclosed(text), None, "{text}");
        }
    }
}

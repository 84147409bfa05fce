//! HTML in a text that hides words: all that follows because nothing closes it, or what stands in a drawing or a formula.

use pulldown_cmark::{Event, Parser};

use super::links::InHtml;
use super::{addresses, parser_options};
use crate::config::{Markdown, Punctuation, RawHtml};
use crate::diagnostic::{Diagnostic, Place};

/// What hides its content on a page, and what ends it.
const HIDING: [(&str, &str); 3] = [("<style", "</style"), ("<script", "</script"), ("<!--", "-->")];

/// Elements of other languages than HTML, with what to do instead: the sanitiser takes them out with their words.
const FOREIGN: [(&str, &str); 2] = [
    ("svg", "put the drawing into a file beside the article and show it as a picture, `![words](drawing.svg)`"),
    ("math", "write the formula as text, or show it as a picture"),
];

/// Warnings of what hides words of the text, which is the end of the file `whole`: an element or a comment that hides the
/// rest, and the first drawing and the first formula.
pub(crate) fn hidden(path: &str, whole: &str, text: &str) -> Vec<Diagnostic> {
    let Some(begin_of_text) = whole.len().checked_sub(text.len()) else { return Vec::new() };
    let place = |at: usize, length: usize| Place::at_byte(path, whole, begin_of_text + at, length);
    let unclosed = unclosed(text).map(|(at, begin, end)| {
        let close = if begin == "<!--" { "" } else { ">" };
        let message = format!("`{begin}{close}` is not closed: no page shows what follows");
        let help = format!("write `{end}{close}` where it ends; or `\\<` if you mean the sign");
        Diagnostic::warning("unclosed-html", message).at(place(at, begin.len())).help(help)
    });
    let foreign = foreign(text).into_iter().map(|(at, element, help)| {
        let message =
            format!("`<{element}>` is not shown, nor are its words: not on paper, nor on pages but with trusted HTML");
        Diagnostic::warning("hidden-html", message).at(place(at, element.len() + 1)).help(help)
    });
    unclosed.into_iter().chain(foreign).collect()
}

/// The first of each of [`FOREIGN`], with its byte offset in the Markdown.
fn foreign(text: &str) -> Vec<(usize, &'static str, &'static str)> {
    let may_be = |(at, _): (usize, &str)| {
        let begins = |(element, _): &(&str, &str)| {
            text.get(at + 1..at + 1 + element.len()).is_some_and(|name| name.eq_ignore_ascii_case(element))
        };
        FOREIGN.iter().any(begins)
    };
    if !text.match_indices('<').any(may_be) {
        return Vec::new();
    }
    let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
    let mut in_html = InHtml::default();
    for (event, span) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            in_html.push(&html, span.start);
        }
    }
    let first = FOREIGN.into_iter().filter_map(|(element, help)| {
        let at = addresses::first(&in_html.html, element)?;
        Some((in_html.offset(at..at + 1 + element.len(), text)?, element, help))
    });
    first.collect()
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
    fn finds_drawings_and_formulas() {
        let found = |text: &str| foreign(text).into_iter().map(|found| (found.0, found.1)).collect::<Vec<_>>();
        assert_eq!(found("A <MATH><mi>x</mi></MATH>.\n\n> <svg><text>b</text></svg>\n"), [(30, "svg"), (2, "math")]);
        for text in ["`<svg>` and \\<math>", "<!-- <svg> -->", "<svgs> <b>a</b> <mathx>", "    <svg>"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

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

//! Plain paragraphs → Markdown that shows the same text (CommonMark 0.31, with the extensions that pages use).

/// The paragraphs with what would be markup escaped, a blank line between them.
pub(super) fn body(paragraphs: &[String]) -> String {
    let mut body = String::new();
    for paragraph in paragraphs {
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        escape(paragraph, &mut body);
    }
    body
}

fn escape(text: &str, out: &mut String) {
    let start = line_start_mark(text);
    // A link needs "](", "][" or a definition's "]:"; without any of them brackets are only brackets.
    let brackets = text.contains("](") || text.contains("][") || text.contains("]:") || text.contains("[^");
    let strikes = text.contains("~~");
    let (mut before, mut chars) = (' ', text.char_indices().peekable());
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let escaped = Some(at) == start
            || match c {
                '`' => true,
                '\\' => after.is_ascii_punctuation(),
                '*' => !(before.is_whitespace() && after.is_whitespace()),
                '_' => {
                    let alone = before.is_whitespace() && after.is_whitespace();
                    let inside = before.is_alphanumeric() && after.is_alphanumeric();
                    !(alone || inside)
                }
                '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
                '&' => begins_entity(text.get(at + 1..).unwrap_or_default()),
                '[' | ']' => brackets,
                '~' => strikes,
                '|' => at == 0,
                _ => false,
            };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

/// "copy;", "#169;": what makes an entity of an ampersand before it.
pub(super) fn begins_entity(text: &str) -> bool {
    // The longest name of HTML has 31 letters.
    let mut chars = text.chars().take(40).skip_while(|c| c.is_ascii_alphanumeric() || *c == '#');
    chars.next() == Some(';')
}

/// Where at the start of a paragraph a sign stands that would make it a heading, a quotation, a list or a rule.
pub(super) fn line_start_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let after = |at: usize| text.get(at..).unwrap_or_default().chars().next().is_none_or(|c| c.is_whitespace());
    match first {
        '#' => {
            let marks = text.len() - text.trim_start_matches('#').len();
            (marks <= 6 && after(marks)).then_some(0)
        }
        '>' | '=' => Some(0),
        '-' | '+' | '*' if after(1) => Some(0),
        '-' if text.chars().all(|c| c == '-' || c == ' ') => Some(0),
        ':' if after(1) => Some(0),
        '~' if text.starts_with("~~~") => Some(0),
        '0'..='9' => {
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let mark = text.get(digits..).unwrap_or_default().starts_with(['.', ')']);
            (digits <= 9 && mark && after(digits + 1)).then_some(digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        body(&[text.to_owned()])
    }

    #[test]
    fn accidental_markup_is_escaped() {
        for (text, markdown) in [
            ("# 1 in the list", "\\# 1 in the list"),
            ("#hashtag", "#hashtag"),
            ("1. Mayıs", "1\\. Mayıs"),
            ("10.02.22 it said", "10.02.22 it said"),
            ("- a", "\\- a"),
            ("* a", "\\* a"),
            ("> a", "\\> a"),
            ("a *b* _c_ snake_case 2 * 3", "a \\*b\\* \\_c\\_ snake_case 2 * 3"),
            ("<b>x</b> 3 < 4", "\\<b>x\\</b> 3 < 4"),
            ("[x](y) and `z`", "\\[x\\](y) and \\`z\\`"),
            ("[sic] it", "[sic] it"),
            ("AT&T and R & D &copy;", "AT&T and R & D \\&copy;"),
            ("a\\b \\*", "a\\b \\\\\\*"),
        ] {
            assert_eq!(escaped(text), markdown);
        }
    }

    #[test]
    fn pages_show_the_same_text() {
        for text in [
            "***",
            "---",
            "+ a",
            "12) b",
            "a ~~b~~ ![i](u)",
            "[a]: http://x.example",
            "=== a",
            "_a_b*c*",
            "&#65; \\& \\\\",
        ] {
            let markdown = escaped(text);
            let options = pulldown_cmark::Options::all().difference(pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION);
            let mut shown = String::new();
            for event in pulldown_cmark::Parser::new_ext(&markdown, options) {
                match event {
                    pulldown_cmark::Event::Text(text) => shown.push_str(&text),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph)
                    | pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                    other => panic!("{markdown}: {other:?}"),
                }
            }
            assert_eq!(shown, text);
        }
    }
}

//! Typographic signs in headlines and summaries, where the site has them in its texts.

use std::borrow::Cow;

use crate::config::{Markdown, Punctuation};

/// A headline or a summary as readers see it: by the same rules as texts, straight quotes are curled, two and three
/// hyphens are dashes, three dots are an ellipsis. Data (feeds, addresses) keep what was written. Linear in the length.
pub(super) fn shown(text: &str, options: Markdown) -> Cow<'_, str> {
    let has_any = text.contains(['\'', '"']) || text.contains("--") || text.contains("...");
    if options.punctuation == Punctuation::AsWritten || !has_any {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let before = shown.chars().next_back();
        let (width, sign) = match sign {
            '"' if opens(before) => (1, '“'),
            '"' => (1, '”'),
            // '90s, 'ndan: what is left out before a figure or after a word.
            '\'' if opens(before) && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) => (1, '‘'),
            '\'' => (1, '’'),
            '-' if rest.starts_with("---") => (3, '—'),
            '-' if rest.starts_with("--") => (2, '–'),
            '.' if rest.starts_with("...") => (3, '…'),
            other => (other.len_utf8(), other),
        };
        shown.push(sign);
        rest = &rest[width..];
    }
    Cow::Owned(shown)
}

/// Whether a quote after this sign begins something.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || "([{–—/“‘".contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RawHtml;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        let smart = Markdown { punctuation: Punctuation::Smart, html: RawHtml::Sanitise };
        assert_eq!(shown(written, smart), expected);
        let plain = Markdown { punctuation: Punctuation::AsWritten, ..smart };
        assert_eq!(shown(written, plain), written);
    }

    #[test]
    fn curls_what_is_straight() {
        check("Azerbaijan's presidential election", "Azerbaijan’s presidential election");
        check("İstanbul'da 16 anlaşma", "İstanbul’da 16 anlaşma");
        check("Ministers' \"joint\" statement", "Ministers’ “joint” statement");
        check("'We agree', says minister", "‘We agree’, says minister");
        check("(\"a 'b' c\")", "(“a ‘b’ c”)");
        check("Since the '90s", "Since the ’90s");
        check("2013--2015 --- and so on...", "2013–2015 — and so on…");
    }

    #[test]
    fn leaves_what_is_set_already() {
        check("Şuşa’da “görüşme” – 2-3 gün", "Şuşa’da “görüşme” – 2-3 gün");
        check("", "");
    }
}

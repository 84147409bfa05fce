//! Letters: what no font has is written as its number, and words that no line could hold may be broken.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::Fonts;
use crate::tree::is_invisible;

/// Signs so long without a place to break get places.
const LONGEST_WORD: usize = 36;

/// The letters that texts have, each looked up once.
pub(super) struct Letters<'a> {
    fonts: &'a Fonts,
    known: BTreeMap<char, bool>,
}

impl<'a> Letters<'a> {
    /// `missing` are letters of which it is known that they cannot be shown.
    pub(super) fn new(fonts: &'a Fonts, missing: &BTreeSet<char>) -> Self {
        Letters { fonts, known: missing.iter().map(|letter| (*letter, false)).collect() }
    }

    /// An address as it can be set: what no font has, and what nobody would see, is written as its bytes (RFC 3986, 2.1;
    /// RFC 3987, 3.1). It leads to the same place.
    pub(super) fn address(&mut self, address: &str) -> Option<String> {
        let is_plain = |letter: char| letter.is_ascii_graphic() || letter.is_alphanumeric();
        if address.chars().all(|letter| letter.is_ascii_graphic()) {
            return None;
        }
        let mut written = String::with_capacity(address.len() + 16);
        for letter in address.chars() {
            if is_plain(letter) && (letter.is_ascii() || self.is_known(letter)) {
                written.push(letter);
            } else {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    written.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        Some(written)
    }

    /// The text as it can be set; letters that no font has go to `missing`. Linear in its length.
    pub(super) fn settable(&mut self, text: &str, longest: usize, missing: &mut BTreeSet<char>) -> Option<String> {
        if text.is_ascii() && longest_run(text) <= longest && !text.bytes().any(|b| b.is_ascii_control()) {
            return None;
        }
        let mut settable = String::with_capacity(text.len() + 16);
        let mut run = 0;
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            // Typst cannot break a line after a hyphen that parts nothing.
            let mut parts = || {
                let before = settable.chars().next_back().is_some_and(char::is_alphanumeric);
                before && letters.peek().is_some_and(|next| next.is_alphanumeric())
            };
            if is_dropped(letter) || (letter == '\u{ad}' && !parts()) {
                continue;
            }
            if letter.is_whitespace() || is_break(letter) {
                run = 0;
            } else {
                run += 1;
                if run > longest && !is_joined(letter) {
                    settable.push('\u{200b}');
                    run = 1;
                }
            }
            if letter.is_ascii() || self.is_known(letter) {
                settable.push(if letter.is_control() { ' ' } else { letter });
            } else {
                missing.insert(letter);
                settable.push_str(&name(letter));
                run += 8;
            }
        }
        Some(settable)
    }

    fn is_known(&mut self, letter: char) -> bool {
        let fonts = self.fonts;
        *self.known.entry(letter).or_insert_with(|| {
            letter.is_whitespace()
                || letter.is_control()
                || is_invisible(letter)
                || (!is_private(letter) && fonts.have(letter))
        })
    }
}

/// How long a word may be in a line.
pub(super) fn longest_word(columns: usize) -> usize {
    match columns {
        0..=2 => LONGEST_WORD,
        3..=4 => 18,
        _ => 10,
    }
}

/// What stands for a letter that no font has: `[U+1F600]`.
pub(super) fn name(letter: char) -> String {
    format!("[U+{:04X}]", u32::from(letter))
}

/// Marks of the encoding, which are no part of a text, and signs that no PDF may have.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\0')
}

/// Letters that mean what somebody agreed on with somebody: PDF/A has none of them.
fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// A sign behind which a line may end.
pub(super) fn is_break(letter: char) -> bool {
    // From here on stand scripts whose every sign may end a line.
    matches!(letter, '-' | '/' | '\u{ad}' | '\u{200b}' | '–' | '—') || ('\u{2e80}'..='\u{ffef}').contains(&letter)
}

/// A sign that belongs to the one before it.
pub(super) fn is_joined(letter: char) -> bool {
    is_invisible(letter) || matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{20d0}'..='\u{20ff}')
}

fn longest_run(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || is_break(c)).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_the_letters_that_fonts_have() {
        let fonts = Fonts::builtin();
        let mut letters = Letters::new(&fonts, &BTreeSet::from(['ğ']));
        assert_eq!(letters.address("https://x.example/a?b=%20#c"), None);
        let written = letters.address("https://x.example/ş中ğ \u{202e}").unwrap();
        assert_eq!(written, "https://x.example/ş%E4%B8%AD%C4%9F%20%E2%80%AE");
    }
}

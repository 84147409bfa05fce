//! Whether the letters of a file are those that it shows. A font that does not say which letters its codes stand for may
//! show "Malta" and give "0DOWD".

use unicode_normalization::UnicodeNormalization as _;

use super::font::Trust;
use super::page::{Piece, Shown};

/// How much of a file can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legible {
    All,
    /// some of its letters are missing or wrong
    Partly,
    /// most of them are
    Hardly,
}

/// Letters that may be missing from any file: marks of lists, drawn signs.
const FEW: usize = 10;

/// Measures the pages. A font whose codes stand for what they usually do is judged by its words.
pub(super) fn judge(pages: &[Shown]) -> Legible {
    let of = |count: fn(&Shown) -> usize| pages.iter().map(count).sum::<usize>();
    let (mut read, mut unread) = (of(|page| page.read), of(|page| page.unread));
    let usual = pages.iter().flat_map(|page| &page.pieces).filter(|piece| piece.trust == Trust::Usual);
    let (letters, text) = (usual.clone().map(|piece| piece.text.chars().count()).sum::<usize>(), words(usual));
    if letters > FEW && !has_words(&text) {
        unread += letters;
        read = read.saturating_sub(letters);
    }
    let all = (read + unread).max(1);
    if unread * 2 > all {
        Legible::Hardly
    } else if unread > FEW && unread * 100 > all {
        Legible::Partly
    } else {
        Legible::All
    }
}

/// So much is looked at.
const SAMPLE: usize = 20_000;

fn words<'a>(pieces: impl Iterator<Item = &'a Piece>) -> String {
    let mut text = String::new();
    let mut end: Option<(f32, f32)> = None;
    for piece in pieces {
        if text.len() > SAMPLE {
            break;
        }
        // Letters are often set one by one.
        if end.is_some_and(|(x, y)| (piece.x - x).abs() > piece.size * 0.15 || (piece.y - y).abs() > 1.0) {
            text.push(' ');
        }
        text.push_str(&piece.text);
        end = Some((piece.end, piece.y));
    }
    text
}

/// Whether most of what stands between spaces looks like words: letters alone, with a capital at the start only or
/// throughout, and, where they are Latin, with vowels among them.
fn has_words(text: &str) -> bool {
    let (mut all, mut words) = (0_usize, 0_usize);
    let (mut latin, mut vowels) = (0_usize, 0_usize);
    for token in text.split_whitespace() {
        let token = token.trim_matches(|c: char| c.is_ascii_punctuation() || "“”‘’«»–—…".contains(c));
        if token.chars().count() < 3 || token.chars().all(|c| c.is_ascii_digit() || ".,:/-".contains(c)) {
            continue;
        }
        all += 1;
        words += usize::from(is_word(token));
        for c in token.chars().flat_map(char::to_lowercase).nfd().filter(char::is_ascii_alphabetic) {
            latin += 1;
            vowels += usize::from(matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
        }
    }
    // In no language that is written so are fewer than a third.
    let too_few = all < 3 && text.len() < 40;
    too_few || words * 10 >= all * 6 && words > 0 && (latin < 20 || vowels * 4 >= latin)
}

fn is_word(token: &str) -> bool {
    let letters = || token.chars().filter(|c| !matches!(c, '-' | '\'' | '’' | '.'));
    let capitals = letters().skip(1).filter(|c| c.is_uppercase()).count();
    letters().all(|c| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c))
        && (capitals <= 1 || capitals + 1 == letters().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_shifted_letters() {
        for text in [
            "Malta and Oman have signed a maritime accord, the NATO office said on 27.09.2022.",
            "Gürcistan ve Letonya sınır kapılarında ortak eğitim başlattı",
            "Казахстан и Словения подписали соглашение",
            "ديسمبر وقعت مالطا وعمان اتفاقا",
            "12 34",
        ] {
            assert!(has_words(text), "{text}");
        }
        for text in [
            "0DOWD DQG 2PDQ KDYH VLJQHG D PDULWLPH DFFRUG",
            "a!\"b#$ c%&'d ()e*+ f,-.g h/01i",
            "P\u{93}qr ctd tkm\u{81}n xz#r",
        ] {
            assert!(!has_words(text), "{text}");
        }
    }
}

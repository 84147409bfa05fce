//! Lines that are read from right to left: a page shows their letters from left to right.

use unicode_normalization::UnicodeNormalization as _;

/// Whether most letters of a text are read from right to left.
pub(super) fn is_rtl(text: &str) -> bool {
    let rtl = text.chars().filter(|c| is_rtl_letter(*c)).count();
    rtl > 0 && rtl * 2 > text.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{65f}' | '\u{66e}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The letters of one shape, put so that turning the line gives them in their order.
pub(super) fn turned(letters: String) -> String {
    let is_ligature = letters.chars().nth(1).is_some() && letters.chars().any(is_rtl_letter);
    if is_ligature { letters.chars().rev().collect() } else { letters }
}

/// A line in the order in which it is read: all of it turned, but for numbers and words of other scripts (a part of what
/// Unicode Standard Annex 9 does the other way round). Shapes of letters become letters.
pub(super) fn in_order(shown: &str) -> String {
    let signs: Vec<char> = shown.chars().rev().collect();
    let mut read = String::with_capacity(shown.len());
    let mut at = 0;
    while let Some(c) = signs.get(at).copied() {
        let end = if is_ltr(c) || is_digit(c) { run_end(&signs, at) } else { at };
        if end > at {
            read.extend(signs.get(at..end).unwrap_or_default().iter().rev());
            at = end;
        } else {
            read.push(mirrored(c));
            at += 1;
        }
    }
    let letter = |c: char| -> String {
        if matches!(c, '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') { c.nfkc().collect() } else { c.to_string() }
    };
    read.chars().map(letter).collect()
}

/// Where a run ends that is read from left to right. Signs within a word or a number are a part of it, spaces are between
/// words only.
fn run_end(signs: &[char], start: usize) -> usize {
    let mut end = start;
    let mut has_word = false;
    let mut at = start;
    while let Some(c) = signs.get(at).copied() {
        if is_ltr(c) || is_digit(c) {
            has_word |= is_ltr(c);
            at += 1;
            end = at;
            continue;
        }
        let gap = signs.get(at..).unwrap_or_default().iter().take_while(|c| !is_strong(**c)).count();
        let between = signs.get(at..at + gap).unwrap_or_default();
        let Some(next) = signs.get(at + gap).copied() else { break };
        let is_tight = gap == 1 && between.iter().all(|c| ".,:/-'’@_&+٫٬".contains(*c));
        if !(is_ltr(next) && has_word || is_tight && (is_ltr(next) || is_digit(next))) {
            break;
        }
        at += gap;
    }
    end
}

fn is_strong(c: char) -> bool {
    is_ltr(c) || is_digit(c) || is_rtl_letter(c)
}

fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl_letter(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»')];
    let pair = PAIRS.into_iter().find(|(open, close)| c == *open || c == *close);
    pair.map_or(c, |(open, close)| if c == open { close } else { open })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_from_the_right() {
        let shown = |text: &str| text.chars().rev().collect::<String>();
        assert_eq!(in_order(&shown("وقعت مالطا وعمان اتفاقا.")), "وقعت مالطا وعمان اتفاقا.");
        // Numbers, names in Latin letters and brackets, as a page shows them.
        assert_eq!(in_order(&format!("{} 27/09/2022 {}", shown("في مالطا"), shown("يوم"))), "يوم 27/09/2022 في مالطا");
        assert_eq!(in_order(&format!("{} Delta Wire {}", shown("الآن"), shown("قالت"))), "قالت Delta Wire الآن");
        assert_eq!(in_order(&format!("({}) {}", shown("عمان"), shown("مالطا"))), "مالطا (عمان)");
        assert_eq!(in_order("٢٠٢٢ \u{feb1}"), "س ٢٠٢٢");
        assert!(is_rtl("مالطا 27 NATO") && !is_rtl("Malta مالطا") && !is_rtl("12"));
    }
}

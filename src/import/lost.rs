//! Letters that a program before this one lost: nothing can bring them back, and the editor should know where they were.

use crate::country::gazetteer::Language;

/// A doubt that names the first words with lost letters, each with its place; nothing where none was lost.
pub(super) fn doubt(title: &str, paragraphs: &[String], language: Language) -> Option<String> {
    const SHOWN: usize = 3;
    let mut places = Vec::new();
    let mut certain = false;
    let mut count = 0;
    let texts = std::iter::once(title).chain(paragraphs.iter().map(String::as_str));
    for (number, text) in texts.enumerate() {
        for word in text.split_whitespace().filter(|word| word.contains(['\u{fffd}', '?'])) {
            let gone = word.contains('\u{fffd}');
            if !gone && !has_sign_inside(word) {
                continue;
            }
            certain |= gone;
            count += 1;
            if places.len() < SHOWN {
                let place = if number == 0 { "title".to_owned() } else { format!("paragraph {number}") };
                places.push(format!("\"{}\" ({place})", shown(word)));
            }
        }
    }
    // One question mark inside a word may be a slip of the pen where a language has no letters to lose.
    let enough = certain || count > usize::from(language == Language::English);
    (count > 0 && enough).then(|| {
        let more = if count > places.len() { format!(" and {} more", count - places.len()) } else { String::new() };
        format!("body: letters were lost before the import: {}{more}", places.join(", "))
    })
}

/// "kat?lan", "?stanbul": a question mark where only a letter can be, and no address.
fn has_sign_inside(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '?');
    if word.contains(['/', '=', '&', '@', '.']) || word.len() > 60 {
        return false;
    }
    let letters: Vec<char> = word.chars().collect();
    letters.iter().enumerate().any(|(at, c)| {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        *c == '?' && after.is_some_and(|c| c.is_lowercase()) && before.is_none_or(|c| c.is_alphabetic())
    })
}

fn shown(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '\u{fffd}'));
    word.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Option<String> {
        doubt("A title", &["Whole.".to_owned(), text.to_owned()], language)
    }

    #[test]
    fn lost_letters_are_told_with_their_place() {
        assert_eq!(
            found("Büyükelçi Ay\u{fffd}e, Å\u{fffd}ehirde.", Language::Turkish).as_deref(),
            Some(
                "body: letters were lost before the import: \"Ay\u{fffd}e\" (paragraph 2), \"Å\u{fffd}ehirde\" (paragraph 2)"
            )
        );
        assert_eq!(
            found("Toplant?ya kat?lan bakanlar ?stanbul ve ?zmir", Language::Turkish).as_deref(),
            Some(
                "body: letters were lost before the import: \"Toplant?ya\" (paragraph 2), \"kat?lan\" (paragraph 2), \"?stanbul\" (paragraph 2) and 1 more"
            )
        );
        assert_eq!(
            doubt("Bak\u{fffd}", &[], Language::Turkish).as_deref(),
            Some("body: letters were lost before the import: \"Bak\u{fffd}\" (title)")
        );
    }

    #[test]
    fn questions_and_addresses_are_whole() {
        for text in [
            "Ne oldu? Gazeteciler sordu: «Neden?» (Ne zaman?)",
            "https://x.example/a?b=c ve x.example/?id",
            "What?Nobody knew.",
            "Neden?!",
        ] {
            assert_eq!(found(text, Language::Turkish), None, "{text}");
        }
        assert_eq!(found("So it was?what now.", Language::English), None);
    }
}

//! Text → words with what stands before them, for the parts that look for names and topics.

use crate::country::gazetteer::fold;

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// see [`fold`]
    pub(super) folded: String,
    /// what stands between it and the word before
    pub(super) gap: &'a str,
    /// the gap ends a sentence or opens a quotation, or it is the first word
    pub(super) begins_sentence: bool,
}

impl Word<'_> {
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// More than one letter and none of them small.
    pub(super) fn is_in_capitals(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        let first = letters.next();
        first.is_some_and(char::is_uppercase) && letters.clone().next().is_some() && letters.all(char::is_uppercase)
    }

    /// Nothing but space before it.
    pub(super) fn follows_directly(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(|c| c == ' ' || c == '\n')
    }

    /// An apostrophe and nothing else before it: a suffix, or the English s.
    pub(super) fn follows_apostrophe(&self) -> bool {
        matches!(self.gap, "'" | "’" | "‘" | "ʼ" | "`" | "´")
    }
}

/// Bytes of a text in which names are looked for. A word takes some twenty times the memory of its letters, and no article
/// has so many.
pub(super) const LONGEST: usize = 2 << 20;

/// The first bytes of a text, no more than `left` of them.
pub(super) fn begun(text: &str, left: usize) -> &str {
    let end = (0..=left.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// The words of a text in order. "U.S." is one word; hyphens and apostrophes part words.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut end_of_last = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !is_word_char(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| is_word_char(*c)) {
            end = at + c.len_utf8();
        }
        if let Some(dotted) = dotted_capitals(text.get(start..).unwrap_or_default()) {
            end = start + dotted;
            while rest.next_if(|(at, _)| *at < end).is_some() {}
        }
        let (Some(word), Some(gap)) = (text.get(start..end), text.get(end_of_last..start)) else {
            continue;
        };
        let after_title = words.last().is_some_and(|last| is_abbreviation(&last.folded)) && gap.trim_end() == ".";
        let begins_sentence = words.is_empty() || (!after_title && gap.contains(SENTENCE_MARKS));
        let folded = if word.contains('.') { fold(&word.replace('.', "")) } else { fold(word) };
        words.push(Word { text: word, folded, gap, begins_sentence });
        end_of_last = end;
    }
    words
}

const SENTENCE_MARKS: [char; 12] = ['.', '!', '?', ':', ';', '…', '“', '"', '«', '(', '•', '\n'];

fn is_abbreviation(folded: &str) -> bool {
    matches!(
        folded,
        "mr" | "mrs" | "ms" | "dr" | "prof" | "st" | "gen" | "col" | "sen" | "rep" | "gov" | "lt" | "sgt" | "av"
    )
}

fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Letters of the known languages without a look at tables: every character of every text comes here.
        '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2af}'
        | '\u{400}'..='\u{481}'
        | '\u{620}'..='\u{669}'
        | '\u{671}'..='\u{6d3}' => true,
        // Urdu parts letters inside a word with them.
        '\u{200c}' | '\u{200d}' => true,
        c => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
    }
}

/// The length of "U.S." or "U.A.E." at the start of `text`, without the final dot.
fn dotted_capitals(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut letters = 0;
    while letters < 7
        && bytes.get(letters * 2).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(letters * 2 + 1) == Some(&b'.')
    {
        letters += 1;
    }
    let ends = !bytes.get(letters * 2).is_some_and(u8::is_ascii_alphanumeric);
    (letters > 1 && letters < 6 && ends).then(|| letters * 2 - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_what_stands_before_them() {
        let found = words("The U.S. and Côte d’Ivoire met. Pakistan’la too");
        let texts: Vec<&str> = found.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["The", "U.S", "and", "Côte", "d", "Ivoire", "met", "Pakistan", "la", "too"]);
        assert_eq!(found[1].folded, "us");
        assert!(found[8].follows_apostrophe() && found[7].begins_sentence && !found[3].begins_sentence);
        assert!(found[1].is_in_capitals() && !found[3].is_in_capitals());
    }

    #[test]
    fn a_title_before_a_name_ends_no_sentence() {
        let found = words("met Mr. Jordan. Jordan");
        assert_eq!(found.iter().map(|word| word.begins_sentence).collect::<Vec<_>>(), [true, false, false, true]);
    }
}

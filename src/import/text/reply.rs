//! A reply that quotes the article below a line of its mail program: "On Mon, 7 Sep 2026 at 08:12, NAME <address> wrote:".

use std::ops::Range;

use super::super::decode::Line;
use super::date;
use super::line::has_text;
use crate::country::gazetteer::{fold, fold_words};

/// What mail programs say that somebody did.
const VERBS: [&str; 13] = [
    "wrote",
    "writes",
    "schrieb",
    "ecrit",
    "yazdi",
    "yazmiş",
    "yazib",
    "написал",
    "написала",
    "пишет",
    "كتب",
    "كتبت",
    "لكها",
];

/// The lines of a reply that say who wrote what is quoted below them.
#[derive(Debug)]
pub(super) struct Attribution {
    /// one line, or two where the program wrapped it
    pub(super) lines: Range<usize>,
    /// as one
    pub(super) text: String,
}

/// Finds the first such line below which nearly everything is quoted.
pub(super) fn find(lines: &[Line]) -> Option<Attribution> {
    const FIRST_LINES: usize = 200;
    (0..lines.len().min(FIRST_LINES)).find_map(|at| {
        let first = lines.get(at).map(|line| line.text.trim())?;
        let second = lines.get(at + 1).map_or("", |line| line.text.trim());
        let wrapped = || Some((format!("{first} {second}"), at + 2)).filter(|_| has_text(first) && has_text(second));
        let whole = Some((first.to_owned(), at + 1));
        let (text, end) = [whole, wrapped()].into_iter().flatten().find(|(text, _)| is_attribution(text))?;
        is_quoted_to_its_end(lines.get(end..)?).then_some(Attribution { lines: at..end, text })
    })
}

impl Attribution {
    /// Who wrote it, as mail programs write senders: `Gulf Ledger <news@gulfledger.example>`, or the name alone.
    pub(super) fn sender(&self) -> String {
        let before = match self.text.split_once('<') {
            Some((before, _)) => before,
            None => self.text.rsplit_once(' ').map_or("", |(before, _)| before),
        };
        let stops = |word: &str| {
            word.ends_with([',', '،', ':'])
                || is_verb(word)
                || word.contains(|c: char| c.is_ascii_digit())
                || word.starts_with(char::is_lowercase)
        };
        let words: Vec<&str> = before.split_whitespace().collect();
        let start = words.iter().rposition(|word| stops(word)).map_or(0, |at| at + 1);
        words.get(start..).unwrap_or_default().join(" ")
    }
}

/// "… wrote:" with an address, or with a day and the time of it: writers quote letters too, and never so.
fn is_attribution(text: &str) -> bool {
    const LONGEST: usize = 300;
    if text.len() > LONGEST || !text.ends_with(':') || text.starts_with('>') {
        return false;
    }
    let says = fold_words(text).iter().any(|word| is_verb(word));
    let bytes = text.as_bytes();
    let clock = bytes.windows(4).any(
        |at| matches!(at, [hour, b':' | b'.', ten, one] if [hour, ten, one].iter().all(|byte| byte.is_ascii_digit())),
    );
    says && (text.contains('@') || clock && text.contains(':') && !date::find(text).is_empty())
}

fn is_verb(word: &str) -> bool {
    let word = fold(word);
    VERBS.iter().any(|verb| fold(verb) == word)
}

/// Whether the next line with text is quoted, and nearly all behind it.
fn is_quoted_to_its_end(lines: &[Line]) -> bool {
    let mut full = lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty()).peekable();
    let begins = full.peek().is_some_and(|text| text.starts_with('>'));
    let (all, marked) = full.fold((0, 0), |(all, marked), text| (all + 1, marked + usize::from(text.starts_with('>'))));
    begins && marked * 10 >= all * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.trim().to_owned() }).collect()
    }

    #[test]
    fn who_wrote_what_is_quoted() {
        for said in [
            "On Mon, 7 Sep 2026 at 08:12, Gulf Ledger <news@gulf.example> wrote:",
            "On Mon, 7 Sep 2026 at 08:12, Gulf Ledger\n<news@gulf.example> wrote:",
            "On 7 Sep 2026, at 08:12, Gulf Ledger wrote:",
            "Am Mo., 7. Sept. 2026 um 08:12 Uhr schrieb Gulf Ledger <news@gulf.example>:",
            "Le lun. 7 sept. 2026 à 08:12, Gulf Ledger <news@gulf.example> a écrit :",
            "Gulf Ledger <news@gulf.example>, 7 Eyl 2026 Pzt, 08:12 tarihinde şunu yazdı:",
            "пн, 7 сент. 2026 г. в 08:12, Gulf Ledger <news@gulf.example> написал(а):",
            "Gulf Ledger <news@gulf.example> bunu yazdı:",
            "في الاثنين، 7 سبتمبر 2026، كتب Gulf Ledger <news@gulf.example>:",
        ] {
            let found = find(&lines(&format!("Hi\n\n{said}\n\n> One.\n> Two.\n"))).unwrap_or_else(|| panic!("{said}"));
            assert_eq!(found.sender(), "Gulf Ledger", "{said}");
        }
    }

    #[test]
    fn letters_that_an_article_quotes_are_its_own() {
        for text in [
            "On 7 September 2026 the minister wrote:\n\n> We sign.\n> Soon.",
            "On Mon, 7 Sep 2026 at 08:12, A B <a@x.example> wrote:\n\nNothing is quoted.",
            "On Mon, 7 Sep 2026 at 08:12, A B <a@x.example> wrote:\n\n> One.\n\nThe text goes on.\n\nAnd on.",
        ] {
            assert!(find(&lines(text)).is_none(), "{text}");
        }
    }
}

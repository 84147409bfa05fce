//! The surroundings of a match: what stands before and behind it, and whether a city is a place or a government.

use super::super::words::Word;
use super::find::Case;
use crate::country::gazetteer::{Found, Gazetteer, Language, Sense};

/// What a match was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Nothing,
    Country,
    /// a capital that is only a place
    City,
    Person,
}

/// A match in its surroundings.
#[derive(Debug)]
pub(super) struct Here<'a> {
    pub(super) words: &'a [Word<'a>],
    pub(super) at: usize,
    pub(super) found: &'a Found,
    pub(super) case: Case,
    /// joined to another country by "and" or a comma
    pub(super) neighbours: bool,
    /// what the match before was
    pub(super) before: Taken,
}

impl Here<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.found.words
    }

    pub(super) fn next(&self) -> Option<&Word<'_>> {
        self.words.get(self.end())
    }

    /// The folded word before, empty where there is none.
    pub(super) fn word_before(&self) -> String {
        self.before().map(|word| word.folded.clone()).unwrap_or_default()
    }

    pub(super) fn before(&self) -> Option<&Word<'_>> {
        self.at.checked_sub(1).and_then(|at| self.words.get(at))
    }

    pub(super) fn begins_sentence(&self) -> bool {
        self.words[self.at].begins_sentence
    }

    /// A Turkish suffix or an English s behind an apostrophe.
    pub(super) fn has_suffix(&self) -> bool {
        self.next().is_some_and(Word::follows_apostrophe)
    }

    /// Whether a capital is only a place here ("talks in Vienna", "Bakü’de"), and not a government ("Ankara and Baku
    /// agreed", "Moskova’nın").
    pub(super) fn is_city(&self, language: Language) -> bool {
        let word = &self.words[self.at];
        let before = self.before().map(|word| word.folded.as_str()).filter(|_| !word.begins_sentence);
        // "in Athens and Nicosia"
        let second = self.before == Taken::City && self.neighbours;
        match language {
            Language::English => {
                const PLACE: [&str; 34] = [
                    "in", "at", "near", "outside", "from", "to", "for", "of", "toward", "towards", "via", "through",
                    "around", "within", "into", "inside", "visited", "visit", "visiting", "visits", "reached", "left",
                    "leaving", "central", "downtown", "across", "over", "above", "off", "reach", "host", "leave",
                    "downtown", "greater",
                ];
                let based = self
                    .next()
                    .is_some_and(|next| next.gap == "-" && matches!(next.folded.as_str(), "based" | "born" | "area"));
                second || based || before.is_some_and(|word| PLACE.contains(&word))
            }
            Language::Turkish => {
                const PLACE: [&str; 14] =
                    ["de", "da", "te", "ta", "den", "dan", "ten", "tan", "e", "a", "ye", "ya", "deki", "daki"];
                const CITY: [&str; 8] =
                    ["kent", "şehr", "şehir", "havaliman", "merkezli", "üniversite", "büyükelçili", "sokak"];
                let suffix = self.next().filter(|next| next.follows_apostrophe()).is_some_and(|next| {
                    PLACE.contains(&next.folded.as_str())
                        || next.folded.starts_with("teki")
                        || next.folded.starts_with("daki")
                        || next.folded.starts_with("deki")
                });
                // Without an apostrophe the suffix is in the word itself.
                let inside = ["de", "da", "te", "ta", "den", "dan"]
                    .iter()
                    .any(|suffix| word.folded.ends_with(suffix) && !self.is_bare(word, suffix));
                let city = self.next().is_some_and(|next| CITY.iter().any(|city| next.folded.starts_with(city)));
                let named = before.is_some_and(|word| matches!(word, "başkent" | "başkenti" | "kenti"));
                second || suffix || city || named || inside
            }
        }
    }

    /// Whether the ending belongs to the name.
    fn is_bare(&self, word: &Word, suffix: &str) -> bool {
        let stem = word.folded.len() - suffix.len();
        let stem = word.folded.get(..stem).unwrap_or_default();
        Gazetteer::builtin().at(Language::Turkish, &[stem]).is_none_or(|found| !matches!(found.sense, Sense::Seat(_)))
    }
}

/// A gap that may stand inside a name: "Guinea-Bissau", "Côte d’Ivoire", "St. Lucia", "Antigua & Barbuda".
pub(super) fn is_inside_name(gap: &str) -> bool {
    matches!(gap, " " | "-" | "'" | "’" | "ʼ" | "`" | " & " | ". " | " - " | "\n" | " (" | ") " | "–")
        || gap.chars().all(|c| c == ' ')
}

/// Words that open a sentence and are no given names.
pub(super) fn is_opening(folded: &str) -> bool {
    const WORDS: [&str; 70] = [
        "in",
        "the",
        "from",
        "and",
        "but",
        "while",
        "with",
        "for",
        "when",
        "as",
        "both",
        "after",
        "against",
        "between",
        "like",
        "unlike",
        "neither",
        "to",
        "since",
        "if",
        "even",
        "only",
        "although",
        "because",
        "meanwhile",
        "today",
        "yesterday",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "new",
        "old",
        "greater",
        "mainland",
        "at",
        "on",
        "by",
        "that",
        "last",
        "also",
        "now",
        "then",
        "where",
        "however",
        "then",
        "so",
        "or",
        "nor",
        "than",
        "before",
        "during",
        "under",
        "within",
        "through",
        "why",
        "how",
        "what",
        "should",
        "can",
        "will",
        "does",
        "of",
        "ve",
        "ile",
    ];
    WORDS.contains(&folded)
}

pub(super) fn is_calendar(folded: &str) -> bool {
    crate::import::text::is_calendar_word(folded)
}

/// Whether the match is joined to another by "and", a comma, a hyphen, and is not "in Georgia, USA" of one place.
pub(super) fn is_joined(words: &[Word], matches: &[(usize, Found)], place: usize) -> bool {
    let (at, found) = &matches[place];
    let country = |found: &Found| found.sense != Sense::Mask;
    let before = place.checked_sub(1).and_then(|before| matches.get(before)).filter(|(_, found)| country(found));
    let after = matches.get(place + 1).filter(|(_, found)| country(found));
    before.is_some_and(|(start, other)| is_joint(words, start + other.words, *at))
        || after.is_some_and(|(next, _)| is_joint(words, at + found.words, *next))
}

fn is_joint(words: &[Word], from: usize, to: usize) -> bool {
    match words.get(from..=to) {
        Some([second]) => matches!(second.gap.trim(), "," | "-" | "–" | "/" | "&"),
        Some([joint, _]) => matches!(joint.folded.as_str(), "and" | "ve" | "ile" | "with") && joint.follows_directly(),
        // "Mısır’la ve": the suffix is a word of its own.
        Some([suffix, joint, _]) => {
            suffix.follows_apostrophe() && matches!(joint.folded.as_str(), "and" | "ve" | "ile")
        }
        _ => false,
    }
}

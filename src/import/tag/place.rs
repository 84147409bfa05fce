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
    /// see [`super::find::Hit`]
    pub(super) group: usize,
    pub(super) sentence: usize,
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

    /// What a capital means here: "talks in Vienna" is a place, "Ankara and Baku agreed", "Moskova’nın" are governments,
    /// and "a letter to Rome" may be either.
    pub(super) fn city(&self, gazetteer: &Gazetteer, language: Language) -> City {
        let word = &self.words[self.at];
        let before = self.before().map(|word| word.folded.as_str()).filter(|_| !word.begins_sentence);
        // "in Athens and Nicosia"
        let second = self.before == Taken::City && self.neighbours;
        let marked = before.is_some_and(|word| gazetteer.is_before_place(language, word))
            || self.next().is_some_and(|next| gazetteer.is_behind_place(language, &next.folded));
        if second || marked {
            return City::Place;
        }
        match language {
            Language::English | Language::Other => {
                let based = self
                    .next()
                    .is_some_and(|next| next.gap == "-" && matches!(next.folded.as_str(), "based" | "born" | "area"));
                let either = before.is_some_and(|word| matches!(word, "to" | "for" | "of" | "from"));
                City::new(based, either)
            }
            Language::Turkish => self.turkish_city(),
            Language::Azerbaijani => {
                let ending = self.ending();
                let place = ["da", "də", "dan", "dən", "daki", "dəki"].iter().any(|place| ending.ends_with(place));
                City::new(place, ["a", "ə"].iter().any(|dative| ending.ends_with(dative)))
            }
            Language::Arabic => {
                City::new(word.folded.starts_with('ب') && self.found.ending == 0 && !self.is_whole(gazetteer), false)
            }
            Language::French => City::new(false, before.is_some_and(|word| matches!(word, "de" | "d" | "du" | "pour"))),
            Language::Russian => City::new(false, before.is_some_and(|word| matches!(word, "на" | "от" | "к"))),
            Language::German | Language::Urdu => City::Government,
        }
    }

    fn turkish_city(&self) -> City {
        const PLACE: [&str; 10] = ["de", "da", "te", "ta", "den", "dan", "ten", "tan", "deki", "daki"];
        const EITHER: [&str; 4] = ["e", "a", "ye", "ya"];
        const CITY: [&str; 8] =
            ["kent", "şehr", "şehir", "havaliman", "merkezli", "üniversite", "büyükelçili", "sokak"];
        let suffix = self.next().filter(|next| next.follows_apostrophe()).map(|next| next.folded.as_str());
        let place = suffix.is_some_and(|suffix| {
            PLACE.contains(&suffix) || ["teki", "daki", "deki"].iter().any(|start| suffix.starts_with(start))
        });
        // Without an apostrophe the suffix is in the word itself.
        let inside = ["de", "da", "te", "ta", "den", "dan"].iter().any(|place| self.ending().ends_with(place));
        let city = self.next().is_some_and(|next| CITY.iter().any(|city| next.folded.starts_with(city)));
        City::new(place || inside || city, suffix.is_some_and(|suffix| EITHER.contains(&suffix)))
    }

    /// The ending of the name in its last word.
    fn ending(&self) -> &str {
        let last =
            self.end().checked_sub(1).and_then(|last| self.words.get(last)).map_or("", |word| word.folded.as_str());
        last.get(last.len().saturating_sub(self.found.ending)..).unwrap_or_default()
    }

    /// Whether the first letter belongs to the name and is no preposition.
    fn is_whole(&self, gazetteer: &Gazetteer) -> bool {
        let rest: String = self.words[self.at].folded.chars().skip(1).collect();
        let others =
            self.words.get(self.at + 1..self.end()).unwrap_or_default().iter().map(|word| word.folded.as_str());
        let words: Vec<&str> = std::iter::once(rest.as_str()).chain(others).collect();
        gazetteer.at(Language::Arabic, &words).is_none_or(|found| found.sense != self.found.sense)
    }

    /// "Unlike Chile", "the Chilean-born writer".
    pub(super) fn is_aside(&self, language: Language) -> bool {
        const BEFORE: [&str; 10] =
            ["like", "unlike", "neighbouring", "neighboring", "nearby", "than", "notably", "bound", "formerly", "ex"];
        if language != Language::English {
            return false;
        }
        let born = self.next().is_some_and(|next| {
            (next.gap == "-" && matches!(next.folded.as_str(), "born" | "owned" | "style" | "made" | "led"))
                || (next.follows_directly() && matches!(next.folded.as_str(), "descent" | "origin" | "heritage"))
        });
        born || BEFORE.contains(&self.word_before().as_str())
    }

    /// "Turkey has", "Chile closed": the word begins the sentence because it is its subject.
    pub(super) fn acts(&self, language: Language) -> bool {
        const VERBS: [&str; 28] = [
            "has", "have", "had", "is", "was", "will", "would", "says", "said", "and", "can", "could", "may", "might",
            "plans", "wants", "must", "should", "did", "does", "also", "on", "sent", "began", "won", "lost", "told",
            "took",
        ];
        let verb = |word: &str| VERBS.contains(&word) || (word.len() > 4 && word.ends_with("ed"));
        language == Language::English && self.next().is_some_and(|next| next.follows_directly() && verb(&next.folded))
    }

    /// "The Cuban capital" is a place.
    pub(super) fn is_capital_of(&self, gazetteer: &Gazetteer, language: Language) -> bool {
        let capital = |word: Option<&Word>| word.is_some_and(|word| gazetteer.is_capital(language, &word.folded));
        let next = self.next().filter(|next| next.follows_directly());
        match language {
            Language::French | Language::Arabic => capital(self.before()),
            _ => capital(next),
        }
    }
}

/// What the name of a capital means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum City {
    Place,
    Government,
    /// a place or a government
    Either,
}

impl City {
    fn new(place: bool, either: bool) -> City {
        match (place, either) {
            (true, _) => City::Place,
            (false, true) => City::Either,
            (false, false) => City::Government,
        }
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

/// Whether the match is joined to the one before it by "and", a comma, a hyphen.
pub(super) fn is_joined(
    gazetteer: &Gazetteer,
    language: Language,
    words: &[Word],
    matches: &[(usize, Found)],
    place: usize,
) -> bool {
    let country = |found: &Found| found.sense != Sense::Mask;
    let before = place.checked_sub(1).and_then(|before| matches.get(before)).filter(|(_, found)| country(found));
    let (Some((start, other)), Some((at, _))) = (before, matches.get(place).filter(|(_, found)| country(found))) else {
        return false;
    };
    is_joint(gazetteer, language, words.get(start + other.words..=*at).unwrap_or_default())
}

fn is_article(folded: &str) -> bool {
    matches!(folded, "the" | "la" | "le" | "les" | "l" | "die" | "der" | "dem" | "den")
}

/// Whether the words between two names, with the first of the second name, join them.
fn is_joint(gazetteer: &Gazetteer, language: Language, words: &[Word]) -> bool {
    let is_and = |word: &Word| gazetteer.is_and(language, &word.folded);
    match words {
        // In Arabic "and" is a letter of the word that it joins.
        [second] => {
            matches!(second.gap.trim(), "," | "-" | "–" | "/" | "&" | "،")
                || (language == Language::Arabic && second.folded.starts_with('و'))
        }
        [joint, _] if is_and(joint) => joint.follows_directly() || joint.gap.trim() == ",",
        // "Qatar, the Emirates and the Maldives"
        [article, _] if is_article(&article.folded) => matches!(article.gap.trim(), "," | "/" | "&"),
        [joint, article, _] if is_and(joint) && is_article(&article.folded) => joint.follows_directly(),
        // "Mısır’la ve": the suffix is a word of its own.
        [suffix, joint, _] => suffix.follows_apostrophe() && is_and(joint),
        _ => false,
    }
}

//! The words of the topics in one language.

use std::collections::BTreeMap;

use crate::country::gazetteer::{Language, fold};
use crate::country::lexicon::{Trie, arabic_readings, is_azerbaijani_chain, is_suffix_chain};

/// How much a word speaks for its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Faint,
    Weak,
    Strong,
}

impl Strength {
    pub(super) fn weight(self) -> u32 {
        match self {
            Strength::Strong => 4,
            Strength::Weak => 2,
            Strength::Faint => 1,
        }
    }
}

/// The words of all topics in one language, by the beginning of their first word.
#[derive(Debug, Clone)]
pub(super) struct Stems {
    language: Language,
    stems: Vec<Stem>,
    beginnings: Trie,
    groups: Vec<Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Stem {
    topic: usize,
    words: Vec<String>,
    /// the last word may go on
    open: bool,
    strength: Strength,
}

/// A word of a topic in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct StemFound {
    pub(super) topic: usize,
    pub(super) index: usize,
    pub(super) words: usize,
    pub(super) strength: Strength,
}

impl Stems {
    /// `words`: the topic's place, the strength, and the word as the data write it.
    pub(super) fn new(language: Language, words: &[(usize, Strength, String)]) -> Stems {
        let mut stems = Vec::with_capacity(words.len());
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (topic, strength, text) in words {
            let open = text.ends_with('*');
            let parts = text.trim_end_matches('*').split([' ', '-', '\'', '’']).filter(|word| !word.is_empty());
            let words: Vec<String> = parts.map(fold).collect();
            let Some(first) = words.first().cloned() else { continue };
            groups.entry(first).or_default().push(stems.len());
            stems.push(Stem { topic: *topic, words, open, strength: *strength });
        }
        let beginnings = Trie::new(groups.keys().zip(0..).map(|(first, place)| (first.as_str(), place)));
        Stems { language, stems, beginnings, groups: groups.into_values().collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }

    /// Of each topic the longest of its words at the start of `words`, of equally long ones the strongest.
    pub(super) fn at(&self, words: &[&str], found: &mut Vec<StemFound>) {
        found.clear();
        let Some(first) = words.first().filter(|first| first.len() <= LONGEST_WORD) else { return };
        if self.language == Language::Arabic {
            for (reading, _) in arabic_readings(first) {
                self.beginning_with(reading, words, found);
                if !found.is_empty() {
                    return;
                }
            }
        } else {
            self.beginning_with(first, words, found);
        }
    }

    fn beginning_with(&self, first: &str, words: &[&str], found: &mut Vec<StemFound>) {
        for (_, group) in self.beginnings.beginnings(first) {
            let group = self.groups.get(group as usize).map(Vec::as_slice).unwrap_or_default();
            for index in group {
                let Some(stem) = self.stems.get(*index).filter(|stem| stem.fits(self.language, first, words)) else {
                    continue;
                };
                let new =
                    StemFound { topic: stem.topic, index: *index, words: stem.words.len(), strength: stem.strength };
                match found.iter_mut().find(|old| old.topic == new.topic) {
                    Some(old) if (old.words, old.strength) < (new.words, new.strength) => *old = new,
                    Some(_) => {}
                    None => found.push(new),
                }
            }
        }
    }
}

/// Longer runs of letters are no words.
const LONGEST_WORD: usize = 80;

impl Stem {
    fn fits(&self, language: Language, first: &str, words: &[&str]) -> bool {
        let Some(words) = words.get(..self.words.len()) else {
            return false;
        };
        let word = |place: usize| if place == 0 { first } else { words.get(place).copied().unwrap_or_default() };
        let last = self.words.len() - 1;
        if self.words.iter().take(last).enumerate().any(|(place, own)| word(place) != own) {
            return false;
        }
        let Some(rest) = self.words.last().and_then(|own| word(last).strip_prefix(own.as_str())) else {
            return false;
        };
        if self.open {
            return rest.len() < 30;
        }
        match language {
            Language::English | Language::Other => matches!(rest, "" | "s" | "es"),
            Language::Turkish => is_suffix_chain(rest),
            Language::Azerbaijani => is_azerbaijani_chain(rest),
            Language::French => matches!(rest, "" | "s" | "e" | "es" | "x"),
            Language::German => matches!(rest, "" | "s" | "n" | "en" | "e" | "es" | "er"),
            Language::Arabic => matches!(rest, "" | "ات" | "ين" | "ون" | "ه" | "يه"),
            Language::Urdu => matches!(rest, "" | "وں" | "ون" | "يں" | "ين" | "ي"),
            // Russian stems are open where they are inflected.
            Language::Russian => rest.is_empty(),
        }
    }
}

//! The names of one language and how a text may inflect them.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{fold, parts};
use super::gazetteer::{Found, Sense};
use super::inflection::{Article, Ending, Pattern, Position, pattern, takes};
use super::language::Language;

pub(crate) use super::inflection::{arabic_readings, is_azerbaijani_chain, is_suffix_chain};
pub(crate) use super::trie::Trie;

/// The names of one language, by the beginning of their first word.
#[derive(Debug)]
pub(super) struct Lexicon {
    language: Language,
    everyday: BTreeSet<String>,
    beginnings: Trie,
    /// names whose first words have the same stem, those of more words first
    groups: Vec<Vec<Phrase>>,
}

/// Names before they are made a [`Lexicon`].
#[derive(Debug)]
pub(super) struct Names {
    language: Language,
    everyday: BTreeSet<String>,
    by_stem: BTreeMap<String, Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    words: Vec<Pattern>,
    spelling: Vec<String>,
    sense: Sense,
    /// may begin with a small letter
    small: bool,
}

impl Names {
    pub(super) fn new(language: Language, everyday: &[String]) -> Names {
        let everyday = everyday.iter().map(|word| fold(word)).collect();
        Names { language, everyday, by_stem: BTreeMap::new() }
    }

    /// Of two spellings the first is the usual one. Of two senses what is added later wins.
    pub(super) fn add_all(&mut self, names: &[String], sense: Sense) {
        for name in names {
            self.add(name, sense);
        }
    }

    fn add(&mut self, name: &str, sense: Sense) {
        let fixed = name.starts_with('=');
        let written = parts(name);
        let last = written.len().saturating_sub(1);
        let words: Vec<Pattern> = written
            .iter()
            .enumerate()
            .map(|(place, word)| {
                let position = match place {
                    0 if last == 0 => Position::Alone,
                    place if place == last => Position::Last,
                    _ => Position::Inner,
                };
                let word = if fixed { format!("={word}") } else { word.clone() };
                pattern(self.language, sense, position, &word, |word| self.everyday.contains(word))
            })
            .collect();
        let Some(stem) = words.first().map(|word| word.stem.clone()) else { return };
        let spelling = name
            .trim_start_matches('=')
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .map(|word| word.trim_end_matches('.'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let small = !self.language.has_capitals() || name.chars().next().is_some_and(char::is_lowercase);
        let mut phrase = Phrase { words, spelling, sense, small };
        let phrases = self.by_stem.entry(stem).or_default();
        let same = |other: &Phrase| {
            other.words.len() == phrase.words.len()
                && other.words.iter().zip(&phrase.words).all(|(a, b)| a.stem == b.stem && a.article == b.article)
        };
        if let Some(place) = phrases.iter().position(same) {
            let other = phrases.remove(place);
            // "Suisse" the country and "suisse" of it are one entry: of the two the wider one holds.
            phrase.small |= other.small;
            for (word, other) in phrase.words.iter_mut().zip(&other.words) {
                if word.ending == Ending::None {
                    word.ending = other.ending;
                }
            }
            if other.sense == sense {
                phrase.spelling = other.spelling;
            }
        }
        phrases.push(phrase);
        // What says more of the text goes before what leaves more to endings.
        phrases.sort_by_key(|phrase| {
            let length: usize = phrase.words.iter().map(|word| word.stem.len()).sum();
            std::cmp::Reverse((phrase.words.len(), length))
        });
    }

    pub(super) fn finish(self) -> Lexicon {
        let places = self.by_stem.keys().zip(0_u32..).map(|(stem, place)| (stem.as_str(), place));
        let beginnings = Trie::new(places);
        let groups = self.by_stem.into_values().collect();
        Lexicon { language: self.language, everyday: self.everyday, beginnings, groups }
    }
}

impl Lexicon {
    pub(super) fn longest(&self, words: &[&str]) -> Option<Found> {
        let phrase = self.phrase(words)?;
        let is_everyday = |word: &str| self.everyday.contains(word);
        let everyday = phrase.words.len() == 1
            && (words.first().is_some_and(|word| is_everyday(word))
                || (!self.language.has_capitals() && phrase.words.first().is_some_and(|word| is_everyday(&word.stem))));
        let last = words.get(phrase.words.len().saturating_sub(1)).zip(phrase.words.last());
        let ending = last.and_then(|(word, pattern)| word.strip_prefix(pattern.stem.as_str())).map_or(0, str::len);
        Some(Found {
            words: phrase.words.len(),
            ending,
            sense: phrase.sense,
            everyday,
            personal: false,
            small: phrase.small,
        })
    }

    pub(super) fn spelling(&self, words: &[&str]) -> Option<&[String]> {
        let phrase = self.phrase(words)?;
        (phrase.spelling.len() == phrase.words.len()).then_some(phrase.spelling.as_slice())
    }

    fn phrase(&self, words: &[&str]) -> Option<&Phrase> {
        let first = words.first().filter(|first| first.len() <= LONGEST_WORD)?;
        if self.language == Language::Arabic {
            return arabic_readings(first).find_map(|(first, article)| self.beginning_with(first, article, words));
        }
        self.beginning_with(first, false, words)
    }

    /// The name of most words, then that of the longest stem.
    fn beginning_with(&self, first: &str, article: bool, words: &[&str]) -> Option<&Phrase> {
        let mut best: Option<&Phrase> = None;
        for (length, group) in self.beginnings.beginnings(first) {
            let rest = first.get(length..)?;
            let group = self.groups.get(group as usize).map(Vec::as_slice).unwrap_or_default();
            let fitting = group.iter().find(|phrase| fits(phrase, rest, article, words));
            if let Some(phrase) =
                fitting.filter(|phrase| best.is_none_or(|best| phrase.words.len() >= best.words.len()))
            {
                best = Some(phrase);
            }
        }
        best
    }
}

/// Whether the name stands at the start of `words`, the first of which goes on with `rest` behind the stem.
fn fits(phrase: &Phrase, rest: &str, article: bool, words: &[&str]) -> bool {
    let (Some((first, others)), Some(words)) = (phrase.words.split_first(), words.get(1..phrase.words.len())) else {
        return false;
    };
    let has_article = match first.article {
        Article::Never => !article,
        Article::Always => article,
        Article::Either => true,
    };
    has_article && takes(first.ending, rest) && others.iter().zip(words).all(|(pattern, word)| is_form(pattern, word))
}

fn is_form(pattern: &Pattern, word: &str) -> bool {
    let takes = |word: &str| word.strip_prefix(pattern.stem.as_str()).is_some_and(|rest| takes(pattern.ending, rest));
    takes(word) || (pattern.article == Article::Either && word.strip_prefix("ال").is_some_and(takes))
}

/// Longer runs of letters are no names.
const LONGEST_WORD: usize = 60;

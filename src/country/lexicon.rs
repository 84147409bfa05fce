//! The names of one language and how a text may inflect them.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Found, Language, Sense, fold, fold_words};

/// The names of one language, by their first word.
#[derive(Debug)]
pub(super) struct Lexicon {
    language: Language,
    everyday: BTreeSet<String>,
    by_first_word: BTreeMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    spelling: Vec<String>,
    sense: Sense,
}

impl Lexicon {
    pub(super) fn new(language: Language, everyday: &[String]) -> Lexicon {
        let everyday = everyday.iter().map(|word| fold(word)).collect();
        Lexicon { language, everyday, by_first_word: BTreeMap::new() }
    }

    pub(super) fn add_all(&mut self, names: &[String], sense: Sense) {
        for name in names {
            let words = fold_words(name);
            let Some(first) = words.first().cloned() else { continue };
            let spelling = name
                .split(|c: char| !c.is_alphanumeric() && c != '.')
                .map(|word| word.trim_end_matches('.'))
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            let phrases = self.by_first_word.entry(first).or_default();
            // Of two spellings the first is the usual one. Of two senses what is added later wins: names over adjectives
            // over capitals, masks over all.
            if phrases.iter().any(|phrase| phrase.words == words && phrase.sense == sense) {
                continue;
            }
            phrases.retain(|phrase| phrase.words != words);
            phrases.push(Phrase { words, spelling, sense });
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
    }

    pub(super) fn longest(&self, words: &[&str]) -> Option<Found> {
        let phrase = self.phrase(words)?;
        let everyday = phrase.words.len() == 1 && words.first().is_some_and(|word| self.everyday.contains(*word));
        Some(Found { words: phrase.words.len(), sense: phrase.sense, everyday, personal: false })
    }

    pub(super) fn spelling(&self, words: &[&str]) -> Option<&[String]> {
        let phrase = self.phrase(words)?;
        (phrase.spelling.len() == phrase.words.len()).then_some(phrase.spelling.as_slice())
    }

    fn phrase(&self, words: &[&str]) -> Option<&Phrase> {
        let first = words.first()?;
        // A suffix can only follow the last word of a name, so a name of several words is found by its whole first.
        let several = self.by_first_word.get(*first).into_iter().flatten();
        let mut several = several.filter(|phrase| phrase.words.len() > 1 && self.fits(phrase, words));
        if let Some(phrase) = several.next() {
            return Some(phrase);
        }
        if first.len() > LONGEST_WORD {
            return None;
        }
        let ends = first.char_indices().map(|(at, _)| at).skip(2).chain([first.len()]);
        for end in ends.collect::<Vec<_>>().into_iter().rev() {
            let single = self.by_first_word.get(first.get(..end)?).into_iter().flatten();
            let mut single = single.filter(|phrase| phrase.words.len() == 1 && self.fits(phrase, words));
            if let Some(phrase) = single.next() {
                return Some(phrase);
            }
        }
        None
    }

    fn fits(&self, phrase: &Phrase, words: &[&str]) -> bool {
        let Some(words) = words.get(..phrase.words.len()) else {
            return false;
        };
        let (Some((last, before)), Some((last_of_name, before_of_name))) =
            (words.split_last(), phrase.words.split_last())
        else {
            return false;
        };
        if before.iter().zip(before_of_name).any(|(a, b)| *a != b) {
            return false;
        }
        match last.strip_prefix(last_of_name.as_str()) {
            None => false,
            Some("") => true,
            Some(rest) => match self.language {
                Language::English => {
                    rest == "s" && matches!(phrase.sense, Sense::People(_) | Sense::Family(_)) && last_of_name.len() > 2
                }
                Language::Turkish => self.takes_suffix(phrase, last_of_name, rest),
            },
        }
    }

    /// Written correctly, a Turkish suffix stands behind an apostrophe and is a word of its own here. Without one
    /// only -lı (citizens) and the plural of a people are safe; longer names take any suffix, because no other
    /// word begins like them. "Maliye" is the treasury and not "to Mali".
    fn takes_suffix(&self, phrase: &Phrase, word: &str, rest: &str) -> bool {
        let citizen = ["li", "lu", "lü"].iter().any(|suffix| rest.starts_with(suffix));
        let plural = ["lar", "ler"].iter().any(|suffix| rest.starts_with(suffix));
        let safe = match phrase.sense {
            Sense::Name(_) | Sense::Family(_) => citizen || (word.len() >= 5 && !self.everyday.contains(word)),
            Sense::People(_) => plural,
            Sense::Seat(_) => word.len() >= 5 && !self.everyday.contains(word),
            Sense::Mask => phrase.words.len() > 1,
        };
        safe && is_suffix_chain(rest)
    }
}

/// Longer runs of letters are no names.
const LONGEST_WORD: usize = 60;

/// Whether a folded text is empty or a chain of Turkish suffixes.
pub(crate) fn is_suffix_chain(rest: &str) -> bool {
    const SUFFIXES: [&str; 62] = [
        "li", "lu", "lü", "lar", "ler", "in", "un", "ün", "nin", "nun", "nün", "a", "e", "ya", "ye", "na", "ne", "i",
        "u", "ü", "yi", "yu", "yü", "ni", "nu", "nü", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nda", "nde",
        "ndan", "nden", "la", "le", "yla", "yle", "daki", "deki", "taki", "teki", "ndaki", "ndeki", "si", "su", "sü",
        "dir", "dür", "dur", "ki", "nca", "nce", "lik", "luk", "lük", "leri", "lari",
    ];
    if rest.len() > 24 {
        return false;
    }
    // reachable[n]: the first n bytes are whole suffixes
    let mut reachable = vec![false; rest.len() + 1];
    reachable[0] = true;
    for at in 0..rest.len() {
        if !reachable[at] {
            continue;
        }
        let Some(tail) = rest.get(at..) else { continue };
        for suffix in SUFFIXES {
            if tail.starts_with(suffix) {
                reachable[at + suffix.len()] = true;
            }
        }
    }
    reachable[rest.len()]
}

//! Topics of an article, by the words of a vocabulary.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::words;
use crate::country::gazetteer::{Language, fold};
use crate::country::lexicon::is_suffix_chain;

/// A subject with its names and its words in English and Turkish.
#[derive(Debug, Clone)]
pub struct Topic {
    /// what front matter writes
    pub slug: String,
    /// name in English
    pub en: String,
    /// name in Turkish
    pub tr: String,
    words_en: Stems,
    words_tr: Stems,
}

/// The topics that a site has, in their order.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    topics: Vec<Topic>,
}

impl Vocabulary {
    /// The topics of `src/data/topics.toml`, read once.
    pub fn builtin() -> &'static Vocabulary {
        static BUILTIN: LazyLock<Vocabulary> = LazyLock::new(|| {
            // A test holds that the data of the repository are well formed.
            let data: Data = toml::from_str(include_str!("../data/topics.toml")).unwrap_or_default();
            Vocabulary { topics: data.topic.into_iter().map(Topic::from_data).collect() }
        });
        &BUILTIN
    }

    /// The topics with the given slugs only, for a site that has fewer.
    pub fn restricted_to<S: AsRef<str>>(&self, slugs: &[S]) -> Vocabulary {
        let wanted = |topic: &&Topic| slugs.iter().any(|slug| slug.as_ref() == topic.slug);
        Vocabulary { topics: self.topics.iter().filter(wanted).cloned().collect() }
    }

    /// The topics in order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }
}

/// The topics that fit, best first, three at most.
pub(super) fn topics(vocabulary: &Vocabulary, language: Language, title: &str, paragraphs: &[String]) -> Vec<String> {
    let mut scores: Vec<(u32, &str)> = vocabulary.topics.iter().map(|topic| (0, topic.slug.as_str())).collect();
    let mut hits: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); vocabulary.topics.len()];
    let texts = std::iter::once((title, TITLE))
        .chain(paragraphs.iter().zip(0..).map(|(text, place)| (text.as_str(), if place == 0 { LEAD } else { REST })));
    for (text, weight) in texts {
        let folded: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        let mut at = 0;
        while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
            let found = vocabulary.topics.iter().enumerate().filter_map(|(place, topic)| {
                let found = topic.stems(language).at(language, rest)?;
                Some((place, found))
            });
            let found: Vec<(usize, StemFound)> = found.collect();
            // In "flight training" neither word speaks for itself.
            let longest = found.iter().map(|(_, found)| found.words).max().unwrap_or(1);
            for (place, stem) in found.into_iter().filter(|(_, found)| found.words == longest) {
                // One word said again and again makes no topic.
                let seen = hits[place].entry(stem.index).or_insert(0);
                *seen += 1;
                if *seen <= MOST_HITS || weight == TITLE {
                    scores[place].0 += weight * stem.strength;
                }
            }
            at += longest;
        }
    }
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = scores.first().map_or(0, |(score, _)| *score);
    let fits =
        |(place, (score, _)): &(usize, (u32, &str))| *score >= LEAST && (*place == 0 || score * 10 >= best * NEAR);
    scores.into_iter().enumerate().take(3).take_while(fits).map(|(_, (_, slug))| slug.to_owned()).collect()
}

/// How much a word counts by where it stands.
const TITLE: u32 = 6;
const LEAD: u32 = 3;
const REST: u32 = 2;

/// How often a word counts.
const MOST_HITS: u32 = 3;

/// How much a word counts by its list.
const STRONG: u32 = 4;
const WEAK: u32 = 2;
const FAINT: u32 = 1;

/// A topic needs one strong word or as much of weak ones, and a second topic nine tenths of the best.
const LEAST: u32 = 8;
const NEAR: u32 = 9;

/// The words of a topic in one language, by their first word.
#[derive(Debug, Clone, Default)]
struct Stems {
    stems: Vec<Stem>,
    by_start: BTreeMap<char, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Stem {
    words: Vec<String>,
    /// the last word may go on
    open: bool,
    strength: u32,
}

impl Topic {
    fn from_data(data: TopicData) -> Topic {
        Topic {
            words_en: Stems::new(&data.en_words, &data.en_weak, &data.en_faint),
            words_tr: Stems::new(&data.tr_words, &data.tr_weak, &data.tr_faint),
            slug: data.slug,
            en: data.en,
            tr: data.tr,
        }
    }

    fn stems(&self, language: Language) -> &Stems {
        match language {
            Language::English => &self.words_en,
            Language::Turkish => &self.words_tr,
        }
    }
}

impl Stems {
    fn new(strong: &[String], weak: &[String], faint: &[String]) -> Stems {
        let mut stems = Stems::default();
        for (list, strength) in [(strong, STRONG), (weak, WEAK), (faint, FAINT)] {
            for text in list {
                let open = text.ends_with('*');
                let words: Vec<String> =
                    text.trim_end_matches('*').split([' ', '-']).filter(|word| !word.is_empty()).map(fold).collect();
                let Some(start) = words.first().and_then(|word| word.chars().next()) else {
                    continue;
                };
                stems.by_start.entry(start).or_default().push(stems.stems.len());
                stems.stems.push(Stem { words, open, strength });
            }
        }
        stems
    }

    /// The longest stem at the start of the words; of equally long ones the strongest.
    fn at(&self, language: Language, words: &[&str]) -> Option<StemFound> {
        let start = words.first()?.chars().next()?;
        let stems = self.by_start.get(&start)?.iter().filter_map(|index| Some((*index, self.stems.get(*index)?)));
        let fitting = stems.filter(|(_, stem)| stem.fits(language, words));
        let found = fitting.map(|(index, stem)| StemFound { index, words: stem.words.len(), strength: stem.strength });
        found.max_by_key(|found| (found.words, found.strength))
    }
}

#[derive(Debug, Clone, Copy)]
struct StemFound {
    index: usize,
    words: usize,
    strength: u32,
}

impl Stem {
    fn fits(&self, language: Language, words: &[&str]) -> bool {
        let Some(words) = words.get(..self.words.len()) else {
            return false;
        };
        let (Some((last, before)), Some((own_last, own_before))) = (words.split_last(), self.words.split_last()) else {
            return false;
        };
        if before.iter().zip(own_before).any(|(word, own)| *word != own.as_str()) {
            return false;
        }
        match last.strip_prefix(own_last.as_str()) {
            None => false,
            Some(rest) if self.open => rest.len() < 24,
            Some(rest) => match language {
                Language::English => matches!(rest, "" | "s" | "es"),
                Language::Turkish => is_suffix_chain(rest),
            },
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    topic: Vec<TopicData>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicData {
    slug: String,
    en: String,
    tr: String,
    en_words: Vec<String>,
    #[serde(default)]
    en_weak: Vec<String>,
    #[serde(default)]
    en_faint: Vec<String>,
    tr_words: Vec<String>,
    #[serde(default)]
    tr_weak: Vec<String>,
    #[serde(default)]
    tr_faint: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, title: &str, text: &str) -> Vec<String> {
        topics(Vocabulary::builtin(), language, title, &[text.to_owned()])
    }

    #[test]
    fn data_are_well_formed() {
        let data: Data = toml::from_str(include_str!("../data/topics.toml")).unwrap();
        assert_eq!(data.topic.len(), 25);
        assert_eq!(Vocabulary::builtin().topics().len(), 25);
    }

    #[test]
    fn words_and_stems() {
        assert_eq!(
            found(Language::English, "Navies hold drill", "The military exercise of the two armies ended."),
            ["defence"]
        );
        assert_eq!(
            found(Language::Turkish, "Enerji hattı", "Doğalgaz boru hattı ve elektrik santralleri konuşuldu."),
            ["energy"]
        );
        // "important", "Dutch", "support": no stems in the middle of words or at the start of others.
        assert_eq!(found(Language::English, "An important reply", "The Dutch side supports the window."), [""; 0]);
        assert_eq!(found(Language::English, "", ""), [""; 0]);
    }

    #[test]
    fn a_site_with_fewer_topics_gets_only_its_own() {
        let vocabulary = Vocabulary::builtin().restricted_to(&["trade", "energy"]);
        let text = ["The military exercise ended and trade grew with exports.".to_owned()];
        assert_eq!(topics(&vocabulary, Language::English, "Army drill", &text), ["trade"]);
    }
}

//! Topics of an article, by the words of a vocabulary.

mod stem;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use self::stem::{Stems, Strength};
use super::tag::Certainty;
use super::words::Word;
use crate::country::gazetteer::Language;

/// A subject with its names in English and Turkish.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// what front matter writes
    pub slug: String,
    /// name in English
    pub en: String,
    /// name in Turkish
    pub tr: String,
}

/// The topics that a site has, in their order, and the words that speak for them.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    topics: Vec<Topic>,
    /// in the order of [`Language::KNOWN`]; topics by their place
    stems: Vec<(Language, Stems)>,
}

/// Words that a site adds to a topic, by language. A `*` at the end of a word lets it go on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// each makes the topic by itself
    pub strong: BTreeMap<Language, Vec<String>>,
    /// each counts half as much
    pub weak: BTreeMap<Language, Vec<String>>,
}

impl Vocabulary {
    /// The topics of `src/data/topics.toml`, read once.
    pub fn builtin() -> &'static Vocabulary {
        static BUILTIN: LazyLock<Vocabulary> =
            LazyLock::new(|| Vocabulary::new(Data::builtin().topics.topic.clone(), &BTreeMap::new()));
        &BUILTIN
    }

    /// The topics with the given slugs only, for a site that has fewer.
    pub fn restricted_to<S: AsRef<str>>(&self, slugs: &[S]) -> Vocabulary {
        let wanted = |topic: &&Topic| slugs.iter().any(|slug| slug.as_ref() == topic.slug);
        Vocabulary::new(self.topics.iter().filter(wanted).cloned().collect(), &BTreeMap::new())
    }

    /// The topics with the given slugs, with the words of the binary and those that the site adds to them. A slug that the
    /// binary does not know has only the latter.
    pub fn of_site<S: AsRef<str>>(slugs: &[S], own: &BTreeMap<String, OwnWords>) -> Vocabulary {
        let topic = |slug: &S| {
            let slug = slug.as_ref();
            let known = Data::builtin().topics.topic.iter().find(|topic| topic.slug == slug);
            let unknown = || Topic { slug: slug.to_owned(), en: slug.to_owned(), tr: slug.to_owned() };
            known.cloned().unwrap_or_else(unknown)
        };
        Vocabulary::new(slugs.iter().map(topic).collect(), own)
    }

    /// The topics in order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    fn new(topics: Vec<Topic>, own: &BTreeMap<String, OwnWords>) -> Vocabulary {
        let stems = Data::builtin().words.iter().map(|(language, words)| {
            let mut stems = Vec::new();
            for (place, topic) in topics.iter().enumerate() {
                let mut add = |strength, words: &[String]| {
                    stems.extend(words.iter().map(|word| (place, strength, word.clone())));
                };
                if let Some(words) = words.get(&topic.slug) {
                    add(Strength::Strong, &words.strong);
                    add(Strength::Weak, &words.weak);
                    add(Strength::Faint, &words.faint);
                }
                if let Some(own) = own.get(&topic.slug) {
                    add(Strength::Strong, own.strong.get(language).map(Vec::as_slice).unwrap_or_default());
                    add(Strength::Weak, own.weak.get(language).map(Vec::as_slice).unwrap_or_default());
                }
            }
            (*language, Stems::new(*language, &stems))
        });
        Vocabulary { stems: stems.collect(), topics }
    }
}

/// The topics of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// three at most, best first
    pub(super) slugs: Vec<String>,
    pub(super) certainty: Certainty,
    /// those of them that a single weak word told
    pub(super) weak: Vec<String>,
}

/// The topics that fit, of the words of the title and of each paragraph.
pub(super) fn topics(vocabulary: &Vocabulary, language: Language, title: &[Word], paragraphs: &[Vec<Word>]) -> Found {
    let mut scores: Vec<Score> = vec![Score::default(); vocabulary.topics.len()];
    let stems = vocabulary.stems.iter().find(|(known, _)| *known == language).or(vocabulary.stems.first());
    let Some((_, stems)) = stems else {
        return Found { slugs: Vec::new(), certainty: Certainty::Missing, weak: Vec::new() };
    };
    // How often each stem was seen.
    let mut seen = vec![0_u32; stems.len()];
    let texts = std::iter::once((title, TITLE))
        .chain(paragraphs.iter().zip(0..).map(|(text, place)| (text.as_slice(), if place == 0 { LEAD } else { REST })));
    let mut found = Vec::new();
    for (words, weight) in texts {
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let mut at = 0;
        while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
            stems.at(rest, &mut found);
            // In "flight training" neither word speaks for itself.
            let longest = found.iter().map(|found| found.words).max().unwrap_or(1);
            for stem in found.iter().filter(|found| found.words == longest) {
                // One word said again and again makes no topic.
                let (Some(seen), Some(score)) = (seen.get_mut(stem.index), scores.get_mut(stem.topic)) else {
                    continue;
                };
                *seen += 1;
                if *seen <= MOST_HITS || weight == TITLE {
                    score.sum += weight * stem.strength.weight();
                    score.hits += u32::from(*seen == 1);
                    score.strong |= stem.strength == Strength::Strong;
                    score.title |= weight == TITLE && stem.strength == Strength::Strong;
                }
            }
            at += longest;
        }
    }
    best(vocabulary, scores)
}

#[derive(Debug, Clone, Copy, Default)]
struct Score {
    sum: u32,
    /// different words that made the sum, and whether a strong one is among them
    hits: u32,
    strong: bool,
    /// a strong word stands in the title
    title: bool,
}

fn best(vocabulary: &Vocabulary, scores: Vec<Score>) -> Found {
    let mut scores: Vec<(Score, &str)> =
        scores.into_iter().zip(vocabulary.topics.iter().map(|topic| topic.slug.as_str())).collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(score.sum));
    let best = scores.first().map(|(score, _)| *score).unwrap_or_default();
    let fits = |(place, (score, _)): &(usize, (Score, &str))| {
        score.sum >= LEAST && (*place == 0 || score.sum * 10 >= best.sum * NEAR)
    };
    let slugs: Vec<String> =
        scores.iter().copied().enumerate().take(3).take_while(fits).map(|(_, (_, slug))| slug.to_owned()).collect();
    let certainty = match slugs.first() {
        None => Certainty::Missing,
        Some(_) if best.title && best.sum >= CERTAIN => Certainty::Certain,
        Some(_) => Certainty::Inferred,
    };
    let weak = scores.iter().take(slugs.len()).filter(|(score, _)| score.hits == 1 && !score.strong);
    let weak = weak.map(|(_, slug)| (*slug).to_owned()).collect();
    Found { slugs, certainty, weak }
}

/// How much a word counts by where it stands.
const TITLE: u32 = 6;
const LEAD: u32 = 3;
const REST: u32 = 2;

/// How often a word counts.
const MOST_HITS: u32 = 3;

/// A topic needs one strong word or as much of weak ones, and a second topic nine tenths of the best.
const LEAST: u32 = 8;
const NEAR: u32 = 9;

/// A strong word in the title and another one in the lead.
const CERTAIN: u32 = 36;

/// The files of the vocabulary.
#[derive(Debug, Default)]
struct Data {
    topics: Topics,
    words: Vec<(Language, BTreeMap<String, Words>)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    strong: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    faint: Vec<String>,
}

const TOPICS: &str = include_str!("../data/topics.toml");

fn words_of(language: Language) -> &'static str {
    match language {
        Language::English | Language::Other => include_str!("../data/topics/en.toml"),
        Language::Turkish => include_str!("../data/topics/tr.toml"),
        Language::Azerbaijani => include_str!("../data/topics/az.toml"),
        Language::Russian => include_str!("../data/topics/ru.toml"),
        Language::French => include_str!("../data/topics/fr.toml"),
        Language::German => include_str!("../data/topics/de.toml"),
        Language::Arabic => include_str!("../data/topics/ar.toml"),
        Language::Urdu => include_str!("../data/topics/ur.toml"),
    }
}

impl Data {
    fn builtin() -> &'static Data {
        // A test holds that the data of the repository are well formed.
        static BUILTIN: LazyLock<Data> = LazyLock::new(|| Data {
            topics: toml::from_str(TOPICS).unwrap_or_default(),
            words: Language::KNOWN
                .into_iter()
                .map(|language| (language, toml::from_str(words_of(language)).unwrap_or_default()))
                .collect(),
        });
        &BUILTIN
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::words::words;
    use super::*;

    fn found(language: Language, title: &str, text: &str) -> Vec<String> {
        of(Vocabulary::builtin(), language, title, text).slugs
    }

    fn of(vocabulary: &Vocabulary, language: Language, title: &str, text: &str) -> Found {
        topics(vocabulary, language, &words(title), &[words(text)])
    }

    #[test]
    fn data_are_well_formed() {
        let topics: Topics = toml::from_str(TOPICS).unwrap();
        let slugs: BTreeSet<&str> = topics.topic.iter().map(|topic| topic.slug.as_str()).collect();
        assert_eq!(slugs.len(), 25);
        for language in Language::KNOWN {
            let words: BTreeMap<String, Words> = toml::from_str(words_of(language)).unwrap();
            assert_eq!(words.keys().map(String::as_str).collect::<BTreeSet<_>>(), slugs, "{language:?}");
            assert!(words.values().all(|words| !words.strong.is_empty()), "{language:?}");
        }
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
        let text = "The military exercise ended and trade grew with exports.";
        assert_eq!(of(&vocabulary, Language::English, "Army drill", text).slugs, ["trade"]);
    }

    #[test]
    fn words_of_other_languages() {
        for (language, title, text, slug) in [
            (
                Language::Azerbaijani,
                "Qaz ixracı",
                "Boru kəməri ilə qazın nəqli və elektrik enerjisi müzakirə edilib.",
                "energy",
            ),
            (Language::Russian, "Новая больница", "Врачи и вакцины прибудут в больницу через неделю.", "health"),
            (
                Language::French,
                "Les étudiants reçoivent des bourses",
                "Les universités ouvrent leurs portes.",
                "education",
            ),
            (Language::German, "Soldaten üben", "Die Bundeswehr schickt Panzer und Munition.", "defence"),
            (Language::Arabic, "زلزال", "وصلت المساعدات والإغاثة بعد الزلزال.", "aid"),
            (Language::Urdu, "بجلی", "بجلی گھر اور گیس کی پائپ لائن پر کام جاری ہے۔", "energy"),
        ] {
            assert_eq!(found(language, title, text).first().map(String::as_str), Some(slug), "{language:?}");
        }
    }

    #[test]
    fn a_site_adds_words_and_topics() {
        let strong = BTreeMap::from([(Language::English, vec!["sturgeon*".to_owned()])]);
        let own = BTreeMap::from([("caspian".to_owned(), OwnWords { strong, ..OwnWords::default() })]);
        let vocabulary = Vocabulary::of_site(&["trade", "caspian"], &own);
        assert_eq!(of(&vocabulary, Language::English, "Sturgeons counted", "They live.").slugs, ["caspian"]);
        assert_eq!(of(&vocabulary, Language::English, "Trade grew", "Trade grew.").slugs, ["trade"]);
    }

    #[test]
    fn a_single_weak_word_is_told() {
        let weak = |title, text| of(Vocabulary::builtin(), Language::English, title, text).weak;
        assert_eq!(weak("An accord is due", "The accord was read aloud."), ["treaties", "mediation"]);
        assert_eq!(weak("Army holds drill", "The army and the navy held a military exercise."), [""; 0]);
    }

    #[test]
    fn how_certain_topics_are() {
        let certainty = |title, text| of(Vocabulary::builtin(), Language::English, title, text).certainty;
        assert_eq!(
            certainty("Army holds drill", "The army and the navy held a military exercise."),
            Certainty::Certain
        );
        assert_eq!(certainty("A long day", "The army went home."), Certainty::Inferred);
        assert_eq!(certainty("A long day", "It ended."), Certainty::Missing);
    }
}

//! The names by which press texts call countries, in English and Turkish, from `src/data/gazetteer.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::Code;
use super::lexicon::Lexicon;

/// The languages in which names are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, `en`
    English,
    /// Turkish, `tr`
    Turkish,
}

impl Language {
    /// The language tag that front matter writes.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
        }
    }
}

/// What a word or a group of words stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// the country's name or an alias
    Name(Code),
    /// its adjective, or a word for its citizens
    People(Code),
    /// its capital or another seat by which writers mean the government
    Seat(Code),
    /// a name that several countries share (Korea, Congo): the place of the family in [`Gazetteer::families`]
    Family(usize),
    /// holds a country's name and is no party (New Mexico, Turkish Airlines)
    Mask,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// how many words it takes
    pub words: usize,
    /// what it stands for
    pub sense: Sense,
    /// an everyday word as well, when the capital letter is only that of a sentence or heading (Turkey, Mali)
    pub everyday: bool,
    /// a name that people bear as well (Jordan, Chad)
    pub personal: bool,
}

/// Countries that share a name, see `[[family]]` in the data.
#[derive(Debug)]
pub struct Family {
    /// the countries; the first is meant where the text names none of them
    pub members: Vec<Code>,
}

/// A country whose name another place bears, see `[[context]]` in the data. The words are folded, each a list.
#[derive(Debug)]
pub struct Context {
    /// the country
    pub code: Code,
    /// words that speak for the other place
    pub other: Vec<Vec<String>>,
    /// words that speak for the country
    pub state: Vec<Vec<String>>,
}

/// All names. [`Gazetteer::builtin`] gives the one that the program carries.
#[derive(Debug)]
pub struct Gazetteer {
    /// names that several countries share
    pub families: Vec<Family>,
    /// names that other places bear
    pub contexts: Vec<Context>,
    english: Lexicon,
    turkish: Lexicon,
    personal: BTreeSet<String>,
    office: BTreeSet<String>,
    honorific: BTreeSet<String>,
}

impl Gazetteer {
    /// The names of `src/data/gazetteer.toml`, read once.
    pub fn builtin() -> &'static Gazetteer {
        static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
            // A test holds that the data of the repository are well formed.
            let data: Data = toml::from_str(include_str!("../data/gazetteer.toml")).unwrap_or_default();
            Gazetteer::from_data(&data)
        });
        &BUILTIN
    }

    /// The country that is called so: a name, alias, adjective or capital in either language, whatever the case.
    pub fn find(&self, name: &str) -> Option<Code> {
        let words = fold_words(name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for lexicon in [&self.english, &self.turkish] {
            let Some(found) = lexicon.longest(&words).filter(|found| found.words == words.len()) else {
                continue;
            };
            match found.sense {
                Sense::Name(code) | Sense::People(code) | Sense::Seat(code) => return Some(code),
                Sense::Family(family) => return self.families.get(family).and_then(|f| f.members.first().copied()),
                Sense::Mask => {}
            }
        }
        None
    }

    /// The longest name at the start of `words` (folded, see [`fold`]), Turkish suffixes and English plurals
    /// included.
    pub fn at(&self, language: Language, words: &[&str]) -> Option<Found> {
        let mut found = match language {
            Language::English => self.english.longest(words),
            Language::Turkish => self.turkish.longest(words),
        }?;
        found.personal = found.words == 1 && words.first().is_some_and(|word| self.personal.contains(*word));
        Some(found)
    }

    /// Whether the word (folded) names an office or an institution: "Jordan Minister" is no person.
    pub fn is_office(&self, word: &str) -> bool {
        self.office.contains(word)
    }

    /// Whether the word (folded) is a form of address: "Mr Jordan" is a person.
    pub fn is_honorific(&self, word: &str) -> bool {
        self.honorific.contains(word)
    }

    /// The usual spelling of the name at the start of `words`, for titles in capitals: its words in order.
    pub fn spelling(&self, language: Language, words: &[&str]) -> Option<&[String]> {
        let lexicon = match language {
            Language::English => &self.english,
            Language::Turkish => &self.turkish,
        };
        lexicon.spelling(words)
    }

    fn from_data(data: &Data) -> Gazetteer {
        let mut gazetteer = Gazetteer {
            families: Vec::new(),
            contexts: Vec::new(),
            english: Lexicon::new(Language::English, &data.everyday.en),
            turkish: Lexicon::new(Language::Turkish, &data.everyday.tr),
            personal: data.personal.given.iter().map(|word| fold(word)).collect(),
            office: data.office.words.iter().map(|word| fold(word)).collect(),
            honorific: data.honorific.words.iter().map(|word| fold(word)).collect(),
        };
        for (code, names) in &data.country {
            let Ok(code) = code.parse::<Code>() else { continue };
            gazetteer.english.add_all(&names.en_seat, Sense::Seat(code));
            gazetteer.english.add_all(&names.en_people, Sense::People(code));
            gazetteer.english.add_all(&names.en, Sense::Name(code));
            gazetteer.turkish.add_all(&names.tr_seat, Sense::Seat(code));
            gazetteer.turkish.add_all(&names.tr_people, Sense::People(code));
            gazetteer.turkish.add_all(&names.tr, Sense::Name(code));
        }
        for family in &data.family {
            let sense = Sense::Family(gazetteer.families.len());
            gazetteer.english.add_all(&family.names, sense);
            gazetteer.turkish.add_all(&family.names, sense);
            let members = family.members.iter().filter_map(|code| code.parse().ok()).collect();
            gazetteer.families.push(Family { members });
        }
        gazetteer.english.add_all(&data.mask.en, Sense::Mask);
        gazetteer.turkish.add_all(&data.mask.tr, Sense::Mask);
        for context in &data.context {
            let Ok(code) = context.code.parse() else { continue };
            let fold_all = |words: &[String]| words.iter().map(|word| fold_words(word)).collect();
            gazetteer.contexts.push(Context { code, other: fold_all(&context.other), state: fold_all(&context.state) });
        }
        gazetteer
    }
}

/// Lower case for comparing: dotless and dotted i are one, accents go, but ç, ğ, ö, ş and ü stay because they tell
/// Turkish words apart.
pub fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut folded = String::with_capacity(word.len());
    for c in word.nfc() {
        match c {
            'İ' | 'I' | 'ı' => folded.push('i'),
            'a'..='z' | '0'..='9' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            'ç' | 'ğ' | 'ö' | 'ş' | 'ü' => folded.push(c),
            'Ç' | 'Ğ' | 'Ö' | 'Ş' | 'Ü' => folded.extend(c.to_lowercase()),
            // what lower-casing İ elsewhere leaves behind
            '\u{307}' => {}
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            _ => {
                let plain = std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
                folded.extend(plain.flat_map(char::to_lowercase));
            }
        }
    }
    folded
}

/// The folded words of a name: "Côte d’Ivoire" is three.
pub fn fold_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in name.split_whitespace() {
        // "U.S." is one word; so are the dots of any abbreviation.
        let piece = if piece.split('.').all(|letter| letter.chars().count() <= 1) {
            piece.replace('.', "")
        } else {
            piece.to_owned()
        };
        let parts = piece.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c));
        words.extend(parts.filter(|word| !word.is_empty()).map(fold));
    }
    words
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    country: BTreeMap<String, Names>,
    family: Vec<FamilyData>,
    context: Vec<ContextData>,
    mask: ByLanguage,
    everyday: ByLanguage,
    personal: Given,
    office: Words,
    honorific: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Names {
    en: Vec<String>,
    en_people: Vec<String>,
    en_seat: Vec<String>,
    tr: Vec<String>,
    tr_people: Vec<String>,
    tr_seat: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FamilyData {
    names: Vec<String>,
    members: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextData {
    code: String,
    other: Vec<String>,
    state: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByLanguage {
    en: Vec<String>,
    tr: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    given: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(language: Language, text: &str) -> Option<Found> {
        let words = fold_words(text);
        Gazetteer::builtin().at(language, &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn data_are_well_formed() {
        let data: Data = toml::from_str(include_str!("../data/gazetteer.toml")).unwrap();
        assert_eq!(data.country.len(), 250);
        for code in Code::all_iso() {
            let names = &data.country[code.as_str()];
            assert!(!names.en.is_empty() && !names.tr.is_empty(), "{code}");
            assert_eq!(Gazetteer::builtin().find(&names.en[0]), Some(code), "{}", names.en[0]);
            assert_eq!(Gazetteer::builtin().find(&names.tr[0]), Some(code), "{}", names.tr[0]);
        }
        let codes = data.family.iter().flat_map(|family| &family.members);
        assert!(
            codes.chain(data.context.iter().map(|context| &context.code)).all(|code| data.country.contains_key(code))
        );
    }

    #[test]
    fn folding_joins_the_two_i_and_keeps_turkish_letters() {
        assert_eq!(fold("TÜRKİYE"), fold("Türkiye"));
        assert_eq!(fold("MISIR"), fold("Mısır"));
        assert_eq!(fold("i\u{307}ran"), "iran");
        assert_eq!(fold_words("Côte d’Ivoire"), ["cote", "d", "ivoire"]);
        assert_eq!(fold_words("U.S. Virgin Islands"), ["us", "virgin", "islands"]);
        assert_ne!(fold("Çin"), fold("Cin"));
    }

    #[test]
    fn names_are_found_whatever_they_are_called() {
        for (name, code) in [
            ("TURKEY", "TR"),
            ("türkiye", "TR"),
            ("Turkish", "TR"),
            ("Burma", "MM"),
            ("Ivory Coast", "CI"),
            ("Holland", "NL"),
            ("uk", "GB"),
            ("Almanya", "DE"),
            ("Kosova", "XK"),
            ("Korea", "KR"),
        ] {
            assert_eq!(Gazetteer::builtin().find(name).map(|code| code.to_string()).as_deref(), Some(code), "{name}");
        }
        assert_eq!(Gazetteer::builtin().find("Atlantis"), None);
        assert_eq!(Gazetteer::builtin().find("New Mexico"), None);
        assert_eq!(Gazetteer::builtin().find(""), None);
    }

    #[test]
    fn the_longest_name_wins() {
        let sense = |text| at(Language::English, text).map(|found| (found.words, found.sense));
        let code = |code: &str| code.parse().unwrap();
        assert_eq!(sense("Guinea-Bissau said"), Some((2, Sense::Name(code("GW")))));
        assert_eq!(sense("Papua New Guinea"), Some((3, Sense::Name(code("PG")))));
        assert_eq!(sense("New Mexico"), Some((2, Sense::Mask)));
        assert_eq!(sense("Mexico City"), Some((2, Sense::Seat(code("MX")))));
        assert_eq!(sense("Mexico and"), Some((1, Sense::Name(code("MX")))));
    }

    #[test]
    fn turkish_suffixes_without_an_apostrophe() {
        let found = |text| at(Language::Turkish, text).is_some_and(|found| found.sense != Sense::Mask);
        for yes in ["Pakistanlı", "Azerbaycanlılar", "Mısırlı", "Türkler", "Gürcülerin", "Azerbaycanın", "Malili"]
        {
            assert!(found(yes), "{yes}");
        }
        for no in ["Maliye", "Lehine", "Türkçe", "Fasıl", "Çinko", "Rusça"] {
            assert!(!found(no), "{no}");
        }
    }
}

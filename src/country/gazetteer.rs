//! The names by which press texts call countries, from the files in `src/data/gazetteer`, one for each language.

mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use self::data::Data;
use super::Code;
pub use super::fold::{fold, fold_words};
pub use super::language::Language;
use super::lexicon::{Lexicon, Names};

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
    /// a state that is no more: its place in [`Gazetteer::formers`]
    Former(usize),
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
    /// may be written with a small letter, as adjectives are in Russian or French
    pub small: bool,
    /// bytes of its last word that are an ending
    pub ending: usize,
}

/// Countries that share a name, see `[family]` in `common.toml`.
#[derive(Debug)]
pub struct Family {
    /// the countries; the first is meant where the text names none of them
    pub members: Vec<Code>,
}

/// A state that is no more, see `[former]` in `common.toml`.
#[derive(Debug)]
pub struct Former {
    /// its own code where the site declares it
    pub declared: Option<Code>,
    /// who stands for it elsewhere
    pub heir: Code,
    /// further heirs
    pub others: Vec<Code>,
    /// from this day on its name speaks of history
    pub until: Date,
}

/// A country whose name another place bears, see `[context]` in the data. The words are folded, each a list.
#[derive(Debug)]
pub struct Context {
    /// the country
    pub code: Code,
    /// words that speak for the other place
    pub other: Vec<Vec<String>>,
    /// words that speak for the country
    pub state: Vec<Vec<String>>,
}

/// What a site adds to the names of the binary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// entities that the site declares, with the names it gives them; known ones have names in every language
    pub entities: BTreeMap<Code, Vec<String>>,
    /// names of countries and entities, in every language
    pub names: BTreeMap<Code, OwnNames>,
    /// what holds a country's name and mentions no country
    pub ignore: Vec<String>,
}

/// Names that a site adds to those of a country or entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNames {
    /// names
    pub names: Vec<String>,
    /// adjectives and words for citizens
    pub people: Vec<String>,
    /// cities, palaces and ministries by which writers mean the government
    pub seats: Vec<String>,
}

/// All names. [`Gazetteer::builtin`] gives the one that the program carries.
#[derive(Debug)]
pub struct Gazetteer {
    /// names that several countries share
    pub families: Vec<Family>,
    /// states that are no more
    pub formers: Vec<Former>,
    /// names that other places bear
    pub contexts: Vec<Context>,
    /// in the order of [`Language::KNOWN`]
    lexicons: Vec<Lexicon>,
    surroundings: Vec<Surroundings>,
    personal: BTreeSet<String>,
    office: BTreeSet<String>,
    honorific: BTreeSet<String>,
}

/// Words around a name that tell how it is meant, folded.
#[derive(Debug, Default)]
struct Surroundings {
    and: BTreeSet<String>,
    capital: BTreeSet<String>,
    place_before: BTreeSet<String>,
    place_after: BTreeSet<String>,
}

impl Gazetteer {
    /// The names of `src/data/gazetteer`, read once. Entities are not among them: no site has declared any.
    pub fn builtin() -> &'static Gazetteer {
        static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::with(&Additions::default()));
        &BUILTIN
    }

    /// The names of the binary and those of a site.
    pub fn with(additions: &Additions) -> Gazetteer {
        Gazetteer::from_data(Data::builtin(), additions)
    }

    /// The country that is called so: a name, alias, adjective or capital in any language, whatever the case.
    pub fn find(&self, name: &str) -> Option<Code> {
        let words = fold_words(name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for lexicon in &self.lexicons {
            let Some(found) = lexicon.longest(&words).filter(|found| found.words == words.len()) else {
                continue;
            };
            match found.sense {
                Sense::Name(code) | Sense::People(code) | Sense::Seat(code) => return Some(code),
                Sense::Family(family) => return self.families.get(family).and_then(|f| f.members.first().copied()),
                Sense::Former(former) => {
                    return self.formers.get(former).map(|former| former.declared.unwrap_or(former.heir));
                }
                Sense::Mask => {}
            }
        }
        None
    }

    /// The longest name at the start of `words` (folded, see [`fold`]), with the endings that the language may give it.
    pub fn at(&self, language: Language, words: &[&str]) -> Option<Found> {
        let mut found = self.lexicon(language)?.longest(words)?;
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

    /// Whether the word (folded) joins two names: and, with.
    pub fn is_and(&self, language: Language, word: &str) -> bool {
        self.surroundings(language).is_some_and(|words| words.and.contains(word))
    }

    /// Whether the word (folded) is "capital city".
    pub fn is_capital(&self, language: Language, word: &str) -> bool {
        self.surroundings(language).is_some_and(|words| words.capital.contains(word))
    }

    /// Whether a city behind the word (folded) is only a place: in, at.
    pub fn is_before_place(&self, language: Language, word: &str) -> bool {
        self.surroundings(language).is_some_and(|words| words.place_before.contains(word))
    }

    /// Whether a city before the word (folded) is only a place: Urdu "in" stands behind it.
    pub fn is_behind_place(&self, language: Language, word: &str) -> bool {
        self.surroundings(language).is_some_and(|words| words.place_after.contains(word))
    }

    /// The usual spelling of the name at the start of `words`, for titles in capitals: its words in order.
    pub fn spelling(&self, language: Language, words: &[&str]) -> Option<&[String]> {
        self.lexicon(language)?.spelling(words)
    }

    fn lexicon(&self, language: Language) -> Option<&Lexicon> {
        self.lexicons.get(language.place())
    }

    fn surroundings(&self, language: Language) -> Option<&Surroundings> {
        self.surroundings.get(language.place())
    }

    fn from_data(data: &Data, additions: &Additions) -> Gazetteer {
        let codes = |codes: &[String]| -> Vec<Code> { codes.iter().filter_map(|code| code.parse().ok()).collect() };
        let families = data.common.family.iter().map(|(key, members)| (key, Family { members: codes(members) }));
        let (family_keys, families): (Vec<_>, Vec<_>) = families.unzip();
        let formers = data.common.former.iter().filter_map(|(key, former)| {
            let declared = key.parse().ok().filter(|code| additions.entities.contains_key(code));
            let heir = former.heir.parse().ok()?;
            Some((key, Former { declared, heir, others: codes(&former.others), until: former.until }))
        });
        let (former_keys, formers): (Vec<_>, Vec<_>) = formers.unzip();
        let mut gazetteer = Gazetteer {
            families,
            formers,
            contexts: contexts(data),
            lexicons: Vec::new(),
            surroundings: Vec::new(),
            personal: BTreeSet::new(),
            office: BTreeSet::new(),
            honorific: BTreeSet::new(),
        };
        let entities = entities(data, additions);
        for (language, of) in &data.languages {
            let mut names = Names::new(*language, &of.everyday);
            // Names win over adjectives, and these over capitals; what the site says wins over all but masks.
            let each = || of.country.iter().filter_map(|(code, names)| Some((code.parse::<Code>().ok()?, names)));
            each().for_each(|(code, of)| names.add_all(&of.seats, Sense::Seat(code)));
            each().for_each(|(code, of)| names.add_all(&of.people, Sense::People(code)));
            each().for_each(|(code, of)| names.add_all(&of.names, Sense::Name(code)));
            for (index, key) in family_keys.iter().enumerate() {
                names.add_all(of.family.get(*key).map(Vec::as_slice).unwrap_or_default(), Sense::Family(index));
            }
            for (index, key) in former_keys.iter().enumerate() {
                names.add_all(of.former.get(*key).map(Vec::as_slice).unwrap_or_default(), Sense::Former(index));
            }
            names.add_all(&of.mask, Sense::Mask);
            for (code, keys) in &entities {
                for key in keys {
                    names.add_all(of.entity.get(*key).map(Vec::as_slice).unwrap_or_default(), Sense::Name(*code));
                }
            }
            for (code, own) in &additions.entities {
                names.add_all(own, Sense::Name(*code));
            }
            for (code, own) in &additions.names {
                names.add_all(&own.seats, Sense::Seat(*code));
                names.add_all(&own.people, Sense::People(*code));
                names.add_all(&own.names, Sense::Name(*code));
            }
            names.add_all(&additions.ignore, Sense::Mask);
            gazetteer.lexicons.push(names.finish());
            let set = |words: &[String]| words.iter().map(|word| fold(word)).collect();
            gazetteer.surroundings.push(Surroundings {
                and: set(&of.and),
                capital: set(&of.capital),
                place_before: set(&of.place_before),
                place_after: set(&of.place_after),
            });
            gazetteer.personal.extend(of.personal.iter().map(|word| fold(word)));
            gazetteer.office.extend(of.office.iter().map(|word| fold(word)));
            gazetteer.honorific.extend(of.honorific.iter().map(|word| fold(word)));
        }
        gazetteer
    }
}

/// Of each entity that the site declares, the keys in the data whose names it has: its own code, and any of which the
/// site gives it a name.
fn entities<'a>(data: &'a Data, additions: &Additions) -> BTreeMap<Code, BTreeSet<&'a str>> {
    let known = || data.languages.iter().flat_map(|(_, names)| &names.entity);
    let of = |code: &Code, own: &Vec<String>| {
        let is_it = |(key, names): &(&String, &Vec<String>)| {
            key.as_str() == code.as_str() || own.iter().any(|name| names.iter().any(|known| fold(known) == fold(name)))
        };
        known().filter(is_it).map(|(key, _)| key.as_str()).collect()
    };
    additions.entities.iter().map(|(code, own)| (*code, of(code, own))).collect()
}

fn contexts(data: &Data) -> Vec<Context> {
    let mut contexts: BTreeMap<Code, Context> = BTreeMap::new();
    for (code, of) in data.languages.iter().flat_map(|(_, names)| &names.context) {
        let Ok(code) = code.parse() else { continue };
        let context = contexts.entry(code).or_insert_with(|| Context { code, other: Vec::new(), state: Vec::new() });
        context.other.extend(of.other.iter().map(|word| fold_words(word)));
        context.state.extend(of.state.iter().map(|word| fold_words(word)));
    }
    contexts.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(language: Language, text: &str) -> Option<Found> {
        let words = fold_words(text);
        Gazetteer::builtin().at(language, &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let gazetteer = Gazetteer::builtin();
        for (language, names) in &Data::builtin().languages {
            for (code, of) in names.country.iter().filter(|(_, of)| !of.names.is_empty()) {
                let first = fold_words(of.names[0].trim_start_matches('='));
                let found = gazetteer.at(*language, &first.iter().map(String::as_str).collect::<Vec<_>>());
                let found = found.unwrap_or_else(|| panic!("{language:?}: {}", of.names[0]));
                assert_eq!(found.words, first.len(), "{language:?}: {}", of.names[0]);
                let Sense::Name(found) = found.sense else { panic!("{language:?}: {}", of.names[0]) };
                assert_eq!(found.as_str(), code, "{language:?}: {}", of.names[0]);
            }
        }
    }

    #[test]
    fn entities_are_known_when_a_site_declares_them() {
        let nato: Code = "NATO".parse().unwrap();
        let union: Code = "UNION".parse().unwrap();
        assert_eq!(Gazetteer::builtin().find("НАТО"), None);
        let entities = BTreeMap::from([(nato, vec![]), (union, vec!["European Union".to_owned()])]);
        let gazetteer = Gazetteer::with(&Additions { entities, ..Additions::default() });
        for (name, code) in [("НАТО", nato), ("OTAN", nato), ("Avropa İttifaqı", union), ("الاتحاد الأوروبي", union)]
        {
            assert_eq!(gazetteer.find(name), Some(code), "{name}");
        }
        assert_eq!(gazetteer.find("OSCE"), None);
    }

    #[test]
    fn a_site_adds_names_and_takes_some_away() {
        let code: Code = "AZ".parse().unwrap();
        let own = OwnNames { names: vec!["Land of Fire".to_owned()], ..OwnNames::default() };
        let ignore = vec!["Baku Tea House".to_owned()];
        let additions = Additions { names: BTreeMap::from([(code, own)]), ignore, ..Additions::default() };
        let gazetteer = Gazetteer::with(&additions);
        assert_eq!(gazetteer.find("Land of Fire"), Some(code));
        assert_eq!(gazetteer.find("Baku Tea House"), None);
        assert_eq!(gazetteer.find("Baku"), Some(code));
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
            ("Саудовской Аравией", "SA"),
            ("туркам", "TR"),
            ("وللسعودية", "SA"),
            ("deutschen", "DE"),
            ("Azərbaycanın", "AZ"),
            ("پاکستانیوں", "PK"),
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

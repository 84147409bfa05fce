//! The files of `src/data/gazetteer`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::country::Language;

/// All files. A test holds that those of the repository are well formed.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) common: Common,
    /// in the order of [`Language::KNOWN`]
    pub(super) languages: Vec<(Language, Names)>,
}

/// What the languages share.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    /// codes of the countries that share a name
    pub(super) family: BTreeMap<String, Vec<String>>,
    pub(super) former: BTreeMap<String, Former>,
}

/// A state that is no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Former {
    pub(super) heir: String,
    #[serde(default)]
    pub(super) others: Vec<String>,
    pub(super) until: jiff::civil::Date,
}

/// The names of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) and: Vec<String>,
    pub(super) capital: Vec<String>,
    pub(super) place_before: Vec<String>,
    pub(super) place_after: Vec<String>,
    pub(super) everyday: Vec<String>,
    pub(super) personal: Vec<String>,
    pub(super) office: Vec<String>,
    pub(super) honorific: Vec<String>,
    pub(super) mask: Vec<String>,
    pub(super) family: BTreeMap<String, Vec<String>>,
    pub(super) former: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) context: BTreeMap<String, Context>,
    pub(super) entity: BTreeMap<String, Vec<String>>,
    pub(super) country: BTreeMap<String, Country>,
}

/// The names of a country.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Country {
    pub(super) names: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) seats: Vec<String>,
}

/// Words that tell a country from another place of its name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Context {
    pub(super) other: Vec<String>,
    pub(super) state: Vec<String>,
}

const COMMON: &str = include_str!("../../data/gazetteer/common.toml");

fn text(language: Language) -> &'static str {
    match language {
        Language::English | Language::Other => include_str!("../../data/gazetteer/en.toml"),
        Language::Turkish => include_str!("../../data/gazetteer/tr.toml"),
        Language::Azerbaijani => include_str!("../../data/gazetteer/az.toml"),
        Language::Russian => include_str!("../../data/gazetteer/ru.toml"),
        Language::French => include_str!("../../data/gazetteer/fr.toml"),
        Language::German => include_str!("../../data/gazetteer/de.toml"),
        Language::Arabic => include_str!("../../data/gazetteer/ar.toml"),
        Language::Urdu => include_str!("../../data/gazetteer/ur.toml"),
    }
}

impl Data {
    /// The data of the binary, read once.
    pub(super) fn builtin() -> &'static Data {
        static BUILTIN: LazyLock<Data> = LazyLock::new(|| Data {
            common: toml::from_str(COMMON).unwrap_or_default(),
            languages: Language::KNOWN
                .into_iter()
                .map(|language| (language, toml::from_str(text(language)).unwrap_or_default()))
                .collect(),
        });
        &BUILTIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Code;

    #[test]
    fn data_are_well_formed() {
        let common: Common = toml::from_str(COMMON).unwrap();
        let is_code = |code: &String| code.parse::<Code>().is_ok_and(|code| code.is_iso());
        assert!(common.family.values().flatten().all(is_code));
        for (code, former) in &common.former {
            assert!(code.parse::<Code>().is_ok_and(|code| !code.is_iso()), "{code}");
            assert!(is_code(&former.heir) && former.others.iter().all(is_code), "{code}");
        }
        for language in Language::KNOWN {
            let names: Names = toml::from_str(text(language)).unwrap_or_else(|error| panic!("{language:?}: {error}"));
            assert!(names.country.keys().all(is_code), "{language:?}");
            assert!(names.country.len() > 240, "{language:?} names {} countries", names.country.len());
            assert!(names.family.keys().all(|key| common.family.contains_key(key)), "{language:?}");
            assert!(names.former.keys().all(|key| common.former.contains_key(key)), "{language:?}");
            assert!(names.context.keys().all(is_code), "{language:?}");
            for code in names.entity.keys() {
                assert!(code.parse::<Code>().is_ok_and(|code| !code.is_iso()), "{language:?}: {code}");
            }
        }
    }
}

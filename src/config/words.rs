//! What `site.toml` teaches the importer: names of countries (`[gazetteer]`) and words of topics (`[topic_words]`).

use std::collections::BTreeMap;

use super::Topic;
use crate::country::gazetteer::{Additions, OwnNames};
use crate::country::{Code, Language, Override};
use crate::diagnostic::nearest;
use crate::import::OwnWords;
use crate::tree::Reader;

/// The names that the site adds, and the entities that it declares.
pub(super) fn gazetteer(root: &Reader<'_>, countries: &BTreeMap<Code, Override>) -> Additions {
    let entities = countries
        .iter()
        .filter(|(code, _)| !code.is_iso())
        .map(|(code, own)| (*code, own.names.values().cloned().collect()))
        .collect();
    let mut additions = Additions { entities, ..Additions::default() };
    let Some(table) = root.table("gazetteer") else { return additions };
    let texts = |table: &Reader<'_>, key| table.texts(key).into_iter().map(|text| text.value).collect::<Vec<_>>();
    additions.ignore = texts(&table, "ignore");
    for (key, names) in table.named_tables("names") {
        let own =
            OwnNames { names: texts(&names, "names"), people: texts(&names, "people"), seats: texts(&names, "seats") };
        names.finish();
        match key.value.parse::<Code>() {
            Ok(code) if code.is_iso() || countries.contains_key(&code) => {
                additions.names.insert(code, own);
            }
            _ => {
                let message = format!("`{}` is not the code of a country or entity", key.value);
                let help = match crate::country::Gazetteer::builtin().find(&key.value) {
                    Some(code) => format!("write `[gazetteer.names.{code}]`"),
                    None => "write a code of ISO 3166-1, or declare the entity: `[entities.CODE]`".to_owned(),
                };
                root.refuse(&key.path, "unknown-country", message, help);
            }
        }
    }
    table.finish();
    additions
}

/// The words that the site adds to its topics, by slug.
pub(super) fn topic_words(root: &Reader<'_>, topics: &[Topic]) -> BTreeMap<String, OwnWords> {
    let mut words = BTreeMap::new();
    for (slug, table) in root.named_tables("topic_words") {
        let mut own = OwnWords::default();
        for (language, (strong, weak)) in Language::KNOWN.into_iter().zip(KEYS) {
            let read = |key, list: &mut BTreeMap<Language, Vec<String>>| {
                let texts: Vec<String> = table.texts(key).into_iter().map(|text| text.value).collect();
                if !texts.is_empty() {
                    list.insert(language, texts);
                }
            };
            read(strong, &mut own.strong);
            read(weak, &mut own.weak);
        }
        table.finish();
        if topics.iter().any(|topic| topic.slug == slug.value) {
            words.insert(slug.value, own);
        } else {
            let near = nearest(&slug.value, topics.iter().map(|topic| topic.slug.as_str()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare the topic: `[topics.{}]`", slug.value),
            };
            root.refuse(&slug.path, "unknown-topic", format!("there is no topic `{}`", slug.value), help);
        }
    }
    words
}

/// For each language the keys of its strong and its weak words.
const KEYS: [(&str, &str); 8] = [
    ("en", "en_weak"),
    ("tr", "tr_weak"),
    ("az", "az_weak"),
    ("ru", "ru_weak"),
    ("fr", "fr_weak"),
    ("de", "de_weak"),
    ("ar", "ar_weak"),
    ("ur", "ur_weak"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_languages() {
        for (language, (strong, weak)) in Language::KNOWN.into_iter().zip(KEYS) {
            assert_eq!(strong, language.tag());
            assert_eq!(weak, format!("{}_weak", language.tag()));
        }
    }
}

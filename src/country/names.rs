//! The countries and entities that a site knows: their names in each of its languages, and their slugs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Code;
use crate::locale::Locale;

/// What `site.toml` says of one country or entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    /// The part of its address; default: the slug of its name in the site's first language.
    pub slug: Option<String>,
    /// Names by language tag.
    pub names: BTreeMap<String, String>,
}

/// All countries and entities of a site.
#[derive(Debug)]
pub struct Countries {
    entries: BTreeMap<Code, Entry>,
}

#[derive(Debug)]
struct Entry {
    slug: String,
    /// In the order of the site's languages.
    names: Vec<String>,
}

impl Countries {
    /// Every code of ISO 3166-1 and every entity of `overrides`, named in each of the languages: by `overrides`,
    /// else by CLDR, else by the code itself.
    pub fn new(languages: &[Arc<Locale>], tags: &[&str], overrides: &BTreeMap<Code, Override>) -> Self {
        let none = Override::default();
        let entry = |code: Code| {
            let own = overrides.get(&code).unwrap_or(&none);
            let name = |(locale, tag): (&Arc<Locale>, &&str)| {
                let declared = own.names.get(*tag).cloned();
                let cldr = || if code.is_iso() { locale.region(code) } else { None };
                // An entity named in one language only keeps that name in the others.
                let any = || own.names.values().next().cloned();
                declared.or_else(cldr).or_else(any).unwrap_or_else(|| code.to_string())
            };
            let names: Vec<String> = languages.iter().zip(tags).map(name).collect();
            let of_name = || Some(crate::slugs::slugify(names.first()?)).filter(|slug| !slug.is_empty());
            // A name without a letter still needs an address.
            let slug = own.slug.clone().or_else(of_name).unwrap_or_else(|| code.as_str().to_lowercase());
            (code, Entry { slug, names })
        };
        let codes = Code::all_iso().chain(overrides.keys().copied());
        Countries { entries: codes.map(entry).collect() }
    }

    /// Whether a code may stand in front matter.
    pub fn knows(&self, code: Code) -> bool {
        self.entries.contains_key(&code)
    }

    /// All codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.entries.keys().copied()
    }

    /// The name in the site's n-th language.
    pub fn name(&self, code: Code, language: usize) -> &str {
        self.entries.get(&code).and_then(|entry| entry.names.get(language)).map_or("", String::as_str)
    }

    /// The part of the address: `azerbaijan`.
    pub fn slug(&self, code: Code) -> &str {
        self.entries.get(&code).map_or("", |entry| entry.slug.as_str())
    }

    /// The code whose name in any of the site's languages is this one, compared without case.
    pub fn find(&self, name: &str) -> Option<Code> {
        let wanted = name.to_lowercase();
        let named = |entry: &Entry| entry.names.iter().any(|known| known.to_lowercase() == wanted);
        self.entries.iter().find(|(_, entry)| named(entry)).map(|(code, _)| *code)
    }
}

//! The languages that the importer reads.

/// A language whose names of countries, dates and bylines are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, `en`
    English,
    /// Turkish, `tr`
    Turkish,
    /// Azerbaijani in Latin letters, `az`
    Azerbaijani,
    /// Russian, `ru`
    Russian,
    /// French, `fr`
    French,
    /// German, `de`
    German,
    /// Arabic, `ar`
    Arabic,
    /// Urdu, `ur`
    Urdu,
    /// None of these, `und`; names are looked for as in English
    Other,
}

impl Language {
    /// The languages that are known, the most usual first.
    pub const KNOWN: [Language; 8] = [
        Language::English,
        Language::Turkish,
        Language::Azerbaijani,
        Language::Russian,
        Language::French,
        Language::German,
        Language::Arabic,
        Language::Urdu,
    ];

    /// The language tag that front matter writes, BCP 47; `und` for [`Language::Other`].
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
            Language::Azerbaijani => "az",
            Language::Russian => "ru",
            Language::French => "fr",
            Language::German => "de",
            Language::Arabic => "ar",
            Language::Urdu => "ur",
            Language::Other => "und",
        }
    }

    /// The known language of a tag such as `en` or `en-GB`.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Language::KNOWN.into_iter().find(|known| known.tag().eq_ignore_ascii_case(language))
    }

    /// Whether its script has capital letters.
    pub fn has_capitals(self) -> bool {
        !matches!(self, Language::Arabic | Language::Urdu)
    }

    /// The place of its names among those of all languages.
    pub(super) fn place(self) -> usize {
        Language::KNOWN.iter().position(|known| *known == self).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_both_ways() {
        for language in Language::KNOWN {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
            assert_eq!(Language::KNOWN[language.place()], language);
        }
        assert_eq!(Language::of_tag("EN-gb"), Some(Language::English));
        assert_eq!(Language::of_tag("und"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}

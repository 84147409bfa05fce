//! One language of a site: its words, its dates, its counts, its order.
//!
//! The words come from `templates/locale/TAG.toml`, so that a further language is one more file. Names of
//! countries and languages, the order of names and the rules of plurals come from Unicode's CLDR by way of ICU4X.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::names::{LanguageIdentifierDisplayName, RegionDisplayName};
use icu_locale::subtags::Region;
use icu_locale::{LanguageIdentifier, Locale as Tag};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use jiff::civil::Date;

use crate::country::Code;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::tree::{Faults, Reader, toml};

/// A language that a site is published in.
#[derive(Debug)]
pub struct Locale {
    tag: Tag,
    name: String,
    direction: Direction,
    dates: Dates,
    words: BTreeMap<String, String>,
    counts: BTreeMap<String, Vec<(PluralCategory, String)>>,
    collator: CollatorBorrowed<'static>,
    plurals: PluralRules,
}

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As Latin, Greek and Cyrillic.
    LeftToRight,
    /// As Arabic and Hebrew.
    RightToLeft,
}

/// How a language writes dates; `{day}`, `{month}` and `{year}` stand for the parts.
#[derive(Debug)]
struct Dates {
    months: Vec<String>,
    months_short: Vec<String>,
    full: String,
    month_and_year: String,
    day_and_month: String,
}

impl Locale {
    /// Reads a locale file. The first of `fallbacks` that has it supplies a word that the file lacks, with a warning.
    ///
    /// # Errors
    ///
    /// Every fault of the file, placed; also when the tag is no BCP 47 language tag that CLDR knows.
    pub fn parse(
        tag: &str,
        path: &str,
        text: &str,
        fallbacks: &[&Locale],
    ) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let entries = toml::parse(text, path)?;
        let faults = Faults::default();
        let read = read(Reader::new(&entries, Vec::new(), "the locale file", &faults), &faults);
        let located = |fault: crate::tree::Fault| {
            let (offset, width) = toml::locate(text, &fault.path, fault.on);
            fault.diagnostic(Place::at_byte(path, text, offset, width))
        };
        let found: Vec<Diagnostic> = faults.into_inner().into_iter().map(located).collect();
        let Some((name, direction, dates, mut words, mut counts)) = read.filter(|_| found.is_empty()) else {
            return Err(found);
        };
        let unknown = || {
            vec![
                Diagnostic::error("unknown-language", format!("`{tag}` is not a language that CLDR knows"))
                    .at(Place::file(path))
                    .help("name the file after a BCP 47 tag such as `de` or `pt-BR`"),
            ]
        };
        let tag: Tag = tag.parse().map_err(|_| unknown())?;
        let collator = Collator::try_new((&tag).into(), CollatorOptions::default()).map_err(|_| unknown())?;
        let plurals = PluralRules::try_new((&tag).into(), PluralRulesOptions::default()).map_err(|_| unknown())?;
        let mut warnings = Vec::new();
        for fallback in fallbacks {
            let stand_in = if fallback.tag == tag { "the theme's" } else { "English" };
            // A word that nobody asks for is likely this one, misspelt.
            let known =
                |key: &String| fallbacks.iter().any(|one| one.words.contains_key(key) || one.counts.contains_key(key));
            let unknown: Vec<String> = words.keys().chain(counts.keys()).filter(|key| !known(key)).cloned().collect();
            let lacking = |key: &str| {
                let help = match nearest(key, unknown.iter().map(String::as_str)) {
                    Some(near) => format!("rename `{near}` if it is meant, or add `{key}` as in the English file"),
                    None => format!("add `{key}` as in the English file"),
                };
                let message = format!("the locale file has no `{key}`; {stand_in} stands in");
                Diagnostic::warning("missing-word", message).at(Place::file(path)).help(help)
            };
            for (key, word) in &fallback.words {
                if !words.contains_key(key) {
                    warnings.push(lacking(key));
                    words.insert(key.clone(), word.clone());
                }
            }
            for (key, forms) in &fallback.counts {
                if !counts.contains_key(key) {
                    warnings.push(lacking(key));
                    counts.insert(key.clone(), forms.clone());
                }
            }
        }
        Ok((Locale { tag, name, direction, dates, words, counts, collator, plurals }, warnings))
    }

    /// The language's own name: `Türkçe`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The direction of its script.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// All words by key.
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }

    /// A word by key; the key itself where there is none, so that a gap shows.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// A counted phrase, `3 articles`, in the form that the language wants; `None` for an unknown key.
    pub fn count(&self, key: &str, number: usize) -> Option<String> {
        let forms = self.counts.get(key)?;
        let category = self.plurals.category_for(number);
        let form = forms.iter().find(|(known, _)| *known == category).or(forms.last())?;
        Some(form.1.replace("{n}", &grouped(number)))
    }

    /// `2 December 2021`.
    pub fn date(&self, date: Date) -> String {
        fill(&self.dates.full, &self.dates.months, date)
    }

    /// `December 2021`.
    pub fn month(&self, year: i16, month: i8) -> String {
        let first = Date::new(year, month, 1).unwrap_or_default();
        fill(&self.dates.month_and_year, &self.dates.months, first)
    }

    /// `2 Dec`: for a column of dates under a year's heading.
    pub fn day(&self, date: Date) -> String {
        fill(&self.dates.day_and_month, &self.dates.months_short, date)
    }

    /// The name of a month, `1` to `12`.
    pub fn month_name(&self, month: i8) -> &str {
        usize::try_from(month - 1).ok().and_then(|at| self.dates.months.get(at)).map_or("", String::as_str)
    }

    /// CLDR's name of a country; `None` for a code that is no region.
    pub fn region(&self, code: Code) -> Option<String> {
        let region: Region = code.as_str().parse().ok()?;
        Some(RegionDisplayName::try_new_light((&self.tag).into(), region).ok()?.to_string())
    }

    /// CLDR's name of a language: `Turkish`; the tag itself where CLDR has none.
    pub fn language(&self, tag: &str) -> String {
        let named = tag.parse::<LanguageIdentifier>().ok().and_then(|subject| {
            LanguageIdentifierDisplayName::try_new_light((&self.tag).into(), subject, Default::default()).ok()
        });
        match named {
            Some(name) => {
                let mut text = String::new();
                let _ = writeable::TryWriteable::try_write_to(&name.as_borrowed(), &mut text);
                text
            }
            None => tag.to_owned(),
        }
    }

    /// The order of two names by the language's own rules.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// The order of two names of outlets: a leading "The" counts nothing, as in an index of a book.
    pub fn compare_outlets(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(without_article(a), without_article(b)).then_with(|| self.compare(a, b))
    }
}

/// A name without a leading "The". Of a name that is nothing else, all of it.
fn without_article(name: &str) -> &str {
    let parts = name.split_once(' ').filter(|(first, rest)| first.eq_ignore_ascii_case("the") && !rest.is_empty());
    parts.map_or(name, |(_, rest)| rest)
}

/// A whole number with its thousands kept apart by a narrow no-break space, as ISO 80000-1 has it; four digits stand
/// together.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

fn fill(pattern: &str, months: &[String], date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| months.get(at)).map_or("", String::as_str);
    pattern
        .replace("{day}", &date.day().to_string())
        .replace("{month}", month)
        .replace("{year}", &date.year().to_string())
}

type Parts = (String, Direction, Dates, BTreeMap<String, String>, BTreeMap<String, Vec<(PluralCategory, String)>>);

fn read(root: Reader<'_>, faults: &Faults) -> Option<Parts> {
    let name = root.text("name").map(|name| name.value);
    if name.is_none() {
        root.missing("name", "write the language's own name: `name = \"English\"`");
    }
    let direction = [("ltr", Direction::LeftToRight), ("rtl", Direction::RightToLeft)];
    let direction = root.choice("direction", &direction).unwrap_or(Direction::LeftToRight);
    let dates = root.table("dates").map(|table| {
        let months = |key: &'static str| {
            let months: Vec<String> = table.texts(key).into_iter().map(|month| month.value).collect();
            if months.len() != 12 {
                let message = format!("`{key}` has {} months", months.len());
                table.refuse(table.path(), "wrong-type", message, "write all twelve, January first");
            }
            months
        };
        let pattern = |key: &'static str, default: &str| table.text(key).map_or(default.to_owned(), |text| text.value);
        let dates = Dates {
            months: months("months"),
            months_short: months("months_short"),
            full: pattern("full", "{day} {month} {year}"),
            month_and_year: pattern("month_and_year", "{month} {year}"),
            day_and_month: pattern("day_and_month", "{day} {month}"),
        };
        table.finish();
        dates
    });
    if dates.is_none() {
        root.missing("dates", "write a table `[dates]` as in the English file");
    }
    let words = root.table("words").map(|table| table.named_texts()).unwrap_or_default();
    let words = words.into_iter().map(|(key, word)| (key.value, word)).collect();
    let counts = root.named_tables("counts").into_iter().map(|(key, table)| {
        let forms: Vec<(PluralCategory, String)> =
            CATEGORIES.iter().filter_map(|(name, category)| Some((*category, table.text(name)?.value))).collect();
        if forms.is_empty() {
            faults.push(
                table.path(),
                crate::tree::On::Key,
                "missing-field",
                format!("`{}` has no form", key.value),
                "write at least `other = \"{n} …\"`",
            );
        }
        table.finish();
        (key.value, forms)
    });
    let counts = counts.collect();
    root.finish();
    Some((name?, direction, dates?, words, counts))
}

/// The plural categories of Unicode TR 35, `other` last: it stands in for the others.
const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Locale {
        let text = include_str!("../templates/locale/en.toml");
        Locale::parse("en", "templates/locale/en.toml", text, &[]).unwrap().0
    }

    fn turkish() -> Locale {
        let text = include_str!("../templates/locale/tr.toml");
        let (locale, warnings) = Locale::parse("tr", "templates/locale/tr.toml", text, &[&english()]).unwrap();
        assert_eq!(warnings, []);
        locale
    }

    #[test]
    fn writes_dates_and_counts() {
        let date = Date::constant(2021, 12, 2);
        assert_eq!(english().date(date), "2 December 2021");
        assert_eq!(turkish().date(date), "2 Aralık 2021");
        assert_eq!(turkish().month(2022, 2), "Şubat 2022");
        assert_eq!(english().count("articles", 1).unwrap(), "1 article");
        assert_eq!(english().count("articles", 12_345).unwrap(), "12\u{202f}345 articles");
        assert_eq!(turkish().count("articles", 3).unwrap(), "3 makale");
        assert_eq!(english().count("nonsense", 3), None);
    }

    #[test]
    fn names_countries_and_languages() {
        let code = |text: &str| text.parse::<Code>().unwrap();
        assert_eq!(english().region(code("AZ")).unwrap(), "Azerbaijan");
        assert_eq!(turkish().region(code("DE")).unwrap(), "Almanya");
        assert_eq!(english().region(code("TR")).unwrap(), "Türkiye");
        assert_eq!(english().language("tr"), "Turkish");
        assert_eq!(turkish().language("en"), "İngilizce");
    }

    #[test]
    fn sorts_by_the_rules_of_the_language() {
        let turkish = turkish();
        let mut names = ["Çin", "Cibuti", "Danimarka", "Şili", "Suriye", "Umman", "Ürdün", "Irak", "İran"];
        names.sort_by(|a, b| turkish.compare(a, b));
        assert_eq!(names, ["Cibuti", "Çin", "Danimarka", "Irak", "İran", "Suriye", "Şili", "Umman", "Ürdün"]);
    }

    #[test]
    fn sorts_outlets_without_their_article() {
        let mut names = ["Trend", "The Nation", "Çağ", "Theatre Daily", "The", "Dawn", "the Çalgı", "Nation"];
        names.sort_by(|a, b| turkish().compare_outlets(a, b));
        assert_eq!(names, ["Çağ", "the Çalgı", "Dawn", "Nation", "The Nation", "The", "Theatre Daily", "Trend"]);
    }

    #[test]
    fn says_what_a_locale_file_lacks() {
        let errors = Locale::parse("xx", "l.toml", "name = 1\n", &[]).unwrap_err();
        let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["wrong-type", "missing-field"]);
    }
}

//! Who published it: `NAME (date)`, `NAME, date`, `NAME, Country`, or a name alone beside a date.

use super::byline::{self, is_country, is_place};
use super::calendar;
use super::date::{self, Written};
use super::line::ends_sentence;
use crate::country::gazetteer::{Gazetteer, fold, fold_words};

/// An outlet and the date in the same line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// as written, without date, weekday and country; none where only a place or "Published" stands before the date
    pub(super) name: Option<String>,
    /// the part of the outlet behind a colon: "World" of "Fjord Daily: World"
    pub(super) section: Option<String>,
    pub(super) date: Written,
}

/// `NAME (date)` or `NAME, date`; any other sign is taken for the comma, and a name of capitals needs none. Behind the
/// date there may be its time, signs, and a place.
pub(super) fn dated(text: &str, gazetteer: &Gazetteer) -> Option<Dated> {
    if text.len() > 200 {
        return None;
    }
    let found = date::find(text);
    let [written] = found.as_slice() else { return None };
    let after = without_year_word(text.get(written.end..)?);
    let after_date = text.get(written.start..).and_then(date::whole).is_some();
    let place = after.trim_matches(SIGNS);
    let (day, behind) = place.split_once([' ', ',']).unwrap_or((place, ""));
    let place = if calendar::is_weekday(day) { behind.trim_matches(SIGNS) } else { place };
    let place = without_page(place);
    let place = place.is_empty() || is_place(place, gazetteer);
    let before = without_weekday(text.get(..written.start)?.trim_end());
    let open = before.ends_with(SIGNS);
    let name = before.trim_end_matches(SIGNS);
    let name = name
        .strip_prefix(['[', '“', '"', '«', '('])
        .map_or(name, |name| name.trim_end_matches([']', '”', '"', '»', ')']));
    if name.is_empty() {
        return after_date_name(after, written, gazetteer);
    }
    if !after_date && !place {
        return None;
    }
    // "Title of a story (Fjord Daily, 2 May 2022)" is a title; "Fjord Daily (Oslo, 2 May 2022)" an outlet.
    let name = match name.rsplit_once('(') {
        Some((before, inner)) if !inner.contains(')') && is_place(inner.trim_end_matches(SIGNS), gazetteer) => {
            before.trim_end()
        }
        // "Islamabad (Staff Reporter) 17 November 2025", "Islamabad (APP) 17 November 2025": where and who.
        Some((city, inner)) if before.ends_with(')') && is_place(city.trim(), gazetteer) => {
            return super::signed::written_from(inner, written);
        }
        Some((_, inner)) if !inner.contains(')') && !inner.trim_matches(SIGNS).is_empty() => return None,
        _ => name,
    };
    let words = fold_words(name);
    let label = matches!(
        words.first().map(String::as_str),
        Some("published" | "posted" | "yayinlanma" | "yayin" | "date" | "tarih")
    );
    let kind = super::titles::is_section(name);
    let place = |name: &str| {
        is_place(name, gazetteer) || name.split_once(',').is_some_and(|(city, _)| is_place(city, gazetteer))
    };
    if (label || kind || place(name)) && words.len() < 4 {
        return Some(Dated { name: None, section: None, date: written.clone() });
    }
    let name = without_country(name, gazetteer);
    // Without a sign between them the whole must be a name and a date, and nothing of a sentence.
    let joined = open || (words.len() < 6 && sounds_like_one(name)) || (words.len() < 3 && after_date);
    // A colon parts the outlet from its page: "Fjord Daily: World".
    // Only the first word of a Russian name has a capital; Arabic has none.
    let cyrillic = open && words.len() < 5 && name.starts_with(|c: char| ('А'..='Я').contains(&c));
    let uncased = open && words.len() < 6 && has_no_case(name) && !ends_sentence(name);
    let named = is_name(name) || cyrillic || uncased || name.split(": ").all(is_name);
    let (name, section) = name.split_once(": ").map_or((name, None), |(name, section)| (name, Some(section)));
    let labelled = section.is_some()
        && (byline::is_label(name)
            || super::source::trailer_value(text).is_some()
            || super::labels::find(text).is_some());
    (joined && named && !labelled).then(|| Dated {
        name: Some(name.trim_end_matches(SIGNS).to_owned()),
        section: section.map(str::to_owned),
        date: written.clone(),
    })
}

pub(super) fn has_no_case(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// Without the word for the year behind its number: "2026-cı il", "2026 г."
fn without_year_word(text: &str) -> &str {
    ["-cı il", "-ci il", "-cu il", "-cü il", " г.", " года", "ء", "م"]
        .iter()
        .find_map(|word| text.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphabetic)))
        .unwrap_or(text)
}

/// Without the page of a printed paper: "p. 4", "s. 4".
fn without_page(text: &str) -> &str {
    let rest =
        ["pp.", "p.", "page", "s.", "sayfa", "S.", "Seite", "p", "s"].iter().find_map(|word| text.strip_prefix(word));
    match rest.map(str::trim) {
        Some(number) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "-–,. ".contains(c)) => "",
        _ => text,
    }
}

/// `date [time] - NAME`: the outlet behind the date. A person there is none.
fn after_date_name(after: &str, written: &Written, gazetteer: &Gazetteer) -> Option<Dated> {
    let name = after.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_ascii_digit());
    let signed = after.get(..after.len() - name.len())?.contains(['-', '–', '—', '|', ',', '،', '/']);
    let name = name.trim_end_matches(SIGNS);
    // Without a sign between them only a word that outlets are called by tells a name.
    let joined = signed || (after.starts_with(' ') && name.split_whitespace().count() > 1 && sounds_like_one(name));
    if !joined || !is_name(name) || name.split_whitespace().count() > 6 || is_place(name, gazetteer) {
        return None;
    }
    let person = !sounds_like_one(name) && byline::bare(name, gazetteer).is_some();
    let (outlet, section) = if person { (None, Some(name)) } else { (Some(name), None) };
    Some(Dated { name: outlet.map(str::to_owned), section: section.map(str::to_owned), date: written.clone() })
}

/// What may stand between a name and a date, and behind it.
const SIGNS: [char; 17] = ['(', ')', '[', ']', ',', '،', ';', '-', '–', '—', '|', '/', ':', '.', '•', '·', ' '];

/// `NAME, Country`: the name.
pub(super) fn with_country<'a>(text: &'a str, gazetteer: &Gazetteer) -> Option<&'a str> {
    let name = without_country(text, gazetteer);
    (name.len() < text.len() && is_name(name)).then_some(name)
}

/// "Gulf News Agency - GNA", "Gulf News Agency (GNA)": the name before its own initials.
pub(super) fn without_initials(text: &str) -> Option<&str> {
    let (name, initials) = match text.strip_suffix(')') {
        Some(text) => text.rsplit_once('(')?,
        None => [" - ", " – ", " — "].iter().find_map(|dash| text.rsplit_once(dash))?,
    };
    let (name, initials) = (name.trim(), initials.trim());
    (is_short_for(initials, name) && is_name(name)).then_some(name)
}

/// Whether the text is made of the first letters of the name's words: "GNA" of "Gulf News Agency".
pub(super) fn is_short_for(text: &str, name: &str) -> bool {
    let words = name.split_whitespace().filter(|word| !is_joint(word));
    text.chars().count() > 1 && words.filter_map(|word| word.chars().next()).eq(text.chars())
}

/// Whether the text can be the name of an outlet: a few words with capitals, no sentence.
pub(super) fn is_name(text: &str) -> bool {
    if text.is_empty() || text.len() > 90 || ends_sentence(text) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins_big = |word: &&str| {
        // "d’Essai", "l'Exemple"
        let word = ["d’", "d'", "l’", "l'"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
        word.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| c.is_uppercase() || c.is_numeric()) || is_joint(word)
    };
    // "panarmenian.net" is written small.
    let domain = words.len() == 1 && text.contains('.');
    let big =
        words.iter().filter(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())).count();
    words.len() <= 9 && text.chars().any(char::is_alphabetic) && (domain || (big > 0 && words.iter().all(begins_big)))
}

/// Whether the name is that of an agency that everybody knows.
pub(super) fn is_known_agency(text: &str) -> bool {
    KNOWN_AGENCIES.contains(&fold_words(text).join(" ").as_str())
}

#[rustfmt::skip]
const KNOWN_AGENCIES: [&str; 31] = [
    "associated press", "reuters", "afp", "tass", "interfax", "xinhua", "bloomberg", "efe", "ansa",
    "dpa", "upi", "kyodo", "yonhap", "ukrinform", "belta", "kazinform", "trend", "report az",
    "apa", "azertac", "armenpress", "anadolu", "aa", "press association", "ap", "тасс", "риа новости",
    "интерфакс", "белта", "синьхуа", "реитер",
];

/// Whether a name in a script without capitals is that of an agency: a word for it, or letters that stand alone.
pub(super) fn is_caseless_agency(text: &str) -> bool {
    const WORDS: [&str; 9] = ["وكاله", "وكالات", "رويترز", "ايجنسي", "واس", "وام", "سانا", "قنا", "بترا"];
    let words = fold_words(text);
    let initials = (2..=4).contains(&words.len()) && words.iter().all(|word| word.chars().count() < 3);
    has_no_case(text) && words.len() < 5 && (initials || words.iter().any(|word| WORDS.contains(&word.as_str())))
}

/// Whether the name is that of an agency: one that is known, a few capitals, or a name with a word for it.
pub(super) fn is_agency(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "agency",
        "agencies",
        "ajansi",
        "ajans",
        "agentliyi",
        "agence",
        "agentur",
        "nachrichtenagentur",
        "агентство",
        "wire",
        "newswire",
    ];
    let words = fold_words(text);
    let capitals = words.len() == 1 && (2..=5).contains(&text.len()) && text.chars().all(char::is_uppercase);
    capitals || is_known_agency(text) || (words.len() > 1 && words.iter().any(|word| WORDS.contains(&word.as_str())))
}

/// Whether a word of the name is one that outlets are called by.
pub(super) fn sounds_like_one(text: &str) -> bool {
    const WORDS: [&str; 81] = [
        "daily",
        "weekly",
        "times",
        "post",
        "news",
        "agency",
        "press",
        "herald",
        "tribune",
        "gazette",
        "courier",
        "monitor",
        "ledger",
        "observer",
        "wire",
        "standard",
        "journal",
        "review",
        "mirror",
        "voice",
        "radio",
        "tv",
        "television",
        "channel",
        "online",
        "media",
        "bulletin",
        "dispatch",
        "chronicle",
        "today",
        "report",
        "star",
        "sun",
        "globe",
        "guardian",
        "telegraph",
        "independent",
        "express",
        "mail",
        "echo",
        "newspaper",
        "magazine",
        "network",
        "inform",
        "reuters",
        "afp",
        "tass",
        "azertac",
        "armenpress",
        "haber",
        "haberi",
        "haberleri",
        "ajansi",
        "ajans",
        "gazetesi",
        "gazete",
        "postasi",
        "ekrani",
        "dergisi",
        "bülteni",
        "basin",
        "bülten",
        "radyo",
        "radyosu",
        "televizyonu",
        "medya",
        "sözcüsü",
        "panorama",
        "outlook",
        "insider",
        "line",
        "net",
        "com",
        "advocate",
        "paper",
        "xəbər",
        "xəbərlər",
        "xəbərləri",
        "qəzet",
        "qəzeti",
        "agentliyi",
    ];
    let dotted = text.split_whitespace().any(|word| {
        let mut parts = word.split('.').rev();
        matches!(
            parts.next().map(str::to_lowercase).as_deref(),
            Some("net" | "com" | "org" | "az" | "am" | "tr" | "ge" | "info" | "news")
        ) && parts.next().is_some()
    });
    dotted || fold_words(text).iter().any(|word| WORDS.contains(&word.as_str()))
}

fn is_joint(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "of" | "the"
            | "and"
            | "ve"
            | "de"
            | "da"
            | "del"
            | "la"
            | "le"
            | "les"
            | "du"
            | "des"
            | "der"
            | "die"
            | "al"
            | "el"
            | "in"
            | "for"
            | "&"
    )
}

/// The name without ", Country" or " (Country)" behind it.
fn without_country<'a>(name: &'a str, gazetteer: &Gazetteer) -> &'a str {
    for (open, close) in [(", ", ""), (" (", ")")] {
        let Some((before, country)) = name.rsplit_once(open) else {
            continue;
        };
        let Some(country) = country.strip_suffix(close) else {
            continue;
        };
        if !before.trim().is_empty() && is_country(country, gazetteer) {
            return before.trim();
        }
    }
    name.trim()
}

/// The text without a weekday at its end, and without what may stand between it and the date: "Donnerstag, den", "le".
fn without_weekday(text: &str) -> &str {
    const BETWEEN: [&str; 8] = ["den", "le", "du", "am", "vom", "от", "يوم", "في"];
    let (rest, word) = last_word(text);
    let is_between = BETWEEN.contains(&fold(word).as_str());
    let day = if is_between { rest } else { text };
    let (before, last) = last_word(day);
    // Azerbaijani has weekdays of two words.
    let (first, word) = last_word(before);
    if calendar::is_weekday(&format!("{word} {last}")) {
        return first;
    }
    if calendar::is_weekday(last) && !before.is_empty() {
        return before;
    }
    // "Fjord Daily, le 2 mai 2024", but not "Der Tag vom 2. Mai".
    if is_between && rest.ends_with(['(', '[', ',', '،', '-', '–', '—', '|']) { rest } else { text }
}

/// The last word of a text, without commas behind it, and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let trimmed = text.trim_end_matches([',', '،', ' ']);
    let start = trimmed
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + trimmed.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    (trimmed.get(..start).unwrap_or_default().trim_end(), trimmed.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_with_dates() {
        for (text, name) in [
            ("AzerNews (2 December 2021)", Some("AzerNews")),
            ("Gulf Ledger (March 15, 2022)", Some("Gulf Ledger")),
            ("Panorama Caucasus, 2 December 2021", Some("Panorama Caucasus")),
            ("Fjord Daily (Thursday, 2 December 2021)", Some("Fjord Daily")),
            ("Kuzey Haber Ajansı, Perşembe, 2 Aralık 2021", Some("Kuzey Haber Ajansı")),
            ("Fjord Daily (Donnerstag, den 2. Dezember 2021)", Some("Fjord Daily")),
            ("Fjord Daily (jeudi 2 décembre 2021 à 14h30)", Some("Fjord Daily")),
            ("Fjord Daily, le 2 décembre 2021 à 14:30", Some("Fjord Daily")),
            ("Fjord Daily (Cümə axşamı, 2 dekabr 2021, 14:30)", Some("Fjord Daily")),
            ("Fjord Daily (2 dekabr 2021-cü il, cümə axşamı)", Some("Fjord Daily")),
            ("Fjord Daily (الخميس، ٢ كانون الأول/ديسمبر ٢٠٢١)", Some("Fjord Daily")),
            ("Fjord Daily (جمعرات، ۲ دسمبر ۲۰۲۱ء)", Some("Fjord Daily")),
            ("Fjord Daily (2. Dez. 2021, 14.30 Uhr)", Some("Fjord Daily")),
            ("Fjord Daily, Norway (2 December 2021)", Some("Fjord Daily")),
            ("Times of Fjordland - 02.12.2021", Some("Times of Fjordland")),
            ("15 March 2022 [10:40] - TODAY.EXAMPLE", Some("TODAY.EXAMPLE")),
            ("Ege Işığı Gazetesi, 5 Nisan 2022 Salı, s. 12", Some("Ege Işığı Gazetesi")),
            ("Fjord Daily (Oslo, 2 December 2021)", Some("Fjord Daily")),
            ("Desert Post, 7 June 2022, p. 4", Some("Desert Post")),
            ("Le Courrier d’Essai, 3.05.2022", Some("Le Courrier d’Essai")),
            ("Степной вестник, 14.03.2023", Some("Степной вестник")),
            ("9 June 2026 Gulf Paper", Some("Gulf Paper")),
            ("9 June 2026, Gulf Paper", Some("Gulf Paper")),
            ("9 iyun 2026-cı il, Xəzər Xəbərləri", Some("Xəzər Xəbərləri")),
            ("الوادي، 3 حزيران 2026", Some("الوادي")),
            ("الوادي (3 حزيران 2026)", Some("الوادي")),
            ("Ottawa, Ontario - March 3, 2023", None),
            ("Ankara, 2 Aralık 2021", None),
            ("Published: 2 December 2021, 10:30", None),
        ] {
            let dated = dated(text, Gazetteer::builtin()).unwrap();
            assert_eq!(dated.name.as_deref(), name, "{text}");
        }
        for none in [
            "The ministers met in Baku (2 December 2021) and agreed.",
            "2 December 2021",
            "Fjord Daily",
            "he said on Thursday, 2 December 2021",
        ] {
            assert_eq!(dated(none, Gazetteer::builtin()), None, "{none}");
        }
    }

    #[test]
    fn known_agencies_are_folded() {
        assert!(KNOWN_AGENCIES.iter().all(|name| is_known_agency(name)));
    }

    #[test]
    fn names() {
        for name in
            ["Fjord Daily", "CaucasusLine.Net", "panarmenian.net", "Times of the North", "1in.am", "Doğu Kapısı"]
        {
            assert!(is_name(name), "{name}");
        }
        for none in ["Norway and Ghana have signed a deal", "He left.", "", "—"] {
            assert!(!is_name(none), "{none}");
        }
        assert_eq!(with_country("Aegean Bulletin, Greece", Gazetteer::builtin()), Some("Aegean Bulletin"));
        assert_eq!(with_country("Aegean Bulletin, Fjordland", Gazetteer::builtin()), None);
    }
}

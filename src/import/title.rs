//! A title all in capitals, set in sentence case with names kept.

use std::collections::BTreeMap;

use super::title_words;
use super::words::{LONGEST, Word, begun, words};
use crate::country::gazetteer::{Gazetteer, Language, fold};

/// The title in sentence case; nothing when it is not all in capitals. A script without capitals has none to take away,
/// and which German words are nouns nothing here tells.
///
/// A word keeps its capital when the gazetteer knows it for a name, or the body writes it with one; it stays in capitals
/// when the body has it so, and when it may be an abbreviation: short and no everyday word.
pub(super) fn sentence_case(
    gazetteer: &Gazetteer,
    language: Language,
    title: &str,
    paragraphs: &[String],
) -> Option<String> {
    let capitals = title.chars().filter(|c| c.is_uppercase()).count();
    if capitals < 4 || title.chars().any(char::is_lowercase) || language == Language::German {
        return None;
    }
    let spellings = spellings(paragraphs);
    let found = words(title);
    let folded: Vec<&str> = found.iter().map(|word| word.folded.as_str()).collect();
    let mut sentence = String::with_capacity(title.len());
    let mut at = 0;
    while let Some(word) = found.get(at) {
        // The dot behind "U.S." ends no sentence.
        let dotted =
            at.checked_sub(1).and_then(|before| found.get(before)).is_some_and(|before| before.text.contains('.'));
        let begins = at == 0 || word.gap.contains(['!', '?']) || (word.gap.contains('.') && !dotted);
        let names = gazetteer.spelling(language, folded.get(at..).unwrap_or_default()).filter(|names| {
            found
                .get(at + 1..at + names.len())
                .is_some_and(|inside| inside.iter().all(|word| word.gap.len() < 4 && !word.gap.contains(',')))
        });
        // An everyday word is a name only where the body writes it as one.
        let everyday = gazetteer
            .at(language, folded.get(at..).unwrap_or_default())
            .is_some_and(|found| found.everyday && found.words == 1);
        let body = spellings.get(&word.folded);
        let names = names.filter(|_| {
            !(everyday && body.is_some_and(|spelling| spelling.small > 0 && spelling.small >= spelling.capital))
        });
        let count = match names {
            Some(names) => {
                for (offset, name) in names.iter().enumerate() {
                    let Some(word) = found.get(at + offset) else { break };
                    sentence.push_str(word.gap);
                    sentence.push_str(&with_ending(name, word, language));
                }
                names.len()
            }
            None => {
                sentence.push_str(word.gap);
                let before = at.checked_sub(1).and_then(|at| found.get(at));
                let place = Place { word, before, after: found.get(at + 1) };
                let cased = cased(place, &spellings, language);
                sentence.push_str(&if begins { capitalised(&cased, language) } else { cased });
                1
            }
        };
        at += count.max(1);
    }
    let length: usize = found.iter().map(|word| word.gap.len() + word.text.len()).sum();
    sentence.push_str(title.get(length..).unwrap_or_default());
    Some(sentence)
}

/// How the body writes a word.
#[derive(Debug, Default)]
struct Spelling {
    /// with a capital, or all in capitals
    form: String,
    small: u32,
    /// with a capital in the middle of a sentence
    capital: u32,
    /// all in capitals between words that are not
    all_capitals: u32,
    /// with a capital at the start of a sentence, where every word has one
    initial: u32,
    /// the same, and what stands behind it tells a name
    named: u32,
}

/// The witness of the body for each of its words.
#[derive(Debug, Default)]
struct Spellings(BTreeMap<String, Spelling>);

impl Spellings {
    fn get(&self, folded: &str) -> Option<&Spelling> {
        self.0.get(folded)
    }

    /// Whether the body has a word of the same stem in small letters: "minister" for "ministers".
    fn has_small_kin(&self, folded: &str) -> bool {
        let count = folded.chars().count();
        let length = if count < 6 { count } else { count.saturating_sub(3).max(4) };
        let stem: String = folded.chars().take(length).collect();
        let kin = self.0.range(stem.clone()..).take_while(|(word, _)| word.starts_with(&stem)).take(20);
        count > 3 && kin.into_iter().any(|(_, spelling)| spelling.small > 0 && spelling.capital == 0)
    }
}

fn spellings(paragraphs: &[String]) -> Spellings {
    let mut spellings: BTreeMap<String, Spelling> = BTreeMap::new();
    let mut left = LONGEST;
    for paragraph in paragraphs {
        let paragraph = begun(paragraph, left);
        left -= paragraph.len();
        let found = words(paragraph);
        for (at, word) in found.iter().enumerate() {
            if word.text.len() > 60 {
                continue;
            }
            let spelling = spellings.entry(word.folded.clone()).or_default();
            let next = found.get(at + 1);
            if word.is_in_capitals() {
                // A heading or a quotation in capitals tells nothing about its words.
                let before = at.checked_sub(1).and_then(|at| found.get(at));
                let shouted =
                    |word: Option<&Word>| word.is_some_and(|word| word.is_in_capitals() && word.text.len() > 3);
                if !(shouted(before) && shouted(next)) {
                    spelling.all_capitals += 1;
                    if spelling.capital == 0 {
                        spelling.form = word.text.to_owned();
                    }
                }
            } else if word.is_capitalised() {
                // "McDonald" is written so anywhere.
                let mixed = word.text.chars().skip(1).any(char::is_uppercase);
                if !word.begins_sentence || mixed {
                    spelling.capital += 1;
                    spelling.form = word.text.to_owned();
                } else {
                    spelling.initial += 1;
                    let pair = next.is_some_and(|next| next.is_capitalised() && next.follows_directly());
                    spelling.named += u32::from(pair || next.is_some_and(Word::follows_apostrophe));
                    if spelling.capital == 0 && spelling.all_capitals == 0 {
                        spelling.form = word.text.to_owned();
                    }
                }
            } else {
                spelling.small += 1;
            }
        }
    }
    Spellings(spellings)
}

/// A word of the title with its neighbours.
#[derive(Clone, Copy)]
struct Place<'a> {
    word: &'a Word<'a>,
    before: Option<&'a Word<'a>>,
    after: Option<&'a Word<'a>>,
}

/// A word that is no country's name in the case that the body, then the form of the word itself speaks for. In doubt it
/// stays as it is.
fn cased(place: Place, spellings: &Spellings, language: Language) -> String {
    let Place { word, before, after } = place;
    let body = spellings.get(&word.folded);
    let small = || lower(word.text, language);
    let capital = || capitalised(&small(), language);
    // O'Brien, D'Angelo; but "Ankara'da", "Baku's".
    if word.follows_apostrophe() {
        let particle =
            before.is_some_and(|before| matches!(before.text, "O" | "D" | "L")) && word.text.chars().count() > 2;
        return match body {
            _ if !particle => small(),
            Some(spelling) if spelling.capital > 0 => spelling.form.clone(),
            _ => capital(),
        };
    }
    let beside_apostrophe = after.is_some_and(Word::follows_apostrophe);
    if matches!(word.text, "O" | "D" | "L")
        && beside_apostrophe
        && after.is_some_and(|after| after.text.chars().count() > 2)
    {
        return word.text.to_owned();
    }
    // F-16, COVID-19, G20.
    let digits = |word: &Word| word.text.starts_with(|c: char| c.is_ascii_digit());
    let hyphened =
        after.is_some_and(|after| after.gap == "-" && digits(after)) || (word.gap == "-" && before.is_some_and(digits));
    if word.text.chars().any(|c| c.is_ascii_digit())
        || (hyphened && word.text.chars().count() < 3)
        || word.text.contains('.')
    {
        return word.text.to_owned();
    }
    let short = word.text.chars().count() <= 5;
    if let Some(spelling) = body {
        if spelling.all_capitals > 0 && short && (spelling.capital == 0 || spelling.all_capitals >= spelling.capital) {
            let everyday = title_words::is_everyday(&word.folded) && spelling.small > spelling.all_capitals * 8;
            if !everyday {
                return spelling_in_capitals(word, spelling);
            }
        }
        if spelling.small > 0 && spelling.small >= spelling.capital {
            return small();
        }
        if spelling.capital > 0 || spelling.all_capitals > 0 {
            return spelling.form.clone();
        }
        let is_name = spelling.named > 0
            || spelling.initial > 1
            || (language == Language::English
                && !word.folded.ends_with('s')
                && !title_words::is_everyday(&word.folded));
        let kin = title_words::is_everyday(&word.folded) || spellings.has_small_kin(&word.folded);
        if spelling.initial > 0 && is_name && (!kin || spelling.named > 1) {
            return spelling.form.clone();
        }
    }
    unwitnessed(place, spellings, language, if hyphened { Hyphen::Number } else { Hyphen::None })
}

/// Whether a number hangs on the word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    None,
    Number,
}

/// A word of which the body says nothing.
fn unwitnessed(place: Place, spellings: &Spellings, language: Language, hyphen: Hyphen) -> String {
    let Place { word, after, .. } = place;
    let small = lower(word.text, language);
    let count = word.text.chars().count();
    let short = count <= 5;
    if let Some(name) = title_words::name(&word.folded) {
        return name.to_owned();
    }
    if matches!(word.folded.as_str(), "mr" | "mrs" | "ms" | "dr" | "st" | "prof" | "gen") {
        return capitalised(&small, language);
    }
    let known = title_words::is_abbreviation(&word.folded) && !(word.folded == "un" && language == Language::Turkish);
    let vowels = word.folded.contains(|c: char| {
        matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ö' | 'ü') || !c.is_ascii() && !"çğş".contains(c)
    });
    let everyday = title_words::is_everyday(&word.folded);
    let latin = word.folded.chars().all(|c| c.is_ascii_alphanumeric() || "çğöşü".contains(c));
    if known || (latin && count > 1 && !vowels && !everyday) {
        return word.text.to_owned();
    }
    let month = super::text::is_calendar_word(&word.folded) && count > 3 && word.folded != "march";
    if language == Language::English && month {
        return capitalised(&small, language);
    }
    // A Turkish suffix behind an apostrophe hangs on names only.
    if language == Language::Turkish && after.is_some_and(Word::follows_apostrophe) {
        return if short { word.text.to_owned() } else { capitalised(&small, language) };
    }
    if language == Language::English && count > 4 && word.text.starts_with("MC") && !word.folded.starts_with("mca") {
        let rest: String = small.chars().skip(2).collect();
        return format!("Mc{}", capitalised(&rest, language));
    }
    // Abbreviations have at most four letters, or hardly a vowel; Turkish letters of its own tell a word.
    let vowel_count = word.folded.chars().filter(|c| "aeiou".contains(*c)).count();
    let shaped = count < 4 || ((count == 4 || vowel_count < 2) && word.folded.is_ascii());
    let alone = !everyday && !spellings.has_small_kin(&word.folded) && !is_inflected(&word.folded);
    let in_doubt = latin && short && count > 1 && shaped && alone;
    if in_doubt || (hyphen == Hyphen::Number && !everyday) { word.text.to_owned() } else { small }
}

/// "sites", "lined", "airing", "evde": an everyday word with an ending.
fn is_inflected(folded: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "s", "es", "ed", "d", "er", "r", "ing", "ly", "y", "de", "da", "te", "ta", "den", "dan", "e", "a", "i", "u",
        "in", "un", "si",
    ];
    ENDINGS.iter().any(|ending| {
        folded.strip_suffix(ending).is_some_and(|stem| {
            stem.len() > 1 && (title_words::is_everyday(stem) || title_words::is_everyday(&format!("{stem}e")))
        })
    })
}

/// The abbreviation as the body writes it; "AI" of a title is not the "Ai" of a name.
fn spelling_in_capitals(word: &Word, spelling: &Spelling) -> String {
    if spelling.capital == 0 { spelling.form.clone() } else { word.text.to_owned() }
}

/// The name as the gazetteer spells it, with what the title adds to it: "PAKİSTANLI" is Pakistan and "lı".
fn with_ending(name: &str, word: &Word, language: Language) -> String {
    if word.text.contains('.') {
        return word.text.to_owned();
    }
    let own = fold(&name.replace('.', ""));
    match word.folded.strip_prefix(own.as_str()) {
        Some("") | None => name.to_owned(),
        Some(rest) => {
            let count = rest.chars().count();
            let total = word.text.chars().count();
            let ending: String = word.text.chars().skip(total - count.min(total)).collect();
            format!("{name}{}", lower(&ending, language))
        }
    }
}

/// Turkish and Azerbaijani have two letters I.
fn has_dotless(language: Language) -> bool {
    matches!(language, Language::Turkish | Language::Azerbaijani)
}

/// Small letters by the rules of the language: I is ı in Turkish and Azerbaijani; İ is i in all.
fn lower(text: &str, language: Language) -> String {
    let mut small = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'I' if has_dotless(language) => small.push('ı'),
            'İ' => small.push('i'),
            c => small.extend(c.to_lowercase()),
        }
    }
    small
}

fn capitalised(text: &str, language: Language) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some('i') if has_dotless(language) => format!("İ{}", chars.as_str()),
        Some(first) => first.to_uppercase().collect::<String>() + chars.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(title: &str, body: &str) -> Option<String> {
        sentence_case(Gazetteer::builtin(), Language::English, title, &[body.to_owned()])
    }

    fn turkish(title: &str, body: &str) -> Option<String> {
        sentence_case(Gazetteer::builtin(), Language::Turkish, title, &[body.to_owned()])
    }

    #[test]
    fn names_are_kept() {
        for (title, body, expected) in [
            ("FIJI, NEW ZEALAND MULL PROSPECTS OF PARTNERSHIP", "", "Fiji, New Zealand mull prospects of partnership"),
            ("CÔTE D’IVOIRE AND TÜRKİYE’S TEAM", "", "Côte d’Ivoire and Türkiye’s team"),
            ("EXAMPLOV MEETS NATO CHIEF IN ACCRA", "It met Examplov, NATO said.", "Examplov meets NATO chief in Accra"),
            ("FIJIAN PORT: U.S. FIRM TO BUILD", "the port is big", "Fijian port: U.S. firm to build"),
            ("CHINA PLATES FOR GUESTS", "on china plates and china cups", "China plates for guests"),
            ("GUINEA-BISSAU JOINS EU TALKS", "", "Guinea-Bissau joins EU talks"),
            ("TALKS HELD IN DECEMBER", "", "Talks held in December"),
        ] {
            assert_eq!(english(title, body).as_deref(), Some(expected));
        }
        assert_eq!(english("Fiji and Nepal talk", ""), None);
        assert_eq!(english("", ""), None);
    }

    #[test]
    fn names_and_abbreviations_are_kept() {
        for (title, body, expected) in [
            ("MCDONALD'S OPENS IN FIJI", "The chain McDonald's came.", "McDonald's opens in Fiji"),
            ("MCDONALD'S OPENS IN FIJI", "", "McDonald's opens in Fiji"),
            ("FIJI HOSTS O'BRIEN", "Ms O'Brien came to Fiji.", "Fiji hosts O'Brien"),
            ("FIJI HOSTS O’BRIEN", "", "Fiji hosts O’Brien"),
            ("FIJI ON NAGORNO-KARABAKH", "", "Fiji on Nagorno-Karabakh"),
            ("FIJI, NEPAL TALK AI", "They use it.", "Fiji, Nepal talk AI"),
            ("FIJI BUYS F-16 JETS", "The F-16 jets are old.", "Fiji buys F-16 jets"),
            ("FIJI SEEKS COVID-19 AID", "", "Fiji seeks COVID-19 aid"),
            ("FIJI ENVOY IN DC", "", "Fiji envoy in DC"),
            ("WHO TEAM IN FIJI", "The WHO sent doctors who stay.", "WHO team in Fiji"),
            ("WHO PAYS IN FIJI", "It is not known who pays.", "Who pays in Fiji"),
            ("FIJI GIVES US THE DATA", "It gives us all.", "Fiji gives us the data"),
            ("FIJI HOSTS EXAMPLOV", "Examplov said it was good.", "Fiji hosts Examplov"),
            ("FIJI HOSTS MINISTERS", "Ministers came, and a minister spoke.", "Fiji hosts ministers"),
            ("FIJI OPENS XYZT OFFICE", "", "Fiji opens XYZT office"),
        ] {
            assert_eq!(english(title, body).as_deref(), Some(expected), "{title}");
        }
        for (title, body, expected) in [
            ("TBMM’DE MISIR GÖRÜŞMESİ", "", "TBMM’de Mısır görüşmesi"),
            ("İHA İHRACATI MISIR’A", "", "İHA ihracatı Mısır’a"),
            ("ITB’DE MISIR STANDI", "Fuarda bir stant var.", "ITB’de Mısır standı"),
            ("MISIR ITB FUARINDA", "", "Mısır ITB fuarında"),
            ("MISIR IŞIK VERDİ", "", "Mısır ışık verdi"),
        ] {
            assert_eq!(turkish(title, body).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn titles_without_capitals_and_german_ones_stay() {
        for (language, title) in [
            (Language::Arabic, "لبنان ومصر يوقعان اتفاقية"),
            (Language::Arabic, "وزير الخارجية المصري يلتقي نظيره في EU"),
            (Language::Urdu, "پاکستان اور ترکیہ کا معاہدہ"),
            (Language::German, "KENIA UND PERU UNTERZEICHNEN ABKOMMEN"),
        ] {
            assert_eq!(sentence_case(Gazetteer::builtin(), language, title, &[]), None, "{title}");
        }
    }

    #[test]
    fn turkish_letters() {
        assert_eq!(
            turkish("PAKİSTANLI HEYET MISIR’DA MALİ İŞ BİRLİĞİ İSTEDİ", "bir mali destek; heyet Mısır’a gitti")
                .as_deref(),
            Some("Pakistanlı heyet Mısır’da mali iş birliği istedi")
        );
        assert_eq!(turkish("IŞIK AÇILDI", "").as_deref(), Some("Işık açıldı"));
        assert_eq!(turkish("İNCELEME BİTTİ", "").as_deref(), Some("İnceleme bitti"));
    }
}

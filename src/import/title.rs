//! A title all in capitals, set in sentence case with names kept.

use std::collections::BTreeMap;

use super::words::{Word, words};
use crate::country::gazetteer::{Gazetteer, Language, fold};

/// The title in sentence case; nothing when it is not all in capitals.
///
/// A word keeps its capital when the gazetteer knows it for a name, or the body writes it with one in the middle of a
/// sentence; it stays in capitals when the body has it so.
pub(super) fn sentence_case(
    gazetteer: &Gazetteer,
    language: Language,
    title: &str,
    paragraphs: &[String],
) -> Option<String> {
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 || title.chars().any(char::is_lowercase) {
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
                let cased = cased(word, body, language);
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

/// How the body writes a word in the middle of sentences.
#[derive(Debug, Default)]
struct Spelling {
    form: String,
    small: u32,
    capital: u32,
    all_capitals: u32,
}

fn spellings(paragraphs: &[String]) -> BTreeMap<String, Spelling> {
    let mut spellings: BTreeMap<String, Spelling> = BTreeMap::new();
    for paragraph in paragraphs {
        for word in words(paragraph) {
            let capitals = word.is_in_capitals();
            if (word.begins_sentence && !capitals) || word.text.len() > 60 {
                continue;
            }
            let spelling = spellings.entry(word.folded.clone()).or_default();
            if capitals {
                spelling.all_capitals += 1;
                if spelling.capital == 0 {
                    spelling.form = word.text.to_owned();
                }
            } else if word.is_capitalised() {
                spelling.capital += 1;
                spelling.form = word.text.to_owned();
            } else {
                spelling.small += 1;
            }
        }
    }
    spellings
}

fn cased(word: &Word, body: Option<&Spelling>, language: Language) -> String {
    const KNOWN: [&str; 38] = [
        "pm", "fm", "mp", "mps", "lng", "gdp", "wfp", "icc", "eu", "un", "nato", "osce", "us", "usa", "uk", "uae",
        "imf", "who", "wto", "opec", "brics", "unesco", "unicef", "cis", "eaeu", "tanap", "btc", "ab", "bm", "abd",
        "agit", "tdt", "ots", "iaea", "asean", "gcc", "g7", "g20",
    ];
    if word.follows_apostrophe() {
        return lower(word.text, language);
    }
    // Little words are no abbreviations, whatever a body in capitals says.
    let is_known = KNOWN.contains(&word.folded.as_str());
    let dotted = word.text.contains('.');
    match body {
        Some(spelling)
            if spelling.small > 0 && spelling.small >= spelling.capital && spelling.all_capitals <= spelling.small =>
        {
            lower(word.text, language)
        }
        Some(spelling) if spelling.capital > 0 || spelling.all_capitals > 0 => spelling.form.clone(),
        _ if is_known
            && !(word.folded == "us"
                || word.folded == "who"
                || word.folded == "un" && language == Language::Turkish) =>
        {
            word.text.to_owned()
        }
        _ if dotted || word.text.chars().any(|c| c.is_ascii_digit()) => word.text.to_owned(),
        _ if language == Language::English
            && super::text::is_calendar_word(&word.folded)
            && word.folded.len() > 3
            && word.folded != "march" =>
        {
            capitalised(&lower(word.text, language), language)
        }
        _ => lower(word.text, language),
    }
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

/// Small letters by the rules of the language: I is ı in Turkish; İ is i in both.
fn lower(text: &str, language: Language) -> String {
    let mut small = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'I' if language == Language::Turkish => small.push('ı'),
            'İ' => small.push('i'),
            c => small.extend(c.to_lowercase()),
        }
    }
    small
}

fn capitalised(text: &str, language: Language) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some('i') if language == Language::Turkish => format!("İ{}", chars.as_str()),
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

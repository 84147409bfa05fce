//! Countries of an article: who is a party and who is only named. Title and lead say it first; the rest of the text
//! adds to a party only where they do not name two.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

mod find;
mod place;
mod weigh;

use self::find::{Case, Hit, Part, Reader};
use super::words::Word;
use crate::country::Code;
use crate::country::gazetteer::{Gazetteer, Language, fold_words};

/// What an article says.
#[derive(Debug)]
pub(super) struct Article<'a> {
    pub(super) language: Language,
    /// states that are no more are parties in articles of their time
    pub(super) date: Option<Date>,
    pub(super) title: &'a str,
    /// the words of the title and of each paragraph; those of a dateline are left out
    pub(super) title_words: &'a [Word<'a>],
    pub(super) paragraphs: &'a [Vec<Word<'a>>],
    /// its own name is no mention of a country
    pub(super) outlet: Option<&'a str>,
    pub(super) author: &'a [String],
}

/// How sure the importer is of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// the text says it
    Certain,
    /// worked out from the text: worth a look
    Inferred,
    /// nothing was found
    #[default]
    Missing,
}

/// The countries of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tags {
    /// of the parties
    pub(super) certainty: Certainty,
    pub(super) parties: Vec<Code>,
    pub(super) mentions: Vec<Code>,
    pub(super) review: Vec<String>,
}

/// Finds the countries of an article.
pub(super) fn countries(gazetteer: &Gazetteer, article: &Article) -> Tags {
    let names: Vec<Vec<String>> =
        article.outlet.into_iter().chain(article.author.iter().map(String::as_str)).map(fold_words).collect();
    let mut reader = Reader::new(gazetteer, article.language, article.date, names);
    let case = if !article.language.has_capitals() || is_cased(article.title) { Case::Text } else { Case::Heading };
    reader.read(article.title_words, Part::Title, case);
    for (place, words) in article.paragraphs.iter().enumerate() {
        reader.read(words, if place == 0 { Part::Lead } else { Part::Rest(place) }, Case::Text);
    }
    let mut review = Vec::new();
    for former in reader.inherited.iter().filter_map(|index| gazetteer.formers.get(*index)) {
        let others: Vec<&str> = former.others.iter().map(Code::as_str).collect();
        let others =
            if others.is_empty() { String::new() } else { format!(" (its heirs are also {})", others.join(" and ")) };
        review.push(format!("countries: {} was taken for a state that is no more{others}", former.heir));
    }
    let mut hits = resolve_families(gazetteer, reader.hits, &mut review);
    drop_namesakes(gazetteer, article, &mut hits);
    drop_bearers(&reader.borne, &mut hits);
    let hits = confirmed(article.language, &hits);
    weigh::weigh(&hits, review)
}

/// Whether the text has small letters where a heading would not.
fn is_cased(text: &str) -> bool {
    let long: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let small =
        long.iter().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)).count();
    small * 4 > long.len()
}

/// A shared name follows the member that is named before it, else the first one after it, else it means the first.
fn resolve_families(gazetteer: &Gazetteer, mut hits: Vec<Hit>, review: &mut Vec<String>) -> Vec<Hit> {
    for (index, family) in gazetteer.families.iter().enumerate() {
        if !hits.iter().any(|hit| hit.family == Some(index)) {
            continue;
        }
        let first =
            hits.iter().find(|hit| hit.family.is_none() && family.members.contains(&hit.code)).map(|hit| hit.code);
        if first.is_none()
            && let Some(meant) = family.members.first()
        {
            let others: Vec<&str> = family.members.iter().skip(1).map(Code::as_str).collect();
            review.push(format!(
                "countries: a name that {meant} shares with {} was taken for {meant}",
                others.join(" and ")
            ));
        }
        let mut current = first.or(family.members.first().copied());
        for hit in &mut hits {
            if hit.family.is_none() && family.members.contains(&hit.code) {
                current = Some(hit.code);
            } else if let (Some(code), true) = (current, hit.family == Some(index)) {
                hit.code = code;
            }
        }
    }
    hits
}

/// "Georgia" is the state when more words speak for it than for the country.
fn drop_namesakes(gazetteer: &Gazetteer, article: &Article, hits: &mut Vec<Hit>) {
    for context in &gazetteer.contexts {
        if !hits.iter().any(|hit| hit.code == context.code) {
            continue;
        }
        let texts = || std::iter::once(article.title_words).chain(article.paragraphs.iter().map(Vec::as_slice));
        let count = |phrases: &[Vec<String>]| -> usize {
            let in_text = |words: &[Word], phrase: &Vec<String>| {
                words
                    .windows(phrase.len().max(1))
                    .any(|window| window.iter().zip(phrase).all(|(word, part)| word.folded == *part))
            };
            phrases.iter().filter(|phrase| texts().any(|words| in_text(words, phrase))).count()
        };
        if count(&context.other) > count(&context.state) {
            hits.retain(|hit| !(hit.code == context.code && hit.is_name));
        }
    }
}

/// "Michael Jordan" makes "Jordan said" doubtful: the bare name counts only where something else speaks of the country.
fn drop_bearers(borne: &[Code], hits: &mut Vec<Hit>) {
    let spoken: Vec<Code> = hits
        .iter()
        .filter(|hit| !hit.place_only && (!hit.is_name || hit.joined))
        .map(|hit| hit.code)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    hits.retain(|hit| !(hit.personal && borne.contains(&hit.code) && !spoken.contains(&hit.code)));
}

/// Without the doubtful hits of countries that nothing in the text confirms. In English two doubtful ones in different
/// places confirm each other; Turkish has too many everyday words among the names.
fn confirmed(language: Language, hits: &[Hit]) -> Vec<Hit> {
    // Of each country: whether some hit is certain, and the parts of the first hit and of any other.
    let mut known: BTreeMap<Code, (bool, Part, bool)> = BTreeMap::new();
    for hit in hits {
        let (certain, first, elsewhere) = known.entry(hit.code).or_insert((false, hit.part, false));
        *certain |= hit.certain && !hit.place_only;
        *elsewhere |= *first != hit.part && !hit.place_only;
    }
    let is_confirmed = |hit: &&Hit| {
        let (certain, _, elsewhere) = known.get(&hit.code).copied().unwrap_or((false, hit.part, false));
        certain || (!hit.place_only && (hit.certain || (language == Language::English && elsewhere)))
    };
    hits.iter().filter(is_confirmed).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn tagged(language: Language, title: &str, body: &str) -> (String, String) {
        let paragraphs: Vec<Vec<Word>> = body.split('\n').map(words).collect();
        let article = Article {
            language,
            date: None,
            title,
            title_words: &words(title),
            paragraphs: &paragraphs,
            outlet: Some("China Wire"),
            author: &["Chad Example".to_owned()],
        };
        let tags = countries(Gazetteer::builtin(), &article);
        let list = |codes: &[Code]| codes.iter().map(Code::as_str).collect::<Vec<_>>().join(" ");
        (list(&tags.parties), list(&tags.mentions))
    }

    fn english(title: &str, body: &str) -> (String, String) {
        tagged(Language::English, title, body)
    }

    fn turkish(title: &str, body: &str) -> (String, String) {
        tagged(Language::Turkish, title, body)
    }

    fn both(parties: &str, mentions: &str) -> (String, String) {
        (parties.to_owned(), mentions.to_owned())
    }

    #[test]
    fn the_title_names_the_parties() {
        let found = english("FIJI, NEPAL TALK", "Fiji and Nepal met.\nChile was named, and Chile answered.");
        assert_eq!(found, both("FJ NP", "CL"));
        assert_eq!(english("Talks go on", "Fiji and Nepal met.\nFiji told Nepal of Chile."), both("FJ NP", "CL"));
    }

    #[test]
    fn capitals_as_governments_and_as_places() {
        assert_eq!(
            english("ANKARA AND BAKU AGREE", "Ankara and Baku have agreed, after talks in Vienna."),
            both("TR AZ", "")
        );
        assert_eq!(
            english("Kremlin answers Washington", "The Kremlin has answered Washington.\nMoscow said no."),
            both("RU US", "")
        );
        assert_eq!(
            turkish("Görüşme", "Ankara ile Bakü anlaştı.\nHeyet Viyana’da ve Roma’da görüştü."),
            both("TR AZ", "")
        );
    }

    #[test]
    fn people_are_no_countries() {
        let found = english(
            "NORWAY, KENYA AGREE",
            "Norway and Kenya met, Jordan Example said.\nMr. Chad, Michael Jordan and Israel Example were there. On Monday Jordan spoke.",
        );
        assert_eq!(found, both("NO KE", ""));
        assert_eq!(
            english("JORDAN, KENYA AGREE", "Jordan and Kenya agree.\nThe Jordan Foreign Ministry said so."),
            both("JO KE", "")
        );
    }

    #[test]
    fn a_surname_makes_the_bare_name_doubtful() {
        let found =
            english("FIJI, NEPAL TALK", "Fiji and Nepal met; Michael Jordan came.\nJordan said so. Jordan was glad.");
        assert_eq!(found, both("FJ NP", ""));
        let found = english(
            "JORDAN, CHAD AGREE",
            "Jordan and Chad met. Mr Chad Holland and Michael Jordan came.\nJordan said so.",
        );
        assert_eq!(found, both("JO TD", ""));
    }

    #[test]
    fn everyday_words_need_more_than_a_capital() {
        assert_eq!(
            turkish(
                "FİJİ VE NEPAL MALİ ANLAŞMA İMZALADI",
                "Fiji ve Nepal anlaştı.\nMali destek sürecek. Sudan tasarruf edilecek."
            ),
            both("FJ NP", "")
        );
        assert_eq!(turkish("MISIR VE NEPAL ANLAŞTI", "Mısır’ın heyeti Nepal’e gitti."), both("EG NP", ""));
        assert_eq!(english("TURKEY SENDS AID TO NEPAL", "Turkey has sent aid to Nepal."), both("TR NP", ""));
        assert_eq!(english("JOIN US, SAYS FIJI TO NEPAL", "Fiji and Nepal met."), both("FJ NP", ""));
    }

    #[test]
    fn shared_names_follow_their_member() {
        assert_eq!(english("KOREA, FIJI TALK", "North Korea and Fiji met.\nA Korean ship came."), both("KP FJ", ""));
        assert_eq!(
            english("CONGO, FIJI TALK", "Officials from Brazzaville came. Congo and Fiji met."),
            both("CG FJ", "")
        );
        assert_eq!(
            english("DOMINICAN, FIJIAN MINISTERS MEET", "The Dominican minister from Roseau met the Fijian one."),
            both("DM FJ", "")
        );
    }

    #[test]
    fn longer_names_hide_shorter_ones() {
        let found = english(
            "GUINEA-BISSAU, NIGER SIGN",
            "Guinea-Bissau and Niger signed by the Gulf of Guinea.\nThe Niger Delta and New Mexico were not named. South Sudan was.",
        );
        assert_eq!(found, both("GW NE", "SS"));
    }

    #[test]
    fn the_outlet_and_the_author_are_no_mentions() {
        assert_eq!(
            english("Fiji, Nepal talk", "Fiji and Nepal met, China Wire writes. Chad Example was there."),
            both("FJ NP", "")
        );
    }

    #[test]
    fn casing_of_headings() {
        assert!(is_cased("Fiji, Nepal open talks on fishing"));
        assert!(!is_cased("FIJI, NEPAL OPEN TALKS") && !is_cased("Fiji, Nepal Open Talks on Fishing"));
    }
}

//! A byline and its date in one line: `By A, 7 September 2026`, `Posted on 7 September 2026 by A`.

use super::byline::{self, Byline};
use super::calendar;
use super::date::{self, Written};
use super::outlet;
use crate::country::gazetteer::{Gazetteer, fold};

/// The byline of a line that holds nothing else but its date; a name without `By` or its like is no byline.
pub(super) fn find(text: &str, gazetteer: &Gazetteer) -> Option<(Byline, Written)> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let found = date::find(text);
    let [written] = found.as_slice() else { return None };
    let (before, after) = (text.get(..written.start)?, text.get(written.end..)?);
    // "Haber Merkezi, Rize Postası (13 Şubat 2023)": what stands behind a desk is the outlet's.
    if before.split_once(',').is_some_and(|(desk, _)| byline::is_desk(desk)) {
        return None;
    }
    let byline = if before.chars().any(char::is_alphanumeric) && date::whole(text.get(written.start..)?).is_some() {
        // "News Desk, Fjord Daily (2 May 2022)" names the outlet behind the desk.
        let names = without_joint(before);
        byline::explicit(names, gazetteer).filter(|byline| !byline.authors.is_empty() || !names.contains(','))
    } else {
        None
    };
    // The other way round: the date, or "Posted on" with it, first.
    let byline = byline.or_else(|| {
        let posted = matches!(
            fold(before.trim_matches(SIGNS)).as_str(),
            "" | "posted on" | "posted" | "published on" | "published" | "on" | "written on" | "last updated on"
        );
        let names = after.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_ascii_digit());
        byline::explicit(names.trim_end_matches(SIGNS), gazetteer).filter(|_| posted)
    })?;
    Some((byline, written.clone()))
}

/// What may stand between the names and the date.
const SIGNS: &[char] = &[',', '،', ';', '-', '–', '—', '|', '/', '(', ')', '[', ']', '·', '•', ' '];

/// The names without the word or weekday that leads on to the date: "By A on", "Von A, am Montag,".
fn without_joint(before: &str) -> &str {
    const WORDS: [&str; 9] = ["on", "am", "le", "den", "at", "published", "posted", "updated", "в"];
    let mut rest = before.trim_end_matches(SIGNS);
    while let Some((names, last)) = rest.rsplit_once(char::is_whitespace) {
        if !(calendar::is_weekday(last) || WORDS.contains(&fold(last.trim_end_matches(':')).as_str())) {
            break;
        }
        rest = names.trim_end_matches(SIGNS);
    }
    rest
}

/// The agency, or the desk, in the brackets behind a city.
pub(super) fn written_from(inner: &str, written: &Written) -> Option<outlet::Dated> {
    let agency = outlet::is_agency(inner) || outlet::is_caseless_agency(inner);
    let (name, section) = if agency { (Some(inner), None) } else { (None, Some(inner)) };
    (agency || byline::is_desk(inner) || outlet::has_no_case(inner)).then(|| outlet::Dated {
        name: name.map(str::to_owned),
        section: section.map(str::to_owned),
        date: written.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_may_have_its_date() {
        for (text, author, date) in [
            ("By Jane Roe, 7 September 2026", "Jane Roe", "7 September 2026"),
            ("By Jane Roe on Monday, September 7, 2026", "Jane Roe", "September 7, 2026"),
            ("By Jane Roe - 7 September 2026 10:15", "Jane Roe", "7 September 2026"),
            ("Posted on September 7, 2026 by Jane Roe", "Jane Roe", "September 7, 2026"),
            ("7 September 2026, by Jane Roe", "Jane Roe", "7 September 2026"),
            ("Haber: Ayşe Örnek, 7 Eylül 2026", "Ayşe Örnek", "7 Eylül 2026"),
            ("Müəllif: Aytən Nümunə, 7 sentyabr 2026", "Aytən Nümunə", "7 sentyabr 2026"),
            ("Автор: Вера Примерова, 7 сентября 2026", "Вера Примерова", "7 сентября 2026"),
            ("Par Luc Exemple, le 7 septembre 2026", "Luc Exemple", "7 septembre 2026"),
            ("Von Karin Muster, 7. September 2026", "Karin Muster", "7. September 2026"),
            ("Von Karin Muster am Montag, 7. September 2026", "Karin Muster", "7. September 2026"),
            ("بقلم: ليلى المثال، 7 سبتمبر 2026", "ليلى المثال", "7 سبتمبر 2026"),
            ("تحریر: احمد مثال، 7 ستمبر 2026", "احمد مثال", "7 ستمبر 2026"),
        ] {
            let (byline, written) = find(text, Gazetteer::builtin()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((byline.authors, written.raw.as_str()), (vec![author.to_owned()], date), "{text}");
        }
    }

    #[test]
    fn what_is_no_byline_with_a_date() {
        for text in [
            "By 7 September 2026 the road will be open",
            "By the end of talks, 7 September 2026",
            "Fjord Daily, 7 September 2026",
            "Jane Roe, 7 September 2026",
            "News Desk, Fjord Daily (7 September 2026)",
            "By Jane Roe",
            "7 September 2026",
            "On 7 September 2026 by ship and rail",
            "Haber Merkezi, Fiyort Postası (7 Eylül 2026)",
        ] {
            assert!(find(text, Gazetteer::builtin()).is_none(), "{text}");
        }
    }
}

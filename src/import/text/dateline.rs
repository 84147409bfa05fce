//! The dateline that opens a report: `CITY, MONTH d, AGENCY.`, `CITY/dd.mm.yy/AGENCY:`, `CITY (AGENCY) -`, and the
//! prefix `Outlet.Net -`. It stays in the body and may supply the outlet and the date.

use super::calendar;
use super::date::{self, Written};
use super::line::is_in_capitals;
use super::outlet;
use crate::country::gazetteer::Gazetteer;

/// A dateline at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// bytes of the paragraph that it takes; the places in it are no parties
    pub(super) length: usize,
    pub(super) agency: Option<String>,
    pub(super) date: Option<Written>,
}

/// The dateline of a paragraph.
pub(super) fn find(paragraph: &str, gazetteer: &Gazetteer) -> Option<Dateline> {
    // A dateline is short; what comes later is text.
    let end = paragraph.char_indices().map(|(at, _)| at).nth(120).unwrap_or(paragraph.len());
    let head = paragraph.get(..end)?;
    bracketed(head)
        .or_else(|| slashed(head))
        .or_else(|| between_slashes(head))
        .or_else(|| capitals(head))
        .or_else(|| prefix(head))
        .or_else(|| plain_city(head, gazetteer))
}

/// `BAKU (Reuters) -`, `BAKU, Dec. 2 (Reuters) -`, `BAKU, Azerbaijan (AP) —`
fn bracketed(head: &str) -> Option<Dateline> {
    let open = head.find('(')?;
    let place = head.get(..open)?.trim();
    let (agency, rest) = head.get(open + 1..)?.split_once(')')?;
    let after = rest.trim_start();
    let dash = after.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':'))?;
    let city = place.split(',').next()?.trim();
    let shaped = is_city(city) && is_agency(agency);
    let length = head.len() - after.len() + dash.len_utf8();
    shaped.then(|| Dateline {
        length,
        agency: Some(agency.trim().to_owned()),
        date: date::find(place).into_iter().next(),
    })
}

/// `BAKU/02.12.21/TURAN:`
fn slashed(head: &str) -> Option<Dateline> {
    let colon = head.find([':', '—', '–'])?;
    let mark = head.get(colon..)?.chars().next()?;
    let pieces: Vec<&str> = head.get(..colon)?.split('/').map(str::trim).collect();
    let [city, day, agency] = pieces.as_slice() else {
        return None;
    };
    let date = date::whole(day)?;
    let agency = agency.trim_end_matches(['-', ' ']);
    let shaped = is_city(city) && is_agency(agency);
    shaped.then(|| Dateline { length: colon + mark.len_utf8(), agency: Some(agency.to_owned()), date: Some(date) })
}

/// `ASTANA, June 3. /Polar Wire/.`, `BAKU, June 3 /Polar Wire/ -`
fn between_slashes(head: &str) -> Option<Dateline> {
    let (place, rest) = head.split_once('/')?;
    let (agency, after) = rest.split_once('/')?;
    let place = place.trim().trim_end_matches('.');
    let city = place.split(',').next()?.trim();
    let mark = after.trim_start();
    let sign = mark.chars().next().filter(|c| matches!(c, '.' | '-' | '–' | '—' | ':'))?;
    let length = head.len() - mark.len() + sign.len_utf8();
    let shaped = is_city(city) && is_agency(agency) && place.len() < 60;
    shaped.then(|| Dateline {
        length,
        agency: Some(agency.trim().to_owned()),
        date: date::find(place).into_iter().next(),
    })
}

/// `TBILISI, DECEMBER 2, CAUCASPRESS.` with or without a year; a colon or a dash may stand for the dot.
fn capitals(head: &str) -> Option<Dateline> {
    let mut pieces = head.splitn(3, ',');
    let (city, day) = (pieces.next()?.trim(), pieces.next()?.trim());
    let mut rest = pieces.next()?;
    let mut words = day.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let number = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let month_and_day = (calendar::is_month(first.trim_end_matches('.')) && number(second))
        || (number(first) && calendar::is_month(second));
    if !is_city(city) || !month_and_day {
        return None;
    }
    // A year may follow: "DECEMBER 2, 2021, CAUCASPRESS."
    if let Some((year, after)) = rest.split_once(',')
        && year.trim().len() == 4
        && year.trim().bytes().all(|b| b.is_ascii_digit())
    {
        rest = after;
    }
    let written = date::find(head).into_iter().next();
    // Alone in its paragraph it needs no mark: "Bakı, 14 mart, XƏZƏRTAC".
    let end = rest
        .find(['.', ':', '–', '—'])
        .or_else(|| rest.find(" - "))
        .or_else(|| (head.len() < 80).then_some(rest.len()))?;
    let agency = rest.get(..end)?.trim();
    let mark = rest.get(end..)?.chars().next();
    if mark.is_none() && !is_in_capitals(agency) {
        return None;
    }
    let length = head.len() - rest.len() + end + mark.map_or(0, char::len_utf8);
    is_agency(agency).then(|| Dateline { length, agency: Some(agency.to_owned()), date: written })
}

/// `CaucasusLine.Net - `
fn prefix(head: &str) -> Option<Dateline> {
    let (name, length) = split_at_dash(head)?;
    let known = outlet::is_name(name) && outlet::sounds_like_one(name) && name.split_whitespace().count() < 5;
    known.then(|| Dateline { length, agency: Some(name.to_owned()), date: None })
}

/// `BAKU -`, `BAKU, 2 December -`: the place of writing and no agency.
fn plain_city(head: &str, gazetteer: &Gazetteer) -> Option<Dateline> {
    let (place, length) = split_at_dash(head).or_else(|| {
        let colon = head.find(':')?;
        Some((head.get(..colon)?.trim(), colon + 1))
    })?;
    let city = place.split([',', '/']).next()?.trim();
    let known = is_in_capitals(city) || super::byline::is_place(city, gazetteer);
    (is_city(city) && known && place.len() < 40 && city.split_whitespace().count() < 4).then(|| Dateline {
        length,
        agency: None,
        date: date::find(place).into_iter().next(),
    })
}

fn split_at_dash(head: &str) -> Option<(&str, usize)> {
    let (at, dash) =
        [" - ", " – ", " — ", "—"].iter().filter_map(|dash| head.find(dash).map(|at| (at, *dash))).min()?;
    Some((head.get(..at)?.trim(), at + dash.len()))
}

fn is_city(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    !words.is_empty()
        && words.len() <= 4
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
}

fn is_agency(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && outlet::is_name(text)
        && !text.chars().all(|c| c.is_numeric())
        && date::find(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_the_grammar() {
        for (text, dateline, agency, date) in [
            (
                "TBILISI, DECEMBER 2, CAUCASPRESS. Georgia and",
                "TBILISI, DECEMBER 2, CAUCASPRESS.",
                Some("CAUCASPRESS"),
                None,
            ),
            ("YEREVAN, DEC. 2, 2021, ARPA: The", "YEREVAN, DEC. 2, 2021, ARPA:", Some("ARPA"), Some("DEC. 2, 2021")),
            ("BAKU/02.12.21/TURAN: The", "BAKU/02.12.21/TURAN:", Some("TURAN"), Some("02.12.21")),
            ("ASTANA, June 3. /Polar Wire/. The", "ASTANA, June 3. /Polar Wire/.", Some("Polar Wire"), None),
            ("Bakı, 14 mart, XƏZƏRTAC", "Bakı, 14 mart, XƏZƏRTAC", Some("XƏZƏRTAC"), None),
            ("BAKU (Reuters) - The", "BAKU (Reuters) -", Some("Reuters"), None),
            ("BAKU, Dec 2 (Reuters) – The", "BAKU, Dec 2 (Reuters) –", Some("Reuters"), None),
            ("Baku, Azerbaijan (AP) — The", "Baku, Azerbaijan (AP) —", Some("AP"), None),
            ("CaucasusLine.Net - Cuba", "CaucasusLine.Net - ", Some("CaucasusLine.Net"), None),
            ("BAKU - The", "BAKU - ", None, None),
        ] {
            let found = find(text, Gazetteer::builtin()).unwrap();
            assert_eq!(&text[..found.length], dateline);
            assert_eq!(found.agency.as_deref(), agency, "{text}");
            assert_eq!(found.date.map(|date| date.raw).as_deref(), date, "{text}");
        }
        for none in [
            "Georgia and Lithuania will open a centre (in Tbilisi) - it said",
            "The minister said: no",
            "Cyprus Mirror (10.02.22) writes that",
            "Norway, Ghana and Chile have signed.",
            "",
        ] {
            assert_eq!(find(none, Gazetteer::builtin()), None, "{none}");
        }
    }
}

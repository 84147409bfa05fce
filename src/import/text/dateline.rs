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
    bracketed(head, gazetteer)
        .or_else(|| slashed(head))
        .or_else(|| between_slashes(head))
        .or_else(|| dashed(head))
        .or_else(|| capitals(head))
        .or_else(|| prefix(head))
        .or_else(|| plain_city(head, gazetteer))
}

/// `BAKU (Reuters) -`, `BAKU, Dec. 2 (Reuters) -`, `BAKU, Azerbaijan (AP) —`, and without a sign behind it
/// `ANKARA (AA) Norway …`.
fn bracketed(head: &str, gazetteer: &Gazetteer) -> Option<Dateline> {
    let open = head.find('(')?;
    let place = head.get(..open)?.trim();
    let (agency, rest) = head.get(open + 1..)?.split_once(')')?;
    let (agency, after) = (agency.trim(), rest.trim_start());
    // "Wien/Windhuk": the first of two cities.
    let cities = place.split([',', '،']).next()?;
    let mut both = cities.split('/').map(str::trim);
    let city = both.next()?;
    if !both.all(is_city) {
        return None;
    }
    let sign = after.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':' | '۔'));
    let is_place = || super::byline::is_place(city, gazetteer);
    let named = outlet::is_agency(agency) || outlet::is_caseless_agency(agency);
    let is_small = |name: &str| name.len() < 6 && name.chars().all(|c| c.is_ascii_lowercase());
    let shaped = match sign {
        Some(_) if is_city(city) && is_small(agency) => {
            is_in_capitals(city) || outlet::is_known_agency(agency) || is_place()
        }
        Some(_) if is_city(city) => is_agency(agency),
        Some(_) => is_caseless_city(city) && is_place(),
        None => named && opens_text(rest) && is_written_from(city, place, agency, gazetteer),
    };
    let agency = (is_agency(agency) || named || is_small(agency)).then(|| agency.to_owned());
    let length = head.len() - after.len() + sign.map_or(0, char::len_utf8);
    let date = date::find(place).into_iter().next();
    let (length, date) = match sign.filter(|_| date.is_none()).and_then(|_| day_behind(head, length)) {
        Some((date, end)) => (end, Some(date)),
        None => (length, date),
    };
    shaped.then_some(Dateline { length, agency, date })
}

/// `ULANBATOR (AA) - 18.11.2025 -`: the day behind the sign, with a sign of its own; and where it ends.
fn day_behind(head: &str, start: usize) -> Option<(Written, usize)> {
    let rest = head.get(start..)?;
    let written = date::find(rest).into_iter().next()?;
    let after = rest.get(written.end..)?.trim_start();
    let sign = after.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':' | '|'))?;
    let is_first = rest.get(..written.start)?.trim().is_empty();
    is_first.then(|| (written, head.len() - after.len() + sign.len_utf8()))
}

/// Whether a sentence begins here: a capital, or a letter that has none, and not all of it in capitals.
fn opens_text(rest: &str) -> bool {
    let first = rest.chars().find(|c| c.is_alphanumeric());
    rest.starts_with(' ') && first.is_some_and(|c| !c.is_lowercase()) && !is_in_capitals(rest)
}

/// Whether city and agency are a dateline without a sign behind them. "NATO (OTAN) …" is a name in two languages, so the
/// city is in capitals and a capital, or has its day behind it, or the agency is one that is known; and the brackets hold
/// no country.
fn is_written_from(city: &str, place: &str, agency: &str, gazetteer: &Gazetteer) -> bool {
    use super::byline::{is_country, is_place};
    let seat = is_place(city, gazetteer) && !is_country(city, gazetteer);
    let dated = place.split_once(',').is_some_and(|(_, day)| is_day(day));
    let cased = is_city(city) && is_in_capitals(city) && (seat || dated || outlet::is_known_agency(agency));
    let caseless = is_caseless_city(city) && seat && outlet::is_caseless_agency(agency);
    (cased || caseless) && !is_place(agency, gazetteer)
}

/// `МОСКВА, 2 мая — РИА Пример.`
fn dashed(head: &str) -> Option<Dateline> {
    let (place, start) = split_at_dash(head)?;
    let (city, day) = place.split_once(',')?;
    let rest = head.get(start..)?;
    let end = rest.find('.')?;
    let agency = rest.get(..end)?.trim();
    let initials =
        agency.split_whitespace().next().is_some_and(|word| word.chars().count() > 1 && is_in_capitals(word));
    let behind = rest.get(end + 1..)?;
    let shaped = is_city(city.trim()) && is_day(day) && is_agency(agency) && (initials || outlet::is_agency(agency));
    (shaped && (behind.is_empty() || opens_text(behind))).then(|| Dateline {
        length: start + end + 1,
        agency: Some(agency.to_owned()),
        date: date::find(place).into_iter().next(),
    })
}

/// "2 May", "Dec. 2", with or without a year.
fn is_day(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).take(3).collect();
    let number = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    matches!(words.as_slice(), [first, second, ..]
        if (calendar::is_month(first) && number(second)) || (number(first) && calendar::is_month(second)))
}

/// One to three words in a script without capitals.
fn is_caseless_city(text: &str) -> bool {
    (1..=3).contains(&text.split_whitespace().count())
        && text.chars().all(|c| c == ' ' || (c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()))
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
    if let Some(found) = caseless_between_slashes(place, agency, head.len() - after.len()) {
        return Some(found);
    }
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

/// `مسقط في 18 نوفمبر 2025 /العمانية/`: Arabic agencies write the day behind the city, and no sign behind themselves.
fn caseless_between_slashes(place: &str, agency: &str, length: usize) -> Option<Dateline> {
    let date = date::find(place).into_iter().next()?;
    let city = place.get(..date.start)?.trim().trim_end_matches("في").trim_end_matches([' ', ',', '،', '-']);
    let behind = place.get(date.end..)?.trim_matches([' ', 'م', 'ء', '.', '-']);
    let agency = agency.trim();
    let named = (1..=4).contains(&agency.split_whitespace().count())
        && agency.chars().all(|c| c == ' ' || (c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()));
    let shaped = is_caseless_city(city) && named && behind.is_empty();
    shaped.then(|| Dateline { length, agency: Some(agency.to_owned()), date: Some(date) })
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
            ("ОСЛО, 2 мая — Норвегия и Гана. Текст", "ОСЛО, 2 мая — ", None, None),
            ("ANKARA (EXA) The two", "ANKARA (EXA) ", Some("EXA"), None),
            ("TRABZON (AA) The two", "TRABZON (AA) ", Some("AA"), None),
            ("TRABZON, 2 May 2026 (EXA) The", "TRABZON, 2 May 2026 (EXA) ", Some("EXA"), Some("2 May 2026")),
            ("Berlin (exa) - Die", "Berlin (exa) -", Some("exa"), None),
            ("Köln (dpa) – Die", "Köln (dpa) –", Some("dpa"), None),
            ("МОСКВА, 2 мая — РИА Пример. Норвегия", "МОСКВА, 2 мая — РИА Пример.", Some("РИА Пример"), None),
            (
                "МОСКВА, 2 мая 2026 — РИА Пример. Норвегия",
                "МОСКВА, 2 мая 2026 — РИА Пример.",
                Some("РИА Пример"),
                Some("2 мая 2026"),
            ),
            ("القاهرة (وكالة المثال) - وقعت", "القاهرة (وكالة المثال) -", Some("وكالة المثال"), None),
            ("القاهرة (أ ف ب) – وقعت", "القاهرة (أ ف ب) –", Some("أ ف ب"), None),
            ("اسلام آباد (اے پی پی) ناروے", "اسلام آباد (اے پی پی) ", Some("اے پی پی"), None),
            ("اسلام آباد (نمائندہ خصوصی) - ناروے", "اسلام آباد (نمائندہ خصوصی) -", None, None),
            ("RİZE (AA) - 18.11.2025 - İki", "RİZE (AA) - 18.11.2025 -", Some("AA"), Some("18.11.2025")),
            (
                "مسقط في 18 نوفمبر 2025 /العمانية/ وقعت",
                "مسقط في 18 نوفمبر 2025 /العمانية/",
                Some("العمانية"),
                Some("18 نوفمبر 2025"),
            ),
            ("Oslo/Accra (dpa) - Die", "Oslo/Accra (dpa) -", Some("dpa"), None),
        ] {
            let found = find(text, Gazetteer::builtin()).unwrap_or_else(|| panic!("{text}"));
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
            "NATO (OTAN) said that it would come",
            "NATO (OTAN) Secretary General Jane Roe said",
            "TÜRKİYE (TC) Cumhurbaşkanı geldi",
            "ANKARA (AKP) HÜKÜMETİ KARARINI VERDİ",
            "WASHINGTON (US) The two",
            "Ankara (EXA) The two",
            "Wasser (kalt) - das ist",
            "Und/oder (dpa) - das ist",
            "الناتو (حلف) قال",
        ] {
            assert_eq!(find(none, Gazetteer::builtin()), None, "{none}");
        }
    }
}

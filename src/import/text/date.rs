//! Dates as bulletins write them, in the languages of the calendar. A date is found first and resolved later, when the order of
//! day and month and the day of the import are known.

use jiff::civil::{Date, Weekday};

use super::super::DateOrder;
use super::calendar::{self, is_digit, month, weekday};
use super::line::LONGEST_TOKEN;
use crate::country::gazetteer::fold;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// as it stands there
    pub(super) raw: String,
    /// bytes of the text that it takes
    pub(super) start: usize,
    pub(super) end: usize,
    /// the day of the week beside it
    pub(super) weekday: Option<Weekday>,
    /// dd.mm.yyyy with dots, the form of the bulletins themselves
    pub(super) is_dotted: bool,
    parts: Parts,
}

/// The numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    Full {
        year: i16,
        month: i8,
        day: i8,
    },
    /// the century is left out: dd.mm.yy
    Short {
        year: i16,
        month: i8,
        day: i8,
    },
    /// a/b/yyyy, day first or month first
    Slash {
        first: i8,
        second: i8,
        year: i16,
    },
}

/// What a written date comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolved {
    Day(Date),
    /// there is no such day
    Impossible,
    /// day first, month first
    Either(Date, Date),
}

impl Written {
    /// The day, given the order of slash dates where it is known. `today` settles the century of two-digit years.
    pub(super) fn resolve(&self, order: Option<DateOrder>, today: Date) -> Resolved {
        let day = |year, month, day| Date::new(year, month, day).ok();
        match self.parts {
            Parts::Full { year, month, day: d } => day(year, month, d).map_or(Resolved::Impossible, Resolved::Day),
            Parts::Short { year, month, day: d } => {
                let late = day(2000 + year, month, d).filter(|date| *date <= latest(today));
                late.or_else(|| day(1900 + year, month, d)).map_or(Resolved::Impossible, Resolved::Day)
            }
            Parts::Slash { first, second, year } => match (day(year, second, first), day(year, first, second)) {
                (None, None) => Resolved::Impossible,
                (Some(day), None) | (None, Some(day)) => Resolved::Day(day),
                (Some(day_first), Some(month_first)) if day_first == month_first => Resolved::Day(day_first),
                (Some(day_first), Some(month_first)) => match order {
                    Some(DateOrder::DayFirst) => Resolved::Day(day_first),
                    Some(DateOrder::MonthFirst) => Resolved::Day(month_first),
                    None => match self.weekday {
                        Some(weekday) if day_first.weekday() == weekday && month_first.weekday() != weekday => {
                            Resolved::Day(day_first)
                        }
                        Some(weekday) if month_first.weekday() == weekday && day_first.weekday() != weekday => {
                            Resolved::Day(month_first)
                        }
                        _ => Resolved::Either(day_first, month_first),
                    },
                },
            },
        }
    }
}

/// The last day that is not the future: bulletins reach other time zones, and some are sent the evening before.
pub(super) fn latest(today: Date) -> Date {
    today.checked_add(jiff::Span::new().days(2)).unwrap_or(today)
}

/// All dates in a line, in order.
pub(super) fn find(text: &str) -> Vec<Written> {
    if text.len() > LONGEST_TOKEN {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens, at) {
            None => at += 1,
            Some((parts, length)) => {
                let (start, end) = (tokens[at].start, tokens[at + length - 1].end);
                let is_dotted = tokens.get(at + 1).is_some_and(|token| token.text == ".");
                let raw = text.get(start..end).unwrap_or_default().to_owned();
                let is_comma = |token: &&Token| matches!(token.text, "," | "،");
                let mut before: Vec<&str> =
                    tokens[..at].iter().rev().skip_while(is_comma).take(2).map(|token| token.text).collect();
                before.reverse();
                let after = tokens.get(at + length..).unwrap_or_default().iter().skip_while(is_comma).take(2);
                let after: Vec<&str> = after.map(|token| token.text).collect();
                // Azerbaijani has weekdays of two words, the first of which is another weekday.
                let weekday = weekday(&before.join(" "))
                    .or_else(|| weekday(before.last()?))
                    .or_else(|| weekday(&after.join(" ")))
                    .or_else(|| weekday(after.first()?));
                found.push(Written { raw, start, end, weekday, is_dotted, parts });
                at += length;
            }
        }
    }
    found
}

/// The date of a line that holds nothing else but its weekday, time and zone.
pub(super) fn whole(text: &str) -> Option<Written> {
    let found = find(text);
    let [written] = found.as_slice() else { return None };
    let around = text.get(..written.start)?.to_owned() + " " + text.get(written.end..)?;
    let rest = tokens(&around);
    let only_time = rest.iter().enumerate().all(|(at, token)| {
        let number = token.text.chars().all(is_digit);
        // A zone stands behind the time; other capitals are an agency.
        let timed = at.checked_sub(1).and_then(|before| rest.get(before));
        let timed = timed.is_some_and(|before| before.text.chars().all(is_digit));
        let known = matches!(token.text, "GMT" | "UTC" | "AMT" | "TSI" | "MSK");
        let zone = token.text.len() <= 5 && token.text.bytes().all(|b| b.is_ascii_uppercase()) && (timed || known);
        let sign = !token.text.chars().any(char::is_alphanumeric);
        let word = matches!(
            fold(token.text).as_str(),
            "at" | "on"
                | "saat"
                | "uhr"
                | "час"
                | "мск"
                | "a"
                | "um"
                | "в"
                | "-da"
                | "am"
                | "pm"
                | "t"
                | "z"
                | "tsi"
                | "h"
                | "hrs"
                // "2021-ci il", "2021 г.", "le 2 mai", "2021ء", "2021م"
                | "ci"
                | "cu"
                | "cü"
                | "il"
                | "г"
                | "года"
                | "le"
                | "den"
                | "في"
                | "يوم"
                | "م"
                | "ء"
                | "axşami"
                | "ertəsi"
        );
        let time = number && token.text.chars().count() <= 4;
        time || zone || sign || word || weekday(token.text).is_some()
    });
    // "(2 December 2021) - 7" has numbers that belong to no time.
    let numbers = rest.iter().filter(|token| token.text.chars().all(is_digit)).count();
    let time = numbers == 0 || around.contains([':', '.', '+', '-'])
        // "14h30"
        || rest.iter().any(|token| token.text == "h");
    (only_time && time && numbers <= 5).then(|| written.clone())
}

/// The year and days that an address holds: `/2022/04/03/`, `/2022-04-03`.
pub(super) fn in_address(address: &str) -> Option<Date> {
    let numbers: Vec<&str> = address.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    numbers.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let shaped = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        // They must stand side by side, with one sign between them.
        let side_by_side = ['/', '-', '_', '.'].iter().any(|s| address.contains(&format!("{year}{s}{month}{s}{day}")));
        if !shaped || !side_by_side || !(year.starts_with("19") || year.starts_with("20")) {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// Runs of digits, runs of letters, and single signs; spaces only part them.
fn tokens(text: &str) -> Vec<Token<'_>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Digit,
        Letter,
        Sign,
        Space,
    }
    let class = |c: char| {
        if is_digit(c) {
            Class::Digit
        } else if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) {
            Class::Letter
        } else if c.is_whitespace() {
            Class::Space
        } else {
            Class::Sign
        }
    };
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = Class::Space;
    for (start, c) in text.char_indices() {
        let (now, end) = (class(c), start + c.len_utf8());
        match tokens.last_mut() {
            Some(token) if now == last && matches!(now, Class::Digit | Class::Letter) => {
                token.end = end;
                token.text = text.get(token.start..end).unwrap_or_default();
            }
            _ if now == Class::Space => {}
            _ => tokens.push(Token { text: text.get(start..end).unwrap_or_default(), start, end }),
        }
        last = now;
    }
    tokens
}

/// A date at a token and how many tokens it takes.
fn date_at(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let touches = |index: usize| {
        let (Some(a), Some(b)) = (tokens.get(index), tokens.get(index + 1)) else {
            return false;
        };
        a.end == b.start
    };
    let text = |offset: usize| tokens.get(at + offset).map_or("", |token| token.text);
    let number = |offset: usize, lengths: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let text = text(offset);
        // A digit of Arabic takes two bytes.
        let length = if text.is_ascii() { text.len() } else { text.chars().count() };
        lengths.contains(&length).then(|| calendar::number(text)).flatten()
    };
    // A month and how many tokens it takes; the Levant has months of two words, and often gives both names: "آب/أغسطس".
    let month_at = |offset: usize| -> Option<(i8, usize)> {
        let two = || Some((month(&format!("{} {}", text(offset), text(offset + 1)))?, 2));
        let (number, length) = month(text(offset)).map(|number| (number, 1)).or_else(two)?;
        let again = text(offset + length) == "/" && month(text(offset + length + 1)) == Some(number);
        Some((number, if again { length + 2 } else { length }))
    };
    let small = |offset: usize| number(offset, 1..=2).and_then(|n| i8::try_from(n).ok());
    // Part of a longer row of numbers: a range "10-12.02.22", an address, a telephone number.
    if at > 1 && touches(at - 1) && matches!(tokens[at - 1].text, "-" | "." | "/") && touches(at - 2) {
        let before = tokens[at - 2].text;
        if before.chars().all(is_digit) {
            return None;
        }
    }
    let sign = text(1);
    // "7. Sept. 2026" has two dots and no number between.
    let numbers = !text(2).is_empty() && text(2).chars().all(is_digit);
    if numbers && matches!(sign, "." | "-" | "/") && text(3) == sign && touches(at) && touches(at + 2) {
        let tight = touches(at + 1) && touches(at + 3);
        if let (Some(year), Some(month), Some(day), true) = (number(0, 4..=4), small(2), small(4), tight) {
            return Some((Parts::Full { year, month, day }, 5));
        }
        let (first, second) = (small(0)?, small(2)?);
        let ends = !(touches(at + 4) && text(5) == sign && touches(at + 5) && number(6, 1..=4).is_some());
        if let Some(year) = number(4, 4..=4).filter(|_| tight || sign == ".") {
            return Some(match sign {
                "/" => (Parts::Slash { first, second, year }, 5),
                _ => (Parts::Full { year, month: second, day: first }, 5),
            });
        }
        if let Some(year) = number(4, 2..=2).filter(|_| sign == "." && tight && ends) {
            return Some((Parts::Short { year, month: second, day: first }, 5));
        }
        return None;
    }
    if let Some(day) = small(0) {
        let mut next = 1;
        if matches!(text(next).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "er") || text(next) == "." {
            next += 1;
        }
        let (month, length) = month_at(next)?;
        next += length;
        while matches!(text(next), "." | "," | "،") {
            next += 1;
        }
        let year = number(next, 4..=4)?;
        return Some((Parts::Full { year, month, day }, next + 1));
    }
    let month = month(text(0))?;
    let mut next = 1 + usize::from(text(1) == ".");
    let day = small(next)?;
    next += 1;
    if matches!(text(next).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
        next += 1;
    }
    if text(next) == "," {
        next += 1;
    }
    let year = number(next, 4..=4)?;
    Some((Parts::Full { year, month, day }, next + 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    fn day(text: &str) -> Option<String> {
        match whole(text)?.resolve(None, TODAY) {
            Resolved::Day(day) => Some(day.to_string()),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn forms_of_the_grammar() {
        for (text, expected) in [
            ("02.12.2021", "2021-12-02"),
            ("2.12.2021", "2021-12-02"),
            ("28-04-2005", "2005-04-28"),
            ("2 December 2021", "2021-12-02"),
            ("2. Dez. 2021, 14.30 Uhr", "2021-12-02"),
            ("le 2 décembre 2021 à 14h30", "2021-12-02"),
            ("2 dekabr 2021-cü il", "2021-12-02"),
            ("2nd December, 2021", "2021-12-02"),
            ("December 2, 2021", "2021-12-02"),
            ("Dec. 2, 2021", "2021-12-02"),
            ("Feb 11 2009", "2009-02-11"),
            ("Sept 3 2009", "2009-09-03"),
            ("2 Aralık 2021", "2021-12-02"),
            ("2 ARALIK 2021 PERŞEMBE", "2021-12-02"),
            ("Perşembe, 2 Aralık 2021", "2021-12-02"),
            ("15 Mayıs 2023", "2023-05-15"),
            ("2021-12-02", "2021-12-02"),
            ("2021-12-02T23:30:00+04:00", "2021-12-02"),
            ("2021-12-02 23:30 GMT", "2021-12-02"),
            ("November 13, 2018 - 12:13 AMT", "2018-11-13"),
            ("03.12.2021 - 14:05", "2021-12-03"),
            ("25/04/2022", "2022-04-25"),
            ("04/25/2022", "2022-04-25"),
            ("04/04/2022", "2022-04-04"),
            ("Monday, 04/03/2022", "Either(2022-03-04, 2022-04-03)"),
            ("Friday, 04/03/2022", "2022-03-04"),
            ("10.02.22", "2022-02-10"),
            ("10.02.98", "1998-02-10"),
            ("31.02.2021", "Impossible"),
            ("2 dekabr 2021-ci il", "2021-12-02"),
            ("2 dekabr 2021, cümə axşamı", "2021-12-02"),
            ("2 декабря 2021 г.", "2021-12-02"),
            ("1er février 2022", "2022-02-01"),
            ("Donnerstag, 2. Dezember 2021", "2021-12-02"),
            ("2 ديسمبر 2021", "2021-12-02"),
            ("٢ كانون الأول ٢٠٢١", "2021-12-02"),
            ("2 كانون الأول/ديسمبر 2021", "2021-12-02"),
            ("۲ دسمبر ۲۰۲۱ء", "2021-12-02"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
        for none in [
            "Fjord Daily",
            "KHA / 5 May 2022",
            "May 2022",
            "Fjord Daily (2 May 2022)",
            "10-12.02.22",
            "1.2.3.4",
            "2 May",
            "12:30",
            "",
        ] {
            assert_eq!(day(none), None, "{none}");
        }
    }

    #[test]
    fn the_option_settles_slashes() {
        let written = whole("03/04/2022").unwrap();
        assert_eq!(written.resolve(Some(DateOrder::DayFirst), TODAY), Resolved::Day(date(2022, 4, 3)));
        assert_eq!(written.resolve(Some(DateOrder::MonthFirst), TODAY), Resolved::Day(date(2022, 3, 4)));
        assert_eq!(written.resolve(None, TODAY), Resolved::Either(date(2022, 4, 3), date(2022, 3, 4)));
    }

    #[test]
    fn dates_inside_lines() {
        let found = find("Fjord Daily (Thursday, 2 December 2021)");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].raw.as_str(), found[0].weekday), ("2 December 2021", Some(Weekday::Thursday)));
        assert_eq!(in_address("https://x.example/2022/04/03/a"), Some(date(2022, 4, 3)));
        assert_eq!(in_address("https://x.example/a-2022-4-3.html"), Some(date(2022, 4, 3)));
        assert_eq!(in_address("https://x.example/2022/a/04/03"), None);
    }
}

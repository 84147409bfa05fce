//! Whether a line that was taken out of a text went into a field: what was read is not said to be left out.

use jiff::civil::Date;

use super::byline;
use super::calendar;
use super::date::{self, Resolved};
use super::labels::{self, Label};
use crate::country::gazetteer::fold_words;

/// What the fields of an entry hold.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct Fields<'a> {
    pub(in crate::import) authors: &'a [String],
    pub(in crate::import) outlet: Option<&'a str>,
    pub(in crate::import) date: Option<Date>,
    pub(in crate::import) today: Date,
}

/// Longer lines say more than a field.
const LONGEST: usize = 200;

/// Words that may stand beside a name or a day and say nothing.
#[rustfmt::skip]
const BESIDE: [&str; 30] = [
    "by", "par", "von", "автор", "بقلم", "تحرير", "and", "ve", "und", "et", "и", "və", "و", "y", "e", "اور", "uhr",
    "gmt", "utc", "cet", "tsi", "am", "pm", "saat", "г", "года", "il", "ci", "ء", "م",
];

/// Whether the line holds nothing but the authors, the outlet or the day of an entry, with the label before them.
pub(in crate::import) fn is_read(line: &str, fields: Fields) -> bool {
    // A notice of rights says more than the name in it.
    if line.len() > LONGEST || line.contains('©') {
        return false;
    }
    let mut rest = line.to_owned();
    let mut found = false;
    if let [written] = date::find(line).as_slice()
        && fields.date.is_some_and(|date| is_day(written.resolve(None, fields.today), date))
    {
        rest.replace_range(written.start..written.end, " ");
        found = true;
    }
    let of_day = |label: &Label| matches!(label, Label::Published | Label::Updated);
    if let Some((label, value)) = rest.split_once(':')
        && (byline::is_label(label) || labels::find(line).is_some_and(|(label, _)| found && of_day(&label)))
    {
        rest = value.to_owned();
    }
    let mut words = fold_words(&rest);
    for name in fields.authors.iter().map(String::as_str).chain(fields.outlet) {
        found |= without(&mut words, &fold_words(name));
    }
    let says_nothing = |word: &String| {
        BESIDE.contains(&word.as_str())
            || calendar::is_weekday(word)
            || (word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    found && words.iter().all(says_nothing)
}

fn is_day(resolved: Resolved, date: Date) -> bool {
    match resolved {
        Resolved::Day(day) => day == date,
        Resolved::Either(first, second) => first == date || second == date,
        Resolved::Impossible => false,
    }
}

/// Takes the words of a name out, where they stand one behind the other.
fn without(words: &mut Vec<String>, name: &[String]) -> bool {
    let at = (!name.is_empty()).then(|| words.windows(name.len()).position(|run| run == name)).flatten();
    if let Some(at) = at {
        words.drain(at..at + name.len());
    }
    at.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_line_is_read_when_its_fields_hold_all_of_it() {
        let authors = ["Ada Osei".to_owned(), "Leyla Məmmədova".to_owned()];
        let outlet = Some("Lomé Post");
        let fields = Fields { authors: &authors, outlet, date: Some(date(2025, 11, 26)), today: date(2025, 12, 1) };
        for line in [
            "By Ada Osei",
            "BY ADA OSEI",
            "Müəllif: Leyla Məmmədova",
            "Ada Osei and Leyla Məmmədova, Lomé Post",
            "26.11.2025",
            "Wednesday 26 November 2025 - 14:30",
            "Stand: 26.11.2025, 16:05 Uhr",
            "By Ada Osei | November 26, 2025",
        ] {
            assert!(is_read(line, fields), "{line}");
        }
        for line in [
            "Photo: Ada Osei",
            "By Ada Osei in Lomé",
            "By Ada Osei and Tom Bart",
            "27.11.2025",
            "Sent: 26 November 2025 to the desk",
            "Follow Ada Osei on Facebook",
            "© Lomé Post. All rights reserved.",
            "© Lomé Post",
            "12",
            "By and",
        ] {
            assert!(!is_read(line, fields), "{line}");
        }
    }
}

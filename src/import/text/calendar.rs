//! Months and weekdays, in full and short, in English and Turkish.

use jiff::civil::Weekday;

use crate::country::gazetteer::fold;

/// Whether the word is a month, in full or short, in either language.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether the word is a day of the week, in full or short, in either language.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

/// The number of a month, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    const MONTHS: [[&str; 5]; 12] = [
        ["january", "jan", "ocak", "oca", ""],
        ["february", "feb", "şubat", "şub", "subat"],
        ["march", "mar", "mart", "", ""],
        ["april", "apr", "nisan", "nis", ""],
        ["may", "", "mayis", "", ""],
        ["june", "jun", "haziran", "haz", ""],
        ["july", "jul", "temmuz", "tem", ""],
        ["august", "aug", "ağustos", "ağu", "agustos"],
        ["september", "sep", "eylül", "eyl", "sept"],
        ["october", "oct", "ekim", "eki", ""],
        ["november", "nov", "kasim", "kas", ""],
        ["december", "dec", "aralik", "ara", ""],
    ];
    position(word, &MONTHS).and_then(|place| i8::try_from(place + 1).ok())
}

/// The day of the week that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [[&str; 5]; 7] = [
        ["monday", "mon", "pazartesi", "pzt", ""],
        ["tuesday", "tue", "sali", "tues", "sal"],
        ["wednesday", "wed", "çarşamba", "çar", ""],
        ["thursday", "thu", "perşembe", "thurs", "thur"],
        ["friday", "fri", "cuma", "cum", ""],
        ["saturday", "sat", "cumartesi", "cmt", ""],
        ["sunday", "sun", "pazar", "paz", ""],
    ];
    let place = position(word, &DAYS)?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

fn position(word: &str, table: &[[&str; 5]]) -> Option<usize> {
    if word.len() < 3 || word.len() > 24 {
        return None;
    }
    let folded = fold(word);
    table.iter().position(|names| names.contains(&folded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_languages() {
        for (word, number) in [("December", 12), ("ARALIK", 12), ("Şub", 2), ("Sept", 9), ("mayıs", 5), ("May", 5)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for (word, day) in [("Perşembe", Weekday::Thursday), ("SALI", Weekday::Tuesday), ("Thurs", Weekday::Thursday)]
        {
            assert_eq!(weekday(word), Some(day), "{word}");
        }
        assert!(!is_month("Marching") && !is_weekday("Sunny") && !is_month("") && !is_weekday("Pazarlık"));
    }
}

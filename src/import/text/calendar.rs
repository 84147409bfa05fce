//! Months and weekdays, in full and short, in the languages that are known.

use jiff::civil::Weekday;

use crate::country::gazetteer::fold;

/// Whether the word is a month, in full or short, in any of the languages.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether the word is a day of the week, in full or short, in any of the languages.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

/// The number of a month, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    position(word, &MONTHS).and_then(|place| i8::try_from(place + 1).ok())
}

/// The day of the week that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_zero_offset(i8::try_from(position(word, &DAYS)?).ok()?).ok()
}

/// Folded, see [`fold`]: of English; of Turkish; of Azerbaijani; of Russian, also in the genitive of a date; of French; of
/// German; of Arabic in Egypt, in the Levant and in the Maghreb; of Urdu.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "ocak", "oca", "yanvar", "yan", "январь", "января", "янв", "janvier", "janv", "januar",
      "jänner", "janner", "يناير", "جانفي", "كانون الثاني", "جنوري"],
    &["february", "feb", "şubat", "şub", "subat", "fevral", "fev", "февраль", "февраля", "фев", "fevrier", "fevr",
      "februar", "فبراير", "فيفري", "شباط", "فروري"],
    &["march", "mar", "mart", "март", "марта", "мар", "mars", "marz", "maerz", "مارس", "اذار", "مارچ"],
    &["april", "apr", "nisan", "nis", "aprel", "апрель", "апреля", "апр", "avril", "avr", "ابريل", "افريل", "نيسان", "اپريل"],
    &["may", "mayis", "маи", "мая", "mai", "مايو", "ماي", "ايار", "ميي"],
    &["june", "jun", "haziran", "haz", "iyun", "июнь", "июня", "июн", "juin", "juni", "يونيو", "جوان", "حزيران", "جون"],
    &["july", "jul", "temmuz", "tem", "iyul", "июль", "июля", "июл", "juillet", "juil", "juli", "يوليو", "يوليوز", "جويليه", "تموز", "جولايي", "جولاي"],
    &["august", "aug", "ağustos", "ağu", "agustos", "avqust", "avq", "август", "августа", "авг", "aout", "اغسطس", "اوت", "غشت", "اب", "اگست"],
    &["september", "sep", "sept", "eylül", "eyl", "sentyabr", "сентябрь", "сентября", "сен", "сент", "septembre",
      "سبتمبر", "شتنبر", "ايلول", "ستمبر"],
    &["october", "oct", "ekim", "eki", "oktyabr", "okt", "октябрь", "октября", "окт", "octobre", "oktober", "اكتوبر",
      "تشرين الاول", "اكتوبر"],
    &["november", "nov", "kasim", "kas", "noyabr", "noy", "ноябрь", "ноября", "ноя", "нояб", "novembre", "نوفمبر", "نونبر",
      "تشرين الثاني", "نومبر"],
    &["december", "dec", "aralik", "ara", "dekabr", "dek", "декабрь", "декабря", "дек", "decembre", "dezember", "dez",
      "ديسمبر", "دجنبر", "كانون الاول", "دسمبر"],
];

/// As the months.
#[rustfmt::skip]
const DAYS: [&[&str]; 7] = [
    &["monday", "mon", "pazartesi", "pzt", "bazar ertəsi", "понедельник", "пн", "lundi", "montag", "الاثنين", "پير", "سوموار"],
    &["tuesday", "tue", "tues", "sali", "sal", "çərşənbə axşami", "вторник", "вт", "mardi", "dienstag", "الثلاثاء", "منگل"],
    &["wednesday", "wed", "çarşamba", "çar", "çərşənbə", "среда", "среду", "mercredi", "mittwoch", "الاربعاء", "بده"],
    &["thursday", "thu", "thur", "thurs", "perşembe", "cümə axşami", "четверг", "jeudi", "donnerstag", "الخميس", "جمعرات"],
    &["friday", "fri", "cuma", "cum", "cümə", "пятница", "пятницу", "vendredi", "freitag", "الجمعه", "جمعه"],
    &["saturday", "sat", "cumartesi", "cmt", "şənbə", "суббота", "субботу", "samedi", "samstag", "sonnabend", "السبت", "هفته", "سنيچر"],
    &["sunday", "sun", "pazar", "paz", "воскресенье", "dimanche", "sonntag", "الاحد", "اتوار"],
];

/// The digits of a number in ASCII; nothing when it holds anything else. Arabic and Urdu have digits of their own.
pub(super) fn number(text: &str) -> Option<i16> {
    let digits = fold(text);
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Whether the character is a digit, in ASCII or of Arabic or Urdu.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

fn position(word: &str, table: &[&[&str]]) -> Option<usize> {
    if word.len() < 3 || word.len() > 40 {
        return None;
    }
    let folded = fold(word);
    table.iter().position(|names| names.contains(&folded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_all_languages() {
        for (word, number) in [
            ("December", 12),
            ("ARALIK", 12),
            ("Şub", 2),
            ("Sept", 9),
            ("mayıs", 5),
            ("May", 5),
            ("yanvar", 1),
            ("НОЯБРЯ", 11),
            ("мая", 5),
            ("май", 5),
            ("février", 2),
            ("août", 8),
            ("März", 3),
            ("Dezember", 12),
            ("يناير", 1),
            ("كانون الثاني", 1),
            ("أيلول", 9),
            ("جنوری", 1),
            ("اکتوبر", 10),
            ("مئی", 5),
            ("جولائی", 7),
            ("جانفي", 1),
            ("فيفري", 2),
            ("أفريل", 4),
            ("ماي", 5),
            ("جوان", 6),
            ("جويلية", 7),
            ("يوليوز", 7),
            ("أوت", 8),
            ("غشت", 8),
            ("شتنبر", 9),
            ("نونبر", 11),
            ("دجنبر", 12),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for (word, day) in [
            ("Perşembe", Weekday::Thursday),
            ("SALI", Weekday::Tuesday),
            ("Thurs", Weekday::Thursday),
            ("bazar ertəsi", Weekday::Monday),
            ("Çərşənbə axşamı", Weekday::Tuesday),
            ("cümə", Weekday::Friday),
            ("среда", Weekday::Wednesday),
            ("jeudi", Weekday::Thursday),
            ("Sonnabend", Weekday::Saturday),
            ("الثلاثاء", Weekday::Tuesday),
            ("جمعہ", Weekday::Friday),
            ("بدھ", Weekday::Wednesday),
        ] {
            assert_eq!(weekday(word), Some(day), "{word}");
        }
        assert!(!is_month("Marching") && !is_weekday("Sunny") && !is_month("") && !is_weekday("Pazarlık"));
    }

    /// A name that is not folded is never found.
    #[test]
    fn tables_are_folded() {
        for name in MONTHS.iter().chain(&DAYS).flat_map(|names| names.iter()) {
            assert!(position(name, &MONTHS).is_some() || position(name, &DAYS).is_some(), "{name} is {}", fold(name));
        }
    }
}

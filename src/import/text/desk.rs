//! Who signs without a name: a desk, "our correspondent", "staff reporter", in the languages of the digest.

use super::super::furniture_words::DESKS;
use crate::country::gazetteer::fold_words;

/// "Haber Merkezi", "News Desk": a desk is tried before everything else and is nobody.
pub(super) fn is_desk(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    // "Vera Example, Staff Writer" is somebody.
    let words = fold_words(text.split(',').next().unwrap_or(text));
    let known = DESKS.iter().any(|desk| {
        let desk: Vec<&str> = desk.split(' ').collect();
        words.len() >= desk.len()
            && words.iter().zip(&desk).all(|(word, desk)| word == desk)
            && words.len() <= desk.len() + 2
            || words.len() <= desk.len() + 2
                && words.ends_with(&desk.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    });
    let last = words.last().map(String::as_str);
    known
        || is_unnamed(&fold_words(text.split([',', '،', '–', '—', '|']).next().unwrap_or(text)))
        || (words.len() > 1
            && words.len() < 5
            && matches!(
                last,
                Some(
                    "desk"
                        | "servisi"
                        | "newsroom"
                        | "staff"
                        | "team"
                        | "agencies"
                        | "bureau"
                        | "ajanslar"
                        | "redaktion"
                        | "redaksiya"
                )
            ))
}

/// "our correspondent in Oslo", "Von unserer Korrespondentin", "من مراسلنا الخاص": words that say what somebody is and
/// whose, and no name.
fn is_unnamed(words: &[String]) -> bool {
    let mut rest = words;
    let mut take = |table: &[&str]| match rest.split_first() {
        Some((first, others)) if table.contains(&first.as_str()) => {
            rest = others;
            true
        }
        _ => false,
    };
    let mut told = take(&BEFORE);
    told |= take(&WHOSE);
    while take(&KINDS) {
        told = true;
    }
    let alone = take(&ALONE);
    if !(alone || take(&ROLES) && told) {
        return false;
    }
    while take(&BEHIND) {}
    // "in Oslo", "à Oslo"
    rest.is_empty() || (rest.len() <= 3 && rest.first().is_some_and(|word| IN.contains(&word.as_str())))
}

/// The names behind what somebody is: "Staff Writer Jane Roe".
pub(super) fn titled(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).take(MOST_WORDS);
    let mut titles = ends.filter_map(|at| {
        let (title, names) = text.split_at_checked(at)?;
        let (title, words) = (title.trim_end_matches(','), fold_words(title));
        let role = words.last().is_some_and(|last| ROLES.contains(&last.as_str()) || last == "writer");
        (role && is_desk(title)).then(|| names.trim())
    });
    titles.next()
}

/// "our correspondent", "staff writer": what an author is, behind the name.
pub(super) fn is_role(text: &str) -> bool {
    let words = fold_words(text);
    words.len() < 5
        && words.last().is_some_and(|word| {
            matches!(
                word.as_str(),
                "correspondent"
                    | "reporter"
                    | "writer"
                    | "editor"
                    | "staff"
                    | "muhabiri"
                    | "muhabir"
                    | "editörü"
                    | "korrespondent"
            )
        })
}

// All are folded as `fold` does.

const BEFORE: [&str; 8] = ["by", "von", "par", "de", "от", "من", "haber", "بقلم"];

#[rustfmt::skip]
const WHOSE: [&str; 25] = [
    "a", "our", "unser", "unsere", "unserem", "unserer", "unseren", "notre", "nos", "un", "une", "наш", "наша", "наши",
    "нашего", "нашеи", "наших", "bizim", "öz", "هماري", "همارا", "ein", "einem", "einer", "la",
];

#[rustfmt::skip]
const KINDS: [&str; 14] = [
    "special", "staff", "own", "eigener", "eigenen", "özel", "xüsusi", "собственныи", "собственного", "специальныи",
    "специального", "سٹاف", "اسٹاف", "خصوصي",
];

#[rustfmt::skip]
const ROLES: [&str; 39] = [
    "correspondent", "correspondents", "reporter", "reporters", "korrespondent", "korrespondenten", "korrespondentin",
    "korrespondentinnen", "reportern", "reporterin", "redakteur", "redakteurin", "mitarbeiter", "correspondant",
    "correspondante", "correspondants", "correspondantes", "envoye", "envoyee", "envoyes", "redaction", "редакция",
    "редакции", "корреспондент", "корреспондента", "корреспонденты", "корреспондентов", "muhabir", "muhabiri",
    "muxbir", "müxbir", "müxbiri", "رپورٹر", "مراسل", "مراسله", "مراسلين", "المراسل", "redaktion", "redaksiya",
];

/// They say by themselves that nobody is named.
#[rustfmt::skip]
const ALONE: [&str; 22] = [
    "muhabirimiz", "muhabirimizden", "muhabirlerimiz", "muhabirlerimizden", "müxbirimiz", "muxbirimiz", "müxbirimizdən",
    "müxbirlərimiz", "собкор", "спецкор", "собкора", "спецкора", "مراسلنا", "مراسلتنا", "مراسلونا", "مراسلينا",
    "لمراسلنا", "مندوبنا", "نامه", "نماينده", "نمايندي", "نمايندگان",
];

const BEHIND: [&str; 8] = ["special", "speciale", "speciaux", "الخاص", "خاص", "خصوصي", "نگار", "سي"];

const IN: [&str; 9] = ["in", "a", "au", "aus", "from", "at", "в", "из", "في"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::gazetteer::fold;

    #[test]
    fn who_signs_without_a_name_is_nobody() {
        for desk in [
            "By our staff reporter",
            "Our Correspondent in Oslo",
            "Von unserem Korrespondenten",
            "Von unserer Korrespondentin in Oslo",
            "Unser Korrespondent",
            "De notre correspondant à Oslo",
            "De notre envoyé spécial",
            "Par notre correspondante",
            "La rédaction",
            "Наш корреспондент",
            "От нашего корреспондента в Осло",
            "Собственный корреспондент",
            "Собкор",
            "Muhabirimiz",
            "Özel muhabirimiz",
            "Bizim müxbir",
            "Xüsusi müxbirimiz",
            "مراسلنا",
            "من مراسلنا الخاص",
            "ہمارے نامہ نگار سے",
            "نمائندہ خصوصی",
            "اسٹاف رپورٹر",
        ] {
            assert!(is_desk(desk), "{desk}");
        }
        for none in [
            "Reporter",
            "Корреспондент",
            "Von Karin Muster",
            "De notre côté",
            "Notre correspondant ne viendra pas",
            "Наш корреспондент сообщает",
            "مراسل المثال",
            "Muhabirimiz Oslo'ya gitti",
        ] {
            assert!(!is_desk(none), "{none}");
        }
    }

    #[test]
    fn tables_are_folded() {
        let tables: [&[&str]; 7] = [&BEFORE, &WHOSE, &KINDS, &ROLES, &ALONE, &BEHIND, &IN];
        for word in tables.into_iter().flatten() {
            assert_eq!(fold(word), **word);
        }
    }
}

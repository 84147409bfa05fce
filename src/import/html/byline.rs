//! Names of people in lines that say who wrote an article.

use super::furniture;

/// Parts names where every part is one: "Ines Valadouro and Omar Said", but not "Ministry of Trade and Industry".
pub(super) fn split(line: &str) -> Vec<String> {
    let mut names = vec![line.trim().to_owned()];
    for sign in [", ", " and ", " & ", " ve ", " və ", " et ", " und ", " y ", " и ", "; ", " | "] {
        let parts: Vec<String> =
            names.iter().flat_map(|name| name.split(sign)).map(|name| name.trim().to_owned()).collect();
        // "Smith, John" and "Bosnia and Herzegovina" stay whole.
        if parts.iter().all(|part| part.split_whitespace().count() >= 2) {
            names = parts;
        }
    }
    names
}

/// The people of a line that is marked as a byline: "By A B and C D | 14 March | 4 min read", "Amman - A B", or the names
/// alone.
pub(super) fn people(line: &str) -> Vec<String> {
    let line = before_bar(line);
    let names = names_before_date(furniture::byline(line).unwrap_or(line));
    if names.is_empty()
        && let Some((place, rest)) = line.split_once(" - ")
        && place.split_whitespace().count() <= 2
    {
        return names_before_date(furniture::byline(rest).unwrap_or(rest));
    }
    names
}

/// The people of a line that says by itself that it is a byline: "By A B, 14 March", "Posted on 14 March by A B".
pub(super) fn signed(line: &str) -> Vec<String> {
    if let Some(names) = furniture::byline(before_bar(line)) {
        return names_before_date(names);
    }
    let posted = ["posted ", "published ", "updated ", "written "];
    let start = line.trim_start().to_lowercase();
    match line.rsplit_once(" by ") {
        Some((_, names)) if posted.iter().any(|posted| start.starts_with(posted)) => names_before_date(names),
        _ => Vec::new(),
    }
}

/// The names up to a date, a bar or what is no name. Nothing where the first is none.
fn names_before_date(line: &str) -> Vec<String> {
    let line = before_bar(line);
    let mut names = Vec::new();
    for part in before_label(line).split([',', ';']) {
        let parts = split(part.trim().trim_end_matches('.'));
        if !parts.iter().all(|part| is_name(part)) {
            break;
        }
        names.extend(parts);
    }
    names
}

/// Up to a word that says when or how long: "A B Publié le 18 octobre".
fn before_label(line: &str) -> &str {
    const LABELS: [&str; 17] = [
        "published",
        "posted",
        "updated",
        "publié",
        "mis",
        "temps",
        "veröffentlicht",
        "aktualisiert",
        "stand",
        "lesezeit",
        "yayınlanma",
        "giriş",
        "güncelleme",
        "опубликовано",
        "обновлено",
        "نشر",
        "on",
    ];
    let mut at = 0;
    for word in line.split(' ') {
        let bare = word.trim_end_matches([':', '.']).to_lowercase();
        if at > 0 && (LABELS.contains(&bare.as_str()) || bare.starts_with(|c: char| c.is_ascii_digit())) {
            return line.get(..at).unwrap_or(line).trim_end();
        }
        at += word.len() + 1;
    }
    line
}

fn before_bar(line: &str) -> &str {
    line.split(['|', '·', '•', '—', '–', '/', '(']).next().unwrap_or_default()
}

/// Two to five words with capitals, particles aside; two to four where the script has none.
pub(super) fn is_name(text: &str) -> bool {
    const PARTICLES: &str =
        "de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|bint|al|el|ben|ould|y|e|oğlu";
    let words: Vec<&str> = text.split_whitespace().collect();
    let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    if text.chars().all(|c| caseless(c) || c == ' ' || c == '-' || is_vowel_sign(c)) {
        let whole = words.iter().all(|word| word.starts_with(caseless));
        return whole && (2..=4).contains(&words.len()) && !furniture::is_desk(text);
    }
    let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let particle = |word: &str| {
        let start = word.split(['-', '\'', '’']).next().unwrap_or_default();
        PARTICLES.split('|').any(|own| own == start)
    };
    (2..=5).contains(&words.len())
        && words.iter().filter(capital).count() >= 2
        && words.iter().all(|word| capital(&word) || particle(word))
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'))
        && !furniture::is_desk(text)
}

/// "user123", "j.roe", "newsman": the name of an account, not of somebody.
pub(super) fn is_account(name: &str) -> bool {
    !name.contains(' ')
        && (name.chars().any(|c| c.is_ascii_digit() || c == '_') || name.chars().next().is_some_and(char::is_lowercase))
}

/// "news@gulfpaper.example", "gulfpaper.example", "@gulfpaper": an address or a handle is nobody.
pub(super) fn is_address(name: &str) -> bool {
    let host = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        name.is_ascii() && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    !name.contains(' ') && (name.contains('@') || name.contains('/') || host(name))
}

/// The signs that Arabic sets above and below its letters.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bylines() {
        assert_eq!(
            people("By Ines Valadouro and Omar Said | 14 March 2026 | 4 min read"),
            ["Ines Valadouro", "Omar Said"]
        );
        assert_eq!(people("Ines Valadouro and Omar Said"), ["Ines Valadouro", "Omar Said"]);
        assert_eq!(signed("By Ines Valadouro, 7 September 2026"), ["Ines Valadouro"]);
        assert_eq!(signed("By Ines de Valadouro, Diplomatic Correspondent"), ["Ines de Valadouro"]);
        assert_eq!(signed("Posted on September 7, 2026 by Ines Valadouro"), ["Ines Valadouro"]);
    }

    #[test]
    fn lines_that_name_nobody() {
        for line in [
            "By land and sea",
            "By Our Correspondent",
            "Ines Valadouro",
            "The treaty was signed by Omar Said",
            "By Tuesday the talks were over",
        ] {
            assert_eq!(signed(line), [""; 0], "{line}");
        }
        for line in ["14 March 2026", "Ministry of Trade and Foreign Affairs", "Read more", "Diplomatic Editor"] {
            assert_eq!(people(line), [""; 0], "{line}");
        }
    }
}

//! Who wrote it: `By A and B`, `Haber: A`, `A - CITY`, a bare name, a desk.

pub(super) use super::desk::is_desk;
use super::desk::{is_role, titled};
use super::line::{ends_sentence, is_in_capitals};
use super::outlet;
use crate::country::gazetteer::{Gazetteer, Language, Sense, fold, fold_words};

/// A byline as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// the authors; none for a desk
    pub(super) authors: Vec<String>,
    /// `By A, Outlet`
    pub(super) outlet: Option<String>,
}

/// A line that says itself to be a byline: a desk, `By …`, `Haber: …`.
pub(super) fn explicit(text: &str, gazetteer: &Gazetteer) -> Option<Byline> {
    if text.len() > 160 {
        return None;
    }
    if is_desk(text) {
        return Some(Byline { authors: Vec::new(), outlet: None });
    }
    let names = after_label(text)?;
    if let Some(byline) = titled(names).and_then(|names| people(names, gazetteer)) {
        return Some(byline);
    }
    if is_desk(names) {
        return Some(Byline { authors: Vec::new(), outlet: None });
    }
    agency(names).or_else(|| people(names, gazetteer)).or_else(|| caseless(names))
}

/// "By Associated Press", "By AFP": who signs is no person but an agency, which is the outlet where there is no other.
fn agency(names: &str) -> Option<Byline> {
    let name = ["the ", "The ", "THE "].iter().find_map(|article| names.strip_prefix(article)).unwrap_or(names);
    let name = name.trim_end_matches(['.', ',', ' ']);
    let single = !name.contains([',', ';', '&']) && split_names(name).len() == 1;
    (single && outlet::is_name(name) && outlet::is_agency(name))
        .then(|| Byline { authors: Vec::new(), outlet: Some(name.to_owned()) })
}

/// A line that can be a byline where one is expected: `NAME - CITY`, `NAME, OUTLET` or names alone.
pub(super) fn bare(text: &str, gazetteer: &Gazetteer) -> Option<Byline> {
    if text.len() > 120 || ends_sentence(text) || text.contains(':') {
        return None;
    }
    people(text, gazetteer)
}

/// "Jane Roe, Special to The Example Times": the names, and the outlet that the report was written for.
pub(super) fn special(text: &str) -> Option<(&str, String)> {
    const WORDS: [&str; 7] = [
        "special to ",
        "special for ",
        "specially for ",
        "exclusive to ",
        "exklusiv für ",
        "spécial pour ",
        "специально для ",
    ];
    let (at, end) = text
        .char_indices()
        .filter(|(at, _)| text.get(..*at).unwrap_or_default().ends_with([' ', '(']))
        .find_map(|(at, _)| {
            WORDS.iter().find_map(|word| {
                let end = at + word.len();
                text.get(at..end).filter(|found| found.to_lowercase() == **word).map(|_| (at, end))
            })
        })?;
    let names = text.get(..at)?.trim_end_matches([' ', ',', '-', '–', '—', '|', '(']);
    let outlet = text.get(end..)?.trim_matches(['“', '”', '"', '«', '»', ')', '.', ',', ' ']);
    let outlet = match outlet.strip_prefix("the ") {
        Some(name) => format!("The {name}"),
        None => outlet.to_owned(),
    };
    (!names.is_empty() && outlet::is_name(&outlet)).then_some((names, outlet))
}

/// A byline in which a city follows the name: it cannot be an outlet.
pub(super) fn has_city(text: &str, gazetteer: &Gazetteer) -> bool {
    split_city(text, gazetteer).is_some()
}

/// What follows "By", "Haber:", "Par", "Автор:" and their like.
fn after_label(text: &str) -> Option<&str> {
    // Words that stand before a name without a colon.
    const WORDS: [&str; 10] = ["By ", "BY ", "by ", "Par ", "PAR ", "Von ", "VON ", "Автор ", "بقلم ", "تحرير "];
    if let Some(names) = WORDS.iter().find_map(|word| text.strip_prefix(word)) {
        return Some(names.trim());
    }
    let (label, names) = text.split_once(':')?;
    is_label(label).then(|| names.trim())
}

/// "Haber", "Author": what stands before the colon of a byline.
pub(super) fn is_label(label: &str) -> bool {
    let label = fold(label.trim());
    matches!(
        label.as_str(),
        "by" | "haber"
            | "yazan"
            | "yazar"
            | "muhabir"
            | "hazirlayan"
            | "author"
            | "authors"
            | "reporter"
            | "written by"
            | "reported by"
            | "writer"
            | "correspondent"
            | "haberi hazirlayan"
            | "haberi yazan"
            | "editör"
            | "autor"
            | "autorin"
            | "auteur"
            | "автор"
            | "авторы"
            | "müəllif"
            | "words by"
            | "story by"
            | "text by"
            | "hazirladi"
            | "muxbir"
            | "müxbir"
            | "текст"
            | "корреспондент"
            | "autrice"
            | "auteurs"
            | "par"
            | "von"
            | "بقلم"
            | "الكاتب"
            | "تحرير"
            | "كاتب"
            | "كتب"
            | "كتبت"
            | "مراسل"
            | "رپورٹ"
            | "رپورٹر"
            | "haberci"
            | "redaktor"
            | "verfasser"
            | "reporterin"
            | "redaction"
            | "журналист"
    )
}

/// A name in a script without capital letters: two to five words and nothing else. Only a label tells it from a sentence.
fn caseless(names: &str) -> Option<Byline> {
    let words: Vec<&str> = names.split_whitespace().collect();
    let letter =
        |c: char| (c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()) || matches!(c, '-' | '\u{200c}');
    let named = (2..=5).contains(&words.len()) && words.iter().all(|word| word.chars().all(letter));
    named.then(|| Byline { authors: vec![words.join(" ")], outlet: None })
}

/// The names of a list, with the cities or the outlet behind them taken off; nothing when some piece is no name.
fn people(text: &str, gazetteer: &Gazetteer) -> Option<Byline> {
    let text = text.trim().trim_end_matches(['|', '-', '–', ',', '.', ':']).trim();
    if let Some((names, outlet)) = special(text) {
        return people(names, gazetteer).map(|byline| Byline { outlet: Some(outlet), ..byline });
    }
    let text = split_city(text, gazetteer).unwrap_or(text);
    let mut authors = Vec::new();
    let mut outlet = None;
    let pieces = split_names(text);
    let count = pieces.len();
    for (place, piece) in pieces.into_iter().enumerate() {
        // Each of several authors may have a city: "A in Oslo and B in Nairobi".
        let (name, city) = match split_city(piece, gazetteer) {
            Some(name) => (name, true),
            None => (piece, false),
        };
        if place > 0 && (is_place(piece, gazetteer) || is_role(piece)) {
            continue;
        }
        if place > 0
            && place + 1 == count
            && !city
            && outlet::is_name(name)
            && (outlet::sounds_like_one(name) || !is_person(name))
        {
            outlet = Some(name.to_owned());
        } else if is_person(name) && !outlet::sounds_like_one(name) {
            authors.push(person(name));
        } else if is_desk(name) && place > 0 {
            continue;
        } else {
            return None;
        }
    }
    (!authors.is_empty()).then_some(Byline { authors, outlet })
}

/// The part before " - CITY", ", CITY" or " in CITY".
fn split_city<'a>(text: &'a str, gazetteer: &Gazetteer) -> Option<&'a str> {
    for separator in [" - ", " – ", " — ", " / ", "/", " | ", ", ", " in ", " aus ", " à "] {
        let Some((name, city)) = text.rsplit_once(separator) else {
            continue;
        };
        let (name, city) = (name.trim(), city.trim());
        // A list of names goes on before the last city: it is split first.
        if separator.trim().chars().all(char::is_alphabetic) && split_names(text).len() > 1 {
            continue;
        }
        // Nobody is called "in", so any name behind it is a place.
        let named = separator != ", " && city.split_whitespace().count() < 4 && is_title_case(city);
        let place = is_place(city, gazetteer) || named;
        let place = place || (is_in_capitals(city) && !is_in_capitals(name) && city.split_whitespace().count() < 3);
        if place && !name.is_empty() && !outlet::sounds_like_one(city) && !outlet::sounds_like_one(name) {
            return Some(name);
        }
    }
    None
}

/// Whether the text is a country or its capital.
pub(super) fn is_place(text: &str, gazetteer: &Gazetteer) -> bool {
    senses(text, gazetteer).any(|sense| matches!(sense, Sense::Name(_) | Sense::Seat(_) | Sense::Family(_)))
}

/// Whether the text is a country.
pub(super) fn is_country(text: &str, gazetteer: &Gazetteer) -> bool {
    senses(text, gazetteer).any(|sense| matches!(sense, Sense::Name(_) | Sense::Family(_)))
}

/// What the whole text stands for in any language.
fn senses(text: &str, gazetteer: &Gazetteer) -> impl Iterator<Item = Sense> {
    let words = fold_words(text);
    Language::KNOWN.into_iter().filter_map(move |language| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        gazetteer.at(language, &words).filter(|found| found.words == words.len()).map(|found| found.sense)
    })
}

fn split_names(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for separator in [
        ", and ", " and ", " AND ", " ve ", " VE ", " und ", " UND ", " et ", " ET ", " и ", " və ", " VƏ ", " & ",
        " | ", ";", ",",
    ] {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(separator)).collect();
    }
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Two to five words that all begin with a capital letter; name particles may be small.
fn is_person(text: &str) -> bool {
    if is_office(text) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '\u{301}'));
        letters && (word.chars().next().is_some_and(char::is_uppercase) || is_particle(word))
    };
    let full = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    (2..=5).contains(&words.len()) && words.iter().all(is_name) && full >= 2
}

/// "Ministry of Ports": who signs with an office is nobody.
fn is_office(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "ministry",
        "department",
        "embassy",
        "bakanliği",
        "büyükelçiliği",
        "ministere",
        "ministerio",
        "ministerium",
        "министерство",
        "nazirliyi",
        "səfirliyi",
        "وزاره",
        "ambassade",
        "botschaft",
    ];
    fold_words(text).iter().any(|word| WORDS.contains(&word.as_str()))
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "der"
            | "den"
            | "von"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "ul"
            | "ter"
            | "dos"
    ) || word.starts_with("al-")
        || word.starts_with("el-")
        || word.starts_with("d'")
        || word.starts_with("d’")
}

fn is_title_case(text: &str) -> bool {
    text.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// A name in capitals is written with small letters: AOIFE DUNNE is Aoife Dunne, ŞULE IŞIK is Şule Işık.
pub(super) fn person(text: &str) -> String {
    let name = text.trim();
    if !is_in_capitals(name) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    // A Turkish letter tells which small letter I has.
    let turkish = name.contains(['İ', 'Ş', 'Ğ', 'Ç']);
    let mut small = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        match c {
            c if begins || !c.is_alphabetic() => small.push(c),
            'I' if turkish => small.push('ı'),
            'İ' => small.push('i'),
            c => small.extend(c.to_lowercase()),
        }
        begins = !c.is_alphabetic() && !matches!(c, '.');
        if c == '.' {
            begins = true;
        }
    }
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(text: &str) -> Option<Vec<String>> {
        let gazetteer = Gazetteer::builtin();
        explicit(text, gazetteer).or_else(|| bare(text, gazetteer)).map(|byline| byline.authors)
    }

    #[test]
    fn bylines_of_the_grammar() {
        for (text, expected) in [
            ("By Vera Example", vec!["Vera Example"]),
            ("By Vera Example in Oslo and Kofi Muster in Nairobi", vec!["Vera Example", "Kofi Muster"]),
            (
                "By Vera Example in Tromsø, Kofi Muster in Nairobi and Li Sample",
                vec!["Vera Example", "Kofi Muster", "Li Sample"],
            ),
            ("By Vera Example and Kofi Muster in Accra", vec!["Vera Example", "Kofi Muster"]),
            ("By Vera Example, Staff Writer", vec!["Vera Example"]),
            ("By Staff Writer Vera Example", vec!["Vera Example"]),
            ("By our correspondent Vera Example", vec!["Vera Example"]),
            ("By Vera Example, Special to The Gulf Times", vec!["Vera Example"]),
            ("By Vera Example Special to the Gulf Times", vec!["Vera Example"]),
            ("Автор: Вера Примерова, специально для «Пример»", vec!["Вера Примерова"]),
            ("By Vera Example, Nairobi", vec!["Vera Example"]),
            ("Von Karin Muster, Berlin", vec!["Karin Muster"]),
            ("Par Luc Exemple", vec!["Luc Exemple"]),
            ("Автор: Иван Примеров", vec!["Иван Примеров"]),
            ("BY AOIFE DUNNE", vec!["Aoife Dunne"]),
            ("By Ines Carrasco and Tane Holloway", vec!["Ines Carrasco", "Tane Holloway"]),
            ("By A. B. Example, Cem Örnek & Jean de Exemple", vec!["A. B. Example", "Cem Örnek", "Jean de Exemple"]),
            ("By Vera Example in Baku", vec!["Vera Example"]),
            ("By Vera Example, Gulf Ledger", vec!["Vera Example"]),
            ("Haber: Ayşe Örnek", vec!["Ayşe Örnek"]),
            ("Yazan: Ayşe Örnek ve Can Deneme", vec!["Ayşe Örnek", "Can Deneme"]),
            ("Ayşe Örnek - ANKARA", vec!["Ayşe Örnek"]),
            ("Ayşe Örnek – Trabzon", vec!["Ayşe Örnek"]),
            ("ŞULE IŞIK", vec!["Şule Işık"]),
            ("SEAN O'BRIEN-DOE", vec!["Sean O'Brien-Doe"]),
            ("Haber Merkezi", vec![]),
            ("Dış Haberler Servisi", vec![]),
            ("Haber Merkezi - ANKARA", vec![]),
            ("By News Desk", vec![]),
            ("Haber: Haber Merkezi", vec![]),
            ("Par Marie Exemple", vec!["Marie Exemple"]),
            ("Von Jan Beispiel", vec!["Jan Beispiel"]),
            ("Автор: Вера Примерова", vec!["Вера Примерова"]),
            ("Müəllif: Aytən Nümunə", vec!["Aytən Nümunə"]),
            ("بقلم: ليلى المثال", vec!["ليلى المثال"]),
            ("تحریر: احمد مثال", vec!["احمد مثال"]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(authors(text), Some(expected), "{text}");
        }
        for none in [
            "By the end of the year, trade will grow.",
            "Haber",
            "Reuters",
            "Norway and Ghana have signed.",
            "Par conséquent, les prix montent.",
            "Von morgen an gilt die Regel.",
            "وصل الوزير إلى باكو",
            "Fjord Daily",
            "",
        ] {
            assert_eq!(authors(none), None, "{none}");
        }
    }

    #[test]
    fn the_outlet_behind_a_name() {
        let byline = bare("Vera Example, Gulf Ledger", Gazetteer::builtin()).unwrap();
        assert_eq!(byline.outlet.as_deref(), Some("Gulf Ledger"));
        for text in
            ["By Vera Example, Special to The Gulf Times", "By Vera Example and Kofi Muster, special to the Gulf Times"]
        {
            let byline = explicit(text, Gazetteer::builtin()).unwrap();
            assert_eq!(byline.outlet.as_deref(), Some("The Gulf Times"), "{text}");
        }
    }
}

//! How the words of a name change in a text, language by language: from a word of the data to the part that stays and
//! the endings that may follow it.

use super::fold::fold;
use super::gazetteer::Sense;
use super::language::Language;

/// A word of a name: what stays, folded, and what may follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) stem: String,
    pub(super) ending: Ending,
    /// Arabic: whether the article stands before the stem
    pub(super) article: Article,
}

/// Whether an Arabic word has the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    Never,
    Always,
    Either,
}

/// Which endings may follow a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    None,
    EnglishPlural,
    /// Turkish: -lı and what follows it
    Citizen,
    /// Turkish: the plural and what follows it
    TurkishPlural,
    Turkish,
    Azerbaijani,
    AzerbaijaniPlural,
    FrenchPeople,
    GermanName,
    GermanPlural,
    GermanPeople,
    RussianFeminine,
    RussianMasculine,
    RussianSoft,
    RussianPlural,
    RussianAdjective,
    RussianPeople,
    ArabicPeople,
    UrduPeople,
}

/// Where a word stands in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Alone,
    Last,
    Inner,
}

/// The pattern of a word of the data. `everyday`: the word is an everyday word as well and takes no unsafe ending.
pub(super) fn pattern(
    language: Language,
    sense: Sense,
    position: Position,
    word: &str,
    everyday: impl Fn(&str) -> bool,
) -> Pattern {
    let exact = || Pattern { stem: fold(word), ending: Ending::None, article: Article::Never };
    let is_abbreviation = word.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let people = matches!(sense, Sense::People(_)) || word.chars().next().is_some_and(char::is_lowercase);
    if is_abbreviation && language.has_capitals() && language != Language::Turkish {
        return exact();
    }
    match language {
        Language::English | Language::Other => {
            let plural = position != Position::Inner
                && word.len() > 2
                && matches!(sense, Sense::People(_) | Sense::Family(_) | Sense::Former(_));
            Pattern { ending: if plural { Ending::EnglishPlural } else { Ending::None }, ..exact() }
        }
        Language::Turkish => {
            let pattern = exact();
            let safe = pattern.stem.len() >= 5 && !everyday(&pattern.stem);
            let ending = match sense {
                _ if position == Position::Inner => Ending::None,
                Sense::Name(_) | Sense::Family(_) if safe => Ending::Turkish,
                Sense::Name(_) | Sense::Family(_) => Ending::Citizen,
                Sense::People(_) => Ending::TurkishPlural,
                Sense::Seat(_) | Sense::Former(_) if safe => Ending::Turkish,
                Sense::Mask if position == Position::Last => Ending::Turkish,
                _ => Ending::None,
            };
            Pattern { ending, ..pattern }
        }
        Language::Azerbaijani => {
            let pattern = exact();
            let safe = pattern.stem.len() >= 3 && !everyday(&pattern.stem);
            let ending = match sense {
                _ if position == Position::Inner => Ending::None,
                Sense::Mask if position == Position::Alone => Ending::None,
                _ if safe || position == Position::Last => Ending::Azerbaijani,
                _ => Ending::AzerbaijaniPlural,
            };
            Pattern { ending, ..pattern }
        }
        Language::French => {
            let ending = if people && position != Position::Inner { Ending::FrenchPeople } else { Ending::None };
            Pattern { ending, ..exact() }
        }
        Language::German => german(word, people, position),
        Language::Russian => russian(word, people, position),
        Language::Arabic => arabic(word, people, position, everyday),
        Language::Urdu => {
            Pattern { ending: if people_urdu(sense) { Ending::UrduPeople } else { Ending::None }, ..exact() }
        }
    }
}

/// Whether `rest`, folded, may follow the stem of the pattern.
pub(super) fn takes(ending: Ending, rest: &str) -> bool {
    match ending {
        Ending::None => rest.is_empty(),
        Ending::EnglishPlural => matches!(rest, "" | "s"),
        Ending::Citizen => {
            rest.is_empty() || (["li", "lu", "lü"].iter().any(|start| rest.starts_with(start)) && is_suffix_chain(rest))
        }
        Ending::TurkishPlural => {
            rest.is_empty() || (["lar", "ler"].iter().any(|start| rest.starts_with(start)) && is_suffix_chain(rest))
        }
        Ending::Turkish => is_suffix_chain(rest),
        Ending::Azerbaijani => is_chain(rest, &AZERBAIJANI),
        Ending::AzerbaijaniPlural => {
            rest.is_empty()
                || (["lar", "lər"].iter().any(|start| rest.starts_with(start)) && is_chain(rest, &AZERBAIJANI))
        }
        Ending::FrenchPeople => matches!(rest, "" | "e" | "s" | "es" | "ne" | "nes"),
        Ending::GermanName => matches!(rest, "" | "s"),
        Ending::GermanPlural => matches!(rest, "" | "s" | "n"),
        Ending::GermanPeople => {
            matches!(rest, "" | "e" | "er" | "en" | "em" | "es" | "n" | "s" | "in" | "innen" | "ern")
        }
        Ending::RussianFeminine => matches!(rest, "а" | "я" | "ы" | "и" | "у" | "ю" | "е" | "ои" | "еи" | "ою" | "ею"),
        Ending::RussianMasculine => matches!(rest, "" | "а" | "у" | "ом" | "ем" | "е"),
        Ending::RussianSoft => matches!(rest, "ь" | "и" | "я" | "ю" | "ем" | "е" | "ью"),
        Ending::RussianPlural => {
            matches!(rest, "" | "ы" | "и" | "ов" | "ев" | "ам" | "ям" | "ами" | "ями" | "ах" | "ях")
        }
        Ending::RussianAdjective => is_russian_adjective(rest),
        Ending::RussianPeople => {
            is_russian_adjective(rest)
                || takes(Ending::RussianPlural, rest)
                || takes(Ending::RussianFeminine, rest)
                || matches!(rest, "ом" | "ем")
        }
        Ending::ArabicPeople => {
            matches!(rest, "" | "ه" | "ون" | "ين" | "ات" | "ا" | "ان" | "تين" | "تان" | "و" | "يه" | "يون" | "يين")
        }
        Ending::UrduPeople => matches!(rest, "" | "ون" | "وں" | "يون" | "يوں" | "ي"),
    }
}

/// What may stand before the name in an Arabic word, taken off: "والسعودية" is "and", the article, the name. Each
/// reading is what is left and whether the article went; the whole word comes first.
pub(crate) fn arabic_readings(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let conjunction = word.strip_prefix(['و', 'ف']);
    [Some(word), conjunction].into_iter().flatten().flat_map(|word| {
        let preposition = word.strip_prefix(['ب', 'ل', 'ك']);
        let article = word.strip_prefix("ال").or_else(|| word.strip_prefix("لل"));
        let both = preposition.and_then(|rest| rest.strip_prefix("ال"));
        let readings = [
            Some((word, false)),
            article.map(|rest| (rest, true)),
            both.map(|rest| (rest, true)),
            preposition.map(|rest| (rest, false)),
        ];
        // One letter is no name.
        readings.into_iter().flatten().filter(|(rest, _)| rest.len() > 3)
    })
}

/// Whether a folded text is empty or a chain of Turkish suffixes.
pub(crate) fn is_suffix_chain(rest: &str) -> bool {
    const SUFFIXES: [&str; 62] = [
        "li", "lu", "lü", "lar", "ler", "in", "un", "ün", "nin", "nun", "nün", "a", "e", "ya", "ye", "na", "ne", "i",
        "u", "ü", "yi", "yu", "yü", "ni", "nu", "nü", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nda", "nde",
        "ndan", "nden", "la", "le", "yla", "yle", "daki", "deki", "taki", "teki", "ndaki", "ndeki", "si", "su", "sü",
        "dir", "dür", "dur", "ki", "nca", "nce", "lik", "luk", "lük", "leri", "lari",
    ];
    is_chain(rest, &SUFFIXES)
}

/// Whether a folded text is empty or a chain of Azerbaijani suffixes.
pub(crate) fn is_azerbaijani_chain(rest: &str) -> bool {
    is_chain(rest, &AZERBAIJANI)
}

const AZERBAIJANI: [&str; 56] = [
    "li", "lu", "lü", "lar", "lər", "in", "un", "ün", "nin", "nun", "nün", "a", "ə", "ya", "yə", "na", "nə", "i", "u",
    "ü", "yi", "yu", "yü", "ni", "nu", "nü", "si", "su", "sü", "da", "də", "nda", "ndə", "dan", "dən", "ndan", "ndən",
    "la", "lə", "yla", "ylə", "daki", "dəki", "ndaki", "ndəki", "dir", "dür", "dur", "lari", "ləri", "larin", "lərin",
    "liq", "lik", "luq", "lük",
];

fn is_chain(rest: &str, suffixes: &[&str]) -> bool {
    if rest.len() > 24 {
        return false;
    }
    // bit n: the first n bytes are whole suffixes
    let mut reachable = 1_u32;
    for at in 0..rest.len() {
        if reachable & (1 << at) == 0 {
            continue;
        }
        let Some(tail) = rest.get(at..) else { continue };
        for suffix in suffixes {
            if tail.starts_with(suffix) {
                reachable |= 1 << (at + suffix.len());
            }
        }
    }
    reachable & (1 << rest.len()) != 0
}

fn is_russian_adjective(rest: &str) -> bool {
    // й is folded to и.
    matches!(
        rest,
        "ии" | "ыи"
            | "ои"
            | "ая"
            | "яя"
            | "ое"
            | "ее"
            | "ие"
            | "ые"
            | "ого"
            | "его"
            | "ому"
            | "ему"
            | "им"
            | "ым"
            | "ую"
            | "юю"
            | "их"
            | "ых"
            | "ими"
            | "ыми"
            | "ою"
            | "ею"
            | "ом"
            | "ем"
            | "еи"
    )
}

fn people_urdu(sense: Sense) -> bool {
    matches!(sense, Sense::People(_))
}

fn german(word: &str, people: bool, position: Position) -> Pattern {
    let whole = fold(word);
    let open = |stem: &str, ending| Pattern { stem: stem.to_owned(), ending, article: Article::Never };
    if position == Position::Inner {
        // "Vereinigte Staaten", "Vereinigtes Königreich": the adjective has an ending of its own.
        let bare = ["es", "er", "en", "e"].iter().find_map(|ending| whole.strip_suffix(ending));
        return match bare.filter(|bare| bare.len() > 4) {
            Some(bare) => open(bare, Ending::GermanPeople),
            None => open(&whole, Ending::None),
        };
    }
    match whole.strip_suffix('e') {
        Some(bare) if people => open(bare, Ending::GermanPeople),
        _ if people => open(&whole, Ending::GermanPeople),
        Some(_) => open(&whole, Ending::GermanPlural),
        None if whole.ends_with(['s', 'z', 'x']) || whole.len() < 3 => open(&whole, Ending::None),
        None => open(&whole, Ending::GermanName),
    }
}

fn russian(word: &str, people: bool, position: Position) -> Pattern {
    let exact = |text: &str| Pattern { stem: fold(text), ending: Ending::None, article: Article::Never };
    if let Some(word) = word.strip_prefix('=') {
        return exact(word);
    }
    let small = word.to_lowercase();
    let open = |stem: &str, ending| Pattern { stem: fold(stem), ending, article: Article::Never };
    let adjective = ["ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые"];
    if (people || position == Position::Inner)
        && let Some(stem) = adjective.iter().find_map(|ending| small.strip_suffix(ending))
        && stem.chars().count() > 2
    {
        return open(stem, Ending::RussianAdjective);
    }
    if people {
        let stem = small.trim_end_matches(['ы', 'и', 'е', 'а']);
        return open(stem, Ending::RussianPeople);
    }
    if small.chars().count() < 3 {
        return exact(&small);
    }
    let ending = match small.chars().last() {
        Some('а' | 'я') => Ending::RussianFeminine,
        Some('ь' | 'й') => Ending::RussianSoft,
        Some('ы') => Ending::RussianPlural,
        Some('у' | 'о' | 'и' | 'э' | 'е' | 'ю') | None => return exact(&small),
        Some(_) => return open(&small, Ending::RussianMasculine),
    };
    let stem: String = small.chars().take(small.chars().count() - 1).collect();
    open(&stem, ending)
}

fn arabic(word: &str, people: bool, position: Position, everyday: impl Fn(&str) -> bool) -> Pattern {
    let whole = fold(word);
    let people = people || whole.ends_with('ي') && whole.chars().count() > 3;
    let exact = position == Position::Inner || position == Position::Last && !people;
    if exact && !people || everyday(&whole) {
        return Pattern { stem: whole, ending: Ending::None, article: Article::Never };
    }
    if people {
        let ending = if position == Position::Inner { Ending::None } else { Ending::ArabicPeople };
        return Pattern { stem: whole, ending, article: Article::Either };
    }
    // Not the beginning of ألبانيا, which has a hamza.
    let bare = whole.strip_prefix("ال").filter(|bare| word.starts_with("ال") && bare.chars().count() > 2);
    match bare {
        Some(bare) => Pattern { stem: bare.to_owned(), ending: Ending::None, article: Article::Always },
        None => Pattern { stem: whole, ending: Ending::None, article: Article::Never },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(language: Language, sense: Sense, word: &str, yes: &[&str], no: &[&str]) {
        let pattern = pattern(language, sense, Position::Alone, word, |_| false);
        let takes =
            |form: &str| fold(form).strip_prefix(pattern.stem.as_str()).is_some_and(|rest| takes(pattern.ending, rest));
        for form in yes {
            assert!(takes(form), "{form} is a form of {word}");
        }
        for form in no {
            assert!(!takes(form), "{form} is no form of {word}");
        }
    }

    #[test]
    fn forms_of_words() {
        let code = "XK".parse().unwrap();
        let (name, people, seat) = (Sense::Name(code), Sense::People(code), Sense::Seat(code));
        forms(Language::Russian, name, "Германия", &["Германии", "Германию", "Германией"], &["Герман", "Германцы"]);
        forms(Language::Russian, name, "Иран", &["Иран", "Ираном", "Иране"], &["Иранский", "Иранцы"]);
        forms(Language::Russian, name, "Китай", &["Китай", "Китая", "Китаем"], &["Китайский", "Кита"]);
        forms(Language::Russian, people, "турецкий", &["турецкая", "Турецкого", "турецких"], &["турецк"]);
        forms(Language::Russian, people, "грузины", &["грузинам", "грузинов"], &["грузинский"]);
        forms(Language::Russian, seat, "Сана", &["Сане", "Сану"], &["Сан"]);
        forms(Language::German, people, "türkisch", &["türkische", "türkischen", "türkisch"], &["türkischsprachig"]);
        forms(Language::German, people, "Türke", &["Türken", "Türkin", "Türkinnen"], &["Türkei"]);
        forms(Language::German, name, "Deutschland", &["Deutschlands"], &["Deutschlandfunk"]);
        forms(Language::French, people, "italien", &["italienne", "italiens"], &["italianiser"]);
        forms(Language::Azerbaijani, name, "Türkiyə", &["Türkiyənin", "Türkiyədən", "Türkiyəyə"], &["Türkiyəçi"]);
        forms(
            Language::Azerbaijani,
            people,
            "azərbaycanlı",
            &["azərbaycanlılar", "azərbaycanlının"],
            &["azərbaycanca"],
        );
        forms(Language::Arabic, people, "تركي", &["تركية", "تركيين"], &["تركمان"]);
    }

    #[test]
    fn what_stands_before_an_arabic_name() {
        let readings = |word: &str| {
            arabic_readings(&fold(word)).map(|(rest, article)| (rest.to_owned(), article)).collect::<Vec<_>>()
        };
        assert!(readings("والسعودية").contains(&("سعوديه".to_owned(), true)));
        assert!(readings("للعراق").contains(&("عراق".to_owned(), true)));
        assert!(readings("بالكويت").contains(&("كويت".to_owned(), true)));
        assert!(readings("لمصر").contains(&("مصر".to_owned(), false)));
        assert_eq!(readings("واشنطن")[0], ("واشنطن".to_owned(), false));
    }
}

//! The language of a text, by its script, by the small words that every sentence of a language has, and by letters that
//! only one of two neighbours writes.

use crate::country::gazetteer::{Language, fold};
use crate::country::lexicon::is_suffix_chain;

/// The language of a text; English when nothing tells, [`Language::Other`] when it is none of those that are known.
pub(super) fn of(title: &str, paragraphs: &[String]) -> Language {
    let mut counts = Counts::default();
    // A few thousand words are enough for any article.
    let words = paragraphs.iter().flat_map(|paragraph| paragraph.split_whitespace()).take(2000);
    for word in words.chain(title.split_whitespace().take(100)) {
        counts.add(word.trim_matches(|c: char| !c.is_alphanumeric()));
    }
    counts.language()
}

/// What was seen of the words of a text.
#[derive(Debug, Default)]
struct Counts {
    latin: usize,
    cyrillic: usize,
    arabic: usize,
    /// words in any other script
    foreign: usize,
    /// words of the text that are small words of a language, in the order of [`LATIN`]
    small: [usize; LATIN.len()],
    /// ə, and q or x in a word that has no English look
    azerbaijani: usize,
    /// ı, ş, ğ
    turkic: usize,
    /// letters that English and its neighbours have not
    french: usize,
    german: usize,
    /// ы, э, ё and small words
    russian: usize,
    /// letters that Russian has not
    other_cyrillic: usize,
    urdu: usize,
    arabic_letters: usize,
    persian: usize,
}

impl Counts {
    fn add(&mut self, word: &str) {
        let Some(first) = word.chars().find(|c| c.is_alphabetic()).filter(|_| word.len() <= 80) else { return };
        match first {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => self.add_latin(word),
            '\u{400}'..='\u{52f}' => self.add_cyrillic(word),
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                self.add_arabic(word);
            }
            _ => self.foreign += 1,
        }
    }

    fn add_latin(&mut self, word: &str) {
        self.latin += 1;
        let plain = word.to_lowercase();
        let dotless = if word.contains(['I', 'İ']) {
            word.replace('I', "ı").replace('İ', "i").to_lowercase()
        } else {
            plain.clone()
        };
        // "l’Iran" begins in French, "İran’dan" ends in Turkish.
        let (before, after) = plain.split_once(['\'', '’']).unwrap_or((plain.as_str(), ""));
        let elided = matches!(before, "l" | "d" | "qu" | "n" | "s" | "c" | "j") && !after.is_empty();
        let suffixed = !elided && after.len() < 9 && !matches!(after, "" | "s" | "t" | "re" | "ll" | "d" | "m" | "ve");
        for (count, (language, words)) in self.small.iter_mut().zip(LATIN) {
            let small = words.contains(&plain.as_str()) || words.contains(&dotless.as_str());
            let joined = match language {
                Language::French => elided,
                Language::Turkish => suffixed && is_suffix_chain(&fold(after)),
                _ => false,
            };
            *count += usize::from(small || joined);
        }
        self.french += usize::from(plain.contains(['é', 'è', 'ê', 'à', 'œ', 'ù']));
        self.german += usize::from(plain.contains(['ß', 'ä']));
        self.azerbaijani += usize::from(word.contains(['ə', 'Ə']));
        self.turkic += usize::from(word.contains(['ı', 'ş', 'ğ', 'İ', 'Ş', 'Ğ']));
    }

    fn add_cyrillic(&mut self, word: &str) {
        const SMALL: [&str; 22] = [
            "и",
            "в",
            "на",
            "не",
            "с",
            "по",
            "что",
            "из",
            "для",
            "к",
            "о",
            "от",
            "за",
            "до",
            "при",
            "как",
            "это",
            "его",
            "также",
            "будет",
            "году",
            "во",
        ];
        self.cyrillic += 1;
        self.russian +=
            usize::from(word.contains(['ы', 'э', 'ё', 'Э']) || SMALL.contains(&word.to_lowercase().as_str()));
        self.other_cyrillic += usize::from(word.contains([
            'і', 'ї', 'є', 'ґ', 'ў', 'ј', 'љ', 'њ', 'ђ', 'ћ', 'џ', 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'ҳ', 'ҷ',
        ]));
    }

    fn add_arabic(&mut self, word: &str) {
        self.arabic += 1;
        const SMALL: [&str; 7] = ["کا", "کی", "کو", "سے", "نے", "پر", "اور"];
        let letters = word.contains(['ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ', 'ۓ']);
        self.urdu += usize::from(letters || SMALL.contains(&word));
        self.persian += usize::from(word.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']));
        self.arabic_letters += usize::from(word.contains(['ة', 'ى', 'ي', 'ك', 'أ', 'إ']) || word.starts_with("ال"));
    }

    fn language(&self) -> Language {
        let most = self.latin.max(self.cyrillic).max(self.arabic).max(self.foreign);
        if most == 0 {
            Language::English
        } else if self.foreign == most {
            Language::Other
        } else if self.arabic == most {
            if self.urdu * 8 > self.arabic && self.urdu > 0 {
                Language::Urdu
            } else if self.persian > self.arabic_letters {
                Language::Other
            } else {
                Language::Arabic
            }
        } else if self.cyrillic == most {
            let other = self.other_cyrillic > 1 && self.other_cyrillic * 2 > self.russian
                || self.cyrillic > 20 && self.russian == 0;
            if other { Language::Other } else { Language::Russian }
        } else {
            self.latin_language()
        }
    }

    fn latin_language(&self) -> Language {
        if self.azerbaijani > 1 && self.azerbaijani * 12 > self.latin || self.azerbaijani > 0 && self.latin < 10 {
            return Language::Azerbaijani;
        }
        let mut scores = self.small;
        // Names in an English text have letters of other languages too, so they count little.
        if let [english, turkish, _, french, german, ..] = &mut scores
            && *english < 3
        {
            *turkish += self.turkic;
            *french += self.french;
            *german += self.german;
        }
        let best_of = |known: bool| {
            let places = LATIN.iter().enumerate().filter(|(_, (language, _))| (*language != Language::Other) == known);
            places.map(|(place, _)| place).rev().max_by_key(|place| scores[*place]).unwrap_or_default()
        };
        // A few words tell languages apart badly: one that is known is likelier.
        let (known, other) = (best_of(true), best_of(false));
        let least = if self.latin < 15 && scores[known] > 0 { 2 } else { 1 };
        let best = if scores[other] >= scores[known] + least { other } else { known };
        // A long text without the small words of any of them is in none.
        if self.latin > 40 && scores[best] * 20 < self.latin {
            return Language::Other;
        }
        LATIN[best].0
    }
}

/// Small words of the languages in Latin letters, and of some that are not known, so that those are told apart.
const LATIN: [(Language, &[&str]); 13] = [
    (
        Language::English,
        &[
            "the", "of", "and", "to", "in", "a", "has", "have", "will", "with", "for", "on", "said", "that", "is",
            "was", "by", "at", "from", "an", "are", "as", "it", "be", "were", "its",
        ],
    ),
    (
        Language::Turkish,
        &[
            "ve",
            "bir",
            "ile",
            "için",
            "bu",
            "da",
            "de",
            "olarak",
            "olan",
            "eden",
            "iki",
            "arasında",
            "daha",
            "sonra",
            "olduğu",
            "olduğunu",
            "göre",
            "ise",
            "gibi",
            "kadar",
            "dedi",
            "söyledi",
            "bildirdi",
            "yapılan",
            "ülke",
            "edildi",
            "belirtildi",
            "üzere",
            "yeni",
            "her",
            "etti",
            "eski",
            "ilk",
            "yılında",
        ],
    ),
    (
        Language::Azerbaijani,
        &["və", "ilə", "üçün", "bir", "bu", "olub", "edib", "deyib", "edir", "olan", "görə", "daha", "sonra"],
    ),
    (
        Language::French,
        &[
            "le", "la", "les", "des", "du", "de", "et", "à", "au", "aux", "un", "une", "en", "est", "sont", "dans",
            "pour", "par", "sur", "avec", "que", "qui", "ont", "ne", "pas", "leur", "ses", "son", "cette", "ce",
            "plus", "d", "l",
        ],
    ),
    (
        Language::German,
        &[
            "der", "die", "das", "und", "den", "dem", "des", "in", "ein", "eine", "einen", "mit", "für", "von", "zu",
            "im", "auf", "ist", "nicht", "sich", "sind", "hat", "haben", "als", "am", "an", "bei", "beim", "um",
            "über", "wird", "werden", "auch", "nach", "aus", "zum", "zur",
        ],
    ),
    (
        Language::Other,
        &[
            "el", "la", "los", "las", "del", "de", "y", "que", "en", "por", "con", "una", "un", "para", "al", "su",
            "se", "es", "como", "lo",
        ],
    ),
    (
        Language::Other,
        &[
            "il", "di", "che", "della", "del", "e", "per", "con", "un", "una", "in", "la", "le", "è", "gli", "dei",
            "nel", "alla", "si", "non",
        ],
    ),
    (
        Language::Other,
        &[
            "o", "os", "as", "da", "do", "dos", "em", "que", "e", "para", "não", "com", "uma", "um", "no", "na", "de",
            "ao", "se", "por",
        ],
    ),
    (
        Language::Other,
        &[
            "het", "een", "van", "de", "en", "voor", "op", "zijn", "met", "dat", "in", "te", "is", "niet", "aan",
            "heeft", "ook", "door",
        ],
    ),
    (
        Language::Other,
        &["i", "w", "na", "z", "do", "nie", "się", "że", "jest", "o", "od", "przez", "po", "oraz", "dla"],
    ),
    (
        Language::Other,
        &["și", "în", "de", "la", "cu", "pe", "din", "pentru", "care", "o", "un", "a", "că", "nu", "sunt", "fost"],
    ),
    (
        Language::Other,
        &["va", "bilan", "uchun", "bu", "ham", "va", "bo‘yicha", "bo'yicha", "edi", "deb", "o‘z", "o'z", "yil"],
    ),
    (
        Language::Other,
        &["och", "i", "att", "det", "som", "en", "på", "är", "av", "för", "med", "til", "og", "av", "har", "ikke"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Language {
        of("", &[text.to_owned()])
    }

    #[test]
    fn languages() {
        for (text, language) in [
            ("Gürcistan ve Türkiye, sınır kapısı için bir proje hazırlıyor.", Language::Turkish),
            ("Georgia and Türkiye prepare a project, Işık and Şimşek said.", Language::English),
            ("Bakıda iki ölkənin nazirləri görüşüb.", Language::Azerbaijani),
            ("Премьер-министр прибыл в Баку.", Language::Russian),
            ("Le ministre est arrivé à Bakou avec une délégation.", Language::French),
            ("Der Minister ist mit einer Delegation in Baku eingetroffen.", Language::German),
            ("وصل الوزير إلى باكو مع وفد كبير.", Language::Arabic),
            ("وزیر ایک وفد کے ساتھ باکو پہنچ گئے۔", Language::Urdu),
            ("El ministro llegó a Bakú con una delegación de su país.", Language::Other),
            ("Il ministro è arrivato a Baku con una delegazione.", Language::Other),
            ("Міністр прибув до Баку і зустрівся із послом.", Language::Other),
            ("وزیر خارجه وارد باکو شد و با همتای خود دیدار کرد", Language::Other),
            ("Ο υπουργός έφτασε στο Μπακού", Language::Other),
            ("", Language::English),
            ("Baku", Language::English),
        ] {
            assert_eq!(told(text), language, "{text}");
        }
    }

    #[test]
    fn short_titles_of_neighbours() {
        assert_eq!(of("Azərbaycan qazı Avropaya", &[]), Language::Azerbaijani);
        assert_eq!(of("Türkiye’nin yeni adımı", &[]), Language::Turkish);
        assert_eq!(of("پاکستان کا اعلان", &[]), Language::Urdu);
        assert_eq!(of("باكستان تعلن", &[]), Language::Arabic);
    }

    /// The titles of the labelled stories alone: a few words each, names among them.
    #[test]
    fn titles_alone() {
        let stories = include_str!("../../../tests/fixtures/tagging/tuned.txt");
        let mut wrong = Vec::new();
        let mut count = 0;
        for story in stories.split("\n=== ").skip(1) {
            let (tag, title) = (&story[..2], story.lines().nth(1).unwrap());
            count += 1;
            if of(title, &[]).tag() != tag {
                wrong.push(format!("{tag} {}: {title}", of(title, &[]).tag()));
            }
        }
        assert!(wrong.len() * 80 < count, "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }
}

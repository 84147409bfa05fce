//! Turkish that was read as Western European: ISO 8859-9 and Windows-1254 differ from ISO 8859-1 and Windows-1252 in six
//! letters, so that "taşındı" becomes "taþýndý". The same letters are right in Icelandic, Czech and Turkmen, so that
//! repair needs a text, and a word, that can be nothing but Turkish or Azerbaijani.

use std::collections::BTreeMap;

/// The text with its Turkish letters back; nothing where no letter is wrong.
pub(super) fn repair(text: &str) -> Option<String> {
    if !text.contains(WRONG) {
        return None;
    }
    let evidence = Evidence::of(text);
    if !evidence.is_turkish() {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut changed = false;
    for line in text.split_inclusive('\n') {
        // A line with letters that only the right encoding has was never read wrongly: a thorn in it is a thorn.
        let is_sound = line.contains(RIGHT);
        for word in pieces(line) {
            if word.contains(WRONG) && fits(word) && (is_telling(word) || !is_sound) {
                repaired.extend(word.chars().map(letter));
                changed = true;
            } else {
                repaired.push_str(word);
            }
        }
    }
    changed.then_some(repaired)
}

const WRONG: [char; 6] = ['ð', 'Ð', 'ý', 'Ý', 'þ', 'Þ'];
const RIGHT: [char; 6] = ['ğ', 'Ğ', 'ı', 'İ', 'ş', 'Ş'];

/// Letters of the languages that write ð, ý or þ, and no letters of Turkish.
const FOREIGN: [char; 20] =
    ['á', 'é', 'í', 'ó', 'ú', 'æ', 'ø', 'å', 'ě', 'š', 'č', 'ř', 'ž', 'ů', 'ť', 'ď', 'ň', 'ä', 'ľ', 'ô'];

/// The letter that Windows-1254 has at the place where Windows-1252 has this one.
fn letter(c: char) -> char {
    match c {
        'ð' => 'ğ',
        'Ð' => 'Ğ',
        'ý' => 'ı',
        'Ý' => 'İ',
        'þ' => 'ş',
        'Þ' => 'Ş',
        c => c,
    }
}

/// Words, and what stands between them.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = first.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

/// What a text has of the languages that write these letters.
#[derive(Debug, Default)]
struct Evidence {
    /// small words of Turkish and Azerbaijani
    small: usize,
    /// words that only a Turkish ending explains
    telling: usize,
    /// small words of Icelandic, Faroese and Turkmen, and words with letters that Turkish has not beside the wrong ones
    others: usize,
    /// small words of English, French and German
    western: usize,
    /// the text speaks of Turkey or Azerbaijan
    names_them: bool,
}

impl Evidence {
    fn of(text: &str) -> Evidence {
        const SMALL: [&str; 24] = [
            "ve",
            "bir",
            "bu",
            "ile",
            "için",
            "olarak",
            "olan",
            "iki",
            "çok",
            "dedi",
            "ise",
            "daha",
            "gibi",
            "kadar",
            "sonra",
            "olduðunu",
            "yeni",
            "və",
            "ilə",
            "üçün",
            "edib",
            "deyib",
            "olub",
            "yapýlan",
        ];
        const OTHERS: [&str; 26] = [
            "og",
            "að",
            "það",
            "sem",
            "til",
            "með",
            "við",
            "eru",
            "ekki",
            "hann",
            "hún",
            "um",
            "frá",
            "þetta",
            "þar",
            "hafi",
            "ið",
            "hon",
            "við",
            "we",
            "bilen",
            "ýaly",
            "üçin",
            "boýunça",
            "iceland",
            "reykjavik",
        ];
        const WESTERN: [&str; 22] = [
            "the", "of", "and", "to", "in", "said", "with", "for", "has", "was", "les", "des", "et", "dans", "est",
            "une", "der", "die", "und", "das", "ist", "mit",
        ];
        const NAMES: [&str; 7] = ["turkey", "turkish", "türkiye", "ankara", "azerba", "istanbul", "turquie"];
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut evidence = Evidence::default();
        let mut count = 0;
        for line in text.lines() {
            for word in pieces(line).filter(|word| word.chars().next().is_some_and(char::is_alphabetic)) {
                count += 1;
                // A few thousand words tell the language of any file; the letters are looked at in all of it.
                if word.contains(WRONG) && word.len() <= 60 {
                    *seen.entry(word).or_default() += 1;
                } else if count < 20_000 && word.len() <= 20 {
                    let small = word.to_lowercase();
                    evidence.small += usize::from(SMALL.contains(&small.as_str()));
                    evidence.others += usize::from(OTHERS.contains(&small.as_str()) || small.contains(FOREIGN));
                    evidence.western += usize::from(WESTERN.contains(&small.as_str()));
                    evidence.names_them |= NAMES.iter().any(|name| small.starts_with(name));
                }
            }
        }
        for (word, times) in seen {
            let small = word.to_lowercase();
            if SMALL.contains(&small.as_str()) {
                evidence.small += times;
            } else if OTHERS.contains(&small.as_str()) || !fits(word) {
                evidence.others += times;
            } else if is_telling(word) {
                evidence.telling += times;
                evidence.names_them |= small.starts_with("ýstanbul");
            }
        }
        evidence
    }

    /// Whether the wrong letters can be Turkish ones at all.
    fn is_turkish(&self) -> bool {
        self.text_is_turkish() || (self.telling > 0 && self.others == 0 && self.names_them)
    }

    /// Whether the text itself is Turkish or Azerbaijani, and not one in another language that names somebody.
    fn text_is_turkish(&self) -> bool {
        let own = self.small + self.telling;
        own > 1 && own > self.others * 2 && own > self.western
    }
}

/// Whether all letters of a word are of the Turkish alphabet, once the wrong ones are put right.
fn fits(word: &str) -> bool {
    word.chars().flat_map(|c| letter(c).to_lowercase()).all(|c| {
        matches!(c, 'a'..='z' | 'ç' | 'ğ' | 'ı' | 'ö' | 'ş' | 'ü' | 'â' | 'î' | 'û' | 'ə' | '\u{307}')
            && !matches!(c, 'q' | 'w' | 'x')
    })
}

/// Whether a word has a Turkish ending, or a sound that only Turkish has: "ð" between vowels, and the letters more than
/// once. "Sigurður" and "Guðni" have none of it.
fn is_telling(word: &str) -> bool {
    const ENDINGS: [&str; 38] = [
        "lýk", "lýð", "lýðý", "liði", "luðu", "lüðü", "nýn", "lý", "lýlar", "cý", "çý", "dý", "tý", "mýþ", "miþ",
        "muþ", "müþ", "sý", "sýn", "larý", "larýn", "larýný", "ný", "ýný", "dýr", "týr", "yý", "mý", "ký", "rý", "ýp",
        "ýk", "oðlu", "þti", "þtý", "tiði", "dýðý", "diði",
    ];
    const INSIDE: [&str; 12] = ["aðý", "aða", "oða", "oðl", "aðl", "iði", "eði", "uðu", "üðü", "ýðý", "aþk", "ýþ"];
    if !fits(word) || word.chars().count() < 4 {
        return false;
    }
    let small = word.to_lowercase();
    let count = small.chars().filter(|c| WRONG.contains(c)).count();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'ý' | 'i' | 'o' | 'ö' | 'u' | 'ü');
    // No Turkish word has its soft g behind a consonant or at its beginning.
    let letters: Vec<char> = small.chars().collect();
    let soft = letters.iter().enumerate().all(|(at, c)| {
        *c != 'ð' || at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|before| vowel(*before))
    });
    let starts = small.starts_with("ýs") || small.starts_with("ýr") || small.starts_with("ýl");
    soft && (ENDINGS.iter().any(|ending| small.ends_with(ending))
        || INSIDE.iter().any(|part| small.contains(part))
        || (count > 1 && small.contains(['ý', 'ð']))
        || (starts && word.starts_with('Ý')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turkish_letters_come_back() {
        for (wrong, right) in [
            (
                "Türkiye'nin Bakü Büyükelçiliði yeni binasýna taþýndý",
                "Türkiye'nin Bakü Büyükelçiliği yeni binasına taşındı",
            ),
            (
                "Ýki bakan, ulaþtýrma anlaþmasýný imzaladý.\nÞehirde iþ birliði için bir yol açýldý.",
                "İki bakan, ulaştırma anlaşmasını imzaladı.\nŞehirde iş birliği için bir yol açıldı.",
            ),
            // A name in an English text that speaks of Turkey.
            (
                "The Turkish envoy Ayþegül Kýrcýoðlu met the minister in Ankara.",
                "The Turkish envoy Ayşegül Kırcıoğlu met the minister in Ankara.",
            ),
            // One item of a file was read wrongly, the other was not.
            (
                "Bu şehirde bir ışık var ve çok güzel.\nYeni anlaþma iki ülke için imzalandý.",
                "Bu şehirde bir ışık var ve çok güzel.\nYeni anlaşma iki ülke için imzalandı.",
            ),
        ] {
            // A word of a sound or foreign line that tells nothing stays; here all of them tell.
            let repaired = repair(wrong);
            assert_eq!(repaired.as_deref(), Some(right));
        }
    }

    #[test]
    fn letters_of_other_languages_stay() {
        for text in [
            "Það er sagt að ráðherrann hafi farið til Óslóar og að viðræðurnar hefðu gengið vel.",
            "Ráðherrann þakkaði þeim sem ýttu málinu úr vör. Guðni og Sigurður voru þar.",
            "The minister Guðni Davíðsson of Iceland met Ragnheiður in Ankara.",
            "İzlanda Dışişleri Bakanı Þórdís Gylfadóttir Ankara’ya geldi ve bir konuşma yaptı.",
            "Türkmenistanyň Prezidenti we ýurt Baştutany bilen duşuşyk boldy, ýaly söz boýunça aýdyldy.",
            "Český prezident má nový plán a dobrý den ve městě, který je velký.",
            "",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}

//! Words as they are compared: small letters, without what writers leave out or vary.

/// Lower case for comparing: dotless and dotted i are one, accents and vowel signs go, but ç, ğ, ö, ş and ü stay because
/// they tell Turkish words apart. Letters that Arabic and Urdu keyboards write differently are one (ی and ي, ک and ك, ة
/// and ه), and digits of any of these scripts are 0 to 9.
pub fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    // Letters of the known scripts need no look at tables.
    let plain =
        |c| matches!(c, '\0'..='\u{2ff}' | '\u{400}'..='\u{481}' | '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}');
    if word.chars().any(|c| !plain(c) && is_combining_mark(c)) {
        word.nfc().for_each(|c| fold_char(c, &mut folded));
    } else {
        word.chars().for_each(|c| fold_char(c, &mut folded));
    }
    folded
}

/// The folded words of a name: "Côte d’Ivoire" is three.
pub fn fold_words(name: &str) -> Vec<String> {
    parts(name).into_iter().map(|word| fold(&word)).collect()
}

/// The words of a name as they are written: "U.S." is "US", "Côte d’Ivoire" is three.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in name.split_whitespace() {
        // "U.S." is one word; so are the dots of any abbreviation.
        let piece = if piece.split('.').all(|letter| letter.chars().count() <= 1) {
            piece.replace('.', "")
        } else {
            piece.to_owned()
        };
        let inside = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        words.extend(piece.split(|c| !inside(c)).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    words
}

fn fold_char(c: char, folded: &mut String) {
    use unicode_normalization::UnicodeNormalization;
    match c {
        'İ' | 'I' | 'ı' => folded.push('i'),
        'a'..='z' | '0'..='9' => folded.push(c),
        'A'..='Z' => folded.push(c.to_ascii_lowercase()),
        'ç' | 'ğ' | 'ö' | 'ş' | 'ü' | 'ə' => folded.push(c),
        'Ç' | 'Ğ' | 'Ö' | 'Ş' | 'Ü' | 'Ə' => folded.extend(c.to_lowercase()),
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'й' | 'Й' => folded.push('и'),
        'ё' | 'Ё' => folded.push('е'),
        'а'..='я' => folded.push(c),
        'А'..='Я' => folded.extend(c.to_lowercase()),
        // Letters of Arabic and Urdu that stand for one another, and the signs that are often left out.
        'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
        'ى' | 'ی' | 'ے' | 'ئ' | 'ۓ' => folded.push('ي'),
        'ة' | 'ہ' | 'ھ' | 'ۃ' | 'ۂ' | 'ۀ' => folded.push('ه'),
        'ک' => folded.push('ك'),
        'ؤ' => folded.push('و'),
        '\u{621}'..='\u{64a}' if c != '\u{640}' => folded.push(c),
        '\u{640}' | '\u{200c}' | '\u{200d}' => {}
        '٠'..='٩' => push_digit(c, '٠', folded),
        '۰'..='۹' => push_digit(c, '۰', folded),
        _ => {
            let plain = std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
            folded.extend(plain.flat_map(char::to_lowercase));
        }
    }
}

fn push_digit(digit: char, zero: char, folded: &mut String) {
    folded.extend(char::from_digit(u32::from(digit) - u32::from(zero), 10));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_the_two_i_and_keeps_turkish_letters() {
        assert_eq!(fold("TÜRKİYE"), fold("Türkiye"));
        assert_eq!(fold("MISIR"), fold("Mısır"));
        assert_eq!(fold("i\u{307}ran"), "iran");
        assert_eq!(fold_words("Côte d’Ivoire"), ["cote", "d", "ivoire"]);
        assert_eq!(fold_words("U.S. Virgin Islands"), ["us", "virgin", "islands"]);
        assert_ne!(fold("Çin"), fold("Cin"));
        assert_eq!(fold("c\u{327}in"), fold("Çin"));
    }

    #[test]
    fn folding_of_other_scripts() {
        assert_eq!(fold("КИТАЙ"), fold("китай"));
        assert_eq!(fold("Королёв"), "королев");
        assert_eq!(fold("ƏFQAN"), "əfqan");
        // Persian and Arabic letters for the same sounds, hamza and vowel signs.
        assert_eq!(fold("پاکستانی"), fold("پاكستاني"));
        assert_eq!(fold("إيران"), fold("ایران"));
        assert_eq!(fold("عُمَان"), fold("عمان"));
        assert_eq!(fold("العربـية"), fold("العربيه"));
        assert_eq!(fold("٢٠٢١"), "2021");
        assert_eq!(fold("۲۰۲۱"), "2021");
    }
}

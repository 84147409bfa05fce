//! Repair of text that was encoded as UTF-8 twice, with Windows-1252, 1254 or 1251 in between ("TÃ¼rkiye", "РџСЂ").

/// The repaired text, or nothing when the text shows no sign of double encoding.
///
/// A sequence is repaired only when it makes a Latin letter or a typographic mark; such pairs of signs ("Ã¼", "â€™")
/// do not occur in English or Turkish.
pub(super) fn repair(text: &str) -> Option<String> {
    let once = repair_once(text)?;
    // Some files went through it twice.
    Some(repair_once(&once).unwrap_or(once))
}

fn repair_once(text: &str) -> Option<String> {
    if let Some(repaired) = from_1251(text) {
        return Some(repaired);
    }
    // A cheap look first: every sequence begins with one of few letters.
    if !text.contains(['Ã', 'Â', 'Ä', 'Å', 'â', 'É', 'Æ', 'Ð', 'Ñ', 'Ğ']) {
        return None;
    }
    // Cyrillic letters come in numbers; one or two such pairs can be signs behind capitals.
    let cyrillic = Cyrillic::of(text);
    let mut repaired = String::with_capacity(text.len());
    let (mut count, mut certain) = (0, false);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match sequence(rest, cyrillic) {
            None => {
                repaired.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
            Some((made, length)) => {
                count += 1;
                certain |= matches!(first, 'Ã' | 'â');
                repaired.push(made);
                rest = rest.get(length..).unwrap_or_default();
            }
        }
    }
    // One "Ä”" may be the end of a quotation.
    (certain || count > 1).then_some(repaired)
}

/// Whether pairs that make Cyrillic letters are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cyrillic {
    Few,
    Many,
}

impl Cyrillic {
    fn of(text: &str) -> Cyrillic {
        const MANY: usize = 6;
        let pairs = text.chars().zip(text.chars().skip(1)).filter(|(lead, next)| {
            matches!(byte(*lead), Some(0xD0 | 0xD1)) && matches!(byte(*next), Some(0x80..=0xBF))
        });
        if pairs.take(MANY).count() == MANY { Cyrillic::Many } else { Cyrillic::Few }
    }
}

/// The whole text with Windows-1251 in between; each letter is then "Р" or "С" and a sign that no Russian word has.
fn from_1251(text: &str) -> Option<String> {
    const MANY: usize = 6;
    let pairs = text.chars().zip(text.chars().skip(1)).filter(|(lead, next)| {
        matches!(lead, 'Р' | 'С')
            && !next.is_ascii()
            && !('А'..='я').contains(next)
            && !matches!(next, 'ё' | 'Ё' | '»' | '“' | '”' | '—' | '–')
    });
    if pairs.take(MANY).count() < MANY {
        return None;
    }
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1251.encode(text);
    if unmappable { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

/// The character that the start of `text` was before, and how many bytes it takes now.
fn sequence(text: &str, cyrillic: Cyrillic) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let lead = byte(first)?;
    // C6 and C9 begin Ə and ə of Azerbaijani, D0 and D1 the Cyrillic letters.
    let known = match lead {
        0xC2..=0xC5 | 0xE2 => true,
        0xC6 => text.chars().nth(1).and_then(byte) == Some(0x8F),
        0xC9 => text.chars().nth(1).and_then(byte) == Some(0x99),
        0xD0 | 0xD1 => cyrillic == Cyrillic::Many,
        _ => false,
    };
    if !known {
        return None;
    }
    let second = chars.next()?;
    let continued = byte(second).filter(|b| matches!(b, 0x80..=0xBF));
    if lead != 0xE2 {
        let bytes = [lead, continued?];
        let made = std::str::from_utf8(&bytes).ok()?.chars().next()?;
        return Some((made, first.len_utf8() + second.len_utf8()));
    }
    // Three bytes: only punctuation, currency and letter-like signs, all of them E2 80 to E2 84.
    let continued = continued.filter(|b| matches!(b, 0x80..=0x84))?;
    let both = first.len_utf8() + second.len_utf8();
    let third = chars.next();
    let last = third.and_then(byte).filter(|b| matches!(b, 0x80..=0xBF));
    match (last, third) {
        (Some(last), Some(third)) => {
            let bytes = [lead, continued, last];
            let made = std::str::from_utf8(&bytes).ok()?.chars().next()?;
            Some((made, both + third.len_utf8()))
        }
        // Byte 9D has no character in Windows-1252 and is lost on the way; it was that of the closing quote.
        (None, Some('\u{fffd}')) => Some(('”', both + '\u{fffd}'.len_utf8())),
        _ if continued == 0x80 => Some(('”', both)),
        _ => None,
    }
}

/// The byte that Windows-1252 or Windows-1254 write for a character.
fn byte(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 33] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8A),
        ('‹', 0x8B),
        ('Œ', 0x8C),
        ('Ž', 0x8E),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9A),
        ('›', 0x9B),
        ('œ', 0x9C),
        ('ž', 0x9E),
        ('Ÿ', 0x9F),
        ('Ğ', 0xD0),
        ('İ', 0xDD),
        ('Ş', 0xDE),
        ('ğ', 0xF0),
        ('ı', 0xFD),
        ('ş', 0xFE),
    ];
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        _ => HIGH.iter().find(|(sign, _)| *sign == c).map(|(_, byte)| *byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Encodes twice, as a careless program does.
    fn twice(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn double_encoding_is_undone() {
        for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1254] {
            for text in ["Türkiye’nin İstanbul şehri", "“Côte d’Ivoire” – 400 €…", "ĞğŞşıİ ve à", "Schäuble café"]
            {
                assert_eq!(repair(&twice(text, encoding)).as_deref(), Some(text), "{}", encoding.name());
                assert_eq!(repair(&twice(&twice(text, encoding), encoding)).as_deref(), Some(text));
            }
        }
    }

    #[test]
    fn letters_of_other_alphabets_are_too() {
        let text = "Казахстан и Словения";
        for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1254] {
            assert_eq!(repair(&twice(text, encoding)).as_deref(), Some(text), "{}", encoding.name());
        }
        let text = "Azərbaycan və Ərdəbil, məktəb";
        assert_eq!(repair(&twice(text, encoding_rs::WINDOWS_1252)).as_deref(), Some(text));
        assert_eq!(repair("Россия и Сербия – «Союз»"), None);
    }

    #[test]
    fn a_lost_closing_quote_comes_back() {
        assert_eq!(repair("â€œa modelâ€ it said").as_deref(), Some("“a model” it said"));
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in ["Türkiye", "“KOÇ’un”", "Ångström à la carte", "naïve “CAFÉ”", "“Ä”", "Âşık", ""]
        {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}

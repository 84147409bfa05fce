//! English or Turkish, by the small words that every sentence of one has and none of the other.

use crate::country::gazetteer::Language;

/// The language of a text; English when nothing tells.
pub(super) fn of(title: &str, paragraphs: &[String]) -> Language {
    const ENGLISH: [&str; 26] = [
        "the", "of", "and", "to", "in", "a", "has", "have", "will", "with", "for", "on", "said", "that", "is", "was",
        "by", "at", "from", "an", "are", "as", "it", "be", "were", "its",
    ];
    const TURKISH: [&str; 30] = [
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
    ];
    let (mut english, mut turkish) = (0_usize, 0_usize);
    // A few thousand words are enough for any article.
    let words = paragraphs.iter().flat_map(|paragraph| paragraph.split_whitespace()).take(5000);
    for word in words.chain(title.split_whitespace().take(100)) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.len() > 40 {
            continue;
        }
        let lower = word.replace('I', "ı").replace('İ', "i").to_lowercase();
        let plain = word.to_lowercase();
        english += usize::from(ENGLISH.contains(&plain.as_str()));
        turkish += usize::from(TURKISH.contains(&lower.as_str()) || TURKISH.contains(&plain.as_str()));
        // Letters that English never has; names in an English text have them too, so they count little.
        turkish += usize::from(word.contains(['ı', 'ş', 'ğ']) && english < 3);
    }
    if turkish > english { Language::Turkish } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let of = |text: &str| of("", &[text.to_owned()]);
        assert_eq!(of("Gürcistan ve Türkiye, sınır kapısı için bir proje hazırlıyor."), Language::Turkish);
        assert_eq!(of("Georgia and Türkiye prepare a project, Işık and Şimşek said."), Language::English);
        assert_eq!(of(""), Language::English);
    }
}

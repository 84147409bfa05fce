//! What stands between the paragraphs of a page and is no text of the article: captions, advertisements, rows of
//! share buttons, links to other stories, notices of copyright.

use crate::country::gazetteer::fold;

/// A line of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// by itself
    Line,
    /// with the list of links below it
    ListHead,
    /// points to the original: the address in it is the source
    Pointer,
}

/// Whether the line is furniture. Only short lines are, so that no paragraph is lost for its first words.
pub(super) fn classify(text: &str) -> Option<Furniture> {
    if text.len() > 300 {
        return None;
    }
    let folded = fold(text.trim_matches(['*', '_', ' ']));
    let words = folded.split_whitespace().count();
    if is_pointer(&folded) {
        Some(Furniture::Pointer)
    } else if is_list_head(&folded) {
        Some(Furniture::ListHead)
    } else if is_end_mark(&folded)
        || is_caption(&folded)
        || is_advertisement(&folded)
        || is_more(&folded)
        || is_share(&folded, words)
        || is_follow(&folded, words)
        || is_rights(&folded, words)
    {
        Some(Furniture::Line)
    } else {
        None
    }
}

fn is_end_mark(text: &str) -> bool {
    matches!(
        text,
        "-0-" | "-30-" | "- 0 -" | "# # #" | "###" | "–0–" | "—0—" | "0-0" | "(end)" | "[end]" | "end of text"
    )
}

fn is_caption(text: &str) -> bool {
    const MARKS: [&str; 20] = [
        "photo:",
        "photos:",
        "fotoğraf:",
        "fotoğraflar:",
        "foto:",
        "image:",
        "picture:",
        "caption:",
        "photo credit:",
        "photo courtesy",
        "file photo:",
        "image credit:",
        "görsel:",
        "resim:",
        "video:",
        "photograph:",
        "(photo:",
        "[photo:",
        "arşiv fotoğrafi:",
        "(fotoğraf:",
    ];
    starts_with_any(text, &MARKS) || matches!(text, "photo" | "fotoğraf" | "file photo" | "arşiv")
}

fn is_advertisement(text: &str) -> bool {
    let bare = text.trim_matches(['-', '–', '—', ' ', '[', ']', '(', ')']);
    matches!(
        bare,
        "advertisement"
            | "advertisements"
            | "advertising"
            | "reklam"
            | "ad"
            | "sponsored"
            | "sponsored content"
            | "promoted content"
            | "ilan"
            | "article continues below"
            | "story continues below"
            | "scroll to continue"
            | "haberin devami"
            | "story continues below advertisement"
    )
}

/// "Read more: title", "See also", but not "Read more than one book".
fn is_more(text: &str) -> bool {
    const MARKS: [&str; 17] = [
        "read more",
        "read also",
        "also read",
        "see also",
        "read next",
        "more on this",
        "devamini oku",
        "devamini okuyun",
        "ayrica oku",
        "ayrica okuyun",
        "ayrica bakiniz",
        "bunu da oku",
        "bunlari da oku",
        "ilgili haber",
        "related",
        "continue reading",
        "watch also",
    ];
    MARKS.iter().any(|mark| {
        text.strip_prefix(mark).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['n', 'i', 'z']).trim_start();
            rest.is_empty()
                || rest.starts_with([':', '»', '>', '…', '|', '-', '–', '—', '[', '<', '→', '.'])
                || starts_with_any(
                    rest,
                    &["about ", "on ", "at ", "here", "article", "story", "news", "stories", "http"],
                )
        })
    })
}

fn is_list_head(text: &str) -> bool {
    let bare = text.trim_end_matches([':', ' ', '…', '.']);
    matches!(
        bare,
        "related"
            | "related stories"
            | "related articles"
            | "related news"
            | "related posts"
            | "related topics"
            | "related content"
            | "related links"
            | "more stories"
            | "more news"
            | "most read"
            | "most popular"
            | "trending"
            | "trending now"
            | "recommended"
            | "recommended stories"
            | "you may also like"
            | "you might also like"
            | "latest news"
            | "read also"
            | "see also"
            | "also read"
            | "tags"
            | "more on this topic"
            | "ilgili haberler"
            | "ilgili konular"
            | "benzer haberler"
            | "diğer haberler"
            | "en çok okunanlar"
            | "son haberler"
            | "etiketler"
            | "bunlar da ilginizi çekebilir"
            | "önerilen haberler"
            | "editor's picks"
            | "editor’s picks"
    ) || starts_with_any(text, &["tags:", "etiketler:", "keywords:", "anahtar kelimeler:", "topics:"])
}

fn is_share(text: &str, words: usize) -> bool {
    const NETWORKS: [&str; 15] = [
        "facebook",
        "twitter",
        "whatsapp",
        "telegram",
        "linkedin",
        "email",
        "e-mail",
        "pinterest",
        "reddit",
        "instagram",
        "copy link",
        "print",
        "youtube",
        "e-posta",
        "yazdir",
    ];
    let named = NETWORKS.iter().filter(|network| text.contains(*network)).count();
    let shares = starts_with_any(
        text,
        &[
            "share this",
            "share on",
            "share via",
            "share:",
            "share |",
            "paylaş",
            "bu haberi paylaş",
            "haberi paylaş",
            "sosyal medyada paylaş",
            "tweet",
        ],
    );
    let row = named > 1 && words <= named * 2 + 6 && text.contains(['|', '/', '•', '·', ',']) && !text.ends_with('.');
    (shares && words < 15) || matches!(text, "share" | "paylaş" | "print" | "tweet" | "email") || (row && words < 16)
}

fn is_follow(text: &str, words: usize) -> bool {
    const MARKS: [&str; 17] = [
        "follow us",
        "follow @",
        "follow our",
        "like us on",
        "join us on",
        "join our",
        "subscribe to our",
        "subscribe now",
        "sign up for",
        "sign up to",
        "bizi takip",
        "bizi twitter",
        "bizi facebook",
        "bizi instagram",
        "abone ol",
        "bültenimize abone",
        "download our app",
    ];
    words < 25 && (starts_with_any(text, &MARKS) || (text.contains("takip ed") && text.contains('@')))
}

fn is_rights(text: &str, words: usize) -> bool {
    const STARTS: [&str; 8] =
        ["©", "(c) 1", "(c) 2", "copyright", "telif hakki", "published in ", "tüm haklari", "her hakki"];
    const ANYWHERE: [&str; 8] = [
        "all rights reserved",
        "tüm haklari saklidir",
        "her hakki saklidir",
        "reproduction without permission",
        "izinsiz kullanilamaz",
        "izin alinmadan",
        "kaynak gösterilmeden",
        "may not be reproduced",
    ];
    words < 45 && ((starts_with_any(text, &STARTS) && words < 30) || ANYWHERE.iter().any(|mark| text.contains(mark)))
}

/// "Haberin devamı için tıklayınız: <address>"
fn is_pointer(text: &str) -> bool {
    text.contains("tiklayiniz")
        || text.contains("tiklayin")
        || starts_with_any(
            text,
            &[
                "click here",
                "original article:",
                "full story:",
                "full article:",
                "read the full",
                "read the original",
                "read full",
                "haberin tamami",
                "haberin linki",
                "haberin devami",
            ],
        )
}

fn starts_with_any(text: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_text() {
        for line in [
            "Photo: Sheep graze",
            "Fotoğraf: Arşiv",
            "ADVERTISEMENT",
            "Reklam",
            "Read more: Brazil lifts ban",
            "Read more",
            "Also read: X",
            "Share this article: Facebook | Twitter | WhatsApp | Email",
            "Facebook | Twitter | Email",
            "Paylaş",
            "Follow us on Twitter @x",
            "Bizi Twitter’da takip edin",
            "© 2023 X. All rights reserved.",
            "Tüm hakları saklıdır.",
            "Published in Dawn, October 1st, 2020",
            "-0-",
        ] {
            assert_eq!(classify(line), Some(Furniture::Line), "{line}");
        }
        for line in ["Related stories", "İlgili haberler:", "Tags: a, b", "Related"] {
            assert_eq!(classify(line), Some(Furniture::ListHead), "{line}");
        }
        assert_eq!(classify("Haberin devamı için tıklayınız: https://x.example/a"), Some(Furniture::Pointer));
        for text in [
            "Read more than one book and you will see.",
            "Related companies said the pipeline was ready.",
            "Photographs were shown to the delegation.",
            "Share prices rose in Baku and Tbilisi.",
            "Follow-up talks are due in May.",
            "Advertisement spending grew in Kenya.",
            "Published figures show that trade grew.",
            "The ministers answered questions on Facebook and Twitter, the ministry said.",
            "Reklam harcamaları arttı.",
        ] {
            assert_eq!(classify(text), None, "{text}");
        }
    }
}

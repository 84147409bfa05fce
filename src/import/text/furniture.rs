//! What stands between the paragraphs of a page and is no text of the article: captions, advertisements, rows of
//! share buttons, links to other stories, notices of copyright. A line is known by its whole shape and never by its
//! first words alone, so that no sentence is lost for how it begins.

use super::super::furniture_words::{
    ADVERTISEMENTS, BUTTONS, CALLS, CAPTIONS, COUNTED, END_MARKS, FIRST_CRUMBS, FOLLOW, LIST_HEADS, MORE, NETWORKS,
    POINTERS, SHARE, TAGS, TIMES, is_foot,
};
use super::date;
use super::line::ends_sentence;
use super::notices::{is_access, is_contact, is_credit, is_mail_foot, is_rights};
use super::source;
use crate::country::gazetteer::{fold, fold_words};

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

/// Longer lines are text.
const LONGEST: usize = 300;

/// Whether the line is furniture.
pub(super) fn classify(text: &str) -> Option<Furniture> {
    if text.len() > LONGEST {
        return None;
    }
    if text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1 {
        return Some(Furniture::Line);
    }
    // Of a link alone on its line the label tells: "[Share](https://…)".
    let linked =
        text.strip_prefix('[').and_then(|rest| rest.split_once("](")).filter(|(_, target)| target.ends_with(')'));
    if let Some((label, _)) = linked.filter(|(label, _)| !label.contains(['[', ']'])) {
        return match classify(label) {
            Some(Furniture::Line) if !is_call(label) => Some(Furniture::Line),
            _ => None,
        };
    }
    let text = text.trim_matches(['*', '_', ' ']);
    let folded = fold(text);
    let words = fold_words(text);
    let line = Line { text, folded: &folded, words: &words };
    if is_pointer(line) {
        Some(Furniture::Pointer)
    } else if LIST_HEADS.contains(&folded.trim_end_matches([':', ' ', '…', '.', '»', '>'])) {
        Some(Furniture::ListHead)
    } else {
        let tests = [
            is_fixed,
            is_size_row,
            is_caption,
            is_more,
            is_share,
            is_follow,
            is_rights,
            is_published,
            is_tags,
            is_count,
            is_time,
            is_crumbs,
            is_credit,
            is_access,
            is_contact,
            is_mail_foot,
        ];
        tests.iter().any(|test| test(line)).then_some(Furniture::Line)
    }
}

/// "Read more", "Devamını oku »": a label that leads to the whole of an article.
pub(super) fn is_call(label: &str) -> bool {
    let folded = fold(label);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    MORE.contains(&bare)
        || POINTERS.contains(&bare)
        || matches!(bare, "continue reading" | "weiterlesen" | "lire la suite" | "читать далее" | "ətrafli")
}

/// Whether the line says how to end a mailing, as those who send them have to.
pub(super) fn ends_mailing(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let plain = source::unlinked(&super::super::decode::Line { number: 0, text: text.to_owned() });
    let text = plain.as_ref().map_or(text, |(plain, _)| plain).trim_matches(['*', '_', ' ']);
    let (folded, words) = (fold(text), fold_words(text));
    // "View this email in your browser" stands at the head.
    !folded.starts_with("view ") && is_mail_foot(Line { text, folded: &folded, words: &words })
}

/// The outlet and date of "Published in Dawn, October 1st, 2020", which is furniture and may be the only place that
/// has them.
pub(super) fn published_in(text: &str) -> Option<&str> {
    let rest = ["Published in ", "Originally published in "].iter().find_map(|start| text.strip_prefix(start))?;
    let rest = rest.trim_end_matches('.');
    let found = date::find(rest);
    let last = found.last()?;
    (last.end == rest.len() && rest.split_whitespace().count() <= 12).then_some(rest)
}

/// A line in the forms that its tests look at.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) folded: &'a str,
    pub(super) words: &'a [String],
}

impl Line<'_> {
    pub(super) fn starts_with_any(self, marks: &[&str]) -> bool {
        marks.iter().any(|mark| self.folded.starts_with(mark))
    }

    /// A full stop, or a comma with a small letter behind it, makes a sentence or a part of one.
    pub(super) fn is_sentence(self) -> bool {
        let stops = ends_sentence(self.text) && !self.text.ends_with(':');
        let clause = self.text.split(", ").skip(1).any(|part| part.chars().next().is_some_and(char::is_lowercase));
        stops || clause
    }

    /// Every word is one of these, a number, a handle or an address.
    fn has_only(self, known: &[&[&str]]) -> bool {
        self.words.iter().all(|word| {
            known.iter().any(|words| words.contains(&word.as_str())) || word.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

/// The lines that are furniture as they stand.
fn is_fixed(line: Line) -> bool {
    let bare = line.folded.trim_matches(['-', '–', '—', ' ', '[', ']', '(', ')', '.', '…', ':', '›', '»', '>', '|']);
    END_MARKS.contains(&line.folded)
        || ADVERTISEMENTS.contains(&bare)
        || is_foot(line.folded)
        || (BUTTONS.contains(&bare) && (!line.text.ends_with('.') || line.text.ends_with("...")))
        || matches!(bare, "photo" | "fotoğraf" | "file photo" | "arşiv" | "foto" | "fotoğraf arşivi")
}

/// "A A A", "A- A+", "Aa": the buttons that set the size of letters.
fn is_size_row(line: Line) -> bool {
    let is_mark = |piece: &str| {
        let letters = piece.trim_matches(['+', '-', '−', '–', '|', '/', '↑', '↓', '(', ')']);
        matches!(letters, "" | "A" | "a" | "Aa" | "aA" | "A+A" | "A-A" | "А" | "а" | "Аа")
    };
    let text = line.text;
    // "AA" alone is an agency.
    let several = text.split_whitespace().count() > 1 || text.contains('+') || matches!(text, "Aa" | "aA" | "Аа");
    several && text.len() < 24 && text.contains(['A', 'a', 'А', 'а']) && text.split_whitespace().all(is_mark)
}

/// "Photo: …", "(Photo by …)".
fn is_caption(line: Line) -> bool {
    if line.words.len() > 45 {
        return false;
    }
    let bare = line.folded.trim_start_matches(['(', '[']);
    // French and Azerbaijani put a space before the colon.
    let labelled = bare.split_once(':').is_some_and(|(label, _)| CAPTIONS.contains(&label.trim()));
    let by = ["photo by ", "photo courtesy of ", "photo credit ", "image courtesy of ", "photograph by "]
        .iter()
        .any(|start| bare.starts_with(start));
    labelled || (by && !line.is_sentence())
}

/// "Read more: title", "See also", but not "Read more than one book".
fn is_more(line: Line) -> bool {
    MORE.iter().any(|mark| {
        let Some(rest) = line.folded.strip_prefix(mark) else { return false };
        let rest = rest.trim_start();
        let begun = line.folded.len() - rest.len();
        // The folded text has other lengths than the text; both end alike.
        let title = line.text.chars().rev().take(rest.chars().count()).last();
        let marked = rest.starts_with([':', '»', '>', '…', '|', '-', '–', '—', '[', '<', '→']);
        let points = ["about ", "on ", "at ", "here", "article", "story", "news", "stories", "http"]
            .iter()
            .any(|word| rest.starts_with(word));
        let after_mark = rest.trim_start_matches([':', '»', '>', '…', '|', '-', '–', '—', '→', ' ', '“', '"']);
        let begins_small =
            line.text.chars().rev().take(after_mark.chars().count()).last().is_some_and(char::is_lowercase);
        let colon = rest.starts_with(':');
        rest.is_empty()
            || (marked && begun > 0 && !line.is_sentence_but(colon) && (colon || !begins_small))
            || (points && title.is_some() && !line.is_sentence() && line.words.len() < 16)
    })
}

impl Line<'_> {
    /// A headline behind a colon may be a question, or have a clause of its own.
    fn is_sentence_but(self, colon: bool) -> bool {
        if colon { self.text.ends_with('.') && self.words.len() > 12 } else { self.is_sentence() }
    }
}

/// "Share this article: Facebook | Twitter", a row of networks, "128 shares".
fn is_share(line: Line) -> bool {
    let named = line.words.iter().filter(|word| NETWORKS.contains(&word.as_str())).count();
    let shares = line.words.iter().any(|word| {
        matches!(
            word.as_str(),
            "share" | "shares" | "paylaş" | "paylaşim" | "tweet" | "teilen" | "partager" | "поделиться" | "paylaşin"
        )
    });
    let short = line.words.len() < 16 && !line.words.is_empty() && !line.text.ends_with(". ");
    short && line.has_only(&[&SHARE, &NETWORKS]) && (shares || named > 1)
}

/// "Follow us on Twitter @x", "Bizi Twitter’da takip edin", "Sign up for our newsletter".
fn is_follow(line: Line) -> bool {
    let channel = line.words.iter().any(|word| {
        NETWORKS.contains(&word.as_str())
            || FOLLOW.contains(&word.as_str())
            || ["twitter", "facebook", "instagram", "bülten"].iter().any(|name| word.starts_with(name))
    });
    let shaped = line.starts_with_any(&CALLS) || (line.folded.contains("takip ed") && line.text.contains('@'));
    let clause = line.text.split(", ").skip(1).any(|part| {
        let first = part.split_whitespace().next().unwrap_or_default();
        first.chars().next().is_some_and(char::is_lowercase) && !FOLLOW.contains(&first) && !NETWORKS.contains(&first)
    });
    shaped && !clause && line.words.len() < 22 && (channel || line.text.contains('@'))
}

fn is_published(line: Line) -> bool {
    published_in(line.text).is_some()
}

/// "Tags: a, b", "#Kenya #Denmark"
fn is_tags(line: Line) -> bool {
    let labelled = line.folded.split_once(':').is_some_and(|(label, _)| TAGS.contains(&label.trim()));
    let pieces = line.text.split_whitespace().count();
    let hashes = line.text.split_whitespace().filter(|piece| piece.starts_with('#') && piece.len() > 2).count();
    labelled || (pieces > 1 && hashes == pieces)
}

/// "12 comments", "1.2K views", "Okunma: 320", "0 Yorum"
fn is_count(line: Line) -> bool {
    let unit = |word: &str| COUNTED.contains(&word);
    let number = |word: &str| word.trim_end_matches(['k', 'm', 'b', 'n']).bytes().all(|b| b.is_ascii_digit());
    const FILLERS: [&str; 14] = [
        "bu", "haber", "toplam", "this", "article", "story", "has", "been", "read", "viewed", "times", "seen", "by",
        "people",
    ];
    let words: Vec<&String> = line.words.iter().filter(|word| !FILLERS.contains(&word.as_str())).collect();
    let (units, numbers) = words.iter().fold((0, 0), |(units, numbers), word| {
        (units + usize::from(unit(word)), numbers + usize::from(number(word) && !unit(word)))
    });
    let unit = units > 0
        || words.len() < line.words.len() && line.words.iter().any(|word| matches!(word.as_str(), "read" | "viewed"));
    line.words.len() < 9 && unit && numbers > 0 && units + numbers == words.len()
}

/// "3 min read", "Okuma süresi: 2 dk", "Lesezeit: 3 Minuten"
fn is_time(line: Line) -> bool {
    line.words.len() < 8
        && line.words.iter().any(|word| {
            matches!(
                word.as_str(),
                "read" | "reading" | "okuma" | "lesezeit" | "lecture" | "чтения" | "oxunma" | "listen"
            )
        })
        && line.words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && line
            .words
            .iter()
            .all(|word| TIMES.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Home > World > Africa", "Anasayfa / Dünya"
fn is_crumbs(line: Line) -> bool {
    let parts: Vec<&str> = line.folded.split(['>', '»', '›', '/', '|', '→']).map(str::trim).collect();
    parts.len() > 1
        && parts.first().is_some_and(|first| FIRST_CRUMBS.contains(first))
        && !line.text.ends_with(['.', '!'])
        && parts.iter().all(|part| part.len() < 120)
}

/// "Haberin devamı için tıklayınız: <address>"
fn is_pointer(line: Line) -> bool {
    let address = line.folded.contains("http") || line.folded.contains("www.") || line.folded.contains("](");
    let click = line.words.iter().any(|word| matches!(word.as_str(), "tiklayiniz" | "tiklayin" | "tikla"));
    let labelled = POINTERS.iter().any(|mark| {
        line.folded.strip_prefix(mark).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty()
                || rest.starts_with([':', '-', '–', '<', '[', '(', '>', '»'])
                || (address && line.words.len() < 25)
        })
    });
    // "Read more: <address>" with no title: the address is that of the text above it.
    let call = ["http", "<http", "www."].iter().find_map(|start| line.folded.find(start)).is_some_and(|at| {
        let (call, target) = line.folded.split_at(at);
        is_call(call) && !target.trim_end().contains(' ')
    });
    call || (click && line.words.len() < 14) || (labelled && (address || !line.is_sentence()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_text() {
        for line in [
            "Photo: Sheep graze",
            "Fotoğraf: Arşiv",
            "Photo : un mouton",
            "ADVERTISEMENT",
            "Reklam",
            "Read more: Brazil lifts ban",
            "İlginizi çekebilir: Kosova'da seçim sonuçları",
            "À lire aussi : le Pérou ouvre un port",
            "Read on",
            "Ətraflı",
            "Ətraflı oxu",
            "Devamını oku",
            "اقرأ المزيد",
            "READ MORE: Will Brazil lift it?",
            "Read more",
            "Also read: X",
            "Read also - Brazil lifts ban",
            "Share this article: Facebook | Twitter | WhatsApp | Email",
            "Share on Facebook",
            "[Share](https://x.example/?u=1)",
            "Facebook | Twitter | Email",
            "Facebook Twitter Telegram",
            "128 shares",
            "Paylaş",
            "Follow us on Twitter @x",
            "Follow Fjord Daily on Facebook",
            "Sign up for our newsletter",
            "Bizi Twitter’da takip edin",
            "© 2023 X. All rights reserved.",
            "All rights reserved.",
            "Fjord Daily. All rights reserved.",
            "Tüm hakları saklıdır.",
            "Bu haber izinsiz kullanılamaz.",
            "Published in Dawn, October 1st, 2020",
            "-0-",
            "Tags: a, b",
            "#Kenya #Denmark",
            "3 min read",
            "Okuma süresi: 2 dk",
            "12 Comments",
            "A A A",
            "A- A+",
            "- A +",
            "Aa",
            "Takip Et",
            "اقرأ أيضا: أسعار الحبوب ترتفع",
            "اقرأ أيضًا: أسعار الحبوب ترتفع",
            "Okunma: 320",
            "1.2K views",
            "Bu haber 1204 kez okundu.",
            "![a hall](https://x.example/a.jpg)",
            "(accessed 14.02.2023)",
            "Contact the writer at jane@fjord.example",
            "Yazara ulaşmak için: jane@fjord.example",
            "Home > World > Africa",
            "Anasayfa / Dünya / Afrika",
            "(Reporting by A. B. Example in Oslo; Editing by C. Example)",
        ] {
            assert_eq!(classify(line), Some(Furniture::Line), "{line}");
        }
        for line in ["Related stories", "İlgili haberler:", "Related", "Etiketler", "Digər xəbərlər"] {
            assert_eq!(classify(line), Some(Furniture::ListHead), "{line}");
        }
        for line in [
            "Haberin devamı için tıklayınız: https://x.example/a",
            "Full story: https://x.example/a",
            "Read on: https://x.example/a",
        ] {
            assert_eq!(classify(line), Some(Furniture::Pointer), "{line}");
        }
        for text in [
            "Read more than one book and you will see.",
            "Read more books, the minister urged",
            "Related companies said the pipeline was ready.",
            "Related - and this is the point - companies wait.",
            "Photographs were shown to the delegation.",
            "Contact the writer, the envoy said, and nobody answers.",
            "Share prices rose in Baku and Tbilisi.",
            "Share this, the envoy said, and we all gain",
            "Follow-up talks are due in May.",
            "Follow us, said the guide, and nobody will be lost",
            "Follow us, said the guide on Facebook, and nobody will be lost",
            "Advertisement spending grew in Kenya.",
            "Published figures show that trade grew.",
            "Published in 1920, the book tells of the first embassy",
            "The contract says all rights reserved to the port pass to the city.",
            "The clause read all rights reserved.",
            "Copyright law was discussed.",
            "The ministers answered questions on Facebook and Twitter, the ministry said.",
            "Reklam harcamaları arttı.",
            "Full story of the pipeline was told by its builders.",
            "Home rule was discussed / debated.",
            "Sign up for the course before May, officials said.",
        ] {
            assert_eq!(classify(text), None, "{text}");
        }
    }
}

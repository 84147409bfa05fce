//! What lines of a page say that are no text of its article.

use super::super::furniture_words;
use super::walls;
use crate::country::gazetteer;

/// What a line of text is that is no text of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// a wall for subscribers: text is missing
    Wall,
    /// by itself
    Line,
    /// with the links below it
    ListHead,
}

/// Reads a line. Only short ones are furniture, so that no paragraph is lost for its first words.
pub(super) fn said(text: &str) -> Option<Said> {
    if text.len() > 600 || text.chars().count() > 300 {
        return None;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let count = bare.split_whitespace().count();
    if walls::is_wall(bare, count) {
        Some(Said::Wall)
    } else if any(LIST_HEADS, |head| head == bare) {
        Some(Said::ListHead)
    } else if bare.is_empty()
        || any(LABELS, |label| label == bare)
        || walls::is_consent(bare, count)
        || is_letter_sizes(text)
        || is_more(bare)
        || is_caption(bare, count)
        || is_share(bare)
        || is_rights(bare, count)
        || is_call(bare, count)
        || furniture_words::is_foot(&gazetteer::fold(text))
    {
        Some(Said::Line)
    } else {
        None
    }
}

/// Whether one of the words or phrases of a list is so.
fn any(list: &str, is: impl Fn(&str) -> bool) -> bool {
    list.split('|').any(is)
}

pub(super) fn fold(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            'İ' | 'ı' => 'i'.to_lowercase(),
            '’' | '‘' => '\''.to_lowercase(),
            c => c.to_lowercase(),
        })
        .collect()
}

/// Buttons for the size of the letters: "A A A", "A- A A+".
pub(super) fn is_letter_sizes(text: &str) -> bool {
    let is_size = |word: &str| {
        let word = word.trim_matches(['+', '-', '−', '–', '⁺', '⁻', '|']);
        matches!(word, "" | "A" | "a" | "Aa" | "aA" | "AA" | "А" | "а" | "أ" | "ا")
    };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (2..=8).contains(&letters) && text.split_whitespace().count() >= 2 && text.split_whitespace().all(is_size)
}

const LABELS: &str = "advertisement|advertisements|advertising|reklam|ad|ads|sponsored|sponsored content|promoted|ilan|anzeige|\
        publicité|publicidad|реклама|article continues below|story continues below|\
        story continues below advertisement|article continues after ad|la suite après cette publicité|continue reading|continue reading below|\
        continue reading the main story|haberin devami|scroll to continue|skip to content|print|\
        email|e-mail|yazdir|comment|comments|yorumlar|yorum yap|leave a comment|no comments|loading|loading…|\
        play|watch|video|photo|photos|image|fotoğraf|back to top|listen|listen to article|dinle|view gallery|\
        enlarge|click to enlarge|close|kapat|menu|next page|page 1|reuse content|reprints|\
        imprimer|haut de page|drucken|nach oben|imprimir|volver arriba|başa dön|yukari çik|распечатать|версия для печати|\
        наверх|çap et";

const LIST_HEADS: &str = "related|related stories|related articles|related news|related posts|related topics|related content|\
        related coverage|related links|read also|also read|read more|read next|see also|more stories|more news|\
        more from this section|recommended|recommended for you|you may also like|you might also like|most read|\
        most popular|popular|trending|trending now|ilgili haberler|benzer haberler|diğer haberler|\
        bunlar da ilginizi çekebilir|öne çikanlar|en çok okunanlar|lire aussi|à lire aussi|lesen sie auch|\
        читайте также|последние новости|популярное|самое читаемое|по теме|çox oxunanlar|son xəbərlər|son haberler|\
        çok okunanlar|meistgelesen|les plus lus|most viewed|more on this story|explore more on these topics|\
        الأكثر قراءة|مواضيع ذات صلة|سب سے زیادہ پڑھی جانے والی";

/// "Read more: title", but not "Read more than one book".
fn is_more(text: &str) -> bool {
    const MARKS: &str = "read more|read also|also read|see also|see more|read next|read|related|related story|related article|more|\
        more on this|watch|watch also|watch more|continue reading|in pictures|photos|video|listen|opinion|\
        devamini oku|devamini okuyun|ayrica oku|ayrica okuyun|ayrica bakiniz|bunu da oku|bunlari da oku|\
        ilgili haber|lire|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|lea también|leia também|\
        читайте также";
    any(MARKS, |mark| {
        text.strip_prefix(mark).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with([':', '»', '>', '|', '→'])
                || (mark.contains(' ')
                    && ["about ", "on ", "at ", "here", "http"].iter().any(|start| rest.starts_with(start)))
        })
    })
}

fn is_caption(text: &str, count: usize) -> bool {
    const STARTS: &str = "photos by|photo:|photos:|photo by|photo credit|photo courtesy|photograph:|fotoğraf:|fotoğraflar:|foto:|\
        image:|image credit|image source|picture:|caption:|media caption|credit:|file photo|görsel:|resim:|\
        arşiv fotoğrafi|bild:|фото:";
    const ENDS: &str = "/getty images|/ getty images|/reuters|/ reuters|/afp|/ afp|/ap|file photo";
    count <= 40 && any(STARTS, |start| text.starts_with(start)) || count <= 25 && any(ENDS, |end| text.ends_with(end))
}

fn is_share(text: &str) -> bool {
    const WORDS: &str = "recommend|like|share|tweet|email|e-mail|print|facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|\
        reddit|messenger|copy|link|this|on|via|to|paylaş|yazdir|gönder|kopyala|bağlantiyi|facebook'ta|\
        twitter'da|whatsapp'ta|story|article|save|tumblr|vk|viber|with|by|comments|post";
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|word| !word.is_empty());
    let (mut tells, mut all) = (false, true);
    for word in words.by_ref() {
        tells |= !matches!(
            word,
            "x" | "on" | "via" | "to" | "this" | "with" | "by" | "link" | "story" | "article" | "copy" | "post"
        );
        all &= any(WORDS, |own| own == word) || word.chars().all(|c| c.is_ascii_digit());
    }
    tells && all
}

fn is_rights(text: &str, count: usize) -> bool {
    const STARTS: &str = "©|copyright |(c) ";
    const PARTS: &str =
        "all rights reserved|tüm haklari saklidir|may not be published, broadcast|is prohibited without";
    count <= 40 && (any(STARTS, |start| text.starts_with(start)) || any(PARTS, |part| text.contains(part)))
}

/// "Follow us on …", "Sign up for our newsletter", "Tags: …".
fn is_call(text: &str, count: usize) -> bool {
    const STARTS: &str = "a version of this article appear|powered by|follow us|follow him on|follow her on|follow the author|\
        sign up for|sign up to|subscribe to our|join our|like us on|find us on|download our app|\
        get our newsletter|get the latest|tags:|topics:|filed under|categories:|etiketler:|bizi takip|\
        haber bültenimize|share this|share on|click here to|click here for|you can follow|to submit|\
        have something to say|got a tip|do you have a story|report an error|read or share this story|\
        more about:|source:|abonnez-vous|inscrivez-vous|view comments|add a comment";
    count <= 40 && any(STARTS, |start| text.starts_with(start)) && !(text.starts_with("source:") && count > 12)
}

/// The names in "By A and B"; nothing where the line is no byline.
pub(super) fn byline(line: &str) -> Option<&str> {
    const STARTS: &str = "by |written by |reported by |author: |yazan: |yazar: |muhabir: |haber: |müəllif: |par |von |por |автор: |di |\
        текст: |بقلم: |بقلم |كتب: |كتبت: |تحریر: ";
    let line = line.trim();
    let start = STARTS
        .split('|')
        .find(|start| fold(&line.chars().take(start.chars().count()).collect::<String>()) == **start)?;
    let names = line.char_indices().nth(start.chars().count()).and_then(|(at, _)| line.get(at..))?.trim();
    // Arabic and Urdu have no capitals.
    (names.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && names.split_whitespace().count() <= 18)
        .then_some(names)
}

/// A desk is no author.
pub(super) fn is_desk(name: &str) -> bool {
    let folded = fold(name);
    const WORDS: &str = "desk|newsroom|editor|editors|editorial|staff|admin|administrator|webmaster|moderator|correspondent|\
        reporter|agency|agencies|web team|haber merkezi|haber servisi|editör|editörü|yönetici|redaksiya|redaktor|redaktör|\
        rédaction|rédacteur|administrateur|redaktion|redakteur|редакция|редактор|администратор|модератор|корреспондент|\
        التحرير|تحرير|محرر|المحرر|المشرف|وكالات|وكالة|مراسل|مراسلنا|ڈیسک|ایڈمن|ایڈیٹر|رپورٹر|نمائندہ";
    let padded = format!(" {} ", folded.replace(['-', ',', '.'], " "));
    any(WORDS, |word| padded.contains(&format!(" {word} ")))
}

//! The words that furniture is made of, in the languages of the bulletins: one table for what is laid out for the eye
//! (`text/`) and for web pages (`html/`). All are folded as `country::gazetteer::fold` does; who looks one up folds first.

#[rustfmt::skip]
pub(super) const END_MARKS: [&str; 14] = [
    "-0-", "-30-", "- 0 -", "# # #", "###", "–0–", "—0—", "0-0", "(end)", "[end]", "end of text", "ends",
    "(son)", "-son-",
];

#[rustfmt::skip]
pub(super) const ADVERTISEMENTS: [&str; 27] = [
    "advertisement", "advertisements", "advertising", "reklam", "ad", "ads", "sponsored", "sponsored content",
    "promoted content", "ilan", "article continues below", "story continues below", "scroll to continue",
    "haberin devami", "haberin devami aşağida", "story continues below advertisement",
    "continues after advertisement", "anzeige", "werbung", "publicite", "реклама", "reklam alani", "promoted",
    "publicidad", "article continues after ad", "continue reading below", "continue reading the main story",
];

/// Buttons and notes of a page, alone on their line.
#[rustfmt::skip]
pub(super) const BUTTONS: [&str; 101] = [
    "log in to comment", "lire la suite", "weiterlesen", "читать далее", "ətrafli", "sign in to comment",
    "like this", "like loading", "loading", "print", "print this page", "print version", "printable version",
    "yazdirilabilir sürüm", "email", "tweet", "copy link", "save", "listen", "listen to this article",
    "listen to article", "haberi dinle", "dinle", "yazdir", "kaydet", "a+ a-", "a- a+", "a a",
    "font size", "text size", "yazi boyutu", "back to top", "top", "yukari çik", "skip to content",
    "skip to main content", "menu", "menü", "search", "ara", "subscribe", "sign in", "log in", "abone ol",
    "giriş yap", "üye ol", "leave a comment", "leave a reply", "post a comment", "comments are closed",
    "be the first to comment", "no comments", "no comments yet", "comments", "comment", "yorumlar", "yorum yap",
    "yorum yaz", "ilk yorumu siz yapin", "ilk yorumu yapin", "henüz yorum yapilmamiş", "previous article",
    "next article", "previous post", "next post", "önceki haber", "sonraki haber", "load more", "show more",
    "daha fazla göster", "kommentare", "drucken", "imprimer", "continue reading", "e-mail", "loading…", "play",
    "watch", "video", "view gallery", "enlarge", "click to enlarge", "close", "kapat", "page 1", "next page",
    "reuse content", "reprints", "view comments", "add a comment", "image", "photos", "takip et", "takip edin",
    "google news'te takip et", "izlə", "follow", "suivre", "folgen", "подписаться", "تابعنا",
];

/// Before the colon of a caption.
#[rustfmt::skip]
pub(super) const CAPTIONS: [&str; 30] = [
    "photo", "photos", "fotoğraf", "fotoğraflar", "foto", "image", "images", "picture", "caption",
    "photo credit", "photo caption", "photo courtesy", "photo by", "file photo", "image credit", "görsel",
    "resim", "video", "photograph", "arşiv fotoğrafi", "bild", "symbolbild", "credit photo", "фото", "видео",
    "şəkil", "alt yazi", "photos by", "media caption", "image source",
];

/// What stands before the title of another story.
#[rustfmt::skip]
pub(super) const MORE: [&str; 58] = [
    "read more", "read also", "also read", "see also", "read next", "read this", "more on this", "more:",
    "devamini oku", "devamini okuyun", "devamini okuyunuz", "ayrica oku", "ayrica okuyun", "ayrica bakiniz",
    "bunu da oku", "bunu da okuyun", "bunlari da oku", "bunlari da okuyun", "ilgili haber", "related",
    "continue reading", "watch also", "watch", "lesen sie auch", "mehr zum thema", "lire aussi", "a lire aussi",
    "читаите также", "həmçinin oxuyun", "oxuyun", "see more", "related story", "related article", "watch more",
    "lea tambien", "leia tambem", "devamini okumak için", "read on", "read the rest", "keep reading",
    "find out more", "mehr lesen", "lire plus", "en savoir plus", "подробнее", "читать дальше",
    "daha fazla oku", "haberin devamini oku", "ətrafli oxu", "davamini oxu", "اقرا المزيد", "مزيد پڑهيں", "اقرا ايضا",
    "اقرا كذلك", "شاهد ايضا", "يه بهي پڑهيں", "ilginizi çekebilir", "bunlar da ilginizi çekebilir",
];

#[rustfmt::skip]
pub(super) const LIST_HEADS: [&str; 68] = [
    "topics", "konular", "related", "related stories", "related articles", "related news", "related posts",
    "related topics", "related content", "related links", "related coverage", "more stories", "more news",
    "more from this section", "most read", "most popular", "most viewed", "popular now", "trending",
    "trending now", "recommended", "recommended stories", "recommended for you", "you may also like",
    "you might also like", "you may also be interested in", "latest news", "latest stories", "read also",
    "see also", "also read", "tags", "more on this topic", "ilgili haberler", "ilgili konular",
    "ilginizi çekebilir", "benzer haberler", "diğer haberler", "en çok okunanlar", "çok okunanlar",
    "son haberler", "son dakika haberleri", "etiketler", "bunlar da ilginizi çekebilir", "önerilen haberler",
    "günün öne çikan haberleri", "editor's picks", "editor’s picks", "mehr zum thema", "meistgelesen",
    "a lire aussi", "lire aussi", "les plus lus", "по теме", "читаите также", "oxşar xəbərlər",
    "popular", "öne çikanlar", "lesen sie auch", "digər xəbərlər", "son xəbərlər", "weitere nachrichten",
    "weitere artikel", "autres articles", "другие новости", "другие материалы", "اخبار ذات صله", "مزيد خبريں",
];

/// Before the colon of a row of tags.
#[rustfmt::skip]
pub(super) const TAGS: [&str; 18] = [
    "tags", "tag", "etiketler", "etiket", "keywords", "anahtar kelimeler", "topics", "filed under",
    "schlagworte", "schlagwörter", "themen", "mots cles", "mots-cles", "теги", "метки", "teqlər", "categories",
    "more about",
];

/// Names of networks and ways to send a page on.
#[rustfmt::skip]
pub(super) const NETWORKS: [&str; 27] = [
    "facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "email", "mail", "pinterest", "reddit",
    "instagram", "youtube", "messenger", "viber", "tumblr", "flipboard", "bluesky", "threads", "vk",
    "odnoklassniki", "posta", "tiktok", "print", "yazdir", "link", "rss", "e-mail",
];

/// The other words of a row of share buttons.
#[rustfmt::skip]
pub(super) const SHARE: [&str; 58] = [
    "click", "opens", "in", "new", "window", "share", "shares", "this", "article", "story", "news", "post",
    "page", "on", "via", "with", "friends", "the", "to", "by", "copy", "copied", "url", "e", "send", "tweet",
    "pin", "save", "paylaş", "paylaşim", "paylaşin", "bu", "haberi", "haber", "yaziyi", "sosyal", "medyada",
    "da", "de", "ile", "kopyala", "gönder", "k", "teilen", "auf", "partager", "sur", "cet", "поделиться", "в",
    "və", "xəbəri", "more", "comments", "views", "like", "recommend", "comment",
];

/// What one follows or signs up for.
#[rustfmt::skip]
pub(super) const FOLLOW: [&str; 24] = [
    "newsletter", "newsletters", "channel", "app", "page", "telegram", "takip", "izləyin", "bültenimize",
    "kanalimiza", "kanalimizi", "edin", "edebilirsiniz", "us", "ol", "uns", "nous", "канал", "наш", "наши",
    "google", "news", "alerts", "updates",
];

/// What a page counts.
#[rustfmt::skip]
pub(super) const COUNTED: [&str; 28] = [
    "comments", "comment", "shares", "share", "views", "view", "reads", "likes", "like", "reactions", "yorum",
    "yorumlar", "paylaşim", "görüntülenme", "görüntüleme", "okunma", "okuma", "okunma sayisi", "sayisi",
    "beğeni", "kez", "okundu", "kommentare", "commentaires", "просмотров", "комментариев", "baxiş", "votes",
];

/// The words of a reading time.
#[rustfmt::skip]
pub(super) const TIMES: [&str; 24] = [
    "min", "mins", "minute", "minutes", "minuten", "minutos", "read", "reading", "time", "okuma", "süresi",
    "dk", "dakika", "lesezeit", "temps", "de", "lecture", "время", "чтения", "мин", "estimated", "about",
    "oxunma", "dəq",
];

/// How a row of breadcrumbs begins.
#[rustfmt::skip]
pub(super) const FIRST_CRUMBS: [&str; 19] = [
    "xəbərlər", "новости", "nachrichten", "home", "homepage", "main", "anasayfa", "ana sayfa", "haberler",
    "haber", "news", "startseite", "start", "accueil", "главная", "ana səhifə", "you are here: home",
    "you are here", "front page",
];

/// What points to the whole article.
#[rustfmt::skip]
pub(super) const POINTERS: [&str; 20] = [
    "click here", "original article", "full story", "full article", "full text", "read the full article",
    "read the full story", "read the full", "read the original article", "read the original",
    "read full article", "read full story", "haberin tamami", "haberin tamami için", "haberin linki",
    "haberin devami için", "haberin orijinali", "zum artikel", "lire l'article", "orijinal haber",
];

/// Notices of copyright that stand by themselves, behind or before a name and a year.
#[rustfmt::skip]
pub(super) const RIGHTS: [&str; 9] = [
    "all rights reserved", "tüm haklari saklidir", "her hakki saklidir", "bütün haklari saklidir",
    "alle rechte vorbehalten", "tous droits reserves", "все права защищены", "bütün hüquqlar qorunur",
    "butun huquqlar qorunur",
];

/// How a sentence begins that forbids the use of its own page.
#[rustfmt::skip]
pub(super) const FORBIDDEN_USE: [&str; 9] = [
    "this material may not be", "this article may not be", "this content may not be", "no part of this ",
    "reproduction without permission", "reproduction in whole or in part", "unauthorized reproduction",
    "unauthorised reproduction", "copying without permission",
];

/// How a call to follow or subscribe begins.
#[rustfmt::skip]
pub(super) const CALLS: [&str; 22] = [
    "follow ", "like us ", "join us on ", "join our ", "subscribe to ", "subscribe now", "sign up for ", "sign up to ",
    "get our ", "bizi ", "abone ol", "bültenimize ", "download our app", "download the app", "folgen sie uns",
    "suivez-nous", "suivez nous", "abonnez-vous", "подписываитесь", "find us on ", "bizi izləyin",
    "haberlerden haberdar olmak için",
];

/// How a line begins that says how to write to the author or the newsroom; an address follows.
#[rustfmt::skip]
pub(super) const CONTACTS: [&str; 27] = [
    "contact the writer", "contact the reporter", "contact the author", "contact the journalist", "contact us",
    "contact the newsroom", "to contact the reporter", "to contact the author", "to contact the editor",
    "reach the reporter", "reach the writer", "reach the author", "email the author", "email the writer",
    "write to the author", "write to us", "send tips to", "got a tip", "yazara ulaşmak", "yazarla iletişim",
    "bize ulaşin", "bize yazin", "bizimlə əlaqə", "contactez", "ecrivez-nous", "schreiben sie", "пишите нам",
];

/// Desks: who signs with one of them is nobody.
#[rustfmt::skip]
pub(super) const DESKS: [&str; 28] = [
    "haber merkezi", "diş haberler", "diş haber", "iç haberler", "haber servisi", "ekonomi servisi",
    "istihbarat servisi", "yazi işleri", "haberler servisi", "spor servisi", "politika servisi", "news desk",
    "newsdesk", "web desk", "foreign desk", "world desk", "newsroom", "news room", "staff writer", "staff writers",
    "staff reporter", "staff report", "our correspondent", "our correspondents", "editorial team", "online desk",
    "web team", "editorial staff",
];

/// Lines at the foot of a page, whole: rights, buttons, heads of lists.
#[rustfmt::skip]
pub(super) const FEET: [&str; 46] = [
    "müəllif hüquqlari qorunur", "ətrafli", "ətrafli oxu", "davamini oxu", "xəbəri paylaş", "paylaş", "oxşar xəbərlər",
    "поделиться", "поделиться новостью", "материалы по теме", "читать далее", "articles lies", "a lire egalement",
    "partager", "partager cet article", "lire la suite", "artikel teilen", "verwandte artikel", "weiterlesen",
    "newsletter abonnieren", "devamini oku", "bu haberi paylaş", "haberi paylaş", "ilgili haberler",
    "جميع الحقوق محفوظه", "تابعونا", "شارك", "شارك هذا المقال", "شارك المقال", "شارك الخبر", "اقرا المزيد",
    "اخبار ذات صله", "مقالات ذات صله", "مواضيع ذات صله",
    "جمله حقوق محفوظ هيں", "جمله حقوق محفوظ", "شيير كريں", "يه خبر شيير كريں", "خبر شيير كريں", "مزيد پڑهيں",
    "متعلقه خبريں", "مزيد خبريں", "oxşar yazilar", "digər xəbərlər", "həmçinin oxuyun", "benzer haberler",
];

/// How calls begin to follow, to subscribe or to read another story, at the foot of a page.
#[rustfmt::skip]
pub(super) const FOOT_STARTS: [&str; 34] = [
    "bizi facebook", "bizi twitter", "bizi instagram", "bizi telegram", "bizi youtube", "bizi sosyal", "bizi sosial",
    "bültenimize abone", "bülletenimizə abunə", "xəbərlərə abunə", "kanalimiza abunə",
    "подписываитесь на ", "подпишитесь на ", "читаите также:", "suivez-nous sur ", "inscrivez-vous a notre ",
    "abonnez-vous a notre newsletter", "lire aussi :", "folgen sie uns ", "abonnieren sie unseren newsletter",
    "melden sie sich fur unseren newsletter", "lesen sie auch:", "həmçinin oxuyun:",
    "تابعونا علي ", "تابعنا علي ", "اشترك في نشرتنا", "اشتركوا في نشرتنا", "اقرا ايضا:", "اقرا ايضا :",
    "هميں فيس بك پر", "هميں ٹويٹر پر", "هماري نيوز ليٹر", "يه بهي پڑهيں:", "همارا نيوز ليٹر",
];

/// Whether a line, folded, stands at the foot of a page and is no sentence: a call has twelve words at most.
pub(super) fn is_foot(folded: &str) -> bool {
    const MOST_WORDS: usize = 12;
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    FEET.contains(&bare)
        || folded.split_whitespace().count() <= MOST_WORDS
            && !folded.ends_with('.')
            && FOOT_STARTS.iter().any(|start| bare.starts_with(start) || folded.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::gazetteer::fold;

    /// An entry that is not folded is never found.
    #[test]
    fn tables_are_folded() {
        let tables: [&[&str]; 20] = [
            &END_MARKS,
            &ADVERTISEMENTS,
            &BUTTONS,
            &CAPTIONS,
            &MORE,
            &LIST_HEADS,
            &TAGS,
            &NETWORKS,
            &SHARE,
            &FOLLOW,
            &COUNTED,
            &TIMES,
            &FIRST_CRUMBS,
            &POINTERS,
            &RIGHTS,
            &FORBIDDEN_USE,
            &CALLS,
            &CONTACTS,
            &FEET,
            &FOOT_STARTS,
        ];
        let all = tables.into_iter().chain([&DESKS[..]]).flatten();
        let faulty: Vec<&&str> = all.filter(|entry| fold(entry) != **entry).collect();
        assert_eq!(faulty, [&""; 0]);
    }
}

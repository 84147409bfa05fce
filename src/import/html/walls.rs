//! Sentences of walls for subscribers and of boxes that ask for consent, in the languages of the digest. Both stand where
//! text stands; a wall tells that text is missing, a box does not.
//!
//! All sentences are folded as [`super::furniture::fold`] does.

use super::furniture::fold;

/// Words of a line that may be a wall or a box.
const MOST_WORDS: usize = 40;

/// Whether a line, folded and without signs around it, is what a wall says.
pub(super) fn is_wall(text: &str, count: usize) -> bool {
    count <= MOST_WORDS && (any(STARTS, |start| text.starts_with(start)) || any(PARTS, |part| text.contains(part)))
}

/// Whether a line, folded and without signs around it, asks for consent to cookies.
pub(super) fn is_consent(text: &str, count: usize) -> bool {
    let partners = any(SHARED, |(ours, partners)| text.starts_with(ours) && text.contains(partners));
    let starts = any(CONSENT, |start| text.starts_with(start));
    count <= MOST_WORDS && (partners || starts) || any(PANELS, |head| text == head)
}

/// Where the sentences of a wall begin that end a paragraph of text; 0 where it has no others.
pub(super) fn wall_behind(text: &str) -> Option<usize> {
    // "Il vous reste 60 % de cet article à lire. La suite est réservée aux abonnés."
    const MOST: usize = 3;
    let text = text.trim_end();
    let mut found = None;
    let mut end = text.len();
    let starts = std::iter::once(0).chain(sentence_ends(text)).filter(|start| *start < text.len()).collect::<Vec<_>>();
    for start in starts.into_iter().rev().take(MOST) {
        let folded = fold(text.get(start..end)?);
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        if !is_wall(bare, bare.split_whitespace().count()) {
            break;
        }
        found = Some(start);
        end = start;
    }
    found
}

/// Bytes at which sentences end, with the signs behind them.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔') && next.is_none_or(char::is_whitespace) {
            ends.push(at + c.len_utf8());
        }
    }
    ends
}

fn any<T: Copy>(list: &[T], is: impl Fn(T) -> bool) -> bool {
    list.iter().any(|one| is(*one))
}

#[rustfmt::skip]
const STARTS: &[&str] = &[
    "subscribe to continue", "subscribe to read", "subscribe to unlock", "subscribe now to", "subscribe for full access",
    "already a subscriber", "already have an account", "sign in to continue", "log in to continue",
    "register to continue", "register for free to", "sign up for free to read", "create a free account to",
    "to continue reading", "this article is for subscribers", "this content is for subscribers",
    "this story is for subscribers", "this article is exclusive to subscribers", "this is a subscriber-only",
    "the rest of this article is for", "the rest of this article is available to", "you have reached your limit of",
    "you have read your last", "become a subscriber to",
    "abone olun", "devamini okumak icin", "devamini okumak için", "haberin devamini okumak",
    "yazinin devamini okumak", "yazinin devami abone", "haberin devami abone", "zaten abone misiniz", "abone misiniz",
    "bu haber sadece aboneler", "bu haber abonelere özel", "bu yazi abonelere özel", "bu içerik abonelere özel",
    "davamini oxumaq üçün", "məqalənin davamini oxumaq", "bu məqalə abunəçilər üçün", "artiq abunəçisiniz",
    "чтобы продолжить чтение", "чтобы читать дальше", "чтобы прочитать полностью", "чтобы прочитать статью полностью",
    "оформите подписку, чтобы", "уже есть подписка", "уже подписаны", "материал доступен только", "статья доступна только",
    "pour lire la suite", "il vous reste à lire", "la suite est réservée", "cet article est réservé", "article réservé aux",
    "déjà abonné", "abonnez-vous pour lire", "abonnez-vous pour continuer",
    "weiterlesen mit", "jetzt weiterlesen mit", "lesen sie weiter mit", "sie möchten weiterlesen", "um weiterzulesen",
    "sie sind bereits abonnent", "bereits abonnent", "jetzt abonnieren und weiterlesen", "dieser artikel ist exklusiv für",
    "لمتابعة القراءة", "لمواصلة القراءة", "لقراءة المقال كاملا", "هذا المقال متاح للمشتركين",
    "هذا المحتوى مخصص للمشتركين",
    "للمتابعة اشترك", "للمتابعة، اشترك", "للمتابعة يرجى الاشتراك", "للمتابعة سجل", "للمتابعة، سجل", "لمتابعة قراءة",
    "لمواصلة قراءة", "لاستكمال القراءة", "لإكمال القراءة", "للاستمرار في القراءة", "لقراءة المزيد اشترك",
    "لقراءة بقية المقال", "لقراءة المقال كاملًا", "اشترك للمتابعة", "اشترك لمتابعة", "اشترك لقراءة",
    "اشترك الآن لمتابعة", "اشترك الآن لقراءة", "اشترك الآن للمتابعة", "سجل الدخول للمتابعة", "سجل الدخول لمتابعة",
    "بقية المقال للمشتركين", "جاری رکھنے کے لیے سبسکرائب", "پڑھنا جاری رکھنے کے لیے",
    "مزید پڑھنے کے لیے سبسکرائب", "مکمل مضمون پڑھنے کے لیے", "باقی مضمون پڑھنے کے لیے",
];

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "to read the full article", "to read this article", "to read the rest of this", "to read the full story",
    "subscribers only", "only for subscribers", "reserved for subscribers", "of this article left to read",
    "devami abonelere", "abonelere özeldir", "abonelerimize özel", "sadece aboneler", "yalnizca aboneler",
    "yalniz abunəçilər", "abunəçilər üçündür", "davami abunəçilər",
    "только подписчикам", "только для подписчиков", "доступен по подписке", "доступна по подписке",
    "de cet article à lire", "réservé aux abonnés", "réservée aux abonnés", "réservé à nos abonnés",
    "réservée à nos abonnés",
    "nur für abonnenten", "exklusiv für abonnenten", "abonnenten vorbehalten", "nur mit abo lesbar",
    "للمشتركين فقط", "حصري للمشتركين", "مخصص للمشتركين",
    "صرف سبسکرائبرز کے لیے", "صرف صارفین کے لیے مخصوص",
];

#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "we use cookies", "this site uses cookies", "this website uses cookies", "our website uses cookies",
    "by continuing to use this site", "by continuing to use our", "by clicking accept", "accept all cookies",
    "we value your privacy", "we care about your privacy",
    "bu sitede çerez", "bu internet sitesinde çerez", "web sitemizde çerez", "sitemizde çerez", "çerez politikasi",
    "çerezleri kullan", "çerezler kullanil", "sitemizden en iyi şekilde faydalan", "size daha iyi hizmet sunabilmek için çerez",
    "bu sayt kuki", "saytimizda kuki", "bu sayt cookie", "kukilərdən istifadə", "kuki fayllarindan",
    "мы используем cookie", "мы используем куки", "мы используем файлы cookie", "мы используем файлы куки",
    "на сайте используются cookie", "на сайте используются файлы cookie", "этот сайт использует cookie",
    "этот сайт использует файлы cookie", "сайт использует cookie", "сайт использует файлы cookie",
    "наш сайт использует", "продолжая пользоваться сайтом", "продолжая использовать сайт", "используя этот сайт",
    "nous utilisons des cookies", "ce site utilise des cookies", "en poursuivant votre navigation",
    "nous respectons votre vie privée", "le respect de votre vie privée",
    "wir verwenden cookies", "wir nutzen cookies", "diese website verwendet cookies", "diese webseite verwendet cookies",
    "diese website nutzt cookies", "diese seite verwendet cookies", "durch die weitere nutzung der",
    "mit der nutzung dieser website",
    "نستخدم ملفات تعريف الارتباط", "نحن نستخدم ملفات تعريف", "يستخدم هذا الموقع ملفات", "باستخدامك لهذا الموقع",
    "یہ ویب سائٹ کوکیز", "ہم کوکیز استعمال", "ہماری ویب سائٹ کوکیز",
];

/// How sentences on partners begin, and how they name them.
#[rustfmt::skip]
const SHARED: &[(&str, &str)] = &[
    ("we and our", "partners store"), ("we and our", "partners use"), ("we and our", "partners process"),
    ("we and our", "information on a device"), ("we and our", "cookies"), ("we, and our", "cookies"),
    ("nous et nos", "partenaires"), ("avec nos", "cookies"), ("wir und unsere", "partner"), ("мы и наши", "партнер"),
    ("мы и наши", "партнёр"), ("biz ve", "iş ortak"), ("biz və", "tərəfdaş"), ("نحن وشركا", "ملفات"), ("ہم اور ہمارے", "کوکیز"),
];

/// Heads of such boxes, alone on their line.
#[rustfmt::skip]
const PANELS: &[&str] = &[
    "your privacy", "your privacy choices", "privacy preference center", "manage cookies", "manage consent",
    "cookie settings", "cookie policy", "cookies", "cookie consent", "çerez ayarlari", "çerez tercihleri",
    "kuki parametrləri", "настройки cookie", "настройки файлов cookie", "votre vie privée", "gestion des cookies",
    "paramètres des cookies", "cookie-einstellungen", "datenschutzeinstellungen", "ihre privatsphäre",
    "إعدادات ملفات تعريف الارتباط", "کوکیز کی ترتیبات",
];

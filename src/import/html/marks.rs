//! What is on a page and is no text of its article, told by how elements are marked.

use super::comments;
use super::dom::{Dom, Id};

/// What an element is by its class, its identifier or its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// a wall for subscribers
    Wall,
    /// a box that asks for consent to cookies
    Consent,
    /// what readers wrote below the article
    Comments,
    /// a caption of a picture
    Caption,
    /// a picture with what stands below it
    Picture,
    Byline,
    Date,
    /// sentences between the headline and the text
    Standfirst,
    /// shares, related stories, advertisements, newsletters, tags, the section above a headline
    Furniture,
}

/// Whether an element is marked so.
pub(super) fn marked(dom: &Dom, id: Id, wanted: Mark) -> bool {
    mark(dom, id) == Some(wanted)
}

/// What the element's marks say. They are read by words: "photo-credit", "photoCredit" and "photo_credit" are one.
pub(super) fn mark(dom: &Dom, id: Id) -> Option<Mark> {
    match dom.name(id) {
        "" | "html" | "body" | "main" => return None,
        // What a reader wrote is an article within the article.
        "article" => return by_tokens(dom, id, |words| comments::is_mark(words).then_some(Mark::Comments)),
        _ => {}
    }
    match dom.attribute(id, "role").unwrap_or_default() {
        "navigation" | "banner" | "contentinfo" | "search" | "toolbar" | "menu" | "menubar" | "alertdialog"
        | "dialog" | "complementary" => return Some(Mark::Furniture),
        _ => {}
    }
    // The foot of a quotation says whose it is.
    let foot = dom.name(id) == "footer" && dom.ancestors(id).all(|id| dom.name(id) != "blockquote");
    if dom.name(id) == "aside" || foot {
        return Some(Mark::Furniture);
    }
    by_tokens(dom, id, by_words)
}

/// Whether an element is named as a standfirst in an attribute that the makers of a page set for themselves.
pub(super) fn is_named_standfirst(dom: &Dom, id: Id) -> bool {
    ["data-gu-name", "data-testid", "data-test", "data-component", "data-qa", "data-type"]
        .iter()
        .filter_map(|name| dom.attribute(id, name))
        .any(|token| by_word_list(token, by_words) == Some(Mark::Standfirst))
}

fn by_tokens(dom: &Dom, id: Id, read: impl Fn(&[&str]) -> Option<Mark>) -> Option<Mark> {
    ["id", "class"]
        .iter()
        .filter_map(|name| dom.attribute(id, name))
        .flat_map(str::split_whitespace)
        .filter(|token| !token.contains(['(', ':']))
        .find_map(|token| by_word_list(token, &read))
}

fn by_word_list(token: &str, read: impl Fn(&[&str]) -> Option<Mark>) -> Option<Mark> {
    let words = words_of(token);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    read(&words)
}

fn by_words(words: &[&str]) -> Option<Mark> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let pair = |one: &str, other: &str| words.windows(2).any(|pair| pair == [one, other]);
    if has(&["paywall", "regwall", "metered"]) || pair("subscribe", "wall") {
        return Some(Mark::Wall);
    }
    const CONSENT: &str = "cookie|cookies|cookiebar|cookiebot|cookieconsent|cookielaw|gdpr|rgpd|dsgvo|kvkk|consent|onetrust|didomi|\
        usercentrics|quantcast|truste|trustarc|iubenda|complianz|cmplz|borlabs|cerez|çerez|klaro|osano";
    if words.iter().any(|word| CONSENT.split('|').any(|own| own == *word)) || pair("privacy", "banner") {
        return Some(Mark::Consent);
    }
    if comments::is_mark(words) {
        return Some(Mark::Comments);
    }
    if has(&["caption", "captions", "figcaption", "imgcaption", "photocredit", "credit", "altyazi", "resimalti"])
        || pair("image", "source")
        || pair("photo", "by")
        || pair("resim", "alti")
        || pair("foto", "alti")
    {
        return Some(Mark::Caption);
    }
    if has(&["image", "photo", "picture", "img", "foto", "resim", "gorsel", "thumbnail"]) {
        return Some(Mark::Picture);
    }
    if has(&["byline", "bylines", "dateline-author", "yazar", "muhabir"])
        || matches!(words, ["author"] | ["authors"] | ["author", "name"] | ["post" | "entry", "author"])
    {
        return Some(Mark::Byline);
    }
    if matches!(words, ["date"] | ["tarih"] | ["timestamp"] | ["datetime"] | ["published"] | ["pubdate"])
        || pair("published", "date")
        || pair("publish", "date")
        || pair("pub", "date")
        || pair("post", "date")
        || pair("posted", "on")
        || pair("entry", "date")
        || pair("article", "date")
        || pair("news", "date")
        || pair("haber", "tarih")
        || pair("date", "published")
    {
        return Some(Mark::Date);
    }
    const SINGLE: &str = "player|vjs|jwplayer|pullquote|cta|videoplayer|share|sharing|sharebar|sharedaddy|shares|social|socials|\
        addthis|addtoany|sharethis|paylas|related|relateds|relatedposts|recommended|recommendations|recirc|\
        recirculation|newsletter|newsletters|advert|adverts|advertisement|advertising|ad|ads|adslot|adunit|\
        adbox|reklam|sponsor|sponsored|sponsors|promo|promoted|taboola|outbrain|zergnet|teads|revcontent|mgid|\
        comments|yorumlar|disqus|breadcrumb|breadcrumbs|taglist|tagcloud|etiketler|pagination|pager|pagenav|\
        noprint|kicker|eyebrow|surtitre|dachzeile|popular|trending|popup|modal|interstitial|ilgili|benzer|readmore|mostread|onecikan|toolbar|\
        toolbox|slideshow|signup|sidebar|authorbox|bio|donate|donation|skiplink|advertorial";
    const PAIRS: [(&str, &str); 26] = [
        ("error", "report"),
        ("pull", "quote"),
        ("read", "more"),
        ("most", "read"),
        ("also", "read"),
        ("see", "also"),
        ("further", "reading"),
        ("sign", "up"),
        ("no", "print"),
        ("not", "print"),
        ("hidden", "print"),
        ("article", "meta"),
        ("post", "meta"),
        ("entry", "meta"),
        ("post", "tags"),
        ("article", "tags"),
        ("entry", "tags"),
        ("tags", "links"),
        ("author", "info"),
        ("about", "author"),
        ("author", "description"),
        ("article", "tools"),
        ("content", "tools"),
        ("font", "size"),
        ("text", "size"),
        ("more", "stories"),
    ];
    let furniture = words.iter().any(|word| SINGLE.split('|').any(|own| own == *word))
        || PAIRS.iter().any(|(one, other)| pair(one, other))
        || words == ["tags"];
    const STANDFIRST: &str = "dek|deck|standfirst|subtitle|subtitulo|subheadline|subheading|subhead|spot|lead|lede|chapeau|\
        chapo|strapline|vorspann|ozet|özet|lid|anons|excerpt|intro|teaser|summary";
    let standfirst = words.iter().any(|word| STANDFIRST.split('|').any(|own| own == *word))
        || pair("sub", "title")
        || pair("sub", "headline")
        || pair("article", "description")
        || pair("haber", "ozeti");
    if furniture { Some(Mark::Furniture) } else { standfirst.then_some(Mark::Standfirst) }
}

/// The words of a class or identifier, in lower case.
fn words_of(token: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '-';
    for c in token.chars().take(120) {
        if !c.is_alphanumeric() {
            before = '-';
            continue;
        }
        if before == '-' || (c.is_uppercase() && before.is_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

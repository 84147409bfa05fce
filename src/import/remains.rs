//! What may be no part of an article and was kept, because it may be one: each piece is a doubt with its words.

use std::sync::LazyLock;

use super::text::shortened;
use crate::country::gazetteer::fold;

/// Words of a paragraph that may be an advertisement or a wall.
const LONGEST: usize = 40;

/// How paragraphs begin that sell something.
static SELLS: LazyLock<Vec<String>> = LazyLock::new(|| {
    folded(
        "subscribe now|subscribe today|subscribe to our|sponsored by|advertisement:|advertisement -|this article is sponsored|\
         this content is sponsored|hemen abone ol|şimdi abone ol|reklam:|sponsorlu içerik|indi abunə ol|jetzt abonnieren|\
         jetzt testen|anzeige:|gesponsert von|abonnez-vous|publicité :|sponsorisé par|подпишитесь|реклама:|\
         на правах рекламы|اشترك الآن|ابھی سبسکرائب کریں|اشتہار:",
    )
});

/// What stands within paragraphs that sell something.
static SELLS_WITHIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    folded(
        "is brought to you by|in paid partnership with|sponsorluğunda hazırlandı|en partenariat commercial avec|months free",
    )
});

/// What walls for subscribers say.
static WALLS: LazyLock<Vec<String>> = LazyLock::new(|| {
    folded(
        "subscribe to continue|subscribe to read|to continue reading|for subscribers only|sign in to continue|\
         log in to continue|register to continue|already a subscriber|lesen sie weiter mit|weiterlesen mit|um weiterzulesen|\
         nur für abonnenten|devamını okumak için|abonelere özel|okumaya devam etmek için|davamını oxumaq üçün|\
         abunəçilər üçün|pour lire la suite|réservé aux abonnés|réservée aux abonnés|чтобы читать дальше|\
         только для подписчиков|للمتابعة اشترك|للمشتركين فقط|مزید پڑھنے کے لیے سبسکرائب",
    )
});

fn folded(list: &str) -> Vec<String> {
    list.split('|').map(fold).collect()
}

/// The doubts about the paragraphs of a text; where `told` has a wall already, no second one is told.
pub(super) fn doubts(paragraphs: &[String], told: &[String]) -> Vec<String> {
    let mut is_told = told.iter().any(|doubt| doubt.starts_with("body: cut by a wall"));
    let mut doubts = Vec::new();
    for text in paragraphs.iter().filter(|text| text.split_whitespace().take(LONGEST + 1).count() <= LONGEST) {
        let line = fold(text);
        if WALLS.iter().any(|wall| line.contains(wall.as_str())) {
            if !is_told {
                doubts.push(format!("body: cut by a wall for subscribers: \"{}\"", shortened(text)));
                is_told = true;
            }
        } else if SELLS.iter().any(|start| line.starts_with(start.as_str()))
            || SELLS_WITHIN.iter().any(|part| line.contains(part.as_str()))
        {
            doubts.push(format!("body: it may be an advertisement and was kept: \"{}\"", shortened(text)));
        }
    }
    doubts
}

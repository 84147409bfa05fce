//! Outlets under the names that a site gives them.

use super::Item;
#[cfg(feature = "formats")]
use super::text;
use super::url;
use crate::config::Outlet;
#[cfg(feature = "formats")]
use crate::country::gazetteer::fold;

/// Gives an item the canonical name of its outlet: by a declared name or spelling, else by the host of its address, which
/// tells where an article without an outlet was published.
pub(super) fn make_canonical(item: &mut Item, outlets: &[Outlet]) {
    let by_name = item.outlet.as_deref().and_then(|name| {
        let slug = crate::slugs::slugify(name);
        let same = |known: &String| crate::slugs::slugify(known) == slug;
        outlets.iter().find(|outlet| same(&outlet.name) || outlet.spellings.iter().any(same))
    });
    let by_host = || {
        let host = host(item.source_url.as_deref()?)?;
        let is_home =
            |outlet: &&Outlet| outlet.home.as_deref().and_then(self::host).is_some_and(|home| is_of(&host, &home));
        outlets.iter().find(is_home)
    };
    // A name that the site does not know may be a spelling; one that it knows is believed over the host, for agencies'
    // reports stand on the pages of others.
    if let Some(outlet) = by_name.or_else(by_host) {
        let was_missing = item.outlet.is_none();
        item.outlet = Some(outlet.name.clone());
        if was_missing {
            item.review.retain(|doubt| doubt != "outlet: not found");
        }
    }
}

/// The name unless it is none: too long for any, or for the address of a page. It is quoted in a doubt then.
pub(super) fn within(name: Option<String>, review: &mut Vec<String>) -> Option<String> {
    const MOST_LETTERS: usize = 120;
    // What a file may be called, in bytes.
    const LONGEST_ADDRESS: usize = 255;
    let name = name?;
    if name.chars().count() <= MOST_LETTERS && crate::slugs::slugify(&name).len() <= LONGEST_ADDRESS {
        return Some(name);
    }
    let begin: String = name.chars().take(MOST_LETTERS / 2).collect();
    review.push(format!("outlet: \"{}…\" is too long for a name and was left out", begin.trim_end()));
    None
}

/// The name of an outlet without the part of it that a feed or a page is of: "Delta Mail - World", "Politics | Delta Mail".
#[cfg(feature = "formats")]
pub(super) fn without_section(name: &str) -> &str {
    const SEPARATORS: [&str; 8] = [" - ", " – ", " — ", " | ", " » ", " › ", " > ", " :: "];
    let mut rest = name.trim();
    while let Some((first, last, behind, before)) = SEPARATORS.iter().find_map(|separator| {
        let (before, last) = rest.rsplit_once(separator)?;
        let (first, behind) = rest.split_once(separator)?;
        Some((first, last, behind, before))
    }) {
        rest = match (is_part(first), is_part(last)) {
            (false, true) => before.trim(),
            (true, false) => behind.trim(),
            _ => break,
        };
    }
    rest
}

/// What a part of an outlet is called, and no outlet.
#[cfg(feature = "formats")]
fn is_part(text: &str) -> bool {
    const PARTS: [&str; 42] = [
        "home",
        "front page",
        "latest",
        "latest news",
        "all news",
        "top stories",
        "headlines",
        "rss",
        "rss feed",
        "feed",
        "feeds",
        "atom feed",
        "world news",
        "international",
        "international news",
        "foreign affairs",
        "diplomacy",
        "national",
        "sport",
        "sports",
        "culture",
        "middle east",
        "central asia",
        "caucasus",
        "dünya haberleri",
        "son dakika haberleri",
        "diş haberler",
        "diplomasi",
        "spor",
        "ana sayfa",
        "anasayfa",
        "actualite",
        "actualites",
        "international - actualites",
        "ausland",
        "nachrichten",
        "startseite",
        "новости",
        "мир",
        "политика",
        "в мире",
        "xəbərlər",
    ];
    text::is_section(text) || PARTS.contains(&fold(text).trim())
}

/// The host of an address as it is compared.
fn host(address: &str) -> Option<String> {
    let key = url::key(address);
    Some(key.split(['/', '?']).next()?.to_owned()).filter(|host| !host.is_empty())
}

/// Whether a host is that of a front page, or below it.
fn is_of(host: &str, home: &str) -> bool {
    host.strip_suffix(home).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(all(test, feature = "formats"))]
mod tests {
    use super::*;

    #[test]
    fn sections_are_no_part_of_an_outlet() {
        for (name, outlet) in [
            ("Delta Mail - World", "Delta Mail"),
            ("Politics | Delta Mail", "Delta Mail"),
            ("Delta Mail » Latest News » RSS", "Delta Mail"),
            ("Delta Postası - Dünya", "Delta Postası"),
            ("World - News", "World - News"),
            ("Delta Mail - The paper of the river", "Delta Mail - The paper of the river"),
            ("World Delta Mail", "World Delta Mail"),
            ("", ""),
        ] {
            assert_eq!(without_section(name), outlet);
        }
    }
}

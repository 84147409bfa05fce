//! Outlets under the names that a site gives them.

use super::Item;
use super::url;
use crate::config::Outlet;

/// Gives an item the canonical name of its outlet: by a declared name or spelling, else by the host of its address, which
/// tells where an article without an outlet was published.
pub(super) fn make_canonical(item: &mut Item, outlets: &[Outlet]) {
    let by_name = item.outlet.as_deref().and_then(|name| {
        let slug = slug::slugify(name);
        let same = |known: &String| slug::slugify(known) == slug;
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

/// The host of an address as it is compared.
fn host(address: &str) -> Option<String> {
    let key = url::key(address);
    Some(key.split(['/', '?']).next()?.to_owned()).filter(|host| !host.is_empty())
}

/// Whether a host is that of a front page, or below it.
fn is_of(host: &str, home: &str) -> bool {
    host.strip_suffix(home).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

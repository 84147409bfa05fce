//! The outlets of a digest, each under one name however it was spelt.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Id;
use crate::article::Article;
use crate::config::{Config, Rights};

/// A publisher of originals and its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// The part of its address.
    pub slug: String,
    /// The name it goes by.
    pub name: String,
    /// The address of its front page, if declared.
    pub home: Option<String>,
    /// What `site.toml` lets readers see of its texts.
    pub rights: Option<Rights>,
    /// Ascending.
    pub articles: Vec<Id>,
}

/// Gathers the outlets of the articles: by the names and spellings of `site.toml`, else by slug, so that
/// `AzerNews` and `Azernews` are one. An outlet that is not declared has the name that stands most often, of
/// equals the first by letters. Returns them in the order of their slugs, and each article's.
pub(super) fn index(articles: &[Arc<Article>], config: &Config) -> (Vec<Outlet>, Vec<Option<usize>>) {
    let declared: BTreeMap<String, &crate::config::Outlet> = config
        .outlets
        .iter()
        .flat_map(|outlet| {
            let names = std::iter::once(&outlet.name).chain(&outlet.spellings);
            names.map(move |name| (slug_of(name), outlet))
        })
        .collect();
    let mut slugs: BTreeMap<&str, String> = BTreeMap::new();
    let mut found: BTreeMap<String, (BTreeMap<&str, usize>, Vec<Id>)> = BTreeMap::new();
    for (id, article) in articles.iter().enumerate() {
        let Some(name) = article.source.outlet.as_deref() else { continue };
        let slug = slugs.entry(name).or_insert_with(|| {
            let slug = slug_of(name);
            declared.get(&slug).map_or(slug, |outlet| slug_of(&outlet.name))
        });
        if !found.contains_key(slug.as_str()) {
            found.insert(slug.clone(), Default::default());
        }
        if let Some((names, ids)) = found.get_mut(slug.as_str()) {
            *names.entry(name).or_insert(0) += 1;
            ids.push(id);
        }
    }
    let mut of = vec![None; articles.len()];
    let outlets = found
        .into_iter()
        .enumerate()
        .map(|(at, (slug, (names, articles)))| {
            for id in &articles {
                of[*id] = Some(at);
            }
            let own = declared.get(&slug);
            let commonest = names.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            Outlet {
                name: own.map_or_else(
                    || commonest.map_or(String::new(), |(name, _)| (*name).to_owned()),
                    |outlet| outlet.name.clone(),
                ),
                home: own.and_then(|outlet| outlet.home.clone()),
                rights: own.and_then(|outlet| outlet.rights),
                slug,
                articles,
            }
        })
        .collect();
    (outlets, of)
}

/// The part of an outlet's address, by which spellings are known as the same. A name without a Latin letter or digit still
/// needs an address of its own.
pub(crate) fn slug_of(name: &str) -> String {
    let slug = crate::slugs::slugify(name);
    if slug.is_empty() { format!("outlet-{:08x}", xxhash_rust::xxh3::xxh3_64(name.as_bytes()) as u32) } else { slug }
}

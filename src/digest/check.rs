//! What only the whole digest can tell: addresses used twice, links that lead nowhere, introductions of nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Digest, links};
use crate::article::Article;
use crate::article::introduction::Subject;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::snapshot::Snapshot;

/// What is wrong with a digest, apart from its addresses, see [`addresses`].
pub(super) fn check(
    digest: &Digest,
    snapshot: &Snapshot,
    config: &Config,
    refused: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let mut found = introductions(digest, config);
    found.extend(links::broken(digest, snapshot, refused));
    found
}

/// Two files with one address: said at the one whose path comes later. The articles come in the order of their paths.
pub(super) fn addresses(articles: &[Arc<Article>]) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for article in articles {
        if article.slug.is_empty() {
            found.push(
                Diagnostic::error("bad-slug", "the file's name leaves nothing for an address")
                    .at(Place::file(&article.path))
                    .help("give the file a name with letters or digits"),
            );
        }
        let address = article.address();
        if let Some(first) = taken.get(&address) {
            found.push(
                Diagnostic::error("duplicate-address", format!("{first} has the address {address} too"))
                    .at(Place::file(&article.path))
                    .help("rename one of the two files"),
            );
        } else {
            taken.insert(address, &article.path);
        }
    }
    // By alias: whose it is.
    let mut aliases: BTreeMap<String, &str> = BTreeMap::new();
    for article in articles {
        for alias in &article.aliases {
            let address = format!("{}/", alias.trim_end_matches('/'));
            let message = match (taken.get(&address), aliases.get(&address)) {
                (Some(of), _) => format!("the alias {alias} is the address of {of}"),
                (_, Some(other)) if *other == article.path => format!("the alias {alias} stands twice"),
                (_, Some(other)) => format!("{other} has the alias {alias} too"),
                _ => {
                    aliases.insert(address, &article.path);
                    continue;
                }
            };
            let fault = Diagnostic::error("duplicate-address", message);
            found.push(fault.at(Place::file(&article.path)).help("delete the alias"));
        }
    }
    found
}

fn introductions(digest: &Digest, config: &Config) -> Vec<Diagnostic> {
    let slugs = || config.topics.iter().map(|topic| topic.slug.as_str());
    let unknown = digest.introductions.values().filter_map(|text| match &text.subject {
        Subject::Topic(slug) if !slugs().any(|known| known == slug) => {
            let help = match nearest(slug, slugs()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "declare the topic in site.toml, or rename the file".to_owned(),
            };
            let fault = Diagnostic::error("unknown-topic", format!("`{slug}` is not a topic"));
            Some(fault.at(Place::file(&text.path)).help(help))
        }
        Subject::Outlet(slug) if !digest.outlets.iter().any(|outlet| outlet.slug == *slug) => {
            let fault = Diagnostic::warning("unknown-outlet", format!("no article is from an outlet `{slug}`"));
            Some(fault.at(Place::file(&text.path)).help("name the file after the last part of the outlet's address"))
        }
        _ => None,
    });
    unknown.collect()
}

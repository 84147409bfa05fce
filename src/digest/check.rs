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
    let mut found = introductions(digest, config, refused);
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

fn introductions(digest: &Digest, config: &Config, refused: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let slugs = || config.topics.iter().map(|topic| topic.slug.as_str());
    let mut found = Vec::new();
    for text in digest.introductions.values() {
        let unshown = |what: String, help: String| {
            Diagnostic::warning("unshown", format!("nothing shows this introduction: {what}"))
                .at(Place::file(&text.path))
                .help(help)
        };
        let later = || "it is shown once there is one; or delete the file".to_owned();
        // An article that is refused may be the one that would show it.
        let is_whole = refused.is_empty();
        found.extend(match &text.subject {
            Subject::Topic(slug) if !slugs().any(|known| known == slug) => {
                let help = match nearest(slug, slugs()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "declare the topic in site.toml, or rename the file".to_owned(),
                };
                let fault = Diagnostic::error("unknown-topic", format!("`{slug}` is not a topic"));
                Some(fault.at(Place::file(&text.path)).help(help))
            }
            Subject::Outlet(slug) if is_whole && !digest.outlets.iter().any(|outlet| outlet.slug == *slug) => {
                let near = nearest(slug, digest.outlets.iter().map(|outlet| outlet.slug.as_str()));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name the file after the last part of the outlet's address".to_owned(),
                };
                let fault = Diagnostic::warning("unknown-outlet", format!("no article is from an outlet `{slug}`"));
                Some(fault.at(Place::file(&text.path)).help(help))
            }
            Subject::Country(code) if is_whole && !digest.countries.contains_key(code) => {
                Some(unshown(format!("no published article has the country {code}"), later()))
            }
            Subject::Relation(relation) if is_whole && !digest.relations.contains_key(relation) => {
                Some(unshown(format!("no published article has the relation {relation}"), later()))
            }
            _ => None,
        });
        let Some(lang) = text.lang.as_deref() else { continue };
        let own = format!(".{lang}.md");
        let plain = text.path.rsplit('/').next().unwrap_or_default().replace(&own, ".md");
        if lang == config.default_language() {
            let what = format!("`{lang}` is the site's default language");
            found.push(unshown(what, format!("name the file `{plain}`")));
        } else if !config.languages.iter().any(|language| language.tag == lang) {
            let tags = config.languages.iter().skip(1).map(|language| language.tag.as_str());
            let near = nearest(lang, tags).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| format!("declare `[languages.{lang}]` in site.toml, or delete the file"));
            found.push(unshown(format!("`{lang}` is no language of the site"), help));
        }
    }
    found
}

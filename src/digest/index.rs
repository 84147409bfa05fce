//! The indexes of a digest, made from the front matter of its articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::{Digest, check, outlets};
use crate::article::Article;
use crate::config::Config;

/// A hash of all that the indexes are made from: paths and front matter, and the vocabulary that gave them sense.
fn key(articles: &[Arc<Article>], vocabulary: u128) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(&vocabulary.to_le_bytes());
    for article in articles {
        hash.update(&article.front_hash.to_le_bytes());
    }
    hash.digest128()
}

/// Sorts the articles, which come in the order of their paths, and makes every index.
pub(super) fn index(in_path_order: Vec<Arc<Article>>, config: &Config, vocabulary: u128) -> Digest {
    let key = key(&in_path_order, vocabulary);
    let clashes = check::addresses(&in_path_order);
    let mut order: Vec<usize> = (0..in_path_order.len()).collect();
    order.par_sort_by(|a, b| {
        let (a, b) = (&in_path_order[*a], &in_path_order[*b]);
        b.day().cmp(&a.day()).then_with(|| b.date.cmp(&a.date)).then_with(|| a.path.cmp(&b.path))
    });
    let articles: Vec<Arc<Article>> = order.iter().map(|place| Arc::clone(&in_path_order[*place])).collect();
    let (outlets, outlet_of) = outlets::index(&articles, config);
    let (mut countries, mut mentions, mut relations) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut topics, mut stories) = (BTreeMap::new(), BTreeMap::new());
    let mut rights = Vec::with_capacity(articles.len());
    for (id, article) in articles.iter().enumerate() {
        for code in &article.countries {
            list(&mut countries, *code).push(id);
        }
        for code in &article.mentions {
            list(&mut mentions, *code).push(id);
        }
        for relation in article.relations() {
            list(&mut relations, relation).push(id);
        }
        for topic in &article.topics {
            list(&mut topics, *topic).push(id);
        }
        if let Some(story) = &article.story {
            list(&mut stories, story.clone()).push(id);
        }
        let outlet = outlet_of[id].and_then(|at| outlets[at].rights);
        rights.push(article.rights.or(outlet).unwrap_or(config.rights));
    }
    let linked = (0..articles.len()).filter(|id| !articles[*id].links.is_empty()).collect();
    let by_path = articles.iter().enumerate().map(|(id, article)| (article.path.clone(), id)).collect();
    Digest {
        years: Arc::new(years(&articles)),
        articles: Arc::new(articles),
        texts: BTreeMap::new(),
        linked: Arc::new(linked),
        countries: Arc::new(countries),
        mentions: Arc::new(mentions),
        relations: Arc::new(relations),
        topics: Arc::new(topics),
        outlets: Arc::new(outlets),
        stories: Arc::new(stories),
        introductions: Arc::default(),
        assets: Arc::default(),
        outlet_of: Arc::new(outlet_of),
        rights: Arc::new(rights),
        by_path: Arc::new(by_path),
        twice: Arc::default(),
        clashes: clashes.into(),
        key,
    }
}

fn list<K: Ord>(index: &mut BTreeMap<K, Vec<usize>>, key: K) -> &mut Vec<usize> {
    index.entry(key).or_default()
}

fn years(articles: &[Arc<Article>]) -> Vec<(i16, Vec<i8>)> {
    let mut years: Vec<(i16, Vec<i8>)> = Vec::new();
    for article in articles {
        let (year, month) = (article.day().year(), article.day().month());
        match years.last_mut().filter(|(known, _)| *known == year) {
            Some((_, months)) if months.last() != Some(&month) => months.push(month),
            Some(_) => {}
            None => years.push((year, vec![month])),
        }
    }
    years
}

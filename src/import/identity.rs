//! Which articles are the same: by the address of the original, else by day, title, outlet and text. What merely shares
//! one of them is another article, because an article that is written twice is seen, and one that is lost is not.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::twins::{Print, Twins};
use super::{Item, url};
use crate::article::split;

/// So many articles of one address, title or text are compared with a new one.
const MOST: usize = 64;

/// What makes two articles the same.
#[derive(Debug)]
pub(super) struct Identity {
    /// The source's address as a key for comparing; none of a front page, where every article of an outlet is.
    url: Option<String>,
    /// As given and as proposed, by hash.
    titles: Vec<u64>,
    day: String,
    /// Empty where it is not known.
    outlet: String,
    /// Of the words of the text; none of an empty one.
    text: Option<u128>,
    /// None of a text that is too short to tell.
    print: Option<Print>,
}

impl Identity {
    /// Of an item that is published on a day.
    pub(super) fn of_item(item: &Item, day: Date) -> Self {
        let titles = std::iter::once(item.title.as_str()).chain(item.title_original.as_deref());
        Identity {
            url: item.source_url.as_deref().and_then(own_address),
            titles: titles.map(title_hash).collect(),
            day: day.to_string(),
            outlet: folded(item.outlet.as_deref().unwrap_or_default()),
            text: text_hash(&item.body),
            print: Print::of(&item.body, day),
        }
    }

    /// Of a file, and the story that it tells.
    pub(super) fn of_file(text: &str) -> Option<(Self, Option<String>)> {
        let parts = split("", text).ok()??;
        let front: Front = serde_yaml::from_str(parts.yaml).ok()?;
        let day = front.date.as_str()?.to_owned();
        let source = |field: &str| front.source.get(field).and_then(serde_yaml::Value::as_str);
        let address = source("url").map(|url| url::stored(url).unwrap_or_else(|_| url.to_owned()));
        let titles = [front.title.as_str(), front.title_original.as_str()];
        let identity = Identity {
            url: address.as_deref().and_then(own_address),
            titles: titles.into_iter().flatten().map(title_hash).collect(),
            outlet: folded(source("outlet").unwrap_or_default()),
            text: text_hash(parts.body),
            print: day.parse().ok().and_then(|day| Print::of(parts.body, day)),
            day,
        };
        Some((identity, front.story.as_str().map(str::to_owned)))
    }

    /// Day, title, outlet and text at once.
    fn exact(&self) -> impl Iterator<Item = u128> {
        self.titles
            .iter()
            .map(|title| xxh3_128(format!("{} {title:x} {} {:x?}", self.day, self.outlet, self.text).as_bytes()))
    }
}

/// The articles that are there, by what may make another one the same. They are numbered in the order of their coming.
#[derive(Debug, Default)]
pub(super) struct Identities {
    marks: Vec<Marks>,
    by_url: BTreeMap<String, Vec<usize>>,
    by_title: BTreeMap<(String, u64), Vec<usize>>,
    by_text: BTreeMap<u128, Vec<usize>>,
    by_all: BTreeMap<u128, usize>,
    twins: Twins,
}

/// What is known of an article beside the keys that find it.
#[derive(Debug)]
struct Marks {
    titles: Vec<u64>,
    outlet: String,
    text: Option<u128>,
}

/// What two reports share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The whole text.
    Same,
    /// Most of the text.
    Near,
}

impl Identities {
    /// Adds the next article.
    pub(super) fn add(&mut self, identity: Identity) {
        let id = self.marks.len();
        for exact in identity.exact() {
            self.by_all.entry(exact).or_insert(id);
        }
        if let Some(url) = identity.url {
            self.by_url.entry(url).or_default().push(id);
        }
        for title in &identity.titles {
            self.by_title.entry((identity.day.clone(), *title)).or_default().push(id);
        }
        if let (Some(text), Some(_)) = (identity.text, &identity.print) {
            self.by_text.entry(text).or_default().push(id);
        }
        if let Some(print) = identity.print {
            self.twins.add(id, print);
        }
        self.marks.push(Marks { titles: identity.titles, outlet: identity.outlet, text: identity.text });
    }

    /// The article that is the same.
    pub(super) fn same(&self, identity: &Identity) -> Option<usize> {
        let title = |id: usize| self.marks[id].titles.iter().any(|title| identity.titles.contains(title));
        if let Some(url) = &identity.url {
            // Its editor may have changed the title or the text, but hardly both.
            let of_address = self.by_url.get(url)?.iter().take(MOST).copied();
            return of_address.into_iter().find(|id| title(*id) || self.is_alike(*id, identity));
        }
        let outlet = |id: usize| {
            let known = &self.marks[id].outlet;
            known.is_empty() || identity.outlet.is_empty() || *known == identity.outlet
        };
        let exact = || identity.exact().find_map(|exact| self.by_all.get(&exact).copied());
        let by_title = || {
            let keys = identity.titles.iter().map(|title| (identity.day.clone(), *title));
            let of_title = keys.filter_map(|key| self.by_title.get(&key)).flat_map(|ids| ids.iter().take(MOST));
            of_title.copied().find(|id| outlet(*id) && self.is_alike(*id, identity))
        };
        let by_text = || {
            let text = identity.text.filter(|_| identity.print.is_some())?;
            self.by_text.get(&text)?.iter().take(MOST).copied().find(|id| outlet(*id))
        };
        exact().or_else(by_title).or_else(by_text)
    }

    /// Another article that names the same address for its original.
    pub(super) fn of_address(&self, identity: &Identity) -> Option<usize> {
        self.by_url.get(identity.url.as_ref()?)?.first().copied()
    }

    /// A report of the same event.
    pub(super) fn twin(&self, identity: &Identity) -> Option<(usize, Likeness)> {
        let print = identity.print.as_ref()?;
        let same = identity.text.and_then(|text| self.by_text.get(&text)?.first().copied());
        same.map(|id| (id, Likeness::Same)).or_else(|| Some((self.twins.find(print)?, Likeness::Near)))
    }

    /// Whether the texts are much the same, or one of both is missing.
    fn is_alike(&self, id: usize, identity: &Identity) -> bool {
        match (self.marks[id].text, identity.text) {
            (None, _) | (_, None) => true,
            (Some(known), Some(text)) if known == text => true,
            _ => identity.print.as_ref().is_some_and(|print| self.twins.is_twin(id, print)),
        }
    }
}

/// What is looked at of front matter. A value of another kind is the build's to refuse.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Front {
    title: serde_yaml::Value,
    title_original: serde_yaml::Value,
    date: serde_yaml::Value,
    story: serde_yaml::Value,
    source: serde_yaml::Value,
}

/// The key of an address that can be an article's own.
fn own_address(stored: &str) -> Option<String> {
    Some(url::key(stored)).filter(|key| key.contains(['/', '?']))
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title_hash(title: &str) -> u64 {
    xxh3_64(folded(title).as_bytes())
}

fn text_hash(text: &str) -> Option<u128> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| xxh3_128(words.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALKS: &str = "The ministers of both countries met in the harbour town and agreed that their ports will \
        share pilots, tugs and charts from the spring of next year, the office of the port said in the evening.";
    const FAIR: &str = "A fair of wool and woven goods opened in the old customs house, where thirty makers from both \
        shores show what they have spun in the winter, and a bench for repairs stands beside the door.";

    fn article(url: &str, outlet: &str, day: &str, title: &str, body: &str) -> Identity {
        let file = format!(
            "---\ntitle: {title}\ndate: {day}\nsource:\n  url: \"{url}\"\n  outlet: \"{outlet}\"\n---\n{body}\n"
        );
        Identity::of_file(&file).unwrap().0
    }

    #[track_caller]
    fn is_same(a: [&str; 5], b: [&str; 5]) -> bool {
        let of = |[url, outlet, day, title, body]: [&str; 5]| article(url, outlet, day, title, body);
        let mut identities = Identities::default();
        identities.add(of(a));
        identities.same(&of(b)) == Some(0)
    }

    #[test]
    fn an_address_is_an_identity_where_title_or_text_agree() {
        let url = "https://fjord.example/1";
        let first = [url, "Fjord", "2022-05-01", "Ports share pilots", TALKS];
        assert!(is_same(first, [url, "Fjord", "2022-05-01", "Another title", TALKS]));
        assert!(is_same(first, [url, "Fjord", "2022-05-02", "Ports share pilots", FAIR]));
        assert!(!is_same(first, [url, "Fjord", "2022-05-01", "Wool fair", FAIR]), "a page that lists articles");
        assert!(!is_same(first, ["https://fjord.example/2", "Fjord", "2022-05-01", "Ports share pilots", TALKS]));
    }

    #[test]
    fn a_front_page_is_nobodys_address() {
        let url = "https://fjord.example/";
        let first = [url, "Fjord", "2022-05-01", "Ports share pilots", TALKS];
        assert!(is_same(first, first));
        assert!(!is_same(first, [url, "Fjord", "2022-05-02", "Wool fair", FAIR]));
    }

    #[test]
    fn without_an_address_outlet_and_text_count() {
        let first = ["", "Fjord", "2022-05-01", "Weekly brief", TALKS];
        assert!(is_same(first, first));
        assert!(is_same(first, ["", "", "2022-05-01", "Weekly brief", &TALKS.replace("evening", "late evening")]));
        assert!(!is_same(first, ["", "Herald", "2022-05-01", "Weekly brief", TALKS]), "wire copy at another outlet");
        assert!(!is_same(first, ["", "Fjord", "2022-05-01", "Weekly brief", FAIR]));
        let short = ["", "Fjord", "2022-05-01", "Talks", "Read more on our site."];
        assert!(is_same(short, short));
        assert!(!is_same(short, ["", "Fjord", "2022-05-01", "Fair", "Read more on our site."]));
    }

    #[test]
    fn an_editors_changes_make_no_other_article() {
        let first = ["", "Fjord", "2022-05-01", "Ports share pilots", TALKS];
        assert!(is_same(first, ["", "Fjord", "2022-05-03", "Another title", TALKS]));
        assert!(is_same(first, ["", "Fjord", "2022-05-01", "Ports share pilots", ""]));
    }
}

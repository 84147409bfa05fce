//! Finds the article in a page. The work is dom_smoothie's (Readability's scores); it sees the page without what is
//! surely no article, and gives back a copy of what it found. Of that copy goes what stands below the element that the page
//! itself marks as its article.

use dom_smoothie::{Config, Readability};

use super::bound;
use super::dom::{Dom, Id, ROOT, Step};
use super::hide::Running;
use super::names;
use super::regain;
use super::scope;

/// The article.
#[derive(Debug)]
pub(super) struct Found {
    /// a page of its own with nothing but the article
    pub(super) dom: Dom,
    /// the element of the whole page that has all of it
    pub(super) around: Id,
    /// what stood below the page's own article, and what in it was passed over
    pub(super) below: Vec<String>,
}

/// Carries the number of an element through the search.
const NUMBER: &str = "data-n";
/// A page with more elements than this is not scored: the part with the most text in paragraphs is taken.
const MOST_NODES: usize = 60_000;

/// Finds the article in a page that was cleaned. `titles` are all wordings of its title.
pub(super) fn find(dom: &Dom, titles: &[String]) -> Found {
    let running = Running::of(dom);
    let (html, nodes) = write(dom, ROOT, |id, key, value| running.hides(dom, id, key, value));
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let content = (nodes <= MOST_NODES)
        .then(|| Readability::new(html, None, Some(config)).and_then(|mut page| page.parse()).ok())
        .flatten()
        .map(|article| article.content);
    if let Some(content) = content {
        let mut found = bound::parse(&content);
        let mut below = scope::cut_below(&mut found, dom, titles);
        let around = around(dom, &found);
        let passed = regain::passed_over(&found, dom, around);
        below.extend(passed.told);
        if !passed.back.is_empty() {
            found = bound::parse(&put_back(&found, dom, &passed.back));
        }
        return Found { dom: found, around, below };
    }
    let around = densest(dom);
    let (html, _) = write(dom, around, |_, _, _| false);
    Found { dom: bound::parse(&html), around, below: Vec::new() }
}

/// The nearest element of `dom` around all that was found.
fn around(dom: &Dom, found: &Dom) -> Id {
    let mut path: Option<Vec<Id>> = None;
    for id in found.inside(ROOT) {
        // Only what holds text itself: the frame of the page is always kept.
        if !found.children(id).any(|child| found.text(child).is_some_and(|text| !text.trim().is_empty())) {
            continue;
        }
        let Some(number) = number(found, id) else { continue };
        let mut own: Vec<Id> = dom.ancestors(number).collect();
        own.reverse();
        path = Some(match path {
            None => own,
            Some(mut path) => {
                let common = path.iter().zip(&own).take_while(|(one, other)| one == other).count();
                path.truncate(common);
                path
            }
        });
    }
    path.and_then(|path| path.last().copied()).unwrap_or(ROOT)
}

/// Which element of the whole page an element of the copy is.
pub(super) fn number(found: &Dom, id: Id) -> Option<Id> {
    found.attribute(id, NUMBER)?.parse().ok()
}

/// The element with the most text in paragraphs of its own.
fn densest(dom: &Dom) -> Id {
    let mut best = (0, ROOT);
    let mut sums = vec![0; dom.size()];
    for id in dom.inside(ROOT).filter(|id| dom.name(*id) == "p") {
        let Some(parent) = dom.parent(id) else { continue };
        let bytes: usize = dom.inside(id).filter_map(|id| dom.text(id)).map(|text| text.trim().len()).sum();
        if let Some(sum) = sums.get_mut(parent) {
            *sum += bytes;
            if *sum > best.0 {
                best = (*sum, parent);
            }
        }
    }
    best.1
}

/// The HTML of an element, with the attributes that matter and are not `hidden`, and how many nodes it has.
fn write(dom: &Dom, top: Id, hidden: impl Fn(Id, &str, &str) -> bool) -> (String, usize) {
    let mut html = String::new();
    let mut nodes = 0;
    for step in dom.walk(top) {
        match step {
            Step::Enter(id) => {
                nodes += 1;
                if let Some(text) = dom.text(id) {
                    escape(text, &mut html);
                    continue;
                }
                let name = dom.name(id);
                if name.is_empty() {
                    continue;
                }
                open(dom, id, |key, value| hidden(id, key, value), &mut html);
                html.push_str(&format!(" {NUMBER}=\"{id}\">"));
            }
            Step::Leave(id) => {
                let name = dom.name(id);
                if !name.is_empty() && !names::is_void(name) {
                    html.extend(["</", name, ">"]);
                }
            }
        }
    }
    (html, nodes)
}

/// The beginning of an element's tag, without what is hidden.
fn open(dom: &Dom, id: Id, hidden: impl Fn(&str, &str) -> bool, html: &mut String) {
    html.push('<');
    html.push_str(dom.name(id));
    for (key, value) in dom.attributes(id).filter(|(key, value)| is_kept(key) && !hidden(key, value)) {
        html.extend([" ", key, "=\""]);
        escape(value, html);
        html.push('"');
    }
}

/// The HTML of what was found, with paragraphs of the whole page before the element that follows them there.
fn put_back(found: &Dom, dom: &Dom, paragraphs: &[Id]) -> String {
    let mut html = String::new();
    let mut left = paragraphs.iter().copied().peekable();
    for step in found.walk(ROOT) {
        match step {
            Step::Enter(id) => {
                if let Some(text) = found.text(id) {
                    escape(text, &mut html);
                    continue;
                }
                if found.name(id).is_empty() {
                    continue;
                }
                let number = number(found, id);
                while let Some(before) = left.next_if(|left| number.is_some_and(|number| *left < number)) {
                    html.push_str(&write(dom, before, |_, _, _| false).0);
                }
                open(found, id, |_, _| false, &mut html);
                html.push_str(&number.map_or_else(|| ">".to_owned(), |number| format!(" {NUMBER}=\"{number}\">")));
            }
            Step::Leave(id) => {
                let name = found.name(id);
                if !name.is_empty() && !names::is_void(name) {
                    html.extend(["</", name, ">"]);
                }
            }
        }
    }
    html
}

fn is_kept(attribute: &str) -> bool {
    matches!(
        attribute,
        "class" | "id" | "href" | "rel" | "itemprop" | "role" | "alt" | "colspan" | "rowspan" | "start" | "lang"
    )
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

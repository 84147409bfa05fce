//! Takes out of a page what is no text of its article by the way it is marked.

use super::cut;
use super::dom::{Dom, Id, ROOT, Step};
use super::marks::{self, Mark};
use super::names;
use super::trim::Care;

/// Something that was taken out and that a reader of the page would have seen.
#[derive(Debug)]
pub(super) struct Removed {
    /// the element around it
    pub(super) parent: Id,
    /// its words
    pub(super) text: String,
    pub(super) mark: Mark,
}

/// Takes out what is never shown: scripts, styles, forms, comments, what is hidden.
pub(super) fn silent(dom: &mut Dom) {
    let weights = weights(dom);
    let whole = weights.first().copied().unwrap_or_default();
    let mut gone = Vec::new();
    skim(dom, |id| {
        let name = dom.name(id);
        let shown = !name.is_empty() || dom.text(id).is_some();
        let amp =
            name.starts_with("amp-") && !matches!(name, "amp-fit-text" | "amp-layout" | "amp-accordion" | "amp-img");
        // Some pages hide themselves until a script has run.
        let hidden = is_hidden(dom, id)
            && weights.get(id).is_some_and(|own| own.text * 2 < whole.text && own.prose * 2 <= whole.prose);
        let out = id != ROOT && (!shown || names::is_silent(name) || amp || hidden);
        if out {
            gone.push(id);
        }
        out
    });
    for id in gone {
        dom.remove(id);
    }
}

fn is_hidden(dom: &Dom, id: Id) -> bool {
    dom.attributes(id).any(|(name, value)| match name {
        "hidden" => !value.eq_ignore_ascii_case("until-found"),
        "aria-hidden" => value.eq_ignore_ascii_case("true"),
        "style" if value.len() < 2_000 => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            ["display:none", "visibility:hidden"].iter().any(|hidden| style.contains(hidden))
        }
        _ => false,
    })
}

/// Takes out what is marked as furniture, unless it holds a large part of the page's text: then the mark is wrong, or
/// the article is within.
pub(super) fn furniture(dom: &mut Dom, care: Care) -> Vec<Removed> {
    let weights = weights(dom);
    let whole = weights.first().copied().unwrap_or_default();
    let mut gone = Vec::new();
    let mut before = 0;
    skim(dom, |id| {
        let own = weights.get(id).copied().unwrap_or_default();
        let weight = own.text;
        let small = if whole.prose > 0 { own.prose * 3 <= whole.prose } else { weight * 3 <= whole.text };
        if dom.text(id).is_some() {
            before += own.prose;
        }
        let found = match dom.name(id) {
            "" => None,
            "figcaption" => Some(Mark::Caption),
            "figure" => is_picture(dom, id, weight).then_some(Mark::Caption),
            _ => marks::mark(dom, id),
        };
        let out = match found {
            Some(Mark::Date) => weight < 80 && small,
            Some(Mark::Byline) => weight < 200 && small,
            Some(Mark::Wall) => small && weight < 2_000 && is_wall(dom, id),
            // Below a brief both may be longer than the article is; none of them has its headline.
            Some(Mark::Consent) => (small || weight < 20_000 && is_consent(dom, id)) && !has_headline(dom, id),
            Some(Mark::Comments) => (small || before >= 2 * LONG_RUN) && !has_headline(dom, id),
            Some(Mark::Picture) => small && weight < 400 && dom.inside(id).any(|id| dom.name(id) == "img"),
            Some(Mark::Caption) => small && weight < 1_500,
            Some(Mark::Furniture) => small && !(care == Care::Mail && cut::leads_on(&dom.words(id, 80))),
            Some(Mark::Standfirst) | None => false,
        };
        if let Some(mark) = found.filter(|_| out) {
            gone.push((id, mark));
        }
        out
    });
    let mut removed = Vec::new();
    for (id, mark) in gone {
        let text = dom.words(id, usize::MAX);
        if let Some(parent) = dom.parent(id).filter(|_| !text.is_empty()) {
            removed.push(Removed { parent, text, mark });
        }
        dom.remove(id);
    }
    removed
}

/// A figure is a picture with its caption, unless it holds a table, a list or a longer text.
fn is_picture(dom: &Dom, id: Id, weight: usize) -> bool {
    let holds = |id| matches!(dom.name(id), "table" | "pre" | "blockquote" | "ul" | "ol");
    weight < 600 && !dom.inside(id).any(holds)
}

fn is_wall(dom: &Dom, id: Id) -> bool {
    let text = dom.words(id, 2_000).to_lowercase();
    [
        "subscri",
        "abone",
        "abonn",
        "abunə",
        "sign in",
        "log in",
        "register",
        "giriş yap",
        "anmelden",
        "подпис",
        "connectez",
        "اشترك",
        "للمشتركين",
        "سبسکرا",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn is_consent(dom: &Dom, id: Id) -> bool {
    let text = dom.words(id, 2_000).to_lowercase();
    [
        "cookie",
        "consent",
        "partners",
        "your privacy",
        "çerez",
        "kişisel veri",
        "kuki",
        "куки",
        "vie privée",
        "partenaires",
        "datenschutz",
        "ملفات تعريف",
        "کوکیز",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn has_headline(dom: &Dom, id: Id) -> bool {
    dom.inside(id).any(|id| dom.name(id) == "h1")
}

/// The head of the site, above its articles.
pub(super) fn is_banner(dom: &Dom, id: Id) -> bool {
    dom.name(id) == "header"
        && dom.ancestors(id).all(|id| !matches!(dom.name(id), "article" | "main" | "header"))
        && !dom.inside(id).any(|id| dom.name(id) == "h1")
}

/// Goes through the page; where `out` says so, what is in an element is passed over.
fn skim(dom: &Dom, mut out: impl FnMut(Id) -> bool) {
    let mut within = None;
    for step in dom.walk(ROOT) {
        match step {
            Step::Enter(id) if within.is_none() && out(id) => within = Some(id),
            Step::Leave(id) if within == Some(id) => within = None,
            _ => {}
        }
    }
}

/// How much text there is.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// bytes of text
    text: usize,
    /// bytes of it in long runs that are no links: what articles are made of
    prose: usize,
}

/// Bytes of a run of text that make it prose.
const LONG_RUN: usize = 60;

/// The text in each node, by its number.
fn weights(dom: &Dom) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); dom.size()];
    let mut links = 0;
    for step in dom.walk(ROOT) {
        match step {
            Step::Enter(id) if dom.name(id) == "a" => links += 1,
            Step::Enter(id) => {
                if let (Some(text), Some(weight)) = (dom.text(id), weights.get_mut(id)) {
                    weight.text = text.split_whitespace().map(|word| word.len() + 1).sum();
                    weight.prose = if links == 0 && weight.text >= LONG_RUN { weight.text } else { 0 };
                }
            }
            Step::Leave(id) => {
                let name = dom.name(id);
                links -= usize::from(name == "a");
                let own = weights.get(id).copied().unwrap_or_default();
                if names::is_silent(name) {
                    continue;
                }
                if let Some(parent) = dom.parent(id).and_then(|parent| weights.get_mut(parent)) {
                    parent.text += own.text;
                    parent.prose += own.prose;
                }
            }
        }
    }
    weights
}

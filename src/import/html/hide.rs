//! Marks that the search for the article must not see. dom_smoothie takes them for signs of furniture: "header" in the class
//! of a heading between paragraphs, "media" in that of a transcript, "dateline" around the place that opens a text. What is
//! surely furniture is out by then.

use super::dom::{Dom, Id, ROOT, Step};
use super::names;

/// Which elements hold running text.
#[derive(Debug)]
pub(super) struct Running {
    elements: Vec<Text>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Text {
    /// long paragraphs right below the element
    paragraphs: usize,
    /// bytes of long paragraphs anywhere in it
    bytes: usize,
    /// whether it is a long paragraph that ends as sentences do
    sentence: bool,
}

/// Bytes of a paragraph's text without links that make it a long one.
const LONG: usize = 80;
/// Long paragraphs around a heading that make a running text.
const SEVERAL: usize = 3;
/// Bytes of long paragraphs that make a box one of running text.
const MUCH: usize = 400;

impl Running {
    /// Weighs the paragraphs of a page; linear.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut elements = vec![Text::default(); dom.size()];
        // Paragraphs do not nest but in broken pages, where the innermost has the text.
        let mut bytes = 0;
        let mut sentence = false;
        let mut links = 0_usize;
        for step in dom.walk(ROOT) {
            match step {
                Step::Enter(id) => {
                    match dom.name(id) {
                        "a" => links += 1,
                        "p" => (bytes, sentence) = (0, false),
                        _ => {}
                    }
                    if let Some(text) = dom.text(id).map(str::trim).filter(|text| !text.is_empty()) {
                        bytes += if links == 0 { text.len() } else { 0 };
                        sentence = text.ends_with(['.', '!', '?', ':', ';', '…', '"', '”', '»', '“', '؟', '۔']);
                    }
                }
                Step::Leave(id) => {
                    links = links.saturating_sub(usize::from(dom.name(id) == "a"));
                    let Some(own) = elements.get_mut(id) else { continue };
                    let long = dom.name(id) == "p" && bytes >= LONG;
                    if long {
                        own.bytes = bytes;
                        own.sentence = sentence;
                    }
                    let own = own.bytes;
                    if let Some(parent) = dom.parent(id).and_then(|parent| elements.get_mut(parent)) {
                        parent.paragraphs += usize::from(long);
                        parent.bytes += own;
                    }
                }
            }
        }
        Self { elements }
    }

    /// Whether an attribute of an element is kept from the search.
    pub(super) fn hides(&self, dom: &Dom, id: Id, attribute: &str, value: &str) -> bool {
        let name = dom.name(id);
        match attribute {
            "class" | "id" if names::heading(name).is_some_and(|level| level > 1) => {
                dom.parent(id).is_some_and(|parent| self.text(parent).paragraphs >= SEVERAL)
            }
            "class" | "id" if name == "div" || name == "section" => self.text(id).bytes >= MUCH && is_ambiguous(value),
            "class" | "id" | "rel" | "itemprop" if !names::is_block(name) => self.is_in_sentence(dom, id),
            _ => false,
        }
    }

    /// Whether an element without lines of its own stands in a long paragraph that ends as sentences do.
    fn is_in_sentence(&self, dom: &Dom, id: Id) -> bool {
        let block = dom.ancestors(id).find(|id| names::is_block(dom.name(*id)));
        block.is_some_and(|block| self.text(block).sentence)
    }

    fn text(&self, id: Id) -> Text {
        self.elements.get(id).copied().unwrap_or_default()
    }
}

/// Whether a mark has a word that stands in marks of articles as well, and none that speaks for one.
fn is_ambiguous(mark: &str) -> bool {
    let mark = mark.to_lowercase();
    ["media", "overlay", "header", "extra", "scroll", "community"].iter().any(|word| mark.contains(word))
        && !["article", "body", "content", "entry", "main", "post", "story"].iter().any(|word| mark.contains(word))
}

//! HTML that a sanitiser wrote, as tags and words. Its tags pair.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// A part of HTML.
#[derive(Debug)]
pub(super) enum Piece {
    /// A tag that opens.
    Start(Element),
    /// The tag that closes what was opened last.
    End,
    /// Words, with their references read.
    Text(String),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The place of the piece that closes it; its own, of one that holds nothing.
    pub(super) end: usize,
}

impl Element {
    /// An attribute; empty where there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split_ascii_whitespace().any(|one| one == class)
    }
}

/// The pieces of a text.
pub(super) fn read(html: &str) -> Vec<Piece> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    // The sink has no scripts for which the tokeniser would stop.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut pieces = tokenizer.sink.pieces.into_inner();
    let length = pieces.len();
    // What is open at the end, which a sanitiser leaves nothing of, closes there.
    for at in tokenizer.sink.open.into_inner() {
        if let Some(Piece::Start(element)) = pieces.get_mut(at) {
            element.end = length;
        }
    }
    pieces
}

/// The words of pieces, as they stand.
pub(super) fn text(pieces: &[Piece]) -> String {
    let words = |piece: &Piece| match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Start(element) if element.name == "br" => Some("\n".to_owned()),
        _ => None,
    };
    pieces.iter().filter_map(words).collect()
}

/// Elements without an end (HTML, 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

#[derive(Default)]
struct Sink {
    pieces: RefCell<Vec<Piece>>,
    open: RefCell<Vec<usize>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut pieces = self.pieces.borrow_mut();
        let at = pieces.len();
        match token {
            Token::CharacterTokens(text) => match pieces.last_mut() {
                Some(Piece::Text(words)) => words.push_str(&text),
                _ => pieces.push(Piece::Text(text.to_string())),
            },
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                if !VOID.contains(&name.as_str()) {
                    self.open.borrow_mut().push(at);
                }
                let attributes = tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
                pieces.push(Piece::Start(Element { name, attributes: attributes.collect(), end: at }));
            }
            Token::TagToken(tag) if !VOID.contains(&&*tag.name) => {
                if let Some(start) = self.open.borrow_mut().pop() {
                    if let Some(Piece::Start(element)) = pieces.get_mut(start) {
                        element.end = at;
                    }
                    pieces.push(Piece::End);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

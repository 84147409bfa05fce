//! Articles that cannot be set as they are, made as plain as they have to be.

use serde_json::{Value, json};

use crate::article::Article;
use crate::diagnostic::{Diagnostic, Place};

/// So many blocks of an article are made plain one by one; where there are more, all of them are.
const MOST_BLOCKS: usize = 4;
/// So many texts of a block are tried for its place in the file.
const MOST_TRIED: usize = 20;

/// An article that can be set, what is said of it, and how plain it is as a whole; none where even an article without
/// text cannot be set.
///
/// `why` says what stops the article as it is, and `reason` what stops another: from one block without its form to the
/// article without its text, until nothing does.
pub(super) fn settable(
    entry: Value,
    article: &Article,
    why: &str,
    reason: &mut dyn FnMut(&Value) -> Option<String>,
) -> Option<(Value, Vec<Diagnostic>, Plainness)> {
    let mut first = None;
    let mut said = Vec::new();
    let (mut tried, mut why_now) = (entry.clone(), why.to_owned());
    let mut places = places(entry.get("body").and_then(Value::as_array).map_or(&[], Vec::as_slice), article);
    for _ in 0..MOST_BLOCKS {
        let Some(at) = first_unsettable(&tried, reason) else { break };
        let Some(blocks) = tried.get_mut("body").and_then(Value::as_array_mut) else { break };
        let (Some(block), Some(place)) = (blocks.get(at), places.get(at).copied()) else { break };
        let mut lines = Vec::new();
        plain_lines(block, &mut lines);
        places.splice(at..=at, lines.iter().map(|_| place));
        blocks.splice(at..=at, paragraphs(lines));
        let place = place_in_file(place, article);
        first.get_or_insert_with(|| place.clone());
        said.push(Plainness::Block.said(&why_now).at(place));
        match reason(&tried) {
            None => return Some((tried, said, Plainness::Block)),
            Some(next) => why_now = next,
        }
    }
    let place = first.unwrap_or_else(|| place_in_file((0, 0), article));
    [Plainness::Words, Plainness::Letters, Plainness::Nothing].into_iter().find_map(|step| {
        let mut plain = entry.clone();
        make_plain(&mut plain, step);
        reason(&plain).is_none().then(|| (plain, vec![step.said(why).at(place.clone())], step))
    })
}

/// The block that stops an article which can be set up to there; none where no block does by itself.
fn first_unsettable(entry: &Value, reason: &mut dyn FnMut(&Value) -> Option<String>) -> Option<usize> {
    let count = entry.get("body").and_then(Value::as_array).map_or(0, Vec::len);
    let mut stops = |blocks: usize| {
        let mut opening = entry.clone();
        if let Some(body) = opening.get_mut("body").and_then(Value::as_array_mut) {
            body.truncate(blocks);
        }
        reason(&opening).is_some()
    };
    if count == 0 || stops(0) {
        return None;
    }
    // So many blocks can be set, and so many cannot.
    let (mut can, mut cannot) = (0, count);
    while cannot - can > 1 {
        let middle = can + (cannot - can) / 2;
        if stops(middle) { cannot = middle } else { can = middle }
    }
    Some(can)
}

/// Where the words of some blocks stand in the text, and how many letters they are; of one whose words do not stand there
/// as they are, the place of the block before it, and none (0) before all others.
fn places(blocks: &[Value], article: &Article) -> Vec<(usize, usize)> {
    let body = &*article.body;
    let (mut from, mut place) = (0, (0, 0));
    let mut places = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut texts = Vec::new();
        leaves(block, &mut texts);
        let found = texts.iter().map(|text| text.trim()).find_map(|text| Some((body.get(from..)?.find(text)?, text)));
        if let Some((at, text)) = found {
            place = (from + at, text.chars().count());
            from += at + text.len();
        }
        places.push(place);
    }
    places
}

/// A place of the text as one of the file.
fn place_in_file((at, width): (usize, usize), article: &Article) -> Place {
    let (file, body) = (article.body.file(), &*article.body);
    match width {
        0 => Place::in_text(&article.path, file, article.body_line, 1),
        width => Place::at_byte(&article.path, file, file.len() - body.len() + at, width),
    }
}

/// The first texts of a value that are long enough to tell one place from another.
fn leaves<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        _ if texts.len() >= MOST_TRIED => {}
        Value::String(text) if text.trim().len() > 2 && !text.contains('\n') => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, texts)),
        Value::Object(fields) => {
            let keys = ["head", "rows", "items", "term", "c", "text", "alt", "written"];
            keys.iter().filter_map(|key| fields.get(*key)).for_each(|field| leaves(field, texts));
        }
        _ => {}
    }
}

fn paragraphs(lines: Vec<String>) -> Vec<Value> {
    lines.into_iter().map(|line| json!({ "t": "paragraph", "c": [line] })).collect()
}

/// How plainly an article is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plainness {
    /// One of its blocks is paragraphs of words.
    Block,
    /// Its text is paragraphs of words.
    Words,
    /// And of letters that every font has, in its title and names too.
    Letters,
    /// It has no text.
    Nothing,
}

impl Plainness {
    fn said(self, why: &str) -> Diagnostic {
        let what = match self {
            Plainness::Block => "a part of the text is printed without its form",
            Plainness::Words => "the text is printed without its form",
            Plainness::Letters => "the article is printed without its form and in plain letters",
            Plainness::Nothing => "the text is not printed",
        };
        Diagnostic::warning("plain-text", format!("{what}, because it cannot be set: {why}"))
            .help("change the place in the text that the reason names, or tell the makers of Chancery")
    }
}

fn make_plain(entry: &mut Value, step: Plainness) {
    let Some(fields) = entry.as_object_mut() else { return };
    let mut lines = Vec::new();
    if let Some(body) = fields.get("body").filter(|_| step != Plainness::Nothing) {
        plain_lines(body, &mut lines);
    }
    fields.insert("body".to_owned(), paragraphs(lines).into());
    if step == Plainness::Words {
        return;
    }
    for key in ["title", "title_original", "summary", "place", "outlet", "author", "body"] {
        if let Some(value) = fields.get_mut(key) {
            in_plain_letters(value);
        }
    }
}

/// The lines of blocks, without their form.
fn plain_lines(value: &Value, lines: &mut Vec<String>) {
    match value {
        Value::Array(items) if items.iter().any(Value::is_string) || items.iter().any(is_inline) => {
            let mut line = String::new();
            items.iter().for_each(|item| plain_words(item, &mut line));
            lines.extend(Some(line).filter(|line| !line.trim().is_empty()));
        }
        Value::Array(items) => items.iter().for_each(|item| plain_lines(item, lines)),
        Value::Object(fields) => {
            if let Some(text) = fields.get("text").and_then(Value::as_str) {
                lines.extend(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
            }
            for key in ["term", "c", "items", "head", "rows"] {
                if let Some(inner) = fields.get(key) {
                    plain_lines(inner, lines);
                }
            }
        }
        _ => {}
    }
}

fn is_inline(value: &Value) -> bool {
    let kind = value.get("t").and_then(Value::as_str).unwrap_or("");
    ["emph", "strong", "strike", "super", "sub", "link", "mono", "break", "image", "note"].contains(&kind)
}

fn plain_words(value: &Value, line: &mut String) {
    match value {
        Value::String(text) => line.push_str(text),
        Value::Array(items) => items.iter().for_each(|item| plain_words(item, line)),
        Value::Object(fields) => match fields.get("t").and_then(Value::as_str) {
            Some("break") => line.push(' '),
            Some("note") => {
                let mut note = Vec::new();
                fields.get("c").into_iter().for_each(|inner| plain_lines(inner, &mut note));
                if !note.is_empty() {
                    line.push_str(&format!(" [{}]", note.join(" ")));
                }
            }
            _ => {
                let words = ["text", "alt", "c"].iter().filter_map(|key| fields.get(*key));
                words.for_each(|inner| plain_words(inner, line));
            }
        },
        _ => {}
    }
}

fn in_plain_letters(value: &mut Value) {
    match value {
        Value::String(text) => {
            *text = text.chars().map(|c| if matches!(c, ' '..='~' | '\u{a1}'..='\u{17f}') { c } else { ' ' }).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(in_plain_letters),
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut().filter(|(key, _)| *key != "t") {
                in_plain_letters(field);
            }
        }
        _ => {}
    }
}

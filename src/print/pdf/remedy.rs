//! What is done when an edition cannot be set: what stops it is looked for, and set as plainly as it has to be.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Value, json};
use typst::foundations::Bytes;

use super::Progress;
use super::attempt::{Bench, Letters};
use super::prepare::{each_entry, list};
use super::world::Desk;
use crate::diagnostic::{Diagnostic, Place};
use crate::print::Edition;
use crate::project::Project;

/// More articles than these are not looked for: the fault is the template's.
const MOST_ARTICLES: usize = 30;

/// Makes the articles that stop an edition plain, and says which; none where it is not the articles that stop it.
///
/// It sets parts of the edition, each half of the one before, until one article is left: as much as twice the edition
/// where one article is at fault.
pub(super) fn plain_articles(
    project: &Project,
    edition: &Edition,
    bench: &Bench,
    desk: &mut Desk,
    values: &mut Value,
    tell: &dyn Fn(Progress),
) -> Vec<Diagnostic> {
    let count = edition.printed().count();
    let reason = |desk: &mut Desk, values: &Value, range: Range<usize>| -> Option<String> {
        let json = Bytes::from_string(part(values, range).to_string());
        let trouble = bench.set(desk, json, Letters::Left, &|_| {}).err()?;
        Some(trouble.faults.first().map_or_else(|| "it cannot be set".to_owned(), |fault| fault.message.clone()))
    };
    // The template, the words of the site: nobody's text is the cause.
    if reason(desk, values, 0..0).is_some() {
        return Vec::new();
    }
    let mut said = Vec::new();
    let mut waiting: Vec<Range<usize>> = std::iter::once(0..count).collect();
    while let Some(range) = waiting.pop() {
        tell(Progress::Looking);
        let Some(why) = reason(desk, values, range.clone()) else { continue };
        if range.len() > 1 {
            let middle = range.start + range.len() / 2;
            waiting.extend([middle..range.end, range.start..middle]);
            continue;
        }
        // From the text without its form to the article without its text.
        let steps = [Plainness::Words, Plainness::Letters, Plainness::Nothing];
        let done = steps.into_iter().find(|step| {
            change(values, range.start, *step);
            reason(desk, values, range.clone()).is_none()
        });
        let (Some(done), true) = (done, said.len() < MOST_ARTICLES) else { return Vec::new() };
        let article = edition.printed().nth(range.start).map(|id| project.digest.text(id));
        let path = article.map_or("", |article| article.path.as_str());
        said.push(done.said(&why).at(Place::file(path)));
    }
    said
}

/// Takes pictures out that cannot be set, and says in which articles.
pub(super) fn without_pictures(
    project: &Project,
    edition: &Edition,
    bench: &Bench,
    desk: &Desk,
    values: &mut Value,
) -> Vec<Diagnostic> {
    let broken: BTreeSet<String> = desk
        .pictures()
        // Drawings were tried when they were read.
        .filter(|(name, bytes)| !name.ends_with(".svg") && !bench.sets_picture(name, bytes))
        .map(|(name, _)| name.clone())
        .collect();
    let mut said = Vec::new();
    if !broken.is_empty() {
        each_entry(project, edition, values, &mut |entry, article| {
            if let Some(body) = entry.get_mut("body") {
                each_picture(body, &mut |fields| {
                    if fields.get("src").and_then(Value::as_str).is_some_and(|name| broken.contains(name)) {
                        let written = fields.get("written").and_then(Value::as_str).unwrap_or("").to_owned();
                        said.push(super::prepare::no_picture(&written, super::pictures::NOT_SETTABLE, article));
                        fields.insert("src".to_owned(), Value::Null);
                    }
                });
            }
        });
    }
    said
}

/// How plainly an article is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plainness {
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
            Plainness::Words => "the text is printed without its form",
            Plainness::Letters => "the article is printed without its form and in plain letters",
            Plainness::Nothing => "the text is not printed",
        };
        Diagnostic::warning("plain-text", format!("{what}, because it cannot be set: {why}"))
            .help("change the place in the text that the reason names, or tell the makers of Chancery")
    }
}

/// The edition with some of its articles only, and without what asks for the pages of others.
fn part(values: &Value, range: Range<usize>) -> Value {
    let mut part = values.clone();
    let mut at = 0;
    for part in list(part.pointer_mut("/edition/parts")) {
        for section in list(part.get_mut("sections")) {
            if let Some(entries) = section.get_mut("entries").and_then(Value::as_array_mut) {
                entries.retain(|_| {
                    at += 1;
                    range.contains(&(at - 1))
                });
            }
            if let Some(see) = section.get_mut("see") {
                *see = json!([]);
            }
        }
        if let Some(sections) = part.get_mut("sections").and_then(Value::as_array_mut) {
            sections.retain(|section| section["entries"].as_array().is_some_and(|entries| !entries.is_empty()));
        }
    }
    if let Some(edition) = part.get_mut("edition").and_then(Value::as_object_mut) {
        edition.insert("countries".to_owned(), json!([]));
        edition.insert("outlets".to_owned(), json!([]));
    }
    part
}

/// Makes the article with a place in the order of the edition plain.
fn change(values: &mut Value, wanted: usize, step: Plainness) {
    let mut at = 0;
    for part in list(values.pointer_mut("/edition/parts")) {
        for section in list(part.get_mut("sections")) {
            for entry in list(section.get_mut("entries")) {
                if at == wanted {
                    make_plain(entry, step);
                }
                at += 1;
            }
        }
    }
}

fn make_plain(entry: &mut Value, step: Plainness) {
    let Some(fields) = entry.as_object_mut() else { return };
    let mut lines = Vec::new();
    if let Some(body) = fields.get("body").filter(|_| step != Plainness::Nothing) {
        plain_lines(body, &mut lines);
    }
    let body: Vec<Value> = lines.into_iter().map(|line| json!({ "t": "paragraph", "c": [line] })).collect();
    fields.insert("body".to_owned(), body.into());
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
    ["emph", "strong", "strike", "link", "mono", "break", "image", "note"].contains(&kind)
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

fn each_picture(value: &mut Value, visit: &mut dyn FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_picture(item, visit)),
        Value::Object(fields) if fields.get("t").is_some_and(|kind| kind == "image") => visit(fields),
        Value::Object(fields) => fields.iter_mut().for_each(|(_, field)| each_picture(field, visit)),
        _ => {}
    }
}

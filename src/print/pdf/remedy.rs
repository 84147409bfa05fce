//! What is done when an edition cannot be set: what stops it is looked for, and set as plainly as it has to be.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Value, json};
use typst::foundations::Bytes;

use super::Progress;
use super::attempt::{Bench, Letters};
use super::plain::{self, Plainness};
use super::prepare::{each_entry, list};
use super::world::Desk;
use crate::diagnostic::Diagnostic;
use crate::print::Edition;
use crate::project::Project;

/// Where so many articles were found and none of them can be set with any text at all, the fault is the template's.
const MOST_WITHOUT_TEXT: usize = 30;

/// Makes the articles that stop an edition plain, and says which; none where it is not the articles that stop it.
///
/// It sets parts of the edition, each half of the one before, until one article is left: as much as twice the edition
/// where one article is at fault, and never more than the edition times the logarithm of its articles. In the article
/// the block is looked for that stops it, so that the others keep their form.
pub(super) fn plain_articles(
    project: &Project,
    edition: &Edition,
    bench: &Bench,
    desk: &mut Desk,
    values: &mut Value,
    tell: &dyn Fn(Progress),
) -> Vec<Diagnostic> {
    let mut sheets = Sheets::of(values.take());
    let mut reason = |sheets: &Sheets, range: Range<usize>| -> Option<String> {
        let json = Bytes::from_string(sheets.part(range).to_string());
        let trouble = bench.set(desk, json, Letters::Left, &|_| {}).err()?;
        Some(trouble.faults.first().map_or_else(|| "it cannot be set".to_owned(), |fault| fault.message.clone()))
    };
    let mut said = Vec::new();
    // The template, the words of the site: nobody's text is the cause.
    let mut is_of_articles = reason(&sheets, 0..0).is_none();
    let mut without_text = 0;
    let mut waiting: Vec<Range<usize>> = std::iter::once(0..sheets.entries.len()).collect();
    while let Some(range) = waiting.pop().filter(|_| is_of_articles) {
        tell(Progress::Looking);
        let Some(why) = reason(&sheets, range.clone()) else { continue };
        if range.len() > 1 {
            let middle = range.start + range.len() / 2;
            waiting.extend([middle..range.end, range.start..middle]);
            continue;
        }
        let article = edition.printed().nth(range.start).map(|id| project.digest.text(id));
        let Some((at, article)) = sheets.entries.get(range.start).map(|_| range.start).zip(article) else { continue };
        let whole = sheets.entries[at].clone();
        let mut sets = |entry: &Value| {
            sheets.entries[at] = entry.clone();
            reason(&sheets, at..at + 1)
        };
        match plain::settable(whole.clone(), article, &why, &mut sets) {
            Some((entry, diagnostics, plainness)) => {
                sheets.entries[at] = entry;
                said.extend(diagnostics);
                without_text += usize::from(plainness == Plainness::Nothing);
            }
            None => {
                sheets.entries[at] = whole;
                is_of_articles = false;
            }
        }
        is_of_articles &= without_text < MOST_WITHOUT_TEXT || without_text < said.len();
    }
    *values = sheets.whole();
    if is_of_articles { said } else { Vec::new() }
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
        .filter(|(name, bytes)| !name.ends_with(".svg") && bench.stops_picture(name, bytes).is_some())
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

/// The values of an edition with its articles apart.
struct Sheets {
    /// All but the articles.
    frame: Value,
    /// In order, and of each the part and the section that has it.
    entries: Vec<Value>,
    places: Vec<(usize, usize)>,
}

impl Sheets {
    fn of(mut values: Value) -> Self {
        let (mut entries, mut places) = (Vec::new(), Vec::new());
        for (at, part) in list(values.pointer_mut("/edition/parts")).iter_mut().enumerate() {
            for (section, fields) in list(part.get_mut("sections")).iter_mut().enumerate() {
                let own = list(fields.get_mut("entries"));
                places.extend(own.iter().map(|_| (at, section)));
                entries.extend(own.iter_mut().map(Value::take));
            }
        }
        Sheets { frame: values, entries, places }
    }

    /// The edition as it was.
    fn whole(mut self) -> Value {
        let mut entries = self.entries.into_iter();
        for part in list(self.frame.pointer_mut("/edition/parts")) {
            for section in list(part.get_mut("sections")) {
                list(section.get_mut("entries")).iter_mut().zip(&mut entries).for_each(|(place, entry)| *place = entry);
            }
        }
        self.frame
    }

    /// The edition with some of its articles only, and without what asks for the pages of others.
    fn part(&self, range: Range<usize>) -> Value {
        let mut sections: Vec<Value> = Vec::new();
        let mut last = None;
        for (entry, place) in self.entries[range.clone()].iter().zip(&self.places[range]) {
            if last != Some(place) {
                let mut section = json!({});
                let known = self.frame.pointer(&format!("/edition/parts/{}/sections/{}", place.0, place.1));
                for (key, field) in known.and_then(Value::as_object).into_iter().flatten() {
                    section[key] = if matches!(key.as_str(), "entries" | "see") { json!([]) } else { field.clone() };
                }
                sections.push(section);
                last = Some(place);
            }
            let entries = sections.last_mut().and_then(|section| section.get_mut("entries"));
            entries.and_then(Value::as_array_mut).into_iter().for_each(|entries| entries.push(entry.clone()));
        }
        let mut part = json!({});
        for (key, field) in self.frame.as_object().into_iter().flatten().filter(|(key, _)| *key != "edition") {
            part[key] = field.clone();
        }
        part["edition"] = json!({});
        for (key, field) in self.frame.get("edition").and_then(Value::as_object).into_iter().flatten() {
            part["edition"][key] = match key.as_str() {
                "countries" | "outlets" => json!([]),
                "parts" => json!([{ "head": null, "sections": std::mem::take(&mut sections) }]),
                _ => field.clone(),
            };
        }
        part
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

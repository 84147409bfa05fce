//! Words joined by spaces that do not break: a line can hold few of them, and what it cannot hold is lost at its edge.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::letters::{self, is_break, is_joined};
use super::prepare::NOT_TEXT;

/// So many letters may be joined.
const MOST_JOINED: usize = 30;
/// What is under these keys is one line, whatever its parts.
const LINES: [&str; 4] = ["c", "term", "head", "rows"];
/// Parts of a line that end no run of joined words.
const FORMS: [&str; 7] = ["emph", "strong", "strike", "super", "sub", "link", "mono"];

/// Makes the spaces of a run ordinary ones where it is longer than a line of a table of so many columns holds; 0 is a line
/// of the page. Short ones stay: `10 000 km`. Linear in the length of the texts.
pub(super) fn part(value: &mut Value, columns: usize) {
    let mut runs = Runs { most: letters::longest_word(columns).min(MOST_JOINED), ..Runs::default() };
    // Whatever is given may be a line.
    runs.look("c", value);
    runs.end();
    if !runs.parted.is_empty() {
        replace("c", value, &mut 0, &runs.parted);
    }
}

/// The runs of a value; spaces that do not break have their numbers in the order of the texts.
#[derive(Default)]
struct Runs {
    most: usize,
    seen: usize,
    run: Run,
    /// The spaces that are to break.
    parted: BTreeSet<usize>,
}

#[derive(Default)]
struct Run {
    letters: usize,
    spaces: Vec<usize>,
}

impl Runs {
    fn look(&mut self, key: &str, value: &Value) {
        match value {
            Value::String(text) if !NOT_TEXT.contains(&key) => self.text(text),
            Value::Array(items) => {
                for item in items {
                    if item.is_array() || !LINES.contains(&key) {
                        self.end();
                    }
                    self.look(key, item);
                }
                if !LINES.contains(&key) || items.iter().any(Value::is_array) {
                    self.end();
                }
            }
            // The words beside the call of a note are one run, and the note has its own.
            Value::Object(fields) if kind(fields) == "note" => {
                let around = std::mem::take(&mut self.run);
                fields.iter().for_each(|(key, field)| self.look(key, field));
                self.end();
                self.run = around;
            }
            Value::Object(fields) => {
                let is_form = FORMS.contains(&kind(fields));
                for (key, field) in fields {
                    if !is_form {
                        self.end();
                    }
                    self.look(key, field);
                }
                if !is_form {
                    self.end();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            if joins(letter) {
                self.run.spaces.push(self.seen);
                self.run.letters += 1;
                self.seen += 1;
            } else if letter.is_whitespace() || is_break(letter) {
                self.end();
            } else if !is_joined(letter) {
                self.run.letters += 1;
            }
        }
    }

    fn end(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.letters > self.most {
            self.parted.extend(run.spaces);
        }
    }
}

/// Goes the way that `Runs::look` went.
fn replace(key: &str, value: &mut Value, seen: &mut usize, parted: &BTreeSet<usize>) {
    match value {
        Value::String(text) if !NOT_TEXT.contains(&key) && text.contains(joins) => {
            let mut replaced = |letter: char| {
                if !joins(letter) {
                    return letter;
                }
                *seen += 1;
                if parted.contains(&(*seen - 1)) { ' ' } else { letter }
            };
            *text = text.chars().map(&mut replaced).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(key, item, seen, parted)),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| replace(key, field, seen, parted)),
        _ => {}
    }
}

/// Spaces at which no line ends (Unicode Standard Annex 14, class GL).
fn joins(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn kind(fields: &Map<String, Value>) -> &str {
    fields.get("t").and_then(Value::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(mut value: Value, expected: Value) {
        part(&mut value, 0);
        assert_eq!(value, expected);
    }

    #[test]
    fn parts_long_runs_and_leaves_short_ones() {
        let long = |space: &str| ["council"; 5].join(space);
        check(json!([long("\u{a0}"), long("\u{202f}")]), json!([long(" "), long(" ")]));
        let text = format!("10\u{202f}000\u{a0}km, {} Mr\u{a0}X", long("\u{a0}"));
        check(json!({ "title": text }), json!({ "title": format!("10\u{202f}000\u{a0}km, {} Mr\u{a0}X", long(" ")) }));
        // A line may end at its hyphens and breaks.
        let short = format!("{0}-{0}\n{0}", "the\u{a0}council\u{a0}spoke");
        check(json!({ "text": short }), json!({ "text": short }));
        check(json!({ "url": long("\u{a0}") }), json!({ "url": long("\u{a0}") }));
    }

    #[test]
    fn a_run_goes_on_through_forms_and_calls_of_notes() {
        let line = |space: &str| {
            let words = format!("council{space}");
            let note = json!({ "t": "note", "n": 1, "c": [{ "t": "paragraph", "c": ["a\u{a0}b"] }] });
            json!([{ "t": "paragraph", "c": [
                words, { "t": "emph", "c": [words, words] }, note, { "t": "link", "c": [words], "url": "u" }, "end"
            ] }])
        };
        check(line("\u{a0}"), line(" "));
        let names = json!({ "author": ["A council\u{a0}of\u{a0}ten", "The\u{a0}council\u{a0}of\u{a0}water"] });
        check(names.clone(), names);
        let cells = json!({ "rows": [[["A\u{a0}council\u{a0}of\u{a0}ten"], ["The\u{a0}council\u{a0}of\u{a0}water"]]] });
        check(cells.clone(), cells.clone());
        let mut narrow = cells;
        part(&mut narrow, 6);
        assert_eq!(narrow, json!({ "rows": [[["A council of ten"], ["The council of water"]]] }));
    }
}

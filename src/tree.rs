//! A document of keys and values, whichever notation it was written in, and a reader that turns it into types.
//!
//! Front matter (YAML) and `site.toml` (TOML) are read by the same [`Reader`], so that both have the same faults
//! with the same words. A value does not carry its place: only a fault needs one, and then the notation's own
//! parser is run once more to find it, see [`yaml`] and [`toml`].

pub(crate) mod toml;
pub(crate) mod yaml;

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, Severity, nearest};

/// A value of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number that is no integer of 64 bits, as it was written as far as the notation tells.
    Number(String),
    Text(String),
    List(Vec<Value>),
    /// Entries in the order of the document; a key that stands twice is here twice.
    Table(Vec<(String, Value)>),
}

/// The way from the document's root to a value: at each step the number of the entry or item.
pub(crate) type Path = Vec<usize>;

/// Which half of an entry a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Key,
    Value,
}

/// A fault before its place is known.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) path: Path,
    pub(crate) on: On,
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Fault {
    /// The diagnostic, once the notation said where the path leads.
    pub(crate) fn diagnostic(self, place: Place) -> Diagnostic {
        let Fault { severity, code, message, help, .. } = self;
        Diagnostic { severity, code, message, place: Some(Box::new(place)), help: Some(help) }
    }
}

/// A value with the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) path: Path,
}

/// How many faults of one document are kept. Each is located by a parse of its own, and nobody mends more in one go.
pub(crate) const MOST_FAULTS: usize = 200;

/// What the readers of one document found wrong, the first [`MOST_FAULTS`] of it.
#[derive(Debug, Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub(crate) fn push(&self, path: &[usize], on: On, code: &'static str, message: String, help: impl Into<String>) {
        let help = help.into();
        self.add(Fault { path: path.to_vec(), on, severity: Severity::Error, code, message, help });
    }

    /// Something of a key that stops nothing.
    pub(crate) fn warn(&self, path: &[usize], code: &'static str, message: String, help: impl Into<String>) {
        let help = help.into();
        self.add(Fault { path: path.to_vec(), on: On::Key, severity: Severity::Warning, code, message, help });
    }

    fn add(&self, fault: Fault) {
        let mut faults = self.0.borrow_mut();
        if faults.len() < MOST_FAULTS {
            faults.push(fault);
        }
    }

    pub(crate) fn into_inner(self) -> Vec<Fault> {
        self.0.into_inner()
    }
}

/// Reads a table key by key. What was asked for is what is known: [`Reader::finish`] refuses the other keys.
pub(crate) struct Reader<'a> {
    entries: &'a [(String, Value)],
    path: Path,
    /// How messages call the table: `front matter`, `source`, `[markdown]`.
    name: String,
    faults: &'a Faults,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Reader<'a> {
    /// A reader of the document's root, or of any table; duplicate keys are faults at once.
    pub(crate) fn new(entries: &'a [(String, Value)], path: Path, name: impl Into<String>, faults: &'a Faults) -> Self {
        let mut earlier = BTreeSet::new();
        for (number, (key, _)) in entries.iter().enumerate() {
            if !earlier.insert(key.as_str()) {
                faults.push(
                    &joined(&path, number),
                    On::Key,
                    "duplicate-key",
                    format!("the key `{key}` stands twice"),
                    "keep one of the two and delete the other",
                );
            }
        }
        Reader { entries, path, name: name.into(), faults, known: RefCell::new(Vec::new()) }
    }

    /// The way to the table itself.
    pub(crate) fn path(&self) -> &[usize] {
        &self.path
    }

    /// Text that is not empty.
    pub(crate) fn text(&self, key: &'static str) -> Option<Located<String>> {
        let (value, path) = self.value(key)?;
        match value {
            Value::Text(text) if shows(text) => {
                self.no_control(key, text, &path, On::Value);
                Some(Located { value: text.trim().to_owned(), path })
            }
            Value::Text(_) => {
                let help = format!("write a text, or delete the key `{key}`");
                self.faults.push(&path, On::Value, "wrong-type", format!("`{key}` is empty"), help);
                None
            }
            other => self.wrong(key, other, path, "a text", "put the value in quotes"),
        }
    }

    /// A whole `http` or `https` address.
    pub(crate) fn web_address(&self, key: &'static str) -> Option<String> {
        let text = self.text(key)?;
        if !url::Url::parse(&text.value).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            let message = format!("`{key}` is not a web address");
            self.refuse(&text.path, "bad-url", message, "write it whole, with `https://`");
        }
        Some(text.value)
    }

    /// One text or a list of texts.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<Located<String>> {
        let Some((value, path)) = self.value(key) else { return Vec::new() };
        match value {
            Value::Text(text) if shows(text) => {
                self.no_control(key, text, &path, On::Value);
                vec![Located { value: text.trim().to_owned(), path }]
            }
            Value::List(items) => items
                .iter()
                .enumerate()
                .filter_map(|(number, item)| {
                    let path = joined(&path, number);
                    match item {
                        Value::Text(text) if shows(text) => {
                            self.no_control(key, text, &path, On::Value);
                            Some(Located { value: text.trim().to_owned(), path })
                        }
                        other => self.wrong(key, other, path, "a list of texts", "put each item in quotes"),
                    }
                })
                .collect(),
            other => {
                let none: Option<Located<String>> =
                    self.wrong(key, other, path, "a list of texts", &format!("write `{key}: [ONE, TWO]`"));
                none.into_iter().collect()
            }
        }
    }

    /// A list of tables.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Reader<'a>> {
        let Some((value, path)) = self.value(key) else { return Vec::new() };
        let Value::List(items) = value else {
            let _: Option<()> = self.wrong(key, value, path, "a list", "begin each item with `- `");
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .filter_map(|(number, item)| {
                let path = joined(&path, number);
                match item {
                    Value::Table(entries) => Some(Reader::new(entries, path, key, self.faults)),
                    other => self.wrong(key, other, path, "a list of keys with values", "write `- key: value`"),
                }
            })
            .collect()
    }

    /// A table below this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Reader<'a>> {
        let (value, path) = self.value(key)?;
        match value {
            Value::Table(entries) => Some(Reader::new(entries, path, format!("`{key}`"), self.faults)),
            other => self.wrong(key, other, path, "keys with values", "write the keys below it, one a line"),
        }
    }

    /// All entries of a table whose keys are the author's own (topics, outlets), each with the way to its key.
    pub(crate) fn named_tables(&self, key: &'static str) -> Vec<(Located<String>, Reader<'a>)> {
        let Some((value, path)) = self.value(key) else { return Vec::new() };
        let Value::Table(entries) = value else {
            let _: Option<()> = self.wrong(key, value, path, "a table", "write it as a table of its own");
            return Vec::new();
        };
        entries
            .iter()
            .enumerate()
            .filter_map(|(number, (name, value))| {
                let path = joined(&path, number);
                self.no_control(key, name, &path, On::Key);
                match value {
                    Value::Table(entries) => {
                        let located = Located { value: name.clone(), path: path.clone() };
                        Some((located, Reader::new(entries, path, format!("`{key}.{name}`"), self.faults)))
                    }
                    other => {
                        let help = format!("write `[{key}.NAME]` and its keys below");
                        self.wrong(name, other, path, "a table", &help)
                    }
                }
            })
            .collect()
    }

    /// All entries, for a table from names of the author's own to texts.
    pub(crate) fn named_texts(&self) -> Vec<(Located<String>, String)> {
        self.entries
            .iter()
            .enumerate()
            .filter_map(|(number, (name, value))| {
                let path = joined(&self.path, number);
                match value {
                    Value::Text(text) => {
                        self.no_control(name, text, &path, On::Value);
                        Some((Located { value: name.clone(), path }, text.clone()))
                    }
                    other => self.wrong(name, other, path, "a text", "put the value in quotes"),
                }
            })
            .collect()
    }

    /// True or false.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        let (value, path) = self.value(key)?;
        match value {
            Value::Bool(flag) => Some(*flag),
            other => {
                let is_quoted = matches!(other, Value::Text(text) if matches!(text.as_str(), "true" | "false"));
                let help = if is_quoted { "write it without quotes" } else { "write `true` or `false`" };
                self.wrong(key, other, path, "`true` or `false`", help)
            }
        }
    }

    /// A whole number between two bounds, both included.
    pub(crate) fn number(&self, key: &'static str, least: usize, most: usize) -> Option<usize> {
        let (value, path) = self.value(key)?;
        let wanted = format!("a whole number from {least} to {most}");
        match value {
            Value::Integer(number) => match usize::try_from(*number) {
                Ok(number) if (least..=most).contains(&number) => Some(number),
                _ => self.wrong(key, value, path, &wanted, "choose a number in that range"),
            },
            other => {
                let is_quoted = matches!(other, Value::Text(text) if text.parse::<usize>().is_ok());
                let help = if is_quoted { "write it without quotes" } else { "write a number in that range" };
                self.wrong(key, other, path, &wanted, help)
            }
        }
    }

    /// A civil date, `YYYY-MM-DD`.
    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        let (value, path) = self.value(key)?;
        let Value::Text(text) = value else {
            return self.wrong(key, value, path, "a date", "write it as YYYY-MM-DD: 2021-12-02");
        };
        parse_date(text.trim())
            .map_err(|message| {
                self.faults.push(
                    &path,
                    On::Value,
                    "bad-date",
                    message,
                    "write a day of the calendar as YYYY-MM-DD: 2021-12-02",
                )
            })
            .ok()
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(word, _)| *word == text.value).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            let message = format!("`{key}` cannot be `{}`", text.value);
            self.faults.push(&text.path, On::Value, "unknown-value", message, format!("write {}", words.join(" or ")));
        }
        found
    }

    /// Says that a key is required and missing; the place is the table.
    pub(crate) fn missing(&self, key: &'static str, help: &str) {
        if self.entries.iter().any(|(name, value)| name == key && *value != Value::Null) {
            return; // it is there and was refused for what it holds
        }
        let message = format!("{} has no `{key}`", self.name);
        self.faults.push(&self.path, On::Value, "missing-field", message, help);
    }

    /// Records a fault of a value.
    pub(crate) fn refuse(&self, path: &[usize], code: &'static str, message: String, help: impl Into<String>) {
        self.faults.push(path, On::Value, code, message, help);
    }

    /// Refuses a key of a table whose keys are the author's own.
    pub(crate) fn key_refused(&self, path: &[usize], message: String, help: String) {
        self.faults.push(path, On::Key, "unknown-key", message, help);
    }

    /// Refuses every key that was not asked for.
    pub(crate) fn finish(self) {
        let known = self.known.borrow();
        for (number, (key, _)) in self.entries.iter().enumerate() {
            if known.contains(&key.as_str()) {
                continue;
            }
            let help = match nearest(key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let mut words: Vec<&str> = known.clone();
                    words.sort_unstable();
                    format!("known here are: {}", words.join(", "))
                }
            };
            let message = format!("{} has no key `{key}`", self.name);
            self.faults.push(&joined(&self.path, number), On::Key, "unknown-key", message, help);
        }
    }

    /// The first value of a key, and notes that the key is known. Null is as good as absent.
    fn value(&self, key: &'static str) -> Option<(&'a Value, Path)> {
        self.known.borrow_mut().push(key);
        let (number, (_, value)) = self.entries.iter().enumerate().find(|(_, (name, _))| name == key)?;
        (*value != Value::Null).then(|| (value, joined(&self.path, number)))
    }

    /// Refuses a text with a control character, which an escape such as `\0` can make.
    fn no_control(&self, key: &str, text: &str, path: &[usize], on: On) {
        if text.contains(is_forbidden_control) {
            let message = format!("`{key}` has a control character");
            self.faults.push(path, on, "control-character", message, "delete the escape that makes it");
        }
    }

    fn wrong<T>(&self, key: &str, value: &Value, path: Path, wanted: &str, help: &str) -> Option<T> {
        let message = format!("`{key}` must be {wanted}, not {}", kind(value));
        self.faults.push(&path, On::Value, "wrong-type", message, help);
        None
    }
}

/// Whether a character is none that a text can show: a control character other than tab and line end, or one of the two
/// that are none at all.
pub(crate) fn is_forbidden_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a character shows nothing by itself: joiners, marks of direction, selectors of variants, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether there is something to see in a text.
fn shows(text: &str) -> bool {
    !text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// A day of the calendar written `YYYY-MM-DD`, years 1800 to 9999; the error says what is wrong with it.
pub(crate) fn parse_date(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = parts[..] else { return Err(format!("`{text}` is not a date")) };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Err(format!("`{text}` is not a date"));
    }
    let number = |part: &str| part.parse::<i16>().unwrap_or(0);
    match Date::new(number(year), number(month) as i8, number(day) as i8) {
        Ok(date) if date.year() >= 1800 => Ok(date),
        Ok(_) => Err(format!("the year of `{text}` is before 1800")),
        Err(_) => Err(format!("`{text}` does not exist in the calendar")),
    }
}

fn joined(path: &[usize], number: usize) -> Path {
    let mut joined = path.to_vec();
    joined.push(number);
    joined
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Integer(number) => format!("the number {number}"),
        Value::Number(number) => format!("the number {number}"),
        Value::Text(text) if !shows(text) => "an empty text".to_owned(),
        Value::Text(_) => "a text".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Table(_) => "keys with values".to_owned(),
    }
}

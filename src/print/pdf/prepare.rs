//! The values of an edition made fit to be set: pictures found, letters looked up, tables of many columns cut into parts.
//! What cannot be as it should is said with the article's file and the place in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use typst::foundations::Bytes;

use super::attempt::Bench;
use super::letters::{self, Letters};
use super::marks::{self, Crowd};
use super::pictures::Pictures;
use super::{Progress, joined, tables};
use crate::article::Article;
use crate::diagnostic::{self, Diagnostic, Place};
use crate::print::Edition;
use crate::project::Project;

/// What was found out.
pub(super) struct Prepared {
    /// By the name that the values have in `src`.
    pub(super) pictures: BTreeMap<String, Bytes>,
    pub(super) warnings: Vec<Diagnostic>,
}

/// Keys whose texts are addresses or words for the template: they are not set, or set by rules of their own.
pub(super) const NOT_TEXT: [&str; 14] = [
    "t",
    "url",
    "url_absolute",
    "source",
    "archived",
    "file",
    "written",
    "src",
    "mark",
    "css_title",
    "css_site",
    "origin",
    "tag",
    "repeat",
];

/// Keys of addresses that are set as they are written.
const ADDRESSES: [&str; 3] = ["url", "source", "archived"];

/// An address of more bytes leads nowhere from a PDF: Typst takes none.
const LONGEST_ADDRESS: usize = 8000;

/// A text of a PDF has 32,767 bytes at most (ISO 19005-2, 6.1.13), two of them or four for each letter.
const LONGEST_ALT: usize = 15_000;

struct Preparing<'a> {
    letters: Letters<'a>,
    pictures: Pictures<'a>,
    warnings: Vec<Diagnostic>,
    /// The addresses that the text of the article leads to, in order.
    links: Vec<String>,
    /// Letters of which it is said that they have too many marks.
    crowds: BTreeSet<Crowd>,
}

/// Prepares the values of an edition in place.
pub(super) fn prepare(
    project: &Project,
    edition: &Edition,
    bench: &Bench,
    data: &mut Value,
    tell: &dyn Fn(Progress),
) -> Prepared {
    let mut preparing = Preparing {
        letters: Letters::new(&bench.fonts, &BTreeSet::new()),
        pictures: Pictures::new(project, bench),
        warnings: Vec::new(),
        links: Vec::new(),
        crowds: BTreeSet::new(),
    };
    let (mut done, total) = (0, edition.articles.len());
    each_entry(project, edition, data, &mut |entry, article| {
        preparing.article(entry, article);
        look_up(&mut preparing.letters, entry, article, &mut preparing.warnings);
        done += 1;
        tell(Progress::Preparing { done, total });
    });
    preparing.others(data);
    look_up_others(&mut preparing.letters, data, &mut preparing.warnings);
    Prepared { pictures: preparing.pictures.files, warnings: in_order(preparing.warnings) }
}

/// Writes the numbers of letters that came out as the sign for none, and says where they stand.
pub(super) fn without_letters(
    project: &Project,
    edition: &Edition,
    bench: &Bench,
    data: &mut Value,
    missing: &BTreeSet<char>,
) -> Vec<Diagnostic> {
    let mut letters = Letters::new(&bench.fonts, missing);
    let mut warnings = Vec::new();
    each_entry(project, edition, data, &mut |entry, article| look_up(&mut letters, entry, article, &mut warnings));
    look_up_others(&mut letters, data, &mut warnings);
    in_order(warnings)
}

/// Goes to the values of each article, in the order of the edition.
pub(super) fn each_entry(
    project: &Project,
    edition: &Edition,
    data: &mut Value,
    visit: &mut dyn FnMut(&mut Value, &Article),
) {
    let printed: Vec<usize> = edition.printed().collect();
    let mut articles = printed.iter().map(|id| project.digest.text(*id));
    for part in list(data.pointer_mut("/edition/parts")) {
        for section in list(part.get_mut("sections")) {
            for (entry, article) in list(section.get_mut("entries")).iter_mut().zip(&mut articles) {
                visit(entry, article);
            }
        }
    }
}

/// The items of a value that has some.
pub(super) fn list(value: Option<&mut Value>) -> &mut [Value] {
    value.and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

/// What is said of a picture that is not printed.
pub(super) fn no_picture(written: &str, reason: &str, article: &Article) -> Diagnostic {
    Diagnostic::warning("no-picture", format!("the picture `{written}` is not printed: {reason}"))
        .at(place_of(written, article))
        .help("put the file beside the article or in `static/`, as PNG, JPEG, GIF, WebP or SVG")
}

/// The place of some words in an article's file, or the file.
fn place_of(words: &str, article: &Article) -> Place {
    let file = article.body.file();
    // What names nothing is HTML.
    let words = if words.is_empty() { "<img" } else { words };
    match file.find(words) {
        Some(at) => Place::at_byte(&article.path, file, at, words.chars().count()),
        None => Place::file(&article.path),
    }
}

fn in_order(mut warnings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostic::sort(&mut warnings);
    warnings.dedup();
    warnings
}

/// Makes all texts of an article such as can be set.
fn look_up(letters: &mut Letters<'_>, entry: &mut Value, article: &Article, warnings: &mut Vec<Diagnostic>) {
    let mut missing = BTreeSet::new();
    joined::part(entry, 0);
    strings(letters, entry, &mut missing);
    for letter in missing {
        let mut text = [0; 4];
        warnings.push(no_glyph(letter).at(place_of(letter.encode_utf8(&mut text), article)));
    }
}

/// Whatever else is set: names, titles, words. A letter that a name lacks is the site's to mend.
fn look_up_others(letters: &mut Letters<'_>, data: &mut Value, warnings: &mut Vec<Diagnostic>) {
    let mut missing = BTreeSet::new();
    joined::part(data, 0);
    strings(letters, data, &mut missing);
    warnings.extend(missing.into_iter().map(|letter| no_glyph(letter).at(Place::file(crate::config::FILE))));
}

fn strings(letters: &mut Letters<'_>, value: &mut Value, missing: &mut BTreeSet<char>) {
    each_string(value, &mut |key, text| {
        let settable = if ADDRESSES.contains(&key) {
            letters.address(text)
        } else if NOT_TEXT.contains(&key) {
            None
        } else if key == "text" && text.contains(['\n', '\t']) {
            // What keeps its shape keeps its lines, and a step of a tabulator is as wide as four letters.
            let lines = text.split('\n').map(|line| {
                let line = line.replace('\t', "    ");
                letters.settable(&line, letters::longest_word(0), missing).unwrap_or(line)
            });
            Some(lines.collect::<Vec<_>>().join("\n"))
        } else {
            letters.settable(text, letters::longest_word(0), missing)
        };
        if let Some(settable) = settable {
            *text = settable;
        }
    });
}

impl Preparing<'_> {
    fn article(&mut self, entry: &mut Value, article: &Article) {
        self.links.clear();
        let mut crowds = BTreeSet::new();
        marks::leave_out(entry, &mut crowds);
        self.warnings.extend(crowds.iter().map(|crowd| many_marks(crowd).at(place_of(&crowd.kept, article))));
        self.crowds.extend(crowds);
        if let Some(body) = entry.get_mut("body") {
            self.blocks(body, article);
        }
        let links = std::mem::take(&mut self.links).into_iter().enumerate();
        let links: Vec<Value> = links.map(|(at, url)| serde_json::json!({ "mark": mark(at), "url": url })).collect();
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("links".to_owned(), links.into());
            for key in ["source", "archived"] {
                if let Some(address) = fields.get(key).and_then(Value::as_str).filter(|url| url.len() > LONGEST_ADDRESS)
                {
                    self.warnings.push(long_address(address, article));
                    fields.insert(key.to_owned(), Value::Null);
                }
            }
        }
    }

    /// Marks in names and words of the site; titles of articles are among them once more.
    fn others(&mut self, data: &mut Value) {
        let mut crowds = BTreeSet::new();
        marks::leave_out(data, &mut crowds);
        let others = crowds.difference(&self.crowds);
        self.warnings.extend(others.map(|crowd| many_marks(crowd).at(Place::file(crate::config::FILE))));
    }

    /// Pictures and tables of a text.
    fn blocks(&mut self, value: &mut Value, article: &Article) {
        match value {
            Value::Array(items) => {
                self.without_long_links(items, article);
                // Each part of a table is one of its own from here on.
                tables::cut_wide(items);
                tables::notes_behind(items);
                for item in items.iter_mut() {
                    self.blocks(item, article);
                }
            }
            Value::Object(fields) => {
                let kind = fields.get("t").and_then(Value::as_str).unwrap_or("").to_owned();
                if kind == "image" {
                    self.picture(fields, article);
                    return;
                }
                if kind == "table" {
                    let columns = fields.get("align").and_then(Value::as_array).map_or(0, Vec::len);
                    let longest = letters::longest_word(columns);
                    // What is missing is found again, and said, when the whole article is looked through.
                    for key in ["head", "rows"] {
                        if let Some(cells) = fields.get_mut(key) {
                            joined::part(cells, columns);
                            break_words(cells, longest);
                        }
                    }
                    tables::fit_head(fields);
                }
                if kind == "link" {
                    self.link(fields);
                }
                for (_, field) in fields.iter_mut() {
                    self.blocks(field, article);
                }
            }
            _ => {}
        }
    }

    /// Paper cannot be clicked: a link whose words are not its address has a mark, and the address stands after the text.
    fn link(&mut self, fields: &mut Map<String, Value>) {
        let written = fields.get("url").and_then(Value::as_str).unwrap_or("").to_owned();
        let is_shown =
            fields.get("c").is_some_and(|c| c.as_array().is_some_and(|c| c[..] == [Value::from(written.as_str())]));
        let url = self.letters.address(&written).unwrap_or(written);
        fields.insert("url".to_owned(), url.as_str().into());
        if is_shown {
            fields.insert("c".to_owned(), vec![url.clone()].into());
        }
        if is_shown || !url.starts_with("http") {
            return;
        }
        // Texts have few links; of one with many, the last ones are looked through for the same.
        let recent = self.links.iter().rev().take(100).position(|known| *known == url);
        let at = recent.map_or(self.links.len(), |back| self.links.len() - 1 - back);
        if at == self.links.len() {
            self.links.push(url);
        }
        fields.insert("mark".to_owned(), mark(at).into());
    }

    /// Puts the words of links that are too long in the place of the links.
    fn without_long_links(&mut self, items: &mut Vec<Value>, article: &Article) {
        fn long(item: &Value) -> Option<&str> {
            let url = item.get("url").filter(|_| item.get("t").is_some_and(|kind| kind == "link"))?;
            url.as_str().filter(|url| url.len() > LONGEST_ADDRESS)
        }
        if !items.iter().any(|item| long(item).is_some()) {
            return;
        }
        let mut kept = Vec::with_capacity(items.len());
        for mut item in std::mem::take(items) {
            match long(&item) {
                Some(url) => {
                    self.warnings.push(long_address(url, article));
                    kept.extend(
                        item.get_mut("c").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default(),
                    );
                }
                None => kept.push(item),
            }
        }
        *items = kept;
    }

    /// Gives a picture its file, or says why it has none; its words stand for it then.
    fn picture(&mut self, fields: &mut Map<String, Value>, article: &Article) {
        let written = fields.get("written").and_then(Value::as_str).unwrap_or("").to_owned();
        let file = fields.get("file").and_then(Value::as_str).map(str::to_owned);
        let found = match &file {
            Some(address) => self.pictures.name(address),
            None if written.is_empty() => Err("it names no file".to_owned()),
            None => Err("it is not a file of the site, and nothing is fetched".to_owned()),
        };
        let src = match found {
            Ok(name) => Value::from(name),
            Err(reason) => {
                self.warnings.push(no_picture(&written, &reason, article));
                Value::Null
            }
        };
        if let Some(alt) =
            fields.get("alt").and_then(Value::as_str).filter(|alt| !src.is_null() && alt.len() > LONGEST_ALT)
        {
            let end = (0..=LONGEST_ALT).rev().find(|end| alt.is_char_boundary(*end)).unwrap_or(0);
            let cut = format!("{}…", &alt[..end]);
            self.warnings.push(long_alt(&written, alt.len(), article));
            fields.insert("alt".to_owned(), cut.into());
        }
        fields.insert("src".to_owned(), src);
    }
}

/// Breaks words that are longer.
fn break_words(value: &mut Value, longest: usize) {
    each_string(value, &mut |key, text| {
        let run = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        if run <= longest || NOT_TEXT.contains(&key) {
            return;
        }
        let mut broken = String::with_capacity(text.len() * 2);
        let mut run = 0;
        for letter in text.chars() {
            run = if letter.is_whitespace() { 0 } else { run + 1 };
            if run > longest {
                broken.push('\u{200b}');
                run = 1;
            }
            broken.push(letter);
        }
        *text = broken;
    });
}

/// Every text of a value, with the key that it is under.
pub(super) fn each_string(value: &mut Value, visit: &mut dyn FnMut(&str, &mut String)) {
    fn under(key: &str, value: &mut Value, visit: &mut dyn FnMut(&str, &mut String)) {
        match value {
            Value::String(text) => visit(key, text),
            Value::Array(items) => items.iter_mut().for_each(|item| under(key, item, visit)),
            Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| under(key, field, visit)),
            _ => {}
        }
    }
    under("", value, visit);
}

fn many_marks(crowd: &Crowd) -> Diagnostic {
    let letter = crowd.kept.chars().next().filter(|letter| letter.is_alphanumeric());
    let letter = letter.map_or(String::new(), |letter| format!(" `{letter}`"));
    let message = format!("of the {} marks on one letter{letter} the PDF has {}", crowd.marks, marks::MOST_MARKS);
    Diagnostic::warning("plain-text", message)
        .help("leave out the marks; where they are meant, put them on letters of their own")
}

fn long_address(address: &str, article: &Article) -> Diagnostic {
    let message = format!("an address of {} bytes is left out: a PDF can lead to none so long", address.len());
    Diagnostic::warning("no-link", message)
        .at(place_of(address, article))
        .help("shorten it, or write only what stands before its `?`")
}

fn long_alt(written: &str, length: usize, article: &Article) -> Diagnostic {
    let message = format!("of the {length} bytes that stand for the picture `{written}` the PDF has {LONGEST_ALT}");
    Diagnostic::warning("no-picture", message)
        .at(place_of(written, article))
        .help("say in some words what the picture shows, and put the rest into the text")
}

/// `a` to `z`, then `aa` and so on.
fn mark(mut at: usize) -> String {
    let mut mark = Vec::new();
    loop {
        mark.push(char::from(b'a' + u8::try_from(at % 26).unwrap_or(0)));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    mark.into_iter().rev().collect()
}

fn no_glyph(letter: char) -> Diagnostic {
    let name = letters::name(letter);
    let shown =
        if letter.is_alphanumeric() || u32::from(letter) > 0x2000 { format!("`{letter}` ") } else { String::new() };
    Diagnostic::warning("no-glyph", format!("no font has the letter {shown}{name}; the number is printed in its place"))
        .help("name a font that has it in site.toml: `[print]`, `fonts = [\"static/fonts/NAME.ttf\"]`")
}

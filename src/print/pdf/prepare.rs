//! The values of an edition made fit to be set: pictures found, letters looked up, tables of many columns cut into parts.
//! What cannot be as it should is said with the article's file and the place in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use super::fonts::Fonts;
use super::letters::{self, Letters};
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
const NOT_TEXT: [&str; 13] = [
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
];

/// A table is cut where it has more columns.
const MOST_COLUMNS: usize = 9;
/// A part of such a table has so many columns beside the first, which stands in each.
const COLUMNS_OF_A_PART: usize = 6;

/// A larger picture takes more memory than a page is worth; the header of a file of a few bytes can say so.
const MOST_PIXELS: u64 = 100_000_000;
/// Pictures of one document at most: Typst can name 65,535 files.
const MOST_PICTURES: usize = 20_000;

struct Preparing<'a> {
    project: &'a Project,
    letters: Letters<'a>,
    pictures: BTreeMap<String, Bytes>,
    /// By the address on the site: the name, or why there is none.
    known: BTreeMap<String, Result<String, &'static str>>,
    warnings: Vec<Diagnostic>,
    /// The addresses that the text of the article leads to, in order.
    links: Vec<String>,
}

/// Prepares the values of an edition in place.
pub(super) fn prepare(project: &Project, edition: &Edition, fonts: &Fonts, data: &mut Value) -> Prepared {
    let mut preparing = Preparing {
        project,
        letters: Letters::new(fonts),
        pictures: BTreeMap::new(),
        known: BTreeMap::new(),
        warnings: Vec::new(),
        links: Vec::new(),
    };
    let printed: Vec<usize> = edition.printed().collect();
    let mut articles = printed.iter().map(|id| project.digest.text(*id));
    for part in list(data.pointer_mut("/edition/parts")) {
        for section in list(part.get_mut("sections")) {
            for (entry, article) in list(section.get_mut("entries")).iter_mut().zip(&mut articles) {
                preparing.article(entry, article);
            }
        }
    }
    // Whatever else is set: names, titles, words. A letter that a name lacks is the site's to mend.
    let mut missing = BTreeSet::new();
    preparing.strings(data, letters::longest_word(0), &mut missing);
    for letter in missing {
        let place = Place::file(crate::config::FILE);
        preparing.warnings.push(no_glyph(letter).at(place));
    }
    let mut warnings = preparing.warnings;
    diagnostic::sort(&mut warnings);
    warnings.dedup();
    Prepared { pictures: preparing.pictures, warnings }
}

fn list(value: Option<&mut Value>) -> &mut [Value] {
    value.and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

impl Preparing<'_> {
    fn article(&mut self, entry: &mut Value, article: &Article) {
        self.links.clear();
        if let Some(body) = entry.get_mut("body") {
            self.blocks(body, article);
        }
        let links = std::mem::take(&mut self.links).into_iter().enumerate();
        let links: Vec<Value> = links.map(|(at, url)| serde_json::json!({ "mark": mark(at), "url": url })).collect();
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("links".to_owned(), links.into());
        }
        let mut missing = BTreeSet::new();
        self.strings(entry, letters::longest_word(0), &mut missing);
        for letter in missing {
            let file = article.body.file();
            let mut text = [0; 4];
            let place = match file.find(&*letter.encode_utf8(&mut text)) {
                Some(at) => Place::at_byte(&article.path, file, at, 1),
                None => Place::file(&article.path),
            };
            self.warnings.push(no_glyph(letter).at(place));
        }
    }

    /// Pictures and tables of a text.
    fn blocks(&mut self, value: &mut Value, article: &Article) {
        match value {
            Value::Array(items) => {
                for item in items.iter_mut() {
                    self.blocks(item, article);
                }
                if items.iter().any(is_wide_table) {
                    *items = std::mem::take(items).into_iter().flat_map(parts_of_table).collect();
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
                    let longest = letters::longest_word(columns.min(MOST_COLUMNS));
                    // What is missing is found again, and said, when the whole article is looked through.
                    for key in ["head", "rows"] {
                        if let Some(cells) = fields.get_mut(key) {
                            self.break_words(cells, longest);
                        }
                    }
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
        let url = fields.get("url").and_then(Value::as_str).unwrap_or("").to_owned();
        let is_shown =
            fields.get("c").is_some_and(|words| words.as_array().is_some_and(|c| c[..] == [Value::from(url.as_str())]));
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

    fn break_words(&mut self, value: &mut Value, longest: usize) {
        each_string(value, &mut |text| {
            let run = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            if run <= longest {
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

    fn strings(&mut self, value: &mut Value, longest: usize, missing: &mut BTreeSet<char>) {
        let letters = &mut self.letters;
        each_string(value, &mut |text| {
            if let Some(settable) = letters.settable(text, longest, missing) {
                *text = settable;
            }
        });
    }

    /// Gives a picture its file, or says why it has none; its words stand for it then.
    fn picture(&mut self, fields: &mut Map<String, Value>, article: &Article) {
        let written = fields.get("written").and_then(Value::as_str).unwrap_or("").to_owned();
        let file = fields.get("file").and_then(Value::as_str).map(str::to_owned);
        let found = match &file {
            Some(address) => match self.known.get(address) {
                Some(known) => known.clone(),
                None => {
                    let found = self.read(address);
                    self.known.insert(address.clone(), found.clone());
                    found
                }
            },
            None => Err("it is not a file of the site, and nothing is fetched"),
        };
        let src = match found {
            Ok(name) => Value::from(name),
            Err(reason) => {
                let message = format!("the picture `{written}` is not printed: {reason}");
                let body = article.body.file();
                let place =
                    body.find(&written).map(|at| Place::at_byte(&article.path, body, at, written.chars().count()));
                let fault = Diagnostic::warning("no-picture", message)
                    .at(place.unwrap_or_else(|| Place::file(&article.path)))
                    .help("put the file beside the article or in `static/`, as PNG, JPEG, GIF, WebP or SVG");
                self.warnings.push(fault);
                Value::Null
            }
        };
        fields.insert("src".to_owned(), src);
    }

    fn read(&mut self, address: &str) -> Result<String, &'static str> {
        let decoded: Vec<_> = address.split('/').map(crate::article::markdown::percent_decoded).collect();
        let file = self.project.file_at(address).or_else(|| self.project.file_at(&decoded.join("/")));
        let file = file.ok_or("there is no such file")?;
        if self.pictures.len() >= MOST_PICTURES {
            return Err("the edition has too many pictures");
        }
        if pixels(&file.bytes).is_some_and(|pixels| pixels > MOST_PIXELS) {
            return Err("it has too many pixels");
        }
        let bytes = Bytes::new(file.bytes.clone());
        let ending = match ExchangeFormat::detect(&bytes) {
            Some(format) => {
                RasterImage::plain(bytes.clone(), format).map_err(|_| "it cannot be read")?;
                match format {
                    ExchangeFormat::Png => "png",
                    ExchangeFormat::Jpg => "jpg",
                    ExchangeFormat::Gif => "gif",
                    ExchangeFormat::Webp => "webp",
                }
            }
            None => {
                SvgImage::new(bytes.clone()).map_err(|_| "its format is not one that can be printed")?;
                "svg"
            }
        };
        let name = format!("pictures/{}.{ending}", self.pictures.len());
        self.pictures.insert(name.clone(), bytes);
        Ok(name)
    }
}

/// Every text of a value that is set as text.
fn each_string(value: &mut Value, visit: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_string(item, visit)),
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut().filter(|(key, _)| !NOT_TEXT.contains(&key.as_str())) {
                each_string(field, visit);
            }
        }
        _ => {}
    }
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

fn columns(block: &Value) -> usize {
    if block.get("t").and_then(Value::as_str) != Some("table") {
        return 0;
    }
    block.get("align").and_then(Value::as_array).map_or(0, Vec::len)
}

fn is_wide_table(block: &Value) -> bool {
    columns(block) > MOST_COLUMNS
}

/// A table of many columns as tables of few: the first column stands in each of them.
fn parts_of_table(block: Value) -> Vec<Value> {
    let count = columns(&block);
    if count <= MOST_COLUMNS {
        return vec![block];
    }
    let cells = |row: &Value, from: usize| -> Value {
        let row = row.as_array().map_or(&[][..], Vec::as_slice);
        let own = row.iter().skip(from).take(COLUMNS_OF_A_PART);
        row.iter().take(1).chain(own).cloned().collect::<Vec<Value>>().into()
    };
    (1..count)
        .step_by(COLUMNS_OF_A_PART)
        .map(|from| {
            let mut part = Map::new();
            part.insert("t".to_owned(), "table".into());
            for key in ["align", "head"] {
                part.insert(key.to_owned(), block.get(key).map_or(Value::Null, |row| cells(row, from)));
            }
            let rows = block.get("rows").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            part.insert("rows".to_owned(), rows.iter().map(|row| cells(row, from)).collect::<Vec<Value>>().into());
            part.into()
        })
        .collect()
}

/// How many pixels a PNG says that it has (PNG specification, 11.2.2): the other formats have no room for as many.
fn pixels(bytes: &[u8]) -> Option<u64> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_first_chunk::<4>()?;
    Some(u64::from(u32::from_be_bytes(*width)) * u64::from(u32::from_be_bytes(*height.first_chunk::<4>()?)))
}

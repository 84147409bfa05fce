//! A font of a page: bytes → letters, and how wide they are.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::{LARGEST_STREAM, rtl};

/// What a font says of its letters.
pub(super) struct Font {
    /// without `/Encoding` where there is a `/ToUnicode`, which tells better
    dictionary: Dictionary,
    widths: Widths,
    pub(super) trust: Trust,
    pub(super) weight: Weight,
    /// What was read already: the table of letters is read once for all strings that show the same.
    read: RefCell<BTreeMap<Vec<u8>, String>>,
}

/// Whether a font's letters are the ones that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It says what its codes stand for.
    Told,
    /// Its codes stand for what they usually do, or for anything: the words have to tell.
    Usual,
    /// Its codes are numbers of shapes, and nothing says which letter a shape is.
    Nothing,
}

/// How heavy its letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Letters of a font that are remembered.
const MOST_READ: usize = 100_000;

/// Widths in thousandths of the font size.
enum Widths {
    /// of one-byte codes, from the first one
    Simple { first: usize, widths: Vec<f32>, missing: f32 },
    /// of two-byte codes
    Composite { widths: BTreeMap<u16, f32>, default: f32 },
}

impl Font {
    pub(super) fn new(document: &Document, font: &Dictionary) -> Font {
        let mut dictionary = font.clone();
        if dictionary.has(b"ToUnicode") {
            dictionary.remove(b"Encoding");
            // Where the table cannot be read, the parser gives letters of its own without a word.
            let read = dictionary.get_font_encoding_with_limit(document, LARGEST_STREAM);
            if !matches!(read, Ok(Encoding::UnicodeMapEncoding(_))) {
                dictionary = font.clone();
                dictionary.remove(b"ToUnicode");
            }
        }
        let (trust, weight) = (trust(document, &dictionary), weight(font));
        Font { dictionary, widths: widths(document, font), trust, weight, read: RefCell::default() }
    }

    /// Bytes of a letter's code.
    fn step(&self) -> usize {
        if matches!(self.widths, Widths::Composite { .. }) { 2 } else { 1 }
    }

    /// The letters that a string shows. A font without a readable encoding shows nothing.
    pub(super) fn decode(&self, document: &Document, bytes: &[u8]) -> String {
        if self.trust == Trust::Nothing {
            return String::new();
        }
        let mut read = self.read.borrow_mut();
        if bytes.chunks(self.step()).any(|code| !read.contains_key(code)) {
            let Ok(encoding) = self.dictionary.get_font_encoding_with_limit(document, LARGEST_STREAM) else {
                return String::new();
            };
            if read.len() > MOST_READ {
                return encoding.bytes_to_string(bytes).unwrap_or_default();
            }
            for code in bytes.chunks(self.step()) {
                let letters = || rtl::turned(encoding.bytes_to_string(code).unwrap_or_default());
                read.entry(code.to_vec()).or_insert_with(letters);
            }
        }
        bytes.chunks(self.step()).filter_map(|code| read.get(code)).map(String::as_str).collect()
    }

    /// How far a string goes, in thousandths of the font size, and how many codes it has.
    pub(super) fn width(&self, bytes: &[u8]) -> (f32, usize) {
        match &self.widths {
            Widths::Simple { first, widths, missing } => {
                let of =
                    |byte: &u8| usize::from(*byte).checked_sub(*first).and_then(|at| widths.get(at)).unwrap_or(missing);
                (bytes.iter().map(of).sum(), bytes.len())
            }
            Widths::Composite { widths, default } => {
                let codes = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                (codes.map(|code| widths.get(&code).unwrap_or(default)).sum(), bytes.len() / 2)
            }
        }
    }
}

/// ISO 32000-1, 9.10.2: a table of letters tells; so does the name of an encoding, but for the one in which codes are
/// shapes.
fn trust(document: &Document, font: &Dictionary) -> Trust {
    if font.has(b"ToUnicode") {
        return Trust::Told;
    }
    let encoding = font.get_deref(b"Encoding", document).ok();
    let name = encoding.and_then(|encoding| encoding.as_name().ok());
    let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
    match name {
        Some(name) if name.starts_with(b"Identity") => Trust::Nothing,
        Some(b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding") => Trust::Told,
        None if is_composite => Trust::Nothing,
        _ => Trust::Usual,
    }
}

/// By its name: "ABCDEF+Nimbus-Bold", "Arial,Bold".
fn weight(font: &Dictionary) -> Weight {
    let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default().to_ascii_lowercase();
    let is_bold = ["bold", "black", "heavy", "-bd"]
        .iter()
        .any(|word| name.windows(word.len()).any(|part| part == word.as_bytes()));
    if is_bold { Weight::Bold } else { Weight::Regular }
}

/// Where a font does not tell, letters are half as wide as they are high.
const USUAL: f32 = 500.0;

fn widths(document: &Document, font: &Dictionary) -> Widths {
    let resolve = |dictionary: &Dictionary, key: &[u8]| dictionary.get_deref(key, document).ok().cloned();
    let numbers = |object: Option<Object>| -> Vec<f32> {
        let array = object.and_then(|object| object.as_array().ok().cloned()).unwrap_or_default();
        array.iter().map(|number| number.as_float().unwrap_or(USUAL)).collect()
    };
    let descendant = resolve(font, b"DescendantFonts").and_then(|fonts| {
        let first = fonts.as_array().ok()?.first()?.clone();
        document.dereference(&first).ok()?.1.as_dict().ok().cloned()
    });
    let Some(descendant) = descendant else {
        let first = resolve(font, b"FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
        let widths = numbers(resolve(font, b"Widths"));
        return Widths::Simple { first: usize::try_from(first).unwrap_or(0), widths, missing: USUAL };
    };
    let default = resolve(&descendant, b"DW").and_then(|width| width.as_float().ok()).unwrap_or(1000.0);
    let array = resolve(&descendant, b"W").and_then(|array| array.as_array().ok().cloned()).unwrap_or_default();
    Widths::Composite { widths: composite(document, &array), default }
}

/// All codes that there are, and some that stand twice.
const MOST_WIDTHS: usize = 200_000;

/// `c [w …]` gives widths from a code on, `first last w` one width to a range (ISO 32000-1, 9.7.4.3).
fn composite(document: &Document, array: &[Object]) -> BTreeMap<u16, f32> {
    let mut widths = BTreeMap::new();
    let code = |object: Option<&Object>| {
        object.and_then(|object| object.as_i64().ok()).and_then(|code| u16::try_from(code).ok())
    };
    let mut at = 0;
    let mut left = MOST_WIDTHS;
    while let Some(first) = code(array.get(at)) {
        let next = array.get(at + 1).and_then(|object| document.dereference(object).ok()).map(|(_, object)| object);
        if let Some(list) = next.and_then(|object| object.as_array().ok()) {
            for (code, width) in (first..).zip(list) {
                widths.insert(code, width.as_float().unwrap_or(USUAL));
            }
            at += 2;
        } else {
            let (Some(last), Some(width)) =
                (code(array.get(at + 1)), array.get(at + 2).and_then(|width| width.as_float().ok()))
            else {
                break;
            };
            let Some(rest) = usize::from(last).checked_sub(first.into()).and_then(|count| left.checked_sub(count))
            else {
                break;
            };
            left = rest;
            widths.extend((first..=last).map(|code| (code, width)));
            at += 3;
        }
    }
    widths
}

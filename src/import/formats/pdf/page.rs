//! The pieces of text that a page shows, with their places: the text operators of ISO 32000-1, 9.3 and 9.4.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::LARGEST_STREAM;
use super::font::{Font, Trust, Weight};

/// A piece of text on a page; places are in points from its lower left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x: f32,
    /// where it ends
    pub(super) end: f32,
    /// of the line that its letters stand on
    pub(super) y: f32,
    /// of the font
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) trust: Trust,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// in the order of the page
    pub(super) pieces: Vec<Piece>,
    /// codes that stand for a letter, and those of which nothing says for which
    pub(super) read: usize,
    pub(super) unread: usize,
}

/// Forms in forms, at most.
const DEEPEST: usize = 8;
/// What all pages of a file together may cost: operators, and bytes of the streams that are run.
#[derive(Debug)]
pub(super) struct Budget {
    operations: usize,
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { operations: 5_000_000, bytes: 256 * 1024 * 1024 }
    }
}

/// A page, or a part of one, that cannot be read or costs too much.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unread;

/// All pieces of a page, in the order in which it shows them, as far as they can be read.
pub(super) fn pieces(document: &Document, page: ObjectId, budget: &mut Budget) -> (Shown, Result<(), Unread>) {
    let mut bytes = Vec::new();
    let mut unread = false;
    for id in document.get_page_contents(page) {
        let stream = document.get_object(id).and_then(Object::as_stream);
        unread |= stream.as_ref().is_ok_and(|stream| is_damaged(stream));
        match stream.and_then(|stream| stream.get_plain_content_with_limit(LARGEST_STREAM)) {
            Ok(content) => bytes.extend(content.into_iter().chain([b'\n'])),
            Err(_) => unread = true,
        }
    }
    let mut machine = Machine { document, shown: Shown::default(), budget, fonts: BTreeMap::new() };
    let (own, inherited) = document.get_page_resources(page).unwrap_or_default();
    let mut resources: Vec<&Dictionary> = own.into_iter().collect();
    resources.extend(inherited.iter().filter_map(|id| document.get_dictionary(*id).ok()));
    let read = machine.run(&bytes, &resources, State::default(), 0);
    (machine.shown, if unread { Err(Unread) } else { read })
}

/// Whether a stream ends in the middle of what was packed: unpacking gives what came before without a word.
fn is_damaged(stream: &Stream) -> bool {
    let is_flate = stream.filters().is_ok_and(|filters| filters == [b"FlateDecode".as_slice()]);
    let mut plain = ZlibDecoder::new(stream.content.as_slice()).take(LARGEST_STREAM as u64);
    is_flate && std::io::copy(&mut plain, &mut std::io::sink()).is_err()
}

/// A matrix [a b c d e f] of ISO 32000-1, 8.3.3.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(m: Matrix, n: Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

/// The graphics and text state.
#[derive(Clone)]
struct State {
    device: Matrix,
    text: Matrix,
    line: Matrix,
    font: Vec<u8>,
    size: f32,
    leading: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
}

impl Default for State {
    fn default() -> Self {
        State {
            device: IDENTITY,
            text: IDENTITY,
            line: IDENTITY,
            font: Vec::new(),
            size: 12.0,
            leading: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
        }
    }
}

impl State {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Moves along the line by unscaled text space.
    fn advance(&mut self, by: f32) {
        self.text = times([1.0, 0.0, 0.0, 1.0, by * self.scale, 0.0], self.text);
    }
}

struct Machine<'a, 'b> {
    document: &'a Document,
    shown: Shown,
    budget: &'b mut Budget,
    /// by the place of the dictionary in memory: a form may call another font by the same name
    fonts: BTreeMap<usize, Font>,
}

impl<'a> Machine<'a, '_> {
    fn run(&mut self, bytes: &[u8], resources: &[&'a Dictionary], start: State, depth: usize) -> Result<(), Unread> {
        self.budget.bytes = self.budget.bytes.checked_sub(bytes.len()).ok_or(Unread)?;
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        // One operator at a time: all of them at once can be a thousand times the size of the file.
        for operation in Content::decode_iter(bytes) {
            let Operation { operator, operands } = &operation.map_err(|_| Unread)?;
            self.budget.operations = self.budget.operations.checked_sub(1).ok_or(Unread)?;
            let number = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match operator.as_str() {
                "q" if saved.len() < 1000 => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.device = times(matrix(), state.device),
                "BT" => (state.text, state.line) = (IDENTITY, IDENTITY),
                "Tf" => {
                    state.font = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default().to_vec();
                    state.size = number(1);
                }
                "Tc" => state.char_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.scale = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Td" => state.next_line(number(0), number(1)),
                "TD" => {
                    state.leading = -number(1);
                    state.next_line(number(0), number(1));
                }
                "Tm" => (state.text, state.line) = (matrix(), matrix()),
                "T*" => state.next_line(0.0, -state.leading),
                "Tj" => self.show(operands.first(), resources, &mut state),
                "'" => {
                    state.next_line(0.0, -state.leading);
                    self.show(operands.first(), resources, &mut state);
                }
                "\"" => {
                    (state.word_space, state.char_space) = (number(0), number(1));
                    state.next_line(0.0, -state.leading);
                    self.show(operands.get(2), resources, &mut state);
                }
                "TJ" => {
                    for part in operands.first().and_then(|array| array.as_array().ok()).into_iter().flatten() {
                        match part.as_float() {
                            Ok(back) => state.advance(-back / 1000.0 * state.size),
                            Err(_) => self.show(Some(part), resources, &mut state),
                        }
                    }
                }
                "Do" if depth < DEEPEST => self.form(operands.first(), resources, &state, depth)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, string: Option<&Object>, resources: &[&'a Dictionary], state: &mut State) {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return };
        let Some(dictionary) = self.find(resources, b"Font", &state.font) else { return };
        let document = self.document;
        let font =
            self.fonts.entry(std::ptr::from_ref(dictionary).addr()).or_insert_with(|| Font::new(document, dictionary));
        let (width, codes) = font.width(bytes);
        let text = font.decode(document, bytes);
        // A code may be two letters; one that is none, where nobody said so, is lost.
        let strange = text.chars().filter(|c| *c == '\u{fffd}').count();
        let lost = match font.trust {
            Trust::Nothing => codes,
            Trust::Usual => strange.max(codes.saturating_sub(text.chars().count())),
            Trust::Told => strange,
        };
        self.shown.unread += lost;
        self.shown.read += codes.saturating_sub(lost);
        let (weight, trust) = (font.weight, font.trust);
        let spaces = bytes.iter().filter(|byte| **byte == b' ').count();
        let start = times(state.text, state.device);
        #[allow(clippy::cast_precision_loss, reason = "a string of a page is short")]
        let by = width / 1000.0 * state.size + state.char_space * codes as f32 + state.word_space * spaces as f32;
        state.advance(by);
        let end = times(state.text, state.device);
        // Text that runs up or down a page is a mark in its margin.
        let is_level = start[1].abs() <= start[0].abs();
        let size = state.size * start[3].abs().max(start[2].abs());
        if !text.is_empty() && is_level {
            let piece = Piece { text, x: start[4], end: end[4], y: start[5], size, weight, trust };
            self.shown.pieces.push(piece);
        }
    }

    fn form(
        &mut self,
        name: Option<&Object>,
        resources: &[&'a Dictionary],
        state: &State,
        depth: usize,
    ) -> Result<(), Unread> {
        let Some(name) = name.and_then(|name| name.as_name().ok()) else { return Ok(()) };
        let object = resources.iter().find_map(|resources| self.named(resources, b"XObject", name));
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return Ok(()) };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        let bytes = stream.get_plain_content_with_limit(LARGEST_STREAM).map_err(|_| Unread)?;
        let mut state = state.clone();
        if let Ok(matrix) = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array)
            && let [a, b, c, d, e, f] =
                matrix.iter().map(|number| number.as_float().unwrap_or(0.0)).collect::<Vec<_>>()[..]
        {
            state.device = times([a, b, c, d, e, f], state.device);
        }
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let all: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        self.run(&bytes, &all, state, depth + 1)
    }

    fn find(&self, resources: &[&'a Dictionary], kind: &[u8], name: &[u8]) -> Option<&'a Dictionary> {
        resources.iter().find_map(|resources| self.named(resources, kind, name)?.as_dict().ok())
    }

    fn named(&self, resources: &'a Dictionary, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        resources.get_deref(kind, self.document).ok()?.as_dict().ok()?.get_deref(name, self.document).ok()
    }
}

//! Rich text (Rich Text Format Specification 1.9.1), as word processors and press databases export it: paragraphs, bold and
//! italic, links, tables, headings and lists. Pictures, heads of pages, comments and what was deleted are passed over.

mod letters;
mod token;

use std::collections::BTreeMap;

use self::letters::{Fonts, Letters};
use self::token::{Token, Tokens};
use super::super::report::{damaged, too_long};
use super::super::{LARGEST_TEXT, MOST_LINES};
use super::lines::{self, Paragraph, Role, Style, level, row};
use super::{Entry, Fault, Format, Options};

/// Groups inside each other; word processors write a dozen.
const DEEPEST: usize = 500;

/// All articles of a rich text file.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let way = "open it in a word processor and save it again, or copy its text into a file";
    match paragraphs(bytes) {
        Ok((paragraphs, end)) => {
            let mut entries = lines::entries(name, &paragraphs, options)?;
            if let (End::Cut, Some(last)) = (end, entries.last_mut()) {
                last.review.push("body: the file ends in the middle of its text".to_owned());
            }
            Ok(entries)
        }
        Err(Bad::TooDeep) => Err(damaged(name, Format::Rtf, None, "its groups are nested too deep", way)),
        Err(Bad::TooLong) => Err(too_long(name)),
    }
}

/// Why nothing is read of a file.
#[derive(Debug, PartialEq, Eq)]
enum Bad {
    TooDeep,
    TooLong,
}

/// How a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// groups of it have no end
    Cut,
}

/// What a group holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Destination {
    #[default]
    Text,
    Note,
    /// the fonts, with the letters that each has
    Fonts,
    /// the names of the styles
    Styles,
    /// what a field does
    Instruction,
    /// the sign before an entry of a list
    Sign,
    /// nothing that is read
    Nothing,
}

/// What holds in a group, and in those inside it.
#[derive(Debug, Default, Clone)]
struct State {
    destination: Destination,
    style: Style,
    hidden: bool,
    deleted: bool,
    font: Option<i32>,
    /// signs behind a `\u` that are for readers without Unicode
    substitutes: usize,
    number: i32,
}

/// A text as it comes.
#[derive(Default)]
struct Text {
    found: Vec<Paragraph>,
    notes: Vec<Paragraph>,
    open: Paragraph,
    note: Paragraph,
    cells: Vec<Vec<Paragraph>>,
    in_table: bool,
    /// bytes of text and of addresses
    length: usize,
    /// paragraphs, and runs of one style in them
    pieces: usize,
}

fn paragraphs(bytes: &[u8]) -> Result<(Vec<Paragraph>, End), Bad> {
    let (mut text, mut letters) = (Text::default(), Letters::default());
    let (mut fonts, mut levels) = (Fonts::default(), BTreeMap::new());
    // The words of what is no text: a field's instruction, the name of a style.
    let mut words = String::new();
    let mut state = State { substitutes: 1, ..State::default() };
    let mut outer: Vec<State> = Vec::new();
    let mut passed_over = 0_usize;
    for token in Tokens::new(bytes) {
        if text.pieces > MOST_LINES {
            return Err(Bad::TooLong);
        }
        if passed_over > 0 && !matches!(token, Token::Open | Token::Close) {
            passed_over -= 1;
            continue;
        }
        // Letters of several bytes may lie in several tokens of the same kind.
        if !matches!(token, Token::Byte(_)) && !matches!(token, Token::Word("u", _)) {
            text.take(&mut letters, &state, &fonts, &mut words)?;
        }
        match token {
            Token::Open => {
                if outer.len() == DEEPEST {
                    return Err(Bad::TooDeep);
                }
                passed_over = 0;
                outer.push(state.clone());
            }
            Token::Close => {
                passed_over = 0;
                let Some(before) = outer.pop() else { break };
                let ended = std::mem::replace(&mut state, before);
                match ended.destination {
                    Destination::Styles => {
                        if let Some(level) = level(words.trim().trim_end_matches(';')) {
                            levels.insert(ended.number, level);
                        }
                        words.clear();
                    }
                    Destination::Note if state.destination != Destination::Note => {
                        text.notes.push(std::mem::take(&mut text.note));
                    }
                    _ => {}
                }
            }
            Token::Byte(byte) => letters.push(byte),
            Token::Ignorable => state.destination = Destination::Nothing,
            Token::Sign(sign) => text.push(sign, &state, &mut words)?,
            Token::Word("u", Some(unit)) => {
                text.take_bytes(&mut letters, &state, &fonts, &mut words)?;
                letters.push_unit(unit);
                passed_over = state.substitutes;
            }
            Token::Word(word, number) => match word {
                "ansicpg" => fonts.set_page(number.unwrap_or_default()),
                "mac" => fonts.set_page(10_000),
                "deff" => state.font = number,
                "f" => state.font = number,
                "fcharset" if state.destination == Destination::Fonts => {
                    fonts.set(state.font, number.unwrap_or_default())
                }
                "uc" => state.substitutes = usize::try_from(number.unwrap_or(1)).unwrap_or_default().min(16),
                "s" if state.destination == Destination::Styles => state.number = number.unwrap_or_default(),
                "s" if state.destination == Destination::Text => {
                    text.open.heading = number.and_then(|number| levels.get(&number).copied())
                }
                _ => word_of_text(word, number, &mut state, &mut text, &mut words)?,
            },
        }
    }
    text.take(&mut letters, &state, &fonts, &mut words)?;
    let end = if outer.is_empty() { End::Whole } else { End::Cut };
    Ok((text.end(), end))
}

/// What a control word does to the text.
fn word_of_text(
    word: &str,
    number: Option<i32>,
    state: &mut State,
    text: &mut Text,
    words: &mut String,
) -> Result<(), Bad> {
    let is_on = number != Some(0);
    let destination = match word {
        "fonttbl" => Some(Destination::Fonts),
        "stylesheet" => Some(Destination::Styles),
        "fldinst" => Some(Destination::Instruction),
        "footnote" => Some(Destination::Note),
        "pntext" | "listtext" => Some(Destination::Sign),
        "colortbl" | "info" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
        | "footerr" | "footerf" | "annotation" | "xe" | "tc" | "rxe" | "bkmkstart" | "bkmkend" | "filetbl"
        | "listtable" | "revtbl" | "listoverridetable" | "rsidtbl" | "objclass" | "objdata" | "ftnsep" | "ftnsepc"
        | "nonshppict" | "themedata" | "fldtype" | "template" | "pnseclvl" | "latentstyles" | "datastore" => {
            Some(Destination::Nothing)
        }
        _ => None,
    };
    if let Some(destination) = destination {
        // What a field does and what a note says may stand in a group that others may ignore.
        if state.destination != Destination::Nothing || destination == Destination::Instruction {
            state.destination = destination;
        }
        match destination {
            Destination::Sign => text.open.role = Role::List,
            Destination::Instruction => words.clear(),
            _ => {}
        }
        return Ok(());
    }
    match word {
        "b" => state.style.bold = is_on,
        "i" => state.style.italic = is_on,
        "v" => state.hidden = is_on,
        "deleted" => state.deleted = is_on,
        "plain" => (state.style.bold, state.style.italic, state.hidden, state.deleted) = (false, false, false, false),
        "field" => words.clear(),
        "fldrslt" => state.style.link = address(words),
        "pard" | "outlinelevel" | "ls" | "intbl" if state.destination != Destination::Text => {}
        "pard" => {
            (text.open.heading, text.open.role, text.in_table) = (None, Role::Text, false);
        }
        "outlinelevel" => {
            text.open.heading =
                number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9).map(|level| level + 1);
        }
        "ls" => text.open.role = Role::List,
        "intbl" => text.in_table = true,
        "par" | "sect" | "page" if state.destination == Destination::Text => text.end_paragraph(),
        "cell" | "nestcell" if state.destination == Destination::Text => text.end_cell(),
        "row" if state.destination == Destination::Text => text.end_row(),
        "par" | "line" | "tab" | "cell" | "emspace" | "enspace" | "qmspace" => text.push(' ', state, words)?,
        "emdash" => text.push('—', state, words)?,
        "endash" => text.push('–', state, words)?,
        "lquote" => text.push('‘', state, words)?,
        "rquote" => text.push('’', state, words)?,
        "ldblquote" => text.push('“', state, words)?,
        "rdblquote" => text.push('”', state, words)?,
        "bullet" => text.push('•', state, words)?,
        _ => {}
    }
    Ok(())
}

impl Text {
    /// Takes over all letters that came, the last of them whole.
    fn take(&mut self, letters: &mut Letters, state: &State, fonts: &Fonts, words: &mut String) -> Result<(), Bad> {
        self.take_bytes(letters, state, fonts, words)?;
        self.push_str(&letters.end(), state, words)
    }

    /// Takes over those that came as bytes.
    fn take_bytes(
        &mut self,
        letters: &mut Letters,
        state: &State,
        fonts: &Fonts,
        words: &mut String,
    ) -> Result<(), Bad> {
        if letters.has_bytes() {
            let before = letters.end();
            self.push_str(&before, state, words)?;
            let bytes = letters.decoded(fonts.of(state.font));
            self.push_str(&bytes, state, words)?;
        }
        Ok(())
    }

    fn push(&mut self, sign: char, state: &State, words: &mut String) -> Result<(), Bad> {
        self.push_str(sign.encode_utf8(&mut [0; 4]), state, words)
    }

    fn push_str(&mut self, text: &str, state: &State, words: &mut String) -> Result<(), Bad> {
        if text.is_empty() {
            return Ok(());
        }
        // Each piece of text holds the address that it is a link to.
        self.length += text.len() + state.style.link.as_ref().map_or(0, String::len);
        self.pieces += 1;
        if self.length > LARGEST_TEXT || self.pieces > MOST_LINES {
            return Err(Bad::TooLong);
        }
        match state.destination {
            _ if state.hidden || state.deleted => {}
            Destination::Text => self.open.push(text, &state.style),
            Destination::Note => self.note.push(text, &state.style),
            Destination::Styles | Destination::Instruction => words.push_str(text),
            Destination::Fonts | Destination::Sign | Destination::Nothing => {}
        }
        Ok(())
    }

    /// Ends a paragraph; what it is goes on for the next until it is said otherwise.
    fn end_paragraph(&mut self) {
        self.pieces += 1;
        let next = Paragraph { heading: self.open.heading, role: self.open.role, ..Paragraph::default() };
        let ended = std::mem::replace(&mut self.open, next);
        match self.cells.last_mut().filter(|_| self.in_table) {
            Some(cell) => cell.push(ended),
            None if self.in_table => self.cells.push(vec![ended]),
            None => {
                // A row that nothing ended was cut off.
                self.end_row();
                self.found.push(ended);
            }
        }
    }

    fn end_cell(&mut self) {
        self.in_table = true;
        self.end_paragraph();
        self.cells.push(Vec::new());
    }

    fn end_row(&mut self) {
        self.found.extend(row(std::mem::take(&mut self.cells)));
    }

    /// The paragraphs, and behind them the notes.
    fn end(mut self) -> Vec<Paragraph> {
        self.in_table = false;
        self.end_paragraph();
        self.found.append(&mut self.notes);
        self.found.push(self.note);
        self.found
    }
}

/// The web address of a field `HYPERLINK "address"`.
fn address(instruction: &str) -> Option<String> {
    // Every group inside the link has it.
    const LONGEST: usize = 2_048;
    let link = instruction.trim().strip_prefix("HYPERLINK")?;
    let address = link.split(['"', ' ']).find(|part| part.starts_with("http"))?;
    (address.len() <= LONGEST).then(|| address.to_owned())
}

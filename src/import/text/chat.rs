//! The export of a chat: `[12.11.25, 09:14:22] NAME: …` or `12/11/2025, 09:14 - NAME: …` begins each message. A message
//! that brings an article is an item of its own.

use super::super::decode::Line;
use super::super::marked::Marks;
use super::super::report::{FaultCode, fault, place};
use super::super::{Entry, Options};
use super::date::{self, Written};
use super::draft::Draft;
use super::line::{ends_sentence, has_text};

/// What the messages of a chat came to.
#[derive(Debug)]
pub(super) struct Chat {
    articles: Vec<Draft>,
    /// the heads of messages, and the messages that are no article
    left_out: Vec<(u32, String)>,
    messages: usize,
    line: u32,
}

/// Reads the messages; nothing where the text is no chat.
pub(super) fn read(lines: &[Line], options: &Options) -> Option<Chat> {
    let first = lines.iter().find(|line| has_text(&line.text))?;
    let heads: Vec<usize> = (0..lines.len()).filter(|at| head(&lines[*at].text).is_some()).collect();
    let opened = head(&first.text)?;
    // A day and a time with a dash behind them may be anything's; in brackets, or again and again, they are a chat's.
    if !opened.bracketed && heads.len() < 2 {
        return None;
    }
    let mut chat = Chat { articles: Vec::new(), left_out: Vec::new(), messages: heads.len(), line: first.number };
    for (place, at) in heads.iter().enumerate() {
        let end = heads.get(place + 1).copied().unwrap_or(lines.len());
        chat.take(lines.get(*at..end).unwrap_or_default(), options);
    }
    Some(chat)
}

impl Chat {
    /// The articles as entries; a refused one where there is none.
    pub(super) fn entries(mut self, name: &str, options: &Options, marks: Marks) -> Vec<Entry> {
        let Some(first) = self.articles.first_mut() else {
            let at = place(name, Some(self.line));
            let message = format!(
                "{at}: it is a chat, and none of its messages ({}) brings an article: write title, outlet with date, and text into a file of their own",
                self.messages
            );
            let mut draft = Draft { line: Some(self.line), ..Draft::default() };
            draft.body.furniture = self.left_out;
            let mut entry = draft.settle(name, options, marks);
            entry.fault = Some(fault(FaultCode::NoBody, Some(self.line), None, message));
            return vec![entry];
        };
        first.body.furniture.splice(0..0, self.left_out);
        self.articles.into_iter().map(|draft| draft.settle(name, options, marks)).collect()
    }

    fn take(&mut self, message: &[Line], options: &Options) {
        let Some((opening, behind)) = message.split_first() else { return };
        let Some(head) = head(&opening.text) else { return };
        let mut lines = vec![Line { number: opening.number, text: head.text.to_owned() }];
        lines.extend_from_slice(behind);
        let drafts = if is_article(&lines) { super::drafts(&lines, options) } else { Vec::new() };
        if drafts.iter().any(|draft| draft.title.is_none() || draft.body.paragraphs.is_empty()) || drafts.is_empty() {
            let full = message.iter().filter(|line| has_text(&line.text));
            self.left_out.extend(full.map(|line| (line.number, line.text.clone())));
            return;
        }
        let sender = opening.text.strip_suffix(head.text).unwrap_or(&opening.text).trim_end();
        self.left_out.push((opening.number, sender.to_owned()));
        for mut draft in drafts {
            let doubt = "date: that of the message was taken, the text has none";
            draft.otherwise = head.day.clone().map(|written| (written, opening.number, doubt));
            self.articles.push(draft);
        }
    }
}

/// Whether a message says more than people do: several lines, and a sentence among them.
fn is_article(lines: &[Line]) -> bool {
    const WORDS: usize = 15;
    let full: Vec<&str> = lines.iter().map(|line| line.text.as_str()).filter(|text| has_text(text)).collect();
    let words: usize = full.iter().map(|text| text.split_whitespace().count()).sum();
    full.len() > 1 && words >= WORDS && full.iter().any(|text| ends_sentence(text))
}

/// The head of a message.
struct Opening<'a> {
    bracketed: bool,
    day: Option<Written>,
    /// what is said on the same line
    text: &'a str,
}

fn head(text: &str) -> Option<Opening<'_>> {
    // Marks of direction stand before messages with files.
    let text = text.trim_start_matches(['\u{200e}', '\u{200f}']);
    let bracketed = text.starts_with('[');
    let (stamp, rest) = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => text.split_once(" - ").filter(|(stamp, _)| stamp.len() <= 24)?,
    };
    let (day, time) = stamp.split_once([',', ' '])?;
    let numbers: Vec<&str> = day.split(['.', '/', '-']).collect();
    let is_number = |text: &&str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let clock = time.trim().split(' ').next()?;
    let is_time = clock.split(':').count() > 1 && clock.split(':').all(|part| is_number(&part));
    let (sender, said) = rest.split_once(':').unwrap_or((rest, ""));
    if numbers.len() != 3 || !numbers.iter().all(is_number) || !is_time || stamp.len() > 30 || sender.len() > 80 {
        return None;
    }
    Some(Opening { bracketed, day: date::find(&with_century(&numbers, day)).into_iter().next(), text: said.trim() })
}

/// A date with slashes is known by its year of four digits.
fn with_century(numbers: &[&str], day: &str) -> String {
    match numbers {
        [first, second, year] if day.contains('/') && year.len() == 2 => format!("{first}/{second}/20{year}"),
        _ => day.to_owned(),
    }
}

//! The reader of bulletin text. Its layouts are those of the importer's grammar: a bulletin (rules, headings, dates,
//! `Kaynak/Source:`), a numbered digest, and plain text with its date, labels or news-list header above the body.

mod body;
mod bulletin;
mod byline;
mod calendar;
mod cells;
mod chat;
mod database;
mod date;
mod dateline;
mod days;
mod desk;
mod digest;
mod draft;
mod fields;
mod foot;
mod front;
mod furniture;
mod header;
mod headings;
mod labels;
mod language;
mod letter;
mod line;
mod mail;
mod mailing;
mod notices;
mod outlet;
mod paragraphs;
mod plain;
mod printed;
mod release;
mod reply;
mod running;
mod signature;
mod signed;
mod source;
mod titles;
mod unfold;
mod years;

#[cfg(feature = "formats")]
use jiff::civil::Date;

use super::decode::Line;
use super::marked::Marks;
#[cfg(feature = "formats")]
use super::report::Fault;
use super::{Entry, Options};
#[cfg(feature = "formats")]
use crate::country::gazetteer::Language;
use draft::Draft;
pub(super) use fields::{Fields, is_read};
#[cfg(feature = "formats")]
pub(super) use front::Field;

/// Whether the word is a month, in full or short, in any of the languages.
#[cfg(feature = "formats")]
pub(super) fn is_month(word: &str) -> bool {
    calendar::is_month(word)
}

/// Whether the word is a day of the week, in full or short, in any of the languages.
#[cfg(feature = "formats")]
pub(super) fn is_weekday(word: &str) -> bool {
    calendar::is_weekday(word)
}

/// The first day of the week that a text names in full.
#[cfg(feature = "formats")]
pub(super) fn weekday_in(text: &str) -> Option<jiff::civil::Weekday> {
    // "Sun" and "sat" are words of their own.
    const SHORTEST: usize = 4;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    words.into_iter().find_map(calendar::weekday)
}

/// The day that an address holds: `/2022/04/03/`.
#[cfg(feature = "formats")]
pub(super) fn day_in_address(address: &str) -> Option<Date> {
    date::in_address(address)
}

/// The number of a line that the raw file does not have: left out, it is not said to be.
pub(super) const NO_LINE: u32 = 0;

/// Reads all entries of a text; none when there is nothing but rules.
pub(super) fn read(name: &str, lines: &[Line], options: &Options) -> Vec<Entry> {
    read_marked(name, lines, options, Marks::MayBe)
}

/// The same where it is known which marks of Markdown are meant.
pub(super) fn read_marked(name: &str, lines: &[Line], options: &Options, marks: Marks) -> Vec<Entry> {
    if !lines.iter().any(|line| line::has_text(&line.text)) {
        return Vec::new();
    }
    if let Some(chat) = chat::read(lines, options) {
        return chat.entries(name, options, marks);
    }
    drafts(lines, options).into_iter().map(|draft| draft.settle(name, options, marks)).collect()
}

/// The items of a text as they stand in it: what was put around them goes first, then their layout is read.
fn drafts(lines: &[Line], options: &Options) -> Vec<Draft> {
    let forwarded = mail::unwrap(lines, options.gazetteer);
    let lines = forwarded.as_ref().map_or(lines, |(lines, _)| lines.as_slice());
    let signed = signature::cut(lines);
    let lines = signed.as_ref().map_or(lines, |(lines, _)| *lines);
    let mailing = mailing::cut(lines);
    let lines = mailing.as_ref().map_or(lines, |(lines, _)| lines.as_slice());
    let letter = letter::opened(lines, options.gazetteer);
    let lines = letter.as_ref().map_or(lines, |(lines, _)| lines.as_slice());
    let printed = printed::unprinted(lines);
    let lines = printed.as_ref().map_or(lines, |printed| printed.lines.as_slice());
    let download = database::relabelled(lines, options.gazetteer);
    let lines = download.as_ref().map_or(lines, |download| download.lines.as_slice());
    let labelled = front::as_labels(lines);
    let lines = labelled.as_deref().unwrap_or(lines);
    let unfolded = unfold::unfold(lines);
    let lines = unfolded.as_deref().unwrap_or(lines);
    let completed = years::complete(lines, options);
    let lines = completed.as_deref().unwrap_or(lines);
    let mut drafts = by_layout(lines, options);
    if let Some(download) = download {
        download.apply(&mut drafts);
    }
    if let Some((_, signature)) = signed {
        signature.apply(&mut drafts);
    }
    if let Some((_, foot)) = mailing {
        foot.apply(&mut drafts);
    }
    if let Some((_, letter)) = letter {
        letter.apply(&mut drafts);
    }
    if let Some((_, mail)) = forwarded {
        mail.apply(&mut drafts);
    }
    if let Some(printed) = printed {
        printed.apply(&mut drafts);
    }
    drafts
}

fn by_layout(lines: &[Line], options: &Options) -> Vec<Draft> {
    if digest::is_digest(lines, options.gazetteer) {
        return digest::read(lines, options);
    }
    let headings = headings::find(lines);
    if !headings.is_empty() || line::begins_with_rule(lines) {
        bulletin::read(lines, &headings, options)
    } else {
        plain::read(lines, options)
    }
}

/// Reads the dates of records as those of bulletins are read.
#[cfg(feature = "formats")]
pub(super) struct DayReader<'a>(days::Days<'a>);

#[cfg(feature = "formats")]
impl<'a> DayReader<'a> {
    /// `name` is what messages call the input, `address` that of the source in its stored form.
    pub(super) fn new(name: &'a str, options: &'a Options<'a>, address: Option<&str>) -> DayReader<'a> {
        DayReader(days::Days::new(name, options, address))
    }

    /// The first date in a text, or what is wrong with it; none where there is no date.
    pub(super) fn read(&mut self, text: &str, line: Option<u32>) -> Option<Result<Date, Fault>> {
        date::find(text).first().map(|written| self.0.resolve(written, line, None))
    }

    /// A date whose order of day and month the address of the source settled.
    pub(super) fn settled_by_address(&self) -> Option<&str> {
        self.0.from_url.as_ref().map(|(raw, _)| raw.as_str())
    }
}

/// The front matter of a clipping; nothing where there is none.
#[cfg(feature = "formats")]
pub(super) fn front_matter(lines: &[Line]) -> Option<front::Front> {
    front::read(lines)
}

/// What a line above a text says of it.
#[cfg(feature = "formats")]
#[derive(Debug, Default)]
pub(super) struct Opening {
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    /// as written
    pub(super) date: Option<String>,
}

/// Reads a line that is a byline, a date, or an outlet with its date, and nothing else.
#[cfg(feature = "formats")]
pub(super) fn opening(line: &str, options: &Options) -> Option<Opening> {
    let linked = source::unlinked(&Line { number: 0, text: line.to_owned() });
    let text = line::without_emphasis(linked.as_ref().map_or(line, |(plain, _)| plain));
    if let Some((byline, written)) = signed::find(&text, options.gazetteer) {
        return Some(Opening { authors: byline.authors, outlet: byline.outlet, date: Some(written.raw) });
    }
    if let Some(byline) = byline::explicit(&text, options.gazetteer) {
        return Some(Opening { authors: byline.authors, outlet: byline.outlet, date: None });
    }
    let labelled = labels::find(&text).filter(|(label, _)| *label == labels::Label::Published);
    let date = date::whole(labelled.map_or(text.as_str(), |(_, value)| value));
    if let Some(written) = date {
        return Some(Opening { date: Some(written.raw), ..Opening::default() });
    }
    let dated = outlet::dated(&text, options.gazetteer)?;
    Some(Opening { outlet: dated.name, date: Some(dated.date.raw), ..Opening::default() })
}

/// Whether the text names a desk, which is nobody.
#[cfg(feature = "formats")]
pub(super) fn is_desk(text: &str) -> bool {
    byline::is_desk(text)
}

/// Whether the text names a section of an outlet, or a kind of document.
#[cfg(feature = "formats")]
pub(super) fn is_section(text: &str) -> bool {
    titles::is_section(text)
}

/// Whether the text is a call such as "Read more", which leads to the whole of an article.
#[cfg(feature = "formats")]
pub(super) fn is_call(text: &str) -> bool {
    furniture::is_call(text)
}

/// Whether the text is a message that was forwarded: who forwarded it has not published it.
#[cfg(feature = "formats")]
pub(super) fn is_forwarded(lines: &[Line]) -> bool {
    mail::is_forwarded(lines)
}

/// Whether the text is a reply that quotes an article.
#[cfg(feature = "formats")]
pub(super) fn is_reply(lines: &[Line]) -> bool {
    reply::find(lines).is_some()
}

/// The subject of a mail without "Fwd:", "Re:" and their like.
#[cfg(feature = "formats")]
pub(super) fn without_mail_marks(subject: &str) -> &str {
    mail::without_marks(subject)
}

/// Whether an author is an agency, which is an outlet and nobody.
#[cfg(feature = "formats")]
pub(super) fn is_agency(name: &str) -> bool {
    outlet::is_agency(name)
}

/// The name in a line that says where a text comes from: "Source: Gulf Ledger", "Kaynak: AKA Ajansı".
#[cfg(feature = "formats")]
pub(super) fn named_source(line: &str) -> Option<String> {
    const LONGEST: usize = 120;
    let value = source::trailer_value(line).filter(|_| line.len() <= LONGEST)?;
    source::name_in(value).filter(|name| !line::ends_sentence(name) || !name.contains(' '))
}

/// At most 120 characters, for messages.
pub(super) fn shortened(text: &str) -> String {
    draft::shortened(text)
}

/// The language of a text.
#[cfg(feature = "formats")]
pub(super) fn language_of(title: &str, paragraphs: &[String]) -> Language {
    language::of(title, paragraphs)
}

/// Whether the word is the name of a month or a weekday.
pub(super) fn is_calendar_word(word: &str) -> bool {
    calendar::is_month(word) || calendar::is_weekday(word)
}

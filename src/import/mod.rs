//! Raw files → articles, in reading order: recognise → decode → read → tag. Nothing here touches the disk: the caller
//! hands over bytes and gets back what could be read of them, and why the rest could not.

mod aside;
mod clipped;
mod columns;
mod decode;
mod directory;
mod document;
mod field;
mod format;
#[cfg(feature = "formats")]
mod formats;
mod furniture_words;
#[cfg(feature = "formats")]
mod html;
mod identity;
mod importer;
mod keep;
mod latin5;
mod ledger;
mod left_out;
mod lost;
mod markdown;
mod marked;
mod media;
mod mojibake;
mod outlet;
mod raw;
#[cfg(feature = "formats")]
mod record;
mod remains;
mod report;
pub mod store;
mod tag;
mod temporary;
mod text;
mod title;
mod title_words;
mod topic;
mod twins;
pub mod url;
mod words;

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeMap;

use crate::country::Code;
use crate::country::gazetteer::{Gazetteer, Language};

pub use aside::{SetAside, hash_of, set_aside, stamp_of_notes, take_back, take_back_named};
pub use document::document;
pub use field::FieldState;
pub use format::{Format, recognise};
#[cfg(feature = "formats")]
pub use formats::archive::Archive;
#[cfg(feature = "formats")]
pub use html::article_text;
pub use importer::{Importer, Originals, Placed, Settings, TwinReport};
pub use media::{MEDIA_HEAD, is_media};
pub use raw::{is_of_page, open, shown};
pub use report::{Fault, FaultCode, ItemFault, Warning, WarningCode, empty_folder, not_written, unreadable};
pub use tag::Certainty;
pub use topic::{OwnWords, Topic, Vocabulary};

/// What the caller knows beside the file.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// how to read 03/04/2022 where nothing else tells: `--date-order`
    pub date_order: Option<DateOrder>,
    /// what the files are, where their content does not tell: `--format`
    pub format: Option<Format>,
    /// the day of the import; an article dated more than two days later is refused
    pub today: Date,
    /// the names of countries
    pub gazetteer: &'a Gazetteer,
    /// the topics of the site
    pub vocabulary: &'a Vocabulary,
}

/// The order of day and month in a date with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `dmy`: 03/04/2022 is 3 April
    DayFirst,
    /// `mdy`: 03/04/2022 is 4 March
    MonthFirst,
}

/// What was read of one input.
#[derive(Debug, Default)]
pub struct Reading {
    /// the articles, in input order; of a refused input, what could be read of it
    pub items: Vec<Item>,
    /// the whole input is refused
    pub error: Option<Fault>,
    /// single entries are refused while the rest passes
    pub item_errors: Vec<ItemFault>,
}

/// One article as it was read. Serialises to the object that `import --dry-run --json` prints, see [`Item::serialize`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// the title as proposed: a title all in capitals is set in sentence case with names kept
    pub title: String,
    /// the title as given, when `title` differs from it
    pub title_original: Option<String>,
    /// when it was published: local date of the outlet, else that of the bulletin
    pub date: Option<Date>,
    /// the date above the second rule of a bulletin item
    pub bulletin_date: Option<Date>,
    /// who published the original, as written
    pub outlet: Option<String>,
    /// the authors; a desk is none
    pub author: Vec<String>,
    /// address of the original in its stored form, see [`url::stored`]
    pub source_url: Option<String>,
    /// the parties
    pub countries: Vec<Code>,
    /// how sure the parties are
    pub countries_certainty: Certainty,
    /// named, but no party
    pub mentions: Vec<Code>,
    /// at most three slugs of the vocabulary, best first
    pub topics: Vec<String>,
    /// how sure they are
    pub topics_certainty: Certainty,
    /// a language tag, `und` for a language that is not known
    pub lang: String,
    /// one or two sentences of the editor's own
    pub summary: Option<String>,
    /// what reports of one event share
    pub story: Option<String>,
    /// the copy of the raw file that is kept
    pub original: Option<crate::article::Original>,
    /// Markdown; paragraphs are separated by a blank line
    pub body: String,
    /// what the importer did not know or changed
    pub warnings: Vec<Warning>,
    /// doubts for the editor, short English sentences
    pub review: Vec<String>,
}

impl Item {
    /// The title in the case of the raw file.
    pub fn title_as_given(&self) -> &str {
        self.title_original.as_deref().unwrap_or(&self.title)
    }
}

impl Serialize for Item {
    /// `title` is the title as given; `title_proposed` and `title_original` (the same as `title`) are there when another
    /// one is proposed. `warnings` are codes, `warning_details` the whole of them.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", self.title_as_given())?;
        if let Some(original) = &self.title_original {
            map.serialize_entry("title_proposed", &self.title)?;
            map.serialize_entry("title_original", original)?;
        }
        map.serialize_entry("date", &self.date)?;
        map.serialize_entry("bulletin_date", &self.bulletin_date)?;
        map.serialize_entry("outlet", &self.outlet)?;
        map.serialize_entry("author", &self.author)?;
        map.serialize_entry("source_url", &self.source_url)?;
        map.serialize_entry("countries", &self.countries)?;
        map.serialize_entry("mentions", &self.mentions)?;
        map.serialize_entry("topics", &self.topics)?;
        map.serialize_entry("lang", &self.lang)?;
        if let Some(summary) = &self.summary {
            map.serialize_entry("summary", summary)?;
        }
        if let Some(story) = &self.story {
            map.serialize_entry("story", story)?;
        }
        map.serialize_entry("body", &self.body)?;
        let codes: Vec<WarningCode> = self.warnings.iter().map(|warning| warning.code).collect();
        map.serialize_entry("warnings", &codes)?;
        map.serialize_entry("warning_details", &self.warnings)?;
        map.serialize_entry("review", &self.review)?;
        let certainties: std::collections::BTreeMap<_, _> = self.certainties().into_iter().collect();
        map.serialize_entry("certainty", &certainties)?;
        map.end()
    }
}

/// The country that an editor means: by its ISO code, or a name in any language of the gazetteer.
pub fn country(gazetteer: &Gazetteer, name: &str) -> Option<Code> {
    let code = name.to_uppercase().parse().ok().filter(Code::is_iso);
    code.or_else(|| gazetteer.find(name))
}

/// Reads one input. `name` is what messages call it.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Reading {
    if bytes.is_empty() {
        return refused(report::empty(name));
    }
    let entries = match options.format.unwrap_or_else(|| format::recognise(bytes)) {
        Format::Text => text(name, bytes, options),
        Format::Office => Err(report::unsupported(name, Format::Office)),
        #[cfg(feature = "formats")]
        other => formats::read(other, name, bytes, options),
        #[cfg(not(feature = "formats"))]
        other => Err(report::not_built(name, other)),
    };
    match entries {
        Ok(entries) if entries.is_empty() => refused(report::no_text(name)),
        Ok(entries) => settle(entries, options),
        Err(fault) => refused(fault),
    }
}

/// Bytes of a text. It takes some twelve to twenty times its size while it is read: what is larger would take a machine's
/// memory, and is a book or a log.
const LARGEST_TEXT: usize = 16 << 20;
/// Lines of a text; each takes some hundred bytes, however short it is.
const MOST_LINES: usize = 1_000_000;

/// Bulletin text and its kin.
fn text(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    if bytes.len() > LARGEST_TEXT {
        return Err(report::too_long(name));
    }
    let decoded = decode::decode(bytes).map_err(|not_text| report::not_text(name, not_text.kind))?;
    if decoded.lines.len() > MOST_LINES {
        return Err(report::too_long(name));
    }
    #[cfg(feature = "formats")]
    if decoded.lines.iter().find(|line| !line.text.is_empty()).is_some_and(|line| line.text == "---") {
        let (raw, _) = decode::decode_declared(bytes, None).map_err(|bad| report::not_text(name, bad.kind))?;
        let read = formats::clipping::read(name, &raw, &decoded.lines, &decoded.warnings, options);
        if let Some(entries) = read {
            return Ok(entries);
        }
    }
    let mut entries = text::read(name, &decoded.lines, options);
    for entry in &mut entries {
        entry.warnings.splice(0..0, decoded.warnings.iter().cloned());
    }
    Ok(entries)
}

/// One entry of an input as its reader leaves it: everything but what is inferred from the text itself.
#[derive(Debug)]
struct Entry {
    /// 1-based, of a table
    row: Option<u32>,
    title: String,
    date: Option<Date>,
    bulletin_date: Option<Date>,
    outlet: Option<String>,
    author: Vec<String>,
    source_url: Option<String>,
    language: Language,
    /// plain text
    paragraphs: Vec<String>,
    /// the same with its links, emphasis, lists and tables, where the raw file has them
    markdown: Option<String>,
    /// tags that the editor gave; what is given is not inferred
    given: Given,
    /// bytes of the first paragraph that are a dateline
    dateline: usize,
    warnings: Vec<Warning>,
    review: Vec<String>,
    fault: Option<Fault>,
}

/// Tags and words of the editor's own in a table or a citation export.
#[derive(Debug, Default)]
struct Given {
    countries: Vec<Code>,
    mentions: Vec<Code>,
    topics: Vec<String>,
    summary: Option<String>,
}

fn refused(fault: Fault) -> Reading {
    Reading { error: Some(fault), ..Reading::default() }
}

/// One refused entry among several is reported by itself; where none is left, the input is refused.
fn settle(entries: Vec<Entry>, options: &Options) -> Reading {
    let refuse_all = entries.iter().all(|entry| entry.fault.is_some());
    let several = entries.len() > 1;
    let mut reading = Reading::default();
    for (index, entry) in entries.into_iter().enumerate() {
        let row = entry.row;
        let (item, fault) = finish(entry, options);
        let Some(mut fault) = fault else {
            reading.items.push(item);
            continue;
        };
        // Which of the entries it is, the title tells best.
        let title = item.title_as_given();
        if several && !title.is_empty() && !fault.message.contains(title) {
            fault.message.push_str(&format!(" (in \"{title}\")"));
        }
        if several {
            reading.item_errors.push(ItemFault { index, row, fault: fault.clone() });
        }
        if refuse_all {
            reading.items.push(item);
            // The first speaks for the file; the others are said too.
            reading.error.get_or_insert(fault);
        }
    }
    reading
}

/// Infers countries, topics and the title's case, and sets the body as Markdown.
fn finish(entry: Entry, options: &Options) -> (Item, Option<Fault>) {
    let mut review = entry.review;
    let guessed = entry.warnings.iter().filter(|warning| warning.code == WarningCode::EncodingGuessed);
    review.extend(guessed.map(|warning| format!("body: {}", warning.message)));
    review.extend(lost::doubt(&entry.title, &entry.paragraphs, entry.language));
    let title_words = words::words(&entry.title);
    let (paragraphs, extent) = read_words(&entry.paragraphs, entry.dateline);
    let outlet = outlet::within(entry.outlet, &mut review);
    let given = entry.given;
    let mut tags = tag::countries(
        options.gazetteer,
        &tag::Article {
            language: entry.language,
            date: entry.date,
            title: &entry.title,
            title_words: &title_words,
            paragraphs: &paragraphs,
            outlet: outlet.as_deref(),
            author: &entry.author,
        },
    );
    if !given.countries.is_empty() {
        tags.mentions = if given.mentions.is_empty() { tags.mentions } else { given.mentions };
        tags.mentions.retain(|code| !given.countries.contains(code));
        tags.parties = given.countries;
        tags.certainty = Certainty::Certain;
        tags.review.clear();
    }
    review.extend(tags.review);
    if extent == Extent::Begun {
        review.push("countries: looked for in the first 2 MB of the text only".to_owned());
    }
    let topics = match given.topics.is_empty() {
        true => topic::topics(options.vocabulary, entry.language, &title_words, &paragraphs),
        false => topic::Found { slugs: given.topics, certainty: Certainty::Certain, weak: Vec::new() },
    };
    review.extend(topics.weak.iter().map(|slug| format!("topics: {slug} rests on a single weak word")));
    review.extend(remains::doubts(&entry.paragraphs, &review));
    if entry.language == Language::Other {
        review.push("lang: none of the languages that are known; names were looked for as in English".to_owned());
    }
    if topics.slugs.is_empty() && !entry.paragraphs.is_empty() {
        review.push("topics: none fits the text".to_owned());
    }
    let proposed = title::sentence_case(options.gazetteer, entry.language, &entry.title, &entry.paragraphs);
    let (title, title_original) = match proposed {
        Some(proposed) => (proposed, Some(entry.title)),
        None => (entry.title, None),
    };
    let item = Item {
        title,
        title_original,
        date: entry.date,
        bulletin_date: entry.bulletin_date,
        outlet,
        author: entry.author,
        source_url: entry.source_url,
        countries: tags.parties,
        mentions: tags.mentions,
        countries_certainty: tags.certainty,
        topics: topics.slugs,
        topics_certainty: topics.certainty,
        lang: entry.language.tag().to_owned(),
        summary: given.summary,
        story: None,
        original: None,
        body: entry.markdown.unwrap_or_else(|| markdown::body(&entry.paragraphs)),
        warnings: entry.warnings.into_iter().map(bounded).collect(),
        review,
    };
    (item, entry.fault.map(|fault| Fault { message: cut(fault.message), ..fault }))
}

/// How much of a text was looked through for names and topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Begun,
}

/// The words of the paragraphs, as many as tell what an article is of.
fn read_words(paragraphs: &[String], dateline: usize) -> (Vec<Vec<words::Word<'_>>>, Extent) {
    let mut left = words::LONGEST;
    let mut read = Vec::new();
    for (place, text) in paragraphs.iter().enumerate() {
        // The places of a dateline are no parties.
        let text = text.get(if place == 0 { dateline } else { 0 }..).unwrap_or(text);
        let begun = words::begun(text, left);
        read.push(words::words(begun));
        left -= begun.len();
        if begun.len() < text.len() {
            return (read, Extent::Begun);
        }
    }
    (read, Extent::Whole)
}

/// A warning that can be read: of what was left out it need not show everything.
fn bounded(warning: Warning) -> Warning {
    Warning { message: cut(warning.message), ..warning }
}

fn cut(message: String) -> String {
    const LONGEST: usize = 4_000;
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
        None => message,
    }
}

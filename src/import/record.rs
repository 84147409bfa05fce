//! An article whose parts a raw file names: title, date, outlet, text. Web pages, feeds, tables and citation exports are
//! read into records; here a record becomes an entry, with the same refusals and warnings as bulletin text.

use jiff::civil::Date;

use super::decode::letters;
use super::left_out;
use super::outlet;
use super::report::{self, Fault, FaultCode, Warning, WarningCode, fault};
use super::text::{self, DayReader, Fields};
use super::url::{self, BadUrl};
use super::{Entry, Given, LARGEST_TEXT, Options};
use crate::country::gazetteer::Language;

/// The named parts of an article, as written.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) title: String,
    /// an ISO date or time stamp, a date of RFC 5322, or any date that bulletins write
    pub(super) date: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) address: Option<String>,
    /// BCP 47, or a name of the language
    pub(super) language: Option<String>,
    /// plain text
    pub(super) paragraphs: Vec<String>,
    /// the same as Markdown, where the raw file has more than plain text
    pub(super) markdown: Option<String>,
    pub(super) basis: Basis,
    /// what a wall for subscribers says that stands instead of the text; empty where it says nothing
    pub(super) wall: Option<String>,
    /// the day of publication that readers see, as written, where `date` is a machine's
    pub(super) shown: Option<String>,
    pub(super) given: Given,
    /// first words of what was left out
    pub(super) removed: Vec<String>,
    /// what its reader doubts, for `review:`
    pub(super) doubts: Vec<String>,
    /// what its reader warns of
    pub(super) warnings: Vec<Warning>,
    /// 1-based, in the raw file
    pub(super) line: Option<u32>,
    /// 1-based, of a table
    pub(super) row: Option<u32>,
}

impl Record {
    /// Bytes of what it says.
    fn length(&self) -> usize {
        self.title.len() + self.paragraphs.iter().map(String::len).sum::<usize>()
    }
}

/// What the text of a record is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    #[default]
    Article,
    /// a summary by somebody else: the article has more
    Abstract,
    /// what a feed says of an article: it may be all of it
    Description,
}

/// The entry of a record; `name` is what messages call the input.
pub(super) fn entry(name: &str, record: Record, options: &Options) -> Entry {
    let name = match record.row {
        Some(row) if record.line.is_none() => format!("{name}, row {row}"),
        _ => name.to_owned(),
    };
    let line = record.line;
    if record.length() > LARGEST_TEXT {
        let fault = report::too_long(&report::place(&name, line));
        let named = Record { title: text::shortened(&record.title), line, ..Record::default() };
        let entry = entry(&name, named, options);
        return Entry { row: record.row, fault: Some(fault), warnings: Vec::new(), review: Vec::new(), ..entry };
    }
    let title = one_line(&record.title);
    let mut warnings = record.warnings;
    let mut warn = |code, message: String| warnings.push(Warning::new(code, message, line));
    let mut review = record.doubts;

    let (address, address_fault) = match record.address.as_deref().map(str::trim).filter(|raw| !raw.is_empty()) {
        None => (None, None),
        Some(raw) => match url::stored(raw) {
            Ok(stored) => (Some(stored), None),
            Err(bad) => match url::without_scheme(raw) {
                Some(stored) => {
                    review.push("url: it stands there without https://".to_owned());
                    (Some(stored), None)
                }
                None => (None, Some(bad_address(&name, line, raw, bad))),
            },
        },
    };
    if record.address.is_none() {
        warn(WarningCode::SourceUrlMissing, "there is no address of the original".to_owned());
    }

    let mut days = DayReader::new(&name, options, address.as_deref());
    let (date, date_fault) = match record.date.as_deref().map(one_line).filter(|raw| !raw.is_empty()) {
        None => (None, Some(report::no_date_given(&name, line, &title))),
        Some(raw) => match day(&raw, line, &mut days) {
            Some(Ok(date)) => (Some(date), None),
            Some(Err(fault)) => (None, Some(fault)),
            None => (None, Some(report::bad_date(&name, line, &raw))),
        },
    };
    if let Some(raw) = days.settled_by_address() {
        let message = format!("the order of day and month in {raw} was taken from the address of the source");
        warn(WarningCode::DateOrderFromUrl, message);
    }

    let mut date = date;
    if let (Some(published), Some(raw), Some(shown)) = (date, &record.date, &record.shown)
        && let Some(Ok(seen)) = day(shown, line, &mut DayReader::new(&name, options, address.as_deref()))
        && seen != published
    {
        let of_readers = day_of_readers(published, seen, raw, address.as_deref(), &record.paragraphs);
        date = Some(of_readers);
        let (raw, shown) = (text::shortened(&one_line(raw)), text::shortened(&one_line(shown)));
        review.push(format!("date: {of_readers} was taken; the page shows \"{shown}\", its metadata say \"{raw}\""));
    }

    let mut paragraphs: Vec<String> =
        record.paragraphs.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect();
    let mut markdown = record.markdown.map(|markdown| letters(&markdown).trim().to_owned());
    let named = take_source_line(&mut paragraphs, &mut markdown);
    let markdown = markdown.filter(|text| !text.is_empty());
    if record.basis == Basis::Abstract && !paragraphs.is_empty() {
        warn(WarningCode::BodyFromAbstract, "the text is an abstract, not the article".to_owned());
        review.push("body: an abstract; the article has more".to_owned());
    }
    if record.basis == Basis::Description && !paragraphs.is_empty() {
        review.push("body: the description in a feed; the article may have more".to_owned());
    }
    // An agency among the authors is an outlet; what the page itself says of its outlet goes before it.
    let (agencies, authors): (Vec<String>, Vec<String>) =
        record.authors.iter().map(|author| one_line(author)).partition(|author| text::is_agency(author));
    let outlet = record.outlet.as_deref().map(|outlet| outlet::without_section(&one_line(outlet)).to_owned());
    let outlet = outlet.filter(|outlet| !outlet.is_empty()).or(named).or_else(|| agencies.into_iter().next());
    let removed = record.removed.iter().map(|text| (None, text.clone())).collect();
    let fields = Fields { authors: &authors, outlet: outlet.as_deref(), date, today: options.today };
    warnings.extend(left_out::warning_beside(removed, fields));
    if outlet.is_none() {
        review.push("outlet: not found".to_owned());
    }
    if address.is_none() && address_fault.is_none() && !review.iter().any(|doubt| doubt.starts_with("url: ")) {
        review.push("url: not found".to_owned());
    }
    let untitled = title.is_empty().then(|| report::untitled(&name, line));
    let bodiless = paragraphs.is_empty().then(|| match &record.wall {
        Some(wall) => report::walled(&name, line, &title, wall),
        None => report::no_article(&name, line, &title),
    });
    let language = language(record.language.as_deref(), &title, &paragraphs, &mut review);
    Entry {
        row: record.row,
        language,
        title,
        date,
        bulletin_date: None,
        outlet,
        author: authors.into_iter().filter(|author| !author.is_empty()).collect(),
        source_url: address,
        markdown,
        paragraphs,
        dateline: 0,
        warnings,
        review,
        given: record.given,
        fault: untitled.or(date_fault).or(bodiless).or(address_fault),
    }
}

/// The name in a last line such as "Kaynak: AKA Ajansı", which is no text; the line goes from both forms of the text.
fn take_source_line(paragraphs: &mut Vec<String>, markdown: &mut Option<String>) -> Option<String> {
    let last = paragraphs.last().filter(|_| paragraphs.len() > 1)?;
    let name = text::named_source(last)?;
    if let Some(marked) = markdown {
        let start = marked.rfind("\n\n")?;
        let shown = |c: &char| c.is_alphanumeric();
        let same = marked.get(start..)?.chars().filter(shown).eq(last.chars().filter(shown));
        // A link in the line has its address in one of the two.
        if !same {
            return Some(name);
        }
        marked.truncate(start);
    }
    paragraphs.pop();
    Some(name)
}

/// A text on one line, its letters normalised, single spaces between its words.
pub(super) fn one_line(text: &str) -> String {
    letters(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The local day of a time stamp, or the date in a text; none where there is no date in it.
fn day(raw: &str, line: Option<u32>, days: &mut DayReader) -> Option<Result<Date, Fault>> {
    // ISO 8601 first: the day stands there as the outlet counts it, whatever the zone behind it.
    let iso: String = raw.chars().take(10).map(|c| if c == '/' { '-' } else { c }).collect();
    let mut parts = iso.split('-').map(|part| (part.len(), part.parse::<i16>().ok()));
    if let (Some((4, Some(_))), Some((1..=2, Some(_))), Some((1.., _)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        let padded: Vec<String> = iso.split(['-', 'T', ' ']).take(3).map(|part| format!("{part:0>2}")).collect();
        return days.read(&padded.join("-"), line);
    }
    days.read(raw, line)
}

/// Which of two days an article is of: that of its metadata or the `seen` one, which its page shows. Metadata are often in
/// the time of another zone than the outlet's; then the two are a day apart.
fn day_of_readers(published: Date, seen: Date, stamp: &str, address: Option<&str>, paragraphs: &[String]) -> Date {
    // Weekdays stand in the lead.
    const LEAD: usize = 2;
    let apart = published.until(seen).map(|span| span.get_days().abs()).unwrap_or(i32::MAX);
    if apart != 1 {
        return published;
    }
    let named = paragraphs.iter().take(LEAD).find_map(|text| text::weekday_in(text));
    let of_address = address.and_then(text::day_in_address);
    let days = [published, seen];
    let told = days.iter().find(|day| of_address == Some(**day));
    if let Some(day) = told.or_else(|| days.iter().find(|day| named == Some(day.weekday()))) {
        return *day;
    }
    // A stamp in universal time is of no outlet's day.
    let universal = ["Z", "z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|zone| stamp.trim_end().ends_with(zone));
    if universal { seen } else { published }
}

/// The declared language where the importer knows it, else that of the text.
/// The language that a record names, unless its text is clearly of another one.
fn language(declared: Option<&str>, title: &str, paragraphs: &[String], review: &mut Vec<String>) -> Language {
    const CLEAR: usize = 12;
    let told = text::language_of(title, paragraphs);
    let Some(declared) = declared.and_then(named_language) else { return told };
    let words: usize = paragraphs.iter().map(|text| text.split_whitespace().count()).sum();
    let clear = words >= CLEAR && told != Language::Other && told == text::language_of("", paragraphs);
    if !clear || told == declared {
        return declared;
    }
    review.push(format!("lang: the file says {}, its text was taken for {}", declared.tag(), told.tag()));
    told
}

/// `en-GB`, `eng`, `English`, `ingilizce`.
pub(super) fn named_language(name: &str) -> Option<Language> {
    let name = name.trim().to_lowercase();
    let known = match name.split(['-', '_']).next().unwrap_or_default() {
        "en" | "eng" | "english" | "ingilizce" => Language::English,
        "tr" | "tur" | "turkish" | "türkçe" | "turkce" => Language::Turkish,
        "az" | "aze" | "azerbaijani" | "azərbaycanca" | "azerice" => Language::Azerbaijani,
        "ru" | "rus" | "russian" | "русский" | "rusça" => Language::Russian,
        "fr" | "fra" | "fre" | "french" | "français" | "fransızca" => Language::French,
        "de" | "deu" | "ger" | "german" | "ngerman" | "deutsch" | "almanca" => Language::German,
        "ar" | "ara" | "arabic" | "العربية" | "arapça" => Language::Arabic,
        "ur" | "urd" | "urdu" | "اردو" | "urduca" => Language::Urdu,
        _ => return None,
    };
    Some(known)
}

fn bad_address(name: &str, line: Option<u32>, raw: &str, bad: BadUrl) -> Fault {
    let at = report::place(name, line);
    let (code, message) = match bad {
        BadUrl::Truncated => (
            FaultCode::UrlTruncated,
            format!("{at}: the address {raw} was shortened; open the original and paste its whole address"),
        ),
        BadUrl::Invalid => (
            FaultCode::UrlInvalid,
            format!("{at}: {raw} is no web address; it must begin with http:// or https:// and hold no spaces"),
        ),
    };
    fault(code, line, None, message)
}

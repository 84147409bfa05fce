//! An item as it stands in the text, and what becomes of it once its dates and addresses are resolved.

use jiff::civil::Date;

use super::super::report::{Fault, FaultCode, Warning, WarningCode, fault, no_body, no_date, no_title, place};
use super::super::url::BadUrl;
use super::super::{Entry, Given, Options};
use super::body::Body;
use super::date::{self, Resolved, Written};
use super::dateline;
use super::language;
use super::source;

/// An item as it stands in the text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    /// the line of the title, or the first line of the item
    pub(super) line: Option<u32>,
    pub(super) bulletin: Option<(Written, u32)>,
    pub(super) published: Option<(Written, u32)>,
    pub(super) outlet: Option<String>,
    pub(super) author: Vec<String>,
    pub(super) body: Body,
    pub(super) review: Vec<String>,
}

impl Draft {
    /// Resolves dates and addresses; what cannot be is the entry's fault.
    pub(super) fn settle(mut self, name: &str, options: &Options) -> Entry {
        let title = self.title.clone().unwrap_or_default();
        let mut warnings = Vec::new();
        let mut warn = |code, message: String, line| warnings.push(Warning { code, message, line });

        let (source_url, refusal) = source::choose(&self.body.addresses);
        let address_fault = match (&source_url, refusal) {
            (None, Some((address, bad))) => Some(bad_address(name, address, bad)),
            (Some(kept), Some((address, _))) => {
                self.review.push(format!("source: the address {} was passed over for {kept}", address.raw));
                None
            }
            _ => None,
        };

        let opening = self.body.paragraphs.first().and_then(|first| dateline::find(first, options.gazetteer));
        let found = (self.body.trailer.as_ref()).and_then(|trailer| trailer.name.clone());
        self.outlet = self.outlet.take().or(found);
        if let Some(agency) =
            opening.as_ref().and_then(|opening| opening.agency.clone()).filter(|_| self.outlet.is_none())
        {
            warn(
                WarningCode::OutletFromDateline,
                format!("the outlet {agency} was taken from the dateline"),
                self.line,
            );
            self.outlet = Some(agency);
        }

        let first_line = self.line;
        if self.published.is_none()
            && let Some(written) = opening.as_ref().and_then(|opening| opening.date.clone())
        {
            self.published = Some((written, first_line.unwrap_or(1)));
        }
        let mut days = Days::new(name, options, source_url.as_deref());
        let bulletin = self.bulletin.as_ref().map(|(written, line)| days.resolve(written, Some(*line), None));
        let witness = bulletin.as_ref().and_then(|day| day.as_ref().ok().copied());
        let published = self.published.as_ref().map(|(written, line)| days.resolve(written, Some(*line), witness));
        let from_url = days.from_url.take();
        let (mut date, bulletin_date, mut date_fault) = match (published, bulletin) {
            (None, None) => (None, None, Some(no_date(name, first_line, &title))),
            (None, Some(Ok(bulletin))) => (Some(bulletin), Some(bulletin), None),
            (Some(Ok(published)), None) => (Some(published), None, None),
            (Some(Ok(published)), Some(Ok(bulletin))) => {
                (Some(published), Some(bulletin), self.conflict(name, published, bulletin))
            }
            (published, Some(Err(fault))) => (published.and_then(Result::ok), None, Some(fault)),
            (Some(Err(fault)), bulletin) => (None, bulletin.and_then(Result::ok), Some(fault)),
        };
        if date_fault.as_ref().is_some_and(|fault| fault.code == FaultCode::DateConflict) {
            date = None;
        }
        if self.published.is_none()
            && let (Some(bulletin), Some(month_day)) =
                (bulletin_date, self.body.paragraphs.first().and_then(|text| opening_day(text, opening.as_ref())))
        {
            date = year_of(month_day, bulletin).or(date);
        }
        if let Some((raw, line)) = from_url {
            warn(
                WarningCode::DateOrderFromUrl,
                format!("the order of day and month in {raw} was taken from the address of the source"),
                line,
            );
        }

        if let Some(line) = self.body.joined {
            warn(WarningCode::PageBreakJoined, "a paragraph that a page had cut was made whole".to_owned(), Some(line));
        }
        if let Some((line, first)) = self.body.furniture.first() {
            let more = match self.body.furniture.len() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!("what is not of the article was left out: \"{}\"{more}", shortened(first));
            warn(WarningCode::FurnitureRemoved, message, Some(*line));
        }
        if let Some(trailer) = self.body.trailer.as_ref().filter(|trailer| trailer.is_empty) {
            warn(WarningCode::SourceLabelEmpty, "the source label has no value".to_owned(), Some(trailer.line));
        }
        if self.body.addresses.is_empty() {
            warn(WarningCode::SourceUrlMissing, "there is no address of the original".to_owned(), first_line);
        }
        if let Some((line, text)) = self.body.left_over.first() {
            self.review.push(format!(
                "body: text behind the source label was left out (line {line}: \"{}\")",
                shortened(text)
            ));
        }
        if self.outlet.is_none() {
            self.review.push("outlet: not found".to_owned());
        }

        let untitled = self.title.is_none().then(|| no_title(name, first_line));
        let bodiless = self.body.paragraphs.is_empty().then(|| no_body(name, first_line, &title));
        if date_fault.is_none() && untitled.is_none() && date.is_none() {
            date_fault = Some(no_date(name, first_line, &title));
        }
        Entry {
            row: None,
            language: language::of(&title, &self.body.paragraphs),
            title,
            date,
            bulletin_date,
            outlet: self.outlet,
            author: self.author,
            source_url,
            paragraphs: self.body.paragraphs,
            markdown: None,
            given: Given::default(),
            dateline: opening.map_or(0, |opening| opening.length),
            warnings,
            review: self.review,
            fault: untitled.or(date_fault).or(bodiless).or(address_fault),
        }
    }

    /// The bulletin may be one day older and seven days younger than the article.
    fn conflict(&self, name: &str, published: Date, bulletin: Date) -> Option<Fault> {
        let (of_bulletin, of_outlet) = (self.bulletin.as_ref()?, self.published.as_ref()?);
        if agree(published, bulletin) {
            return None;
        }
        let days = days_between(published, bulletin).abs();
        let message = format!(
            "{}: the bulletin is of {} ({bulletin}, line {}) and the article of {} ({published}), {days} days apart; an article is at most seven days \
             older than its bulletin and one day younger: correct the date that is wrong",
            place(name, Some(of_outlet.1)),
            of_bulletin.0.raw,
            of_bulletin.1,
            of_outlet.0.raw,
        );
        Some(fault(FaultCode::DateConflict, Some(of_outlet.1), None, message))
    }
}

/// Resolves written dates and remembers what settled an order of day and month.
pub(super) struct Days<'a> {
    name: &'a str,
    options: &'a Options<'a>,
    url_date: Option<Date>,
    /// a date whose order the address settled, and its line
    pub(super) from_url: Option<(String, Option<u32>)>,
}

impl<'a> Days<'a> {
    /// `address` is that of the source, in its stored form.
    pub(super) fn new(name: &'a str, options: &'a Options<'a>, address: Option<&str>) -> Days<'a> {
        Days { name, options, url_date: address.and_then(date::in_address), from_url: None }
    }

    pub(super) fn resolve(
        &mut self,
        written: &Written,
        line: Option<u32>,
        bulletin: Option<Date>,
    ) -> Result<Date, Fault> {
        let today = self.options.today;
        let (at, raw) = (place(self.name, line), written.raw.as_str());
        let day = match written.resolve(self.options.date_order, today) {
            Resolved::Day(day) => day,
            Resolved::Impossible => {
                let message = format!("{at}: the date {raw} does not exist; correct the day or the month");
                return Err(fault(FaultCode::BadDate, line, None, message));
            }
            Resolved::Either(day_first, month_first) => match self.witness(day_first, month_first, bulletin) {
                Some((day, DateWitness::Address)) => {
                    self.from_url = Some((raw.to_owned(), line));
                    day
                }
                Some((day, DateWitness::Bulletin)) => day,
                None => {
                    let message = format!(
                        "{at}: the date {raw} is {day_first} with the day first and {month_first} with the month first, and nothing else tells which; \
                         import it with --date-order dmy or --date-order mdy, or write the month as a word"
                    );
                    return Err(fault(FaultCode::AmbiguousDate, line, None, message));
                }
            },
        };
        if day > date::latest(today) {
            let message = format!("{at}: the date {raw} lies in the future (today is {today}); correct it");
            return Err(fault(FaultCode::BadDate, line, None, message));
        }
        Ok(day)
    }

    /// The second witness that a slash date needs: a date in the address, or the bulletin's.
    fn witness(&self, day_first: Date, month_first: Date, bulletin: Option<Date>) -> Option<(Date, DateWitness)> {
        let both = [day_first, month_first];
        let settled = |fits: &dyn Fn(Date) -> bool| match both.map(fits) {
            [true, false] => Some(day_first),
            [false, true] => Some(month_first),
            _ => None,
        };
        if let Some(day) = self.url_date.and_then(|url| settled(&|day| day == url)) {
            return Some((day, DateWitness::Address));
        }
        let day = bulletin.and_then(|bulletin| settled(&|day| agree(day, bulletin)))?;
        Some((day, DateWitness::Bulletin))
    }
}

enum DateWitness {
    Address,
    Bulletin,
}

/// Bulletin minus outlet may be -1 to 7 days.
fn agree(published: Date, bulletin: Date) -> bool {
    (-1..=7).contains(&days_between(published, bulletin))
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Day and month of a dateline without a year.
fn opening_day<'a>(text: &'a str, opening: Option<&dateline::Dateline>) -> Option<&'a str> {
    let opening = opening.filter(|opening| opening.date.is_none())?;
    text.get(..opening.length)?.split(',').nth(1).map(str::trim)
}

/// The year of a dateline is that of the bulletin, or the one before at the turn of the year.
fn year_of(day: &str, bulletin: Date) -> Option<Date> {
    [bulletin.year(), bulletin.year() - 1].into_iter().find_map(|year| {
        let found = date::find(&format!("{day}, {year}"));
        match found.first()?.resolve(None, bulletin) {
            Resolved::Day(day) => agree(day, bulletin).then_some(day),
            _ => None,
        }
    })
}

fn bad_address(name: &str, address: &source::Address, bad: BadUrl) -> Fault {
    let at = place(name, Some(address.line));
    let raw = &address.raw;
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
    fault(code, Some(address.line), Some(address.column), message)
}

/// At most eighty characters, for messages.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(79).collect();
    start.push('…');
    start
}

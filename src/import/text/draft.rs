//! An item as it stands in the text, and what becomes of it once its dates and addresses are resolved.

use jiff::civil::Date;

use super::super::left_out;
use super::super::marked::{self, Marks};
use super::super::report::{Fault, FaultCode, Warning, WarningCode, fault, no_body, no_date, no_title, place};
use super::super::url::BadUrl;
use super::super::{Entry, Given, Options};
use super::body::Body;
use super::date::Written;
use super::dateline::{self, Dateline};
use super::days;
use super::fields::Fields;
use super::foot;
use super::language;
use super::outlet;
use super::source;
use crate::country::gazetteer::fold_words;

/// An item as it stands in the text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    /// the line of the title, or the first line of the item
    pub(super) line: Option<u32>,
    pub(super) bulletin: Option<(Written, u32)>,
    pub(super) published: Option<(Written, u32)>,
    /// further dates, which may say the same day or another
    pub(super) rivals: Vec<(Written, u32, Role)>,
    /// the day to take where the text has none, its line, and the doubt about it
    pub(super) otherwise: Option<(Written, u32, &'static str)>,
    pub(super) outlet: Option<String>,
    pub(super) author: Vec<String>,
    pub(super) body: Body,
    pub(super) review: Vec<String>,
}

/// Whose date it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Bulletin,
    Published,
}

impl Draft {
    /// Resolves dates and addresses; what cannot be is the entry's fault.
    pub(super) fn settle(mut self, name: &str, options: &Options, marks: Marks) -> Entry {
        let title = self.title.clone().unwrap_or_default();
        foot::read(&mut self, options);
        let marked = marked::read(&self.body.paragraphs, &self.body.headings, marks).map(|marked| {
            self.body.paragraphs = marked.plain;
            marked.markdown
        });
        let mut warnings = Vec::new();
        let (source_url, address_fault) = self.settle_address(name);
        self.take_published_in(options);
        self.take_trailer_date();
        let opening = self.body.paragraphs.first().and_then(|first| dateline::find(first, options.gazetteer));
        foot::take_day(&mut self, opening.as_ref(), options);
        self.settle_outlet(opening.as_ref(), &mut warnings);
        let days = days::settle(&mut self, name, options, opening.as_ref(), source_url.as_deref());
        if let Some((raw, line)) = days.from_url {
            let message = format!("the order of day and month in {raw} was taken from the address of the source");
            warnings.push(Warning::new(WarningCode::DateOrderFromUrl, message, line));
        }
        self.warn(days.date, options, &mut warnings);
        self.review.append(&mut self.body.doubts);
        if self.outlet.is_none() {
            self.review.push("outlet: not found".to_owned());
        }
        if source_url.is_none() && address_fault.is_none() {
            self.review.push("url: not found".to_owned());
        }
        let first_line = self.line;
        let untitled = self.title.is_none().then(|| no_title(name, first_line));
        let bodiless = self.body.paragraphs.is_empty().then(|| no_body(name, first_line, &title));
        let mut date_fault = days.fault;
        if date_fault.is_none() && untitled.is_none() && days.date.is_none() {
            date_fault = Some(no_date(name, first_line, &title));
        }
        Entry {
            row: None,
            language: language::of(&title, &self.body.paragraphs),
            title,
            date: days.date,
            bulletin_date: days.bulletin,
            outlet: self.outlet,
            author: self.author,
            source_url,
            paragraphs: self.body.paragraphs,
            markdown: marked,
            given: Given::default(),
            dateline: opening.map_or(0, |opening| opening.length),
            warnings,
            review: self.review,
            fault: untitled.or(date_fault).or(bodiless).or(address_fault),
        }
    }

    /// The address that is stored; the others are said.
    fn settle_address(&mut self, name: &str) -> (Option<String>, Option<Fault>) {
        let choice = source::choose(&self.body.addresses);
        let Some(kept) = &choice.stored else {
            return (None, choice.refused.map(|(address, bad)| bad_address(name, address, bad)));
        };
        if let Some((address, _)) = choice.refused {
            self.review.push(format!("source: the address {} was passed over for {kept}", address.raw));
        }
        if choice.is_completed {
            self.review.push("url: it stands there without https://".to_owned());
        }
        for other in &choice.others {
            self.review.push(format!("source: the address {other} was passed over for {kept}"));
        }
        (choice.stored, None)
    }

    /// "Published in OUTLET, DATE" at the foot, where the header has no date or outlet.
    fn take_published_in(&mut self, options: &Options) {
        let Some((line, text)) = self.body.published_in.take() else { return };
        if let Some(dated) = outlet::dated(&text, options.gazetteer) {
            match &self.published {
                None => self.published = Some((dated.date, line)),
                Some(_) => self.rivals.push((dated.date, line, Role::Published)),
            }
            self.outlet = self.outlet.take().or(dated.name);
        }
    }

    /// "Source: OUTLET, DATE" behind the text, where the header has no date.
    fn take_trailer_date(&mut self) {
        let Some((date, line)) = self.body.trailer.as_mut().and_then(|trailer| trailer.date.take()) else { return };
        match &self.published {
            None => self.published = Some((date, line)),
            Some(_) => self.rivals.push((date, line, Role::Published)),
        }
    }

    /// The outlet of the header, else that of the trailer, else the agency of the dateline.
    fn settle_outlet(&mut self, opening: Option<&Dateline>, warnings: &mut Vec<Warning>) {
        let mut others = Vec::new();
        let in_trailer = self.body.trailer.as_ref().and_then(|trailer| trailer.name.clone());
        let agency = opening.and_then(|opening| opening.agency.clone());
        for (found, place) in [(in_trailer, "trailer"), (agency, "dateline")] {
            let Some(found) = found else { continue };
            match &self.outlet {
                None => {
                    if place == "dateline" {
                        let message = format!("the outlet {found} was taken from the dateline");
                        warnings.push(Warning::new(WarningCode::OutletFromDateline, message, self.line));
                    }
                    self.outlet = Some(found);
                }
                Some(known) if is_same_outlet(known, &found) => {}
                Some(_) => others.push(format!("\"{found}\" stands in the {place}")),
            }
        }
        if let Some(known) = &self.outlet {
            self.review.extend(others.iter().map(|other| format!("outlet: {other}, \"{known}\" was taken")));
        }
    }

    /// What was changed, left out or not there.
    fn warn(&mut self, date: Option<Date>, options: &Options, warnings: &mut Vec<Warning>) {
        let mut warn = |code, message: String, line| warnings.push(Warning::new(code, message, line));
        if let Some(line) = self.body.joined {
            warn(WarningCode::PageBreakJoined, "a paragraph that a page had cut was made whole".to_owned(), Some(line));
        }
        // What stands behind the source label is a doubt too.
        let pieces = std::mem::take(&mut self.body.furniture).into_iter().chain(self.body.left_over.iter().cloned());
        let pieces = pieces.map(|(line, text)| (Some(line), text)).collect();
        let fields = Fields { authors: &self.author, outlet: self.outlet.as_deref(), date, today: options.today };
        warnings.extend(left_out::warning_beside(pieces, fields));
        let mut warn = |code, message: String, line| warnings.push(Warning::new(code, message, line));
        if let Some(trailer) = self.body.trailer.as_ref().filter(|trailer| trailer.is_empty) {
            warn(WarningCode::SourceLabelEmpty, "the source label has no value".to_owned(), Some(trailer.line));
        }
        if self.body.addresses.is_empty() {
            warn(WarningCode::SourceUrlMissing, "there is no address of the original".to_owned(), self.line);
        }
        for (line, text) in &self.body.left_over {
            self.review.push(format!(
                "body: text behind the source label was left out (line {line}: \"{}\")",
                shortened(text)
            ));
        }
    }
}

/// "Reuters" and "Reuters Agency" are one, and so are "Gulf News Agency" and "GNA".
fn is_same_outlet(a: &str, b: &str) -> bool {
    if outlet::is_short_for(b, a) {
        return true;
    }
    let (a, b) = (fold_words(a).join(" "), fold_words(b).join(" "));
    a.contains(&b) || b.contains(&a)
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

/// At most 120 characters, for messages.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 120 {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(119).collect();
    start.push('…');
    start
}

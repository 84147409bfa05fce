//! What stands between the title and the body: dates, outlet, byline, labels, in whatever order.

use super::super::decode::Line;
use super::byline::{self, Byline};
use super::date::{self, Written};
use super::dateline;
use super::draft::Draft;
use super::furniture::{self, Furniture};
use super::line::{ends_sentence, has_text, is_page_break, is_rule, is_separator, without_emphasis};
use super::outlet;
use super::source;
use crate::country::gazetteer::{Gazetteer, fold};

/// What a header holds before it is decided what is what.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// dates alone on their line
    pub(super) dates: Vec<BareDate>,
    /// the date beside the outlet, or behind a label
    pub(super) dated: Option<(Written, u32)>,
    /// the date of the last change; used when there is no other
    pub(super) updated: Option<(Written, u32)>,
    pub(super) outlet: Option<String>,
    pub(super) byline: Option<Byline>,
    /// names alone on their line, each with its line index
    pub(super) names: Vec<(usize, String)>,
    pub(super) addresses: Vec<source::Address>,
    pub(super) furniture: Vec<(u32, String)>,
    pub(super) title: Option<String>,
}

/// A date alone on its line.
#[derive(Debug)]
pub(super) struct BareDate {
    pub(super) written: Written,
    pub(super) number: u32,
    pub(super) index: usize,
    /// a rule or separator follows: the bulletin's own date
    pub(super) above_rule: bool,
}

/// Reads header lines up to the first line that is none: the index of the body.
pub(super) fn read(lines: &[Line], header: &mut Header, gazetteer: &Gazetteer) -> usize {
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate() {
        if taken > MOST_LINES || !one(lines, at, header, gazetteer) {
            return at;
        }
        taken += usize::from(has_text(&line.text));
    }
    lines.len()
}

/// No header has more lines with text.
const MOST_LINES: usize = 60;

/// Takes one line for the header, if it is part of one.
pub(super) fn one(lines: &[Line], at: usize, header: &mut Header, gazetteer: &Gazetteer) -> bool {
    let line = &lines[at];
    if !has_text(&line.text) {
        return furniture::classify(&line.text).is_none() || drop_line(header, line);
    }
    if line.text.len() > super::line::LONGEST_TOKEN && source::address_line(line).is_none() {
        return false;
    }
    let text = without_emphasis(&line.text);
    if let Some(byline) = byline::explicit(&text, gazetteer) {
        set_byline(header, byline);
    } else if let Some(written) = date::whole(&text).or_else(|| date::in_cells(&text)) {
        let next = lines.iter().skip(at + 1).map(|line| line.text.as_str()).find(|text| !text.is_empty());
        let above_rule = next.is_some_and(|text| is_rule(text) || is_separator(text));
        header.dates.push(BareDate { written, number: line.number, index: at, above_rule });
    } else if is_page_break(&line.text) {
        return true;
    } else if let Some(known) = label(&line.text) {
        take_label(header, known, line);
    } else if let Some(dated) = outlet::dated(&text, gazetteer) {
        header.dated.get_or_insert((dated.date, line.number));
        if let Some(name) = dated.name {
            take_name(header, name, gazetteer);
        }
    } else if let Some(addresses) = source::address_line(line) {
        header.addresses.extend(addresses);
    } else if source::is_double_label(&line.text) {
        return false;
    } else if source::trailer_value(&line.text).is_some() {
        return source_label(lines, at, header);
    } else if let Some(kind) = furniture::classify(&line.text) {
        // Lists below "Related" are the body reader's.
        return kind == Furniture::Line && drop_line(header, line);
    } else if let Some(name) = outlet::with_country(&text, gazetteer) {
        header.outlet.get_or_insert_with(|| name.to_owned());
    } else if let Some(byline) = listed(&text, gazetteer) {
        set_byline(header, byline);
    } else if outlet::is_name(&text) && text.len() <= 60 {
        header.names.push((at, text));
    } else {
        return false;
    }
    true
}

impl Header {
    /// Decides what the names are and moves everything into the draft. `body` is what follows the header.
    pub(super) fn settle(mut self, draft: &mut Draft, body: &[Line], gazetteer: &Gazetteer) {
        if let Some(byline) = self.byline.take() {
            draft.author = byline.authors;
            self.outlet = self.outlet.or(byline.outlet);
            draft.outlet = self.outlet.take();
        } else {
            draft.outlet = self.outlet.take();
        }
        let named = !draft.author.is_empty();
        if draft.outlet.is_none()
            && let Some(place) = self.outlet_among_names(named, body, gazetteer)
        {
            let (_, name) = self.names.remove(place);
            if self.dated.is_none() && self.dates.is_empty() && !outlet::sounds_like_one(&name) {
                draft.review.push(format!("outlet: \"{name}\" was taken for the outlet"));
            }
            draft.outlet = Some(name);
        }
        for (_, name) in self.names {
            match byline::bare(&name, gazetteer).filter(|_| !named) {
                Some(byline) => draft.author.extend(byline.authors),
                None if draft.outlet.as_deref() == Some(name.as_str()) => {}
                None => draft.review.push(format!("header: \"{name}\" was left out")),
            }
        }
        let count = self.dates.len();
        let mut dates = self.dates.into_iter();
        let first = dates.next();
        match (self.dated, first) {
            (Some(dated), Some(first)) => {
                draft.bulletin = (first.above_rule || first.written.is_dotted).then_some((first.written, first.number));
                draft.published = Some(dated);
            }
            (Some(dated), None) => draft.published = Some(dated),
            (None, Some(first)) if first.above_rule => {
                draft.bulletin = Some((first.written, first.number));
                draft.published = dates.next().map(|second| (second.written, second.number));
            }
            (None, Some(first)) if count > 1 => {
                draft.bulletin = Some((first.written, first.number));
                draft.published = dates.next().map(|second| (second.written, second.number));
            }
            (None, Some(first)) => draft.published = Some((first.written, first.number)),
            (None, None) => {
                if let Some(updated) = self.updated {
                    draft.review.push("date: the day of the last change was taken, there is no other".to_owned());
                    draft.published = Some(updated);
                }
            }
        }
        draft.body.addresses.splice(0..0, self.addresses);
        draft.body.furniture.splice(0..0, self.furniture);
        if draft.title.is_none() {
            draft.title = self.title;
        }
    }

    /// Which of the bare names is the outlet: one beside a date, one that sounds like an outlet, the first of two, or
    /// the only one, unless it is a person and the report names its agency itself.
    fn outlet_among_names(&self, named: bool, body: &[Line], gazetteer: &Gazetteer) -> Option<usize> {
        let own_dates: Vec<usize> = self.dates.iter().filter(|date| !date.above_rule).map(|date| date.index).collect();
        let beside = |index: usize| own_dates.iter().any(|date| date.abs_diff(index) <= 2);
        let by_date = self.names.iter().position(|(index, _)| beside(*index));
        let by_sound = self.names.iter().position(|(_, name)| outlet::sounds_like_one(name));
        if let Some(found) = by_sound.or(by_date) {
            return Some(found);
        }
        let opening = body.iter().map(|line| line.text.as_str()).find(|text| has_text(text));
        let agency =
            opening.and_then(|text| dateline::find(text, gazetteer)).is_some_and(|dateline| dateline.agency.is_some());
        let person = |name: &str| byline::bare(name, gazetteer).is_some();
        match self.names.as_slice() {
            [(_, only)] if agency && !named && person(only) => None,
            [] => None,
            _ => Some(0),
        }
    }
}

fn set_byline(header: &mut Header, byline: Byline) {
    match &mut header.byline {
        Some(known) if known.authors.is_empty() => known.authors = byline.authors,
        Some(_) => {}
        None => header.byline = Some(byline),
    }
}

/// A name beside a date is the outlet's, unless it says "By".
fn take_name(header: &mut Header, name: String, gazetteer: &Gazetteer) {
    match byline::explicit(&name, gazetteer) {
        Some(byline) => set_byline(header, byline),
        None => {
            header.outlet.get_or_insert(name);
        }
    }
}

/// `NAME - CITY`, `NAME, OUTLET`, two names: what can be no outlet.
fn listed(text: &str, gazetteer: &Gazetteer) -> Option<Byline> {
    let several = byline::has_city(text, gazetteer)
        || text.contains([',', '&', ';'])
        || text.contains(" and ")
        || text.contains(" ve ");
    (several && !outlet::sounds_like_one(text.split(',').next().unwrap_or_default()))
        .then(|| byline::bare(text, gazetteer))
        .flatten()
}

fn drop_line(header: &mut Header, line: &Line) -> bool {
    header.furniture.push((line.number, line.text.clone()));
    true
}

/// `Kaynak: NAME` above the body is a label. Without a value, or with nothing but addresses below it, it is the
/// trailer of an item without a body.
fn source_label(lines: &[Line], at: usize, header: &mut Header) -> bool {
    let value = source::trailer_value(&lines[at].text).unwrap_or_default();
    let text_follows = lines.iter().skip(at + 1).take(60).any(|line| ends_sentence(&line.text) && line.text.len() > 30);
    if value.is_empty() || !text_follows {
        return false;
    }
    if let Some(name) = source::name_in(value) {
        header.outlet.get_or_insert(name);
    }
    header.addresses.extend(source::addresses_in(&lines[at]));
    true
}

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Published,
    Updated,
    Outlet,
    Ignored,
}

/// `LABEL: value`.
pub(super) fn label(text: &str) -> Option<(Label, &str)> {
    if text.len() > 200 {
        return None;
    }
    let (name, value) = text.split_once(':')?;
    let folded = fold(name.trim_matches(['*', '_', ' ', '|', '•', '-']));
    let label = match folded.as_str() {
        "başlik" | "title" | "headline" | "konu" => Label::Title,
        "yayin tarihi"
        | "yayinlanma tarihi"
        | "yayimlanma tarihi"
        | "yayinlanma"
        | "yayimlanma"
        | "tarih"
        | "giriş tarihi"
        | "giriş"
        | "date"
        | "published"
        | "published on"
        | "publication date"
        | "posted"
        | "posted on"
        | "oluşturulma tarihi"
        | "eklenme tarihi"
        | "haber tarihi"
        | "date published" => Label::Published,
        "güncelleme"
        | "güncelleme tarihi"
        | "son güncelleme"
        | "güncellenme tarihi"
        | "güncellenme"
        | "updated"
        | "updated on"
        | "last updated"
        | "last update"
        | "last modified"
        | "modified" => Label::Updated,
        "gazete" | "newspaper" | "outlet" | "publisher" | "publication" | "ajans" | "agency" => Label::Outlet,
        "kategori" | "category" | "section" | "bölüm" | "okunma" | "okunma sayisi" | "views" | "yorum" | "comments"
        | "editör" | "saat" | "time" | "yer" | "place" | "location" => Label::Ignored,
        _ => return None,
    };
    Some((label, value.trim_matches(['*', ' ', '|'])))
}

fn take_label(header: &mut Header, (label, value): (Label, &str), line: &Line) {
    let written = || date::find(value).into_iter().next().map(|written| (written, line.number));
    match label {
        Label::Title => header.title = header.title.take().or_else(|| Some(value.to_owned())),
        Label::Published => header.dated = header.dated.take().or_else(written),
        Label::Updated => header.updated = header.updated.take().or_else(written),
        Label::Outlet => header.outlet = header.outlet.take().or_else(|| Some(value.to_owned())),
        Label::Ignored => {}
    }
}

//! What stands between the title and the body: dates, outlet, byline, labels, in whatever order.

use super::super::decode::Line;
use super::byline::{self, Byline};
use super::cells;
use super::date::{self, Written};
use super::dateline;
use super::draft::{Draft, Role};
use super::furniture::{self, Furniture};
use super::labels::{self, Label};
use super::line::{ends_sentence, has_text, is_list_entry, is_page_break, is_rule, is_separator, without_emphasis};
use super::outlet;
use super::signed;
use super::source;
use crate::country::gazetteer::{Gazetteer, fold};

/// What a header holds before it is decided what is what.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// dates alone on their line
    pub(super) dates: Vec<BareDate>,
    /// dates beside an outlet, or behind a label; the first counts
    pub(super) dated: Vec<(Written, u32)>,
    /// the date of the last change; used when there is no other
    pub(super) updated: Option<(Written, u32)>,
    /// the first counts
    pub(super) outlets: Vec<String>,
    pub(super) byline: Option<Byline>,
    /// the outlet of "By A, Special to OUTLET"
    special: Option<String>,
    /// names alone on their line, each with its line index
    pub(super) names: Vec<(usize, String)>,
    pub(super) addresses: Vec<source::Address>,
    pub(super) furniture: Vec<(u32, String)>,
    pub(super) title: Option<String>,
    /// lines that are none of the known parts
    pub(super) left_out: Vec<String>,
    pub(super) doubts: Vec<String>,
    /// index of the first line that is read already, as part of the one before it
    taken_to: usize,
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
        if taken > MOST_LINES {
            return at;
        }
        if !one(lines, at, header, gazetteer) {
            // A line that is no known part does not end the header where one of its certain parts follows.
            if !is_stray(lines, at, gazetteer) {
                return at;
            }
            header.left_out.push(line.text.clone());
        }
        taken += usize::from(has_text(&line.text));
    }
    lines.len()
}

/// No header has more lines with text.
const MOST_LINES: usize = 60;

/// A short line that ends no sentence, and a byline, a label or an outlet with its date soon below it, no text between.
fn is_stray(lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    let short = |text: &str| text.len() <= 120 && !ends_sentence(text) && !is_list_entry(text);
    let text = &lines[at].text;
    if !short(text) || source::trailer_value(text).is_some() || furniture::classify(text).is_some() {
        return false;
    }
    let below = lines.iter().skip(at + 1).take(8).filter(|line| has_text(&line.text)).take(3);
    below.take_while(|line| short(&line.text)).any(|line| is_certain(&line.text, gazetteer))
}

/// A line that can be nothing but a part of a header.
pub(super) fn is_certain(text: &str, gazetteer: &Gazetteer) -> bool {
    let unlinked = source::unlinked(&Line { number: 0, text: text.to_owned() });
    let text = without_emphasis(unlinked.as_ref().map_or(text, |(plain, _)| plain));
    byline::explicit(&text, gazetteer).is_some()
        || signed::find(&text, gazetteer).is_some()
        || date::whole(&text).is_some()
        || labels::find(&text)
            .is_some_and(|(label, _)| matches!(label, Label::Published | Label::Updated | Label::Outlet))
        || outlet::dated(&text, gazetteer).is_some()
        || cells::of(&text, gazetteer).is_some()
}

/// Takes one line for the header, if it is part of one.
pub(super) fn one(lines: &[Line], at: usize, header: &mut Header, gazetteer: &Gazetteer) -> bool {
    let line = &lines[at];
    if at < header.taken_to {
        return true;
    }
    if !has_text(&line.text) {
        return furniture::classify(&line.text).is_none() || drop_line(header, line);
    }
    if line.text.len() > super::line::LONGEST_TOKEN && source::address_line(line).is_none() {
        return false;
    }
    let linked = source::unlinked(line).filter(|_| source::address_line(line).is_none());
    let Some((plain, links)) = linked.filter(|(plain, _)| is_certain(plain, gazetteer)) else {
        return take(line, lines, at, header, gazetteer);
    };
    let taken = take(&Line { number: line.number, text: plain }, lines, at, header, gazetteer);
    if taken {
        keep_links(header, links);
    }
    taken
}

/// Takes the line at `at`, which may have had links.
fn take(line: &Line, lines: &[Line], at: usize, header: &mut Header, gazetteer: &Gazetteer) -> bool {
    let text = without_emphasis(&line.text);
    if let Some((byline, written)) = signed::find(&text, gazetteer) {
        set_byline(header, byline, &text);
        header.dated.push((written, line.number));
    } else if let Some(byline) = byline::explicit(&text, gazetteer) {
        set_byline(header, byline, &text);
        // "Haber Merkezi, Rize Postası (13 Şubat 2023)"
        if let Some((_, rest)) = text.split_once(',').filter(|(desk, _)| byline::is_desk(desk)) {
            take_behind_desk(header, rest.trim(), line, gazetteer);
        }
    } else if let Some(written) = date::whole(&text) {
        let next = lines.iter().skip(at + 1).map(|line| line.text.as_str()).find(|text| !text.is_empty());
        let above_rule = next.is_some_and(|text| is_rule(text) || is_separator(text));
        header.dates.push(BareDate { written, number: line.number, index: at, above_rule });
    } else if is_page_break(&line.text) {
        return drop_line(header, line);
    } else if take_cells(header, &text, line, at, gazetteer) {
    } else if let Some(known) = labels::find(&line.text) {
        take_label(header, known, line, gazetteer);
    } else if let Some(dated) = outlet::dated(&text, gazetteer) {
        header.dated.push((dated.date, line.number));
        header.left_out.extend(dated.section);
        if let Some(name) = dated.name {
            take_name(header, name, gazetteer);
        }
    } else if let Some(wrapped) = source::wrapped_address(lines, at) {
        header.taken_to = wrapped.end;
        header.doubts.extend(wrapped.doubt);
        header.addresses.push(wrapped.address);
    } else if let Some(addresses) = source::address_line(line) {
        // "[Fjord Daily](https://…)"
        let label = source::name_in(&line.text).filter(|name| outlet::is_name(name) && outlet::sounds_like_one(name));
        header.outlets.extend(label.filter(|_| line.text.starts_with('[')));
        header.addresses.extend(addresses);
    } else if source::is_double_label(&line.text) {
        return false;
    } else if source::trailer_value(&line.text).is_some() {
        return source_label(lines, at, header, gazetteer);
    } else if let Some(kind) = furniture::classify(&line.text) {
        // Lists below "Related" are the body reader's.
        return kind == Furniture::Line && drop_line(header, line);
    } else if let Some(name) = outlet::with_country(&text, gazetteer) {
        header.outlets.push(name.to_owned());
    } else if let Some(byline) = listed(&text, gazetteer) {
        set_byline(header, byline, &text);
    } else if let Some(name) = outlet::without_initials(&text) {
        header.outlets.push(name.to_owned());
    } else if outlet::is_name(&text) && text.len() <= 60 {
        header.names.push((at, text));
    } else {
        return false;
    }
    true
}

/// The address behind the outlet's name is that of the article; one behind anything else, as the author's name, leads
/// elsewhere.
fn keep_links(header: &mut Header, links: Vec<(String, source::Address)>) {
    let named = header.byline.as_ref().and_then(|byline| byline.outlet.as_ref());
    let outlets: Vec<String> = header.outlets.iter().chain(named).map(|outlet| fold(outlet)).collect();
    for (label, address) in links {
        if outlets.contains(&fold(&without_emphasis(&label))) {
            header.addresses.push(address);
        } else {
            header.furniture.push((address.line, address.raw));
        }
    }
}

/// Takes a line of several parts, see [`cells::of`].
fn take_cells(header: &mut Header, text: &str, line: &Line, at: usize, gazetteer: &Gazetteer) -> bool {
    let Some(pieces) = cells::of(text, gazetteer) else { return false };
    // "Gulf Paper | 9 June 2026 | 14:05": beside nothing but day and time a name is the outlet's.
    let is_time = |piece: &&str| date::whole(piece).is_some() || !piece.chars().any(char::is_alphabetic);
    let others_are_times = pieces.iter().skip(1).all(is_time);
    for (place, piece) in pieces.into_iter().enumerate() {
        if let Some(byline) = byline::explicit(piece, gazetteer) {
            set_byline(header, byline, piece);
        } else if let Some(written) = date::whole(piece) {
            header.dates.push(BareDate { written, number: line.number, index: at, above_rule: false });
        } else if let Some(known) = labels::find(piece) {
            take_label(header, known, line, gazetteer);
        } else if outlet::is_name(piece)
            && (outlet::sounds_like_one(piece) || (place == 0 && others_are_times && header.byline.is_none()))
        {
            header.outlets.push(piece.to_owned());
        } else if furniture::classify(piece).is_some() || !piece.chars().any(char::is_alphabetic) {
            header.furniture.push((line.number, piece.to_owned()));
        } else if let Some(byline) =
            byline::bare(piece, gazetteer).filter(|byline| byline.outlet.is_none() && header.byline.is_none())
        {
            set_byline(header, byline, piece);
        } else {
            header.left_out.push(piece.to_owned());
        }
    }
    true
}

impl Header {
    /// Decides what the names are and moves everything into the draft. `body` is what follows the header.
    pub(super) fn settle(mut self, draft: &mut Draft, body: &[Line], gazetteer: &Gazetteer) {
        if let Some(byline) = self.byline.take() {
            draft.author = byline.authors;
            self.outlets.extend(byline.outlet);
        }
        let mut outlets = std::mem::take(&mut self.outlets).into_iter();
        draft.outlet = outlets.next();
        if let Some(name) = self.special.take().filter(|name| draft.outlet.as_ref() == Some(name)) {
            draft.review.push(format!("outlet: \"{name}\" was taken for the outlet"));
        }
        for other in outlets {
            if let Some(outlet) = draft.outlet.as_ref().filter(|outlet| fold(outlet) != fold(&other)) {
                draft.review.push(format!("outlet: \"{other}\" was passed over for \"{outlet}\""));
            }
        }
        let named = !draft.author.is_empty();
        if draft.outlet.is_none()
            && let Some(place) = self.outlet_among_names(named, body, gazetteer)
        {
            let (_, name) = self.names.remove(place);
            if self.dated.is_empty() && self.dates.is_empty() && !outlet::sounds_like_one(&name) {
                draft.review.push(format!("outlet: \"{name}\" was taken for the outlet"));
            }
            draft.outlet = Some(name);
        }
        for (_, name) in std::mem::take(&mut self.names) {
            match byline::bare(&name, gazetteer).filter(|_| !named) {
                Some(byline) => draft.author.extend(byline.authors),
                None if draft.outlet.as_ref().is_some_and(|outlet| fold(outlet) == fold(&name)) => {}
                None => self.left_out.push(name),
            }
        }
        draft.review.extend(self.left_out.iter().map(|text| format!("header: \"{text}\" was left out")));
        draft.review.append(&mut self.doubts);
        self.settle_dates(draft);
        draft.body.addresses.splice(0..0, self.addresses);
        draft.body.furniture.splice(0..0, self.furniture);
        match (&draft.title, self.title) {
            (None, Some(title)) => draft.title = Some(title),
            (Some(known), Some(title)) if fold(known) != fold(&title) => {
                draft.review.push(format!("header: \"{title}\" was left out"));
            }
            _ => {}
        }
    }

    /// Which date is the bulletin's and which the outlet's. What is over is a rival: it may say the same day.
    fn settle_dates(&mut self, draft: &mut Draft) {
        let mut dates = std::mem::take(&mut self.dates).into_iter().peekable();
        let mut dated = std::mem::take(&mut self.dated).into_iter();
        draft.published = dated.next();
        draft.rivals.extend(dated.map(|(written, line)| (written, line, Role::Published)));
        let is_bulletins = |date: &BareDate, several: bool, published: bool| {
            date.above_rule || (published && date.written.is_dotted) || (!published && several)
        };
        let several = dates.len() > 1;
        if let Some(first) = dates.peek()
            && is_bulletins(first, several, draft.published.is_some())
        {
            let own = first.written.is_dotted && first.above_rule;
            draft.bulletin = dates.next().map(|first| (first.written, first.number));
            for date in dates {
                let role =
                    if own && date.written.is_dotted && date.above_rule { Role::Bulletin } else { Role::Published };
                take_date(draft, date, role);
            }
        } else {
            for date in dates {
                take_date(draft, date, Role::Published);
            }
        }
        if let Some((updated, line)) = self.updated.take()
            && draft.published.is_none()
            && draft.bulletin.is_none()
        {
            draft.review.push("date: the day of the last change was taken, there is no other".to_owned());
            draft.published = Some((updated, line));
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

fn take_date(draft: &mut Draft, date: BareDate, role: Role) {
    match role {
        Role::Published if draft.published.is_none() => draft.published = Some((date.written, date.number)),
        role => draft.rivals.push((date.written, date.number, role)),
    }
}

fn set_byline(header: &mut Header, byline: Byline, text: &str) {
    header.special =
        header.special.take().or_else(|| byline.outlet.clone().filter(|_| byline::special(text).is_some()));
    match &mut header.byline {
        Some(known) if known.authors.is_empty() => {
            known.authors = byline.authors;
            known.outlet = known.outlet.take().or(byline.outlet);
        }
        Some(known) if known.authors == byline.authors || byline.authors.is_empty() => {}
        Some(_) => header.left_out.push(text.to_owned()),
        None => header.byline = Some(byline),
    }
}

/// A name beside a date is the outlet's, unless it says "By".
fn take_name(header: &mut Header, name: String, gazetteer: &Gazetteer) {
    match byline::explicit(&name, gazetteer) {
        Some(byline) => set_byline(header, byline, &name),
        None => header.outlets.push(name),
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

fn take_behind_desk(header: &mut Header, rest: &str, line: &Line, gazetteer: &Gazetteer) {
    if let Some(written) = date::whole(rest) {
        header.dated.push((written, line.number));
    } else if let Some(dated) = outlet::dated(rest, gazetteer) {
        header.dated.push((dated.date, line.number));
        header.left_out.extend(dated.section);
        header.outlets.extend(dated.name);
    } else if outlet::sounds_like_one(rest) && outlet::is_name(rest) {
        header.outlets.push(rest.to_owned());
    }
}

fn drop_line(header: &mut Header, line: &Line) -> bool {
    header.furniture.push((line.number, line.text.clone()));
    true
}

/// `Kaynak: NAME` above the body is a label. Without a value, or with nothing but addresses below it, it is the
/// trailer of an item without a body.
fn source_label(lines: &[Line], at: usize, header: &mut Header, gazetteer: &Gazetteer) -> bool {
    let value = source::trailer_value(&lines[at].text).unwrap_or_default();
    let text_follows = lines.iter().skip(at + 1).take(60).any(|line| ends_sentence(&line.text) && line.text.len() > 30);
    if value.is_empty() || !text_follows {
        return false;
    }
    take_outlet(header, value, &lines[at], gazetteer);
    header.addresses.extend(source::addresses_in(&lines[at]));
    true
}

/// The value of a label for the outlet; a date may stand behind the name.
fn take_outlet(header: &mut Header, value: &str, line: &Line, gazetteer: &Gazetteer) {
    match outlet::dated(value, gazetteer) {
        Some(dated) => {
            header.dated.push((dated.date, line.number));
            header.left_out.extend(dated.section);
            header.outlets.extend(dated.name);
        }
        None => header.outlets.extend(source::name_in(value)),
    }
}

fn take_label(header: &mut Header, (label, value): (Label, &str), line: &Line, gazetteer: &Gazetteer) {
    // Words behind the day, that are neither its time nor another label, are no part of a header.
    let found = date::find(value);
    if matches!(label, Label::Published | Label::Updated) && found.len() == 1 && date::whole(value).is_none() {
        header.furniture.push((line.number, line.text.clone()));
    }
    let mut dates = found.into_iter().map(|written| (written, line.number));
    let dateless = || format!("{} ({value})", line.text.split(':').next().unwrap_or_default().trim());
    match label {
        Label::Title if header.title.is_none() => header.title = Some(value.to_owned()),
        Label::Published => match dates.next() {
            // "Published: … Updated: …" in one line.
            Some(first) => {
                header.dated.push(first);
                header.updated = header.updated.take().or_else(|| dates.next());
            }
            None if has_text(value) => header.left_out.push(dateless()),
            None => {}
        },
        Label::Updated => match dates.next() {
            Some(first) => {
                // "Updated: … Published: …"
                let published = labels::behind(value).filter(|(label, _)| *label == Label::Published);
                header.dated.extend(published.and_then(|_| dates.next()));
                header.updated.get_or_insert(first);
            }
            None if has_text(value) => header.left_out.push(dateless()),
            None => {}
        },
        Label::Outlet => {
            take_outlet(header, value, line, gazetteer);
            header.addresses.extend(source::addresses_in(line));
        }
        Label::Title | Label::Ignored => {
            if has_text(value) {
                header.furniture.push((line.number, line.text.clone()));
            }
        }
    }
}

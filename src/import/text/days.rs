//! The days of an item: written dates resolved, and those that must agree compared.

use jiff::civil::Date;

use super::super::Options;
use super::super::report::{Fault, FaultCode, fault, no_date, place};
use super::date::{self, Resolved, Written};
use super::dateline::Dateline;
use super::draft::{Draft, Role};

/// What the dates of an item come to.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) date: Option<Date>,
    pub(super) bulletin: Option<Date>,
    pub(super) fault: Option<Fault>,
    /// a date whose order of day and month was taken from the address, and its line
    pub(super) from_url: Option<(String, Option<u32>)>,
}

/// Resolves the dates of a draft; doubts go to its review.
pub(super) fn settle(
    draft: &mut Draft,
    name: &str,
    options: &Options,
    opening: Option<&Dateline>,
    address: Option<&str>,
) -> Settled {
    let in_dateline = opening.and_then(|opening| opening.date.clone());
    let first_line = draft.line.unwrap_or(1);
    let from_header = draft.published.is_some();
    if draft.published.is_none() {
        draft.published = in_dateline.clone().map(|written| (written, first_line));
    }
    let mut days = Days::new(name, options, address);
    let bulletin = draft.bulletin.as_ref().map(|(written, line)| days.resolve(written, Some(*line), None));
    let witness = bulletin.as_ref().and_then(|day| day.as_ref().ok().copied());
    let published = draft.published.as_ref().map(|(written, line)| days.resolve(written, Some(*line), witness));
    let (mut date, bulletin, mut fault) = match (published, bulletin) {
        (None, None) => match days.url_date.filter(|day| is_plausible(*day, options)) {
            Some(day) => {
                draft.review.push("date: that in the address of the source was taken, the text has none".to_owned());
                (Some(day), None, None)
            }
            None => (None, None, Some(no_date(name, draft.line, draft.title.as_deref().unwrap_or_default()))),
        },
        (None, Some(Ok(bulletin))) => (Some(bulletin), Some(bulletin), None),
        (Some(Ok(published)), None) => (Some(published), None, None),
        (Some(Ok(published)), Some(Ok(bulletin))) => {
            (Some(published), Some(bulletin), conflict(draft, name, published, bulletin))
        }
        (published, Some(Err(fault))) => (published.and_then(Result::ok), None, Some(fault)),
        (Some(Err(fault)), bulletin) => (None, bulletin.and_then(Result::ok), Some(fault)),
    };
    fault = fault.or_else(|| two_bulletins(draft, name, &mut days, bulletin));
    if fault.as_ref().is_some_and(|fault| fault.code == FaultCode::DateConflict) {
        date = None;
    }
    let dateline_day = opening.and_then(|opening| opening_day(draft, opening));
    if !from_header
        && draft.published.is_none()
        && let (Some(bulletin), Some(month_day)) = (bulletin, dateline_day)
    {
        date = year_of(month_day, bulletin).or(date);
    }
    if let Some(date) = date {
        let mut doubts = rivals(draft, &mut days, date);
        doubts.extend(weekday_doubt(draft, date));
        if from_header && let Some(written) = &in_dateline {
            doubts.extend(dateline_doubt(written, options, date));
        } else if from_header && let Some(month_day) = dateline_day.filter(|_| in_dateline.is_none()) {
            let shaped = !date::find(&format!("{month_day}, {}", date.year())).is_empty();
            if shaped && year_of(month_day, date).is_none() {
                doubts.push(format!("date: the dateline says {month_day}, and the article is of {date}"));
            }
        }
        draft.review.append(&mut doubts);
    }
    Settled { date, bulletin, fault, from_url: days.from_url.take() }
}

/// The bulletin may be one day older and seven days younger than the article.
fn conflict(draft: &Draft, name: &str, published: Date, bulletin: Date) -> Option<Fault> {
    let (of_bulletin, of_outlet) = (draft.bulletin.as_ref()?, draft.published.as_ref()?);
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

/// A second date in the place of the bulletin's must say the same day.
fn two_bulletins(draft: &Draft, name: &str, days: &mut Days, bulletin: Option<Date>) -> Option<Fault> {
    let (bulletin, (first, first_line)) = (bulletin?, draft.bulletin.as_ref()?);
    draft.rivals.iter().filter(|(_, _, role)| *role == Role::Bulletin).find_map(|(written, line, _)| {
        let other = match days.resolve(written, Some(*line), Some(bulletin)) {
            Ok(other) if other == bulletin => return None,
            Ok(other) => other,
            Err(fault) => return Some(fault),
        };
        let message = format!(
            "{}: the bulletin has two dates, {} ({bulletin}, line {first_line}) and {} ({other}); delete the one that is wrong",
            place(name, Some(*line)),
            first.raw,
            written.raw,
        );
        Some(fault(FaultCode::DateConflict, Some(*line), None, message))
    })
}

/// Further dates of the header that say another day.
fn rivals(draft: &Draft, days: &mut Days, date: Date) -> Vec<String> {
    let rivals = draft.rivals.iter().filter(|(_, _, role)| *role == Role::Published);
    let others = rivals
        .filter(|(written, line, _)| !days.resolve(written, Some(*line), Some(date)).is_ok_and(|other| other == date));
    others.map(|(written, line, _)| format!("date: {} (line {line}) was passed over for {date}", written.raw)).collect()
}

/// A weekday that is not that of the day.
fn weekday_doubt(draft: &Draft, date: Date) -> Option<String> {
    let (written, _) = draft.published.as_ref().or(draft.bulletin.as_ref())?;
    let weekday = written.weekday.filter(|weekday| *weekday != date.weekday())?;
    Some(format!("date: {} was a {:?}, and the file says {weekday:?}", written.raw, date.weekday()))
}

/// A dateline is at most a week older than its article.
fn dateline_doubt(written: &Written, options: &Options, date: Date) -> Option<String> {
    let agrees = match written.resolve(options.date_order, options.today) {
        Resolved::Day(day) => agree(day, date),
        Resolved::Either(first, second) => agree(first, date) || agree(second, date),
        Resolved::Impossible => false,
    };
    (!agrees).then(|| format!("date: the dateline says {}, and the article is of {date}", written.raw))
}

/// Resolves written dates and remembers what settled an order of day and month.
pub(super) struct Days<'a> {
    name: &'a str,
    options: &'a Options<'a>,
    url_date: Option<Date>,
    /// a date whose order the address settled, and its line
    pub(super) from_url: Option<(String, Option<u32>)>,
}

fn is_plausible(day: Date, options: &Options) -> bool {
    day.year() >= OLDEST_YEAR && day <= date::latest(options.today)
}

/// No build takes older articles.
const OLDEST_YEAR: i16 = 1800;

impl<'a> Days<'a> {
    /// `address` is that of the source, in its stored form.
    pub(super) fn new(name: &'a str, options: &'a Options<'a>, address: Option<&str>) -> Days<'a> {
        Days { name, options, url_date: address.and_then(date::in_address), from_url: None }
    }

    /// The day that was written on a line of the raw file; `bulletin` is a day that it should be near.
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
        if day.year() < OLDEST_YEAR {
            let message =
                format!("{at}: the date {raw} lies before {OLDEST_YEAR}, where no article is from; correct the year");
            return Err(fault(FaultCode::BadDate, line, None, message));
        }
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
fn opening_day<'a>(draft: &'a Draft, opening: &Dateline) -> Option<&'a str> {
    let text = draft.body.paragraphs.first()?;
    if opening.date.is_some() {
        return None;
    }
    let head = text.get(..opening.length)?.split(['(', '/', '—', '–']).next()?;
    head.split(',').nth(1).map(|day| day.trim().trim_end_matches(['.', ' ', '-']))
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

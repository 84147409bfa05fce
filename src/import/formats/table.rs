//! Tables: a row is an article, a head names the columns, in English, Turkish or another language of the importer.

use std::io::Cursor;

use calamine::{Data, Reader as _};
use jiff::civil::Date;

use super::super::columns::{Column, HEAD_WITHIN, column, separator_within};
use super::super::record::{Basis, named_language, one_line};
use super::super::report::{Warning, WarningCode, damaged};
use super::super::text::shortened;
use super::super::{DateOrder, Given, Topic, Vocabulary, country, left_out, url};
use super::cells::{Told, known};
use super::limit::{MOST_ITEMS, too_many};
use super::{Entry, Fault, Format, Options, Record, cells, decoded, entries, foot, links, names, people};

/// Every row of a table of separated values (RFC 4180, with semicolons and tabs too).
pub(super) fn read_csv(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, None)?;
    let text = text.trim_start_matches('\u{feff}');
    // Excel writes, and hides, a first line that names the separator.
    let named = text.split_once('\n').filter(|(first, _)| first.starts_with("sep=") && first.trim_end().len() == 5);
    let (text, shift) = named.map_or((text, 0), |(_, rest)| (rest, 1));
    let delimiter = separator_within(text.lines()).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut full) = (Vec::new(), 0_usize);
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().and_then(|position| u32::try_from(position.line()).ok());
            damaged(name, Format::Csv, line, &error.to_string(), "save the table again as CSV in UTF-8")
        })?;
        // The head, and what stands above it, are no articles.
        full += usize::from(row.iter().any(|cell| !cell.trim().is_empty()));
        if full > MOST_ITEMS + HEAD_WITHIN {
            return Err(too_many(name, Format::Csv));
        }
        let line = row.position().and_then(|position| u32::try_from(position.line() + shift).ok());
        rows.push(Row {
            line,
            told: Told::default(),
            cells: row.iter().map(str::to_owned).collect(),
            links: Vec::new(),
        });
    }
    // A quotation mark that nothing closes takes all rows behind it for one cell.
    let open = cells::ends_in_quotes(text, delimiter);
    if (open || !text.matches('"').count().is_multiple_of(2))
        && rows.last().is_some_and(|row| row.cells.iter().any(|cell| cell.trim_end().contains('\n')))
    {
        let line = rows.last().and_then(|row| row.line);
        let what = "a quotation mark is not closed, and the rows behind it run together";
        return Err(damaged(
            name,
            Format::Csv,
            line,
            what,
            "close it (two marks in a row stand for one), or save the table again",
        ));
    }
    if let Some(last) = rows.last_mut().filter(|_| open) {
        last.told.doubts.push("file: the table ends within quotation marks; something may be missing".to_owned());
    }
    let table =
        table(name, Some(delimiter), rows.into_iter(), MOST_ITEMS, options).map_err(|refused| match refused {
            Refused::TooLong => too_many(name, Format::Csv),
            Refused::Headless(fault) | Refused::Empty(fault) => fault,
        })?;
    Ok(table.entries(name, &warnings, options))
}

/// Every row of all sheets that have a head; what has none is said.
pub(super) fn read_workbook(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let bad = |what: String| damaged(name, Format::Workbook, None, &what, "open it and save the sheet as CSV in UTF-8");
    super::workbook::check(bytes).map_err(&bad)?;
    let mut workbook =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| bad(error.to_string()))?;
    let (mut tables, mut headless) = (Vec::new(), Vec::new());
    let (mut fault, mut left) = (None, MOST_ITEMS);
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).map_err(|error| bad(error.to_string()))?;
        if range.is_empty() {
            continue;
        }
        let (above, left_of) = range.start().unwrap_or_default();
        let links = links::of_sheet(&mut workbook, &sheet);
        // Rows above the first full one count too: the editor sees their numbers.
        let blank = (0..above).map(|_| Row { line: None, told: Told::default(), cells: Vec::new(), links: Vec::new() });
        let rows = (above..).zip(range.rows()).map(|(number, row)| Row {
            line: None,
            told: Told::default(),
            cells: row.iter().map(cell).collect(),
            links: links
                .range((number, left_of)..=(number, u32::MAX))
                .map(|((_, column), target)| ((column - left_of) as usize, target.clone()))
                .collect(),
        });
        match table(name, None, blank.chain(rows), left, options) {
            Ok(table) => {
                left -= table.records.len();
                tables.push((sheet, table));
            }
            Err(Refused::TooLong) => return Err(too_many(name, Format::Workbook)),
            Err(Refused::Headless(own)) => {
                headless.push(sheet);
                _ = fault.get_or_insert(own);
            }
            Err(Refused::Empty(own)) => _ = fault.get_or_insert(own),
        }
    }
    let several = tables.len() > 1;
    let mut found = Vec::new();
    for (sheet, table) in tables {
        let place = if several { format!("{name}, sheet \"{}\"", shortened(&sheet)) } else { name.to_owned() };
        found.extend(table.entries(&place, &[], options));
    }
    let Some(first) = found.first_mut() else {
        return Err(fault.unwrap_or_else(|| bad("it has no sheet with anything in it".to_owned())));
    };
    if !headless.is_empty() {
        let message = format!("sheets without a column for titles are not read: {}", listed(&headless));
        first.warnings.push(Warning::new(WarningCode::SheetIgnored, message, None));
    }
    Ok(found)
}

/// A cell as text; a date as ISO 8601, whatever its format shows.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

struct Row {
    line: Option<u32>,
    told: Told,
    cells: Vec<String>,
    /// the web addresses behind its cells, by their places
    links: Vec<(usize, String)>,
}

/// What a table has.
struct Table {
    records: Vec<Record>,
    /// of the dates with slashes, as those among them say that can be read in one way only
    order: Option<DateOrder>,
    /// the heads of columns that have something in them and are not read
    ignored: Vec<String>,
    /// sums and notes below the articles, with their lines
    foot: Vec<(Option<u32>, String)>,
}

/// Why a table has no articles.
enum Refused {
    TooLong,
    /// no row of it is a head
    Headless(Fault),
    /// there is nothing below the head
    Empty(Fault),
}

/// Reads a table of at most `most` articles; a workbook has no separator.
fn table(
    name: &str,
    separator: Option<char>,
    rows: impl Iterator<Item = Row>,
    most: usize,
    options: &Options,
) -> Result<Table, Refused> {
    let format = if separator.is_some() { Format::Csv } else { Format::Workbook };
    let mut rows = (1_u32..).zip(rows).filter(|(_, row)| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    // The name of the table, or a note, may stand above the head.
    let mut above: Vec<Row> = Vec::new();
    let mut found = None;
    for (_, row) in rows.by_ref().take(HEAD_WITHIN) {
        let columns: Vec<Option<Column>> = row.cells.iter().map(|cell| column(cell)).collect();
        if columns.contains(&Some(Column::Title)) && columns.iter().flatten().count() > 1 {
            found = Some((columns, row.cells));
            break;
        }
        above.push(row);
    }
    let Some((columns, head)) = found else { return Err(Refused::Headless(headless(name, format, &above))) };
    let mut has_text = vec![false; head.len()];
    let mut articles: Vec<(u32, Row)> = Vec::new();
    let mut foot = Vec::new();
    for (number, mut row) in rows {
        if articles.len() == most {
            return Err(Refused::TooLong);
        }
        let told = cells::settle(&mut row.cells, &head, &columns, separator, row.line);
        row.told.doubts.extend(told.doubts);
        row.told.warnings.extend(told.warnings);
        // Below the last article only: above it, a row that lacks its cells is refused.
        match foot::words(&row.cells, &columns) {
            Some(words) => foot.push((row.line, words)),
            None => foot.clear(),
        }
        for (at, cell) in row.cells.iter_mut().enumerate() {
            if let Some(has_text) = has_text.get_mut(at) {
                *has_text |= !cell.trim().is_empty();
            }
            // What is not read need not be kept.
            if columns.get(at).is_none_or(Option::is_none) {
                *cell = String::new();
            }
        }
        row.cells.truncate(head.len());
        row.cells.shrink_to_fit();
        articles.push((number, row));
    }
    articles.truncate(articles.len().saturating_sub(foot.len()));
    let rows = articles;
    if rows.is_empty() {
        let what = "it has a head and no rows";
        return Err(Refused::Empty(damaged(name, format, None, what, "add a row for each article")));
    }
    let unread =
        head.iter().zip(&columns).zip(&has_text).filter(|((_, column), has_text)| column.is_none() && **has_text);
    let ignored = unread.map(|((head, _), _)| one_line(head)).filter(|head| !head.is_empty()).collect();
    let order = options.date_order.is_none().then(|| order_of(&rows, &columns)).flatten();
    let records = rows.into_iter().map(|(number, row)| {
        let mut record = record(number, row, &columns, options);
        count_days(&mut record);
        if order.is_some() && record.date.as_deref().and_then(slashes).is_some_and(|(one, other)| one.max(other) <= 12)
        {
            record.doubts.push("date: day and month were told apart by other dates of the column".to_owned());
        }
        record
    });
    Ok(Table { records: records.collect(), order, ignored, foot })
}

/// The refusal of a table in which no row names its columns; it has the names that stand where a head would, and the ones
/// that are known.
fn headless(name: &str, format: Format, above: &[Row]) -> Fault {
    let known = "name the columns in its first row: title, date, outlet, author, url, text (or başlık, tarih, kaynak, \
                 yazar, bağlantı, metin)";
    let full = |row: &&Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known_in = |row: &&Row| row.cells.iter().filter(|cell| column(cell).is_some()).count();
    // Of rows that are alike, the first.
    let head = above.iter().rev().max_by_key(|row| (known_in(row), full(row).min(2)));
    let heads: Vec<String> = head.map(|row| row.cells.iter().map(|cell| one_line(cell)).collect()).unwrap_or_default();
    let heads: Vec<String> = heads.into_iter().filter(|head| !head.is_empty()).collect();
    let has_title = heads.iter().any(|head| column(head) == Some(Column::Title));
    let what = match (has_title, heads.is_empty()) {
        (true, _) => "there is a column for titles and no other one that is known".to_owned(),
        (false, true) => "no column is called title".to_owned(),
        (false, false) => format!("no column is called title; it has {}", listed(&heads)),
    };
    let line = head.and_then(|row| row.line).or(Some(1)).filter(|_| format == Format::Csv);
    damaged(name, format, line, &what, known)
}

/// Names of columns or sheets, as many as can be read.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| shortened(name)).collect();
    let more = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join(", "))
}

impl Table {
    fn entries(self, name: &str, warnings: &[Warning], options: &Options) -> Vec<Entry> {
        let options = Options { date_order: options.date_order.or(self.order), ..*options };
        let mut entries = entries(name, self.records, warnings, &options);
        // It is the table's, so it is said once.
        if let (Some(first), false) = (entries.first_mut(), self.ignored.is_empty()) {
            let message = format!("columns that are not read: {}", listed(&self.ignored));
            first.warnings.push(Warning::new(WarningCode::ColumnsIgnored, message, None));
        }
        if let Some(last) = entries.last_mut() {
            last.warnings.extend(left_out::warning(self.foot));
        }
        entries
    }
}

/// A date that stands there as the number of its day, or as eight digits: what is left of it where a cell has no format.
fn count_days(record: &mut Record) {
    /// The day 0 of spreadsheets, whose day 60 never was (ECMA-376, part 1, 18.17.4.1).
    const ZERO: Date = Date::constant(1899, 12, 30);
    /// From 1954 to 2064: smaller numbers are years and days of months.
    const DAYS: std::ops::Range<i64> = 20_000..60_000;
    let Some(raw) = record.date.as_deref().map(str::trim) else { return };
    let (whole, part) = raw.split_once('.').unwrap_or((raw, ""));
    if !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let Ok(number) = whole.parse::<i64>() else { return };
    if DAYS.contains(&number) {
        if let Ok(day) = ZERO.checked_add(jiff::Span::new().days(number)) {
            record.doubts.push(format!("date: the table has the number {raw}, which spreadsheets count as {day}"));
            record.date = Some(day.to_string());
        }
    } else if whole.len() == 8 && part.is_empty() {
        let (year, day) = whole.split_at(4);
        record.date = Some(format!("{year}-{}-{}", &day[..2], &day[2..]));
    }
}

/// The order that the dates of the column have, where one of them has a day above twelve and none says otherwise.
fn order_of(rows: &[(u32, Row)], columns: &[Option<Column>]) -> Option<DateOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for (_, row) in rows {
        for (_, cell) in columns.iter().zip(&row.cells).filter(|(column, _)| **column == Some(Column::Date)) {
            if let Some((one, other)) = slashes(cell) {
                day_first |= one > 12 && other <= 12;
                month_first |= other > 12 && one <= 12;
            }
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The first two numbers of a date with slashes whose year is the last.
fn slashes(date: &str) -> Option<(u8, u8)> {
    let mut parts = date.trim().split('/');
    let small = |part: Option<&str>| part?.trim().parse().ok().filter(|number| (1..=31).contains(number));
    let (one, other) = (small(parts.next())?, small(parts.next())?);
    let year = parts.next()?.trim();
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4 && parts.next().is_none()).then_some((one, other))
}

fn record(number: u32, row: Row, columns: &[Option<Column>], options: &Options) -> Record {
    let mut doubts = row.told.doubts;
    let cell = |wanted: Column| {
        let mut cells = columns.iter().zip(&row.cells).filter(|(column, _)| **column == Some(wanted));
        cells.find(|(_, cell)| !cell.trim().is_empty()).map(|(_, cell)| cell.clone())
    };
    let list = |wanted: Column| -> Vec<String> {
        let cell = cell(wanted).unwrap_or_default();
        cell.split([';', ',', '|', '\n']).map(one_line).filter(|part| !part.is_empty()).collect()
    };
    let code = |name: &str| country(options.gazetteer, name);
    let (countries, strange) = known("countries", list(Column::Countries), code);
    doubts.extend(strange);
    let (mentions, strange) = known("mentions", list(Column::Mentions), code);
    doubts.extend(strange);
    let (topics, strange) = known("topics", list(Column::Topics), |name| topic(options.vocabulary, name));
    doubts.extend(strange);
    let language = cell(Column::Language).map(|name| one_line(&name));
    let (_, strange) = known("lang", language.clone().into_iter().collect(), named_language);
    doubts.extend(strange);
    let text = cell(Column::Text);
    let summary = cell(Column::Summary).map(|summary| one_line(&summary));
    let (basis, body) = match (text, &summary) {
        (Some(text), _) => (Basis::Article, text),
        (None, Some(summary)) => (Basis::Abstract, summary.clone()),
        (None, None) => (Basis::Article, String::new()),
    };
    let blank = |part: &str| part.trim().is_empty();
    let body = body.replace("\r\n", "\n");
    let lines: Vec<&str> = body.split('\n').collect();
    // A blank line ends a paragraph where the cell has any, else every line break does.
    let paragraphs = if lines.iter().any(|line| blank(line)) {
        lines.split(|line| blank(line)).map(|part| part.join(" ")).collect()
    } else {
        lines.into_iter().map(str::to_owned).collect()
    };
    let link = |wanted: Column| {
        let mut links = row.links.iter().filter(|(at, _)| columns.get(*at).copied().flatten() == Some(wanted));
        links.next().map(|(_, target)| target.clone())
    };
    let mut address = cell(Column::Address);
    let stands = |text: &String| url::stored(text).is_ok() || url::without_scheme(text).is_some();
    if !address.as_ref().is_some_and(stands) {
        address = link(Column::Address).or_else(|| link(Column::Title)).or(address);
    }
    if let Some(label) = address.take_if(|text| is_label(text)) {
        doubts.push(format!("url: not found; the table has \"{}\"", shortened(&one_line(&label))));
    }
    Record {
        title: cell(Column::Title).unwrap_or_default(),
        date: cell(Column::Date),
        outlet: cell(Column::Outlet),
        authors: people(names::people(&cell(Column::Author).unwrap_or_default())),
        address,
        language,
        paragraphs,
        given: Given { countries, mentions, topics, summary: summary.filter(|_| basis == Basis::Article) },
        basis,
        line: row.line,
        row: Some(number),
        doubts,
        warnings: row.told.warnings,
        ..Record::default()
    }
}

/// Whether the cell of an address has words and no address, not even a broken one: "open", "print edition, p. 4".
fn is_label(text: &str) -> bool {
    let is_word = |word: &str| {
        let bare = word.trim_end_matches(':');
        !bare.contains([':', '@', '…']) && !bare.contains("//") && !bare.contains("...") && !bare.starts_with("www.")
    };
    url::without_scheme(text).is_none() && text.split_whitespace().all(is_word)
}

/// The slug of a topic that is called so in English or Turkish, or by its slug.
fn topic(vocabulary: &Vocabulary, name: &str) -> Option<String> {
    let name = slug::slugify(name);
    let called = |topic: &&Topic| [&topic.slug, &topic.en, &topic.tr].iter().any(|known| slug::slugify(known) == name);
    vocabulary.topics().iter().find(called).map(|topic| topic.slug.clone())
}

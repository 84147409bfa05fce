//! How large a workbook is, before it is read: a sheet is held as a table of all cells between its first and its last one,
//! whatever is in them. Its parts are looked through as they unpack, so that no size of them takes memory.

use std::io::{BufRead, BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// A part that unpacks to more is refused.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// All parts together.
const LARGEST_UNPACKED: u64 = 512 * 1024 * 1024;
/// The cells of a sheet, empty ones too: fifty thousand rows of forty.
const MOST_CELLS: u64 = 2_000_000;

/// Refuses a workbook whose parts unpack to more than any table has, or whose cells lie so far apart that a table of all
/// between them could not be held.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|error| error.to_string())?;
        let name = file.name().map_err(|error| error.to_string())?.into_owned();
        // The size that an archive declares may be a lie, so the bytes are counted.
        let most = left.min(LARGEST_PART);
        let mut part = BufReader::new(file.take(most + 1));
        let far = if name.contains("worksheets/") {
            too_far(&mut part)
        } else if name == "content.xml" {
            too_far_repeated(&mut part)
        } else {
            None
        };
        if let Some(far) = far {
            return Err(format!(
                "its cells reach as far as {far}, and no sheet may have more than {},000,000 of them; delete the rows and \
                 columns that are empty, or part the sheet",
                MOST_CELLS / 1_000_000
            ));
        }
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| error.to_string())?;
        let unread = part.into_inner().limit();
        if unread == 0 && most == LARGEST_PART {
            return Err(format!("{name} unpacks to more than {} MB", LARGEST_PART / (1024 * 1024)));
        }
        if unread == 0 {
            return Err(format!("it unpacks to more than {} MB", LARGEST_UNPACKED / (1024 * 1024)));
        }
        left -= most + 1 - unread;
    }
    Ok(())
}

/// The cell that makes a sheet of XLSX too large, by the references `r="B7"` of its cells. What is no XML ends the search.
fn too_far(sheet: &mut impl BufRead) -> Option<String> {
    let (mut columns, mut rows) = (1_u64, 1_u64);
    elements(sheet, |_, element| {
        if element.local_name().as_ref() != b"c" {
            return None;
        }
        let reference = attribute(element, b"r")?;
        let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
        let column = letters.fold(0_u64, |column, letter| {
            column.saturating_mul(26).saturating_add(u64::from(letter.to_ascii_uppercase() - b'A') + 1)
        });
        let digits = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        columns = columns.max(column);
        rows = rows.max(if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) });
        (columns.saturating_mul(rows) > MOST_CELLS).then(|| reference.chars().take(20).collect())
    })
}

/// The same in a workbook of ODS, whose cells and rows say how often they are repeated.
fn too_far_repeated(content: &mut impl BufRead) -> Option<String> {
    let (mut columns, mut rows) = (0_u64, 0_u64);
    let (mut column, mut row, mut repeated) = (0_u64, 0_u64, 1_u64);
    elements(content, |event, element| {
        let times = |name: &[u8]| attribute(element, name).map_or(1, |times| times.parse().unwrap_or(u64::MAX));
        match element.local_name().as_ref() {
            b"table" => (columns, rows, row, repeated) = (0, 0, 0, 0),
            b"table-row" => {
                row = row.saturating_add(repeated);
                repeated = times(b"number-rows-repeated");
                column = 0;
            }
            b"table-cell" | b"covered-table-cell" => {
                column = column.saturating_add(times(b"number-columns-repeated"));
                // Empty rows and columns at the end are not held.
                if matches!(event, Event::Start(_)) || attribute(element, b"value-type").is_some() {
                    columns = columns.max(column);
                    rows = rows.max(row.saturating_add(repeated));
                }
            }
            _ => {}
        }
        (columns.saturating_mul(rows) > MOST_CELLS).then(|| format!("column {columns} of row {rows}"))
    })
}

/// What the first element gives that gives anything.
fn elements<T>(xml: &mut impl BufRead, mut of: impl FnMut(&Event, &BytesStart) -> Option<T>) -> Option<T> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).ok()?;
        let found = match &event {
            Event::Start(element) | Event::Empty(element) => of(&event, element),
            Event::Eof => return None,
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        buffer.clear();
    }
}

fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes();
    let named =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(String::from_utf8_lossy(&named.value).into_owned())
}

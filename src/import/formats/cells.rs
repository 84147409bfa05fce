//! Cells that stand where the head of a table names no column, and quotation marks that take rows for one cell: nothing of
//! a row is lost without a word.

use super::super::columns::Column;
use super::super::record::one_line;
use super::super::report::{Warning, WarningCode};
use super::super::text::{is_calendar_word, shortened};

/// What is said of a row.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) doubts: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

/// Joins the cells beyond the head to a text that a separator within it has cut, and tells what has no column or may be
/// several rows. Workbooks have no separator.
pub(super) fn settle(
    cells: &mut Vec<String>,
    head: &[String],
    columns: &[Option<Column>],
    separator: Option<char>,
    line: Option<u32>,
) -> Told {
    let mut told = Told::default();
    told.doubts.extend(separator.and_then(|separator| swallowed(cells, head.len(), separator)));
    told.doubts.extend(separator.and_then(|separator| join(cells, head, columns, separator)));
    let mut lost = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        // Numbers in a column without a name are mostly those of the rows.
        let is_lost = match head.get(at) {
            Some(name) => name.trim().is_empty() && cell.chars().any(char::is_alphabetic),
            None => !cell.trim().is_empty(),
        };
        if is_lost {
            lost.push(one_line(cell));
        }
    }
    if !lost.is_empty() {
        let shown = shortened(&lost.join("; "));
        told.doubts.push(format!("file: cells of the row have no name above them and were left out: \"{shown}\""));
        let message = format!("cells without a name in the head are not read: \"{shown}\"");
        told.warnings.push(Warning { left_out: lost, ..Warning::new(WarningCode::ColumnsIgnored, message, line) });
    }
    tell_seconds(cells, head, columns, line, &mut told);
    told
}

/// Tells what stands in a second column of a kind, whose first filled one is read, and is not the same.
fn tell_seconds(cells: &[String], head: &[String], columns: &[Option<Column>], line: Option<u32>, told: &mut Told) {
    let mut read: Vec<(Column, &String, String)> = Vec::new();
    for ((name, column), cell) in head.iter().zip(columns).zip(cells) {
        let (Some(column), words) = (*column, one_line(cell)) else { continue };
        if words.is_empty() {
            continue;
        }
        let Some((_, first_name, first)) = read.iter().find(|(known, ..)| *known == column) else {
            read.push((column, name, words));
            continue;
        };
        if *first == words {
            continue;
        }
        let (name, shown) = (shortened(&one_line(name)), shortened(&words));
        let field = match column {
            Column::Text => Some("body"),
            Column::Summary => Some("summary"),
            _ => None,
        };
        let doubt = |field| format!("{field}: the column \"{name}\" has other words, which were left out: \"{shown}\"");
        told.doubts.extend(field.map(doubt));
        let first_name = shortened(&one_line(first_name));
        let message = format!("the column \"{name}\" is not read beside \"{first_name}\": \"{shown}\"");
        let left_out = vec![cell.trim().to_owned()];
        told.warnings.push(Warning { left_out, ..Warning::new(WarningCode::ColumnsIgnored, message, line) });
    }
}

/// The names of a cell that are known, each once, and the doubt that has the others.
pub(super) fn known<T: PartialEq>(
    field: &str,
    names: Vec<String>,
    find: impl Fn(&str) -> Option<T>,
) -> (Vec<T>, Option<String>) {
    let (mut found, mut strange) = (Vec::new(), Vec::new());
    for name in names {
        match find(&name) {
            Some(one) if found.contains(&one) => {}
            Some(one) => found.push(one),
            None => strange.push(format!("\"{}\"", shortened(&name))),
        }
    }
    let verb = if strange.len() == 1 { "is" } else { "are" };
    let doubt = (!strange.is_empty()).then(|| format!("{field}: {} {verb} not known", strange.join(", ")));
    (found, doubt)
}

/// Joins what stands beyond the head to the last column, if it has texts.
fn join(cells: &mut Vec<String>, head: &[String], columns: &[Option<Column>], separator: char) -> Option<String> {
    let field = match columns.last()? {
        Some(Column::Text) => "body",
        Some(Column::Summary) => "summary",
        _ => return None,
    };
    let filled = cells.iter().rposition(|cell| !cell.trim().is_empty())? + 1;
    if filled <= head.len() {
        return None;
    }
    let rest: String = cells.get(head.len()..filled)?.iter().map(|cell| format!("{separator}{cell}")).collect();
    cells.get_mut(head.len() - 1)?.push_str(&rest);
    cells.truncate(head.len());
    Some(format!("{field}: the row has more cells than the head; they were joined"))
}

/// The doubt about a cell that has what looks like rows within it.
fn swallowed(cells: &[String], columns: usize, separator: char) -> Option<String> {
    let is_row = |line: &&str| {
        line.matches(separator).count() + 1 >= columns && line.split(separator).any(|cell| is_day(cell) || is_web(cell))
    };
    let row = cells.iter().find_map(|cell| cell.lines().skip(1).find(is_row))?;
    let row = shortened(&one_line(row));
    Some(format!("file: a quotation mark may not be closed; a cell has what looks like a row in it: \"{row}\""))
}

/// Whether a cell has an address and nothing else.
fn is_web(cell: &str) -> bool {
    let cell = cell.trim().trim_matches('"');
    ["https://", "http://", "www."].iter().any(|start| cell.starts_with(start)) && !cell.contains(char::is_whitespace)
}

/// Whether a cell has a date and nothing else.
fn is_day(cell: &str) -> bool {
    const WORDS: usize = 5;
    const DIGITS: std::ops::RangeInclusive<usize> = 6..=14;
    let cell = cell.trim().trim_matches('"');
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    let in_figures = cell.chars().all(|c| c.is_numeric() || "-./: TZ".contains(c)) && DIGITS.contains(&digits);
    let mut words = cell.split([' ', ',', '.', '-']).filter(|word| !word.is_empty());
    in_figures || (digits >= 5 && words.clone().count() <= WORDS && words.any(is_calendar_word))
}

/// Whether a table ends within quotation marks (RFC 4180, section 2, rules 5 to 7): they open a cell at its start only.
pub(super) fn ends_in_quotes(text: &str, separator: char) -> bool {
    let (mut quoted, mut at_start) = (false, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted => quoted = letters.next_if_eq(&'"').is_some(),
            '"' if at_start => (quoted, at_start) = (true, false),
            _ if !quoted => at_start = letter == separator || letter == '\n' || letter == '\r',
            _ => {}
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_within_quotation_marks_is_known() {
        for (table, ends) in [
            ("a,\"b\"\n", false),
            ("a,\"b\n", true),
            ("a,\"b \"\" c\n", true),
            ("a,\"b \"\" c\"\n", false),
            ("a,5\" pipe\n", false),
            ("a,5\" pipe\nb,\"c\n", true),
            ("", false),
        ] {
            assert_eq!(ends_in_quotes(table, ','), ends, "{table}");
        }
    }

    #[test]
    fn days_and_addresses_are_told_from_words() {
        for day in ["2022-09-27", "27.9.2022", "27 September 2022", "Tue, 27 Sep 2022", "\"2022-09-27T10:00\""] {
            assert!(is_day(day), "{day}");
        }
        for other in ["", "2022", " and 27 ships", " in May 2022 the two states met again in Muscat", "5"] {
            assert!(!is_day(other), "{other}");
        }
        assert!(is_web("www.delta.example/a") && !is_web("see https://delta.example"));
    }
}

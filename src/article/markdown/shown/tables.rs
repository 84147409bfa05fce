//! Tables of HTML as tables of Markdown.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Writer;
use super::pieces::{Element, Piece};

/// A row of cells, and whether it stands above the others.
#[derive(Default)]
struct Row {
    is_head: bool,
    cells: Vec<(Alignment, Vec<Event<'static>>)>,
}

/// A table with what stands in it beside its cells before it; none where it has no cells, or so uneven ones that what is
/// missing would be more than what is there.
pub(super) fn read(writer: &Writer<'_>, from: usize, to: usize) -> Option<Vec<Event<'static>>> {
    let (rows, beside) = rows(writer, from, to);
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if columns == 0 || columns * rows.len() > 4 * cells + 100 {
        return None;
    }
    let mut rows = rows.into_iter();
    let first = rows.next()?;
    let widest = std::iter::once(&first).chain(rows.as_slice()).find(|row| row.cells.len() == columns);
    let aligned = widest.map(|row| row.cells.iter().map(|(alignment, _)| *alignment).collect()).unwrap_or_default();
    let mut table = Vec::new();
    for words in beside {
        table.push(Event::Start(Tag::HtmlBlock));
        table.extend(words);
        table.push(Event::End(TagEnd::HtmlBlock));
    }
    table.push(Event::Start(Tag::Table(aligned)));
    let (head, body) = if first.is_head { (Some(first), None) } else { (None, Some(first)) };
    table.push(Event::Start(Tag::TableHead));
    if let Some(head) = head {
        write_cells(&mut table, head, columns);
    }
    table.push(Event::End(TagEnd::TableHead));
    for row in body.into_iter().chain(rows) {
        table.push(Event::Start(Tag::TableRow));
        write_cells(&mut table, row, columns);
        table.push(Event::End(TagEnd::TableRow));
    }
    table.push(Event::End(TagEnd::Table));
    Some(table)
}

fn write_cells(table: &mut Vec<Event<'static>>, row: Row, columns: usize) {
    let missing = columns.saturating_sub(row.cells.len());
    let cells = row.cells.into_iter().map(|(_, words)| words).chain(std::iter::repeat_n(Vec::new(), missing));
    for words in cells {
        table.push(Event::Start(Tag::TableCell));
        table.extend(words);
        table.push(Event::End(TagEnd::TableCell));
    }
}

/// The rows of a table, and the words that stand in no cell: its caption.
fn rows(writer: &Writer<'_>, from: usize, to: usize) -> (Vec<Row>, Vec<Vec<Event<'static>>>) {
    let (mut rows, mut beside): (Vec<Row>, Vec<_>) = (Vec::new(), Vec::new());
    let mut at = from + 1;
    while at < to {
        match &writer.pieces[at] {
            Piece::Start(element) => match element.name.as_str() {
                "tr" => rows.push(Row { is_head: true, cells: Vec::new() }),
                name @ ("td" | "th") => {
                    if rows.is_empty() {
                        rows.push(Row::default());
                    }
                    if let Some(row) = rows.last_mut() {
                        // A head has heads only.
                        row.is_head &= name == "th";
                        row.cells.push((alignment(element), writer.line(at + 1, element.end)));
                    }
                    at = element.end;
                }
                "tbody" | "thead" | "tfoot" | "colgroup" | "col" => {}
                _ => {
                    beside.push(writer.line(at, element.end.max(at) + 1));
                    at = element.end;
                }
            },
            Piece::Text(text) if !text.trim().is_empty() => beside.push(writer.line(at, at + 1)),
            Piece::Text(_) | Piece::End => {}
        }
        at += 1;
    }
    rows.retain(|row| !row.cells.is_empty());
    (rows, beside)
}

fn alignment(cell: &Element) -> Alignment {
    let style = format!("{};{}", cell.attribute("style"), cell.attribute("align"));
    let has = |word: &str| style.contains(word);
    match () {
        () if has("right") => Alignment::Right,
        () if has("center") => Alignment::Center,
        () if has("left") => Alignment::Left,
        () => Alignment::None,
    }
}

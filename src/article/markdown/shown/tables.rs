//! Tables of HTML as tables of Markdown.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Writer;
use super::pieces::{Element, Piece};

/// A row of cells, and whether it stands above the others.
#[derive(Default)]
struct Row {
    is_head: bool,
    cells: Vec<Cell>,
}

/// A cell, and how many columns and rows it is wide and tall.
#[derive(Clone)]
struct Cell {
    alignment: Alignment,
    words: Vec<Event<'static>>,
    wide: usize,
    tall: usize,
}

/// Stands where another cell reaches to: Markdown's tables have no cells but of one column and row.
const REACHED: Cell = Cell { alignment: Alignment::None, words: Vec::new(), wide: 1, tall: 1 };

/// No cell is wider (HTML, 4.9.11).
const WIDEST: usize = 1000;

/// A table with what stands in it beside its cells before it; none where it has no cells, or so uneven ones that what is
/// missing would be more than what is there.
pub(super) fn read(writer: &Writer<'_>, from: usize, to: usize) -> Option<Vec<Event<'static>>> {
    let (mut rows, beside) = rows(writer, from, to);
    reach(&mut rows);
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if columns == 0 || columns * rows.len() > 4 * cells + 100 {
        return None;
    }
    let mut rows = rows.into_iter();
    let first = rows.next()?;
    let widest = std::iter::once(&first).chain(rows.as_slice()).find(|row| row.cells.len() == columns);
    let aligned = widest.map(|row| row.cells.iter().map(|cell| cell.alignment).collect()).unwrap_or_default();
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
    let cells = row.cells.into_iter().map(|cell| cell.words).chain(std::iter::repeat_n(Vec::new(), missing));
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
                        row.cells.push(Cell {
                            alignment: alignment(element),
                            words: writer.line(at + 1, element.end),
                            wide: span(element, "colspan"),
                            tall: span(element, "rowspan"),
                        });
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

/// How far a cell reaches, from 1.
fn span(cell: &Element, attribute: &str) -> usize {
    cell.attribute(attribute).parse().unwrap_or(1).clamp(1, WIDEST)
}

/// Puts empty cells where others reach to, so that what follows stands in its column. Where there would be more of
/// them than a table is worth, no further cell reaches anywhere.
fn reach(rows: &mut [Row]) {
    // Cells are often said to be wider than the table, so that they go through in any case.
    let width = |row: &Row| row.cells.iter().rev().skip(1).map(|cell| cell.wide).sum::<usize>() + 1;
    let columns = rows.iter().map(width).max().unwrap_or(0);
    let mut left = 4 * rows.iter().map(|row| row.cells.len()).sum::<usize>() + 100;
    // Of each column: how many rows more a cell above reaches through.
    let mut reached: Vec<usize> = Vec::new();
    let count = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut own = std::mem::take(&mut row.cells).into_iter();
        let mut column = 0;
        while left > 0 {
            if let Some(more) = reached.get_mut(column).filter(|more| **more > 0) {
                *more -= 1;
                row.cells.push(REACHED);
                (column, left) = (column + 1, left - 1);
            } else if let Some(cell) = own.next() {
                let wide = cell.wide.min(columns.saturating_sub(column)).clamp(1, left);
                let rows_more = cell.tall.min(count - at) - 1;
                if rows_more > 0 || reached.len() > column {
                    reached.resize(reached.len().max(column + wide), 0);
                    reached[column..column + wide].fill(rows_more);
                }
                row.cells.push(cell);
                row.cells.extend(std::iter::repeat_n(REACHED, wide - 1));
                (column, left) = (column + wide, left - (wide - 1));
            } else if column < reached.len() {
                row.cells.push(REACHED);
                (column, left) = (column + 1, left - 1);
            } else {
                break;
            }
        }
        row.cells.extend(own);
        while reached.last() == Some(&0) {
            reached.pop();
        }
    }
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

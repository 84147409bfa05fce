//! Which tables hold facts and which only place things on a page, and the rows of the former.

use super::block::{Line, Reader};
use super::dom::{Dom, Id, Step};

/// Rows and columns that are read of a table. What is beyond is reported as left out.
const MOST_ROWS: usize = 1_000;
const MOST_COLUMNS: usize = 40;
/// A cell with more bytes of text than this on average is no cell of facts.
const LONG_CELL: usize = 200;

/// A table of facts.
#[derive(Debug)]
pub(super) struct Shape {
    rows: Vec<Vec<Cell>>,
    header: Header,
    left_out: usize,
}

#[derive(Debug)]
struct Cell {
    id: Id,
    columns: usize,
    rows: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Header {
    FirstRow,
    None,
}

/// The rows of a table of facts: two rows and two columns at least, and nothing but text in its cells.
pub(super) fn shape(dom: &Dom, table: Id) -> Option<Shape> {
    let mut shape = Shape { rows: Vec::new(), header: Header::None, left_out: 0 };
    let (mut headings, mut bytes, mut cells) = (0, 0, 0);
    for step in dom.walk(table) {
        let Step::Enter(id) = step else { continue };
        if let Some(text) = dom.text(id) {
            bytes += text.trim().len();
            continue;
        }
        match dom.name(id) {
            "tr" if shape.rows.len() == MOST_ROWS => shape.left_out += 1,
            "tr" => shape.rows.push(Vec::new()),
            name @ ("td" | "th") if shape.left_out == 0 => {
                let row_count = shape.rows.len();
                let row = shape.rows.last_mut()?;
                cells += 1;
                if name == "th" && row_count == 1 {
                    headings += 1;
                }
                if row.len() < MOST_COLUMNS {
                    let span = |name| dom.attribute(id, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                    row.push(Cell {
                        id,
                        columns: span("colspan").clamp(1, MOST_COLUMNS),
                        rows: span("rowspan").clamp(1, MOST_ROWS),
                    });
                }
            }
            "table" if id != table => return None,
            "ul" | "ol" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "figure" | "iframe" | "form" => return None,
            _ => {}
        }
    }
    shape.rows.retain(|row| !row.is_empty());
    let wide = shape.rows.iter().filter(|row| row.len() > 1).count();
    if shape.rows.len() < 2 || wide * 2 < shape.rows.len() || bytes > cells * LONG_CELL {
        return None;
    }
    if shape.rows.first().is_some_and(|row| row.len() == headings) {
        shape.header = Header::FirstRow;
    }
    Some(shape)
}

/// The rows with their text, all of the same width; merged cells leave the places empty that they cover.
pub(super) fn rows(reader: &mut Reader, shape: &Shape) -> Vec<Vec<Line>> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    // For each column, how many rows more a cell above reaches down.
    let mut covered: Vec<usize> = Vec::new();
    for cells in &shape.rows {
        let mut row = Vec::new();
        for cell in cells {
            while take_covered(&mut covered, row.len()) {
                row.push(Line::default());
            }
            for place in 0..cell.columns {
                if row.len() >= MOST_COLUMNS {
                    break;
                }
                if covered.len() <= row.len() {
                    covered.resize(row.len() + 1, 0);
                }
                if let Some(below) = covered.get_mut(row.len()) {
                    *below = cell.rows - 1;
                }
                row.push(if place == 0 { reader.cell(cell.id) } else { Line::default() });
            }
        }
        while take_covered(&mut covered, row.len()) {
            row.push(Line::default());
        }
        row.truncate(MOST_COLUMNS);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Line::default());
    }
    if shape.header == Header::None {
        rows.insert(0, vec![Line::default(); width]);
    }
    if shape.left_out > 0 {
        reader.left_out.push(format!("{} rows at the end of a long table", shape.left_out));
    }
    rows
}

fn take_covered(covered: &mut [usize], column: usize) -> bool {
    match covered.get_mut(column) {
        Some(rows) if *rows > 0 => {
            *rows -= 1;
            true
        }
        _ => false,
    }
}

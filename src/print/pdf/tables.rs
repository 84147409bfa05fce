//! Tables made fit for a sheet of paper.

use serde_json::{Map, Value};

/// A table is cut where it has more columns.
const MOST_COLUMNS: usize = 9;
/// A part of such a table has so many columns beside the first, which stands in each.
const COLUMNS_OF_A_PART: usize = 6;
/// A head of more letters, times the columns, may be as tall as a page. It would stand on no page then.
const TALLEST_HEAD: usize = 1200;
/// What stands in a line of its own counts as so many letters.
const LETTERS_OF_A_LINE: usize = 40;

/// Cuts the tables among blocks that have too many columns into parts.
pub(super) fn cut_wide(blocks: &mut Vec<Value>) {
    if blocks.iter().any(|block| columns(block) > MOST_COLUMNS) {
        *blocks = std::mem::take(blocks).into_iter().flat_map(parts_of_table).collect();
    }
}

/// The time for a table at whose foot notes stand grows with the cube of their number.
const MOST_NOTES: usize = 20;

/// Puts the notes of tables that have many behind them.
pub(super) fn notes_behind(blocks: &mut Vec<Value>) {
    let is_table = |block: &Value| block.get("t").is_some_and(|kind| kind == "table");
    if !blocks.iter().any(|block| is_table(block) && notes(block) > MOST_NOTES) {
        return;
    }
    for mut block in std::mem::take(blocks) {
        let mut behind = Vec::new();
        if is_table(&block) && notes(&block) > MOST_NOTES {
            for key in ["head", "rows"] {
                block.get_mut(key).into_iter().for_each(|cells| take_notes(cells, &mut behind));
            }
        }
        blocks.push(block);
        if !behind.is_empty() {
            blocks.push(serde_json::json!({ "t": "notes", "items": behind }));
        }
    }
}

/// How many notes say something in a value.
fn notes(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(notes).sum(),
        Value::Object(fields) if is_note(fields) => usize::from(fields.get("c").is_some_and(Value::is_array)),
        Value::Object(fields) => ["head", "rows", "c"].iter().filter_map(|key| fields.get(*key)).map(notes).sum(),
        _ => 0,
    }
}

/// Leaves the calls of notes in their places, and takes away what they say.
fn take_notes(value: &mut Value, taken: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| take_notes(item, taken)),
        Value::Object(fields) if is_note(fields) => {
            let number = fields.get("n").cloned().unwrap_or_default();
            if let Some(said) = fields.get_mut("c").filter(|said| said.is_array()) {
                taken.push(serde_json::json!({ "n": number, "c": said.take() }));
            }
        }
        Value::Object(fields) => fields.get_mut("c").into_iter().for_each(|inner| take_notes(inner, taken)),
        _ => {}
    }
}

fn is_note(fields: &Map<String, Value>) -> bool {
    fields.get("t").is_some_and(|kind| kind == "note")
}

/// Says of a table whether its head may stand on every page that the table comes to, and makes a head that is too tall
/// the first row: rows may break.
pub(super) fn fit_head(table: &mut Map<String, Value>) {
    let head = table.get("head").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    // What is repeated is no part of the text: it can hold no link and no note.
    let repeats = !head.iter().any(|cell| holds(cell, &["link", "note"]));
    let tallest = head.iter().map(height).max().unwrap_or(0) * head.len();
    if tallest > TALLEST_HEAD || head.iter().any(|cell| holds(cell, &["image"])) {
        let row: Vec<Value> =
            head.iter().map(|cell| serde_json::json!([{ "t": "strong", "c": cell.clone() }])).collect();
        if let Some(rows) = table.get_mut("rows").and_then(Value::as_array_mut) {
            rows.insert(0, row.into());
            table.insert("head".to_owned(), Vec::<Value>::new().into());
        }
    }
    table.insert("repeat".to_owned(), repeats.into());
}

fn holds(value: &Value, kinds: &[&str]) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| holds(item, kinds)),
        Value::Object(fields) => {
            let kind = fields.get("t").and_then(Value::as_str).unwrap_or("");
            kinds.contains(&kind) || fields.get("c").is_some_and(|inner| holds(inner, kinds))
        }
        _ => false,
    }
}

/// In letters.
fn height(cell: &Value) -> usize {
    match cell {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(height).sum(),
        Value::Object(fields) if fields.get("t").is_some_and(|kind| kind == "break") => LETTERS_OF_A_LINE,
        Value::Object(fields) => ["c", "text"].iter().filter_map(|key| fields.get(*key)).map(height).sum(),
        _ => 0,
    }
}

fn columns(block: &Value) -> usize {
    if block.get("t").and_then(Value::as_str) != Some("table") {
        return 0;
    }
    block.get("align").and_then(Value::as_array).map_or(0, Vec::len)
}

/// A table of many columns as tables of few: the first column stands in each of them.
fn parts_of_table(block: Value) -> Vec<Value> {
    let count = columns(&block);
    if count <= MOST_COLUMNS {
        return vec![block];
    }
    let cells = |row: &Value, from: usize| -> Value {
        let row = row.as_array().map_or(&[][..], Vec::as_slice);
        let own = row.iter().skip(from).take(COLUMNS_OF_A_PART);
        let mut cells: Vec<Value> = row.iter().take(1).chain(own).cloned().collect();
        if let Some(again) = cells.first_mut().filter(|_| from > 1) {
            // They were called before.
            take_notes(again, &mut Vec::new());
        }
        cells.into()
    };
    (1..count)
        .step_by(COLUMNS_OF_A_PART)
        .map(|from| {
            let mut part = Map::new();
            part.insert("t".to_owned(), "table".into());
            for key in ["align", "head"] {
                part.insert(key.to_owned(), block.get(key).map_or(Value::Null, |row| cells(row, from)));
            }
            let rows = block.get("rows").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            part.insert("rows".to_owned(), rows.iter().map(|row| cells(row, from)).collect::<Vec<Value>>().into());
            part.into()
        })
        .collect()
}

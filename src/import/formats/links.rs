//! The links of the cells of a workbook: those that are set on a cell, and those that a formula makes.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Sheets};

use super::super::url;

/// A link on more cells is none of a row.
const MOST_CELLS: u64 = 100;

/// The web addresses behind the cells of a sheet, by row and column, both from 0. What cannot be read has none.
pub(super) fn of_sheet(workbook: &mut Sheets<Cursor<&[u8]>>, sheet: &str) -> BTreeMap<(u32, u32), String> {
    let mut found = BTreeMap::new();
    if let Ok(formulas) = workbook.worksheet_formula(sheet) {
        let (above, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            let place = (above.saturating_add(row), left.saturating_add(column));
            found.extend(of_formula(formula).and_then(stored).map(|target| (place, target)));
        }
    }
    // Only of XLSX does the reader tell the links that are set on cells.
    let Sheets::Xlsx(workbook) = workbook else { return found };
    for link in workbook.hyperlinks_by_sheet_name(sheet).unwrap_or_default() {
        let ((top, left), (bottom, right)) = (link.range.start, link.range.end);
        let cells = u64::from(bottom.saturating_sub(top) + 1) * u64::from(right.saturating_sub(left) + 1);
        let Some(target) = link.target.as_deref().and_then(stored).filter(|_| cells <= MOST_CELLS) else { continue };
        for row in top..=bottom {
            found.extend((left..=right).map(|column| ((row, column), target.clone())));
        }
    }
    found
}

/// The address in `HYPERLINK("https://…", "label")`, where it stands there as text.
fn of_formula(formula: &str) -> Option<&str> {
    const NAME: &str = "HYPERLINK(";
    let formula = formula.trim_start_matches("of:").trim_start_matches('=').trim_start();
    let named = formula.get(..NAME.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME));
    let rest = formula.get(NAME.len()..).filter(|_| named)?;
    let (target, behind) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    behind.trim_start().starts_with([',', ';', ')']).then_some(target)
}

fn stored(target: &str) -> Option<String> {
    url::stored(target).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_has_its_address_as_text() {
        for formula in [
            "HYPERLINK(\"https://x.example/a\",\"open\")",
            "=hyperlink( \"https://x.example/a\" ; \"open\")",
            "of:=HYPERLINK(\"https://x.example/a\")",
        ] {
            assert_eq!(of_formula(formula), Some("https://x.example/a"), "{formula}");
        }
        for formula in ["HYPERLINK(A1)", "HYPERLINK(\"https://x.example/\"&A1)", "SUM(A1:A3)", ""] {
            assert_eq!(of_formula(formula), None, "{formula}");
        }
    }
}

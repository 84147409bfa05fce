//! What stands below the articles of a list: their number, and notes of who keeps it.

use super::super::columns::Column;
use super::super::record::one_line;
use crate::country::gazetteer::fold;

/// Words with which a sum begins.
const SUMS: &str = "total|totals|sum|subtotal|count|number of|toplam|cəmi|yekun|summe|gesamt|insgesamt|anzahl|somme|nombre|\
    итого|всего|сумма|المجموع|الاجمالي|مجموع|کل|end of list";

/// The words of a row that is no article: a single cell that is no title, or a sum with at most numbers beside it.
pub(super) fn words(cells: &[String], columns: &[Option<Column>]) -> Option<String> {
    let is_full = |(_, cell): &(usize, &String)| !cell.trim().is_empty();
    let mut full = cells.iter().enumerate().filter(is_full);
    let (at, first) = full.next()?;
    let rest: Vec<&String> = full.map(|(_, cell)| cell).collect();
    let column = columns.get(at).copied().flatten();
    let single = rest.is_empty() && !matches!(column, Some(Column::Title | Column::Address | Column::Text));
    let sum = is_sum(first) && rest.iter().all(|cell| is_number(cell));
    let words = || std::iter::once(first).chain(rest.iter().copied()).map(|cell| one_line(cell)).collect::<Vec<_>>();
    (single || sum).then(|| words().join(" "))
}

fn is_sum(cell: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let folded = fold(cell);
    cell.split_whitespace().count() <= MOST_WORDS
        && SUMS.split('|').any(|sum| {
            let rest = folded.trim_start().strip_prefix(&fold(sum));
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

fn is_number(cell: &str) -> bool {
    cell.trim().chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | ' ' | '%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_notes_are_no_articles() {
        let columns = [None, Some(Column::Title), Some(Column::Date)];
        let told = |cells: [&str; 3]| words(&cells.map(str::to_owned), &columns);
        assert_eq!(told(["", "Total: 3", ""]).as_deref(), Some("Total: 3"));
        assert_eq!(told(["", "Toplam", "3"]).as_deref(), Some("Toplam 3"));
        assert_eq!(told(["Kept by A. B.", "", ""]).as_deref(), Some("Kept by A. B."));
        for article in
            [["", "Ghana and Togo talk", ""], ["", "Totally new road", ""], ["", "Total recall of ships", "2 May"]]
        {
            assert_eq!(told(article), None, "{article:?}");
        }
    }
}

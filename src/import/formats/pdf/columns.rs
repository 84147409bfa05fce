//! The order in which the columns of a page are read, whatever order the file shows its pieces in.

use super::layout::Line;
use super::rtl;

/// The lines of a page that has two columns, left before right; what goes over both stands where it is. A page without
/// columns stays in its own order. What stands on one line of a column is one line.
pub(super) fn in_order(lines: Vec<Line>) -> Vec<Line> {
    let Some(gutter) = gutter(&lines) else { return joined(lines) };
    let mut lines = lines;
    lines.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let from_right = lines.iter().filter(|line| rtl::is_rtl(&line.text)).count() * 2 > lines.len();
    let mut ordered = Vec::new();
    let flush = |left: &mut Vec<Line>, right: &mut Vec<Line>| {
        let columns = if from_right { [right, left] } else { [left, right] };
        columns.into_iter().flat_map(|column| joined(std::mem::take(column))).collect::<Vec<Line>>()
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        if line.end <= gutter {
            left.push(line);
        } else if line.x >= gutter {
            right.push(line);
        } else {
            ordered.append(&mut flush(&mut left, &mut right));
            ordered.push(line);
        }
    }
    ordered.append(&mut flush(&mut left, &mut right));
    ordered
}

/// Parts of a line that stand apart, as one.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let apart = match joined.last_mut() {
            Some(last) => last.follow(line),
            None => Some(line),
        };
        joined.extend(apart);
    }
    joined
}

/// Rows of two columns, at least.
const FEWEST_ROWS: usize = 4;
/// Letters of a line of text: the cells of a table have fewer.
const SHORTEST: usize = 18;

/// Where the gap between two columns is, from the lines that stand beside each other.
fn gutter(lines: &[Line]) -> Option<f32> {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    // The lines of two columns need not stand at one height.
    let near = |a: &Line, b: &Line| (a.y - b.y).abs() < a.size.max(b.size) * 0.8;
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    for (at, line) in sorted.iter().enumerate() {
        let beside = sorted.iter().skip(at + 1).take(4).take_while(|other| near(line, other));
        for other in beside {
            let (one, two) = if line.x <= other.x { (*line, *other) } else { (*other, *line) };
            let long = [one, two].iter().all(|line| line.text.chars().count() >= SHORTEST);
            if long && two.x - one.end > one.size * 0.5 {
                gaps.push((one.end, two.x));
            }
        }
    }
    if gaps.len() < FEWEST_ROWS {
        return None;
    }
    // A line or two may reach into the gap.
    let mut ends: Vec<f32> = gaps.iter().map(|(end, _)| *end).collect();
    let mut starts: Vec<f32> = gaps.iter().map(|(_, start)| *start).collect();
    ends.sort_by(f32::total_cmp);
    starts.sort_by(f32::total_cmp);
    let end = ends.get((ends.len() * 19).div_ceil(20).saturating_sub(1))?;
    let start = starts.get(starts.len() / 20)?;
    let middle = (end + start) / 2.0;
    let over = lines.iter().filter(|line| line.x < middle && line.end > middle).count();
    let beside = lines.len() - over;
    (start > end && over * 3 < beside).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::super::font::Weight;
    use super::*;

    fn line(text: &str, x: f32, end: f32, y: f32) -> Line {
        Line { text: text.to_owned(), x, end, y, size: 10.0, weight: Weight::Regular }
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut lines = vec![line("A title over both of the columns", 50.0, 500.0, 800.0)];
        for row in 0..6_u8 {
            let y = 780.0 - 12.0 * f32::from(row);
            lines.push(line(&format!("left words of row {row} here"), 50.0, 240.0, y));
            lines.push(line(&format!("right words of row {row} here"), 270.0, 500.0, y - 2.0));
        }
        let texts: Vec<String> = in_order(lines).into_iter().map(|line| line.text).collect();
        assert!(texts[0].starts_with("A title"));
        assert!(texts[1..7].iter().all(|text| text.starts_with("left")), "{texts:?}");
        assert!(texts[7..].iter().all(|text| text.starts_with("right")), "{texts:?}");
    }

    #[test]
    fn a_table_and_a_single_column_stay_as_they_are() {
        let mut lines = Vec::new();
        for row in 0..6_u8 {
            let y = 780.0 - 12.0 * f32::from(row);
            lines.push(line("Valletta", 50.0, 100.0, y));
            lines.push(line("11 ships", 270.0, 330.0, y));
        }
        lines.push(line("a long line of text over the whole page", 50.0, 500.0, 600.0));
        let texts: Vec<String> = in_order(lines).into_iter().map(|line| line.text).collect();
        assert_eq!((texts.len(), texts[0].as_str()), (7, "Valletta 11 ships"));
    }
}

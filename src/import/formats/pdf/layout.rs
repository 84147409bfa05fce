//! Pieces of text → the lines of a page, with a blank line where a paragraph ends. A line that is set much larger than the
//! text is a heading.

use super::page::Piece;

/// The texts of pages. What is usual in them, all pages together tell: a last page may have three lines.
pub(super) fn texts(pages: Vec<Vec<Piece>>) -> Vec<String> {
    let pages: Vec<Vec<Line>> = pages.into_iter().map(lines).collect();
    let (size, leading) = (usual_size(&pages), usual_leading(&pages));
    pages.iter().map(|lines| text(lines, size, leading)).collect()
}

fn text(lines: &[Line], size: f32, leading: f32) -> String {
    let mut text = String::new();
    let mut before: Option<&Line> = None;
    let mut heading = false;
    for line in lines {
        let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            continue;
        }
        // A large page number is no heading, the last word of one is.
        let goes_on = heading && before.is_some_and(|before| before.y - line.y < line.size * 1.8);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let is_heading = line.size > size * 1.3 && (letters > 8 || goes_on);
        if let Some(before) = before {
            let gap = before.y - line.y;
            // A column begins above the end of the one before it.
            let apart = (gap > leading * 1.25 && !(is_heading && goes_on)) || gap < 0.0 || is_heading != heading;
            text.push_str(if apart { "\n\n" } else { "\n" });
        }
        if is_heading {
            text.push_str("## ");
        }
        text.push_str(&words);
        heading = is_heading;
        before = Some(line);
    }
    text.push('\n');
    text
}

#[derive(Debug)]
struct Line {
    text: String,
    end: f32,
    y: f32,
    size: f32,
}

/// Pieces that stand on one line go together, in the order in which the page shows them; a gap between two is a space.
fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let same = lines.last().is_some_and(|line| {
            let size = line.size.max(piece.size);
            (line.y - piece.y).abs() < size * 0.4 && piece.x > line.end - size
        });
        match lines.last_mut().filter(|_| same) {
            Some(line) => {
                let gap = piece.x - line.end > line.size * 0.15;
                if gap && !line.text.ends_with(' ') && !piece.text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&piece.text);
                line.end = piece.end;
                line.size = line.size.max(piece.size);
            }
            None => lines.push(Line { text: piece.text, end: piece.end, y: piece.y, size: piece.size }),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// The size that most letters of the page have.
fn usual_size(pages: &[Vec<Line>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pages.iter().flatten().map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut seen = 0;
    let middle = sizes.iter().find(|(_, letters)| {
        seen += letters;
        seen > half
    });
    middle.map_or(12.0, |(size, _)| *size)
}

/// The distance between the lines of a paragraph: the smallest that is common.
fn usual_leading(pages: &[Vec<Line>]) -> f32 {
    let distances = pages
        .iter()
        .flat_map(|lines| lines.windows(2))
        .map(|pair| (pair[0].y - pair[1].y, pair[0].size.max(pair[1].size)));
    let mut gaps: Vec<f32> = distances.filter(|(gap, size)| *gap > size * 0.8).map(|(gap, _)| gap).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 10).copied().unwrap_or(14.0)
}

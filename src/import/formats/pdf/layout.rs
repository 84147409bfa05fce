//! Pieces of text → the lines of a page, with a blank line where a paragraph ends. Lines that are set larger than the text, or
//! bold, are headings: the largest are titles.

use super::columns;
use super::font::Weight;
use super::page::Piece;
use super::rtl;

/// A line of a page, or a part of one that stands apart; places are in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) end: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// bold where all of it is
    pub(super) weight: Weight,
}

impl Line {
    /// Whether what stands at `x` and `y` goes on with this line.
    fn is_followed(&self, x: f32, y: f32, size: f32) -> bool {
        let size = self.size.max(size);
        (self.y - y).abs() < size * 0.4 && x > self.end - size
    }

    /// What goes on with it; a gap between two is a space.
    pub(super) fn follow(&mut self, next: Line) -> Option<Line> {
        if !self.is_followed(next.x, next.y, next.size) {
            return Some(next);
        }
        let gap = next.x - self.end > self.size * 0.15;
        if gap && !self.text.ends_with(' ') && !next.text.starts_with(' ') {
            self.text.push(' ');
        }
        if next.weight == Weight::Regular && !next.text.trim().is_empty() {
            self.weight = Weight::Regular;
        }
        self.text.push_str(&next.text);
        self.end = next.end;
        self.size = self.size.max(next.size);
        None
    }
}

/// The texts of pages. What is usual in them, all pages together tell: a last page may have three lines.
pub(super) fn texts(pages: Vec<Vec<Piece>>) -> Vec<String> {
    let pages: Vec<Vec<Line>> = pages.into_iter().map(lines).map(columns::in_order).collect();
    let usual = Usual::of(&pages);
    match pages.as_slice() {
        // Numbers of several pages are told by each other, and mark where a page cuts a sentence.
        [single] => vec![text(unnumbered(single, &usual), &usual)],
        _ => pages.iter().map(|lines| text(lines.iter().collect(), &usual)).collect(),
    }
}

/// What most of the text is like.
#[derive(Debug)]
struct Usual {
    size: f32,
    leading: f32,
    weight: Weight,
    /// the size of titles; none where nothing is set apart
    title: Option<f32>,
}

/// How much larger than the text a heading is, at least.
const LARGE: f32 = 1.3;
/// A large page number is no heading.
const FEWEST_LETTERS: usize = 8;
/// Lines that are larger than this part of the largest are titles like it.
const TITLE: f32 = 0.9;
/// Words of a heading in bold: more are a standfirst.
const MOST_WORDS: usize = 14;

impl Usual {
    fn of(pages: &[Vec<Line>]) -> Usual {
        let lines = || pages.iter().flatten();
        let (size, leading) = (usual_size(pages), usual_leading(pages));
        let letters: usize = lines().map(|line| line.text.len()).sum();
        let bold: usize = lines().filter(|line| line.weight == Weight::Bold).map(|line| line.text.len()).sum();
        let weight = if bold * 2 > letters { Weight::Bold } else { Weight::Regular };
        let large = lines().filter(|line| line.size > size * LARGE && letters_of(&line.text) > FEWEST_LETTERS);
        let largest = large.map(|line| line.size).fold(0.0, f32::max);
        // Where nothing is larger, the first line is the title if it is bold.
        let first = lines().next().filter(|line| weight == Weight::Regular && line.weight == Weight::Bold);
        let title = if largest > 0.0 { Some(largest) } else { first.map(|line| line.size) };
        Usual { size, leading, weight, title }
    }
}

/// What a line is set as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Title,
    Heading,
    Text,
}

fn rank(line: &Line, words: &str, usual: &Usual, before: Option<(&Line, Rank)>) -> Rank {
    // The last word of a heading that goes over two lines is one.
    if let Some((before, rank)) = before
        && rank != Rank::Text
        && is_below(before, line)
        && (before.size - line.size).abs() < line.size * 0.05
        && before.weight == line.weight
    {
        return rank;
    }
    let Some(title) = usual.title else { return Rank::Text };
    let enough = letters_of(words) > FEWEST_LETTERS;
    if enough && line.size > usual.size * LARGE {
        return if line.size >= title * TITLE { Rank::Title } else { Rank::Heading };
    }
    if usual.weight == Weight::Bold || line.weight == Weight::Regular {
        return Rank::Text;
    }
    if before.is_none() && enough && title <= line.size {
        return Rank::Title;
    }
    let short = words.split_whitespace().count() <= MOST_WORDS && letters_of(words) > 2;
    if short && !words.ends_with(['.', ',', ';']) { Rank::Heading } else { Rank::Text }
}

fn is_below(before: &Line, line: &Line) -> bool {
    before.y > line.y && before.y - line.y < line.size * 1.8
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The lines of a page without the number at its foot, which stands apart below all others.
fn unnumbered<'a>(lines: &'a [Line], usual: &Usual) -> Vec<&'a Line> {
    let is_number = |text: &str| {
        let digits = text.trim_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let lowest = lines.iter().enumerate().min_by(|(_, a), (_, b)| a.y.total_cmp(&b.y)).map(|(at, _)| at);
    let foot = lowest.filter(|at| {
        let Some(foot) = lines.get(*at).filter(|line| is_number(&line.text)) else { return false };
        let others = lines.iter().enumerate().filter(|(other, _)| other != at);
        others.clone().all(|(_, line)| line.y - foot.y > usual.leading * 1.5) && others.count() > 1
    });
    lines.iter().enumerate().filter(|(at, _)| Some(*at) != foot).map(|(_, line)| line).collect()
}

fn text(lines: Vec<&Line>, usual: &Usual) -> String {
    let mut text = String::new();
    let mut before: Option<(&Line, Rank)> = None;
    for line in lines {
        let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = if rtl::is_rtl(&words) { rtl::in_order(&words) } else { words };
        if words.is_empty() {
            continue;
        }
        let own = rank(line, &words, usual, before);
        if let Some((before, rank)) = before {
            let gap = before.y - line.y;
            let goes_on = rank == own && own != Rank::Text && is_below(before, line);
            // A column begins above the end of the one before it.
            let apart = (gap > usual.leading * 1.25 && !goes_on) || gap < 0.0 || rank != own;
            text.push_str(if apart { "\n\n" } else { "\n" });
        }
        text.push_str(match own {
            Rank::Title => "## ",
            Rank::Heading => "### ",
            Rank::Text => "",
        });
        text.push_str(&words);
        before = Some((line, own));
    }
    text.push('\n');
    text
}

/// How far apart pieces of one line stand that may be in two columns, in heights of letters.
const APART: f32 = 1.5;

/// Pieces that stand on one line go together, in the order in which the page shows them.
fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // What is read from the right may be shown in either order.
    for row in pieces.chunk_by_mut(|one, next| (one.y - next.y).abs() < one.size.max(next.size) * 0.4) {
        if row.iter().any(|piece| rtl::is_rtl(&piece.text)) {
            row.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
    }
    for Piece { text, x, end, y, size, weight, .. } in pieces {
        let next = Line { text, x, end, y, size, weight };
        let last = lines.last_mut().filter(|line| x - line.end < line.size.max(size) * APART);
        let apart = match last {
            Some(line) => line.follow(next),
            None => Some(next),
        };
        lines.extend(apart);
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

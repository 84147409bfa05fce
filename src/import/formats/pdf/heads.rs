//! The head of a clipping: the paper and the day stand above the title, where the reader of texts has none of them.

use super::super::super::decode::Line;
use super::super::super::text;
use super::super::Options;

/// Lines above a title, at most.
const MOST_LINES: usize = 3;
/// Words of such a line, at most.
const MOST_WORDS: usize = 8;

/// The lines with the head of a clipping below the first title, where the outlet and the date of an article stand. All of
/// what stands above the title must be such a head.
pub(super) fn below_title(mut lines: Vec<Line>, options: &Options) -> Vec<Line> {
    let Some(title) = lines.iter().position(|line| line.text.starts_with("## ")) else { return lines };
    let full: Vec<usize> = (0..title).filter(|at| lines.get(*at).is_some_and(|line| !line.text.is_empty())).collect();
    // A running head stands on other pages too.
    let is_repeated = |text: &str| lines.iter().skip(title).any(|line| line.text == text);
    let is_head =
        |at: &usize| lines.get(*at).is_some_and(|line| is_head(&line.text, options) && !is_repeated(&line.text));
    if full.is_empty() || full.len() > MOST_LINES || !full.iter().all(is_head) {
        return lines;
    }
    // A title may go over several lines.
    let below = lines.iter().skip(title).take_while(|line| !line.text.is_empty() && line.text != "\u{c}").count();
    lines.get_mut(..title + below).unwrap_or_default().rotate_left(title);
    let blank = Line { number: lines.get(below).map_or(1, |line| line.number), text: String::new() };
    lines.insert(below, blank.clone());
    lines.insert(below + 1 + title, blank);
    lines
}

/// Completes an address without its scheme, if it is the last line of a file: `www.example.org/2024/05/x`. Gives it as it
/// is then.
pub(super) fn complete_address(lines: &mut [Line]) -> Option<String> {
    let last = lines.iter_mut().rev().find(|line| !line.text.is_empty() && line.text != "\u{c}")?;
    let (host, path) = last.text.split_once('/').unwrap_or((&last.text, ""));
    let is_host = host.starts_with("www.")
        && host.split('.').count() > 2
        && host.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'));
    if !is_host || path.contains(char::is_whitespace) {
        return None;
    }
    last.text.insert_str(0, "https://");
    Some(last.text.clone())
}

/// A day, an outlet with its day, or a name: a few words with capitals, and no sentence.
fn is_head(line: &str, options: &Options) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    if text::opening(line, options).is_some_and(|opening| opening.date.is_some() || opening.outlet.is_some()) {
        return true;
    }
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) || word.chars().count() <= 3;
    words.iter().all(is_name)
        && line.chars().all(|c| c.is_alphabetic() || c == ' ' || "'’.&-".contains(c))
        && !line.ends_with('.')
}

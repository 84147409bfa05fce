//! Words that the end of a line cuts: their hyphen goes. A compound keeps its own.

use std::collections::BTreeSet;

/// First parts of compounds that are words or prefixes of their own.
const FIRST_PARTS: [&str; 40] = [
    "all", "anti", "back", "co", "cross", "double", "east", "eight", "ex", "far", "first", "five", "four", "full",
    "half", "high", "ill", "long", "low", "mid", "much", "near", "new", "nine", "non", "north", "one", "post", "pre",
    "pro", "re", "second", "self", "seven", "short", "six", "south", "ten", "three", "two",
];
const MORE_FIRST_PARTS: [&str; 10] =
    ["vice", "well", "west", "so", "then", "state", "government", "once", "newly", "multi"];

/// The text with its cut words whole. A hyphen stays where a capital or a digit stands beside it, where both of its sides
/// are words of the text, and where the text has the compound in the middle of a line.
pub(super) fn joined(text: &str) -> String {
    if !text.contains("-\n") {
        return text.to_owned();
    }
    let known = Known::of(text);
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    // What the line before took of this one.
    let mut taken = 0;
    while let Some(line) = lines.next() {
        let line = line.get(taken..).unwrap_or_default().trim_start();
        taken = 0;
        let cut = lines.peek().and_then(|next| cut(line, next, &known));
        match cut {
            Some((head, tail)) => {
                out.push_str(head);
                out.push_str(tail);
                taken = tail.len();
            }
            // "Russian-" and "Turkish" are one word with its hyphen.
            None if lines.peek().is_some_and(|next| is_name_after(line, next)) => {
                let tail = lines.peek().and_then(|next| next.split(' ').next()).unwrap_or_default();
                out.push_str(line);
                out.push_str(tail);
                taken = tail.len();
            }
            None => out.push_str(line),
        }
        if lines.peek().is_some_and(|next| next.len() > taken || taken == 0) {
            out.push('\n');
        }
    }
    out
}

/// The line without its hyphen, and what stands before the first space of the next one, if both are parts of one word.
fn cut<'a, 'b>(line: &'a str, next: &'b str, known: &Known) -> Option<(&'a str, &'b str)> {
    const SHORTEST: usize = 2;
    let head = line.strip_suffix('-')?;
    let before = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let after = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let tail = next.split(' ').next().unwrap_or_default();
    // "Black-and-", "20-": the word before the hyphen is no start of a word.
    let stands_alone =
        head.strip_suffix(before).is_some_and(|rest| !rest.ends_with(|c: char| c == '-' || c.is_numeric()));
    let is_part = before.chars().count() >= SHORTEST
        && after.chars().count() >= SHORTEST
        && after.chars().all(char::is_lowercase)
        && before.chars().skip(1).all(char::is_lowercase);
    (is_part && stands_alone && !tail.contains('-') && !known.is_compound(before, after)).then_some((head, tail))
}

/// Whether a line ends in the first part of a compound whose other part has a capital.
fn is_name_after(line: &str, next: &str) -> bool {
    line.strip_suffix('-').is_some_and(|head| head.ends_with(char::is_alphabetic))
        && next.starts_with(char::is_uppercase)
}

/// The words of a text, but for those at a cut.
struct Known {
    words: BTreeSet<String>,
    compounds: BTreeSet<String>,
}

impl Known {
    fn of(text: &str) -> Known {
        let mut known = Known { words: BTreeSet::new(), compounds: BTreeSet::new() };
        let mut after_cut = false;
        for line in text.lines() {
            let is_cut = line.ends_with('-');
            let tokens: Vec<&str> = line.split_whitespace().collect();
            for (at, token) in tokens.iter().enumerate() {
                let at_cut = (at == 0 && after_cut) || (at + 1 == tokens.len() && is_cut);
                if !at_cut {
                    let token = token.to_lowercase();
                    let token = token.trim_matches(|c: char| !c.is_alphabetic());
                    let set = if token.contains('-') { &mut known.compounds } else { &mut known.words };
                    set.insert(token.to_owned());
                }
            }
            after_cut = is_cut;
        }
        known
    }

    fn is_compound(&self, before: &str, after: &str) -> bool {
        let (before, after) = (before.to_lowercase(), after.to_lowercase());
        let has = |word: &str| self.words.contains(word);
        if has(&format!("{before}{after}")) {
            return false;
        }
        // "Außen- und Innenpolitik"
        let is_joint = ["und", "oder", "bzw", "and", "or", "to"].contains(&after.as_str());
        let is_first = FIRST_PARTS.iter().chain(&MORE_FIRST_PARTS).any(|part| *part == before);
        is_joint || is_first || self.compounds.contains(&format!("{before}-{after}")) || has(&before) && has(&after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_words_are_made_whole_and_compounds_are_not() {
        for (text, whole) in [
            ("The gov-\nernments have met.", "The governments\nhave met."),
            ("The gov-\nernments\nhave met.", "The governments\nhave met."),
            ("A Russian-\nTurkish accord", "A Russian-Turkish\naccord"),
            ("A ship-\nowner has a ship, says an owner of it.", "A ship-\nowner has a ship, says an owner of it."),
            ("a well-\nknown port", "a well-\nknown port"),
            ("a 20-\nyear loan, COVID-\nera debt", "a 20-\nyear loan, COVID-\nera debt"),
            ("trade-\nlike, and trade-like it is", "trade-\nlike, and trade-like it is"),
            ("Handels-\nund Hafenamt", "Handels-\nund Hafenamt"),
            ("a list -\nof it", "a list -\nof it"),
            ("Zusammen-\n\narbeit", "Zusammen-\n\narbeit"),
            ("coop-\neration, agree-\nment.", "cooperation,\nagreement."),
        ] {
            assert_eq!(joined(text), whole);
        }
    }
}

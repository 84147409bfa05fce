//! Marks on letters: a letter with thousands of them is set in tens of gigabytes.

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

use super::prepare::{NOT_TEXT, each_string};

/// A letter has so many marks at most. Scripts that stack them have ten.
pub(super) const MOST_MARKS: usize = 30;

/// A letter with more marks than a PDF has.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(super) struct Crowd {
    /// The letter, where there is one, and the marks that stay, as they are written.
    pub(super) kept: String,
    /// How many marks were on it.
    pub(super) marks: usize,
}

/// Leaves out the marks on a letter that are more than a PDF has, in all texts of a value. Linear in their length.
pub(super) fn leave_out(value: &mut Value, crowds: &mut BTreeSet<Crowd>) {
    each_string(value, &mut |key, text| {
        if !text.is_ascii()
            && !NOT_TEXT.contains(&key)
            && let Some(thinned) = thinned(text, crowds)
        {
            *text = thinned;
        }
    });
}

/// None where no letter has too many.
fn thinned(text: &str, crowds: &mut BTreeSet<Crowd>) -> Option<String> {
    // Of the letter that is looked at: where it begins, how many marks it has, and where those end that stay.
    let (mut start, mut marks, mut end) = (0, 0, 0);
    let mut spans = Vec::new();
    let after = text.char_indices().map(|(at, letter)| (at, Some(letter))).chain([(text.len(), None)]);
    for (at, letter) in after {
        if letter.is_some_and(is_mark) {
            marks += 1;
            if marks == MOST_MARKS + 1 {
                end = at;
            }
            continue;
        }
        if marks > MOST_MARKS {
            spans.push((start, end, at, marks));
        }
        (start, marks) = (at, 0);
    }
    if spans.is_empty() {
        return None;
    }
    let (mut thinned, mut from) = (String::with_capacity(text.len()), 0);
    for (start, end, next, marks) in spans {
        thinned.push_str(text.get(from..end).unwrap_or_default());
        crowds.insert(Crowd { kept: text.get(start..end).unwrap_or_default().to_owned(), marks });
        from = next;
    }
    thinned.push_str(text.get(from..).unwrap_or_default());
    Some(thinned)
}

/// A sign that is set on the one before it, or joins it to the next.
fn is_mark(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_up_to_a_number() {
        let marked = |count: usize| format!("a{}", "\u{301}".repeat(count));
        let mut crowds = BTreeSet::new();
        assert_eq!(thinned(&format!("e\u{301}\u{323}{}", marked(30)), &mut crowds), None);
        let text = format!("b {} c {}d", marked(31), "\u{20dd}".repeat(40));
        let expected = format!("b {} c {}d", marked(30), "\u{20dd}".repeat(30));
        assert_eq!(thinned(&text, &mut crowds), Some(expected));
        let kept = format!(" {}", "\u{20dd}".repeat(30));
        let expected = [Crowd { kept, marks: 40 }, Crowd { kept: marked(30), marks: 31 }];
        assert_eq!(crowds, BTreeSet::from(expected));
        crowds.clear();
        assert_eq!(thinned(&"\u{301}".repeat(50), &mut crowds), Some("\u{301}".repeat(30)));
        assert_eq!(crowds, BTreeSet::from([Crowd { kept: "\u{301}".repeat(30), marks: 50 }]));
    }
}

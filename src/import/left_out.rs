//! What is said of matter that was taken out of a text: in words the first pieces, beside them every piece whole.

use super::report::{Warning, WarningCode};
use super::text::{Fields, is_read, shortened};

/// Pieces that the words show; the others are counted.
const SHOWN: usize = 8;

/// The warning for pieces that were left out; those that went into a field are not among them.
pub(super) fn warning_beside(pieces: Vec<(Option<u32>, String)>, fields: Fields) -> Option<Warning> {
    warning(pieces.into_iter().filter(|(_, text)| !is_read(text, fields)).collect())
}

/// The warning for pieces that were left out, each with its line where it has one; none where there are none.
pub(super) fn warning(pieces: Vec<(Option<u32>, String)>) -> Option<Warning> {
    let line = pieces.first()?.0;
    let shown: Vec<String> = pieces
        .iter()
        .take(SHOWN)
        .map(|(line, text)| match line {
            Some(line) => format!("line {line}: \"{}\"", shortened(text)),
            None => format!("\"{}\"", shortened(text)),
        })
        .collect();
    let more = match pieces.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let message = format!("what is not of the article was left out: {}{more}", shown.join("; "));
    let left_out = pieces.into_iter().map(|(_, text)| text).collect();
    Some(Warning { left_out, ..Warning::new(WarningCode::FurnitureRemoved, message, line) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pieces_are_shown_and_all_are_listed() {
        assert_eq!(warning(Vec::new()), None);
        let pieces: Vec<_> = (1..=31).map(|line| (Some(line), format!("Read more {line}"))).collect();
        let said = warning(pieces).unwrap();
        assert!(said.message.starts_with("what is not of the article was left out: line 1: \"Read more 1\"; line 2: "));
        assert!(said.message.ends_with("; line 8: \"Read more 8\"; and 23 more"), "{}", said.message);
        assert_eq!((said.line, said.left_out.len()), (Some(1), 31));
        let long = "word ".repeat(100);
        let said = warning(vec![(None, long.clone())]).unwrap();
        assert!(said.message.len() < 200 && said.message.ends_with("…\""), "{}", said.message);
        assert_eq!(said.left_out, [long]);
    }
}

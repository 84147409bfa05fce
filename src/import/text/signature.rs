//! The signature of whoever sent a text on: two hyphens alone on their line (RFC 3676, section 4.3), and below them a few
//! short lines up to the end.

use super::super::decode::Line;
use super::draft::Draft;
use super::line::{ends_sentence, has_text};

/// The lines of a signature, which are of no article.
#[derive(Debug)]
pub(super) struct Signature(Vec<(u32, String)>);

/// Where the signature of the text begins.
pub(super) fn start(lines: &[Line]) -> Option<usize> {
    const MOST: usize = 10;
    const LONGEST: usize = 100;
    let start = lines.iter().rposition(|line| line.text == "--")?;
    let below = lines.get(start + 1..)?.iter().filter(|line| has_text(&line.text));
    let mut count = 0;
    for line in below {
        count += 1;
        // A sentence is of an article, which two hyphens may part from another.
        let sentence = ends_sentence(&line.text) && line.text.len() > 60;
        if count > MOST || line.text.len() > LONGEST || sentence {
            return None;
        }
    }
    Some(start)
}

/// The text above the signature, and the signature; nothing where there is none.
pub(super) fn cut(lines: &[Line]) -> Option<(&[Line], Signature)> {
    let start = start(lines)?;
    let (above, below) = lines.split_at(start);
    if !above.iter().any(|line| has_text(&line.text)) {
        return None;
    }
    let full = below.iter().filter(|line| has_text(&line.text));
    Some((above, Signature(full.map(|line| (line.number, line.text.clone())).collect())))
}

impl Signature {
    /// Says what was left out.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        if let Some(last) = drafts.last_mut() {
            last.body.furniture.extend(self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Option<usize> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.trim().to_owned() }).collect();
        cut(&lines).map(|(above, _)| above.len())
    }

    #[test]
    fn a_signature_is_short_and_ends_the_text() {
        assert_eq!(kept("Title\n\nThey met.\n-- \nTom Bart\nForeign desk\n+386 555 0199"), Some(3));
        assert_eq!(kept("Title\n\nThey met.\n--\n"), Some(3));
        for text in [
            "Title\n\nThey met.",
            "--\nTom Bart",
            "Title\n\nThey met.\n---\nTom Bart",
            "One\n\nThey met.\n--\nTwo\n\nThe ministers of both countries met in the hall and signed a long paper.",
        ] {
            assert_eq!(kept(text), None, "{text}");
        }
    }
}

//! The foot of a newsletter: who sent it, from where, and how to end it.

use super::super::decode::Line;
use super::draft::Draft;
use super::furniture;
use super::headings;
use super::line::{ends_sentence, has_text};
use super::source;

/// The lines of a newsletter's foot, which are of no article.
#[derive(Debug)]
pub(super) struct Foot(Vec<(u32, String)>);

/// The text without the foot of a newsletter, told by the line that says how to end it; nothing where there is none. The
/// lines of a foot stay as blank ones.
pub(super) fn cut(lines: &[Line]) -> Option<(Vec<Line>, Foot)> {
    const MOST: usize = 10;
    let full: Vec<usize> = (0..lines.len()).rev().filter(|at| has_text(&lines[*at].text)).take(MOST).collect();
    let place = full.iter().position(|at| furniture::ends_mailing(&lines[*at].text))?;
    // Below it stands nothing but the foot.
    if full[..place].iter().any(|at| is_text(&lines[*at])) {
        return None;
    }
    // Above it too, as far as lines are postal.
    let above = full[place + 1..].iter().take_while(|at| is_postal(&lines[**at])).count();
    let mut rest = lines.to_vec();
    let mut gone: Vec<usize> = full[..=place + above].to_vec();
    gone.reverse();
    let taken = gone.into_iter().map(|at| (rest[at].number, std::mem::take(&mut rest[at].text)));
    let foot = Foot(taken.collect());
    Some((rest, foot))
}

impl Foot {
    /// Says what was left out.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        if let Some(last) = drafts.last_mut() {
            last.body.furniture.extend(self.0);
        }
    }
}

/// A heading, or a sentence of some length.
fn is_text(line: &Line) -> bool {
    let text = line.text.as_str();
    headings::text_of(text).is_some()
        || source::trailer_value(text).is_some()
        || text.len() > 300
        || (ends_sentence(text) && text.len() > 60 && furniture::classify(text).is_none())
}

/// "The Strait Letter, 5 Quay Road, Singapore", "© 2025 The Strait Letter": parts with commas, a number among them.
fn is_postal(line: &Line) -> bool {
    const LONGEST: usize = 140;
    let text = line.text.as_str();
    let numbered = text.split_whitespace().any(|word| word.bytes().next().is_some_and(|b| b.is_ascii_digit()));
    let parts = text.split([',', '|', '·', '•']).count();
    text.len() <= LONGEST
        && numbered
        && parts > 2
        && !ends_sentence(text)
        && super::date::find(text).is_empty()
        && headings::text_of(text).is_none()
        && source::address_line(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foot(text: &str) -> Option<Vec<String>> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
        cut(&lines).map(|(_, Foot(gone))| gone.into_iter().map(|(_, text)| text).collect())
    }

    #[test]
    fn the_foot_goes_with_the_address_of_the_sender() {
        let ended = "You get this because you subscribed. Unsubscribe";
        let postal = "The Strait Letter, 5 Quay Road, Singapore";
        let text = "## A and B sign\n\nThey signed it on 2 May, in Oslo, for 5 years.";
        assert_eq!(foot(&format!("{text}\n\n{ended}\n\n{postal}")).unwrap(), [ended, postal]);
        assert_eq!(foot(&format!("{text}\n\n{postal}\n\n{ended}")).unwrap(), [postal, ended]);
        let linked = "[Unsubscribe](https://x.example/u)";
        assert_eq!(foot(&format!("{text}\n\n{linked}\n")).unwrap(), [linked]);
        assert_eq!(foot(text), None);
        assert_eq!(foot(&format!("{ended}\n\n{text}")), None, "the text stands below it");
    }
}

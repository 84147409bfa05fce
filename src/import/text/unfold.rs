//! A bulletin that lost its line ends: all of it on one line, with its marks still in place.

use super::super::decode::Line;
use super::date;
use super::line::has_text;

/// The lines of an item that stands on a single line; nothing when the text has lines, or no marks to part them by.
pub(super) fn unfold(lines: &[Line]) -> Option<Vec<Line>> {
    let mut full = lines.iter().filter(|line| has_text(&line.text));
    let only = full.next()?;
    let text = only.text.as_str();
    if full.next().is_some() || text.len() < 200 || text.len() > LONGEST {
        return None;
    }
    let open = text.find("**")?;
    let close = open + 2 + text.get(open + 2..)?.find("**")?;
    let marks_before = text.get(..open)?.chars().all(|c| matches!(c, '#' | '-' | '*' | '_' | ' '));
    let title = text.get(open + 2..close)?.trim();
    if !marks_before || !has_text(title) || title.len() > 300 {
        return None;
    }
    let mut pieces = vec![format!("## {title}")];
    let mut rest = text.get(close + 2..)?;
    // Rules, separators and dates come before outlet and text, each between spaces.
    loop {
        rest = rest.trim_start();
        let word = rest.split(' ').next().unwrap_or_default();
        let mark = !word.is_empty() && word.chars().all(|c| matches!(c, '-' | '–' | '—' | '*' | '_' | '•'));
        let is_date = date::whole(word).is_some();
        if !mark && !is_date {
            break;
        }
        pieces.push(word.to_owned());
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    let (head, trailer) = ["Kaynak/Source:", "Kaynak:", "Source:"]
        .iter()
        .find_map(|label| rest.rfind(label))
        .map_or((rest, ""), |at| rest.split_at(at));
    pieces.extend(outlet_and_text(head));
    if !trailer.is_empty() {
        pieces.push("---".to_owned());
        pieces.push(trailer.to_owned());
    }
    let mut unfolded = Vec::new();
    for piece in pieces {
        unfolded.push(Line { number: only.number, text: piece.trim().to_owned() });
        unfolded.push(Line { number: only.number, text: String::new() });
    }
    Some(unfolded)
}

/// Longer lines are no item.
const LONGEST: usize = 400_000;

/// "Outlet (2 May 2022) Text … <address> ---": its parts.
fn outlet_and_text(head: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = head.trim();
    let start = rest.get(..rest.char_indices().nth(160).map_or(rest.len(), |(at, _)| at)).unwrap_or_default();
    let dated = date::find(start).into_iter().next().filter(|written| {
        rest.get(..written.start).is_some_and(|before| before.trim_end().ends_with(['(', ',']) && before.len() < 80)
    });
    if let Some(written) = dated {
        let bracket = usize::from(rest.get(written.end..).is_some_and(|after| after.starts_with(')')));
        let (outlet, after) = rest.split_at(written.end + bracket);
        pieces.push(outlet.to_owned());
        rest = after.trim_start_matches([' ', '.']);
    }
    let rest = rest.trim_end_matches([' ', '-', '_', '*']);
    match rest
        .rfind('<')
        .filter(|at| rest.ends_with('>') && rest.get(*at..).is_some_and(|tail| tail.starts_with("<http")))
    {
        Some(at) => {
            let (text, address) = rest.split_at(at);
            pieces.push(text.to_owned());
            pieces.push(address.to_owned());
        }
        None => pieces.push(rest.to_owned()),
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_parted_at_its_marks() {
        let text = "--- ## **KENYA, PERU SIGN** - 02.12.2021 --- Fjord Daily (2 December 2021) Kenya and Peru have signed a paper on ports. \
                    It took a year - or more - and the port of Mombasa gains, the two ministers said in Nairobi. <https://x.example/a> --- Kaynak/Source:";
        let lines = unfold(&[Line { number: 3, text: text.to_owned() }]).unwrap();
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts[..5], ["## KENYA, PERU SIGN", "-", "02.12.2021", "---", "Fjord Daily (2 December 2021)"]);
        assert!(texts[5].starts_with("Kenya and Peru") && texts[5].ends_with("Nairobi."));
        assert_eq!(texts[6..], ["<https://x.example/a>", "---", "Kaynak/Source:"]);
        assert!(lines.iter().all(|line| line.number == 3));
    }

    #[test]
    fn texts_with_lines_are_left() {
        let long = "word ".repeat(80);
        for text in [vec![long.as_str()], vec!["**A** b", long.as_str()], vec!["**A** short"]] {
            let lines: Vec<Line> =
                (1..).zip(text).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
            assert_eq!(unfold(&lines), None);
        }
    }
}

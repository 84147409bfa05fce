//! What a single line is: the tokens of the grammar that need no context.

use super::super::decode::Line;

/// Longer lines are never headers, furniture or addresses. Keeps the work on a huge line linear.
pub(super) const LONGEST_TOKEN: usize = 400;

/// Whether a line has letters or digits; rules, separators and page breaks have not.
pub(super) fn has_text(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether the first line that is not blank is a rule: the file is a bulletin, with or without its heading.
pub(super) fn begins_with_rule(lines: &[Line]) -> bool {
    lines.iter().map(|line| line.text.as_str()).find(|text| !text.is_empty()).is_some_and(is_rule)
}

/// `rule`: three or more of `-`, `*` or `_` and nothing else.
pub(super) fn is_rule(text: &str) -> bool {
    ['-', '*', '_'].iter().any(|mark| {
        let mut count = 0;
        text.chars().all(|c| {
            count += u32::from(c == *mark);
            c == *mark || c == ' '
        }) && count >= 3
    })
}

/// A row of other signs that editors draw between articles: `=====`, `#####`, `~~~~~`, `+++++`.
pub(super) fn is_drawn_rule(text: &str) -> bool {
    ['=', '#', '~', '+'].iter().any(|mark| text.len() > 2 && text.chars().all(|c| c == *mark))
}

/// `sep`: a lone hyphen, dash or bullet.
pub(super) fn is_separator(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "•")
}

/// `break`: form feed, `-----`, `--- end of page=N ---`, `{N}` and a row of dashes, or a page number.
pub(super) fn is_page_break(text: &str) -> bool {
    text == "\u{c}" || is_drawn_break(text) || is_page_number(text) || is_numbered_foot(text)
}

/// "Press service of the ports | Page 1 of 2", "Page 3 – Port Review": a short foot or head with the page's number in it.
fn is_numbered_foot(text: &str) -> bool {
    const LONGEST: usize = 110;
    if text.len() > LONGEST || ends_sentence(text) {
        return false;
    }
    let cells: Vec<&str> = text.split(['|', '•', '·', '–', '—']).map(str::trim).collect();
    let (Some(first), Some(last), true) = (cells.first(), cells.last(), cells.len() > 1) else { return false };
    let worded = |cell: &str| {
        let lower = cell.to_lowercase();
        ["page ", "sayfa ", "seite ", "p. ", "стр. ", "səhifə "].iter().any(|word| lower.starts_with(word))
            && is_page_number(cell)
    };
    worded(first) || worded(last)
}

fn is_drawn_break(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    if text.len() >= 5 && text.bytes().all(|b| b == b'-') {
        return true;
    }
    let inner = text.trim_matches(['-', ' ']).to_ascii_lowercase();
    if text.starts_with("--") && (inner.starts_with("end of page") || inner.starts_with("page break")) {
        return true;
    }
    let numbered = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    numbered.is_some_and(|(number, dashes)| {
        !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
            && dashes.len() >= 5
            && dashes.bytes().all(|b| b == b'-')
    })
}

/// The number of a line that holds nothing else. A year counts no pages.
pub(super) fn bare_number(text: &str) -> Option<u16> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| !(1800..2100).contains(number))
}

/// A number alone, or with the words and signs that pages put around it.
fn is_page_number(text: &str) -> bool {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return bare_number(text).is_some();
    }
    // "1973." is the end of a sentence.
    let stopped = text.strip_suffix('.').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    if text.is_empty() || text.len() > 24 || stopped {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(['-', '–', '—', '|', '[', ']', ' ', '.']);
    let bare = ["page", "sayfa", "seite", "p.", "s.", "стр.", "səhifə"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    let mut pieces = bare.split(['/', ' ']).filter(|piece| !piece.is_empty() && *piece != "of");
    let is_number = |piece: &str| piece.len() <= 4 && piece.bytes().all(|b| b.is_ascii_digit());
    pieces.next().is_some_and(is_number) && pieces.next().is_none_or(is_number) && pieces.next().is_none()
}

/// Whether the text ends a sentence; quotes and brackets behind the mark do not count.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_', ' ']);
    text.ends_with(['.', '!', '?', '…', ':', '۔', '؟'])
}

/// Whether the first letter or digit is a small letter; a list mark or quote before it does not count as one.
pub(super) fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Capitals and no small letters; a script that has neither is not in capitals.
pub(super) fn is_in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether the line goes for a list entry ("- ", "• ", "* ", "1. ").
pub(super) fn is_list_entry(text: &str) -> bool {
    let marked = ["- ", "• ", "* ", "– ", "· ", "» ", "> "].iter().any(|mark| text.starts_with(mark));
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = digits > 0 && digits < 3 && text.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    marked || numbered
}

/// The text without the emphasis around it and the escapes in it: "**A**" is "A".
pub(super) fn without_emphasis(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.trim().trim_matches('_').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' => {}
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_separators_and_breaks() {
        for rule in ["---", "***", "___", "- - -", "----------"] {
            assert!(is_rule(rule), "{rule}");
        }
        for none in ["-", "--", "-*-", "", "--- a"] {
            assert!(!is_rule(none), "{none}");
        }
        let dashes = "-".repeat(48);
        for page in [
            "\u{c}",
            "-----",
            "--- end of page=3 ---",
            &format!("{{12}}{dashes}"),
            "2",
            "- 2 -",
            "Page 2 of 5",
            "Sayfa 3",
            "2/5",
            "Press service of the ports | Page 1 of 2",
            "Sayfa 3 – Liman Bülteni",
        ] {
            assert!(is_page_break(page), "{page}");
        }
        for none in [
            "",
            "2021-12-02",
            "02.12.2021",
            "{a}-----",
            "Page two",
            "12345",
            "2026",
            "1973.",
            "45.",
            "p. ",
            "--- a ---",
            "Talks – page by page",
            "Ports | 5 of them",
        ] {
            assert!(!is_page_break(none), "{none}");
        }
    }

    #[test]
    fn sentence_ends() {
        for end in ["a.", "a?”", "a…", "(a.)", "said:"] {
            assert!(ends_sentence(end), "{end}");
        }
        for open in ["a", "a,", "“a”", "(AP)", "coop-", "military-industrial"] {
            assert!(!ends_sentence(open), "{open}");
        }
    }

    #[test]
    fn emphasis_goes() {
        assert_eq!(without_emphasis("**A** **B\\&C**"), "A B&C");
        assert_eq!(without_emphasis("_By Jane Doe_"), "By Jane Doe");
    }
}

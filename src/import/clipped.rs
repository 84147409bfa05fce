//! Marks of Markdown that note-taking programs and web clippers have, or make by accident.

use std::borrow::Cow;

/// Ends of addresses that are pictures.
const PICTURES: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".ico"];

/// The text in which an exclamation mark behind a word makes no picture of the link that follows: "Wow![link](address)". The
/// address of a picture stays one.
pub(super) fn exclaimed(text: &str) -> Cow<'_, str> {
    if !text.contains("![") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("![") {
        out.push_str(before);
        let target = after.split_once("](").and_then(|(_, behind)| behind.split_once(')')).map(|(target, _)| target);
        let is_picture = target.is_none_or(|target| {
            let path = target.split(['?', '#', ' ']).next().unwrap_or_default().to_lowercase();
            PICTURES.iter().any(|ending| path.ends_with(ending))
        });
        let behind_a_word = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '!' | '?'));
        out.push_str(if behind_a_word && !is_picture { "\\![" } else { "![" });
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Callouts (`> [!note] Title`) as quotations with their title in bold, and each footnote as a paragraph of its own.
#[cfg(feature = "formats")]
pub(super) fn plainly(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 64);
    for line in markdown.split('\n') {
        if let Some((marks, title)) = callout(line) {
            out.push_str(&format!("{marks}**{title}**\n{}\n", marks.trim_end()));
        } else if footnote(line).is_some() {
            // Without the backslash a footnote that is an address would be the target of a link.
            out.push_str(&format!("\n\\{}\n", line.trim_start()));
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The quotation marks of a callout's first line, and its title, else its kind.
#[cfg(feature = "formats")]
fn callout(line: &str) -> Option<(&str, String)> {
    let start = line.find("[!")?;
    let (marks, rest) = line.split_at_checked(start)?;
    let (kind, title) = rest.strip_prefix("[!")?.split_once(']')?;
    let is_quote = marks.contains('>') && marks.chars().all(|c| matches!(c, '>' | ' '));
    if !is_quote || kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let title = title.trim_start_matches(['+', '-']).trim();
    let mut kind = kind.chars();
    let first: String = kind.next().into_iter().flat_map(char::to_uppercase).collect();
    let title = if title.is_empty() { first + kind.as_str() } else { title.replace('*', "") };
    Some((marks, title))
}

/// The label of a footnote's text: `1` of `[^1]: Text`.
#[cfg(feature = "formats")]
fn footnote(line: &str) -> Option<&str> {
    let (label, text) = line.trim_start().strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty() && !label.contains(['[', ']', ' ']) && !text.trim().is_empty()).then_some(label)
}

/// Brings the footnotes of the raw text back to life in what was read of it, where their signs were escaped: those that have
/// both a text and a place that names it.
#[cfg(feature = "formats")]
pub(super) fn with_footnotes(mut read: String, raw: &str) -> String {
    for label in raw.lines().filter_map(footnote) {
        let sign = format!("\\[^{label}\\]");
        let named = read.match_indices(&sign).any(|(at, _)| !begins_line(&read, at));
        let told = read.match_indices(&sign).any(|(at, _)| begins_line(&read, at));
        if named && told {
            read = read.replace(&sign, &format!("[^{label}]"));
        }
    }
    read
}

#[cfg(feature = "formats")]
fn begins_line(text: &str, at: usize) -> bool {
    text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclamations_are_no_pictures() {
        for (text, meant) in [
            ("Wow![link](https://x.example/a)", "Wow\\![link](https://x.example/a)"),
            ("So ![a vault](https://x.example/v)", "So ![a vault](https://x.example/v)"),
            ("Wow![a vault](https://x.example/v.PNG?w=2)", "Wow![a vault](https://x.example/v.PNG?w=2)"),
            ("![[vault.png]] Wow![", "![[vault.png]] Wow!["),
        ] {
            assert_eq!(exclaimed(text), meant);
        }
    }
}

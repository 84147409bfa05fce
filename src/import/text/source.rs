//! Where the original is: lines that are an address, and the `Kaynak/Source:` trailer.

use super::super::decode::Line;
use super::super::url;
use crate::country::gazetteer::fold;

/// Longer lines are text.
const LONGEST_ADDRESS: usize = 4000;

/// An address as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) raw: String,
    pub(super) line: u32,
    /// 1-based, in characters
    pub(super) column: u32,
}

/// The addresses of a line that holds nothing else: `<URL>`, `URL`, `[TEXT](URL)`, several of them, or one behind a
/// label ("Link:"). An address with a space in it is still taken for one, so that it can be refused by name.
pub(super) fn address_line(line: &Line) -> Option<Vec<Address>> {
    let text = line.text.as_str();
    if text.len() > LONGEST_ADDRESS {
        return None;
    }
    let body = without_label(text).trim();
    if let Some(inner) = body.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        let one = looks_like_address(inner) && !inner.contains(['<', '>']);
        if one {
            return Some(vec![address(line, inner)]);
        }
    }
    if let Some(target) = link_target(body) {
        return Some(vec![address(line, target)]);
    }
    if !looks_like_address(body.trim_start_matches('<')) {
        return None;
    }
    let pieces: Vec<&str> = body.split_whitespace().collect();
    if pieces.iter().all(|piece| looks_like_address(piece.trim_matches(BRACKETS))) {
        return Some(pieces.iter().map(|piece| address(line, piece.trim_matches(BRACKETS))).collect());
    }
    // "http://www.n ews.example/a": spaces inside, but no sentence.
    (pieces.len() <= 3).then(|| vec![address(line, body)])
}

/// The addresses inside a line of text.
pub(super) fn addresses_in(line: &Line) -> Vec<Address> {
    if line.text.len() > LONGEST_ADDRESS {
        return Vec::new();
    }
    let pieces = line.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"'));
    let pieces = pieces.filter(|piece| piece.starts_with("http://") || piece.starts_with("https://"));
    pieces.map(|piece| address(line, piece.trim_end_matches(['.', ',', ';']))).collect()
}

/// The value of a `Kaynak/Source:` line, of `Kaynak:` or `Source:`.
pub(super) fn trailer_value(text: &str) -> Option<&str> {
    if text.len() > LONGEST_ADDRESS {
        return None;
    }
    let (label, value) = text.trim_start_matches('*').split_once(':')?;
    let folded = fold(label.trim_matches(['*', '_', ' ']));
    let known = matches!(
        folded.as_str(),
        "kaynak/source"
            | "source/kaynak"
            | "kaynak / source"
            | "kaynak"
            | "source"
            | "sources"
            | "kaynaklar"
            | "kaynak/sources"
    );
    known.then(|| value.trim_matches(['*', ' ']))
}

/// Whether the label is `Kaynak/Source`, which is a trailer wherever it stands.
pub(super) fn is_double_label(text: &str) -> bool {
    text.split(':').next().is_some_and(|label| label.contains('/')) && trailer_value(text).is_some()
}

/// The name in a trailer's value: what is no address.
pub(super) fn name_in(value: &str) -> Option<String> {
    let value = match value.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        Some((text, _)) if !looks_like_address(text) => text,
        Some(_) => "",
        None => value,
    };
    let kept = value.split_whitespace().filter(|piece| !looks_like_address(piece.trim_matches(BRACKETS)));
    let name = kept.collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['*', '-', '–', ',', ';', '(', ')', ' ', '|', ':']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The first address that can be stored, in its stored form; a page of an article goes before a front page or a
/// social network. The second value is the first refusal.
pub(super) fn choose(addresses: &[Address]) -> (Option<String>, Option<(&Address, url::BadUrl)>) {
    let mut best: Option<(u8, String)> = None;
    let mut refusal = None;
    for address in addresses {
        match url::stored(&address.raw) {
            Err(bad) => {
                refusal.get_or_insert((address, bad));
            }
            Ok(stored) => {
                let rank = rank(&stored);
                if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                    best = Some((rank, stored));
                }
            }
        }
    }
    (best.map(|(_, stored)| stored), refusal)
}

const BRACKETS: [char; 6] = ['<', '>', ',', ';', '(', ')'];

fn address(line: &Line, raw: &str) -> Address {
    let start = line.text.find(raw).unwrap_or(0);
    let column = line.text.get(..start).unwrap_or_default().chars().count() + 1;
    Address { raw: raw.to_owned(), line: line.number, column: u32::try_from(column).unwrap_or(u32::MAX) }
}

fn without_label(text: &str) -> &str {
    match text.split_once(": ") {
        Some((label, rest)) if label.len() < 40 && !label.contains('/') => {
            let folded = fold(label.trim_matches(['*', ' ']));
            let known = matches!(
                folded.as_str(),
                "link"
                    | "url"
                    | "web"
                    | "adres"
                    | "bağlanti"
                    | "original"
                    | "haberin linki"
                    | "haber linki"
                    | "full text"
                    | "orijinal"
            );
            if known { rest } else { text }
        }
        _ => text,
    }
}

/// `[TEXT](URL)` and nothing else.
fn link_target(text: &str) -> Option<&str> {
    let (label, target) = text.strip_prefix('[')?.split_once("](")?;
    let target = target.strip_suffix(')')?;
    let single = !label.contains("](") && !target.contains("](");
    let target = target.split(" \"").next().unwrap_or(target).trim_matches(['<', '>']);
    (single && looks_like_address(target)).then_some(target)
}

fn looks_like_address(text: &str) -> bool {
    let start: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
    ["http://", "https://", "ftp://", "www.", "javascript:", "http:/", "https:/"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
}

fn rank(stored: &str) -> u8 {
    const SOCIAL: [&str; 8] =
        ["twitter.com", "x.com", "facebook.com", "t.me", "instagram.com", "youtube.com", "linkedin.com", "wa.me"];
    let key = url::key(stored);
    let host = key.split(['/', '?']).next().unwrap_or_default();
    if SOCIAL.contains(&host) { 2 } else { u8::from(!key.contains(['/', '?'])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { number: 7, text: text.to_owned() }
    }

    fn raw(text: &str) -> Option<Vec<String>> {
        address_line(&line(text)).map(|found| found.into_iter().map(|address| address.raw).collect())
    }

    #[test]
    fn address_lines() {
        let one = |raw: &str| Some(vec![raw.to_owned()]);
        assert_eq!(raw("<https://x.example/a>"), one("https://x.example/a"));
        assert_eq!(raw("https://x.example/a"), one("https://x.example/a"));
        assert_eq!(raw("[https://x.example/a](https://x.example/b)"), one("https://x.example/b"));
        assert_eq!(raw("[the story](https://x.example/b_(c))"), one("https://x.example/b_(c)"));
        assert_eq!(raw("Link: https://x.example/a"), one("https://x.example/a"));
        assert_eq!(raw("http://www.n ews.example/a"), one("http://www.n ews.example/a"));
        assert_eq!(raw("www.x.example/a"), one("www.x.example/a"));
        assert_eq!(
            raw("https://x.example/a https://y.example/b"),
            Some(vec!["https://x.example/a".to_owned(), "https://y.example/b".to_owned()])
        );
        for none in
            ["https://x.example/a is where it was first published", "See <https://x.example/a>", "a", "<b>", "[1](2)"]
        {
            assert_eq!(raw(none), None, "{none}");
        }
    }

    #[test]
    fn trailers() {
        assert_eq!(trailer_value("Kaynak/Source:"), Some(""));
        assert_eq!(trailer_value("**Kaynak/Source:** Fjord Daily"), Some("Fjord Daily"));
        assert_eq!(trailer_value("Source: <https://x.example/a>"), Some("<https://x.example/a>"));
        assert_eq!(trailer_value("A source said: no"), None);
        assert_eq!(name_in("Fjord Daily - https://x.example"), Some("Fjord Daily".to_owned()));
        assert_eq!(name_in("<https://x.example/a>"), None);
        assert_eq!(name_in("[Fjord Daily](https://x.example/a)"), Some("Fjord Daily".to_owned()));
        assert!(is_double_label("Kaynak/Source:") && !is_double_label("Kaynak: https://x.example"));
    }

    #[test]
    fn the_article_goes_before_the_front_page() {
        let addresses: Vec<Address> =
            ["https://x.example/", "https://twitter.com/x/1", "ftp://x", "https://x.example/a", "https://y.example/b"]
                .iter()
                .map(|raw| address(&line(raw), raw))
                .collect();
        let (best, refusal) = choose(&addresses);
        assert_eq!(best.as_deref(), Some("https://x.example/a"));
        assert_eq!(refusal.map(|(address, bad)| (address.raw.as_str(), bad)), Some(("ftp://x", url::BadUrl::Invalid)));
    }
}

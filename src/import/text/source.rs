//! Where the original is: lines that are an address, and the `Kaynak/Source:` trailer.

use super::super::decode::Line;
use super::super::url;
use super::furniture::{self, Furniture};
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
    if let Some(target) = link_target(body).filter(|_| furniture::classify(text) != Some(Furniture::Line)) {
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

/// An address that goes on over line ends.
#[derive(Debug)]
pub(super) struct Wrapped {
    pub(super) address: Address,
    /// index behind it
    pub(super) end: usize,
    /// where the joint is not certain
    pub(super) doubt: Option<String>,
}

/// An address that the line at `at` begins and the next ones end. In angle brackets it ends with the bracket; a bare
/// one goes on while the next line is a single piece that is no word.
pub(super) fn wrapped_address(lines: &[Line], at: usize) -> Option<Wrapped> {
    let first = lines.get(at)?;
    let open = without_label(&first.text).trim();
    let bracketed = open.starts_with('<');
    if !looks_like_address(open.trim_start_matches('<')) || open.contains(['>', ' ']) || open.len() < 12 {
        return None;
    }
    let mut whole = open.trim_start_matches('<').to_owned();
    let mut end = at + 1;
    let mut certain = true;
    while let Some(next) = lines.get(end).map(|line| line.text.as_str()) {
        let closes = bracketed && next.ends_with('>');
        let piece = next.trim_end_matches('>');
        let shaped = !piece.is_empty() && !piece.contains(['<', '>', ' ']) && !looks_like_address(piece);
        if !shaped || end > at + 6 || whole.len() + piece.len() > LONGEST_ADDRESS {
            break;
        }
        if !bracketed {
            let hangs = whole.ends_with(['/', '-', '_', '=', '&', '?', '%', '.', '+', ',']);
            let tail =
                piece.contains(['/', '_', '=', '%', '&']) || piece.matches('-').count() > 1 || is_page_name(piece);
            let sound = piece.is_ascii() && piece.contains(|c: char| c.is_ascii_alphanumeric());
            if !sound || !(tail || (hangs && piece.len() > 1)) || super::date::whole(piece).is_some() {
                break;
            }
            certain &= hangs;
        }
        whole.push_str(piece);
        end += 1;
        if closes {
            break;
        }
    }
    let closed = !bracketed || lines.get(end - 1).is_some_and(|line| line.text.ends_with('>'));
    if end == at + 1 || !closed {
        return None;
    }
    let start = first.text.find(open.trim_start_matches('<')).unwrap_or(0);
    let column = first.text.get(..start).unwrap_or_default().chars().count() + 1;
    let address = Address { raw: whole, line: first.number, column: u32::try_from(column).unwrap_or(u32::MAX) };
    let doubt = (!certain).then(|| format!("source: the address {} was joined from {} lines", address.raw, end - at));
    Some(Wrapped { address, end, doubt })
}

/// "index.html", "story.php?id=5"
fn is_page_name(piece: &str) -> bool {
    [".html", ".htm", ".php", ".aspx", ".jsp", ".shtml"].iter().any(|ending| piece.contains(ending))
}

/// The addresses inside a line of text.
pub(super) fn addresses_in(line: &Line) -> Vec<Address> {
    if line.text.len() > LONGEST_ADDRESS {
        return Vec::new();
    }
    let pieces = line.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"'));
    let pieces = pieces.map(|piece| piece.trim_end_matches(['.', ',', ';']));
    let is_one = |piece: &&str| {
        piece.starts_with("http://")
            || piece.starts_with("https://")
            || piece.starts_with("www.") && url::without_scheme(piece).is_some()
            || lacks_scheme(piece)
    };
    pieces.filter(is_one).map(|piece| address(line, piece)).collect()
}

/// A line without its Markdown links: their labels stay, each with its address; nothing where it has none.
pub(super) fn unlinked(line: &Line) -> Option<(String, Vec<(String, Address)>)> {
    if line.text.len() > LONGEST_ADDRESS || !line.text.contains("](") {
        return None;
    }
    let mut plain = String::with_capacity(line.text.len());
    let mut links = Vec::new();
    let mut rest = line.text.as_str();
    while let Some((before, behind)) = rest.split_once('[') {
        let link = behind.split_once("](").and_then(|(label, after)| Some((label, after.split_once(')')?)));
        let link = link.filter(|(label, (target, _))| {
            !label.contains(['[', ']']) && looks_like_address(target.trim_matches(BRACKETS)) && !before.ends_with('!')
        });
        plain.push_str(before);
        match link {
            Some((label, (target, after))) => {
                plain.push_str(label);
                links.push((label.to_owned(), address(line, target.trim_matches(BRACKETS))));
                rest = after;
            }
            None => {
                plain.push('[');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    (!links.is_empty()).then_some((plain, links))
}

/// The value of a `Kaynak/Source:` line, of `Kaynak:` or `Source:`.
pub(super) fn trailer_value(text: &str) -> Option<&str> {
    if text.len() > LONGEST_ADDRESS {
        return None;
    }
    let (label, value) = text.trim_start_matches(['*', '(', '[']).split_once(':')?;
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
            | "kaynak & source"
            | "haber kaynaği"
            | "haberin kaynaği"
            | "quelle"
            | "quellen"
            | "источник"
            | "mənbə"
            | "fuente"
            | "المصدر"
            | "مصدر"
            | "ماخذ"
            | "ذريعه"
            | "بشكريه"
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

/// What became of the addresses of an item.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    /// the best of them in its stored form; a page of an article goes before a front page or a social network
    pub(super) stored: Option<String>,
    /// the other pages, in their stored form
    pub(super) others: Vec<String>,
    /// whether the one that is stored stands there without its scheme
    pub(super) is_completed: bool,
    /// the first that cannot be stored
    pub(super) refused: Option<(&'a Address, url::BadUrl)>,
}

/// Chooses the address of the original.
pub(super) fn choose(addresses: &[Address]) -> Choice<'_> {
    let mut choice = Choice::default();
    let mut good: Vec<(u8, String)> = Vec::new();
    let mut keys = std::collections::BTreeSet::new();
    let mut completed = std::collections::BTreeSet::new();
    for address in addresses {
        let stored = url::stored(&address.raw).or_else(|bad| {
            let stored = url::without_scheme(&address.raw).filter(|_| bad == url::BadUrl::Invalid).ok_or(bad)?;
            completed.insert(stored.clone());
            Ok(stored)
        });
        match stored {
            Err(bad) => {
                choice.refused.get_or_insert((address, bad));
            }
            Ok(stored) => {
                if keys.insert(url::key(&stored)) {
                    good.push((rank(&stored), stored));
                }
            }
        }
    }
    let best = good.iter().map(|(rank, _)| *rank).min();
    for (rank, stored) in good {
        if choice.stored.is_none() && Some(rank) == best {
            choice.is_completed = completed.contains(&stored);
            choice.stored = Some(stored);
        } else {
            choice.others.push(stored);
        }
    }
    choice
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
    has_scheme(text) || lacks_scheme(text)
}

/// "fjord.example/2024/05/x": a host with a page, which is not "Example.com/AA".
fn lacks_scheme(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let Some((host, path)) = text.split_once('/').filter(|_| text.is_ascii()) else { return false };
    let is_page = path.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '?' | '_'))
        || path.len() >= SHORTEST && !path.contains(|c: char| c.is_ascii_uppercase());
    host.contains('.') && is_page && url::without_scheme(text).is_some()
}

fn has_scheme(text: &str) -> bool {
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

    #[test]
    fn an_address_may_go_on_over_line_ends() {
        let whole = |text: &str| {
            let lines: Vec<Line> =
                (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
            wrapped_address(&lines, 0).map(|wrapped| (wrapped.address.raw, wrapped.end, wrapped.doubt.is_some()))
        };
        let some = |raw: &str, end, doubt| Some((raw.to_owned(), end, doubt));
        assert_eq!(whole("<https://x.example/long-\nname>"), some("https://x.example/long-name", 2, false));
        assert_eq!(whole("https://x.example/long-\nname.html"), some("https://x.example/long-name.html", 2, false));
        assert_eq!(whole("https://x.example/news\n/a-b-c"), some("https://x.example/news/a-b-c", 2, true));
        assert_eq!(whole("Link: https://x.example/a/\nb/\nc-d"), some("https://x.example/a/b/c-d", 3, false));
        for none in [
            "https://x.example/a\nText",
            "https://x.example/a\n\nb/c",
            "https://x.example/a\nhttps://y.example/b",
            "https://x.example/a/\n02.12.2021",
            "<https://x.example/a\nb c>",
            "https://x.example/a\n---",
        ] {
            assert_eq!(whole(none), None, "{none}");
        }
    }

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
    fn links_are_their_labels() {
        let (plain, links) =
            unlinked(&line("*By Vera Example, [Fjord Daily](https://x.example/a), [2](3) May*")).unwrap();
        assert_eq!(plain, "*By Vera Example, Fjord Daily, [2](3) May*");
        let links: Vec<(&str, &str)> =
            links.iter().map(|(label, address)| (label.as_str(), address.raw.as_str())).collect();
        assert_eq!(links, [("Fjord Daily", "https://x.example/a")]);
        for none in ["Fjord Daily", "[1](2)", "![a](https://x.example/a.jpg)", "[a](https://x.example"] {
            assert!(unlinked(&line(none)).is_none(), "{none}");
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
        let choice = choose(&addresses);
        assert_eq!(choice.stored.as_deref(), Some("https://x.example/a"));
        assert_eq!(choice.others, ["https://x.example/", "https://twitter.com/x/1", "https://y.example/b"]);
        let refused = choice.refused.map(|(address, bad)| (address.raw.as_str(), bad));
        assert_eq!(refused, Some(("ftp://x", url::BadUrl::Invalid)));
    }
}

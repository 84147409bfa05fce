//! Addresses of originals: the form that is stored and the key by which two of them are compared.

use url::Url;

/// Why an address cannot be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadUrl {
    /// no absolute http or https address, or spaces in it
    Invalid,
    /// something was left out of it: an ellipsis stands in its place
    Truncated,
}

/// The stored form: lower-case scheme and host; default port, dot segments, fragment and known tracking parameters
/// removed, the rest as given (WHATWG URL Standard, percent-encoding included). Angle brackets around it are allowed.
pub fn stored(raw: &str) -> Result<String, BadUrl> {
    let raw = raw.trim();
    let raw = raw.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(raw);
    if raw.contains('…') || raw.split(['/', '?', '#']).any(|piece| piece == "...") || raw.ends_with("...") {
        return Err(BadUrl::Truncated);
    }
    if raw.chars().any(char::is_whitespace) {
        return Err(BadUrl::Invalid);
    }
    let mut url = Url::parse(raw).map_err(|_| BadUrl::Invalid)?;
    let host = url.host_str().unwrap_or_default();
    if !matches!(url.scheme(), "http" | "https") || !host.trim_matches('.').contains(['.', ':']) {
        return Err(BadUrl::Invalid);
    }
    url.set_fragment(None);
    // The pieces are kept as they were written; parsing and writing them again would change their escapes.
    let query =
        url.query().map(|query| query.split('&').filter(|pair| !is_tracking(pair)).collect::<Vec<_>>().join("&"));
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    Ok(url.into())
}

/// The stored form of an address that lacks its scheme: `www.x.example/a`, `x.example/a`, `//x.example/a`. Only what has a
/// host with a dot, all of it letters that hosts have, and `www.` or a path, is one; a file's name is none.
pub fn without_scheme(raw: &str) -> Option<String> {
    let raw = raw.trim().trim_start_matches('<').trim_end_matches('>');
    let bare = raw.strip_prefix("//").unwrap_or(raw);
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let (name, end) = host.rsplit_once('.')?;
    let is_host = !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
        })
        && end.chars().count() >= 2
        && end.chars().all(char::is_alphabetic);
    let is_web = host.to_ascii_lowercase().starts_with("www.") || !path.is_empty() || raw.starts_with("//");
    (is_host && is_web).then(|| stored(&format!("https://{bare}")).ok()).flatten()
}

/// The key for comparing a stored address, never for linking: without scheme, `www.`, `m.`, `/amp` and final slash,
/// the query sorted, escapes read.
pub fn key(stored: &str) -> String {
    let Ok(url) = Url::parse(stored) else {
        return stored.to_owned();
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host = host.strip_prefix("m.").unwrap_or(host);
    let mut key = host.to_owned();
    if let Some(port) = url.port() {
        key.push_str(&format!(":{port}"));
    }
    for segment in url.path().split('/').filter(|segment| !segment.is_empty() && *segment != "amp") {
        key.push('/');
        key.push_str(&unescaped(segment));
    }
    if let Some(query) = url.query() {
        let mut pairs: Vec<&str> = query.split('&').collect();
        pairs.sort_unstable();
        key.push('?');
        key.push_str(&unescaped(&pairs.join("&")));
    }
    key
}

fn is_tracking(pair: &str) -> bool {
    const KNOWN: [&str; 23] = [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "vero_id",
        "oly_enc_id",
        "amp",
    ];
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || KNOWN.contains(&name.as_str())
}

fn unescaped(text: &str) -> String {
    let bytes: Vec<u8> = percent_decode(text.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn percent_decode(text: &[u8]) -> Vec<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match (byte, digit(text.get(at + 1)), digit(text.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_told_from_what_is_wrong() {
        for raw in ["http://x.example/…/expert", "https://x.example/long-ti...", "https://x.example/.../a"] {
            assert_eq!(stored(raw), Err(BadUrl::Truncated), "{raw}");
        }
        for raw in [
            "http://www.n ews.example/a",
            "javascript:alert(1)",
            "ftp://x.example/a",
            "www.x.example",
            "http://",
            "http://news",
            "",
        ] {
            assert_eq!(stored(raw), Err(BadUrl::Invalid), "{raw}");
        }
        assert_eq!(stored("https://x.example/a/../b"), Ok("https://x.example/b".to_owned()));
    }

    #[test]
    fn addresses_that_lack_their_scheme() {
        for (raw, whole) in [
            ("www.x.example/a", "https://www.x.example/a"),
            ("www.X.example", "https://www.x.example/"),
            ("x.example/a?b=c#d", "https://x.example/a?b=c"),
            ("//x.example/a", "https://x.example/a"),
        ] {
            assert_eq!(without_scheme(raw).as_deref(), Some(whole), "{raw}");
        }
        for raw in [
            "x.example",
            "see the site",
            "ftp://x.example/a",
            "javascript:alert(1)/a.b",
            "/a/b.html",
            "a@x.example/b",
            "p. 4/5",
            "10.1000/182",
            "x.example:80/a",
            "www.x.example/a b",
            "www.x.example/…",
        ] {
            assert_eq!(without_scheme(raw), None, "{raw}");
        }
    }

    #[test]
    fn escapes_that_are_none_stay() {
        assert_eq!(key("https://x.example/100%/a%2"), "x.example/100%/a%2");
        assert_eq!(key("https://x.example/%FF"), "x.example/%FF");
        assert_eq!(key("https://x.example/"), "x.example");
    }
}

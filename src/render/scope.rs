//! Articles' HTML made fit to stand beside that of other articles: ids of its own, headings below its headline, pictures
//! within the file where there is no site around it.

/// What is around an article's HTML.
pub(super) struct Around<'a> {
    /// What its ids begin with.
    pub(super) prefix: &'a str,
    /// How much deeper its headings stand.
    pub(super) deeper: usize,
    /// The address that stands for a picture's.
    pub(super) picture: &'a dyn Fn(&str) -> Option<String>,
}

/// The deepest heading of HTML.
const DEEPEST: usize = 6;

/// Whether HTML without pictures is the same wherever it stands.
pub(super) fn is_plain(html: &str) -> bool {
    let heading = |at: usize| html.as_bytes().get(at + 2).is_some_and(u8::is_ascii_digit);
    !html.contains("id=\"") && !html.contains("href=\"#") && !html.match_indices("<h").any(|(at, _)| heading(at))
}

/// Linear in the length of the HTML.
pub(super) fn scope(html: &str, around: &Around<'_>) -> String {
    let mut scoped = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        scoped.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = end_of_tag(rest);
        tag(&mut scoped, &rest[..end], around);
        rest = &rest[end..];
    }
    scoped.push_str(rest);
    scoped
}

/// Where a tag ends, which is not at a bracket within quotes.
fn end_of_tag(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at + 1,
            (b'"' | b'\'', None) if at > 0 => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn tag(scoped: &mut String, tag: &str, around: &Around<'_>) {
    let (lead, name) = if let Some(name) = tag.strip_prefix("</") { ("</", name) } else { ("<", &tag[1..]) };
    let level = name.strip_prefix('h').and_then(|rest| {
        let (digit, after) = (rest.bytes().next()?, rest.as_bytes().get(1)?);
        (digit.is_ascii_digit() && !after.is_ascii_alphanumeric()).then(|| usize::from(digit - b'0'))
    });
    scoped.push_str(lead);
    let mut rest = match level {
        Some(level) => {
            scoped.push_str(&format!("h{}", (level + around.deeper).min(DEEPEST)));
            &name[2..]
        }
        None => name,
    };
    while let Some(at) = rest.find("=\"") {
        let value = &rest[at + 2..];
        let end = value.find('"').unwrap_or(value.len());
        let attribute = rest[..at].rsplit([' ', '\n', '\t']).next().unwrap_or("");
        let value = &value[..end];
        scoped.push_str(&rest[..at + 2]);
        match attribute {
            "id" => scoped.push_str(&format!("{}{value}", around.prefix)),
            "href" if value.starts_with('#') => scoped.push_str(&format!("#{}{}", around.prefix, &value[1..])),
            "src" => scoped.push_str(&(around.picture)(value).unwrap_or_else(|| value.to_owned())),
            _ => scoped.push_str(value),
        }
        rest = &rest[at + 2 + end..];
        // The closing quote would open the next value otherwise.
        if let Some(after) = rest.strip_prefix('"') {
            scoped.push('"');
            rest = after;
        }
    }
    scoped.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let picture = |src: &str| (src == "/m.png").then(|| "data:x".to_owned());
        assert_eq!(scope(html, &Around { prefix: "a1-", deeper: 2, picture: &picture }), expected);
    }

    #[test]
    fn plain_html_is_the_same_everywhere() {
        for (html, plain) in [
            ("<p>a <a href=\"/b#c\">b</a></p><hr />", true),
            ("<p>a</p><h3>b</h3>", false),
            ("<sup id=\"x\">1</sup>", false),
            ("<a href=\"#x\">1</a>", false),
        ] {
            assert_eq!(is_plain(html), plain, "{html}");
            let scoped = scope(html, &Around { prefix: "a1-", deeper: 2, picture: &|_| None });
            assert_eq!(scoped == html, plain, "{html}");
        }
    }

    #[test]
    fn gives_ids_headings_and_pictures_a_place() {
        check(
            "<h2 id=\"x\">X</h2>\n<p>id=\"x\" <a href=\"#x\">y</a></p>",
            "<h4 id=\"a1-x\">X</h4>\n<p>id=\"x\" <a href=\"#a1-x\">y</a></p>",
        );
        check("<h6>a</h6><hr /><header>", "<h6>a</h6><hr /><header>");
        check(
            "<img src=\"/m.png\" alt=\"a > b\" /><img src=\"/n.png\">",
            "<img src=\"data:x\" alt=\"a > b\" /><img src=\"/n.png\">",
        );
        check("<a href=\"/b#c\" id=\"d\">", "<a href=\"/b#c\" id=\"a1-d\">");
        check("a < b <", "a < b <");
        check("ş <", "ş <");
    }
}

//! LaTeX in references. Its accents and special letters are undone by the crate that parses them; what that crate does not
//! know is put into its place before: emphasis, links, quotation marks, spaces and paragraphs. They travel through the
//! parser as characters for private use and come out as HTML, or as nothing.

/// Emphasis, strong emphasis, links: the start of each, its end, and what parts a link's address from its words.
const EMPHASIS: [char; 2] = ['\u{e000}', '\u{e001}'];
const STRONG: [char; 2] = ['\u{e002}', '\u{e003}'];
const LINK: [char; 3] = ['\u{e004}', '\u{e005}', '\u{e006}'];
const PARAGRAPH: char = '\u{e007}';
/// Signs of an address that the parser would take for something else.
const IN_ADDRESS: [(char, char); 3] = [('\u{e008}', '-'), ('\u{e009}', '~'), ('\u{e00a}', '\'')];

/// Puts marks into the place of commands. Braces and line ends stay as they are, so that places stay true.
pub(super) fn marked(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + text.len() / 8);
    // What ends with each open brace.
    let mut open: Vec<Option<char>> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let address = if c == 'h' { address(rest) } else { 0 };
        if address > 0 {
            let (own, next) = rest.split_at(address);
            marked.extend(own.chars().filter(|c| *c != '\\').map(protected));
            rest = next;
            continue;
        }
        rest = after;
        match c {
            '{' => {
                open.push(None);
                marked.push('{');
            }
            '}' => {
                marked.extend(open.pop().flatten());
                marked.push('}');
            }
            '~' => marked.push(' '),
            '`' if after.starts_with('`') => {
                rest = after.get(1..).unwrap_or_default();
                marked.push('“');
            }
            '`' => marked.push('‘'),
            '\'' if after.starts_with('\'') => {
                rest = after.get(1..).unwrap_or_default();
                marked.push('”');
            }
            // A blank line within a value.
            '\n' if open.len() > 1 && after.trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
                marked.extend(['\n', PARAGRAPH]);
            }
            '\\' => rest = command(after, &mut open, &mut marked),
            c if is_mark(c) => {}
            c => marked.push(c),
        }
    }
    marked
}

/// A value as HTML.
pub(super) fn html(value: &str) -> String {
    let mut html = String::new();
    for c in value.chars() {
        match c {
            c if c == EMPHASIS[0] => html.push_str("<em>"),
            c if c == EMPHASIS[1] => html.push_str("</em>"),
            c if c == STRONG[0] => html.push_str("<strong>"),
            c if c == STRONG[1] => html.push_str("</strong>"),
            c if c == LINK[0] => html.push_str("<a href=\""),
            c if c == LINK[1] => html.push_str("\">"),
            c if c == LINK[2] => html.push_str("</a>"),
            PARAGRAPH => html.push_str("\n\n"),
            c => html.push(unprotected(c)),
        }
    }
    html
}

/// A value as plain text; of a link its words stay.
pub(super) fn plain(value: &str) -> String {
    let mut plain = String::new();
    let mut in_address = false;
    for c in value.chars() {
        match c {
            c if c == LINK[0] => in_address = true,
            c if c == LINK[1] => in_address = false,
            PARAGRAPH => plain.push(' '),
            c if is_mark(c) && unprotected(c) == c => {}
            c if !in_address => plain.push(unprotected(c)),
            _ => {}
        }
    }
    plain
}

/// What becomes of a command; gives what stands behind it.
fn command<'a>(after: &'a str, open: &mut Vec<Option<char>>, marked: &mut String) -> &'a str {
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, behind) = after.split_at(length);
    let braced = behind.trim_start_matches([' ', '\t']).strip_prefix('{');
    let mut within = |mark: Option<[char; 2]>, marked: &mut String| {
        marked.push('{');
        marked.extend(mark.map(|[start, _]| start));
        open.push(mark.map(|[_, end]| end));
    };
    match (name, braced) {
        ("emph" | "textit" | "textsl", Some(inside)) => {
            within(Some(EMPHASIS), marked);
            inside
        }
        ("textbf", Some(inside)) => {
            within(Some(STRONG), marked);
            inside
        }
        ("enquote" | "textquote", Some(inside)) => {
            within(Some(['“', '”']), marked);
            inside
        }
        ("footnote", Some(inside)) => {
            marked.push(' ');
            within(Some(['(', ')']), marked);
            inside
        }
        ("href", Some(inside)) => link(inside, open, marked),
        ("cite" | "citep" | "citet" | "label" | "ref" | "index" | "vspace" | "hspace", Some(inside)) => {
            let (dropped, next) = group(inside);
            // A line end that is dropped would move every place behind it.
            marked.extend(dropped.matches('\n').map(|_| '\n'));
            next
        }
        ("em" | "it" | "itshape" | "sl", _) => switched(EMPHASIS, behind, open, marked),
        ("bf" | "bfseries", _) => switched(STRONG, behind, open, marked),
        ("par", _) => {
            marked.push(PARAGRAPH);
            behind.strip_prefix(' ').unwrap_or(behind)
        }
        ("newline" | "linebreak" | "quad" | "qquad" | "nobreakspace" | "space", _) => {
            marked.push(' ');
            behind.strip_prefix("{}").unwrap_or(behind)
        }
        ("ldots" | "dots" | "textellipsis", _) => {
            marked.push('…');
            behind.strip_prefix("{}").unwrap_or(behind)
        }
        ("", _) => sign(after, marked),
        // An accent or a letter is the parser's.
        _ if is_letter(name) => {
            marked.push('\\');
            marked.push_str(name);
            behind
        }
        // Of what nobody knows the words stay.
        (_, Some(inside)) => {
            within(None, marked);
            inside
        }
        _ => behind.strip_prefix(' ').unwrap_or(behind),
    }
}

/// A command of one sign: a space, a break, or an escape.
fn sign<'a>(after: &'a str, marked: &mut String) -> &'a str {
    let Some(c) = after.chars().next() else { return after };
    let next = after.get(c.len_utf8()..).unwrap_or_default();
    // An accent on an i without its dot: the letter's dot goes under any accent.
    let dotless = ["\\i", "\\j"].into_iter().find(|letter| next.starts_with(letter));
    if let (Some(letter), '"' | '\'' | '`' | '^' | '~' | '=') = (dotless, c) {
        let behind = next.get(letter.len()..).unwrap_or_default();
        if !behind.starts_with(|c: char| c.is_ascii_alphabetic()) {
            marked.extend(['\\', c]);
            marked.push_str(&letter[1..]);
            return behind.strip_prefix("{}").or(behind.strip_prefix(' ')).unwrap_or(behind);
        }
    }
    match c {
        '\\' | ',' | ';' | '!' | ' ' => marked.push(' '),
        '\n' => marked.push('\n'),
        // "-" is where a hyphen may be.
        '/' | '@' | '-' => {}
        // An accent on the sign behind it, or an escape.
        c => marked.extend(['\\', c]),
    }
    next
}

/// `{\em words}`: the style lasts to the end of the group.
fn switched<'a>(mark: [char; 2], behind: &'a str, open: &mut [Option<char>], marked: &mut String) -> &'a str {
    if let Some(end) = open.last_mut().filter(|end| end.is_none()) {
        *end = Some(mark[1]);
        marked.push(mark[0]);
    }
    behind.strip_prefix(' ').unwrap_or(behind)
}

/// `\href{address}{words}`, from behind its first brace.
fn link<'a>(inside: &'a str, open: &mut Vec<Option<char>>, marked: &mut String) -> &'a str {
    let (address, next) = group(inside);
    let is_address = !address.contains(['{', '}', '"', '<', '>', '\n']);
    match next.strip_prefix('{').filter(|_| is_address) {
        Some(words) => {
            marked.push('{');
            marked.push(LINK[0]);
            marked.extend(address.trim().chars().filter(|c| *c != '\\').map(protected));
            marked.push(LINK[1]);
            open.push(Some(LINK[2]));
            words
        }
        None => {
            marked.push('{');
            open.push(None);
            inside
        }
    }
}

/// What is inside a group, from behind its brace, and what stands behind the group.
fn group(inside: &str) -> (&str, &str) {
    const LONGEST: usize = 4_000;
    let mut depth = 1_usize;
    for (at, byte) in inside.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (inside.get(..at).unwrap_or_default(), inside.get(at + 1..).unwrap_or_default());
        }
    }
    ("", inside)
}

/// Whether a command is a letter or an accent, which the parser knows.
fn is_letter(name: &str) -> bool {
    const NAMES: &str = "aa|AA|ae|AE|dh|DH|dj|DJ|ng|NG|oe|OE|ss|SS|th|TH|copyright|pounds|ddag|LaTeX|TeX|quotedblbase|\
        quotesinglbase|guillemotleft|guillemotright|guilsinglleft|guilsinglright|textendash|textemdash|textquotesingle|\
        textquotedblleft|textquotedblright|textquoteleft|textquoteright|textquotedbl|textasciicircum|textasciigrave|\
        textasciitilde|textbackslash|textbar|textbraceleft|textbraceright|textbullet|textdagger|textdaggerdbl|\
        textdollar|textless|textgreater|textexclamdown|textquestiondown|textordfeminine|textordmasculine|\
        textperiodcentered|textregistered|texttrademark|textsection|textunderscore|textparagraph";
    matches!(
        name.as_bytes(),
        [b'b' | b'c' | b'd' | b'H' | b'i' | b'j' | b'k' | b'l' | b'L' | b'o' | b'O' | b'P' | b'r' | b'S' | b'u' | b'v']
    ) || NAMES.split('|').any(|own| own == name)
}

/// Bytes of a web address at the start of a text, with its escapes.
fn address(text: &str) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return 0;
    }
    let mut escaped = false;
    let end = text.find(|c: char| {
        let is_end = match c {
            '\\' => false,
            '_' | '%' | '&' | '#' | '~' | '$' => false,
            _ if escaped => true,
            c => c.is_whitespace() || matches!(c, '{' | '}' | '"' | '<' | '>'),
        };
        escaped = c == '\\';
        is_end
    });
    end.unwrap_or(text.len())
}

fn protected(c: char) -> char {
    IN_ADDRESS.iter().find(|(_, sign)| *sign == c).map_or(c, |(mark, _)| *mark)
}

fn unprotected(c: char) -> char {
    IN_ADDRESS.iter().find(|(mark, _)| *mark == c).map_or(c, |(_, sign)| *sign)
}

fn is_mark(c: char) -> bool {
    ('\u{e000}'..='\u{e00a}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_marks_and_braces_stay() {
        for (latex, as_html, as_text) in [
            (r"a \emph{b} c", "a {<em>b</em>} c", "a {b} c"),
            (r"{\em b} {\bf c}", "{<em>b</em>} {<strong>c</strong>}", "{b} {c}"),
            (r"\textbf{a \textit{b}}", "{<strong>a {<em>b</em>}</strong>}", "{a {b}}"),
            (r"``a'' `b'", "“a” ‘b'", "“a” ‘b'"),
            (r"a~b\,c\\d", "a b c d", "a b c d"),
            (r"\textsc{a} \unknown{b} \noindent c", "{a} {b} c", "{a} {b} c"),
            (r#"{\"o} \c{c} \i{} \&"#, r#"{\"o} \c{c} \i{} \&"#, r#"{\"o} \c{c} \i{} \&"#),
            (r"\href{https://x.example/a--b}{words}", "{<a href=\"https://x.example/a--b\">words</a>}", "{words}"),
            (
                r"see \url{https://x.example/~a\_b--c}",
                "see {https://x.example/~a_b--c}",
                "see {https://x.example/~a_b--c}",
            ),
            (r"a\footnote{b}\cite{c}", "a {(b)}", "a {(b)}"),
            (r#"na\"\i ve"#, r#"na\"ive"#, r#"na\"ive"#),
            (r#"na\"{\i}ve, na\"\i{}ve"#, r#"na\"{\i}ve, na\"ive"#, r#"na\"{\i}ve, na\"ive"#),
            (r"\emph{", "{<em>", "{"),
            (r"}\", r"}", r"}"),
        ] {
            let marked = marked(latex);
            assert_eq!(html(&marked).trim_end(), as_html, "{latex}");
            assert_eq!(plain(&marked).trim_end(), as_text, "{latex}");
        }
    }

    #[test]
    fn lines_stay_where_they_are() {
        let latex = "@a{b,\n c = {one\n\n two \\cite{x\ny}\\\nthree},\n}";
        let marked = marked(latex);
        assert_eq!(marked.matches('\n').count(), latex.matches('\n').count());
        assert!(marked.contains(PARAGRAPH), "the blank line ends a paragraph");
    }
}

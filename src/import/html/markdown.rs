//! Blocks → CommonMark with GFM tables, and the same as plain paragraphs. What is written shows the text and nothing
//! else: markup in the text is escaped, and no HTML is ever written.

use super::super::markdown::begins_entity;
use super::block::{Block, Line, Span, Style};

/// The paragraphs alone. A row of a table is one, its cells apart by " | ".
pub(super) fn text(blocks: &[Block]) -> Vec<String> {
    let mut text = Vec::new();
    collect(blocks, &mut text);
    text
}

fn collect(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => out.push(line.text()),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, out)),
            Block::Quote(inner) => collect(inner, out),
            Block::Table(rows) => out.extend(rows.iter().filter_map(|row| {
                let cells: Vec<String> = row.iter().map(Line::text).filter(|cell| !cell.is_empty()).collect();
                (!cells.is_empty()).then(|| cells.join(" | "))
            })),
            Block::Preformatted(text) => out.extend(text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned)),
        }
    }
}

/// The blocks as Markdown, without a line break at the end.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    write(blocks, "", &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// Every line begins with `indent`, but for the first: that stands where the writer already is.
fn write(blocks: &[Block], indent: &str, out: &mut String) {
    // Two lists in a row are told apart by their marks.
    let mut marks = Marks::First;
    let mut before: Option<&Block> = None;
    for block in blocks {
        if before.is_some() {
            new_line(indent, out);
            new_line(indent, out);
        }
        marks = match (before, block) {
            (Some(Block::List { .. }), Block::List { .. }) => marks.other(),
            _ => Marks::First,
        };
        match block {
            Block::Paragraph(line) => {
                out.push_str(&inline(line, Place::Paragraph).replace('\n', &format!("\n{indent}")))
            }
            Block::Heading(level, line) => {
                out.extend(std::iter::repeat_n('#', usize::from(*level)));
                out.push(' ');
                out.push_str(&inline(line, Place::Heading));
            }
            Block::List { start, items } => list(*start, items, marks, indent, out),
            Block::Quote(inner) => {
                out.push_str("> ");
                write(inner, &format!("{indent}> "), out);
            }
            Block::Table(rows) => table(rows, indent, out),
            Block::Preformatted(text) => preformatted(text, indent, out),
        }
        before = Some(block);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    First,
    Second,
}

impl Marks {
    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

fn new_line(indent: &str, out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.push_str(indent);
}

fn list(start: Option<u32>, items: &[Vec<Block>], marks: Marks, indent: &str, out: &mut String) {
    let loose = items.iter().any(|item| {
        item.iter().filter(|block| !matches!(block, Block::List { .. })).count() > 1
            || item.iter().any(|block| !matches!(block, Block::Paragraph(_) | Block::List { .. }))
    });
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            new_line(indent, out);
            if loose {
                new_line(indent, out);
            }
        }
        let mark = match (start, marks) {
            (None, Marks::First) => "- ".to_owned(),
            (None, Marks::Second) => "* ".to_owned(),
            (Some(start), marks) => {
                let sign = if marks == Marks::First { '.' } else { ')' };
                format!("{}{sign} ", start as usize + number)
            }
        };
        out.push_str(&mark);
        let inner = format!("{indent}{}", " ".repeat(mark.len()));
        if loose {
            write(item, &inner, out);
        } else {
            tight(item, &inner, out);
        }
    }
}

/// A paragraph with the lists below it.
fn tight(item: &[Block], indent: &str, out: &mut String) {
    let mut marks = Marks::First;
    for (place, block) in item.iter().enumerate() {
        if place > 0 {
            new_line(indent, out);
        }
        if let Block::List { start, items } = block {
            list(*start, items, marks, indent, out);
            marks = marks.other();
        } else {
            marks = Marks::First;
            write(std::slice::from_ref(block), indent, out);
        }
    }
}

fn table(rows: &[Vec<Line>], indent: &str, out: &mut String) {
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            new_line(indent, out);
        }
        out.push('|');
        for cell in row {
            out.push(' ');
            let cell = inline(cell, Place::Cell);
            out.push_str(&cell);
            out.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        if place == 0 {
            new_line(indent, out);
            out.push('|');
            out.extend(row.iter().map(|_| " --- |"));
        }
    }
}

fn preformatted(text: &str, indent: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    out.push_str(&fence);
    for line in text.lines() {
        out.push('\n');
        out.push_str(indent);
        out.push_str(line);
    }
    out.push('\n');
    out.push_str(indent);
    out.push_str(&fence);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// The Markdown of a line; only in paragraphs it has line breaks.
fn inline(line: &Line, place: Place) -> String {
    let plain = line.text();
    let context = Context {
        place,
        brackets: line.spans.iter().any(|span| span.style.link.is_some())
            || ["](", "][", "]:", "[^"].iter().any(|sign| plain.contains(sign)),
        breaks: line.spans.iter().any(|span| span.text == "\n"),
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(first) = line.spans.get(at) {
        let count = line.spans.iter().skip(at).take_while(|span| span.style.link == first.style.link).count();
        let group = line.spans.get(at..at + count).unwrap_or_default();
        let after = line.spans.get(at + count).and_then(|span| span.text.chars().next());
        match &first.style.link {
            Some(link) if group.iter().any(|span| !span.text.trim().is_empty()) => {
                out.push('[');
                spans(group, Some(']'), context, &mut out);
                out.push_str("](");
                out.push_str(&destination(link, place));
                out.push(')');
            }
            _ => spans(group, after, context, &mut out),
        }
        at += count;
    }
    if place == Place::Heading {
        protect_heading_end(&mut out);
    }
    out
}

#[derive(Debug, Clone, Copy)]
struct Context {
    place: Place,
    brackets: bool,
    breaks: bool,
}

/// `after` is the sign that follows the last span.
fn spans(group: &[Span], after: Option<char>, context: Context, out: &mut String) {
    for (number, span) in group.iter().enumerate() {
        if span.text == "\n" {
            out.truncate(out.trim_end().len());
            out.push_str(if context.place == Place::Paragraph { "\\\n" } else { " " });
            continue;
        }
        let next = group.get(number + 1).and_then(|span| span.text.chars().next()).or(after);
        let core = span.text.trim();
        if core.is_empty() {
            out.push_str(&span.text);
            continue;
        }
        let (lead, rest) = span.text.split_at(span.text.len() - span.text.trim_start().len());
        let tail = rest.get(core.len()..).unwrap_or_default();
        out.push_str(lead);
        let mark = mark(&span.style, core, out.chars().next_back(), tail.chars().next().or(next));
        out.push_str(mark);
        // A backtick before the fence would lengthen it.
        if span.style.code && !out.ends_with('`') {
            code(core, context, out);
        } else {
            let next = if mark.is_empty() { tail.chars().next().or(next) } else { mark.chars().next() };
            escape(core, next, context, out);
        }
        out.extend(mark.chars().rev());
        out.push_str(tail);
    }
}

/// The marks of emphasis, where CommonMark will read them as such: not within or against a word if a sign that is no
/// letter stands inside.
fn mark(style: &Style, core: &str, before: Option<char>, after: Option<char>) -> &'static str {
    let mark = match (style.strong, style.emphasis, style.struck) {
        (true, true, _) => "***",
        (true, false, _) => "**",
        (false, true, _) => "*",
        (false, false, true) => "~~",
        (false, false, false) => return "",
    };
    let outside =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || (c.is_ascii_punctuation() && c != '*' && c != '~'));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (core.chars().next(), core.chars().next_back());
    let free = |c: Option<char>| !matches!(c, Some('*' | '~' | '\\'));
    let opens = outside(before) || (letter(first) && !style.code && mark != "~~");
    let closes = outside(after) || (letter(last) && !style.code && mark != "~~");
    if opens && closes && free(before) && free(after) { mark } else { "" }
}

fn code(text: &str, context: Context, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if context.place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    out.extend([&*fence, pad, &text, pad, &*fence]);
}

/// Writes text so that it is read as text.
fn escape(text: &str, next: Option<char>, context: Context, out: &mut String) {
    let line_start = out.is_empty() || out.ends_with('\n');
    let mark_at = if line_start && context.place == Place::Paragraph { line_start_mark(text) } else { None };
    let mut before = out.chars().next_back().unwrap_or(' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let last = chars.peek().is_none();
        let after = chars.peek().map(|(_, c)| *c).or(next).unwrap_or(' ');
        let escaped = Some(at) == mark_at
            || match c {
                '`' => true,
                // What follows the last sign may be markup.
                '\\' => last || after.is_ascii_punctuation() || after == ' ',
                '*' => !(before.is_whitespace() && after.is_whitespace()),
                '_' => {
                    let alone = before.is_whitespace() && after.is_whitespace();
                    let inside = before.is_alphanumeric() && after.is_alphanumeric();
                    !(alone || inside)
                }
                '<' => !after.is_whitespace() && !after.is_ascii_digit(),
                '&' => begins_entity(text.get(at + 1..).unwrap_or_default()),
                '[' | ']' => context.brackets,
                '!' => (last && next.is_some()) || after == '[',
                '~' => true,
                '|' => context.place == Place::Cell || context.breaks || (at == 0 && line_start),
                _ => false,
            };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

/// Where at the start of a line a sign stands that would make it a heading, a quotation, a list or a rule.
fn line_start_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let after = |at: usize| text.get(at..).unwrap_or_default().chars().next().is_none_or(char::is_whitespace);
    match first {
        '#' => {
            let marks = text.len() - text.trim_start_matches('#').len();
            (marks <= 6 && after(marks)).then_some(0)
        }
        '>' | '=' | ':' => Some(0),
        '-' | '+' | '*' if after(1) => Some(0),
        '-' if text.chars().all(|c| matches!(c, '-' | ':' | ' ')) => Some(0),
        '~' if text.starts_with("~~~") => Some(0),
        '0'..='9' => {
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let mark = text.get(digits..).unwrap_or_default().starts_with(['.', ')']);
            (digits <= 9 && mark && after(digits + 1)).then_some(digits)
        }
        _ => None,
    }
}

/// Hash signs at the end of a heading would be taken for its end, and a brace, escaped or not, for that of attributes.
fn protect_heading_end(heading: &mut String) {
    if heading.ends_with('}') {
        heading.pop();
        heading.push_str("&#125;");
    }
    let text = heading.trim_end_matches('#');
    if text.len() < heading.len() && (text.is_empty() || text.ends_with(' ')) {
        heading.insert(text.len(), '\\');
    }
}

fn destination(link: &str, place: Place) -> String {
    let mut out = String::with_capacity(link.len());
    for (at, c) in link.char_indices() {
        match c {
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' if place == Place::Cell => out.push_str("%7C"),
            '&' if begins_entity(link.get(at + 1..).unwrap_or_default()) => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    if out.contains(['(', ')']) { format!("<{out}>") } else { out }
}

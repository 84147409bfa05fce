//! Faults as values: what was wrong, where, and the way out.
//!
//! A part that reads input returns what it could read together with its diagnostics; only the command line
//! prints them. The look is the compiler's own, drawn by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

/// Whether a fault stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The build fails; nothing is published.
    Error,
    /// The build goes on; the editor should look.
    Warning,
}

/// A place in a file, with the line that the diagnostic shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the site's root, with `/` between the parts.
    pub path: String,
    /// 1-based; 0 when the fault is of the file as a whole.
    pub line: usize,
    /// 1-based, in characters; 0 when the fault is of the file as a whole.
    pub column: usize,
    /// How many characters the caret underlines.
    #[serde(skip)]
    pub width: usize,
    /// The text of the line, without its end.
    #[serde(skip)]
    pub text: String,
}

/// One fault, complete: it can be shown without the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// Stable, lower case, hyphens: `unknown-country`. Listed in `docs/errors.md`.
    pub code: &'static str,
    /// What was wrong, in one sentence without a final stop.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<Box<Place>>,
    /// What to do.
    pub help: Option<String>,
}

/// When diagnostics are drawn in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the terminal's colours.
    Coloured,
}

impl Diagnostic {
    /// An error without a place or a help; see the methods that add them.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Error, code, message: message.into(), place: None, help: None }
    }

    /// A warning without a place or a help.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds where it is.
    pub fn at(self, place: Place) -> Self {
        Diagnostic { place: Some(Box::new(place)), ..self }
    }

    /// Adds what to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// The diagnostic as the terminal shows it, in several lines, without a final line end.
    pub fn render(&self, style: Style) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level.primary_title(self.message.as_str()).id(self.code).elements(self.snippet());
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Coloured => Renderer::styled(),
        };
        let drawn = renderer.render(&[group]);
        match &self.place {
            // A fault of the whole file has no line to draw; the compiler's arrow names the file all the same.
            Some(place) if place.line == 0 => {
                let (head, tail) = drawn.split_once('\n').unwrap_or((&drawn, ""));
                let tail = if tail.is_empty() { String::new() } else { format!("\n{tail}") };
                format!("{head}\n --> {}{tail}", place.path)
            }
            _ => drawn,
        }
    }

    fn snippet(&self) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
        let place = self.place.as_ref().filter(|place| place.line > 0)?;
        let start = byte_of(&place.text, place.column.saturating_sub(1));
        let end = byte_of(&place.text, place.column.saturating_sub(1) + place.width.max(1));
        let caret = AnnotationKind::Primary.span(start..end.max(start));
        Some(Snippet::source(place.text.as_str()).line_start(place.line).path(place.path.as_str()).annotation(caret))
    }
}

impl Place {
    /// A fault of the file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Place { path: path.into(), line: 0, column: 0, width: 0, text: String::new() }
    }

    /// The place at a line and column (both 1-based, the column in characters) of a text; the caret underlines
    /// the token there.
    pub fn in_text(path: &str, text: &str, line: usize, column: usize) -> Self {
        let shown = text.split('\n').nth(line.saturating_sub(1)).unwrap_or("").trim_end_matches('\r');
        let token: String = shown.chars().skip(column.saturating_sub(1)).collect();
        Place { path: path.to_owned(), line, column, width: token_width(&token), text: shown.to_owned() }
    }

    /// The place at a byte offset of a text, underlining `width` characters.
    pub fn at_byte(path: &str, text: &str, offset: usize, width: usize) -> Self {
        let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let line = text[..offset].matches('\n').count() + 1;
        let column = text[line_start..offset].chars().count() + 1;
        Place { width, ..Place::in_text(path, text, line, column) }
    }
}

/// Puts diagnostics in the order in which they are shown: by file, then by place, then by code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            let place = d.place.as_ref();
            (place.map(|p| p.path.clone()), place.map(|p| (p.line, p.column)))
        };
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(b.code)).then_with(|| a.message.cmp(&b.message))
    });
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// The candidate nearest to `word` (Damerau–Levenshtein distance, letters compared without case), if it is near
/// enough to be meant: at most a third of the word's letters wrong.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    let limit = (letters / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= limit)
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters the token at the start of `rest` has: a quoted text with its quotes, else everything up to
/// the end of a plain scalar in YAML or TOML.
fn token_width(rest: &str) -> usize {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let width = match quote {
        Some(quote) => rest.chars().skip(1).position(|c| c == quote).map(|at| at + 2),
        None => rest
            .char_indices()
            .find(|(at, c)| {
                matches!(c, ',' | ']' | '}' | '\n' | '=')
                    || (*c == ':' && rest[at + 1..].chars().next().is_none_or(char::is_whitespace))
                    || (*c == '#' && rest[..*at].ends_with(char::is_whitespace))
            })
            .map(|(at, _)| rest[..at].trim_end().chars().count()),
    };
    width.unwrap_or_else(|| rest.trim_end().chars().count()).max(1)
}

fn byte_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // Where both begin or end alike there is nothing to count, and paths do.
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_with_a_caret() {
        let text = "title: T\ncountries: [Turkey, PK]\n";
        let shown = Diagnostic::error("unknown-country", "`Turkey` is not a country code")
            .at(Place::in_text("content/a.md", text, 2, 13))
            .help("write `TR`")
            .render(Style::Plain);
        assert_eq!(
            shown,
            "error[unknown-country]: `Turkey` is not a country code\n --> content/a.md:2:13\n  |\n2 | countries: \
             [Turkey, PK]\n  |             ^^^^^^\n  |\n  = help: write `TR`"
        );
    }

    #[test]
    fn shows_a_fault_of_the_whole_file() {
        let shown =
            Diagnostic::error("not-utf-8", "not UTF-8").at(Place::file("content/a.md")).help("save it as UTF-8");
        assert_eq!(
            shown.render(Style::Plain),
            "error[not-utf-8]: not UTF-8\n --> content/a.md\n |\n = help: save it as UTF-8"
        );
    }

    #[test]
    fn suggests_only_what_is_near() {
        let keys = ["title", "date", "countries", "topics"];
        assert_eq!(nearest("contries", keys), Some("countries"));
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("Date", keys), Some("date"));
        assert_eq!(nearest("author", keys), None);
        let long = ["content/2021/12/ministers-of-the-two-lakes-meet-to-talk-about-the-bridge-over-the-river.md"];
        assert_eq!(nearest(&long[0].replace("river", "rover"), long), Some(long[0]));
        assert_eq!(nearest(&long[0].repeat(3), long), None);
    }

    #[test]
    fn places_count_characters() {
        let place = Place::at_byte("a", "ı: 1\nİş: x\n", "ı: 1\nİş: ".len(), 1);
        assert_eq!((place.line, place.column, place.text.as_str()), (2, 5, "İş: x"));
    }
}

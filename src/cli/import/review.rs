//! The table at the end of an import: what needs a look and why, and what was refused and why.

use crate::cli::terminal::{Terminal, counted};
use crate::diagnostic::Diagnostic;
use crate::import::{Fault, FieldState, Item};

/// Articles that are shown one by one; the others are counted, unless `--verbose`.
const SHOWN: usize = 20;

/// What an import has to say at its end.
#[derive(Debug, Default)]
pub(super) struct Review {
    doubtful: Vec<(String, Vec<(String, String)>)>,
    refused: Vec<(String, String)>,
}

impl Review {
    /// Notes an article that was written to a path, if something in it needs a look: what `review:` of its front matter has,
    /// so that a build counts the same articles, and what is missing.
    pub(super) fn written(&mut self, path: &str, item: &Item) {
        let fields = item.fields();
        let is_missing = fields.iter().any(|(_, state)| *state == FieldState::Missing);
        if item.review.is_empty() && !is_missing {
            return;
        }
        let mut rows: Vec<(String, String)> = Vec::new();
        for (field, state) in fields {
            match state {
                FieldState::Certain => {}
                FieldState::Inferred(why) => rows.push((field.to_owned(), why.to_owned())),
                FieldState::Missing => rows.push((field.to_owned(), "missing".to_owned())),
            }
        }
        // Doubts of the whole file, of the language, and further ones of a field.
        for doubt in &item.review {
            let (name, why) = doubt.split_once(": ").unwrap_or(("file", doubt));
            let name = if name == "source" { "url" } else { name };
            let mut of_field = rows.iter_mut().filter(|(field, _)| field == name);
            match of_field.find(|(_, said)| said == why || said == "missing") {
                Some((_, said)) if said == "missing" && why.starts_with("not found; ") => *said = why.to_owned(),
                Some(_) => {}
                None => rows.push((name.to_owned(), why.to_owned())),
            }
        }
        self.doubtful.push((path.to_owned(), rows));
    }

    /// Notes what was refused.
    pub(super) fn refused(&mut self, input: &str, fault: &Fault) {
        self.refused.push((input.to_owned(), fault.code.as_str().to_owned()));
    }

    /// Prints the table.
    pub(super) fn print(&self, terminal: &Terminal) {
        if !self.doubtful.is_empty() {
            terminal.say(&format!("\n{} to look at:", counted(self.doubtful.len(), "article")));
            let most = terminal.most(SHOWN);
            for (path, rows) in self.doubtful.iter().take(most) {
                terminal.say(&format!("  {path}"));
                for (field, why) in rows {
                    terminal.say(&format!("    {field:<10} {why}"));
                }
            }
            rest(terminal, self.doubtful.len(), most);
        }
        if !self.refused.is_empty() {
            terminal.say(&format!("\n{} refused:", self.refused.len()));
            let most = terminal.most(SHOWN);
            for (input, code) in self.refused.iter().take(most) {
                terminal.say(&format!("  {code:<15} {input}"));
            }
            rest(terminal, self.refused.len(), most);
        }
        if !self.doubtful.is_empty() || !self.refused.is_empty() {
            terminal.say("");
        }
    }
}

fn rest(terminal: &Terminal, all: usize, shown: usize) {
    if all > shown {
        terminal.say(&format!("  … and {} more; `--verbose` shows all", all - shown));
    }
}

/// The warning for pictures, sound and video among the articles; none where there are none.
pub(super) fn passed_over(media: &[String], terminal: &Terminal) -> Option<Diagnostic> {
    if media.is_empty() {
        return None;
    }
    let most = terminal.most(SHOWN);
    let shown = media.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match media.len().saturating_sub(most) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("pictures, sound and video are passed over: {shown}{more}");
    Some(Diagnostic::warning("media-ignored", message))
}

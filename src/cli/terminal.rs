//! What the user sees: results on standard output, progress and diagnostics on standard error.

use std::io::{self, IsTerminal, Write};

use super::{Color, Ended, Global};
use crate::diagnostic::{Diagnostic, Severity, Style};

/// How to speak to the user.
#[derive(Debug)]
pub(crate) struct Terminal {
    style: Style,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Quiet,
    Normal,
    Verbose,
}

/// Diagnostics that are shown in full; the others are counted, unless `--verbose`.
const SHOWN: usize = 50;

impl Terminal {
    pub(crate) fn new(global: &Global) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let coloured = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stderr().is_terminal() && !no_color,
        };
        let style = if coloured { Style::Coloured } else { Style::Plain };
        let level = match (global.quiet, global.verbose) {
            (true, _) => Level::Quiet,
            (_, true) => Level::Verbose,
            _ => Level::Normal,
        };
        Terminal { style, level }
    }

    /// A line about what was done.
    pub(crate) fn say(&self, line: &str) {
        if self.level > Level::Quiet {
            // Nobody is left to be told when standard error is closed.
            let _ = writeln!(io::stderr().lock(), "{line}");
        }
    }

    /// A line for those who want to know more.
    pub(crate) fn detail(&self, line: &str) {
        if self.level == Level::Verbose {
            self.say(line);
        }
    }

    /// Diagnostics, and how many there were.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let mut error = io::stderr().lock();
        let wanted = diagnostics.iter().filter(|d| self.level > Level::Quiet || d.severity == Severity::Error);
        let most = if self.level == Level::Verbose { usize::MAX } else { SHOWN };
        for diagnostic in wanted.clone().take(most) {
            let _ = writeln!(error, "{}\n", diagnostic.render(self.style));
        }
        let left = wanted.count().saturating_sub(most);
        if left > 0 {
            let _ = writeln!(error, "… and {left} more; `--verbose` shows all\n");
        }
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        let parts = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(*count, word)).collect();
        if !parts.is_empty() && self.level > Level::Quiet {
            let _ = writeln!(error, "{}", parts.join(", "));
        }
    }

    /// Diagnostics, each in one line: for many files, or while something goes on.
    pub(crate) fn each(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            if diagnostic.severity == Severity::Warning && self.level == Level::Quiet {
                continue;
            }
            let word = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
            let place = diagnostic.place.as_ref().map_or_else(String::new, |place| match place.line {
                0 => format!(" {}:", place.path),
                line => format!(" {}:{line}:{}:", place.path, place.column),
            });
            let _ = writeln!(io::stderr().lock(), "{word}[{}]{place} {}", diagnostic.code, diagnostic.message);
        }
    }

    /// A warning of the command's own.
    pub(crate) fn warn(&self, message: &str) {
        self.say(&format!("warning: {message}"));
    }

    /// How many of a long list are shown: `usual`, or all for those who want to know more.
    pub(crate) fn most(&self, usual: usize) -> usize {
        if self.level == Level::Verbose { usize::MAX } else { usual }
    }

    /// Whether there may be a bar.
    pub(crate) fn shows_progress(&self) -> bool {
        self.level > Level::Quiet
    }

    /// A bar for a long work, of things with a name; nothing where there is no terminal. It shows itself when it is told
    /// how many there are.
    pub(crate) fn bar(&self, of: &str) -> indicatif::ProgressBar {
        if !self.shows_progress() || !io::stderr().is_terminal() {
            return indicatif::ProgressBar::hidden();
        }
        let bar = indicatif::ProgressBar::new(0);
        let template = format!("[{{bar:30}}] {{pos}}/{{len}} {of} {{elapsed}}");
        if let Ok(style) = indicatif::ProgressStyle::with_template(&template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar
    }

    /// Turns a bar into a line of words and the time that goes by, for work that does not say how far it is.
    #[cfg(feature = "pdf")]
    pub(crate) fn step(&self, bar: &indicatif::ProgressBar, step: String) {
        if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(step);
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
    }

    /// A result, on standard output. A reader that went away is no fault.
    pub(crate) fn result(&self, bytes: &[u8]) -> Ended {
        let mut output = io::stdout().lock();
        match output.write_all(bytes).and_then(|()| output.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Ended::Refused(vec![Diagnostic::error("disk", format!("cannot write the result: {error}"))])
            }
            _ => Ended::Well,
        }
    }
}

/// Whether what goes to standard output goes nowhere because it was closed. Rust puts the null device in its place, open
/// for reading too; who asks for the null device by `> /dev/null` has it for writing.
#[cfg(target_os = "linux")]
pub(crate) fn is_output_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
    let output = io::stdout();
    let is_both = fcntl_getfl(&output).is_ok_and(|flags| flags & OFlags::ACCMODE == OFlags::RDWR);
    let (Ok(output), Ok(null)) = (fstat(&output), stat("/dev/null")) else { return false };
    is_both && (output.st_dev, output.st_ino) == (null.st_dev, null.st_ino)
}

/// Elsewhere nobody can tell.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_output_closed() -> bool {
    false
}

/// What changed, in a few words: the file's name, or how many there are.
pub(crate) fn summary(changed: &[String]) -> String {
    match changed {
        [one] => one.clone(),
        [one, two] => format!("{one}, {two}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        [] => "nothing".to_owned(),
    }
}

/// A number with its word: `1 article`, `2 articles`.
pub(crate) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

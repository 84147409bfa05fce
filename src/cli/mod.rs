//! The command line: one file for each command. The only part that prints, reads the clock or looks at the machine.

mod build;
mod check;
mod explain;
mod import;
mod init;
mod print;
mod serve;
mod suggest;
mod terminal;
mod watch;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::output::Lock;
use terminal::Terminal;

/// A static site generator for a curated digest of bilateral relations.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    /// What every command takes.
    pub global: Global,
    #[command(subcommand)]
    /// What to do.
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    // Behind the options of a command and before those that clap itself has, which are the 999th.
    /// The digest's folder, with its site.toml [default: this folder or the nearest above it that has one]
    #[arg(long, global = true, value_name = "DIR", display_order = 900)]
    pub root: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose", display_order = 901)]
    pub quiet: bool,
    /// Say more
    #[arg(long, short, global = true, display_order = 902)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 903)]
    pub color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// In pipes and files too.
    Always,
    /// Nowhere.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new digest that builds and previews at once
    Init(init::InitArgs),
    /// Turn raw press texts into articles
    Import(import::ImportArgs),
    /// Build the site and publish it to a folder
    Build(build::BuildArgs),
    /// Say all that a build would say, and which doubts of the importer are open
    Check(check::CheckArgs),
    /// Show the site while it is edited: watches, builds again, reloads the browser
    Serve(serve::ServeArgs),
    /// Build the site whenever something changes and publish what changed
    Watch(watch::WatchArgs),
    /// Write a print edition of a part of the digest, as a PDF or as HTML for paged media
    Print(print::PrintArgs),
    /// Say what a page is made from, and why it was or was not written
    Explain(explain::ExplainArgs),
    /// Print a script that completes the command in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) enum Ended {
    Well,
    /// Content or input was refused: exit code 1.
    Refused(Vec<Diagnostic>),
    /// Wrong usage or configuration: exit code 2.
    Misused(Vec<Diagnostic>),
}

/// Runs a command to its exit code: 0 when all is well, 1 when content or input was refused, 2 for wrong usage or
/// configuration.
pub fn run(cli: Cli) -> ExitCode {
    let terminal = Terminal::new(&cli.global);
    if let Err(fault) = have_threads() {
        terminal.diagnostics(&[fault]);
        return ExitCode::from(1);
    }
    let ended = match cli.command {
        Command::Init(args) => init::run(&args, &terminal),
        Command::Import(args) => import::run(&args, &cli.global, &terminal),
        Command::Build(args) => build::run(&args, &cli.global, &terminal),
        Command::Check(args) => check::run(&args, &cli.global, &terminal),
        Command::Serve(args) => serve::run(&args, &cli.global, &terminal),
        Command::Watch(args) => watch::run(&args, &cli.global, &terminal),
        Command::Print(args) => print::run(&args, &cli.global, &terminal),
        Command::Explain(args) => explain::run(&args, &cli.global, &terminal),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "chancery", &mut script);
            terminal.result(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(Cli::command()).render(&mut page) {
                Ok(()) => terminal.result(&page),
                Err(error) => Ended::Misused(vec![Diagnostic::error("man", error.to_string())]),
            }
        }
    };
    match ended {
        Ended::Well => ExitCode::SUCCESS,
        Ended::Refused(diagnostics) => {
            terminal.diagnostics(&diagnostics);
            ExitCode::from(1)
        }
        Ended::Misused(diagnostics) => {
            terminal.diagnostics(&diagnostics);
            ExitCode::from(2)
        }
    }
}

/// Begins the threads that all work is shared among; the first work would break off where they cannot be had.
fn have_threads() -> Result<(), Diagnostic> {
    match rayon::ThreadPoolBuilder::new().build_global() {
        // They run already, where the cause is none of the system's.
        Err(error) if std::error::Error::source(&error).is_some() => {
            let message = format!("the system gives no threads to work with: {error}");
            Err(Diagnostic::error("no-threads", message)
                .help("raise the limits of memory and of processes (`ulimit -a`), or set RAYON_NUM_THREADS=1"))
        }
        _ => Ok(()),
    }
}

/// Today, in UTC: good enough to tell a date of the future from a slip of the key.
#[allow(clippy::disallowed_methods, reason = "the command line reads the clock")]
pub(crate) fn today() -> Date {
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH);
    TimeZone::UTC.to_datetime(now).date()
}

/// Ends the process with exit code 0 when the user interrupts it, while nothing is published under the lock.
pub(crate) fn end_on_interrupt(lock: Option<Arc<Mutex<Option<Lock>>>>) {
    // Without a handler the process still ends, only less politely.
    let _ = ctrlc::set_handler(move || {
        let mut guard = lock.as_ref().map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner));
        drop(guard.as_mut().and_then(|lock| lock.take()));
        let _ = writeln!(std::io::stderr());
        std::process::exit(0);
    });
}

/// The digest's folder: as named, else found.
pub(crate) fn root(global: &Global) -> Result<PathBuf, Ended> {
    if let Some(root) = &global.root {
        let missing = || Diagnostic::error("no-site", format!("there is no folder {}", root.display()));
        let help = "name a digest's folder with `--root DIR`";
        return if root.is_dir() { Ok(root.clone()) } else { Err(Ended::Misused(vec![missing().help(help)])) };
    }
    let here = std::env::current_dir().unwrap_or_default();
    crate::snapshot::find_root(&here).ok_or_else(|| {
        let message = "there is no site.toml here or in a folder above";
        let help = "go to a digest's folder, or name it with `--root DIR`";
        Ended::Misused(vec![Diagnostic::error("no-site", message).help(help)])
    })
}

/// A folder as somebody in the current one would write it, where that is below it or the same; empty for the same.
pub(crate) fn near(folder: PathBuf) -> PathBuf {
    let Ok(here) = std::env::current_dir() else { return folder };
    match here.strip_prefix(&folder) {
        Ok(way) => way.components().map(|_| "..").collect(),
        Err(_) if folder.as_os_str() == "." => PathBuf::new(),
        Err(_) => folder,
    }
}

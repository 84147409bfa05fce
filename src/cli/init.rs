//! `chancery init`.

use std::path::PathBuf;

use clap::Args;

use super::Ended;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::output::write_new_site;

/// Arguments of `chancery init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder of the new digest; made if it is not there
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// The files of a new digest.
const FILES: [(&str, &str); 4] = [
    ("site.toml", include_str!("init/site.toml")),
    ("content/2026/01/ministers-review-rail-link.md", include_str!("init/example.md")),
    ("inbox/example-bulletin.txt", include_str!("init/bulletin.txt")),
    (".gitignore", "/public\n/.public.chancery-*\n"),
];

pub(super) fn run(args: &InitArgs, terminal: &Terminal) -> Ended {
    match write_new_site(&args.dir, &FILES) {
        Ok(()) => {
            let dir = args.dir.display();
            terminal.say(&format!(
                "a new digest is in {dir}; look at it with\n\n    cd {dir}\n    chancery serve --open\n\nand import the raw \
                 file beside it with\n\n    chancery import inbox/example-bulletin.txt"
            ));
            Ended::Well
        }
        Err(message) => {
            let fault = Diagnostic::error("init", message);
            Ended::Misused(vec![fault.help("name a folder that is new or empty")])
        }
    }
}

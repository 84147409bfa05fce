//! Small whole sites in temporary folders, built by the real binary.

#![allow(unreachable_pub, dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

/// A `site.toml` with what is required and two topics.
pub const SITE: &str = "title = \"Digest\"\nbase_url = \"https://example.org/\"\n\n[topics.defence]\nen = \"Defence\"\ntr = \
                        \"Savunma\"\n\n[topics.trade]\nen = \"Trade\"\ntr = \"Ticaret\"\n";

/// A site in a folder of its own, which goes with it.
pub struct Site {
    folder: TempDir,
}

/// What the command did.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site without articles.
    pub fn new() -> Self {
        let site = Self::empty().file("site.toml", SITE);
        fs::create_dir(site.path("content")).unwrap();
        site
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Site { folder: tempfile::tempdir().unwrap() }
    }

    /// The site in a folder of `tests/fixtures/sites`, copied.
    pub fn fixture(name: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sites").join(name);
        let mut site = Self::empty();
        for (path, bytes) in tree(&from) {
            site = site.bytes(&path, &bytes);
        }
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// The site with a file.
    pub fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// The site with a file that need not be text.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        self.write(path, bytes);
        self
    }

    /// The site with an article; `front` is added to title, date and countries of AZ and PK.
    pub fn article(self, path: &str, front: &str, body: &str) -> Self {
        let text = format!("---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\n{front}---\n{body}");
        self.file(path, &text)
    }

    /// Writes a file of a site that is in use.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let target = self.path(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub fn build(&self) -> Outcome {
        self.run(&["build"])
    }

    /// Runs the command on the site.
    pub fn run(&self, args: &[&str]) -> Outcome {
        self.command(args).finish()
    }

    /// The command on the site, to be changed before it is run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(args).arg("--root").arg(self.root()).current_dir(self.root());
        command
    }

    /// What stands in `public`, without the manifest.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.path("public"));
        files.remove(".chancery-manifest");
        files
    }

    /// A published file as text.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("public").join(path)).unwrap_or_else(|error| panic!("public/{path}: {error}"))
    }
}

/// Runs a command to its end.
pub trait Finish {
    fn finish(self) -> Outcome;
}

impl Finish for Command {
    fn finish(mut self) -> Outcome {
        let output = self.output().unwrap();
        Outcome {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Every file below a folder by its path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

//! Every message letter by letter, as the terminal shows it, with the exit code, and that a fault leaves the published
//! site as it was.
//!
//! `SNAPSHOTS=overwrite cargo test --test error_messages` writes the messages as they are now; then look at the diff.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

#[path = "../common/mod.rs"]
mod common;

mod configuration;
mod content;
mod disk;
mod front_matter;
mod introductions;
mod locale;
mod templates;
mod usage;
mod watching;

use common::{Outcome, SITE, Site};
use snapbox::data::Inline;
use snapbox::{Assert, IntoData};

/// An article that nothing is wrong with.
const ARTICLE: &str = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\nText.\n";

/// Builds a good site, puts in the file, and compares what the next build says.
#[track_caller]
fn check(path: &str, text: &str, code: i32, expected: Inline) {
    check_bytes(path, text.as_bytes(), code, expected);
}

#[track_caller]
fn check_bytes(path: &str, bytes: &[u8], code: i32, expected: Inline) {
    check_edit(|site| site.write(path, bytes), code, expected);
}

/// Builds a good site, edits it, and compares what the next build says.
#[track_caller]
fn check_edit(edit: impl FnOnce(&Site), code: i32, expected: Inline) {
    let site = Site::new().article("content/2021/12/good.md", "", "Good.\n");
    let built = site.build();
    assert_eq!(built.code, 0, "{}", built.stderr);
    let before = site.published();
    edit(&site);
    let outcome = site.build();
    says(&site, &outcome, code, expected);
    assert!(site.published() == before, "the published site changed");
}

/// An article with a line of front matter after good ones.
#[track_caller]
fn check_front(front: &str, expected: Inline) {
    let text = format!("---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\n{front}\n---\nText.\n");
    check("content/a.md", &text, 1, expected);
}

/// A `site.toml` with a line among its first ones.
#[track_caller]
fn check_config(line: &str, expected: Inline) {
    let text = SITE.replacen("\n\n", &format!("\n{line}\n\n"), 1);
    check("site.toml", &text, 2, expected);
}

/// What the command said and how it ended; the site's folder is shown as `ROOT`.
#[track_caller]
fn says(site: &Site, outcome: &Outcome, code: i32, expected: Inline) {
    let said = outcome.stderr.replace(site.root().to_str().unwrap(), "ROOT");
    Assert::new().action_env("SNAPSHOTS").eq(said.trim_end(), expected.into_data().raw());
    assert_eq!(outcome.code, code, "{said}");
}

//! Wrong usage.

use std::process::Command;

use snapbox::str;

use super::{Site, says};
use crate::common::Finish as _;

#[test]
fn a_folder_that_is_no_site() {
    let site = Site::empty();
    says(
        &site,
        &site.build(),
        2,
        str![[r#"
error[no-site]: there is no site.toml here
 |
 = help: go to a digest's folder or name it with `--root DIR`; a digest is a `site.toml` beside the folders content, static, templates

1 error
"#]],
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("build").current_dir(site.root());
    says(
        &site,
        &command.finish(),
        2,
        str![[r#"
error[no-site]: there is no site.toml here or in a folder above
 |
 = help: go to a digest's folder, or name it with `--root DIR`

1 error
"#]],
    );
}

#[test]
fn a_link_to_a_folder_that_cannot_be_published_to() {
    use std::os::unix::fs::symlink;
    let site = Site::new().article("content/a.md", "", "").file("static/x.txt", "x").file("far/y.txt", "y");
    symlink("static", site.path("link")).unwrap();
    symlink(site.path("far"), site.path("content/far")).unwrap();
    symlink(".", site.path("here")).unwrap();
    symlink("far", site.path("templates")).unwrap();
    for (out, reason) in [
        ("link", "its files would be inputs of the next build"),
        ("link/new/../deep", "its files would be inputs of the next build"),
        ("here/content/new", "its files would be inputs of the next build"),
        ("content/far/../far", "its files would be inputs of the next build"),
        ("far/new", "its files would be inputs of the next build"),
        ("here", "it holds the digest itself"),
    ] {
        for command in ["build", "watch"] {
            let outcome = site.run(&[command, "--out", out]);
            assert_eq!(outcome.code, 2, "{out}: {}", outcome.stderr);
            assert!(outcome.stderr.contains(&format!("cannot publish to {out}: {reason}")), "{}", outcome.stderr);
        }
    }
    assert_eq!(crate::common::tree(&site.path("static")).len(), 1);
}

#[test]
fn a_folder_that_cannot_be_published_to() {
    let site = Site::new();
    for (out, expected) in [
        (
            "content/x",
            str![[r#"
error[bad-out]: cannot publish to content/x: its files would be inputs of the next build
 |
 = help: name a folder of its own with `--out DIR`

1 error
"#]],
        ),
        (
            ".",
            str![[r#"
error[bad-out]: cannot publish to .: it holds the digest itself
 |
 = help: name a folder of its own with `--out DIR`

1 error
"#]],
        ),
        (
            "public/../static",
            str![[r#"
error[bad-out]: cannot publish to public/../static: its files would be inputs of the next build
 |
 = help: name a folder of its own with `--out DIR`

1 error
"#]],
        ),
        (
            "/",
            str![[r#"
error[bad-out]: cannot publish to /: it holds the digest itself
 |
 = help: name a folder of its own with `--out DIR`

1 error
"#]],
        ),
    ] {
        says(&site, &site.run(&["build", "--out", out]), 2, expected);
    }
    assert_eq!(super::common::tree(site.root()).len(), 1, "nothing was written");
}

#[test]
fn an_address_that_is_none() {
    let site = Site::new();
    says(
        &site,
        &site.run(&["build", "--base-url", "nowhere"]),
        2,
        str![[r#"
error[bad-url]: `--base-url` is not an address: relative URL without a base
 |
 = help: write it whole: `https://example.org/digest/`

1 error
"#]],
    );
}

#[test]
fn an_option_or_a_command_that_nobody_knows() {
    let site = Site::new();
    says(
        &site,
        &site.run(&["build", "--draft"]),
        2,
        str![[r#"
error: unexpected argument '--draft' found

  tip: a similar argument exists: '--drafts'

Usage: chancery build --drafts

For more information, try '--help'.
"#]],
    );
    says(
        &site,
        &site.run(&["biuld"]),
        2,
        str![[r#"
error: unrecognized subcommand 'biuld'

  tip: a similar subcommand exists: 'build'

Usage: chancery [OPTIONS] <COMMAND>

For more information, try '--help'.
"#]],
    );
    says(
        &site,
        &site.run(&["build", "--quiet", "--verbose"]),
        2,
        str![[r#"
error: the argument '--quiet' cannot be used with '--verbose'

Usage: chancery build --quiet --root <DIR>

For more information, try '--help'.
"#]],
    );
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let site = Site::empty();
    assert!(!site.run(&["build"]).stderr.contains('\x1b'));
    assert!(!site.run(&["build", "--color", "never"]).stderr.contains('\x1b'));
    assert!(site.run(&["build", "--color", "always"]).stderr.contains("\x1b["));
}

#[test]
fn a_new_digest_where_something_is() {
    let site = Site::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("init").arg(site.root());
    says(
        &site,
        &command.finish(),
        2,
        str![[r#"
error[init]: ROOT is not empty
 |
 = help: name a folder that is new or empty

1 error
"#]],
    );
}

#[test]
fn editions_that_cannot_be_asked_for() {
    let site = Site::new().article("content/2021/12/good.md", "", "Good.\n");
    let says = |args: &[&str], code: i32, expected: snapbox::data::Inline| {
        let outcome = site.run(&[&["print", "--html", "-"], args].concat());
        super::says(&site, &outcome, code, expected);
        assert_eq!(outcome.stdout, "");
    };
    says(
        &["--country", "Pakstan"],
        2,
        str![[r#"
error[unknown-country]: `Pakstan` is not a country of this digest
 |
 = help: did you mean `PK`, Pakistan?

1 error
"#]],
    );
    says(
        &["--country", "QQ", "--relation", "AZ-PX", "--topic", "defense", "--lang", "de"],
        2,
        str![[r#"
error[unknown-country]: `QQ` is not a country of this digest
 |
 = help: codes are those of ISO 3166-1; this digest has AZ, PK

error[unknown-relation]: `AZ-PX` is not a relation of this digest
 |
 = help: `PX` is no country of this digest; did you mean `AZ-PK`?

error[unknown-topic]: `defense` is not a topic of this digest
 |
 = help: did you mean `defence`?

error[unknown-language]: `de` is not a language of this digest
 |
 = help: there are: en

4 errors
"#]],
    );
    says(
        &["--month", "2021-13"],
        2,
        str![[r#"
error[bad-date]: `--month` has no date: `2021-13`
 |
 = help: write a year and a month: `2021-12`

1 error
"#]],
    );
    says(
        &["--from", "2021-02-30", "--to", "yesterday"],
        2,
        str![[r#"
error[bad-date]: `--from` has no date: `2021-02-30`
 |
 = help: write year, month and day: `2021-12-02`

error[bad-date]: `--to` has no date: `yesterday`
 |
 = help: write year, month and day: `2021-12-02`

2 errors
"#]],
    );
    says(
        &["--from", "2021-12-31", "--to", "2021-12-01"],
        2,
        str![[r#"
error[bad-date]: the selection ends before it begins: 2021-12-31 is after 2021-12-01
 |
 = help: exchange `--from` and `--to`

1 error
"#]],
    );
    says(
        &["--month", "2020-01"],
        1,
        str![[r#"
error[empty-edition]: no article is in this selection
 |
 = help: the digest reaches from 2021-12-02 to 2021-12-02; give fewer or other conditions

1 error
"#]],
    );
    let nothing = site.run(&["print"]);
    super::says(
        &site,
        &nothing,
        2,
        str![[r#"
error[usage]: it is not said what to write
 |
 = help: name a file: `--pdf edition.pdf`, `--html edition.html`, or both

1 error
"#]],
    );
    let both = site.run(&["print", "--month", "2021-12", "--from", "2021-12-01", "--html", "-"]);
    assert_eq!(both.code, 2);
    assert!(both.stderr.contains("cannot be used with"), "{}", both.stderr);
}

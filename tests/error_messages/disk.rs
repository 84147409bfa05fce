//! What cannot be published: files in the way, folders that cannot be written.

use std::fs;

use snapbox::str;

use super::{Site, check_edit, says};

/// Builds a site into a folder with a file in it.
#[track_caller]
fn check(path: &str, code: i32, expected: snapbox::data::Inline) {
    let site = Site::new().article("content/a.md", "", "").file(path, "somebody's own");
    let outcome = site.build();
    says(&site, &outcome, code, expected);
    assert_eq!(fs::read_to_string(site.path(path)).unwrap(), "somebody's own");
    let left = super::common::tree(site.root()).into_keys().filter(|path| path.contains("public"));
    assert_eq!(left.collect::<Vec<_>>(), [path], "nothing was written");
}

#[test]
fn a_file_in_the_place_of_a_page() {
    check(
        "public/index.html",
        1,
        str![[r#"
error[foreign-file]: ROOT/public/index.html is in the way: it is not a file of an earlier build
 |
 = help: move it away, or publish to another folder with `--out DIR`

1 error
"#]],
    );
}

#[test]
fn a_folder_in_the_place_of_a_file() {
    check(
        "public/robots.txt/notes",
        1,
        str![[r#"
error[foreign-file]: ROOT/public/robots.txt is in the way: it is not a file of an earlier build
 |
 = help: move it away, or publish to another folder with `--out DIR`

1 error
"#]],
    );
}

#[test]
fn a_file_in_the_place_of_a_folder() {
    check(
        "public/topics",
        1,
        str![[r#"
error[foreign-file]: ROOT/public/topics is in the way: it is not a file of an earlier build
 |
 = help: move it away, or publish to another folder with `--out DIR`

1 error
"#]],
    );
}

#[test]
fn a_file_in_the_place_of_the_folder_that_is_published() {
    check(
        "public",
        1,
        str![[r#"
error[foreign-file]: ROOT/public is in the way: it is no folder
 |
 = help: move it away, or publish to another folder with `--out DIR`

1 error
"#]],
    );
}

#[test]
fn a_folder_that_cannot_be_made() {
    let site = Site::new().file("file", "x");
    let outcome = site.run(&["build", "--out", "file/public"]);
    says(
        &site,
        &outcome,
        1,
        str![[r#"
error[disk]: cannot write file/public: Not a directory (os error 20)
 |
 = help: check the free space and that you may write there

1 error
"#]],
    );
}

#[test]
fn a_folder_that_somebody_else_writes_to() {
    let site = Site::new().article("content/a.md", "", "");
    let _lock = chancery::output::Lock::take(&site.path("public")).unwrap();
    says(
        &site,
        &site.build(),
        1,
        str![[r#"
error[busy]: another `chancery build` or `watch` is writing to ROOT/public
 |
 = help: wait until it is done, or end it; or publish to another folder with `--out DIR`

1 error
"#]],
    );
    assert!(!site.path("public").exists());
}

#[test]
fn a_folder_of_articles_that_is_not_there() {
    check_edit(
        |site| fs::rename(site.path("content"), site.path("elsewhere")).unwrap(),
        1,
        str![[r#"
error[no-content]: there is no folder `content` here
 --> site.toml
 |
 = help: bring it back, or make it if the digest is to have no articles yet

1 error
"#]],
    );
}

#[test]
fn a_folder_of_articles_that_is_empty() {
    check_edit(
        |site| fs::remove_dir_all(site.path("content/2021")).unwrap(),
        1,
        str![[r#"
error[no-articles]: no article is left: all about 1 article would be removed from ROOT/public
 |
 = help: bring back what was in `content/`; if the digest is to be empty, build with `--allow-empty`

1 error
"#]],
    );
}

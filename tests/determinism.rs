//! Two builds of one snapshot are the same bytes: with other threads, zones, locales and orders of files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::collections::BTreeMap;

use common::{Finish, Site, tree};

type Files = Vec<(String, Vec<u8>)>;

fn inputs() -> Files {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Files = vec![("site.toml".to_owned(), std::fs::read(root.join("site.toml")).unwrap())];
    files.extend(tree(&root.join("content")).into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)));
    files
}

fn built(files: &[(String, Vec<u8>)], variables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let mut site = Site::empty();
    for (path, bytes) in files {
        site = site.bytes(path, bytes);
    }
    let mut command = site.command(&["build"]);
    command.envs(variables.iter().copied());
    let outcome = command.finish();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    site.published()
}

#[test]
fn the_bundled_digest_is_the_same_bytes_everywhere() {
    let mut files = inputs();
    let here = built(&files, &[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")]);
    files.reverse();
    let there = built(&files, &[("RAYON_NUM_THREADS", "7"), ("TZ", "America/Los_Angeles"), ("LC_ALL", "C")]);
    assert_eq!(here.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
    for (path, bytes) in &here {
        assert!(there[path] == *bytes, "{path} differs");
    }
    assert!(here.len() > 500);
}

#[test]
fn addresses_do_not_depend_on_other_files() {
    let one = Site::new().article("content/2021/12/one.md", "", "");
    one.build();
    let many = Site::new().article("content/2021/12/aaa.md", "", "").article("content/2021/12/one.md", "", "").article(
        "content/2020/01/zzz.md",
        "",
        "",
    );
    many.build();
    let many = many.published();
    let missing: Vec<String> = one.published().into_keys().filter(|path| !many.contains_key(path)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

//! Two builds of one snapshot are the same bytes: with other threads, zones, locales and orders of files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use common::{Finish, Site, tree};

type Files = Vec<(String, Vec<u8>)>;

fn inputs() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
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
    let turkish = [("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")];
    let here = built(&files, &[&[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati")], &turkish[..]].concat());
    files.reverse();
    let there = built(&files, &[("RAYON_NUM_THREADS", "4"), ("TZ", "America/Los_Angeles"), ("LC_ALL", "C")]);
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

#[test]
fn a_site_is_the_same_from_wherever_it_is_built() {
    let here = Site::fixture("bilingual");
    assert_eq!(here.build().code, 0);
    let there = Site::fixture("bilingual");
    let name = there.root().file_name().unwrap();
    for (folder, root) in [
        (there.root().parent().unwrap(), Path::new(name).to_path_buf()),
        (&*there.path("content"), Path::new("..").to_path_buf()),
        (&*there.path("content/2020"), Path::new("../../.").to_path_buf()),
    ] {
        let _ = std::fs::remove_dir_all(there.path("public"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.arg("build").arg("--root").arg(root).current_dir(folder);
        let outcome = command.finish();
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(there.published() == here.published(), "from {}", folder.display());
    }
    let _ = std::fs::remove_dir_all(there.path("public"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("build").current_dir(there.path("content/2021/12"));
    assert_eq!(command.finish().code, 0, "the root is found from below");
    assert!(there.published() == here.published());
}

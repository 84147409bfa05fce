//! `chancery import` on real folders: new files only, the same again changes nothing, one bad file stops no other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use common::Site;

const ITEM: &str = "---\n\n## **NORWAY, GHANA SIGN COCOA DEAL**\n\n-\n\n02.12.2021\n\n---\n\nFjord Daily (2 December 2021)\n\nBy Per \
                    Haugen\n\nNorway and Ghana have signed a cocoa deal in Accra.\n\nGhanaian exporters will ship from \
                    Tema.\n\n<https://fjorddaily.example/cocoa>\n\n---\n\nKaynak/Source:\n";

fn site() -> Site {
    // No topics of its own: the vocabulary that the importer knows.
    Site::empty()
        .file("site.toml", "title = \"Digest\"\nbase_url = \"https://example.org/\"\n")
        .file("inbox/a.txt", ITEM)
}

const PATH: &str = "content/2021/12/norway-ghana-sign-cocoa-deal.md";

fn text(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.path(path)).unwrap()
}

#[test]
fn an_imported_item_builds() {
    let site = site();
    let outcome = site.run(&["import", "inbox/a.txt"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.trim_end().ends_with(PATH), "{}", outcome.stdout);
    assert_eq!(
        text(&site, PATH),
        "---\ntitle: \"Norway, Ghana sign cocoa deal\"\ntitle_original: \"NORWAY, GHANA SIGN COCOA DEAL\"\ndate: \
         2021-12-02\ncountries: [\"NO\", GH]\ntopics: [trade]\nsource:\n  outlet: Fjord Daily\n  url: \
         https://fjorddaily.example/cocoa\n  author: [Per Haugen]\nlang: en\n---\n\nNorway and Ghana have signed a cocoa \
         deal in Accra.\n\nGhanaian exporters will ship from Tema.\n"
    );
    assert_eq!(site.build().code, 0);
    assert!(site.path("public/relations/ghana-norway/index.html").exists());
}

#[test]
fn the_same_again_changes_nothing_and_says_so() {
    let site = site();
    site.run(&["import", "inbox/a.txt"]);
    let edited = text(&site, PATH).replace("sign cocoa deal", "agree on cocoa");
    site.write(PATH, edited.as_bytes());
    let again = site.run(&["import", "inbox"]);
    assert_eq!(again.code, 0);
    assert!(again.stdout.contains("(there already)"), "{}", again.stdout);
    assert!(again.stderr.contains("0 written, 1 there already, 0 refused"), "{}", again.stderr);
    assert_eq!(text(&site, PATH), edited, "an edited file is left alone");
}

#[test]
fn an_article_without_an_address_is_known_by_its_day_and_title_or_by_its_text() {
    let site = site();
    let plain = ITEM.replace("<https://fjorddaily.example/cocoa>\n\n", "");
    site.write("inbox/a.txt", plain.as_bytes());
    site.run(&["import", "inbox/a.txt"]);
    let stored = text(&site, PATH);
    site.write(
        PATH,
        stored.replace("Norway, Ghana sign cocoa deal", "Another title").replace("NORWAY", "OTHER").as_bytes(),
    );
    assert!(site.run(&["import", "inbox/a.txt"]).stdout.contains("there already"));
    site.write(PATH, stored.replace("Tema.", "Tema soon.").as_bytes());
    assert!(site.run(&["import", "inbox/a.txt"]).stdout.contains("there already"));
}

#[test]
fn never_writes_over_a_file_that_is_there() {
    let site = site().file(PATH, "---\ntitle: Mine\ndate: 2021-12-02\ncountries: [\"NO\", GH]\n---\nMine.\n");
    let outcome = site.run(&["import", "inbox/a.txt"]);
    assert_eq!(outcome.code, 0);
    assert!(text(&site, PATH).contains("Mine."));
    assert!(site.path("content/2021/12/norway-ghana-sign-cocoa-deal-2.md").exists());
}

#[test]
fn one_bad_file_stops_no_other() {
    let site = site()
        .file("inbox/b.txt", &ITEM.replace("02.12.2021", "31.02.2021"))
        .bytes("inbox/c.txt", b"SQLite format 3\0\0");
    let site = site.file("inbox/d.txt", &ITEM.replace("cocoa", "fish").replace("COCOA", "FISH"));
    let outcome = site.run(&["import", "inbox"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("2 written, 0 there already, 2 refused"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("error[bad-date]") && outcome.stderr.contains("31.02.2021"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("error[not-text]") && outcome.stderr.contains("SQLite"), "{}", outcome.stderr);
    assert_eq!(common::tree(&site.path("inbox")).len(), 4, "what is refused stays where it was");
    let articles = common::tree(&site.path("content")).into_keys().filter(|path| path.ends_with(".md"));
    assert_eq!(articles.count(), 2);
    assert_eq!(site.run(&["import", "inbox/none.txt"]).code, 1);
}

#[test]
fn a_dry_run_writes_nothing_and_needs_no_site() {
    let site = Site::empty().file("inbox/a.txt", ITEM);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(["import", "--dry-run", "--json", "inbox/a.txt", "inbox/none.txt"]).current_dir(site.root());
    let outcome = common::Finish::finish(command);
    assert_eq!(outcome.code, 1);
    assert!(!site.path("content").exists());
    let lines: Vec<serde_json::Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["input"], "inbox/a.txt");
    assert_eq!(lines[0]["result"], "ok");
    assert_eq!(lines[0]["items"][0]["title"], "NORWAY, GHANA SIGN COCOA DEAL");
    assert_eq!(lines[0]["items"][0]["status"], "new");
    assert_eq!(lines[0]["items"][0]["path"], "2021/12/norway-ghana-sign-cocoa-deal.md");
    assert_eq!(lines[0]["items"][0]["countries"], serde_json::json!(["NO", "GH"]));
    assert_eq!(lines[1]["result"], "error");
    assert_eq!(lines[1]["error"]["code"], "unreadable");
}

#[test]
fn a_dry_run_shows_the_file() {
    let outcome = site().run(&["import", "--dry-run", "inbox/a.txt"]);
    assert!(outcome.stdout.contains("title_original: \"NORWAY, GHANA SIGN COCOA DEAL\""), "{}", outcome.stdout);
    assert!(outcome.stderr.contains("1 would be written"), "{}", outcome.stderr);
}

#[test]
fn outlets_get_the_name_that_the_site_gives_them() {
    let config =
        "title = \"D\"\nbase_url = \"https://example.org/\"\n[outlets.\"The Fjord\"]\nspellings = [\"Fjord Daily\"]\n";
    let site = site().file("site.toml", config);
    site.run(&["import", "inbox/a.txt"]);
    assert!(text(&site, PATH).contains("outlet: The Fjord\n"));
}

#[test]
fn articles_can_go_elsewhere() {
    let site = site();
    assert_eq!(site.run(&["import", "--into", "elsewhere", "inbox/a.txt"]).code, 0);
    assert!(site.path("elsewhere/2021/12/norway-ghana-sign-cocoa-deal.md").exists());
}

#[cfg(unix)]
#[test]
fn every_name_can_be_found_again_and_none_steers_the_terminal() {
    use std::os::unix::ffi::OsStrExt as _;
    let site = Site::empty();
    for name in [b"a\nb.txt".as_slice(), "c\u{202e}txt.exe".as_bytes(), b"d\xff%.txt"] {
        let path = site.path("inbox").join(std::ffi::OsStr::from_bytes(name));
        std::fs::create_dir_all(site.path("inbox")).unwrap();
        std::fs::write(path, "no bulletin").unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(["import", "--dry-run", "--json", "inbox"]).current_dir(site.root());
    let outcome = common::Finish::finish(command);
    let lines: Vec<serde_json::Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["input"].as_str().unwrap()).collect();
    assert_eq!(names, ["inbox/a\nb.txt", "inbox/c\u{202e}txt.exe", "inbox/d\u{fffd}%.txt"]);
    let encoded: Vec<_> = lines.iter().map(|line| line["input_encoded"].as_str()).collect();
    assert_eq!(encoded, [None, None, Some("inbox/d%FF%25.txt")]);
    assert!(outcome.stderr.contains("inbox/a\u{fffd}b.txt") && outcome.stderr.contains("inbox/c\u{fffd}txt.exe"));
    assert!(!outcome.stderr.contains('\u{202e}'), "{}", outcome.stderr);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_waited_for_nor_followed() {
    let refused = |site: &Site| {
        let mut command = std::process::Command::new("timeout");
        command.args(["20", env!("CARGO_BIN_EXE_chancery"), "import", "--root"]).arg(site.root());
        let outcome = common::Finish::finish(command);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        outcome.stderr
    };
    let pipe = |site: &Site, path: &str| {
        std::fs::create_dir_all(site.path(path).parent().unwrap()).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(site.path(path)).status().unwrap().success());
    };
    let locked = site();
    pipe(&locked, "content/.chancery-importing");
    let said = refused(&locked);
    assert!(said.contains(".chancery-importing in it is a link, a pipe or a folder, and no import made it"), "{said}");
    let linked = site().file("content/a.txt", "");
    std::os::unix::fs::symlink(linked.path("elsewhere"), linked.path("content/.chancery-importing")).unwrap();
    assert!(refused(&linked).contains("is a link, a pipe or a folder"));
    assert!(!linked.path("elsewhere").exists(), "nothing is made outside");
    let site = site();
    pipe(&site, "inbox/b.txt");
    assert!(refused(&site).contains("b.txt: cannot read it: it is no file but a device or a pipe"));
    assert!(site.path(PATH).exists());
}

#[test]
fn a_copy_that_is_not_kept_is_said() {
    let site = site();
    site.run(&["import"]);
    for _ in 0..2 {
        let again = site.run(&["import", "--keep-original"]);
        let said = "1 article there already: no copy of the raw file is kept for what is not written anew\n";
        assert!(again.stderr.contains(said), "{}", again.stderr);
        // Known by the note of what was imported, then by the article.
        site.remove("content/.chancery-imported");
    }
    assert!(!site.path("content/2021/12/.originals").exists());
}

#[cfg(feature = "formats")]
#[test]
fn an_empty_zipped_folder_is_said() {
    let site = Site::empty().bytes("a.zip", &[b"PK\x05\x06".as_slice(), &[0; 18]].concat());
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(["import", "--dry-run", "--json", "a.zip"]).current_dir(site.root());
    let outcome = common::Finish::finish(command);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[empty-input] a.zip is empty: there is no file in it"), "{}", outcome.stderr);
    let line: serde_json::Value = serde_json::from_str(outcome.stdout.trim()).unwrap();
    assert_eq!((line["input"].as_str(), line["result"].as_str()), (Some("a.zip"), Some("error")));
}

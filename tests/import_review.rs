//! `chancery import` at work on a digest: reports of one event, what was imported before, zipped folders, kept originals,
//! the table of what needs a look, and `chancery check`.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::io::Write as _;
use std::path::Path;

use common::Site;

const CONFIG: &str = "title = \"Digest\"\nbase_url = \"https://example.org/\"\n";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)).unwrap()
}

fn site(inputs: &[&str]) -> Site {
    let mut site = Site::empty().file("site.toml", CONFIG);
    for name in inputs {
        site = site.bytes(&format!("inbox/{name}"), &fixture(name));
    }
    site
}

fn articles(site: &Site) -> Vec<(String, String)> {
    let files = common::tree(&site.path("content"));
    let articles = files.into_iter().filter(|(path, _)| path.ends_with(".md"));
    articles.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn story(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("story: "))
}

#[test]
fn reports_of_one_event_share_a_story_and_others_do_not() {
    let site = site(&["49-duplicate-a.txt", "50-duplicate-b.txt", "51-not-a-duplicate.txt"]);
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("warning[twin]"), "{}", outcome.stderr);
    let articles = articles(&site);
    assert_eq!(articles.len(), 3, "nothing is dropped");
    let stories: Vec<&str> = articles.iter().filter_map(|(_, text)| story(text)).collect();
    assert_eq!(stories.len(), 2, "{articles:?}");
    assert_eq!(stories[0], stories[1]);
    assert_eq!(site.build().code, 0);
}

#[test]
fn a_twin_that_was_there_before_is_left_alone_and_named() {
    let site = site(&["49-duplicate-a.txt"]);
    site.run(&["import"]);
    let before = articles(&site);
    let site = site.bytes("inbox/50.txt", &fixture("50-duplicate-b.txt"));
    let outcome = site.run(&["import", "--json"]);
    let second: serde_json::Value = serde_json::from_str(outcome.stdout.lines().last().unwrap()).unwrap();
    let review = second["items"][0]["review"].to_string();
    assert!(review.contains(&before[0].0) && review.contains("there too"), "{review}");
    assert_eq!(articles(&site).iter().find(|(path, _)| *path == before[0].0), Some(&before[0]));
    assert_eq!(second["items"][0]["story"].as_str().map(str::is_empty), Some(false));
}

#[test]
fn what_was_imported_before_is_known_by_its_bytes() {
    let site = site(&["01-avim-baseline.txt", "31-list-semicolon.csv", "33-zotero.ris"]);
    assert_eq!(site.run(&["import"]).code, 1, "a row of the table is refused");
    let first = articles(&site);
    // The editor rewrites an article beyond recognition: no address, another title, another text.
    let (path, _) = first.iter().find(|(_, text)| text.contains("abstract")).unwrap();
    let rewritten = "---\ntitle: Another\ndate: 2022-11-05\ncountries: [TH, \"NO\"]\n---\nAll new.\n";
    site.write(&format!("content/{path}"), rewritten.as_bytes());
    let again = site.run(&["import", "inbox/33-zotero.ris"]);
    assert_eq!((again.code, again.stderr.trim()), (0, "0 written, 1 there already, 0 refused"));
    assert_eq!(articles(&site).len(), first.len());
    // Moved away: the file is read again, and nothing else tells that it is the same article.
    std::fs::remove_file(site.path(&format!("content/{path}"))).unwrap();
    assert!(site.run(&["import", "inbox/33-zotero.ris"]).stderr.contains("1 written"));
}

#[test]
fn a_zipped_folder_is_imported_file_by_file() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("../../evil/01.txt", fixture("01-avim-baseline.txt")),
        ("b/33.ris", fixture("33-zotero.ris")),
        ("__MACOSX/b/._33.ris", b"x".to_vec()),
        (".hidden.txt", b"x".to_vec()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let site = site(&[]).bytes("inbox/folder.zip", &bytes);
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("2 written, 0 there already, 0 refused"), "{}", outcome.stderr);
    assert_eq!(articles(&site).len(), 2);
    assert_eq!(common::tree(site.root()).keys().filter(|path| path.contains("evil")).count(), 0);
}

#[test]
fn originals_are_kept_on_demand_and_never_published() {
    let site = site(&["33-zotero.ris"]);
    let outcome = site.run(&["import", "--keep-original"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let (path, text) = articles(&site).remove(0);
    let file = text.lines().find_map(|line| line.trim().strip_prefix("original: ")).unwrap().trim_matches('"');
    let kept = site.path("content").join(Path::new(&path).parent().unwrap()).join(file);
    assert_eq!(std::fs::read(kept).unwrap(), fixture("33-zotero.ris"));
    assert!(text.contains("sha256: \""), "{text}");
    assert_eq!(site.build().code, 0);
    let published = common::tree(&site.path("public"));
    assert!(
        !published.keys().any(|path| path.contains("original") || path.ends_with(".ris")),
        "{:?}",
        published.keys()
    );
}

#[test]
fn the_end_of_an_import_says_what_needs_a_look() {
    let site = site(&["17-agency-dateline-no-outlet-line.txt", "33-zotero.ris", "56-impossible-date.txt"]);
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 1);
    let table = outcome.stderr.split("to look at:").nth(1).unwrap();
    assert!(table.contains("    outlet     the outlet"), "{table}");
    assert!(table.contains("    url        missing"), "{table}");
    assert!(table.contains("    body       an abstract; the article has more"), "{table}");
    let refused = table.split("1 refused:\n").nth(1).unwrap().lines().next().unwrap();
    assert!(refused.starts_with("  bad-date ") && refused.ends_with("56-impossible-date.txt"), "{refused}");
}

#[test]
fn an_import_and_a_build_count_the_same_doubts() {
    let article = |title: &str, above: &str| {
        format!(
            "{above}<h2>{title}</h2><p>Fjord Daily, 8 September 2026</p><p>{title} in Geneva, their ministers said on Tuesday.</p>\
             <p>https://f.example/{}</p>",
            title.len()
        )
    };
    let mail = |body: &str| {
        format!(
            "From: A <a@c.example>\nSubject: Press\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{body}"
        )
    };
    let site = site(&["33-zotero.ris"])
        .file("inbox/a.eml", &mail(&article("Ghana and Togo open a road", "<p>What the week brought</p>")))
        .file("inbox/b.eml", &mail(&article("Norway and Peru sign a treaty on trade", "")));
    let outcome = site.run(&["import"]);
    assert!(outcome.stderr.contains("3 written"), "{}", outcome.stderr);
    let doubted = articles(&site).iter().filter(|(_, text)| text.contains("\nreview:")).count();
    assert!(outcome.stderr.contains(&format!("\n{doubted} articles to look at:")), "{doubted}: {}", outcome.stderr);
    assert!(outcome.stderr.contains("\n    file       what stands above the first title"), "{}", outcome.stderr);
    let built = site.build();
    assert!(built.stderr.contains(&format!("warning[review]: {doubted} articles have doubts")), "{}", built.stderr);
}

#[test]
fn devices_and_pipes_are_refused() {
    let outcome = site(&[]).run(&["import", "--dry-run", "/dev/zero"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("it is no file but a device or a pipe"), "{}", outcome.stderr);
}

#[test]
fn without_an_inbox_there_is_nothing_to_import() {
    let outcome = Site::empty().file("site.toml", CONFIG).run(&["import"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("there is no folder `inbox`"), "{}", outcome.stderr);
}

#[test]
fn a_format_can_be_given() {
    let text = "Title,Date,Text\nA deal,2021-12-02,Norway and Ghana sign a deal.\n";
    let site = site(&[]).file("inbox/a.txt", text);
    assert_eq!(site.run(&["import", "--format", "text"]).code, 1);
    assert_eq!(site.run(&["import", "--format", "csv"]).code, 0);
}

#[test]
fn an_outlet_is_known_by_the_host_of_its_address() {
    let config = format!("{CONFIG}[outlets.\"The Siam Messenger\"]\nhome = \"https://www.siammessenger.example/\"\n");
    let ris = String::from_utf8(fixture("33-zotero.ris")).unwrap().replace("T2  - Siam Messenger\n", "");
    let site = Site::empty().file("site.toml", &config).file("inbox/a.ris", &ris);
    assert_eq!(site.run(&["import"]).code, 0);
    let (_, text) = articles(&site).remove(0);
    assert!(text.contains("outlet: The Siam Messenger\n") && !text.contains("outlet: not found"), "{text}");
}

#[test]
fn asking_needs_a_terminal() {
    let outcome = site(&["33-zotero.ris"]).run(&["import", "--interactive"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("asks its questions on a terminal"), "{}", outcome.stderr);
}

#[test]
fn open_doubts_are_listed_until_the_editor_takes_them_away() {
    let site = site(&["33-zotero.ris"]);
    site.run(&["import"]);
    let build = site.build();
    assert!(build.stderr.contains("warning[review]: an article has doubts of the importer that nobody settled"));
    let check = site.run(&["check"]);
    assert_eq!(check.code, 0, "a doubt is no fault");
    assert!(check.stderr.contains("body: an abstract; the article has more"), "{}", check.stderr);
    let (path, text) = articles(&site).remove(0);
    let line = text.lines().position(|line| line.contains("an abstract")).unwrap() + 1;
    let json = site.run(&["check", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((found["code"].as_str(), found["place"]["line"].as_u64()), (Some("review"), Some(line as u64)));
    assert_eq!(found["place"]["path"], format!("content/{path}"));
    let sarif: serde_json::Value = serde_json::from_str(&site.run(&["check", "--format", "sarif"]).stdout).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "review");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], line as u64);
    let settled: String = text
        .lines()
        .filter(|line| !line.contains("review:") && !line.contains("an abstract"))
        .map(|line| format!("{line}\n"))
        .collect();
    site.write(&format!("content/{path}"), settled.as_bytes());
    assert!(!site.build().stderr.contains("review"));
    assert!(site.run(&["check"]).stderr.contains("1 article, nothing to say"));
}

#[test]
fn a_check_says_what_a_build_would_and_publishes_nothing() {
    let site = site(&[]).article("content/2021/12/a.md", "lang: xx-no-such-tag-\n", "Text.\n");
    let check = site.run(&["check"]);
    assert_eq!(check.code, 1);
    assert!(check.stderr.contains("unknown-language"), "{}", check.stderr);
    assert!(!site.path("public").exists());
    let broken = Site::empty().file("site.toml", "title = 1\n").file("content/about.md", "About.\n");
    assert_eq!(broken.run(&["check"]).code, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_it_asks_field_by_field() {
    let site = site(&["33-zotero.ris", "34-zotero-csl.json"]);
    // `script` gives the command a terminal; it is part of every Debian.
    let line = format!("{} --root {} import --interactive", env!("CARGO_BIN_EXE_chancery"), site.root().display());
    let mut command = std::process::Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Another title, then all as proposed; the second article is skipped.
    child.stdin.take().unwrap().write_all(b"Rescue drills agreed\n\n\n\n\n\n\n\ns\n").unwrap();
    let said = String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned();
    assert!(said.contains("title [Thailand, Norway to hold rescue drills]: "), "{said}");
    assert!(said.contains("1 written, 0 there already, 0 refused, 1 skipped"), "{said}");
    let articles = articles(&site);
    assert_eq!(articles.len(), 1, "{articles:?}");
    assert!(articles[0].1.starts_with("---\ntitle: Rescue drills agreed\n"), "{}", articles[0].1);
}

#[test]
fn two_imports_at_once_do_not_write_everything_twice() {
    let mut site = site(&[]);
    for number in 0..300 {
        let text = format!(
            "## NORWAY, GHANA SIGN DEAL {number}\n\n02.12.2021\n\nFjord Daily\n\nNorway and Ghana have signed deal {number}.\n\n<https://x.example/{number}>\n"
        );
        site = site.file(&format!("inbox/{number}.txt"), &text);
    }
    let spawn = || {
        site.command(&["import"])
            .stderr(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let running = [spawn(), spawn()];
    let ended: Vec<String> =
        running.into_iter().map(|child| String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()).collect();
    assert_eq!(articles(&site).len(), 300, "{ended:?}");
    let busy = ended.iter().filter(|said| said.contains("another import is writing to")).count();
    let whole = ended.iter().filter(|said| said.contains("0 refused")).count();
    assert_eq!(busy + whole, 2, "{ended:?}");
}

#[test]
fn what_lies_beside_a_saved_page_is_no_raw_file_and_links_are_followed() {
    let site = site(&[]).file("elsewhere/a.ris", &String::from_utf8(fixture("33-zotero.ris")).unwrap());
    let site = site
        .bytes("inbox/page.html", &fixture("25-html-json-ld.html"))
        .file("inbox/page_files/menu.js", "var x = 1;\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.path("elsewhere/a.ris"), site.path("inbox/a.ris")).unwrap();
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("2 written, 0 there already, 0 refused"), "{}", outcome.stderr);
    let into =
        site.run(&["import", "--into", site.path("inbox").to_str().unwrap(), site.path("inbox").to_str().unwrap()]);
    assert_eq!(into.code, 2);
    assert!(into.stderr.contains("bad-into"), "{}", into.stderr);
}

#[test]
fn what_is_set_aside_is_passed_over_until_it_is_taken_back() {
    let site = site(&["33-zotero.ris"]).bytes("inbox/program", b"\x7fELF\x02\x01\0");
    assert_eq!(site.run(&["import"]).code, 1, "the program is refused");
    let added = site.run(&["import", "--set-aside", "add", "inbox/program"]);
    assert_eq!((added.code, added.stdout.as_str(), added.stderr.trim()), (0, "inbox/program\n", "1 file set aside"));
    assert!(site.path("inbox/program").exists());
    let passed = site.run(&["import", "--json"]);
    assert_eq!(passed.code, 0, "{}", passed.stderr);
    assert!(passed.stderr.contains("0 written, 1 there already, 0 refused, 1 set aside"), "{}", passed.stderr);
    let told: Vec<serde_json::Value> = passed.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        told.iter()
            .any(|file| file["input"].as_str().is_some_and(|name| name.ends_with("program"))
                && file["set_aside"] == true),
        "{told:?}"
    );
    assert_eq!(site.run(&["import", "--set-aside", "list"]).stdout, "inbox/program\n");
    assert_eq!(site.run(&["import", "--dry-run"]).code, 1, "a dry run shows what is read");
    // The file may be gone when it is taken back.
    let bytes = std::fs::read(site.path("inbox/program")).unwrap();
    std::fs::remove_file(site.path("inbox/program")).unwrap();
    assert_eq!(site.run(&["import", "--set-aside", "undo", "inbox/program"]).stderr.trim(), "1 file taken back");
    let site = site.bytes("inbox/program", &bytes);
    assert_eq!(site.run(&["import"]).code, 1);
    let missing = site.run(&["import", "--set-aside", "undo", "inbox/program"]);
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("inbox/program was not set aside"), "{}", missing.stderr);
    assert_eq!(site.run(&["import", "--set-aside", "add"]).code, 2);
    assert_eq!(site.build().code, 0, "the note is none of the build's");
}

#[test]
fn pictures_among_the_articles_are_passed_over_in_one_warning() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("x/33.ris", fixture("33-zotero.ris")),
        ("x/photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()),
        ("x/tool", b"\x7fELF\x02\x01\0".to_vec()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let site = site(&["01-avim-baseline.txt"])
        .bytes("inbox/a.zip", &zip.finish().unwrap().into_inner())
        .bytes("inbox/talk.mp4", b"\0\0\0\x18ftypmp42\0\0");
    // A file of a zipped folder is known by the name that messages give it.
    assert!(site.run(&["import", "--dry-run"]).stderr.contains("error[not-text] inbox/a.zip:x/tool is no text"));
    let added = site.run(&["import", "--set-aside", "add", "inbox/a.zip:x/tool"]);
    assert_eq!((added.code, added.stdout.as_str()), (0, "inbox/a.zip:x/tool\n"), "{}", added.stderr);
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let warning =
        "warning[media-ignored] pictures, sound and video are passed over: inbox/a.zip:x/photo.jpg, inbox/talk.mp4\n";
    assert!(outcome.stderr.contains(warning), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("2 written, 0 there already, 0 refused, 1 set aside"), "{}", outcome.stderr);
    // What is named is meant.
    for name in ["inbox/talk.mp4", "inbox/a.zip:x/photo.jpg"] {
        let named = site.run(&["import", name]);
        assert!(named.code == 1 && named.stderr.contains("error[not-text]"), "{}", named.stderr);
    }
    assert_eq!(site.run(&["import", "--set-aside", "undo", "inbox/a.zip:x/tool"]).code, 0);
    assert_eq!(site.run(&["import"]).code, 1);
}

#[test]
fn what_a_killed_import_left_is_taken_away_and_nothing_else() {
    let left = ["2021/12/.chancery-Ab3dE9.tmp", "2021/12/.originals/.chancery-aaaaaa.tmp", ".chancery-000000.tmp"];
    let other =
        ["2021/12/.chancery-notes", ".chancery-abcdefg.tmp", "2021/12/.chancery-Ab3dE9.tmp.md", "2021/12/x.tmp"];
    let mut site = site(&["33-zotero.ris"]);
    for path in left.iter().chain(&other) {
        site = site.bytes(&format!("content/{path}"), b"x");
    }
    std::fs::create_dir(site.path("content/.chancery-folder.tmp")).unwrap();
    std::fs::create_dir(site.path("content/.chancery-aaaaaa.tmp")).unwrap();
    assert_eq!(site.run(&["import", "--dry-run"]).code, 0);
    assert!(site.path(&format!("content/{}", left[0])).exists(), "a dry run changes nothing");
    let outcome = site.run(&["import"]);
    assert!(outcome.stderr.contains("1 written"), "{}", outcome.stderr);
    for path in left {
        assert!(!site.path(&format!("content/{path}")).exists(), "{path}");
    }
    for path in other {
        assert!(site.path(&format!("content/{path}")).exists(), "{path}");
    }
    assert!(site.path("content/.chancery-aaaaaa.tmp").is_dir() && site.path("content/.chancery-folder.tmp").is_dir());
}

#[cfg(unix)]
#[test]
fn an_import_that_is_killed_leaves_nothing_that_the_next_one_does_not_take_away() {
    let mut site = site(&[]);
    for number in 0..400 {
        let text = format!(
            "## NORWAY, GHANA SIGN DEAL {number}\n\n02.12.2021\n\nFjord Daily\n\nNorway and Ghana have signed a deal of {number} parts.\n\n\
             Kaynak/Source: https://fjord.example/{number}\n"
        );
        site = site.bytes(&format!("inbox/{number}.txt"), text.as_bytes());
    }
    // Killed once it has begun to write; how far it came does not matter.
    let mut child = site.command(&["import", "--keep-original"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !site.path("content/2021/12").exists() && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let outcome = site.run(&["import"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(articles(&site).len(), 400);
    let left: Vec<String> =
        common::tree(&site.path("content")).into_keys().filter(|path| path.ends_with(".tmp")).collect();
    assert_eq!(left, Vec::<String>::new());
}

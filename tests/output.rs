//! What publishing does to a folder: only what is needed, only what is ours, whole or not at all.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{Finish, Site, tree};

fn site() -> Site {
    Site::new().article("content/2021/12/one.md", "", "One.\n").article("content/2021/12/two.md", "", "Two.\n")
}

fn summary(outcome: &common::Outcome) -> String {
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome.stderr.split("pages: ").nth(1).unwrap().split(';').next().unwrap().to_owned()
}

#[test]
fn writes_only_what_changed() {
    let site = site();
    let first = summary(&site.build());
    assert!(first.ends_with(" written, 0 unchanged, 0 removed"), "{first}");
    let time = |path: &str| fs::metadata(site.path("public").join(path)).unwrap().modified().unwrap();
    let (one, two) = ("articles/2021/12/one/index.html", "articles/2021/12/two/index.html");
    let before = (time(one), time(two));
    sleep(Duration::from_millis(20));
    assert!(summary(&site.build()).starts_with("0 written, "));
    site.write(
        "content/2021/12/one.md",
        b"---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\nrights: full\n---\nNew.\n",
    );
    let changed = site.build();
    assert_eq!(changed.code, 0);
    assert!(time(one) > before.0, "the changed page is new");
    assert_eq!(time(two), before.1, "the other page was not touched");
    assert!(site.page(one).contains("New."));
}

#[test]
fn removes_what_went_and_nothing_else() {
    let site = site();
    site.build();
    site.write("public/CNAME", b"digest.example\n");
    site.write("public/articles/2021/12/one/notes.txt", b"the editor's own\n");
    site.remove("content/2021/12/one.md");
    site.remove("content/2021/12/two.md");
    let site = site.file("content/2021/12/three.md", "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ]\n---\n");
    let outcome = site.build();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let published = site.published();
    assert!(published.contains_key("CNAME"));
    assert!(published.contains_key("articles/2021/12/one/notes.txt"));
    assert!(!published.contains_key("articles/2021/12/one/index.html"));
    assert!(!site.path("public/articles/2021/12/two").exists(), "an empty folder goes with its page");
    assert!(!site.path("public/relations/azerbaijan-pakistan").exists());
}

#[test]
fn leaves_a_file_that_was_edited_since() {
    let site = site();
    site.build();
    site.write("public/articles/2021/12/one/index.html", b"edited by hand");
    site.remove("content/2021/12/one.md");
    assert_eq!(site.build().code, 0);
    assert_eq!(site.page("articles/2021/12/one/index.html"), "edited by hand");
}

#[test]
fn never_overwrites_a_file_that_is_not_its_own() {
    let site = site();
    site.write("public/index.html", b"somebody's site");
    let outcome = site.build();
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("index.html is in the way: it is not a file of an earlier build"),
        "{}",
        outcome.stderr
    );
    assert_eq!(tree(&site.path("public")).len(), 1, "nothing was written");
    assert_eq!(site.page("index.html"), "somebody's site");
}

#[test]
fn a_first_build_appears_whole_or_not_at_all() {
    let site = site().file("content/bad.md", "no front matter\n");
    assert_eq!(site.build().code, 1);
    assert!(!site.path("public").exists());
    let site = Site::new().file("templates/404.html", "{{ nothing }}").article("content/a.md", "", "");
    assert_eq!(site.build().code, 2);
    assert!(!site.path("public").exists());
    assert!(!site.path(".public.chancery-new").exists());
}

#[test]
fn cleans_up_after_a_build_that_was_killed() {
    let site = site();
    site.write(".public.chancery-new/index.html", b"half");
    assert_eq!(site.build().code, 0);
    assert!(!site.path(".public.chancery-new").exists());
    assert!(!site.page("index.html").contains("half"));
}

#[test]
fn a_page_can_become_a_folder_and_a_folder_a_page() {
    let front = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\naliases: ";
    let site = Site::new().file("content/2021/12/one.md", &format!("{front}[/old.html]\n---\n"));
    site.build();
    assert!(site.page("old.html").contains("url=/articles/2021/12/one/"));
    site.write("content/2021/12/one.md", format!("{front}[/old.html/x/]\n---\n").as_bytes());
    assert_eq!(site.build().code, 0);
    assert!(site.page("old.html/x/index.html").contains("url=/articles/2021/12/one/"));
    site.write("content/2021/12/one.md", format!("{front}[/old.html]\n---\n").as_bytes());
    assert_eq!(site.build().code, 0);
    assert!(site.page("old.html").contains("url=/articles/2021/12/one/"));
}

#[test]
fn verify_finds_what_differs() {
    let site = site();
    assert_eq!(site.run(&["build", "--verify"]).code, 0);
    // A build would mend it; so the folder is spoilt while the build has its back turned: through a template that
    // reads nothing, there is no way. The comparison itself is tested where it lives.
    let snapshot = chancery::snapshot::read(site.root()).unwrap();
    let options = chancery::project::Options {
        drafts: chancery::digest::Drafts::Hidden,
        base_url: None,
        today: jiff::civil::date(2030, 1, 1),
    };
    let made = chancery::session::Session::new(options).site(&snapshot).unwrap();
    let renderer = made.renderer();
    let verify = || chancery::output::verify(&site.path("public"), &made.pages, &|page| renderer.render(page));
    assert_eq!(verify(), Ok(()));
    site.write("public/index.html", b"spoilt");
    site.remove("public/robots.txt");
    let faults = verify().unwrap_err();
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(messages, ["index.html differs from a build made from nothing", "robots.txt is missing"]);
}

#[test]
fn a_killed_build_leaves_no_torn_file() {
    let site = Site::new();
    let write = |countries: &str, text: &str| {
        for number in 0..300 {
            let front = format!("title: {text} {number}\ndate: 2021-12-02\ncountries: {countries}\nrights: full");
            site.write(&format!("content/2021/12/a{number}.md"), format!("---\n{front}\n---\n{text}.\n").as_bytes());
        }
    };
    let build = || {
        let start = Instant::now();
        let outcome = site.build();
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let time = start.elapsed();
        (site.published(), time)
    };
    write("[AZ, TR]", "New");
    let (new, _) = build();
    write("[AZ, PK]", "Old");
    let (old, time) = build();
    assert_ne!(new.keys().collect::<Vec<_>>(), old.keys().collect::<Vec<_>>());
    let manifest = || fs::metadata(site.path("public/.chancery-manifest")).unwrap().modified().unwrap();
    for round in 0..20_u32 {
        if round % 2 == 0 {
            write("[AZ, TR]", "New")
        } else {
            write("[AZ, PK]", "Old")
        }
        let before = manifest();
        let mut child = site.command(&["build"]).stderr(Stdio::null()).spawn().unwrap();
        if round < 6 {
            sleep(time * (round + 1) / 6);
        } else {
            // From when the manifest changes on, files are published.
            while manifest() == before && child.try_wait().unwrap().is_none() {
                sleep(Duration::from_micros(100));
            }
            sleep(Duration::from_micros(u64::from(round - 6) * 700));
        }
        let _ = child.kill();
        child.wait().unwrap();
        for (path, bytes) in site.published() {
            let is_whole = old.get(&path) == Some(&bytes) || new.get(&path) == Some(&bytes);
            assert!(is_whole, "{path} is torn after round {round}");
        }
    }
    write("[AZ, TR]", "New");
    assert!(build().0 == new, "the next build makes it whole");
    assert!(!site.path(".public.chancery-new").exists());
}

#[test]
fn without_its_manifest_a_folder_is_somebody_elses() {
    let site = site();
    site.build();
    site.remove("public/.chancery-manifest");
    assert_eq!(summary(&site.build()).split(", ").next(), Some("0 written"), "what is right already is ours again");
    site.remove("public/.chancery-manifest");
    let before = site.published();
    site.write("content/2021/12/one.md", b"---\ntitle: New\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\n");
    let outcome = site.build();
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[foreign-file]"), "{}", outcome.stderr);
    assert!(site.published() == before, "nothing was written");
}

#[test]
fn a_link_to_the_folder_is_followed_and_stays() {
    let site = site().file("elsewhere/notes.txt", "the editor's own\n");
    std::os::unix::fs::symlink("elsewhere", site.path("public")).unwrap();
    for _ in 0..2 {
        let outcome = site.build();
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(site.path("public").is_symlink());
        assert!(site.path("elsewhere/index.html").exists());
        assert!(site.path("elsewhere/notes.txt").exists());
    }
    site.remove("public");
    fs::create_dir(site.path("empty")).unwrap();
    std::os::unix::fs::symlink("empty", site.path("public")).unwrap();
    assert_eq!(site.build().code, 0);
    assert!(site.path("public").is_symlink() && site.path("empty/index.html").exists());
}

#[test]
fn a_file_that_was_edited_stays_where_a_folder_should_be() {
    let front = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\naliases: ";
    let site = Site::new().file("content/2021/12/one.md", &format!("{front}[/old.html]\n---\n"));
    site.build();
    site.write("public/old.html", b"edited by hand");
    site.write("content/2021/12/one.md", format!("{front}[/old.html/x/]\n---\n").as_bytes());
    let before = site.published();
    let outcome = site.build();
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("old.html is in the way"), "{}", outcome.stderr);
    assert!(site.published() == before, "nothing was written");
}

#[test]
fn another_folder_can_be_named() {
    let site = site();
    assert_eq!(site.run(&["build", "--out", "web/site"]).code, 0);
    assert!(site.path("web/site/index.html").exists());
    assert!(!site.path("public").exists());
    assert!(!site.path("web/.site.chancery-new").exists());
}

#[test]
fn one_command_at_a_time_writes_to_a_folder() {
    let site = site();
    let lock = chancery::output::Lock::take(&site.path("public")).unwrap();
    for command in ["build", "watch"] {
        let outcome = site.run(&[command]);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("error[busy]: another `chancery build` or `watch`"), "{}", outcome.stderr);
    }
    assert!(!site.path("public").exists());
    assert_eq!(site.run(&["build", "--out", "other"]).code, 0);
    drop(lock);
    assert_eq!(site.build().code, 0);
    assert!(!site.path(".public.chancery-lock").exists());
}

#[test]
fn many_builds_at_once_leave_a_whole_site() {
    let site = site();
    for number in 0..60 {
        site.write(
            &format!("content/2021/11/n{number}.md"),
            format!("---\ntitle: N{number}\ndate: 2021-11-02\ncountries: [AZ, PK]\n---\n").as_bytes(),
        );
    }
    assert_eq!(site.run(&["build", "--out", "right"]).code, 0);
    for _ in 0..3 {
        let build = || site.command(&["build"]).stderr(Stdio::null()).spawn().unwrap();
        let mut builds: Vec<std::process::Child> = (0..4).map(|_| build()).collect();
        let codes: Vec<Option<i32>> = builds.iter_mut().map(|child| child.wait().unwrap().code()).collect();
        assert!(codes.contains(&Some(0)) && codes.iter().all(|code| matches!(code, Some(0 | 1))), "{codes:?}");
        let mut right = tree(&site.path("right"));
        right.remove(".chancery-manifest");
        assert!(site.published() == right, "a half of a site");
        fs::remove_dir_all(site.path("public")).unwrap();
    }
}

#[test]
fn a_killed_build_locks_nobody_out() {
    let site = site();
    let mut watch = site.command(&["watch"]).stderr(Stdio::null()).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while !site.path("public/index.html").exists() {
        assert!(Instant::now() < end, "nothing is published");
        sleep(Duration::from_millis(5));
    }
    assert_eq!(site.build().code, 1);
    watch.kill().unwrap();
    watch.wait().unwrap();
    assert!(site.path(".public.chancery-lock").exists(), "it had no time to clean up");
    assert_eq!(site.build().code, 0);
    assert!(!site.path(".public.chancery-lock").exists());
}

#[test]
fn a_site_without_content_stays_published() {
    let site = site();
    site.build();
    let before = site.published();
    fs::rename(site.path("content"), site.path("kept")).unwrap();
    for content in ["missing", "empty"] {
        let outcome = site.build();
        assert_eq!(outcome.code, 1, "{content}: {}", outcome.stderr);
        assert!(site.published() == before, "{content}");
        let _ = fs::create_dir(site.path("content"));
    }
    assert_eq!(site.run(&["build", "--allow-empty"]).code, 0);
    assert!(!site.path("public/articles").exists());
    // Where nothing was published an empty folder is a beginning.
    assert_eq!(site.run(&["build", "--out", "new"]).code, 0);
}

/// Runs a build that no right of the superuser helps, on a site that is its own.
fn build_as_nobody(site: &Site) -> common::Outcome {
    if is_superuser() {
        give(site, 65534);
        nobodys(site).finish()
    } else {
        site.build()
    }
}

fn is_superuser() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Gives all of a site to a user.
fn give(site: &Site, user: u32) {
    for entry in walkdir::WalkDir::new(site.root()) {
        std::os::unix::fs::chown(entry.unwrap().path(), Some(user), Some(user)).unwrap();
    }
}

/// A build by a user without rights.
fn nobodys(site: &Site) -> std::process::Command {
    use std::os::unix::process::CommandExt as _;
    // The binary may stand where only its owner may look.
    let copy = site.path("chancery");
    // Another process copies it: a file that this one has open to write, a test beside would hold busy.
    let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_chancery")).arg(&copy).status().unwrap();
    assert!(copied.success());
    let mut command = std::process::Command::new(copy);
    command.arg("build").arg("--root").arg(site.root()).current_dir("/").uid(65534).gid(65534);
    command
}

#[test]
fn a_folder_that_may_not_be_written_is_noticed_before_anything_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    assert_eq!(site.build().code, 0);
    let may = |path: &str, mode| fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    for number in [1, 2] {
        let text = format!("---\ntitle: New {number}\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\n");
        site.write(&format!("content/2021/12/{}.md", ["one", "two"][number - 1]), text.as_bytes());
    }
    let before = tree(&site.path("public"));
    for folder in ["public/articles/2021/12/two", "public"] {
        may(folder, 0o555);
        let outcome = build_as_nobody(&site);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("{folder}: Permission denied")), "{}", outcome.stderr);
        assert!(tree(&site.path("public")) == before, "a part was published");
        may(folder, 0o755);
    }
    assert_eq!(build_as_nobody(&site).code, 0);
    assert!(site.page("articles/2021/12/two/index.html").contains("New 2"));
    // The folder above may belong to somebody else.
    site.write("content/2021/12/one.md", b"---\ntitle: Newer\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\n");
    may(".", 0o555);
    let outcome = build_as_nobody(&site);
    may(".", 0o755);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(site.page("articles/2021/12/one/index.html").contains("Newer"));
    assert!(
        !tree(&site.path("public")).into_keys().any(|path| path.contains("chancery-") && path != ".chancery-manifest")
    );
}

#[test]
fn what_fails_half_way_is_told_and_mended_by_the_next_build() {
    use std::os::unix::fs::{PermissionsExt as _, chown};
    let site = site();
    assert_eq!(site.build().code, 0);
    if !is_superuser() {
        return; // only the superuser can give a file to somebody else; the message is held where it is made
    }
    for name in ["one", "two"] {
        let text = format!("---\ntitle: Newer {name}\ndate: 2021-12-02\ncountries: [AZ, PK]\n---\n");
        site.write(&format!("content/2021/12/{name}.md"), text.as_bytes());
    }
    // Everybody may write to the folder, and only the owner of the file may put another in its place.
    let held = site.path("public/articles/2021/12/two");
    give(&site, 65534);
    chown(&held, Some(0), Some(0)).unwrap();
    chown(held.join("index.html"), Some(0), Some(0)).unwrap();
    fs::set_permissions(&held, fs::Permissions::from_mode(0o1777)).unwrap();
    let outcome = nobodys(&site).finish();
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    for told in [
        "two/index.html: Operation not permitted (os error 1); ",
        " files were published before, ",
        "the next build goes on",
    ] {
        assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    }
    assert!(site.page("articles/2021/12/one/index.html").contains("Newer one"));
    assert_eq!(build_as_nobody(&site).code, 0);
    assert_eq!(site.run(&["build", "--out", "right"]).code, 0);
    let mut right = tree(&site.path("right"));
    right.remove(".chancery-manifest");
    assert!(site.published() == right);
}

#[test]
fn an_empty_folder_or_a_dead_link_of_somebodys_is_in_the_way() {
    let site = site();
    site.build();
    let before = site.published();
    let text = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\naliases: [/a.html, /b.html]\n---\n";
    site.write("content/2021/12/one.md", text.as_bytes());
    fs::create_dir_all(site.path("public/a.html/empty")).unwrap();
    std::os::unix::fs::symlink("nowhere", site.path("public/b.html")).unwrap();
    let outcome = site.build();
    assert!(outcome.stderr.contains("public/b.html is in the way"), "{}", outcome.stderr);
    site.remove("public/b.html");
    let outcome = site.build();
    assert!(outcome.stderr.contains("public/a.html is in the way"), "{}", outcome.stderr);
    assert!(site.published() == before, "nothing was written");
}

#[test]
fn a_mounted_folder_is_filled() {
    let site = site();
    for folder in ["empty", "full"] {
        fs::create_dir(site.path(folder)).unwrap();
    }
    // A mount needs a namespace of its own; what happens in it is looked at in it.
    let script = "mount -t tmpfs none empty && mount -t tmpfs none full && echo x > full/notes.txt || exit 77\n\
                  for out in empty full; do \"$0\" build --out $out --verify && \"$0\" build --out $out || exit 1; done\n\
                  ls -A empty full; grep -c Digest empty/index.html full/index.html";
    let mut command = std::process::Command::new("unshare");
    command.args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_chancery")]).current_dir(site.root());
    let outcome = command.finish();
    if outcome.code == 77 || outcome.stderr.contains("unshare: ") {
        eprintln!("not tested, since this system lets nobody mount: {}", outcome.stderr);
        return;
    }
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains(" 0 written") && !outcome.stdout.contains("-new"), "{}", outcome.stdout);
    let listed = |folder: &str| outcome.stdout.contains(&format!("{folder}/index.html:"));
    assert!(listed("empty") && listed("full"), "{}", outcome.stdout);
}

#[test]
fn a_link_to_a_folder_that_is_not_there_makes_it() {
    let site = site();
    std::os::unix::fs::symlink("elsewhere", site.path("public")).unwrap();
    let outcome = site.build();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(site.path("public").is_symlink() && site.path("elsewhere/index.html").exists());
}

#[test]
fn init_builds_at_once_and_never_touches_a_folder_that_is_not_empty() {
    let site = Site::empty();
    let dir = site.path("digest");
    let init = || {
        let mut command = site.command(&[]);
        command = {
            let mut fresh = std::process::Command::new(command.get_program());
            fresh.arg("init").arg(&dir);
            fresh
        };
        command.finish()
    };
    assert_eq!(init().code, 0);
    let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
    build.args(["build", "--root"]).arg(&dir);
    let built = build.finish();
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(dir.join("public/relations/estonia-finland/index.html").exists());
    // A repository that was just made is as good as an empty folder.
    let repository = Site::empty().file(".git/config", "x");
    let mut fresh = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
    fresh.args(["init", "."]).current_dir(repository.root());
    assert_eq!(fresh.finish().code, 0);
    assert!(repository.path("site.toml").exists() && repository.path(".git/config").exists());
    let again = init();
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("is not empty"), "{}", again.stderr);
}

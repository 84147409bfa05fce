//! The inbox in the preview.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;
mod running;

use std::fs;

use running::{serve, site};

#[test]
fn the_inbox_is_shown_and_imported_on_a_click() {
    let site = site();
    let running = serve(&site, &[]);
    assert!(running.get("/.chancery/inbox").body.contains("Nothing waits"));
    let raw =
        "## NORWAY, GHANA SIGN DEAL\n\n02.12.2021\n\nFjord <b>Daily</b>\n\nNorway and Ghana have signed a deal.\n";
    site.write("inbox/a & b.txt", raw.as_bytes());
    running.state(|state| state["inbox"] == 1);
    let page = running.get("/.chancery/inbox").body;
    assert!(page.contains("<h2>Norway, Ghana sign deal</h2>") && page.contains("2021-12-02"), "{page}");
    assert!(!page.contains("<b>"), "what stands in a raw file is text");
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let post = |form: &str| running.post("/.chancery/inbox", form);
    // Another site's page has no token; no form can name a file that is not there.
    assert_eq!(post("do=import&file=a+%26+b.txt").status, 403);
    assert_eq!(post(&format!("token={token}&do=import&file=..%2Fsite.toml")).status, 422);
    assert_eq!(post(&format!("token={token}&do=set-aside&file=..%2Fsite.toml")).status, 422);
    assert_eq!(post(&format!("token={token}&file=a+%26+b.txt")).status, 400);
    assert!(!site.path("content/2021/12/norway-ghana-sign-deal.md").exists());
    let answer = post(&format!("token={token}&do=import&file=a+%26+b.txt"));
    assert_eq!(answer.status, 303, "{}", answer.body);
    running.wait_for("/articles/2021/12/norway-ghana-sign-deal/", "<h1>Norway, Ghana sign deal</h1>");
    let link = "Imported from <code>a &amp; b.txt</code>:</p><ul><li><a href=\"/articles/2021/12/norway-ghana-sign-deal/\">\
                Norway, Ghana sign deal</a></li></ul>";
    assert!(running.get("/.chancery/inbox").body.contains(link), "{}", running.get("/.chancery/inbox").body);
    running.state(|state| state["inbox"] == 0);
    assert!(site.path("inbox/a & b.txt").exists(), "the raw file stays where it was");
    assert_eq!(post(&format!("token={token}&do=import&file=a+%26+b.txt")).status, 303, "once more changes nothing");
    assert!(!site.path("content/2021/12/norway-ghana-sign-deal-2.md").exists());
    let page = running.get("/.chancery/inbox").body;
    assert!(page.contains("<code>content/2021/12/norway-ghana-sign-deal.md</code> (there already)"), "{page}");
}

#[test]
fn what_a_link_in_the_inbox_leads_to_is_read_as_by_an_import() {
    let site = site();
    let raw = "## NORWAY, GHANA SIGN DEAL\n\n02.12.2021\n\nFjord Daily\n\nNorway and Ghana have signed a deal.\n";
    site.write("elsewhere/a.txt", raw.as_bytes());
    fs::create_dir(site.path("inbox")).unwrap();
    for (to, name) in [("../elsewhere", "folder"), ("../gone.txt", "gone.txt"), ("..", "around")] {
        std::os::unix::fs::symlink(to, site.path("inbox").join(name)).unwrap();
    }
    let running = serve(&site, &[]);
    running.state(|state| state["inbox"].as_u64() > Some(1));
    let page = running.get("/.chancery/inbox").body;
    assert!(page.contains("<code>folder/a.txt</code>") && page.contains("Norway, Ghana sign deal"), "{page}");
    assert!(page.contains("gone.txt: cannot read it: No such file"), "{page}");
}

#[test]
fn what_is_refused_in_the_inbox_stays_until_it_is_mended_or_set_aside() {
    use std::os::unix::ffi::OsStrExt as _;
    let site = site();
    let two = "## NORWAY, GHANA SIGN DEAL\n\n02.12.2021\n\nFjord Daily\n\nNorway and Ghana have signed a deal.\n\n---\n\n\
               ## PERU, MALTA SIGN PACT\n\n31.02.2021\n\nFjord Daily\n\nPeru and Malta have signed a pact.\n";
    site.write("inbox/two.txt", two.as_bytes());
    site.write("inbox/picture.png", b"\x89PNG\r\n\x1a\n\0");
    fs::write(site.path("inbox").join(std::ffi::OsStr::from_bytes(b"odd\xff\n.txt")), "Odd.").unwrap();
    let running = serve(&site, &[]);
    running.state(|state| state["inbox"] == 3);
    let inbox = || running.get("/.chancery/inbox").body;
    let page = inbox();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let act =
        |what: &str, file: &str| running.post("/.chancery/inbox", &format!("token={token}&do={what}&file={file}"));
    assert!(page.contains("<code>odd\u{fffd}\u{fffd}.txt</code>"), "{page}");
    assert!(page.contains("Norway, Ghana sign deal") && page.contains("the date 31.02.2021 does not exist"), "{page}");
    // What was written goes, what is refused stays with its reason, and nothing is left to import.
    assert_eq!(act("import", "two.txt").status, 303);
    let page = inbox();
    assert!(
        !page.contains("<h2>Norway, Ghana sign deal") && page.contains("the date 31.02.2021 does not exist"),
        "{page}"
    );
    assert!(!page.contains("value=\"import\""), "{page}");
    assert!(site.path("content/2021/12/norway-ghana-sign-deal.md").exists());
    // Set aside: none is shown, and none is moved or changed.
    for file in ["two.txt", "picture.png", "odd%EF%BF%BD%EF%BF%BD.txt"] {
        assert_eq!(act("set-aside", file).status, 303, "{file}");
    }
    let page = inbox();
    assert!(page.contains("Nothing waits") && page.contains("Set aside: 3"), "{page}");
    assert_eq!(fs::read(site.path("inbox/two.txt")).unwrap(), two.as_bytes());
    running.state(|state| state["inbox"] == 0);
    let listed = site.run(&["import", "--set-aside", "list"]);
    assert_eq!(listed.stdout, "inbox/odd\u{fffd}\u{fffd}.txt\ninbox/picture.png\ninbox/two.txt\n");
    // A file that its editor mends waits again, and so does one that is taken back.
    site.write("inbox/two.txt", two.replace("31.02", "28.02").as_bytes());
    running.state(|state| state["inbox"] == 1);
    assert!(inbox().contains("Peru, Malta sign pact"));
    assert_eq!(act("take-back", "picture.png").status, 303);
    running.state(|state| state["inbox"] == 2);
    assert!(inbox().contains("a PNG image"));
    // What the command line imports meanwhile goes from the page too.
    assert_eq!(site.run(&["import", "inbox/two.txt"]).code, 0);
    running.state(|state| state["inbox"] == 1);
    assert!(!inbox().contains("Peru, Malta sign pact"));
}

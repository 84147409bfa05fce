//! What `serve` and `watch` say while they run, and `build --verify`.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use snapbox::data::Inline;
use snapbox::str;

use super::{ARTICLE, Outcome, Site, says};

/// Long enough for a busy machine; nothing waits so long that works.
const PATIENCE: Duration = Duration::from_secs(20);

/// An edit, and what is said when it is done.
type Step<'a> = (&'a dyn Fn(&Site), &'a str);

/// Runs a command that goes on, edits the site step by step, interrupts it, and compares all that it said, but for
/// numbers.
#[track_caller]
fn check(site: &Site, args: &[&str], steps: &[Step<'_>], expected: Inline) {
    let mut child = site.command(args).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = channel();
    let errors = BufReader::new(child.stderr.take().unwrap());
    let reader = thread::spawn(move || {
        for line in errors.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let mut said = Vec::new();
    for (edit, awaited) in steps {
        edit(site);
        let end = Instant::now() + PATIENCE;
        while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            let is_last = line.contains(awaited);
            said.push(line);
            if is_last {
                break;
            }
        }
    }
    // Ctrl-C.
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let code = child.wait().unwrap().code().unwrap_or(-1);
    reader.join().unwrap();
    said.extend(lines.try_iter());
    let stderr = without_numbers(&said.join("\n"));
    says(site, &Outcome { code, stdout: String::new(), stderr }, 0, expected);
    assert!(!site.path(".public.chancery-lock").exists());
}

/// Puts `N` for the port, and for the numbers of pages and milliseconds.
fn without_numbers(text: &str) -> String {
    let plain = text.lines().map(|line| match line.split_once("http://127.0.0.1:").or_else(|| line.split_once(": ")) {
        Some((before, after)) if line.ends_with(" ms") => format!("{before}: {}", counted(after)),
        Some((before, after)) if line.ends_with(" until Ctrl-C") => {
            format!("{before}http://127.0.0.1:{}", counted(after))
        }
        _ => line.to_owned(),
    });
    plain.collect::<Vec<String>>().join("\n")
}

fn counted(text: &str) -> String {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.fold(text.to_owned(), |text, run| text.replacen(run, "N", 1))
}

fn site() -> Site {
    Site::new().article("content/2021/12/good.md", "", "Good.\n")
}

fn nothing(_: &Site) {}

fn spoil(site: &Site) {
    site.write("content/2021/12/good.md", ARTICLE.replace("AZ", "Turkey").as_bytes());
}

fn mend(site: &Site) {
    site.write("content/2021/12/good.md", ARTICLE.as_bytes());
}

fn leave(site: &Site) {
    std::fs::rename(site.path("content"), site.path("kept")).unwrap();
}

#[test]
fn watch_tells_of_faults_and_goes_on() {
    let steps: [Step<'_>; 4] = [(&nothing, " ms"), (&spoil, "1 error"), (&mend, " ms"), (&leave, "1 error")];
    check(
        &site(),
        &["watch"],
        &steps,
        str![[r#"
ROOT/public: N written, N removed, N ms
error[unknown-country]: `Turkey` is not the code of a country or entity
 --> content/2021/12/good.md:4:13
  |
4 | countries: [Turkey, PK]
  |             ^^^^^^
  |
  = help: did you mean `TR`?

1 error
content/2021/12/good.md: N written, N removed, N ms
error[no-content]: there is no folder `content` here
 --> site.toml
 |
 = help: bring it back, or make it if the digest is to have no articles yet

1 error
"#]],
    );
}

#[test]
fn watch_tells_of_warnings_in_a_line() {
    let unshown = |site: &Site| site.write("content/countries/de.md", b"x");
    check(
        &site(),
        &["watch"],
        &[(&nothing, " ms"), (&unshown, " ms")],
        str![[r#"
ROOT/public: N written, N removed, N ms
warning[unshown] content/countries/de.md: nothing shows this introduction: no published article has the country DE
content/countries/de.md: N written, N removed, N ms
"#]],
    );
}

#[test]
fn serve_tells_of_faults_and_goes_on() {
    let steps: [Step<'_>; 3] = [(&nothing, "Ctrl-C"), (&spoil, "refused, "), (&mend, " ms")];
    check(
        &site(),
        &["serve"],
        &steps,
        str![[r#"
1 article: N pages, N ms
the digest is at http://127.0.0.1:N/ until Ctrl-C
error[unknown-country]: `Turkey` is not the code of a country or entity
 --> content/2021/12/good.md:4:13
  |
4 | countries: [Turkey, PK]
  |             ^^^^^^
  |
  = help: did you mean `TR`?

1 error
content/2021/12/good.md: refused, the last good site goes on being served
content/2021/12/good.md: N of N pages, N ms
"#]],
    );
}

#[test]
fn serve_tells_who_sees_it() {
    let outcome = site().run(&["serve", "--host", "192.0.2.1", "--port", "1112"]);
    says(
        &site(),
        &outcome,
        2,
        str![[r#"
warning: everybody who can reach 192.0.2.1 sees the digest with its drafts
error[serve]: cannot listen on 192.0.2.1:1112: Cannot assign requested address (os error 99)

1 error
"#]],
    );
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut outcome = site().run(&["serve", "--port", &port]);
    outcome.stderr = outcome.stderr.replace(&port, "PORT");
    says(
        &site(),
        &outcome,
        2,
        str![[r#"
error[serve]: port PORT is taken; name another with `--port`, or none and a free one is found

1 error
"#]],
    );
}

#[test]
fn a_folder_that_is_not_there() {
    let site = Site::empty();
    let run = |command: &str| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_chancery"));
        run.arg(command).arg("--root").arg(site.path("nowhere"));
        crate::common::Finish::finish(run)
    };
    says(
        &site,
        &run("build"),
        2,
        str![[r#"
error[no-site]: there is no folder ROOT/nowhere
 |
 = help: name a digest's folder with `--root DIR`

1 error
"#]],
    );
    says(
        &site,
        &run("watch"),
        2,
        str![[r#"
error[no-site]: there is no folder ROOT/nowhere
 |
 = help: name a digest's folder with `--root DIR`

1 error
"#]],
    );
    says(
        &site,
        &run("serve"),
        2,
        str![[r#"
error[no-site]: there is no folder ROOT/nowhere
 |
 = help: name a digest's folder with `--root DIR`

1 error
"#]],
    );
    assert!(!site.path("nowhere").exists());
}

#[test]
fn what_is_not_as_a_second_build_makes_it() {
    let site = site();
    assert_eq!(site.build().code, 0);
    let snapshot = chancery::snapshot::read(site.root()).unwrap();
    let options = chancery::project::Options {
        drafts: chancery::digest::Drafts::Hidden,
        base_url: None,
        today: jiff::civil::date(2030, 1, 1),
    };
    let made = chancery::session::Session::new(options).site(&snapshot).unwrap();
    let renderer = made.renderer();
    site.write("public/index.html", b"spoilt");
    site.remove("public/robots.txt");
    let pages: Vec<chancery::plan::Page> =
        made.pages.iter().filter(|page| page.address != "/about/").cloned().collect();
    let faults = chancery::output::verify(&site.path("public"), &pages, &|page| renderer.render(page)).unwrap_err();
    let shown: Vec<String> = faults.iter().map(|fault| fault.render(chancery::diagnostic::Style::Plain)).collect();
    let outcome = Outcome { code: 1, stdout: String::new(), stderr: shown.join("\n\n") };
    says(
        &site,
        &outcome,
        1,
        str![[r#"
error[not-verified]: about/index.html is left over from an earlier build
 --> about/index.html
 |
 = help: build again; if it stays, tell the makers of Chancery

error[not-verified]: index.html differs from a build made from nothing
 --> index.html
 |
 = help: build again; if it stays, tell the makers of Chancery

error[not-verified]: robots.txt is missing
 --> robots.txt
 |
 = help: build again; if it stays, tell the makers of Chancery
"#]],
    );
}

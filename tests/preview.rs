//! `chancery serve` and `chancery watch` as an editor uses them: files are saved in all the ways in which editors save.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use common::Site;

/// Long enough for a busy machine; nothing waits so long that works.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running command, ended with the value.
struct Running {
    child: Child,
    lines: Receiver<String>,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn start(site: &Site, args: &[&str]) -> Running {
    let mut child = site.command(args).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = channel();
    let errors = BufReader::new(child.stderr.take().unwrap());
    thread::spawn(move || {
        for line in errors.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    Running { child, lines, address: String::new() }
}

fn serve(site: &Site, args: &[&str]) -> Running {
    let mut running = start(site, &[&["serve"], args].concat());
    let line = running.line("the digest is at http://");
    running.address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    running
}

impl Running {
    /// The next line that begins so.
    fn line(&self, begin: &str) -> String {
        let end = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(begin) {
                return line;
            }
        }
        panic!("no line with {begin:?}");
    }

    fn connect(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn ask(&self, path: &str, host: &str) -> Answer {
        Self::answer(self.connect(path, host))
    }

    /// Sends a form.
    fn post(&self, path: &str, form: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (host, length) = (&self.address, form.len());
        let head = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close";
        write!(stream, "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{head}\r\n\r\n{form}")
            .unwrap();
        Self::answer(stream)
    }

    fn answer(mut stream: TcpStream) -> Answer {
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(path, &self.address)
    }

    /// Asks again until the page says so.
    fn wait_for(&self, path: &str, text: &str) -> Answer {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(path);
            if answer.body.contains(text) {
                return answer;
            }
            assert!(Instant::now() < end, "{path} never said {text:?}: {}", answer.body);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The next state that the browser is told of and that satisfies the condition.
    fn state(&self, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let stream = BufReader::new(self.connect("/.chancery/events", &self.address));
        for line in stream.lines() {
            let line = line.unwrap();
            if let Some(data) = line.strip_prefix("data: ") {
                let state = serde_json::from_str(data).unwrap();
                if wanted(&state) {
                    return state;
                }
            }
        }
        panic!("the stream of events ended")
    }
}

fn text(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2021-12-02\ncountries: [AZ, PK]\nrights: full\n---\n{body}\n")
}

fn site() -> Site {
    Site::new().file("content/2021/12/one.md", &text("One", "First text."))
}

const ONE: &str = "/articles/2021/12/one/";

#[test]
fn what_is_saved_is_served_however_it_is_saved() {
    let site = site();
    let running = serve(&site, &[]);
    let page = running.wait_for(ONE, "First text.");
    assert!(page.head.contains("Cache-Control: no-store"), "{}", page.head);
    assert!(page.body.contains("/.chancery/reload.js"));
    let file = site.path("content/2021/12/one.md");
    // Over the file.
    fs::write(&file, text("One", "Second text.")).unwrap();
    running.wait_for(ONE, "Second text.");
    // By a rename, as sed -i, JetBrains and VS Code do.
    fs::write(site.path("content/2021/12/.one.tmp"), text("One", "Third text.")).unwrap();
    fs::rename(site.path("content/2021/12/.one.tmp"), &file).unwrap();
    running.wait_for(ONE, "Third text.");
    // By a backup and a swap file, as vim and emacs do.
    fs::write(site.path("content/2021/12/.one.md.swp"), "swap").unwrap();
    fs::rename(&file, site.path("content/2021/12/one.md~")).unwrap();
    fs::write(&file, text("One", "Fourth text.")).unwrap();
    fs::remove_file(site.path("content/2021/12/.one.md.swp")).unwrap();
    running.wait_for(ONE, "Fourth text.");
    // In two pieces.
    let mut half = fs::File::create(&file).unwrap();
    half.write_all(b"---\ntitle: One\n").unwrap();
    half.sync_all().unwrap();
    thread::sleep(Duration::from_millis(60));
    half.write_all(b"date: 2021-12-02\ncountries: [AZ, PK]\nrights: full\n---\nFifth text.\n").unwrap();
    drop(half);
    running.wait_for(ONE, "Fifth text.");
    // New, moved with its folder, gone.
    site.write("content/2022/01/two.md", text("Two", "Another.").as_bytes());
    running.wait_for("/articles/2021/12/two/", "Another.");
    fs::rename(site.path("content/2022"), site.path("content/2023")).unwrap();
    site.write("content/2023/01/three.md", text("Three", "In a moved folder.").as_bytes());
    running.wait_for("/articles/2021/12/three/", "In a moved folder.");
    fs::remove_dir_all(site.path("content/2023")).unwrap();
    let end = Instant::now() + PATIENCE;
    while running.get("/articles/2021/12/two/").status != 404 {
        assert!(Instant::now() < end, "a removed article stays");
        thread::sleep(Duration::from_millis(5));
    }
    // A template, a folder that was not there, the configuration.
    site.write("templates/article.html", b"<body>{{ article.title }} in my own template</body>");
    running.wait_for(ONE, "One in my own template");
    let config = format!("{}\n[entities.EU]\nen = \"Union\"\n", common::SITE.replace("Digest", "Renamed"));
    site.write("site.toml", config.as_bytes());
    running.wait_for("/", "Renamed");
}

#[test]
fn faults_are_told_and_the_last_good_site_goes_on() {
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    site.write("content/2021/12/one.md", text("One", "x").replace("AZ", "Turkey").as_bytes());
    let state = running.state(|state| state["faults"].as_array().is_some_and(|faults| !faults.is_empty()));
    let fault = &state["faults"][0];
    assert_eq!(fault["place"], "content/2021/12/one.md:4:13");
    assert!(fault["text"].as_str().unwrap().contains("^^^^^^"), "{fault}");
    let link = format!("vscode://file/{}:4:13", site.path("content/2021/12/one.md").display());
    assert_eq!(fault["link"], link.as_str());
    assert!(running.get(ONE).body.contains("First text."));
    assert!(running.line("refused").contains("content/2021/12/one.md"));
    site.write("content/2021/12/one.md", text("One", "Mended text.").as_bytes());
    running.wait_for(ONE, "Mended text.");
    assert_eq!(running.state(|_| true)["faults"], serde_json::json!([]));
}

#[test]
fn the_page_of_a_renamed_article_is_followed() {
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    fs::rename(site.path("content/2021/12/one.md"), site.path("content/2021/12/uno.md")).unwrap();
    running.wait_for("/articles/2021/12/uno/", "First text.");
    let state = running.state(|_| true);
    assert_eq!(state["moved"][ONE], "/articles/2021/12/uno/");
}

#[test]
fn many_files_at_once_are_one_rebuild() {
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    for number in 0..1000 {
        site.write(&format!("content/2021/11/n{number}.md"), text("N", "Many.").as_bytes());
    }
    running.wait_for("/articles/2021/12/n999/", "Many.");
    thread::sleep(Duration::from_millis(400));
    let rebuilds = running.lines.try_iter().filter(|line| line.contains(" pages, ")).count();
    assert!(rebuilds <= 3, "{rebuilds} rebuilds");
}

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
    running.state(|state| state["inbox"] == 0);
    assert!(site.path("inbox/a & b.txt").exists(), "the raw file stays where it was");
    assert_eq!(post(&format!("token={token}&do=import&file=a+%26+b.txt")).status, 303, "once more changes nothing");
    assert!(!site.path("content/2021/12/norway-ghana-sign-deal-2.md").exists());
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
    assert!(!page.contains("Norway, Ghana sign deal") && page.contains("the date 31.02.2021 does not exist"), "{page}");
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

#[test]
fn drafts_are_shown_and_marked() {
    let site = site().file("content/2021/12/d.md", &text("Draft title", "x").replace("rights", "draft: true\nrights"));
    let running = serve(&site, &[]);
    running.wait_for("/articles/2021/12/d/", "Draft: not published");
}

#[test]
fn only_its_own_pages_are_given_to_its_own_machine() {
    let config = common::SITE.replace("https://example.org/", "https://example.org/digest/");
    let site = site().file("site.toml", &config);
    let running = serve(&site, &[]);
    running.wait_for("/digest/", "Digest");
    assert_eq!(running.ask("/digest/", "evil.example").status, 403);
    assert_eq!(running.ask("/digest/", "localhost").status, 200);
    assert_eq!(running.ask("/digest/", "[::1]:1111").status, 200);
    for path in [
        "/digest/../site.toml",
        "/digest/%2e%2e/site.toml",
        "/site.toml",
        "/digest/..%2f..%2fetc/passwd",
        "//etc/passwd",
    ] {
        let answer = running.get(path);
        assert!(!answer.body.contains("base_url") && !answer.body.contains("root:"), "{path}");
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(running.get("/").status, 307);
    let slash = running.get("/digest/topics/defence");
    assert_eq!(slash.status, 307);
    assert!(slash.head.contains("Location: /digest/topics/defence/"), "{}", slash.head);
    let missing = running.get("/digest/nothing/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Page not found"));
    assert!(running.get("/digest/feed.xml").head.contains("Content-Type: application/atom+xml"));
}

#[test]
fn many_open_pages_keep_nobody_waiting() {
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    let open: Vec<TcpStream> = (0..500).map(|_| running.connect("/.chancery/events", &running.address)).collect();
    site.write("content/2021/12/one.md", text("One", "Said to five hundred.").as_bytes());
    running.wait_for(ONE, "Said to five hundred.");
    let last = BufReader::new(open.last().unwrap());
    assert!(last.lines().map_while(Result::ok).any(|line| line.starts_with("data: ")));
}

#[test]
fn a_taken_port_is_said_and_another_is_found() {
    let site = site();
    let running = serve(&site, &[]);
    let port = running.address.rsplit(':').next().unwrap();
    let second = serve(&site, &[]);
    assert_ne!(second.address, running.address);
    let outcome = site.run(&["serve", "--port", port]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains(&format!("port {port} is taken")), "{}", outcome.stderr);
}

#[test]
fn a_site_that_is_broken_from_the_start_is_shown_when_it_is_mended() {
    let site = Site::new().file("content/2021/12/one.md", "---\ntitle: [\n");
    let running = serve(&site, &["--poll", "0.1"]);
    assert_eq!(running.get("/").status, 503);
    site.write("content/2021/12/one.md", text("One", "Mended at last.").as_bytes());
    running.wait_for(ONE, "Mended at last.");
}

#[test]
fn watch_writes_what_changed() {
    let site = site();
    let running = start(&site, &["watch"]);
    running.line("written");
    assert!(site.page("articles/2021/12/one/index.html").contains("First text."));
    let time = |path: &str| fs::metadata(site.path("public").join(path)).unwrap().modified().unwrap();
    let about = time("about/index.html");
    site.write("content/2021/12/one.md", text("One", "Watched text.").as_bytes());
    let line = running.line("one.md: ");
    assert!(site.page("articles/2021/12/one/index.html").contains("Watched text."), "{line}");
    assert_eq!(time("about/index.html"), about, "{line}");
    site.write("content/2021/12/one.md", text("[", "x").as_bytes());
    running.line("error[front-matter-syntax]");
    assert!(site.page("articles/2021/12/one/index.html").contains("Watched text."));
    site.write("content/2021/12/one.md", text("New title", "Again.").as_bytes());
    running.line("one.md: ");
    drop(running);
    let before = site.published();
    assert!(site.build().stderr.contains(": 0 written"), "watching left what a build makes");
    assert_eq!(site.published(), before);
}

#[test]
fn watch_publishes_again_what_somebody_removed() {
    let site = site();
    let running = start(&site, &["watch"]);
    running.line("written");
    fs::remove_dir_all(site.path("public")).unwrap();
    running.line("public: ");
    assert!(site.page("articles/2021/12/one/index.html").contains("First text."));
    // When the folder is away while something is saved.
    fs::remove_dir_all(site.path("public")).unwrap();
    site.write("content/2021/12/one.md", text("One", "Second text.").as_bytes());
    let end = Instant::now() + PATIENCE;
    let page = site.path("public/articles/2021/12/one/index.html");
    while !fs::read_to_string(&page).is_ok_and(|page| page.contains("Second text.")) {
        assert!(Instant::now() < end, "nothing is published");
        thread::sleep(Duration::from_millis(5));
    }
    drop(running);
    assert!(site.build().stderr.contains(": 0 written"), "watching left what a build makes");
}

#[test]
fn watch_tries_once_to_publish_again_what_somebody_removed() {
    let site = site().file("templates/404.html", "{{ lang }}");
    let running = start(&site, &["watch"]);
    running.line("written");
    site.write("templates/404.html", b"{{ nothing }}");
    running.line("1 error");
    fs::remove_dir_all(site.path("public")).unwrap();
    running.line("1 error");
    thread::sleep(Duration::from_millis(400));
    assert_eq!(running.lines.try_iter().collect::<Vec<_>>(), Vec::<String>::new());
    site.write("templates/404.html", b"{{ lang }}");
    running.line("404.html: ");
    assert!(site.page("articles/2021/12/one/index.html").contains("First text."));
}

#[test]
fn a_digest_that_went_away_stays_published_and_served() {
    let site = site();
    let (watching, serving) = (start(&site, &["watch"]), serve(&site, &[]));
    watching.line("written");
    serving.wait_for(ONE, "First text.");
    fs::rename(site.path("content"), site.path("kept")).unwrap();
    watching.line("error[no-content]");
    serving.line("error[no-content]");
    assert!(serving.get(ONE).body.contains("First text."));
    fs::create_dir(site.path("content")).unwrap();
    watching.line("error[no-articles]");
    assert!(site.page("articles/2021/12/one/index.html").contains("First text."));
    fs::remove_dir(site.path("content")).unwrap();
    fs::rename(site.path("kept"), site.path("content")).unwrap();
    site.write("content/2021/12/one.md", text("One", "Back again.").as_bytes());
    watching.line("one.md: ");
    serving.wait_for(ONE, "Back again.");
}

#[test]
fn a_new_file_with_a_name_that_nobody_can_write_is_refused() {
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    site.write("content/2021/12/a\nb.md", text("Odd", "x").as_bytes());
    running.line("its name has a control character");
    site.remove("content/2021/12/a\nb.md");
    site.write("content/2021/12/one.md", text("One", "Mended text.").as_bytes());
    running.wait_for(ONE, "Mended text.");
}

#[test]
fn what_a_link_leads_to_is_watched() {
    use std::os::unix::fs::symlink;
    let away = Site::empty().file("far/two.md", &text("Two", "From afar.")).file("one.md", &text("Three", "A file."));
    let site = site();
    let running = serve(&site, &[]);
    running.wait_for(ONE, "First text.");
    symlink(away.path("far"), site.path("content/far")).unwrap();
    running.wait_for("/articles/2021/12/two/", "From afar.");
    away.write("far/two.md", text("Two", "Changed afar.").as_bytes());
    running.wait_for("/articles/2021/12/two/", "Changed afar.");
    away.write("far/deep/new.md", text("New", "New afar.").as_bytes());
    running.wait_for("/articles/2021/12/new/", "New afar.");
    symlink(away.path("one.md"), site.path("content/2021/12/three.md")).unwrap();
    running.wait_for("/articles/2021/12/three/", "A file.");
    away.write("one.md", text("Three", "A changed file.").as_bytes());
    running.wait_for("/articles/2021/12/three/", "A changed file.");
}

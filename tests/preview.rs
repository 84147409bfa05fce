//! `chancery serve` and `chancery watch` as an editor uses them: files are saved in all the ways in which editors save.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;
mod running;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use common::Site;
use running::{PATIENCE, serve, site, start, text};

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

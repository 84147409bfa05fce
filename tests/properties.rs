//! No input makes the library panic; what is refused says why and where.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

use std::cell::RefCell;
use std::collections::BTreeSet;

use chancery::article::markdown::{Destination, Portion, destination, render};
use chancery::config::{Config, Markdown, Punctuation, RawHtml};
use chancery::diagnostic::{Diagnostic, Style};
use chancery::digest::Drafts;
use chancery::project::{Options, Refused};
use chancery::session::Session;
use chancery::snapshot::{File, Snapshot};
use proptest::prelude::*;

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n[topics.defence]\nen = \"Defence\"\n";

thread_local! {
    /// Reading the theme anew for each case would take most of the time; a session's site is always the one that a fresh
    /// build would make, see `incremental.rs`.
    static SESSION: RefCell<Session> = RefCell::new(Session::new(Options {
        drafts: Drafts::Shown,
        base_url: None,
        today: jiff::civil::date(2030, 1, 1),
    }));
}

fn with_session<T>(act: impl FnOnce(&mut Session) -> T) -> T {
    SESSION.with_borrow_mut(act)
}

/// Pieces that reach deep into the reader of front matter, in any order.
fn front_matter() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n".to_owned()),
        Just("title: T\n".to_owned()),
        Just("date: 2021-12-02\n".to_owned()),
        Just("date: 9999-99-99\n".to_owned()),
        Just("countries: [AZ, PK]\n".to_owned()),
        Just("countries: {AZ: [PK}\n".to_owned()),
        Just("topics: [defence, &a x, *a]\n".to_owned()),
        Just("source: {outlet: O, url: 'https://x.example/', author: [A]}\n".to_owned()),
        Just("event:\n  date: 2021-12-01\n  place: Bakü\n".to_owned()),
        Just("a: &a [x]\nb: *a\nc: !tag y\n".to_owned()),
        Just("rights: full\ndraft: true\naliases: [/x/, '/../..']\n".to_owned()),
        Just("\t: \u{0}\u{feff}\r\n".to_owned()),
        "[a-z]{1,8}: [^\n]{0,20}\n",
        "\\PC{0,30}",
        "\\[x\\]\\([a-z./#%]{0,12}\\)\n",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn site_toml() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("title = \"T\"\n".to_owned()),
        Just("base_url = \"https://example.org/x/\"\n".to_owned()),
        Just("language = \"tr\"\n".to_owned()),
        Just("[languages.tr]\n".to_owned()),
        Just("[topics.defence]\nen = \"D\"\n".to_owned()),
        Just("[outlets.\"A\"]\nspellings = [1]\n".to_owned()),
        Just("[entities.EU]\nen = \"x\"\nslug = \"é\"\n".to_owned()),
        Just("feeds = []\n".to_owned()),
        Just("page_size = 99999999999999999999\n".to_owned()),
        Just("time_zone = 2021-01-01\n".to_owned()),
        "[a-z_.]{1,8} = [^\n]{0,12}\n",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// What a session says of a site with one more file; every page is rendered if there is one.
fn try_site(path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut snapshot = Snapshot::from_files([("site.toml", SITE)]);
    snapshot.files.insert(path.to_owned(), File::new(bytes));
    match with_session(|session| session.site(&snapshot)) {
        Ok(site) => {
            let renderer = site.renderer();
            site.pages.iter().filter_map(|page| renderer.render(page).err()).collect()
        }
        Err(Refused::Content(faults) | Refused::Configuration(faults)) => {
            assert!(!faults.is_empty(), "refused without a word");
            faults
        }
    }
}

fn is_sound(faults: &[Diagnostic], bytes: &[u8]) -> Result<(), TestCaseError> {
    let lines: Vec<String> = String::from_utf8_lossy(bytes).split('\n').map(str::to_owned).collect();
    for fault in faults {
        prop_assert!(!fault.message.is_empty() && !fault.code.is_empty());
        prop_assert!(!fault.render(Style::Plain).is_empty());
        let Some(place) = &fault.place else { continue };
        prop_assert!(place.line <= lines.len().max(1), "{place:?}");
        if place.line > 0 {
            let width = lines[place.line - 1].chars().count();
            prop_assert!(place.column >= 1 && place.column <= width + 1, "{place:?} in a line of {width}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_front_matter_makes_it_panic(text in front_matter()) {
        is_sound(&try_site("content/2021/12/a.md", text.as_bytes()), text.as_bytes())?;
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for path in ["content/a.md", "content/countries/az.md", "content/about.md", "content/x.png"] {
            is_sound(&try_site(path, &bytes), &bytes)?;
        }
    }

    #[test]
    fn no_configuration_makes_it_panic(text in site_toml()) {
        if let Err(faults) = Config::parse(&text) {
            prop_assert!(!faults.is_empty());
            is_sound(&faults, text.as_bytes())?;
        }
    }

    #[test]
    fn no_template_or_locale_makes_it_panic(text in "(\\{\\{|\\}\\}|\\{%|%\\}| |page|\\.|title|if|for|x|in|end|=|\"|\\[|\\]|\n){0,14}") {
        let _ = try_site("templates/404.html", text.as_bytes());
        let _ = try_site("templates/locale/en.toml", text.as_bytes());
    }

    #[test]
    fn markdown_is_well_formed_and_harmless(text in markdown(), words in 0_usize..12) {
        let whole = html(&text, Portion::Whole);
        let opening = html(&text, Portion::Opening(words));
        for html in [&whole, &opening] {
            let open = unbalanced(html);
            prop_assert!(open.is_empty(), "{:?} in {}", open, html);
            let harm = harmful(html);
            prop_assert!(harm.is_empty(), "{:?} in {}", harm, html);
        }
        let shown = words_of(&opening);
        prop_assert!(shown <= words, "{} words in {}", shown, opening);
    }

    #[test]
    fn no_name_of_a_file_or_alias_leads_out_of_the_published_folder(
        folder in "(content|content/2021/12|static|content/countries)",
        name in "[^/.\\pC][^/\\pC]{0,11}",
        alias in "(/|\\.|%2e|%|a|index\\.html|é| |\n|topics|feed\\.xml){1,6}",
    ) {
        let article = format!("---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ]\naliases: [{alias:?}]\n---\n");
        let file = format!("{folder}/{name}");
        let files = [("site.toml", SITE), ("content/a.md", article.as_str()), (file.as_str(), "x")];
        let paths = with_session(|session| {
            let site = session.site(&Snapshot::from_files(files)).ok()?;
            Some(site.pages.iter().map(|page| page.file_path()).collect::<Vec<String>>())
        });
        let Some(paths) = paths else { return Ok(()) };
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
        let odd = paths.iter().find(|path| !path.split('/').all(is_plain));
        prop_assert_eq!(odd, None);
        let folders = paths.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end]));
        let folders: BTreeSet<&str> = folders.collect();
        let obstacle = paths.iter().find(|path| folders.contains(path.as_str()));
        prop_assert_eq!(obstacle, None, "a file stands in the place of a folder");
        let count = paths.iter().collect::<BTreeSet<_>>().len();
        prop_assert_eq!(count, paths.len(), "two pages have one file");
    }
}

/// Pieces of Markdown and HTML, hostile ones among them.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "(word |ünï |one two three )",
        2 => "(\\*|_|\\[|\\]\\(x\\)|`|>|#|-|\\||~~|: |    |1\\. |\\[\\^1\\]|\\\\)",
        2 => "(\n|\n\n)",
        1 => Just("\n|a|b|\n|-|-|\n|c|d|\n".to_owned()),
        1 => Just("\n```\none two\n```\n".to_owned()),
        1 => Just("\n[^1]: note note\n".to_owned()),
        1 => Just("\n# Head {#id .c onclick=alert(1) style=\"x\"}\n".to_owned()),
        1 => Just("\n<div onclick=\"x()\">one two three\n</div>\n\n".to_owned()),
        1 => "(<b>|</i>|<script>|</script>|<p onload=x>|<svg/onload=x>|<!--|-->|<a href=\"javascript:x\">|<style>)",
        1 => "(\\[x\\]\\(javascript:x\\)|!\\[x\\]\\(data:x\\)|<javascript:x>|\\[x\\]\\(java&#9;script:x \"t\"\\))",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn html(text: &str, portion: Portion) -> String {
    let markdown = Markdown { punctuation: Punctuation::Smart, html: RawHtml::Sanitise };
    // As pages do it: only what may be linked is.
    let resolve = |url: &str| {
        let may_be = matches!(destination("content/a.md", url), Destination::External | Destination::Fragment);
        may_be.then(|| url.to_owned())
    };
    render(text, markdown, portion, "back", &resolve).html
}

/// The tags of HTML, each without its brackets.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let mut is_quoted = false;
        let end = rest.find(|c| {
            is_quoted ^= c == '"';
            c == '>' && !is_quoted
        });
        let Some(end) = end else { return vec![format!("no end: {rest}")] };
        tags.push(rest[..end].to_owned());
        rest = &rest[end + 1..];
    }
    tags
}

/// Tags that are not closed, or closed without being open.
fn unbalanced(html: &str) -> Vec<String> {
    const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "col"];
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_owned();
        match tag.strip_prefix('/') {
            Some(_) if open.last() == Some(&name) => drop(open.pop()),
            Some(_) => return vec![tag],
            None if VOID.contains(&name.as_str()) => {}
            None => open.push(name),
        }
    }
    open
}

/// Tags that could run a script.
fn harmful(html: &str) -> Vec<String> {
    let is_harmful = |tag: &String| {
        let tag = tag.to_lowercase();
        tag.starts_with("script") || tag.starts_with("style") || tag.contains("javascript:") || tag.contains(" on")
    };
    tags(html).into_iter().filter(is_harmful).collect()
}

fn words_of(html: &str) -> usize {
    let text = ammonia::Builder::empty().clean(html).to_string();
    text.split_whitespace().filter(|word| *word != "…").count()
}

#[test]
fn hostile_documents_are_refused_in_time() {
    let deep = format!("---\na: {}\n---\n", "[".repeat(20_000));
    let bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d \
                [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n---\n";
    for text in [deep.as_str(), bomb] {
        assert!(!try_site("content/a.md", text.as_bytes()).is_empty());
    }
    let front = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ]\nrights: full\n---\n";
    for body in [
        ">".repeat(3000),
        "- ".repeat(2000),
        "[".repeat(20_000),
        "*a_ ".repeat(20_000),
        "|a".repeat(4000),
        "# x\n".repeat(5000),
        "<div>\n".repeat(20_000),
    ] {
        assert_eq!(try_site("content/a.md", format!("{front}{body}").as_bytes()), []);
    }
}

#[test]
fn twice_as_much_takes_twice_as_long() {
    let front = "---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ]\nrights: full\n---\n";
    let title = |title: String| format!("---\ntitle: {title}\ndate: 2021-12-02\ncountries: [AZ]\n---\n");
    let body = |piece: &'static str| move |count| format!("{front}{}\n", piece.repeat(count));
    type Make<'a> = &'a dyn Fn(usize) -> String;
    let cases: [(&str, usize, Make<'_>); 9] = [
        ("a title of open brackets", 10_000, &|count| title("[".repeat(count))),
        ("a title of open braces", 2500, &|count| title("{a: [".repeat(count))),
        ("a quoted title of open brackets", 10_000, &|count| title(format!("'{}'", "[".repeat(count)))),
        ("a text of open brackets", 2500, &body("[")),
        ("links that are not closed", 1000, &body("word [a](b ")),
        ("lines of links that are not closed", 1000, &body("word [a](b \n")),
        ("broken links in one line", 1000, &body("[[a](b)")),
        ("lines of broken links", 1000, &body("[a](b.md)\n")),
        ("a table", 10, &|count| {
            format!(
                "{front}{0}{1}{2}",
                "|a".repeat(100),
                "\n|-".to_owned() + &"|-".repeat(99) + "\n",
                ("|a".repeat(100) + "\n").repeat(count)
            )
        }),
    ];
    for (name, count, make) in cases {
        let time = |count: usize| {
            let text = make(count);
            // What is known already takes no time, so each try is another text.
            let once = |number: usize| {
                let text = format!("{text}\n\n{count} {number}\n");
                let start = std::time::Instant::now();
                drop(try_site("content/a.md", text.as_bytes()));
                start.elapsed().as_secs_f64()
            };
            once(1).min(once(2)).min(once(3))
        };
        // Eight times as much: with the square it would be 64 times as long. A machine that is busy with something else is
        // asked again.
        let is_linear = |(small, large): (f64, f64)| large < 24.0 * small.max(0.01);
        let mut measured = Vec::new();
        while measured.len() < 3 && !measured.last().copied().is_some_and(is_linear) {
            measured.push((time(count), time(8 * count)));
        }
        assert!(measured.last().copied().is_some_and(is_linear), "{name}: seconds for one and eight: {measured:?}");
    }
}

#[test]
fn of_a_file_that_is_wrong_throughout_the_first_faults_are_kept() {
    let codes = format!("---\ntitle: T\ndate: 2021-12-02\ncountries: [{}]\n---\n", "QQ, ".repeat(3000));
    let keys: String = (0..3000).map(|number| format!("key{number}: 1\n")).collect();
    for text in [codes, format!("---\n{keys}---\n")] {
        assert_eq!(try_site("content/a.md", text.as_bytes()).len(), 200);
    }
}

//! No input makes the library panic; what is refused says why and where.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

use chancery::article::markdown::{Portion, render};
use chancery::config::{Config, Markdown, Punctuation, RawHtml};
use chancery::diagnostic::{Diagnostic, Style};
use chancery::digest::Drafts;
use chancery::project::{Options, Refused};
use chancery::session::Session;
use chancery::snapshot::{File, Snapshot};
use proptest::prelude::*;

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n";

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
    let options = Options { drafts: Drafts::Shown, base_url: None, today: jiff::civil::date(2030, 1, 1) };
    match Session::new(options).site(&snapshot) {
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
    fn an_opening_is_within_its_bounds_and_well_formed(
        text in "((\\*|_|\\[|\\]\\(x\\)|`|>|#|-|\\||\n|\n\n|<b>|</i>|<script>|word |ünï |1\\. |\\[\\^1\\]|~~|: |    ){0,40})",
        words in 0_usize..12,
    ) {
        let markdown = Markdown { punctuation: Punctuation::Smart, html: RawHtml::Sanitise };
        let whole = render(&text, markdown, Portion::Whole, "back", &|url| Some(url.to_owned())).html;
        let opening = render(&text, markdown, Portion::Opening(words), "back", &|url| Some(url.to_owned())).html;
        let shown = ammonia::Builder::empty().clean(&opening).to_string();
        let count = shown.split_whitespace().filter(|word| *word != "…").count();
        prop_assert!(count <= words, "{opening}");
        for html in [&whole, &opening] {
            prop_assert!(!html.to_lowercase().contains("<script"), "{html}");
        }
    }
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

//! A session that lives through any series of edits shows what a fresh build shows, at every address; and a page whose
//! fingerprint is the same is the same page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery::digest::Drafts;
use chancery::plan::Page;
use chancery::project::{Options, Refused};
use chancery::session::{Session, Site};
use chancery::snapshot::{File, Snapshot};
use proptest::prelude::*;

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/d/\"\npage_size = 2\nexcerpt_words = 4\n[topics.a]\nen = \
                    \"A\"\n[topics.b]\nen = \"B\"\n";

/// For each template all that its page is given: what a theme might read, these read.
const FIELDS: [(&str, &str); 14] = [
    ("404", ""),
    ("about", "introduction"),
    ("alias", "target target_absolute"),
    ("article", "article"),
    ("countries", "countries"),
    ("country", "years pager total url introduction activity relations country mention_count"),
    ("front", "days relations topics countries month total years"),
    ("outlet", "years pager total url introduction activity relations outlet"),
    ("outlets", "outlets"),
    ("relation", "years pager total url introduction activity relation"),
    ("relations", "relations columns matrix by_country"),
    ("timeline", "years pager total url strip period"),
    ("topic", "years pager total url introduction activity relations topic"),
    ("topics", "topics"),
];

/// A template that shows all of its fields.
fn dump(kind: &str) -> String {
    let of_kind = FIELDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, fields)| fields);
    let fields = "lang site words page".split(' ').chain(of_kind.split_whitespace());
    fields.map(|field| format!("{{{{ {field} }}}}\n")).collect()
}

/// One edit. Numbers choose among few, so that edits meet.
#[derive(Debug, Clone)]
enum Edit {
    Article { file: usize, front: Front, body: usize },
    Body { file: usize, body: usize },
    Rename { file: usize, to: usize },
    Delete { file: usize },
    Break { file: usize },
    Introduction { which: usize, text: Option<usize> },
    Template { which: usize, text: Option<usize> },
    Static { text: Option<usize> },
    Asset { text: Option<usize> },
    Config { which: usize },
}

#[derive(Debug, Clone)]
struct Front {
    title: usize,
    day: usize,
    event: Option<usize>,
    countries: usize,
    topics: usize,
    outlet: usize,
    story: bool,
    draft: bool,
    rights: usize,
    alias: bool,
}

fn front() -> impl Strategy<Value = Front> {
    let parts = (0..3_usize, 0..5_usize, proptest::option::of(0..5_usize), 0..5_usize, 0..4_usize);
    let more = (0..4_usize, any::<bool>(), proptest::bool::weighted(0.15), 0..3_usize, proptest::bool::weighted(0.2));
    (parts, more).prop_map(|((title, day, event, countries, topics), (outlet, story, draft, rights, alias))| Front {
        title,
        day,
        event,
        countries,
        topics,
        outlet,
        story,
        draft,
        rights,
        alias,
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..6_usize, front(), 0..4_usize).prop_map(|(file, front, body)| Edit::Article { file, front, body }),
        4 => (0..6_usize, 0..4_usize).prop_map(|(file, body)| Edit::Body { file, body }),
        2 => (0..6_usize, 0..6_usize).prop_map(|(file, to)| Edit::Rename { file, to }),
        2 => (0..6_usize).prop_map(|file| Edit::Delete { file }),
        1 => (0..6_usize).prop_map(|file| Edit::Break { file }),
        2 => (0..4_usize, proptest::option::of(0..3_usize)).prop_map(|(which, text)| Edit::Introduction { which, text }),
        1 => (0..3_usize, proptest::option::of(0..3_usize)).prop_map(|(which, text)| Edit::Template { which, text }),
        1 => proptest::option::of(0..3_usize).prop_map(|text| Edit::Static { text }),
        1 => proptest::option::of(0..3_usize).prop_map(|text| Edit::Asset { text }),
        1 => (0..5_usize).prop_map(|which| Edit::Config { which }),
    ]
}

type Files = BTreeMap<String, String>;

fn path(file: usize) -> String {
    ["2020/01/a", "2020/01/b", "2021/12/a", "2021/12/c", "2021/12/d/index", "other/e"]
        .get(file)
        .map(|name| format!("content/{name}.md"))
        .unwrap()
}

fn body(which: usize) -> &'static str {
    [
        "One two three four five six seven eight.\n",
        "Another text.[^1]\n\n[^1]: With a note.\n",
        "A link to [a](../../2020/01/a.md) and ![p](../../2021/12/p.svg).\n",
        "",
    ][which]
}

fn article(front: &Front, body_of: usize) -> String {
    let day = ["2020-01-01", "2020-01-15", "2020-02-01", "2021-12-30", "2021-12-31"];
    let countries = ["AZ, PK", "AZ, TR", "PK, TR, AZ", "AZ, GE", "\"NO\""][front.countries];
    let topics = ["", "a", "b", "a, b"][front.topics];
    let event = front.event.map_or(String::new(), |event| format!("event: {{date: {}, place: P}}\n", day[event]));
    let outlet =
        ["", "source: {outlet: O}\n", "source: {outlet: o}\n", "source: {outlet: Other, url: 'https://x.example/'}\n"];
    let rights = ["full", "excerpt", "link-only"][front.rights];
    format!(
        "---\ntitle: Title {}\ndate: {}\n{event}countries: [{countries}]\nmentions: [DE]\ntopics: [{topics}]\n{}{}draft: \
         {}\nrights: {rights}\n{}---\n{}",
        front.title,
        day[front.day],
        outlet[front.outlet],
        if front.story { "story: s\n" } else { "" },
        front.draft,
        if front.alias { "aliases: [/old/]\n" } else { "" },
        body(body_of),
    )
}

fn put(files: &mut Files, path: &str, text: Option<String>) {
    match text {
        Some(text) => drop(files.insert(path.to_owned(), text)),
        None => drop(files.remove(path)),
    }
}

fn apply(files: &mut Files, edit: &Edit) {
    match edit {
        Edit::Article { file, front, body } => put(files, &path(*file), Some(article(front, *body))),
        Edit::Body { file, body: of } => {
            if let Some(text) = files.get_mut(&path(*file))
                && let Some(end) = text.rfind("---\n")
            {
                text.truncate(end + 4);
                text.push_str(body(*of));
            }
        }
        Edit::Rename { file, to } => {
            if let Some(text) = files.remove(&path(*file)) {
                files.insert(path(*to), text);
            }
        }
        Edit::Delete { file } => put(files, &path(*file), None),
        Edit::Break { file } => put(files, &path(*file), Some("---\ntitle: [\n".to_owned())),
        Edit::Introduction { which, text } => {
            let path = ["countries/az", "relations/az-pk", "topics/a", "about"][*which];
            let text = text.map(|text| format!("---\nfacts: [{{label: L, value: v{text}}}]\n---\nText {text}.\n"));
            put(files, &format!("content/{path}.md"), text);
        }
        Edit::Template { which, text } => {
            let name = ["article", "relation", "front"][*which];
            let text = text.map_or_else(String::new, |text| text.to_string());
            put(files, &format!("templates/{name}.html"), Some(format!("{}{text}", dump(name))));
        }
        Edit::Static { text } => put(files, "static/style.css", text.map(|text| format!("a {{ margin: {text}px }}"))),
        Edit::Asset { text } => put(files, "content/2021/12/p.svg", text.map(|text| format!("<svg>{text}</svg>"))),
        Edit::Config { which } => {
            let more = [
                "",
                "[languages.tr]\ntitle = \"TT\"\n",
                "[feeds]\njson = false\n",
                "[outlets.O]\nspellings = [\"Other\"]\n",
                "[entities.EU]\nen = \"EU\"\n",
            ];
            put(files, "site.toml", Some(format!("{SITE}{}", more[*which])));
        }
    }
}

fn snapshot(files: &Files) -> Snapshot {
    Snapshot { files: files.iter().map(|(path, text)| (path.clone(), File::new(text.as_bytes()))).collect() }
}

fn options() -> Options {
    Options { drafts: Drafts::Shown, base_url: None, today: jiff::civil::date(2030, 1, 1) }
}

/// The plan, the frame, and of every page its structure.
fn structures(site: &Site) -> (Arc<[Page]>, u128, Vec<u128>) {
    let renderer = site.renderer();
    let structures = site.pages.iter().map(|page| renderer.structure(page)).collect();
    (Arc::clone(&site.pages), renderer.frame(), structures)
}

/// Fingerprint and bytes of every page by its address.
fn pages(site: &Site) -> BTreeMap<String, (u128, Vec<u8>)> {
    let renderer = site.renderer();
    let page = |page: &Page| {
        let bytes = renderer.render(page).unwrap_or_else(|fault| panic!("{}: {}", page.address, fault.message));
        (page.address.clone(), (renderer.fingerprint(page), bytes.to_vec()))
    };
    site.pages.iter().map(page).collect()
}

fn words(refused: &Refused) -> String {
    let (Refused::Content(faults) | Refused::Configuration(faults)) = refused;
    faults.iter().map(|fault| fault.render(chancery::diagnostic::Style::Plain)).collect::<Vec<_>>().join("\n")
}

/// Templates that show everything, so that nothing a theme could read is missed; the feeds are the real ones.
fn start() -> Files {
    let mut files = Files::from([("site.toml".to_owned(), SITE.to_owned())]);
    for (kind, _) in FIELDS {
        files.insert(format!("templates/{kind}.html"), dump(kind));
    }
    for (name, text) in [("base", ""), ("components", "")] {
        files.insert(format!("templates/{name}.html"), text.to_owned());
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_session_shows_what_a_fresh_build_shows(edits in proptest::collection::vec(edit(), 1..9)) {
        let mut files = start();
        let mut session = Session::new(options());
        let mut before: BTreeMap<String, (u128, Vec<u8>)> = BTreeMap::new();
        let mut framed: (Arc<[Page]>, u128, Vec<u128>) = Default::default();
        for edit in &edits {
            apply(&mut files, edit);
            let snapshot = snapshot(&files);
            let (lived, fresh) = (session.site(&snapshot), Session::new(options()).site(&snapshot));
            match (lived, fresh) {
                (Ok(lived), Ok(fresh)) => {
                    let now = structures(&lived);
                    if Arc::ptr_eq(&now.0, &framed.0) && now.1 == framed.1 {
                        prop_assert!(now.2 == framed.2, "a structure changed in the same frame");
                    }
                    framed = now;
                    let (lived, fresh) = (pages(&lived), pages(&fresh));
                    prop_assert_eq!(lived.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
                    for (address, (print, bytes)) in &lived {
                        prop_assert!(fresh[address].1 == *bytes, "{} is not what a fresh build shows", address);
                        if let Some((known, old)) = before.get(address) {
                            prop_assert!(
                                known != print || old == bytes,
                                "{} changed and its fingerprint did not:\n{}\n{}",
                                address,
                                String::from_utf8_lossy(old),
                                String::from_utf8_lossy(bytes)
                            );
                        }
                    }
                    before = lived;
                }
                (Err(lived), Err(fresh)) => prop_assert_eq!(words(&lived), words(&fresh)),
                (lived, fresh) => prop_assert!(false, "{} against {}", lived.is_ok(), fresh.is_ok()),
            }
        }
    }
}

#[test]
fn an_edited_text_changes_its_page_and_the_feeds_and_editions_that_show_it_only() {
    let front = Front {
        title: 0,
        day: 0,
        event: None,
        countries: 0,
        topics: 1,
        outlet: 1,
        story: false,
        draft: false,
        rights: 0,
        alias: false,
    };
    let mut files = start();
    for file in 0..4 {
        apply(&mut files, &Edit::Article { file, front: Front { day: file, ..front.clone() }, body: 0 });
    }
    let mut session = Session::new(options());
    let before = pages(&session.site(&snapshot(&files)).unwrap());
    apply(&mut files, &Edit::Body { file: 1, body: 1 });
    let after = pages(&session.site(&snapshot(&files)).unwrap());
    let changed: Vec<&str> = after
        .iter()
        .filter(|(address, page)| before[*address].0 != page.0)
        .map(|(address, _)| address.as_str())
        .collect();
    let lists = [
        "countries/azerbaijan",
        "countries/pakistan",
        "outlets/o",
        "relations/azerbaijan-pakistan",
        "timeline",
        "timeline/2020",
        "timeline/2020/01",
        "topics/a",
    ];
    let overviews = ["countries", "outlets", "relations", "topics"];
    let feeds = lists.iter().chain(&overviews).map(|name| format!("/{name}/")).chain(["/".to_owned()]);
    let mut expected: Vec<String> =
        feeds.flat_map(|list| ["feed.json", "feed.xml"].map(|feed| format!("{list}{feed}"))).collect();
    expected.extend(lists.iter().chain(&overviews).map(|name| format!("/{name}/print/")));
    expected.push("/articles/2020/01/b/".to_owned());
    expected.sort();
    assert_eq!(changed, expected);
}

//! How well countries and topics are found, measured on labelled stories: those that the tagger was tuned to, and those
//! that it was not. The method is told in `docs/import.md`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail by a panic and reads its fixtures")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chancery::config::Config;
use chancery::country::gazetteer::{Gazetteer, fold_words};
use chancery::import::{Certainty, Item, Options, Vocabulary, read};
use jiff::civil::{Date, date};

/// A labelled story.
struct Story {
    language: String,
    date: Date,
    parties: BTreeSet<String>,
    /// may be mentions
    allowed: BTreeSet<String>,
    not: BTreeSet<String>,
    topic: String,
    title: String,
    paragraphs: Vec<String>,
}

/// The stories of a file in `tests/fixtures/tagging`; its head says how they are written.
fn stories(file: &str) -> Vec<Story> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tagging").join(file);
    let text = fs::read_to_string(path).unwrap();
    text.split("\n=== ").skip(1).map(story).collect()
}

fn story(text: &str) -> Story {
    let mut lines = text.lines();
    let fields: Vec<&str> = lines.next().unwrap().split('|').collect();
    let head: Vec<&str> = fields[0].split_whitespace().collect();
    let set = |words: &[&str]| words.iter().map(|code| (*code).to_owned()).collect();
    let codes = |field: &str| set(&field.split_whitespace().collect::<Vec<_>>());
    Story {
        language: head[0].to_owned(),
        date: head[1].parse().unwrap(),
        parties: set(&head[2..]),
        allowed: codes(fields[1]),
        not: codes(fields[2]),
        topic: fields[3].trim().to_owned(),
        title: lines.next().unwrap().to_owned(),
        paragraphs: lines.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
    }
}

/// The story as the importer reads it from a bulletin.
fn imported(story: &Story) -> Item {
    imported_with(story, Gazetteer::builtin())
}

fn imported_with(story: &Story, gazetteer: &Gazetteer) -> Item {
    let (day, month, year) = (story.date.day(), story.date.month(), story.date.year());
    let day = format!("{day:02}.{month:02}.{year}");
    let text = format!(
        "## {}\n\n-\n\n{day}\n\nDaily Example ({day})\n\n{}\n\nhttps://daily.example/1.html\n",
        story.title,
        story.paragraphs.join("\n\n")
    );
    let options = Options {
        date_order: None,
        format: None,
        today: date(2026, 11, 24),
        gazetteer,
        vocabulary: Vocabulary::builtin(),
    };
    let mut reading = read("story.txt", text.as_bytes(), &options);
    assert!(reading.error.is_none(), "{}: {:?}", story.title, reading.error);
    reading.items.remove(0)
}

/// What a dictionary without rules finds: every country of which some name, adjective or capital stands in the text.
fn dictionary(story: &Story) -> BTreeSet<String> {
    let gazetteer = Gazetteer::builtin();
    let mut found = BTreeSet::new();
    for text in std::iter::once(&story.title).chain(&story.paragraphs) {
        let small = text.split_whitespace().flat_map(fold_words).collect::<Vec<_>>();
        let mut at = 0;
        while at < small.len() {
            let longest = (1..=6.min(small.len() - at)).rev().find_map(|length| {
                let name = &small[at..at + length];
                gazetteer.find(&name.join(" ")).map(|code| (length, code))
            });
            at += longest.map_or(1, |(length, _)| length);
            found.extend(longest.map(|(_, code)| code.to_string()));
        }
    }
    found
}

/// Figures of a set of stories.
#[derive(Debug, Default, Clone, Copy)]
struct Figures {
    stories: usize,
    right: usize,
    wrong: usize,
    missed: usize,
    exact: usize,
    /// mentions that are neither party nor allowed, and traps
    traps: usize,
    languages: usize,
    topics: usize,
}

impl Figures {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }

    fn share(&self, of: usize) -> f64 {
        of as f64 / self.stories.max(1) as f64
    }

    fn add(&mut self, story: &Story, parties: &BTreeSet<String>) {
        self.stories += 1;
        self.right += parties.intersection(&story.parties).count();
        self.wrong += parties.difference(&story.parties).count();
        self.missed += story.parties.difference(parties).count();
        self.exact += usize::from(*parties == story.parties);
    }
}

fn tagger(stories: &[Story]) -> (Figures, String) {
    let mut figures = Figures::default();
    let mut faults = String::new();
    for story in stories {
        let item = imported(story);
        let parties: BTreeSet<String> = item.countries.iter().map(ToString::to_string).collect();
        let mentions: BTreeSet<String> = item.mentions.iter().map(ToString::to_string).collect();
        figures.add(story, &parties);
        let known = |code: &&String| story.parties.contains(*code) || story.allowed.contains(*code);
        let strange: Vec<&String> = mentions
            .iter()
            .chain(&parties)
            .filter(|code| story.not.contains(*code))
            .chain(mentions.iter().filter(|code| !known(code)))
            .collect();
        figures.traps += usize::from(!strange.is_empty());
        figures.languages += usize::from(item.lang == story.language);
        figures.topics += usize::from(item.topics.contains(&story.topic));
        if parties != story.parties || !strange.is_empty() || item.lang != story.language {
            faults.push_str(&format!(
                "{} {}: {parties:?} for {:?}, strange {strange:?}, {}\n",
                story.language, story.title, story.parties, item.lang
            ));
        }
        if !item.topics.contains(&story.topic) {
            faults
                .push_str(&format!("    {} {}: {:?} for {}\n", story.language, story.title, item.topics, story.topic));
        }
    }
    (figures, faults)
}

fn baseline(stories: &[Story]) -> Figures {
    let mut figures = Figures::default();
    stories.iter().for_each(|story| figures.add(story, &dictionary(story)));
    figures
}

fn line(name: &str, figures: &Figures) -> String {
    format!(
        "{name}: F1 {:.3}, exact {:.3}, foreign mentions {:.3}, language {:.3}, topic {:.3} ({} stories)",
        figures.f1(),
        figures.share(figures.exact),
        figures.share(figures.traps),
        figures.share(figures.languages),
        figures.share(figures.topics),
        figures.stories
    )
}

/// The floors lie a little below what is reached; the figures stand in `docs/import.md`.
#[test]
fn stories_that_the_tagger_was_tuned_to() {
    let stories = stories("tuned.txt");
    let (figures, faults) = tagger(&stories);
    println!("{faults}\n{}\n{}", line("tagger", &figures), line("dictionary", &baseline(&stories)));
    for language in ["en", "tr", "az", "ru", "fr", "de", "ar", "ur"] {
        let of_language: Vec<Story> =
            self::stories("tuned.txt").into_iter().filter(|s| s.language == language).collect();
        println!("{}", line(language, &tagger(&of_language).0));
    }
    check(&figures, Floors { f1: 0.93, exact: 0.79, topics: 0.65 });
}

/// Only the sums are shown: whoever looks at single stories tunes to them.
#[test]
fn stories_that_the_tagger_was_never_tuned_to() {
    let stories = stories("held-out.txt");
    let (figures, _) = tagger(&stories);
    println!("{}\n{}", line("tagger", &figures), line("dictionary", &baseline(&stories)));
    check(&figures, Floors { f1: 0.96, exact: 0.90, topics: 0.74 });
}

struct Floors {
    f1: f64,
    exact: f64,
    topics: f64,
}

fn check(figures: &Figures, floors: Floors) {
    assert!(figures.f1() >= floors.f1, "{}", line("F1 fell", figures));
    assert!(figures.share(figures.exact) >= floors.exact, "{}", line("the right set is found less often", figures));
    assert!(figures.share(figures.topics) >= floors.topics, "{}", line("the main topic is found less often", figures));
    assert!(figures.share(figures.traps) <= 0.02, "{}", line("traps were stepped into", figures));
    assert_eq!(figures.languages, figures.stories, "{}", line("a language was taken for another", figures));
}

/// Parties and mentions of a short story.
fn tags(gazetteer: &Gazetteer, day: Date, title: &str, text: &str) -> (Vec<String>, Vec<String>, Item) {
    let story = Story {
        language: String::new(),
        date: day,
        parties: BTreeSet::new(),
        allowed: BTreeSet::new(),
        not: BTreeSet::new(),
        topic: String::new(),
        title: title.to_owned(),
        paragraphs: vec![text.to_owned()],
    };
    let item = imported_with(&story, gazetteer);
    let list = |codes: &[chancery::country::Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    (list(&item.countries), list(&item.mentions), item)
}

#[test]
fn traps_of_every_language() {
    for (title, text, parties, mentions) in [
        ("Минск и Москва договорились", "Встреча глав МИД Белоруссии и России прошла в Ереване.", "BY RU", ""),
        ("Россия и Египет запускают рейсы", "Рейсы в Каир начнутся весной. Русский язык учат в вузах.", "RU EG", ""),
        ("La France et l’Égypte signent", "La signature a eu lieu à Rome, au bord du golfe du Mexique.", "FR EG", ""),
        ("Les Suisses et les Italiens voisinent", "Un pont relie la Suisse et l’Italie.", "CH IT", ""),
        (
            "Deutsche und türkische Minister beraten",
            "Das Treffen in Wien dauerte eine Stunde; Turkish Airlines fliegt weiter.",
            "DE TR",
            "",
        ),
        ("Gespräche der Vereinigten Staaten mit Saudi-Arabien", "Die saudische Seite lud ein.", "US SA", ""),
        (
            "Azərbaycanla Gürcüstan arasında saziş",
            "Sənəd Vyanada imzalanıb. Türk dünyası məsələsi müzakirə edilməyib.",
            "AZ GE",
            "",
        ),
        (
            "السعودية والعراق يوقعان اتفاقا",
            "وقع الوزيران الاتفاق في باريس، ولم يذكر خليج المكسيك. الدعم مالي.",
            "SA IQ",
            "",
        ),
        (
            "پاکستان اور ایران کا معاہدہ",
            "دونوں ملکوں کے وزرا نے باکو میں شام کو معاہدہ ترک نہ کرنے کا فیصلہ کیا۔",
            "PK IR",
            "",
        ),
        (
            "North and South Korea open a phone line",
            "Officials spoke for three minutes and will speak again.",
            "KP KR",
            "",
        ),
        ("Ghana, the Maldives and Togo sign up", "The three states signed the paper, unlike Chile.", "GH MV TG", "CL"),
    ] {
        let (mut found, others, item) = tags(Gazetteer::builtin(), date(2022, 5, 3), title, text);
        let mut wanted: Vec<&str> = parties.split_whitespace().collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{title}");
        assert_eq!(others.join(" "), mentions, "{title} ({})", item.lang);
    }
}

#[test]
fn states_that_are_no_more_count_in_their_time() {
    let story = ("Finland, Soviet Union sign", "The Soviet Union and Finland signed a treaty on trade.");
    let doubts = |item: &Item| item.review.iter().filter(|doubt| doubt.contains("is no more")).count();
    let (parties, _, item) = tags(Gazetteer::builtin(), date(1975, 8, 1), story.0, story.1);
    assert_eq!((parties, doubts(&item)), (vec!["FI".to_owned(), "RU".to_owned()], 1));
    let (parties, _, item) = tags(Gazetteer::builtin(), date(2015, 8, 1), story.0, story.1);
    assert_eq!((parties, doubts(&item)), (vec!["FI".to_owned()], 0));
    let site = site("[entities.SU]\nen = \"Soviet Union\"");
    let (parties, _, item) = tags(&Gazetteer::with(&site.gazetteer), date(1975, 8, 1), story.0, story.1);
    assert_eq!((parties, doubts(&item)), (vec!["FI".to_owned(), "SU".to_owned()], 0));
}

#[test]
fn a_site_teaches_names() {
    let site = site(
        "[entities.EU]\nen = \"European Union\"\n[gazetteer]\nignore = [\"Baku Tea House\"]\n\
         [gazetteer.names.AZ]\nnames = [\"Land of Fire\"]",
    );
    let taught = Gazetteer::with(&site.gazetteer);
    let found = |title, text| {
        let (parties, mentions, _) = tags(&taught, date(2022, 5, 3), title, text);
        (parties.join(" "), mentions.join(" "))
    };
    let both = |parties: &str, mentions: &str| (parties.to_owned(), mentions.to_owned());
    assert_eq!(found("EU and Georgia sign", "The European Union and Georgia signed on Monday."), both("EU GE", ""));
    assert_eq!(found("ЕС и Грузия подписали договор", "Договор вступит в силу через год."), both("EU GE", ""));
    assert_eq!(found("Land of Fire hosts Ghana", "The Baku Tea House was full."), both("AZ GH", ""));
    let (parties, ..) = tags(Gazetteer::builtin(), date(2022, 5, 3), "EU and Georgia sign", "They signed on Monday.");
    assert_eq!(parties, ["GE"], "an entity that no site declares");
}

#[test]
fn how_certain_countries_are() {
    let certainty = |title, text| tags(Gazetteer::builtin(), date(2022, 5, 3), title, text).2.countries_certainty;
    assert_eq!(certainty("Ghana and Togo sign", "They signed on Monday."), Certainty::Certain);
    assert_eq!(certainty("A bridge opens", "Ghana and Togo opened a bridge."), Certainty::Inferred);
    assert_eq!(certainty("A bridge opens", "It is long."), Certainty::Missing);
}

/// A site with these tables.
fn site(tables: &str) -> Config {
    Config::parse(&format!("title = \"x\"\nbase_url = \"https://x.example/\"\n{tables}\n")).unwrap()
}

//! How well countries and topics are found, measured on labelled stories: those that the tagger was tuned to, and those
//! that it was not. The method is told in `docs/import.md`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail by a panic and reads its fixtures")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chancery::country::gazetteer::{Gazetteer, fold_words};
use chancery::import::{Item, Options, Vocabulary, read};
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
    let (day, month, year) = (story.date.day(), story.date.month(), story.date.year());
    let day = format!("{day:02}.{month:02}.{year}");
    let text = format!(
        "## {}\n\n-\n\n{day}\n\nDaily Example ({day})\n\n{}\n\nhttps://daily.example/1.html\n",
        story.title,
        story.paragraphs.join("\n\n")
    );
    let options = Options {
        date_order: None,
        today: date(2026, 11, 24),
        gazetteer: Gazetteer::builtin(),
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

#[test]
fn stories_that_the_tagger_was_tuned_to() {
    let stories = stories("tuned.txt");
    let (figures, faults) = tagger(&stories);
    println!("{faults}\n{}\n{}", line("tagger", &figures), line("dictionary", &baseline(&stories)));
    let mut by_language: BTreeMap<&str, Vec<Story>> = BTreeMap::new();
    let stories_again = self::stories("tuned.txt");
    for story in stories_again {
        let language = ["en", "tr", "az", "ru", "fr", "de", "ar", "ur"].into_iter().find(|tag| *tag == story.language);
        by_language.entry(language.unwrap()).or_default().push(story);
    }
    let several: Vec<Story> = self::stories("tuned.txt").into_iter().filter(|story| story.parties.len() > 1).collect();
    println!("{}\n{}", line("two or more", &tagger(&several).0), line("dictionary", &baseline(&several)));
    for (language, stories) in by_language {
        println!("{}", line(language, &tagger(&stories).0));
    }
}

/// Only the sums are shown: whoever looks at single stories tunes to them.
#[test]
fn stories_that_the_tagger_was_never_tuned_to() {
    let stories = stories("held-out.txt");
    let (figures, _) = tagger(&stories);
    println!("{}\n{}", line("tagger", &figures), line("dictionary", &baseline(&stories)));
}

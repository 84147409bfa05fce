//! Every fixture of `tests/fixtures/import` and `import-more`: an input beside the result that is expected of it. All
//! mismatches of all fixtures are reported at once.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail by a panic and reads its fixtures")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chancery::country::gazetteer::Gazetteer;
use chancery::import::{DateOrder, Item, Options, Reading, Vocabulary, WarningCode, read, url};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;

const TODAY: Date = date(2026, 11, 24);

fn options() -> Options<'static> {
    Options {
        date_order: None,
        format: None,
        today: TODAY,
        gazetteer: Gazetteer::builtin(),
        vocabulary: Vocabulary::builtin(),
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

#[test]
fn every_fixture_reads_as_expected() {
    let mut expected: Vec<PathBuf> = [fixtures(), fixtures().with_file_name("import-more")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    expected.sort();
    assert!(expected.len() > 60, "fixtures are missing");
    let mismatches: Vec<String> = expected.iter().flat_map(|path| check(path)).collect();
    assert!(mismatches.is_empty(), "{} mismatches\n{}", mismatches.len(), mismatches.join("\n"));
}

/// All that differs between one input and its expected result.
fn check(path: &Path) -> Vec<String> {
    let expected: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let input = expected["input"].as_str().unwrap();
    let mut options = options();
    options.date_order = match expected["date_order"].as_str() {
        Some("dmy") => Some(DateOrder::DayFirst),
        Some("mdy") => Some(DateOrder::MonthFirst),
        _ => None,
    };
    let reading = read(input, &fs::read(path.with_file_name(input)).unwrap(), &options);
    let mut mismatches = Mismatches { input, found: Vec::new() };
    match (expected["result"].as_str(), &reading.error) {
        (Some("error"), None) => mismatches.add("it was not refused", &reading),
        (Some("error"), Some(fault)) => {
            mismatches.compare("code", fault.code.as_str(), expected["error"]["code"].as_str().unwrap());
            for word in strings(&expected["error"]["must_mention"]) {
                if !fault.message.contains(&word) {
                    mismatches.add(&format!("the message does not mention {word:?}"), &fault.message);
                }
            }
        }
        (_, Some(fault)) => mismatches.add("it was refused", fault),
        (_, None) => check_items(&expected, &reading, &mut mismatches),
    }
    mismatches.found
}

fn check_items(expected: &Value, reading: &Reading, mismatches: &mut Mismatches) {
    let items = expected["items"].as_array().unwrap();
    mismatches.compare("number of items", reading.items.len(), items.len());
    for (place, (item, expected)) in reading.items.iter().zip(items).enumerate() {
        check_item(&format!("item {place}"), item, expected, mismatches);
    }
    let none = Vec::new();
    let faults = expected["item_errors"].as_array().unwrap_or(&none);
    mismatches.compare("number of refused items", reading.item_errors.len(), faults.len());
    for (fault, expected) in reading.item_errors.iter().zip(faults) {
        mismatches.compare("refused item", fault.index as u64, expected["index"].as_u64().unwrap());
        mismatches.compare("code of refusal", fault.fault.code.as_str(), expected["code"].as_str().unwrap());
        for word in strings(&expected["must_mention"]) {
            if !fault.fault.message.contains(&word) {
                mismatches.add(&format!("the message does not mention {word:?}"), &fault.fault.message);
            }
        }
    }
}

fn check_item(what: &str, item: &Item, expected: &Value, mismatches: &mut Mismatches) {
    // What `import --dry-run --json` prints is what is compared.
    let printed = serde_json::to_value(item).unwrap();
    for field in ["title", "date", "bulletin_date", "outlet", "author", "source_url", "lang"] {
        // A field that is not there is not what the fixture is about.
        if expected.get(field).is_none() {
            continue;
        }
        mismatches.compare(&format!("{what}: {field}"), &printed[field], &expected[field]);
    }
    let countries = strings(&printed["countries"]);
    let topics = strings(&printed["topics"]);
    for (field, got) in [("countries", countries), ("topics", topics)] {
        if expected.get(field).is_some() {
            let allowed = &expected[format!("{field}_allowed")];
            mismatches.compare_tags(&format!("{what}: {field}"), &got, &expected[field], allowed);
        }
    }
    let words: Vec<&str> = item.body.split_whitespace().collect();
    let ends = |words: &[&str]| words.join(" ");
    mismatches.compare(
        &format!("{what}: paragraphs"),
        item.body.split("\n\n").count() as u64,
        expected["body_paragraphs"].as_u64().unwrap(),
    );
    mismatches.compare(&format!("{what}: words"), words.len() as u64, expected["body_words"].as_u64().unwrap());
    mismatches.compare(
        &format!("{what}: first words"),
        ends(&words[..words.len().min(4)]).as_str(),
        expected["first_words"].as_str().unwrap(),
    );
    mismatches.compare(
        &format!("{what}: last words"),
        ends(&words[words.len().saturating_sub(4)..]).as_str(),
        expected["last_words"].as_str().unwrap(),
    );
    let warnings = strings(&printed["warnings"]);
    for code in strings(&expected["warnings"]) {
        if !warnings.contains(&code) {
            mismatches.add(&format!("{what}: the warning {code} is missing"), &warnings);
        }
    }
    for start in strings(&expected["review"]) {
        if !item.review.iter().any(|doubt| doubt.starts_with(&start)) {
            mismatches.add(&format!("{what}: the doubt {start:?} is missing"), &item.review);
        }
    }
    let said: Vec<&str> = item.warnings.iter().flat_map(|warning| &warning.left_out).map(String::as_str).collect();
    for text in strings(&expected["removed"]) {
        if !said.iter().any(|message| message.contains(&text)) {
            mismatches.add(&format!("{what}: it is not said that {text:?} was left out"), &said);
        }
    }
    if let Some(proposed) = expected["title_proposed"].as_str() {
        mismatches.compare(&format!("{what}: proposed title"), item.title.as_str(), proposed);
    }
}

struct Mismatches<'a> {
    input: &'a str,
    found: Vec<String>,
}

impl Mismatches<'_> {
    fn add(&mut self, what: &str, got: &impl std::fmt::Debug) {
        self.found.push(format!("{}: {what}: {got:?}", self.input));
    }

    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, got: T, expected: T) {
        if got != expected {
            self.add(what, &format!("got {got:?}, expected {expected:?}"));
        }
    }

    fn compare_tags(&mut self, what: &str, got: &[String], expected: &Value, allowed: &Value) {
        let (expected, allowed) = (strings(expected), strings(allowed));
        let fits = expected.iter().all(|tag| got.contains(tag))
            && got.iter().all(|tag| expected.contains(tag) || allowed.contains(tag));
        if !fits {
            self.add(what, &format!("got {got:?}, expected {expected:?}, allowed {allowed:?}"));
        }
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

#[test]
fn one_story_at_two_outlets_has_two_addresses_and_one_body_start() {
    let item = |input: &str| read(input, &fs::read(fixtures().join(input)).unwrap(), &options()).items.remove(0);
    let (a, b) = (item("49-duplicate-a.txt"), item("50-duplicate-b.txt"));
    assert_ne!(url::key(&a.source_url.unwrap()), url::key(&b.source_url.unwrap()));
    assert_eq!(a.body.split_whitespace().next(), b.body.split_whitespace().next());
}

#[test]
fn addresses_are_stored_and_compared_as_the_table_says() {
    let table: Value = serde_json::from_slice(&fs::read(fixtures().join("urls.json")).unwrap()).unwrap();
    for row in table["rows"].as_array().unwrap() {
        let stored = url::stored(row["raw"].as_str().unwrap()).ok();
        assert_eq!(stored.as_deref(), row["stored"].as_str(), "{row}");
        assert_eq!(stored.map(|stored| url::key(&stored)).as_deref(), row["key"].as_str(), "{row}");
    }
}

/// A bulletin item with the given header, body and foot.
fn bulletin(header: &str, foot: &str) -> String {
    format!(
        "---\n\n## **NORWAY, GHANA SIGN DEAL**\n\n-\n\n{header}\n\nNorway and Ghana have signed a trade deal.\n\n{foot}\n"
    )
}

#[test]
fn refusals_say_what_where_and_what_to_do() {
    let foot = "<https://x.example/a>\n\n---\n\nKaynak/Source:";
    for (header, foot, message) in [
        (
            "31.02.2021\n\n---\n\nFjord Daily",
            foot,
            "a.txt, line 7: the date 31.02.2021 does not exist; correct the day or the month",
        ),
        (
            "02.12.2921\n\n---\n\nFjord Daily",
            foot,
            "a.txt, line 7: the date 02.12.2921 lies in the future (today is 2026-11-24); correct it",
        ),
        (
            "02.12.2021\n\n---\n\nFjord Daily (2 February 2021)",
            foot,
            "a.txt, line 11: the bulletin is of 02.12.2021 (2021-12-02, line 7) and the article of 2 February 2021 (2021-02-02), 303 days apart; \
             an article is at most seven days older than its bulletin and one day younger: correct the date that is wrong",
        ),
        (
            "03/04/2022\n\nFjord Daily",
            foot,
            "a.txt, line 7: the date 03/04/2022 is 2022-04-03 with the day first and 2022-03-04 with the month first, and nothing else tells which; \
             import it with --date-order dmy or --date-order mdy, or write the month as a word",
        ),
        (
            "02.12.2021\n\n---\n\nFjord Daily",
            "<http://x.example/…/expert>",
            "a.txt, line 15: the address http://x.example/…/expert was shortened; open the original and paste its whole address",
        ),
        (
            "02.12.2021\n\n---\n\nFjord Daily",
            "http://www.n ews.example/a",
            "a.txt, line 15: http://www.n ews.example/a is no web address; it must begin with http:// or https:// and hold no spaces",
        ),
    ] {
        let reading = read("a.txt", bulletin(header, foot).as_bytes(), &options());
        assert_eq!(reading.error.map(|fault| fault.message).as_deref(), Some(message));
        assert_eq!(reading.items.len(), 1, "what could be read is shown");
        assert_eq!(reading.items[0].title_as_given(), "NORWAY, GHANA SIGN DEAL");
    }
}

#[test]
fn the_place_of_a_fault_is_in_the_raw_file() {
    let text = bulletin("02.12.2021\n\n---\n\nFjord Daily", "<http://x.example/…/expert>").replace('\n', "\r\n");
    let fault = read("a.txt", text.as_bytes(), &options()).error.unwrap();
    assert_eq!((fault.line, fault.column), (Some(15), Some(2)));
}

#[test]
fn an_order_of_day_and_month_can_be_given() {
    let text = bulletin("03/04/2022\n\nFjord Daily", "<https://x.example/a>");
    for (order, day) in [(DateOrder::DayFirst, date(2022, 4, 3)), (DateOrder::MonthFirst, date(2022, 3, 4))] {
        let options = Options { date_order: Some(order), ..options() };
        assert_eq!(read("a.txt", text.as_bytes(), &options).items[0].date, Some(day));
    }
}

#[test]
fn an_item_prints_the_title_as_given_and_the_proposal() {
    let reading =
        read("a.txt", bulletin("02.12.2021\n\n---\n\nFjord Daily", "<https://x.example/a>").as_bytes(), &options());
    insta::assert_json_snapshot!(reading.items[0], @r#"
    {
      "title": "NORWAY, GHANA SIGN DEAL",
      "title_proposed": "Norway, Ghana sign deal",
      "title_original": "NORWAY, GHANA SIGN DEAL",
      "date": "2021-12-02",
      "bulletin_date": "2021-12-02",
      "outlet": "Fjord Daily",
      "author": [],
      "source_url": "https://x.example/a",
      "countries": [
        "NO",
        "GH"
      ],
      "mentions": [],
      "topics": [
        "trade"
      ],
      "lang": "en",
      "body": "Norway and Ghana have signed a trade deal.",
      "warnings": [],
      "warning_details": [],
      "review": [],
      "certainty": {
        "author": "missing",
        "body": "certain",
        "countries": "certain",
        "date": "certain",
        "header": "certain",
        "mentions": "certain",
        "outlet": "certain",
        "story": "certain",
        "title": "certain",
        "topics": "inferred",
        "url": "certain"
      }
    }
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read("a", &bytes, &options());
    }

    #[test]
    fn no_text_makes_it_panic_and_words_are_never_invented(text in text()) {
        let first = read("a", text.as_bytes(), &options());
        let second = read("a", text.as_bytes(), &options());
        prop_assert_eq!(&first.items, &second.items);
        for item in &first.items {
            let repaired = item.warnings.iter().any(|warning| warning.code == WarningCode::MojibakeRepaired);
            // What the body says stands in the text, in the same order.
            let mut source = letters(&text).chars().collect::<Vec<_>>().into_iter();
            prop_assert!(repaired || letters(&item.body).chars().all(|c| source.any(|s| s == c)), "{}", item.body);
        }
    }
}

/// Texts of the pieces that bulletins are made of, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---".to_owned()),
        Just("-".to_owned()),
        Just("\u{c}".to_owned()),
        Just("-----".to_owned()),
        Just(String::new()),
        Just("## **A, B SIGN**".to_owned()),
        Just("**BOLD**".to_owned()),
        Just("Set\n===".to_owned()),
        Just("[01] Malta and Cyprus".to_owned()),
        Just("02.12.2021".to_owned()),
        Just("03/04/2022".to_owned()),
        Just("Fjord Daily (2 December 2021)".to_owned()),
        Just("By Vera Example".to_owned()),
        Just("Kaynak/Source:".to_owned()),
        Just("<https://x.example/a>".to_owned()),
        Just("Related stories".to_owned()),
        Just("- a list".to_owned()),
        Just("Yayın Tarihi: 03.12.2021".to_owned()),
        Just("BAKU (Reuters) - Türkiye’nin heyeti geldi.".to_owned()),
        Just("coop-".to_owned()),
        Just("eration in Georgia and the U.S. went on.".to_owned()),
        "[ -~]{0,60}",
        "\\PC{0,40}",
        "[İIıiŞşĞğ’'. ]{0,20}",
    ];
    prop::collection::vec((piece, prop_oneof![Just("\n"), Just("\n\n"), Just("\r\n")]), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(text, end)| text + end).collect())
}

/// The letters and digits of a text in their compared form; hyphens, marks and spaces are left out.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn huge_lines_take_linear_time() {
    for unit in ["Turkey and ", "[x](", "1.2.", "a-\n\n", "«Ã", "## a\n", "--", "2\n", "U.S.", "<http", "| 2 "] {
        let text = bulletin("02.12.2021\n\n---\n\nFjord Daily", &unit.repeat(SIZE / unit.len()));
        let start = std::time::Instant::now();
        read("a", text.as_bytes(), &options());
        // Without optimisation some take two seconds; a quadratic one takes minutes.
        assert!(start.elapsed().as_secs() < 30, "{unit:?} took {:?}", start.elapsed());
    }
}

const SIZE: usize = 200_000;

#[test]
fn fixtures_of_one_group_share_it() {
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().ends_with(".expected.json") {
            let expected: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
            for item in expected["items"].as_array().into_iter().flatten() {
                if let Some(group) = item["dup_group"].as_str() {
                    *groups.entry(group.to_owned()).or_default() += 1;
                }
            }
        }
    }
    assert_eq!(groups.get("solar"), Some(&2));
}

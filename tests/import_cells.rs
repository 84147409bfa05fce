//! Cells of tables: those that no column takes, those that say what is not known, and several of one kind.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use chancery::import::Item;
use raw::{codes, message, only, reading};

fn told(item: &Item) -> Vec<String> {
    let told = item.warnings.iter().filter(|warning| warning.code.as_str() == "columns-ignored");
    told.map(|warning| warning.message.clone()).collect()
}

#[test]
fn cells_beyond_the_head_are_joined_to_the_text_or_told() {
    let joined = "body: the row has more cells than the head; they were joined";
    for separator in [",", ";", "\t"] {
        let table = "title,date,url,text\nMalta and Oman sign,2022-09-27,https://d.example/1,Malta, the island, and Oman sign,,\n\
                     Chad and Peru talk,2022-09-28,https://d.example/2,Chad and Peru have talked.,,\n";
        let items = reading(table.replace(',', separator).as_bytes()).items;
        assert_eq!(items[0].body, format!("Malta{separator} the island{separator} and Oman sign").replace("\t ", " "));
        assert!(items[0].review.contains(&joined.to_owned()), "{:?}", items[0].review);
        assert!(!items[1].review.contains(&joined.to_owned()), "empty cells are none: {:?}", items[1].review);
    }
    let left = "file: cells of the row have no name above them and were left out: \"so say both; 7\"";
    let other =
        "title,date,text,url\nMalta and Oman sign,2022-09-27,Malta and Oman sign,https://d.example/1,so say both,7\n";
    let item = only(other.as_bytes());
    assert_eq!(item.body, "Malta and Oman sign");
    assert!(item.review.contains(&left.to_owned()), "{:?}", item.review);
    assert_eq!(told(&item), ["cells without a name in the head are not read: \"so say both; 7\""]);
    let whole: Vec<_> = item.warnings.iter().flat_map(|warning| &warning.left_out).collect();
    assert_eq!(whole, ["so say both", "7"]);
}

#[test]
fn words_in_a_column_without_a_name_are_told() {
    let table = ",title,date,,text\n1,Malta and Oman sign,2022-09-27,ask Nada,Malta and Oman sign\n\
                 2,Chad and Peru talk,2022-09-28,,Chad and Peru have talked.\n";
    let items = reading(table.as_bytes()).items;
    let left = "file: cells of the row have no name above them and were left out: \"ask Nada\"";
    assert!(items[0].review.contains(&left.to_owned()), "{:?}", items[0].review);
    assert!(!items[1].review.iter().any(|doubt| doubt.starts_with("file:")), "numbers of rows: {:?}", items[1].review);
}

#[test]
fn a_quotation_mark_that_takes_rows_for_a_cell_is_told() {
    let table = "title,date,text\nMalta and Oman sign,2022-09-27,\"Malta and Oman sign\n\
                 Chad and Peru talk,2022-09-28,\"Chad and Peru have talked.\"\nGhana and Fiji meet,2022-09-29,They meet.\n";
    let items = reading(table.as_bytes()).items;
    let doubt = "file: a quotation mark may not be closed; a cell has what looks like a row in it: \
                 \"Chad and Peru talk,2022-09-28,Chad and Peru have talked.\"\"";
    assert!(items[0].review.contains(&doubt.to_owned()), "{:?}", items[0].review);
    let prose = "title,date,text\nMalta and Oman sign,2022-09-27,\"Malta, it says,\nand Oman, in May 2022, of all months, sign\"\n";
    assert!(!only(prose.as_bytes()).review.iter().any(|doubt| doubt.starts_with("file:")));
    // The count of all marks is even here.
    let even = "title,date,text\n5\" pipes for Oman,2022-09-27,Malta sends pipes.\n\
                Malta and Oman sign,2022-09-27,\"Malta and Oman sign\nChad talks,2022-09-28,Chad has talked.\n";
    assert!(message(even.as_bytes()).contains("a quotation mark is not closed"));
    for end in ["", "\n"] {
        let last = format!("title,date,text\nMalta and Oman sign,2022-09-27,\"Malta and Oman sign{end}");
        let doubt = "file: the table ends within quotation marks; something may be missing";
        assert!(only(last.as_bytes()).review.contains(&doubt.to_owned()));
    }
}

#[test]
fn the_first_filled_column_of_a_kind_is_read_and_others_are_told() {
    let table = "title,headline,outlet,source,date,text,body\n\
                 Malta and Oman sign,Island signs,Delta Wire,Delta Wire,2022-09-27,Malta and Oman sign.,\"Malta signs\n\nwith Oman.\"\n\
                 ,Chad and Peru talk,,Andes Mail,2022-09-28,,Chad and Peru have talked.\n";
    let items = reading(table.as_bytes()).items;
    let [first, second] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((first.title.as_str(), first.body.as_str()), ("Malta and Oman sign", "Malta and Oman sign."));
    assert_eq!(
        told(first),
        [
            "the column \"headline\" is not read beside \"title\": \"Island signs\"",
            "the column \"body\" is not read beside \"text\": \"Malta signs with Oman.\"",
        ],
        "an outlet that is the same is not told"
    );
    let whole: Vec<_> = first.warnings.iter().flat_map(|warning| &warning.left_out).collect();
    assert_eq!(whole, ["Island signs", "Malta signs\n\nwith Oman."]);
    let doubt = "body: the column \"body\" has other words, which were left out: \"Malta signs with Oman.\"";
    let doubts: Vec<_> = first.review.iter().filter(|doubt| doubt.contains("column")).collect();
    assert_eq!(doubts, [doubt]);
    assert_eq!((second.title.as_str(), second.outlet.as_deref()), ("Chad and Peru talk", Some("Andes Mail")));
    assert_eq!(second.body, "Chad and Peru have talked.");
    assert_eq!(told(second), [""; 0]);
}

#[test]
fn names_that_are_not_known_are_told_and_the_others_count() {
    let row = |countries: &str, mentions: &str, topics: &str, language: &str| {
        let table = format!(
            "title;date;text;countries;mentions;topics;language\n\
             Two states sign;2022-09-27;The two states have signed an accord.;{countries};{mentions};{topics};{language}\n"
        );
        let item = only(table.as_bytes());
        let doubts: Vec<String> = item.review.iter().filter(|doubt| doubt.ends_with(" not known")).cloned().collect();
        (item, doubts)
    };
    let (item, doubts) = row("MT, Atlantis, Oman", "Lemuria | Thule, PE", "environment, Sea monsters", "Elvish");
    assert_eq!(codes(&item), ["MT", "OM"]);
    assert_eq!((item.topics.as_slice(), item.lang.as_str()), (["environment".to_owned()].as_slice(), "en"));
    assert_eq!(
        doubts,
        [
            "countries: \"Atlantis\" is not known",
            "mentions: \"Lemuria\", \"Thule\" are not known",
            "topics: \"Sea monsters\" is not known",
            "lang: \"Elvish\" is not known",
        ]
    );
    let (item, doubts) = row("Malta, Umman", "", "Environment", "en-GB");
    assert_eq!((codes(&item), doubts), (vec!["MT".to_owned(), "OM".to_owned()], Vec::new()));
}

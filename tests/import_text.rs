//! What holds of every text that is imported: nothing of it is lost unsaid, and the time is linear in its size.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chancery::country::gazetteer::Gazetteer;
use chancery::import::{FaultCode, Options, Reading, Vocabulary, read};
use jiff::civil::date;
use proptest::prelude::*;

fn options() -> Options<'static> {
    Options {
        date_order: None,
        format: None,
        today: date(2026, 11, 24),
        gazetteer: Gazetteer::builtin(),
        vocabulary: Vocabulary::builtin(),
    }
}

/// All that a reading says, in small letters.
fn said(reading: &Reading) -> String {
    let mut said = serde_json::to_string(&reading.items).unwrap();
    for fault in reading.error.iter().chain(reading.item_errors.iter().map(|item| &item.fault)) {
        said.push_str(&fault.message);
    }
    said.to_lowercase()
}

/// The pieces that texts are made of; `Q` stands for a word that is nowhere else.
const PIECES: [&str; 105] = [
    "---",
    "***",
    "-",
    "",
    "",
    "\u{c}",
    "-----",
    "7",
    "## **Q AND Q SIGN**",
    "# Q and Q sign a paper",
    "**Q and Q meet in Oslo**",
    "Q, Q TO OPEN TALKS",
    "Q and Q open a new road",
    "QUITO: Q and Q open talks",
    "[01] Q opens a hall",
    "1. Q opens a new hall",
    "2. Q closes an old hall",
    "No: 12, 2 December 2021, Press Release Regarding Q and Q",
    "02.12.2021",
    "03.12.2021",
    "3 March 2022",
    "Q Daily (2 December 2021)",
    "Q Times, 1 December 2021",
    "| 19:27 | 02-12-2021 | Q |",
    "By Vera Q | 2 December 2021 | 3 min read",
    "Published: 2 December 2021 | Updated: 4 December 2021",
    "Updated: 4 December 2021",
    "By Vera Q",
    "By Ali Q and Can Q in Accra",
    "Haber: Ayşe Q",
    "Vera Q",
    "Q Herald, Greece",
    "Kategori: Q",
    "Konu: Q ve Q",
    "Kaynak: Q Postası",
    "Kaynak/Source:",
    "Kaynak/Source: Q Mirror",
    "Home > World > Q",
    "Photo: Q in the rain",
    "Read more: Q lifts a ban",
    "Related stories",
    "- Q counts its flocks",
    "Q sends vets",
    "Share this article: Facebook | Twitter",
    "Tags: Q, Q",
    "12 comments",
    "© 2023 Q. All rights reserved.",
    "Published in Q Courier, October 1st, 2020",
    "<https://x.example/q/Q>",
    "https://x.example/news/Q-",
    "a-b-Q.html",
    "From: Q | News List",
    "From: Q",
    "Subject: Fwd: Q and Q agree",
    "To: Q",
    "---------- Forwarded message ---------",
    "> Q said it was good.",
    "Q and the other side have met in the hall. They spoke of Q.",
    "The Q ministry said so, and the\nother side agreed with Q on the whole of the paper that was\nsigned.",
    "ACCRA, March 4, 2022 (Q) - The ports of Q are open, officials said.",
    "Q BULLETIN OF THE PORT",
    "Q and Q open a fair (Q Times, 2 December 2021)",
    "Q Times - December 2, 2021 - By Vera Q",
    "15 March 2022 [10:40] - Q.NET",
    "Q Post, 15 November",
    "HABER 2",
    "Text: Q and the others have met in the hall.",
    "Title: Q opens a fair",
    "Haber Merkezi, Q Postası (2 Aralık 2021)",
    "Embassy of Q in Oslo",
    "PRESS RELEASE",
    "Q, 4 May 2022",
    "* Q costs nothing",
    "Q / 05.05.2022",
    "Contact: Q",
    "small letters go on with Q and then end.",
    "--",
    "=====",
    "A A A",
    "*By Vera Q, [Q Mail](https://x.example/Q), October 18, 2025*",
    "*[Vera Q](https://x.example/Q) | 2 December 2021*",
    "Vera Q <vera@Q.example>",
    "Tue, Oct 14, 2025 at 9:12 AM",
    "Morning all, Q is below.",
    "Dear readers,",
    "Muhabir: Vera Q",
    "By Vera Q, Q Mail",
    "Stand: 07.11.2025, Q Uhr",
    "Q Haber Ajansı - QHA",
    "On 14 November 2025 Q and the other side met.",
    "[12.11.25, 09:14:22] Vera Q: Q and Q agree",
    "12/11/2025, 09:14 - Vera Q: Q and Q agree",
    "612 words",
    "Document HARSEN0020250718ee7i0002k",
    "Length: 88 words",
    "Byline: Vera Q",
    "Body",
    "Load-Date: June 25, 2025 Q",
    "End of Document",
    "HD Q and Q agree",
    "PD 18 July 2025",
    "SN Q Sentinel",
    "TD Q said so in the hall.",
    "You get this because you subscribed to Q. Unsubscribe",
    "The Q Letter, 5 Quay Road, Q",
];

/// Texts of the pieces in any order, and the words that must not be lost.
fn text() -> impl Strategy<Value = (String, Vec<String>)> {
    let end = prop_oneof![Just("\n"), Just("\n\n"), Just("\n\n"), Just("\r\n"), Just("\n\n\n")];
    prop::collection::vec((0..PIECES.len(), end), 1..30).prop_map(|pieces| {
        let (mut text, mut words) = (String::new(), Vec::new());
        for (piece, end) in pieces {
            for part in PIECES[piece].split_inclusive(|c: char| !c.is_alphanumeric()) {
                let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
                if bare == "Q" {
                    let word = name(words.len());
                    text.push_str(&word);
                    text.push_str(&part[bare.len()..]);
                    words.push(word.to_lowercase());
                } else {
                    text.push_str(part);
                }
            }
            text.push_str(end);
        }
        (text, words)
    })
}

/// "Quabzox" and so on: letters only, so that it can be a name.
fn name(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("Qua{}z{}x", letter(number), letter(number / 26))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_text_is_lost_unsaid((text, words) in text()) {
        let reading = read("a.txt", text.as_bytes(), &options());
        // A refused entry among others stays in its file, and its fault says where it is.
        let whole = reading.item_errors.is_empty() && !reading.items.is_empty();
        let said = said(&reading);
        for word in words.iter().filter(|_| whole) {
            prop_assert!(said.contains(word), "{} is lost from\n{}\n--\n{}", word, text, said);
        }
    }
}

#[test]
fn twice_the_text_takes_about_twice_the_time() {
    let item = "## **NORWAY, GHANA SIGN DEAL**\n\n-\n\n02.12.2021\n\n---\n\nFjord Daily (2 December 2021)\n\nBy Vera Example\n\n";
    let body = "Norway and Ghana have signed a trade deal, the ministry said.\nThe ports of both will share their pilots, and\nthe rest follows.\n\n";
    let plain = "Norway, Ghana share pilots\nFjord Daily, 2 December 2021\n\n";
    let units = [
        ("one bulletin", item.to_owned(), body.to_owned()),
        ("many bulletins", String::new(), format!("{item}{body}Kaynak/Source:\n\n---\n\n")),
        ("one plain text", plain.to_owned(), body.to_owned()),
        ("many plain texts", String::new(), format!("{plain}{body}\n* * *\n\n")),
        ("a digest", String::new(), format!("[01] Norway and Ghana sign\n\n{body}")),
        ("short lines", plain.to_owned(), "PORT REVIEW OF THE SOUTH\n\ncoop-\n".to_owned()),
        ("titles", String::new(), "Norway and Ghana sign a deal\n".to_owned()),
        ("addresses", plain.to_owned(), "https://x.example/a/\nb-c-d/\n".to_owned()),
        ("quoted", "From: A\nDate: 2 May 2022\nSubject: B\n\n".to_owned(), format!("> {}", body.replace('\n', " "))),
        ("related", plain.to_owned(), "Related stories\n\nPeru counts\n\n".to_owned()),
        ("bold", format!("{item}{body}"), "**Norway and Ghana sign**\n\n".to_owned()),
    ];
    let time = |text: &str| {
        let start = Instant::now();
        read("a.txt", text.as_bytes(), &options());
        start.elapsed()
    };
    for (what, head, unit) in units {
        let text = |size: usize| head.clone() + &unit.repeat(size / unit.len());
        let small = (0..3).map(|_| time(&text(2_000))).min().unwrap().max(Duration::from_millis(5));
        // Sixteen times the text: a quadratic reader would need 256 times as long. Other processes run too, so one of
        // several tries is enough.
        let large = text(32_000);
        assert!((0..4).any(|_| time(&large) < small * 80), "{what}: 32 kB take more than 80 times {small:?}");
    }
}

#[test]
fn every_entry_of_a_refused_digest_is_said() {
    let text = "[01] Malta opens a hall\n\nMalta has opened a hall in Oslo.\n\n[02] Peru opens a hall\n\nPeru has opened a hall in Rome.\n";
    let reading = read("a.txt", text.as_bytes(), &options());
    assert_eq!(
        reading.error.as_ref().map(|fault| fault.code),
        Some(FaultCode::NoDate),
        "the first speaks for the file"
    );
    assert!(reading.item_errors.iter().all(|item| item.fault.code == FaultCode::NoDate));
    let indices: BTreeSet<usize> = reading.item_errors.iter().map(|item| item.index).collect();
    assert_eq!(indices, BTreeSet::from([0, 1]));
}

/// The only item of a text, which is read without a fault.
fn only(text: &str) -> chancery::import::Item {
    let mut reading = read("a.txt", text.as_bytes(), &options());
    assert!(reading.error.is_none() && reading.items.len() == 1, "{text}\n{:?}", reading.error);
    reading.items.remove(0)
}

#[test]
fn a_text_that_no_bulletin_has_is_refused() {
    for text in ["a b\n".repeat(1_100_000), "a ".repeat(9 << 20)] {
        let fault = read("a.txt", text.as_bytes(), &options()).error.unwrap();
        assert_eq!(fault.code, FaultCode::Damaged);
        assert_eq!(
            fault.message,
            "a.txt: a text of more than 16 MB or a million lines, which no bulletin has; part it and import the parts"
        );
    }
}

/// Title, byline with its date, a sentence, and a last line that names the source, in each of the languages.
#[test]
fn bylines_and_sources_are_read_in_eight_languages() {
    let stories = [
        (
            "Kenya and Norway sign",
            "By Jane Roe, 7 September 2026",
            "Jane Roe",
            "They signed it in Nairobi on Monday.",
            "Source: AKA News Agency",
            "AKA News Agency",
        ),
        (
            "Türkiye ve Gürcistan kapı açtı",
            "Haber: Ayşe Örnek, 7 Eylül 2026",
            "Ayşe Örnek",
            "Törene iki ülkenin bakanları katıldı.",
            "Kaynak: AKA Ajansı",
            "AKA Ajansı",
        ),
        (
            "Azərbaycan və Gürcüstan yol açdı",
            "Müəllif: Aytən Nümunə, 7 sentyabr 2026",
            "Aytən Nümunə",
            "Nazirlər bunu bazar günü bildirib.",
            "Mənbə: Xəzər Agentliyi",
            "Xəzər Agentliyi",
        ),
        (
            "Казахстан и Сербия договорились",
            "Автор: Вера Примерова, 7 сентября 2026",
            "Вера Примерова",
            "Об этом сообщили в министерстве торговли.",
            "Источник: Степной вестник",
            "Степной вестник",
        ),
        (
            "La France et le Laos signent",
            "Par Luc Exemple, le 7 septembre 2026",
            "Luc Exemple",
            "Les ministres ont signé un accord à Lyon.",
            "Source : Agence Exemple",
            "Agence Exemple",
        ),
        (
            "Deutschland und Peru einigen sich",
            "Von Karin Muster, 7. September 2026",
            "Karin Muster",
            "Das sagten die Minister am Montag in Lima.",
            "Quelle: Nordblatt",
            "Nordblatt",
        ),
        (
            "الأردن والنرويج يوقعان اتفاقا",
            "بقلم: ليلى المثال، 7 سبتمبر 2026",
            "ليلى المثال",
            "وقع الوزيران الاتفاق في عمان يوم الاثنين الماضي.",
            "المصدر: وكالة المثال",
            "وكالة المثال",
        ),
        (
            "پاکستان اور ناروے نے معاہدہ کیا",
            "تحریر: احمد مثال، 7 ستمبر 2026",
            "احمد مثال",
            "پاکستان اور ناروے نے پیر کے روز معاہدے پر دستخط کیے۔",
            "ماخذ: مثال نیوز",
            "مثال نیوز",
        ),
    ];
    for (title, byline, author, sentence, source, outlet) in stories {
        let item = only(&format!("{title}\n\n{byline}\n\n{sentence}\n\n{source}\n"));
        assert_eq!(item.title_as_given(), title);
        assert_eq!(
            (item.date, item.author.as_slice()),
            (Some(date(2026, 9, 7)), [author.to_owned()].as_slice()),
            "{byline}"
        );
        assert_eq!((item.outlet.as_deref(), item.body.trim()), (Some(outlet), sentence), "{source}");
    }
}

#[test]
fn who_signs_for_an_agency_is_no_author() {
    let item = only(
        "Kenya and Norway sign\n\n7 September 2026\n\nBy Associated Press\n\nThey signed it in Nairobi on Monday.\n\nContact the writer at jane@fjord.example\n",
    );
    assert_eq!((item.outlet.as_deref(), item.author.len()), (Some("Associated Press"), 0));
    assert_eq!(item.body.trim(), "They signed it in Nairobi on Monday.");
}

#[test]
fn guessed_and_lost_letters_are_doubts() {
    let text = "Türkiye'nin Bakü Büyükelçiliği taşındı\n\n07.09.2026\n\nDeneme Postası (7 Eylül 2026)\n\nTörene iki ülkenin bakanları kat?ldı ve bir konuşma yaptı.\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1254.encode(text);
    let item = read("a.txt", &bytes, &options()).items.remove(0);
    assert_eq!(item.title, "Türkiye'nin Bakü Büyükelçiliği taşındı");
    assert_eq!(
        item.review,
        [
            "url: not found",
            "body: the file does not say how its letters are encoded; windows-1254 was guessed",
            "body: letters were lost before the import: \"kat?ldı\" (paragraph 1)",
        ]
    );
}

#[test]
fn a_number_that_ends_a_sentence_is_text() {
    let head = "Togo and Peru sign pact\n\nLomé Post, 3 October 2025\n\n";
    // A year with its full stop.
    let year = only(&format!("{head}They signed a pact on charts that were drawn in\n1973.\n\nIt will be renewed.\n"));
    assert_eq!(year.body.trim(), "They signed a pact on charts that were drawn in 1973.\n\nIt will be renewed.");
    // A figure in a text with pages.
    let paged = only(&format!(
        "{head}It is the first of its kind.\n\nThey signed a pact on all the charts of the old harbour, of which there are\n212\n\nIt will be renewed.\n\n1\n\n\u{c}\nNobody knows for how long it will last.\n"
    ));
    assert!(paged.body.contains("of which there are 212\n\nIt will be renewed."), "{}", paged.body);
    assert!(!paged.body.contains("\n1"), "{}", paged.body);
}

#[test]
fn a_line_that_begins_a_sentence_is_no_running_head() {
    let text = only(
        "Togo and Peru sign pact\n\nLomé Post, 3 October 2025\n\nIt is the first of its kind.\n\nThey signed a pact on all the charts of the old harbour\n\n\u{c}\nThe pact will be renewed by both of them in the\nspring of the next year, the ministry of the ports has said, and it may be made longer.\n",
    );
    assert!(text.body.contains("The pact will be renewed by both of them in the spring"), "{}", text.body);
}

#[test]
fn a_dateline_may_have_its_day_in_other_places() {
    for (text, outlet, day) in [
        (
            "Peru ile Umman yol açıyor\n\n- Bakan: \"Yol iki yılda biter\"\n\nRİZE (AA) - 18.11.2025 - Peru ile Umman bir yol açmak üzere anlaştı.\n\nYol uzun olacak.\n",
            Some("AA"),
            "2025-11-18",
        ),
        (
            "بيرو وعمان تتفقان\n\nمسقط في 18 نوفمبر 2025 /العمانية/ اتفقت بيرو وعمان اليوم على شق طريق جديد بين المدينتين.\n\nوقال الوزير إن الطريق طويل.\n",
            Some("العمانية"),
            "2025-11-18",
        ),
        (
            "پاکستان اور پیرو کا سڑک پر اتفاق\n\nاسلام آباد (نمائندہ خصوصی) 17 نومبر 2025ء\n\nپاکستان اور پیرو نے ایک سڑک بنانے پر اتفاق کر لیا ہے۔\n\nسڑک لمبی ہوگی۔\n",
            None,
            "2025-11-17",
        ),
        (
            "Peru und Oman bauen eine Straße\n\nLima/Maskat (dpa) - Peru und Oman bauen eine Straße. Das wurde in Lima mitgeteilt.\n\nSie wird lang.\n\nStand: 19.11.2025\n",
            Some("dpa"),
            "2025-11-19",
        ),
    ] {
        let item = only(text);
        assert_eq!((item.outlet.as_deref(), item.date.unwrap().to_string().as_str()), (outlet, day), "{text}");
    }
}

#[test]
fn outlet_and_day_may_stand_below_the_text() {
    let text = "Laos and Togo agree on tractors\n\nLaos and Togo agreed to build tractors near Lomé. There will be 300.\n\nRiver Herald, 22 November 2025\nhttps://river.example/t\n";
    for (text, message) in [(text.to_owned(), false), (format!("[24.11.2025, 09:15:03] Jon: {text}"), true)] {
        let item = only(&text);
        assert_eq!(item.outlet.as_deref(), Some("River Herald"), "{message}");
        assert_eq!(item.date.unwrap().to_string(), "2025-11-22", "{message}");
        assert!(item.body.trim_end().ends_with("There will be 300."), "{}", item.body);
    }
}

#[test]
fn a_numbered_issue_gives_its_date_to_its_items() {
    let text = "TWO STATES WATCH\nNo. 47 / 24 November 2025\n\n---\n\n## **PERU AND OMAN SIGN PACT**\n\nAndes Daily, 21 November 2025\n\nPeru and Oman signed a pact on roads in Lima.\n\n---\n\n## **TOGO AND LAOS BUILD TRACTORS**\n\nRiver Herald\n\nTogo and Laos agreed to build tractors near Lomé.\n";
    let items = read("a.txt", text.as_bytes(), &options()).items;
    let days: Vec<_> = items.iter().map(|item| item.date.map(|day| day.to_string()).unwrap_or_default()).collect();
    assert_eq!(days, ["2025-11-21", "2025-11-24"]);
}

#[test]
fn a_ministry_is_no_author() {
    let item = only(
        "REPUBLIC OF PERU\nMINISTRY OF FOREIGN AFFAIRS\n\nNo: 231, 19 November 2025, Press Release Regarding the Visit of the Minister of Togo\n\nThe Minister of Togo will pay a visit to Peru on 20 November 2025.\n\nAll will be reviewed.\n",
    );
    assert_eq!(item.author, [""; 0]);
    assert!(item.review.iter().any(|doubt| doubt.contains("MINISTRY OF FOREIGN AFFAIRS")), "{:?}", item.review);
}

#[test]
fn a_link_to_another_story_names_no_party() {
    let item = only(
        "Karadağ ve Sırbistan arasında gümrük krizi\n\nBalkan Örneği, 20 Kasım 2025\n\nKaradağ, et ithalatını durdurdu.\nİlginizi çekebilir: Kosova'da seçim sonuçları\nBelgrad buna karşı çıktı.\n",
    );
    assert!(!item.body.contains("Kosova") && item.body.contains("Belgrad"), "{}", item.body);
    assert!(item.warnings.iter().any(|warning| warning.left_out.iter().any(|line| line.contains("Kosova"))));
    assert_eq!(item.mentions.len(), 0);
}

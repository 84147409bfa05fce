//! Rich text: what word processors write is read, and no bytes do more than be refused.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

use chancery::country::gazetteer::Gazetteer;
use chancery::import::{Format, Item, Options, Reading, Vocabulary, read, recognise};
use jiff::civil::date;
use proptest::prelude::*;

fn reading(bytes: &[u8]) -> Reading {
    let options = Options {
        date_order: None,
        format: Some(Format::Rtf),
        today: date(2026, 11, 24),
        gazetteer: Gazetteer::builtin(),
        vocabulary: Vocabulary::builtin(),
    };
    read("a", bytes, &options)
}

fn only(rtf: &[u8]) -> Item {
    assert_eq!(recognise(rtf), Format::Rtf);
    let mut found = reading(rtf);
    assert_eq!((&found.error, found.items.len()), (&None, 1), "{:?}", found.items);
    found.items.remove(0)
}

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fswiss\\fcharset162{\\*\\fname Arial;}Arial Tur;}\
    {\\f2\\fcharset204 Arial Cyr;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s3\\b heading 1;}}\
    {\\info{\\title Minutes of nobody}{\\author Nobody}}{\\*\\generator Writer;}\n";
/// Title, outlet and day of an article.
const OPENING: &str = "\\pard Ghana and Togo open a road\\par\nFjord Daily, 8 September 2026\\par\n";

fn article(text: &str) -> Vec<u8> {
    format!("{HEAD}{OPENING}\\pard {text}\\par}}").into_bytes()
}

#[test]
fn a_text_of_a_word_processor_is_read() {
    let item = only(&article(
        "{\\header Page \\chpgn\\par}Ghana and {\\b Togo} opened a {\\i new}\n road on Sunday, {\\field{\\*\\fldinst{HYPERLINK \"https://x.example/a\"}}\
         {\\fldrslt{\\ul both}}} ministers said.{\\pict\\pngblip 89504e470d0a}{\\v hidden}{\\deleted gone}\\par\n\
         It leads\\line to Ho{\\*\\bkmkstart x}\\emdash and \\{back\\}.{\\footnote\\pard A note on roads.}",
    ));
    assert_eq!(item.title, "Ghana and Togo open a road");
    assert_eq!((item.outlet.as_deref(), item.date), (Some("Fjord Daily"), Some(date(2026, 9, 8))));
    assert_eq!(
        item.body,
        "Ghana and **Togo** opened a *new* road on Sunday, [both](https://x.example/a) ministers said.\n\n\
         It leads to Ho—and {back}.\n\nA note on roads."
    );
}

#[test]
fn letters_come_as_bytes_of_a_font_or_as_unicode() {
    let body = |text: &str| only(&article(text)).body;
    // Windows-1254 and 1251 by the font, 1252 by the file; the sign behind a unit is for others.
    assert_eq!(
        body("{\\f1 \\'de\\'fdk T\\'fcrkiye} ve Gana, {\\f2 \\'cc\\'ee\\'f1\\'ea\\'e2\\'e0}: caf\\'e9 was open."),
        "Şık Türkiye ve Gana, Москва: café was open."
    );
    assert_eq!(
        body(
            "\\u350?\\u305\\'fdk, \\uc2 \\u8217\\'a1\\'afs \\uc0\\u8220 yes\\u8221  and \\u-10179 \\u-8704 , he said."
        ),
        "Şık, ’s “yes” and 😀, he said."
    );
    // A letter of two bytes may have one that is ASCII.
    let japanese =
        format!("{}{OPENING}\\pard Ghana and Togo said \\'83A\\'83\\'43 at noon.\\par}}", HEAD.replace("1252", "932"));
    assert_eq!(only(japanese.as_bytes()).body, "Ghana and Togo said アイ at noon.");
}

#[test]
fn rows_of_tables_are_lines_and_headings_begin_items() {
    let table = "Ghana and Togo counted the loads of the road on Sunday.\\par\n\\trowd\\pard\\intbl Year\\cell Loads\\cell\\row\n\\trowd\\pard\\intbl 2026\\cell 40\\cell\\row\\pard Below it stands a sentence.";
    assert_eq!(
        only(&article(table)).body.replace("\\|", "|"),
        "Ghana and Togo counted the loads of the road on Sunday.\n\n| Year | Loads |\n| --- | --- |\n| 2026 | 40 |\n\nBelow it stands a sentence."
    );
    let headed = |title: &str| {
        format!(
            "\\pard\\plain\\s3 {title}\\par\n\\pard\\plain\\s0 Fjord Daily, 8 September 2026\\par\n{title} on Sunday, both ministers said.\\par\n"
        )
    };
    let two = format!("{HEAD}{}{}}}", headed("Ghana and Togo open a road"), headed("Kenya and Peru sign"));
    let titles: Vec<String> = reading(two.as_bytes()).items.into_iter().map(|item| item.title).collect();
    assert_eq!(titles, ["Ghana and Togo open a road", "Kenya and Peru sign"]);
    let list = "Three things are on the agenda of both ministers:\\par\n{\\listtext\\'b7\\tab}\\pard\\ls1 roads\\par\n{\\listtext\\'b7\\tab}\\pard\\ls1 ports\\par\\pard That is all that was said.";
    assert!(only(&article(list)).body.contains("- roads\n- ports\n\n"), "{}", only(&article(list)).body);
}

#[test]
fn a_file_that_ends_in_the_middle_says_so() {
    const DOUBT: &str = "body: the file ends in the middle of its text";
    let whole = article("Ghana and Togo opened a road. It leads to Ho.");
    assert!(!only(&whole).review.iter().any(|doubt| doubt == DOUBT));
    let cut = only(whole.strip_suffix(b" to Ho.\\par}").unwrap());
    assert_eq!(cut.body, "Ghana and Togo opened a road. It leads");
    assert!(cut.review.iter().any(|doubt| doubt == DOUBT), "{:?}", cut.review);
}

#[test]
fn what_is_nested_or_long_without_end_is_refused() {
    let message = |rtf: String| reading(rtf.as_bytes()).error.unwrap().message;
    assert_eq!(
        message(format!("{HEAD}{}", "{".repeat(100_000))),
        "a: a rich text file (RTF) that cannot be read: its groups are nested too deep; open it in a word processor and \
         save it again, or copy its text into a file"
    );
    assert!(message(format!("{HEAD}{}", "word ".repeat(4 << 20))).contains("more than 16 MB"));
    assert!(message(format!("{HEAD}{}", "\\par".repeat(1_000_001))).contains("a million lines"));
    assert!(message(format!("{HEAD}{}", "\\b a\\b0 b".repeat(600_000))).contains("a million lines"));
    assert_eq!(reading(b"{\\rtf1 \\bin2147483647 x}").error.unwrap().code.as_str(), "empty-input");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "{", "}", "\\par ", "\\cell", "\\row", "\\intbl", "\\u-1?", "\\u55357 ", "\\uc9", "\\'", "\\'e9", "\\'8", "\\bin3 ",
                    "\\field", "{\\*\\fldinst HYPERLINK \"http://x\"}", "{\\fldrslt ", "\\pard", "\\s1", "\\outlinelevel3 ", "{\\footnote ",
                    "{\\stylesheet{\\s1 heading 1;}}", "{\\fonttbl{\\f1\\fcharset128 x;}}", "\\f1", "\\f-99999999999", "\\", "{\\listtext x}", "word. ",
                ])
                .prop_map(|part| part.as_bytes().to_vec()),
                prop::collection::vec(any::<u8>(), 0..6),
            ],
            0..60,
        ),
    ) {
        let bytes = [HEAD.as_bytes(), &parts.concat()].concat();
        let found = reading(&bytes);
        prop_assert!(found.error.is_some() || !found.items.is_empty());
    }
}

//! An imported item as a Markdown file with front matter.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::Item;

/// The text of the file for an item of a day.
///
/// Keys come in the order of the content model; texts are plain where every YAML reader takes them for the same text,
/// else in double quotes. An item in which no country was found becomes a draft: it waits for its editor and stops no
/// build.
pub fn document(item: &Item, date: Date) -> String {
    let mut text = String::from("---\n");
    let _ = writeln!(text, "title: {}", scalar(&item.title));
    if let Some(original) = &item.title_original {
        let _ = writeln!(text, "title_original: {}", scalar(original));
    }
    let _ = writeln!(text, "date: {date}");
    if item.countries.is_empty() {
        text.push_str("draft: true\n");
    } else {
        let _ = writeln!(text, "countries: {}", list(item.countries.iter().map(crate::country::Code::as_str)));
    }
    if !item.mentions.is_empty() {
        let _ = writeln!(text, "mentions: {}", list(item.mentions.iter().map(crate::country::Code::as_str)));
    }
    if !item.topics.is_empty() {
        let _ = writeln!(text, "topics: {}", list(item.topics.iter().map(String::as_str)));
    }
    if item.outlet.is_some() || item.source_url.is_some() || !item.author.is_empty() || item.original.is_some() {
        text.push_str("source:\n");
        if let Some(outlet) = &item.outlet {
            let _ = writeln!(text, "  outlet: {}", scalar(outlet));
        }
        if let Some(url) = &item.source_url {
            let _ = writeln!(text, "  url: {}", scalar(url));
        }
        if !item.author.is_empty() {
            let _ = writeln!(text, "  author: {}", list(item.author.iter().map(String::as_str)));
        }
        if let Some(original) = &item.original {
            let _ = writeln!(text, "  original: {}", scalar(&original.file));
            let _ = writeln!(text, "  sha256: \"{}\"", original.sha256);
        }
    }
    let _ = writeln!(text, "lang: {}", scalar(&item.lang));
    if let Some(story) = &item.story {
        let _ = writeln!(text, "story: {}", scalar(story));
    }
    if let Some(summary) = &item.summary {
        let _ = writeln!(text, "summary: {}", scalar(summary));
    }
    if !item.review.is_empty() {
        text.push_str("review:\n");
        for doubt in &item.review {
            let _ = writeln!(text, "  - {}", scalar(doubt));
        }
    }
    text.push_str("---\n\n");
    text.push_str(item.body.trim_end());
    text.push('\n');
    text
}

/// A file of [`document`]'s with a story; none where it has one, or is no such file.
pub(super) fn with_story(text: &str, story: &str) -> Option<String> {
    let lang = text.find("\nlang: ")? + 1;
    let end = lang + text.get(lang..)?.find('\n')? + 1;
    let (before, after) = text.split_at_checked(end)?;
    (!before.contains("\nstory: ") && !after.starts_with("story: "))
        .then(|| format!("{before}story: {}\n{after}", scalar(story)))
}

/// The last part of the address: the title's words, as many as make a readable file name.
pub(super) fn slug(title: &str) -> String {
    const LONGEST: usize = 72;
    let slug = crate::slugs::slugify(title);
    if slug.len() <= LONGEST {
        return if slug.is_empty() { "article".to_owned() } else { slug };
    }
    let cut = slug[..LONGEST].rfind('-').unwrap_or(LONGEST);
    slug[..cut].to_owned()
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", items.map(scalar).collect::<Vec<_>>().join(", "))
}

/// A text as a YAML scalar, in block and flow position alike.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether YAML 1.1 and 1.2 readers both take the text, unquoted, for itself.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(char::is_alphabetic);
    let plain = |c: char| c.is_alphanumeric() || " -_.,;/()'’‘“”–—…&+%!?:=~@".contains(c);
    let misread = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    first
        && text.chars().all(plain)
        && !text.contains(": ")
        // In a list, readers of YAML refuse "a:?".
        && !text.contains(":?")
        && !text.ends_with([':', ' '])
        && !text.contains(',')
        && !misread.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Controls and the line ends of YAML 1.1; written as escapes they stay what they are.
            c if c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: Date = Date::constant(2022, 4, 3);

    fn item() -> Item {
        Item {
            title: "Norway, Ghana: a deal".into(),
            title_original: Some("NORWAY, GHANA: A DEAL".into()),
            date: Some(DAY),
            bulletin_date: None,
            outlet: Some("Fjord Daily".into()),
            author: vec!["Per Haugen".into()],
            source_url: Some("https://fjorddaily.example/a?b=1#c".into()),
            countries: vec!["NO".parse().unwrap(), "GH".parse().unwrap()],
            countries_certainty: Default::default(),
            mentions: vec![],
            topics: vec!["trade".into()],
            topics_certainty: Default::default(),
            lang: "en".into(),
            summary: None,
            story: None,
            original: None,
            body: "Text.\n".into(),
            warnings: vec![],
            review: vec!["countries: inferred from the text".into()],
        }
    }

    #[test]
    fn writes_keys_in_order_and_quotes_what_could_be_misread() {
        assert_eq!(
            document(&item(), DAY),
            "---\ntitle: \"Norway, Ghana: a deal\"\ntitle_original: \"NORWAY, GHANA: A DEAL\"\ndate: \
             2022-04-03\ncountries: [\"NO\", GH]\ntopics: [trade]\nsource:\n  outlet: Fjord Daily\n  url: \
             \"https://fjorddaily.example/a?b=1#c\"\n  author: [Per Haugen]\nlang: en\nreview:\n  - \"countries: \
             inferred from the text\"\n---\n\nText.\n"
        );
    }

    #[test]
    fn an_item_without_a_country_becomes_a_draft() {
        let text = document(&Item { countries: vec![], ..item() }, DAY);
        assert!(text.contains("date: 2022-04-03\ndraft: true\ntopics:"), "{text}");
    }

    #[test]
    fn a_colon_before_a_question_mark_is_quoted() {
        assert_eq!(scalar("Oman:?"), "\"Oman:?\"");
        assert_eq!(scalar("Oman: 12:30"), "\"Oman: 12:30\"");
        assert_eq!(scalar("12 at 12:30"), "\"12 at 12:30\"");
        assert_eq!(scalar("at 12:30?"), "at 12:30?");
    }

    #[test]
    fn slugs_end_at_a_word() {
        assert_eq!(slug("Azerbaycan, Pakistan’la iş birliği"), "azerbaycan-pakistan-la-is-birligi");
        assert_eq!(slug("—"), "article");
        let long = slug(&"word ".repeat(40));
        assert!(long.len() <= 72 && long.ends_with("word"), "{long}");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_yaml(text in "\\PC{0,40}|[a-z:# \\-\"'\\\\\n\t\u{85}\u{2028},\\[\\]{}&*!|>%@`?]{0,20}") {
            let yaml = format!("key: {}\nlist: [{}]\n", scalar(&text), scalar(&text));
            let read: std::collections::BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&yaml).unwrap();
            prop_assert_eq!(read["key"].as_str(), Some(text.as_str()), "{}", yaml);
            prop_assert_eq!(read["list"][0].as_str(), Some(text.as_str()), "{}", yaml);
        }
    }
}

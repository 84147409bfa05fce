//! `--interactive`: asks on the terminal, field by field, with what the importer proposes.

use std::io::{self, BufRead, Write};

use jiff::civil::Date;

use crate::country::Code;
use crate::country::gazetteer::Gazetteer;
use crate::import::{FieldState, Item, Vocabulary, country};

/// What the editor decided about an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Take,
    /// Leave this one out.
    Skip,
    /// Leave out this one and all that follow.
    Quit,
}

/// Asks for every field. Enter takes the proposal, `-` empties it, `s` skips the article, `q` ends the import.
pub(super) fn ask(
    item: &mut Item,
    gazetteer: &Gazetteer,
    vocabulary: &Vocabulary,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<Answer> {
    let opening: String = item.body.split_whitespace().take(30).collect::<Vec<_>>().join(" ");
    writeln!(output, "\n{}\n  {opening} …", item.title)?;
    for doubt in &item.review {
        writeln!(output, "  ? {doubt}")?;
    }
    writeln!(output, "  Enter takes what is proposed, - empties it, s skips the article, q ends the import.")?;
    for field in FIELDS {
        loop {
            let proposal = shown(item, field);
            let mark = match item.fields().into_iter().find(|(name, _)| *name == field).map(|(_, state)| state) {
                Some(FieldState::Inferred(_)) => " (inferred)",
                Some(FieldState::Missing) => " (missing)",
                _ => "",
            };
            write!(output, "  {field}{mark} [{proposal}]: ")?;
            output.flush()?;
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok(Answer::Quit);
            }
            let Ok(line) = std::str::from_utf8(&line) else {
                writeln!(output, "    this is no UTF-8; write it once more, or Enter")?;
                continue;
            };
            match line.trim() {
                "" => {
                    // An article without a party stays a draft until its editor names one.
                    if field != "countries" || !item.countries.is_empty() {
                        settle(item, field);
                    }
                    break;
                }
                "s" => return Ok(Answer::Skip),
                "q" => return Ok(Answer::Quit),
                answer => match set(item, field, if answer == "-" { "" } else { answer }, gazetteer, vocabulary) {
                    Ok(()) => {
                        settle(item, field);
                        break;
                    }
                    Err(what) => writeln!(output, "    {what}")?,
                },
            }
        }
    }
    Ok(Answer::Take)
}

/// What the editor said or took is no doubt any more.
fn settle(item: &mut Item, field: &str) {
    let is_of = |name: &str| name == field || (name == "source" && field == "url");
    item.review.retain(|doubt| doubt.split_once(':').is_none_or(|(name, _)| !is_of(name)));
}

const FIELDS: [&str; 8] = ["title", "date", "outlet", "author", "url", "countries", "mentions", "topics"];

fn shown(item: &Item, field: &str) -> String {
    let codes = |codes: &[Code]| codes.iter().map(Code::to_string).collect::<Vec<_>>().join(", ");
    match field {
        "title" => item.title.clone(),
        "date" => item.date.map_or_else(String::new, |date| date.to_string()),
        "outlet" => item.outlet.clone().unwrap_or_default(),
        "author" => item.author.join(", "),
        "url" => item.source_url.clone().unwrap_or_default(),
        "countries" => codes(&item.countries),
        "mentions" => codes(&item.mentions),
        _ => item.topics.join(", "),
    }
}

fn set(
    item: &mut Item,
    field: &str,
    answer: &str,
    gazetteer: &Gazetteer,
    vocabulary: &Vocabulary,
) -> Result<(), String> {
    let parts = || answer.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let codes = || -> Result<Vec<Code>, String> {
        parts()
            .map(|name| {
                let code = country(gazetteer, name);
                code.ok_or_else(|| format!("`{name}` is no country; write codes such as AZ, or names"))
            })
            .collect()
    };
    let text = |answer: &str| Some(answer.to_owned()).filter(|text| !text.is_empty());
    match field {
        "title" if answer.is_empty() => return Err("an article needs a title".to_owned()),
        "title" => item.title = answer.to_owned(),
        "date" => {
            let day: Date = answer.parse().map_err(|_| "write the day as 2021-12-31".to_owned())?;
            item.date = Some(day);
        }
        "outlet" => item.outlet = text(answer),
        "author" => item.author = parts().map(str::to_owned).collect(),
        "url" => {
            let stored = text(answer).map(|address| crate::import::url::stored(&address)).transpose();
            item.source_url = stored.map_err(|_| "a web address begins with http:// or https://".to_owned())?;
        }
        "countries" => item.countries = codes()?,
        "mentions" => item.mentions = codes()?,
        _ => {
            let known = |slug: &str| vocabulary.topics().iter().any(|topic| topic.slug == slug);
            if let Some(unknown) = parts().find(|slug| !known(slug)) {
                let slugs: Vec<&str> = vocabulary.topics().iter().map(|topic| topic.slug.as_str()).collect();
                return Err(format!("`{unknown}` is no topic of this digest; it has {}", slugs.join(", ")));
            }
            item.topics = parts().map(str::to_owned).collect();
        }
    }
    item.countries.dedup();
    let parties = item.countries.clone();
    item.mentions.retain(|code| !parties.contains(code));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Options, read};

    fn answered(answers: impl AsRef<[u8]>) -> (Answer, Item, String) {
        let options = Options {
            date_order: None,
            format: None,
            today: jiff::civil::date(2026, 11, 24),
            gazetteer: Gazetteer::builtin(),
            vocabulary: Vocabulary::builtin(),
        };
        let text =
            "## NORWAY, GHANA SIGN COCOA DEAL\n\n02.12.2021\n\nNorway and Ghana have signed a cocoa deal in Accra.\n";
        let mut item = read("a", text.as_bytes(), &options).items.remove(0);
        let mut output = Vec::new();
        let answer =
            ask(&mut item, Gazetteer::builtin(), Vocabulary::builtin(), &mut answers.as_ref(), &mut output).unwrap();
        (answer, item, String::from_utf8(output).unwrap())
    }

    #[test]
    fn enter_takes_what_is_proposed() {
        let (answer, item, output) = answered("\n\n\n\n\n\n\n\n");
        assert_eq!(answer, Answer::Take);
        assert_eq!(item.title, "Norway, Ghana sign cocoa deal");
        assert!(output.contains("outlet (missing) []: "), "{output}");
    }

    #[test]
    fn answers_are_taken_and_settle_the_doubt() {
        let (_, item, output) = answered(
            "A deal\n2021-12-01\nFjord Daily\nPer Haugen\nnone\nhttps://x.example/a\nNorway, Atlantis\nGhana; NO\n-\ntrade, fish\ntrade\n",
        );
        assert_eq!((item.title.as_str(), item.outlet.as_deref()), ("A deal", Some("Fjord Daily")));
        assert_eq!(item.countries.iter().map(Code::to_string).collect::<Vec<_>>(), ["GH", "NO"]);
        assert_eq!(item.topics, ["trade"]);
        assert!(!item.review.iter().any(|doubt| doubt.starts_with("outlet")), "{:?}", item.review);
        for complaint in ["a web address begins", "`Atlantis` is no country", "`fish` is no topic"] {
            assert!(output.contains(complaint), "{complaint}: {output}");
        }
    }

    #[test]
    fn what_the_editor_took_is_no_doubt_any_more() {
        let doubts = |answers: &str| answered(answers).1.review;
        assert!(doubts("\n\n\n\n\n\n\n\n").is_empty(), "{:?}", doubts("\n\n\n\n\n\n\n\n"));
        assert!(doubts("\n\ns\n").contains(&"outlet: not found".to_owned()));
        assert!(!doubts("\n\n\ns\n").contains(&"outlet: not found".to_owned()));
    }

    #[test]
    fn what_is_no_utf8_is_asked_again() {
        let (answer, item, output) = answered(b"\n\n\xff\xfe\nFjord Daily\n\n\n\n\n\n");
        assert_eq!((answer, item.outlet.as_deref()), (Answer::Take, Some("Fjord Daily")));
        assert!(output.contains("this is no UTF-8; write it once more, or Enter\n  outlet (missing) []: "), "{output}");
    }

    #[test]
    fn articles_can_be_left_out() {
        assert_eq!(answered("\ns\n").0, Answer::Skip);
        assert_eq!(answered("q\n").0, Answer::Quit);
        assert_eq!(answered("").0, Answer::Quit, "the terminal went away");
    }
}

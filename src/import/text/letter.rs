//! What a letter says around the articles that it brings: greeting, introduction and farewell.

use super::super::decode::Line;
use super::date;
use super::draft::Draft;
use super::headings;
use super::line::{ends_sentence, has_text, is_rule};
use super::plain;
use crate::country::gazetteer::{Gazetteer, fold, fold_words};

/// The lines that were left out of a letter.
#[derive(Debug)]
pub(super) struct Letter {
    dropped: Vec<(u32, String)>,
}

/// The lines without greeting, introduction and farewell; nothing where no greeting stands above the text. They stay
/// as blank lines, so that what stood apart stands apart.
pub(super) fn opened(lines: &[Line], gazetteer: &Gazetteer) -> Option<(Vec<Line>, Letter)> {
    const ABOVE: usize = 4;
    let full: Vec<usize> = (0..lines.len()).filter(|at| has_text(&lines[*at].text)).take(ABOVE).collect();
    let place = full.iter().position(|at| is_greeting(bare(&lines[*at].text)))?;
    // Above it stand a title, a masthead, a date, and no text.
    if full[..place].iter().any(|at| ends_sentence(&lines[*at].text) && lines[*at].text.len() > 60) {
        return None;
    }
    let greeting = full[place];
    let (start, end) = match first_item(lines, greeting, gazetteer) {
        Some(item) => {
            // A heading above is that of the letter itself: with nothing between, it would be one with the first title.
            let own = place.checked_sub(1).map(|before| full[before]);
            let own = own.filter(|at| headings::text_of(&lines[*at].text).is_some());
            (own.unwrap_or(greeting), item)
        }
        // The letter is the article: only a greeting that is alone on its line is none of it.
        None if stands_alone(&lines[greeting].text) => (greeting, greeting + 1),
        None => return None,
    };
    let mut rest = lines.to_vec();
    let mut letter = Letter { dropped: Vec::new() };
    let gone = (start..end).filter(|at| date::whole(&lines[*at].text).is_none());
    for at in gone.chain(farewell(lines).filter(|at| *at >= end).into_iter().flat_map(|at| at..lines.len())) {
        if has_text(&rest[at].text) {
            letter.dropped.push((rest[at].number, std::mem::take(&mut rest[at].text)));
        }
    }
    Some((rest, letter))
}

impl Letter {
    /// Says what was left out.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        if let Some(first) = drafts.first_mut() {
            first.body.furniture.splice(0..0, self.dropped);
        }
    }
}

/// Where the first article begins: at a heading, behind a rule, or at a title with its date below it.
fn first_item(lines: &[Line], greeting: usize, gazetteer: &Gazetteer) -> Option<usize> {
    const LONGEST: usize = 40;
    let mut full = 0;
    for at in greeting + 1..lines.len() {
        let text = lines[at].text.as_str();
        if is_rule(text) {
            return Some(at);
        }
        if !has_text(text) {
            continue;
        }
        full += 1;
        if full > LONGEST {
            return None;
        }
        if headings::text_of(text).is_some_and(|title| !is_greeting(&title)) || plain::opens_item(lines, at, gazetteer)
        {
            return Some(at);
        }
    }
    None
}

/// "Dear readers,", "Hi Ana, please see below.", "Merhaba"
fn is_greeting(text: &str) -> bool {
    const FIRST: [&str; 25] = [
        "dear",
        "hi",
        "hello",
        "hey",
        "greetings",
        "merhaba",
        "merhabalar",
        "selam",
        "sayin",
        "değerli",
        "sevgili",
        "salam",
        "hörmətli",
        "уважаемые",
        "уважаемыи",
        "уважаемая",
        "здравствуите",
        "cher",
        "chere",
        "chers",
        "cheres",
        "bonjour",
        "liebe",
        "lieber",
        "hallo",
    ];
    const STARTS: [&str; 16] = [
        "morning all",
        "morning everyone",
        "morning team",
        "morning colleagues",
        "good morning",
        "good afternoon",
        "good evening",
        "iyi günler",
        "günaydin",
        "добрыи день",
        "guten tag",
        "guten morgen",
        "sehr geehrte",
        "السلام عليكم",
        "عزيزي",
        "محترم",
    ];
    if text.len() > 400 {
        return false;
    }
    // The greeting ends with a comma or the like; behind it the letter may go on.
    let end = text.find([',', '!', '،', ':', '.']).unwrap_or(text.len());
    let greeting = text.get(..end).unwrap_or_default();
    let words = fold_words(greeting);
    let folded = fold(greeting);
    let begins = words.first().is_some_and(|word| FIRST.contains(&word.as_str()))
        || STARTS.iter().any(|start| folded.starts_with(start));
    // "Hello Kitty museum opens in Baku" is a title: who greets says so with a sign, or says no more.
    begins && words.len() <= 6 && (end < text.len() || words.len() <= 3)
}

fn stands_alone(text: &str) -> bool {
    let bare = bare(text);
    bare.ends_with([',', '!', '،']) && bare.split_whitespace().count() <= 6
}

fn bare(text: &str) -> &str {
    text.trim_start_matches(['#', '*', ' ', '>']).trim_end_matches(['*', ' '])
}

/// "Best regards," and the few names below it, at the end.
fn farewell(lines: &[Line]) -> Option<usize> {
    const BELOW: usize = 6;
    const WORDS: [&str; 20] = [
        "best",
        "best regards",
        "kind regards",
        "warm regards",
        "regards",
        "best wishes",
        "sincerely",
        "yours sincerely",
        "saygilarimla",
        "saygilarimizla",
        "sevgiler",
        "iyi çalişmalar",
        "hörmətlə",
        "с уважением",
        "cordialement",
        "bien a vous",
        "mit freundlichen grüßen",
        "mit freundlichen grussen",
        "viele grüße",
        "مع التحيه",
    ];
    let full: Vec<usize> = (0..lines.len()).rev().filter(|at| has_text(&lines[*at].text)).take(BELOW).collect();
    let found = full.iter().position(|at| {
        let folded = fold(lines[*at].text.trim_end_matches(['!', '.', ',', ' ']));
        WORDS.contains(&folded.split([',', '،', '.']).next().unwrap_or_default().trim())
    })?;
    let names = full[..found].iter().all(|at| !ends_sentence(&lines[*at].text) && lines[*at].text.len() < 80);
    names.then(|| full[found])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<String>> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
        let (rest, _) = opened(&lines, Gazetteer::builtin())?;
        Some(rest.into_iter().map(|line| line.text).filter(|text| !text.is_empty()).collect())
    }

    #[test]
    fn greeting_introduction_and_farewell_go() {
        let article = "Ghana and Togo open a road\nGulf Ledger, 7 September 2026\n\nGhana and Togo opened a road on Sunday, ministers said.";
        for before in
            ["Hi Ana, please see below.", "Merhaba,\n\nHaberi iletiyorum.", "Dear readers,\n\nthis week they met."]
        {
            let rest = read(&format!("{before}\n\n{article}\n\nBest regards,\nCan")).unwrap();
            assert_eq!(rest.len(), 3, "{before}: {rest:?}");
        }
        let rest = read(&format!("Merhaba,\n\n{article}\n\nمع التحية،\nCan")).unwrap();
        assert_eq!(rest.len(), 3, "{rest:?}");
        assert_eq!(read("## Brief\n\nDear readers, we met.\n\n## A and B\n\nText.").unwrap(), ["## A and B", "Text."]);
        assert_eq!(read("## Dear readers,\n\nwe met.\n\n## A and B\n\nText.").unwrap(), ["## A and B", "Text."]);
        assert_eq!(
            read("Title of a mail\n\nDear all,\n\nThey signed it.").unwrap(),
            ["Title of a mail", "They signed it."]
        );
    }

    #[test]
    fn articles_are_no_letters() {
        for text in [
            "Hello Kitty museum opens in Baku\n\nText.",
            "Dear bread angers Cairo\n\n7 September 2026\n\nText.",
            "Hi-tech park opens\n\nText.",
            "Kenya and Peru sign\n\n7 September 2026\n\nText.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

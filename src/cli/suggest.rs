//! What an editor may have meant: countries, relations and topics by their codes and their names.

use crate::country::gazetteer::Gazetteer;
use crate::country::{Code, Relation};
use crate::diagnostic::{Diagnostic, nearest};
use crate::project::Project;

/// The country that is meant: by its code, or by its name in a language of the site.
///
/// # Errors
///
/// What is none, with what may have been meant.
pub(super) fn country(text: &str, project: &Project) -> Result<Code, Diagnostic> {
    exact(text, project).ok_or_else(|| {
        let help = match near_country(text, project) {
            Some(code) => format!("did you mean `{code}`, {}?", project.countries.name(code, 0)),
            None if is_code(text) => {
                let codes: Vec<&str> = project.digest.countries.keys().map(Code::as_str).collect();
                format!("codes are those of ISO 3166-1; this digest has {}", shortened(&codes))
            }
            None => "write a code such as `AZ`, or the name in a language of the site".to_owned(),
        };
        Diagnostic::error("unknown-country", format!("`{text}` is not a country of this digest")).help(help)
    })
}

/// The relation that is meant: two countries with a hyphen or a dash between them.
///
/// # Errors
///
/// What is none, with what may have been meant.
pub(super) fn relation(text: &str, project: &Project) -> Result<Relation, Diagnostic> {
    let parts: Vec<&str> = text.split(['-', '–', '—']).map(str::trim).collect();
    let codes: Vec<Option<Code>> = parts.iter().map(|part| exact(part, project)).collect();
    if let [Some(one), Some(other)] = codes[..]
        && let Some(relation) = Relation::new(one, other)
    {
        return Ok(relation);
    }
    let near: Vec<Option<Code>> = parts.iter().map(|part| exact_or_near(part, project)).collect();
    let keys: Vec<String> = project.digest.relations.keys().map(Relation::to_string).collect();
    let help = match near[..] {
        [Some(one)] | [Some(one), None] if text.trim_end_matches(['-', '–', '—']).trim() == parts[0] => {
            format!("name two countries, such as `{}`; all of one country is `--country {one}`", example(one, project))
        }
        [Some(one), Some(other)] if one == other => {
            format!("a relation is between two countries; all of one country is `--country {one}`")
        }
        [Some(one), Some(other)] => {
            let relation = Relation::new(one, other).map_or_else(String::new, |relation| relation.to_string());
            format!("did you mean `{relation}`?")
        }
        _ => {
            let none = parts.iter().zip(&codes).find(|(part, code)| code.is_none() && is_code(part));
            let none = none.map_or_else(String::new, |(part, _)| format!("`{part}` is no country of this digest; "));
            match nearest(text, keys.iter().map(String::as_str)) {
                Some(near) => format!("{none}did you mean `{near}`?"),
                None => format!("{none}write two codes, such as `AZ-PK`"),
            }
        }
    };
    Err(Diagnostic::error("unknown-relation", format!("`{text}` is not a relation of this digest")).help(help))
}

/// The place of the topic that is meant in the configuration.
///
/// # Errors
///
/// What is none, with what may have been meant.
pub(super) fn topic(text: &str, project: &Project) -> Result<usize, Diagnostic> {
    let config = &project.config;
    let topics = || config.topics.iter();
    if let Some(topic) = topics().position(|topic| topic.slug == text) {
        return Ok(topic);
    }
    let names: Vec<(String, &str)> = topics()
        .flat_map(|topic| {
            let name = |tag: &str| (plain(topic.name(tag, config.default_language())), topic.slug.as_str());
            let names: Vec<_> = config.languages.iter().map(|language| name(&language.tag)).collect();
            names.into_iter().chain([(plain(&topic.slug), topic.slug.as_str())])
        })
        .collect();
    let wanted = plain(text);
    let of_name = |wanted: &str| names.iter().find(|(name, _)| name == wanted).map(|(_, slug)| *slug);
    let near = of_name(&wanted)
        .or_else(|| nearest(&wanted, names.iter().map(|(name, _)| name.as_str())).and_then(of_name))
        // Part of a name, where only one topic has it.
        .or_else(|| {
            let mut found = names.iter().filter(|(name, _)| wanted.len() > 3 && name.contains(&wanted));
            let first = found.next().map(|(_, slug)| *slug)?;
            found.all(|(_, slug)| *slug == first).then_some(first)
        });
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", topics().map(|topic| topic.slug.as_str()).collect::<Vec<_>>().join(", ")),
    };
    Err(Diagnostic::error("unknown-topic", format!("`{text}` is not a topic of this digest")).help(help))
}

fn exact(text: &str, project: &Project) -> Option<Code> {
    let code = text.to_uppercase().parse::<Code>().ok().filter(|code| project.countries.knows(*code));
    code.or_else(|| project.countries.find(text))
}

fn exact_or_near(text: &str, project: &Project) -> Option<Code> {
    exact(text, project).or_else(|| near_country(text, project))
}

/// The country of a name that is no name of the site's: one of another language, or one with a slip of the key.
fn near_country(text: &str, project: &Project) -> Option<Code> {
    // Among so short codes everything is near to everything.
    if is_code(text) {
        return None;
    }
    let countries = &project.countries;
    let known = |code: &Code| countries.knows(*code);
    if let Some(code) = Gazetteer::builtin().find(text).filter(known) {
        return Some(code);
    }
    let languages = 0..project.config.languages.len();
    // Those that the digest has come first: of two that are as near, one of them is meant.
    let in_use = project.digest.countries.keys().copied();
    let names: Vec<(String, Code)> = in_use
        .chain(countries.codes())
        .flat_map(|code| languages.clone().map(move |language| (code, language)))
        .map(|(code, language)| (plain(countries.name(code, language)), code))
        .collect();
    let wanted = plain(text);
    let near = nearest(&wanted, names.iter().map(|(name, _)| name.as_str()));
    let near = near.and_then(|near| names.iter().find(|(name, _)| name == near)).map(|(_, code)| *code);
    near.or_else(|| one_slip(&wanted).find_map(|name| Gazetteer::builtin().find(&name).filter(known)))
}

/// All words from which a word differs by one letter of the Latin alphabet; none of a long one.
fn one_slip(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = if word.len() <= 20 { word.chars().collect() } else { Vec::new() };
    let with = move |at: usize, letter: Option<char>, left: usize| -> String {
        letters[..at].iter().copied().chain(letter).chain(letters[at + left..].iter().copied()).collect()
    };
    let places = if word.len() <= 20 { word.chars().count() } else { 0 };
    (0..places).flat_map(move |at| {
        let changed = ('a'..='z').flat_map(|letter| [with(at, Some(letter), 1), with(at, Some(letter), 0)]);
        changed.chain([with(at, None, 1)]).collect::<Vec<_>>()
    })
}

/// Small Latin letters without marks, for comparing.
fn plain(name: &str) -> String {
    crate::slugs::slugify(name)
}

fn is_code(text: &str) -> bool {
    text.chars().count() <= 3
}

fn shortened(codes: &[&str]) -> String {
    const SHOWN: usize = 12;
    let mut shown = codes.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if codes.len() > SHOWN {
        shown += &format!(" and {} more", codes.len() - SHOWN);
    }
    shown
}

/// A relation of a country that the digest has.
fn example(of: Code, project: &Project) -> String {
    let relation = project.digest.relations.keys().find(|relation| relation.codes().contains(&of));
    relation.map_or_else(|| "AZ-PK".to_owned(), Relation::to_string)
}

//! The countries that a text names, each with how certain it is.

use super::super::words::Word;
use super::place::{City, Here, Taken, is_calendar, is_inside_name, is_joined, is_opening};
use jiff::civil::Date;

use crate::country::Code;
use crate::country::gazetteer::{Found, Gazetteer, Language, Sense};

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Title,
    Lead,
    Rest(usize),
}

/// Whether capital letters tell names from other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Text,
    Heading,
}

/// A country named in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) code: Code,
    pub(super) part: Part,
    /// certainly the country, and not an everyday word or a person with its name
    pub(super) certain: bool,
    /// a name that people bear
    pub(super) personal: bool,
    pub(super) is_name: bool,
    /// named together with another country
    pub(super) joined: bool,
    /// names joined to one another have the same number
    pub(super) group: usize,
    /// the number of its sentence in the text
    pub(super) sentence: usize,
    /// only compared with, or the origin of a person
    pub(super) aside: bool,
    /// a city by itself; tells families apart but names no party
    pub(super) place_only: bool,
    /// a family whose member is not known yet
    pub(super) family: Option<usize>,
}

/// Reads the texts of an article and collects the countries in them.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    gazetteer: &'a Gazetteer,
    language: Language,
    /// of the article
    date: Option<Date>,
    /// folded words of outlet and authors
    names: Vec<Vec<String>>,
    pub(super) hits: Vec<Hit>,
    groups: usize,
    /// countries whose name is the surname of somebody in the text
    pub(super) borne: Vec<Code>,
    /// states that are no more and for whom an heir stands here: their places among the former ones
    pub(super) inherited: Vec<usize>,
}

/// A name of several words takes no more than this.
const LONGEST_NAME: usize = 9;

impl<'a> Reader<'a> {
    /// `names` are those of outlet and authors, which mention no country.
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        language: Language,
        date: Option<Date>,
        names: Vec<Vec<String>>,
    ) -> Reader<'a> {
        Reader {
            gazetteer,
            language,
            date,
            names,
            hits: Vec::new(),
            groups: 0,
            borne: Vec::new(),
            inherited: Vec::new(),
        }
    }

    pub(super) fn read(&mut self, words: &[Word], part: Part, case: Case) {
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        // Place of the match, its length, whether it was a city by itself.
        let mut matches: Vec<(usize, Found)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if let Some(length) = self.name_at(&folded, at) {
                at += length;
                continue;
            }
            let reach =
                words.iter().skip(at + 1).take(LONGEST_NAME).take_while(|word| is_inside_name(word.gap)).count();
            let window = folded.get(at..=at + reach).unwrap_or_default();
            let Some(found) =
                self.gazetteer.at(self.language, window).filter(|found| self.is_cased_right(&words[at], window, found))
            else {
                at += 1;
                continue;
            };
            matches.push((at, found));
            at += found.words.max(1);
        }
        let joints: Vec<bool> =
            (0..=matches.len()).map(|place| is_joined(self.gazetteer, self.language, words, &matches, place)).collect();
        let mut before = Taken::Nothing;
        let mut sentences = 0;
        let mut read = 0;
        for (place, (at, found)) in matches.iter().enumerate() {
            sentences += words.get(read..=*at).unwrap_or_default().iter().filter(|word| word.begins_sentence).count();
            read = at + 1;
            let joined = |place: usize| joints.get(place).copied().unwrap_or_default();
            self.groups += usize::from(!joined(place));
            let neighbours = joined(place) || joined(place + 1);
            let here =
                Here { words, at: *at, found, case, neighbours, group: self.groups, sentence: sentences, before };
            before = self.take(&here, part);
            // A given name only reaches the word right behind it.
            let next = matches.get(place + 1).map(|(next, _)| *next);
            if before == Taken::Person && next != Some(at + found.words) {
                before = Taken::Nothing;
            }
        }
    }

    /// Whether outlet or author are named here: how many words.
    fn name_at(&self, folded: &[&str], at: usize) -> Option<usize> {
        let rest = folded.get(at..)?;
        let fits = |name: &&Vec<String>| {
            name.len() > 1 && rest.len() >= name.len() && name.iter().zip(rest).all(|(a, b)| a.as_str() == *b)
        };
        self.names.iter().find(fits).map(Vec::len)
    }

    /// A name begins with a capital letter; an abbreviation (US) is all capitals.
    fn is_cased_right(&self, word: &Word, window: &[&str], found: &Found) -> bool {
        if found.small {
            return true;
        }
        if !word.is_capitalised() {
            return false;
        }
        let spelling = self.gazetteer.spelling(self.language, window);
        let short = |text: &String| text.chars().all(|c| c.is_uppercase() || c == '.') && text.chars().count() > 1;
        let abbreviation = found.words == 1 && spelling.is_some_and(|spelling| spelling.first().is_some_and(short));
        !abbreviation || word.is_in_capitals()
    }

    /// Takes a match for what it is.
    fn take(&mut self, here: &Here, part: Part) -> Taken {
        let (mut place_only, mut either, mut is_name, mut family) = (false, false, false, None);
        let code = match here.found.sense {
            Sense::Mask => return Taken::Nothing,
            Sense::Name(code) => {
                is_name = true;
                code
            }
            Sense::People(code) => {
                place_only = here.is_capital_of(self.gazetteer, self.language);
                code
            }
            Sense::Seat(code) => {
                let city = here.city(self.gazetteer, self.language);
                place_only = city == City::Place || (here.case == Case::Text && self.is_part_of_name(here));
                either = city == City::Either;
                code
            }
            Sense::Former(index) => match self.former(index) {
                Some(code) => code,
                None => return Taken::Nothing,
            },
            Sense::Family(index) => {
                family = Some(index);
                match self.gazetteer.families.get(index).and_then(|family| family.members.first()) {
                    Some(code) => *code,
                    None => return Taken::Nothing,
                }
            }
        };
        if is_name {
            self.take_twin(here, part);
        }
        let personal = here.found.personal && is_name;
        if here.found.personal && here.case == Case::Text {
            match self.person(here) {
                Person::None => {}
                Person::Given => return Taken::Person,
                Person::Surname => {
                    if !self.borne.contains(&code) {
                        self.borne.push(code);
                    }
                    return Taken::Person;
                }
            }
        }
        let heading = here.case == Case::Heading;
        let seat = matches!(here.found.sense, Sense::Seat(_));
        let doubtful = (here.found.everyday
            && (heading || (here.begins_sentence() && !here.acts(self.language)) || self.goes_on_in_capitals(here)))
            || (heading && (here.found.personal || seat));
        let doubtful = doubtful || (here.found.everyday && !self.language.has_capitals());
        let certain = !either && (!doubtful || here.neighbours || (here.has_suffix() && !heading));
        self.hits.push(Hit {
            code,
            part,
            certain,
            personal,
            is_name,
            joined: here.neighbours,
            group: here.group,
            sentence: here.sentence,
            aside: here.is_aside(self.language),
            place_only,
            family,
        });
        if place_only && seat { Taken::City } else { Taken::Country }
    }

    /// In "North and South Korea" the first country is named by its first word alone.
    fn take_twin(&mut self, here: &Here, part: Part) {
        let words = |from: usize, to: usize| here.words.get(from..to).unwrap_or_default();
        let Some(before) = here.at.checked_sub(2) else { return };
        let [first, joint] = words(before, here.at) else { return };
        if here.found.words < 2 || !self.gazetteer.is_and(self.language, &joint.folded) {
            return;
        }
        let rest = words(here.at + 1, here.end()).iter().map(|word| word.folded.as_str());
        let name: Vec<&str> = std::iter::once(first.folded.as_str()).chain(rest).collect();
        let found = self.gazetteer.at(self.language, &name).filter(|found| found.words == name.len());
        if let Some(Found { sense: Sense::Name(code), .. }) = found {
            self.hits.push(Hit {
                code,
                part,
                certain: true,
                personal: false,
                is_name: true,
                joined: true,
                group: here.group,
                sentence: here.sentence,
                aside: false,
                place_only: false,
                family: None,
            });
        }
    }

    /// Who stands for a state that is no more; nobody when the article is younger than its end.
    fn former(&mut self, index: usize) -> Option<Code> {
        let former = self.gazetteer.formers.get(index)?;
        if self.date.is_none_or(|date| date >= former.until) {
            return None;
        }
        if former.declared.is_none() && !self.inherited.contains(&index) {
            self.inherited.push(index);
        }
        Some(former.declared.unwrap_or(former.heir))
    }

    /// "Moscow Exchange", "East Berlin": the city is part of another name.
    fn is_part_of_name(&self, here: &Here) -> bool {
        // German writes every noun with a capital letter.
        if self.language == Language::German {
            return false;
        }
        let next = self.name_goes_on(here);
        let before = here.before().is_some_and(|before| {
            here.words[here.at].follows_directly()
                && before.is_capitalised()
                && !before.begins_sentence
                && !is_calendar(&before.folded)
                && !self.gazetteer.is_office(&before.folded)
                && !here.at.checked_sub(1).is_some_and(|at| self.is_country(here, at))
        });
        next || before
    }

    /// Whether a name that people bear is a person here.
    fn person(&self, here: &Here) -> Person {
        let word = &here.words[here.at];
        if let Some(before) = here.before().filter(|_| word.gap.trim() == "." || word.follows_directly()) {
            // "Mr Jordan" is Jordan from then on, "Mr Jordan Ellery" is not.
            if self.gazetteer.is_honorific(&before.folded) {
                return if self.name_goes_on(here) { Person::Given } else { Person::Surname };
            }
            if here.before == Taken::Person && word.follows_directly() {
                return Person::Given;
            }
            let name_before = word.follows_directly()
                && before.is_capitalised()
                && before.text.chars().count() > 1
                && !is_opening(&before.folded)
                && !is_calendar(&before.folded)
                && !self.gazetteer.is_office(&before.folded)
                && !here.at.checked_sub(1).is_some_and(|at| self.is_country(here, at));
            if name_before {
                return Person::Surname;
            }
        }
        if self.language != Language::German && self.name_goes_on(here) { Person::Given } else { Person::None }
    }

    /// Whether a word with a capital letter follows that is neither an office nor a country.
    fn name_goes_on(&self, here: &Here) -> bool {
        here.next().is_some_and(|next| {
            next.follows_directly()
                && next.is_capitalised()
                && !self.gazetteer.is_office(&next.folded)
                && (!self.is_country(here, here.end()) || self.gazetteer.is_honorific(&here.word_before()))
        })
    }

    fn is_country(&self, here: &Here, at: usize) -> bool {
        let Some(word) = here.words.get(at) else { return false };
        let single = self.gazetteer.at(self.language, &[word.folded.as_str()]);
        word.is_capitalised() && single.is_some_and(|found| found.sense != Sense::Mask)
    }

    /// Turkish "Mali İşler": the everyday word in the name of an office.
    fn goes_on_in_capitals(&self, here: &Here) -> bool {
        self.language == Language::Turkish && self.name_goes_on(here)
    }
}

enum Person {
    None,
    Given,
    Surname,
}

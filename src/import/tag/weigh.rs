//! From the countries that a text names to parties and mentions.

use std::collections::{BTreeMap, BTreeSet};

use super::find::{Hit, Part};
use super::{Certainty, Tags};
use crate::country::Code;

/// Splits the countries into parties and mentions.
pub(super) fn weigh(hits: &[Hit], mut review: Vec<String>) -> Tags {
    let mut codes: Vec<Code> = Vec::new();
    for hit in hits {
        if !codes.contains(&hit.code) {
            codes.push(hit.code);
        }
    }
    // How often each is named, and how often with its capital as a place.
    let mut counts: BTreeMap<Code, (usize, usize)> = BTreeMap::new();
    for hit in hits {
        let (named, all) = counts.entry(hit.code).or_default();
        *named += usize::from(!hit.place_only);
        *all += 1;
    }
    let count = |code: Code| counts.get(&code).map_or(0, |(named, _)| *named);
    let count_all = |code: Code| counts.get(&code).map_or(0, |(_, all)| *all);
    let stands_in = |code: Code, part: Part| {
        hits.iter().any(|hit| hit.code == code && hit.part == part && !hit.aside && !hit.place_only)
    };
    let mut parties: Vec<Code> = codes.iter().copied().filter(|code| stands_in(*code, Part::Title)).collect();
    let named = parties.len();
    let lead: Vec<Code> =
        codes.iter().copied().filter(|code| !parties.contains(code) && stands_in(*code, Part::Lead)).collect();
    // Whom the opening sentence names in one breath with another.
    let mut groups: BTreeMap<usize, BTreeSet<Code>> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| hit.part == Part::Lead && hit.joined && hit.sentence == 1 && !hit.place_only) {
        groups.entry(hit.group).or_default().insert(hit.code);
    }
    let together: BTreeSet<Code> = groups.into_values().filter(|group| group.len() > 1).flatten().collect();
    let together = |code: &Code| together.contains(code);
    let in_opening = |code: &Code| {
        hits.iter().any(|hit| hit.code == *code && hit.part == Part::Lead && hit.sentence == 1 && !hit.place_only)
    };
    if named + lead.len() <= 2 {
        parties.extend(lead);
    } else if named == 0 {
        let opening: Vec<Code> = lead.iter().copied().filter(|code| in_opening(code)).collect();
        let chosen = if (2..=6).contains(&opening.len()) { opening } else { lead };
        let all = chosen.len() <= 3;
        parties.extend(chosen.iter().copied().filter(|code| all || together(code) || count(*code) > 1));
        let wanted = 2_usize.saturating_sub(parties.len());
        let others: Vec<Code> = chosen.into_iter().filter(|code| !parties.contains(code)).take(wanted).collect();
        parties.extend(others);
    } else if named < 2 {
        // Who is in the lead and again below, or named together there; then, up to two, who is in the lead only.
        parties.extend(lead.iter().copied().filter(|code| count(*code) > 1 || together(code)));
        let wanted = 2_usize.saturating_sub(parties.len());
        let others: Vec<Code> = lead.into_iter().filter(|code| !parties.contains(code)).take(wanted).collect();
        parties.extend(others);
    } else {
        parties.extend(lead.iter().copied().filter(|code| count(*code) > 2 || together(code)));
    }
    if parties.len() < 2 {
        let mut rest: Vec<Code> =
            codes.iter().copied().filter(|code| !parties.contains(code) && count_all(*code) > 1).collect();
        rest.sort_by_key(|code| std::cmp::Reverse(count_all(*code)));
        let wanted = 2 - parties.len();
        parties.extend(rest.into_iter().take(wanted));
    }
    if parties.is_empty() {
        parties.extend(codes.iter().copied().take(2));
    }
    if parties.is_empty() {
        review.push("countries: none found in the text".to_owned());
    } else if named < parties.len() {
        review.push("countries: inferred from the text, the title does not name them all".to_owned());
    }
    let mentions = codes.into_iter().filter(|code| !parties.contains(code)).collect();
    let certainty = match parties.len() {
        0 => Certainty::Missing,
        _ if review.is_empty() => Certainty::Certain,
        _ => Certainty::Inferred,
    };
    Tags { certainty, parties, mentions, review }
}

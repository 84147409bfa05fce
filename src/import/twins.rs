//! Reports of one event: two texts of nearly the same days that share most of their words in order, as wire copy does at
//! two outlets.
//!
//! A text is known by the hashes of its word 3-grams. Articles that may be twins are found by the smallest of them
//! (Broder, "On the resemblance and containment of documents", 1997), so the work is linear in the number of articles;
//! whether they are, half of all hashes decide.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

/// Twins are at most so many days apart.
const DAYS: i32 = 4;
/// The smallest hashes of a text that find it.
const KEYS: usize = 12;
/// A text with fewer 3-grams is too short to tell.
const FEWEST: usize = 16;
/// So many articles are looked at for each key.
const MOST: usize = 64;
/// Of the 3-grams of the shorter text, so many must be shared; and so many of all of both.
const CONTAINED: f64 = 0.5;
const ALIKE: f64 = 0.25;

/// A text as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Print {
    day: i32,
    /// every second 3-gram, by hash, ascending: of any two texts the same ones
    sample: Vec<u32>,
    keys: Vec<u32>,
}

impl Print {
    /// Of a text of a day; none where it is too short to tell.
    pub(super) fn of(text: &str, date: Date) -> Option<Print> {
        let mut folded = String::new();
        let word = |word: &str| {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            xxh3_64(folded.as_bytes())
        };
        let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<u64> = pieces.map(word).collect();
        let three = |three: &[u64]| {
            let mut bytes = [0; 24];
            for (part, word) in bytes.chunks_exact_mut(8).zip(three) {
                part.copy_from_slice(&word.to_le_bytes());
            }
            xxh3_64(&bytes)
        };
        let mut hashes: Vec<u64> = words.windows(3).map(three).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < FEWEST {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "the upper half of a hash is a hash")]
        let upper = |hash: &u64| (hash >> 32) as u32;
        Some(Print {
            day: days(date),
            keys: hashes.iter().take(KEYS).map(upper).collect(),
            sample: hashes.iter().filter(|hash| *hash & 1 == 0).map(upper).collect(),
        })
    }

    fn is_twin_of(&self, other: &Print) -> bool {
        let shared = shared(&self.sample, &other.sample);
        let (fewer, more) = (self.sample.len().min(other.sample.len()), self.sample.len().max(other.sample.len()));
        let of = |whole: usize| share(shared, whole);
        of(fewer) >= CONTAINED && of(fewer + more - shared) >= ALIKE
    }
}

/// The prints of all articles, by their ids.
#[derive(Debug, Default)]
pub(super) struct Twins {
    prints: Vec<(usize, Print)>,
    /// key, day, place in `prints`
    found_by: BTreeSet<(u32, i32, usize)>,
}

impl Twins {
    /// Adds an article; numbers ascend.
    pub(super) fn add(&mut self, id: usize, print: Print) {
        let place = self.prints.len();
        self.found_by.extend(print.keys.iter().map(|key| (*key, print.day, place)));
        self.prints.push((id, print));
    }

    /// Whether the article of this number is a twin of the text, whatever its day.
    pub(super) fn is_twin(&self, id: usize, print: &Print) -> bool {
        let place = self.prints.binary_search_by_key(&id, |(id, _)| *id);
        place.is_ok_and(|place| print.is_twin_of(&self.prints[place].1))
    }

    /// The first article that is a twin of the text.
    pub(super) fn find(&self, print: &Print) -> Option<usize> {
        let mut candidates = BTreeSet::new();
        for key in &print.keys {
            let near = (*key, print.day - DAYS, 0)..=(*key, print.day + DAYS, usize::MAX);
            candidates.extend(self.found_by.range(near).take(MOST).map(|(_, _, place)| *place));
        }
        let twin = candidates.into_iter().filter_map(|place| self.prints.get(place));
        twin.into_iter().find(|(_, other)| print.is_twin_of(other)).map(|(id, _)| *id)
    }
}

fn days(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}

#[allow(clippy::cast_precision_loss, reason = "an article has a few thousand words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// How many values two ascending lists share.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2022, 5, 11);

    fn text(seed: u32, words: u32) -> String {
        (0..words).map(|at| format!("word{} ", (at * 7919 + seed * 104_729) % 5003)).collect()
    }

    fn is_found(a: &str, b: &str, later: i64) -> bool {
        let mut twins = Twins::default();
        twins.add(7, Print::of(a, DAY).unwrap());
        let day = DAY.checked_add(jiff::Span::new().days(later)).unwrap();
        twins.find(&Print::of(b, day).unwrap()) == Some(7)
    }

    #[test]
    fn wire_copy_is_a_twin_within_a_few_days() {
        let wire = text(1, 120);
        let cut = format!("Another head. {}", wire.split_inclusive(' ').take(80).collect::<String>());
        assert!(is_found(&wire, &wire, 0));
        assert!(is_found(&wire, &cut, 3));
        assert!(!is_found(&wire, &cut, 30));
        assert!(!is_found(&wire, &text(2, 120), 0));
    }

    #[test]
    fn a_quotation_is_no_twin() {
        let (long, short) = (text(1, 900), text(1, 60));
        assert!(!is_found(&long, &short, 0), "a short part of a long text");
        let quoting = format!("{} {}", text(3, 120), long.split_inclusive(' ').take(40).collect::<String>());
        assert!(!is_found(&long, &quoting, 0));
    }

    #[test]
    fn too_short_to_tell() {
        assert_eq!(Print::of("The ministers met and spoke.", DAY), None);
    }
}

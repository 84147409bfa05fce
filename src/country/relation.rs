//! A relation: two countries, in no order.

use std::fmt;
use std::str::FromStr;

use super::{Code, NotACode};

/// An unordered pair of countries. Its key has the two codes in their order: `AZ-PK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(Code, Code);

impl Relation {
    /// The relation of two countries; `None` of a country with itself.
    pub fn new(a: Code, b: Code) -> Option<Self> {
        (a != b).then(|| Relation(a.min(b), a.max(b)))
    }

    /// Every relation among the parties of an article: three parties make three relations.
    pub fn among(parties: &[Code]) -> Vec<Self> {
        let mut relations: Vec<Self> = parties
            .iter()
            .enumerate()
            .flat_map(|(at, a)| parties[at + 1..].iter().filter_map(|b| Relation::new(*a, *b)))
            .collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }

    /// The two countries, in the order of their codes.
    pub fn codes(&self) -> [Code; 2] {
        [self.0, self.1]
    }

    /// The other country of the pair, seen from one of them.
    pub fn other(&self, code: Code) -> Code {
        if self.0 == code { self.1 } else { self.0 }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

impl FromStr for Relation {
    type Err = NotACode;

    /// Reads `AZ-PK` in either order.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let (a, b) = text.split_once('-').ok_or(NotACode)?;
        Relation::new(a.parse()?, b.parse()?).ok_or(NotACode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_no_order() {
        let relation: Relation = "PK-AZ".parse().unwrap();
        assert_eq!(relation.to_string(), "AZ-PK");
        assert_eq!("AZ-PK".parse(), Ok(relation));
        assert_eq!("AZ-AZ".parse::<Relation>(), Err(NotACode));
    }

    #[test]
    fn three_parties_make_three_relations() {
        let codes: Vec<Code> = ["TR", "AZ", "PK"].iter().map(|code| code.parse().unwrap()).collect();
        let keys: Vec<String> = Relation::among(&codes).iter().map(Relation::to_string).collect();
        assert_eq!(keys, ["AZ-PK", "AZ-TR", "PK-TR"]);
        assert_eq!(Relation::among(&codes[..1]), []);
    }
}

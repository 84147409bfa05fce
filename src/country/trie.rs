//! Words by their beginnings.

/// A map from words to numbers that is asked for all its words with which a longer one begins.
#[derive(Debug, Clone)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    /// ascending
    edges: Vec<(u8, u32)>,
    value: Option<u32>,
}

impl Trie {
    pub(crate) fn new<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> Trie {
        let mut trie = Trie { nodes: vec![Node::default()] };
        for (word, value) in words {
            let mut at = 0_usize;
            for byte in word.bytes() {
                at = match trie.nodes[at].edges.binary_search_by_key(&byte, |(byte, _)| *byte) {
                    Ok(place) => trie.nodes[at].edges[place].1 as usize,
                    Err(place) => {
                        let new = trie.nodes.len();
                        trie.nodes.push(Node::default());
                        trie.nodes[at].edges.insert(place, (byte, u32::try_from(new).unwrap_or(u32::MAX)));
                        new
                    }
                };
            }
            trie.nodes[at].value = Some(value);
        }
        trie
    }

    /// Every word of the map with which `text` begins, the shortest first: its length in bytes and its number.
    pub(crate) fn beginnings<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, u32)> + 'a {
        let mut node = self.nodes.first();
        let mut bytes = text.bytes().enumerate();
        std::iter::from_fn(move || {
            for (at, byte) in bytes.by_ref() {
                let edge = node?.edges.iter().find(|(edge, _)| *edge >= byte).filter(|(edge, _)| *edge == byte);
                node = edge.and_then(|(_, next)| self.nodes.get(*next as usize));
                if let Some(value) = node?.value {
                    return Some((at + 1, value));
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_beginnings() {
        let trie = Trie::new([("iran", 0), ("ir", 1), ("iraq", 2), ("ç", 3)].into_iter());
        let found = |text| trie.beginnings(text).collect::<Vec<_>>();
        assert_eq!(found("iranian"), [(2, 1), (4, 0)]);
        assert_eq!(found("çin"), [(2, 3)]);
        assert!(found("oman").is_empty() && found("").is_empty());
    }
}

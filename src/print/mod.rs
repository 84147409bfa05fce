//! The print edition: a selection of the digest as one document, in HTML for paged media and as a PDF.
//!
//! [`edition`] says which articles an edition has and how they are grouped; [`content`] is the text of an article as
//! data. The values that both templates see are made in `render/context/edition.rs`; [`pdf`] sets them.

pub mod content;
pub mod edition;
pub mod keep;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod planned;

pub use planned::EditionOf;

pub use edition::{Edition, Grouping, Head, Part, Section, Selection, Span, Texts};

use std::sync::Arc;

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
    /// 148 by 210 mm.
    A5,
}

/// What a PDF promises beside being one. Both are tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/UA-1, ISO 14289-1: for readers who hear it or see it their own way.
    Ua1,
    /// PDF/A-2a, ISO 19005-2: for archives.
    A2a,
}

/// PDFs of an earlier build, by the file's path below the published folder, with the fingerprints that they carry: one
/// whose fingerprint is still the same is not set again.
pub type Kept = std::collections::BTreeMap<String, (u128, Arc<[u8]>)>;

impl Paper {
    /// The words of the command line and `site.toml`, which are CSS's and Typst's too.
    pub const WORDS: [(&'static str, Paper); 3] = [("a4", Paper::A4), ("letter", Paper::Letter), ("a5", Paper::A5)];

    /// The word of a paper.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, paper)| *paper == self).map_or("a4", |(word, _)| word)
    }
}

impl Standard {
    /// The words of the command line and `site.toml`.
    pub const WORDS: [(&'static str, Standard); 2] = [("ua-1", Standard::Ua1), ("a-2a", Standard::A2a)];
}

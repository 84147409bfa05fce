//! Countries: codes, names by language, relations.

mod code;
mod fold;
pub mod gazetteer;
mod inflection;
mod language;
pub(crate) mod lexicon;
mod names;
mod relation;
mod trie;

pub use code::{Code, NotACode};
pub use gazetteer::Gazetteer;
pub use language::Language;
pub use names::{Countries, Override};
pub use relation::Relation;

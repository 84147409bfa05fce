//! Countries: codes, names by language, relations.

mod code;
pub mod gazetteer;
pub(crate) mod lexicon;
mod names;
mod relation;

pub use code::{Code, NotACode};
pub use gazetteer::Gazetteer;
pub use names::{Countries, Override};
pub use relation::Relation;

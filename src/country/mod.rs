//! Countries: codes, names by language, relations.

mod code;
mod names;
mod relation;

pub use code::{Code, NotACode};
pub use names::{Countries, Override};
pub use relation::Relation;

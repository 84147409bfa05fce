pub mod article;
pub mod config;
pub mod country;
pub mod diagnostic;
pub mod digest;
pub mod locale;
pub mod snapshot;
pub(crate) mod tree;

//! Chancery: a static site generator for a curated digest of bilateral relations.
//!
//! Data flow one way, each step a function of the one before:
//!
//! raw files → [`import`] → `content/*.md`; [`snapshot`] → [`article`]s → [`digest`] → [`plan`] → [`render`] → [`output`].

pub mod article;
pub mod build;
pub mod cli;
pub mod config;
pub mod country;
pub mod diagnostic;
pub mod digest;
pub mod import;
pub mod locale;
pub mod output;
pub mod plan;
pub mod preview;
pub mod print;
pub mod project;
pub mod render;
pub mod session;
pub(crate) mod slugs;
pub mod snapshot;
pub mod theme;
pub(crate) mod tree;
pub mod watch;

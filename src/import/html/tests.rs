//! Whole pages. The pages are invented.

mod measure;

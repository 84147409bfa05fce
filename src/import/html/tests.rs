//! Whole pages. The pages are invented.

mod bounds;
mod boxes;
mod markup;
mod measure;
mod opening;
mod pages;
mod standfirst;
mod walls;

//! Whole pages. The pages are invented.

mod bounds;
mod boxes;
mod markup;
mod opening;
mod pages;
mod standfirst;
mod walls;

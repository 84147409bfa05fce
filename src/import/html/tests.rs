//! Whole pages. The pages are invented.

mod bounds;
mod boxes;
mod hide;
mod markup;
mod opening;
mod pages;
mod standfirst;
mod walls;

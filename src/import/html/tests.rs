//! Whole pages. The pages are invented.

mod bounds;
mod boxes;
mod hide;
mod markup;
mod opening;
mod pages;
mod regain;
mod standfirst;
mod walls;

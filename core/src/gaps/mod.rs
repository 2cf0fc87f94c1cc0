//! Who gets nothing, and why: what the projects of a population lack, which kinds of them lack it most, which criteria keep them out
//! and what would let them in.

mod blocked;
mod census;
mod counts;
mod grouping;
mod hide;
mod look;
#[cfg(feature = "arrow")]
mod moves;
mod segments;
mod selector;
mod symbolic;
mod target;
mod variants;

pub(crate) use blocked::{Opens, Refuses};
pub(crate) use census::{Asked, Census};
pub(crate) use grouping::Grouping;
pub(crate) use hide::{Shown, of_total, of_whole};
#[cfg(feature = "arrow")]
pub(crate) use moves::{Moves, SchemeMoves, Sum};
pub(crate) use segments::{Segment, Segments};
pub(crate) use selector::{Selector, Test, selectors};
pub(crate) use symbolic::{Uncovered, uncovered};
pub(crate) use target::{Limits, Target};

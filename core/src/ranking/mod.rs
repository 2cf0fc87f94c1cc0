//! The score of each scheme and the order of the list.

mod order;
mod score;

pub use order::Group;
pub(crate) use order::{Place, group, place};
pub(crate) use score::{LineScore, Score, Scorer};

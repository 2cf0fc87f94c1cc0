//! The score of each scheme and the order of the list.

mod anchors;
mod order;
mod score;
mod top;

pub use order::Group;
pub(crate) use order::{Place, group, place};
pub(crate) use score::{Score, Scorer};
pub(crate) use top::{Placed, Ranking};

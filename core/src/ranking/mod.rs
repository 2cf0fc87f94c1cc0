//! The score of each scheme and the order of the list; the help that a project needs, and the sheets that are worth its reading.

mod alike;
mod anchors;
mod needs;
mod order;
#[cfg(feature = "batch")]
mod parts;
mod robustness;
mod score;
mod sheets;
mod top;

pub(crate) use alike::{Compared, Portrait, Similarity, portrait, taxonomy};
pub(crate) use needs::{BrakeFound, Cause, NeedFound, Standing, needs};
#[cfg(feature = "batch")]
pub(crate) use needs::{HEAVY_HOURS, LONG_DAYS, carries_itself};
pub use order::Group;
pub(crate) use order::{Place, group, place};
#[cfg(feature = "batch")]
pub(crate) use parts::Parts;
pub(crate) use robustness::{Row, robustness};
pub(crate) use score::{Score, Scorer};
#[cfg(feature = "batch")]
pub(crate) use score::{advance, brings_money};
pub(crate) use sheets::{Ground, Matched, Reason, sheets};
pub(crate) use top::{Placed, Ranking};

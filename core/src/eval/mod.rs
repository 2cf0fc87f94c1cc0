//! Plan and profile to truths: what is certain, what is not, and whether what is open can still go both ways.

mod aggregate;
mod decide;
mod feasible;
mod known;
mod reading;
mod search;

pub(crate) use decide::{Decision, Open, contradicts, decide, decide_declared, keeps, unsure};
pub(crate) use known::{Known, SURE};
#[cfg(feature = "batch")]
pub(crate) use known::{general, linear};
#[cfg(any(feature = "batch", feature = "yaml"))]
pub(crate) use reading::stated;
pub(crate) use reading::{Before, Reading, State, read, whole};
#[cfg(feature = "batch")]
pub(crate) use reading::{certain, of_states};
pub(crate) use search::Witness;
#[cfg(feature = "yaml")]
pub(crate) use search::{Found, find};

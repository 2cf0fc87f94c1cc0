//! Plan and profile to truths: what is certain, what is not, and whether what is open can still go both ways.

mod aggregate;
mod decide;
mod feasible;
mod reading;
mod search;

pub(crate) use decide::{Decision, Open, contradicts, decide, decide_declared, keeps, unsure};
pub(crate) use reading::{Before, Reading, SURE, State, read};
pub(crate) use search::Witness;

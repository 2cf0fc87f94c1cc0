//! Plan and profile to truths: what is certain, what is not, and whether what is open can still go both ways.

mod aggregate;
mod decide;
mod feasible;
mod reading;
mod search;

<<<<<<< Updated upstream
pub(crate) use decide::{Decision, Open, contradicts, decide, decide_declared};
pub(crate) use reading::{Reading, SURE, State, read};
=======
pub(crate) use decide::{Decision, Open, contradicts, decide, decide_declared, keeps, unsure};
pub(crate) use reading::{Reading, State, read};
>>>>>>> Stashed changes
pub(crate) use search::Witness;

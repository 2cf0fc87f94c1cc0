//! What to ask next: where each scheme stands while facts are missing, and the answer that would settle most for its effort.
//! Steps with loops are functions of their own (`inline(never)`), for the reason given at `bundle::read`.

mod chance;
mod gain;
mod outcome;
mod standing;

pub(crate) use gain::{Asking, Candidate, Topic};
pub(crate) use outcome::{Outcome, outcomes};
pub(crate) use standing::{Granted, Standing, contenders, first, granted, standing, standings};

//! What one scheme would give this project.

mod amount;

pub(crate) use amount::{Aid, aid, ends, interval, share};

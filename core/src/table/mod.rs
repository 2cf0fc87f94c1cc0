//! Populations as Arrow tables. In: one column for each fact, read once per distinct value where values repeat. Out: a line for
//! each of the best schemes of each profile.

mod cell;
mod columns;
mod numbers;
mod read;
mod write;

#[cfg(feature = "cli")]
pub(crate) use cell::text;
pub(crate) use columns::{Columns, Extra};
pub(crate) use write::{Line, Lines, MAX_SLICE, problems, schema, tallies};

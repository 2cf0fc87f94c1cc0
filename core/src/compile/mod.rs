//! Model to plan, for one day: parameters read, derived facts put in, comparisons turned into sets of values, and what
//! schemes share written once.
//!
//! The plan is dated because nearly everything it shares depends on the date: a threshold that changes by decree is
//! another cell. A plan is built once per as-of date and asked for any number of profiles.
//!
//! Steps with loops are kept functions of their own (`inline(never)`), for the reason given at `bundle::read`.

mod atoms;
mod below;
mod build;
mod capped;
#[cfg(feature = "yaml")]
mod constants;
mod formula;
mod ground;
mod intern;
mod merge;
mod number;
mod parts;
mod plan;
mod quick;
mod reads;
mod slope;
#[cfg(feature = "batch")]
mod variants;
mod window;

pub(crate) use build::compile;
#[cfg(feature = "batch")]
pub(crate) use build::compile_with;
pub(crate) use capped::Capped;
pub(crate) use ground::{between, shifted};
#[cfg(feature = "batch")]
pub(crate) use number::Num;
pub(crate) use number::{Extent, NumId, Values, arith as number_arith, compare, extent, point};
pub(crate) use parts::Part;
pub(crate) use plan::{AmountPlan, Atom, Node, NodeId, Plan, SchemePlan, Slot, SlotId, SlotKey, WindowState};
pub(crate) use quick::{Literal, Look};
pub(crate) use slope::grows;
#[cfg(feature = "batch")]
pub(crate) use variants::{Change, Variant, conjuncts};

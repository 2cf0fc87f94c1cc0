//! A seeded catalogue and seeded projects for benches, the peers' adapter and the comparison of the fast way with the full
//! one: 40 facts, schemes of 4 to 10 predicates drawn with skew under all, any and not, `min(cap, rate × eligible cost)`
//! and six preferences.

pub(crate) mod catalogue;
pub(crate) mod draw;
pub(crate) mod schema;

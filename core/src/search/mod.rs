//! The choice of a compatible set with its amounts, exact level after level: the only room with floats. What it finds is in whole
//! cents and checked in integers, and what it leaves is proved in integers or said not to be.

mod branch;
#[cfg(any(test, feature = "lab"))]
pub mod lab;
mod node;
mod problem;
mod round;
mod rows;
mod simplex;
mod sizing;
#[cfg(test)]
mod tests;

pub(crate) use branch::{Ask, Proof, Solution, solve};
pub(crate) use problem::{Cash, Level, Part, Problem, Row, SHARE, Wait};

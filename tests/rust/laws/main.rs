//! The laws: what must hold of every rule set and every profile, whatever they say.
//!
//! Rule sets and profiles are drawn at random with tiny domains, so that a naive reader can try every completion of what a
//! profile leaves open and compare. `LAWS_CASES=100000` runs each law on so many cases, `LAWS_SEED=2` on others.
#![expect(clippy::wildcard_enum_match_arm, reason = "the naive reader looks at a few forms at a time")]

#[cfg(test)]
mod amounts;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod bytes;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod garbage;
#[cfg(test)]
mod generator;
#[cfg(test)]
mod many;
#[cfg(test)]
mod near;
#[cfg(test)]
mod number;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod print;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod scores;
#[cfg(test)]
mod verdicts;
#[cfg(test)]
mod words;

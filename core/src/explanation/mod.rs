//! What was computed, told: labels, trees of reasons, the report. The only place where prose is made.

mod amount;
mod contradiction;
mod describe;
#[cfg(feature = "batch")]
mod gaps;
mod label;
mod layer;
mod measure;
mod near;
mod notice;
mod phrase;
mod plan;
mod question;
mod report;
mod support;
mod tree;
mod trust;

pub(crate) use contradiction::contradictions;
pub(crate) use describe::describe;
#[cfg(feature = "arrow")]
pub(crate) use gaps::table_diff;
#[cfg(feature = "batch")]
pub(crate) use gaps::{coverage, uncovered};
#[cfg(feature = "yaml")]
pub(crate) use label::Words;
pub(crate) use notice::notice;
#[cfg(feature = "cli")]
pub(crate) use phrase::number;
#[cfg(feature = "yaml")]
pub(crate) use phrase::{day, quantity};
pub(crate) use plan::plan;
pub(crate) use question::{TOP, Wanted, next_question};
#[cfg(feature = "cli")]
pub(crate) use report::reasons_of;
#[cfg(feature = "yaml")]
pub(crate) use report::{lang_word, rule_set_id};
pub(crate) use report::{order, recommend};
#[cfg(feature = "yaml")]
pub(crate) use tree::label as criterion_label;

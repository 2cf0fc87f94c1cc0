//! What was computed, told: labels, trees of reasons, the report. The only place where prose is made.

mod amount;
mod describe;
mod label;
mod measure;
mod phrase;
mod report;
mod tree;

pub(crate) use describe::describe;
pub(crate) use label::Words;
pub(crate) use phrase::{day, number};
pub(crate) use report::{contradictions, criteria_of, group_word, order, reasons_of, recommend};

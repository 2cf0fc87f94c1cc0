//! terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing.

mod api;
mod base;
mod check;
mod compile;
pub mod contract;
mod eligibility;
mod eval;
mod explanation;
mod finance;
mod load;
mod model;
mod profile;
mod ranking;
mod syntax;
mod tools;
mod value;

pub use api::{Dated, Problem, Problems, RuleSet};
pub use base::{Code, Diagnostic, Label, Lang, Severity, Source, Sources, Span, Text};
pub use contract::{Detail, Options};
pub use eligibility::Verdict;
#[cfg(feature = "yaml")]
pub use load::check_sources;
pub use load::{Checked, check_bundle};
pub use ranking::Group;
#[cfg(feature = "yaml")]
pub use tools::examples::{Broken, CaseResult, Counts, Coverage, ExampleReport, Hint, Mismatch, Place, run_examples};
pub use value::Truth;

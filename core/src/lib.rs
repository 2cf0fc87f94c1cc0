//! terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing.

mod api;
mod base;
mod check;
mod compile;
pub mod contract;
mod model;
mod profile;
mod eval;
mod eligibility;
mod explanation;
mod finance;
mod load;
mod ranking;
mod value;
mod syntax;

pub use api::{Dated, Problem, Problems, RuleSet};
pub use load::{Checked, check_bundle};
#[cfg(feature = "yaml")]
pub use load::check_sources;
pub use contract::{Detail, Options};
pub use eligibility::Verdict;
pub use ranking::Group;
pub use value::Truth;
pub use base::{Code, Diagnostic, Label, Lang, Severity, Source, Sources, Span, Text};

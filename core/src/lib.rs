//! terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing.

mod api;
mod base;
#[expect(dead_code, reason = "being built")]
mod check;
#[expect(dead_code, reason = "being built")]
mod compile;
mod model;
#[expect(dead_code, reason = "being built")]
mod profile;
#[expect(dead_code, reason = "being built")]
mod eval;
mod value;
#[expect(dead_code, reason = "the rooms above are being built")]
mod syntax;

pub use api::{Problem, Problems, RuleSet};
pub use base::{Code, Diagnostic, Label, Lang, Severity, Source, Sources, Span, Text};

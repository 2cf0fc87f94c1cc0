//! Words that know nothing of rules: texts in two languages, places in files, diagnostics.

mod code;
mod diagnostic;
mod order;
mod source;
mod suggest;
mod text;

pub use code::Code;
pub(crate) use diagnostic::Diagnostics;
pub use diagnostic::{Diagnostic, Label, Severity};
pub(crate) use order::Order;
pub use source::{Source, Sources, Span};
pub(crate) use suggest::did_you_mean;
pub use text::{Lang, Text};
pub(crate) use text::{say, tell};

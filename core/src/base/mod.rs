//! Words that know nothing of rules: texts in two languages, places in files, diagnostics.

mod code;
mod diagnostic;
mod source;
mod suggest;
mod text;

pub use code::Code;
pub(crate) use diagnostic::Diagnostics;
pub use diagnostic::{Diagnostic, Label, Severity};
pub(crate) use source::Position;
pub use source::{Source, Sources, Span};
pub(crate) use suggest::did_you_mean;
pub(crate) use text::say;
pub use text::{Lang, Text};

//! Words that know nothing of rules: texts in two languages, places in files, diagnostics.

pub(crate) mod bits;
mod code;
#[cfg(feature = "yaml")]
mod diagnostic;
mod order;
mod problem;
#[cfg(feature = "yaml")]
mod source;
mod span;
mod suggest;
mod text;

pub use code::{Code, Severity};
#[cfg(feature = "yaml")]
pub(crate) use diagnostic::Diagnostics;
#[cfg(feature = "yaml")]
pub use diagnostic::{Diagnostic, Label};
pub(crate) use order::Order;
pub use problem::{Problem, Problems};
#[cfg(feature = "yaml")]
pub use source::{Source, Sources};
pub use span::Span;
pub(crate) use suggest::did_you_mean;
pub(crate) use text::tell;
pub use text::{Lang, Text};

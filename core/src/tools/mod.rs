//! What rule authors run over their rules.

mod diff;
pub(crate) mod examples;
pub(crate) mod findings;
pub(crate) mod lint;
#[cfg(feature = "cli")]
pub(crate) mod schema;

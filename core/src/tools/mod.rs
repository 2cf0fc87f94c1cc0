//! What rule authors run over their rules.

#[cfg(feature = "yaml")]
pub(crate) mod examples;
#[cfg(feature = "yaml")]
pub(crate) mod lint;
#[cfg(feature = "cli")]
pub(crate) mod schema;

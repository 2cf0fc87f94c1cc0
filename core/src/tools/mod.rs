//! What rule authors run over their rules.

mod diff;
pub(crate) mod examples;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod lint;
mod pages;
pub(crate) mod schema;
pub(crate) mod templates;
pub(crate) mod workshop;
pub(crate) mod written;

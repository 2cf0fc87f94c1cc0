//! Text to trees: YAML (or a bundle's JSON) to nodes, expressions to their tree. Nothing here knows facts or types.

pub(crate) mod ast;
pub(crate) mod bundle_node;
pub(crate) mod lexer;
pub(crate) mod node;
pub(crate) mod parser;
mod place;
pub(crate) mod print;
#[cfg(feature = "yaml")]
pub(crate) mod yaml;

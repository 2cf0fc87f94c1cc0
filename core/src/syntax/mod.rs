//! Text to trees: YAML to nodes, expressions to their tree. Nothing here knows facts or types.

pub(crate) mod ast;
pub(crate) mod json;
pub(crate) mod lexer;
pub(crate) mod node;
pub(crate) mod parser;
mod place;
pub(crate) mod print;
pub(crate) mod yaml;

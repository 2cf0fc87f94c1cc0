//! Rule sets over one another: which one a line of an answer comes from.

use serde::Serialize;

/// One of the sets that rules are made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Layer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// Where a scheme comes from; ids of sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// The set that brings it.
    pub layer: String,
    /// The sets that narrow it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub narrowed_by: Vec<String>,
    /// The set that closes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
}

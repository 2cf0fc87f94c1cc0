//! What an answer rests on, and what of it nothing confirms.

use serde::Serialize;

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_on: Option<String>,
}

/// A part of a scheme that no source confirms.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unconfirmed {
    /// Keys of the scheme's file that lead there: `amount.rate`.
    pub path: String,
    /// The same in words.
    pub label: String,
}

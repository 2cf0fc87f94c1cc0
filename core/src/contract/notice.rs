//! The notice of an algorithmic recommendation: what a person may ask to know of how the list was made.

use super::{Reference, RuleSetId};
use serde::Serialize;

/// What a list was made with and how, for the person whom it is about.
///
/// French law asks for four things (Code des relations entre le public et l'administration, article R. 311-3-1-2): how much and in
/// which way the algorithm contributes, the data with their sources, the parameters with their weights as applied to the person,
/// and the operations. Each is a section; the last one shows the result for this person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules answered.
    pub rule_set: NoticeRules,
    /// The day it was judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// What it is.
    pub title: String,
    /// The law that it follows.
    pub law: Reference,
    /// In the order of the law.
    pub sections: Vec<NoticeSection>,
}

/// Identity of the rules, with their name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeRules {
    /// Id, version, fingerprint and layers.
    #[serde(flatten)]
    pub id: RuleSetId,
    /// Their name.
    pub title: String,
}

/// One part of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeSection {
    /// `contribution`, `data`, `parameters`, `operations` or `result`.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// What it lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<NoticeTable>,
}

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeTable {
    /// What it is: `answers`, `declared`, `weights`, `robustness`, `parameters` or `places`.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Rows from top to bottom, a text for each column.
    pub rows: Vec<Vec<String>>,
}

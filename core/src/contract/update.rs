//! A saved profile carried over to other rules.

use serde::Serialize;
use serde_json::Value;

/// A profile as these rules read it, with what they take otherwise than those that it was saved for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileUpdate {
    /// Version of this contract.
    pub contract: u32,
    /// The profile, ready for these rules.
    pub profile: Value,
    /// What was renamed or set aside; nothing of it is lost.
    pub changes: Vec<ProfileChange>,
}

/// One thing that these rules take otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileChange {
    /// Where it was: `facts.structure.form`.
    pub was: String,
    /// Where it is now; absent when it was set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// What was said there.
    pub value: Value,
    /// Why, in words.
    pub label: String,
}

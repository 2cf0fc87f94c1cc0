//! What a rule set can ask and what it can give.

use super::RuleSetId;
use serde::Serialize;
use std::collections::BTreeMap;

/// The readable contents of a rule set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Catalogue {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules.
    pub rule_set: RuleSetId,
    /// Its name.
    pub title: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// The languages that the rules' own texts are in: a bundle may hold one alone, which then stands for the other.
    pub languages: Vec<&'static str>,
    /// Facts that a profile may hold.
    pub facts: Vec<Asked>,
    /// What codes stand for.
    pub taxonomies: Vec<CodesOffered>,
    /// Schemes.
    pub schemes: Vec<Offered>,
    /// Named weights.
    pub presets: Vec<PresetOffered>,
}

/// A fact that can be asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asked {
    /// Its key.
    pub fact: String,
    /// Its group.
    pub group: String,
    /// What people call the group.
    pub group_label: String,
    /// Its name.
    pub label: String,
    /// `bool`, `enum`, `set`, `money`, `rate`, `int`, `decimal`, `duration`, `date`, `code`, `list`, `series` or `text`.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What numbers are numbers of, in words: `€ par mois`, `%`, `mois`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_label: Option<String>,
    /// Possible values with their names, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// What each record of a list holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<AskedField>,
    /// The taxonomy of a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxonomy: Option<String>,
    /// Least and most, as a profile writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Help with the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// `applicant`, `adviser` or `funder`.
    pub answered_by: &'static str,
    /// 1 known by heart, 5 needs a document.
    pub effort: u8,
    /// What a person may prefer to keep: health, gender, benefits.
    pub sensitive: bool,
    /// Computed, never asked.
    pub derived: bool,
    /// States of absence that it may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub can_be: Vec<&'static str>,
    /// How many schemes read it.
    pub used_by: u32,
}

/// A field of the records of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedField {
    /// Its name, as a profile writes it.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// `bool`, `enum`, `money`, `rate`, `int`, `decimal`, `duration`, `date` or `text`.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// What numbers are numbers of, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_label: Option<String>,
    /// Possible values with their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// Least and most, as a profile writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The codes of a taxonomy that the rules name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodesOffered {
    /// Its id, as facts name it.
    pub taxonomy: String,
    /// What people call it.
    pub title: String,
    /// A code that is not listed counts under its longest listed prefix.
    pub by_prefix: bool,
    /// The codes, sorted.
    pub codes: Vec<CodeOffered>,
}

/// A code and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeOffered {
    /// As a profile writes it.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// The code that holds all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

/// A scheme that can be obtained.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offered {
    /// Its id.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// What it is.
    pub kind: &'static str,
    /// Who runs it.
    pub provider: String,
    /// How well its content is confirmed.
    pub confidence: &'static str,
    /// What its criteria say, by id.
    pub criteria: Vec<(String, String)>,
    /// Facts that it reads.
    pub facts: Vec<String>,
    /// Which sets brought, narrowed and closed it, when rules come from several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<super::Provenance>,
}

/// A named set of weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PresetOffered {
    /// Its name, as a request gives it.
    pub preset: String,
    /// What people call it.
    pub title: String,
    /// Weight of each line.
    pub weights: BTreeMap<&'static str, u32>,
}

//! Who can help, and what others did.

use super::{Decimal, Provider, Reference};
use crate::{eligibility::Verdict, value::Truth};
use serde::Serialize;

/// One of the three brakes, as this project meets it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BrakeTold {
    /// `cash`, `burden` or `engineering`.
    pub brake: &'static str,
    /// The same in words.
    pub label: String,
    /// It is there whatever was not told.
    pub sure: bool,
    /// Schemes that it comes with.
    pub schemes: Vec<String>,
}

/// Help that the project needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeedTold {
    /// Its id.
    pub need: String,
    /// Its name.
    pub title: String,
    /// It is needed whatever was not told.
    pub sure: bool,
    /// Why it is needed.
    pub why: Vec<NeedCause>,
    /// Who gives it here; empty when nobody does.
    pub helpers: Vec<Helper>,
}

/// Why help is needed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeedCause {
    /// `criterion`, `condition` or `brake`.
    pub kind: &'static str,
    /// Said in words.
    pub label: String,
    /// The scheme whose criterion it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The criterion, or the brake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether the criterion or the condition holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
}

/// A scheme that gives the help, and that may be had.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Helper {
    /// Its id.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// What it is.
    pub kind: &'static str,
    /// What can be said of it.
    pub verdict: Verdict,
    /// Who runs it.
    pub provider: Provider,
    /// How to reach them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Where to go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A sheet: what others did, a guide or a technical sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Its id.
    pub resource: String,
    /// `experience`, `guide` or `technical`.
    pub kind: &'static str,
    /// The same in words.
    pub kind_label: String,
    /// Its title.
    pub title: String,
    /// In one sentence.
    pub summary: String,
    /// Why it is shown, the weightiest kind first.
    pub reasons: Vec<SheetReason>,
    /// Sum of the weights of the reasons.
    pub weight: u32,
    /// How alike the two projects are; absent for guides, and where no fact is told of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<SimilarityTold>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
    /// Last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// Brakes that were met.
    pub brakes: Vec<String>,
    /// Needs that were met.
    pub needs: Vec<String>,
    /// Schemes that were used, by name.
    pub schemes: Vec<String>,
    /// Who took part.
    pub actors: Vec<String>,
    /// What was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<String>,
    /// What it cost.
    pub cost: Vec<Cost>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// What can be learnt.
    pub lessons: Vec<String>,
    /// Bodies that can be asked.
    pub contacts: Vec<Contact>,
    /// How well it is confirmed: `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// The same in words.
    pub confidence_label: String,
    /// What it rests on.
    pub references: Vec<Reference>,
}

/// Why a sheet is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetReason {
    /// `carrier`, `activity`, `place`, `brake`, `need` or `scheme`.
    pub kind: &'static str,
    /// Said in words.
    pub label: String,
    /// What it weighs.
    pub weight: u32,
}

/// How alike two projects are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimilarityTold {
    /// Out of 1,000: the weighted mean of the lines, rounded down.
    pub points: u32,
    /// One for each fact that both tell.
    pub lines: Vec<SimilarityLine>,
}

/// One fact that both tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimilarityLine {
    /// Its key.
    pub fact: String,
    /// Its name.
    pub label: String,
    /// What it weighs.
    pub weight: u32,
    /// Out of 1,000.
    pub points: u32,
    /// What this project tells.
    pub ours: String,
    /// What the sheet tells.
    pub theirs: String,
}

/// What something cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cost {
    /// What.
    pub label: String,
    /// Euros.
    pub amount: Decimal,
    /// The year of the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u32>,
}

/// A body that can be asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Its name.
    pub name: String,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

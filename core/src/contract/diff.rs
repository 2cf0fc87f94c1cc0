//! What a new version of a rule set changes, by meaning: who gains and who loses a right, each with a project that shows it.

use super::{Decimal, RuleSetId};
use crate::{base::Lang, eligibility::Verdict};
use serde::Serialize;
use serde_json::Value;

/// Options of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DiffOptions {
    /// The day on which both are read, `2026-11-23`; by default the last day on which a source of either was read.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Only this scheme.
    pub only: Option<String>,
}

/// What differs between two rule sets on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleSetDiff {
    /// Version of this contract.
    pub contract: u32,
    /// The rules before.
    pub old: RuleSetId,
    /// The rules after.
    pub new: RuleSetId,
    /// The day on which both were read.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// In one sentence.
    pub summary: String,
    /// Schemes that differ, in the order of their ids.
    pub schemes: Vec<SchemeDiff>,
    /// How many schemes are the same in everything.
    pub same: u32,
    /// Facts added, removed, renamed, or with other values; none when one scheme alone was asked for.
    pub facts: Vec<Change>,
    /// Parameters whose value on that day differs; none when one scheme alone was asked for.
    pub parameters: Vec<Change>,
    /// Constraints, score, sources, ceilings and what plans are reckoned with; none when one scheme alone was asked for.
    pub rules: Vec<Change>,
}

/// A scheme that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeDiff {
    /// Its id.
    pub scheme: String,
    /// Its name, the new one where it has two.
    pub title: String,
    /// Whether both versions have it.
    pub status: SchemeStatus,
    /// Who may have it, for a scheme that both have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// The same in words.
    pub label: String,
    /// A project that gains the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gained: Option<DiffWitness>,
    /// A project that loses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<DiffWitness>,
    /// Ways that could not be settled: `wider`, `narrower`. A limit was met, or what was found is no project that could be written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsettled: Vec<&'static str>,
    /// Facts that it looks at and whose possible values are not the same in both: only projects that both can describe were compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<String>,
    /// Criteria added, removed or changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionChange>,
    /// What it gives, where the formula differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountChange>,
    /// Everything else, part by part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// Whether a scheme is in both versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SchemeStatus {
    /// The new version alone has it.
    Added,
    /// The old version alone has it.
    Removed,
    /// Both have it.
    Kept,
}

/// Who may have a scheme now, against before; what people declare taken as so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Some gain the right, and `unsettled` says whether some might lose it.
    Wider,
    /// Some lose it, and `unsettled` says whether some might gain it.
    Narrower,
    /// Some gain it, some lose it.
    Both,
    /// Nobody gains or loses it: proved.
    Equivalent,
    /// Neither was found, and at least one is not excluded.
    Unsettled,
}

/// A project on which the two versions differ; asked of both before it was told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffWitness {
    /// The project, `{as_of, facts}`, as the new rules read it.
    pub profile: Value,
    /// The same project as the old rules read it, where that is written otherwise: another key, a fact that one version alone knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_profile: Option<Value>,
    /// What the old rules say.
    pub old: Verdict,
    /// What the new rules say.
    pub new: Verdict,
    /// Criteria that refuse it: of the new version for a right that is lost, of the old one for a right that is gained.
    pub criteria: Vec<String>,
}

/// A criterion that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriterionChange {
    /// Its id.
    pub criterion: String,
    /// `added`, `removed`, `changed` (another condition) or `reworded` (the same condition, other words or sources).
    pub change: &'static str,
    /// Who declares it, where somebody does: `applicant` or `funder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<&'static str>,
    /// What it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// How the amount of a scheme changes for those who may have it under both versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AmountChange {
    /// Which way.
    pub way: AmountWay,
    /// How many combinations of values were tried.
    pub tried: u32,
    /// The same in words.
    pub label: String,
    /// A project that gets more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<Paid>,
    /// A project that gets less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less: Option<Paid>,
}

/// Which way an amount changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountWay {
    /// Some get more; nobody tried gets less.
    Higher,
    /// Some get less; nobody tried gets more.
    Lower,
    /// Some get more, some less.
    Both,
    /// Another formula, and no difference in all that was tried: not a proof.
    SameOnAllTried,
    /// The formulas differ, and no project that may have it under both was found to show it.
    Unsettled,
}

/// A project with the amounts of both versions, in euros.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paid {
    /// The project, as the new rules read it.
    pub profile: Value,
    /// As the old rules read it, where that is written otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_profile: Option<Value>,
    /// Lowest and highest under the old rules; absent when it does not apply.
    pub old: [Option<Decimal>; 2],
    /// Lowest and highest under the new rules.
    pub new: [Option<Decimal>; 2],
}

/// A part that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Which: a fact's key, a parameter's name, a part of a scheme as rule files name it.
    pub what: String,
    /// `added`, `removed`, `renamed` or `changed`.
    pub change: &'static str,
    /// What people call it.
    pub label: String,
    /// As it was, where that is short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// As it is, where that is short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl RuleSetDiff {
    /// Somebody loses a right, or that is not excluded: a scheme removed, narrower, or not settled that way.
    pub fn narrows(&self) -> bool {
        self.any(SchemeStatus::Removed, &[Access::Narrower, Access::Both], "narrower")
    }

    /// Somebody gains a right, or that is not excluded: a scheme added, wider, or not settled that way.
    pub fn widens(&self) -> bool {
        self.any(SchemeStatus::Added, &[Access::Wider, Access::Both], "wider")
    }

    /// Anything differs, were it a word.
    pub fn differs(&self) -> bool {
        let rest = [&self.facts, &self.parameters, &self.rules];
        !self.schemes.is_empty() || rest.iter().any(|list| !list.is_empty())
    }

    fn any(&self, status: SchemeStatus, access: &[Access], way: &str) -> bool {
        let one = |s: &SchemeDiff| {
            s.status == status || s.access.is_some_and(|a| access.contains(&a)) || s.unsettled.contains(&way)
        };
        self.schemes.iter().any(one)
    }
}

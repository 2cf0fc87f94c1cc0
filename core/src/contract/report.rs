//! The answer: ranked, explained recommendations.

use super::{BrakeTold, Decimal, NearMiss, NeedTold, ProjectChange, Reference, Score, Sheet, Unconfirmed};
use crate::{eligibility::Verdict, ranking::Group, value::Truth};
use serde::Serialize;
use std::collections::BTreeMap;

/// The answer for one profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules answered.
    pub rule_set: RuleSetId,
    /// The day it is judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// What the score was made of.
    pub weights: Weights,
    /// Schemes in order.
    pub schemes: Vec<Recommendation>,
    /// How many schemes stand in each group, whatever `top` cut.
    pub counts: Counts,
    /// How far each weight may move with the first ten unchanged; a brief answer does without.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub robustness: Vec<super::Robustness>,
    /// The three brakes, as this project meets them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brakes: Vec<BrakeTold>,
    /// The help that it needs, and who gives it here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<NeedTold>,
    /// What others did, guides and technical sheets, each with the reasons for showing it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Sheet>,
    /// Changes of the project that would unlock most, when near misses were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<ProjectChange>>,
    /// Schemes and sheets that were broken and left out when the rules were loaded.
    pub left_out: Vec<String>,
}

/// How many schemes stand in each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Possible, and one can apply.
    pub now: u32,
    /// Possible, and the window opens later.
    pub later: u32,
    /// Not for this project.
    pub not: u32,
    /// No longer open to anyone.
    pub closed: u32,
}

/// Identity of a rule set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleSetId {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its canonical bundle.
    pub fingerprint: String,
    /// The sets that it is made of, the base first; empty when it extends none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<super::Layer>,
}

/// Weights in use; they sum to 1,000.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weights {
    /// Name of the preset; absent when the caller gave weights line by line.
    pub preset: Option<String>,
    /// The set that gives these weights, when rules come from several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Weight of each line.
    pub lines: BTreeMap<&'static str, u32>,
}

/// One scheme for this profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recommendation {
    /// Its id.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// In one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What it is: `grant`, `guarantee`…
    pub kind: &'static str,
    /// The same in words.
    pub kind_label: String,
    /// Who runs it.
    pub provider: Provider,
    /// Where it stands in the list.
    pub group: Group,
    /// Its place; schemes that tie share one.
    pub place: u32,
    /// Another scheme has the same group and score.
    pub tied: bool,
    /// What can be said.
    pub verdict: Verdict,
    /// Why it is undetermined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// Facts that the verdict waits for.
    pub missing: Vec<String>,
    /// One completion that says yes and one that says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Top criteria that fail.
    pub failing: Vec<String>,
    /// Declared criteria that are still open.
    pub declared: Vec<Declared>,
    /// Its calendar.
    pub window: Calendar,
    /// What it would give; absent for a scheme without amount.
    pub amount: Option<Amount>,
    /// Its score out of 1,000.
    pub score: Score,
    /// The tree of criteria.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// The fewest facts, as widely as possible, that force the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Sufficient>>,
    /// What would change a refusal, when near misses were asked for and one is in reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_miss: Option<NearMiss>,
    /// Either this or those.
    pub excludes: Vec<String>,
    /// Only with those.
    pub requires: Vec<String>,
    /// When it pays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payment: Vec<Payment>,
    /// What it takes to apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burden: Option<Burden>,
    /// What one must do after the award.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Human help that comes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<String>,
    /// Where to apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply: Option<Apply>,
    /// How well its content is confirmed: `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// The same in words.
    pub confidence_label: String,
    /// Parts that no source confirms.
    pub unconfirmed: Vec<Unconfirmed>,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// Which sets brought, narrowed and closed it, when rules come from several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<super::Provenance>,
}

/// Who runs a scheme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Why a verdict is undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Facts are missing.
    Missing,
    /// Facts hang together in a way that is not told apart exactly.
    Coupled,
    /// The search met its limit.
    Limit,
}

/// Two completions: values by fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Witness {
    /// With these it would be met.
    pub yes: Option<BTreeMap<String, serde_json::Value>>,
    /// With these it would not.
    pub no: Option<BTreeMap<String, serde_json::Value>>,
}

/// A declared criterion that is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Declared {
    /// `scheme/criterion`, as a profile answers it.
    pub key: String,
    /// What it says.
    pub label: String,
    /// Who can answer: `applicant` or `funder`.
    pub by: &'static str,
}

/// A scheme's calendar on the as-of date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Calendar {
    /// `open`, `upcoming`, `closed` or `undated`.
    pub state: &'static str,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// Day of the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// The day that conditions are read on.
    pub application_date: String,
    /// Why it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Whether there is an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountState {
    /// A number, or an interval.
    Known,
    /// The amount does not apply to this profile: not the same as zero.
    NotApplicable,
    /// It may not apply.
    MaybeNotApplicable,
}

/// What a scheme would give, in euros.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amount {
    /// `cash`, `loan`, `guarantee`, `relief`, `tax_credit`, `donation`, `income` or `in_kind`.
    pub form: &'static str,
    /// Whether there is one.
    pub state: AmountState,
    /// Lowest.
    pub low: Option<Decimal>,
    /// Highest.
    pub high: Option<Decimal>,
    /// Both ends are reached by a completion; otherwise they are outer bounds.
    pub exact: bool,
    /// No rule caps it: the highest is only as high as a fact that was not told may be.
    pub uncapped: bool,
    /// A completion that gives the lowest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_low: Option<BTreeMap<String, serde_json::Value>>,
    /// A completion that gives the highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_high: Option<BTreeMap<String, serde_json::Value>>,
    /// How it was computed.
    pub trace: Vec<Step>,
    /// Other money that it is bound to.
    pub conditions: Vec<Condition>,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<Fees>,
    /// Terms of a loan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loan: Option<LoanTerms>,
}

/// One step of the computation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// `eligible_cost`, `rate`, `value`, `bonus`, `floor`, `cap` or `total`.
    pub step: &'static str,
    /// What it is.
    pub label: String,
    /// Lowest value.
    pub low: Option<Decimal>,
    /// Highest value.
    pub high: Option<Decimal>,
}

/// Other money that an amount needs beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// `follows`, `own_contribution`, `cofinancing` or `unlocks`.
    pub kind: &'static str,
    /// What it says.
    pub label: String,
}

/// A cost: a share, a sum, or both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fees {
    /// Share of the amount.
    pub rate: Option<Decimal>,
    /// Sum in euros.
    pub value: Option<Decimal>,
}

/// Terms of a loan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanTerms {
    /// Months to repay.
    pub months: Interval,
    /// Months before repayment starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deferral: Option<Interval>,
    /// Interest a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<Decimal>,
}

/// Whole numbers from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Least.
    pub from: i64,
    /// Most.
    pub to: i64,
}

/// A criterion with its truth and what it used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// `all`, `any`, `not`, `at_least`, `if` or `declared`.
    pub form: &'static str,
    /// The condition as the rules write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether it holds.
    pub truth: Truth,
    /// Facts that it read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<Used>,
    /// Parameters that it read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The need that a failure reveals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// What it rests on, where it says so itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Inner criteria.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Criterion>,
}

/// A fact as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Used {
    /// Its key.
    pub fact: String,
    /// Its name.
    pub label: String,
    /// `known`, `one_of`, `range`, `none`, `not_applicable`, `declined` or `unknown`.
    pub state: &'static str,
    /// Its value in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A parameter as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is.
    pub label: String,
    /// Its value in words.
    pub value: String,
    /// Its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
}

/// A fact that forces the verdict, as widely as it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sufficient {
    /// Its key.
    pub fact: String,
    /// Said in words: "turnover at most 10,000 €".
    pub label: String,
}

/// When a part of the aid is paid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payment {
    /// Share of the aid.
    pub share: Decimal,
    /// What makes it due.
    pub when: &'static str,
    /// The same in words.
    pub label: String,
    /// Days after that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_days: Option<Interval>,
}

/// What it takes to apply.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Burden {
    /// Documents to bring.
    pub documents: Vec<Document>,
    /// Committees to pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committees: Option<u32>,
    /// Days until the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_days: Option<Interval>,
    /// Hours of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Interval>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// Something that must hold for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Commitment {
    /// What.
    pub label: String,
    /// For how many months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
}

/// Where to apply.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Apply {
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What to do there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

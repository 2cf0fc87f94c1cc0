//! What to ask next, and why.

use super::{Asked, RuleSetId, WeightsAsked};
use crate::base::Lang;
use serde::Serialize;

/// Options of a request for the next question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuestionOptions {
    /// The day to judge on, `2026-11-23`; wins over the profile's own.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Name of a preset, or a weight for each line, summing to 1,000.
    pub weights: Option<WeightsAsked>,
    /// How many schemes are to be settled; five when absent.
    pub top: Option<u32>,
    /// Ask for this scheme alone: what is still to be known for it.
    pub scheme: Option<String>,
    /// Questions to leave aside: keys of facts, or `scheme/criterion`.
    pub skip: Vec<String>,
}

/// The next question, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextQuestion {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules asked.
    pub rule_set: RuleSetId,
    /// The day it is judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// How many schemes are to be settled.
    pub top: u32,
    /// The one scheme that questions are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// No answer can change any more which schemes come first; with `scheme`, what its verdict is.
    pub settled: bool,
    /// Why nothing is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Stop>,
    /// What to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// Facts that may be asked on the same page: of the same group and nearly as useful.
    pub together: Vec<String>,
    /// Schemes whose place answers may still change, best first.
    pub open: Vec<SchemeName>,
    /// Questions that may still be of use, this one included; fewer will do.
    pub left: u32,
}

/// Why nothing is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stop {
    /// `settled` or `nothing_to_ask`.
    pub reason: &'static str,
    /// The same in words.
    pub label: String,
}

/// A scheme by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeName {
    /// Its id.
    pub scheme: String,
    /// Its name.
    pub title: String,
}

/// What to ask.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// Where the answer goes in a profile: a fact's key, or `scheme/criterion` under `declared`.
    pub key: String,
    /// The question itself.
    pub text: String,
    /// The fact as [`crate::contract::Catalogue`] describes it; absent for a criterion that the applicant declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<Asked>,
    /// Why it is asked.
    pub why: String,
    /// Schemes that it bears on, best first.
    pub bears_on: Vec<SchemeName>,
    /// What answers would do.
    pub answers: Vec<AnswerEffect>,
}

/// What one answer, or a run of answers, would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerEffect {
    /// The answer in words.
    pub label: String,
    /// Schemes that it would open for good.
    pub opens: Vec<String>,
    /// Schemes that it would close.
    pub closes: Vec<String>,
}

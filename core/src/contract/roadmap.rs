//! Paperwork and roadmap of a plan: what to put together, what to do when, and how late each step may be.

use super::{Decimal, Interval};
use serde::Serialize;

/// All that is to be put together for the files of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checklist {
    /// Every document once.
    pub documents: Vec<Paper>,
    /// Lines of the budget for which quotes are asked.
    pub quotes: Vec<QuotesAsked>,
    /// The work that each scheme takes.
    pub files: Vec<FileWork>,
    /// Hours of all files of which they are known.
    pub hours: Interval,
    /// Schemes of which nobody says the hours.
    pub hours_unknown: Vec<String>,
    /// Committees to pass in all, as far as they are known.
    pub committees: i64,
    /// Euros for an hour of paperwork, over the files of which the hours are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_hour: Option<PerHour>,
}

/// A document to gather.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paper {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Months for which it is taken once it is issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity: Option<u32>,
    /// `application`, or `payment` when it goes with the claim for payment.
    #[serde(rename = "for")]
    pub asked_for: &'static str,
    /// Schemes that ask for it.
    pub schemes: Vec<String>,
    /// The last day on which it can be in hand; absent where nothing presses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// The files lie further apart than it is taken for: it is to be asked for again.
    pub again: bool,
}

/// Quotes for a line of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotesAsked {
    /// Its place in the budget.
    pub line: usize,
    /// Its name.
    pub label: String,
    /// In euros.
    pub amount: Decimal,
    /// The most that a scheme asks for.
    pub count: u32,
    /// The schemes that ask for so many.
    pub schemes: Vec<String>,
}

/// The work that a scheme takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileWork {
    /// Id of the scheme.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// Files to put together: a bridge has one for each grant.
    pub files: u32,
    /// Hours of work; absent where nobody says them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Interval>,
    /// Committees to pass; absent where nobody says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committees: Option<i64>,
    /// Euros for an hour of it; absent where hours are not known or what it brings is not money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_hour: Option<PerHour>,
}

/// Euros for an hour of paperwork.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PerHour {
    /// With the most hours.
    pub low: Decimal,
    /// With the fewest; absent where there may be no work at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Decimal>,
}

/// Dated steps, forwards and backwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Roadmap {
    /// What presses, in a few sentences.
    pub summary: Vec<String>,
    /// When the project can start.
    pub starts: Starts,
    /// Every step after those that it waits for.
    pub steps: Vec<RoadStep>,
    /// What the project can do in the meantime.
    pub meanwhile: Meanwhile,
    /// What the days rest on.
    pub notes: Vec<String>,
}

/// When the project can start, should every delay be the longest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Starts {
    /// Month of the start that the project means, `2027-05`.
    pub wanted: String,
    /// The first month of a start for which every answer is there before what it pays for is ordered.
    pub safe: String,
    /// Months between the two.
    pub safe_months: i64,
    /// The first month that funders' rules allow, orders being placed before the answers are there.
    pub allowed: String,
    /// Months between that and what the project means.
    pub allowed_months: i64,
}

/// A step of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoadStep {
    /// Its id, the same from one plan to the next.
    pub id: String,
    /// `ask_bank`, `own`, `prepare`, `apply`, `acknowledge`, `committee`, `notify`, `bank_agrees`, `order`, `start`, `pay`.
    pub kind: &'static str,
    /// In words.
    pub label: String,
    /// Id of the scheme or of the source that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// It lies behind.
    pub done: bool,
    /// The first day on which it can be, with the shortest delays.
    pub earliest: String,
    /// The day by which it can be, with the longest delays.
    pub by: String,
    /// The last day that keeps what the project wants, with the longest delays; absent where nothing waits for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// Days from `by` to `latest`; below zero when it is too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
    /// The day from which funders' rules alone allow an order or the start, with the longest delays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// It is on the chain that decides when the project can start.
    pub critical: bool,
    /// Hours of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Interval>,
    /// Lines of the budget that are ordered, as places in the budget.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<usize>,
    /// What it waits for.
    pub waits: Vec<WaitTold>,
}

/// A wait for another step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaitTold {
    /// Id of that step.
    pub step: String,
    /// Days from there, shortest and longest; each thirty of them are a month of the calendar.
    pub days: Interval,
    /// `order`: it cannot be otherwise; `rule`: a funder's rule; `safe`: to be sure of the money, which nothing forbids to do without.
    pub because: &'static str,
}

/// What the project can do in the meantime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meanwhile {
    /// Lines of the budget that wait for nothing, as places in the budget.
    pub lines: Vec<usize>,
    /// Ids of steps that wait for nothing.
    pub steps: Vec<String>,
    /// Ids of documents to gather.
    pub documents: Vec<String>,
    /// In words.
    pub labels: Vec<String>,
}

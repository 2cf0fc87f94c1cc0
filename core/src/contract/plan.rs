//! The financing plan: which money together, how much, when it arrives, and why.

use super::{Checklist, Decimal, Roadmap, RuleSetId};
use crate::base::Lang;
use serde::Serialize;

/// What a plan is asked with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanOptions {
    /// The day to plan on, `2026-11-23`; wins over the profile's own.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Schemes that the plan must take.
    pub take: Vec<String>,
    /// Schemes that it must do without.
    pub without: Vec<String>,
    /// Schemes whose open facts are taken as favourable; `*` for all.
    pub assume: Vec<String>,
    /// Months of the cash curve after the start; the rule set's own when absent.
    pub months: Option<u32>,
    /// Euros for an hour of paperwork; the rule set's own when absent.
    pub hour: Option<Decimal>,
    /// Leave out what is worked out to explain the plan: fallbacks, blockers, other plans.
    pub brief: bool,
}

/// The best plan for one profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanReport {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules answered.
    pub rule_set: RuleSetId,
    /// The day it is made for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// What it comes to, in a few sentences.
    pub summary: Vec<String>,
    /// What it was reckoned with and what of the project was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// Month of the start, `2027-05`.
    pub start: String,
    /// What the project costs.
    pub uses: Decimal,
    /// What nothing pays for.
    pub gap: Decimal,
    /// The lowest balance of the curve.
    pub trough: TroughTold,
    /// The lowest that cash can fall to, whichever delay of each source comes true.
    pub worst: TroughTold,
    /// What the activity must be lent before it carries itself; absent when its months were not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_capital: Option<TroughTold>,
    /// Net cost by the settings: principal, interest, fees and hours, less what reliefs spare. A relief whose worth is not known
    /// yet counts for nothing, its hours neither.
    pub cost: Decimal,
    /// Files to put together.
    pub files: u32,
    /// How sure it is that there is no better plan.
    pub proof: ProofTold,
    /// Where the money comes from, one's own first.
    pub sources: Vec<Source>,
    /// Help that brings no money to the project itself: guarantees, reliefs, income, help in kind.
    pub helps: Vec<Source>,
    /// Schemes and sources that the plan does not take, with the reason.
    pub left: Vec<LeftTold>,
    /// Ceilings of legal regimes, with what past aid leaves and what the plan takes.
    pub headroom: Vec<RoomTold>,
    /// What people should know of this plan.
    pub findings: Vec<Finding>,
    /// Rules that, dropped alone, would close most of the gap.
    pub blockers: Vec<BlockerTold>,
    /// Other plans worth a conversation, three at most.
    pub others: Vec<OtherPlan>,
    /// Month by month.
    pub cash: Vec<CashMonth>,
    /// The plan when one thing goes wrong.
    pub stress: Vec<StressTold>,
    /// If all that is still open were favourable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hopeful: Option<Hopeful>,
    /// All that is to be put together for its files.
    pub checklist: Checklist,
    /// Dated steps, forwards and backwards.
    pub roadmap: Roadmap,
    /// The tables that banks and funders ask for.
    pub tables: Vec<Table>,
}

/// Something that was reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assumption {
    /// `setting`, or the key of the fact that was not told.
    pub key: String,
    /// In words.
    pub label: String,
}

/// A low point.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TroughTold {
    /// How far below zero, in euros; zero when it never is.
    pub depth: Decimal,
    /// The lowest balance.
    pub lowest: Decimal,
    /// Its month.
    pub month: String,
}

/// How sure a plan is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProofTold {
    /// `proved`: every plan that was left was shown to be no better; `best_found`: the search met its limit;
    /// `unsound`: the amounts break a rule, which is a defect of the engine.
    pub state: &'static str,
    /// Which measure might still be better: `gap`, `trough`, `cost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// By at most this, in euros; absent when nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Decimal>,
    /// In words.
    pub label: String,
}

/// A source of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Id of the scheme or of the source.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `own`, `gift`, `equity`, `grant`, `loan`, `guarantee`, `relief`, `tax_credit`, `income`, `bridge`, `in_kind`.
    pub way: &'static str,
    /// The same in words.
    pub way_label: String,
    /// Whose money it is: `none`, `local`, `national`, `eu`.
    pub origin: &'static str,
    /// What the plan takes of it, in euros.
    pub amount: Decimal,
    /// The most there may be.
    pub cap: Decimal,
    /// The least there may be of it, where it has a floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<Decimal>,
    /// The cost that its rate applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligible: Option<Decimal>,
    /// Its rate, `0.64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// Other funders take it for the applicant's own money.
    pub counts_as_own: bool,
    /// What of it counts as aid, and under which regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aid: Option<AidCounted>,
    /// The grant that a bridge lends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    /// Budget lines that it pays on, as places in the budget.
    pub lines: Vec<usize>,
    /// Every payment, soonest and latest month.
    pub payments: Vec<PaymentTold>,
    /// How it is given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repayment: Option<Repayment>,
    /// What it depends on: a funder's choice, an agreement.
    pub conditions: Vec<String>,
    /// What is left when its funder says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Comparison>,
    /// `high`, `medium`, `low`; absent for money of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<&'static str>,
}

/// What counts as aid under a legal regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AidCounted {
    /// Id of the regime.
    pub regime: String,
    /// Its name.
    pub title: String,
    /// Grant equivalent in euros: a grant in full, a loan or a guarantee by the regime's own table.
    pub equivalent: Decimal,
}

/// Room under the ceiling of a legal regime on the first day on which the plan's aids may be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoomTold {
    /// Id of the regime.
    pub regime: String,
    /// Its name.
    pub title: String,
    /// What past aid leaves of the ceiling, in euros.
    pub room: Decimal,
    /// What of that the plan takes.
    pub taken: Decimal,
}

/// A payment of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentTold {
    /// In euros.
    pub amount: Decimal,
    /// The soonest month, `2027-05`.
    pub early: String,
    /// The latest month.
    pub late: String,
}

/// How a loan is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repayment {
    /// Months from the loan to its last instalment.
    pub months: u32,
    /// Of these, the first ones without principal.
    pub deferral: u32,
    /// A regular instalment, in euros; the last one takes what rounding left.
    pub instalment: Decimal,
    /// All interest, in euros.
    pub interest: Decimal,
    /// All fees, in euros.
    pub fees: Decimal,
    /// Month of the last instalment, `2030-04`.
    pub until: String,
    /// The months are known; else they are those of the plan.
    pub months_known: bool,
    /// The rate of interest is known.
    pub rate_known: bool,
}

/// Another plan beside this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// What nothing pays for then.
    pub gap: Decimal,
    /// How far below zero the balance falls then.
    pub trough: Decimal,
    /// Net cost then.
    pub cost: Decimal,
    /// Files then.
    pub files: u32,
    /// Ids that it takes and this plan does not.
    pub adds: Vec<String>,
    /// Ids that this plan takes and it does not.
    pub drops: Vec<String>,
    /// In words.
    pub label: String,
}

/// Money that the plan does not take.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftTold {
    /// Id of the scheme or of the source.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `refused`, `closed`, `open`, `amount_open`, `nothing`, `requires`, `unwanted`, `notified`, `too_soon`, `not_agreed`,
    /// `excluded`, `needs` (other money that is not there), `no_better`.
    pub why: &'static str,
    /// In words.
    pub label: String,
    /// Facts that would tell, by key.
    pub missing: Vec<String>,
    /// What taking it all the same would come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<Comparison>,
}

/// What people should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// `carry`, `bridge`, `past`, `loan`, `rate`, `length`, `unconfirmed`.
    pub kind: &'static str,
    /// In words.
    pub label: String,
    /// Ids that it is about.
    pub about: Vec<String>,
}

/// A rule that keeps the gap open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockerTold {
    /// `own_contribution`, `cofinancing`, `follows`, `group`, `expense`, `headroom`, `unlocked`, `excludes`, `together`
    /// (rules of one scheme, none to blame alone).
    pub rule: &'static str,
    /// In words.
    pub label: String,
    /// Ids that it is about.
    pub about: Vec<String>,
    /// What would be left without it.
    pub gap: Decimal,
}

/// Another plan worth a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherPlan {
    /// `no_loan`, `fewer_files`, `cash_first`.
    pub kind: &'static str,
    /// In words.
    pub title: String,
    /// What it comes to.
    pub plan: Comparison,
}

/// One month of the curve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CashMonth {
    /// `2027-05`.
    pub month: String,
    /// In euros.
    pub receipts: Decimal,
    /// In euros.
    pub payments: Decimal,
    /// At the end of the month, with the longest delays.
    pub balance: Decimal,
    /// The lowest that it can be, whichever delay of each source comes true.
    pub at_worst: Decimal,
    /// The highest that it can be.
    pub at_best: Decimal,
}

/// The plan when one thing goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StressTold {
    /// `later_3`, `later_6`, `refused`, `dearer`.
    pub kind: &'static str,
    /// In words.
    pub label: String,
    /// The lowest balance then.
    pub trough: TroughTold,
    /// The last balance of the curve then.
    pub end: Decimal,
}

/// If all that is still open were favourable.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hopeful {
    /// What nothing pays for: with all of it favourable, and with none.
    pub gap: EurosBetween,
    /// How far below zero the balance falls.
    pub trough: EurosBetween,
    /// Ids that would come in.
    pub adds: Vec<String>,
    /// Facts to be told.
    pub missing: Vec<String>,
    /// In words.
    pub label: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// `initial`, `three_years`, `cash`, `project`.
    pub key: &'static str,
    /// Its name.
    pub title: String,
    /// Names of its columns, without the first, which names the rows.
    pub columns: Vec<String>,
    /// Rows from top to bottom.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableRow {
    /// `heading`, `line`, `total`.
    pub style: &'static str,
    /// Its name.
    pub label: String,
    /// One for each column, in euros; none for a heading.
    pub cells: Vec<Decimal>,
}

/// Euros from one sum to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EurosBetween {
    /// Lowest.
    pub low: Decimal,
    /// Highest.
    pub high: Decimal,
}

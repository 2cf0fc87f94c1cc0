//! What a scheme would give: the formula, its form, and the money it is bound to.

use super::{Expr, Interval};
use crate::{
    base::Text,
    value::{Ratio, Rounding},
};

/// Where an aid enters the plan and the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    Cash,
    Loan,
    Guarantee,
    Relief,
    TaxCredit,
    Donation,
    Income,
    InKind,
}

/// What a rate applies to; the plan needs to know more than the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Base {
    /// Lines of the budget of these kinds (member indices of the budget's `kind`).
    Budget(Vec<u32>),
    BankLoan,
    NotifiedGrant,
    Expression,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bonus {
    pub(crate) condition: Expr,
    pub(crate) value: Expr,
    pub(crate) label: Option<Text>,
}

/// Once, every month, or over years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Once,
    /// The value is monthly, for this many months.
    Months(Interval),
    /// The value is monthly, until this total.
    UntilTotal(Box<Expr>),
    /// The value is yearly; each year takes this share of it.
    Years(Vec<Ratio>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fees {
    pub(crate) rate: Option<Ratio>,
    pub(crate) value: Option<Ratio>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoanTerms {
    pub(crate) months: Interval,
    pub(crate) deferral: Option<Interval>,
    pub(crate) interest: Option<Ratio>,
}

/// At most `ratio` euros for each euro of other money of this origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Follows {
    pub(crate) from: String,
    pub(crate) ratio: Ratio,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnContribution {
    pub(crate) at_least: Ratio,
    pub(crate) of: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cofinancing {
    pub(crate) from: String,
    pub(crate) at_least: Ratio,
    pub(crate) of: String,
}

/// An aid's formula and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) form: Form,
    pub(crate) base: Base,
    /// What the rate applies to, before the rate; `None` for a bare value.
    pub(crate) eligible: Option<Expr>,
    pub(crate) rate: Option<Expr>,
    /// Rate times eligible cost, or the value: before bonuses, floor, cap and rounding.
    pub(crate) core: Expr,
    pub(crate) value: Value,
    pub(crate) plus: Vec<Bonus>,
    pub(crate) floor: Option<Expr>,
    pub(crate) cap: Option<Expr>,
    pub(crate) round: Rounding,
    /// The whole, as one expression in euros.
    pub(crate) formula: Expr,
    pub(crate) follows: Vec<Follows>,
    pub(crate) fees: Option<Fees>,
    pub(crate) loan: Option<LoanTerms>,
    pub(crate) unlocks: Option<String>,
    pub(crate) removes: Vec<u32>,
    pub(crate) rent: Option<Expr>,
}

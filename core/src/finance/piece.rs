//! What a plan is put together from: each source of money, each scheme that may be had, with all that its rules say of it.

use crate::{
    model::{Amount, Kind, LoanTerms, Model, Origin, Scheme, SchemeId},
    value::{Day, Ratio},
};

/// Where a piece comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Money {
    /// A source that the rule set names, by place.
    Source(usize),
    /// A grant that is notified already, by place in the list of these.
    Notified(usize),
    Scheme(SchemeId),
    /// A bridge over the grant of another piece.
    Bridge {
        scheme: SchemeId,
        over: usize,
    },
}

/// What a piece does in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Money of one's own; it is there at the beginning.
    Own,
    /// Money that comes to the applicant and counts as theirs: collected, or paid to the person.
    Gift,
    /// Share capital.
    Equity,
    Grant,
    Loan,
    /// Brings no cash; makes a loan possible.
    Guarantee,
    /// Money that need not be paid.
    Relief,
    TaxCredit,
    /// Money for living, not for the project.
    Income,
    Bridge,
}

impl Way {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Way::Own => "own",
            Way::Gift => "gift",
            Way::Equity => "equity",
            Way::Grant => "grant",
            Way::Loan => "loan",
            Way::Guarantee => "guarantee",
            Way::Relief => "relief",
            Way::TaxCredit => "tax_credit",
            Way::Income => "income",
            Way::Bridge => "bridge",
        }
    }

    /// It pays for what the project needs.
    pub(crate) fn pays(self) -> bool {
        matches!(self, Way::Own | Way::Gift | Way::Equity | Way::Grant | Way::Loan)
    }

    /// It moves cash after the beginning; money for living does where the household's need is in the curve too.
    pub(crate) fn is_cash(self, counts_income: bool) -> bool {
        match self {
            Way::Own | Way::Guarantee | Way::Relief => false,
            Way::Income => counts_income,
            Way::Gift | Way::Equity | Way::Grant | Way::Loan | Way::TaxCredit | Way::Bridge => true,
        }
    }

    /// It is to be paid back.
    pub(crate) fn is_lent(self) -> bool {
        matches!(self, Way::Loan | Way::Bridge)
    }
}

/// A payment of a share of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) share: Ratio,
    /// The soonest and the latest month.
    pub(crate) early: i64,
    pub(crate) late: i64,
    /// Months after the other funders, soonest and latest, where it waits for them.
    pub(crate) waits: Option<(i64, i64)>,
}

/// How a loan is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Months from the loan to its last instalment.
    pub(crate) months: u32,
    /// Of these, the first ones, in which only interest is paid.
    pub(crate) deferral: u32,
    /// A year; `None` when neither a rule nor the set's own bank loan says it, and nothing is reckoned.
    pub(crate) interest: Option<Ratio>,
    /// No rule says the rate: it is that of the set's bank loan.
    pub(crate) rate_guessed: bool,
    /// No rule says how long: these are the months of the plan.
    pub(crate) guessed: bool,
}

impl Terms {
    /// The longest loan that a rule allows: what weighs least each month.
    pub(super) fn longest(loan: &LoanTerms) -> Terms {
        let number = |n: i64| u32::try_from(n).unwrap_or(0);
        let deferral = loan.deferral.map_or(0, |d| number(d.to));
        Terms { months: number(loan.months.to), deferral, interest: loan.interest, rate_guessed: false, guessed: false }
    }
}

/// A source, a grant or a scheme, as the plan may take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) money: Money,
    pub(crate) id: String,
    pub(crate) way: Way,
    pub(crate) origin: Origin,
    pub(crate) kind: Option<Kind>,
    /// Legal regime of the aid, by place.
    pub(crate) regime: Option<usize>,
    /// Cents.
    pub(crate) floor: i64,
    pub(crate) cap: i64,
    /// Of the amount, what is in the cash at the beginning already.
    pub(crate) received: i64,
    /// Eligible cost and rate, where the amount is the one times the other.
    pub(crate) eligible: Option<i64>,
    pub(crate) rate: Option<Ratio>,
    /// Budget lines that it pays on; none for money that is tied to no expense.
    pub(crate) lines: Vec<usize>,
    pub(crate) dues: Vec<Due>,
    pub(crate) terms: Option<Terms>,
    pub(crate) fee_rate: Ratio,
    pub(crate) fee: i64,
    pub(crate) hours: i64,
    pub(crate) files: u32,
    /// The soonest and the latest day of the decision.
    pub(crate) decided: (Day, Day),
    /// Nothing about it is open but a funder's choice.
    pub(crate) sure: bool,
    /// A funder has promised it already.
    pub(crate) given: bool,
    /// Facts that its amount waits for: it can be had, and counts as nothing until they are told.
    pub(crate) open: Vec<String>,
}

impl Piece {
    /// Money of its own, with nothing that only some have.
    pub(super) fn plain(money: Money, id: &str, way: Way, origin: Origin, cap: i64, decided: (Day, Day)) -> Piece {
        Piece {
            money,
            id: id.to_owned(),
            way,
            origin,
            kind: None,
            regime: None,
            floor: 0,
            cap,
            received: 0,
            eligible: None,
            rate: None,
            lines: vec![],
            dues: vec![],
            terms: None,
            fee_rate: Ratio::ZERO,
            fee: 0,
            hours: 0,
            files: 0,
            decided,
            sure: true,
            given: false,
            open: vec![],
        }
    }

    /// Money of a scheme: one file to put together, with its fees and its longest term.
    pub(super) fn of_scheme(
        model: &Model,
        money: Money,
        (scheme, amount): (&Scheme, &Amount),
        (way, cap): (Way, i64),
        decided: (Day, Day),
    ) -> Piece {
        let fees = amount.fees.as_ref();
        Piece {
            kind: Some(scheme.kind),
            regime: scheme.cumulation.regime.as_ref().and_then(|id| model.regimes.iter().position(|r| r.id == *id)),
            terms: amount.loan.as_ref().map(Terms::longest),
            fee_rate: fees.and_then(|f| f.rate).unwrap_or(Ratio::ZERO),
            fee: fees.and_then(|f| f.value).and_then(|v| v.mantissa(2, true)).unwrap_or(0),
            hours: scheme.burden.hours.map_or(0, |h| h.to),
            files: 1,
            ..Piece::plain(money, &scheme.id, way, scheme.origin, cap, decided)
        }
    }

    /// Public money that is given, not lent.
    pub(crate) fn is_public_grant(&self) -> bool {
        self.way == Way::Grant && self.origin != Origin::None
    }

    /// Whether it is money of the kind that a rule about other money names.
    pub(crate) fn is_from(&self, word: &str) -> bool {
        let national = matches!(self.origin, Origin::Local | Origin::National);
        match word {
            "public" => self.is_public_grant(),
            "national_public" => self.is_public_grant() && national,
            "local" => self.is_public_grant() && self.origin == Origin::Local,
            "eu" => self.is_public_grant() && self.origin == Origin::Eu,
            "citizens" => self.kind == Some(Kind::Crowdfunding) && self.way == Way::Gift,
            "own" => matches!(self.way, Way::Own | Way::Gift | Way::Equity) || self.is_bank_loan(),
            "bank_loan" => self.is_bank_loan(),
            "honour_loan" => self.kind == Some(Kind::HonourLoan),
            "private" => {
                matches!(self.way, Way::Own | Way::Gift | Way::Equity | Way::Grant) && self.origin == Origin::None
            }
            _ => false,
        }
    }

    /// What an amount of it comes to: nothing as long as that is open.
    pub(crate) fn worth(&self, amount: i64) -> i64 {
        if self.open.is_empty() { amount } else { 0 }
    }

    /// The loan of a bank, which a rule set declares as a source.
    pub(crate) fn is_bank_loan(&self) -> bool {
        self.way == Way::Loan && matches!(self.money, Money::Source(_))
    }

    pub(crate) fn scheme(&self) -> Option<SchemeId> {
        match self.money {
            Money::Scheme(s) | Money::Bridge { scheme: s, .. } => Some(s),
            Money::Source(_) | Money::Notified(_) => None,
        }
    }

    /// Last month of its payments, at the latest.
    pub(crate) fn last_late(&self) -> i64 {
        self.dues.iter().map(|d| d.late).max().unwrap_or(0)
    }

    pub(crate) fn last_early(&self) -> i64 {
        self.dues.iter().map(|d| d.early).max().unwrap_or(0)
    }

    pub(crate) fn waits(&self) -> bool {
        self.dues.iter().any(|d| d.waits.is_some())
    }
}

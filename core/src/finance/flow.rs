//! What one piece brings and takes, month by month, to the cent.

use super::{
    loan::instalments,
    piece::{Piece, Way},
    project::share_of,
};
use crate::value::Ratio;

/// Whether payments come as soon or as late as they may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    Early,
    Late,
}

/// What a sum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FlowKind {
    Receipt,
    Principal,
    Interest,
    Fee,
}

/// A sum in a month: received, or paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flow {
    pub(crate) month: i64,
    pub(crate) kind: FlowKind,
    /// Above zero.
    pub(crate) cents: i64,
}

/// Other grants of the same plan, as far as one waits for them: the last month of their payments.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Others {
    pub(crate) early: Option<i64>,
    pub(crate) late: Option<i64>,
}

impl Piece {
    /// The months of its payments, with the share that each brings by then; never less than before, and the last is all.
    pub(crate) fn payments(&self, pace: Pace, others: Others) -> Vec<(i64, Ratio)> {
        let month = |d: &super::piece::Due| {
            let own = if pace == Pace::Early { d.early } else { d.late };
            let last = if pace == Pace::Early { others.early } else { others.late };
            match (d.waits, last) {
                (Some((soon, long)), Some(last)) => own.max(last + if pace == Pace::Early { soon } else { long }),
                _ => own,
            }
        };
        self.dues.iter().map(|d| (month(d), d.share)).collect()
    }

    /// Every sum of an amount; what it brings sums to the amount less what was received already.
    pub(crate) fn flows(&self, amount: i64, pace: Pace, others: Others) -> Vec<Flow> {
        let amount = self.worth(amount);
        let mut flows = vec![];
        let fee = self.fee + share_of(amount, self.fee_rate);
        let mut first = None;
        if matches!(self.way, Way::Gift | Way::Equity | Way::Grant | Way::Loan | Way::TaxCredit | Way::Income) {
            let (mut share, mut paid) = (Ratio::ZERO, 0);
            let rest = (amount - self.received).max(0);
            let payments = self.payments(pace, others);
            let count = payments.len();
            for (n, (month, part)) in payments.into_iter().enumerate() {
                share = share.add(part).unwrap_or(share);
                let by_now = if n + 1 == count { rest } else { share_of(rest, share).min(rest) };
                flows.push(Flow { month, kind: FlowKind::Receipt, cents: by_now - paid });
                paid = by_now;
                first.get_or_insert(month);
            }
        }
        if let (Way::Loan, Some(terms), Some(first)) = (self.way, &self.terms, first) {
            for i in instalments(amount, terms) {
                let month = first + i64::from(i.after);
                flows.push(Flow { month, kind: FlowKind::Principal, cents: i.principal });
                flows.push(Flow { month, kind: FlowKind::Interest, cents: i.interest });
            }
        }
        flows.push(Flow { month: first.unwrap_or(0), kind: FlowKind::Fee, cents: fee });
        flows.retain(|f| f.cents != 0);
        flows
    }

    /// A bridge over a grant: lent in one month and given back in another. Interest is that of the months between; where the
    /// grant waits for others, nobody knows how many these are, and it is that of the longest the bridge may last.
    pub(crate) fn bridge_flows(&self, amount: i64, lent: i64, back: i64, waits: bool) -> Vec<Flow> {
        let months = match self.terms {
            Some(terms) if waits => i64::from(terms.months),
            _ => (back - lent).max(0),
        };
        let yearly = self.terms.and_then(|t| t.interest).unwrap_or(Ratio::ZERO);
        let share = yearly.mul(Ratio::int(months)).and_then(|r| r.div(Ratio::int(12))).unwrap_or(Ratio::ZERO);
        let fee = self.fee + share_of(amount, self.fee_rate);
        let mut flows = vec![
            Flow { month: lent, kind: FlowKind::Receipt, cents: amount },
            Flow { month: back, kind: FlowKind::Principal, cents: amount },
            Flow { month: back, kind: FlowKind::Interest, cents: share_of(amount, share) },
            Flow { month: lent, kind: FlowKind::Fee, cents: fee },
        ];
        flows.retain(|f| f.cents != 0);
        flows
    }
}

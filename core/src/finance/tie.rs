//! What binds amounts to one another, each tie with the rule that it comes from.

use super::piece::{Piece, Way};
use crate::{model::Model, search::Row, value::Ratio};

/// The rule that a tie comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// Money of one's own beside an aid.
    Own,
    /// Other money beside an aid: which of its rules.
    Cofinancing(usize),
    /// At most so many euros for each euro of other money: which of its rules.
    Follows(usize),
    /// The ceiling of a group, by place.
    Group(usize),
    /// Aids on the same expenses do not exceed these.
    Expense,
    /// The ceiling of a legal regime, by place.
    Headroom(usize),
    /// A loan that is not agreed needs what makes it.
    Unlocked,
    /// A guarantee covers a share of a loan.
    Covers,
    /// A bridge lends what a grant will bring.
    Bridges,
}

/// `Σ coefficient × amount ≤ limit`, in cents; in force always or where a piece is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) rule: Rule,
    /// The piece whose rule it is.
    pub(crate) of: Option<usize>,
    pub(crate) terms: Vec<(usize, Ratio)>,
    pub(crate) limit: Ratio,
    pub(crate) when: Option<usize>,
}

/// Coefficients are whole numbers no larger than this.
const LARGEST: i128 = 1_000_000_000_000_000;
/// What they are multiples of where their own denominators grow too large.
const FINE: i128 = 1_000_000_000;

impl Tie {
    /// In whole numbers: exact where they stay small, else a little tighter, never looser.
    pub(crate) fn row(&self) -> Row {
        let denominators = self.terms.iter().map(|(_, c)| c.reduced().den()).chain([self.limit.reduced().den()]);
        let scale = { denominators }.try_fold(1_i128, common);
        let scaled = |scale: i128| {
            let by = Ratio::over(scale, 1).unwrap_or(Ratio::ONE);
            let part = |(j, c): &(usize, Ratio)| Some((*j, i64::try_from(c.mul(by)?.ceil()).ok()?));
            let terms = self.terms.iter().map(part).collect::<Option<Vec<_>>>()?;
            let small = terms.iter().all(|(_, c)| i128::from(c.abs()) <= LARGEST);
            small.then_some((terms, self.limit.mul(by)?.floor()))
        };
        let (terms, limit) = scale.and_then(scaled).or_else(|| scaled(FINE)).unwrap_or((vec![], 0));
        Row { terms, limit, when: self.when }
    }
}

fn common(a: i128, b: i128) -> Option<i128> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1)).checked_mul(b)
}

/// What the shares of aids are read from: pieces and the cost of each budget line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pieces<'a> {
    pub(crate) model: &'a Model,
    pub(crate) all: &'a [Piece],
    /// Cost of each line, in cents.
    pub(crate) costs: &'a [i64],
}

impl Pieces<'_> {
    pub(crate) fn cost(&self, lines: &[usize]) -> i64 {
        lines.iter().filter_map(|l| self.costs.get(*l)).sum()
    }

    /// The part of a piece's money that lies on some lines: it spreads over its own in proportion to their cost. Money that is
    /// tied to no expense counts in full.
    pub(crate) fn share_on(&self, piece: &Piece, lines: &[usize]) -> Ratio {
        if piece.lines.is_empty() {
            return Ratio::ONE;
        }
        let all = self.cost(&piece.lines);
        let both: i64 = piece.lines.iter().filter(|l| lines.contains(l)).filter_map(|l| self.costs.get(*l)).sum();
        match Ratio::over(i128::from(both), i128::from(all)) {
            Some(share) => share,
            None => Ratio::ZERO,
        }
    }

    /// Other money of a kind that a rule names, as it counts beside a piece.
    pub(crate) fn beside(&self, of: usize, word: &str) -> Vec<(usize, Ratio)> {
        let lines = self.all.get(of).map_or(&[][..], |p| &p.lines);
        let others = self.all.iter().enumerate().filter(|(k, p)| *k != of && p.is_from(word));
        others.map(|(k, p)| (k, self.share_on(p, lines))).filter(|(_, s)| *s > Ratio::ZERO).collect()
    }

    /// All that is of a kind, in full.
    pub(crate) fn every(&self, counts: impl Fn(&Piece) -> bool) -> Vec<(usize, Ratio)> {
        self.all.iter().enumerate().filter(|(_, p)| counts(p)).map(|(k, _)| (k, Ratio::ONE)).collect()
    }

    /// What an aid's rules are a share of: for an amount that is a rate of a cost, the cost that goes with the amount; else a
    /// fixed sum. The first is a coefficient of the amount, the second a number of cents.
    pub(crate) fn base(&self, of: usize) -> (Ratio, Ratio) {
        let Some(piece) = self.all.get(of) else { return (Ratio::ZERO, Ratio::ZERO) };
        let cents = |n: i64| Ratio::int(n);
        match (piece.eligible, piece.rate) {
            (Some(_), Some(rate)) => (Ratio::ONE.div(rate).unwrap_or(Ratio::ONE), Ratio::ZERO),
            (Some(eligible), None) => (Ratio::ZERO, cents(eligible)),
            (None, _) => (Ratio::ZERO, cents(self.cost(&piece.lines))),
        }
    }

    /// The eligible cost of a piece, in cents.
    pub(crate) fn eligible(&self, of: usize) -> i64 {
        self.all.get(of).map_or(0, |p| p.eligible.unwrap_or_else(|| self.cost(&p.lines)))
    }
}

/// A grant that lies on expenses.
pub(crate) fn on_expenses(piece: &Piece) -> bool {
    piece.way == Way::Grant && !piece.lines.is_empty()
}

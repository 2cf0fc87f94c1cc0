//! Why a plan is as it is: the rules that keep a gap open, what it would cost to take what was left, what is left when a funder
//! says no, and other plans worth a conversation.

use super::{
    financing::Financing,
    piece::{Money, Way},
    problem::Ties,
    tie::{Rule, Tie},
};
use crate::{
    base::Order,
    search::{Ask, Level, Problem, SHARE, solve},
    value::Ratio,
};

/// Another plan, as far as one compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) amounts: Vec<i64>,
    /// Cents.
    pub(crate) gap: i64,
    pub(crate) trough: i64,
    pub(crate) cost: i64,
    pub(crate) files: u32,
}

/// A rule that keeps money away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    Tie {
        rule: Rule,
        of: Option<usize>,
    },
    /// All rules of one piece, none of which is to blame alone.
    All(usize),
    /// Only one of two can be had, by place.
    Either(usize, usize),
}

/// What a rule costs: the gap that would be left without it, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Blocker {
    pub(crate) bar: Bar,
    pub(crate) gap: i64,
}

/// Rules that are told of, at most.
const MAX_BLOCKERS: usize = 3;

/// Another plan worth a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    NoLoan,
    FewerFiles,
    CashFirst,
}

impl Financing {
    /// The plan itself, for comparison.
    pub(crate) fn itself(&self) -> Variant {
        variant(&self.prepared.problem, &self.solution.on, &self.solution.amounts)
    }

    fn ask(&self, also: &[(usize, bool)], ask: Ask<'_>) -> Option<Variant> {
        let mut fixed = self.prepared.fixed.clone();
        fixed.retain(|(k, _)| !also.iter().any(|(j, _)| j == k));
        fixed.extend_from_slice(also);
        let problem = &self.prepared.problem;
        let hint = Some(self.solution.on.as_slice());
        solve(problem, &Ask { fixed: &fixed, hint, ..ask }).map(|s| variant(problem, &s.on, &s.amounts))
    }

    /// The plan that takes a piece which was left; `None` when it cannot be.
    pub(crate) fn with(&self, piece: usize) -> Option<Variant> {
        self.ask(&[(piece, true)], Ask { sized: false, ..Ask::default() })
    }

    /// The plan without a piece: what is left when its funder says no.
    pub(crate) fn without(&self, piece: usize) -> Option<Variant> {
        self.ask(&[(piece, false)], Ask::default())
    }

    /// The rules that, dropped alone, would close most of the gap.
    pub(crate) fn blockers(&self) -> Vec<Blocker> {
        let gap = self.gap();
        if gap == 0 {
            return vec![];
        }
        let ties = &self.prepared.ties;
        let mut bars: Vec<Bar> = vec![];
        for tie in ties.rows.iter().filter(|t| drops(t.rule)) {
            let bar = Bar::Tie { rule: tie.rule, of: tie.of };
            if !bars.contains(&bar) {
                bars.push(bar);
            }
        }
        bars.extend(ties.excludes.iter().map(|(a, b)| Bar::Either(*a, *b)));
        bars.extend((0..self.prepared.pieces.len()).filter(|k| self.rules_of(*k).len() > 1).map(Bar::All));
        let hint = Some(self.solution.on.as_slice());
        let mut found: Vec<Blocker> = bars
            .into_iter()
            .filter_map(|bar| {
                let problem = without_bar(&self.prepared.problem, ties, bar);
                let ask =
                    Ask { fixed: &self.prepared.fixed, levels: &[Level::Gap], sized: false, hint, ..Ask::default() };
                let found = solve(&problem, &ask)?;
                Some(Blocker { bar, gap: problem.gap(&found.amounts) })
            })
            .filter(|b| b.gap + 100 < gap)
            .collect();
        let alone = |of: usize| {
            let own = found.iter().filter(|b| matches!(b.bar, Bar::Tie { of: Some(k), .. } if k == of));
            own.map(|b| b.gap).min()
        };
        let together: Vec<Blocker> = found
            .iter()
            .filter(|b| matches!(b.bar, Bar::All(of) if alone(of).is_some_and(|gap| gap <= b.gap)))
            .copied()
            .collect();
        found.retain(|b| !together.contains(b));
        found.order_by(|a, b| a.gap.cmp(&b.gap));
        found.truncate(MAX_BLOCKERS);
        found
    }

    /// Other plans that differ in what people talk about.
    pub(crate) fn others(&self) -> Vec<(Other, Variant)> {
        let own = self.itself();
        let pieces = &self.prepared.pieces;
        let lent: Vec<(usize, bool)> =
            pieces.iter().enumerate().filter(|(_, p)| p.way == Way::Loan).map(|(k, _)| (k, false)).collect();
        let mut all = vec![];
        if self.taken().each().any(|(_, p, _)| p.way == Way::Loan) {
            all.extend(self.ask(&lent, Ask::default()).map(|v| (Other::NoLoan, v)));
        }
        if own.files > 1 {
            let ask = Ask { max_files: Some(own.files - 1), ..Ask::default() };
            all.extend(self.ask(&[], ask).map(|v| (Other::FewerFiles, v)));
        }
        if own.trough > 0 {
            let ask = Ask { levels: &[Level::Trough, Level::Gap, Level::Cost], ..Ask::default() };
            let better = self.ask(&[], ask).filter(|v| v.trough + 100 < own.trough);
            all.extend(better.map(|v| (Other::CashFirst, v)));
        }
        all.retain(|(_, v)| v.amounts != own.amounts);
        all
    }

    /// The rules of one piece about other money, each once.
    pub(crate) fn rules_of(&self, piece: usize) -> Vec<Rule> {
        let mut rules: Vec<Rule> = vec![];
        let own = self.prepared.ties.rows.iter().filter(|t| t.of == Some(piece) && drops(t.rule));
        for rule in own.map(|t| t.rule) {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    }

    /// A rule asks for other money of which none is in reach.
    pub(crate) fn has_nothing_for(&self, piece: usize, rule: Rule) -> bool {
        let asks = matches!(rule, Rule::Own | Rule::Cofinancing(_) | Rule::Follows(_) | Rule::Unlocked);
        let mut ties = self.prepared.ties.rows.iter().filter(|t| t.of == Some(piece) && t.rule == rule);
        asks && ties.any(|t| t.terms.iter().all(|(_, c)| *c > Ratio::ZERO))
    }

    /// The first plan's pieces that a variant adds, and those that it drops.
    pub(crate) fn changes(&self, variant: &Variant) -> (Vec<usize>, Vec<usize>) {
        let both = || self.solution.amounts.iter().zip(&variant.amounts).enumerate();
        let added = both().filter(|(_, (a, b))| **a == 0 && **b > 0).map(|(k, _)| k).collect();
        let dropped = both().filter(|(_, (a, b))| **a > 0 && **b == 0).map(|(k, _)| k).collect();
        (added, dropped)
    }

    /// Grants that were pending when the balance is at its lowest.
    pub(crate) fn pending(&self, month: usize) -> Vec<usize> {
        let taken = self.taken();
        let waits = |index: usize| {
            let piece = self.prepared.pieces.get(index);
            let payments = piece.map(|p| p.payments(super::flow::Pace::Late, taken.others(index)));
            payments.into_iter().flatten().any(|(m, _)| m > month as i64)
        };
        taken.each().filter(|(k, p, _)| p.way == Way::Grant && waits(*k)).map(|(k, ..)| k).collect()
    }

    /// Bridges that the plan takes, each with the grant that it bridges.
    pub(crate) fn bridges(&self) -> Vec<(usize, usize)> {
        let over = |p: &super::piece::Piece| if let Money::Bridge { over, .. } = p.money { Some(over) } else { None };
        self.taken().each().filter_map(|(k, p, _)| Some((k, over(p)?))).collect()
    }
}

/// Rules of funders and of the law; what lies in the nature of a loan or a bridge cannot be dropped.
fn drops(rule: Rule) -> bool {
    match rule {
        Rule::Own
        | Rule::Cofinancing(_)
        | Rule::Follows(_)
        | Rule::Group(_)
        | Rule::Expense
        | Rule::Headroom(_)
        | Rule::Unlocked => true,
        Rule::Covers | Rule::Bridges => false,
    }
}

fn without_bar(problem: &Problem, ties: &Ties, bar: Bar) -> Problem {
    let mut free = problem.clone();
    match bar {
        Bar::Tie { rule, of } => {
            let kept = |t: &&Tie| !(t.rule == rule && t.of == of);
            free.rows = ties.rows.iter().filter(kept).map(Tie::row).collect();
        }
        Bar::All(of) => {
            let kept = |t: &&Tie| !(t.of == Some(of) && drops(t.rule));
            free.rows = ties.rows.iter().filter(kept).map(Tie::row).collect();
        }
        Bar::Either(a, b) => free.excludes.retain(|pair| *pair != (a, b)),
    }
    free
}

fn variant(problem: &Problem, on: &[bool], amounts: &[i64]) -> Variant {
    let cost = problem.cost(on, amounts).div_euclid(i128::from(SHARE));
    Variant {
        gap: problem.gap(amounts),
        trough: problem.trough(on, amounts),
        cost: i64::try_from(cost).unwrap_or(i64::MAX),
        files: problem.files(on),
        amounts: amounts.to_vec(),
    }
}

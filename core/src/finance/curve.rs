//! The cash curve: every sum in its month, to the cent, and the balance at the end of each month.

use super::{
    flow::{Flow, FlowKind, Others, Pace},
    piece::{Money, Piece, Way},
    problem::longest,
    project::{Project, share_of},
};
use crate::value::Ratio;

/// What a sum is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entry {
    /// A line of the budget, by place.
    Spending(usize),
    /// Tax on purchases, paid and given back.
    Vat,
    VatBack,
    Revenue,
    Costs,
    Household,
    Rent,
    /// What a piece brings or takes, by place.
    Piece(usize, FlowKind),
}

/// A sum in a month: above zero when it is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Movement {
    pub(crate) month: i64,
    pub(crate) entry: Entry,
    pub(crate) cents: i64,
}

/// What a plan is tried with: nothing, or one thing gone wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Trial {
    /// Months by which every grant is paid later.
    pub(crate) later: i64,
    /// A grant whose last payment is refused, by place.
    pub(crate) refused: Option<usize>,
    /// What each line of the budget costs more, in hundredths.
    pub(crate) more: i64,
}

/// Pieces with their amounts in cents; zero for those that are not taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken<'a> {
    pub(crate) pieces: &'a [Piece],
    pub(crate) amounts: &'a [i64],
}

impl<'a> Taken<'a> {
    pub(crate) fn each(&self) -> impl Iterator<Item = (usize, &'a Piece, i64)> + use<'a> {
        let both = self.pieces.iter().zip(self.amounts).enumerate();
        both.map(|(k, (p, a))| (k, p, *a)).filter(|(_, _, a)| *a > 0)
    }

    /// The last payments of the grants that a piece waits for.
    pub(crate) fn others(&self, index: usize) -> Others {
        let awaited = || self.each().filter(move |(k, p, _)| *k != index && p.way == Way::Grant && !p.waits());
        Others {
            early: awaited().map(|(_, p, _)| p.last_early().max(0)).max(),
            late: awaited().map(|(_, p, _)| p.last_late().max(0)).max(),
        }
    }
}

/// What is spent and what the activity brings, whatever pays for it.
pub(crate) fn needs(project: &Project, rent: i64, pace: Pace, trial: &Trial) -> Vec<Movement> {
    let timeline = &project.timeline;
    let mut all = vec![];
    let mut say = |month: i64, entry: Entry, cents: i64| {
        if cents != 0 {
            all.push(Movement { month, entry, cents });
        }
    };
    for (index, line) in project.lines.iter().enumerate() {
        let (amount, vat) = (more(line.amount, trial), more(line.vat, trial));
        say(line.month, Entry::Spending(index), -amount);
        say(line.month, Entry::Vat, -vat);
        if let Some(delay) = project.vat_back {
            let days = if pace == Pace::Early { delay.from } else { delay.to };
            say(line.month + (days + 29).div_euclid(30), Entry::VatBack, vat);
        }
    }
    for month in 0..timeline.months {
        let at = |series: &[i64]| series.get(month).copied().unwrap_or(0);
        let month = month as i64;
        if let Some(activity) = &project.activity {
            say(month, Entry::Revenue, at(&activity.revenue));
            say(month, Entry::Costs, -at(&activity.costs));
        }
        if month >= timeline.start {
            say(month, Entry::Household, -project.household.unwrap_or(0));
            say(month, Entry::Rent, -rent);
        }
    }
    all
}

fn more(cents: i64, trial: &Trial) -> i64 {
    cents + share_of(cents, Ratio::scaled(trial.more, 2))
}

/// What one piece brings and takes.
pub(crate) fn flows(taken: Taken<'_>, index: usize, pace: Pace, trial: &Trial) -> Vec<Flow> {
    let (Some(piece), Some(amount)) = (taken.pieces.get(index), taken.amounts.get(index)) else { return vec![] };
    match piece.money {
        Money::Bridge { over, .. } => bridge(taken, piece, over, *amount, pace, trial),
        _ => piece.flows(*amount, pace, taken.others(index)),
    }
}

/// What one piece brings to the cash and takes from it.
fn moved(taken: Taken<'_>, index: usize, pace: Pace, trial: &Trial, counts_income: bool) -> Vec<Movement> {
    let Some(piece) = taken.pieces.get(index) else { return vec![] };
    let in_curve = piece.way.is_cash(counts_income);
    let flows = flows(taken, index, pace, trial);
    let last = flows.iter().rposition(|f| f.kind == FlowKind::Receipt);
    let refused = |n: usize| trial.refused == Some(index) && Some(n) == last;
    let movement = |flow: Flow| {
        let received = flow.kind == FlowKind::Receipt;
        let later = if piece.way == Way::Grant && received { trial.later } else { 0 };
        let cents = if received { flow.cents } else { -flow.cents };
        Movement { month: flow.month + later, entry: Entry::Piece(index, flow.kind), cents }
    };
    let all = flows.into_iter().enumerate().filter(|(n, f)| !refused(*n) && (in_curve || f.kind != FlowKind::Receipt));
    all.map(|(_, flow)| movement(flow)).collect()
}

/// What the pieces bring and take.
pub(crate) fn brought(taken: Taken<'_>, pace: Pace, trial: &Trial, counts_income: bool) -> Vec<Movement> {
    taken.each().flat_map(|(index, ..)| moved(taken, index, pace, trial, counts_income)).collect()
}

/// The lowest and the highest balance of each month when every delay falls as it may, each piece's for itself. A loan that comes
/// early is also given back early, so neither end is that of all delays long or all short.
pub(crate) fn band(project: &Project, taken: Taken<'_>, rent: i64, counts_income: bool) -> (Vec<i64>, Vec<i64>) {
    let (months, plain) = (project.timeline.months, Trial::default());
    let (back, fixed): (Vec<Movement>, Vec<Movement>) =
        needs(project, rent, Pace::Late, &plain).into_iter().partition(|m| m.entry == Entry::VatBack);
    let early = needs(project, rent, Pace::Early, &plain).into_iter().filter(|m| m.entry == Entry::VatBack);
    let mut ends = vec![(early.collect::<Vec<_>>(), back)];
    let bridged = |p: &Piece| if let Money::Bridge { over, .. } = p.money { Some(over) } else { None };
    for (index, ..) in taken.each().filter(|(_, p, _)| bridged(p).is_none()) {
        // a bridge ends when its grant comes: the two move together
        let with: Vec<usize> =
            taken.each().filter(|(k, p, _)| *k == index || bridged(p) == Some(index)).map(|(k, ..)| k).collect();
        let at = |pace| with.iter().flat_map(|k| moved(taken, *k, pace, &plain, counts_income)).collect();
        ends.push((at(Pace::Early), at(Pace::Late)));
    }
    let base = balance(project.opening, &fixed, months);
    let (mut low, mut high) = (base.clone(), base);
    for (early, late) in ends {
        let both = balance(0, &early, months).into_iter().zip(balance(0, &late, months));
        for ((early, late), (low, high)) in both.zip(low.iter_mut().zip(high.iter_mut())) {
            *low += early.min(late);
            *high += early.max(late);
        }
    }
    (low, high)
}

fn bridge(taken: Taken<'_>, piece: &Piece, over: usize, amount: i64, pace: Pace, trial: &Trial) -> Vec<Flow> {
    let lent = if pace == Pace::Early { piece.last_early() } else { piece.last_late() };
    let grant = taken.pieces.get(over);
    let paid = grant.and_then(|g| g.payments(pace, taken.others(over)).into_iter().map(|(m, _)| m).max());
    let back = paid.unwrap_or(lent) + trial.later;
    let back = back.max(lent).min(lent.saturating_add(longest(piece)));
    piece.bridge_flows(amount, lent, back, grant.is_some_and(Piece::waits))
}

/// The balance at the end of each month, from the cash at the beginning. What lies in the past counts in the first month.
pub(crate) fn balance(opening: i64, movements: &[Movement], months: usize) -> Vec<i64> {
    let mut by = vec![0_i64; months];
    for m in movements {
        if let Some(cell) = usize::try_from(m.month.max(0)).ok().and_then(|at| by.get_mut(at)) {
            *cell += m.cents;
        }
    }
    let mut sum = opening;
    by.iter_mut().for_each(|cell| {
        sum += *cell;
        *cell = sum;
    });
    by
}

/// How deep the balance falls below zero, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Trough {
    /// Cents below zero; none when the balance never is.
    pub(crate) depth: i64,
    /// The month of the lowest balance.
    pub(crate) month: usize,
    /// The lowest balance, whatever its sign.
    pub(crate) lowest: i64,
}

pub(crate) fn trough(balance: &[i64]) -> Trough {
    let lowest = balance.iter().enumerate().min_by_key(|(t, b)| (**b, *t));
    lowest.map_or_else(Trough::default, |(month, lowest)| Trough {
        depth: lowest.saturating_neg().max(0),
        month,
        lowest: *lowest,
    })
}

/// What the activity itself must be lent before it carries itself: the deepest that its own receipts less costs fall.
pub(crate) fn working_capital(project: &Project) -> Option<Trough> {
    let activity = project.activity.as_ref()?;
    let months: Vec<Movement> = (0..project.timeline.months)
        .map(|t| {
            let at = |series: &[i64]| series.get(t).copied().unwrap_or(0);
            Movement { month: t as i64, entry: Entry::Revenue, cents: at(&activity.revenue) - at(&activity.costs) }
        })
        .collect();
    Some(trough(&balance(0, &months, project.timeline.months)))
}

//! A plan as the search wants it: pieces as parts with what they cost, ties as rows, payments as months of cash.

use super::{
    flow::{Flow, FlowKind, Others, Pace},
    piece::{Money, Piece, Way},
    project::{Project, share_of},
    tie::Tie,
};
use crate::{
    model::Planning,
    search::{Cash, Part, Problem, SHARE, Wait},
    value::{Ratio, Rounding},
};

/// An amount large enough that a cent of it is a millionth of a millionth.
const UNIT: i64 = 1_000_000_000_000;

/// What ties amounts to one another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ties {
    pub(crate) rows: Vec<Tie>,
    pub(crate) excludes: Vec<(usize, usize)>,
    pub(crate) requires: Vec<(usize, usize)>,
}

/// `balance` is what there is at the end of each month without any piece, in cents; `counts_income` whether money for living
/// enters the curve.
pub(crate) fn problem(
    project: &Project,
    planning: &Planning,
    pieces: &[Piece],
    ties: &Ties,
    balance: &[i64],
    counts_income: bool,
) -> Problem {
    let months = project.timeline.months;
    let mut cash = Cash { balance: balance.to_vec(), ..Cash::default() };
    let mut parts = vec![];
    for (index, piece) in pieces.iter().enumerate() {
        let mut flows = unit_flows(pieces, piece);
        let part = part(piece, planning, &flows, (months, project.uses()));
        cash.fees.extend(fee_month(piece, &flows, months).map(|month| (index, month, piece.fee)));
        cash.fees.extend(received(piece, months).into_iter().map(|(month, cents)| (index, month, cents)));
        let in_curve = piece.way.is_cash(counts_income) && piece.open.is_empty();
        if !in_curve {
            // what brings no cash may cost some all the same
            flows.retain(|f| f.kind != FlowKind::Receipt);
        }
        cash.brought.push(brought(&flows, months));
        if in_curve {
            cash.waits.extend(wait(pieces, index, piece, &flows, months));
        }
        parts.push(part);
    }
    Problem {
        parts,
        uses: project.uses(),
        rows: ties.rows.iter().map(Tie::row).collect(),
        excludes: ties.excludes.clone(),
        requires: ties.requires.clone(),
        cash,
    }
}

/// The flows of an amount of which a cent counts for nothing, when nobody is waited for.
fn unit_flows(pieces: &[Piece], piece: &Piece) -> Vec<Flow> {
    match piece.money {
        Money::Bridge { over, .. } => {
            let lent = piece.last_late();
            let back = pieces.get(over).map_or(lent, Piece::last_late);
            let waits = pieces.get(over).is_some_and(Piece::waits);
            piece.bridge_flows(UNIT, lent, back.max(lent).min(lent + longest(piece)), waits)
        }
        _ => {
            let whole = Piece { fee: 0, received: 0, ..piece.clone() };
            whole.flows(UNIT, Pace::Late, Others::default())
        }
    }
}

/// Months that a bridge may last.
pub(crate) fn longest(piece: &Piece) -> i64 {
    piece.terms.map_or(i64::MAX / 4, |t| i64::from(t.months))
}

fn fee_month(piece: &Piece, flows: &[Flow], months: usize) -> Option<usize> {
    let first = flows.iter().map(|f| f.month).min().unwrap_or(0).max(0);
    usize::try_from(first).ok().filter(|m| *m < months && piece.fee > 0)
}

/// What of a notified grant came before the plan, taken off each of its payments.
fn received(piece: &Piece, months: usize) -> Vec<(usize, i64)> {
    let payments = piece.payments(Pace::Late, Others::default()).into_iter().filter(|_| piece.received > 0);
    let inside =
        payments.filter_map(|(m, share)| Some((usize::try_from(m.max(0)).ok()?, share_of(piece.received, share))));
    inside.filter(|(m, _)| *m < months).collect()
}

fn part(piece: &Piece, planning: &Planning, flows: &[Flow], (months, uses): (usize, i64)) -> Part {
    let weight = |cents: i64, weight: Ratio| share_of(cents, weight);
    let sum = |kind: FlowKind| flows.iter().filter(|f| f.kind == kind).map(|f| f.cents).sum::<i64>();
    // what is spared or received within the months of the curve
    let horizon = |receipts: &[(i64, Ratio)]| {
        let inside = receipts.iter().filter(|(m, _)| *m < months as i64);
        inside.fold(Ratio::ZERO, |all, (_, s)| all.add(*s).unwrap_or(all))
    };
    let charge = sum(FlowKind::Interest) + sum(FlowKind::Fee);
    let cost = match piece.way {
        Way::Own => weight(UNIT, planning.own),
        Way::Loan => weight(UNIT, planning.principal) + charge,
        // the smallest bridge that does
        Way::Bridge => charge.max(UNIT / SHARE),
        Way::Relief | Way::TaxCredit | Way::Income => {
            -share_of(piece.worth(UNIT), horizon(&piece.payments(Pace::Late, Others::default())))
        }
        Way::Gift | Way::Equity | Way::Grant | Way::Guarantee => charge,
    };
    // a right whose worth is not known is taken all the same: nothing speaks against it, its work no more than its worth
    let told = piece.open.is_empty();
    let hours = planning.hour.mul(Ratio::int(piece.hours)).and_then(|r| r.round(Rounding::Cent));
    Part {
        floor: piece.floor.max(1),
        cap: if piece.way.pays() { piece.cap.min(uses) } else { piece.cap },
        pays: piece.way.pays(),
        cost: cost / (UNIT / SHARE),
        fixed: hours.filter(|_| told).unwrap_or(0) + piece.fee,
        files: if told { piece.files } else { 0 },
    }
}

/// What it has brought by the end of each month, less what it has taken: millionths of its amount.
fn brought(flows: &[Flow], months: usize) -> Vec<i64> {
    let mut by = vec![0_i64; months];
    for flow in flows {
        let Some(cell) = usize::try_from(flow.month.max(0)).ok().and_then(|m| by.get_mut(m)) else { continue };
        *cell += if flow.kind == FlowKind::Receipt { flow.cents } else { -flow.cents };
    }
    let mut sum = 0;
    by.iter_mut().for_each(|cell| {
        sum += *cell;
        // fractions are lost on the side of what is owed
        *cell = sum.div_euclid(UNIT / SHARE);
    });
    by
}

/// Others whose payment this one waits for: every grant that does not wait itself, with the last month of its payments.
fn awaited(pieces: &[Piece], index: usize) -> Vec<(usize, usize)> {
    let others = pieces.iter().enumerate().filter(|(k, p)| *k != index && p.way == Way::Grant && !p.waits());
    others.filter_map(|(k, p)| Some((k, usize::try_from(p.last_late().max(0)).ok()?))).collect()
}

fn wait(pieces: &[Piece], index: usize, piece: &Piece, flows: &[Flow], months: usize) -> Option<Wait> {
    let place = |month: i64| usize::try_from(month.max(0)).unwrap_or(0).min(months);
    let millionths = |share: Ratio| share.mul(Ratio::int(SHARE)).and_then(|s| i64::try_from(s.floor()).ok());
    if let Money::Bridge { over, .. } = piece.money {
        // given back when the grant comes, however late that is
        let grant = pieces.get(over)?;
        let due = grant.dues.iter().find(|d| d.waits.is_some())?;
        let (_, delay) = due.waits?;
        let owed = |f: &&Flow| matches!(f.kind, FlowKind::Principal | FlowKind::Interest);
        let back: i64 = flows.iter().filter(owed).map(|f| f.cents).sum();
        let lent = piece.last_late();
        let soonest = grant.last_late().max(lent).min(lent + longest(piece));
        return Some(Wait {
            part: index,
            // with what it costs by then
            share: -back.div_euclid(UNIT / SHARE),
            soonest: place(soonest),
            delay: place(delay),
            after: awaited(pieces, over),
            latest: Some(place(lent + longest(piece))),
        });
    }
    let due = piece.dues.iter().find(|d| d.waits.is_some())?;
    let (_, delay) = due.waits?;
    Some(Wait {
        part: index,
        share: millionths(due.share)?,
        soonest: place(due.late),
        delay: place(delay),
        after: awaited(pieces, index),
        latest: None,
    })
}

//! The tables that funders and banks ask for, in cents. All are sums of the same movements, so they agree to the cent.

use super::{
    curve::{Entry, Movement, Trial, brought, needs},
    financing::Financing,
    flow::{FlowKind, Pace},
    piece::Way,
};
use crate::{base::Order, model::Origin};

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    Heading(Heading),
    /// A line of the budget, by place.
    Line(usize),
    /// What a piece brings, by place.
    Piece(usize),
    Entry(Entry),
    /// What of a loan or a bridge is paid back, by place.
    Principal(usize),
    /// What money costs.
    Charges,
    Opening,
    /// Money of one's own beyond what the plan takes of it.
    Gap,
    Subtotal(Part),
    Total(Side),
    /// Receipts less payments.
    Change,
    Closing,
}

/// Headings of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heading {
    Needs,
    Resources,
    Spending,
    Receipts,
    Payments,
}

/// Groups of money in a public file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Europe,
    National,
    Local,
    Private,
    /// One's own money, loans included.
    Own,
}

/// The two sides of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Needs,
    Resources,
    Receipts,
    Payments,
}

/// Rows with a sum for each column; a heading has none.
pub(crate) type Rows = Vec<(Row, Vec<i64>)>;

/// What is to be paid for and what pays for it, gap included.
pub(crate) fn initial(plan: &Financing) -> Rows {
    let p = &plan.prepared;
    let mut rows: Rows = vec![(Row::Heading(Heading::Needs), vec![])];
    rows.extend(p.project.lines.iter().enumerate().map(|(n, l)| (Row::Line(n), vec![l.amount])));
    rows.push((Row::Total(Side::Needs), vec![p.project.uses()]));
    rows.push((Row::Heading(Heading::Resources), vec![]));
    rows.extend(paying(plan).into_iter().map(|(k, amount)| (Row::Piece(k), vec![amount])));
    if plan.gap() > 0 {
        rows.push((Row::Gap, vec![plan.gap()]));
    }
    rows.push((Row::Total(Side::Resources), vec![p.project.uses()]));
    rows
}

/// What pays for the project: one's own money first, then what is given, then what is lent.
fn paying(plan: &Financing) -> Vec<(usize, i64)> {
    let mut all: Vec<(Way, usize, i64)> =
        plan.taken().each().filter(|(_, p, _)| p.way.pays()).map(|(k, p, a)| (p.way, k, a)).collect();
    all.order();
    all.into_iter().map(|(_, k, a)| (k, a)).collect()
}

/// The same project as a public funder reads it: who pays, by origin, with subtotals.
pub(crate) fn project(plan: &Financing) -> Rows {
    let p = &plan.prepared;
    let mut rows: Rows = vec![(Row::Heading(Heading::Spending), vec![])];
    rows.extend(p.project.lines.iter().enumerate().map(|(n, l)| (Row::Line(n), vec![l.amount])));
    rows.push((Row::Total(Side::Needs), vec![p.project.uses()]));
    rows.push((Row::Heading(Heading::Resources), vec![]));
    let paying = paying(plan);
    for part in [Part::Europe, Part::National, Part::Local, Part::Private, Part::Own] {
        let of = |k: &usize| p.pieces.get(*k).is_some_and(|p| part_of(p.way, p.origin) == part);
        let some: Vec<(usize, i64)> = paying.iter().filter(|(k, _)| of(k)).copied().collect();
        if some.is_empty() {
            continue;
        }
        rows.extend(some.iter().map(|(k, amount)| (Row::Piece(*k), vec![*amount])));
        rows.push((Row::Subtotal(part), vec![some.iter().map(|(_, a)| a).sum()]));
    }
    if plan.gap() > 0 {
        rows.push((Row::Gap, vec![plan.gap()]));
    }
    rows.push((Row::Total(Side::Resources), vec![p.project.uses()]));
    rows
}

fn part_of(way: Way, origin: Origin) -> Part {
    match (way, origin) {
        (Way::Grant, Origin::Eu) => Part::Europe,
        (Way::Grant, Origin::National) => Part::National,
        (Way::Grant, Origin::Local) => Part::Local,
        (Way::Grant, Origin::None) => Part::Private,
        _ => Part::Own,
    }
}

/// Every sum that moves, in its month.
fn movements(plan: &Financing) -> Vec<Movement> {
    let p = &plan.prepared;
    let mut all = needs(&p.project, p.rent, Pace::Late, &Trial::default());
    all.extend(brought(plan.taken(), Pace::Late, &Trial::default(), p.counts_income));
    all
}

/// Receipts and payments in periods of months, each from one month to before the next; what lies before the first counts in it.
fn periods(plan: &Financing, ends: &[i64], row: impl Fn(Entry) -> Row) -> Rows {
    let all = movements(plan);
    let mut first = i64::MIN;
    let mut sums: Vec<(bool, Row, Vec<i64>)> = vec![];
    for (column, end) in ends.iter().enumerate() {
        for m in all.iter().filter(|m| m.month >= first && m.month < *end) {
            let received = is_received(m.entry);
            let row = row(m.entry);
            let at = sums.iter().position(|(r, x, _)| *r == received && *x == row).unwrap_or_else(|| {
                sums.push((received, row, vec![0; ends.len()]));
                sums.len() - 1
            });
            if let Some(cell) = sums.get_mut(at).and_then(|(.., cells)| cells.get_mut(column)) {
                *cell += if received { m.cents } else { -m.cents };
            }
        }
        first = *end;
    }
    sums.order_by(|a, b| (!a.0, order(a.1)).cmp(&(!b.0, order(b.1))));
    balanced(plan, sums, ends.len())
}

fn order(row: Row) -> (u8, Row) {
    let rank = match row {
        Row::Entry(Entry::Revenue | Entry::Spending(_)) => 0,
        Row::Piece(_) | Row::Line(_) => 1,
        Row::Entry(Entry::Costs) => 2,
        Row::Entry(_) => 3,
        _ => 4,
    };
    (rank, row)
}

fn is_received(entry: Entry) -> bool {
    match entry {
        Entry::VatBack | Entry::Revenue | Entry::Piece(_, FlowKind::Receipt) => true,
        Entry::Spending(_) | Entry::Vat | Entry::Costs | Entry::Household | Entry::Rent | Entry::Piece(..) => false,
    }
}

/// Adds what there is at the beginning, totals and what is left.
fn balanced(plan: &Financing, sums: Vec<(bool, Row, Vec<i64>)>, columns: usize) -> Rows {
    let total = |received: bool| {
        let mut total = vec![0; columns];
        for (_, _, cells) in sums.iter().filter(|(r, ..)| *r == received) {
            total.iter_mut().zip(cells).for_each(|(t, c)| *t += c);
        }
        total
    };
    let (received, paid) = (total(true), total(false));
    let change: Vec<i64> = received.iter().zip(&paid).map(|(r, p)| r - p).collect();
    let mut left = plan.prepared.project.opening;
    let (mut opening, mut closing) = (vec![], vec![]);
    for c in &change {
        opening.push(left);
        left += c;
        closing.push(left);
    }
    let mut rows: Rows = vec![(Row::Opening, opening), (Row::Heading(Heading::Receipts), vec![])];
    rows.extend(sums.iter().filter(|(r, ..)| *r).map(|(_, row, cells)| (*row, cells.clone())));
    rows.push((Row::Total(Side::Receipts), received));
    rows.push((Row::Heading(Heading::Payments), vec![]));
    rows.extend(sums.iter().filter(|(r, ..)| !*r).map(|(_, row, cells)| (*row, cells.clone())));
    rows.push((Row::Total(Side::Payments), paid));
    rows.extend([(Row::Change, change), (Row::Closing, closing)]);
    rows
}

/// Month by month.
pub(crate) fn cash(plan: &Financing) -> Rows {
    let ends: Vec<i64> = (1..=plan.prepared.project.timeline.months as i64).collect();
    periods(plan, &ends, detailed)
}

/// Three years: the first runs from today to twelve months after the start.
pub(crate) fn three_years(plan: &Financing) -> Rows {
    let timeline = &plan.prepared.project.timeline;
    let start = timeline.start.max(0);
    let ends: Vec<i64> = (1..=3).map(|year| start + 12 * year).filter(|end| *end <= timeline.months as i64).collect();
    periods(plan, &ends, detailed)
}

fn detailed(entry: Entry) -> Row {
    match entry {
        Entry::Spending(line) => Row::Line(line),
        Entry::Piece(piece, FlowKind::Receipt) => Row::Piece(piece),
        Entry::Piece(piece, FlowKind::Principal) => Row::Principal(piece),
        Entry::Piece(_, FlowKind::Interest | FlowKind::Fee) => Row::Charges,
        other => Row::Entry(other),
    }
}

//! Near misses: the cheapest changes of what may change that turn a refusal into a yes, or into a matter of what is not known.

mod movers;
mod search;
mod targets;

pub(crate) use movers::movers;

use crate::{
    base::Order,
    compile::{Node, NodeId, Plan, SchemePlan, SlotId},
    eval::{Reading, State},
    model::{FactId, Scheme},
    value::Region,
};
use movers::Mover;
use search::{Search, Wanted};
use targets::Class;

/// A near miss changes this many things at most: past it, it is another project.
const MAX_MOVES: usize = 4;
/// Changed profiles looked at for one scheme; past it the answer says so.
const MAX_LOOKS: u32 = 20_000;
/// Cheapest changes told of one scheme; past it the answer says so.
const MAX_BEST: usize = 40;
/// Dearer changes told of one scheme, each of other facts.
const MAX_OTHERS: usize = 3;

/// One fact, or one member of a set, changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Move {
    pub(crate) slot: SlotId,
    pub(crate) fact: FactId,
    /// The value that it changes to; `None` when it changes to having none.
    pub(crate) to: Option<i64>,
    /// Values that do as well, itself among them: of a choice, those that no rule tells apart.
    pub(crate) same: Vec<(i64, i64)>,
    /// How far it goes, where values have an order: above zero is up.
    pub(crate) step: Option<i64>,
    pub(crate) effort: u32,
    pub(crate) lead_months: u32,
}

impl Move {
    /// What the slot is once it has changed.
    pub(crate) fn state(&self) -> State {
        match self.to {
            Some(v) => State::of(v),
            None => State { none: true, ..State::default() },
        }
    }
}

impl Move {
    /// The same change, or the same way and no farther.
    fn within(&self, other: &Move) -> bool {
        let nearer = match (self.step, other.step) {
            (Some(a), Some(b)) => a.signum() == b.signum() && a.abs() <= b.abs(),
            _ => false,
        };
        self.slot == other.slot && (self.to == other.to || nearer)
    }
}

/// Things changed together, in the order of their slots.
pub(crate) type Moves = Vec<Move>;

/// What changes are compared by: how many, how much effort, and the longest wait, since they run side by side.
pub(crate) fn cost(moves: &[Move]) -> (usize, u32, u32) {
    let effort = moves.iter().map(|m| m.effort).sum();
    (moves.len(), effort, moves.iter().map(|m| m.lead_months).max().unwrap_or(0))
}

/// The near misses of one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// All that cost the least.
    pub(crate) best: Vec<Moves>,
    /// Some that cost more, each of other facts.
    pub(crate) others: Vec<Moves>,
    /// No change that costs less would do.
    pub(crate) proved: bool,
    /// The search, or the list, met its limit.
    pub(crate) truncated: bool,
}

/// The cheapest changes that make a refused scheme eligible or conditional with unknown facts left unknown; where there are none,
/// those that leave it to facts already unknown. Nothing when no such change is in reach. The reading comes back as it was.
pub(crate) fn near(reading: &mut Reading<'_>, movers: &[Mover], scheme: &Scheme, plan: &SchemePlan) -> Option<Near> {
    let whole = reading.plan;
    let declared = reading.grant(plan.declared.iter().map(|(_, slot)| *slot));
    let wishes = [Wanted::Certain, Wanted::Possible];
    let found = wishes.into_iter().find_map(|wanted| {
        let mut search = Search::new(reading, movers, scheme, plan, wanted)?;
        search.run();
        select(whole, search)
    });
    declared.into_iter().for_each(|before| reading.put_back(before));
    found
}

fn select(plan: &Plan, search: Search<'_, '_>) -> Option<Near> {
    let found = search.found();
    if found.hits.is_empty() && !found.truncated {
        return None;
    }
    let nearer = |a: &Moves, b: &Moves| a != b && a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.within(y));
    let farther: Vec<bool> = found.hits.iter().map(|h| found.hits.iter().any(|other| nearer(other, h))).collect();
    let mut hits: Vec<Moves> = found.hits.into_iter().zip(farther).filter(|(_, far)| !far).map(|(h, _)| h).collect();
    hits.order_by_key(|h| (cost(h), h.clone()));
    let least = hits.first().map(|h| cost(h));
    let mut best: Vec<Moves> = vec![];
    let mut others: Vec<Moves> = vec![];
    let mut met: Vec<Vec<FactId>> = vec![];
    for hit in hits {
        let facts: Vec<FactId> = hit.iter().map(|m| m.fact).collect();
        if Some(cost(&hit)) == least {
            best.extend(told_apart(plan, &hit));
        } else if !met.contains(&facts) && others.len() < MAX_OTHERS {
            others.extend(told_apart(plan, &hit).into_iter().next());
        }
        met.push(facts);
    }
    let truncated = found.truncated || best.len() > MAX_BEST;
    best.truncate(MAX_BEST);
    Some(Near { best, others, proved: found.proved, truncated })
}

/// The same changes once for each group of values that some rule of the set tells apart: each unlocks other things.
fn told_apart(plan: &Plan, moves: &Moves) -> Vec<Moves> {
    let mut all: Vec<Moves> = vec![vec![]];
    for m in moves {
        let ways = groups(plan, m);
        all = all
            .into_iter()
            .flat_map(|before| ways.iter().map(move |way| [before.as_slice(), std::slice::from_ref(way)].concat()))
            .take(MAX_BEST + 1)
            .collect();
    }
    all
}

fn groups(plan: &Plan, m: &Move) -> Vec<Move> {
    let Some(slot) = plan.slot(m.slot) else { return vec![m.clone()] };
    let compared = |leaf: &Node| match leaf {
        Node::Linear(_) | Node::General(_) => true,
        Node::Constant(_) | Node::Atom(_) | Node::Not(_) | Node::All(_) | Node::Any(_) | Node::AtLeast(..) => false,
    };
    let mut between = (0..plan.nodes.len() as u32).map(NodeId).filter(|n| compared(plan.node(*n)));
    let coupled = between.any(|n| plan.compared(n).contains(&m.slot));
    let mut groups: Vec<Class> = vec![];
    for (low, high) in &m.same {
        for cell in slot.cell(*low)..=slot.cell(*high) {
            let (first, last) = slot.cell_range(cell);
            let piece = (first.max(*low), last.min(*high));
            match groups.iter_mut().find(|(row, _)| !coupled && *row == slot.row(cell)) {
                Some((_, pieces)) => pieces.push(piece),
                None => groups.push((slot.row(cell).to_vec(), vec![piece])),
            }
        }
    }
    match groups.len() {
        0 => vec![m.clone()],
        _ => groups
            .into_iter()
            .map(|(_, same)| Move {
                to: same.first().map(|p| p.0),
                same: Region::of(same).intervals().to_vec(),
                ..m.clone()
            })
            .collect(),
    }
}

//! Looks for a completion of the profile under which conditions come out as wanted; finds one, or shows there is none.
//! Its steps are functions of their own (`inline(never)`), for the reason given at `bundle::read`.

use super::{
    feasible::{Feasible, Point, Row, of, solve},
    reading::{Reading, State},
};
use crate::{
    compile::{Node, NodeId, SlotId, SlotKey},
    value::{Region, Truth},
};

/// One value, or one absent state, for each slot that was open.
pub(crate) type Witness = Vec<(SlotId, State)>;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Yes(Witness),
    /// There is no such completion.
    No,
    /// Comparisons that hang together could not be told apart exactly.
    Unsure,
    /// More cases than the search looks at.
    Limit,
}

/// Halving gives up past this many looks.
const MAX_LOOKS: u32 = 2_000;
/// Cases looked at for one question; past it the answer says so.
const MAX_CASES: u32 = 10_000;

/// One search: the reading is narrowed on the way down and restored on the way up.
pub(super) struct Search<'r, 'p> {
    reading: &'r mut Reading<'p>,
    /// Conditions and how each must come out.
    goals: Vec<(NodeId, Truth)>,
    /// Truths taken for granted of comparisons between slots.
    assumed: Vec<(NodeId, Truth)>,
    cases: u32,
    unsure: bool,
}

/// A completion under which every goal comes out as wanted.
pub(crate) fn find(reading: &mut Reading<'_>, goals: Vec<(NodeId, Truth)>) -> Found {
    let mut search = Search { reading, goals, assumed: vec![], cases: 0, unsure: false };
    match search.go() {
        Some(witness) => Found::Yes(witness),
        None if search.cases > MAX_CASES => Found::Limit,
        None if search.unsure => Found::Unsure,
        None => Found::No,
    }
}

/// What a slot may still be, and what a comparison is then.
type Part = (State, Option<Truth>);

/// What the goals see of some cells, and the values that these cells hold.
type Class = (Vec<u64>, Vec<(i64, i64)>);

impl Search<'_, '_> {
    fn go(&mut self) -> Option<Witness> {
        self.cases += 1;
        if self.cases > MAX_CASES {
            return None;
        }
        let mut open = None;
        for (goal, wanted) in self.goals.clone() {
            match self.truth(goal) {
                Truth::Unknown => open = open.or(Some((goal, wanted))),
                t if t == wanted => {}
                _ => return None,
            }
        }
        match open {
            None => self.conclude(),
            Some((goal, wanted)) => {
                let (leaf, wanted) = self.leaf(goal, wanted);
                self.branch(leaf, wanted)
            }
        }
    }

    /// Kleene's truth, with what is assumed of comparisons between slots.
    fn truth(&self, id: NodeId) -> Truth {
        match self.reading.plan.node(id) {
            Node::Not(a) => self.truth(*a).not(),
            Node::All(parts) => Truth::all(parts.iter().map(|p| self.truth(*p))),
            Node::Any(parts) => Truth::any(parts.iter().map(|p| self.truth(*p))),
            Node::AtLeast(n, parts) => Truth::at_least(*n as usize, parts.iter().map(|p| self.truth(*p))),
            Node::Linear(_) | Node::General(_) => match self.reading.truth(id) {
                Truth::Unknown => self.assumption(id).unwrap_or(Truth::Unknown),
                known => known,
            },
            Node::Constant(_) | Node::Atom(_) => self.reading.truth(id),
        }
    }

    fn assumption(&self, id: NodeId) -> Option<Truth> {
        self.assumed.iter().find(|(node, _)| *node == id).map(|(_, truth)| *truth)
    }

    /// The first open leaf below, and the truth that helps most.
    fn leaf(&self, id: NodeId, wanted: Truth) -> (NodeId, Truth) {
        let open = |parts: &[NodeId]| parts.iter().copied().find(|p| self.truth(*p) == Truth::Unknown);
        match self.reading.plan.node(id) {
            Node::Not(a) => self.leaf(*a, wanted.not()),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => match open(parts) {
                Some(part) => self.leaf(part, wanted),
                None => (id, wanted),
            },
            Node::Constant(_) | Node::Atom(_) | Node::Linear(_) | Node::General(_) => (id, wanted),
        }
    }

    #[inline(never)]
    fn branch(&mut self, leaf: NodeId, wanted: Truth) -> Option<Witness> {
        if let Node::Atom(a) = self.reading.plan.node(leaf) {
            let slot = self.reading.plan.atoms.get(*a as usize)?.slot;
            return self.split(slot, leaf, wanted);
        }
        // a comparison that is false when a slot is absent: settle absence before what is compared
        for slot in self.reading.plan.compared(leaf) {
            let state = self.reading.state(slot)?.clone();
            if state.may_be_absent() && !state.values.is_empty() {
                let values = State { values: state.values.clone(), ..State::default() };
                let gone = State { values: Region::empty(), unknown: false, ..state };
                let order = if wanted == Truth::Yes { [values, gone] } else { [gone, values] };
                return order.into_iter().find_map(|s| self.with(slot, s));
            }
        }
        if let Some((slot, parts)) = self.told_apart(leaf, wanted) {
            return parts.into_iter().find_map(|(state, truth)| match truth {
                // interval arithmetic may not see it over the whole part
                Some(truth) => self.assuming(leaf, truth, |s| s.with(slot, state)),
                None => self.with(slot, state),
            });
        }
        [wanted, wanted.not()]
            .into_iter()
            .find_map(|truth| self.assuming(leaf, truth, |s| if s.consistent() == Some(false) { None } else { s.go() }))
    }

    /// Goes on with the truth of a comparison between slots taken for granted.
    fn assuming(
        &mut self,
        leaf: NodeId,
        truth: Truth,
        go: impl FnOnce(&mut Self) -> Option<Witness>,
    ) -> Option<Witness> {
        self.assumed.push((leaf, truth));
        let found = go(self);
        self.assumed.pop();
        found
    }

    /// Parts of a slot that make a comparison between slots exact: those for which it holds and those for which it does not,
    /// where nothing else in it is open; else its intervals, for sums are looked at between ends. What helps comes first.
    #[inline(never)]
    fn told_apart(&mut self, leaf: NodeId, wanted: Truth) -> Option<(SlotId, Vec<Part>)> {
        let open: Vec<SlotId> =
            self.reading.plan.compared(leaf).into_iter().filter(|s| self.reading.is_open(*s)).collect();
        if let [only] = open.as_slice() {
            let (yes, no) = self.halves(*only, leaf)?;
            let (yes, no) = ((yes, Truth::Yes), (no, Truth::No));
            let order = if wanted == Truth::Yes { [yes, no] } else { [no, yes] };
            let parts = order.into_iter().filter(|(values, _)| !values.is_empty());
            return Some((*only, parts.map(|(values, t)| (State { values, ..State::default() }, Some(t))).collect()));
        }
        let holes = |s: &SlotId| self.reading.state(*s).map(|x| x.values.intervals()).filter(|i| i.len() > 1);
        let (slot, intervals) = open.iter().find_map(|s| holes(s).map(|i| (*s, i)))?;
        let part = |(low, high): &(i64, i64)| (State { values: Region::range(*low, *high), ..State::default() }, None);
        Some((slot, intervals.iter().map(part).collect()))
    }

    /// Values of a slot for which a comparison holds, and for which it does not; found by halving.
    #[inline(never)]
    fn halves(&mut self, slot: SlotId, leaf: NodeId) -> Option<(Region, Region)> {
        let before = self.reading.state(slot)?.clone();
        let mut open: Vec<(i64, i64)> = before.values.intervals().to_vec();
        let (mut yes, mut no) = (vec![], vec![]);
        let mut looks = 0;
        while let Some((low, high)) = open.pop() {
            looks += 1;
            self.reading.set(slot, State { values: Region::range(low, high), ..State::default() });
            match self.reading.truth(leaf) {
                _ if looks > MAX_LOOKS => break,
                Truth::Yes => yes.push((low, high)),
                Truth::No => no.push((low, high)),
                Truth::Unknown if low == high => looks = MAX_LOOKS + 1,
                Truth::Unknown => {
                    let middle = low + (high - low) / 2;
                    open.extend([(low, middle), (middle + 1, high)]);
                }
            }
        }
        self.reading.set(slot, before);
        (looks <= MAX_LOOKS).then(|| (Region::of(yes), Region::of(no)))
    }

    fn with(&mut self, slot: SlotId, state: State) -> Option<Witness> {
        let before = self.reading.state(slot)?.clone();
        self.reading.set(slot, state);
        let found = if self.consistent() == Some(false) { None } else { self.go() };
        self.reading.set(slot, before);
        found
    }

    /// Tries each part of a slot's values that the goals can tell apart, the ones that help first.
    #[inline(never)]
    fn split(&mut self, slot: SlotId, leaf: NodeId, wanted: Truth) -> Option<Witness> {
        let before = self.reading.state(slot)?.clone();
        let (mut parts, mut others) = (vec![], vec![]);
        for part in self.parts(slot)? {
            self.reading.set(slot, part.clone());
            let helps = self.reading.truth(leaf) == wanted;
            if helps { &mut parts } else { &mut others }.push(part);
        }
        self.reading.set(slot, before);
        parts.append(&mut others);
        parts.into_iter().find_map(|s| self.with(slot, s))
    }

    /// The slot's possible values, cell by cell; cells that the goals cannot tell apart go together unless a comparison
    /// between slots reads the slot too.
    #[inline(never)]
    fn parts(&self, id: SlotId) -> Option<Vec<State>> {
        let slot = self.reading.plan.slot(id)?;
        let state = self.reading.state(id)?;
        let (mask, coupled) = self.seen(id);
        let mut classes: Vec<Class> = vec![];
        for (low, high) in state.values.intervals() {
            for cell in slot.cell(*low)..=slot.cell(*high) {
                let (first, last) = slot.cell_range(cell);
                let piece = (first.max(*low), last.min(*high));
                let key: Vec<u64> = slot.row(cell).iter().zip(&mask).map(|(r, m)| r & m).collect();
                match classes
                    .iter_mut()
                    .find(|(k, pieces)| *k == key && (!coupled || pieces.last().is_some_and(|p| p.1 + 1 == piece.0)))
                {
                    Some((_, pieces)) => pieces.push(piece),
                    None => classes.push((key, vec![piece])),
                }
            }
        }
        let mut parts: Vec<State> =
            classes.into_iter().map(|(_, pieces)| State { values: Region::of(pieces), ..State::default() }).collect();
        if state.may_be_absent() {
            parts.push(State {
                values: Region::empty(),
                none: state.none,
                not_applicable: state.not_applicable,
                unknown: false,
            });
        }
        Some(parts)
    }

    /// Bits of the slot's atoms that the goals read, and whether a comparison between slots reads it too.
    fn seen(&self, id: SlotId) -> (Vec<u64>, bool) {
        let plan = self.reading.plan;
        let leaves = plan.leaves(self.goals.iter().map(|(n, _)| *n));
        (plan.mask(&leaves, id), leaves.iter().any(|l| plan.compared(*l).contains(&id)))
    }

    /// Whether the assumed sums can hold together. `None` when that is not known.
    fn consistent(&self) -> Option<bool> {
        if self.assumed.is_empty() {
            return Some(true);
        }
        match self.system() {
            Feasible::At(_) => Some(true),
            Feasible::No => Some(false),
            Feasible::Unsure => None,
        }
    }

    /// Values of the slots that assumed sums read, when they can hold together.
    fn system(&self) -> Feasible {
        let mut rows = vec![];
        let mut bounds: Vec<(SlotId, (i64, i64))> = vec![];
        for (node, truth) in &self.assumed {
            let Node::Linear(l) = self.reading.plan.node(*node) else { continue };
            let Some(linear) = self.reading.plan.linears.get(*l as usize) else { continue };
            // the opposite of `Σ ≤ k` over whole numbers is `-Σ ≤ -k - 1`
            let (sign, limit) = if *truth == Truth::Yes { (1, linear.limit) } else { (-1, -linear.limit - 1) };
            rows.push(Row { terms: linear.terms.iter().map(|(s, c)| (*s, c * sign)).collect(), limit });
            for (slot, _) in &linear.terms {
                let values = self.reading.state(*slot).map(|s| &s.values);
                let ends = values.and_then(|v| v.low().zip(v.high()));
                match ends {
                    Some(_) if of(&bounds, *slot).is_some() => {}
                    Some(ends) => bounds.push((*slot, ends)),
                    // absent: the sum is false, which is all that may be assumed of it
                    None => return if *truth == Truth::No { Feasible::At(vec![]) } else { Feasible::No },
                };
            }
        }
        solve(&rows, &bounds)
    }

    /// Every goal holds under what is assumed: picks values, and replays them before saying so.
    #[inline(never)]
    fn conclude(&mut self) -> Option<Witness> {
        let fixed = match self.system() {
            Feasible::At(point) => point,
            Feasible::No => return None,
            Feasible::Unsure => vec![],
        };
        // without comparisons between slots every choice will do; with them, a few corners are tried
        let corners = if self.assumed.is_empty() { 1 } else { MAX_CORNERS };
        for corner in 0..corners {
            let witness = self.witness(&fixed, corner);
            if self.replays(&witness) {
                return Some(witness);
            }
        }
        self.unsure = true;
        None
    }

    #[inline(never)]
    fn witness(&self, fixed: &Point, corner: u32) -> Witness {
        let mut slots: Vec<SlotId> = vec![];
        for (goal, _) in &self.goals {
            collect(self, *goal, &mut slots);
        }
        // in the order of the goals, whatever other schemes read
        let mut met: Vec<SlotId> = vec![];
        slots.retain(|s| {
            !met.contains(s) && {
                met.push(*s);
                true
            }
        });
        let mut witness = vec![];
        for (i, slot) in slots.into_iter().enumerate() {
            let Some(state) = self.reading.state(slot) else { continue };
            let pick = match of(fixed, slot) {
                Some(v) => Some(v),
                None if corner >> (i % 8) & 1 == 1 => state.values.high(),
                None => self.readable(slot, state),
            };
            let chosen = match pick.filter(|v| state.values.contains(*v)) {
                Some(v) => State::of(v),
                None if state.values.is_empty() && state.none => State { none: true, ..State::default() },
                None if state.values.is_empty() => State { not_applicable: true, ..State::default() },
                None => State { values: state.values.low().map_or(Region::empty(), Region::point), ..State::default() },
            };
            witness.push((slot, chosen));
        }
        witness
    }

    /// A round value rather than an odd one: people read these.
    fn readable(&self, slot: SlotId, state: &State) -> Option<i64> {
        let s = self.reading.plan.slot(slot)?;
        let (low, high) = state.values.intervals().first().copied()?;
        let is_number = matches!(s.key, SlotKey::Fact(_) | SlotKey::Aggregate(_)) && high > 1_000;
        if !is_number || low == high {
            return Some(low);
        }
        let unit = 10_i64.checked_pow(s.scale)?;
        let mut step = unit.checked_mul(1_000_000)?;
        while step > 1 {
            let round = low.div_euclid(step).checked_add(i64::from(low.rem_euclid(step) != 0))?.checked_mul(step)?;
            if (low..=high).contains(&round) {
                return Some(round);
            }
            step /= 10;
        }
        Some(low)
    }

    fn replays(&mut self, witness: &Witness) -> bool {
        let before: Witness =
            witness.iter().filter_map(|(s, _)| self.reading.state(*s).map(|x| (*s, x.clone()))).collect();
        for (slot, state) in witness {
            self.reading.set(*slot, state.clone());
        }
        let ok = self.goals.iter().all(|(goal, wanted)| self.reading.truth(*goal) == *wanted);
        for (slot, state) in before {
            self.reading.set(slot, state);
        }
        ok
    }
}

/// Corner choices tried when comparisons between slots are involved.
const MAX_CORNERS: u32 = 16;

fn collect(search: &Search<'_, '_>, node: NodeId, slots: &mut Vec<SlotId>) {
    let plan = search.reading.plan;
    match plan.node(node) {
        Node::Constant(_) => {}
        Node::Atom(a) => slots.extend(plan.atoms.get(*a as usize).map(|a| a.slot)),
        Node::Not(a) => collect(search, *a, slots),
        Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
            parts.iter().for_each(|p| collect(search, *p, slots))
        }
        Node::Linear(_) | Node::General(_) => slots.extend(plan.compared(node)),
    }
}

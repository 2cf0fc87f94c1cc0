//! Conditions to the graph: each comparison becomes a set of values of one slot, a sum of two or three, or, failing that,
//! a comparison by interval arithmetic.

use super::{
    atoms,
    build::Builder,
    ground::constant,
    number::{Num, NumId},
    plan::{Atom, General, Linear, Node, NodeId, SlotId, SlotKey},
};
use crate::{
    model::{Arith, Compare, Expr, Literal},
    value::{Ratio, Region},
};

/// A comparison that splits into more cases than this is kept whole.
const MAX_CASES: usize = 256;

impl Builder<'_> {
    /// The node of a condition; parameters and derived facts are already put in.
    pub(super) fn condition(&mut self, e: &Expr, scheme: u32) -> NodeId {
        match e {
            Expr::Literal(Literal::Bool(b)) => self.node(Node::Constant(*b)),
            Expr::Fact(f) => self.atom(SlotKey::Fact(*f), Region::point(1)),
            Expr::Holds(f, m) => {
                let (there, held) = (self.exists(*f), self.atom(SlotKey::Member(*f, *m), Region::point(1)));
                self.all(vec![there, held])
            }
            Expr::Has(f) => self.exists(*f),
            Expr::Declared(c) => self.atom(SlotKey::Declared(scheme, *c), Region::point(1)),
            Expr::Among(a, set) => self.among(a, set, scheme),
            Expr::Not(a) => {
                let a = self.condition(a, scheme);
                self.not(a)
            }
            Expr::All(parts) => {
                let parts = parts.iter().map(|p| self.condition(p, scheme)).collect();
                self.all(parts)
            }
            Expr::Any(parts) => {
                let parts = parts.iter().map(|p| self.condition(p, scheme)).collect();
                self.any(parts)
            }
            Expr::If(c, a, b) => {
                let (c, a, b) = (self.condition(c, scheme), self.condition(a, scheme), self.condition(b, scheme));
                self.choose(c, a, b)
            }
            Expr::Compare(op, a, b) => {
                self.cases_left = MAX_CASES;
                self.compare(*op, a, b, scheme)
            }
            Expr::Aggregate(_) => self.aggregate_truth(e),
            // numbers and record fields are no conditions; the checker lets none through
            Expr::Literal(_)
            | Expr::Field(_)
            | Expr::SameText(..)
            | Expr::Arith(..)
            | Expr::Round(..)
            | Expr::Shift(..) => self.node(Node::Constant(false)),
            Expr::Between(..)
            | Expr::AgeOn(..)
            | Expr::Parameter(..)
            | Expr::Entry(..)
            | Expr::Step(..)
            | Expr::Marginal(..)
            | Expr::ApplicationDate => self.node(Node::Constant(false)),
        }
    }

    fn choose(&mut self, c: NodeId, a: NodeId, b: NodeId) -> NodeId {
        let not_c = self.not(c);
        let (yes, no) = (self.all(vec![c, a]), self.all(vec![not_c, b]));
        self.any(vec![yes, no])
    }

    fn aggregate_truth(&mut self, e: &Expr) -> NodeId {
        let Expr::Aggregate(a) = e else { return self.node(Node::Constant(false)) };
        self.atom(SlotKey::Aggregate(a.clone()), Region::point(1))
    }

    fn exists(&mut self, f: crate::model::FactId) -> NodeId {
        // what cannot be absent exists, told or not
        if !self.model.fact(f).is_some_and(|d| d.may_be_absent()) {
            return self.node(Node::Constant(true));
        }
        let key = self.presence(f);
        if matches!(key, SlotKey::Presence(_)) {
            return self.atom(key, Region::point(1));
        }
        let slot = self.slot(key);
        self.slot_exists(slot)
    }

    fn among(&mut self, a: &Expr, set: &[(i64, i64)], scheme: u32) -> NodeId {
        match a {
            Expr::Fact(f) => self.atom(SlotKey::Fact(*f), Region::of(set.iter().copied())),
            Expr::If(c, x, y) => {
                let c = self.condition(c, scheme);
                let (x, y) = (self.among(x, set, scheme), self.among(y, set, scheme));
                self.choose(c, x, y)
            }
            _ => self.node(Node::Constant(false)),
        }
    }

    /// The value lies in a region of the slot; a constant when that is all of it or nothing.
    pub(super) fn atom(&mut self, key: SlotKey, region: Region) -> NodeId {
        let slot = self.slot(key);
        let Some(s) = self.slots.get(slot.0 as usize) else { return self.node(Node::Constant(false)) };
        let region = region.intersect(&Region::range(s.low, s.high));
        let whole = region == Region::range(s.low, s.high) && !s.may_be_absent();
        if region.is_empty() || whole {
            return self.node(Node::Constant(whole));
        }
        let id = self.atoms.id(Atom { slot, region });
        self.node(Node::Atom(id))
    }

    fn compare(&mut self, op: Compare, a: &Expr, b: &Expr, scheme: u32) -> NodeId {
        if let Some(node) = self.simple(op, a, b) {
            return node;
        }
        let (x, y) = (self.number(a, scheme), self.number(b, scheme));
        let slots = self.slots_of_pair(x, y);
        if let [only] = slots.as_slice()
            && self.is_plain(x)
            && self.is_plain(y)
            && let Some(region) = atoms::region(&self.nums.items, op, x, y, *only, &self.slots)
        {
            return self.atom_on(*only, region);
        }
        if op == Compare::Equal {
            let (up, down) =
                (self.compare(Compare::LessEqual, a, b, scheme), self.compare(Compare::LessEqual, b, a, scheme));
            return self.all(vec![up, down]);
        }
        if self.may_split(a, b)
            && let Some(node) = self.cases(op, a, b, scheme)
        {
            return node;
        }
        if let Some(linear) = self.linear(op, x, y) {
            return linear;
        }
        let id = self.general(General { op, left: x, right: y, slots });
        self.node(Node::General(id))
    }

    /// Counts a case, while the comparison may still split.
    fn may_split(&mut self, a: &Expr, b: &Expr) -> bool {
        let splits =
            [a, b].iter().any(|e| split_if(e).is_some() || matches!(e, Expr::Arith(Arith::Min | Arith::Max, ..)));
        let left = splits && self.cases_left > 0;
        self.cases_left = self.cases_left.saturating_sub(usize::from(splits));
        left
    }

    pub(super) fn atom_on(&mut self, slot: SlotId, region: Region) -> NodeId {
        match self.slots.get(slot.0 as usize).map(|s| s.key.clone()) {
            Some(key) => self.atom(key, region),
            None => self.node(Node::Constant(false)),
        }
    }

    /// The common case, without search: a slot against a constant.
    fn simple(&mut self, op: Compare, a: &Expr, b: &Expr) -> Option<NodeId> {
        let (slot, region) = match (self.direct(a), constant(b), self.direct(b), constant(a)) {
            (Some(slot), Some(c), _, _) => {
                let s = self.slots.get(slot.0 as usize)?;
                (slot, atoms::against(op, s.scale, s.low, s.high, c, true)?)
            }
            (_, _, Some(slot), Some(c)) => {
                let s = self.slots.get(slot.0 as usize)?;
                (slot, atoms::against(op, s.scale, s.low, s.high, c, false)?)
            }
            _ => return None,
        };
        Some(self.atom_on(slot, region))
    }

    fn direct(&mut self, e: &Expr) -> Option<SlotId> {
        match e {
            Expr::Fact(f) => Some(self.slot(SlotKey::Fact(*f))),
            Expr::Aggregate(a) => Some(self.slot(SlotKey::Aggregate(a.clone()))),
            _ => None,
        }
    }

    /// Takes the first choice, minimum or maximum apart, so that what is compared becomes linear.
    fn cases(&mut self, op: Compare, a: &Expr, b: &Expr, scheme: u32) -> Option<NodeId> {
        if let Some((c, x, y)) = split_if(a) {
            let c = self.condition(&c, scheme);
            let (x, y) = (self.compare(op, &x, b, scheme), self.compare(op, &y, b, scheme));
            return Some(self.choose(c, x, y));
        }
        if let Some((c, x, y)) = split_if(b) {
            let c = self.condition(&c, scheme);
            let (x, y) = (self.compare(op, a, &x, scheme), self.compare(op, a, &y, scheme));
            return Some(self.choose(c, x, y));
        }
        // min(x, y) <= b when either is; both must exist, or nothing is compared
        let both = |this: &mut Self, x: NodeId, y: NodeId, any: bool| {
            if any { this.any(vec![x, y]) } else { this.all(vec![x, y]) }
        };
        for (side, other, left) in [(a, b, true), (b, a, false)] {
            let Expr::Arith(extreme @ (Arith::Min | Arith::Max), x, y) = side else { continue };
            let any = (*extreme == Arith::Min) == left;
            let (p, q) = if left {
                (self.compare(op, x, other, scheme), self.compare(op, y, other, scheme))
            } else {
                (self.compare(op, other, x, scheme), self.compare(op, other, y, scheme))
            };
            let joined = both(self, p, q, any);
            let present = self.present(side, scheme);
            return Some(self.all(vec![joined, present]));
        }
        None
    }

    /// A number exists: what it reads does, and the choice it takes.
    fn present(&mut self, e: &Expr, scheme: u32) -> NodeId {
        match e {
            Expr::Literal(Literal::Absent) => self.node(Node::Constant(false)),
            Expr::Fact(_) | Expr::Aggregate(_) => {
                let slot = self.direct(e);
                slot.map_or(self.node(Node::Constant(true)), |s| self.slot_exists(s))
            }
            Expr::If(c, a, b) => {
                let (c, a, b) = (self.condition(c, scheme), self.present(a, scheme), self.present(b, scheme));
                self.choose(c, a, b)
            }
            Expr::Step(p, day, x) => {
                let first = self.rows(*p, day).first().map(|(bound, _)| Expr::number(*bound));
                let Some(first) = first else { return self.node(Node::Constant(false)) };
                self.compare(Compare::LessEqual, &first, x, scheme)
            }
            _ => {
                let parts = e.children().into_iter().map(|x| self.present(x, scheme)).collect();
                self.all(parts)
            }
        }
    }

    fn slot_exists(&mut self, slot: SlotId) -> NodeId {
        let whole = self.slots.get(slot.0 as usize).map_or(Region::empty(), |s| Region::range(s.low, s.high));
        self.atom_on(slot, whole)
    }

    fn linear(&mut self, op: Compare, x: NumId, y: NumId) -> Option<NodeId> {
        let left = atoms::form(&self.nums.items, &self.slots, x)?;
        let right = atoms::form(&self.nums.items, &self.slots, y)?;
        let (terms, limit) = atoms::at_most(&left, &right, op == Compare::Less)?;
        if terms.len() > MAX_LINEAR_SLOTS {
            return None;
        }
        // a slot that falls out of the sum (`x <= x + 1`) must still exist
        let out = self.slots_of_pair(x, y).into_iter().filter(|s| terms.iter().all(|t| t.0 != *s));
        let mut parts: Vec<NodeId> = out.collect::<Vec<_>>().into_iter().map(|s| self.slot_exists(s)).collect();
        parts.push(if terms.is_empty() {
            self.node(Node::Constant(limit >= 0))
        } else {
            let id = self.linears.id(Linear { terms, limit });
            self.node(Node::Linear(id))
        });
        Some(self.all(parts))
    }

    /// The node of a number.
    pub(super) fn number(&mut self, e: &Expr, scheme: u32) -> NumId {
        let num = match e {
            Expr::Literal(Literal::Number(n)) => Num::Constant(*n),
            Expr::Literal(Literal::Date(d)) => Num::Constant(Ratio::int(*d)),
            Expr::Literal(_) => Num::Absent,
            Expr::Fact(f) => Num::Slot(self.slot(SlotKey::Fact(*f))),
            Expr::Aggregate(a) => Num::Slot(self.slot(SlotKey::Aggregate(a.clone()))),
            Expr::If(c, a, b) => {
                let c = self.condition(c, scheme);
                match self.nodes.get(c.0) {
                    Some(Node::Constant(true)) => return self.number(a, scheme),
                    Some(Node::Constant(false)) => return self.number(b, scheme),
                    _ => Num::If(c, self.number(a, scheme), self.number(b, scheme)),
                }
            }
            Expr::Arith(op, a, b) => Num::Arith(*op, self.number(a, scheme), self.number(b, scheme)),
            Expr::Round(how, a) => Num::Round(*how, self.number(a, scheme)),
            Expr::Shift(u, a, b) => Num::Shift(*u, self.number(a, scheme), self.number(b, scheme)),
            Expr::Between(u, a, b) => Num::Between(*u, self.number(a, scheme), self.number(b, scheme)),
            Expr::AgeOn(a, b) => Num::AgeOn(self.number(a, scheme), self.number(b, scheme)),
            Expr::Step(p, day, x) => Num::Step(self.rows(*p, day), self.number(x, scheme)),
            Expr::Marginal(p, day, x) => Num::Marginal(self.rows(*p, day), self.number(x, scheme)),
            Expr::Field(_)
            | Expr::Among(..)
            | Expr::Holds(..)
            | Expr::Has(_)
            | Expr::Not(_)
            | Expr::All(_)
            | Expr::Any(_) => Num::Absent,
            Expr::Compare(..) | Expr::SameText(..) | Expr::Parameter(..) | Expr::Entry(..) => Num::Absent,
            Expr::ApplicationDate | Expr::Declared(_) => Num::Absent,
        };
        self.num(num)
    }
}

/// Sums of more facts than this are compared by interval arithmetic.
const MAX_LINEAR_SLOTS: usize = 3;

/// The first choice inside a sum, with the expression taken both ways.
fn split_if(e: &Expr) -> Option<(Expr, Expr, Expr)> {
    match e {
        Expr::If(c, a, b) => Some(((**c).clone(), (**a).clone(), (**b).clone())),
        Expr::Arith(op, a, b) => {
            if let Some((c, x, y)) = split_if(a) {
                return Some((c, Expr::arith(*op, x, (**b).clone()), Expr::arith(*op, y, (**b).clone())));
            }
            let (c, x, y) = split_if(b)?;
            Some((c, Expr::arith(*op, (**a).clone(), x), Expr::arith(*op, (**a).clone(), y)))
        }
        _ => None,
    }
}

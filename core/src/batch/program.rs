//! The conditions of a plan as steps over registers: what schemes share is worked out once for all profiles of a block.
//!
//! A register holds a condition's lanes. What rests on declared criteria has two: one with unanswered ones left open, one with
//! them taken as yes.

use crate::{
    base::Order,
    compile::{Literal, Look, Node, NodeId, Plan, SlotId, SlotKey},
};

pub(super) type Register = u32;

/// How a register comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Constant(bool),
    Not(Register),
    All(Box<[Register]>),
    Any(Box<[Register]>),
    AtLeast(u32, Box<[Register]>),
    /// Comparisons that are made row by row, the second of what may rest on declared criteria.
    Linear(u32),
    General(u32, View),
}

/// Whether unanswered declared criteria are open or taken as yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Told,
    Granted,
}

/// An atom of a slot: its register, and the cells that satisfy it as runs of first and past-the-last.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    pub(super) register: Register,
    pub(super) bit: usize,
    pub(super) runs: Vec<(usize, usize)>,
}

/// The comparisons of one slot.
#[derive(Debug, Clone)]
pub(super) struct SlotPart {
    pub(super) slot: SlotId,
    pub(super) comparisons: Vec<Comparison>,
    /// For a declared criterion, the registers in which what is not answered is a yes.
    pub(super) granted: Vec<Comparison>,
}

#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) registers: usize,
    pub(super) slots: Vec<SlotPart>,
    /// Slots that comparisons made row by row look at, each once.
    pub(super) by_row: Vec<SlotId>,
    pub(super) steps: Vec<(Register, Step)>,
    /// For each node, its registers.
    told: Vec<Register>,
    granted: Vec<Register>,
}

impl Program {
    pub(super) fn new(plan: &Plan) -> Program {
        let bits = plan.words * 64;
        let by_row = by_row(plan);
        let mut p = Program { registers: bits, slots: vec![], by_row, steps: vec![], told: vec![], granted: vec![] };
        p.atoms(plan);
        let mut granted: Vec<Register> = (0..bits as Register).collect();
        for c in p.slots.iter().flat_map(|s| &s.granted) {
            granted.iter_mut().skip(c.bit).take(1).for_each(|place| *place = c.register);
        }
        for node in &plan.nodes {
            let (told, granted) = match node {
                Node::Atom(a) => {
                    let bit = plan.bits.get(*a as usize).copied().unwrap_or(0);
                    (bit, granted.get(bit as usize).copied().unwrap_or(bit))
                }
                Node::General(g) if p.reads_declared(plan, *g) => {
                    (p.step(Step::General(*g, View::Told)), p.step(Step::General(*g, View::Granted)))
                }
                _ => p.node(node),
            };
            p.told.push(told);
            p.granted.push(granted);
        }
        p
    }

    /// The register of a condition.
    #[inline]
    pub(super) fn of(&self, node: NodeId, view: View) -> Register {
        let list = if view == View::Told { &self.told } else { &self.granted };
        list.get(node.0 as usize).copied().unwrap_or(0)
    }

    /// The register of a literal, and whether it is negated.
    #[inline]
    pub(super) fn literal(&self, literal: Literal) -> (Register, bool) {
        match literal.look() {
            Look::Bit { plane, bit } => ((plane / 2 * 64) as u32 + bit, plane % 2 == 1),
            Look::Node { id, negated } => (self.of(id, View::Told), negated),
        }
    }

    fn step(&mut self, step: Step) -> Register {
        let register = self.registers as Register;
        self.registers += 1;
        self.steps.push((register, step));
        register
    }

    /// Registers of a condition that is made of others; parts come before what is made of them.
    fn node(&mut self, node: &Node) -> (Register, Register) {
        let of = |p: &Program, view: View| match node {
            Node::Not(a) => Step::Not(p.of(*a, view)),
            Node::All(parts) => Step::All(parts.iter().map(|n| p.of(*n, view)).collect()),
            Node::Any(parts) => Step::Any(parts.iter().map(|n| p.of(*n, view)).collect()),
            Node::AtLeast(n, parts) => Step::AtLeast(*n, parts.iter().map(|n| p.of(*n, view)).collect()),
            Node::Linear(l) => Step::Linear(*l),
            Node::General(g) => Step::General(*g, View::Told),
            Node::Constant(b) => Step::Constant(*b),
            Node::Atom(_) => Step::Constant(false),
        };
        let (told, granted) = (of(self, View::Told), of(self, View::Granted));
        let same = told == granted;
        let first = self.step(told);
        (first, if same { first } else { self.step(granted) })
    }

    fn reads_declared(&self, plan: &Plan, general: u32) -> bool {
        let declared = |s: &SlotId| plan.declared.contains(s);
        plan.generals.get(general as usize).is_some_and(|g| g.slots.iter().any(declared))
    }

    /// Comparisons of each slot, and registers for what is granted.
    fn atoms(&mut self, plan: &Plan) {
        let mut all: Vec<(u32, u32)> = plan.atoms.iter().zip(&plan.bits).map(|(a, bit)| (a.slot.0, *bit)).collect();
        all.order();
        for (slot, bit) in all {
            let Some(def) = plan.slot(SlotId(slot)) else { continue };
            let bit = bit as usize;
            let runs = runs(def.cells(), |cell| {
                let at = bit.saturating_sub(def.first_word * 64);
                def.row(cell).get(at / 64).is_some_and(|w| w >> (at % 64) & 1 == 1)
            });
            let comparison = Comparison { register: bit as Register, bit, runs };
            let declared = matches!(def.key, SlotKey::Declared(..));
            let granted = declared.then(|| {
                let register = self.registers as Register;
                self.registers += 1;
                Comparison { register, ..comparison.clone() }
            });
            match self.slots.last_mut().filter(|s| s.slot.0 == slot) {
                Some(part) => {
                    part.comparisons.push(comparison);
                    part.granted.extend(granted);
                }
                None => self.slots.push(SlotPart {
                    slot: SlotId(slot),
                    comparisons: vec![comparison],
                    granted: granted.into_iter().collect(),
                }),
            }
        }
    }
}

/// Slots that comparisons of several slots look at.
fn by_row(plan: &Plan) -> Vec<SlotId> {
    let linear = plan.linears.iter().flat_map(|l| l.terms.iter().map(|(slot, _)| *slot));
    let mut slots: Vec<SlotId> = linear.chain(plan.generals.iter().flat_map(|g| g.slots.iter().copied())).collect();
    slots.order();
    slots.dedup();
    slots
}

/// Runs of cells that satisfy something.
fn runs(cells: usize, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = vec![];
    for cell in (0..cells).filter(|c| holds(*c)) {
        match found.last_mut().filter(|(_, end)| *end == cell) {
            Some(run) => run.1 = cell + 1,
            None => found.push((cell, cell + 1)),
        }
    }
    found
}

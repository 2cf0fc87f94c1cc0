//! What makes asking many times fast: which schemes a value of a slot refuses, as bits, and each scheme's conditions as a flat
//! list of clauses. Both say exactly what the graph says.

use super::{
    capped::Capped,
    plan::{Node, NodeId, Plan, Slot, SlotId, WindowState},
};
use crate::base::{Order, bits::set};

/// A leaf of a clause: a bit of the truth planes, or a condition of the graph to be looked up there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Literal(u32);

/// What a literal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Plane and bit in it.
    Bit {
        plane: usize,
        bit: u32,
    },
    Node {
        id: NodeId,
        negated: bool,
    },
}

const NODE: u32 = 1 << 31;

impl Literal {
    fn bit(bit: u32, negated: bool) -> Literal {
        Literal(((bit / 64 * 2 + u32::from(negated)) << 6) | (bit % 64))
    }

    fn node(id: NodeId, negated: bool) -> Literal {
        Literal(NODE | (id.0 << 1) | u32::from(negated))
    }

    #[inline]
    pub(crate) fn look(self) -> Look {
        if self.0 & NODE == 0 {
            Look::Bit { plane: (self.0 >> 6) as usize, bit: self.0 & 63 }
        } else {
            Look::Node { id: NodeId((self.0 & !NODE) >> 1), negated: self.0 & 1 == 1 }
        }
    }
}

/// What ranking reads of one scheme, side by side: places in the two lists of `Quick`, and what decides its group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program {
    clauses: (u32, u32),
    soft: (u32, u32),
    pub(crate) state: WindowState,
    /// Kleene's truth is exact.
    pub(crate) exact: bool,
    /// Some criterion is declared.
    pub(crate) declares: bool,
    /// The amount, where it is a rate of one fact up to a cap.
    pub(crate) capped: Option<Capped>,
}

/// The schemes that a slot's values refuse: one row of bits for each group of cells, and one for absence.
#[derive(Debug, Clone)]
pub(crate) struct Refusals {
    pub(crate) slot: SlotId,
    /// First cell of each group.
    groups: Vec<u32>,
    rows: Vec<u64>,
}

/// The fast form of a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quick {
    /// Words of one bit for each scheme.
    pub(crate) words: usize,
    pub(crate) refusals: Vec<Refusals>,
    /// Schemes that are not closed to everyone.
    pub(crate) current: Vec<u64>,
    programs: Vec<Program>,
    /// End of each clause in `literals`, and the literals.
    ends: Vec<u32>,
    literals: Vec<Literal>,
    soft: Vec<(Literal, u32)>,
}

/// Cells of a slot are told apart in at most this many groups; a coarser group refuses less, and never too much.
const MAX_GROUPS: usize = 256;
/// A slot that fewer schemes ask for is left to their clauses.
const MIN_SCHEMES: usize = 4;
/// A scheme whose clauses would hold more literals keeps its conditions in the graph.
const MAX_LITERALS: usize = 64;

type Clauses = Vec<Vec<Literal>>;

impl Quick {
    #[inline(never)]
    pub(super) fn new(plan: &Plan) -> Quick {
        let words = plan.schemes.len().div_ceil(64);
        let mut quick = Quick { words, current: vec![0; words], ..Quick::default() };
        // for each slot, the bits that a scheme needs, and the schemes that need them
        let mut needed: Vec<(Literal, u32)> = vec![];
        for (i, scheme) in plan.schemes.iter().enumerate() {
            let all = clauses(plan, scheme.root, true).unwrap_or_else(|| vec![vec![Literal::node(scheme.root, false)]]);
            let clause_start = quick.ends.len() as u32;
            for clause in all {
                if let [only] = clause.as_slice() {
                    needed.push((*only, i as u32));
                }
                quick.literals.extend(clause);
                quick.ends.push(quick.literals.len() as u32);
            }
            let soft_start = quick.soft.len() as u32;
            quick.soft.extend(scheme.prefers.iter().map(|(node, weight)| (literal(plan, *node), *weight)));
            quick.programs.push(Program {
                clauses: (clause_start, quick.ends.len() as u32),
                soft: (soft_start, quick.soft.len() as u32),
                state: scheme.window.state,
                exact: scheme.exact,
                declares: !scheme.declared.is_empty(),
                capped: scheme.amount.as_ref().and_then(|a| a.capped),
            });
            if scheme.window.state != WindowState::Closed {
                set(&mut quick.current, i);
            }
        }
        quick.refusals = refusals(plan, &by_literal(needed), words);
        quick
    }

    #[inline]
    pub(crate) fn program(&self, scheme: usize) -> Option<&Program> {
        self.programs.get(scheme)
    }

    /// The clauses of a scheme: each holds when one of its literals does, and all must hold.
    #[inline]
    pub(crate) fn clauses(&self, scheme: usize) -> impl Iterator<Item = &[Literal]> {
        let (from, to) = self.programs.get(scheme).map_or((0, 0), |p| p.clauses);
        let ends = self.ends.get(from as usize..to as usize).unwrap_or(&[]);
        let mut start = (from as usize).checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        ends.iter().map(move |end| {
            let clause = self.literals.get(start as usize..*end as usize).unwrap_or(&[]);
            start = *end;
            clause
        })
    }

    /// What a scheme prefers, with weights.
    #[inline]
    pub(crate) fn soft(&self, scheme: usize) -> &[(Literal, u32)] {
        let (from, to) = self.programs.get(scheme).map_or((0, 0), |p| p.soft);
        self.soft.get(from as usize..to as usize).unwrap_or(&[])
    }
}

impl Refusals {
    /// The row of the group that holds a cell.
    #[inline]
    pub(crate) fn row(&self, cell: usize, words: usize) -> &[u64] {
        let group = self.groups.partition_point(|g| *g as usize <= cell).saturating_sub(1);
        self.rows.get(group * words..(group + 1) * words).unwrap_or(&[])
    }

    /// The row of absence.
    pub(crate) fn absent(&self, words: usize) -> &[u64] {
        let group = self.groups.len();
        self.rows.get(group * words..(group + 1) * words).unwrap_or(&[])
    }
}

/// The condition of one node as a literal.
fn literal(plan: &Plan, id: NodeId) -> Literal {
    let (inner, negated) = if let Node::Not(a) = plan.node(id) { (*a, true) } else { (id, false) };
    match plan.node(inner) {
        Node::Atom(a) => Literal::bit(plan.bits.get(*a as usize).copied().unwrap_or(0), negated),
        _ => Literal::node(inner, negated),
    }
}

/// A condition as clauses; `None` when there would be too many. Kleene's logic distributes, so no truth changes.
fn clauses(plan: &Plan, id: NodeId, wanted: bool) -> Option<Clauses> {
    let fits = |c: Clauses| (c.iter().map(Vec::len).sum::<usize>() <= MAX_LITERALS).then_some(c);
    let all = |parts: &[NodeId]| -> Option<Clauses> {
        let mut found = vec![];
        for p in parts {
            found.extend(clauses(plan, *p, wanted)?);
        }
        fits(found)
    };
    let any = |parts: &[NodeId]| -> Option<Clauses> {
        let mut found: Clauses = vec![vec![]];
        for p in parts {
            let next = clauses(plan, *p, wanted)?;
            if found.len() * next.len() > MAX_LITERALS {
                return None;
            }
            found = found.iter().flat_map(|f| next.iter().map(move |n| [f.as_slice(), n].concat())).collect();
        }
        fits(found)
    };
    match plan.node(id) {
        Node::Constant(b) => Some(if *b == wanted { vec![] } else { vec![vec![]] }),
        Node::Atom(a) => Some(vec![vec![Literal::bit(plan.bits.get(*a as usize).copied().unwrap_or(0), !wanted)]]),
        Node::Not(a) => clauses(plan, *a, !wanted),
        Node::All(parts) if wanted => all(parts),
        Node::Any(parts) if !wanted => all(parts),
        Node::All(parts) | Node::Any(parts) => any(parts),
        Node::Linear(_) | Node::General(_) | Node::AtLeast(..) => Some(vec![vec![Literal::node(id, !wanted)]]),
    }
}

/// The schemes that need each literal.
#[inline(never)]
fn by_literal(mut pairs: Vec<(Literal, u32)>) -> Vec<(Literal, Vec<u32>)> {
    pairs.order();
    let mut found: Vec<(Literal, Vec<u32>)> = vec![];
    for (literal, scheme) in pairs {
        match found.last_mut().filter(|(l, _)| *l == literal) {
            Some((_, schemes)) => schemes.push(scheme),
            None => found.push((literal, vec![scheme])),
        }
    }
    found
}

/// For each slot that enough schemes ask for, the schemes that each group of cells refuses.
#[inline(never)]
fn refusals(plan: &Plan, needed: &[(Literal, Vec<u32>)], words: usize) -> Vec<Refusals> {
    let mut found = vec![];
    for (i, slot) in plan.slots.iter().enumerate() {
        // the bits of this slot that schemes need, and how
        let bits = slot.first_word..slot.first_word + slot.words;
        let own: Vec<(usize, bool, &Vec<u32>)> = needed
            .iter()
            .filter_map(|(literal, schemes)| match literal.look() {
                Look::Bit { plane, bit } if bits.contains(&(plane / 2)) => {
                    Some(((plane / 2 - slot.first_word) * 64 + bit as usize, plane % 2 == 1, schemes))
                }
                Look::Bit { .. } | Look::Node { .. } => None,
            })
            .collect();
        if own.iter().map(|(.., s)| s.len()).sum::<usize>() < MIN_SCHEMES {
            continue;
        }
        let size = slot.cells().div_ceil(MAX_GROUPS).max(1);
        let groups: Vec<u32> = (0..slot.cells()).step_by(size).map(|c| c as u32).collect();
        let mut rows = vec![0; (groups.len() + 1) * words];
        for (g, row) in rows.chunks_mut(words.max(1)).enumerate() {
            let cells = if g == groups.len() {
                slot.cells()..slot.cells() + 1
            } else {
                g * size..((g + 1) * size).min(slot.cells())
            };
            for (bit, negated, schemes) in &own {
                if cells.clone().all(|c| holds(slot, c, *bit) == *negated) {
                    schemes.iter().for_each(|s| set(row, *s as usize));
                }
            }
        }
        found.push(Refusals { slot: SlotId(i as u32), groups, rows });
    }
    found
}

fn holds(slot: &Slot, cell: usize, bit: usize) -> bool {
    slot.row(cell).get(bit / 64).is_some_and(|w| w >> (bit % 64) & 1 == 1)
}

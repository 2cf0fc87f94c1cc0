//! What keeps projects out: each criterion alone, each scheme without one, and each threshold moved to the next that rules know.

use super::{
    selector::is_ordered,
    target::{Limits, Target},
};
use crate::{
    compile::{Atom, Change, Node, NodeId, Plan, Slot, Variant, WindowState, conjuncts},
    model::{CriterionId, Model, SchemeId},
    value::Region,
};

/// The variants of every scheme that would do and is not closed: for each criterion, itself alone, then the scheme without it,
/// then the scheme with each of its thresholds moved by one cell, so that it takes in more.
pub(crate) fn variants(model: &Model, plan: &Plan, target: Target, limits: Limits) -> Vec<Variant> {
    let mut found = vec![];
    for (i, (scheme, base)) in model.schemes.iter().zip(&plan.schemes).enumerate() {
        if base.window.state == WindowState::Closed || !target.met_by(model, scheme, limits) {
            continue;
        }
        for criterion in conjuncts(scheme) {
            let Some(node) = base.criteria.get(criterion.index()) else { continue };
            if *plan.node(*node) == Node::Constant(true) {
                continue;
            }
            let moves = moves(model, plan, *node).into_iter().map(|(from, to)| Change::Moved { from, to });
            let changes = [Change::Only, Change::Without].into_iter().chain(moves);
            found.extend(changes.map(|change| variant(i, criterion, change)));
        }
    }
    found
}

fn variant(scheme: usize, criterion: CriterionId, change: Change) -> Variant {
    Variant { scheme: SchemeId(scheme as u32), criterion, change }
}

/// Comparisons of numbers in a condition, and what each becomes one cell farther; none of those that stand both as they are and
/// denied, for they have no direction.
fn moves(model: &Model, plan: &Plan, root: NodeId) -> Vec<(Atom, Region)> {
    let (mut plain, mut denied) = (vec![], vec![]);
    signed(plan, root, true, &mut plain, &mut denied);
    let both = |a: &u32| plain.contains(a) && denied.contains(a);
    let all = plain.iter().map(|a| (a, true)).chain(denied.iter().map(|a| (a, false)));
    let mut found: Vec<(Atom, Region)> = vec![];
    for (a, wider) in all.filter(|(a, _)| !both(a)) {
        let Some(atom) = plan.atoms.get(*a as usize) else { continue };
        let Some(slot) = plan.slot(atom.slot).filter(|s| is_ordered(model, s)) else { continue };
        for to in moved(slot, &atom.region, wider) {
            let change = (atom.clone(), to);
            if !found.contains(&change) {
                found.push(change);
            }
        }
    }
    found
}

/// Comparisons below a condition, by whether the condition grows with them.
fn signed(plan: &Plan, id: NodeId, sign: bool, plain: &mut Vec<u32>, denied: &mut Vec<u32>) {
    match plan.node(id) {
        Node::Atom(a) if sign => plain.push(*a),
        Node::Atom(a) => denied.push(*a),
        Node::Not(a) => signed(plan, *a, !sign, plain, denied),
        Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
            parts.iter().for_each(|p| signed(plan, *p, sign, plain, denied));
        }
        Node::Constant(_) | Node::Linear(_) | Node::General(_) => {}
    }
}

/// One interval with one cell more at either end, or one less.
fn moved(slot: &Slot, region: &Region, wider: bool) -> Vec<Region> {
    let [(low, high)] = *region.intervals() else { return vec![] };
    let (first, last) = (slot.cell(low), slot.cell(high));
    let ends = |low: i64, high: i64| Region::range(low, high);
    let mut found = vec![];
    if wider {
        found.extend((high < slot.high).then(|| ends(low, slot.cell_range(last + 1).1)));
        found.extend(first.checked_sub(1).map(|before| ends(slot.cell_range(before).0, high)));
    } else {
        // a denied comparison that an end of the domain bounds is no threshold there
        found.extend((high < slot.high).then(|| ends(low, slot.cell_range(last).0 - 1)));
        found.extend((low > slot.low).then(|| ends(slot.cell_range(first).1 + 1, high)));
    }
    found
}

//! Projects side by side by the values of one fact: a department, a size, a kind of applicant.

use super::selector::{Selector, Test, cuts, is_ordered, levels, looked_at, slots_of};
use crate::{
    base::Order,
    compile::{Num, Plan, Slot, SlotId, SlotKey},
    model::{FactId, Model},
    ranking,
    value::{Region, Type},
};

/// Classes of one fact at most.
const MAX_CLASSES: usize = 512;

/// What one fact divides projects into.
#[derive(Debug, Clone)]
pub(crate) struct Grouping {
    pub(crate) fact: FactId,
    pub(crate) classes: Vec<Selector>,
    /// Of a tree of codes, how many classes each level has from the top; of all else, one level.
    pub(crate) levels: Vec<usize>,
    /// No project is in two classes of one level.
    pub(crate) apart: bool,
}

/// The facts asked for; else the place, the size of the budget, and the choice that most schemes look at.
pub(crate) fn groupings(model: &Model, plan: &Plan, asked: &[FactId]) -> Vec<Grouping> {
    if !asked.is_empty() {
        return asked.iter().filter_map(|f| grouping(model, plan, *f)).collect();
    }
    let is_choice = |f: &FactId| model.fact(*f).is_some_and(|f| !f.sensitive && matches!(f.ty, Type::Enum(_)));
    let choice = looked_at(model, plan).into_iter().map(|(f, _)| f).find(is_choice);
    let facts = [model.roles.place, model.roles.budget, choice].into_iter().flatten();
    facts.filter_map(|f| grouping(model, plan, f)).collect()
}

/// The classes of a fact; nothing where it has none that rules tell apart.
pub(crate) fn grouping(model: &Model, plan: &Plan, fact: FactId) -> Option<Grouping> {
    let ty = &model.fact(fact)?.ty;
    let of = |wanted: fn(&SlotKey) -> bool| slots_of(plan, fact).filter(move |(_, s)| wanted(&s.key));
    let plain = || of(|key| matches!(key, SlotKey::Fact(_))).next();
    let within = |slot: SlotId, low: i64, high: i64| Selector { slot, test: Test::Within(Region::range(low, high)) };
    let (slot, mut classes, levels): (SlotId, Vec<Selector>, Option<Vec<usize>>) = match ty {
        Type::Set(_) => {
            let (slot, _) = of(|key| matches!(key, SlotKey::Presence(_))).next()?;
            (slot, of(|key| matches!(key, SlotKey::Member(..))).map(|(id, _)| within(id, 1, 1)).collect(), None)
        }
        Type::Code(_) => {
            let (slot, levels) = (plain()?.0, levels(ranking::taxonomy(model, fact)?));
            let sizes = levels.iter().map(Vec::len).collect();
            let regions = levels.into_iter().flatten().map(Test::Within);
            (slot, regions.map(|test| Selector { slot, test }).collect(), Some(sizes))
        }
        Type::Bool | Type::Enum(_) => {
            let (id, slot) = plain()?;
            (id, (slot.low..=slot.high).map(|v| within(id, v, v)).collect(), None)
        }
        Type::Number(_) | Type::Date | Type::Duration(_) | Type::List(_) | Type::Series(_) => {
            let (id, slot, cuts) = ordered(model, plan, fact)?;
            let starts = [slot.low].into_iter().chain(cuts.iter().copied());
            let ends = cuts.iter().map(|c| c - 1).chain([slot.high]);
            (id, starts.zip(ends).map(|(low, high)| within(id, low, high)).collect(), None)
        }
        Type::Text | Type::Wrong => return None,
    };
    let levels = levels.unwrap_or_else(|| vec![classes.len()]);
    if !(2..=MAX_CLASSES).contains(&classes.len()) {
        return None;
    }
    let absent = plan.slot(slot).filter(|s| s.may_be_absent()).map(|_| Test::Absent);
    classes.extend(absent.into_iter().chain([Test::Untold]).map(|test| Selector { slot, test }));
    Some(Grouping { fact, classes, levels, apart: !matches!(ty, Type::Set(_)) })
}

/// The quantity of a fact that schemes compare: the cost of the whole project before all others.
fn ordered<'p>(model: &Model, plan: &'p Plan, fact: FactId) -> Option<(SlotId, &'p Slot, Vec<i64>)> {
    let whole = plan.project_cost.and_then(|num| match plan.nums.get(num.0 as usize) {
        Some(Num::Slot(slot)) => Some(*slot),
        _ => None,
    });
    let compared = slots_of(plan, fact).filter(|(_, s)| is_ordered(model, s));
    let mut found: Vec<(SlotId, &Slot, Vec<i64>)> =
        compared.map(|(id, s)| (id, s, cuts(model, plan, id, s))).filter(|(.., cuts)| !cuts.is_empty()).collect();
    found.order_by_key(|(id, ..)| (Some(*id) != whole, *id));
    found.into_iter().next()
}

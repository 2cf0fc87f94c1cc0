//! A project that shows a difference: from what the search found to facts, and from facts to a profile for each rule set.

use super::{
    joint::{Joint, Side},
    records,
};
use crate::{
    base::Order,
    compile::{NodeId, Slot, SlotId, SlotKey},
    eval::{Reading, State, Witness, stated},
    model::{Fact, FactId},
    profile::{FactState, Field, shown},
    value::{Region, Truth, Type, format_day},
};
use serde_json::{Map, Value, json};

/// Conditions and how each must come out.
pub(super) type Goals = Vec<(NodeId, Truth)>;

/// Facts of the joint model that are told.
pub(super) type Case = Vec<(FactId, FactState)>;

impl Joint<'_> {
    /// The facts that a witness of the search stands for, when some give what it asks.
    pub(super) fn case(&self, reading: &Reading<'_>, goals: &Goals, witness: &Witness) -> Option<Case> {
        let mut case: Case = vec![];
        let mut facts: Vec<FactId> = witness.iter().filter_map(|(s, _)| self.plan.slot(*s)?.key.fact()).collect();
        facts.order();
        facts.dedup();
        for id in facts {
            let own = |(s, _): &&(SlotId, State)| self.plan.slot(*s).is_some_and(|s| s.key.fact() == Some(id));
            let told: Vec<&(SlotId, State)> = witness.iter().filter(own).collect();
            case.push((id, self.told(self.model.fact(id)?, &told)));
        }
        self.meets(reading, goals, &case).then_some(case)
    }

    /// Whether facts bring conditions out as wanted.
    pub(super) fn meets(&self, reading: &Reading<'_>, goals: &Goals, case: &Case) -> bool {
        let mut reading = reading.clone();
        self.tell(&mut reading, case);
        goals.iter().all(|(goal, wanted)| reading.truth(*goal) == *wanted)
    }

    /// Puts facts into a reading.
    pub(super) fn tell(&self, reading: &mut Reading<'_>, case: &Case) {
        for (i, slot) in self.plan.slots.iter().enumerate() {
            let told = slot.key.fact().and_then(|f| case.iter().find(|(id, _)| *id == f));
            if let Some((_, state)) = told {
                reading.set(SlotId(i as u32), stated(slot, &self.model, state));
            }
        }
    }

    fn told(&self, fact: &Fact, slots: &[&(SlotId, State)]) -> FactState {
        let keyed = || slots.iter().filter_map(|(id, state)| Some((self.plan.slot(*id)?, state)));
        let whole = keyed().find(|(s, _)| matches!(s.key, SlotKey::Fact(_) | SlotKey::Presence(_)));
        if let Some((_, state)) = whole.filter(|(_, s)| s.values.is_empty()) {
            return if state.none { FactState::None } else { FactState::NotApplicable };
        }
        match &fact.ty {
            Type::Set(members) => {
                let mut held = vec![false; members.len()];
                for (slot, state) in keyed() {
                    if let SlotKey::Member(_, m) = slot.key {
                        held.iter_mut().skip(m as usize).take(1).for_each(|h| *h = state.values.contains(1));
                    }
                }
                FactState::Members(held)
            }
            Type::List(_) | Type::Series(_) => {
                let asked: Vec<records::Asked<'_>> =
                    keyed().filter(|(s, _)| matches!(s.key, SlotKey::Aggregate(_))).collect();
                let absent =
                    asked.iter().find(|(_, s)| s.values.is_empty() && (fact.can_be_none || fact.can_be_not_applicable));
                match absent {
                    Some((_, s)) if whole.is_none() && s.none && fact.can_be_none => FactState::None,
                    Some((_, s)) if whole.is_none() && s.not_applicable => FactState::NotApplicable,
                    _ => {
                        let seen: Vec<&Slot> = asked.iter().map(|(slot, _)| *slot).collect();
                        records::list(&self.model, fact, &asked, &seen)
                    }
                }
            }
            Type::Text => FactState::Text("…".to_owned()),
            _ => FactState::Values(whole.map_or_else(Region::empty, |(_, s)| s.values.clone())),
        }
    }

    /// The facts as a profile of one set.
    pub(super) fn profile(&self, case: &Case, side: Side) -> Value {
        let mut facts = Map::new();
        for (id, state) in case {
            let own = self.origins.get(id.index()).and_then(|o| o.get(side.index()).copied().flatten());
            let own = own.and_then(|f| self.set(side).model().fact(f));
            if let (Some(own), Some(joint)) = (own, self.model.fact(*id)) {
                facts.insert(own.key.clone(), self.written(own, joint, state, side));
            }
        }
        json!({ "as_of": format_day(self.plan.as_of), "facts": facts })
    }

    fn written(&self, own: &Fact, joint: &Fact, state: &FactState, side: Side) -> Value {
        match (state, &joint.ty, &own.ty) {
            (FactState::None, ..) => json!({ "state": "none" }),
            (FactState::NotApplicable, ..) => json!({ "state": "not_applicable" }),
            (FactState::Values(values), ty, _) => values.low().map_or(Value::Null, |v| self.value(ty, v, side)),
            (FactState::Members(held), Type::Set(names), _) => {
                let kept = names.iter().zip(held).filter(|(_, h)| **h);
                kept.map(|(name, _)| Value::String(name.clone())).collect()
            }
            (FactState::Records(records), Type::List(fields), Type::List(own)) => {
                let known = |name: &str| own.iter().any(|f| f.name == name);
                let record = |r: &Vec<Option<Field>>| {
                    let told = fields.iter().zip(r).filter(|(f, _)| known(&f.name));
                    let one = told.filter_map(|(f, v)| Some((f.name.clone(), self.field(&f.ty, v.as_ref()?, side))));
                    Value::Object(one.collect())
                };
                records.iter().map(record).collect()
            }
            (FactState::Series(months), ty, _) => months.iter().map(|v| number(ty, *v)).collect(),
            (FactState::Text(text), ..) => Value::String(text.clone()),
            _ => Value::Null,
        }
    }

    fn field(&self, ty: &Type, field: &Field, side: Side) -> Value {
        match field {
            Field::Text(text) => Value::String(text.clone()),
            Field::Value(v) => self.value(ty, *v, side),
        }
    }

    fn value(&self, ty: &Type, value: i64, side: Side) -> Value {
        match ty {
            Type::Bool => Value::Bool(value == 1),
            Type::Code(t) => self.code(t, value, side),
            Type::Number(_) | Type::Duration(_) => number(ty, value),
            _ => Value::String(shown(ty, value)),
        }
    }

    /// A place that is not listed is none of those that are.
    fn code(&self, taxonomy: &str, value: i64, side: Side) -> Value {
        let leaf = |side: Side| {
            let codes = self.codes.iter().find(|c| c.taxonomy == taxonomy);
            let leaf = codes.map_or(Some(value), |c| c.leaf(side, value))?;
            self.set(side).model().taxonomy(taxonomy)?.leaf_node(leaf)
        };
        let Some(node) = leaf(side) else { return Value::Null };
        // the other set may list a place that this one reads by itself
        let named = leaf(side.other()).filter(|n| n.is_single() && self.reads(taxonomy, &n.code, side));
        match named {
            Some(other) => Value::String(other.code.clone()),
            None if node.is_single() => Value::String(node.code.clone()),
            None => json!({ "elsewhere_in": node.code }),
        }
    }

    /// Whether a set understands a code that it does not list.
    fn reads(&self, taxonomy: &str, code: &str, side: Side) -> bool {
        let set = self.set(side);
        let Some(tree) = set.model().taxonomy(taxonomy) else { return false };
        let listed = || set.places().filter(|p| p.is_for(tree)).and_then(|p| p.region(tree, code));
        tree.find(code).is_none() && tree.leaves_of(code).or_else(listed).is_some()
    }
}

/// A number as JSON: whole when it is.
fn number(ty: &Type, value: i64) -> Value {
    let text = shown(ty, value);
    text.parse::<i64>().map_or_else(|_| text.parse::<f64>().map_or(Value::Null, Value::from), Value::from)
}

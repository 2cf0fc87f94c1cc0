//! Two rule sets as one model: a fact, a member, a code that both know stands once, so that one search speaks of both. Each scheme
//! that both have is in it twice, as it was and as it is.

use super::{
    codes::{Codes, codes},
    facts::{Meeting, facts},
    rewrite::Rewrite,
};
use crate::{
    RuleSet,
    compile::{Plan, SchemePlan, compile},
    eval::{self, Reading},
    model::{Constraint, FactId, Model, Parameter, ParameterId, Scheme, SchemeId, Shape, Version},
    profile::{FactState, Profile},
    value::Day,
};

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl Side {
    pub(super) fn index(self) -> usize {
        usize::from(self == Side::New)
    }

    pub(super) fn other(self) -> Side {
        if self == Side::New { Side::Old } else { Side::New }
    }
}

/// Both rule sets on one day.
pub(super) struct Joint<'s> {
    /// The old one, then the new one.
    pub(super) sets: [&'s RuleSet; 2],
    pub(super) model: Model,
    pub(super) plan: Plan,
    /// Schemes that both have, in order: its number in each.
    pub(super) pairs: Vec<[SchemeId; 2]>,
    /// For each fact of the model, what it is in each set.
    pub(super) origins: Vec<[Option<FactId>; 2]>,
    pub(super) codes: Vec<Codes>,
}

impl<'s> Joint<'s> {
    pub(super) fn new(old: &'s RuleSet, new: &'s RuleSet, as_of: Day) -> Joint<'s> {
        let sets = [old, new];
        let models = sets.map(RuleSet::model);
        let codes = codes(sets);
        let Meeting { facts, origins, maps } = facts(models, &codes);
        let (parameters, ids) = parameters(models, &maps);
        let mut model = Model { facts, parameters, ..Model::default() };
        let rewrite = |side: Side| Rewrite {
            facts: maps.get(side.index()).map_or(&[], Vec::as_slice),
            parameters: ids.get(side.index()).map_or(&[], Vec::as_slice),
        };
        for (own, side) in models.into_iter().zip([Side::Old, Side::New]) {
            let rewrite = rewrite(side);
            for (fact, map) in own.facts.iter().zip(rewrite.facts) {
                let formula = fact.formula.as_ref().map(|e| rewrite.expr(e));
                model.facts.iter_mut().skip(map.id.index()).take(1).for_each(|f| f.formula.clone_from(&formula));
            }
            let kept = |c: &Constraint| Constraint { rule: rewrite.expr(&c.rule), ..c.clone() };
            model.constraints.extend(own.constraints.iter().map(kept));
        }
        let [old, new] = models;
        let both = |(i, s): (usize, &Scheme)| Some([old.scheme_id(&s.id)?, SchemeId(i as u32)]);
        let pairs: Vec<[SchemeId; 2]> = new.schemes.iter().enumerate().filter_map(both).collect();
        for [was, is] in &pairs {
            let was = old.scheme(*was).map(|s| rewrite(Side::Old).scheme(s));
            model.schemes.extend(was.into_iter().chain(new.scheme(*is).map(|s| rewrite(Side::New).scheme(s))));
        }
        let plan = compile(&model, as_of, &[]);
        Joint { sets, model, plan, pairs, origins, codes }
    }

    pub(super) fn set(&self, side: Side) -> &'s RuleSet {
        let [old, new] = self.sets;
        if side == Side::Old { old } else { new }
    }

    /// A scheme of a pair in the joint model.
    pub(super) fn scheme(&self, pair: usize, side: Side) -> Option<(&Scheme, &SchemePlan)> {
        let i = pair * 2 + side.index();
        self.model.schemes.get(i).zip(self.plan.schemes.get(i))
    }

    /// The same scheme as its own set has it.
    pub(super) fn own(&self, pair: usize, side: Side) -> Option<&'s Scheme> {
        let ids = self.pairs.get(pair)?;
        self.set(side).model().scheme(*ids.get(side.index())?)
    }

    /// A project of which nothing is known.
    pub(super) fn reading(&self) -> Reading<'_> {
        let facts = vec![FactState::Unknown; self.model.facts.len()];
        let profile = Profile { as_of: self.plan.as_of, facts, declared: vec![], filed: vec![] };
        eval::read(&self.plan, &self.model, &profile)
    }
}

/// Parameters of both; those that say the same stand once.
fn parameters(models: [&Model; 2], maps: &[Vec<super::facts::FactMap>; 2]) -> (Vec<Parameter>, [Vec<ParameterId>; 2]) {
    let mut all: Vec<Parameter> = vec![];
    let ids = [0, 1].map(|side: usize| {
        let own = models.get(side).map_or(&[][..], |m| &m.parameters);
        let maps = maps.get(side).map_or(&[][..], Vec::as_slice);
        let mut ids = vec![];
        for parameter in own {
            let here = carried(parameter, maps);
            let same = all.iter().position(|p| says_the_same(p, &here));
            ids.push(ParameterId(same.unwrap_or(all.len()) as u32));
            if same.is_none() {
                all.push(here);
            }
        }
        ids
    });
    (all, ids)
}

/// A parameter in terms of the joint facts: a table has one value for each member that is left.
fn carried(parameter: &Parameter, maps: &[super::facts::FactMap]) -> Parameter {
    let over = parameter.over.and_then(|f| maps.get(f.index()));
    let shape = |shape: &Shape| match (shape, over.and_then(|m| m.values.as_ref())) {
        (Shape::Table(values), Some(kept)) => {
            let mut placed: Vec<(i64, _)> =
                kept.iter().zip(values).flat_map(|(to, v)| to.iter().map(move |t| (*t, *v))).collect();
            crate::base::Order::order_by_key(&mut placed, |(place, _)| *place);
            Shape::Table(placed.into_iter().map(|(_, v)| v).collect())
        }
        _ => shape.clone(),
    };
    let version = |v: &Version| Version { shape: shape(&v.shape), ..v.clone() };
    Parameter {
        over: over.map(|m| m.id),
        versions: parameter.versions.iter().map(version).collect(),
        ..parameter.clone()
    }
}

fn says_the_same(a: &Parameter, b: &Parameter) -> bool {
    let of = |p: &Parameter| p.versions.iter().map(|v| (v.from, v.to, v.shape.clone())).collect::<Vec<_>>();
    (&a.name, &a.ty, a.over, &a.by) == (&b.name, &b.ty, b.over, &b.by) && of(a) == of(b)
}

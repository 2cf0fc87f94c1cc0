//! Expressions of one rule set in terms of the joint model.

use super::facts::{FactMap, Values};
use crate::{
    model::{Aggregate, Amount, Bonus, Criterion, Expr, FactId, ParameterId, Prefer, Rule, Scheme, Value},
    value::Region,
};

/// What a set's own facts and parameters became.
#[derive(Clone, Copy)]
pub(super) struct Rewrite<'a> {
    pub(super) facts: &'a [FactMap],
    pub(super) parameters: &'a [ParameterId],
}

impl Rewrite<'_> {
    pub(super) fn scheme(&self, s: &Scheme) -> Scheme {
        let rule = |r: &Rule| match r {
            Rule::If(e) => Rule::If(self.expr(e)),
            Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) | Rule::Declared(_) => r.clone(),
        };
        Scheme {
            criteria: s.criteria.iter().map(|c| Criterion { rule: rule(&c.rule), ..c.clone() }).collect(),
            prefers: s.prefers.iter().map(|p| Prefer { rule: self.expr(&p.rule), ..p.clone() }).collect(),
            amount: s.amount.as_ref().map(|a| self.amount(a)),
            ..s.clone()
        }
    }

    fn amount(&self, a: &Amount) -> Amount {
        let maybe = |e: &Option<Expr>| e.as_ref().map(|e| self.expr(e));
        let bonus = |b: &Bonus| Bonus {
            condition: self.expr(&b.condition),
            value: self.expr(&b.value),
            label: b.label.clone(),
        };
        Amount {
            eligible: maybe(&a.eligible),
            rate: maybe(&a.rate),
            core: self.expr(&a.core),
            value: match &a.value {
                Value::UntilTotal(e) => Value::UntilTotal(Box::new(self.expr(e))),
                value => value.clone(),
            },
            plus: a.plus.iter().map(bonus).collect(),
            floor: maybe(&a.floor),
            cap: maybe(&a.cap),
            formula: self.expr(&a.formula),
            rent: maybe(&a.rent),
            ..a.clone()
        }
    }

    pub(super) fn expr(&self, e: &Expr) -> Expr {
        self.within(e, &[])
    }

    /// The same inside an aggregate, where fields of a list's records are read.
    fn within(&self, e: &Expr, fields: &[(u32, Values)]) -> Expr {
        let go = |x: &Expr| self.within(x, fields);
        let one = |x: &Expr| Box::new(go(x));
        let many = |parts: &[Expr]| parts.iter().map(go).collect::<Vec<_>>();
        match e {
            Expr::Literal(_) | Expr::ApplicationDate | Expr::Declared(_) => e.clone(),
            Expr::Fact(f) => Expr::Fact(self.fact(*f)),
            Expr::Field(i) => Expr::Field(fields.get(*i as usize).map_or(*i, |(to, _)| *to)),
            Expr::Among(a, set) => Expr::Among(one(a), among(self.values(a, fields), set)),
            Expr::Holds(f, m) => self.holds(*f, *m),
            Expr::Has(f) => Expr::Has(self.fact(*f)),
            Expr::Not(a) => Expr::Not(one(a)),
            Expr::All(parts) => Expr::All(many(parts)),
            Expr::Any(parts) => Expr::Any(many(parts)),
            Expr::Compare(op, a, b) => Expr::Compare(*op, one(a), one(b)),
            Expr::SameText(a, t) => Expr::SameText(one(a), t.clone()),
            Expr::If(c, a, b) => Expr::If(one(c), one(a), one(b)),
            Expr::Arith(op, a, b) => Expr::Arith(*op, one(a), one(b)),
            Expr::Round(how, a) => Expr::Round(*how, one(a)),
            Expr::Shift(unit, a, b) => Expr::Shift(*unit, one(a), one(b)),
            Expr::Between(unit, a, b) => Expr::Between(*unit, one(a), one(b)),
            Expr::AgeOn(a, b) => Expr::AgeOn(one(a), one(b)),
            Expr::Parameter(p, day) => Expr::Parameter(self.parameter(*p), one(day)),
            Expr::Entry(p, f, day) => Expr::Entry(self.parameter(*p), self.fact(*f), one(day)),
            Expr::Step(p, day, x) => Expr::Step(self.parameter(*p), one(day), one(x)),
            Expr::Marginal(p, day, x) => Expr::Marginal(self.parameter(*p), one(day), one(x)),
            Expr::Aggregate(a) => {
                let inner = self.facts.get(a.list.index()).map_or(&[][..], |m| m.fields.as_slice());
                let part = |x: &Option<Box<Expr>>| x.as_deref().map(|x| Box::new(self.within(x, inner)));
                let list = self.fact(a.list);
                Expr::Aggregate(Aggregate { list, fold: a.fold, filter: part(&a.filter), map: part(&a.map) })
            }
        }
    }

    fn fact(&self, f: FactId) -> FactId {
        self.facts.get(f.index()).map_or(f, |m| m.id)
    }

    fn parameter(&self, p: ParameterId) -> ParameterId {
        self.parameters.get(p.index()).copied().unwrap_or(p)
    }

    /// A member that only this set knows is held by no project that both can describe.
    fn holds(&self, f: FactId, member: u32) -> Expr {
        let values = self.facts.get(f.index()).and_then(|m| m.values.as_ref());
        let to = values.map(|v| v.get(member as usize).and_then(|to| to.first()));
        match to {
            None => Expr::Holds(self.fact(f), member),
            Some(Some(to)) => Expr::Holds(self.fact(f), u32::try_from(*to).unwrap_or(member)),
            Some(None) => Expr::truth(false),
        }
    }

    /// Values of what stands in front of a set of members.
    fn values<'v>(&'v self, e: &Expr, fields: &'v [(u32, Values)]) -> Option<&'v Vec<Vec<i64>>> {
        match e {
            Expr::Fact(f) => self.facts.get(f.index())?.values.as_ref(),
            Expr::Field(i) => fields.get(*i as usize)?.1.as_ref(),
            Expr::If(_, a, _) => self.values(a, fields),
            _ => None,
        }
    }
}

fn among(values: Option<&Vec<Vec<i64>>>, set: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let Some(values) = values else { return set.to_vec() };
    let own = set.iter().flat_map(|(l, h)| *l..=*h).filter_map(|v| values.get(usize::try_from(v).ok()?));
    Region::of(own.flatten().map(|v| (*v, *v))).intervals().to_vec()
}

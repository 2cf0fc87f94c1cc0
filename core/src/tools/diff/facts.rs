//! Facts of two rule sets side by side: those that both know, by key or by a former key, with the values that both know.

use super::{codes::Codes, joint::Side};
use crate::{
    model::{Fact, FactId, Model},
    value::{Field, Type},
};

/// For each value of a set's own, the joint ones. Nothing when they are the same.
pub(super) type Values = Option<Vec<Vec<i64>>>;

/// What a fact of one set is in the joint model.
#[derive(Debug, Clone)]
pub(super) struct FactMap {
    pub(super) id: FactId,
    pub(super) values: Values,
    /// Of a list's records: the joint place of each field, and its values.
    pub(super) fields: Vec<(u32, Values)>,
}

/// Facts of both, what each is in either set, and what each of a set's own became.
pub(super) struct Meeting {
    pub(super) facts: Vec<Fact>,
    pub(super) origins: Vec<[Option<FactId>; 2]>,
    pub(super) maps: [Vec<FactMap>; 2],
}

/// Facts that both sets know in one type stand once; all others are free of one another.
pub(super) fn facts([old, new]: [&Model; 2], codes: &[Codes]) -> Meeting {
    let mut met = Meeting { facts: vec![], origins: vec![], maps: [vec![], vec![]] };
    let mut taken = vec![None; old.facts.len()];
    for (i, fact) in new.facts.iter().enumerate() {
        let was = before(old, new, fact).and_then(|id| Some((id, old.fact(id)?)));
        let joint = was.and_then(|(id, was)| Some((id, meet(was, fact, codes)?)));
        let id = FactId(met.facts.len() as u32);
        let (old_id, joint) = joint.map_or_else(|| (None, fact.clone()), |(id, joint)| (Some(id), joint));
        if let Some(place) = old_id.and_then(|o: FactId| taken.get_mut(o.index())) {
            *place = Some(id);
        }
        let [_, maps] = &mut met.maps;
        maps.push(map(fact, &joint, (id, old_id.is_some()), (new, Side::New), codes));
        met.origins.push([old_id, Some(FactId(i as u32))]);
        met.facts.push(joint);
    }
    for (i, (fact, shared)) in old.facts.iter().zip(taken).enumerate() {
        let id = shared.unwrap_or(FactId(met.facts.len() as u32));
        if shared.is_none() {
            met.origins.push([Some(FactId(i as u32)), None]);
            met.facts.push(fact.clone());
        }
        let joint = met.facts.get(id.index()).unwrap_or(fact);
        let map = map(fact, joint, (id, shared.is_some()), (old, Side::Old), codes);
        let [maps, _] = &mut met.maps;
        maps.push(map);
    }
    met
}

/// What a fact was before: the same key, or one that it had.
pub(super) fn before(old: &Model, new: &Model, fact: &Fact) -> Option<FactId> {
    let free = |key: &&String| new.fact_id(key).is_none();
    let former = || fact.formerly.iter().filter(free).find_map(|key| old.fact_id(key));
    old.fact_id(&fact.key).or_else(former)
}

/// What both know of a fact; nothing when they do not speak of the same thing.
fn meet(old: &Fact, new: &Fact, codes: &[Codes]) -> Option<Fact> {
    if old.formula.is_some() || new.formula.is_some() {
        return None;
    }
    let ty = meet_types(&old.ty, &new.ty, codes)?;
    let (low, high) = bounds(&ty, (old.low, old.high), (new.low, new.high), codes);
    let members = match &ty {
        Type::Enum(names) | Type::Set(names) => {
            new.members.iter().filter(|m| names.contains(&m.name)).cloned().collect()
        }
        _ => new.members.clone(),
    };
    (low <= high).then(|| Fact {
        ty,
        low,
        high,
        members,
        can_be_none: old.can_be_none && new.can_be_none,
        can_be_not_applicable: old.can_be_not_applicable && new.can_be_not_applicable,
        ..new.clone()
    })
}

/// Values that are in the bounds of both.
fn bounds(ty: &Type, old: (i64, i64), new: (i64, i64), codes: &[Codes]) -> (i64, i64) {
    let pairs = |t: &String| codes.iter().find(|c| c.taxonomy == *t).and_then(|c| c.leaves.as_ref());
    match ty {
        Type::Enum(members) => (0, members.len() as i64 - 1),
        Type::Code(t) => pairs(t).map_or(new, |leaves| (0, leaves.len() as i64 - 1)),
        Type::Bool | Type::Number(_) | Type::Date | Type::Duration(_) | Type::Series(_) => {
            (old.0.max(new.0), old.1.min(new.1))
        }
        Type::Set(_) | Type::List(_) | Type::Text | Type::Wrong => new,
    }
}

fn meet_types(old: &Type, new: &Type, codes: &[Codes]) -> Option<Type> {
    let both = |a: &[String], b: &[String]| b.iter().filter(|m| a.contains(m)).cloned().collect::<Vec<_>>();
    match (old, new) {
        (Type::Enum(a), Type::Enum(b)) => Some(Type::Enum(both(a, b))),
        (Type::Set(a), Type::Set(b)) => Some(Type::Set(both(a, b))),
        (Type::List(a), Type::List(b)) => fields(a, b, codes).map(Type::List),
        (a, b) => (a == b).then(|| b.clone()),
    }
}

/// Fields of both; one that only one of them has is free in the other.
fn fields(old: &[Field], new: &[Field], codes: &[Codes]) -> Option<Vec<Field>> {
    let mut all = vec![];
    for field in new {
        let Some(was) = old.iter().find(|f| f.name == field.name) else {
            all.push(field.clone());
            continue;
        };
        let ty = meet_types(&was.ty, &field.ty, codes)?;
        let (low, high) = bounds(&ty, (was.low, was.high), (field.low, field.high), codes);
        if low > high {
            return None;
        }
        all.push(Field { ty, low, high, ..field.clone() });
    }
    all.extend(old.iter().filter(|f| new.iter().all(|n| n.name != f.name)).cloned());
    Some(all)
}

fn map(
    own: &Fact,
    joint: &Fact,
    (id, shared): (FactId, bool),
    (model, side): (&Model, Side),
    codes: &[Codes],
) -> FactMap {
    let of = |a: &Type, b: &Type| if shared { values(a, b, (model, side), codes) } else { None };
    let fields = match (&own.ty, &joint.ty) {
        (Type::List(own), Type::List(joint)) => {
            let place = |f: &Field| joint.iter().position(|j| j.name == f.name).unwrap_or(0);
            let one = |f: &Field| {
                let to = place(f);
                (to as u32, joint.get(to).and_then(|j| of(&f.ty, &j.ty)))
            };
            own.iter().map(one).collect()
        }
        _ => vec![],
    };
    FactMap { id, values: of(&own.ty, &joint.ty), fields }
}

fn values(own: &Type, joint: &Type, (model, side): (&Model, Side), codes: &[Codes]) -> Values {
    match (own, joint) {
        (Type::Enum(a), Type::Enum(b)) | (Type::Set(a), Type::Set(b)) if a != b => {
            let place = |m: &String| b.iter().position(|x| x == m).map(|i| i as i64);
            Some(a.iter().map(|m| place(m).into_iter().collect()).collect())
        }
        (Type::Code(t), Type::Code(_)) => {
            let own = model.taxonomy(t)?.leaves.len();
            codes.iter().find(|c| c.taxonomy == *t)?.of(side, own)
        }
        _ => None,
    }
}

/// Whether two facts may have the same values, by name; codes of trees that differ count as the same.
pub(super) fn same_values(a: &Fact, b: &Fact) -> bool {
    let absent = |f: &Fact| (f.can_be_none, f.can_be_not_applicable);
    let bounds = |f: &Fact| (!matches!(f.ty, Type::Code(_))).then_some((f.low, f.high));
    let fields = |f: &Fact| match &f.ty {
        Type::List(fields) => fields.iter().map(|f| (f.name.clone(), f.ty.clone(), f.low, f.high)).collect(),
        _ => vec![],
    };
    let ty = match (&a.ty, &b.ty) {
        (Type::List(_), Type::List(_)) => true,
        (x, y) => x == y,
    };
    ty && absent(a) == absent(b) && bounds(a) == bounds(b) && fields(a) == fields(b)
}

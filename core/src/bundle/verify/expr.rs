//! Expressions: each part of the kind that its place asks for, no division by zero, no number that could pass the exact ones.

use crate::{
    model::{Aggregate, Arith, Expr, FactId, Fold, Literal, Model, ParameterId, Scheme, fits, may_be_zero, too_large},
    value::{Field, Type, first_day, last_day},
};

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Truth,
    Number,
    Day,
    /// One of so many members of an enum or leaves of a taxonomy.
    Member(i64),
    Word,
    /// Something absent: it stands for any of them.
    Any,
}

impl Kind {
    fn is(self, other: Kind) -> bool {
        self == other || self == Kind::Any
    }
}

/// What names mean where an expression stands.
#[derive(Clone, Copy)]
struct Place<'m> {
    model: &'m Model,
    scheme: Option<&'m Scheme>,
    /// Inside an aggregate.
    fields: Option<&'m [Field]>,
}

/// A yes or no that can be evaluated.
pub(super) fn condition(model: &Model, e: &Expr, scheme: Option<&Scheme>) -> bool {
    sound(model, e, scheme, Kind::Truth)
}

/// A number that can be computed.
pub(super) fn number(model: &Model, e: &Expr, scheme: Option<&Scheme>) -> bool {
    sound(model, e, scheme, Kind::Number)
}

/// The formula of a fact of this type.
pub(super) fn formula(model: &Model, e: &Expr, ty: &Type) -> bool {
    of_type(model, ty).is_some_and(|kind| sound(model, e, None, kind))
}

fn sound(model: &Model, e: &Expr, scheme: Option<&Scheme>, wanted: Kind) -> bool {
    let tables = model.tables();
    // size first: the rest goes down by calling itself
    if too_large(e, 1, tables) {
        return false;
    }
    let place = Place { model, scheme, fields: None };
    let mut divides = true;
    e.walk(&mut |x| {
        if let Expr::Arith(Arith::Divide, _, by) = x {
            divides &= !may_be_zero(by, tables);
        }
    });
    kind(e, place).is_some_and(|k| k.is(wanted)) && divides && fits(e, tables)
}

fn of_type(model: &Model, ty: &Type) -> Option<Kind> {
    match ty {
        Type::Bool => Some(Kind::Truth),
        Type::Number(_) | Type::Duration(_) => Some(Kind::Number),
        Type::Date => Some(Kind::Day),
        Type::Enum(members) => Some(Kind::Member(members.len() as i64)),
        Type::Code(taxonomy) => model.taxonomy(taxonomy).map(|t| Kind::Member(t.count())),
        Type::Text => Some(Kind::Word),
        Type::Set(_) | Type::List(_) | Type::Series(_) | Type::Wrong => None,
    }
}

/// The kind of an expression; `None` when its parts do not fit.
fn kind(e: &Expr, at: Place<'_>) -> Option<Kind> {
    let is = |x: &Expr, wanted: Kind| kind(x, at).is_some_and(|k| k.is(wanted));
    let all = |parts: &[Expr]| parts.iter().all(|p| is(p, Kind::Truth));
    let give = |ok: bool, kind: Kind| ok.then_some(kind);
    match e {
        Expr::Literal(literal) => of_literal(literal),
        Expr::Fact(f) => of_type(at.model, &outer(at)?.fact(*f)?.ty),
        Expr::Field(i) => of_type(at.model, &at.fields?.get(*i as usize)?.ty),
        Expr::Among(a, set) => give(among(kind(a, at)?, set), Kind::Truth),
        Expr::Holds(f, m) => give(holds(outer(at)?, *f, *m), Kind::Truth),
        Expr::Has(f) => give(outer(at)?.fact(*f).is_some(), Kind::Truth),
        Expr::Not(a) => give(is(a, Kind::Truth), Kind::Truth),
        Expr::All(parts) | Expr::Any(parts) => give(all(parts), Kind::Truth),
        Expr::Compare(_, a, b) => both(kind(a, at)?, kind(b, at)?).map(|_| Kind::Truth),
        Expr::SameText(a, _) => give(is(a, Kind::Word), Kind::Truth),
        Expr::If(c, a, b) if is(c, Kind::Truth) => either(kind(a, at)?, kind(b, at)?),
        Expr::If(..) => None,
        Expr::Arith(Arith::Min | Arith::Max, a, b) => both(kind(a, at)?, kind(b, at)?),
        Expr::Arith(_, a, b) => give(is(a, Kind::Number) && is(b, Kind::Number), Kind::Number),
        Expr::Round(_, a) => give(is(a, Kind::Number), Kind::Number),
        Expr::Shift(_, a, b) => give(is(a, Kind::Day) && is(b, Kind::Number), Kind::Day),
        Expr::Between(_, a, b) | Expr::AgeOn(a, b) => give(is(a, Kind::Day) && is(b, Kind::Day), Kind::Number),
        Expr::Parameter(p, day) if is(day, Kind::Day) => of_parameter(at.model, *p),
        Expr::Entry(p, f, day) if is(day, Kind::Day) && over(at.model, *p, *f) => of_parameter(at.model, *p),
        Expr::Step(p, day, x) if is(day, Kind::Day) && is(x, Kind::Number) => of_parameter(at.model, *p),
        Expr::Marginal(p, day, x) if is(day, Kind::Day) && is(x, Kind::Number) => of_parameter(at.model, *p),
        Expr::Parameter(..) | Expr::Entry(..) | Expr::Step(..) | Expr::Marginal(..) => None,
        Expr::Aggregate(a) => aggregate(a, at),
        Expr::ApplicationDate => Some(Kind::Day),
        Expr::Declared(c) => give(at.scheme?.criteria.get(*c as usize).is_some(), Kind::Truth),
    }
}

/// Inside an aggregate nothing but the record's fields is read.
fn outer(at: Place<'_>) -> Option<&Model> {
    at.fields.is_none().then_some(at.model)
}

fn of_literal(literal: &Literal) -> Option<Kind> {
    match literal {
        Literal::Bool(_) => Some(Kind::Truth),
        Literal::Number(_) => Some(Kind::Number),
        Literal::Date(d) => (first_day()..=last_day()).contains(d).then_some(Kind::Day),
        Literal::Text(_) => Some(Kind::Word),
        Literal::Absent => Some(Kind::Any),
    }
}

/// Intervals of what there is.
fn among(of: Kind, set: &[(i64, i64)]) -> bool {
    let count = match of {
        Kind::Member(count) => count,
        Kind::Any => i64::MAX,
        Kind::Truth | Kind::Number | Kind::Day | Kind::Word => return false,
    };
    set.iter().all(|(low, high)| 0 <= *low && low <= high && *high < count)
}

/// Two numbers, or two days.
fn both(a: Kind, b: Kind) -> Option<Kind> {
    either(a, b).filter(|k| matches!(k, Kind::Number | Kind::Day | Kind::Any))
}

fn either(a: Kind, b: Kind) -> Option<Kind> {
    match (a, b) {
        (Kind::Any, k) | (k, Kind::Any) => Some(k),
        (a, b) => (a == b).then_some(a),
    }
}

fn holds(model: &Model, f: FactId, member: u32) -> bool {
    let ty = model.fact(f).map(|d| &d.ty);
    matches!(ty, Some(Type::Set(members)) if (member as usize) < members.len())
}

fn of_parameter(model: &Model, p: ParameterId) -> Option<Kind> {
    of_type(model, &model.parameter(p)?.ty)
}

fn over(model: &Model, p: ParameterId, f: FactId) -> bool {
    model.parameter(p).is_some_and(|d| d.over == Some(f))
}

fn aggregate(a: &Aggregate, at: Place<'_>) -> Option<Kind> {
    let fields = match &outer(at)?.fact(a.list)?.ty {
        Type::List(fields) => fields.as_slice(),
        Type::Series(_) => &[],
        _ => return None,
    };
    let inside = Place { fields: Some(fields), ..at };
    let filtered = a.filter.as_deref().is_none_or(|f| kind(f, inside).is_some_and(|k| k.is(Kind::Truth)));
    let taken = a.map.as_deref().map_or(Some(Kind::Number), |m| kind(m, inside));
    match (a.fold, taken) {
        _ if !filtered => None,
        (Fold::Exists, _) => Some(Kind::Truth),
        (Fold::Count, _) => Some(Kind::Number),
        (Fold::Min | Fold::Max, Some(Kind::Day)) => Some(Kind::Day),
        (Fold::Sum | Fold::Min | Fold::Max, Some(Kind::Number)) => Some(Kind::Number),
        (Fold::Sum | Fold::Min | Fold::Max, _) => None,
    }
}

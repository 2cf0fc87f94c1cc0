//! What a rule takes from a list, computed once from the records of a profile.

use crate::{
    compile::{Extent, compare, number_arith},
    model::{Aggregate, Expr, Fold, Literal},
    profile::{FactState, Field},
    value::{Ratio, Region, Truth, Type},
};

/// What the aggregate may be, in the slot's integers; `None` when it does not exist.
pub(super) fn evaluate(a: &Aggregate, state: &FactState, ty: &Type, scale: u32, domain: (i64, i64)) -> Option<Region> {
    match (state, ty) {
        (FactState::Records(records), Type::List(fields)) => over_records(a, records, fields, scale, domain),
        (FactState::Series(months), _) => over_series(a.fold, months),
        _ => Some(Region::range(domain.0, domain.1)),
    }
}

fn over_series(fold: Fold, months: &[i64]) -> Option<Region> {
    let value = match fold {
        Fold::Exists => i64::from(!months.is_empty()),
        Fold::Count => months.len() as i64,
        Fold::Sum => months.iter().fold(0_i64, |a, b| a.saturating_add(*b)),
        Fold::Min => *months.iter().min()?,
        Fold::Max => *months.iter().max()?,
    };
    Some(Region::point(value))
}

fn over_records(
    a: &Aggregate,
    records: &[Vec<Option<Field>>],
    fields: &[crate::value::Field],
    scale: u32,
    domain: (i64, i64),
) -> Option<Region> {
    let kept: Vec<(Truth, &Vec<Option<Field>>)> = records
        .iter()
        .map(|record| (a.filter.as_deref().map_or(Truth::Yes, |f| truth(f, record, fields)), record))
        .filter(|(t, _)| *t != Truth::No)
        .collect();
    let sure = kept.iter().filter(|(t, _)| *t == Truth::Yes).count() as i64;
    match a.fold {
        Fold::Exists => Some(Region::range(i64::from(sure > 0), i64::from(!kept.is_empty()))),
        Fold::Count => Some(Region::range(sure, kept.len() as i64)),
        Fold::Sum | Fold::Min | Fold::Max => {
            let mut low: Option<Ratio> = None;
            let mut high: Option<Ratio> = None;
            for (t, record) in &kept {
                let whole = Region::range(domain.0, domain.1);
                let Some(value) = a.map.as_deref().and_then(|m| number(m, record, fields)) else { return Some(whole) };
                let maybe = *t == Truth::Unknown;
                (low, high) = match fold(a.fold, low.zip(high), value, maybe) {
                    Some((l, h)) => (Some(l), Some(h)),
                    None => return Some(whole),
                };
            }
            let zero = (a.fold == Fold::Sum).then_some(Ratio::ZERO);
            let (low, high) = low.or(zero).zip(high.or(zero))?;
            Some(Region::range(low.mantissa(scale, false)?, high.mantissa(scale, true)?))
        }
    }
}

/// Adds one record's value to what was folded so far.
fn fold(how: Fold, so_far: Option<(Ratio, Ratio)>, value: Extent, maybe: bool) -> Option<(Ratio, Ratio)> {
    if how == Fold::Sum {
        let (low, high) = so_far.unwrap_or((Ratio::ZERO, Ratio::ZERO));
        let (l, h) =
            if maybe { (value.low.min(Ratio::ZERO), value.high.max(Ratio::ZERO)) } else { (value.low, value.high) };
        return Some((low.add(l)?, high.add(h)?));
    }
    let Some((low, high)) = so_far else { return Some((value.low, value.high)) };
    Some(match (how, maybe) {
        (Fold::Min, false) => (low.min(value.low), high.min(value.high)),
        (Fold::Min, true) => (low.min(value.low), high),
        (_, false) => (low.max(value.low), high.max(value.high)),
        (_, true) => (low, high.max(value.high)),
    })
}

fn truth(e: &Expr, record: &[Option<Field>], fields: &[crate::value::Field]) -> Truth {
    let go = |x: &Expr| truth(x, record, fields);
    match e {
        Expr::Literal(Literal::Bool(b)) => Truth::from(*b),
        Expr::Field(i) => match value(*i, record) {
            Some(v) => Truth::from(v == 1),
            None => Truth::Unknown,
        },
        Expr::Among(a, set) => match a.as_ref() {
            Expr::Field(i) => value(*i, record)
                .map_or(Truth::Unknown, |v| Truth::from(set.iter().any(|(l, h)| (*l..=*h).contains(&v)))),
            _ => Truth::Unknown,
        },
        Expr::SameText(a, text) => match a.as_ref() {
            Expr::Field(i) => match record.get(*i as usize) {
                Some(Some(Field::Text(t))) => Truth::from(t == text),
                _ => Truth::Unknown,
            },
            _ => Truth::Unknown,
        },
        Expr::Not(a) => go(a).not(),
        Expr::All(parts) => Truth::all(parts.iter().map(go)),
        Expr::Any(parts) => Truth::any(parts.iter().map(go)),
        Expr::AtLeast(n, parts) => Truth::at_least(*n, parts.iter().map(go)),
        Expr::Compare(op, a, b) => match (number(a, record, fields), number(b, record, fields)) {
            (Some(a), Some(b)) => compare(*op, Some(a), Some(b)),
            _ => Truth::Unknown,
        },
        Expr::If(c, a, b) => match go(c) {
            Truth::Yes => go(a),
            Truth::No => go(b),
            Truth::Unknown => {
                if go(a) == go(b) {
                    go(a)
                } else {
                    Truth::Unknown
                }
            }
        },
        Expr::Literal(_)
        | Expr::Fact(_)
        | Expr::Holds(..)
        | Expr::Has(_)
        | Expr::Arith(..)
        | Expr::Round(..)
        | Expr::Shift(..) => Truth::Unknown,
        Expr::Between(..)
        | Expr::AgeOn(..)
        | Expr::Parameter(..)
        | Expr::Entry(..)
        | Expr::Step(..)
        | Expr::Marginal(..) => Truth::Unknown,
        Expr::Aggregate(_) | Expr::ApplicationDate | Expr::Declared(_) => Truth::Unknown,
    }
}

fn value(i: u32, record: &[Option<Field>]) -> Option<i64> {
    match record.get(i as usize) {
        Some(Some(Field::Value(v))) => Some(*v),
        _ => None,
    }
}

/// A number of a record; an open field may be anything its type allows.
fn number(e: &Expr, record: &[Option<Field>], fields: &[crate::value::Field]) -> Option<Extent> {
    let go = |x: &Expr| number(x, record, fields);
    match e {
        Expr::Literal(Literal::Number(n)) => Some(Extent::point(*n)),
        Expr::Literal(Literal::Date(d)) => Some(Extent::point(Ratio::int(*d))),
        Expr::Field(i) => {
            let f = fields.get(*i as usize)?;
            let scale = f.ty.scale();
            Some(match value(*i, record) {
                Some(v) => Extent::point(Ratio::scaled(v, scale)),
                None => {
                    Extent { low: Ratio::scaled(f.low, scale), high: Ratio::scaled(f.high, scale), maybe_absent: false }
                }
            })
        }
        Expr::Arith(op, a, b) => number_arith(*op, go(a)?, go(b)?),
        Expr::If(c, a, b) => match truth(c, record, fields) {
            Truth::Yes => go(a),
            Truth::No => go(b),
            Truth::Unknown => {
                let (a, b) = (go(a)?, go(b)?);
                Some(Extent { low: a.low.min(b.low), high: a.high.max(b.high), maybe_absent: false })
            }
        },
        Expr::Shift(unit, a, b) => {
            let (a, b) = (go(a)?, go(b)?);
            let day = |r: Ratio| i64::try_from(r.floor()).unwrap_or(0);
            let at = |d: Ratio, by: Ratio| Ratio::int(crate::compile::shifted(*unit, day(d), by));
            Some(Extent { low: at(a.low, b.low), high: at(a.high, b.high), maybe_absent: false })
        }
        Expr::Between(..) | Expr::AgeOn(..) => dates(e, record, fields),
        Expr::Literal(_)
        | Expr::Fact(_)
        | Expr::Among(..)
        | Expr::Holds(..)
        | Expr::Has(_)
        | Expr::Not(_)
        | Expr::All(_) => None,
        Expr::Any(_)
        | Expr::AtLeast(..)
        | Expr::Compare(..)
        | Expr::SameText(..)
        | Expr::Round(..)
        | Expr::Parameter(..) => None,
        Expr::Entry(..)
        | Expr::Step(..)
        | Expr::Marginal(..)
        | Expr::Aggregate(_)
        | Expr::ApplicationDate
        | Expr::Declared(_) => None,
    }
}

fn dates(e: &Expr, record: &[Option<Field>], fields: &[crate::value::Field]) -> Option<Extent> {
    let day = |r: Ratio| i64::try_from(r.floor()).unwrap_or(0);
    let (a, b, count): (_, _, &dyn Fn(i64, i64) -> i64) = match e {
        Expr::Between(unit, a, b) => (a, b, &|x, y| crate::compile::between(*unit, x, y)),
        Expr::AgeOn(a, b) => (a, b, &crate::value::age_on),
        _ => return None,
    };
    let (a, b) = (number(a, record, fields)?, number(b, record, fields)?);
    let at = |x: Ratio, y: Ratio| Ratio::int(count(day(x), day(y)));
    Some(Extent { low: at(a.high, b.low), high: at(a.low, b.high), maybe_absent: false })
}

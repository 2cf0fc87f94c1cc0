//! What a rule takes from a list, computed once from the records of a profile.

use crate::{
    compile::{Extent, compare, number_arith},
    model::{Aggregate, Expr, Fold, Literal},
    profile::{FactState, Field},
    value::{Ratio, Region, Truth, Type},
};

/// What an aggregate may be, in the slot's integers.
pub(super) struct Found {
    pub(super) values: Region,
    /// It may also not exist: the least of no records.
    pub(super) maybe_absent: bool,
}

fn known(low: i64, high: i64) -> Found {
    Found { values: Region::range(low, high), maybe_absent: false }
}

pub(super) fn evaluate(a: &Aggregate, state: &FactState, ty: &Type, scale: u32, domain: (i64, i64)) -> Found {
    match (state, ty) {
        (FactState::Records(records), Type::List(fields)) => over_records(a, records, fields, scale, domain),
        (FactState::Series(months), _) => over_series(a.fold, months),
        _ => known(domain.0, domain.1),
    }
}

fn over_series(fold: Fold, months: &[i64]) -> Found {
    let value = match fold {
        Fold::Exists => Some(i64::from(!months.is_empty())),
        Fold::Count => Some(months.len() as i64),
        Fold::Sum => Some(months.iter().fold(0_i64, |a, b| a.saturating_add(*b))),
        Fold::Min => months.iter().min().copied(),
        Fold::Max => months.iter().max().copied(),
    };
    Found { values: value.map_or(Region::empty(), Region::point), maybe_absent: value.is_none() }
}

fn over_records(
    a: &Aggregate,
    records: &[Vec<Option<Field>>],
    fields: &[crate::value::Field],
    scale: u32,
    domain: (i64, i64),
) -> Found {
    let whole = || known(domain.0, domain.1);
    let kept: Vec<(Truth, &Vec<Option<Field>>)> = records
        .iter()
        .map(|record| (a.filter.as_deref().map_or(Truth::Yes, |f| truth(f, record, fields)), record))
        .filter(|(t, _)| *t != Truth::No)
        .collect();
    let sure = kept.iter().filter(|(t, _)| *t == Truth::Yes).count() as i64;
    let found = match a.fold {
        Fold::Exists => known(i64::from(sure > 0), i64::from(!kept.is_empty())),
        Fold::Count => known(sure, kept.len() as i64),
        Fold::Sum | Fold::Min | Fold::Max => {
            let mut values = vec![];
            for (t, record) in &kept {
                match a.map.as_deref().and_then(|m| number(m, record, fields)) {
                    Some(value) => values.push((value, *t == Truth::Unknown)),
                    None => return whole(),
                }
            }
            let found = if a.fold == Fold::Sum { total(&values) } else { extreme(a.fold, &values) };
            match found {
                Some((low, high)) => {
                    low.mantissa(scale, false).zip(high.mantissa(scale, true)).map_or_else(whole, |(l, h)| known(l, h))
                }
                None if values.is_empty() => Found { values: Region::empty(), maybe_absent: true },
                None => whole(),
            }
        }
    };
    // the least of records that may all be left out may not exist
    let maybe_absent = matches!(a.fold, Fold::Min | Fold::Max) && sure == 0;
    Found { maybe_absent: found.maybe_absent || maybe_absent, ..found }
}

/// The least and the most that a sum can be; some records may be left out.
fn total(values: &[(Extent, bool)]) -> Option<(Ratio, Ratio)> {
    values.iter().try_fold((Ratio::ZERO, Ratio::ZERO), |(low, high), (value, maybe)| {
        let (l, h) =
            if *maybe { (value.low.min(Ratio::ZERO), value.high.max(Ratio::ZERO)) } else { (value.low, value.high) };
        Some((low.add(l)?, high.add(h)?))
    })
}

/// The same of the least or the greatest of them. A record that may be left out can only move it one way.
fn extreme(how: Fold, values: &[(Extent, bool)]) -> Option<(Ratio, Ratio)> {
    let fold =
        |all: &mut dyn Iterator<Item = Ratio>, least: bool| all.reduce(|a, b| if least { a.min(b) } else { a.max(b) });
    let sure = || values.iter().filter(|(_, maybe)| !maybe).map(|(v, _)| v);
    let all = || values.iter().map(|(v, _)| v);
    let any = sure().next().is_some();
    Some(if how == Fold::Min {
        // where nothing is sure, the greatest may be all there is
        let high = if any { fold(&mut sure().map(|v| v.high), true) } else { fold(&mut all().map(|v| v.high), false) };
        (fold(&mut all().map(|v| v.low), true)?, high?)
    } else {
        let low = if any { fold(&mut sure().map(|v| v.low), false) } else { fold(&mut all().map(|v| v.low), true) };
        (low?, fold(&mut all().map(|v| v.high), false)?)
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
        Expr::Any(_) | Expr::Compare(..) | Expr::SameText(..) | Expr::Round(..) | Expr::Parameter(..) => None,
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

//! Taxonomies, facts, parameters, roles and links.

use super::{Found, ascending, expr, hold, scheme::interval};
use crate::{
    model::{
        Fact, MAX_MONTHS, MAX_RECORDS, MAX_WEIGHT, Model, Parameter, Reference, Roles, Scheme, Shape, Taxonomy,
        TaxonomyNode,
    },
    value::{Field, Ratio, Type, first_day, last_day},
};

/// A tree whose leaves are numbered so that those under each part of a node are side by side, its own last.
pub(super) fn taxonomy(t: &Taxonomy) -> Found {
    let count = t.leaves.len() as i64;
    let own = |leaf: i64| usize::try_from(leaf).ok().and_then(|i| t.leaves.get(i)).copied();
    let parts: usize = t.nodes.iter().map(|n| n.own.len()).sum();
    let ok = t.leaves.len() == parts
        && ascending(t.nodes.iter().map(|n| n.code.as_str()))
        && t.nodes.iter().enumerate().all(|(i, n)| {
            let below = |p: &TaxonomyNode| n.is_inside(&p.leaves) && !n.own.iter().any(|o| p.own.contains(o));
            let inside = n.parent.is_none_or(|p| t.nodes.get(p as usize).is_some_and(below));
            let apart = n.leaves.iter().zip(n.leaves.iter().skip(1)).all(|(a, b)| a.1 < b.0);
            let sound = |(first, last): &(i64, i64)| {
                0 <= *first && first <= last && *last < count && own(*last) == Some(i as u32)
            };
            let ends = n.leaves.iter().map(|(_, last)| *last).eq(n.own.iter().copied());
            !n.leaves.is_empty() && ends && apart && n.leaves.iter().all(sound) && inside
        });
    hold(ok, || format!("taxonomies/{}", t.id))
}

/// Where numbers of a profile stop on both sides.
const MOST: i64 = 1_000_000_000_000_000_000;

pub(super) fn fact(model: &Model, fact: &Fact) -> Found {
    let members = match &fact.ty {
        Type::Enum(members) | Type::Set(members) => {
            let named = fact.members.iter().map(|m| m.name.as_str()).eq(members.iter().map(String::as_str));
            named && ascending(members.iter().map(String::as_str))
        }
        _ => true,
    };
    let fields = match &fact.ty {
        Type::List(fields) => fields.iter().all(|f| field(model, f)),
        _ => true,
    };
    let derived = fact.formula.as_ref().is_none_or(|e| expr::formula(model, e, &fact.ty));
    let ok = members && fields && derived && bounds(model, &fact.ty, fact.low, fact.high);
    hold(ok, || format!("facts/{}", fact.key))
}

/// Records hold one value a field: no lists of lists.
fn field(model: &Model, field: &Field) -> bool {
    let plain = !matches!(field.ty, Type::Set(_) | Type::List(_) | Type::Series(_));
    plain && bounds(model, &field.ty, field.low, field.high)
}

/// Lowest and highest value, as the type lets them be.
fn bounds(model: &Model, ty: &Type, low: i64, high: i64) -> bool {
    let (least, most) = match ty {
        Type::Wrong => return false,
        Type::Bool => (0, 1),
        Type::Number(_) | Type::Series(_) | Type::Duration(_) => (-MOST, MOST),
        Type::Date => (first_day(), last_day()),
        Type::Enum(members) | Type::Set(members) => (0, members.len() as i64 - 1),
        Type::Code(taxonomy) => match model.taxonomy(taxonomy) {
            Some(t) => (0, t.count() - 1),
            None => return false,
        },
        Type::List(_) | Type::Text => (0, MAX_RECORDS),
    };
    least <= low && low <= high && high <= most
}

pub(super) fn parameter(model: &Model, p: &Parameter) -> Found {
    let over = p.over.map(|f| model.fact(f).map_or(0, |f| if is_enum(f) { f.members.len() } else { 0 }));
    let shapes = p.versions.iter().all(|v| match (&v.shape, over, &p.by) {
        (Shape::Single(n), None, None) => {
            let day = |d| (first_day()..=last_day()).contains(&d);
            p.ty != Type::Date || i64::try_from(n.floor()).is_ok_and(day)
        }
        (Shape::Table(values), Some(members), None) => members > 0 && values.len() == members,
        (Shape::Brackets(rows), None, Some(_)) => rows.iter().zip(rows.iter().skip(1)).all(|(a, b)| a.0 < b.0),
        (Shape::Single(_) | Shape::Table(_) | Shape::Brackets(_), ..) => false,
    });
    let dated = p.versions.iter().zip(p.versions.iter().skip(1)).all(|(a, b)| a.to.is_some() && a.to < b.from);
    let counted = matches!(p.ty, Type::Number(_) | Type::Date | Type::Duration(_));
    hold(shapes && dated && counted, || format!("parameters/{}", p.name))
}

fn is_enum(f: &Fact) -> bool {
    matches!(f.ty, Type::Enum(_))
}

/// Roles and sources of money name facts of the kind that the engine reads them as.
pub(super) fn roles(model: &Model) -> Found {
    let sources = model.sources.iter().flat_map(|s| [("source", s.fact), ("agreed", s.agreed)]);
    let ok = model
        .roles
        .each()
        .into_iter()
        .chain(sources)
        .all(|(role, fact)| fact.is_none_or(|f| model.fact(f).is_some_and(|f| Roles::suits(role, &f.ty))));
    hold(ok, || "roles".to_owned())
}

/// What plans are reckoned with.
pub(super) fn planning(model: &Model) -> Found {
    let planning = &model.planning;
    let rate = |p| model.parameter(p).is_some_and(|p| p.by.is_none() && p.over.is_none());
    let vat = planning.vat.as_ref().is_none_or(|v| rate(v.rate) && interval(Some(v.refund)));
    let weights = [planning.hour, planning.own, planning.principal]
        .iter()
        .all(|n| (Ratio::ZERO..=Ratio::int(MAX_WEIGHT)).contains(n));
    let loans = model.sources.iter().flat_map(|s| &s.loan).all(|l| interval(Some(l.months)) && interval(l.deferral));
    let ok = (1..=MAX_MONTHS).contains(&planning.months) && interval(Some(planning.unknown_delay));
    hold(ok && vat && weights && loans, || "planning".to_owned())
}

/// Links lead to the web and run nothing; regimes name parameters that exist.
pub(super) fn links(model: &Model) -> Found {
    for provider in &model.providers {
        hold(provider.url.iter().all(|u| is_link(u)), || format!("providers/{}", provider.id))?;
    }
    for regime in &model.regimes {
        let equivalents = [regime.loan_equivalent, regime.guarantee_equivalent];
        let brackets = equivalents.iter().flatten().all(|p| model.parameter(*p).is_some_and(|p| p.by.is_some()));
        let known = brackets && regime.ceiling.is_none_or(|p| model.parameter(p).is_some());
        hold(known && cited(regime.reference.as_ref()), || format!("regimes/{}", regime.id))?;
    }
    for p in &model.parameters {
        let ok = p.versions.iter().all(|v| cited(v.reference.as_ref()));
        hold(ok, || format!("parameters/{}", p.name))?;
    }
    Ok(())
}

pub(super) fn cited(reference: Option<&Reference>) -> bool {
    reference.and_then(|r| r.url.as_deref()).is_none_or(is_link)
}

pub(super) fn is_link(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace)
}

/// Every set that is named is there, and there is one at least.
pub(super) fn layers(model: &Model) -> Found {
    let known = |layer: &u32| (*layer as usize) < model.layers.len();
    let scheme = |s: &Scheme| known(&s.layer) && s.narrowed_by.iter().chain(&s.closed_by).all(known);
    let presets = model.score.presets.iter().all(|p| known(&p.layer));
    hold(presets && model.schemes.iter().all(scheme), || "layers".to_owned())
}

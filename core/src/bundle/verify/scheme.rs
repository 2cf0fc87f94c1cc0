//! Schemes: criteria that form a tree, formulas, shares, spans of time.

use super::{
    Found, expr, hold,
    tables::{cited, is_link},
};
use crate::{
    model::{Amount, Criterion, Interval, Model, Rule, Scheme, Value},
    value::Ratio,
};

/// Criteria nest at most this deep.
const MAX_DEPTH: u32 = 40;
/// Months, days and hours stop here.
const LONGEST: i64 = 10_000_000;

pub(super) fn scheme(model: &Model, s: &Scheme) -> Found {
    let at = |part: &str| format!("schemes/{}/{part}", s.id);
    hold(is_tree(s), || at("criteria"))?;
    for c in &s.criteria {
        hold(criterion(model, s, c), || at(&format!("criteria/{}", c.id)))?;
    }
    let preferred = s.prefers.iter().all(|p| p.weight <= 1000 && expr::condition(model, &p.rule, Some(s)));
    hold(preferred, || at("prefers"))?;
    hold(s.amount.as_ref().is_none_or(|a| amount(model, s, a)), || at("amount"))?;
    hold(payment(s), || at("payment"))?;
    hold(interval(s.burden.decision) && interval(s.burden.hours), || at("burden"))?;
    let links = s.apply_url.iter().all(|u| is_link(u)) && s.references.iter().all(|r| cited(Some(r)));
    hold(links, || at("references"))
}

/// Every criterion has one place: at the top, or inside one that stands before it.
fn is_tree(s: &Scheme) -> bool {
    let mut depths: Vec<Option<u32>> = vec![None; s.criteria.len()];
    let mut put = |index: usize, depth: u32| match depths.get_mut(index) {
        Some(place @ None) if depth <= MAX_DEPTH => {
            *place = Some(depth);
            true
        }
        _ => false,
    };
    if !s.top.iter().all(|c| put(c.index(), 0)) {
        return false;
    }
    for (i, c) in s.criteria.iter().enumerate() {
        let Some(Some(depth)) = depths.get(i).copied() else { return false };
        let mut put = |index: usize| match depths.get_mut(index) {
            Some(place @ None) if index > i && depth < MAX_DEPTH => {
                *place = Some(depth + 1);
                true
            }
            _ => false,
        };
        if !c.rule.parts().iter().all(|p| put(p.index())) {
            return false;
        }
    }
    true
}

fn criterion(model: &Model, s: &Scheme, c: &Criterion) -> bool {
    let rule = match &c.rule {
        Rule::If(e) => expr::condition(model, e, Some(s)),
        Rule::AtLeast(n, parts) => (1..=parts.len()).contains(n),
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::Declared(_) => true,
    };
    rule && cited(c.reference.as_ref())
}

fn amount(model: &Model, s: &Scheme, a: &Amount) -> bool {
    let number = |e| expr::number(model, e, Some(s));
    let parts = [&a.eligible, &a.rate, &a.floor, &a.cap, &a.rent].into_iter().flatten();
    let value = match &a.value {
        Value::Once => true,
        Value::Months(months) => interval(Some(*months)),
        Value::UntilTotal(total) => number(total),
        Value::Years(shares) => shares.iter().all(|r| *r >= Ratio::ZERO),
    };
    let terms = a.loan.as_ref().is_none_or(|l| interval(Some(l.months)) && interval(l.deferral));
    let plus = a.plus.iter().all(|b| expr::condition(model, &b.condition, Some(s)) && number(&b.value));
    number(&a.formula) && number(&a.core) && parts.into_iter().all(number) && plus && value && terms
}

/// Shares of the whole, of money that was spent.
fn payment(s: &Scheme) -> bool {
    let share = |r: Ratio| r >= Ratio::ZERO && r <= Ratio::ONE;
    let each = s.payment.iter().all(|p| share(p.share) && p.spent.is_none_or(share) && interval(p.delay));
    let total = s.payment.iter().try_fold(Ratio::ZERO, |sum, p| sum.add(p.share));
    each && (s.payment.is_empty() || total == Some(Ratio::ONE))
}

pub(super) fn interval(i: Option<Interval>) -> bool {
    i.is_none_or(|i| 0 <= i.from && i.from <= i.to && i.to <= LONGEST)
}

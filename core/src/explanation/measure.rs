//! Amounts, and what a fact or a list may still be, in words.

use super::{label::Words, phrase};
use crate::{
    model::{Aggregate, Expr, FactId, Fold, Literal},
    value::{Ratio, Type},
};

impl Words<'_> {
    /// An amount's expression in words.
    pub(crate) fn amount(&self, e: &Expr) -> String {
        let ty = match self.ty(e) {
            Type::Wrong => Type::number(crate::value::Quantity::Money),
            ty => ty,
        };
        match e {
            Expr::Literal(Literal::Number(n)) if *n <= Ratio::ONE => {
                phrase::quantity(*n, &Type::number(crate::value::Quantity::Rate), self.lang)
            }
            _ => self.number_as(e, &ty),
        }
    }

    /// What a slot may be, in words.
    pub(crate) fn state(&self, f: FactId, state: &crate::eval::State) -> String {
        let values = self.values(f, state.values.intervals());
        let absent = self.pick("rien", "none");
        match (state.values.is_empty(), state.may_be_absent()) {
            (true, _) => absent.to_owned(),
            (false, true) => format!("{values} {} {absent}", self.pick("ou", "or")),
            (false, false) => values,
        }
    }

    /// Whether a set holds a member, in words.
    pub(crate) fn held(&self, f: FactId, m: u32, holds: bool) -> String {
        let member = self.member(f, m);
        if holds { member } else { format!("{} {member}", self.pick("sans", "without")) }
    }

    /// `more than 0 €` rather than `at least 0.01 €`: the shorter number is the one that the rule wrote.
    pub(super) fn above(&self, low: i64, show: impl Fn(i64) -> String) -> String {
        let (at, under) = (show(low), show(low.saturating_sub(1)));
        if under.len() < at.len() {
            format!("{} {under}", self.pick("plus de", "more than"))
        } else {
            format!("{} {at}", self.pick("au moins", "at least"))
        }
    }

    pub(super) fn below(&self, high: i64, show: impl Fn(i64) -> String) -> String {
        let (at, over) = (show(high), show(high.saturating_add(1)));
        if over.len() < at.len() {
            format!("{} {over}", self.pick("moins de", "less than"))
        } else {
            format!("{} {at}", self.pick("au plus", "at most"))
        }
    }

    /// What a list's quantity may be, in words.
    pub(crate) fn measured(&self, a: &Aggregate, slot: &crate::compile::Slot, state: &crate::eval::State) -> String {
        let ty = self.aggregate_type(a);
        if a.fold == Fold::Exists && !state.values.contains(1) {
            return self.no_record(a);
        }
        if a.fold == Fold::Exists {
            return self.aggregate(a);
        }
        let show = |v: i64| phrase::quantity(Ratio::scaled(v, slot.scale), &ty, self.lang);
        let (low, high) = (state.values.low().unwrap_or(slot.low), state.values.high().unwrap_or(slot.high));
        let range = match (low > slot.low, high < slot.high) {
            (true, true) if low == high => show(low),
            (true, true) => {
                format!("{} {} {} {}", self.pick("de", "from"), show(low), self.pick("à", "to"), show(high))
            }
            (true, false) => self.above(low, show),
            (_, _) => self.below(high, show),
        };
        format!("{} {range}", self.aggregate(a))
    }
}

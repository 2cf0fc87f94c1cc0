//! Conditions of segments, thresholds and changes in words.

use crate::{
    base::Lang,
    compile::{Plan, Slot, SlotKey},
    explanation::{label::Words, phrase},
    gaps::{Selector, Test},
    model::Expr,
    value::Ratio,
};

impl Words<'_> {
    /// What a slot is about.
    pub(super) fn subject(&self, slot: &Slot) -> String {
        match &slot.key {
            SlotKey::Aggregate(a) => self.number(&Expr::Aggregate(a.clone())),
            key => key.fact().map_or_else(String::new, |f| self.fact(f)),
        }
    }

    /// Values of a slot.
    pub(super) fn slot_values(&self, slot: &Slot, set: &[(i64, i64)]) -> String {
        match &slot.key {
            SlotKey::Fact(f) => self.values(*f, set),
            SlotKey::Member(f, m) => self.member(*f, *m),
            SlotKey::Aggregate(a) => self.taken(a, slot.scale, (slot.low, slot.high), set),
            SlotKey::Presence(_) | SlotKey::Declared(..) => String::new(),
        }
    }

    /// What a selector asks of its slot.
    pub(super) fn test(&self, slot: &Slot, test: &Test) -> String {
        match test {
            Test::Within(region) => self.slot_values(slot, region.intervals()),
            Test::Absent => self.pick("aucun, ou sans objet", "none, or not applicable").to_owned(),
            Test::Untold => self.pick("non renseigné", "not told").to_owned(),
        }
    }

    /// A condition of a segment.
    pub(super) fn selector(&self, plan: &Plan, selector: &Selector) -> String {
        let told = |slot: &Slot| self.pair(&self.subject(slot), &self.test(slot, &selector.test));
        plan.slot(selector.slot).map_or_else(String::new, told)
    }

    pub(super) fn pair(&self, subject: &str, text: &str) -> String {
        format!("{subject}{}{text}", self.pick(" : ", ": "))
    }

    pub(super) fn count(&self, n: u64) -> String {
        phrase::number(i64::try_from(n).map_or(Ratio::ZERO, Ratio::int), 0, self.lang)
    }

    /// What moving a threshold would do.
    pub(super) fn threshold_moved(
        &self,
        (title, opens): (&str, &str),
        slot: &Slot,
        (from, to): (&str, &str),
    ) -> String {
        let subject = self.subject(slot);
        match self.lang {
            Lang::Fr => format!("« {subject} » : {to} au lieu de {from}, et « {title} » s'ouvrirait à {opens}"),
            Lang::En => format!("“{subject}”: {to} instead of {from} would open “{title}” to {opens}"),
        }
    }

    /// What dropping a criterion would do.
    pub(super) fn criterion_dropped(&self, (title, opens): (&str, &str), criterion: &str) -> String {
        match self.lang {
            Lang::Fr => format!("sans la condition « {criterion} », « {title} » s'ouvrirait à {opens}"),
            Lang::En => format!("without the condition “{criterion}”, “{title}” would open to {opens}"),
        }
    }

    /// `312 des 1 040 projets concernés`.
    pub(super) fn so_many(&self, n: u64, of: Option<u64>) -> String {
        let n = self.count(n);
        match (of.map(|of| self.count(of)), self.lang) {
            (Some(of), Lang::Fr) => format!("{n} des {of} projets concernés"),
            (Some(of), Lang::En) => format!("{n} of the {of} projects concerned"),
            (None, Lang::Fr) => format!("{n} projets"),
            (None, Lang::En) => format!("{n} projects"),
        }
    }
}

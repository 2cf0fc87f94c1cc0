//! Criteria of a scheme in two versions, matched by their ids from the top down.

use super::joint::{Joint, Side};
use crate::{
    base::Lang,
    compile::SchemePlan,
    contract::CriterionChange,
    explanation::{Words, criterion_label},
    model::{By, Criterion, CriterionId, Model, Reference, Rule, Scheme},
};

/// One version of a scheme.
#[derive(Clone, Copy)]
struct Version<'a> {
    model: &'a Model,
    scheme: &'a Scheme,
    plan: &'a SchemePlan,
}

impl Version<'_> {
    fn criterion(&self, id: CriterionId) -> Option<&Criterion> {
        self.scheme.criteria.get(id.index())
    }

    fn find(&self, among: &[CriterionId], id: &str) -> Option<CriterionId> {
        among.iter().copied().find(|c| self.criterion(*c).is_some_and(|c| c.id == id))
    }

    /// What a criterion says: its label, or the condition itself.
    fn said(&self, id: CriterionId, lang: Lang, condition: bool) -> Option<String> {
        let words = Words { model: self.model, lang };
        match &self.criterion(id)?.rule {
            Rule::If(e) if condition => Some(words.condition(e)),
            _ => Some(criterion_label(&words, self.scheme, id)),
        }
    }
}

/// Criteria that differ, in the order of the new version, then those that are gone.
pub(super) fn changes(joint: &Joint<'_>, pair: usize, lang: Lang) -> Vec<CriterionChange> {
    let version = |side: Side| {
        let (_, plan) = joint.scheme(pair, side)?;
        Some(Version { model: joint.set(side).model(), scheme: joint.own(pair, side)?, plan })
    };
    let (Some(old), Some(new)) = (version(Side::Old), version(Side::New)) else { return vec![] };
    let mut found = vec![];
    level(old, new, (&old.scheme.top, &new.scheme.top), lang, &mut found);
    found
}

fn level(
    old: Version<'_>,
    new: Version<'_>,
    (was, is): (&[CriterionId], &[CriterionId]),
    lang: Lang,
    found: &mut Vec<CriterionChange>,
) {
    for id in is {
        let Some(criterion) = new.criterion(*id) else { continue };
        match old.find(was, &criterion.id) {
            Some(before) => one(old, new, (before, *id), lang, found),
            None => found.push(change(criterion, "added", (None, new.said(*id, lang, false)))),
        }
    }
    for id in was {
        let Some(criterion) = old.criterion(*id) else { continue };
        if new.find(is, &criterion.id).is_none() {
            found.push(change(criterion, "removed", (old.said(*id, lang, false), None)));
        }
    }
}

fn one(
    old: Version<'_>,
    new: Version<'_>,
    (was, is): (CriterionId, CriterionId),
    lang: Lang,
    found: &mut Vec<CriterionChange>,
) {
    let (Some(before), Some(after)) = (old.criterion(was), new.criterion(is)) else { return };
    let told = |condition| (old.said(was, lang, condition), new.said(is, lang, condition));
    let heard = found.len();
    if same_form(&before.rule, &after.rule) {
        level(old, new, (before.rule.parts(), after.rule.parts()), lang, found);
    }
    let node = |v: Version<'_>, id: CriterionId| v.plan.criteria.get(id.index()).copied();
    let declared = |r: &Rule| matches!(r, Rule::Declared(_));
    let same = node(old, was) == node(new, is)
        || same_form(&before.rule, &after.rule)
            && (declared(&after.rule) || found.len() > heard || all_same(old, new, (was, is)));
    if !same {
        found.push(change(after, "changed", told(true)));
    } else if texts(before) != texts(after) {
        found.push(change(after, "reworded", told(false)));
    }
}

/// Inner criteria that were matched and did not differ.
fn all_same(old: Version<'_>, new: Version<'_>, (was, is): (CriterionId, CriterionId)) -> bool {
    let (Some(before), Some(after)) = (old.criterion(was), new.criterion(is)) else { return false };
    let ids = |v: Version<'_>, parts: &[CriterionId]| {
        parts.iter().filter_map(|p| v.criterion(*p).map(|c| c.id.clone())).collect::<Vec<_>>()
    };
    !before.rule.parts().is_empty() && ids(old, before.rule.parts()) == ids(new, after.rule.parts())
}

/// Put together in the same way, whatever the parts say.
fn same_form(a: &Rule, b: &Rule) -> bool {
    match (a, b) {
        (Rule::AtLeast(n, _), Rule::AtLeast(m, _)) => n == m,
        (Rule::Declared(a), Rule::Declared(b)) => a == b,
        (Rule::If(_), _) => false,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// What is said of a criterion beside its condition.
fn texts(c: &Criterion) -> impl PartialEq + use<'_> {
    let reference = |r: &Reference| (r.title.clone(), r.url.clone(), r.read_on);
    (&c.label, &c.source_text, c.reference.as_ref().map(reference), &c.need)
}

fn change(c: &Criterion, change: &'static str, (old, new): (Option<String>, Option<String>)) -> CriterionChange {
    let declared = match c.rule {
        Rule::Declared(By::Applicant) => Some("applicant"),
        Rule::Declared(By::Funder) => Some("funder"),
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) | Rule::If(_) => None,
    };
    CriterionChange { criterion: c.id.clone(), change, declared, old, new }
}

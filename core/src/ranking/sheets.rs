//! Which sheets are worth a project's reading: each for reasons that can be said, the weightiest first.

use super::{
    alike::{self, Portrait, Similarity, common_path, similarity, taxonomy},
    needs::{BrakeFound, NeedFound, Standing},
};
use crate::{
    base::Order,
    model::{Brake, Common, FactId, Model, Resource, ResourceKind, SchemeId, SchemeUsed, Told},
    profile::Profile,
};

/// Sheets of experience that an answer tells of.
const EXPERIENCES: usize = 3;
/// Guides and technical sheets that it tells of.
const GUIDES: usize = 3;
/// What a reason weighs beside those of facts, which weigh what the rule set says, as far as the fact is the same.
const BRAKE_WEIGHT: u32 = 3;
const NEED_WEIGHT: u32 = 1;
const SCHEME_WEIGHT: u32 = 1;

/// What a sheet and the project have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The same fact: the value, the members, or the narrowest code that both share.
    Fact(Common, FactId, Told),
    Brake(Brake),
    /// Index into the needs of the rule set.
    Need(usize),
    Scheme(SchemeId),
}

/// A reason and its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) ground: Ground,
    pub(crate) weight: u32,
}

/// A sheet with what speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Matched<'m> {
    pub(crate) resource: &'m Resource,
    pub(crate) reasons: Vec<Reason>,
    /// Of a project alone: a guide is like none.
    pub(crate) similarity: Option<Similarity>,
}

impl Matched<'_> {
    pub(crate) fn weight(&self) -> u32 {
        self.reasons.iter().map(|r| r.weight).sum()
    }
}

/// The sheets to tell of: experiences, then guides; in each the weightiest reasons, the most alike, then the id.
pub(crate) fn sheets<'m>(
    model: &'m Model,
    profile: &Profile,
    list: &[Standing],
    brakes: &[BrakeFound],
    needs: &[NeedFound],
) -> Vec<Matched<'m>> {
    if model.resources.is_empty() {
        return vec![];
    }
    let project = Project { model, portrait: alike::portrait(model, profile), list, brakes, needs };
    let of = |experience: bool, most: usize| {
        let wanted = model.resources.iter().filter(|r| (r.kind == ResourceKind::Experience) == experience);
        let mut found: Vec<Matched<'m>> = wanted.filter_map(|r| project.matched(r)).collect();
        let points = |m: &Matched<'_>| m.similarity.as_ref().map_or(0, |s| s.points);
        found.order_by(|a, b| (b.weight(), points(b), &a.resource.id).cmp(&(a.weight(), points(a), &b.resource.id)));
        found.truncate(most);
        found
    };
    let mut all = of(true, EXPERIENCES);
    all.extend(of(false, GUIDES));
    all
}

struct Project<'a, 'm> {
    model: &'m Model,
    portrait: Portrait,
    list: &'a [Standing],
    brakes: &'a [BrakeFound],
    needs: &'a [NeedFound],
}

impl<'m> Project<'_, 'm> {
    fn matched(&self, resource: &'m Resource) -> Option<Matched<'m>> {
        let mut reasons = vec![];
        self.facts(resource, &mut reasons);
        let brakes = self.brakes.iter().filter(|b| b.sure && resource.brakes.contains(&b.brake));
        reasons.extend(brakes.map(|b| Reason { ground: Ground::Brake(b.brake), weight: BRAKE_WEIGHT }));
        let wanted =
            |n: &&NeedFound| n.sure && self.model.needs.get(n.need).is_some_and(|d| resource.needs.contains(&d.id));
        let needs = self.needs.iter().filter(wanted);
        reasons.extend(needs.map(|n| Reason { ground: Ground::Need(n.need), weight: NEED_WEIGHT }));
        self.schemes(resource, &mut reasons);
        // being close by says nothing of what a project does
        let speaks = |r: &Reason| !matches!(r.ground, Ground::Fact(Common::Place, ..));
        let enough = match resource.kind {
            ResourceKind::Experience => reasons.iter().any(speaks),
            ResourceKind::Guide | ResourceKind::Technical => {
                reasons.iter().any(|r| speaks(r) && !matches!(r.ground, Ground::Fact(Common::Carrier, ..)))
            }
        };
        let experience = resource.kind == ResourceKind::Experience;
        let similarity = experience.then(|| similarity(self.model, &self.portrait, &resource.facts)).flatten();
        enough.then_some(Matched { resource, reasons, similarity })
    }

    fn facts(&self, resource: &Resource, reasons: &mut Vec<Reason>) {
        for likeness in &self.model.likeness {
            let told = |p: &Portrait| p.iter().find(|(f, _)| *f == likeness.fact).map(|(_, t)| t.clone());
            let (Some(common), Some(a), Some(b)) = (likeness.common, told(&self.portrait), told(&resource.facts))
            else {
                continue;
            };
            let same = self.in_common(likeness.fact, &a, &b);
            // as much as the fact is the same: one trade of five in common is not five
            let same_by = alike::points(self.model, likeness.fact, &a, &b);
            let weight = (likeness.weight * same_by / 1000).max(1);
            reasons.extend(same.map(|t| Reason { ground: Ground::Fact(common, likeness.fact, t), weight }));
        }
    }

    /// What both tell of a fact. The top of a tree is common to too much to be said.
    fn in_common(&self, fact: FactId, a: &Told, b: &Told) -> Option<Told> {
        match (a, b) {
            (Told::Value(x), Told::Value(y)) => (x == y).then_some(Told::Value(*x)),
            (Told::Members(x), Told::Members(y)) => {
                let both: Vec<u32> = x.iter().filter(|m| y.contains(m)).copied().collect();
                (!both.is_empty()).then_some(Told::Members(both))
            }
            (Told::Code(x), Told::Code(y)) => {
                let path = common_path(taxonomy(self.model, fact)?, *x, *y);
                path.get(1..)?.last().copied().map(Told::Code)
            }
            _ => None,
        }
    }

    fn schemes(&self, resource: &Resource, reasons: &mut Vec<Reason>) {
        let used = |s: &&Standing| {
            let id = self.model.scheme(s.scheme).map(|x| x.id.as_str());
            resource.schemes.iter().any(|u| matches!(u, SchemeUsed::Known(known) if Some(known.as_str()) == id))
        };
        let both = self.list.iter().filter(|s| s.sure()).filter(used);
        reasons.extend(both.map(|s| Reason { ground: Ground::Scheme(s.scheme), weight: SCHEME_WEIGHT }));
    }
}

//! Criteria that keep projects out, and changes that would let them in, told.

use super::{Telling, key};
use crate::{
    compile::{Change, Variant},
    contract,
    explanation::{phrase, tree::label},
    gaps::{Census, Opens, Refuses, Segment, of_whole},
    model::Scheme,
    value::Region,
};

/// A criterion and its scheme, told.
struct Told<'m> {
    scheme: &'m Scheme,
    title: String,
    id: String,
    label: String,
}

impl Telling<'_> {
    pub(super) fn most_refusing(&self, segment: &Segment) -> Option<contract::SegmentBlocking> {
        let (variant, refuses, of) = self.census.most_refusing(segment)?;
        let told = self.criterion(variant)?;
        Some(contract::SegmentBlocking {
            scheme: told.scheme.id.clone(),
            title: told.title,
            criterion: told.id,
            label: told.label,
            refuses,
            of,
        })
    }

    fn criterion(&self, variant: &Variant) -> Option<Told<'_>> {
        let scheme = self.words.model.scheme(variant.scheme)?;
        let criterion = scheme.criteria.get(variant.criterion.index())?;
        Some(Told {
            scheme,
            title: phrase::told(&scheme.title, self.words.lang),
            id: criterion.id.clone(),
            label: label(&self.words, scheme, variant.criterion),
        })
    }

    /// Projects that lack the target, where they may be told.
    fn lacking(&self) -> (u64, Option<u64>) {
        let Census { asked, targets, counts, .. } = self.census;
        let place = targets.iter().position(|t| *t == asked.target).unwrap_or(0);
        let n = counts.lacks.get(place).copied().unwrap_or(0);
        (n, self.of_all(n).exact())
    }

    pub(super) fn blocking(&self) -> Vec<contract::Blocking> {
        let (lacking, minimum) = (self.lacking().0, self.census.asked.minimum);
        let told = |r: Refuses<'_>| {
            let told = self.criterion(r.variant)?;
            Some(contract::Blocking {
                scheme: told.scheme.id.clone(),
                title: told.title,
                criterion: told.id,
                label: told.label,
                refuses: of_whole(r.refuses, lacking, minimum).into(),
                alone: of_whole(r.alone, lacking, minimum).into(),
            })
        };
        self.census.refusing(self.words.model.schemes.len()).into_iter().filter_map(told).collect()
    }

    pub(super) fn openings(&self) -> Vec<contract::Opening> {
        let of = self.lacking().1;
        let told = |o: Opens<'_>| {
            let told = self.criterion(o.variant)?;
            let so_many = self.words.so_many(o.opens, of);
            let head = (told.title.as_str(), so_many.as_str());
            let plain = contract::Opening {
                scheme: told.scheme.id.clone(),
                title: told.title.clone(),
                criterion: told.id,
                change: "dropped",
                fact: None,
                from: None,
                to: None,
                opens: o.opens,
                label: self.words.criterion_dropped(head, &told.label),
            };
            let Change::Moved { from, to } = &o.variant.change else { return Some(plain) };
            let slot = self.census.plan.slot(from.slot)?;
            let values = |set: &Region| self.words.slot_values(slot, set.intervals());
            let (before, after) = (values(&from.region), values(to));
            Some(contract::Opening {
                change: "moved",
                fact: key(self.words.model, slot),
                label: self.words.threshold_moved(head, slot, (&before, &after)),
                from: Some(before),
                to: Some(after),
                ..plain
            })
        };
        self.census.openings(self.words.model.schemes.len()).into_iter().filter_map(told).collect()
    }
}

//! Counts a population slice by slice: a bit of each selector for each profile, and sums of all else.

use super::{
    counts::{Counts, Kept},
    grouping::{Grouping, groupings},
    look::{Look, Seen},
    segments::{Bounds, Field, Segments, segments},
    selector::{Selector, selectors},
    target::{Limits, Target},
    variants::variants,
};
use crate::{
    batch::{Batch, Table},
    compile::{Plan, Variant, compile_with},
    model::{FactId, Model},
    ranking::Scorer,
};

/// What is asked of a population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What segments and criteria are about.
    pub(crate) target: Target,
    pub(crate) limits: Limits,
    /// Facts that tables and segments are about, beside those that the rules suggest.
    pub(crate) by: Vec<FactId>,
    /// Fewer projects than this are not told of.
    pub(crate) minimum: u64,
    /// Conditions of a segment, at most.
    pub(crate) depth: usize,
    /// Lines of each list, at most.
    pub(crate) top: usize,
}

/// A population as far as it was counted.
#[derive(Debug, Clone)]
pub(crate) struct Census {
    pub(crate) asked: Asked,
    /// The plan of the day, with the variants behind the schemes.
    pub(crate) plan: Plan,
    pub(crate) variants: Vec<Variant>,
    pub(crate) targets: Vec<Target>,
    pub(crate) groupings: Vec<Grouping>,
    /// Selectors of segments, then the classes of the groupings.
    pub(crate) watched: Vec<Selector>,
    /// How many of these make segments.
    pub(crate) selectors: usize,
    pub(crate) counts: Counts,
    /// Profiles that were judged, those that lack the target, and those for which each selector holds.
    pub(crate) judged: Vec<u64>,
    pub(crate) lacking: Vec<u64>,
    pub(crate) planes: Vec<Vec<u64>>,
    pub(crate) refused: Kept,
}

impl Census {
    pub(crate) fn new(model: &Model, base: &Plan, asked: Asked) -> Census {
        let variants = variants(model, base, asked.target, asked.limits);
        let plan = compile_with(model, base.as_of, &variants);
        let mut watched = selectors(model, base, &asked.by);
        let selectors = watched.len();
        let groupings = groupings(model, base, &asked.by);
        watched.extend(groupings.iter().flat_map(|g| g.classes.iter().cloned()));
        let mut targets = Target::ALL.to_vec();
        if !targets.contains(&asked.target) {
            targets.push(asked.target);
        }
        Census {
            asked,
            plan,
            variants,
            targets,
            groupings,
            watched,
            selectors,
            counts: Counts::default(),
            judged: vec![],
            lacking: vec![],
            planes: vec![vec![]; selectors],
            refused: Kept::default(),
        }
    }

    /// Counts more profiles, on so many threads.
    pub(crate) fn add(&mut self, model: &Model, scorer: &Scorer, table: &Table, threads: usize) {
        let batch = Batch::new(&self.plan, model, scorer, &[], 0);
        let look = Look {
            model,
            plan: &self.plan,
            asked: &self.asked,
            targets: &self.targets,
            variants: &self.variants,
            watched: &self.watched,
        };
        let (seen, tallies) = batch.survey(table, threads, |survey| look.at(survey));
        self.counts.judge(&tallies);
        seen.into_iter().for_each(|s| self.take(s));
    }

    /// The segments that lack the target most.
    pub(crate) fn segments(&self) -> Segments {
        let field = Field { all: &self.judged, lacking: &self.lacking, planes: &self.planes };
        let Asked { depth, top, minimum, .. } = self.asked;
        segments(field, Bounds { depth, top, minimum })
    }

    fn take(&mut self, seen: Seen) {
        let target = self.targets.iter().position(|t| *t == self.asked.target).unwrap_or(0);
        self.counts.take(&seen, self.selectors);
        self.lacking.extend(seen.lacks.get(target).copied().unwrap_or_default());
        for (kept, own) in self.planes.iter_mut().zip(&seen.holds) {
            kept.extend(own);
        }
        self.refused.take(self.judged.len(), seen.refused);
        self.judged.extend(seen.judged);
    }
}

//! A score in parts, for many profiles at once: what no profile moves, what each met preference adds, and the most that the
//! rest may add.

use super::{
    anchors::Anchors,
    score::{Scorer, amount},
};
use crate::{
    eval::Known,
    model::{Line, LineKind},
};

/// Sums of weights up to this one have their points written down.
const MAX_WRITTEN: u64 = 1_000;

/// The parts of one scheme's score under given weights, in thousandths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Lowest and highest of the lines that no profile moves.
    pub(crate) fixed: (u32, u32),
    /// What fit adds, by sum of the weights that are met: it never falls. Empty where fit is among the rest.
    pub(crate) fit: Box<[u32]>,
    /// Places of the other lines, and the most that they can add.
    pub(crate) rest: Box<[usize]>,
    pub(crate) rest_most: u32,
}

impl Scorer {
    /// The parts of a scheme's score.
    pub(crate) fn parts(&self, index: usize, weights: &[u32]) -> Parts {
        let mut parts = Parts { fixed: (0, 0), fit: Box::default(), rest: Box::default(), rest_most: 0 };
        let mut rest = vec![];
        let weighted = self.lines.iter().zip(weights).enumerate().filter(|(_, (_, weight))| **weight > 0);
        for (place, ((line, anchors), weight)) in weighted {
            if line.kind == LineKind::Fit && self.rises(index, anchors) {
                parts.fit = self.fit_points(index).iter().map(|points| weight * points).collect();
            } else if let Some((low, high)) = self.unmoved(index, line) {
                parts.fixed.0 += weight * low;
                parts.fixed.1 += weight * high;
            } else {
                parts.rest_most += weight * anchors.most().max(line.otherwise);
                rest.push(place);
            }
        }
        parts.rest = rest.into();
        parts
    }

    /// Lowest and highest that the lines at these places add for one profile.
    pub(crate) fn rest(&self, known: &impl Known, index: usize, weights: &[u32], places: &[usize]) -> (u32, u32) {
        let amount = amount(known, index);
        places.iter().fold((0, 0), |(low, high), place| {
            let found = self.lines.get(*place).zip(weights.get(*place));
            let Some(((line, anchors), weight)) = found else { return (low, high) };
            let otherwise = (line.otherwise, line.otherwise);
            let (least, most) = self.line(known, index, line, anchors, amount).unwrap_or(otherwise);
            (low + weight * least, high + weight * most)
        })
    }

    /// Lowest and highest points of a line that says the same of every profile.
    fn unmoved(&self, index: usize, line: &Line) -> Option<(u32, u32)> {
        let otherwise = (line.otherwise, line.otherwise);
        let told = |i: usize| self.fixed.get(index).and_then(|f| f.get(i)).copied().flatten().unwrap_or(otherwise);
        let counts = self.counts.get(index).is_some_and(|c| *c);
        let ahead = self.advance.get(index).is_some_and(Option::is_some);
        match line.kind {
            LineKind::Money => (!counts).then_some(otherwise),
            LineKind::Cash => (!counts || !ahead).then_some(otherwise),
            LineKind::Fit => (self.preference.get(index) == Some(&0)).then_some(otherwise),
            LineKind::Months => Some(told(0)),
            LineKind::Lightness => Some(told(1)),
            LineKind::Support => Some(told(2)),
            LineKind::Certainty => Some(told(3)),
        }
    }

    /// The points of fit are written down for this scheme, and meeting more never lowers them.
    fn rises(&self, index: usize, anchors: &Anchors) -> bool {
        let points = self.fit_points(index);
        !points.is_empty() && anchors.is_monotone() && points.is_sorted()
    }

    /// Points of fit by met weight; empty where they are not written down.
    fn fit_points(&self, index: usize) -> &[u32] {
        let total = self.preference.get(index).copied().filter(|t| *t > 0);
        total.and_then(|t| self.written().get(t as usize)).map_or(&[], Vec::as_slice)
    }

    fn written(&self) -> &[Vec<u32>] {
        self.fit.get_or_init(|| {
            let fit = self.lines.iter().find(|(line, _)| line.kind == LineKind::Fit);
            fit.map_or_else(Vec::new, |(_, anchors)| written(anchors, &self.preference))
        })
    }
}

/// Points for every met weight of every sum of weights.
fn written(anchors: &Anchors, sums: &[u64]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![];
    for total in sums.iter().copied().filter(|t| (1..=MAX_WRITTEN).contains(t)) {
        if found.len() <= total as usize {
            found.resize(total as usize + 1, vec![]);
        }
        if let Some(points) = found.get_mut(total as usize).filter(|p| p.is_empty()) {
            points.extend((0..=total).map(|met| anchors.share(met as i64, total as i64)));
        }
    }
    found
}

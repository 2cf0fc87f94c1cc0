//! Projects side by side by one fact, with what is few hidden.

use super::Telling;
use crate::{
    contract::{CoverageRow, CoverageTable},
    gaps::{Grouping, Selector, of_total, of_whole},
};

/// A class with its projects, then those that lack each target.
struct Class {
    label: String,
    counts: Vec<u64>,
}

impl Telling<'_> {
    pub(super) fn tables(&self) -> Vec<CoverageTable> {
        let mut first = 0;
        let mut found = vec![];
        for grouping in &self.census.groupings {
            found.push(self.table(grouping, first));
            first += grouping.classes.len();
        }
        found
    }

    fn table(&self, grouping: &Grouping, first: usize) -> CoverageTable {
        let counts = self.census.counts.classes.iter().skip(first).take(grouping.classes.len());
        let all: Vec<(&Selector, &Vec<u64>)> = grouping.classes.iter().zip(counts).collect();
        let mut rows: Vec<Class> = self.level(grouping, &all).into_iter().map(|(s, n)| self.class(s, n)).collect();
        if grouping.apart {
            rows.extend(self.rest(&rows));
        }
        rows.retain(|c| c.counts.first().is_some_and(|n| *n > 0));
        let fact = self.words.model.fact(grouping.fact);
        let slot = grouping.classes.first().and_then(|c| self.census.plan.slot(c.slot));
        CoverageTable {
            fact: fact.map_or_else(String::new, |f| f.key.clone()),
            label: slot.map_or_else(String::new, |s| self.words.subject(s)),
            rows: self.hidden(rows, grouping.apart),
        }
    }

    /// Of a tree of codes, the first level from the top on which projects differ; and what is beside the levels.
    fn level<'c>(
        &self,
        grouping: &Grouping,
        all: &[(&'c Selector, &'c Vec<u64>)],
    ) -> Vec<(&'c Selector, &'c Vec<u64>)> {
        let mut levels = vec![];
        let mut rest = all;
        for size in &grouping.levels {
            let (own, after) = rest.split_at((*size).min(rest.len()));
            levels.push(own);
            rest = after;
        }
        let peopled = |level: &[(&Selector, &Vec<u64>)]| level.iter().filter(|(_, n)| n.first() > Some(&0)).count();
        let chosen = levels.iter().find(|level| peopled(level) > 1).or(levels.first()).copied().unwrap_or(&[]);
        [chosen, rest].concat()
    }

    fn class(&self, selector: &Selector, counts: &[u64]) -> Class {
        let slot = self.census.plan.slot(selector.slot);
        Class { label: slot.map_or_else(String::new, |s| self.words.test(s, &selector.test)), counts: counts.to_vec() }
    }

    /// Projects of no class: somewhere else, or one of several.
    fn rest(&self, rows: &[Class]) -> Option<Class> {
        let totals = [&self.census.counts.judged].into_iter().chain(&self.census.counts.lacks);
        let sum = |i: usize| rows.iter().filter_map(|c| c.counts.get(i)).sum::<u64>();
        let counts: Vec<u64> = totals.enumerate().map(|(i, n)| n.saturating_sub(sum(i))).collect();
        let label =
            self.words.pick("ailleurs, ou plusieurs valeurs possibles", "elsewhere, or several values possible");
        (counts.first() > Some(&0)).then(|| Class { label: label.to_owned(), counts })
    }

    fn hidden(&self, rows: Vec<Class>, apart: bool) -> Vec<CoverageRow> {
        let minimum = self.census.asked.minimum;
        let column = |i: usize| rows.iter().map(|c| c.counts.get(i).copied().unwrap_or(0)).collect::<Vec<u64>>();
        let projects = column(0);
        let whole = |row: usize| projects.get(row).copied().unwrap_or(0);
        let plain = |numbers: &[u64], of: &dyn Fn(usize) -> u64| {
            numbers.iter().enumerate().map(|(row, n)| of_whole(*n, of(row), minimum)).collect::<Vec<_>>()
        };
        let judged = self.census.counts.judged;
        let sizes = if apart { of_total(&projects, minimum, |_, _| false) } else { plain(&projects, &|_| judged) };
        let lacks: Vec<Vec<_>> = (1..=self.census.targets.len())
            .map(|i| {
                let numbers = column(i);
                let small = |row: usize, n: u64| of_whole(n, whole(row), minimum).exact().is_none();
                let in_hidden = |row: usize| sizes.get(row).is_some_and(|s| s.exact().is_none());
                match apart {
                    true => of_total(&numbers, minimum, |row, n| in_hidden(row) || small(row, n)),
                    false => plain(&numbers, &whole),
                }
            })
            .collect();
        let row = |(i, class): (usize, Class)| {
            Some(CoverageRow {
                label: class.label,
                projects: (*sizes.get(i)?).into(),
                lacks: lacks.iter().filter_map(|column| column.get(i)).map(|s| (*s).into()).collect(),
            })
        };
        rows.into_iter().enumerate().filter_map(row).collect()
    }
}

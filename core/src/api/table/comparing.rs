//! Two rule sets on the projects of a table: who gains, who loses, how much; its slices judged by both, one after the other.

#[cfg(test)]
mod tests;

use super::{TableColumns, scores};
use crate::{
    Dated, RuleSet, Weighting,
    api::{options, population::Found},
    base::{Order, Problem, Problems, Text, tell},
    contract::{Options, TableDiff, TableDiffOptions},
    explanation,
    gaps::Moves,
    table::{Columns, Extra},
};
use arrow_array::RecordBatch;
use arrow_schema::Schema;

/// Projects judged at one go: all schemes of each are in memory, twice.
const ROWS: usize = 1 << 12;

/// A table that two rule sets judge, slice by slice.
#[derive(Debug, Clone)]
pub struct TableComparison {
    old: Side,
    new: Side,
    moves: Moves,
    options: TableDiffOptions,
    /// Projects seen, and those that were set aside.
    seen: u64,
    set_aside: u64,
}

/// One of the two rule sets.
#[derive(Debug, Clone)]
struct Side {
    dated: Dated,
    weighting: Weighting,
    columns: TableColumns,
}

impl RuleSet {
    /// Begins to compare these rules with `new` ones on a table of these columns: give it the table slice by slice, then
    /// [`TableComparison::finish`]. A column is understood when either rule set knows it; a fact that was renamed is the same fact.
    ///
    /// # Errors
    /// Without a day, and as [`Dated::columns`] for what neither rule set understands.
    pub fn compare_tables(
        &self,
        new: &RuleSet,
        schema: &Schema,
        options: &TableDiffOptions,
    ) -> Result<TableComparison, Problems> {
        let as_of = options.as_of.as_deref();
        let (old, new) = (self.on_asked_day(as_of)?, new.on_asked_day(as_of)?);
        let extra = if options.ignore_extra { Extra::Ignore } else { Extra::Error };
        let columns = Columns::of_both(schema, [old.against(), new.against()], extra).map_err(Problems)?;
        let moves = Moves::new([old.model(), new.model()]);
        let [before, after] = columns.map(|columns| TableColumns { columns });
        let (old, new) = (Side::new(old, before)?, Side::new(new, after)?);
        Ok(TableComparison { old, new, moves, options: options.clone(), seen: 0, set_aside: 0 })
    }
}

impl Side {
    /// The order of schemes does not count here: any weights will do.
    fn new(dated: Dated, columns: TableColumns) -> Result<Side, Problems> {
        let weighting = dated.weigh(&Options::default())?;
        Ok(Side { dated, weighting, columns })
    }

    /// Every scheme that each project may have.
    fn found(&self, slice: &RecordBatch, threads: usize) -> Found {
        self.dated.lay_batch(&self.columns, slice).found_with_caps(
            &self.weighting,
            self.dated.model().schemes.len(),
            threads,
        )
    }
}

impl TableComparison {
    /// Compares a slice of any size.
    ///
    /// # Errors
    /// Unless they are to be set aside: when one of the rule sets cannot judge a project of the slice.
    pub fn slice(&mut self, slice: &RecordBatch) -> Result<(), Problems> {
        let rows = slice.num_rows();
        (0..rows).step_by(ROWS).try_for_each(|first| self.part(&slice.slice(first, ROWS.min(rows - first))))
    }

    fn part(&mut self, part: &RecordBatch) -> Result<(), Problems> {
        let threads = self.options.threads.unwrap_or(1) as usize;
        let (old, new) = (self.old.found(part, threads), self.new.found(part, threads));
        let problems = together(&old.problems, &new.problems);
        if !problems.is_empty() && !self.options.report_errors {
            return Err(scores::refused(self.seen, problems));
        }
        let mut set_aside: Vec<usize> = problems.into_iter().map(|(row, _)| row).collect();
        set_aside.dedup();
        self.moves.add(part.num_rows(), &set_aside, [&old.entries, &new.entries]);
        self.seen += part.num_rows() as u64;
        self.set_aside += set_aside.len() as u64;
        Ok(())
    }

    /// What was compared so far, told. Numbers are exact: few projects are told of as well.
    pub fn finish(&self) -> TableDiff {
        explanation::table_diff([&self.old.dated, &self.new.dated], &self.moves, self.set_aside, self.options.lang)
    }

    /// [`TableComparison::finish`] as JSON text, as the bindings call it.
    ///
    /// # Errors
    /// None that a caller could mend: the answer is always JSON.
    pub fn finish_json(&self) -> Result<String, Problems> {
        options::answer(&self.finish())
    }
}

/// Problems of both, in the order of projects: what both say is told once, what one alone says is told with which.
fn together(old: &[(usize, Problems)], new: &[(usize, Problems)]) -> Vec<(usize, Problems)> {
    let before = |p: &Problem| of(p, &tell!("anciennes règles", "old rules"));
    let after = |p: &Problem| of(p, &tell!("nouvelles règles", "new rules"));
    let both = |row: usize, p: &Problem| at(old, row).contains(p) && at(new, row).contains(p);
    let first = old.iter().map(|(row, found)| {
        let told = found.0.iter().map(|p| if both(*row, p) { p.clone() } else { before(p) });
        (*row, Problems(told.collect()))
    });
    let second =
        new.iter().map(|(row, found)| (*row, Problems(found.0.iter().filter(|p| !both(*row, p)).map(after).collect())));
    let mut all: Vec<(usize, Problems)> = first.chain(second).filter(|(_, found)| !found.0.is_empty()).collect();
    all.order_by_key(|(row, _)| *row);
    all
}

/// The problems of one project.
fn at(all: &[(usize, Problems)], row: usize) -> &[Problem] {
    let found = all.binary_search_by_key(&row, |(row, _)| *row).ok().and_then(|place| all.get(place));
    found.map_or(&[], |(_, found)| &found.0)
}

/// A problem that one of the rule sets alone has.
fn of(problem: &Problem, which: &Text) -> Problem {
    let Text { fr, en } = &problem.message;
    let (old_or_new, which) = (&which.fr, &which.en);
    Problem { message: tell!("{fr} ({old_or_new})", "{en} ({which})"), ..problem.clone() }
}

//! A table of profiles, slice by slice: never more in memory than one slice and the lists that came out.

mod comparing;
mod covering;
mod options;
mod scores;
#[cfg(test)]
mod tests;

pub use comparing::TableComparison;
pub use covering::TableGaps;
pub use scores::{SliceScores, TableScores};

use super::population::Population;
use crate::{
    Dated, RuleSet, Weighting,
    base::Problems,
    contract::{Options, ScoreOptions},
    profile::Against,
    table::{self, Columns, Extra, Line, Lines, MAX_SLICE},
    value::format_day,
};
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema};
use std::sync::Arc;

/// Schemes told for each profile where nobody says.
const TOP: u32 = 10;

/// Which column of a table tells what.
#[derive(Debug, Clone)]
pub struct TableColumns {
    columns: Columns,
}

/// A table that is being scored: give it one record batch after the other.
#[derive(Debug, Clone)]
pub struct Scoring {
    dated: Dated,
    weighting: Weighting,
    options: ScoreOptions,
    columns: TableColumns,
    schema: Arc<Schema>,
    /// Profiles seen.
    seen: u64,
}

/// A record batch in slices that are scored at one go each; between two of them one may show progress, or stop.
pub fn slices(batch: &RecordBatch) -> impl Iterator<Item = RecordBatch> + '_ {
    let rows = batch.num_rows();
    (0..rows).step_by(MAX_SLICE).map(move |first| batch.slice(first, MAX_SLICE.min(rows - first)))
}

impl Dated {
    fn against(&self) -> Against<'_> {
        Against { model: self.model(), as_of: self.plan.as_of, places: self.places() }
    }

    /// Finds what the columns of a table tell. A column has the key of a fact for its name, or is a struct with the name of a group
    /// of facts. A fact may have columns `KEY.state`, `KEY.from` and `KEY.to` beside its own; `SCHEME/CRITERION` is the
    /// answer to a declared criterion. Null is unknown.
    ///
    /// # Errors
    /// Every column that is no fact and is not in `keep`, unless `ignore_extra`; that cannot tell its fact by its type; that stands
    /// there twice; that is to be kept and is not there.
    pub fn columns(&self, schema: &Schema, keep: &[String], ignore_extra: bool) -> Result<TableColumns, Problems> {
        let extra = if ignore_extra { Extra::Ignore } else { Extra::Error };
        let columns = Columns::new(schema, self.against(), keep, extra).map_err(Problems)?;
        Ok(TableColumns { columns })
    }

    /// Lays the profiles of a record batch side by side, as [`Dated::lay`] does. One with a bad cell is set aside with its problems,
    /// whose paths are names of columns.
    pub fn lay_batch(&self, columns: &TableColumns, batch: &RecordBatch) -> Population<'_> {
        let (table, wrong) = columns.columns.read(self.against(), batch);
        Population::of(self, table, wrong.into_iter().map(|(row, found)| (row, Problems(found))).collect())
    }
}

impl RuleSet {
    /// Makes ready to score tables of these columns.
    ///
    /// # Errors
    /// Without a day, with an option that cannot be, and as [`Dated::columns`].
    pub fn scoring(&self, schema: &Schema, options: &ScoreOptions) -> Result<Scoring, Problems> {
        let dated = self.on_asked_day(options.as_of.as_deref())?;
        let weighting = dated.weigh(&Options { weights: options.weights.clone(), ..Options::default() })?;
        let columns = dated.columns(schema, &options.keep, options.ignore_extra)?;
        let kept = columns.columns.kept().iter().filter_map(|i| schema.fields().get(*i).cloned());
        let preset = weighting.preset.clone().unwrap_or_default();
        let about = [
            ("terreau.fingerprint", self.fingerprint()),
            ("terreau.engine", env!("CARGO_PKG_VERSION")),
            ("terreau.as_of", &format_day(dated.plan.as_of)),
            ("terreau.weights", &preset),
        ];
        let about = about.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect();
        let schema = Arc::new(table::schema(kept).with_metadata(about));
        Ok(Scoring { dated, weighting, options: options.clone(), columns, schema, seen: 0 })
    }

    /// [`RuleSet::scoring`] with its options as JSON text, as the bindings call it: `as_of`, `lang`, `weights`, `top`, `keep`,
    /// `extra` (`error`, `ignore`), `on_error` (`raise`, `report`), `threads`.
    ///
    /// # Errors
    /// As [`RuleSet::scoring`], and when an option is not known.
    pub fn scoring_json(&self, schema: &Schema, options: &str) -> Result<Scoring, Problems> {
        self.scoring(schema, &options::score(options)?)
    }
}

impl Scoring {
    /// Columns of the answer: `row` (place of the profile in the table, from 0), what is kept, then `rank`, `scheme`, `verdict`,
    /// `group`, `score_low` and `score_high` (points of 1,000), `amount_low` and `amount_high` (euros), `amount_may_not_apply`. The schema's
    /// metadata tell the rules' fingerprint, the engine, the day and the weights.
    pub fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema)
    }

    /// Nothing scored yet, to put slices to.
    pub fn begin(&self) -> TableScores {
        TableScores::new(self.clone())
    }

    /// Scores one of [`slices`].
    ///
    /// # Errors
    /// Unless problems are to be reported: when a profile of the slice cannot be judged.
    pub fn slice(&mut self, slice: &RecordBatch) -> Result<SliceScores, Problems> {
        let first = self.seen;
        let top = self.options.top.unwrap_or(TOP) as usize;
        let threads = self.options.threads.unwrap_or(1) as usize;
        let found = self.dated.lay_batch(&self.columns, slice).found(&self.weighting, top, threads);
        if !found.problems.is_empty() && !self.options.report_errors {
            return Err(scores::refused(first, found.problems));
        }
        self.seen += slice.num_rows() as u64;
        let kept = self.columns.columns.kept().iter().filter_map(|i| slice.columns().get(*i).cloned()).collect();
        let mut rows: Vec<usize> = found.entries.iter().map(|entry| entry.row).collect();
        rows.dedup();
        Ok(SliceScores {
            told: (found.entries.len() as u64, rows.len() as u64),
            lines: Lines { first, lines: found.entries.iter().map(Line::of).collect(), kept },
            profiles: slice.num_rows() as u64,
            tallies: found.tallies,
            problems: found.problems.into_iter().map(|(row, p)| (first + row as u64, p.0)).collect(),
        })
    }

    /// The lines of a slice as a record batch of [`Scoring::schema`].
    ///
    /// # Errors
    /// When the columns kept are too large for one batch.
    pub fn record_batch(&self, slice: &SliceScores) -> Result<RecordBatch, ArrowError> {
        slice.lines.batch(&self.schema, |scheme| self.dated.scorer().id(scheme))
    }
}

/// A table that is scored while its answer is read: what was read is forgotten.
#[derive(Debug)]
pub struct ScoredReader<R> {
    table: R,
    scoring: Scoring,
    /// Slices of the last record batch that are still to be scored, the next one last.
    slices: Vec<RecordBatch>,
    failed: bool,
}

impl Scoring {
    /// Scores a table while the answer is read. An error of the table, or a profile that cannot be judged where that is to be
    /// an error, ends the answer with it.
    pub fn read<R>(self, table: R) -> ScoredReader<R> {
        ScoredReader { table, scoring: self, slices: vec![], failed: false }
    }
}

impl<R: RecordBatchReader> ScoredReader<R> {
    fn scored(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        while self.slices.is_empty() {
            match self.table.next()? {
                Ok(batch) => self.slices = slices(&batch).collect(),
                Err(e) => return Some(Err(e)),
            }
            self.slices.reverse();
        }
        let slice = self.slices.pop()?;
        let lang = self.scoring.options.lang;
        let scored = self.scoring.slice(&slice).map_err(|e| ArrowError::InvalidArgumentError(e.to_json(lang)));
        Some(scored.and_then(|scored| self.scoring.record_batch(&scored)))
    }
}

impl<R: RecordBatchReader> Iterator for ScoredReader<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.scored();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

impl<R: RecordBatchReader> RecordBatchReader for ScoredReader<R> {
    fn schema(&self) -> Arc<Schema> {
        self.scoring.schema()
    }
}

//! Who gets nothing, of a table: its slices counted one after the other.

use super::{TableColumns, scores};
use crate::{
    Dated,
    api::Gaps,
    base::{Lang, Problems},
    contract::{Coverage, GapOptions},
};
use arrow_array::RecordBatch;
use arrow_schema::Schema;

/// A table that is counted slice by slice: [`Gaps`] with the columns that tell facts.
#[derive(Debug, Clone)]
pub struct TableGaps<'d> {
    dated: &'d Dated,
    gaps: Gaps<'d>,
    columns: TableColumns,
    report_errors: bool,
    /// Profiles seen.
    seen: u64,
}

impl Dated {
    /// Begins to count a table of these columns. With `report_errors` a profile with bad cells is only counted as set aside.
    ///
    /// # Errors
    /// As [`Dated::gaps`] and [`Dated::columns`].
    pub fn table_gaps(
        &self,
        schema: &Schema,
        options: &GapOptions,
        ignore_extra: bool,
        report_errors: bool,
    ) -> Result<TableGaps<'_>, Problems> {
        let gaps = self.gaps(options)?;
        let columns = self.columns(schema, &[], ignore_extra)?;
        Ok(TableGaps { dated: self, gaps, columns, report_errors, seen: 0 })
    }
}

impl TableGaps<'_> {
    /// Counts one of [`super::slices`].
    ///
    /// # Errors
    /// Unless they are to be reported: when a profile of the slice has bad cells.
    pub fn slice(&mut self, slice: &RecordBatch, threads: usize) -> Result<(), Problems> {
        let population = self.dated.lay_batch(&self.columns, slice);
        if !population.problems().is_empty() && !self.report_errors {
            return Err(scores::refused(self.seen, population.problems().to_vec()));
        }
        self.seen += slice.num_rows() as u64;
        self.gaps.add(&population, threads)
    }

    /// What was counted so far, told.
    pub fn finish(&self, lang: Lang) -> Coverage {
        self.gaps.finish(lang)
    }

    /// [`TableGaps::finish`] as JSON text, as the bindings call it.
    ///
    /// # Errors
    /// None that a caller could mend: the answer is always JSON.
    pub fn finish_json(&self, lang: Lang) -> Result<String, Problems> {
        self.gaps.finish_json(lang)
    }
}

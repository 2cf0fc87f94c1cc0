//! Who gets nothing, of a table: its slices counted one after the other.

use super::{TableColumns, scores};
use crate::{
    Dated,
    api::Gaps,
    base::Problems,
    contract::{Coverage, CoverageOptions},
};
use arrow_array::RecordBatch;
use arrow_schema::Schema;

/// A table that is counted slice by slice: [`Gaps`] with the columns that tell facts.
#[derive(Debug, Clone)]
pub struct TableGaps<'d> {
    dated: &'d Dated,
    gaps: Gaps<'d>,
    columns: TableColumns,
    options: CoverageOptions,
    /// Profiles seen.
    seen: u64,
}

impl Dated {
    /// Begins to count a table of these columns. With `report_errors` a profile with bad cells is only counted as set aside.
    ///
    /// # Errors
    /// As [`Dated::gaps`] and [`Dated::columns`].
    pub fn table_gaps(&self, schema: &Schema, options: &CoverageOptions) -> Result<TableGaps<'_>, Problems> {
        let gaps = self.gaps(&options.gaps)?;
        let columns = self.columns(schema, &[], options.ignore_extra)?;
        Ok(TableGaps { dated: self, gaps, columns, options: options.clone(), seen: 0 })
    }
}

impl TableGaps<'_> {
    /// Counts one of [`super::slices`].
    ///
    /// # Errors
    /// Unless they are to be reported: when a profile of the slice has bad cells.
    pub fn slice(&mut self, slice: &RecordBatch) -> Result<(), Problems> {
        let population = self.dated.lay_batch(&self.columns, slice);
        if !population.problems().is_empty() && !self.options.report_errors {
            return Err(scores::refused(self.seen, population.problems().to_vec()));
        }
        self.seen += slice.num_rows() as u64;
        self.gaps.add(&population, self.options.threads.unwrap_or(1) as usize)
    }

    /// What was counted so far, told.
    pub fn finish(&self) -> Coverage {
        self.gaps.finish(self.options.gaps.lang)
    }

    /// [`TableGaps::finish`] as JSON text, as the bindings call it.
    ///
    /// # Errors
    /// None that a caller could mend: the answer is always JSON.
    pub fn finish_json(&self) -> Result<String, Problems> {
        self.gaps.finish_json(self.options.gaps.lang)
    }
}

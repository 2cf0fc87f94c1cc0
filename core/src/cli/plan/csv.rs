//! The tables of a plan as CSV: one after the other, each with its key in the first column.

use crate::contract::PlanReport;

pub(super) fn csv(plan: &PlanReport) -> Result<Vec<u8>, String> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
    for table in &plan.tables {
        let head = [table.key, table.title.as_str()].into_iter().chain(table.columns.iter().map(String::as_str));
        out.write_record(head).map_err(|e| e.to_string())?;
        for row in &table.rows {
            let cells = row.cells.iter().map(|c| c.to_text());
            let record = [table.key.to_owned(), row.label.clone()].into_iter().chain(cells);
            out.write_record(record).map_err(|e| e.to_string())?;
        }
    }
    out.into_inner().map_err(|e| e.to_string())
}

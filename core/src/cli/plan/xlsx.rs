//! The tables of a plan as a workbook, one a sheet. Totals are written as numbers, so that every reader shows the same.

use super::host;
use crate::{
    base::Lang,
    contract::{PlanReport, Table},
};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Names of sheets have at most this many letters.
const MAX_NAME: usize = 31;

pub(super) fn xlsx(plan: &PlanReport, lang: Lang) -> Result<Vec<u8>, String> {
    let mut book = Workbook::new();
    let mut made = || -> Result<Vec<u8>, XlsxError> {
        summary(book.add_worksheet(), plan, lang)?;
        for table in &plan.tables {
            sheet(book.add_worksheet(), table)?;
        }
        book.save_to_buffer()
    };
    made().map_err(|e| e.to_string())
}

fn summary(sheet: &mut Worksheet, plan: &PlanReport, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(if lang == Lang::Fr { "Synthèse" } else { "Summary" })?;
    sheet.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let texts = plan.summary.iter().chain(plan.findings.iter().map(|f| &f.label));
    for (row, text) in (0_u32..).zip(texts.chain(plan.assumptions.iter().map(|a| &a.label))) {
        sheet.write_string_with_format(row, 0, text, &wrapped)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(table.title.chars().take(MAX_NAME).collect::<String>())?;
    sheet.set_column_width(0, 46)?;
    let bold = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##0.00");
    let total = Format::new().set_num_format("#,##0.00").set_bold().set_border_top(FormatBorder::Thin);
    sheet.write_string_with_format(0, 0, &table.title, &bold)?;
    for (column, name) in (1_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, 13)?;
    }
    for (at, row) in (1_u32..).zip(&table.rows) {
        let strong = row.style != "line";
        if strong {
            sheet.write_string_with_format(at, 0, &row.label, &bold)?;
        } else {
            sheet.write_string(at, 0, &row.label)?;
        }
        for (column, cell) in (1_u16..).zip(&row.cells) {
            sheet.write_number_with_format(at, column, host(*cell), if strong { &total } else { &money })?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

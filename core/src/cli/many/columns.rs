//! Lines of numbers under their heads: a label that wraps, then columns to the right of it.

use crate::cli::page::{FIELD_INDENT, Page, WIDTH, dim, padded, right, wrap};

/// Between two columns.
const GAP: usize = 2;

/// A table of numbers to print: the width of its columns, the room that is left for labels.
pub(super) struct Columns {
    column: usize,
    label: usize,
}

impl Columns {
    /// As many columns as there are heads, printed first.
    pub(super) fn begin(page: &mut Page, heads: &[&str], least: usize) -> Columns {
        let column = heads.iter().map(|h| h.chars().count()).max().unwrap_or(0).max(least);
        let taken = FIELD_INDENT + heads.len() * (column + GAP);
        let columns = Columns { column, label: WIDTH.saturating_sub(taken) };
        columns.line(page, "", heads, |line| dim(line));
        columns
    }

    pub(super) fn row(&self, page: &mut Page, label: &str, cells: &[String]) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        self.line(page, label, &cells, str::to_owned);
    }

    fn line(&self, page: &mut Page, label: &str, cells: &[&str], shown: impl Fn(&str) -> String) {
        let indent = " ".repeat(FIELD_INDENT);
        let numbers: String =
            cells.iter().map(|cell| format!("{}{}", " ".repeat(GAP), right(cell, self.column))).collect();
        for (i, part) in wrap(label, self.label).iter().enumerate() {
            let numbers = if i == 0 { numbers.as_str() } else { "" };
            page.line(shown(&format!("{indent}{}{numbers}", padded(part, self.label))));
        }
    }
}

//! Comma-separated tables: every cell is text, and an empty one is not known.

use crate::table::text;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, builder::StringBuilder};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use csv::{ReaderBuilder, StringRecord};
use std::{
    fs::File,
    io::{BufReader, Read, Seek, Write},
    sync::Arc,
};

/// Rows of a record batch.
const ROWS: usize = 1 << 16;

/// Record batches of a comma-separated file.
pub(super) struct Reader {
    rows: csv::Reader<BufReader<File>>,
    schema: Arc<Schema>,
    record: StringRecord,
    ended: bool,
}

impl Reader {
    /// `,` or `;` or a tab separates cells: whichever the first line has most of.
    pub(super) fn open(mut file: File) -> Result<Reader, ArrowError> {
        let mut head = vec![0; 1 << 16];
        let size = file.read(&mut head)?;
        file.rewind()?;
        let head = head.get(..size).unwrap_or_default();
        let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(|s| first.iter().filter(|b| *b == s).count());
        let mut rows = ReaderBuilder::new().delimiter(separator.unwrap_or(b',')).from_reader(BufReader::new(file));
        let names = rows.headers().map_err(unreadable)?;
        let bare = |name: &str| name.trim_start_matches('\u{feff}').trim().to_owned();
        let fields: Vec<Field> = names.iter().map(|name| Field::new(bare(name), DataType::Utf8, true)).collect();
        Ok(Reader { rows, schema: Arc::new(Schema::new(fields)), record: StringRecord::new(), ended: false })
    }

    fn batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let mut columns: Vec<StringBuilder> = self.schema.fields().iter().map(|_| StringBuilder::new()).collect();
        let mut rows = 0;
        while rows < ROWS && self.rows.read_record(&mut self.record).map_err(unreadable)? {
            for (column, cell) in columns.iter_mut().zip(&self.record) {
                let cell = cell.trim();
                column.append_option((!cell.is_empty()).then_some(cell));
            }
            rows += 1;
        }
        if rows == 0 {
            return Ok(None);
        }
        let columns = columns.iter_mut().map(|c| Arc::new(c.finish()) as ArrayRef).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns).map(Some)
    }
}

fn unreadable(error: csv::Error) -> ArrowError {
    ArrowError::CsvError(error.to_string())
}

impl Iterator for Reader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.batch().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl RecordBatchReader for Reader {
    fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema)
    }
}

/// Writes the names of columns.
pub(super) fn head(out: &mut csv::Writer<impl Write>, schema: &Schema) -> Result<(), csv::Error> {
    out.write_record(schema.fields().iter().map(|f| f.name()))
}

/// Writes the rows of a record batch.
pub(super) fn rows(out: &mut csv::Writer<impl Write>, batch: &RecordBatch) -> Result<(), csv::Error> {
    for row in 0..batch.num_rows() {
        out.write_record(batch.columns().iter().map(|column| text(column, row)))?;
    }
    Ok(())
}

//! Tables from files.

use super::{Kind, csv};
use crate::{
    base::{Text, tell},
    cli::terminal::{Exit, Stop, Terminal},
    load::folder::{shown, why},
};
use arrow_array::RecordBatchReader;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::ArrowError;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::{
    fs::File,
    io::{BufReader, Read, Seek},
    path::Path,
};

/// A table to be read.
pub(super) type Table = Box<dyn RecordBatchReader>;

/// Opens a table; how it is kept is told by the ending of its name.
pub(super) fn open(path: &Path, terminal: &Terminal) -> Result<Table, Stop> {
    let kind = Kind::of(path).map_err(|message| terminal.fail(&message, None, Exit::Unusable))?;
    let name = shown(path);
    let file = File::open(path).map_err(|e| {
        let why = why(&e);
        let (fr, en) = (&why.fr, &why.en);
        let message = tell!("`{name}` n'a pas pu être lu : {fr}", "`{name}` could not be read: {en}");
        terminal.fail(&message, None, Exit::Unusable)
    })?;
    let table = match kind {
        Kind::Csv => csv::Reader::open(file).map(|r| Box::new(r) as Table),
        Kind::Parquet => parquet(file),
        Kind::Arrow => ipc(file),
    };
    table.map_err(|e| broken(path, &e, terminal))
}

/// A table that ends otherwise than it should.
pub(super) fn broken(path: &Path, error: &ArrowError, terminal: &Terminal) -> Stop {
    let name = shown(path);
    let message: Text = tell!("`{name}` est abîmé : {error}", "`{name}` is damaged: {error}");
    terminal.fail(&message, None, Exit::Unusable)
}

fn parquet(file: File) -> Result<Table, ArrowError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(1 << 16).build()?;
    Ok(Box::new(reader))
}

/// Of the two ways that Arrow keeps tables, the one that begins with its name is the file.
fn ipc(mut file: File) -> Result<Table, ArrowError> {
    let mut magic = [0; 6];
    let size = file.read(&mut magic)?;
    file.rewind()?;
    if magic.get(..size) == Some(b"ARROW1") {
        return Ok(Box::new(FileReader::try_new(BufReader::new(file), None)?));
    }
    Ok(Box::new(StreamReader::try_new(BufReader::new(file), None)?))
}

//! Tables to files, or to the standard output. A file appears when all of it is written, not before.

use super::{Kind, csv as comma};
use crate::{
    base::tell,
    cli::terminal::{Exit, Stop, Terminal},
    load::folder::shown,
};
use ::csv::Writer;
use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::Schema;
use parquet::{arrow::ArrowWriter, basic::Compression, file::properties::WriterProperties};
use std::{
    fs::File,
    io::{BufWriter, Error, ErrorKind, Stdout},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where a table goes.
pub(super) struct Output<'t> {
    sink: Sink,
    /// The file, and its name while it grows.
    file: Option<(PathBuf, PathBuf)>,
    terminal: &'t Terminal,
}

enum Sink {
    Print(Box<Writer<Stdout>>),
    Csv(Box<Writer<File>>),
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Arrow(Box<FileWriter<BufWriter<File>>>),
}

impl<'t> Output<'t> {
    /// Opens a file, or the standard output where none is named.
    pub(super) fn open(path: Option<&Path>, schema: &Arc<Schema>, terminal: &'t Terminal) -> Result<Output<'t>, Stop> {
        let Some(path) = path else {
            let mut out = Box::new(Writer::from_writer(std::io::stdout()));
            comma::head(&mut out, schema).map_err(|e| unwritten("-", &e.into(), terminal))?;
            return Ok(Output { sink: Sink::Print(out), file: None, terminal });
        };
        let kind = Kind::of(path).map_err(|message| terminal.fail(&message, None, Exit::Unusable))?;
        let mut growing = path.as_os_str().to_owned();
        growing.push(".part");
        let growing = PathBuf::from(growing);
        let sink = begin(kind, &growing, schema).map_err(|e| unwritten(&shown(path), &e, terminal))?;
        Ok(Output { sink, file: Some((path.to_owned(), growing)), terminal })
    }

    pub(super) fn put(&mut self, batch: &RecordBatch) -> Result<(), Stop> {
        let done: Result<(), Error> = match &mut self.sink {
            Sink::Print(out) => comma::rows(out, batch).map_err(Error::from),
            Sink::Csv(out) => comma::rows(out, batch).map_err(Error::from),
            Sink::Parquet(out) => out.write(batch).map_err(Error::other),
            Sink::Arrow(out) => out.write(batch).map_err(Error::other),
        };
        done.map_err(|e| self.unwritten(&e))
    }

    /// Ends the table; the file bears its name from now on.
    pub(super) fn end(mut self) -> Result<(), Stop> {
        let done = match &mut self.sink {
            Sink::Print(out) => out.flush(),
            Sink::Csv(out) => out.flush(),
            Sink::Parquet(out) => out.finish().map(|_| ()).map_err(Error::other),
            Sink::Arrow(out) => out.finish().map_err(Error::other),
        };
        let named = done.and_then(|()| match &self.file {
            Some((path, growing)) => std::fs::rename(growing, path),
            None => Ok(()),
        });
        named.map_err(|e| self.unwritten(&e))?;
        if let Some((path, _)) = self.file.take() {
            let name = shown(&path);
            self.terminal.note(tell!("écrit : {name}", "written: {name}").get(self.terminal.lang));
        }
        Ok(())
    }

    fn unwritten(&self, error: &Error) -> Stop {
        let name = self.file.as_ref().map_or_else(|| "-".to_owned(), |(path, _)| shown(path));
        unwritten(&name, error, self.terminal)
    }
}

/// What did not come to its end leaves nothing behind.
impl Drop for Output<'_> {
    fn drop(&mut self) {
        if let Some((_, growing)) = &self.file {
            let _ = std::fs::remove_file(growing);
        }
    }
}

fn begin(kind: Kind, path: &Path, schema: &Arc<Schema>) -> Result<Sink, Error> {
    let file = File::create(path)?;
    Ok(match kind {
        Kind::Csv => {
            let mut out = Box::new(Writer::from_writer(file));
            comma::head(&mut out, schema)?;
            Sink::Csv(out)
        }
        Kind::Parquet => {
            let with = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let out = ArrowWriter::try_new(BufWriter::new(file), Arc::clone(schema), Some(with));
            Sink::Parquet(Box::new(out.map_err(Error::other)?))
        }
        Kind::Arrow => Sink::Arrow(Box::new(FileWriter::try_new(BufWriter::new(file), schema).map_err(Error::other)?)),
    })
}

fn unwritten(name: &str, error: &Error, terminal: &Terminal) -> Stop {
    // the reader has read enough (`| head`): nothing is wrong
    if name == "-" && error.kind() == ErrorKind::BrokenPipe {
        return Stop(Exit::Fine);
    }
    let message = tell!("`{name}` n'a pas pu être écrit : {error}", "`{name}` could not be written: {error}");
    terminal.fail(&message, None, Exit::Unusable)
}

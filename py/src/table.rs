//! Tables in and out by the Arrow PyCapsule interface; slices are scored without the interpreter's lock.

use crate::{language, told};
use arrow_array::{
    RecordBatch, RecordBatchIterator, RecordBatchReader, ffi::FFI_ArrowSchema, ffi_stream::FFI_ArrowArrayStream,
};
use arrow_schema::{ArrowError, Schema};
use pyo3::{exceptions::PyValueError, prelude::*, types::PyCapsule};
use pyo3_arrow::input::AnyRecordBatch;
use std::sync::{Arc, Mutex, PoisonError};
use terreau::{CoverageOptions, Lang, RuleSet, TableDiffOptions, TableScores, slices};

/// Scores a table to its end; `progress` is told of each slice how many profiles it had.
pub(crate) fn score(
    py: Python<'_>,
    rules: &RuleSet,
    table: AnyRecordBatch,
    options: &str,
    progress: Option<Bound<'_, PyAny>>,
    lang: &str,
) -> PyResult<Scores> {
    let mut reader = table.into_reader()?;
    let mut scoring = rules.scoring_json(&reader.schema(), options).map_err(told(lang))?;
    let mut scores = scoring.begin();
    while let Some(batch) = py.detach(|| reader.next()) {
        let batch = batch.map_err(unreadable)?;
        for slice in slices(&batch) {
            py.check_signals()?;
            let part = py.detach(|| scoring.slice(&slice)).map_err(told(lang))?;
            if let Some(progress) = &progress {
                progress.call1((part.profiles(),))?;
            }
            scores.put(part);
        }
    }
    Ok(Scores { scores: Arc::new(scores), lang: language(lang) })
}

/// Who gets nothing, of a table, as JSON.
pub(crate) fn coverage(
    py: Python<'_>,
    rules: &RuleSet,
    table: AnyRecordBatch,
    options: &str,
    progress: Option<Bound<'_, PyAny>>,
    lang: &str,
) -> PyResult<String> {
    let mut reader = table.into_reader()?;
    let options = CoverageOptions::from_json(options).map_err(told(lang))?;
    let dated = rules.on_asked_day(options.gaps.as_of.as_deref()).map_err(told(lang))?;
    let mut gaps = dated.table_gaps(&reader.schema(), &options).map_err(told(lang))?;
    while let Some(batch) = py.detach(|| reader.next()) {
        let batch = batch.map_err(unreadable)?;
        for slice in slices(&batch) {
            py.check_signals()?;
            py.detach(|| gaps.slice(&slice)).map_err(told(lang))?;
            if let Some(progress) = &progress {
                progress.call1((slice.num_rows(),))?;
            }
        }
    }
    py.detach(|| gaps.finish_json()).map_err(told(lang))
}

/// What new rules change for the projects of a table, as JSON.
pub(crate) fn diff(
    py: Python<'_>,
    [old, new]: [&RuleSet; 2],
    table: AnyRecordBatch,
    options: &str,
    progress: Option<Bound<'_, PyAny>>,
    lang: &str,
) -> PyResult<String> {
    let mut reader = table.into_reader()?;
    let options = TableDiffOptions::from_json(options).map_err(told(lang))?;
    let mut compared = old.compare_tables(new, &reader.schema(), &options).map_err(told(lang))?;
    while let Some(batch) = py.detach(|| reader.next()) {
        let batch = batch.map_err(unreadable)?;
        for slice in slices(&batch) {
            py.check_signals()?;
            py.detach(|| compared.slice(&slice)).map_err(told(lang))?;
            if let Some(progress) = &progress {
                progress.call1((slice.num_rows(),))?;
            }
        }
    }
    py.detach(|| compared.finish_json()).map_err(told(lang))
}

/// Scores a table while the answer is read.
pub(crate) fn stream(rules: &RuleSet, table: AnyRecordBatch, options: &str, lang: &str) -> PyResult<ScoreStream> {
    let reader = table.into_reader()?;
    let scoring = rules.scoring_json(&reader.schema(), options).map_err(told(lang))?;
    let schema = scoring.schema();
    Ok(ScoreStream { schema, reader: Mutex::new(Some(Box::new(scoring.read(reader)))) })
}

fn unreadable(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Scores that are made while they are read, once.
#[pyclass(frozen, module = "terreau._native")]
pub(crate) struct ScoreStream {
    schema: Arc<Schema>,
    reader: Mutex<Option<Reader>>,
}

type Reader = Box<dyn RecordBatchReader + Send>;

#[pymethods]
impl ScoreStream {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.schema)
    }

    /// The stream; nothing when it was taken before.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyCapsule>>> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner).take();
        reader.map(|reader| stream_capsule(py, reader)).transpose()
    }
}

/// What came out of a table; it may be read as often as one likes.
#[pyclass(frozen, module = "terreau._native")]
pub(crate) struct Scores {
    scores: Arc<TableScores>,
    lang: Lang,
}

#[pymethods]
impl Scores {
    /// Profiles of the table.
    #[getter]
    fn profiles(&self) -> u64 {
        self.scores.profiles()
    }

    /// Lines of the answer.
    #[getter]
    fn lines(&self) -> u64 {
        self.scores.lines()
    }

    /// Profiles that were not judged.
    #[getter]
    fn not_judged(&self) -> u64 {
        self.scores.not_judged()
    }

    /// What the answer's schema tells about it.
    #[getter]
    fn about(&self) -> Vec<(String, String)> {
        let mut about: Vec<_> = self.scores.scoring().schema().metadata().clone().into_iter().collect();
        about.sort();
        about
    }

    /// How many profiles have each verdict of each scheme.
    fn tallies(&self) -> PyResult<Table> {
        self.scores.tallies().map(Table::of).map_err(unreadable)
    }

    /// Why profiles were not judged.
    fn problems(&self) -> PyResult<Table> {
        self.scores.problems(self.lang).map(Table::of).map_err(unreadable)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.scores.scoring().schema())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let scores = Arc::clone(&self.scores);
        let batches = (0..scores.len()).filter_map(move |place| scores.record_batch(place));
        stream_capsule(py, Box::new(RecordBatchIterator::new(batches, self.scores.scoring().schema())))
    }
}

/// A small table.
#[pyclass(frozen, module = "terreau._native")]
pub(crate) struct Table(RecordBatch);

impl Table {
    fn of(batch: RecordBatch) -> Table {
        Table(batch)
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.0.schema())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        stream_capsule(py, Box::new(RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema())))
    }
}

// A reader may say which types it would rather have. It is given ours, as the Arrow format allows, and casts by itself: to cast here
// would double the weight of the package.

fn stream_capsule(py: Python<'_>, reader: Reader) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), c"arrow_array_stream")
}

fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(schema).map_err(unreadable)?, c"arrow_schema")
}

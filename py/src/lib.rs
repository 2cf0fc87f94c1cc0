//! The Python door: text and tables in, text and tables out. Objects and types are made in `python/terreau`.

mod table;

use pyo3::import_exception;
use pyo3::prelude::*;
use terreau::{Lang, Problems};

import_exception!(terreau._errors, TerreauError);

fn language(lang: &str) -> Lang {
    if lang == "en" { Lang::En } else { Lang::Fr }
}

/// The problems in the reader's language; that the language exists is for the engine to say.
fn told(lang: &str) -> impl Fn(Problems) -> PyErr {
    let lang = language(lang);
    move |problems| TerreauError::new_err(problems.to_json(lang))
}

/// What the package `terreau` is built on; use the package.
#[pymodule(gil_used = false)]
mod _native {
    use super::{language, table, told};
    use pyo3::prelude::*;
    use pyo3_arrow::input::AnyRecordBatch;
    use std::{collections::BTreeMap, path::PathBuf};
    use terreau::Source;

    #[pymodule_export]
    use super::table::{ScoreStream, Scores, Table};

    /// A rule set, ready to answer.
    #[pyclass(frozen, module = "terreau._native")]
    #[derive(Debug)]
    struct RuleSet(terreau::RuleSet);

    #[pymethods]
    impl RuleSet {
        /// Loads a rule set from the disk: a folder of rule files, or a bundle.
        #[staticmethod]
        fn load(py: Python<'_>, path: PathBuf, lang: &str) -> PyResult<Self> {
            py.detach(|| terreau::RuleSet::load(&path)).map(Self).map_err(told(lang))
        }

        /// Loads a rule set from the texts of its files by path: one mapping per layer, the base first.
        #[staticmethod]
        fn from_files(py: Python<'_>, layers: Vec<BTreeMap<String, String>>, lang: &str) -> PyResult<Self> {
            let source = |(path, text): (String, String)| Source::new(path, text);
            let layers = layers.into_iter().map(|files| files.into_iter().map(source).collect()).collect();
            py.detach(|| terreau::RuleSet::parse(layers)).map(Self).map_err(told(lang))
        }

        /// Loads a rule set from the text of a bundle.
        #[staticmethod]
        fn parse(py: Python<'_>, bundle: &str, lang: &str) -> PyResult<Self> {
            py.detach(|| terreau::RuleSet::from_bundle(bundle)).map(Self).map_err(told(lang))
        }

        /// The recommendations for a profile; profile, options and answer are JSON.
        fn recommend_json(&self, py: Python<'_>, profile: &str, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.recommend_json(profile, options)).map_err(told(lang))
        }

        /// The financing plan for a profile; profile, options and answer are JSON.
        fn plan_json(&self, py: Python<'_>, profile: &str, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.plan_json(profile, options)).map_err(told(lang))
        }

        /// What to ask next; profile, options and answer are JSON.
        fn next_question_json(&self, py: Python<'_>, profile: &str, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.next_question_json(profile, options)).map_err(told(lang))
        }

        /// How a recommendation is made; profile, options and answer are JSON.
        fn notice_json(&self, py: Python<'_>, profile: &str, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.notice_json(profile, options)).map_err(told(lang))
        }

        /// A saved profile carried over to these rules; profile, options and answer are JSON.
        fn update_profile_json(&self, py: Python<'_>, profile: &str, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.update_profile_json(profile, options)).map_err(told(lang))
        }

        /// What each profile of a table can get; options are JSON.
        fn score(
            &self,
            py: Python<'_>,
            table: AnyRecordBatch,
            options: &str,
            progress: Option<Bound<'_, PyAny>>,
            lang: &str,
        ) -> PyResult<Scores> {
            table::score(py, &self.0, table, options, progress, lang)
        }

        /// The same as a stream of record batches; options are JSON.
        fn score_batches(&self, table: AnyRecordBatch, options: &str, lang: &str) -> PyResult<ScoreStream> {
            table::stream(&self.0, table, options, lang)
        }

        /// Who gets nothing, of a table, and why; options and answer are JSON.
        fn coverage_json(
            &self,
            py: Python<'_>,
            table: AnyRecordBatch,
            options: &str,
            progress: Option<Bound<'_, PyAny>>,
            lang: &str,
        ) -> PyResult<String> {
            table::coverage(py, &self.0, table, options, progress, lang)
        }

        /// Kinds of projects that every scheme refuses, found in the rules alone; options and answer are JSON.
        fn uncovered_json(&self, py: Python<'_>, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.uncovered_json(options)).map_err(told(lang))
        }

        /// What other rules change in these, by meaning; options and answer are JSON.
        fn diff_json(&self, py: Python<'_>, new: &Self, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.diff_json(&new.0, options)).map_err(told(lang))
        }

        /// Who gains and who loses by other rules, of a table; options and answer are JSON.
        fn diff_table_json(
            &self,
            py: Python<'_>,
            new: &Self,
            table: AnyRecordBatch,
            options: &str,
            progress: Option<Bound<'_, PyAny>>,
            lang: &str,
        ) -> PyResult<String> {
            table::diff(py, [&self.0, &new.0], table, options, progress, lang)
        }

        /// The rules as one text, without their list of places.
        fn bundle(&self, py: Python<'_>) -> String {
            py.detach(|| self.0.to_bundle())
        }

        /// The list of official places, if there is one.
        fn places(&self) -> Option<&str> {
            self.0.places_text()
        }

        /// The same rules with a list of official places.
        fn with_places(&self, py: Python<'_>, text: &str, lang: &str) -> PyResult<Self> {
            py.detach(|| self.0.with_places(text)).map(Self).map_err(told(lang))
        }

        /// What can be asked and obtained; options and answer are JSON.
        fn describe_json(&self, py: Python<'_>, options: &str, lang: &str) -> PyResult<String> {
            py.detach(|| self.0.describe_json(options)).map_err(told(lang))
        }

        /// Identity of the rules.
        #[getter]
        fn fingerprint(&self) -> &str {
            self.0.fingerprint()
        }
    }

    /// What is wrong with the rules in a folder, as JSON.
    #[pyfunction]
    fn check(py: Python<'_>, path: PathBuf, keep_going: bool, as_of: Option<&str>, lang: &str) -> PyResult<String> {
        let report = py.detach(|| terreau::check_folder(&path, keep_going).report(as_of, language(lang)));
        report.map(|report| report.to_json()).map_err(told(lang))
    }

    /// What the examples and personas in a folder come to, or those of one scheme, as JSON.
    #[pyfunction]
    fn run_examples(py: Python<'_>, path: PathBuf, only: Option<&str>, lang: &str) -> PyResult<String> {
        let report = py.detach(|| terreau::run_examples(&terreau::check_folder(&path, false), only));
        report.map(|report| report.to_json()).map_err(told(lang))
    }
}

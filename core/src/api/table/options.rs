//! Options of tables, read from JSON.

use crate::{
    api::{gaps, options::Read},
    base::Problems,
    contract::{CoverageOptions, GapOptions, ScoreOptions, TableDiffOptions},
};
use serde_json::Value;

/// Keys that a request for scores may hold.
const SCORE: [&str; 8] = ["as_of", "lang", "weights", "top", "keep", "extra", "on_error", "threads"];
/// Keys that a request for coverage may hold beside those of [`GapOptions`].
const TABLE: [&str; 3] = ["extra", "on_error", "threads"];
/// Keys that a request to compare may hold beside those.
const DIFF: [&str; 2] = ["as_of", "lang"];

pub(super) fn score(text: &str) -> Result<ScoreOptions, Problems> {
    let mut read = Read { options: ScoreOptions::default(), found: vec![] };
    read.object(text, &SCORE, Read::score_key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

impl CoverageOptions {
    /// Options from a JSON object: those of [`GapOptions::from_json`], `extra` (`error`, `ignore`), `on_error` (`raise`, `report`)
    /// and `threads`.
    ///
    /// # Errors
    /// Every key that there is not and every value that does not suit, each with its path.
    pub fn from_json(text: &str) -> Result<CoverageOptions, Problems> {
        let keys = [&gaps::KEYS[..], &TABLE].concat();
        let mut read = Read { options: CoverageOptions::default(), found: vec![] };
        read.object(text, &keys, Read::coverage_key);
        if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
    }
}

impl TableDiffOptions {
    /// Options from a JSON object, `{}` for none: `as_of`, `lang`, `extra` (`error`, `ignore`), `on_error` (`raise`, `report`) and
    /// `threads`.
    ///
    /// # Errors
    /// Every key that there is not and every value that does not suit, each with its path.
    pub fn from_json(text: &str) -> Result<TableDiffOptions, Problems> {
        let mut read = Read { options: TableDiffOptions::default(), found: vec![] };
        read.object(text, &[&DIFF[..], &TABLE].concat(), Read::diff_key);
        if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
    }
}

impl Read<TableDiffOptions> {
    fn diff_key(&mut self, key: &str, value: &Value) {
        match key {
            "as_of" => self.options.as_of = self.day(value),
            "lang" => self.options.lang = self.lang(value),
            "threads" => self.options.threads = self.count(key, value, "2"),
            "extra" => self.options.ignore_extra = self.ignores(value),
            _ => self.options.report_errors = self.reports(value),
        }
    }
}

impl Read<ScoreOptions> {
    fn score_key(&mut self, key: &str, value: &Value) {
        match key {
            "as_of" => self.options.as_of = self.day(value),
            "lang" => self.options.lang = self.lang(value),
            "weights" => self.options.weights = self.weights(value),
            "top" => self.options.top = self.count(key, value, "10"),
            "threads" => self.options.threads = self.count(key, value, "2"),
            "keep" => self.options.keep = self.texts(key, value, "[\"id\"]"),
            "extra" => self.options.ignore_extra = self.ignores(value),
            _ => self.options.report_errors = self.reports(value),
        }
    }
}

impl Read<CoverageOptions> {
    fn coverage_key(&mut self, key: &str, value: &Value) {
        match key {
            "threads" => self.options.threads = self.count(key, value, "2"),
            "extra" => self.options.ignore_extra = self.ignores(value),
            "on_error" => self.options.report_errors = self.reports(value),
            _ => {
                let (options, found) = (std::mem::take(&mut self.options.gaps), std::mem::take(&mut self.found));
                let mut inner: Read<GapOptions> = Read { options, found };
                gaps::key(&mut inner, key, value);
                (self.options.gaps, self.found) = (inner.options, inner.found);
            }
        }
    }
}

impl<O> Read<O> {
    fn ignores(&mut self, value: &Value) -> bool {
        self.second("extra", value, ["error", "ignore"])
    }

    fn reports(&mut self, value: &Value) -> bool {
        self.second("on_error", value, ["raise", "report"])
    }

    /// Whether it is the second of two words.
    fn second(&mut self, key: &str, value: &Value, words: [&str; 2]) -> bool {
        let found = words.iter().position(|word| value.as_str() == Some(word));
        if found.is_none() {
            self.expected(key, value, &words.join(", "));
        }
        found == Some(1)
    }
}

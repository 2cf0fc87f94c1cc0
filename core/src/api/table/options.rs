//! Options of a table, read from JSON.

use crate::{api::options::Read, base::Problems, contract::ScoreOptions};
use serde_json::Value;

/// Keys that a request may hold.
const KEYS: [&str; 8] = ["as_of", "lang", "weights", "top", "keep", "extra", "on_error", "threads"];

pub(super) fn read(text: &str) -> Result<ScoreOptions, Problems> {
    let mut read = Read { options: ScoreOptions::default(), found: vec![] };
    read.object(text, &KEYS, Read::table_key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

impl Read<ScoreOptions> {
    fn table_key(&mut self, key: &str, value: &Value) {
        match key {
            "as_of" => self.options.as_of = self.day(value),
            "lang" => self.options.lang = self.lang(value),
            "weights" => self.options.weights = self.weights(value),
            "top" => self.options.top = self.count(key, value, "10"),
            "threads" => self.options.threads = self.count(key, value, "2"),
            "keep" => self.options.keep = self.texts(key, value, "[\"id\"]"),
            "extra" => self.options.ignore_extra = self.choice(key, value, ["error", "ignore"]),
            _ => self.options.report_errors = self.choice(key, value, ["raise", "report"]),
        }
    }

    /// Whether it is the second of two words.
    fn choice(&mut self, key: &str, value: &Value, words: [&str; 2]) -> bool {
        let found = words.iter().position(|word| value.as_str() == Some(word));
        if found.is_none() {
            self.expected(key, value, &words.join(", "));
        }
        found == Some(1)
    }
}

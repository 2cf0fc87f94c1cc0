//! Options of a request, read from JSON: every problem in one answer, nothing guessed.

use crate::{
    base::{Code, Lang, Problem, Problems, Text, did_you_mean, tell},
    contract::{Detail, Options, WeightsAsked},
    profile,
};
use serde_json::Value;

/// Keys that a request may hold.
const KEYS: [&str; 5] = ["as_of", "lang", "weights", "top", "detail"];

pub(super) fn read(text: &str) -> Result<Options, Problems> {
    let mut read = Read { options: Options::default(), found: vec![] };
    match profile::parse_json(text) {
        Ok(Value::Object(map)) => {
            map.iter().filter(|(_, v)| !v.is_null()).for_each(|(key, value)| read.key(key, value))
        }
        Ok(_) => read.say("", tell!("les options sont un objet JSON", "options are a JSON object"), None),
        Err(e) => read.say("", tell!("les options ne sont pas du JSON : {e}", "the options are not JSON: {e}"), None),
    }
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

struct Read {
    options: Options,
    found: Vec<Problem>,
}

impl Read {
    fn say(&mut self, path: &str, message: Text, help: Option<Text>) {
        self.found.push(Problem { code: Code::BadOption.id().to_owned(), path: path.to_owned(), message, help });
    }

    fn key(&mut self, key: &str, value: &Value) {
        match key {
            "as_of" => match value.as_str() {
                Some(day) => self.options.as_of = Some(day.to_owned()),
                None => self.expected(key, value, "2026-11-23"),
            },
            "lang" => match value.as_str() {
                Some("fr") => self.options.lang = Lang::Fr,
                Some("en") => self.options.lang = Lang::En,
                _ => self.expected(key, value, "fr, en"),
            },
            "detail" => match value.as_str() {
                Some("brief") => self.options.detail = Detail::Brief,
                Some("full") => self.options.detail = Detail::Full,
                Some("reasons") => self.options.detail = Detail::Reasons,
                _ => self.expected(key, value, "brief, full, reasons"),
            },
            "top" => match whole(value) {
                Some(n) => self.options.top = Some(n),
                None => self.expected(key, value, "10"),
            },
            "weights" => self.weights(value),
            _ => {
                let help = match did_you_mean(key, KEYS) {
                    Some(near) => tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
                    None => possible(&KEYS.join(", ")),
                };
                self.say(key, tell!("option inconnue `{key}`", "unknown option `{key}`"), Some(help));
            }
        }
    }

    fn weights(&mut self, value: &Value) {
        self.options.weights = match value {
            Value::String(preset) => Some(WeightsAsked::Preset(preset.clone())),
            Value::Object(map) => {
                let mut lines = vec![];
                for (line, weight) in map {
                    match whole(weight) {
                        Some(n) => lines.push((line.clone(), n)),
                        None => self.expected(&format!("weights.{line}"), weight, "250"),
                    }
                }
                Some(WeightsAsked::Lines(lines))
            }
            _ => {
                self.expected("weights", value, "\"balanced\", {\"money\": 600, \"fit\": 400}");
                None
            }
        };
    }

    fn expected(&mut self, path: &str, value: &Value, possible: &str) {
        let told = value.to_string();
        let message = tell!("`{told}` ne convient pas à `{path}`", "`{told}` does not suit `{path}`");
        self.say(path, message, Some(self::possible(possible)));
    }
}

fn possible(all: &str) -> Text {
    tell!("possibles : {all}", "possible: {all}")
}

fn whole(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|n| u32::try_from(n).ok())
}

//! Options of a request, read from JSON: every problem in one answer, nothing guessed.

use crate::{
    base::{Code, Lang, Problem, Problems, Text, did_you_mean, tell},
    contract::{Detail, Options, WeightsAsked},
    profile,
};
use serde_json::Value;

/// Keys that a request may hold.
const KEYS: [&str; 6] = ["as_of", "lang", "weights", "top", "detail", "near"];

pub(super) fn read(text: &str) -> Result<Options, Problems> {
    let mut read = Read { options: Options::default(), found: vec![] };
    read.object(text, &KEYS, Read::key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

/// Options being read, with all that is wrong with them.
pub(super) struct Read<O> {
    pub(super) options: O,
    pub(super) found: Vec<Problem>,
}

impl<O> Read<O> {
    /// Reads an object key by key; keys that there are not are told.
    pub(super) fn object(&mut self, text: &str, keys: &[&'static str], mut read: impl FnMut(&mut Self, &str, &Value)) {
        match profile::parse_json(text) {
            Ok(Value::Object(map)) => {
                for (key, value) in map.iter().filter(|(_, v)| !v.is_null()) {
                    if keys.contains(&key.as_str()) {
                        read(self, key, value);
                    } else {
                        self.unknown(key, keys);
                    }
                }
            }
            Ok(_) => self.say("", tell!("les options sont un objet JSON", "options are a JSON object"), None),
            Err(e) => {
                self.say("", tell!("les options ne sont pas du JSON : {e}", "the options are not JSON: {e}"), None)
            }
        }
    }

    fn unknown(&mut self, key: &str, keys: &[&'static str]) {
        let help = match did_you_mean(key, keys.iter().copied()) {
            Some(near) => tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            None => possible(&keys.join(", ")),
        };
        self.say(key, tell!("option inconnue `{key}`", "unknown option `{key}`"), Some(help));
    }

    pub(super) fn expected(&mut self, path: &str, value: &Value, possible: &str) {
        let told = value.to_string();
        let message = tell!("`{told}` ne convient pas à `{path}`", "`{told}` does not suit `{path}`");
        self.say(path, message, Some(self::possible(possible)));
    }

    fn say(&mut self, path: &str, message: Text, help: Option<Text>) {
        self.found.push(Problem { code: Code::BadOption.id().to_owned(), path: path.to_owned(), message, help });
    }
}

impl Read<Options> {
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
            "near" => match value.as_bool() {
                Some(near) => self.options.near = near,
                None => self.expected(key, value, "true, false"),
            },
            "top" => match whole(value) {
                Some(n) => self.options.top = Some(n),
                None => self.expected(key, value, "10"),
            },
            _ => self.weights(value),
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
}

fn possible(all: &str) -> Text {
    tell!("possibles : {all}", "possible: {all}")
}

fn whole(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|n| u32::try_from(n).ok())
}

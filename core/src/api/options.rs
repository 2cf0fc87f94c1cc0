//! Options of a request, read from JSON: every problem in one answer, nothing guessed.

use crate::{
    base::{Code, Lang, Problem, Problems, Text, did_you_mean, tell},
    contract::{Detail, Options, WeightsAsked},
    profile,
};
use serde::Serialize;
use serde_json::Value;

/// Keys that a request may hold.
const KEYS: [&str; 6] = ["as_of", "lang", "weights", "top", "detail", "near"];

pub(super) fn read(text: &str) -> Result<Options, Problems> {
    read_of(text, &KEYS)
}

/// Options of a call that takes some of them only.
pub(super) fn read_of(text: &str, keys: &[&'static str]) -> Result<Options, Problems> {
    let mut read = Read { options: Options::default(), found: vec![] };
    read.object(text, keys, Read::key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

/// Options being read, with all that is wrong with them.
pub(crate) struct Read<O> {
    pub(crate) options: O,
    pub(crate) found: Vec<Problem>,
}

impl<O> Read<O> {
    /// Reads an object key by key; keys that there are not are told.
    pub(crate) fn object(&mut self, text: &str, keys: &[&'static str], mut read: impl FnMut(&mut Self, &str, &Value)) {
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

/// Values that every verb's options may hold.
impl<O> Read<O> {
    pub(crate) fn text(&mut self, key: &str, value: &Value, example: &str) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.expected(key, value, example);
        }
        text
    }

    pub(super) fn texts(&mut self, key: &str, value: &Value, example: &str) -> Vec<String> {
        let list = value.as_array().map(|items| items.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
        match list.flatten() {
            Some(texts) => texts.into_iter().map(str::to_owned).collect(),
            None => {
                self.expected(key, value, example);
                vec![]
            }
        }
    }

    pub(crate) fn day(&mut self, value: &Value) -> Option<String> {
        self.text("as_of", value, "2026-11-23")
    }

    pub(crate) fn lang(&mut self, value: &Value) -> Lang {
        match value.as_str() {
            Some("fr") => return Lang::Fr,
            Some("en") => return Lang::En,
            _ => self.expected("lang", value, "fr, en"),
        }
        Lang::default()
    }

    pub(super) fn count(&mut self, key: &str, value: &Value, example: &str) -> Option<u32> {
        let count = whole(value);
        if count.is_none() {
            self.expected(key, value, example);
        }
        count
    }

    pub(super) fn flag(&mut self, key: &str, value: &Value) -> bool {
        value.as_bool().unwrap_or_else(|| {
            self.expected(key, value, "true, false");
            false
        })
    }

    pub(super) fn weights(&mut self, value: &Value) -> Option<WeightsAsked> {
        match value {
            Value::String(preset) => Some(WeightsAsked::Preset(preset.clone())),
            Value::Object(map) => {
                let mut lines = vec![];
                for (line, weight) in map {
                    let weight = self.count(&format!("weights.{line}"), weight, "250");
                    lines.extend(weight.map(|n| (line.clone(), n)));
                }
                Some(WeightsAsked::Lines(lines))
            }
            _ => {
                self.expected("weights", value, "\"balanced\", {\"money\": 600, \"fit\": 400}");
                None
            }
        }
    }
}

impl Read<Options> {
    fn key(&mut self, key: &str, value: &Value) {
        match key {
            "as_of" => self.options.as_of = self.day(value),
            "lang" => self.options.lang = self.lang(value),
            "detail" => match value.as_str() {
                Some("brief") => self.options.detail = Detail::Brief,
                Some("full") => self.options.detail = Detail::Full,
                Some("reasons") => self.options.detail = Detail::Reasons,
                _ => self.expected(key, value, "brief, full, reasons"),
            },
            "near" => self.options.near = self.flag(key, value),
            "top" => self.options.top = self.count(key, value, "10"),
            _ => self.options.weights = self.weights(value),
        }
    }
}

/// The profile of a request.
pub(super) fn profile(text: &str) -> Result<Value, Problems> {
    profile::parse_json(text).map_err(|e| {
        let message = tell!("le profil n'est pas du JSON : {e}", "the profile is not JSON: {e}");
        Problems::one(Code::ProfileShape, "", message)
    })
}

/// An answer as JSON text.
pub(crate) fn answer(answer: &impl Serialize) -> Result<String, Problems> {
    serde_json::to_string(answer).map_err(|e| Problems::one(Code::BadOption, "", Text::same(e.to_string())))
}

fn possible(all: &str) -> Text {
    tell!("possibles : {all}", "possible: {all}")
}

fn whole(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|n| u32::try_from(n).ok())
}

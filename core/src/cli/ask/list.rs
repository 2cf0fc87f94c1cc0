//! A list, line by line and field by field: each line is kept as it comes, so that a mistake in one loses none of the others.

use super::{
    answer::{self, Shape},
    talk::{Said, Talk},
};
use crate::{cli::terminal::Stop, contract::AskedField};
use serde_json::{Map, Value};

impl Talk<'_> {
    /// Asks for lines until one is left empty. Whether there is an answer: a list may be empty.
    pub(super) fn list(&mut self, key: &str, fields: &[AskedField]) -> Result<bool, Stop> {
        self.say(&format!(
            "  {}",
            self.pick("Une ligne laissée vide termine la liste.", "A line that is left empty ends the list.")
        ))?;
        let mut kept: Vec<Value> = vec![];
        loop {
            let record = self.record(kept.len() + 1, fields)?;
            if record.is_empty() {
                return if kept.is_empty() { self.put("facts", key, Value::Array(kept)) } else { Ok(true) };
            }
            let all = kept.iter().cloned().chain([Value::Object(record.clone())]).collect();
            if self.put("facts", key, Value::Array(all))? {
                kept.push(Value::Object(record));
            }
        }
    }

    /// One line; a field that is passed over stays unknown, and the first one that is ends it.
    fn record(&self, number: usize, fields: &[AskedField]) -> Result<Map<String, Value>, Stop> {
        let mut record = Map::new();
        for field in fields {
            match self.field(number, field)? {
                Some(value) => _ = record.insert(field.field.clone(), value),
                None if record.is_empty() => break,
                None => {}
            }
        }
        Ok(record)
    }

    /// A field, asked until it can be read; nothing when it is passed over.
    fn field(&self, number: usize, field: &AskedField) -> Result<Option<Value>, Stop> {
        let choices: Vec<String> =
            field.values.iter().enumerate().map(|(i, (_, l))| format!("{} {l}", i + 1)).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
        loop {
            self.prompt(&format!("  {number}. {}{choices}{}", field.label, self.pick("\u{a0}: ", ": ")))?;
            let Said::Answer(text) = self.listen()? else { return Ok(None) };
            match answer::read(Shape::of_field(field), &text, self.terminal.lang) {
                Ok(value) => return Ok(Some(value)),
                Err(help) => self.misunderstood(&help)?,
            }
        }
    }
}

//! Single values of many profiles: the same reading as of a whole profile, one cell at a time.

use super::{
    FactState,
    read::{self, Report},
    value,
};
use crate::{
    base::Problem,
    model::{CriterionId, Fact, FactId, Model, Places, SchemeId},
    value::Day,
};
use serde_json::Value;

/// What cells are read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Against<'a> {
    pub(crate) model: &'a Model,
    pub(crate) as_of: Day,
    /// Places that a profile may name beside those of the taxonomy.
    pub(crate) places: Option<&'a Places>,
}

impl<'a> Against<'a> {
    /// The fact with this key, if a profile may tell it.
    pub(crate) fn fact(&self, key: &str) -> Result<(FactId, &'a Fact), Vec<Problem>> {
        reported(|report| read::find_fact(self.model, key, key, report))
    }

    /// The declared criterion that `scheme/criterion` names.
    pub(crate) fn declared(&self, key: &str) -> Result<(SchemeId, CriterionId), Vec<Problem>> {
        reported(|report| read::find_declared(self.model, key, key, report))
    }

    /// What a value says of a fact.
    pub(crate) fn state(&self, fact: &Fact, json: &Value) -> Result<FactState, Vec<Problem>> {
        let with = (self.as_of, self.places);
        reported(|report| value::read(self.model, fact, json, &fact.key, with, report))
    }

    /// The answer to a declared criterion; nothing when it is not answered.
    pub(crate) fn answer(&self, key: &str, json: &Value) -> Result<Option<bool>, Vec<Problem>> {
        reported(|report| Some(read::answer(json, key, report)))
    }
}

fn reported<T>(read: impl FnOnce(&mut Report) -> Option<T>) -> Result<T, Vec<Problem>> {
    let mut report = Report::default();
    match read(&mut report) {
        Some(found) if report.found.is_empty() => Ok(found),
        _ => Err(report.found),
    }
}

//! The financing plan: options read, ids looked up, the plan made.

use super::options::{self, Read};
use crate::{
    RuleSet,
    base::{Code, Problem, Problems, did_you_mean, tell},
    contract::{Decimal, Options, PlanOptions, PlanReport},
    explanation,
    finance::Wishes,
    model::{MAX_MONTHS, MAX_WEIGHT, Model, Planning, SchemeId},
    value::Ratio,
};
use serde_json::Value;

/// Keys that a request for a plan may hold.
const KEYS: [&str; 8] = ["as_of", "lang", "take", "without", "assume", "months", "hour", "brief"];
/// A curve of fewer months than this shows no grant paid.
const MIN_MONTHS: u32 = 12;

impl RuleSet {
    /// The best financing plan for a profile: which money together, how much, when it arrives, and why.
    ///
    /// `profile` is a JSON object `{as_of, facts, declared, filed}`.
    ///
    /// # Errors
    /// Every problem of the profile and of the options, each with its path; `P0013` when the budget or the start is not known,
    /// without which there can be no plan.
    pub fn plan(&self, profile: &Value, options: &PlanOptions) -> Result<PlanReport, Problems> {
        let plain = Options { as_of: options.as_of.clone(), lang: options.lang, ..Options::default() };
        let profile = self.read_profile(profile, &plain)?;
        let wishes = wishes(self.model(), options)?;
        let planning = planning(self.model(), options)?;
        let dated = self.on(profile.as_of, &profile.filed);
        explanation::plan(&dated, &profile, &planning, &wishes, options)
    }

    /// [`RuleSet::plan`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`RuleSet::plan`], and when a text is not JSON or an option is not known.
    pub fn plan_json(&self, profile: &str, options: &str) -> Result<String, Problems> {
        let options = read(options)?;
        options::answer(&self.plan(&options::profile(profile)?, &options)?)
    }
}

fn read(text: &str) -> Result<PlanOptions, Problems> {
    let mut read = Read { options: PlanOptions::default(), found: vec![] };
    read.object(text, &KEYS, key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

fn key(read: &mut Read<PlanOptions>, key: &str, value: &Value) {
    match key {
        "as_of" => read.options.as_of = read.day(value),
        "lang" => read.options.lang = read.lang(value),
        "take" => read.options.take = ids(read, key, value),
        "without" => read.options.without = ids(read, key, value),
        "assume" => read.options.assume = ids(read, key, value),
        "months" => read.options.months = read.count(key, value, "36"),
        "hour" => match number(value) {
            Some(hour) => read.options.hour = Some(hour),
            None => read.expected(key, value, "12.02"),
        },
        _ => read.options.brief = read.flag(key, value),
    }
}

fn ids(read: &mut Read<PlanOptions>, key: &str, value: &Value) -> Vec<String> {
    read.texts(key, value, "[\"leader-aura\"]")
}

fn number(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(n) => n.to_string(),
        Value::String(s) => s.clone(),
        _ => return None,
    };
    let mantissa = Ratio::parse(&text)?.mantissa(2, false)?;
    Some(Decimal { mantissa, scale: 2 })
}

/// The schemes that a caller names.
fn wishes(model: &Model, options: &PlanOptions) -> Result<Wishes, Problems> {
    let mut found: Vec<Problem> = vec![];
    let mut look = |path: &str, ids: &[String]| -> Vec<SchemeId> {
        let mut known = vec![];
        for id in ids.iter().filter(|id| *id != "*") {
            match scheme(model, path, id) {
                Ok(id) => known.push(id),
                Err(problem) => found.push(*problem),
            }
        }
        known
    };
    let take = look("take", &options.take);
    let without = look("without", &options.without);
    let assumed = look("assume", &options.assume);
    let hopeful = options.assume.iter().any(|id| id == "*");
    if let Some(both) = take.iter().find(|id| without.contains(id)) {
        let id = model.scheme(*both).map_or("", |s| &s.id);
        let message = tell!("`{id}` est à la fois voulu et écarté", "`{id}` is both wanted and unwanted");
        found.push(Problem { code: Code::BadOption.id().to_owned(), path: "without".to_owned(), message, help: None });
    }
    if found.is_empty() { Ok(Wishes { take, without, assumed, hopeful }) } else { Err(Problems(found)) }
}

/// A scheme by the id that a caller gives.
pub(super) fn scheme(model: &Model, path: &str, id: &str) -> Result<SchemeId, Box<Problem>> {
    let near = || did_you_mean(id, model.schemes.iter().map(|s| s.id.as_str()));
    model.scheme_id(id).ok_or_else(|| {
        Box::new(Problem {
            code: Code::BadOption.id().to_owned(),
            path: path.to_owned(),
            message: tell!("aucun dispositif ne s'appelle `{id}`", "no scheme is called `{id}`"),
            help: near().map(|n| tell!("vouliez-vous dire `{n}` ?", "did you mean `{n}`?")),
        })
    })
}

/// The rule set's settings, with those of the request.
fn planning(model: &Model, options: &PlanOptions) -> Result<Planning, Problems> {
    let mut planning = model.planning.clone();
    if let Some(months) = options.months {
        if !(MIN_MONTHS..=MAX_MONTHS).contains(&months) {
            let message = tell!(
                "la courbe va de {MIN_MONTHS} à {MAX_MONTHS} mois après le démarrage",
                "the curve has {MIN_MONTHS} to {MAX_MONTHS} months after the start"
            );
            return Err(Problems::one(Code::BadOption, "months", message));
        }
        planning.months = months;
    }
    if let Some(hour) = options.hour {
        let hour = Ratio::scaled(hour.mantissa, hour.scale);
        if hour < Ratio::ZERO || hour > Ratio::int(MAX_WEIGHT) {
            let message = tell!("une heure vaut de 0 à {MAX_WEIGHT} €", "an hour is worth 0 to {MAX_WEIGHT} €");
            return Err(Problems::one(Code::BadOption, "hour", message));
        }
        planning.hour = hour;
    }
    Ok(planning)
}

//! Who gets nothing, and why: options read, populations counted slice by slice, the answer told.

#[cfg(test)]
mod tests;

use super::{
    Population,
    options::{self, Read},
};
use crate::{
    base::{Code, Lang, Problem, Problems, did_you_mean, tell},
    contract::{Coverage, GapOptions, Uncovered},
    explanation,
    gaps::{Asked, Census, Limits, Target},
    model::{FactId, Model},
    rule_set::{Dated, RuleSet},
};
use serde_json::Value;

/// Keys that a request may hold.
pub(super) const KEYS: [&str; 9] = ["as_of", "lang", "by", "target", "minimum", "depth", "top", "hours", "months"];
/// Fewer projects than this are not told of, unless the caller says otherwise.
const MINIMUM: u32 = 11;
/// Conditions of a segment at most: past three, nobody reads them.
const DEPTH: u32 = 3;
/// Lines of each list, and how many a caller may ask for.
const TOP: u32 = 20;
const MOST_TOP: u32 = 200;

/// A population that is counted slice by slice.
#[derive(Debug, Clone)]
pub struct Gaps<'d> {
    dated: &'d Dated,
    census: Census,
}

impl GapOptions {
    /// Options from a JSON object, `{}` for none.
    ///
    /// # Errors
    /// Every key that there is not and every value that does not suit, each with its path.
    pub fn from_json(text: &str) -> Result<GapOptions, Problems> {
        let mut read = Read { options: GapOptions::default(), found: vec![] };
        read.object(text, &KEYS, key);
        if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
    }
}

impl Dated {
    /// Begins to count who gets nothing, and why: add populations of this day, then [`Gaps::finish`].
    ///
    /// # Errors
    /// Facts and targets that there are not, numbers out of their range; all in one answer.
    pub fn gaps(&self, options: &GapOptions) -> Result<Gaps<'_>, Problems> {
        let asked = asked(self.model(), options)?;
        Ok(Gaps { dated: self, census: Census::new(self.model(), &self.plan, asked) })
    }

    /// Kinds of projects that get nothing of the target, found in the rules alone: the most general conjunctions of at most
    /// `depth` conditions that every scheme which would do surely refuses. `minimum` changes nothing here, nor does what one's own
    /// cash would carry.
    ///
    /// # Errors
    /// As [`Dated::gaps`].
    pub fn uncovered(&self, options: &GapOptions) -> Result<Uncovered, Problems> {
        Ok(explanation::uncovered(self, &asked(self.model(), options)?, options.lang))
    }
}

impl RuleSet {
    /// [`Dated::uncovered`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`Dated::uncovered`], without a day, and when the text is not JSON or an option is not known.
    pub fn uncovered_json(&self, options: &str) -> Result<String, Problems> {
        let options = GapOptions::from_json(options)?;
        options::answer(&self.on_asked_day(options.as_of.as_deref())?.uncovered(&options)?)
    }
}

impl Gaps<'_> {
    /// Counts a population, a slice of a larger one as well, on so many threads. It keeps some hundred bits for each profile.
    ///
    /// # Errors
    /// When the population was read against other rules, or for another day.
    pub fn add(&mut self, population: &Population<'_>, threads: usize) -> Result<(), Problems> {
        let (own, other) = (self.dated, population.dated);
        if own.fingerprint() != other.fingerprint() || own.plan.as_of != other.plan.as_of {
            let message = tell!(
                "cette population a été lue avec d'autres règles ou pour un autre jour",
                "this population was read against other rules or for another day"
            );
            return Err(Problems::one(Code::BadOption, "", message));
        }
        self.census.add(own.model(), own.scorer(), &population.table, threads);
        Ok(())
    }

    /// What was counted so far, told.
    pub fn finish(&self, lang: Lang) -> Coverage {
        explanation::coverage(self.dated, &self.census, lang)
    }

    /// [`Gaps::finish`] as JSON text, as the bindings call it.
    ///
    /// # Errors
    /// None that a caller could mend: the answer is always JSON.
    pub fn finish_json(&self, lang: Lang) -> Result<String, Problems> {
        options::answer(&self.finish(lang))
    }
}

pub(super) fn key(read: &mut Read<GapOptions>, key: &str, value: &Value) {
    match key {
        "as_of" => read.options.as_of = read.day(value),
        "lang" => read.options.lang = read.lang(value),
        "by" => read.options.by = read.texts(key, value, "[\"territory.place\"]"),
        "target" => read.options.target = read.text(key, value, "\"cash\""),
        "minimum" => read.options.minimum = read.count(key, value, "11"),
        "depth" => read.options.depth = read.count(key, value, "3"),
        "top" => read.options.top = read.count(key, value, "20"),
        "hours" => read.options.hours = read.count(key, value, "40"),
        _ => read.options.months = read.count(key, value, "4"),
    }
}

/// The options with names looked up, and everything told that cannot be.
fn asked(model: &Model, options: &GapOptions) -> Result<Asked, Problems> {
    let mut problems = vec![];
    let mut number = |path: &str, told: Option<u32>, usual: u32, (low, high): (u32, u32)| {
        let n = told.unwrap_or(usual);
        if !(low..=high).contains(&n) {
            let message = tell!(
                "`{path}` : {n} n'est pas entre {low} et {high}",
                "`{path}`: {n} is not between {low} and {high}"
            );
            problems.push(Problem {
                code: Code::BadOption.id().to_owned(),
                path: path.to_owned(),
                message,
                help: None,
            });
        }
        n
    };
    let usual = Limits::default();
    let minimum = number("minimum", options.minimum, MINIMUM, (1, u32::MAX));
    let depth = number("depth", options.depth, DEPTH, (1, DEPTH));
    let top = number("top", options.top, TOP, (1, MOST_TOP));
    let limits = Limits {
        hours: number("hours", options.hours, usual.hours, (0, u32::MAX)),
        months: number("months", options.months, usual.months, (0, u32::MAX)),
    };
    let target = match &options.target {
        None => Target::Any,
        Some(word) => Target::parse(word).unwrap_or_else(|| {
            problems.push(unknown_target(word));
            Target::Any
        }),
    };
    let mut by: Vec<FactId> = vec![];
    for name in &options.by {
        match fact(model, name) {
            Ok(fact) if by.contains(&fact) => {}
            Ok(fact) => by.push(fact),
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    Ok(Asked { target, limits, by, minimum: minimum.into(), depth: depth as usize, top: top as usize })
}

fn unknown_target(word: &str) -> Problem {
    let words = Target::words();
    let all = words.join(", ");
    Problem {
        code: Code::BadOption.id().to_owned(),
        path: "target".to_owned(),
        message: tell!("`{word}` n'est rien qui puisse manquer", "`{word}` is nothing that may lack"),
        help: Some(match did_you_mean(word, words) {
            Some(near) => tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            None => tell!("possibles : {all}", "possible: {all}"),
        }),
    }
}

/// A fact that projects can be set side by side by: one that is told, not computed.
fn fact(model: &Model, key: &str) -> Result<FactId, Box<Problem>> {
    let told = |message, help| {
        Box::new(Problem { code: Code::BadOption.id().to_owned(), path: "by".to_owned(), message, help })
    };
    let Some(id) = model.fact_id(key) else {
        let near = did_you_mean(key, model.facts.iter().map(|f| f.key.as_str()));
        let help = near.map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
        return Err(told(tell!("il n'y a pas de fait `{key}`", "there is no fact `{key}`"), help));
    };
    if model.fact(id).is_some_and(|f| f.formula.is_some()) {
        let help = tell!("donnez un fait dont il se calcule", "give a fact that it is computed from");
        return Err(told(tell!("`{key}` se calcule", "`{key}` is computed"), Some(help)));
    }
    Ok(id)
}

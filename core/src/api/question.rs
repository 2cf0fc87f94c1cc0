//! The next question: options read, ids looked up, the question chosen.

use super::options::{self, Read};
use crate::{
    RuleSet,
    advice::Topic,
    base::{Code, Problem, Problems, did_you_mean, tell},
    contract::{NextQuestion, Options, QuestionOptions},
    explanation::{self, TOP, Wanted},
    model::{FactId, Model},
};
use serde_json::Value;

/// Keys that a request for a question may hold.
const KEYS: [&str; 6] = ["as_of", "lang", "weights", "top", "scheme", "skip"];

impl RuleSet {
    /// What to ask next: the fact whose answer is expected to settle most of the first places for its effort, why it is asked and
    /// what its answers would do; or that no answer can change the first places any more.
    ///
    /// `profile` is a JSON object `{as_of, facts, declared, filed}`; it may be empty but for the day.
    ///
    /// # Errors
    /// Every problem of the profile and of the options, each with its path.
    pub fn next_question(&self, profile: &Value, options: &QuestionOptions) -> Result<NextQuestion, Problems> {
        let plain = Options {
            as_of: options.as_of.clone(),
            lang: options.lang,
            weights: options.weights.clone(),
            ..Options::default()
        };
        let profile = self.read_profile(profile, &plain)?;
        let weighting = self.weighting(&plain)?;
        let wanted = self.wanted(options)?;
        let dated = self.on(profile.as_of, &profile.filed);
        explanation::next_question(&dated, &profile, &weighting, &wanted)
    }

    /// [`RuleSet::next_question`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`RuleSet::next_question`], and when a text is not JSON or an option is not known.
    pub fn next_question_json(&self, profile: &str, options: &str) -> Result<String, Problems> {
        let options = read(options)?;
        options::answer(&self.next_question(&options::profile(profile)?, &options)?)
    }

    /// The ids of the options looked up, and every one that is not known told.
    fn wanted(&self, options: &QuestionOptions) -> Result<Wanted, Problems> {
        let model = self.model();
        let mut problems = vec![];
        let scheme = options.scheme.as_ref().map(|id| super::plan::scheme(model, "scheme", id));
        let scheme = scheme.and_then(|found| found.map_err(|problem| problems.push(*problem)).ok());
        let mut skip = vec![];
        for key in &options.skip {
            match topic(model, key) {
                Some(topic) => skip.push(topic),
                None => problems.push(no_question(model, key)),
            }
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        Ok(Wanted { top: options.top.unwrap_or(TOP), scheme, lang: options.lang, skip })
    }
}

fn no_question(model: &Model, key: &str) -> Problem {
    Problem {
        code: Code::BadOption.id().to_owned(),
        path: "skip".to_owned(),
        message: tell!("il n'y a pas de question `{key}`", "there is no question `{key}`"),
        help: did_you_mean(key, model.facts.iter().map(|f| f.key.as_str()))
            .map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?")),
    }
}

fn topic(model: &Model, key: &str) -> Option<Topic> {
    match key.split_once('/') {
        Some((scheme, criterion)) => {
            let id = model.scheme_id(scheme)?;
            let place = model.scheme(id)?.criteria.iter().position(|c| c.id == criterion)?;
            Some(Topic::Declared(id.0, place as u32))
        }
        None => model.facts.iter().position(|f| f.key == key).map(|f| Topic::Fact(FactId(f as u32))),
    }
}

fn read(text: &str) -> Result<QuestionOptions, Problems> {
    let mut read = Read { options: QuestionOptions::default(), found: vec![] };
    read.object(text, &KEYS, key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

fn key(read: &mut Read<QuestionOptions>, key: &str, value: &Value) {
    match key {
        "as_of" => read.options.as_of = read.day(value),
        "lang" => read.options.lang = read.lang(value),
        "weights" => read.options.weights = read.weights(value),
        "top" => read.options.top = read.count(key, value, "5"),
        "scheme" => read.options.scheme = read.text(key, value, "\"leader-aura\""),
        _ => read.options.skip = read.texts(key, value, "[\"applicant.kind\"]"),
    }
}

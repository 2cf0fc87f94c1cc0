//! The verbs of the product: plain data in, plain data out.

mod many;

pub use many::{Answers, Between, CriterionTruth, Needed, Ranked, Reasons, Truths};

use crate::{
    base::{Code, Lang, Text, tell},
    compile::{Plan, compile},
    contract::{Catalogue, Options, Report, WeightsAsked},
    explanation,
    load::{self, Checked},
    model::{LineKind, Model},
    profile::{self, Profile, ProfileInput},
    ranking::Scorer,
    value::{Day, parse_day},
};
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// Something that was wrong with what the engine was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Code, for tools and for `terreau explain`.
    pub code: String,
    /// Where: `facts.applicant.kind`, or `schemes/grant/x.yaml:12:7`.
    pub path: String,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

/// Everything that was wrong, in one answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
#[error("{}", self.to_json(Lang::En))]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub(crate) fn one(code: Code, path: &str, message: Text) -> Problems {
        Problems(vec![Problem { code: code.id().to_owned(), path: path.to_owned(), message, help: None }])
    }

    /// The problems as a JSON array of `{code, path, message, help}`, in one language.
    pub fn to_json(&self, lang: Lang) -> String {
        #[derive(Serialize)]
        struct Told<'a> {
            code: &'a str,
            path: &'a str,
            message: &'a str,
            help: Option<&'a str>,
        }
        let told: Vec<Told<'_>> = self
            .0
            .iter()
            .map(|p| Told {
                code: &p.code,
                path: &p.path,
                message: p.message.get(lang),
                help: p.help.as_ref().map(|h| h.get(lang)),
            })
            .collect();
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl From<&Checked> for Problems {
    fn from(checked: &Checked) -> Problems {
        let place = |d: &crate::Diagnostic| {
            let path = checked.sources.file(d.span).map_or("", |f| f.path.as_str());
            let at = checked.sources.position(d.span);
            format!("{path}:{}:{}", at.line, at.column)
        };
        let errors = checked.diagnostics.iter().filter(|d| d.severity == crate::Severity::Error);
        Problems(
            errors
                .map(|d| Problem {
                    code: d.code.id().to_owned(),
                    path: place(d),
                    message: d.message.clone(),
                    help: d.help.clone(),
                })
                .collect(),
        )
    }
}

/// A rule set, checked and ready to answer.
#[derive(Debug, Clone)]
pub struct RuleSet {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    model: Model,
    fingerprint: String,
    layers: Value,
    scorer: Scorer,
    /// The plan of the last day asked for: most questions are about the same day as the one before.
    last: Mutex<Option<Arc<Plan>>>,
}

/// A rule set on one day: build it once, ask it for any number of profiles of that day.
#[derive(Debug, Clone)]
pub struct Dated {
    inner: Arc<Inner>,
    pub(crate) plan: Arc<Plan>,
}

/// Weights of a request, one for each line of the score, and the preset they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighting {
    pub(crate) preset: Option<String>,
    pub(crate) weights: Vec<u32>,
}

impl Weighting {
    pub(crate) fn weights(&self) -> &[u32] {
        &self.weights
    }
}

impl RuleSet {
    pub(crate) fn new(model: Model, fingerprint: String, layers: Value) -> RuleSet {
        let scorer = Scorer::new(&model);
        RuleSet { inner: Arc::new(Inner { model, fingerprint, layers, scorer, last: Mutex::new(None) }) }
    }

    /// Loads a rule set from the text of a bundle.
    ///
    /// # Errors
    /// Everything that is wrong with the bundle: it is checked again in full, whatever its fingerprint says.
    pub fn from_bundle(text: &str) -> Result<RuleSet, Problems> {
        let checked = load::check_bundle(text);
        let problems = Problems::from(&checked);
        checked.rule_set.ok_or(problems)
    }

    /// The rule set as one JSON text, which [`RuleSet::from_bundle`] reads and which needs no YAML.
    pub fn to_bundle(&self) -> String {
        load::bundle_text(&self.inner.fingerprint, &self.inner.layers)
    }

    /// Identity of the rules: SHA-256 of their content, whatever the order of files and keys, as hexadecimal.
    pub fn fingerprint(&self) -> &str {
        &self.inner.fingerprint
    }

    pub(crate) fn model(&self) -> &Model {
        &self.inner.model
    }

    /// The rule set on a day. The plan of the last day is kept: it is a function of the rules and the day alone.
    pub(crate) fn on(&self, as_of: Day, filed: &BTreeMap<String, Day>) -> Dated {
        let dated = |plan| Dated { inner: Arc::clone(&self.inner), plan };
        let build = || Arc::new(compile(&self.inner.model, as_of, filed));
        if !filed.is_empty() {
            return dated(build());
        }
        let Ok(mut last) = self.inner.last.lock() else { return dated(build()) };
        let plan = match last.as_ref().filter(|p| p.as_of == as_of) {
            Some(plan) => Arc::clone(plan),
            None => Arc::clone(last.insert(build())),
        };
        drop(last);
        dated(plan)
    }

    /// The rule set on a day, `2026-11-23`, for many questions about it: see [`Dated::read`].
    ///
    /// # Errors
    /// When there is no such day.
    pub fn on_day(&self, as_of: &str) -> Result<Dated, Problems> {
        let day = parse_day(as_of).ok_or_else(|| {
            Problems::one(
                Code::ProfileDate,
                "as_of",
                tell!("`{as_of}` n'est pas une date qui existe", "`{as_of}` is not a date that exists"),
            )
        })?;
        Ok(self.on(day, &BTreeMap::new()))
    }

    /// The ranked, explained recommendations for a profile.
    ///
    /// `profile` is a JSON object `{as_of, facts, declared, filed}`.
    ///
    /// # Errors
    /// Every problem of the profile and of the options, each with its path; nothing is guessed.
    pub fn recommend(&self, profile: &Value, options: &Options) -> Result<Report, Problems> {
        let profile = self.read_profile(profile, options)?;
        let weighting = self.weighting(options)?;
        let dated = self.on(profile.as_of, &profile.filed);
        explanation::recommend(&dated, &profile, &weighting, options)
    }

    /// [`RuleSet::recommend`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`RuleSet::recommend`], and when a text is not JSON or an option is not known.
    pub fn recommend_json(&self, profile: &str, options: &str) -> Result<String, Problems> {
        let options = read_options(options)?;
        let profile = profile::parse_json(profile).map_err(|e| {
            Problems::one(
                Code::ProfileShape,
                "",
                tell!("le profil n'est pas du JSON : {e}", "the profile is not JSON: {e}"),
            )
        })?;
        let report = self.recommend(&profile, &options)?;
        serde_json::to_string(&report).map_err(|e| Problems::one(Code::ProfileShape, "", Text::same(e.to_string())))
    }

    /// What can be asked and obtained.
    pub fn describe(&self, lang: Lang) -> Catalogue {
        explanation::describe(self, lang)
    }

    /// [`RuleSet::describe`] as JSON text; `options` may give `lang`.
    ///
    /// # Errors
    /// When an option is not known.
    pub fn describe_json(&self, options: &str) -> Result<String, Problems> {
        let options = read_options(options)?;
        serde_json::to_string(&self.describe(options.lang))
            .map_err(|e| Problems::one(Code::BadOption, "", Text::same(e.to_string())))
    }

    pub(crate) fn read_profile(&self, profile: &Value, options: &Options) -> Result<Profile, Problems> {
        let as_of = match &options.as_of {
            Some(text) => Some(parse_day(text).ok_or_else(|| {
                Problems::one(
                    Code::ProfileDate,
                    "as_of",
                    tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists"),
                )
            })?),
            None => None,
        };
        profile::read(&self.inner.model, ProfileInput { json: profile, as_of }).map_err(Problems)
    }

    /// The weights that a request asks for.
    pub(crate) fn weighting(&self, options: &Options) -> Result<Weighting, Problems> {
        weighting(&self.inner.model, options)
    }
}

/// The weights that a request asks for.
fn weighting(model: &Model, options: &Options) -> Result<Weighting, Problems> {
    let score = &model.score;
    match &options.weights {
        None => Ok(score.presets.get(score.default).map_or_else(
            || Weighting { preset: None, weights: vec![0; score.lines.len()] },
            |p| Weighting { preset: Some(p.name.clone()), weights: p.weights.clone() },
        )),
        Some(WeightsAsked::Preset(name)) => match score.presets.iter().find(|p| p.name == *name) {
            Some(p) => Ok(Weighting { preset: Some(p.name.clone()), weights: p.weights.clone() }),
            None => {
                let all = score.presets.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ");
                Err(Problems::one(
                    Code::BadOption,
                    "weights",
                    tell!(
                        "`{name}` n'est pas un jeu de poids ; possibles : {all}",
                        "`{name}` is not a set of weights; possible: {all}"
                    ),
                ))
            }
        },
        Some(WeightsAsked::Lines(lines)) => weights_by_line(lines).map(|weights| Weighting { preset: None, weights }),
    }
}

fn weights_by_line(lines: &BTreeMap<String, u32>) -> Result<Vec<u32>, Problems> {
    if let Some(unknown) = lines.keys().find(|k| LineKind::parse(k).is_none()) {
        let all = LineKind::WORDS.join(", ");
        return Err(Problems::one(
            Code::BadOption,
            &format!("weights.{unknown}"),
            tell!(
                "`{unknown}` n'est pas une ligne du score ; possibles : {all}",
                "`{unknown}` is not a line of the score; possible: {all}"
            ),
        ));
    }
    let sum: u64 = lines.values().map(|w| u64::from(*w)).sum();
    if sum != 1000 {
        return Err(Problems::one(
            Code::WeightSum,
            "weights",
            tell!(
                "ces poids font {sum} ; leur somme doit faire 1000",
                "these weights sum to {sum}; their sum must be 1000"
            ),
        ));
    }
    Ok(LineKind::WORDS.iter().map(|w| lines.get(*w).copied().unwrap_or(0)).collect())
}

fn read_options(text: &str) -> Result<Options, Problems> {
    let bad = |e: String| {
        Problems::one(Code::BadOption, "", tell!("options illisibles : {e}", "options cannot be read: {e}"))
    };
    let value = profile::parse_json(text).map_err(bad)?;
    serde_json::from_value(value).map_err(|e| bad(e.to_string()))
}

impl Dated {
    pub(crate) fn model(&self) -> &Model {
        &self.inner.model
    }

    pub(crate) fn scorer(&self) -> &Scorer {
        &self.inner.scorer
    }

    pub(crate) fn fingerprint(&self) -> &str {
        &self.inner.fingerprint
    }
}

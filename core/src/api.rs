//! The verbs of the product: plain data in, plain data out.

mod many;
mod options;
mod plan;

pub use many::{Answers, Between, CriterionTruth, Needed, Ranked, Reasons, Truths};

use crate::{
    RuleSet,
    base::{Code, Lang, Problems, Text, tell},
    contract::{Catalogue, Options, Report},
    explanation, profile,
};
use serde_json::Value;

impl RuleSet {
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
        let options = options::read(options)?;
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
        let options = options::read(options)?;
        serde_json::to_string(&self.describe(options.lang))
            .map_err(|e| Problems::one(Code::BadOption, "", Text::same(e.to_string())))
    }
}

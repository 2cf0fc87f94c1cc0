//! The verbs of the product: plain data in, plain data out.

#[cfg(all(feature = "batch", feature = "lab"))]
mod columns;
#[cfg(feature = "batch")]
mod gaps;
mod many;
mod options;
mod plan;
#[cfg(feature = "batch")]
mod population;
mod question;
#[cfg(feature = "arrow")]
mod table;

#[cfg(all(feature = "batch", feature = "lab"))]
#[doc(hidden)]
pub use columns::{Columns, Listed, Lists};
#[cfg(feature = "batch")]
pub use gaps::Gaps;
pub use many::{Answers, Between, CriterionTruth, Needed, Ranked, Reasons, Truths};
#[cfg(feature = "batch")]
pub use population::{Population, Scored, Scores, Tally};
#[cfg(feature = "arrow")]
pub use table::{ScoredReader, Scoring, SliceScores, TableColumns, TableComparison, TableGaps, TableScores, slices};

#[cfg(feature = "yaml")]
pub(crate) use options::{Read, answer};

use crate::{
    RuleSet,
    base::{Lang, Problems},
    contract::{CONTRACT, Catalogue, Notice, Options, ProfileChange, ProfileUpdate, Report},
    explanation,
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
        options::answer(&self.recommend(&options::profile(profile)?, &options)?)
    }

    /// The notice of a recommendation: the degree to which an algorithm made it, the data with their sources, the parameters with
    /// their weights as applied to this profile, the operations, and the result (CRPA, article R. 311-3-1-2).
    ///
    /// `top`, `detail` and `near` change nothing here.
    ///
    /// # Errors
    /// As [`RuleSet::recommend`].
    pub fn notice(&self, profile: &Value, options: &Options) -> Result<Notice, Problems> {
        let profile = self.read_profile(profile, options)?;
        let dated = self.on(profile.as_of, &profile.filed);
        explanation::notice(&dated, &profile, &self.weighting(options)?, options)
    }

    /// [`RuleSet::notice`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`RuleSet::notice`], and when a text is not JSON or an option is not known.
    pub fn notice_json(&self, profile: &str, options: &str) -> Result<String, Problems> {
        let options = options::read_of(options, &["as_of", "lang", "weights"])?;
        options::answer(&self.notice(&options::profile(profile)?, &options)?)
    }

    /// A saved profile carried over to these rules: renamed facts are followed, what these rules cannot read is set aside and told,
    /// the rest is kept. `options` may give `as_of` and `lang`.
    ///
    /// # Errors
    /// What nothing set aside would mend: a profile that is no object, or a day that does not exist.
    pub fn update_profile(&self, profile: &Value, options: &Options) -> Result<ProfileUpdate, Problems> {
        let (profile, changed) = self.updated(profile, options)?;
        let told = |c: crate::profile::Changed| ProfileChange {
            was: c.was,
            now: c.now,
            value: c.value,
            label: c.message.get(options.lang).to_owned(),
        };
        Ok(ProfileUpdate { contract: CONTRACT, profile, changes: changed.into_iter().map(told).collect() })
    }

    /// [`RuleSet::update_profile`] with JSON texts in and out, as the bindings call it.
    ///
    /// # Errors
    /// As [`RuleSet::update_profile`], and when a text is not JSON or an option is not known.
    pub fn update_profile_json(&self, profile: &str, options: &str) -> Result<String, Problems> {
        let options = options::read_of(options, &["as_of", "lang"])?;
        options::answer(&self.update_profile(&options::profile(profile)?, &options)?)
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
        options::answer(&self.describe(options.lang))
    }
}

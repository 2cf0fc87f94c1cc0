//! terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing.
//!
//! A *rule set* describes schemes, a *profile* describes a project, and the engine says what is certain of each scheme for
//! that project on a given day, and what still depends on facts that nobody told.
//!
//! ```
//! use terreau::{Options, Source, Verdict, check_sources};
//! # #[cfg(feature = "yaml")] {
//!
//! let set = Source::new("set.yaml", r#"
//! id: village
//! version: "1"
//! title: {fr: "Aides du village", en: "Village aid"}
//! score:
//!   lines:
//!     money: {title: {fr: argent, en: money}, anchors: [[0%, 0], [50%, 1000]]}
//!     cash: {title: {fr: trésorerie, en: cash}, anchors: [[0%, 0], [100%, 1000]]}
//!     months: {title: {fr: mois, en: months}, anchors: [[1, 1000], [12, 0]]}
//!     lightness: {title: {fr: légèreté, en: lightness}, anchors: [[2, 1000], [60, 0]]}
//!     support: {title: {fr: appui, en: support}, anchors: [[0, 0], [1, 1000]]}
//!     fit: {title: {fr: adéquation, en: fit}, anchors: [[0%, 0], [100%, 1000]]}
//!     certainty: {title: {fr: certitude, en: certainty}, levels: {high: 1000, medium: 600, low: 300}}
//!   presets:
//!     plain: {title: {fr: simple, en: plain}, weights: {money: 600, fit: 400}}
//! "#);
//! let facts = Source::new("facts/project.yaml", r#"
//! facts:
//!   cost: {type: money, label: {fr: coût, en: cost}, question: {fr: "Combien ?", en: "How much?"}}
//!   in_village: {type: bool, label: {fr: au village, en: in the village}, question: {fr: "Au village ?", en: "Here?"}}
//! "#);
//! let providers = Source::new("providers.yaml", "providers: {council: {title: {fr: Mairie, en: Council}}}");
//! let scheme = Source::new("schemes/grant/village-grant.yaml", r#"
//! id: village-grant
//! kind: grant
//! title: {fr: "Coup de pouce", en: "Village grant"}
//! provider: council
//! confidence: high
//! references: [{title: "Council decision 12", read_on: 2026-11-20}]
//! criteria:
//!   - {id: here, if: project.in_village}
//!   - {id: small, if: project.cost <= 20000}
//! amount: {form: cash, of: project.cost, rate: 30%, cap: 3000}
//! "#);
//!
//! let checked = check_sources(vec![vec![set, facts, providers, scheme]], false);
//! let rules = checked.rule_set.expect("the rules are correct");
//! let profile = serde_json::json!({
//!     "as_of": "2026-11-23",
//!     "facts": { "project.cost": { "from": 8000, "to": 12000 } }
//! });
//! let report = rules.recommend(&profile, &Options::default())?;
//! let grant = &report.schemes[0];
//! assert_eq!(grant.verdict, Verdict::Undetermined);
//! assert_eq!(grant.missing, ["project.in_village"]);
//! let amount = grant.amount.as_ref().expect("it has an amount");
//! assert_eq!(amount.low.expect("known").to_text(), "2400");
//! assert_eq!(amount.high.expect("known").to_text(), "3000");
//! # }
//! # Ok::<(), terreau::Problems>(())
//! ```
//!
//! What is where: [`check_sources`] reads rule files and says everything that is wrong with them; [`RuleSet::recommend`] judges
//! a profile; [`RuleSet::describe`] tells what can be asked and obtained; [`RuleSet::to_bundle`] and [`RuleSet::from_bundle`]
//! carry rules to places that have no disk. The types that cross a border are in [`contract`].
//!
//! Not here: a clock, a disk, a network. The same request gives the same bytes on every platform.

#[cfg(test)]
extern crate self as terreau;

mod advice;
mod api;
mod base;
#[cfg(feature = "batch")]
mod batch;
mod bundle;
#[cfg(feature = "yaml")]
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod compile;
pub mod contract;
mod eligibility;
mod eval;
mod explanation;
mod finance;
#[cfg(feature = "batch")]
mod gaps;
#[cfg(feature = "yaml")]
mod load;
mod model;
mod profile;
mod ranking;
mod rule_set;
mod search;
#[cfg(feature = "yaml")]
mod syntax;
#[cfg(feature = "arrow")]
mod table;
#[cfg(feature = "yaml")]
mod tools;
mod value;

pub use api::{Answers, Between, CriterionTruth, Needed, Ranked, Reasons, Truths};
#[cfg(all(feature = "batch", feature = "lab"))]
#[doc(hidden)]
pub use api::{Columns, Listed, Lists};
#[cfg(feature = "batch")]
pub use api::{Gaps, Population, Scored, Scores, Tally};
#[cfg(feature = "arrow")]
pub use api::{ScoredReader, Scoring, SliceScores, TableColumns, TableComparison, TableGaps, TableScores, slices};
pub use base::{Code, Lang, Problem, Problems, Severity, Span, Text};
#[cfg(feature = "yaml")]
pub use base::{Diagnostic, Label, Source, Sources};
#[cfg(feature = "yaml")]
pub use contract::DiffOptions;
#[cfg(feature = "batch")]
pub use contract::GapOptions;
#[cfg(feature = "arrow")]
pub use contract::{CoverageOptions, ScoreOptions, TableDiffOptions};
pub use contract::{Detail, Options, PlanOptions, QuestionOptions};
pub use eligibility::Verdict;
#[cfg(feature = "yaml")]
pub use load::{Checked, check_folder, check_sources};
pub use ranking::Group;
pub use rule_set::{Dated, RuleSet, Weighting};
#[cfg(any(test, feature = "lab"))]
#[doc(hidden)]
pub use search::lab;
#[cfg(feature = "yaml")]
pub use tools::examples::{Broken, CaseResult, Counts, Coverage, ExampleReport, Hint, Mismatch, Place, run_examples};
#[cfg(feature = "yaml")]
pub use tools::explain::{CodeExample, CodePage, CodeTitle, codes, explain};
#[cfg(feature = "yaml")]
pub use tools::findings::{CheckReport, Finding, FindingLabel, FindingPlace};
#[cfg(feature = "yaml")]
pub use tools::workshop::{Tried, Workshop};
pub use value::Truth;

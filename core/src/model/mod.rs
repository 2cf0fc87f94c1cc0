//! The rule set as understood: only valid things can be represented. Knows neither text nor places, but for spans kept
//! to explain.

mod amount;
mod criterion;
mod expr;
mod fact;
mod ids;
mod parameter;
mod places;
mod range;
mod resource;
mod rule_set;
mod scheme;
mod size;
mod taxonomy;

pub(crate) use amount::{Amount, Base, Bonus, Cofinancing, Fees, Follows, Form, LoanTerms, OwnContribution, Value};
pub(crate) use criterion::{By, Criterion, Rule};
pub(crate) use expr::{Aggregate, Arith, Compare, Expr, Fold, Literal};
pub(crate) use fact::{AnsweredBy, Change, Constraint, Direction, Fact, Member};
pub(crate) use ids::{CriterionId, FactId, ParameterId, SchemeId};
pub(crate) use parameter::{Parameter, Shape, Version};
#[cfg(feature = "yaml")]
pub(crate) use places::BadPlaces;
pub(crate) use places::Places;
#[cfg(feature = "yaml")]
pub(crate) use range::range_of;
pub(crate) use range::{MAX_RECORDS, fits, may_be_zero};
pub(crate) use resource::{
    Brake, Common, Contact, CostTold, Likeness, MAX_SHARE, Need, Resource, ResourceKind, SchemeUsed, Told,
};
pub(crate) use rule_set::{
    DocumentDef, Group, Line, LineKind, MAX_MONTHS, MAX_WEIGHT, Model, Named, Nature, Origin, Planning, Preset,
    Provider, Regime, Roles, ScoreTable, SourceOfMoney, Tables, Vat,
};
#[cfg(feature = "yaml")]
pub(crate) use scheme::Delay;
pub(crate) use scheme::{
    Burden, Commitment, Confidence, Cumulation, Interval, Kind, Moment, Payment, Prefer, QuoteRule, Reference, Scheme,
    Step, Trigger, Window, Windows,
};
pub(crate) use size::too_large;
#[cfg(feature = "yaml")]
pub(crate) use taxonomy::Row;
pub(crate) use taxonomy::{Taxonomy, TaxonomyNode};

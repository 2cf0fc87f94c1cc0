//! What is known of one project: a state for every fact, in the model's terms.

#[cfg(feature = "arrow")]
mod cell;
mod read;
mod strict;
mod update;
mod value;

#[cfg(feature = "arrow")]
pub(crate) use cell::Against;
#[cfg(feature = "yaml")]
pub(crate) use read::KEYS;
pub(crate) use read::{ProfileInput, read};
pub(crate) use strict::parse as parse_json;
pub(crate) use update::{Changed, update};
pub(crate) use value::shown;

use crate::{
    model::{CriterionId, SchemeId},
    value::{Day, Region},
};

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum FactState {
    #[default]
    Unknown,
    /// Asked, not answered: unknown, and not asked again.
    Declined,
    None,
    NotApplicable,
    /// The values still possible, in the type's own integers; one when it is known.
    Values(Region),
    /// For each member of a set, whether it is held.
    Members(Vec<bool>),
    /// The records of a list: a field is known, or left open.
    Records(Vec<Vec<Option<Field>>>),
    /// Numbers by month.
    Series(Vec<i64>),
    Text(String),
}

/// A known field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    Value(i64),
    Text(String),
}

/// Schemes already applied for, each with its day, in order.
pub(crate) type Filed = Vec<(SchemeId, Day)>;

/// A profile, typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) as_of: Day,
    /// One for each fact of the model.
    pub(crate) facts: Vec<FactState>,
    /// Answers to declared criteria.
    pub(crate) declared: Vec<(SchemeId, CriterionId, bool)>,
    /// Schemes already applied for.
    pub(crate) filed: Filed,
}

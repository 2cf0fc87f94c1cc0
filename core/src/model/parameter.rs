//! Parameters: values with the dates on which they hold and the source they come from.

use super::{FactId, Reference};
use crate::{
    base::{Span, Text},
    value::{Day, Ratio, Type},
};

/// What one version of a parameter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One number, or one date as a day number.
    Single(Ratio),
    /// One number for each member of an enum fact, in member order.
    Table(Vec<Ratio>),
    /// `(lower bound, value)`, bounds ascending.
    Brackets(Vec<(Ratio, Ratio)>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    pub(crate) shape: Shape,
    pub(crate) reference: Option<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) ty: Type,
    pub(crate) label: Text,
    pub(crate) confidence: super::Confidence,
    /// The enum fact a table is over.
    pub(crate) over: Option<FactId>,
    /// The type of what brackets compare.
    pub(crate) by: Option<Type>,
    /// In date order, without overlap.
    pub(crate) versions: Vec<Version>,
}

impl Parameter {
    /// The version in force on a day.
    pub(crate) fn on(&self, day: Day) -> Option<&Version> {
        self.versions.iter().find(|v| v.from.is_none_or(|d| d <= day) && v.to.is_none_or(|d| day <= d))
    }
}

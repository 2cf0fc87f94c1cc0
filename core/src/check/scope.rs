//! What names mean while expressions are checked.

use crate::{
    base::Span,
    model::{Fact, FactId, Parameter, ParameterId, Tables, Taxonomy},
    value::Field,
};

/// Names in reach of an expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) parameters: &'a [Parameter],
    pub(super) taxonomies: &'a [Taxonomy],
    /// Inside `exists`, `filter` or `map`: the variable and what it ranges over.
    pub(super) local: Option<Local<'a>>,
    /// How many times what stands here is written out: once for each member of the sets around it.
    pub(super) copies: usize,
}

/// A variable bound by a macro.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local<'a> {
    pub(super) name: &'a str,
    pub(super) over: Over<'a>,
}

/// What a bound variable ranges over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Over<'a> {
    /// A record of a list.
    Record(&'a [Field]),
    /// One member of a set, by its index.
    Member(FactId, u32),
}

impl<'a> Scope<'a> {
    pub(super) fn tables(&self) -> Tables<'a> {
        Tables { facts: self.facts, parameters: self.parameters }
    }

    pub(super) fn fact(&self, key: &str) -> Option<(FactId, &'a Fact)> {
        let i = self.facts.binary_search_by(|f| f.key.as_str().cmp(key)).ok()?;
        self.facts.get(i).map(|f| (FactId(i as u32), f))
    }

    pub(super) fn fact_by_id(&self, id: FactId) -> Option<&'a Fact> {
        self.facts.get(id.index())
    }

    pub(super) fn parameter(&self, name: &str) -> Option<(ParameterId, &'a Parameter)> {
        let i = self.parameters.binary_search_by(|p| p.name.as_str().cmp(name)).ok()?;
        self.parameters.get(i).map(|p| (ParameterId(i as u32), p))
    }

    pub(super) fn taxonomy(&self, id: &str) -> Option<&'a Taxonomy> {
        self.taxonomies.iter().find(|t| t.id == id)
    }

    pub(super) fn with(self, local: Local<'a>) -> Scope<'a> {
        Scope { local: Some(local), ..self }
    }
}

/// An expression with its type.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) ty: crate::value::Type,
    pub(super) expr: crate::model::Expr,
    pub(super) span: Span,
    /// A bare literal is involved, so the unit is the context's.
    pub(super) flexible: bool,
}

//! The whole: tables and look-ups.

use super::{Constraint, Fact, FactId, Parameter, ParameterId, Reference, Scheme, SchemeId, Taxonomy, scheme::words};
use crate::{
    base::Text,
    value::{Ratio, Type},
};

/// Something with an id and a name: a need, for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) title: Text,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DocumentDef {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) issuer: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) url: Option<String>,
    pub(crate) contact: Option<Text>,
}

/// A legal basis of aid with its own ceiling over a rolling window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regime {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) ceiling: Option<ParameterId>,
    pub(crate) window_months: Option<u32>,
    pub(crate) reference: Option<Reference>,
}

/// Schemes whose aids share a ceiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) ceiling: Ratio,
    pub(crate) of: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceOfMoney {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) nature: String,
    pub(crate) origin: String,
    pub(crate) fact: Option<FactId>,
}

/// Which facts play the parts that the engine itself must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Roles {
    pub(crate) budget: Option<FactId>,
    pub(crate) place: Option<FactId>,
    pub(crate) bank_loan: Option<FactId>,
    pub(crate) own_cash: Option<FactId>,
    pub(crate) own_funds: Option<FactId>,
    pub(crate) grants_notified: Option<FactId>,
    pub(crate) aid_history: Option<FactId>,
}

impl Roles {
    /// Whether a fact of this type can play a part.
    pub(crate) fn suits(role: &str, ty: &Type) -> bool {
        match role {
            "budget" | "grants_notified" | "aid_history" => matches!(ty, Type::List(_)),
            "place" => matches!(ty, Type::Code(_)),
            _ => matches!(ty, Type::Number(_)),
        }
    }

    /// Every part with the fact that plays it.
    pub(crate) fn each(&self) -> [(&'static str, Option<FactId>); 7] {
        [
            ("budget", self.budget),
            ("place", self.place),
            ("bank_loan", self.bank_loan),
            ("own_cash", self.own_cash),
            ("own_funds", self.own_funds),
            ("grants_notified", self.grants_notified),
            ("aid_history", self.aid_history),
        ]
    }
}

words! {
    /// The lines that a score adds up.
    LineKind {
        Money "money",
        Cash "cash",
        Months "months",
        Lightness "lightness",
        Support "support",
        Fit "fit",
        Certainty "certainty",
    }
}

/// One line: points between declared anchors, and the points when it does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) kind: LineKind,
    pub(crate) title: Text,
    /// `(value, points)`, values ascending, points 0–1,000.
    pub(crate) anchors: Vec<(Ratio, u32)>,
    pub(crate) otherwise: u32,
    /// Points for high, medium and low confidence, and what a committee's choice takes away (certainty only).
    pub(crate) levels: [u32; 3],
    pub(crate) discretion: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preset {
    pub(crate) name: String,
    pub(crate) title: Text,
    /// One for each line, in line order; they sum to 1,000.
    pub(crate) weights: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ScoreTable {
    pub(crate) lines: Vec<Line>,
    pub(crate) presets: Vec<Preset>,
    /// Index of the preset used when none is asked for.
    pub(crate) default: usize,
}

/// Facts and parameters: what an expression is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub(crate) facts: &'a [Fact],
    pub(crate) parameters: &'a [Parameter],
}

impl<'a> Tables<'a> {
    pub(crate) fn fact(self, id: FactId) -> Option<&'a Fact> {
        self.facts.get(id.index())
    }

    pub(crate) fn parameter(self, id: ParameterId) -> Option<&'a Parameter> {
        self.parameters.get(id.index())
    }
}

/// A rule set in which everything resolves and type-checks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Model {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) title: Text,
    pub(crate) territory: Option<String>,
    pub(crate) roles: Roles,
    pub(crate) sources: Vec<SourceOfMoney>,
    pub(crate) needs: Vec<Named>,
    pub(crate) documents: Vec<DocumentDef>,
    pub(crate) score: ScoreTable,
    pub(crate) providers: Vec<Provider>,
    pub(crate) regimes: Vec<Regime>,
    pub(crate) groups: Vec<Group>,
    /// Sorted by key, name, id: the order of files never matters.
    pub(crate) facts: Vec<Fact>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) taxonomies: Vec<Taxonomy>,
    pub(crate) schemes: Vec<Scheme>,
    /// Schemes that were broken and that the caller asked to do without.
    pub(crate) left_out: Vec<String>,
}

impl Model {
    pub(crate) fn tables(&self) -> Tables<'_> {
        Tables { facts: &self.facts, parameters: &self.parameters }
    }

    pub(crate) fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(id.index())
    }

    pub(crate) fn fact_id(&self, key: &str) -> Option<FactId> {
        self.facts.binary_search_by(|f| f.key.as_str().cmp(key)).ok().map(|i| FactId(i as u32))
    }

    pub(crate) fn parameter(&self, id: ParameterId) -> Option<&Parameter> {
        self.parameters.get(id.index())
    }

    pub(crate) fn taxonomy(&self, id: &str) -> Option<&Taxonomy> {
        self.taxonomies.iter().find(|t| t.id == id)
    }

    pub(crate) fn scheme(&self, id: SchemeId) -> Option<&Scheme> {
        self.schemes.get(id.index())
    }

    pub(crate) fn scheme_id(&self, id: &str) -> Option<SchemeId> {
        self.schemes.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(|i| SchemeId(i as u32))
    }
}

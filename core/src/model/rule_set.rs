//! The whole: tables and look-ups.

use super::{
    Constraint, Fact, FactId, Interval, Likeness, LoanTerms, Need, Parameter, ParameterId, Reference, Resource, Scheme,
    SchemeId, Taxonomy, scheme::words,
};
use crate::{
    base::Text,
    value::{Ratio, Type},
};

/// Something with an id and a name: the set of a layer.
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
    /// Months for which it is taken once it is issued.
    pub(crate) validity: Option<u32>,
    /// It is asked for with the claim for payment, not with the application.
    pub(crate) for_payment: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) url: Option<String>,
    pub(crate) contact: Option<Text>,
    /// Whose money it gives.
    pub(crate) origin: Origin,
}

/// A legal basis of aid with its own ceiling over a rolling window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regime {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) ceiling: Option<ParameterId>,
    pub(crate) window_months: Option<u32>,
    /// Regimes whose aid counts under this ceiling too.
    pub(crate) beside: Vec<String>,
    /// Share of a loan that counts as aid, by its months.
    pub(crate) loan_equivalent: Option<ParameterId>,
    /// Share of a guaranteed sum that counts as aid, by the loan's months.
    pub(crate) guarantee_equivalent: Option<ParameterId>,
    pub(crate) reference: Option<Reference>,
}

/// Schemes whose aids share a ceiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) ceiling: Ratio,
    pub(crate) of: String,
    /// Every public aid counts, not only that of the schemes in the group.
    pub(crate) counts_public: bool,
}

words! {
    /// Whose public money it is.
    Origin {
        None "none",
        Local "local",
        National "national",
        Eu "eu",
    }
}

words! {
    /// What becomes of money once it is there.
    Nature {
        Own "own",
        Repayable "repayable",
        Grant "grant",
    }
}

/// Money that a project may have beside the schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceOfMoney {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) nature: Nature,
    pub(crate) origin: Origin,
    pub(crate) fact: Option<FactId>,
    /// The yes or no that says it is agreed; until then something must unlock it.
    pub(crate) agreed: Option<FactId>,
    /// Terms to reckon with, for what is to be repaid.
    pub(crate) loan: Option<LoanTerms>,
}

/// Value added tax on what is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vat {
    pub(crate) rate: ParameterId,
    /// Budget kinds that bear none: member indices.
    pub(crate) exempt: Vec<u32>,
    /// Days until it comes back to those who recover it.
    pub(crate) refund: Interval,
}

/// A cash curve has at most this many months.
pub(crate) const MAX_MONTHS: u32 = 60;
/// An hour, or a euro to repay, counts for this much at most.
pub(crate) const MAX_WEIGHT: i64 = 10_000;

/// What plans are reckoned with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planning {
    /// Months of the cash curve from the start.
    pub(crate) months: u32,
    /// Euros for an hour of paperwork.
    pub(crate) hour: Ratio,
    /// What a euro of the applicant's own counts for.
    pub(crate) own: Ratio,
    /// What a euro to repay counts for.
    pub(crate) principal: Ratio,
    /// Days that a delay may take of which nothing is known.
    pub(crate) unknown_delay: Interval,
    pub(crate) vat: Option<Vat>,
}

impl Default for Planning {
    fn default() -> Planning {
        Planning {
            months: 36,
            hour: Ratio::ZERO,
            own: Ratio::ONE,
            principal: Ratio::ONE,
            unknown_delay: Interval { from: 0, to: 180 },
            vat: None,
        }
    }
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
    pub(crate) start: Option<FactId>,
    pub(crate) revenue: Option<FactId>,
    pub(crate) running_costs: Option<FactId>,
    pub(crate) vat_recovered: Option<FactId>,
    pub(crate) household_need: Option<FactId>,
    pub(crate) first_commitment: Option<FactId>,
}

impl Roles {
    /// Whether a fact of this type can play a part.
    pub(crate) fn suits(role: &str, ty: &Type) -> bool {
        match role {
            "budget" | "grants_notified" | "aid_history" => matches!(ty, Type::List(_)),
            "place" => matches!(ty, Type::Code(_)),
            "start" | "first_commitment" => *ty == Type::Date,
            "revenue" | "running_costs" => matches!(ty, Type::Series(_)),
            "vat_recovered" | "agreed" => *ty == Type::Bool,
            _ => matches!(ty, Type::Number(_)),
        }
    }

    /// Every part with the fact that plays it.
    pub(crate) fn each(&self) -> [(&'static str, Option<FactId>); 13] {
        [
            ("budget", self.budget),
            ("place", self.place),
            ("bank_loan", self.bank_loan),
            ("own_cash", self.own_cash),
            ("own_funds", self.own_funds),
            ("grants_notified", self.grants_notified),
            ("aid_history", self.aid_history),
            ("start", self.start),
            ("revenue", self.revenue),
            ("running_costs", self.running_costs),
            ("vat_recovered", self.vat_recovered),
            ("household_need", self.household_need),
            ("first_commitment", self.first_commitment),
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
    /// What a euro counts that must be given back, and one lent without interest: 0 to 1 (money only).
    pub(crate) lent: Ratio,
    pub(crate) lent_free: Ratio,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preset {
    /// Which set gives these weights.
    pub(crate) layer: u32,
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
    /// The sets that lie over one another, the base first and this one last.
    pub(crate) layers: Vec<Named>,
    pub(crate) territory: Option<String>,
    pub(crate) roles: Roles,
    pub(crate) sources: Vec<SourceOfMoney>,
    pub(crate) planning: Planning,
    pub(crate) needs: Vec<Need>,
    /// What people call the groups of facts, where the rules say it.
    pub(crate) fact_groups: Vec<Named>,
    /// Facts that two projects are compared by.
    pub(crate) likeness: Vec<Likeness>,
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
    pub(crate) resources: Vec<Resource>,
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

    /// The fact that had this key before.
    pub(crate) fn renamed(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|f| f.formerly.iter().any(|was| was == key))
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

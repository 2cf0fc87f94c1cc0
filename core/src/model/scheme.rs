//! Schemes: who pays what to whom, under which conditions, when, with what paperwork and beside what else.

use super::{Amount, Cofinancing, Criterion, CriterionId, Expr, Origin, OwnContribution};
use crate::{
    base::{Span, Text},
    value::{Day, Ratio},
};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $name { $($variant,)* }

        impl $name {
            pub(crate) const WORDS: &'static [&'static str] = &[$($word,)*];

            pub(crate) fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            #[cfg_attr(not(feature = "yaml"), allow(dead_code, reason = "some words are only read, from rule files"))]
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

/// What people call each word.
macro_rules! labels {
    ($name:ident { $($variant:ident $fr:literal $en:literal,)* }) => {
        impl $name {
            pub(crate) fn label(self) -> Text {
                match self { $(Self::$variant => Text { fr: $fr.to_owned(), en: $en.to_owned() },)* }
            }
        }
    };
}

pub(super) use {labels, words};

words! {
    /// What a scheme is.
    Kind {
        Grant "grant",
        RepayableAdvance "repayable_advance",
        HonourLoan "honour_loan",
        Microcredit "microcredit",
        Loan "loan",
        Guarantee "guarantee",
        Equity "equity",
        Crowdfunding "crowdfunding",
        Bridge "bridge",
        SocialRelief "social_relief",
        TaxRelief "tax_relief",
        Support "support",
        Network "network",
    }
}

labels! {
    Kind {
        Grant "subvention" "grant",
        RepayableAdvance "avance remboursable" "repayable advance",
        HonourLoan "prêt d'honneur" "honour loan",
        Microcredit "microcrédit" "microcredit",
        Loan "prêt" "loan",
        Guarantee "garantie" "guarantee",
        Equity "fonds propres" "equity",
        Crowdfunding "financement participatif" "crowdfunding",
        Bridge "relais de trésorerie" "bridge",
        SocialRelief "aide ou allègement social" "social relief",
        TaxRelief "allègement fiscal" "tax relief",
        Support "accompagnement" "support",
        Network "réseau" "network",
    }
}

words! {
    /// How well a rule's content is confirmed by its sources.
    Confidence {
        High "high",
        Medium "medium",
        Low "low",
    }
}

labels! {
    Confidence {
        High "confirmé" "confirmed",
        Medium "à vérifier" "to be checked",
        Low "non confirmé" "not confirmed",
    }
}

words! {
    /// What makes a payment due.
    Trigger {
        Application "application",
        Notification "notification",
        Start "start",
        Spent "spent",
        InvoicesPaid "invoices_paid",
        OtherFundersPaid "other_funders_paid",
        CampaignEnd "campaign_end",
        TaxYearEnd "tax_year_end",
        PlanEnd "plan_end",
        Monthly "monthly",
    }
}

labels! {
    Trigger {
        Application "au dépôt du dossier" "on application",
        Notification "à la notification" "on notification",
        Start "au démarrage" "at the start",
        Spent "sur dépenses justifiées" "on proven spending",
        InvoicesPaid "sur factures acquittées" "on paid invoices",
        OtherFundersPaid "après le versement des autres financeurs" "after the other funders have paid",
        CampaignEnd "à la fin de la collecte" "at the end of the campaign",
        TaxYearEnd "après la fin de l'exercice fiscal" "after the tax year",
        PlanEnd "à la fin du plan" "at the end of the plan",
        Monthly "chaque mois" "every month",
    }
}

words! {
    /// What a step of the applicant comes before.
    Moment {
        Application "application",
        Notification "notification",
        Start "start",
        Payment "payment",
    }
}

/// A source that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) span: Span,
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) read_on: Option<Day>,
}

/// Whole numbers from one to another, ends included: months of a delay, hours, months of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// A delay in days: months count thirty days here and are said as months.
pub(crate) type Delay = Interval;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) opens: Option<Day>,
    pub(crate) closes: Option<Day>,
    pub(crate) decided: Option<Day>,
}

/// When one can apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Windows {
    Undated,
    Always,
    /// In date order.
    Dated(Vec<Window>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prefer {
    pub(crate) rule: Expr,
    pub(crate) weight: u32,
    pub(crate) label: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) share: Ratio,
    pub(crate) when: Trigger,
    /// For `spent`: the share of spending that must be proven.
    pub(crate) spent: Option<Ratio>,
    /// Days after the trigger.
    pub(crate) delay: Option<Delay>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuoteRule {
    pub(crate) above: Ratio,
    pub(crate) count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Burden {
    pub(crate) documents: Vec<String>,
    pub(crate) quotes: Vec<QuoteRule>,
    pub(crate) committees: Option<u32>,
    /// Days from application to decision.
    pub(crate) decision: Option<Delay>,
    pub(crate) hours: Option<Interval>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cumulation {
    pub(crate) regime: Option<String>,
    /// Ids; made symmetric when the set is complete.
    pub(crate) excludes: Vec<String>,
    pub(crate) requires: Vec<String>,
    pub(crate) groups: Vec<String>,
    /// No other aid of this origin on the same budget lines.
    pub(crate) alone: Option<Origin>,
    pub(crate) note: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) id: String,
    pub(crate) label: Option<Text>,
    pub(crate) before: Moment,
    pub(crate) hours: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commitment {
    pub(crate) label: Text,
    pub(crate) months: Option<u32>,
}

/// One entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    /// Which set brings it, 0 for the base.
    pub(crate) layer: u32,
    /// Which sets narrow it, in their order.
    pub(crate) narrowed_by: Vec<u32>,
    /// Which set closes it.
    pub(crate) closed_by: Option<u32>,
    pub(crate) span: Span,
    /// Where it says until when one can apply: its windows, else its time in force, else its id.
    pub(crate) dates_span: Span,
    pub(crate) kind: Kind,
    pub(crate) title: Text,
    pub(crate) summary: Option<Text>,
    pub(crate) provider: String,
    /// Whose money it gives: its own word, or its provider's.
    pub(crate) origin: Origin,
    pub(crate) in_force: (Option<Day>, Option<Day>),
    /// Set by an overlay that closes the scheme.
    pub(crate) closed_because: Option<Text>,
    pub(crate) windows: Windows,
    pub(crate) confidence: Confidence,
    pub(crate) unconfirmed: Vec<String>,
    pub(crate) references: Vec<Reference>,
    pub(crate) listed_only: bool,
    /// Ids of the top criteria; all must hold.
    pub(crate) top: Vec<CriterionId>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) prefers: Vec<Prefer>,
    pub(crate) amount: Option<Amount>,
    pub(crate) own_contribution: Option<OwnContribution>,
    pub(crate) cofinancing: Vec<Cofinancing>,
    pub(crate) payment: Vec<Payment>,
    pub(crate) burden: Burden,
    pub(crate) cumulation: Cumulation,
    pub(crate) covers: Vec<String>,
    pub(crate) support: Option<Text>,
    pub(crate) steps: Vec<Step>,
    pub(crate) commitments: Vec<Commitment>,
    pub(crate) apply_url: Option<String>,
    pub(crate) apply_label: Option<Text>,
    /// One can apply once the activity has started, not before.
    pub(crate) apply_from_start: bool,
}

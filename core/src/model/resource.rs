//! What others did and wrote: experience sheets, guides, technical sheets; the three brakes; what makes two projects alike.

use super::{
    Confidence, Expr, FactId, Reference,
    scheme::{labels, words},
};
use crate::{
    base::{Span, Text},
    value::Ratio,
};

words! {
    /// What holds small projects back.
    Brake {
        Cash "cash",
        Burden "burden",
        Engineering "engineering",
    }
}

labels! {
    Brake {
        Cash "trésorerie au démarrage" "cash at the start",
        Burden "lourdeur et délais des démarches" "burden and delays of procedures",
        Engineering "accompagnement qui manque" "missing support",
    }
}

words! {
    /// What a resource is.
    ResourceKind {
        Experience "experience",
        Guide "guide",
        Technical "technical",
    }
}

labels! {
    ResourceKind {
        Experience "fiche d'expérience" "experience sheet",
        Guide "guide" "guide",
        Technical "fiche technique" "technical sheet",
    }
}

words! {
    /// What two projects have in common when a fact is the same.
    Common {
        Carrier "carrier",
        Activity "activity",
        Place "place",
    }
}

labels! {
    Common {
        Carrier "même type de porteur" "same kind of carrier",
        Activity "même activité" "same activity",
        Place "même territoire" "same area",
    }
}

/// Help that a project may need: who could give it says `covers:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// The brake that is met where this is needed.
    pub(crate) brake: Option<Brake>,
    /// The need is there when this holds, whatever criteria say.
    pub(crate) rule: Option<Expr>,
}

/// A fact counts this much at most when projects are compared: sums stay far from what a number holds.
pub(crate) const MAX_SHARE: u32 = 1000;

/// How much a fact counts when two projects are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Likeness {
    pub(crate) fact: FactId,
    pub(crate) weight: u32,
    /// What to say where it is the same.
    pub(crate) common: Option<Common>,
}

/// What is told of a fact of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// A yes or no, a choice, a number: in the type's own integers.
    Value(i64),
    /// Members held, ascending.
    Members(Vec<u32>),
    /// A node of the fact's taxonomy.
    Code(u32),
}

/// A scheme that was used: one of the rule set, or one that it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SchemeUsed {
    Known(String),
    Named(Text),
}

/// What something cost, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CostTold {
    pub(crate) label: Text,
    pub(crate) amount: Ratio,
    pub(crate) year: Option<u32>,
}

/// A body that can be asked; never a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) name: Text,
    pub(crate) url: Option<String>,
}

/// A sheet of `resources/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resource {
    pub(crate) id: String,
    pub(crate) kind: ResourceKind,
    pub(crate) title: Text,
    pub(crate) summary: Text,
    /// Where, in words: the name of the code, or what the author wrote.
    pub(crate) place: Option<Text>,
    pub(crate) years: (Option<u32>, Option<u32>),
    /// What is known of the project, by fact.
    pub(crate) facts: Vec<(FactId, Told)>,
    pub(crate) brakes: Vec<Brake>,
    pub(crate) needs: Vec<String>,
    pub(crate) schemes: Vec<SchemeUsed>,
    pub(crate) actors: Vec<Text>,
    pub(crate) tried: Option<Text>,
    pub(crate) cost: Vec<CostTold>,
    pub(crate) result: Option<Text>,
    pub(crate) lessons: Vec<Text>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) references: Vec<Reference>,
    pub(crate) confidence: Confidence,
    pub(crate) span: Span,
}

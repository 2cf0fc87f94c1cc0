//! Expressions as understood: names resolved, types checked, conveniences rewritten to these few forms.

use super::{FactId, ParameterId};
use crate::base::Order;
use crate::value::{Ratio, Rounding, TimeUnit};

/// A constant. Numbers are exact; dates are day numbers; `Absent` is a value that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Literal {
    Bool(bool),
    Number(Ratio),
    Date(i64),
    Text(String),
    Absent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Compare {
    Less,
    LessEqual,
    Equal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Arith {
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
}

/// What an aggregate takes from a list or a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fold {
    /// Does some record pass the filter?
    Exists,
    Count,
    Sum,
    Min,
    Max,
}

/// A quantity taken from a list fact. Inside `filter` and `map`, `Field(n)` is the record's n-th field; nothing else of the
/// profile is read there, so its value is known as soon as the list is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Aggregate {
    pub(crate) list: FactId,
    pub(crate) fold: Fold,
    pub(crate) filter: Option<Box<Expr>>,
    pub(crate) map: Option<Box<Expr>>,
}

/// The kernel. Everything an author can write is one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Expr {
    Literal(Literal),
    /// A number, a date or a yes/no of the profile.
    Fact(FactId),
    /// The field of the record at hand, inside an aggregate.
    Field(u32),
    /// The fact (or the record's field) is one of these members: indices of an enum, leaves of a taxonomy; sorted.
    Among(Box<Expr>, Vec<(i64, i64)>),
    /// The set fact holds this member.
    Holds(FactId, u32),
    /// The fact exists.
    Has(FactId),
    Not(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Compare(Compare, Box<Expr>, Box<Expr>),
    /// A text field equals a text.
    SameText(Box<Expr>, String),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Arith(Arith, Box<Expr>, Box<Expr>),
    Round(Rounding, Box<Expr>),
    /// A date moved by a number of days or months.
    Shift(TimeUnit, Box<Expr>, Box<Expr>),
    /// Whole days or months from one date to another.
    Between(TimeUnit, Box<Expr>, Box<Expr>),
    AgeOn(Box<Expr>, Box<Expr>),
    /// A parameter on a date; absent outside its versions.
    Parameter(ParameterId, Box<Expr>),
    /// The entry of a table for the enum fact it is over.
    Entry(ParameterId, FactId, Box<Expr>),
    /// The value of the bracket that the number falls in; absent below the first.
    Step(ParameterId, Box<Expr>, Box<Expr>),
    /// The rate of each slice times what lies in it, summed.
    Marginal(ParameterId, Box<Expr>, Box<Expr>),
    Aggregate(Aggregate),
    ApplicationDate,
    /// A declared criterion of the scheme at hand.
    Declared(u32),
}

impl Expr {
    pub(crate) fn truth(b: bool) -> Expr {
        Expr::Literal(Literal::Bool(b))
    }

    pub(crate) fn number(r: Ratio) -> Expr {
        Expr::Literal(Literal::Number(r))
    }

    pub(crate) fn arith(op: Arith, a: Expr, b: Expr) -> Expr {
        Expr::Arith(op, Box::new(a), Box::new(b))
    }

    /// The parts directly below, without those inside an aggregate.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        match self {
            Expr::Literal(_)
            | Expr::Fact(_)
            | Expr::Field(_)
            | Expr::Holds(..)
            | Expr::Has(_)
            | Expr::Aggregate(_)
            | Expr::ApplicationDate
            | Expr::Declared(_) => vec![],
            Expr::Among(a, _) | Expr::Not(a) | Expr::SameText(a, _) | Expr::Round(_, a) => vec![a],
            Expr::Parameter(_, a) | Expr::Entry(_, _, a) => vec![a],
            Expr::All(parts) | Expr::Any(parts) => parts.iter().collect(),
            Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::Shift(_, a, b) => vec![a, b],
            Expr::Between(_, a, b) | Expr::AgeOn(a, b) | Expr::Step(_, a, b) | Expr::Marginal(_, a, b) => vec![a, b],
            Expr::If(c, a, b) => vec![c, a, b],
        }
    }

    /// Calls `visit` on this expression and everything below it, aggregates' insides included.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        if let Expr::Aggregate(a) = self {
            for inner in a.filter.iter().chain(&a.map) {
                inner.walk(visit);
            }
        }
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Facts read anywhere below, each once, in order.
    pub(crate) fn facts(&self) -> Vec<FactId> {
        let mut found = vec![];
        self.walk(&mut |e| match e {
            Expr::Fact(f) | Expr::Has(f) | Expr::Holds(f, _) | Expr::Entry(_, f, _) => found.push(*f),
            Expr::Aggregate(a) => found.push(a.list),
            Expr::Literal(_) | Expr::Field(_) | Expr::Among(..) | Expr::Not(_) | Expr::All(_) | Expr::Any(_) => {}
            Expr::Compare(..) | Expr::SameText(..) | Expr::If(..) | Expr::Arith(..) => {}
            Expr::Round(..) | Expr::Shift(..) | Expr::Between(..) | Expr::AgeOn(..) | Expr::Parameter(..) => {}
            Expr::Step(..) | Expr::Marginal(..) | Expr::ApplicationDate | Expr::Declared(_) => {}
        });
        found.order();
        found.dedup();
        found
    }
}

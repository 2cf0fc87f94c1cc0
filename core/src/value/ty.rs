//! Types of the rule language: what kind of thing a fact or an expression is, and in which unit.

use crate::base::Order;
use crate::base::Text;
use std::fmt;

/// What is counted: `EUR`, `EUR/month`, `persons`; no names is a bare number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(crate) struct Unit(Vec<(String, i8)>);

impl Unit {
    /// Reads `EUR/month`, `m2`, `persons`.
    pub(crate) fn parse(text: &str) -> Unit {
        let mut unit = Unit::default();
        for (i, name) in text.split('/').enumerate() {
            unit = unit.combine(&Unit(vec![(name.trim().to_owned(), 1)]), if i == 0 { 1 } else { -1 });
        }
        Unit(unit.0.into_iter().filter(|(n, _)| !n.is_empty()).collect())
    }

    pub(crate) fn euro() -> Unit {
        Unit(vec![("EUR".to_owned(), 1)])
    }

    pub(crate) fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Unit of a product (`sign` 1) or a quotient (`sign` -1).
    pub(crate) fn combine(&self, other: &Unit, sign: i8) -> Unit {
        let mut all = self.0.clone();
        for (name, power) in &other.0 {
            match all.iter_mut().find(|(n, _)| n == name) {
                Some(found) => found.1 = found.1.saturating_add(power.saturating_mul(sign)),
                None => all.push((name.clone(), power.saturating_mul(sign))),
            }
        }
        all.retain(|(_, p)| *p != 0);
        all.order();
        Unit(all)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |up: bool| {
            let names = self.0.iter().filter(move |(_, p)| (*p > 0) == up);
            names.map(|(n, _)| n.as_str()).collect::<Vec<_>>().join("·")
        };
        match (side(true), side(false)) {
            (up, down) if down.is_empty() => f.write_str(&up),
            (up, down) => write!(f, "{up}/{down}"),
        }
    }
}

/// Days or months: durations of the two kinds do not mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TimeUnit {
    Days,
    Months,
}

/// Which numbers: decides digits kept, and how people write and read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Quantity {
    Int,
    Decimal,
    Rate,
    Money,
}

impl Quantity {
    /// Decimal places that a fact of this type keeps.
    pub(crate) fn scale(self) -> u32 {
        match self {
            Quantity::Int => 0,
            Quantity::Decimal => 3,
            Quantity::Rate => 4,
            Quantity::Money => 2,
        }
    }
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct NumberType {
    pub(crate) quantity: Quantity,
    pub(crate) unit: Unit,
}

/// The type of a fact, of a parameter or of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    Bool,
    Number(NumberType),
    Date,
    Duration(TimeUnit),
    /// One of these members.
    Enum(Vec<String>),
    /// Any of these members.
    Set(Vec<String>),
    /// A code of the taxonomy with this name.
    Code(String),
    /// Records with these fields.
    List(Vec<Field>),
    /// Numbers by month.
    Series(NumberType),
    Text,
    /// Of something already reported; agrees with everything.
    Wrong,
}

/// One field of a list's records.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// What people call it; its name where nobody says.
    pub(crate) label: Text,
    pub(crate) ty: Type,
    /// What people call the members of an enum, in their order.
    pub(crate) labels: Vec<Text>,
    /// Bounds in the type's own scale.
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Type {
    pub(crate) fn number(quantity: Quantity) -> Type {
        let unit = if quantity == Quantity::Money { Unit::euro() } else { Unit::default() };
        Type::Number(NumberType { quantity, unit })
    }

    /// Decimal places of the integers that stand for values of this type.
    pub(crate) fn scale(&self) -> u32 {
        if let Type::Number(n) | Type::Series(n) = self { n.quantity.scale() } else { 0 }
    }

    /// What people call it: French, English.
    pub(crate) fn name(&self) -> (&'static str, &'static str) {
        match self {
            Type::Bool => ("oui/non", "yes/no"),
            Type::Number(n) => match n.quantity {
                Quantity::Int => ("nombre entier", "whole number"),
                Quantity::Decimal => ("nombre", "number"),
                Quantity::Rate => ("taux", "rate"),
                Quantity::Money => ("montant", "amount of money"),
            },
            Type::Date => ("date", "date"),
            Type::Duration(_) => ("durée", "duration"),
            Type::Enum(_) => ("choix dans une liste", "choice from a list"),
            Type::Set(_) => ("plusieurs choix dans une liste", "several choices from a list"),
            Type::Code(_) => ("code", "code"),
            Type::List(_) => ("liste de lignes", "list of records"),
            Type::Series(_) => ("montants mois par mois", "numbers by month"),
            Type::Text => ("texte", "text"),
            Type::Wrong => ("inconnu", "unknown"),
        }
    }
}

//! `facts/<group>.yaml`: what can be asked, and what is derived, with its formula still as written.

use super::{
    keys,
    reader::{Fields, Reader},
};
use crate::{
    base::{Code, Order, Span, Text, tell},
    model::{AnsweredBy, Change, Direction, Fact, Member, Taxonomy},
    syntax::{ast::Ast, node::Node},
    value::{Field, NumberType, Quantity, Ratio, TimeUnit, Type, Unit, first_day, last_day, parse_day, parse_duration},
};

/// A fact and, when it is derived, its formula still as written.
pub(super) struct Declared {
    pub(super) fact: Fact,
    pub(super) formula: Option<Ast>,
}

pub(super) struct FactFile {
    /// What people call the group, and its place.
    pub(super) title: Option<(Text, Span)>,
    pub(super) facts: Vec<Declared>,
    /// Id, label, rule as written, place.
    pub(super) constraints: Vec<(String, Option<Text>, Ast, Span)>,
}

pub(crate) const TYPES: &[&str] =
    &["bool", "enum", "set", "money", "rate", "int", "decimal", "duration", "date", "code", "list", "series", "text"];
/// Without `to:`, numbers stop here: a billion euros, a million of anything else.
const MOST_MONEY: i64 = 1_000_000_000;
const MOST: i64 = 1_000_000;

pub(super) fn read(group: &str, node: &Node, taxonomies: &[Taxonomy], r: &mut Reader<'_>) -> FactFile {
    let mut file = FactFile { title: None, facts: vec![], constraints: vec![] };
    let Some(top) = r.fields(node, keys::FACTS) else { return file };
    file.title = top.get("title").and_then(|n| Some((r.localized(n)?, n.span())));
    if let Some(map) = top.get("facts").and_then(|n| r.map(n)) {
        for (key, node) in &map.entries {
            if let Some(declared) = fact(&format!("{group}.{}", key.text), key.span, node, taxonomies, r) {
                file.facts.push(declared);
            }
        }
    }
    if let Some(list) = top.get("constraints") {
        for node in r.list(list) {
            let Some(f) = r.fields(node, keys::CONSTRAINT) else { continue };
            let id = r.require(&f, "id").and_then(|n| r.id(n));
            let rule = r.require(&f, "if").and_then(|n| r.expression(n));
            let label = f.get("label").and_then(|n| r.localized(n));
            if let (Some(id), Some(rule)) = (id, rule) {
                file.constraints.push((id, label, rule, node.span()));
            }
        }
    }
    file
}

fn fact(key: &str, span: Span, node: &Node, taxonomies: &[Taxonomy], r: &mut Reader<'_>) -> Option<Declared> {
    let f = r.fields(node, keys::FACT)?;
    let members = f.get("values").map_or_else(Vec::new, |n| members(n, r));
    let ty = fact_type(&f, &members, r)?;
    let label = r.require(&f, "label").and_then(|n| r.localized(n)).unwrap_or_default();
    let (low, high) = bounds(&f, &ty, taxonomies, r);
    let formula = f.get("formula").and_then(|n| r.expression(n));
    let question = f.get("question").and_then(|n| r.localized(n));
    let answered_by = f.get("answered_by").and_then(|n| r.word(n, &["applicant", "adviser", "funder"], answered_by));
    let (none, not_applicable) = f.get("can_be").map_or((false, false), |n| can_be(n, r));
    let effort = f.get("effort").and_then(|n| r.count(n)).unwrap_or(1).clamp(1, 5) as u8;
    let fact = Fact {
        key: key.to_owned(),
        span,
        ty,
        members,
        label,
        question,
        help: f.get("help").and_then(|n| r.localized(n)),
        low,
        high,
        can_be_none: none,
        can_be_not_applicable: not_applicable,
        answered_by: answered_by.unwrap_or(AnsweredBy::Applicant),
        effort,
        change: f.get("changeable").and_then(|n| change(n, r)),
        sensitive: f.get("sensitive").and_then(|n| r.boolean(n)).unwrap_or(false),
        formerly: f.get("formerly").map_or_else(Vec::new, |n| r.list(n).iter().filter_map(|n| r.text(n)).collect()),
        formula: None,
    };
    if formula.is_none() && !f.has("formula") && fact.question.is_none() {
        r.report(
            Code::MissingKey,
            span,
            tell!("ce fait n'a ni question ni formule", "this fact has neither question nor formula"),
        );
    }
    Some(Declared { fact, formula })
}

fn answered_by(word: &str) -> Option<AnsweredBy> {
    match word {
        "applicant" => Some(AnsweredBy::Applicant),
        "adviser" => Some(AnsweredBy::Adviser),
        "funder" => Some(AnsweredBy::Funder),
        _ => None,
    }
}

/// Members in the order of their names, so that the order in which they are written changes nothing but how they are shown.
fn members(node: &Node, r: &mut Reader<'_>) -> Vec<Member> {
    let mut found: Vec<Member> = match node.list() {
        Some(list) => list
            .iter()
            .filter_map(|n| r.id(n))
            .map(|name| Member { label: Text::same(name.clone()), name, order: 0 })
            .collect(),
        None => {
            let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
            entries
                .iter()
                .filter_map(|(k, v)| r.localized(v).map(|label| Member { name: k.text.clone(), label, order: 0 }))
                .collect()
        }
    };
    for (i, member) in found.iter_mut().enumerate() {
        member.order = i as u32;
    }
    found.order_by(|a, b| a.name.cmp(&b.name));
    found
}

fn fact_type(f: &Fields<'_>, members: &[Member], r: &mut Reader<'_>) -> Option<Type> {
    let node = r.require(f, "type")?;
    let word = r.word(node, TYPES, |w| TYPES.iter().find(|t| **t == w).copied())?;
    let unit = f.get("unit").and_then(|n| r.text(n)).map(|u| Unit::parse(&u));
    let number = |quantity, default: Unit| Type::Number(NumberType { quantity, unit: unit.clone().unwrap_or(default) });
    let names = || members.iter().map(|m| m.name.clone()).collect::<Vec<_>>();
    if matches!(word, "enum" | "set") && members.is_empty() {
        r.report(
            Code::MissingKey,
            node.span(),
            tell!("il manque les valeurs possibles (`values:`)", "the possible values are missing (`values:`)"),
        );
    }
    Some(match word {
        "bool" => Type::Bool,
        "enum" => Type::Enum(names()),
        "set" => Type::Set(names()),
        "money" => number(Quantity::Money, Unit::euro()),
        "rate" => number(Quantity::Rate, Unit::default()),
        "int" => number(Quantity::Int, Unit::default()),
        "decimal" => number(Quantity::Decimal, Unit::default()),
        "duration" => Type::Duration(TimeUnit::Months),
        "date" => Type::Date,
        "code" => Type::Code(r.require(f, "taxonomy").and_then(|n| r.text(n))?),
        "list" => Type::List(r.require(f, "record").map_or_else(Vec::new, |n| record(n, r))),
        "series" => Type::Series(NumberType { quantity: Quantity::Money, unit: unit.unwrap_or_else(Unit::euro) }),
        _ => Type::Text,
    })
}

fn record(node: &Node, r: &mut Reader<'_>) -> Vec<Field> {
    let Some(map) = r.map(node) else { return vec![] };
    let mut fields = vec![];
    for (name, node) in &map.entries {
        let Some(f) = r.fields(node, keys::FIELD) else { continue };
        let members = f.get("values").map_or_else(Vec::new, |n| members(n, r));
        let Some(ty) = fact_type(&f, &members, r) else { continue };
        if matches!(ty, Type::List(_) | Type::Series(_) | Type::Set(_) | Type::Code(_)) {
            r.report(
                Code::WrongShape,
                node.span(),
                tell!(
                    "un champ est un nombre, une date, un choix, un texte ou oui/non",
                    "a field is a number, a date, a choice, a text or yes/no"
                ),
            );
            continue;
        }
        let (low, high) = bounds(&f, &ty, &[], r);
        let labels = members.into_iter().map(|m| m.label).collect();
        let label = f.get("label").and_then(|n| r.localized(n)).unwrap_or_else(|| Text::same(name.text.clone()));
        fields.push(Field { name: name.text.clone(), label, ty, labels, low, high });
    }
    fields
}

/// Lowest and highest value, in the type's scale.
fn bounds(f: &Fields<'_>, ty: &Type, taxonomies: &[Taxonomy], r: &mut Reader<'_>) -> (i64, i64) {
    let (low, high) = match ty {
        Type::Bool => (0, 1),
        Type::Enum(m) => (0, (m.len() as i64 - 1).max(0)),
        Type::Code(t) => match taxonomies.iter().find(|x| x.id == *t) {
            Some(found) => (0, (found.count() - 1).max(0)),
            None => {
                let span = f.get("taxonomy").map_or(f.span(), Node::span);
                r.unknown(
                    Code::UnknownReference,
                    span,
                    tell!("la taxonomie `{t}` n'existe pas", "there is no taxonomy `{t}`"),
                    t,
                    taxonomies.iter().map(|x| x.id.as_str()),
                );
                (0, 0)
            }
        },
        Type::Number(n) | Type::Series(n) => {
            let most = match n.quantity {
                Quantity::Money => MOST_MONEY,
                Quantity::Rate => 1,
                Quantity::Int | Quantity::Decimal => MOST,
            };
            (0, most * 10_i64.pow(n.quantity.scale()))
        }
        Type::Duration(_) => (0, 1_200),
        Type::Date => (first_day(), last_day()),
        Type::Set(_) | Type::List(_) | Type::Text | Type::Wrong => (0, 0),
    };
    let mut side = |key: &str, default: i64| f.get(key).and_then(|n| bound(n, ty, r)).unwrap_or(default);
    let (low, high) = (side("from", low), side("to", high));
    if low > high {
        r.report(Code::BoundsReversed, f.key_span("from"), tell!("`from` dépasse `to`", "`from` is above `to`"));
        return (high, low);
    }
    (low, high)
}

fn bound(node: &Node, ty: &Type, r: &mut Reader<'_>) -> Option<i64> {
    match ty {
        Type::Number(_) | Type::Series(_) => {
            let n = r.number(node)?;
            let mantissa = n.mantissa(ty.scale(), false).filter(|m| m.abs() < 1_000_000_000_000_000);
            if mantissa.is_none() {
                r.report(Code::OutOfRange, node.span(), tell!("borne trop grande", "bound is too large"));
            }
            mantissa
        }
        Type::Duration(_) => {
            let scalar = r.scalar(node)?;
            scalar
                .text
                .parse()
                .ok()
                .or_else(|| parse_duration(&scalar.text).map(|d| d.months))
                .or_else(|| r.months(node))
        }
        Type::Date => r.date(node),
        Type::Bool | Type::Enum(_) | Type::Set(_) | Type::Code(_) | Type::List(_) | Type::Text | Type::Wrong => {
            r.report(
                Code::WrongShape,
                node.span(),
                tell!("ce type de fait n'a pas de bornes", "this type of fact has no bounds"),
            );
            None
        }
    }
}

fn can_be(node: &Node, r: &mut Reader<'_>) -> (bool, bool) {
    let mut states = (false, false);
    for item in r.list(node) {
        match r.word(item, &["none", "not_applicable"], |w| matches!(w, "none" | "not_applicable").then(|| w == "none"))
        {
            Some(true) => states.0 = true,
            Some(false) => states.1 = true,
            None => {}
        }
    }
    states
}

fn change(node: &Node, r: &mut Reader<'_>) -> Option<Change> {
    if node.scalar().is_some_and(|s| s.text == "no") {
        return None;
    }
    let f = r.fields(node, keys::CHANGE)?;
    let by = r.require(&f, "by").and_then(|n| {
        r.word(n, &["applicant", "partner"], |w| matches!(w, "applicant" | "partner").then(|| w == "partner"))
    })?;
    let direction = f.get("direction").and_then(|n| {
        r.word(n, &["up", "down", "any"], |w| match w {
            "up" => Some(Direction::Up),
            "down" => Some(Direction::Down),
            "any" => Some(Direction::Any),
            _ => None,
        })
    });
    Some(Change {
        by_partner: by,
        direction: direction.unwrap_or(Direction::Any),
        effort: f.get("effort").and_then(|n| r.count(n)).unwrap_or(3).clamp(1, 5) as u8,
        lead_months: f.get("lead").and_then(|n| r.months(n)).and_then(|m| u32::try_from(m).ok()).unwrap_or(0),
    })
}

/// A literal of a type, as a parameter or a bound writes it: numbers as they are, dates as day numbers.
pub(super) fn typed_value(node: &Node, ty: &Type, r: &mut Reader<'_>) -> Option<Ratio> {
    match ty {
        Type::Date => r.literal_date(node).map(Ratio::int),
        Type::Duration(_) => r.months(node).map(Ratio::int),
        Type::Number(_) | Type::Series(_) => r.number(node),
        Type::Bool | Type::Enum(_) | Type::Set(_) | Type::Code(_) | Type::List(_) | Type::Text | Type::Wrong => None,
    }
}

impl Reader<'_> {
    fn literal_date(&mut self, node: &Node) -> Option<i64> {
        node.scalar().and_then(|s| parse_day(&s.text)).or_else(|| self.date(node))
    }
}

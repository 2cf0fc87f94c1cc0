//! What a sheet tells of a project's facts, and how much each fact counts when two projects are compared.

use super::{keys, reader::Reader, scope::Scope};
use crate::{
    base::{Code, Order, Span, Text, tell},
    model::{Common, Fact, FactId, Likeness, MAX_SHARE, Need, Taxonomy, Told},
    syntax::node::Node,
    value::Type,
};

/// A declared fact of a type that can be compared, and that is told rather than computed.
pub(super) fn comparable<'a>(
    key: &str,
    span: Span,
    scope: &Scope<'a>,
    r: &mut Reader<'_>,
) -> Option<(FactId, &'a Fact)> {
    let Some((id, fact)) = scope.fact(key) else {
        r.unknown_fact(key, span, scope.facts);
        return None;
    };
    let plain = matches!(fact.ty, Type::Bool | Type::Enum(_) | Type::Set(_) | Type::Code(_) | Type::Number(_));
    if !plain || fact.formula.is_some() {
        r.report(
            Code::TypeClash,
            span,
            tell!(
                "`{key}` ne se compare pas : il faut un oui ou non, un choix, une liste de choix, un code ou un nombre, sans formule",
                "`{key}` cannot be compared: it takes a yes or no, a choice, choices, a code or a number, without a formula"
            ),
        );
        return None;
    }
    Some((id, fact))
}

/// The value of a fact, in its own type.
pub(super) fn read(node: &Node, fact: &Fact, taxonomies: &[Taxonomy], r: &mut Reader<'_>) -> Option<Told> {
    match &fact.ty {
        Type::Bool => r.boolean(node).map(|yes| Told::Value(i64::from(yes))),
        Type::Enum(members) => member(node, members, r).map(|m| Told::Value(i64::from(m))),
        Type::Set(members) => {
            let mut held: Vec<u32> = r.list(node).iter().filter_map(|n| member(n, members, r)).collect();
            held.order();
            held.dedup();
            Some(Told::Members(held))
        }
        Type::Code(taxonomy) => code(node, taxonomies.iter().find(|t| t.id == *taxonomy)?, r),
        Type::Number(n) => {
            let value = r.number(node)?.mantissa(n.quantity.scale(), false);
            let inside = value.filter(|v| (fact.low..=fact.high).contains(v));
            if inside.is_none() {
                let message = tell!("ce nombre sort des bornes du fait", "this number is out of the fact's bounds");
                r.report(Code::BadLiteral, node.span(), message);
            }
            inside.map(Told::Value)
        }
        Type::Date | Type::Duration(_) | Type::List(_) | Type::Series(_) | Type::Text | Type::Wrong => None,
    }
}

fn member(node: &Node, members: &[String], r: &mut Reader<'_>) -> Option<u32> {
    let word = r.text(node)?;
    let found = members.iter().position(|m| *m == word);
    if found.is_none() {
        r.unknown(
            Code::UnknownMember,
            node.span(),
            tell!("`{word}` n'est pas une valeur de ce fait", "`{word}` is not a value of this fact"),
            &word,
            members.iter().map(String::as_str),
        );
    }
    found.map(|i| i as u32)
}

fn code(node: &Node, taxonomy: &Taxonomy, r: &mut Reader<'_>) -> Option<Told> {
    let code = r.text(node)?;
    let found = taxonomy.nodes.binary_search_by(|n| n.code.as_str().cmp(&code)).ok();
    if found.is_none() {
        r.unknown(
            Code::UnknownTaxonomyCode,
            node.span(),
            tell!("le code `{code}` n'existe pas", "there is no code `{code}`"),
            &code,
            taxonomy.nodes.iter().map(|n| n.code.as_str()),
        );
    }
    found.map(|i| Told::Code(i as u32))
}

/// What people call the code that was told.
pub(super) fn code_label(told: &Told, fact: &Fact, taxonomies: &[Taxonomy]) -> Option<Text> {
    let (Told::Code(node), Type::Code(taxonomy)) = (told, &fact.ty) else { return None };
    let taxonomy = taxonomies.iter().find(|t| t.id == *taxonomy)?;
    taxonomy.nodes.get(*node as usize).map(|n| n.label.clone())
}

/// `similarity:` of every layer, a weight for each fact; the last that speaks of a fact wins.
pub(super) fn likeness(layers: &[&Node], scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<Likeness> {
    let mut found: Vec<Likeness> = vec![];
    for layer in layers {
        let Some(top) = layer.map().and_then(|m| m.get("similarity")).filter(|n| !n.is_empty()) else { continue };
        for (key, node) in r.map(top).map_or(&[][..], |m| m.entries.as_slice()) {
            let Some((fact, _)) = comparable(&key.text, key.span, scope, r) else { continue };
            let Some(f) = r.fields(node, keys::LIKENESS) else { continue };
            let weight = r.require(&f, "weight").and_then(|n| r.count(n)).unwrap_or(1);
            if !(1..=MAX_SHARE).contains(&weight) {
                let message = tell!("un poids va de 1 à {MAX_SHARE}", "a weight goes from 1 to {MAX_SHARE}");
                r.report(Code::BadLiteral, f.span(), message);
                continue;
            }
            let common = f.get("common").and_then(|n| r.word(n, Common::WORDS, Common::parse));
            found.retain(|l| l.fact != fact);
            found.push(Likeness { fact, weight, common });
        }
    }
    found.order_by_key(|l| l.fact);
    found
}

/// `if:` of each need, once facts are known.
pub(super) fn need_rules(layers: &[&Node], needs: &mut [Need], scope: &Scope<'_>, r: &mut Reader<'_>) {
    for layer in layers {
        let entries = layer.map().and_then(|m| m.get("needs")).and_then(Node::map).map_or(&[][..], |m| &m.entries);
        for (id, node) in entries {
            let rule = node.map().and_then(|m| m.get("if")).filter(|n| !n.is_empty());
            let Some(ast) = rule.and_then(|n| r.expression(n)) else { continue };
            let found = super::derive::constraint(id.text.clone(), None, &ast, scope, r);
            if let Some(need) = needs.iter_mut().find(|n| n.id == id.text) {
                need.rule = found.map(|c| c.rule);
            }
        }
    }
}

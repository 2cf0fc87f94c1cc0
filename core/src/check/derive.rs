//! What is derived: formulas of facts, once every fact and parameter is known, and relations between facts.

use super::{
    infer::{condition, infer},
    reader::Reader,
    scope::Scope,
    size,
};
use crate::{
    base::{Code, Span, Text, tell},
    model::{Constraint, Expr, Fact, FactId, Parameter, Taxonomy, fits, too_large},
    syntax::ast::Ast,
    value::Type,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Gives derived facts their formulas, once every fact and parameter is known.
pub(super) fn derive(formulas: Vec<(String, Ast)>, scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<(FactId, Expr, Span)> {
    let mut found = vec![];
    for (key, ast) in formulas {
        let Some((id, fact)) = scope.fact(&key) else { continue };
        let t = infer(&ast, scope, r);
        if t.is_wrong() {
            continue;
        }
        let agrees = match (&fact.ty, &t.ty) {
            (Type::Number(a), Type::Number(b)) => a.unit == b.unit || t.flexible,
            (a, b) => a == b,
        };
        if !agrees {
            let ((fa, ea), (fb, eb)) = (fact.ty.name(), t.ty.name());
            r.report(
                Code::TypeClash,
                ast.span,
                tell!("la formule donne : {fb}, le fait est : {fa}", "the formula gives: {eb}, the fact is: {ea}"),
            );
            continue;
        }
        found.push((id, t.expr, ast.span));
    }
    found
}

/// Reports derived facts that need themselves, once for each circle, and takes their formulas away so that nothing later
/// goes round.
pub(super) fn cut_circles(facts: &mut [Fact], r: &mut Reader<'_>) {
    let reads = reads(facts);
    let settled: BTreeSet<usize> = order(&reads).into_iter().collect();
    let mut told: Vec<FactId> = vec![];
    for at in (0..facts.len()).filter(|i| !settled.contains(i)).map(|i| FactId(i as u32)) {
        let path = circle(at, &reads);
        if path.is_empty() || told.contains(&at) {
            continue;
        }
        let names: Vec<&str> = path.iter().filter_map(|f| facts.get(f.index())).map(|f| f.key.as_str()).collect();
        let chain = names.join(" → ");
        if let Some(fact) = facts.get(at.index()) {
            r.report(
                Code::Cycle,
                fact.span,
                tell!("ce fait dépend de lui-même : {chain}", "this fact depends on itself: {chain}"),
            );
        }
        told.extend(path);
    }
    for fact in told {
        facts.iter_mut().skip(fact.index()).take(1).for_each(|f| f.formula = None);
    }
}

/// Reports formulas that unfold into more than is looked at, or that could pass the numbers that are kept exactly, and
/// takes them away, so that what rests on them is not told of again.
pub(super) fn cut_oversized(
    facts: &mut [Fact],
    places: &BTreeMap<FactId, Span>,
    parameters: &[Parameter],
    taxonomies: &[Taxonomy],
    r: &mut Reader<'_>,
) {
    for at in order(&reads(facts)) {
        let id = FactId(at as u32);
        let (Some(span), Some(formula)) = (places.get(&id), facts.get(at).and_then(|f| f.formula.clone())) else {
            continue;
        };
        let scope = Scope { facts, parameters, taxonomies, local: None, copies: 1 };
        if out_of_range(&formula, *span, &scope, r) != Fits::Yes
            && let Some(fact) = facts.get_mut(at)
        {
            fact.formula = None;
        }
    }
}

fn reads(facts: &[Fact]) -> Vec<Vec<FactId>> {
    facts.iter().map(|f| f.formula.as_ref().map_or_else(Vec::new, Expr::facts)).collect()
}

/// Facts in an order in which each comes after what it reads; those on a circle, or that lead into one, are not in it.
fn order(reads: &[Vec<FactId>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = reads.iter().map(Vec::len).collect();
    let mut readers: Vec<Vec<usize>> = vec![vec![]; reads.len()];
    for (i, of) in reads.iter().enumerate() {
        for f in of {
            readers.iter_mut().skip(f.index()).take(1).for_each(|list| list.push(i));
        }
    }
    let mut order: Vec<usize> = (0..reads.len()).filter(|i| waiting.get(*i) == Some(&0)).collect();
    let mut next = 0;
    while let Some(done) = order.get(next).copied() {
        next += 1;
        for reader in readers.get(done).map_or(&[][..], Vec::as_slice) {
            let Some(left) = waiting.get_mut(*reader) else { continue };
            *left -= 1;
            if *left == 0 {
                order.push(*reader);
            }
        }
    }
    order
}

/// The shortest way from a fact back to itself; empty when it only leads into a circle.
fn circle(start: FactId, reads: &[Vec<FactId>]) -> Vec<FactId> {
    let mut from: Vec<Option<FactId>> = vec![None; reads.len()];
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for next in reads.get(at.index()).map_or(&[][..], Vec::as_slice) {
            if *next == start {
                let back = |f: &FactId| from.get(f.index()).copied().flatten();
                let mut path: Vec<FactId> = std::iter::successors(Some(at), back).collect();
                path.reverse();
                path.push(start);
                return path;
            }
            if let Some(slot) = from.get_mut(next.index()).filter(|s| s.is_none()) {
                *slot = Some(at);
                open.push_back(*next);
            }
        }
    }
    vec![]
}

pub(super) fn constraint(
    id: String,
    label: Option<Text>,
    ast: &Ast,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Option<Constraint> {
    let t = infer(ast, scope, r);
    let t = condition(t, r);
    if t.is_wrong() {
        return None;
    }
    out_of_range(&t.expr, ast.span, scope, r);
    Some(Constraint { id, label, rule: t.expr })
}

/// Whether an expression can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fits {
    Yes,
    TooLarge,
    OutOfRange,
}

/// Says that an expression is too large, or could pass the numbers that are kept exactly.
pub(super) fn out_of_range(expr: &Expr, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Fits {
    if too_large(expr, 1, scope.tables()) {
        size::report(span, r);
        return Fits::TooLarge;
    }
    if !fits(expr, scope.tables()) {
        r.report_with_help(
            Code::OutOfRange,
            span,
            tell!(
                "ce calcul pourrait dépasser les nombres gardés exactement",
                "this computation could pass the numbers that are kept exactly"
            ),
            tell!(
                "donnez des bornes (`from:`, `to:`) plus serrées aux faits qu'il lit",
                "give tighter bounds (`from:`, `to:`) to the facts that it reads"
            ),
        );
        return Fits::OutOfRange;
    }
    Fits::Yes
}

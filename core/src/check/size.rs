//! How large and how deep an expression may be. Every later pass goes down an expression by calling itself, so depth is
//! bounded here once, without going down; and what an author writes once but the engine unfolds is counted unfolded.

use super::{reader::Reader, scope::Scope};
use crate::{
    base::{Code, Span, Text, say},
    model::{Expr, Fact},
    syntax::ast::{Ast, AstKind},
};

/// How deep an expression may nest as written: `a + b + c` is two deep.
pub(crate) const MAX_DEPTH: usize = 150;
/// How deep it may nest once derived facts, tables and bonuses are put in.
const MAX_UNFOLDED_DEPTH: usize = 250;
/// How many parts it may have then.
const MAX_UNFOLDED: usize = 10_000;

/// The parts right below.
fn parts(ast: &Ast) -> Vec<&Ast> {
    match &ast.kind {
        AstKind::Error | AstKind::Bool(_) | AstKind::Number(_) | AstKind::Text(_) | AstKind::Name(_) => vec![],
        AstKind::List(items) => items.iter().collect(),
        AstKind::Select(a, _) | AstKind::Unary(_, a) => vec![a],
        AstKind::Index(a, b) | AstKind::Binary(_, a, b) => vec![a, b],
        AstKind::Ternary(a, b, c) => vec![a, b, c],
        AstKind::Call { target, args, .. } => target.as_deref().into_iter().chain(args).collect(),
    }
}

/// The expression nests deeper than [`MAX_DEPTH`].
pub(super) fn too_deep(ast: &Ast) -> bool {
    let mut open = vec![(ast, 0)];
    while let Some((at, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return true;
        }
        open.extend(parts(at).into_iter().map(|part| (part, depth + 1)));
    }
    false
}

/// How many parts an expression has as written.
pub(super) fn written(ast: &Ast) -> usize {
    let mut count = 0;
    let mut open = vec![ast];
    while let Some(at) = open.pop() {
        count += 1;
        open.extend(parts(at));
    }
    count
}

/// An expression with derived facts, tables and choices unfolded has more parts, or nests deeper, than is looked at.
pub(super) fn too_large(expr: &Expr, copies: usize, scope: &Scope<'_>) -> bool {
    let most = MAX_UNFOLDED / copies.max(1);
    let mut count = 0;
    let mut open = vec![(expr, 0)];
    while let Some((at, depth)) = open.pop() {
        count += 1;
        if count > most || depth + below(at, scope) > MAX_UNFOLDED_DEPTH {
            return true;
        }
        if let Expr::Fact(f) | Expr::Has(f) = at {
            open.extend(scope.fact_by_id(*f).and_then(|f| f.formula.as_ref()).map(|formula| (formula, depth + 1)));
        }
        if let Expr::Aggregate(a) = at {
            open.extend(a.filter.iter().chain(&a.map).map(|inner| (&**inner, depth + 1)));
        }
        // a choice looks at its condition both ways
        if let Expr::If(condition, _, _) = at {
            open.push((condition, depth + 1));
        }
        open.extend(at.children().into_iter().map(|child| (child, depth + 1)));
    }
    false
}

/// How deep a table or a dated parameter unfolds: one choice a member, one a version.
fn below(expr: &Expr, scope: &Scope<'_>) -> usize {
    let versions = |p: &crate::model::ParameterId| scope.parameters.get(p.index()).map_or(0, |p| p.versions.len());
    match expr {
        Expr::Entry(p, f, _) => versions(p) + scope.fact_by_id(*f).map_or(0, |f: &Fact| f.members.len()),
        Expr::Parameter(p, _) => versions(p),
        _ => 0,
    }
}

pub(super) fn report(span: Span, r: &mut Reader<'_>) {
    let (message, help) = words();
    r.report_with_help(Code::TooLarge, span, message, help);
}

fn words() -> (Text, Text) {
    (
        say!("l'expression est trop longue ou trop imbriquée", "the expression is too long or too deeply nested"),
        say!("coupez-la en plusieurs critères ou en faits calculés", "split it into several criteria or derived facts"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_without_going_down() {
        let leaf = || Ast { kind: AstKind::Bool(true), span: Span::default() };
        let not =
            |a: Ast| Ast { kind: AstKind::Unary(crate::syntax::ast::UnaryOp::Not, Box::new(a)), span: Span::default() };
        assert!(!too_deep(&(0..MAX_DEPTH).fold(leaf(), |a, _| not(a))));
        assert!(too_deep(&(0..=MAX_DEPTH).fold(leaf(), |a, _| not(a))));
        assert_eq!(written(&not(leaf())), 2);
    }
}

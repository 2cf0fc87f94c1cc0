//! How large and how deep an expression may be. Every later pass goes down an expression by calling itself, so depth is
//! bounded here once, without going down. What the engine unfolds is counted in `model/size.rs`.

use super::reader::Reader;
use crate::{
    base::{Code, Span, Text, tell},
    syntax::ast::{Ast, AstKind},
};

/// How deep an expression may nest as written: `a + b + c` is two deep.
pub(crate) const MAX_DEPTH: usize = 150;

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

pub(super) fn report(span: Span, r: &mut Reader<'_>) {
    let (message, help) = words();
    r.report_with_help(Code::TooLarge, span, message, help);
}

fn words() -> (Text, Text) {
    (
        tell!("l'expression est trop longue ou trop imbriquée", "the expression is too long or too deeply nested"),
        tell!(
            "coupez-la en plusieurs critères ou en faits calculés",
            "split it into several criteria or derived facts"
        ),
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

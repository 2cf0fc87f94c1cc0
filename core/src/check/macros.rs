//! Macros over sets and lists, and what is folded from them.

use super::{
    calls::MACROS,
    infer::{clash, condition, has_if_absent, ident_text, infer, plain_fact},
    reader::Reader,
    scope::{Local, Over, Scope, Typed},
    size,
};
use crate::{
    base::{Code, Span, tell},
    model::{Aggregate, Arith, Expr, FactId, Fold, Literal},
    syntax::ast::{Ast, AstKind, Ident},
    value::{NumberType, Quantity, Ratio, Type, Unit},
};

/// `target.exists(x, …)` and `target.all(x, …)`.
pub(super) fn method(
    target: &Ast,
    name: &Ident,
    args: &[Ast],
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Typed {
    let method = ident_text(name);
    if !MACROS.contains(&method) {
        r.unknown(
            Code::UnknownFunction,
            name.span,
            tell!("`.{method}(…)` n'existe pas", "there is no `.{method}(…)`"),
            method,
            MACROS.iter().copied(),
        );
        return Typed::wrong(span);
    }
    if matches!(method, "filter" | "map") {
        r.report_with_help(
            Code::WrongArguments,
            span,
            tell!("une liste seule n'est pas une valeur", "a list alone is not a value"),
            tell!(
                "entourez-la de `sum(…)`, `count(…)`, `min(…)` ou `max(…)`",
                "put it in `sum(…)`, `count(…)`, `min(…)` or `max(…)`"
            ),
        );
        return Typed::wrong(span);
    }
    let t = infer(target, scope, r);
    if let (Type::Set(members), Some(f)) = (&t.ty, plain_fact(&t)) {
        let members = members.clone();
        return over_set(method, f, &members, args, span, scope, r);
    }
    if t.is_wrong() {
        return t;
    }
    let Some(selection) = selection(target, scope, r) else { return Typed::wrong(span) };
    let Some(inner) = bound_condition(args, name, selection.fields, span, scope, r) else { return Typed::wrong(span) };
    // `all` is "there is none that does not"
    let inner = if method == "all" { Expr::Not(Box::new(inner)) } else { inner };
    let exists = Expr::Aggregate(Aggregate {
        list: selection.list,
        fold: Fold::Exists,
        filter: join(selection.filter, Some(inner)),
        map: None,
    });
    Typed::new(Type::Bool, if method == "all" { Expr::Not(Box::new(exists)) } else { exists }, span)
}

/// A condition on the members of a set is written out member by member, up to this many parts.
const MAX_WRITTEN_OUT: usize = 10_000;

fn over_set(
    method: &str,
    f: FactId,
    members: &[String],
    args: &[Ast],
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Typed {
    let [variable, body] = args else { return wrong_macro(method, span, r) };
    let AstKind::Name(variable) = &variable.kind else { return wrong_macro(method, span, r) };
    let copies = scope.copies.saturating_mul(members.len().max(1));
    if size::written(body).saturating_mul(copies) > MAX_WRITTEN_OUT {
        size::report(span, r);
        return Typed::wrong(span);
    }
    let scope = Scope { copies, ..*scope };
    let mut parts = vec![];
    for m in 0..members.len() as u32 {
        let inner = scope.with(Local { name: variable, over: Over::Member(f, m) });
        // the same mistakes once, not once a member
        let t = infer(body, &inner, r);
        let t = condition(t, r);
        if t.is_wrong() {
            return t;
        }
        match (method, &t.expr) {
            ("exists", Expr::Literal(Literal::Bool(false))) | ("all", Expr::Literal(Literal::Bool(true))) => {}
            ("exists", _) => parts.push(Expr::All(vec![Expr::Holds(f, m), t.expr])),
            (_, _) => parts.push(Expr::Any(vec![Expr::Not(Box::new(Expr::Holds(f, m))), t.expr])),
        }
    }
    Typed::new(Type::Bool, if method == "exists" { Expr::Any(parts) } else { Expr::All(parts) }, span)
}

fn wrong_macro(method: &str, span: Span, r: &mut Reader<'_>) -> Typed {
    r.report(
        Code::WrongArguments,
        span,
        tell!("écrivez `.{method}(x, condition sur x)`", "write `.{method}(x, condition on x)`"),
    );
    Typed::wrong(span)
}

/// A list with filters and a map still to be folded.
struct Selection<'a> {
    list: FactId,
    fields: &'a [crate::value::Field],
    series: Option<NumberType>,
    filter: Option<Box<Expr>>,
    map: Option<(Expr, Type)>,
}

fn join(a: Option<Box<Expr>>, b: Option<Expr>) -> Option<Box<Expr>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Box::new(Expr::All(vec![*a, b]))),
        (Some(a), None) => Some(a),
        (None, b) => b.map(Box::new),
    }
}

/// Reads `list.filter(x, …).map(x, …)`.
fn selection<'a>(ast: &Ast, scope: &Scope<'a>, r: &mut Reader<'_>) -> Option<Selection<'a>> {
    if let AstKind::Call { target: Some(target), name, args } = &ast.kind {
        let mut inner = selection(target, scope, r)?;
        if inner.map.is_some() {
            r.report(Code::ExprOutside, name.span, tell!("rien ne suit `.map(…)`", "nothing follows `.map(…)`"));
            return None;
        }
        if name.name == "filter" {
            let condition = bound_condition(args, name, inner.fields, ast.span, scope, r)?;
            inner.filter = join(inner.filter, Some(condition));
        } else {
            let t = bound(args, name, inner.fields, ast.span, scope, r)?;
            inner.map = Some((t.expr, t.ty));
        }
        return Some(inner);
    }
    let t = infer(ast, scope, r);
    let def = plain_fact(&t).and_then(|f| scope.fact_by_id(f).map(|d| (f, d)));
    match def {
        Some((list, def)) => match &def.ty {
            Type::List(fields) => Some(Selection { list, fields, series: None, filter: None, map: None }),
            Type::Series(n) => Some(Selection { list, fields: &[], series: Some(n.clone()), filter: None, map: None }),
            Type::Bool
            | Type::Number(_)
            | Type::Date
            | Type::Duration(_)
            | Type::Enum(_)
            | Type::Set(_)
            | Type::Code(_)
            | Type::Text
            | Type::Wrong => {
                clash(&t, ("une liste", "a list"), r);
                None
            }
        },
        None => {
            clash(&t, ("une liste", "a list"), r);
            None
        }
    }
}

fn bound(
    args: &[Ast],
    name: &Ident,
    fields: &[crate::value::Field],
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Option<Typed> {
    let [variable, body] = args else {
        wrong_macro(&name.name, span, r);
        return None;
    };
    let AstKind::Name(variable) = &variable.kind else {
        wrong_macro(&name.name, span, r);
        return None;
    };
    let inner = scope.with(Local { name: variable, over: Over::Record(fields) });
    let t = infer(body, &inner, r);
    (!t.is_wrong()).then_some(t)
}

fn bound_condition(
    args: &[Ast],
    name: &Ident,
    fields: &[crate::value::Field],
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Option<Expr> {
    let t = bound(args, name, fields, span, scope, r)?;
    let t = condition(t, r);
    (!t.is_wrong()).then_some(t.expr)
}

/// `sum(list.map(…))`, `count(list.filter(…))`, `count(set)`, `sum(series)`.
pub(super) fn aggregate(fold: Fold, ast: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if fold == Fold::Count {
        let plain = matches!(ast.kind, AstKind::Name(_) | AstKind::Select(..)).then(|| infer(ast, scope, r));
        match plain {
            Some(t) if t.is_wrong() => return t,
            Some(Typed { ty: Type::Set(members), expr: Expr::Fact(f), .. }) => {
                let told = has_if_absent(&Expr::Fact(f), scope);
                return count_members(f, members.len(), told, span);
            }
            Some(_) | None => {}
        }
    }
    let Some(s) = selection(ast, scope, r) else { return Typed::wrong(span) };
    let (map, ty) = match (fold, s.map, s.series) {
        (Fold::Count, _, _) => (None, Type::Number(NumberType { quantity: Quantity::Int, unit: Unit::default() })),
        (_, Some((map, ty)), _) => (Some(Box::new(map)), ty),
        (_, None, Some(n)) => (None, Type::Number(n)),
        (_, None, None) => {
            r.report_with_help(
                Code::WrongArguments,
                ast.span,
                tell!("on ne sait pas quel champ prendre", "which field to take is not said"),
                tell!("ajoutez `.map(l, l.amount)`", "add `.map(l, l.amount)`"),
            );
            return Typed::wrong(span);
        }
    };
    let extreme_day = ty == Type::Date && matches!(fold, Fold::Min | Fold::Max);
    if !(matches!(ty, Type::Number(_)) || extreme_day) {
        let t = Typed::new(ty, Expr::truth(false), ast.span);
        return clash(&t, ("des nombres", "numbers"), r);
    }
    let flexible = fold == Fold::Count;
    Typed { ty, expr: Expr::Aggregate(Aggregate { list: s.list, fold, filter: s.filter, map }), span, flexible }
}

fn count_members(f: FactId, members: usize, told: Option<Expr>, span: Span) -> Typed {
    let one = |m: u32| {
        Expr::If(Box::new(Expr::Holds(f, m)), Box::new(Expr::number(Ratio::ONE)), Box::new(Expr::number(Ratio::ZERO)))
    };
    // pairs of pairs: a sum as deep as the set is long would be too deep
    let mut level: Vec<Expr> = (0..members as u32).map(one).collect();
    while level.len() > 1 {
        let mut next = vec![];
        let mut rest = level.into_iter();
        while let Some(a) = rest.next() {
            next.push(match rest.next() {
                Some(b) => Expr::arith(Arith::Add, a, b),
                None => a,
            });
        }
        level = next;
    }
    let total = level.pop().unwrap_or(Expr::number(Ratio::ZERO));
    // a set that is not there has no count
    let expr = match told {
        Some(told) => Expr::If(Box::new(told), Box::new(total), Box::new(Expr::Literal(Literal::Absent))),
        None => total,
    };
    Typed { ty: Type::number(Quantity::Int), expr, span, flexible: true }
}

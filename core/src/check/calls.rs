//! The closed list of functions: each is checked by its arguments and written in the kernel's forms.

use super::{
    infer::{agree, clash, duration, infer, plain_fact},
    macros::{aggregate, method},
    members::among,
    parameters::{brackets, on},
    reader::Reader,
    scope::{Scope, Typed},
};
use crate::{
    base::{Code, Span, tell},
    model::{Arith, Expr, Fold, Literal},
    syntax::ast::{Ast, AstKind, Ident},
    value::{Quantity, Rounding, TimeUnit, Type, parse_day},
};

/// Every function, as people would look for it.
pub(crate) const FUNCTIONS: &[&str] = &[
    "has",
    "within",
    "date",
    "days",
    "months",
    "years",
    "age_on",
    "months_between",
    "days_between",
    "on",
    "marginal",
    "step",
    "min",
    "max",
    "sum",
    "count",
    "round",
];
/// Every macro over a set or a list.
pub(crate) const MACROS: &[&str] = &["exists", "all", "filter", "map"];

pub(super) fn call(
    target: Option<&Ast>,
    name: &Ident,
    args: &[Ast],
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
) -> Typed {
    if let Some(target) = target {
        return method(target, name, args, span, scope, r);
    }
    match (name.name.as_str(), args) {
        ("has", [x]) => has(x, span, scope, r),
        ("within", [x, code]) => within(x, code, span, scope, r),
        ("date", [x]) => date(x, span, r),
        ("days", [n]) => duration(TimeUnit::Days, 1, infer(n, scope, r), span, r),
        ("months", [n]) => duration(TimeUnit::Months, 1, infer(n, scope, r), span, r),
        ("years", [n]) => duration(TimeUnit::Months, 12, infer(n, scope, r), span, r),
        ("age_on", [a, b]) => between(a, b, span, scope, r, Expr::AgeOn),
        ("months_between", [a, b]) => between(a, b, span, scope, r, |a, b| Expr::Between(TimeUnit::Months, a, b)),
        ("days_between", [a, b]) => between(a, b, span, scope, r, |a, b| Expr::Between(TimeUnit::Days, a, b)),
        ("on", [p, day]) => on(p, day, span, scope, r),
        ("marginal" | "step", [p, x]) => brackets(&name.name, p, x, span, scope, r),
        ("min" | "max", [list]) => {
            aggregate(if name.name == "min" { Fold::Min } else { Fold::Max }, list, span, scope, r)
        }
        ("min" | "max", [_, _, ..]) => extremum(&name.name, args, span, scope, r),
        ("sum", [list]) => aggregate(Fold::Sum, list, span, scope, r),
        ("count", [list]) => aggregate(Fold::Count, list, span, scope, r),
        ("round", [x, how]) => round(x, how, span, scope, r),
        (known, _) if FUNCTIONS.contains(&known) => {
            let n = args.len();
            r.report(
                Code::WrongArguments,
                span,
                tell!("`{known}` ne prend pas {n} valeur(s)", "`{known}` does not take {n} value(s)"),
            );
            Typed::wrong(span)
        }
        (unknown, _) => {
            let all = FUNCTIONS.iter().chain(MACROS).copied();
            r.unknown(
                Code::UnknownFunction,
                name.span,
                tell!("la fonction `{unknown}` n'existe pas", "there is no function `{unknown}`"),
                unknown,
                all,
            );
            Typed::wrong(span)
        }
    }
}

fn has(x: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let t = infer(x, scope, r);
    match plain_fact(&t) {
        Some(f) => Typed::new(Type::Bool, Expr::Has(f), span),
        None if t.is_wrong() => t,
        None => clash(&t, ("le nom d'un fait", "the name of a fact"), r),
    }
}

fn within(x: &Ast, code: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let t = infer(x, scope, r);
    if t.is_wrong() {
        return t;
    }
    let AstKind::Text(word) = &code.kind else {
        let c = infer(code, scope, r);
        return clash(&c, ("un code entre guillemets", "a code in quotes"), r);
    };
    if !matches!(t.ty, Type::Code(_)) {
        return clash(&t, ("un code d'une taxonomie", "a code of a taxonomy"), r);
    }
    among(&t, &[(word.clone(), code.span)], span, scope, r)
}

fn date(x: &Ast, span: Span, r: &mut Reader<'_>) -> Typed {
    let found = if let AstKind::Text(t) = &x.kind { parse_day(t) } else { None };
    match found {
        Some(day) => Typed::new(Type::Date, Expr::Literal(Literal::Date(day)), span),
        None => {
            r.report(
                Code::BadLiteral,
                x.span,
                tell!(
                    "on attend une date qui existe, comme `date(\"2026-01-01\")`",
                    "a date that exists is expected, like `date(\"2026-01-01\")`"
                ),
            );
            Typed::wrong(span)
        }
    }
}

fn between(
    a: &Ast,
    b: &Ast,
    span: Span,
    scope: &Scope<'_>,
    r: &mut Reader<'_>,
    build: impl Fn(Box<Expr>, Box<Expr>) -> Expr,
) -> Typed {
    let (a, b) = (infer(a, scope, r), infer(b, scope, r));
    for t in [&a, &b] {
        if t.ty != Type::Date {
            return clash(t, ("une date", "a date"), r);
        }
    }
    let ty = Type::number(Quantity::Int);
    Typed { ty, expr: build(Box::new(a.expr), Box::new(b.expr)), span, flexible: true }
}

fn extremum(name: &str, args: &[Ast], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let op = if name == "min" { Arith::Min } else { Arith::Max };
    let mut parts = args.iter().map(|a| infer(a, scope, r)).collect::<Vec<_>>().into_iter();
    let Some(mut total) = parts.next() else { return Typed::wrong(span) };
    for part in parts {
        if total.is_wrong() || part.is_wrong() {
            return Typed::wrong(span);
        }
        let Some(ty) = agree(&total, &part, span, r) else { return Typed::wrong(span) };
        if !matches!(ty, Type::Number(_) | Type::Duration(_) | Type::Date) {
            return clash(&part, ("un nombre", "a number"), r);
        }
        total =
            Typed { ty, flexible: total.flexible && part.flexible, expr: Expr::arith(op, total.expr, part.expr), span };
    }
    total
}

fn round(x: &Ast, how: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let t = infer(x, scope, r);
    if t.is_wrong() {
        return t;
    }
    let word = if let AstKind::Text(w) = &how.kind { w.as_str() } else { "" };
    match (rounding(word), &t.ty) {
        (Some(rounding), Type::Number(_)) => Typed { expr: Expr::Round(rounding, Box::new(t.expr)), span, ..t },
        (Some(_), _) => clash(&t, ("un nombre", "a number"), r),
        (None, _) => {
            r.unknown(
                Code::WrongArguments,
                how.span,
                tell!("arrondi inconnu", "unknown rounding"),
                word,
                ROUNDINGS.iter().copied(),
            );
            Typed::wrong(span)
        }
    }
}

pub(crate) const ROUNDINGS: &[&str] = &["cent", "euro", "euro_down", "euro_up"];

pub(super) fn rounding(word: &str) -> Option<Rounding> {
    match word {
        "cent" => Some(Rounding::Cent),
        "euro" => Some(Rounding::Euro),
        "euro_down" => Some(Rounding::EuroDown),
        "euro_up" => Some(Rounding::EuroUp),
        _ => None,
    }
}

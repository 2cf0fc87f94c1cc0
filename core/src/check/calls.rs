//! The closed list of functions and macros, membership, and parameters read with brackets.

use super::{
    infer::{agree, clash, condition, dotted, duration, has_if_absent, ident_text, infer, plain_fact},
    reader::Reader,
    scope::{Local, Over, Scope, Typed},
    size,
};
use crate::{
    base::{Code, Span, say},
    model::{Aggregate, Arith, Expr, FactId, Fold, Literal},
    syntax::ast::{Ast, AstKind, Ident},
    value::{NumberType, Quantity, Ratio, Rounding, TimeUnit, Type, Unit, parse_day},
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
                say!("`{known}` ne prend pas {n} valeur(s)", "`{known}` does not take {n} value(s)"),
            );
            Typed::wrong(span)
        }
        (unknown, _) => {
            let all = FUNCTIONS.iter().chain(MACROS).copied();
            r.unknown(
                Code::UnknownFunction,
                name.span,
                say!("la fonction `{unknown}` n'existe pas", "there is no function `{unknown}`"),
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
                say!(
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

/// A parameter by its name, on a date.
pub(super) fn parameter(name: &str, span: Span, day: Expr, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let Some((id, def)) = find_parameter(name, span, scope, r) else { return Typed::wrong(span) };
    if def.over.is_some() || def.by.is_some() {
        let how = if def.over.is_some() { format!("param.{name}[…]") } else { format!("step(param.{name}, x)") };
        r.report_with_help(
            Code::TypeClash,
            span,
            say!("`param.{name}` n'est pas une valeur unique", "`param.{name}` is not a single value"),
            say!("lisez-la par `{how}`", "read it by `{how}`"),
        );
        return Typed::wrong(span);
    }
    Typed::new(def.ty.clone(), Expr::Parameter(id, Box::new(day)), span)
}

fn find_parameter<'a>(
    name: &str,
    span: Span,
    scope: &Scope<'a>,
    r: &mut Reader<'_>,
) -> Option<(crate::model::ParameterId, &'a crate::model::Parameter)> {
    let found = scope.parameter(name);
    if found.is_none() {
        r.unknown(
            Code::UnknownParameter,
            span,
            say!("le paramètre `{name}` n'est pas déclaré", "the parameter `{name}` is not declared"),
            name,
            scope.parameters.iter().map(|p| p.name.as_str()),
        );
    }
    found
}

/// The parameter that an expression names, `param.x`.
fn parameter_name(ast: &Ast, r: &mut Reader<'_>) -> Option<String> {
    let name = dotted(ast).and_then(|k| k.strip_prefix("param.").map(str::to_owned));
    if name.is_none() {
        r.report(
            Code::WrongArguments,
            ast.span,
            say!("on attend ici un paramètre, comme `param.x`", "a parameter is expected here, like `param.x`"),
        );
    }
    name
}

fn on(p: &Ast, day: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let d = infer(day, scope, r);
    if d.is_wrong() {
        return d;
    }
    if d.ty != Type::Date {
        return clash(&d, ("une date", "a date"), r);
    }
    if let AstKind::Index(target, index) = &p.kind {
        return entry_on(target, index, d.expr, span, scope, r);
    }
    match parameter_name(p, r) {
        Some(name) => parameter(&name, span, d.expr, scope, r),
        None => Typed::wrong(span),
    }
}

/// `param.table[fact]`.
pub(super) fn entry(target: &Ast, index: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    entry_on(target, index, Expr::ApplicationDate, span, scope, r)
}

fn entry_on(target: &Ast, index: &Ast, day: Expr, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let index = infer(index, scope, r);
    let Some(name) = parameter_name(target, r) else { return Typed::wrong(span) };
    let Some((id, def)) = find_parameter(&name, target.span, scope, r) else { return Typed::wrong(span) };
    let Some(over) = def.over else {
        r.report(
            Code::TypeClash,
            target.span,
            say!("`param.{name}` n'est pas une table", "`param.{name}` is not a table"),
        );
        return Typed::wrong(span);
    };
    if index.is_wrong() {
        return Typed::wrong(span);
    }
    if plain_fact(&index) != Some(over) {
        let key = scope.fact_by_id(over).map_or("", |f| f.key.as_str());
        r.report(
            Code::TypeClash,
            index.span,
            say!("`param.{name}` se lit par `{key}`", "`param.{name}` is read by `{key}`"),
        );
        return Typed::wrong(span);
    }
    Typed::new(def.ty.clone(), Expr::Entry(id, over, Box::new(day)), span)
}

fn brackets(name: &str, p: &Ast, x: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let x = infer(x, scope, r);
    let Some(parameter) = parameter_name(p, r) else { return Typed::wrong(span) };
    let Some((id, def)) = find_parameter(&parameter, p.span, scope, r) else { return Typed::wrong(span) };
    let Some(by) = &def.by else {
        r.report(
            Code::TypeClash,
            p.span,
            say!("`param.{parameter}` n'a pas de tranches", "`param.{parameter}` has no brackets"),
        );
        return Typed::wrong(span);
    };
    let bound = Typed::new(by.clone(), Expr::truth(false), p.span);
    if x.is_wrong() || agree(&x, &bound, span, r).is_none() {
        return Typed::wrong(span);
    }
    let (day, x_expr) = (Box::new(Expr::ApplicationDate), Box::new(x.expr));
    if name == "step" {
        return Typed::new(def.ty.clone(), Expr::Step(id, day, x_expr), span);
    }
    // a rate per slice of euros gives euros
    Typed::new(by.clone(), Expr::Marginal(id, day, x_expr), span)
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
                say!("arrondi inconnu", "unknown rounding"),
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

/// `x in [..]`, or `"member" in set`.
pub(super) fn membership(a: &Ast, b: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if let AstKind::List(items) = &b.kind {
        let t = infer(a, scope, r);
        if let Type::Number(_) | Type::Date = t.ty {
            return number_membership(&t, items, span, scope, r);
        }
        let words: Vec<(String, Span)> = items.iter().filter_map(|i| word(i, r)).collect();
        return if t.is_wrong() { t } else { among(&t, &words, span, scope, r) };
    }
    let set = infer(b, scope, r);
    if set.is_wrong() {
        return set;
    }
    let (Type::Set(members), Some(f)) = (&set.ty, plain_fact(&set)) else {
        return clash(
            &set,
            ("une liste `[…]` ou un fait à plusieurs choix", "a list `[…]` or a fact with several choices"),
            r,
        );
    };
    let Some((member, at)) = word(a, r) else { return Typed::wrong(span) };
    match members.iter().position(|m| *m == member) {
        Some(i) => Typed::new(Type::Bool, Expr::Holds(f, i as u32), span),
        None => unknown_member(&member, at, members, span, r),
    }
}

fn number_membership(t: &Typed, items: &[Ast], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if size::too_large(&t.expr, items.len(), scope) {
        size::report(span, r);
        return Typed::wrong(span);
    }
    let mut parts = vec![];
    for item in items {
        let i = infer(item, scope, r);
        if i.is_wrong() || agree(t, &i, item.span, r).is_none() {
            return Typed::wrong(span);
        }
        parts.push(Expr::Compare(crate::model::Compare::Equal, Box::new(t.expr.clone()), Box::new(i.expr)));
    }
    Typed::new(Type::Bool, Expr::Any(parts), span)
}

fn word(ast: &Ast, r: &mut Reader<'_>) -> Option<(String, Span)> {
    match &ast.kind {
        AstKind::Text(t) => Some((t.clone(), ast.span)),
        AstKind::Error => None,
        AstKind::Bool(_)
        | AstKind::Number(_)
        | AstKind::List(_)
        | AstKind::Name(_)
        | AstKind::Select(..)
        | AstKind::Index(..)
        | AstKind::Unary(..)
        | AstKind::Binary(..)
        | AstKind::Ternary(..)
        | AstKind::Call { .. } => {
            r.report(
                Code::TypeClash,
                ast.span,
                say!("on attend ici un mot entre guillemets", "a word in quotes is expected here"),
            );
            None
        }
    }
}

fn unknown_member(member: &str, at: Span, members: &[String], span: Span, r: &mut Reader<'_>) -> Typed {
    r.unknown(
        Code::UnknownMember,
        at,
        say!("`{member}` n'est pas une valeur de ce fait", "`{member}` is not a value of this fact"),
        member,
        members.iter().map(String::as_str),
    );
    Typed::wrong(span)
}

/// An enum, code, text or set member compared with words.
pub(super) fn among(t: &Typed, words: &[(String, Span)], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if t.is_wrong() {
        return t.clone();
    }
    let mut accepted = vec![];
    match &t.ty {
        Type::Enum(members) => {
            for (word, at) in words {
                match members.iter().position(|m| m == word) {
                    Some(i) => accepted.push((i as i64, i as i64)),
                    None => return unknown_member(word, *at, members, span, r),
                }
            }
        }
        Type::Code(taxonomy) => {
            let Some(taxonomy) = scope.taxonomy(taxonomy) else { return Typed::wrong(span) };
            for (word, at) in words {
                match taxonomy.find(word) {
                    Some(node) => accepted.push(node.leaves),
                    None => {
                        let id = &taxonomy.id;
                        r.unknown(
                            Code::UnknownTaxonomyCode,
                            *at,
                            say!(
                                "`{word}` n'est pas un code de la taxonomie `{id}`",
                                "`{word}` is not a code of the taxonomy `{id}`"
                            ),
                            word,
                            taxonomy.nodes.iter().map(|n| n.code.as_str()),
                        );
                        return Typed::wrong(span);
                    }
                }
            }
        }
        Type::Text => return same_text(t, words, span, scope, r),
        Type::Bool
        | Type::Number(_)
        | Type::Date
        | Type::Duration(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Series(_)
        | Type::Wrong => {
            return clash(t, ("un fait dont les valeurs sont des mots", "a fact whose values are words"), r);
        }
    }
    let accepted = crate::value::Region::of(accepted).intervals().to_vec();
    Typed::new(Type::Bool, Expr::Among(Box::new(t.expr.clone()), accepted), span)
}

/// A text field equals one of the words; for a set's bound member that is decided right here.
fn same_text(t: &Typed, words: &[(String, Span)], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if let Expr::Holds(f, m) = &t.expr {
        let members = if let Some(Type::Set(all)) = scope.fact_by_id(*f).map(|f| &f.ty) { all.as_slice() } else { &[] };
        if let Some((word, at)) = words.iter().find(|(w, _)| !members.contains(w)) {
            return unknown_member(word, *at, members, span, r);
        }
        let here = members.get(*m as usize);
        return Typed::new(Type::Bool, Expr::truth(words.iter().any(|(w, _)| Some(w) == here)), span);
    }
    let parts = words.iter().map(|(w, _)| Expr::SameText(Box::new(t.expr.clone()), w.clone())).collect();
    Typed::new(Type::Bool, Expr::Any(parts), span)
}

fn method(target: &Ast, name: &Ident, args: &[Ast], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let method = ident_text(name);
    if !MACROS.contains(&method) {
        r.unknown(
            Code::UnknownFunction,
            name.span,
            say!("`.{method}(…)` n'existe pas", "there is no `.{method}(…)`"),
            method,
            MACROS.iter().copied(),
        );
        return Typed::wrong(span);
    }
    if matches!(method, "filter" | "map") {
        r.report_with_help(
            Code::WrongArguments,
            span,
            say!("une liste seule n'est pas une valeur", "a list alone is not a value"),
            say!(
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
        say!("écrivez `.{method}(x, condition sur x)`", "write `.{method}(x, condition on x)`"),
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
            r.report(Code::ExprOutside, name.span, say!("rien ne suit `.map(…)`", "nothing follows `.map(…)`"));
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
fn aggregate(fold: Fold, ast: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
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
                say!("on ne sait pas quel champ prendre", "which field to take is not said"),
                say!("ajoutez `.map(l, l.amount)`", "add `.map(l, l.amount)`"),
            );
            return Typed::wrong(span);
        }
    };
    if !matches!(ty, Type::Number(_)) && !(matches!(ty, Type::Date) && matches!(fold, Fold::Min | Fold::Max)) {
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

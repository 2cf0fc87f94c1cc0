//! Parameters read in expressions: on a day, by a table's entry, by brackets.

use super::{
    infer::{agree, clash, dotted, infer, plain_fact},
    reader::Reader,
    scope::{Scope, Typed},
};
use crate::{
    base::{Code, Span, tell},
    model::Expr,
    syntax::ast::{Ast, AstKind},
    value::Type,
};

/// A parameter by its name, on a date.
pub(super) fn parameter(name: &str, span: Span, day: Expr, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let Some((id, def)) = find_parameter(name, span, scope, r) else { return Typed::wrong(span) };
    if def.over.is_some() || def.by.is_some() {
        let how = if def.over.is_some() { format!("param.{name}[…]") } else { format!("step(param.{name}, x)") };
        r.report_with_help(
            Code::TypeClash,
            span,
            tell!("`param.{name}` n'est pas une valeur unique", "`param.{name}` is not a single value"),
            tell!("lisez-la par `{how}`", "read it by `{how}`"),
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
            tell!("le paramètre `{name}` n'est pas déclaré", "the parameter `{name}` is not declared"),
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
            tell!("on attend ici un paramètre, comme `param.x`", "a parameter is expected here, like `param.x`"),
        );
    }
    name
}

/// `on(param.x, date)`.
pub(super) fn on(p: &Ast, day: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
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
            tell!("`param.{name}` n'est pas une table", "`param.{name}` is not a table"),
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
            tell!("`param.{name}` se lit par `{key}`", "`param.{name}` is read by `{key}`"),
        );
        return Typed::wrong(span);
    }
    Typed::new(def.ty.clone(), Expr::Entry(id, over, Box::new(day)), span)
}

/// `marginal(param.b, x)` and `step(param.b, x)`.
pub(super) fn brackets(name: &str, p: &Ast, x: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let x = infer(x, scope, r);
    let Some(parameter) = parameter_name(p, r) else { return Typed::wrong(span) };
    let Some((id, def)) = find_parameter(&parameter, p.span, scope, r) else { return Typed::wrong(span) };
    let Some(by) = &def.by else {
        r.report(
            Code::TypeClash,
            p.span,
            tell!("`param.{parameter}` n'a pas de tranches", "`param.{parameter}` has no brackets"),
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

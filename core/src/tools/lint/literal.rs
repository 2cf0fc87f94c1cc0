//! Thresholds written in figures in several places: on the day one changes, another is forgotten.

use super::written;
use crate::{
    base::{Code, Diagnostic, Diagnostics, Span, tell},
    model::{Expr, Literal, Model, Parameter, Shape},
    value::{Ratio, Type, Unit},
};
use std::collections::BTreeMap;

/// Smaller numbers are rarely thresholds that a text sets.
const LEAST: i64 = 1_000;

/// A number compared with one quantity, where, and in which scheme.
struct Use<'m> {
    scheme: usize,
    quantity: &'m Expr,
    number: Ratio,
    span: Span,
}

pub(super) fn find(model: &Model, out: &mut Diagnostics) {
    let mut by_number: BTreeMap<(i128, i128), Vec<Use<'_>>> = BTreeMap::new();
    for (scheme, s) in model.schemes.iter().enumerate() {
        for criterion in &s.criteria {
            let Some(e) = written(criterion) else { continue };
            e.walk(&mut |x| {
                let Expr::Compare(_, a, b) = x else { return };
                for (number, quantity) in [(a, b), (b, a)] {
                    if let Expr::Literal(Literal::Number(n)) = **number
                        && n > Ratio::int(LEAST)
                        && matches!(**quantity, Expr::Fact(_) | Expr::Aggregate(_))
                    {
                        let exact = n.reduced();
                        let here = Use { scheme, quantity, number: n, span: criterion.span };
                        by_number.entry((exact.num(), exact.den())).or_default().push(here);
                    }
                }
            });
        }
    }
    for uses in by_number.values() {
        for here in uses {
            report(model, here, uses, out);
        }
    }
}

fn report(model: &Model, here: &Use<'_>, uses: &[Use<'_>], out: &mut Diagnostics) {
    let number = here.number.to_text(2);
    let parameter = unit(model, here.quantity)
        .and_then(|unit| model.parameters.iter().find(|p| is(p, unit, here.number)).map(|p| &p.name));
    let elsewhere = uses.iter().find(|u| u.scheme != here.scheme && u.quantity == here.quantity);
    let found = match (parameter, elsewhere) {
        (Some(name), _) => Diagnostic::new(
            Code::LiteralAmount,
            here.span,
            tell!("{number} est la valeur de `param.{name}`", "{number} is the value of `param.{name}`"),
        )
        .help(tell!("si c'est bien ce seuil, lisez `param.{name}`", "if it is this threshold, read `param.{name}`")),
        (None, Some(other)) => Diagnostic::new(
            Code::LiteralAmount,
            here.span,
            tell!("{number} sert aussi de seuil ailleurs", "{number} is a threshold elsewhere too"),
        )
        .label(other.span, tell!("ici", "here"))
        .help(tell!("faites-en un paramètre, avec sa source", "make it a parameter, with its source")),
        (None, None) => return,
    };
    out.push(found);
}

/// The unit of a fact that is compared.
fn unit<'m>(model: &'m Model, quantity: &Expr) -> Option<&'m Unit> {
    let Expr::Fact(f) = quantity else { return None };
    if let Type::Number(n) = &model.fact(*f)?.ty { Some(&n.unit) } else { None }
}

/// The parameter holds this number, of this unit, in some version.
fn is(parameter: &Parameter, wanted: &Unit, number: Ratio) -> bool {
    let Type::Number(n) = &parameter.ty else { return false };
    n.unit == *wanted && parameter.versions.iter().any(|v| v.shape == Shape::Single(number))
}

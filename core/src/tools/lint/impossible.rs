//! Criteria that no profile meets, or that every profile does; schemes that nobody can get.

use super::{Subject, inner, written};
use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    compile::{Node, SchemePlan, WindowState},
    eligibility::failing,
    eval::{Decision, Reading, State, decide, decide_declared},
    model::{Criterion, CriterionId, Expr, Rule, Scheme},
    value::Truth,
};

pub(super) fn find(subject: &Subject<'_>, reading: &mut Reading<'_>, out: &mut Diagnostics) {
    for (scheme, plan) in subject.model.schemes.iter().zip(&subject.plan.schemes) {
        // a scheme that is over reads parameters that have ended: that is no mistake
        if plan.window.state == WindowState::Closed {
            continue;
        }
        let never = criteria(scheme, plan, reading, out);
        if !never {
            together(scheme, plan, reading, out);
        }
    }
}

/// Looks at criteria from the outside in; what lies in one that is decided is not looked at.
fn criteria(scheme: &Scheme, plan: &SchemePlan, reading: &mut Reading<'_>, out: &mut Diagnostics) -> bool {
    let mut never = false;
    let mut open: Vec<CriterionId> = scheme.top.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        let (Some(criterion), Some(node)) = (scheme.criteria.get(id.index()), plan.criteria.get(id.index())) else {
            continue;
        };
        let told_elsewhere = match &criterion.rule {
            Rule::If(_) => criterion.source_text.is_none(),
            Rule::Declared(_) => true,
            Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) => false,
        };
        if told_elsewhere {
            continue;
        }
        // what the calendar decides is true some day
        if super::tree(scheme, id).into_iter().any(dated) {
            open.extend(inner(criterion).iter().rev());
            continue;
        }
        // a set of values that is neither empty nor whole was left as it is: it can go both ways
        let atom = matches!(reading.plan.node(*node), Node::Atom(_)) && plan.constraints.is_empty();
        let decision = if atom { None } else { Some(decide(reading, *node, &plan.constraints)) };
        match decision {
            Some(Decision::Never) => {
                never = true;
                let name = &criterion.id;
                out.push(
                    Diagnostic::new(
                        Code::NeverTrue,
                        criterion.span,
                        tell!("aucun profil ne remplit `{name}`", "no profile satisfies `{name}`"),
                    )
                    .help(tell!(
                        "vérifiez les seuils, et les bornes des faits comparés",
                        "check the thresholds, and the bounds of the facts compared"
                    )),
                );
            }
            Some(Decision::Always) => {
                let name = &criterion.id;
                out.push(
                    Diagnostic::new(
                        Code::AlwaysTrue,
                        criterion.span,
                        tell!("tout profil remplit `{name}`", "every profile satisfies `{name}`"),
                    )
                    .help(tell!(
                        "supprimez ce critère, ou corrigez son seuil",
                        "delete this criterion, or correct its threshold"
                    )),
                );
            }
            Some(Decision::Depends { .. } | Decision::Contradiction) | None => {
                open.extend(inner(criterion).iter().rev());
            }
        }
    }
    never
}

/// A part of the criterion compares the day of application with other days, and no fact.
fn dated(criterion: &Criterion) -> bool {
    let Some(e) = written(criterion) else { return false };
    let mut found = false;
    e.walk(&mut |x| {
        if let Expr::Compare(_, a, b) = x {
            let day = [a, b].into_iter().any(|side| mentions_day(side));
            found |= day && a.facts().is_empty() && b.facts().is_empty();
        }
    });
    found
}

fn mentions_day(e: &Expr) -> bool {
    let mut found = false;
    e.walk(&mut |x| found |= matches!(x, Expr::ApplicationDate));
    found
}

/// Each criterion can hold, but do they hold together?
fn together(scheme: &Scheme, plan: &SchemePlan, reading: &mut Reading<'_>, out: &mut Diagnostics) {
    // where Kleene's truth is exact, what is not refused outright can hold
    let may_hold = plan.exact && reading.truth(plan.root) != Truth::No;
    if may_hold || scheme.criteria.iter().any(dated) {
        return;
    }
    let (decision, _) = decide_declared(reading, plan.root, &plan.constraints, &plan.declared);
    if decision != Decision::Never {
        return;
    }
    let id = &scheme.id;
    let mut found = Diagnostic::new(
        Code::SchemeNever,
        scheme.span,
        tell!("aucun profil n'est éligible à `{id}`", "no profile is eligible for `{id}`"),
    )
    .help(tell!("ces critères s'excluent : corrigez-en un", "these criteria exclude one another: correct one"));
    for criterion in failing(reading, plan, scheme).iter().filter_map(|c| scheme.criteria.get(c.index())) {
        let name = &criterion.id;
        found = found.label(criterion.span, tell!("`{name}` d'un côté", "`{name}` on one side"));
    }
    out.push(found);
}

/// Whether a scheme can end eligible, ineligible, or open for want of facts.
pub(super) fn possible(plan: &SchemePlan, reading: &mut Reading<'_>) -> (bool, bool, bool) {
    let (granted, _) = decide_declared(reading, plan.root, &plan.constraints, &plan.declared);
    match granted {
        Decision::Never | Decision::Contradiction => (false, true, false),
        Decision::Depends { .. } => (true, true, true),
        Decision::Always => {
            let before: Vec<_> =
                plan.declared.iter().filter_map(|(_, s)| reading.state(*s).map(|x| (*s, x.clone()))).collect();
            for (slot, _) in &before {
                reading.set(*slot, State::of(0));
            }
            let refused = decide(reading, plan.root, &plan.constraints) != Decision::Always;
            for (slot, state) in before {
                reading.set(slot, state);
            }
            (true, refused, false)
        }
    }
}

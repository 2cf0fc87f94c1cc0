//! A comparison with something absent is false: an author who compares a fact that may be absent should say what holds
//! then.

use super::{tree, written};
use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    model::{Criterion, CriterionId, Expr, FactId, Model, Scheme},
};

pub(super) fn find(model: &Model, out: &mut Diagnostics) {
    for scheme in &model.schemes {
        let required: Vec<FactId> = scheme.top.iter().filter_map(|top| required(scheme, *top)).collect();
        for top in &scheme.top {
            let parts = tree(scheme, *top);
            let mut guarded = required.clone();
            parts.iter().filter_map(|c| written(c)).for_each(|e| asked(e, &mut guarded));
            for criterion in parts {
                report(model, criterion, &guarded, out);
            }
        }
    }
}

/// A top criterion that is nothing but `has(x)`: where it fails, no other matters.
fn required(scheme: &Scheme, top: CriterionId) -> Option<FactId> {
    match scheme.criteria.get(top.index()).and_then(written)? {
        Expr::Has(f) => Some(*f),
        _ => None,
    }
}

fn asked(e: &Expr, guarded: &mut Vec<FactId>) {
    e.walk(&mut |x| {
        if let Expr::Has(f) = x {
            guarded.push(*f);
        }
    });
}

fn report(model: &Model, criterion: &Criterion, guarded: &[FactId], out: &mut Diagnostics) {
    let Some(e) = written(criterion) else { return };
    let mut compared: Vec<FactId> = vec![];
    e.walk(&mut |x| {
        if let Expr::Compare(_, a, b) = x {
            compared.extend(a.facts().into_iter().chain(b.facts()));
        }
        if let Expr::Among(a, _) = x {
            compared.extend(a.facts());
        }
    });
    compared.sort();
    compared.dedup();
    for id in compared.into_iter().filter(|id| !guarded.contains(id)) {
        let Some(fact) = model.fact(id).filter(|f| f.may_be_absent()) else { continue };
        let key = &fact.key;
        out.push(
            Diagnostic::new(
                Code::MayBeAbsent,
                criterion.span,
                tell!(
                    "`{key}` peut être absent : la comparaison est alors fausse",
                    "`{key}` may be absent: the comparison is then false"
                ),
            )
            .help(tell!(
                "écrivez `!has({key}) || …` si cela convient, `has({key}) && …` sinon",
                "write `!has({key}) || …` if that is fine, `has({key}) && …` if not"
            )),
        );
    }
}

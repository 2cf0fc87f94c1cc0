//! Facts that are asked for and that no rule reads.

use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    model::{Expr, FactId, Model, Rule, Scheme},
};

pub(super) fn find(model: &Model, out: &mut Diagnostics) {
    let mut used = vec![false; model.facts.len()];
    let mut open: Vec<FactId> = vec![];
    let mut read = |e: &Expr| open.extend(e.facts());
    model.constraints.iter().for_each(|c| read(&c.rule));
    model.needs.iter().filter_map(|n| n.rule.as_ref()).for_each(&mut read);
    model.schemes.iter().for_each(|s| scheme(s, &mut read));
    open.extend(model.likeness.iter().map(|l| l.fact));
    open.extend(model.parameters.iter().filter_map(|p| p.over));
    open.extend(model.sources.iter().flat_map(|s| [s.fact, s.agreed]).flatten());
    open.extend(model.roles.each().into_iter().filter_map(|(_, fact)| fact));
    while let Some(id) = open.pop() {
        let Some(seen) = used.get_mut(id.index()).filter(|u| !**u) else { continue };
        *seen = true;
        open.extend(model.fact(id).and_then(|f| f.formula.as_ref()).map_or_else(Vec::new, Expr::facts));
    }
    for (fact, _) in model.facts.iter().zip(&used).filter(|(_, used)| !**used) {
        let key = &fact.key;
        out.push(
            Diagnostic::new(Code::UnusedFact, fact.span, tell!("aucune règle ne lit `{key}`", "no rule reads `{key}`"))
                .help(tell!(
                    "supprimez-le, ou écrivez la règle qui en a besoin",
                    "delete it, or write the rule that needs it"
                )),
        );
    }
}

fn scheme(scheme: &Scheme, read: &mut impl FnMut(&Expr)) {
    for criterion in &scheme.criteria {
        if let Rule::If(e) = &criterion.rule {
            read(e);
        }
    }
    scheme.prefers.iter().for_each(|p| read(&p.rule));
    if let Some(amount) = &scheme.amount {
        // the formula holds every part but what a monthly value is multiplied out from
        read(&amount.formula);
        read(&amount.core);
        amount.rent.iter().for_each(read);
    }
}

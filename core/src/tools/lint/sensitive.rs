//! A sensitive fact may decide only where a legal text says so, and the text is cited beside the criterion.

use super::{inner, rests_on, written};
use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    model::{CriterionId, Model},
};

pub(super) fn find(model: &Model, out: &mut Diagnostics) {
    for scheme in &model.schemes {
        let mut open: Vec<(CriterionId, bool)> = scheme.top.iter().map(|c| (*c, false)).collect();
        while let Some((id, cited)) = open.pop() {
            let Some(criterion) = scheme.criteria.get(id.index()) else { continue };
            // a text cited for the whole covers its parts
            let cited = cited || criterion.reference.is_some();
            open.extend(inner(criterion).iter().map(|c| (*c, cited)));
            let sensitive = written(criterion)
                .filter(|_| !cited)
                .and_then(|e| rests_on(model, e).into_iter().find(|f| f.sensitive));
            let Some(fact) = sensitive else { continue };
            let key = &fact.key;
            out.push(
                Diagnostic::new(
                    Code::SensitiveGate,
                    criterion.span,
                    tell!(
                        "`{key}` est sensible, et aucun texte n'est cité",
                        "`{key}` is sensitive, and no text is cited"
                    ),
                )
                .help(tell!("ajoutez `reference:` au critère", "add `reference:` to the criterion")),
            );
        }
    }
}

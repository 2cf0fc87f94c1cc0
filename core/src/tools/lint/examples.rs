//! Schemes whose examples are missing, or leave a verdict unseen.

use super::{Subject, impossible};
use crate::{
    base::{Code, Diagnostic, Diagnostics, Sources, Span, tell},
    check::{self, Role},
    eval::Reading,
    syntax::{node::Node, yaml},
};
use std::collections::BTreeMap;

pub(super) fn find(subject: &Subject<'_>, reading: &mut Reading<'_>, sources: &Sources, out: &mut Diagnostics) {
    // a bundle holds rules without their examples
    if sources.files.iter().all(|f| f.text.is_empty()) {
        return;
    }
    let mut files: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (file, source) in sources.files.iter().enumerate() {
        if let Role::Examples { id } = check::role(&source.path) {
            files.entry(id).or_default().push(file as u32);
        }
    }
    for (scheme, plan) in subject.model.schemes.iter().zip(&subject.plan.schemes) {
        let id = &scheme.id;
        let Some(own) = files.get(id.as_str()) else {
            out.push(
                Diagnostic::new(
                    Code::NoExample,
                    scheme.span,
                    tell!("`{id}` n'a pas d'exemple", "`{id}` has no example"),
                )
                .help(tell!("écrivez `{id}.examples.yaml` à côté", "write `{id}.examples.yaml` beside it")),
            );
            continue;
        };
        // a file that cannot be read is told of when examples are run
        let Some((span, shown)) = verdicts(own, sources) else { continue };
        let (eligible, ineligible, undetermined) = impossible::possible(plan, reading);
        let wanted = [("eligible", eligible), ("ineligible", ineligible), ("undetermined", undetermined)];
        let missing: Vec<&str> =
            wanted.into_iter().filter(|(v, can)| *can && !shown.iter().any(|s| s == v)).map(|(v, _)| v).collect();
        if !missing.is_empty() {
            let list = missing.join(", ");
            out.push(Diagnostic::new(
                Code::ExampleGap,
                span,
                tell!("aucun exemple n'attend : {list}", "no example expects: {list}"),
            ));
        }
    }
}

/// Verdicts that the examples expect, and the place where they start.
fn verdicts(files: &[u32], sources: &Sources) -> Option<(Span, Vec<String>)> {
    let mut shown = vec![];
    let mut place = None;
    for file in files {
        let text = &sources.files.get(*file as usize)?.text;
        let node = yaml::read(*file, text, &mut Diagnostics::default())?;
        let map = node.map()?;
        let key = map.entries.iter().find(|(k, _)| k.text == "examples").map_or(map.span, |(k, _)| k.span);
        place = place.or(Some(key));
        let examples = map.get("examples").and_then(Node::list).unwrap_or(&[]);
        let verdict = |e: &Node| Some(e.map()?.get("expect")?.map()?.get("verdict")?.scalar()?.text.clone());
        shown.extend(examples.iter().filter_map(verdict));
    }
    Some((place?, shown))
}

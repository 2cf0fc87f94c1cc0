//! The file of a persona: a whole profile, and what one expects of the list, of the plan and of the roadmap.

use super::super::{
    case::{AmountExpected, At, VERDICTS, amount, at, broken, known, name, names, one, verdict},
    given::{Given, merge},
};
use crate::{
    Verdict,
    base::{Text, tell},
    check::{
        keys,
        reader::{Fields, Reader},
    },
    model::Model,
    syntax::node::Node,
    value::{format_day, parse_day},
};

/// A whole profile, and what one expects of its answers.
#[derive(Debug, Clone)]
pub(super) struct Persona {
    pub(super) id: At<String>,
    pub(super) given: Given,
    pub(super) head: Option<At<Vec<String>>>,
    pub(super) verdicts: Vec<(String, At<Verdict>)>,
    /// Schemes that must not be offered, with the reason.
    pub(super) never: Vec<(At<String>, Text)>,
    pub(super) not_together: Vec<At<(String, String)>>,
    pub(super) plan: Option<PlanExpected>,
    pub(super) roadmap: Option<RoadmapExpected>,
}

/// What one expects of the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanExpected {
    pub(super) takes: Vec<At<String>>,
    pub(super) leaves: Vec<At<String>>,
    pub(super) gap: Option<At<AmountExpected>>,
}

/// What one expects of the roadmap.
#[derive(Debug, Clone, Default)]
pub(super) struct RoadmapExpected {
    /// Of two steps the second waits for the first.
    pub(super) order: Vec<At<(String, String)>>,
    /// The day on which a step is done should every delay be the longest.
    pub(super) by: Vec<(String, At<String>)>,
    /// The first month of a start with every answer in hand.
    pub(super) start: Option<At<String>>,
}

/// Reads the file; nothing when it cannot be one.
pub(super) fn persona(stem: &str, model: &Model, node: &Node, r: &mut Reader<'_>) -> Option<Persona> {
    let f = r.fields(node, keys::PERSONA)?;
    let id = name(&f, r)?;
    if id.value != stem {
        let message = tell!("ce fichier doit s'appeler comme son `id`", "this file must be named like its `id`");
        broken(r, id.span, message, Some(tell!("`id: {stem}`", "`id: {stem}`")));
    }
    for key in ["title", "story"] {
        if let Some(n) = f.get(key) {
            r.localized(n);
        }
    }
    let mut given = Given::default();
    merge(&mut given, &f, None, r);
    let expect = r.require(&f, "expect")?;
    let e = r.fields(expect, keys::PERSONA_EXPECT)?;
    let schemes: Vec<&str> = model.schemes.iter().map(|s| s.id.as_str()).collect();
    Some(Persona {
        id,
        given,
        head: e.get("head").map(|n| names(n, &schemes, no_scheme(), r)),
        verdicts: verdicts(&e, &schemes, r),
        never: never(&e, &schemes, r),
        not_together: pairs(e.get("not_together"), r, |item, r| names(item, &schemes, no_scheme(), r).value),
        plan: e.get("plan").and_then(|n| plan(n, &schemes, r)),
        roadmap: e.get("roadmap").and_then(|n| roadmap(n, r)),
    })
}

fn verdicts(e: &Fields<'_>, schemes: &[&str], r: &mut Reader<'_>) -> Vec<(String, At<Verdict>)> {
    let mut found = vec![];
    for (key, value) in e.get("verdicts").and_then(|n| r.map(n)).map_or(&[][..], |map| &map.entries) {
        known(&key.text, key.span, schemes, &no_scheme(), r);
        found.extend(at(value, r.word(value, VERDICTS, verdict)).map(|v| (key.text.clone(), v)));
    }
    found
}

fn never(e: &Fields<'_>, schemes: &[&str], r: &mut Reader<'_>) -> Vec<(At<String>, Text)> {
    let mut found = vec![];
    for item in e.get("never").map_or(&[][..], |n| r.list(n)) {
        let Some(f) = r.fields(item, keys::NEVER) else { continue };
        let scheme = r.require(&f, "scheme").and_then(|n| one(n, schemes, &no_scheme(), r));
        let because = r.require(&f, "because").and_then(|n| r.localized(n));
        found.extend(scheme.zip(because));
    }
    found
}

fn plan(node: &Node, schemes: &[&str], r: &mut Reader<'_>) -> Option<PlanExpected> {
    let f = r.fields(node, keys::PLAN_EXPECT)?;
    let mut list = |key: &str| -> Vec<At<String>> {
        let items = f.get(key).map_or(&[][..], |n| r.list(n));
        items.iter().filter_map(|n| one(n, schemes, &no_scheme(), r)).collect()
    };
    let (takes, leaves) = (list("takes"), list("leaves"));
    Some(PlanExpected { takes, leaves, gap: f.get("gap").and_then(|n| at(n, amount(n, r))) })
}

fn roadmap(node: &Node, r: &mut Reader<'_>) -> Option<RoadmapExpected> {
    let f = r.fields(node, keys::ROADMAP_EXPECT)?;
    let texts = |item: &Node, r: &mut Reader<'_>| r.list(item).iter().filter_map(|n| r.text(n)).collect();
    let order = pairs(f.get("order"), r, texts);
    let mut by = vec![];
    for (key, value) in f.get("by").and_then(|n| r.map(n)).map_or(&[][..], |map| &map.entries) {
        by.extend(at(value, r.date(value).map(format_day)).map(|day| (key.text.clone(), day)));
    }
    let start = f.get("start").and_then(|n| at(n, month(n, r)));
    Some(RoadmapExpected { order, by, start })
}

fn month(node: &Node, r: &mut Reader<'_>) -> Option<String> {
    let text = r.text(node)?;
    if parse_day(&format!("{text}-01")).is_none() {
        broken(r, node.span(), tell!("un mois s'écrit `2027-05`", "a month is written `2027-05`"), None);
        return None;
    }
    Some(text)
}

/// A list of pairs.
fn pairs(
    list: Option<&Node>,
    r: &mut Reader<'_>,
    read: impl Fn(&Node, &mut Reader<'_>) -> Vec<String>,
) -> Vec<At<(String, String)>> {
    let mut found = vec![];
    for item in list.map_or(&[][..], |n| r.list(n)) {
        match read(item, r).as_slice() {
            [a, b] => found.push(At { value: (a.clone(), b.clone()), span: item.span() }),
            _ => broken(r, item.span(), tell!("on attend deux noms", "two names are expected"), None),
        }
    }
    found
}

fn no_scheme() -> Text {
    tell!("n'est pas un dispositif", "is not a scheme")
}

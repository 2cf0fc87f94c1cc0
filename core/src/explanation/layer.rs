//! Which of several rule sets a scheme, or the weights, come from. Rules of one set have nothing to tell.

use super::phrase;
use crate::{
    base::Lang,
    contract::{Layer, Provenance, RuleSetId},
    model::{Model, Scheme},
};

/// Identity of the rules, with the sets that they are made of.
pub(super) fn rule_set_id(model: &Model, fingerprint: &str, lang: Lang) -> RuleSetId {
    let layer = |l: &crate::model::Named| Layer { id: l.id.clone(), title: phrase::told(&l.title, lang) };
    RuleSetId {
        id: model.id.clone(),
        version: model.version.clone(),
        fingerprint: fingerprint.to_owned(),
        layers: if is_layered(model) { model.layers.iter().map(layer).collect() } else { vec![] },
    }
}

/// The sets that brought, narrowed and closed a scheme.
pub(super) fn provenance(model: &Model, scheme: &Scheme) -> Option<Provenance> {
    Some(Provenance {
        layer: id(model, scheme.layer)?,
        narrowed_by: scheme.narrowed_by.iter().filter_map(|l| id(model, *l)).collect(),
        closed_by: scheme.closed_by.and_then(|l| id(model, l)),
    })
}

/// The set that gives the weights of this name.
pub(super) fn of_preset(model: &Model, preset: &str) -> Option<String> {
    id(model, model.score.presets.iter().find(|p| p.name == preset)?.layer)
}

fn is_layered(model: &Model) -> bool {
    model.layers.len() > 1
}

fn id(model: &Model, layer: u32) -> Option<String> {
    is_layered(model).then(|| model.layers.get(layer as usize).map(|l| l.id.clone()))?
}

//! A profile that was saved for other rules: renamed facts are followed, what these rules cannot read is set aside and told, and
//! the rest is kept.

use super::read::{self, PARTS, ProfileInput};
use crate::{
    base::{Problem, Text, tell},
    model::{Fact, Model},
};
use serde_json::{Map, Value};

/// Something of the profile that these rules take otherwise, or not at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    /// Where it was: `facts.structure.form`.
    pub(crate) was: String,
    /// Where it is now; nothing when it was set aside.
    pub(crate) now: Option<String>,
    /// What was said there.
    pub(crate) value: Value,
    pub(crate) message: Text,
}

/// The profile as these rules read it, and what changed; the problems that nothing set aside would mend.
pub(crate) fn update(model: &Model, input: ProfileInput<'_>) -> Result<(Value, Vec<Changed>), Vec<Problem>> {
    let mut json = input.json.clone();
    let mut changed = json.as_object_mut().map_or_else(Vec::new, |top| renamed(model, top));
    if let Err(problems) = read::read(model, ProfileInput { json: &json, ..input }) {
        for problem in problems {
            changed.extend(json.as_object_mut().and_then(|top| set_aside(top, &problem)));
        }
        read::read(model, ProfileInput { json: &json, ..input })?;
    }
    Ok((json, changed))
}

/// Gives facts that were renamed their new names. An answer under the new name stands.
fn renamed(model: &Model, top: &mut Map<String, Value>) -> Vec<Changed> {
    let Some(facts) = top.get_mut("facts").and_then(Value::as_object_mut) else { return vec![] };
    let old: Vec<(String, &Fact)> = facts.keys().filter_map(|key| Some((key.clone(), model.renamed(key)?))).collect();
    let mut changed = vec![];
    for (key, fact) in old {
        let new = &fact.key;
        let Some(value) = facts.remove(&key) else { continue };
        let taken = facts.get(new).is_some_and(|v| !v.is_null());
        let message = if taken {
            tell!(
                "`{key}` s'appelle maintenant `{new}`, qui a déjà une réponse",
                "`{key}` is now called `{new}`, which has an answer already"
            )
        } else {
            facts.insert(new.clone(), value.clone());
            tell!("`{key}` s'appelle maintenant `{new}`", "`{key}` is now called `{new}`")
        };
        let now = (!taken).then(|| format!("facts.{new}"));
        changed.push(Changed { was: format!("facts.{key}"), now, value, message });
    }
    changed
}

/// Takes away what a problem is about: an answer, or a key that there is not.
fn set_aside(top: &mut Map<String, Value>, problem: &Problem) -> Option<Changed> {
    let changed = |was: String, value| Changed { was, now: None, value, message: problem.message.clone() };
    for part in PARTS {
        let Some(rest) = problem.path.strip_prefix(part).and_then(|r| r.strip_prefix('.')) else { continue };
        let map = top.get_mut(part)?.as_object_mut()?;
        // a key holds dots itself; what follows it is a place within the answer
        let within =
            |key: &&String| rest.strip_prefix(key.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(['.', '[']));
        let key = map.keys().filter(within).max_by_key(|key| key.len())?.clone();
        return map.remove(&key).map(|value| changed(format!("{part}.{key}"), value));
    }
    // a day that does not exist is for whoever asks to mend: without one nothing can be judged
    let path = (problem.path != "as_of").then_some(&problem.path)?;
    top.remove(path).map(|value| changed(path.clone(), value))
}

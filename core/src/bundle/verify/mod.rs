//! Everything that evaluation relies on, looked at again in rules that came from outside: indices that exist, lists in order,
//! types that fit, numbers that stay exact, trees that end. The error is the path of what cannot be.

mod expr;
mod resource;
mod scheme;
mod tables;

use crate::{
    model::{LineKind, Model, ScoreTable},
    value::Ratio,
};

/// Where something cannot be.
type Found = Result<(), String>;

/// What does not hold here cannot be.
fn hold(ok: bool, at: impl FnOnce() -> String) -> Found {
    if ok { Ok(()) } else { Err(at()) }
}

pub(super) fn verify(model: &Model) -> Found {
    for taxonomy in &model.taxonomies {
        tables::taxonomy(taxonomy)?;
    }
    hold(ascending(model.taxonomies.iter().map(|t| t.id.as_str())), || "taxonomies".to_owned())?;
    hold(ascending(model.facts.iter().map(|f| f.key.as_str())), || "facts".to_owned())?;
    hold(ascending(model.parameters.iter().map(|p| p.name.as_str())), || "parameters".to_owned())?;
    hold(ascending(model.schemes.iter().map(|s| s.id.as_str())), || "schemes".to_owned())?;
    for fact in &model.facts {
        tables::fact(model, fact)?;
    }
    for parameter in &model.parameters {
        tables::parameter(model, parameter)?;
    }
    for constraint in &model.constraints {
        let ok = expr::condition(model, &constraint.rule, None);
        hold(ok, || format!("constraints/{}", constraint.id))?;
    }
    resource::needs(model)?;
    tables::roles(model)?;
    tables::planning(model)?;
    tables::links(model)?;
    tables::layers(model)?;
    hold(score(&model.score), || "score".to_owned())?;
    model.schemes.iter().try_for_each(|s| scheme::scheme(model, s))?;
    hold(ascending(model.resources.iter().map(|r| r.id.as_str())), || "resources".to_owned())?;
    model.resources.iter().try_for_each(|r| resource::resource(model, r))
}

/// Names in strict order: what is looked for by halving is found.
fn ascending<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    let Some(mut last) = names.next() else { return true };
    names.all(|name| std::mem::replace(&mut last, name) < name)
}

/// All lines in their order, points out of 1,000, weights that sum to 1,000.
fn score(score: &ScoreTable) -> bool {
    let in_order = score.lines.iter().map(|l| l.kind.word()).eq(LineKind::WORDS.iter().copied());
    let points = |p: &u32| *p <= 1000;
    let lines = score.lines.iter().all(|l| {
        let anchors = l.anchors.iter().zip(l.anchors.iter().skip(1)).all(|(a, b)| a.0 < b.0);
        let scored = l.kind == LineKind::Certainty || !l.anchors.is_empty();
        anchors
            && scored
            && l.anchors.iter().all(|(_, p)| points(p))
            && l.levels.iter().all(points)
            && points(&l.otherwise)
            && [l.lent, l.lent_free].iter().all(|share| (Ratio::ZERO..=Ratio::ONE).contains(share))
    });
    let presets = score
        .presets
        .iter()
        .all(|p| p.weights.len() == score.lines.len() && p.weights.iter().map(|w| u64::from(*w)).sum::<u64>() == 1000);
    in_order && lines && presets && score.default < score.presets.len()
}

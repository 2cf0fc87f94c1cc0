//! Money beside the schemes: what the rule set names as sources.

use super::{
    candidates::{Candidates, Left, Scene, Why},
    piece::{Due, Money, Piece, Terms, Way},
    timeline::span,
};
use crate::{
    model::{Kind, Nature, SourceOfMoney},
    profile::FactState,
    value::Ratio,
};

pub(super) fn sources(scene: &Scene<'_>, found: &mut Candidates) {
    for (index, source) in scene.model.sources.iter().enumerate() {
        let money = Money::Source(index);
        match cap(scene, source) {
            Ok(0) => {}
            Ok(cap) => found.pieces.push(piece(scene, money, source, cap)),
            Err(why) => found.left.push(Left { money, why }),
        }
    }
}

/// What is surely there, in cents.
fn cap(scene: &Scene<'_>, source: &SourceOfMoney) -> Result<i64, Why> {
    let Some(fact) = source.fact else { return Ok(0) };
    match scene.profile.facts.get(fact.index()) {
        Some(FactState::Values(region)) => Ok(region.low().unwrap_or(0).max(0)),
        Some(FactState::None | FactState::NotApplicable) => Ok(0),
        _ => Err(Why::Open(scene.model.fact(fact).map(|f| f.key.clone()).into_iter().collect())),
    }
}

fn piece(scene: &Scene<'_>, money: Money, source: &SourceOfMoney, cap: i64) -> Piece {
    let first = scene.project.first_spending();
    let as_of = (scene.profile.as_of, scene.profile.as_of);
    let unknown = span(as_of, scene.planning.unknown_delay);
    let timeline = &scene.project.timeline;
    let (way, dues) = match source.nature {
        Nature::Own => (Way::Own, vec![]),
        // a bank pays when the first invoice comes
        Nature::Repayable => (Way::Loan, vec![Due { share: Ratio::ONE, early: first, late: first, waits: None }]),
        Nature::Grant => {
            let (early, late) = (timeline.month(unknown.0), timeline.month(unknown.1));
            (Way::Grant, vec![Due { share: Ratio::ONE, early, late, waits: None }])
        }
    };
    let agreed = source.agreed.and_then(|f| scene.profile.facts.get(f.index()));
    let sure = source.agreed.is_none() || matches!(agreed, Some(FactState::Values(r)) if r.single() == Some(1));
    Piece {
        kind: (source.nature == Nature::Repayable).then_some(Kind::Loan),
        lines: if way == Way::Grant { (0..scene.project.lines.len()).collect() } else { vec![] },
        dues,
        terms: source.loan.as_ref().map(Terms::longest),
        sure,
        ..Piece::plain(money, &source.id, way, source.origin, cap, as_of)
    }
}

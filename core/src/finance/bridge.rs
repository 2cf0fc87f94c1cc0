//! Bridges: what lends a named grant's money before the funder pays it. Each grant gets a bridge of its own, judged as if the
//! grant were notified.

use super::{
    candidates::{Candidates, Left, Scene, Why, barred, bridges_grants},
    payment::dates,
    piece::{Due, Money, Piece, Way},
    project::share_of,
    timeline::span,
};
use crate::{
    compile::{SchemePlan, extent},
    eval::{self, Reading},
    model::{Interval, Scheme, SchemeId},
    profile::{FactState, Field, Profile},
    value::{Ratio, Type},
};

pub(super) fn bridges(scene: &Scene<'_>, found: &mut Candidates) {
    let grants: Vec<usize> = (0..found.pieces.len())
        .filter(|i| found.pieces.get(*i).is_some_and(|p| p.way == Way::Grant && p.cap > p.received))
        .collect();
    for (index, (scheme, plan)) in scene.model.schemes.iter().zip(&scene.plan.schemes).enumerate() {
        let id = SchemeId(index as u32);
        if !scheme.amount.as_ref().is_some_and(|a| bridges_grants(scheme, a)) {
            continue;
        }
        if scene.wishes.without.contains(&id) {
            found.left.push(Left { money: Money::Scheme(id), why: Why::Unwanted });
            continue;
        }
        let mut refusal = Some(Why::Nothing);
        for over in &grants {
            let Some(grant) = found.pieces.get(*over) else { continue };
            let profile = as_if_notified(scene, grant);
            let mut reading = eval::read(scene.plan, scene.model, &profile);
            match barred(scene, &mut reading, id, plan) {
                Some(why) => refusal = refusal.map(|_| why),
                None => {
                    if let Some(piece) = piece(scene, &reading, (id, scheme, plan), *over, grant) {
                        found.pieces.push(piece);
                        refusal = None;
                    }
                }
            }
        }
        found.left.extend(refusal.map(|why| Left { money: Money::Scheme(id), why }));
    }
}

/// The profile once a grant is notified.
fn as_if_notified(scene: &Scene<'_>, grant: &Piece) -> Profile {
    let mut profile = scene.profile.clone();
    let Some(role) = scene.model.roles.grants_notified.filter(|_| !grant.given) else { return profile };
    let Some(Type::List(fields)) = scene.model.fact(role).map(|f| &f.ty) else { return profile };
    let record = fields.iter().map(|f| match f.name.as_str() {
        "scheme" => Some(Field::Text(grant.id.clone())),
        "amount" => Some(Field::Value(grant.cap)),
        "notified_on" => Some(Field::Value(scene.profile.as_of)),
        "paid" => Some(Field::Value(0)),
        _ => None,
    });
    let record = record.collect();
    if let Some(state) = profile.facts.get_mut(role.index()) {
        match state {
            FactState::Records(rows) => rows.push(record),
            other => *other = FactState::Records(vec![record]),
        }
    }
    profile
}

/// Lent once the grant is notified and the lender has decided; given back when the grant comes, or when its longest term ends.
fn piece(
    scene: &Scene<'_>,
    reading: &Reading<'_>,
    (id, scheme, plan): (SchemeId, &Scheme, &SchemePlan),
    over: usize,
    grant: &Piece,
) -> Option<Piece> {
    let amount = scheme.amount.as_ref()?;
    let timeline = &scene.project.timeline;
    let after_notice = dates(scheme, grant.decided.1.max(plan.application_date), None, None, scene.planning);
    let delay = scheme.payment.first().and_then(|p| p.delay).unwrap_or(Interval { from: 0, to: 0 });
    let lent = span(after_notice.decided, delay);
    let (early, late) = (timeline.month(lent.0), timeline.month(lent.1));
    // a bridge that is there no sooner than the grant is of no use
    if late >= grant.last_late() && !grant.waits() {
        return None;
    }
    let rate = plan.amount.as_ref().and_then(|a| a.rate).and_then(|n| extent(&scene.plan.nums, n, reading));
    let rate = rate.map_or(Ratio::ONE, |e| e.low);
    let most = plan.amount.as_ref().and_then(|a| a.cap).and_then(|n| extent(&scene.plan.nums, n, reading));
    let most = most.and_then(|e| e.low.mantissa(2, false)).unwrap_or(i64::MAX);
    let cap = share_of(grant.cap - grant.received, rate).min(most);
    let money = Money::Bridge { scheme: id, over };
    Some(Piece {
        rate: Some(rate),
        dues: vec![Due { share: Ratio::ONE, early, late, waits: None }],
        ..Piece::of_scheme(scene.model, money, (scheme, amount), (Way::Bridge, cap), after_notice.decided)
    })
}

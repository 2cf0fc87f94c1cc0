//! Grants that a funder has notified: they are there whatever the plan does.

use super::{
    budget_lines::BudgetLines,
    candidates::Scene,
    payment::{Calendar, Dates},
    piece::{Due, Money, Piece, Way},
    timeline::span,
};
use crate::{
    model::{FactId, Kind, Model, Origin, Scheme, SchemeId, Value},
    profile::{FactState, Field, Profile},
    value::{Day, Ratio, Type},
};

/// One record of a list of aids, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Record {
    pub(super) scheme: Option<String>,
    pub(super) amount: Option<i64>,
    pub(super) day: Option<Day>,
    pub(super) paid: Option<i64>,
    pub(super) regime: Option<String>,
}

/// The records of a list; `None` when it is not known.
pub(super) fn records(model: &Model, profile: &Profile, fact: FactId, day: &str) -> Option<Vec<Record>> {
    let Type::List(fields) = &model.fact(fact)?.ty else { return None };
    let rows = match profile.facts.get(fact.index())? {
        FactState::Records(rows) => rows,
        FactState::None | FactState::NotApplicable => return Some(vec![]),
        _ => return None,
    };
    let at = |name: &str| fields.iter().position(|f| f.name == name);
    let places = [at("amount"), at(day), at("paid"), at("regime"), at("scheme")];
    let [amount, day, paid, regime, scheme] = places;
    let members = match regime.and_then(|r| fields.get(r)).map(|f| &f.ty) {
        Some(Type::Enum(members)) => members.as_slice(),
        _ => &[],
    };
    let read = |row: &Vec<Option<Field>>| {
        let field = |at: Option<usize>| at.and_then(|at| row.get(at)).and_then(Option::as_ref);
        let number = |at| if let Some(Field::Value(v)) = field(at) { Some(*v) } else { None };
        Record {
            scheme: if let Some(Field::Text(t)) = field(scheme) { Some(t.clone()) } else { None },
            amount: number(amount),
            day: number(day),
            paid: number(paid),
            regime: number(regime).and_then(|r| usize::try_from(r).ok()).and_then(|r| members.get(r)).cloned(),
        }
    };
    Some(rows.iter().map(read).collect())
}

pub(super) fn notified(scene: &Scene<'_>, lines: &BudgetLines<'_>) -> Vec<Piece> {
    let Some(fact) = scene.model.roles.grants_notified else { return vec![] };
    let all = records(scene.model, scene.profile, fact, "notified_on").unwrap_or_default();
    all.iter().enumerate().filter_map(|(n, record)| piece(scene, lines, n, record)).collect()
}

fn piece(scene: &Scene<'_>, lines: &BudgetLines<'_>, n: usize, record: &Record) -> Option<Piece> {
    // what it brings beyond the cost of the project is not the project's
    let amount = record.amount?.min(scene.project.uses());
    if amount <= 0 {
        return None;
    }
    let id = record.scheme.clone().unwrap_or_default();
    let known = scene.model.scheme_id(&id).and_then(|s| Some((s, scene.model.scheme(s)?)));
    let day = record.day.unwrap_or(scene.profile.as_of);
    let received = record.paid.unwrap_or(0).clamp(0, amount);
    let on = known
        .map_or_else(|| (0..scene.project.lines.len()).collect(), |(s, scheme)| own_lines(scene, lines, s, scheme));
    let mut dues = dues(scene, known.map(|k| k.1), &on, day);
    if received > 0 {
        // a funder that pays already waits for nobody any more
        dues.iter_mut().for_each(|d| d.waits = None);
    }
    let origin = known.map_or(Origin::National, |(_, s)| s.origin);
    let regime = known.and_then(|(_, s)| s.cumulation.regime.as_ref());
    Some(Piece {
        kind: Some(known.map_or(Kind::Grant, |(_, s)| s.kind)),
        regime: regime.and_then(|id| scene.model.regimes.iter().position(|r| r.id == *id)),
        // a funder may pay less than it said, and takes nothing back
        floor: received,
        received,
        dues,
        lines: on,
        given: true,
        ..Piece::plain(Money::Notified(n), &id, Way::Grant, origin, amount, (day, day))
    })
}

fn own_lines(scene: &Scene<'_>, lines: &BudgetLines<'_>, id: SchemeId, scheme: &Scheme) -> Vec<usize> {
    let plan = scene.plan.schemes.get(id.index()).and_then(|p| p.amount.as_ref());
    scheme.amount.as_ref().zip(plan).map_or_else(Vec::new, |(amount, plan)| lines.of(scene, amount, plan))
}

/// As its scheme pays; a grant of which nothing is known is paid on invoices, after a delay that nobody knows.
fn dues(scene: &Scene<'_>, scheme: Option<&Scheme>, lines: &[usize], day: Day) -> Vec<Due> {
    let dates = Dates { application: day, decided: (day, day) };
    if let Some(scheme) = scheme {
        let calendar = Calendar { project: scene.project, planning: scene.planning, scheme, dates, lines };
        return calendar.dues(&Value::Once, 1);
    }
    let timeline = &scene.project.timeline;
    let last = scene.project.lines.iter().map(|l| l.month).max().unwrap_or(0);
    let invoices = (timeline.first_day(last).max(day), timeline.last_day(last).max(day));
    let (early, late) = span(invoices, scene.planning.unknown_delay);
    vec![Due { share: Ratio::ONE, early: timeline.month(early), late: timeline.month(late), waits: None }]
}

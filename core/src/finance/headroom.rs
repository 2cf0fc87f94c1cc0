//! Ceilings of legal regimes over a rolling window: what was granted before leaves room for what is granted now.

use super::{
    candidates::Scene,
    notified::{Record, records},
    piece::{Piece, Way},
    tie::{Pieces, Rule, Tie},
};
use crate::{
    model::{Model, ParameterId, Regime, Shape},
    value::{Day, Ratio, add_months},
};

/// What was granted before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct History {
    /// `None` when it was not told: it counts as nothing, and the plan says so.
    known: Option<Vec<Record>>,
    /// For each record, its regime by place.
    regimes: Vec<Option<usize>>,
}

impl History {
    pub(crate) fn of(scene: &Scene<'_>) -> History {
        let fact = scene.model.roles.aid_history;
        let known = fact.and_then(|f| records(scene.model, scene.profile, f, "granted_on"));
        let regime = |r: &Record| scene.model.regimes.iter().position(|x| r.regime.as_ref() == Some(&x.id));
        let regimes = known.iter().flatten().map(regime).collect();
        History { known, regimes }
    }

    /// Every aid with its regime, by place.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Record, Option<usize>)> {
        self.known.iter().flatten().zip(self.regimes.iter().copied())
    }

    /// Schemes that were had.
    pub(crate) fn schemes(&self) -> Vec<String> {
        self.known.iter().flatten().filter_map(|r| r.scheme.clone()).collect()
    }

    /// What counts, in cents, on the day of a new grant: all of the window before it. A day that is not known may lie in the
    /// window, an amount that is not known may be the whole ceiling, a regime that is not known may be this one.
    pub(crate) fn counted(&self, counts: impl Fn(usize) -> bool, window: Option<u32>, day: Day, ceiling: i64) -> i64 {
        let first = window.map(|w| add_months(day, -i64::from(w)));
        let rows = self.known.iter().flatten().zip(&self.regimes);
        let inside = rows.filter(|(r, regime)| {
            regime.is_none_or(&counts) && r.day.is_none_or(|d| d <= day && first.is_none_or(|f| d > f))
        });
        inside.map(|(r, _)| r.amount.unwrap_or(ceiling)).fold(0, i64::saturating_add)
    }
}

/// One tie for each regime that has a ceiling and under which something may be granted.
pub(crate) fn headroom(scene: &Scene<'_>, pieces: Pieces<'_>, history: &History) -> Vec<Tie> {
    let regimes = &scene.model.regimes;
    let tie = |(at, regime): (usize, &Regime)| {
        let counts = |r: usize| r == at || regimes.get(r).is_some_and(|x| regime.beside.contains(&x.id));
        let aids: Vec<(usize, &Piece)> =
            pieces.all.iter().enumerate().filter(|(_, p)| !p.given && p.regime.is_some_and(counts)).collect();
        // the ceiling binds what is granted under the regime itself
        if !aids.iter().any(|(_, p)| p.regime == Some(at)) {
            return None;
        }
        let day = aids.iter().map(|(_, p)| p.decided.0).min()?;
        let ceiling = single(scene.model, regime.ceiling?, day)?.mantissa(2, false)?;
        let terms = aids.iter().map(|(k, p)| (*k, equivalent(scene.model, p))).collect();
        let room = (ceiling - history.counted(counts, regime.window_months, day, ceiling)).max(0);
        Some(Tie { rule: Rule::Headroom(at), of: None, terms, limit: Ratio::int(room), when: None })
    };
    regimes.iter().enumerate().filter_map(tie).collect()
}

/// The share of an amount that counts as aid: a grant in full, a loan or a guarantee by the regime's own table.
pub(crate) fn equivalent(model: &Model, piece: &Piece) -> Ratio {
    let regime = piece.regime.and_then(|r| model.regimes.get(r));
    let table = match piece.way {
        Way::Loan | Way::Bridge => regime.and_then(|r| r.loan_equivalent),
        Way::Guarantee => regime.and_then(|r| r.guarantee_equivalent),
        _ => None,
    };
    let months = i64::from(piece.terms.map_or(0, |t| t.months));
    table.and_then(|t| bracket(model, t, months, piece.decided.0)).unwrap_or(Ratio::ONE)
}

pub(crate) fn single(model: &Model, parameter: ParameterId, day: Day) -> Option<Ratio> {
    match model.parameter(parameter)?.on(day)?.shape {
        Shape::Single(value) => Some(value),
        _ => None,
    }
}

fn bracket(model: &Model, parameter: ParameterId, at: i64, day: Day) -> Option<Ratio> {
    match &model.parameter(parameter)?.on(day)?.shape {
        Shape::Single(value) => Some(*value),
        Shape::Brackets(rows) => rows.iter().take_while(|(from, _)| *from <= Ratio::int(at)).last().map(|(_, v)| *v),
        Shape::Table(_) => None,
    }
}

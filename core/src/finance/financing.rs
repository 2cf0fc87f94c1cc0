//! The best plan: candidates, ties and cash put together, chosen and sized by the search, checked by other code.

use super::{
    candidates::{Candidates, InKind, Left, Scene, Why, Wishes, candidates},
    cumulation::{exclusions, lacking, requirements, ties},
    curve::{Taken, Trial, balance, needs},
    flow::Pace,
    headroom::{History, headroom},
    piece::{Money, Piece, Way},
    problem::{Ties, problem},
    project::{Lacking, Project, project},
    tie::Pieces,
};
use crate::{
    base::Order,
    compile::Plan,
    model::{Model, Planning, SchemeId},
    profile::{FactState, Profile},
    search::{Ask, Problem, Proof, Solution, solve},
    value::{Ratio, Rounding},
};

/// What a plan is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) model: &'a Model,
    pub(crate) plan: &'a Plan,
    pub(crate) profile: &'a Profile,
    pub(crate) planning: &'a Planning,
    pub(crate) wishes: &'a Wishes,
}

/// What the search is given, with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prepared {
    pub(crate) project: Project,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) left: Vec<Left>,
    pub(crate) ties: Ties,
    pub(crate) problem: Problem,
    /// Help in kind that this way counts with, and its monthly rent in cents.
    pub(crate) in_kind: Vec<SchemeId>,
    pub(crate) rent: i64,
    /// What that help costs, in cents.
    pub(crate) in_kind_cost: i64,
    pub(crate) history: History,
    pub(crate) fixed: Vec<(usize, bool)>,
    pub(crate) counts_income: bool,
}

/// A plan that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Financing {
    pub(crate) prepared: Prepared,
    pub(crate) solution: Solution,
    /// Some way with more or other help in kind was not tried to its end.
    pub(crate) untried: bool,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPlan {
    Lacking(Vec<Lacking>),
    /// What the caller wants cannot go together.
    Impossible,
}

/// Ways of help in kind that are tried together, at most.
const MAX_IN_KIND: usize = 3;

/// The best plan.
pub(crate) fn financing(request: Request<'_>) -> Result<Financing, NoPlan> {
    let plain = prepare(request, &[])?;
    let offers = plain.1;
    let mut best: Option<Financing> = None;
    let mut all_tried = offers.len() <= MAX_IN_KIND;
    for chosen in 0..1_u32 << offers.len().min(MAX_IN_KIND) {
        let some: Vec<InKind> =
            offers.iter().enumerate().filter(|(n, _)| chosen >> n & 1 == 1).map(|(_, o)| o.clone()).collect();
        let prepared = if some.is_empty() { plain.0.clone() } else { prepare(request, &some)?.0 };
        let Some(solution) = solve(&prepared.problem, &Ask { fixed: &prepared.fixed, ..Ask::default() }) else {
            continue;
        };
        all_tried &= solution.proof == Proof::Proved;
        let found = Financing { prepared, solution, untried: false };
        if best.as_ref().is_none_or(|b| found.rank() < b.rank()) {
            best = Some(found);
        }
    }
    let best = best.ok_or(NoPlan::Impossible)?;
    Ok(Financing { untried: !all_tried, ..best })
}

impl Financing {
    /// What plans are compared by: gap, trough, cost, files.
    fn rank(&self) -> (i64, i64, i128, u32) {
        let (p, s) = (&self.prepared, &self.solution);
        let in_kind = i128::from(p.in_kind_cost) * i128::from(crate::search::SHARE);
        let files = p.problem.files(&s.on) + u32::try_from(p.in_kind.len()).unwrap_or(0);
        (
            p.problem.gap(&s.amounts),
            p.problem.trough(&s.on, &s.amounts),
            p.problem.cost(&s.on, &s.amounts) + in_kind,
            files,
        )
    }

    pub(crate) fn taken(&self) -> Taken<'_> {
        Taken { pieces: &self.prepared.pieces, amounts: &self.solution.amounts }
    }

    /// What nothing pays for, in cents.
    pub(crate) fn gap(&self) -> i64 {
        self.prepared.problem.gap(&self.solution.amounts)
    }
}

/// The profile without the budget lines that help in kind makes needless.
fn relieved(request: Request<'_>, help: &[InKind]) -> Profile {
    let mut profile = request.profile.clone();
    let Some(role) = request.model.roles.budget else { return profile };
    let fields = match request.model.fact(role).map(|f| &f.ty) {
        Some(crate::value::Type::List(fields)) => fields,
        _ => return profile,
    };
    let kind = fields.iter().position(|f| f.name == "kind");
    let removed = |row: &Vec<Option<crate::profile::Field>>| {
        let kind = kind.and_then(|k| row.get(k)).and_then(Option::as_ref);
        matches!(kind, Some(crate::profile::Field::Value(k)) if help.iter().any(|h| h.removes.iter().any(|r| i64::from(*r) == *k)))
    };
    if let Some(FactState::Records(rows)) = profile.facts.get_mut(role.index()) {
        rows.retain(|row| !removed(row));
    }
    profile
}

/// All that the search needs, with some help in kind; and what such help there may be.
fn prepare(request: Request<'_>, help: &[InKind]) -> Result<(Prepared, Vec<InKind>), NoPlan> {
    let profile = relieved(request, help);
    let (model, planning) = (request.model, request.planning);
    let project = project(model, planning, &profile).map_err(NoPlan::Lacking)?;
    let mut wishes = request.wishes.clone();
    for id in help.iter().map(|h| h.scheme) {
        let Some(scheme) = model.scheme(id) else { continue };
        wishes.without.extend(scheme.cumulation.excludes.iter().filter_map(|e| model.scheme_id(e)));
    }
    let scene = Scene { model, plan: request.plan, profile: &profile, project: &project, planning, wishes: &wishes };
    let Candidates { pieces, mut left, in_kind } = candidates(&scene);
    let history = History::of(&scene);
    let mut had = history.schemes();
    had.extend(help.iter().filter_map(|h| model.scheme(h.scheme)).map(|s| s.id.clone()));
    let costs: Vec<i64> = project.lines.iter().map(|l| l.amount).collect();
    let pieces = reachable(model, pieces, &costs, &had, &mut left);
    let all = Pieces { model, all: &pieces, costs: &costs };
    let mut rows = ties(all, project.uses());
    rows.extend(headroom(&scene, all, &history));
    let ties = Ties { rows, excludes: exclusions(all), requires: requirements(all, &had) };
    let rent: i64 = help.iter().map(|h| h.rent).sum();
    let counts_income = project.household.is_some();
    let months = project.timeline.months;
    let base = balance(project.opening, &needs(&project, rent, Pace::Late, &Trial::default()), months);
    let problem = problem(&project, planning, &pieces, &ties, &base, counts_income);
    let fixed = fixed(&pieces, &wishes);
    let in_kind_cost = in_kind_cost(model, planning, help, months as i64 - project.timeline.start.max(0));
    let prepared = Prepared {
        problem,
        pieces,
        left,
        ties,
        rent,
        in_kind_cost,
        in_kind: help.iter().map(|h| h.scheme).collect(),
        history,
        fixed,
        counts_income,
        project,
    };
    Ok((prepared, in_kind))
}

/// Hours of its files, and the rent over the months of the curve.
fn in_kind_cost(model: &Model, planning: &Planning, help: &[InKind], months: i64) -> i64 {
    let hours: i64 = help.iter().filter_map(|h| model.scheme(h.scheme)?.burden.hours).map(|h| h.to).sum();
    let hours = planning.hour.mul(Ratio::int(hours)).and_then(|r| r.round(Rounding::Cent)).unwrap_or(0);
    hours + help.iter().map(|h| h.rent * months).sum::<i64>()
}

/// Drops pieces that require what cannot be had, until none does.
fn reachable(model: &Model, mut pieces: Vec<Piece>, costs: &[i64], had: &[String], left: &mut Vec<Left>) -> Vec<Piece> {
    loop {
        let all = Pieces { model, all: &pieces, costs };
        let lack = pieces.iter().position(|p| !lacking(all, p, had).is_empty());
        let Some(at) = lack else { return pieces };
        let wants = pieces.get(at).map_or_else(Vec::new, |p| lacking(all, p, had));
        let gone = pieces.remove(at);
        left.push(Left { money: gone.money, why: Why::Requires(wants) });
        // bridges name their grant by place
        pieces.retain(|p| !matches!(p.money, Money::Bridge { over, .. } if over == at));
        for p in &mut pieces {
            if let Money::Bridge { over, .. } = &mut p.money {
                *over -= usize::from(*over > at);
            }
        }
    }
}

/// What is in the plan whatever else is: own money, and what the caller wants.
fn fixed(pieces: &[Piece], wishes: &Wishes) -> Vec<(usize, bool)> {
    let own = |p: &Piece| p.way == Way::Own && p.floor > 0;
    let wanted = |p: &Piece| own(p) || matches!(p.money, Money::Scheme(s) if wishes.take.contains(&s));
    let mut on: Vec<(usize, bool)> =
        pieces.iter().enumerate().filter(|(_, p)| wanted(p)).map(|(k, _)| (k, true)).collect();
    on.order();
    on
}

//! Which money there may be, with its bounds: the sources of the rule set, the grants notified, the schemes that fit, and the
//! bridges over their grants. What is left out keeps its reason.

use super::{
    aid,
    bridge::bridges,
    budget_lines::BudgetLines,
    notified::notified,
    payment::{Calendar, dates, opens},
    piece::{Money, Piece, Terms, Way},
    project::Project,
    sources::sources,
};
use crate::{
    base::Order,
    compile::{AmountPlan, NumId, Plan, SchemePlan, SlotId, WindowState, extent},
    eligibility::{Verdict, judge, missing},
    eval::{self, Reading},
    model::{Amount, Base, FactId, Form, Kind, Model, Planning, Scheme, SchemeId},
    profile::{FactState, Profile},
    value::{Day, Ratio, Region},
};

/// What plans are put together for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) model: &'a Model,
    pub(crate) plan: &'a Plan,
    pub(crate) profile: &'a Profile,
    pub(crate) project: &'a Project,
    pub(crate) planning: &'a Planning,
    pub(crate) wishes: &'a Wishes,
}

/// What the caller wants of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wishes {
    pub(crate) take: Vec<SchemeId>,
    pub(crate) without: Vec<SchemeId>,
    /// Schemes whose open facts are taken as favourable.
    pub(crate) assumed: Vec<SchemeId>,
    /// The same for all.
    pub(crate) hopeful: bool,
}

/// Why some money is not in reach of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// A criterion fails.
    Refused,
    Closed,
    /// It depends on facts that were not told.
    Open(Vec<String>),
    /// Its amount does.
    AmountOpen(Vec<String>),
    /// The amount is nothing.
    Nothing,
    /// It requires schemes that are not in reach.
    Requires(Vec<String>),
    /// The caller does without.
    Unwanted,
    /// It is notified already, and counted there.
    Notified,
    /// Something would be bought before one can apply.
    TooSoon,
    /// The bank has not agreed, and nothing in reach makes it.
    NotAgreed,
}

/// Money that the plan cannot take, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) money: Money,
    pub(crate) why: Why,
}

/// What a plan may take and what it may not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Candidates {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) left: Vec<Left>,
    /// Schemes that help in kind, each with the budget kinds that it removes and a monthly rent in cents.
    pub(crate) in_kind: Vec<InKind>,
}

/// Help in kind: some of what would be bought need not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InKind {
    pub(crate) scheme: SchemeId,
    pub(crate) removes: Vec<u32>,
    pub(crate) rent: i64,
}

pub(crate) fn candidates(scene: &Scene<'_>) -> Candidates {
    let mut found = Candidates::default();
    let lines = BudgetLines::new(scene);
    let given = notified(scene, &lines);
    let taken: Vec<String> = given.iter().map(|p| p.id.clone()).collect();
    sources(scene, &mut found);
    found.pieces.extend(given);
    own_first(&mut found.pieces, scene.project.uses());
    let mut reading = eval::read(scene.plan, scene.model, scene.profile);
    for id in first_things_first(scene.model) {
        let (Some(scheme), Some(plan)) = (scene.model.scheme(id), scene.plan.schemes.get(id.index())) else { continue };
        let Some(amount) = &scheme.amount else { continue };
        if bridges_grants(scheme, amount) {
            continue;
        }
        let why = if taken.contains(&scheme.id) {
            Some(Why::Notified)
        } else if scene.wishes.without.contains(&id) {
            Some(Why::Unwanted)
        } else {
            barred(scene, &mut reading, id, plan)
        };
        let piece = match why {
            Some(why) => Err(why),
            None if amount.form == Form::InKind => match rent(scene, &reading, plan) {
                Ok(rent) => {
                    found.in_kind.push(InKind { scheme: id, removes: amount.removes.clone(), rent });
                    continue;
                }
                Err(why) => Err(why),
            },
            None => {
                let first = first(&found.pieces, scheme);
                piece(scene, &mut reading, &lines, (id, scheme, plan), first)
            }
        };
        match piece {
            Ok(piece) => found.pieces.push(piece),
            Err(why) => found.left.push(Left { money: Money::Scheme(id), why }),
        }
    }
    // amounts are made unique in the order of ids
    found.pieces.order_by(|a, b| a.scheme().cmp(&b.scheme()));
    rights_whole(&mut found.pieces, scene.project.uses());
    unlocked(scene, &mut found);
    bridges(scene, &mut found);
    found
}

/// Own money that is meant for the project goes into it in full, as far as grants that are notified leave room.
fn own_first(pieces: &mut [Piece], uses: i64) {
    let given: i64 = pieces.iter().filter(|p| p.given).map(|p| p.cap).sum();
    let mut room = (uses - given).max(0);
    for piece in pieces.iter_mut().filter(|p| p.way == Way::Own) {
        piece.floor = piece.cap.min(room);
        room -= piece.floor;
    }
}

/// What the law pays to a person for their own situation comes whole or not at all, as far as the project has a use for it.
fn rights_whole(pieces: &mut [Piece], uses: i64) {
    let there: i64 = pieces.iter().map(|p| if p.given { p.cap } else { p.floor }).sum();
    let mut room = (uses - there).max(0);
    let is_right = |p: &Piece| p.way == Way::Gift && p.kind == Some(Kind::SocialRelief) && !p.given;
    for piece in pieces.iter_mut().filter(|p| is_right(p)) {
        if piece.cap <= room {
            piece.floor = piece.cap;
            room -= piece.cap;
        }
    }
}

/// Schemes, each after those that it requires.
fn first_things_first(model: &Model) -> Vec<SchemeId> {
    let mut placed = vec![false; model.schemes.len()];
    let mut order: Vec<SchemeId> = vec![];
    let all = || (0..model.schemes.len()).map(|i| SchemeId(i as u32));
    loop {
        let before = order.len();
        for (id, scheme) in all().zip(&model.schemes) {
            let is = |placed: &[bool], id: SchemeId| placed.get(id.index()) == Some(&true);
            let mut required = scheme.cumulation.requires.iter().filter_map(|r| model.scheme_id(r));
            if !is(&placed, id) && required.all(|r| is(&placed, r)) {
                order.push(id);
                placed.iter_mut().skip(id.index()).take(1).for_each(|p| *p = true);
            }
        }
        if order.len() == before {
            break;
        }
    }
    // what requires one another comes last, in the order of ids
    let rest: Vec<SchemeId> = all().zip(&placed).filter(|(_, p)| !**p).map(|(id, _)| id).collect();
    order.extend(rest);
    order
}

/// When the last of what a scheme requires is decided.
fn first(pieces: &[Piece], scheme: &Scheme) -> Option<(Day, Day)> {
    let required = pieces.iter().filter(|p| scheme.cumulation.requires.contains(&p.id) && !p.given);
    required.map(|p| p.decided).reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
}

/// It lends what a grant will bring.
pub(super) fn bridges_grants(scheme: &Scheme, amount: &Amount) -> bool {
    scheme.kind == Kind::Bridge && amount.form == Form::Loan
}

/// What a verdict and a calendar say against a scheme.
pub(super) fn barred(scene: &Scene<'_>, reading: &mut Reading<'_>, id: SchemeId, plan: &SchemePlan) -> Option<Why> {
    let verdict = judge(reading, plan).verdict;
    match verdict {
        _ if plan.window.state == WindowState::Closed => Some(Why::Closed),
        Verdict::Ineligible => Some(Why::Refused),
        Verdict::Undetermined if !scene.wishes.hopes(id) => Some(Why::Open(missing(scene.model, reading, plan))),
        Verdict::Eligible | Verdict::Conditional | Verdict::Undetermined => None,
    }
}

impl Wishes {
    /// What is open about a scheme is taken as favourable.
    pub(super) fn hopes(&self, id: SchemeId) -> bool {
        self.hopeful || self.assumed.contains(&id) || self.take.contains(&id)
    }
}

/// Facts that an amount still waits for.
fn open_facts(scene: &Scene<'_>, reading: &Reading<'_>, slots: &[SlotId]) -> Vec<String> {
    let open = slots.iter().filter(|s| reading.is_open(**s)).filter_map(|s| scene.plan.slot(*s)?.key.fact());
    let mut facts: Vec<String> = open.filter_map(|f| scene.model.fact(f)).map(|f| f.key.clone()).collect();
    facts.order();
    facts.dedup();
    facts
}

/// The monthly rent that help in kind asks for, in cents: the highest it can be of what was told.
fn rent(scene: &Scene<'_>, reading: &Reading<'_>, plan: &SchemePlan) -> Result<i64, Why> {
    let Some((amount, rent)) = plan.amount.as_ref().and_then(|a| Some((a, a.rent?))) else { return Ok(0) };
    let unknown = |s: &SlotId| reading.state(*s).is_some_and(|x| x.unknown);
    if amount.rent_slots.iter().any(unknown) {
        return Err(Why::AmountOpen(open_facts(scene, reading, &amount.rent_slots)));
    }
    let found = extent(&reading.plan.nums, rent, reading);
    Ok(found.and_then(|e| e.high.mantissa(2, true)).unwrap_or(0))
}

fn piece(
    scene: &Scene<'_>,
    reading: &mut Reading<'_>,
    lines: &BudgetLines,
    (id, scheme, plan): (SchemeId, &Scheme, &SchemePlan),
    first: Option<(Day, Day)>,
) -> Result<Piece, Why> {
    let (Some(amount), Some(formula)) = (&scheme.amount, &plan.amount) else { return Err(Why::Nothing) };
    let way = way(scheme, amount);
    let (cap, open) = match cap(scene, reading, id, amount, formula, plan) {
        Ok(cap) => (cap, vec![]),
        // what need not be paid can be had before one knows what it comes to: a cent stands for it
        Err(Why::AmountOpen(open)) if matches!(way, Way::Relief | Way::TaxCredit | Way::Income) => (1, open),
        Err(why) => return Err(why),
    };
    let lines = lines.of(scene, amount, formula);
    let opens = opens(scheme, plan.application_date, scene.project.timeline.start_day);
    let dates = dates(scheme, opens, plan.window.decided, first, scene.planning);
    if too_soon(scene, plan, &lines) {
        return Err(Why::TooSoon);
    }
    let money = |n: Option<_>| n.and_then(|n| known(reading, n));
    let calendar = Calendar { project: scene.project, planning: scene.planning, scheme, dates, lines: &lines };
    let (eligible, rate) = (money(formula.eligible), money(formula.rate));
    let monthly = known(reading, formula.core).and_then(|r| r.mantissa(2, false)).filter(|m| *m > 0);
    let months = monthly.map_or(12, |m| (cap + m - 1) / m);
    let mut dues = calendar.dues(&amount.value, months);
    if way.is_lent() {
        // a lender waits for nobody
        dues.iter_mut().for_each(|d| d.waits = None);
    }
    let floor = formula.floor.and_then(|n| extent(&scene.plan.nums, n, reading)).and_then(|e| e.high.mantissa(2, true));
    let piece = Piece::of_scheme(scene.model, Money::Scheme(id), (scheme, amount), (way, cap), dates.decided);
    Ok(Piece {
        floor: floor.unwrap_or(0).min(cap),
        eligible: eligible.and_then(|e| e.mantissa(2, false)),
        rate: rate.filter(|r| *r > Ratio::ZERO),
        dues,
        lines,
        terms: if way == Way::Loan { Some(terms(scene, piece.terms)) } else { piece.terms },
        open,
        ..piece
    })
}

/// A number that has one value here.
fn known(reading: &Reading<'_>, n: NumId) -> Option<Ratio> {
    let e = extent(&reading.plan.nums, n, reading)?;
    (e.low == e.high && !e.maybe_absent).then_some(e.low)
}

/// The most that a scheme surely gives; where other money of the plan binds it, the most that it may give.
fn cap(
    scene: &Scene<'_>,
    reading: &mut Reading<'_>,
    id: SchemeId,
    amount: &Amount,
    formula: &AmountPlan,
    plan: &SchemePlan,
) -> Result<i64, Why> {
    let open = open_facts(scene, reading, &formula.slots);
    let Some(found) = aid(reading, formula, &plan.constraints) else {
        return Err(if open.is_empty() { Why::Nothing } else { Why::AmountOpen(open) });
    };
    let bound = !amount.follows.is_empty() || amount.base == Base::BankLoan;
    let hopes = scene.wishes.hopes(id) && !found.uncapped;
    let cap = if bound || hopes {
        found.high
    } else if found.maybe_absent {
        0
    } else {
        found.low
    };
    match cap {
        0 if open.is_empty() => Err(Why::Nothing),
        0 => Err(Why::AmountOpen(open)),
        cap => Ok(cap.max(0)),
    }
}

fn way(scheme: &Scheme, amount: &Amount) -> Way {
    match amount.form {
        Form::Cash if scheme.kind == Kind::Equity => Way::Equity,
        // paid to the person for their own situation: it counts as theirs
        Form::Cash if scheme.kind == Kind::SocialRelief => Way::Gift,
        Form::Cash | Form::InKind => Way::Grant,
        Form::Donation => Way::Gift,
        Form::Loan => Way::Loan,
        Form::Guarantee => Way::Guarantee,
        Form::Relief => Way::Relief,
        Form::TaxCredit => Way::TaxCredit,
        Form::Income => Way::Income,
    }
}

/// A loan of which no rule says how long it runs is given back within the months of the plan; one of which no rule says the rate
/// costs what the set's bank loan does.
fn terms(scene: &Scene<'_>, told: Option<Terms>) -> Terms {
    let within =
        Terms { months: scene.planning.months, deferral: 0, interest: None, rate_guessed: false, guessed: true };
    let terms = told.unwrap_or(within);
    let of_a_bank = || scene.model.sources.iter().find_map(|s| s.loan.as_ref()?.interest);
    match terms.interest {
        Some(_) => terms,
        None => Terms { interest: of_a_bank(), rate_guessed: true, ..terms },
    }
}

/// Applying comes before buying: with what the project buys first, would the scheme still fit on the day one can apply?
fn too_soon(scene: &Scene<'_>, plan: &SchemePlan, lines: &[usize]) -> bool {
    let Some(role) = scene.model.roles.first_commitment else { return false };
    let told = scene.profile.facts.get(role.index());
    if plan.application_date <= scene.profile.as_of || !matches!(told, Some(FactState::None | FactState::Unknown)) {
        return false;
    }
    let months = lines.iter().filter_map(|l| scene.project.line(*l)).map(|l| l.month);
    let Some(first) = months.min() else { return false };
    let day = scene.project.timeline.first_day(first).max(scene.profile.as_of);
    let profile = with_commitment(scene.profile, role, day);
    let mut reading = eval::read(scene.plan, scene.model, &profile);
    judge(&mut reading, plan).verdict == Verdict::Ineligible
}

/// The profile had something been committed on a day.
pub(super) fn with_commitment(profile: &Profile, role: FactId, day: Day) -> Profile {
    let mut profile = profile.clone();
    if let Some(state) = profile.facts.get_mut(role.index()) {
        *state = FactState::Values(Region::point(day));
    }
    profile
}

/// A bank that has not agreed lends only where something makes it; and what makes it is of no use without the loan.
fn unlocked(scene: &Scene<'_>, found: &mut Candidates) {
    let unlocks = |p: &Piece| {
        let scheme = p.scheme().and_then(|s| scene.model.scheme(s));
        scheme.and_then(|s| s.amount.as_ref()).and_then(|a| a.unlocks.clone())
    };
    let keys: Vec<String> = found.pieces.iter().filter_map(unlocks).collect();
    let (mut kept, mut left) = (vec![], vec![]);
    for piece in std::mem::take(&mut found.pieces) {
        if piece.is_bank_loan() && !piece.sure && !keys.contains(&piece.id) {
            left.push(Left { money: piece.money, why: Why::NotAgreed });
        } else {
            kept.push(piece);
        }
    }
    let there: Vec<String> = kept.iter().map(|p| p.id.clone()).collect();
    let useless = |p: &Piece| p.way == Way::Guarantee && unlocks(p).is_some_and(|k| !there.contains(&k));
    for piece in kept {
        if useless(&piece) {
            left.push(Left { money: piece.money, why: Why::Nothing });
        } else {
            found.pieces.push(piece);
        }
    }
    found.left.extend(left);
}

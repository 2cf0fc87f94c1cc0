//! What a change brings and takes over the whole catalogue: the changed project is judged as any other.

use crate::{
    compile::{SchemePlan, WindowState},
    eligibility::{Moves, Swift, Verdict},
    eval::{Reading, contradicts},
    finance,
    model::{Form, Scheme},
    rule_set::Dated,
};

/// A scheme that becomes possible, and the most that it gives, in cents.
pub(super) struct Gain {
    pub(super) scheme: usize,
    pub(super) most: Option<i64>,
    pub(super) uncapped: bool,
}

/// What becomes of every scheme.
pub(super) struct Effect {
    pub(super) moves: Moves,
    pub(super) verdicts: Vec<Verdict>,
    /// The changed facts do not contradict one another.
    pub(super) keeps: bool,
    pub(super) gains: Vec<Gain>,
    pub(super) opens: Vec<usize>,
    pub(super) losses: Vec<usize>,
    /// Cents that the gained schemes give, and lend, at most.
    pub(super) given: i64,
    pub(super) lent: i64,
}

impl Effect {
    /// The changed project.
    pub(super) fn changed<'p>(&self, reading: &Reading<'p>) -> Reading<'p> {
        let mut changed = reading.clone();
        self.moves.iter().for_each(|m| changed.set(m.slot, m.state()));
        changed
    }
}

/// Effects of changes of one project, each worked out once.
pub(super) struct Effects<'t, 'd> {
    dated: &'d Dated,
    reading: &'t Reading<'d>,
    before: Vec<Verdict>,
    pub(super) all: Vec<Effect>,
}

impl<'t, 'd> Effects<'t, 'd> {
    pub(super) fn new(dated: &'d Dated, reading: &'t Reading<'d>) -> Effects<'t, 'd> {
        Effects { dated, reading, before: verdicts(dated, reading), all: vec![] }
    }

    pub(super) fn before(&self, scheme: usize) -> Verdict {
        self.before.get(scheme).copied().unwrap_or(Verdict::Ineligible)
    }

    /// Where the effect of a change stands in the list.
    pub(super) fn of(&mut self, moves: Moves) -> usize {
        if let Some(at) = self.all.iter().position(|e| e.moves == moves) {
            return at;
        }
        let effect = self.work_out(moves);
        self.all.push(effect);
        self.all.len() - 1
    }

    fn work_out(&self, moves: Moves) -> Effect {
        let (gains, opens, losses) = (vec![], vec![], vec![]);
        let mut effect = Effect { moves, verdicts: vec![], keeps: true, gains, opens, losses, given: 0, lent: 0 };
        let mut changed = effect.changed(self.reading);
        effect.verdicts = verdicts(self.dated, &changed);
        effect.keeps = !contradicts(&mut changed, &self.dated.plan.constraints);
        let sure = |v: Verdict| matches!(v, Verdict::Eligible | Verdict::Conditional);
        let schemes = self.dated.model().schemes.iter().zip(&self.dated.plan.schemes);
        for (index, (scheme, plan)) in schemes.enumerate() {
            let (was, is) = (self.before(index), effect.verdicts.get(index).copied().unwrap_or(Verdict::Ineligible));
            match (was, is) {
                _ if plan.window.state == WindowState::Closed => {}
                (was, is) if sure(is) && !sure(was) => effect.gain(index, scheme, plan, &mut changed),
                (Verdict::Ineligible, Verdict::Undetermined) => effect.opens.push(index),
                (was, Verdict::Ineligible) if was != Verdict::Ineligible => effect.losses.push(index),
                _ => {}
            }
        }
        effect
    }
}

impl Effect {
    fn gain(&mut self, index: usize, scheme: &Scheme, plan: &SchemePlan, changed: &mut Reading<'_>) {
        let aid = plan.amount.as_ref().and_then(|a| finance::aid(changed, a, &plan.constraints));
        let gain = Gain {
            scheme: index,
            most: aid.as_ref().map(|a| a.high),
            uncapped: aid.as_ref().is_some_and(|a| a.uncapped),
        };
        if let Some(most) = gain.most.filter(|_| !gain.uncapped) {
            match scheme.amount.as_ref().map(|a| a.form) {
                Some(Form::Cash | Form::Relief | Form::TaxCredit | Form::Donation | Form::Income) => self.given += most,
                Some(Form::Loan) => self.lent += most,
                Some(Form::Guarantee | Form::InKind) | None => {}
            }
        }
        self.gains.push(gain);
    }
}

fn verdicts(dated: &Dated, reading: &Reading<'_>) -> Vec<Verdict> {
    let mut swift = Swift::new(reading);
    (0..dated.model().schemes.len()).map(|index| swift.verdict(index)).collect()
}

//! How much an answer is expected to settle: the doubt that is left of contenders, before and after, for the effort of asking.

use super::{
    chance::{Chances, SURE, cells},
    standing::{Standing, slots},
};
use crate::{
    base::Order,
    compile::{SlotId, SlotKey},
    eval::{Reading, State},
    model::{AnsweredBy, By, FactId, Model, Rule},
    profile::{FactState, Profile},
    ranking::Scorer,
    value::Region,
};

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Fact(FactId),
    /// A criterion that the applicant declares: scheme and criterion.
    Declared(u32, u32),
}

/// A question that may be asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) topic: Topic,
    /// Doubt that its answer is expected to end, in thousandths of a point.
    pub(crate) gain: u64,
    /// 1 known by heart, 5 needs a document.
    pub(crate) effort: u8,
    pub(crate) slots: Vec<SlotId>,
    /// Contenders that it bears on.
    pub(crate) bears_on: Vec<usize>,
}

impl Candidate {
    /// More doubt ended for less effort.
    fn is_better(&self, other: &Candidate) -> bool {
        let weighed = |c: &Candidate, by: &Candidate| (c.gain + 1) * u64::from(by.effort.max(1));
        weighed(self, other) > weighed(other, self)
    }

    /// Nearly as good as another: at least four fifths of its gain for its effort.
    pub(crate) fn is_near(&self, best: &Candidate) -> bool {
        self.gain * u64::from(best.effort.max(1)) * 5 >= best.gain * u64::from(self.effort.max(1)) * 4
    }
}

/// Classes of answers that are tried for one quantity; neighbouring cells share one where there are more.
const MAX_CLASSES: usize = 8;

/// A request for the next question.
#[derive(Debug)]
pub(crate) struct Asking<'a, 'p> {
    pub(crate) model: &'a Model,
    pub(crate) profile: &'a Profile,
    /// Left aside by the caller.
    pub(crate) skip: &'a [Topic],
    pub(crate) scorer: &'a Scorer,
    pub(crate) weights: &'a [u32],
    /// The profile, with what funders declare taken as yes.
    pub(crate) reading: Reading<'p>,
    pub(crate) contenders: Vec<Standing>,
    /// Verdicts are to be settled, whatever the scores.
    verdicts: bool,
    /// For each contender, what its place depends on.
    reads: Vec<Vec<SlotId>>,
    /// For each contender, its score as things stand, lowest and highest, and what moves it.
    scores: Vec<((u32, u32), Vec<SlotId>)>,
    chances: Chances,
}

impl<'a, 'p> Asking<'a, 'p> {
    pub(crate) fn new(
        (model, profile, skip): (&'a Model, &'a Profile, &'a [Topic]),
        (scorer, weights): (&'a Scorer, &'a [u32]),
        (reading, verdicts): (Reading<'p>, bool),
        contenders: Vec<Standing>,
    ) -> Asking<'a, 'p> {
        let plan = reading.plan;
        let budget: Vec<SlotId> = (0..plan.slots.len() as u32)
            .map(SlotId)
            .filter(|s| plan.slot(*s).and_then(|s| s.key.fact()) == model.roles.budget && model.roles.budget.is_some())
            .collect();
        let of = |s: &Standing| {
            let Some(scheme) = plan.schemes.get(s.index) else { return vec![] };
            if verdicts {
                return scheme.slots.iter().copied().filter(|s| reading.is_open(*s)).collect();
            }
            let mut found = slots(plan, scheme);
            // a certain place depends on the score alone, and every score on the cost of the project
            scheme.prefers.iter().for_each(|(node, _)| reading.open_slots(*node, &mut found));
            found.extend(budget.iter().copied().filter(|_| scheme.amount.is_some()));
            found.retain(|s| reading.is_open(*s));
            found.order();
            found.dedup();
            found
        };
        let chances = Chances::new(&reading);
        let reads = contenders.iter().map(of).collect();
        let score = |s: &Standing| (score(&reading, (scorer, weights), s.index), moved_by(&reading, &budget, s.index));
        let scores = contenders.iter().map(score).collect();
        Asking { model, profile, skip, scorer, weights, reading, contenders, verdicts, reads, scores, chances }
    }

    /// Everything that may be asked, best first.
    #[inline(never)]
    pub(crate) fn candidates(&mut self) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = vec![];
        let mut open: Vec<SlotId> = self.reads.iter().flatten().copied().collect();
        open.order();
        open.dedup();
        for slot in open {
            let Some((topic, effort)) = self.topic(slot).filter(|(t, _)| !self.skip.contains(t)) else { continue };
            let bears_on = self.bears_on(slot);
            match found.iter_mut().find(|c| c.topic == topic) {
                Some(known) => {
                    known.slots.push(slot);
                    known.bears_on.extend(bears_on);
                }
                None => found.push(Candidate { topic, gain: 0, effort, slots: vec![slot], bears_on }),
            }
        }
        let whole: u64 = (0..self.contenders.len()).map(|c| self.doubt(c, None)).sum();
        for candidate in &mut found {
            candidate.bears_on.order();
            candidate.bears_on.dedup();
            candidate.gain = candidate.slots.iter().map(|s| self.gain(*s)).sum::<u64>().min(whole);
        }
        found.order_by(|a, b| b.is_better(a).cmp(&a.is_better(b)).then_with(|| a.topic.cmp(&b.topic)));
        found
    }

    /// Who can answer what a slot holds, and how hard that is; nothing when it is not to be asked.
    fn topic(&self, slot: SlotId) -> Option<(Topic, u8)> {
        let key = &self.reading.plan.slot(slot)?.key;
        if let SlotKey::Declared(scheme, criterion) = key {
            let rule = &self.model.schemes.get(*scheme as usize)?.criteria.get(*criterion as usize)?.rule;
            return (*rule == Rule::Declared(By::Applicant)).then_some((Topic::Declared(*scheme, *criterion), 1));
        }
        let id = key.fact()?;
        let fact = self.model.fact(id)?;
        let open = self.profile.facts.get(id.index()) == Some(&FactState::Unknown);
        let asked = open && fact.formula.is_none() && fact.answered_by != AnsweredBy::Funder;
        asked.then_some((Topic::Fact(id), fact.effort))
    }

    fn readers(&self, slot: SlotId) -> Vec<usize> {
        let reads = |c: &usize| self.reads.get(*c).is_some_and(|r| r.binary_search(&slot).is_ok());
        (0..self.contenders.len()).filter(reads).collect()
    }

    /// Schemes among the contenders that read a slot.
    fn bears_on(&self, slot: SlotId) -> Vec<usize> {
        self.readers(slot).into_iter().filter_map(|c| self.contenders.get(c)).map(|s| s.index).collect()
    }

    /// What is not known of a contender: of its verdict by its value, of its score by how far it may go. `other` is a slot that is
    /// not as it was told.
    fn doubt(&self, contender: usize, other: Option<SlotId>) -> u64 {
        let Some(standing) = self.contenders.get(contender) else { return 0 };
        let Some(scheme) = self.reading.plan.schemes.get(standing.index) else { return 0 };
        let chance = if standing.certain { SURE } else { self.chances.of(&self.reading, scheme.root) };
        if chance == 0 {
            return 0;
        }
        let Some((as_told, moved_by)) = self.scores.get(contender) else { return 0 };
        let (low, high) = match other.filter(|slot| moved_by.binary_search(slot).is_ok()) {
            Some(_) => score(&self.reading, (self.scorer, self.weights), standing.index),
            None => *as_told,
        };
        debug_assert_eq!((low, high), score(&self.reading, (self.scorer, self.weights), standing.index));
        let verdict = u64::from(high) * (chance * (SURE - chance) / SURE) / SURE;
        if self.verdicts {
            return verdict;
        }
        // a score that is open moves a scheme up or down, which matters less than whether it may be had
        verdict + u64::from(high - low) * chance / SURE / 8
    }

    /// Doubt that knowing one quantity is expected to end.
    #[inline(never)]
    fn gain(&mut self, slot: SlotId) -> u64 {
        let readers = self.readers(slot);
        let doubt = |asking: &Self, other| readers.iter().map(|c| asking.doubt(*c, other)).sum::<u64>();
        let before = doubt(self, None);
        let (mut sum, mut cases) = (0, 0);
        for (state, count) in self.classes(slot) {
            let Some(was) = self.reading.swap(slot, state) else { continue };
            self.chances.settle(&self.reading, slot);
            sum += doubt(self, Some(slot)) * count;
            cases += count;
            self.reading.put_back(was);
        }
        self.chances.settle(&self.reading, slot);
        before.saturating_sub(sum / cases.max(1))
    }

    /// What a slot may turn out to be, each with the number of cells that it stands for.
    #[inline(never)]
    fn classes(&self, slot: SlotId) -> Vec<(State, u64)> {
        let Some(state) = self.reading.state(slot) else { return vec![] };
        let mut all = cells(self.reading.plan, slot, state);
        let absent = self.reading.plan.slot(slot).is_some_and(|s| all.last() == Some(&s.cells()));
        if absent {
            all.pop();
        }
        let size = all.len().div_ceil(MAX_CLASSES).max(1);
        let mut found: Vec<(State, u64)> =
            all.chunks(size).map(|run| (self.narrowed(slot, run), run.len() as u64)).collect();
        if absent {
            let none = State { none: state.none, not_applicable: state.not_applicable, ..State::default() };
            found.push((none, 1));
        }
        found
    }

    /// A slot in some of its cells.
    pub(super) fn narrowed(&self, slot: SlotId, cells: &[usize]) -> State {
        let ranges: Option<Vec<(i64, i64)>> =
            self.reading.plan.slot(slot).map(|s| cells.iter().map(|c| s.cell_range(*c)).collect());
        State { values: Region::of(ranges.unwrap_or_default()), ..State::default() }
    }
}

/// Lowest and highest score of a scheme.
fn score(reading: &Reading<'_>, (scorer, weights): (&Scorer, &[u32]), index: usize) -> (u32, u32) {
    let score = scorer.score(reading, index, weights, false);
    (score.low, score.high)
}

/// Slots that a score looks at: those of the amount, of the preferences, of the project's cost, and one's own cash.
fn moved_by(reading: &Reading<'_>, budget: &[SlotId], index: usize) -> Vec<SlotId> {
    let plan = reading.plan;
    let Some(scheme) = plan.schemes.get(index) else { return vec![] };
    let mut found: Vec<SlotId> = scheme.amount.iter().flat_map(|a| a.slots.iter().copied()).collect();
    scheme.prefers.iter().for_each(|(node, _)| reading.open_slots(*node, &mut found));
    found.extend(budget.iter().copied().chain(plan.own_cash));
    found.order();
    found.dedup();
    found
}

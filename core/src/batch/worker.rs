//! One thread's work: block after block, verdicts from lanes, then the best of each profile.

#[cfg(feature = "lab")]
use super::count::Count;
use super::{
    Batch, Entry, Tally,
    column::Table,
    judged::Judged,
    lanes::{Block, Lane, Lanes, NONE, Plane, ROWS, both},
    lists::Lists,
    memo::Memo,
    offer::{Criteria, Offer, Wish},
    program::View,
    rank::{Key, coarse},
    row::Row,
    told::Told,
    wide::{self, Work},
};
use crate::{
    base::{
        Order,
        bits::{clear, get, ones, ones_in, set},
    },
    compile::{Extent, SlotId},
    eligibility::Verdict,
    eval::{Known, Reading, of_states, whole},
    finance,
    ranking::Placed,
};
use fearless_simd::Simd;

/// What came out of a block.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) entries: Vec<Entry>,
    pub(super) contradictory: Vec<usize>,
    #[cfg(feature = "lab")]
    pub(super) eligible: Vec<u32>,
}

/// With fewer takers among 64 profiles, each is looked at by itself.
const FEW: u32 = 6;

pub(super) struct Worker<'b> {
    pub(super) batch: &'b Batch<'b>,
    table: &'b Table,
    told: &'b [Told<'b>],
    lanes: Lanes,
    memo: Memo,
    lists: Lists,
    /// Schemes, those first that usually score high: later ones seldom get in then.
    order: Vec<usize>,
    /// Cost of each profile's project, where scores look at it.
    costs: Vec<Option<Extent>>,
    /// Preferences at hand.
    wishes: Vec<Wish>,
    #[cfg(feature = "lab")]
    eligible: Count,
    /// A profile of which nothing is told, to put in what is looked at.
    blank: Reading<'b>,
    tallies: Vec<Tally>,
}

impl<'b> Worker<'b> {
    pub(super) fn new(batch: &'b Batch<'b>, table: &'b Table, told: &'b [Told<'b>]) -> Worker<'b> {
        let room = batch.room.min(batch.plan.schemes.len());
        Worker {
            batch,
            table,
            told,
            lanes: Lanes::new(&batch.program),
            memo: Memo::default(),
            lists: Lists::new(room),
            order: vec![],
            costs: vec![None; ROWS],
            wishes: vec![],
            #[cfg(feature = "lab")]
            eligible: Count::default(),
            blank: of_states(batch.plan, batch.plan.slots.iter().map(whole).collect()),
            tallies: vec![Tally::default(); batch.plan.schemes.len()],
        }
    }

    pub(super) fn tallies(self) -> Vec<Tally> {
        self.tallies
    }

    pub(super) fn block(&mut self, block: Block) -> Done {
        let contradictory = wide::run(Listing { worker: self, block });
        Done {
            entries: self.tell(block),
            contradictory,
            #[cfg(feature = "lab")]
            eligible: self.eligible.numbers().take(block.rows).collect(),
        }
    }

    /// Fills the lists of a block, and gives the profiles whose answers contradict one another.
    #[inline(always)]
    fn list<S: Simd>(&mut self, simd: S, block: Block) -> Vec<usize> {
        let (usable, contradictory) = self.open(block);
        self.begin(block, &usable);
        let batch = self.batch;
        let order = std::mem::take(&mut self.order);
        for offer in order.iter().filter_map(|i| batch.offers.get(*i)) {
            let judged = self.judge(block, offer, &usable);
            if offer.group.is_some() {
                self.offer(simd, block, offer, &judged);
            }
        }
        self.order = order;
        contradictory
    }

    /// Works out the conditions of a block: profiles that can be judged, and those whose answers contradict one another.
    #[inline(always)]
    pub(super) fn open(&mut self, block: Block) -> (Plane, Vec<usize>) {
        self.lanes.fill(self.batch.plan, &self.batch.program, self.told, block);
        let mut usable = self.usable(block);
        let contradictory = self.contradictory(block, &mut usable);
        (usable, contradictory)
    }

    #[inline(always)]
    fn begin(&mut self, block: Block, usable: &Plane) {
        self.lists.clear();
        #[cfg(feature = "lab")]
        self.eligible.clear();
        if self.order.is_empty() {
            let usual: Vec<u32> = self.batch.offers.iter().map(|o| o.usual(&self.lanes)).collect();
            self.order = (0..usual.len()).collect();
            self.order.order_by_key(|i| u32::MAX - usual.get(*i).copied().unwrap_or(0));
        }
        if !self.batch.reads_cost {
            return;
        }
        for at in ones(usable) {
            let cost = Row { cost: None, ..self.row(block, at) }.project_cost();
            if let Some(place) = self.costs.get_mut(at) {
                *place = cost;
            }
        }
    }

    /// Profiles of the block that can be judged.
    #[inline(always)]
    fn usable(&self, block: Block) -> Plane {
        let mut usable = NONE;
        (0..block.rows).for_each(|at| set(&mut usable, at));
        let wrong = &self.table.wrong;
        let from = wrong.partition_point(|row| *row < block.first);
        for row in wrong.iter().skip(from).take_while(|row| **row < block.first + block.rows) {
            clear(&mut usable, row - block.first);
        }
        usable
    }

    /// Takes out the profiles whose answers contradict one another.
    fn contradictory(&mut self, block: Block, usable: &mut Plane) -> Vec<usize> {
        let batch = self.batch;
        let mut found = NONE;
        for (group, question) in batch.plan.constraint_parts.iter().zip(&batch.questions.constraints) {
            let Lane { sure, maybe } = *self.lanes.at(batch.program.of(group.root, View::Told));
            for at in ones(&both(usable, &sure, |a, b| a & !b)) {
                let may =
                    get(&maybe, at) && question.is_none_or(|q| self.ask(q, block.first + at) != Verdict::Ineligible);
                if !may {
                    clear(usable, at);
                    set(&mut found, at);
                }
            }
        }
        ones(&found).map(|at| block.first + at).collect()
    }

    /// Verdicts of a scheme for some of the profiles that can be judged, counted.
    #[inline(always)]
    pub(super) fn judge(&mut self, block: Block, offer: &Offer, usable: &Plane) -> Judged {
        let mut parts = offer.criteria.iter();
        let everybody = Judged { eligible: *usable, ..Judged::NOBODY };
        let mut judged = parts.next().map_or(everybody, |first| self.judge_criteria(block, first, usable));
        for criteria in parts {
            let own = self.judge_criteria(block, criteria, &judged.possible());
            judged = judged.and(&own);
        }
        self.count(offer.index, &judged, usable);
        #[cfg(feature = "lab")]
        self.eligible.add(&judged.eligible);
        judged
    }

    #[inline(always)]
    fn judge_criteria(&mut self, block: Block, criteria: &Criteria, among: &Plane) -> Judged {
        let judged = Judged::of(self.lanes.at(criteria.told), self.lanes.at(criteria.granted), among);
        let Some(question) = criteria.question else { return judged };
        let open = both(&judged.conditional, &judged.undetermined, |a, b| a | b);
        let mut judged = Judged { eligible: judged.eligible, ..Judged::NOBODY };
        for at in ones(&open) {
            let verdict = self.ask(question, block.first + at);
            judged.put(at, verdict);
        }
        judged
    }

    /// What only the search can tell of a profile.
    fn ask(&mut self, question: usize, row: usize) -> Verdict {
        let (batch, told, blank) = (self.batch, self.told, &mut self.blank);
        let Some(looks) = batch.questions.looks(question) else { return Verdict::Undetermined };
        let search = || {
            reading(blank, told, looks.slots(), row, |reading| batch.questions.answer(question, batch.plan, reading))
        };
        self.memo.verdict(question, looks, told, row, search)
    }

    #[inline(always)]
    fn count(&mut self, index: usize, judged: &Judged, usable: &Plane) {
        let Some([eligible, conditional, undetermined, ineligible]) = self.tallies.get_mut(index) else { return };
        *eligible += ones_in(&judged.eligible);
        *conditional += ones_in(&judged.conditional);
        *undetermined += ones_in(&judged.undetermined);
        *ineligible += ones_in(usable) - ones_in(&judged.possible());
    }

    /// Offers a scheme to every profile that may have it.
    #[inline(always)]
    fn offer<S: Simd>(&mut self, simd: S, block: Block, offer: &Offer, judged: &Judged) {
        for (verdict, plane) in judged.by_verdict() {
            let least = coarse(self.batch.rank.key(offer.with(offer.without_wishes(), verdict), i64::MAX));
            for (word, wanted) in plane.into_iter().enumerate().filter(|(_, wanted)| *wanted != 0) {
                offer.wishes(&self.lanes, word, &mut self.wishes);
                let hopeful = match wanted.count_ones() {
                    ..FEW => wanted,
                    _ => self.lists.hopeful(simd, word, wanted, least, &self.wishes),
                };
                for bit in ones(&[hopeful]) {
                    let at = word * 64 + bit;
                    let low = offer.low(&self.wishes, bit);
                    if let Some(key) = self.key(block, at, offer, low, verdict) {
                        self.lists.put(at, key);
                    }
                }
            }
        }
    }

    /// The key of a scheme for one profile, if its list takes it. `low` is the score as far as the rest adds nothing.
    #[inline(always)]
    fn key(&mut self, block: Block, at: usize, offer: &Offer, low: u32, verdict: Verdict) -> Option<Key> {
        let rank = self.batch.rank;
        let best = |low: u32| rank.key(offer.with(low, verdict), i64::MAX);
        let mut low = low;
        if !offer.parts.rest.is_empty() {
            if !self.lists.takes(at, best(low + offer.parts.rest_most)) {
                return None;
            }
            low += self.rest(block, at, offer).0;
        }
        let mut key = best(low);
        if rank.looks_at_amounts() && self.lists.takes(at, key) {
            // an amount that is not known ranks as none
            let known = self.amount(block, at, offer).filter(|(low, high, _)| low == high);
            key = rank.key(offer.with(low, verdict), known.map_or(0, |(cents, ..)| cents));
        }
        self.lists.takes(at, key).then_some(key)
    }

    /// What the rest of the score adds for one profile.
    fn rest(&self, block: Block, at: usize, offer: &Offer) -> (u32, u32) {
        if offer.parts.rest.is_empty() {
            return (0, 0);
        }
        self.batch.scorer.rest(&self.row(block, at), offer.index, &self.batch.weights, &offer.parts.rest)
    }

    /// The lists of a block, with amounts.
    fn tell(&mut self, block: Block) -> Vec<Entry> {
        let lists = std::mem::take(&mut self.lists);
        let mut entries = Vec::with_capacity((0..block.rows).map(|at| lists.of(at).len()).sum());
        for at in 0..block.rows {
            entries.extend(lists.of(at).iter().filter_map(|key| self.entry(block, at, *key)));
        }
        self.lists = lists;
        entries
    }

    fn entry(&mut self, block: Block, at: usize, key: Key) -> Option<Entry> {
        let (index, verdict, low) = self.batch.rank.scheme(key);
        let offer = self.batch.offers.get(index)?;
        let rest = self.rest(block, at, offer);
        let fixed = if self.lanes.is_known(at) {
            // what was counted as met is all that may be
            (low + offer.parts.fixed.1).saturating_sub(offer.parts.fixed.0 + rest.0)
        } else {
            offer.high(&self.lanes, at)
        };
        let high = fixed + rest.1;
        let placed = Placed { index, group: offer.group?, verdict, low, high };
        let amount = self.amount(block, at, offer);
        let uncapped = self.batch.tells_caps && self.is_uncapped(block, at, index);
        Some(Entry { row: block.first + at, placed, amount, uncapped })
    }

    fn is_uncapped(&mut self, block: Block, at: usize, index: usize) -> bool {
        let plan = self.batch.plan.schemes.get(index).and_then(|scheme| scheme.amount.as_ref());
        let row = self.row(block, at);
        let Some(plan) = plan.filter(|plan| plan.slots.iter().any(|s| row.is_open(*s))) else { return false };
        let slots = plan.slots.iter().copied();
        reading(&mut self.blank, self.told, slots, block.first + at, |r| finance::is_uncapped(r, plan))
    }

    #[inline(always)]
    fn amount(&mut self, block: Block, at: usize, offer: &Offer) -> Option<(i64, i64, bool)> {
        match &offer.capped {
            Some(capped) => finance::share(&self.row(block, at), capped),
            None => self.any_amount(block, at, offer.index),
        }
    }

    /// An amount that is more than a capped share of one fact.
    fn any_amount(&mut self, block: Block, at: usize, index: usize) -> Option<(i64, i64, bool)> {
        let plan = self.batch.plan.schemes.get(index)?.amount.as_ref()?;
        let row = self.row(block, at);
        if !plan.slots.iter().any(|s| row.is_open(*s)) {
            return finance::interval(&row, plan);
        }
        reading(&mut self.blank, self.told, plan.slots.iter().copied(), block.first + at, |r| finance::ends(r, plan))
    }

    #[inline(always)]
    pub(super) fn row(&self, block: Block, at: usize) -> Row<'_> {
        Row {
            plan: self.batch.plan,
            program: &self.batch.program,
            lanes: &self.lanes,
            told: self.told,
            view: View::Told,
            row: block.first + at,
            at,
            cost: self.costs.get(at).copied(),
        }
    }
}

/// Lists of a block to be filled.
struct Listing<'w, 'b> {
    worker: &'w mut Worker<'b>,
    block: Block,
}

impl Work for Listing<'_, '_> {
    type Done = Vec<usize>;

    #[inline(always)]
    fn with<S: Simd>(self, simd: S) -> Vec<usize> {
        self.worker.list(simd, self.block)
    }
}

impl<'b> Worker<'b> {
    /// A profile on its own.
    pub(super) fn read(&self, row: usize) -> Reading<'b> {
        of_states(self.batch.plan, self.told.iter().map(|t| t.state(row)).collect())
    }

    /// What a profile tells of a slot.
    pub(super) fn told(&self, slot: SlotId) -> Option<&'b Told<'b>> {
        self.told.get(slot.0 as usize)
    }
}

/// Puts what a profile tells of some slots into a reading, asks it, and puts back what was.
fn reading<'b, T>(
    blank: &mut Reading<'b>,
    told: &[Told<'_>],
    slots: impl Iterator<Item = SlotId>,
    row: usize,
    ask: impl FnOnce(&mut Reading<'b>) -> T,
) -> T {
    let told = slots.filter_map(|slot| told.get(slot.0 as usize).map(|told| (slot, told.state(row))));
    let before: Vec<_> = told.filter_map(|(slot, state)| blank.swap(slot, state)).collect();
    let answer = ask(blank);
    before.into_iter().rev().for_each(|before| blank.put_back(before));
    answer
}

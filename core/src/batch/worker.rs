//! One thread's work: block after block, verdicts from lanes, then the best of each profile.

use super::{
    Batch, Entry, Tally,
    column::Table,
    lanes::{ALL, Block, Lanes, NONE, Plane, ROWS, both},
    memo::Memo,
    program::View,
    row::Row,
    told::Told,
};
use crate::{
    base::bits::{clear, get, ones, ones_in, set},
    compile::{Extent, SchemePlan, SlotId, WindowState},
    eligibility::{Verdict, judge},
    eval::{Known, Reading, contradicts, of_states},
    finance,
    ranking::{Best, Group, Placed, group},
};

/// What came out of a block.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) entries: Vec<Entry>,
    pub(super) contradictory: Vec<usize>,
}

pub(super) struct Worker<'b> {
    batch: &'b Batch<'b>,
    table: &'b Table,
    told: &'b [Told<'b>],
    lanes: Lanes,
    memo: Memo,
    /// The best of each profile of the block.
    best: Vec<Best>,
    /// For each profile, the score below which nothing gets in.
    bars: Vec<u32>,
    /// Cost of each profile's project.
    costs: Vec<Option<Extent>>,
    /// The last profile that was read on its own.
    reading: Option<(usize, Reading<'b>)>,
    tallies: Vec<Tally>,
}

/// Profiles of a block by verdict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) eligible: Plane,
    pub(super) conditional: Plane,
    undetermined: Plane,
}

impl Judged {
    fn put(&mut self, at: usize, verdict: Verdict) {
        match verdict {
            Verdict::Eligible => set(&mut self.eligible, at),
            Verdict::Conditional => set(&mut self.conditional, at),
            Verdict::Undetermined => set(&mut self.undetermined, at),
            Verdict::Ineligible => {}
        }
    }

    fn of(&self, at: usize) -> Verdict {
        if get(&self.eligible, at) {
            Verdict::Eligible
        } else if get(&self.conditional, at) {
            Verdict::Conditional
        } else {
            Verdict::Undetermined
        }
    }

    pub(super) fn possible(&self) -> Plane {
        let sure = both(&self.eligible, &self.conditional, |a, b| a | b);
        both(&sure, &self.undetermined, |a, b| a | b)
    }
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
            best: vec![Best { room, found: vec![] }; ROWS],
            bars: vec![0; ROWS],
            costs: vec![None; ROWS],
            reading: None,
            tallies: vec![Tally::default(); batch.plan.schemes.len()],
        }
    }

    pub(super) fn tallies(self) -> Vec<Tally> {
        self.tallies
    }

    pub(super) fn block(&mut self, block: Block) -> Done {
        let (usable, contradictory) = self.open(block);
        self.begin(block, &usable);
        for (most, index) in &self.batch.order {
            let judged = self.judge(block, *index, &usable);
            self.offer(block, *index, *most, &judged);
        }
        Done { entries: self.tell(block), contradictory }
    }

    /// Works out the conditions of a block: profiles that can be judged, and those whose answers contradict one another.
    pub(super) fn open(&mut self, block: Block) -> (Plane, Vec<usize>) {
        self.lanes.fill(self.batch.plan, &self.batch.program, self.told, block);
        let mut usable = self.usable(block);
        let contradictory = self.contradictory(block, &mut usable);
        (usable, contradictory)
    }

    fn begin(&mut self, block: Block, usable: &Plane) {
        self.best.iter_mut().for_each(|b| b.found.clear());
        self.bars.fill(0);
        for at in ones(usable) {
            let cost = Row { cost: None, ..self.row(block, at) }.project_cost();
            if let Some(place) = self.costs.get_mut(at) {
                *place = cost;
            }
        }
    }

    /// Profiles of the block that can be judged.
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
        let constraints = &self.batch.plan.constraints;
        let mut kept = ALL;
        for node in constraints {
            let lane = self.lanes.at(self.batch.program.of(*node, View::Told));
            kept = both(&kept, &lane.sure, |a, b| a & b);
        }
        let mut found = vec![];
        for at in ones(&both(usable, &kept, |a, b| a & !b)) {
            let row = block.first + at;
            let question = self.batch.plan.schemes.len();
            let Some(looks) = self.batch.looks.get(question) else { continue };
            let (batch, told, last) = (self.batch, self.told, &mut self.reading);
            let verdict = self.memo.verdict(question as u32, looks, told, row, || {
                if contradicts(reading(batch, told, last, row), constraints) {
                    Verdict::Ineligible
                } else {
                    Verdict::Eligible
                }
            });
            if verdict == Verdict::Ineligible {
                clear(usable, at);
                found.push(row);
            }
        }
        found
    }

    /// Verdicts of a scheme for some of the profiles that can be judged, counted.
    pub(super) fn judge(&mut self, block: Block, index: usize, usable: &Plane) -> Judged {
        let none = Judged { eligible: NONE, conditional: NONE, undetermined: NONE };
        let Some(scheme) = self.batch.plan.schemes.get(index) else { return none };
        let program = &self.batch.program;
        let told = self.lanes.at(program.of(scheme.root, View::Told));
        let granted = self.lanes.at(program.of(scheme.root, View::Granted));
        let usable_and = |plane: &Plane| both(plane, usable, |a, b| a & b);
        let sure = usable_and(&granted.sure);
        let eligible = both(&sure, &told.sure, |a, b| a & b);
        let rests = both(&sure, &told.sure, |a, b| a & !b);
        let open = usable_and(&both(&granted.maybe, &granted.sure, |a, b| a & !b));
        let mut judged = Judged { eligible, conditional: rests, undetermined: open };
        if !scheme.read_once {
            judged = Judged { eligible, ..none };
            for at in ones(&both(&rests, &open, |a, b| a | b)) {
                let verdict = self.search(block.first + at, index, scheme);
                judged.put(at, verdict);
            }
        }
        self.count(index, &judged, usable);
        judged
    }

    fn search(&mut self, row: usize, index: usize, scheme: &SchemePlan) -> Verdict {
        let Some(looks) = self.batch.looks.get(index) else { return Verdict::Ineligible };
        let (batch, told, last) = (self.batch, self.told, &mut self.reading);
        self.memo.verdict(index as u32, looks, told, row, || judge(reading(batch, told, last, row), scheme).verdict)
    }

    fn count(&mut self, index: usize, judged: &Judged, usable: &Plane) {
        let size = |plane: &Plane| ones_in(plane);
        let Some([eligible, conditional, undetermined, ineligible]) = self.tallies.get_mut(index) else { return };
        *eligible += size(&judged.eligible);
        *conditional += size(&judged.conditional);
        *undetermined += size(&judged.undetermined);
        *ineligible += size(usable) - size(&judged.possible());
    }

    /// Offers a scheme to every profile that may have it.
    fn offer(&mut self, block: Block, index: usize, most: u32, judged: &Judged) {
        // closed schemes are judged for the tallies alone
        let program = self.batch.plan.quick.program(index).filter(|p| p.state != WindowState::Closed);
        let Some(program) = program else { return };
        let place = group(Verdict::Eligible, program.state);
        for at in ones(&judged.possible()) {
            if most < self.bars.get(at).copied().unwrap_or(0) {
                continue;
            }
            let score = self.batch.scorer.score(&self.row(block, at), index, &self.batch.weights, false);
            let Some(best) = self.best.get_mut(at).filter(|b| b.takes(place, score.low, index)) else { continue };
            let verdict = judged.of(at);
            best.put(Placed { index, group: place, verdict, low: score.low, high: score.high });
            if let (true, Some(last), Some(bar)) = (best.is_full(), best.found.last(), self.bars.get_mut(at))
                && last.group == Group::Now
            {
                *bar = last.low;
            }
        }
    }

    /// The lists of a block, with amounts.
    fn tell(&mut self, block: Block) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(self.best.iter().map(|b| b.found.len()).sum());
        for at in 0..block.rows {
            let found = self.best.get_mut(at).map(|b| std::mem::take(&mut b.found)).unwrap_or_default();
            for placed in &found {
                let amount = self.amount(block, at, placed.index);
                entries.push(Entry { row: block.first + at, placed: placed.clone(), amount });
            }
            if let Some(best) = self.best.get_mut(at) {
                best.found = found;
            }
        }
        entries
    }

    fn amount(&mut self, block: Block, at: usize, index: usize) -> Option<(i64, i64, bool)> {
        let plan = self.batch.plan.schemes.get(index)?.amount.as_ref()?;
        let row = self.row(block, at);
        if plan.capped.is_some() || !plan.slots.iter().any(|s| row.is_open(*s)) {
            return finance::interval(&row, plan);
        }
        finance::ends(reading(self.batch, self.told, &mut self.reading, block.first + at), plan)
    }

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

impl<'b> Worker<'b> {
    /// A profile on its own.
    pub(super) fn read(&mut self, row: usize) -> &mut Reading<'b> {
        reading(self.batch, self.told, &mut self.reading, row)
    }

    /// What a profile tells of a slot.
    pub(super) fn told(&self, slot: SlotId) -> Option<&'b Told<'b>> {
        self.told.get(slot.0 as usize)
    }
}

/// A profile on its own, for what only the search can tell.
fn reading<'r, 'b>(
    batch: &'b Batch<'b>,
    told: &'b [Told<'b>],
    last: &'r mut Option<(usize, Reading<'b>)>,
    row: usize,
) -> &'r mut Reading<'b> {
    let known = last.as_ref().is_some_and(|(r, _)| *r == row);
    let read = |_: ()| (row, of_states(batch.plan, told.iter().map(|t| t.state(row)).collect()));
    if !known {
        *last = Some(read(()));
    }
    &mut last.get_or_insert_with(|| read(())).1
}

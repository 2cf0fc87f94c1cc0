//! Who gains and who loses from one rule set to another: the same projects judged by both, counted one by one.

use crate::{base::Order, batch::Entry, model::Model};

/// What a scheme would bring a project that may have it, in cents; nothing is brought where no money is given.
#[derive(Debug, Clone, Copy)]
struct Brings {
    low: i64,
    high: i64,
    /// No rule caps it.
    uncapped: bool,
}

/// Cents of all projects together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    pub(crate) gained: i128,
    pub(crate) lost: i128,
}

/// What becomes of one scheme; each number counts projects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SchemeMoves {
    pub(crate) id: String,
    /// They may have it now, and could not.
    pub(crate) gain: u64,
    /// They could have it, and may not now.
    pub(crate) lose: u64,
    /// They could and may.
    pub(crate) keep: u64,
    /// Of those that keep it: the least that it brings is more, or less.
    pub(crate) higher: u64,
    pub(crate) lower: u64,
    /// The least that it brings, and the most.
    pub(crate) low: Sum,
    pub(crate) high: Sum,
    /// Those for which the most changes and no rule caps it, before or after; it is in no sum.
    pub(crate) uncapped: u64,
}

/// What becomes of all schemes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Moves {
    /// Schemes of either rule set, in the order of ids.
    pub(crate) schemes: Vec<SchemeMoves>,
    /// For each scheme of the old rules, then of the new ones, its place in the list above.
    places: [Vec<usize>; 2],
    /// Projects that both judged.
    pub(crate) projects: u64,
    /// Projects that gain a scheme, and that lose one.
    pub(crate) gain: u64,
    pub(crate) lose: u64,
    /// Projects that had nothing and have something, and the other way round.
    pub(crate) from_nothing: u64,
    pub(crate) to_nothing: u64,
}

impl Moves {
    pub(crate) fn new(models: [&Model; 2]) -> Moves {
        let mut ids: Vec<&str> = models.iter().flat_map(|m| m.schemes.iter().map(|s| s.id.as_str())).collect();
        ids.order();
        ids.dedup();
        let place = |id: &str| ids.binary_search(&id).unwrap_or(ids.len());
        let places = models.map(|m| m.schemes.iter().map(|s| place(&s.id)).collect());
        let schemes = ids.iter().map(|id| SchemeMoves { id: (*id).to_owned(), ..SchemeMoves::default() }).collect();
        Moves { schemes, places, ..Moves::default() }
    }

    /// Counts some projects: what each may have under the old rules and under the new ones, in the order of projects. Those set
    /// aside, in order too, are not counted.
    pub(crate) fn add(&mut self, rows: usize, set_aside: &[usize], [old, new]: [&[Entry]; 2]) {
        let mut rest = [old, new];
        let mut project: Vec<[Option<Brings>; 2]> = vec![];
        for row in 0..rows {
            project.clear();
            project.resize(self.schemes.len(), [None; 2]);
            for (side, rest) in rest.iter_mut().enumerate() {
                let (own, after) = rest.split_at(rest.iter().take_while(|e| e.row == row).count());
                *rest = after;
                self.lay(&mut project, side, own);
            }
            if set_aside.binary_search(&row).is_err() {
                self.count(&project);
            }
        }
    }

    /// Puts the schemes that a project may have under one of the rule sets in their places.
    fn lay(&self, project: &mut [[Option<Brings>; 2]], side: usize, entries: &[Entry]) {
        let Some(places) = self.places.get(side) else { return };
        for entry in entries {
            let place = places.get(entry.placed.index).and_then(|at| project.get_mut(*at)?.get_mut(side));
            if let Some(place) = place {
                *place = Some(Brings::of(entry));
            }
        }
    }

    fn count(&mut self, project: &[[Option<Brings>; 2]]) {
        let mut any = [false; 4];
        let [had, has, gains, loses] = &mut any;
        for (scheme, [old, new]) in self.schemes.iter_mut().zip(project) {
            *had |= old.is_some();
            *has |= new.is_some();
            *gains |= old.is_none() && new.is_some();
            *loses |= old.is_some() && new.is_none();
            scheme.count(*old, *new);
        }
        let [had, has, gains, loses] = any;
        self.projects += 1;
        self.gain += u64::from(gains);
        self.lose += u64::from(loses);
        self.from_nothing += u64::from(!had && has);
        self.to_nothing += u64::from(had && !has);
    }
}

impl Brings {
    const NOTHING: Brings = Brings { low: 0, high: 0, uncapped: false };

    /// One that may turn out not to apply brings nothing at the least.
    fn of(entry: &Entry) -> Brings {
        let Some((low, high, may_not_apply)) = entry.amount else { return Brings::NOTHING };
        Brings { low: if may_not_apply { 0 } else { low }, high, uncapped: entry.uncapped }
    }
}

impl SchemeMoves {
    fn count(&mut self, old: Option<Brings>, new: Option<Brings>) {
        match (old, new) {
            (None, None) => return,
            (None, Some(_)) => self.gain += 1,
            (Some(_), None) => self.lose += 1,
            (Some(old), Some(new)) => {
                self.keep += 1;
                self.higher += u64::from(new.low > old.low);
                self.lower += u64::from(new.low < old.low);
            }
        }
        let (old, new) = (old.unwrap_or(Brings::NOTHING), new.unwrap_or(Brings::NOTHING));
        self.low.put(old.low, new.low);
        if !old.uncapped && !new.uncapped {
            self.high.put(old.high, new.high);
        } else if old.high != new.high {
            self.uncapped += 1;
        }
    }

    /// Nothing of it changes for any project.
    pub(crate) fn is_same(&self) -> bool {
        let sums = [self.low, self.high];
        (self.gain, self.lose, self.uncapped) == (0, 0, 0) && sums.iter().all(|sum| *sum == Sum::default())
    }
}

impl Sum {
    fn put(&mut self, old: i64, new: i64) {
        let more = i128::from(new) - i128::from(old);
        if more > 0 { self.gained += more } else { self.lost -= more }
    }
}

//! Many profiles on one day: laid side by side, scored together, the same answers as one by one.

#[cfg(test)]
mod tests;

use super::many::{Ranked, filed_elsewhere};
use crate::{
    base::{Code, Order, Problem, Problems, tell},
    batch::{self, Batch, Column, Entry, Table},
    eval, explanation,
    profile::{self, FactState, Profile, ProfileInput},
    rule_set::{Dated, RuleSet, Weighting},
};
use serde_json::Value;

/// Profiles that were read against the rules of a day, fact by fact.
#[derive(Debug, Clone)]
pub struct Population<'d> {
    pub(super) dated: &'d Dated,
    pub(super) table: Table,
    /// Profiles that cannot be judged, in order, with every problem of theirs.
    problems: Vec<(usize, Problems)>,
}

/// The best schemes of one profile of a population, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored<'d> {
    /// Place of the profile, from 0.
    pub row: usize,
    /// The scheme with what ranks it.
    pub ranked: Ranked<'d>,
}

/// How many profiles have each verdict of one scheme; profiles with problems are in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally<'d> {
    /// Id of the scheme.
    pub scheme: &'d str,
    /// Profiles of which every criterion is met.
    pub eligible: u64,
    /// Profiles for which declared criteria are still open.
    pub conditional: u64,
    /// Profiles that have not told enough.
    pub undetermined: u64,
    /// Profiles that a criterion refuses.
    pub ineligible: u64,
}

/// What a population comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores<'d> {
    /// The best schemes that are possible, in the order of profiles and of the list of each. Refused and closed ones are not
    /// listed: a profile without a line gets nothing.
    pub best: Vec<Scored<'d>>,
    /// Every scheme, in the order of ids.
    pub tallies: Vec<Tally<'d>>,
    /// Profiles that were not judged, in order, with every problem of theirs.
    pub problems: Vec<(usize, Problems)>,
}

/// What a population comes to, by place.
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) tallies: Vec<batch::Tally>,
    /// Profiles that were not judged, in order.
    pub(super) problems: Vec<(usize, Problems)>,
}

impl RuleSet {
    /// The rules on the day that a request names.
    ///
    /// # Errors
    /// When it names none, or one that does not exist.
    pub fn on_asked_day(&self, as_of: Option<&str>) -> Result<Dated, Problems> {
        self.on_day(as_of.ok_or_else(no_day)?)
    }
}

fn no_day() -> Problems {
    Problems(vec![Problem {
        code: Code::ProfileDate.id().to_owned(),
        path: "as_of".to_owned(),
        message: tell!("à quelle date juger ces projets ?", "on which day are these projects judged?"),
        help: Some(tell!("donnez `as_of`, ou `--as-of 2026-11-23`", "give `as_of`, or `--as-of 2026-11-23`")),
    }])
}

impl Dated {
    /// Lays profiles side by side: the JSON objects that [`Dated::read`] takes. One that is wrong is set aside with its problems
    /// and hinders none of the others.
    pub fn lay(&self, profiles: &[Value]) -> Population<'_> {
        let facts = vec![None; self.model().facts.len()];
        let table = Table { rows: profiles.len(), facts, ..Table::default() };
        let mut population = Population { dated: self, table, problems: vec![] };
        for (row, json) in profiles.iter().enumerate() {
            let input = ProfileInput { json, as_of: Some(self.plan.as_of), places: self.places() };
            let read = profile::read(self.model(), input).map_err(Problems);
            match read.and_then(|p| if p.filed.is_empty() { Ok(p) } else { Err(filed_elsewhere()) }) {
                Ok(profile) => population.put(row, profile),
                Err(problems) => population.set_aside(row, problems),
            }
        }
        population
    }
}

impl<'d> Population<'d> {
    /// Profiles that lie side by side already, and the problems of those that cannot be judged, in order.
    #[cfg(feature = "arrow")]
    pub(super) fn of(dated: &'d Dated, table: Table, problems: Vec<(usize, Problems)>) -> Population<'d> {
        Population { dated, table, problems }
    }

    /// How many profiles there are, with those that cannot be judged.
    pub fn len(&self) -> usize {
        self.table.rows
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.table.rows == 0
    }

    /// Profiles that cannot be judged, in order, with every problem of theirs; answers that contradict one another are found when
    /// it is scored.
    pub fn problems(&self) -> &[(usize, Problems)] {
        &self.problems
    }

    /// Scores it: for each profile at most `room` of the schemes that it may have, with the verdicts, amounts, scores and
    /// order that [`crate::Answers::top`] gives; on so many threads.
    pub fn score(&self, weighting: &Weighting, room: usize, threads: usize) -> Scores<'d> {
        let scorer = self.dated.scorer();
        let found = self.found(weighting, room, threads);
        let scored = |entry: Entry| {
            let ranked = Ranked::of(scorer.id(entry.placed.index)?, &entry.placed, entry.amount);
            Some(Scored { row: entry.row, ranked })
        };
        let tally = |(i, [eligible, conditional, undetermined, ineligible]): (usize, batch::Tally)| {
            Some(Tally { scheme: scorer.id(i)?, eligible, conditional, undetermined, ineligible })
        };
        Scores {
            best: found.entries.into_iter().filter_map(scored).collect(),
            tallies: found.tallies.into_iter().enumerate().filter_map(tally).collect(),
            problems: found.problems,
        }
    }

    /// [`Population::score`] without names.
    pub(super) fn found(&self, weighting: &Weighting, room: usize, threads: usize) -> Found {
        self.found_by(&self.batch(weighting, room), threads)
    }

    /// The same with entries that say whether a rule caps their amount.
    #[cfg(feature = "arrow")]
    pub(super) fn found_with_caps(&self, weighting: &Weighting, room: usize, threads: usize) -> Found {
        self.found_by(&self.batch(weighting, room).telling_caps(), threads)
    }

    fn batch(&self, weighting: &Weighting, room: usize) -> Batch<'d> {
        let dated = self.dated;
        Batch::new(&dated.plan, dated.model(), dated.scorer(), weighting.weights(), room)
    }

    fn found_by(&self, batch: &Batch<'_>, threads: usize) -> Found {
        let dated = self.dated;
        let found = batch.score(&self.table, threads);
        let mut problems = self.problems.clone();
        for (row, states) in batch.states(&self.table, &found.contradictory) {
            let mut reading = eval::of_states(&dated.plan, states);
            if let Err(found) = explanation::contradictions(dated, &mut reading) {
                problems.push((row, found));
            }
        }
        problems.order_by_key(|(row, _)| *row);
        Found { entries: found.entries, tallies: found.tallies, problems }
    }

    fn put(&mut self, row: usize, profile: Profile) {
        let rows = self.table.rows;
        for (fact, state) in profile.facts.into_iter().enumerate().filter(|(_, s)| *s != FactState::Unknown) {
            if let Some(place) = self.table.facts.get_mut(fact) {
                place.get_or_insert_with(|| Column::unknown(rows)).put(row, &state);
            }
        }
        for (scheme, criterion, answer) in profile.declared {
            let all = &mut self.table.declared;
            if !all.iter().any(|(s, c, _)| (*s, *c) == (scheme, criterion)) {
                all.push((scheme, criterion, Column::unknown(rows)));
            }
            let own = all.iter_mut().filter(|(s, c, _)| (*s, *c) == (scheme, criterion));
            own.for_each(|(.., column)| column.tell_number(row, i64::from(answer)));
        }
    }

    fn set_aside(&mut self, row: usize, problems: Problems) {
        self.table.wrong.push(row);
        self.problems.push((row, problems));
    }
}

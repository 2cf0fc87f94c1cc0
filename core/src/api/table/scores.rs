//! What came out of a table, in little room; record batches are made of it on demand.

use super::Scoring;
use crate::{
    base::{Code, Lang, Order, Problem, Problems, tell},
    table::{self, Lines},
};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

/// Profiles with problems that one error tells.
const TOLD: usize = 20;
/// Profiles with problems that a report keeps; the others are counted.
const MAX_REPORTED: usize = 100_000;

/// What came out of one slice.
#[derive(Debug, Clone)]
pub struct SliceScores {
    pub(super) lines: Lines,
    pub(super) profiles: u64,
    /// Lines, and profiles that have one.
    pub(super) told: (u64, u64),
    pub(super) tallies: Vec<[u64; 4]>,
    pub(super) problems: Vec<(u64, Vec<Problem>)>,
}

/// What came out of a table.
#[derive(Debug, Clone)]
pub struct TableScores {
    scoring: Scoring,
    slices: Vec<SliceScores>,
    profiles: u64,
    lines: u64,
    with_any: u64,
    tallies: Vec<[u64; 4]>,
    problems: Vec<(u64, Vec<Problem>)>,
    not_judged: u64,
}

impl SliceScores {
    /// Profiles of the slice.
    pub fn profiles(&self) -> u64 {
        self.profiles
    }

    /// What is counted and what is wrong, for who has written the lines already.
    pub fn without_lines(mut self) -> SliceScores {
        self.lines.lines = vec![];
        self.lines.kept = vec![];
        self
    }
}

impl TableScores {
    pub(super) fn new(scoring: Scoring) -> TableScores {
        let (slices, problems) = (vec![], vec![]);
        let tallies = vec![[0; 4]; scoring.dated.model().schemes.len()];
        TableScores { scoring, slices, profiles: 0, lines: 0, with_any: 0, tallies, problems, not_judged: 0 }
    }

    /// Takes in what came out of the next slice.
    pub fn put(&mut self, mut slice: SliceScores) {
        self.profiles += slice.profiles;
        self.lines += slice.told.0;
        self.with_any += slice.told.1;
        for (sum, tally) in self.tallies.iter_mut().zip(std::mem::take(&mut slice.tallies)) {
            sum.iter_mut().zip(tally).for_each(|(a, b)| *a += b);
        }
        let problems = std::mem::take(&mut slice.problems);
        self.not_judged += problems.len() as u64;
        let room = MAX_REPORTED.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
        self.slices.push(slice);
    }

    /// Profiles of the table, those that were not judged among them.
    pub fn profiles(&self) -> u64 {
        self.profiles
    }

    /// Lines: schemes told of all profiles together.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Profiles that were not judged.
    pub fn not_judged(&self) -> u64 {
        self.not_judged
    }

    /// Profiles that were judged and may have no scheme at all.
    pub fn without_any(&self) -> u64 {
        self.profiles.saturating_sub(self.not_judged + self.with_any)
    }

    /// How the table was scored.
    pub fn scoring(&self) -> &Scoring {
        &self.scoring
    }

    /// Record batches, one for each slice.
    pub fn len(&self) -> usize {
        self.slices.len()
    }

    /// There was no profile.
    pub fn is_empty(&self) -> bool {
        self.slices.is_empty()
    }

    /// A record batch of [`Scoring::schema`], by its place.
    ///
    /// # Errors
    /// As [`Scoring::record_batch`].
    pub fn record_batch(&self, place: usize) -> Option<Result<RecordBatch, ArrowError>> {
        self.slices.get(place).map(|slice| self.scoring.record_batch(slice))
    }

    /// How many profiles have each verdict of each scheme: `scheme`, `eligible`, `conditional`, `undetermined`, `ineligible`.
    /// Profiles that were not judged are in none.
    ///
    /// # Errors
    /// Never so far: the columns are as long as one another.
    pub fn tallies(&self) -> Result<RecordBatch, ArrowError> {
        table::tallies(&self.tallies, |scheme| self.scoring.dated.scorer().id(scheme))
    }

    /// Why profiles were not judged, a line for each problem: `row`, `column`, `code`, `message`, `help`. Of the first 100,000 such
    /// profiles; [`TableScores::not_judged`] counts them all.
    ///
    /// # Errors
    /// Never so far: the columns are as long as one another.
    pub fn problems(&self, lang: Lang) -> Result<RecordBatch, ArrowError> {
        table::problems(&self.problems, lang)
    }
}

/// The first problems of a slice as one error, with the place of each; those left out are counted.
pub(super) fn refused(first: u64, mut problems: Vec<(usize, Problems)>) -> Problems {
    problems.order_by_key(|(row, _)| *row);
    let more = problems.len().saturating_sub(TOLD);
    let placed = |(row, found): (usize, Problems)| {
        let place = first + row as u64;
        found.0.into_iter().map(move |p| Problem { path: format!("rows[{place}].{}", p.path), ..p })
    };
    let mut all: Vec<Problem> = problems.into_iter().take(TOLD).flat_map(placed).collect();
    if more > 0 {
        all.push(Problem {
            code: Code::ProfileShape.id().to_owned(),
            path: "rows".to_owned(),
            message: tell!(
                "au moins {more} autres projets ont des problèmes",
                "at least {more} more projects have problems"
            ),
            help: Some(tell!(
                "`on_error=\"report\"` juge les autres et donne ces problèmes dans une table",
                "`on_error=\"report\"` judges the others and gives these problems as a table"
            )),
        });
    }
    Problems(all)
}

//! A total, stable order: groups, then the low end of the score, then the id. Ties say that they are ties.

use crate::{compile::WindowState, eligibility::Verdict};
use serde::{Deserialize, Serialize};

/// Where a scheme stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Possible, and one can apply.
    Now,
    /// Possible, and the window opens later.
    Later,
    /// Not for this project.
    Not,
    /// No longer open to anyone.
    Closed,
}

/// The group of a verdict in a window.
pub(crate) fn group(verdict: Verdict, window: WindowState) -> Group {
    match (window, verdict) {
        (WindowState::Closed, _) => Group::Closed,
        (_, Verdict::Ineligible) => Group::Not,
        (WindowState::Upcoming, _) => Group::Later,
        (WindowState::Open | WindowState::Undated, _) => Group::Now,
    }
}

/// A place in the list: schemes that tie share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) place: u32,
    pub(crate) tied: bool,
}

/// Places of a list that is already sorted by group and score.
pub(crate) fn place(sorted: &[(Group, u32)]) -> Vec<Place> {
    let mut places: Vec<Place> = vec![];
    for (i, key) in sorted.iter().enumerate() {
        let same = |j: Option<usize>| j.and_then(|j| sorted.get(j)) == Some(key);
        let tied = same(i.checked_sub(1)) || same(Some(i + 1));
        let place = match places.last() {
            Some(last) if same(i.checked_sub(1)) => last.place,
            _ => i as u32 + 1,
        };
        places.push(Place { place, tied });
    }
    places
}

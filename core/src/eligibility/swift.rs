//! Verdicts of many schemes for one profile: by clauses where these are exact, by the search where they are not.

use super::{Verdict, verdict};
use crate::{
    compile::SlotId,
    eval::{Reading, SURE},
};

/// A profile, with declared criteria left open and taken as yes.
#[derive(Debug)]
pub(crate) struct Swift<'r, 'p> {
    pub(crate) told: &'r Reading<'p>,
    /// Where some declared criterion is open.
    granted: Option<Reading<'p>>,
    /// A copy that the search may narrow.
    scratch: Option<Reading<'p>>,
}

/// What clauses say of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    Certain(Verdict),
    /// Only the search can tell.
    Open,
}

impl<'r, 'p> Swift<'r, 'p> {
    pub(crate) fn new(told: &'r Reading<'p>) -> Swift<'r, 'p> {
        let open: Vec<SlotId> = told.plan.declared.iter().copied().filter(|s| told.is_open(*s)).collect();
        let granted = (!open.is_empty()).then(|| {
            let mut all = told.clone();
            all.grant(open);
            all
        });
        Swift { told, granted, scratch: None }
    }

    /// The verdict where Kleene's truth is exact.
    #[inline]
    pub(crate) fn first(&self, index: usize) -> First {
        let Some(scheme) = self.told.plan.quick.program(index) else { return First::Certain(Verdict::Ineligible) };
        let granted = self.granted.as_ref().unwrap_or(self.told);
        match granted.root(index) {
            0 => First::Certain(Verdict::Ineligible),
            SURE if self.granted.is_none() || !scheme.declares => First::Certain(Verdict::Eligible),
            SURE if self.told.root(index) == SURE => First::Certain(Verdict::Eligible),
            SURE if scheme.exact => First::Certain(Verdict::Conditional),
            SURE => First::Open,
            _ if scheme.exact => First::Certain(Verdict::Undetermined),
            _ => First::Open,
        }
    }

    /// The verdict, whatever it takes.
    pub(crate) fn verdict(&mut self, index: usize) -> Verdict {
        match self.first(index) {
            First::Certain(verdict) => verdict,
            First::Open => {
                let scheme = self.told.plan.schemes.get(index);
                scheme.map_or(Verdict::Ineligible, |s| verdict(self.scratch(), s))
            }
        }
    }

    /// A copy of the profile for work that narrows it and puts it back.
    pub(crate) fn scratch(&mut self) -> &mut Reading<'p> {
        self.scratch.get_or_insert_with(|| self.told.clone())
    }
}

//! Profiles of a block by what is certain of one scheme for them.

use super::lanes::{Lane, NONE, Plane, both};
use crate::{base::bits::set, eligibility::Verdict};

/// Profiles of a block by verdict; those in none are refused, or cannot be judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) eligible: Plane,
    pub(super) conditional: Plane,
    pub(super) undetermined: Plane,
}

impl Judged {
    pub(super) const NOBODY: Judged = Judged { eligible: NONE, conditional: NONE, undetermined: NONE };

    /// What bits tell of the criteria with declared ones left open and taken as yes.
    #[inline(always)]
    pub(super) fn of(told: &Lane, granted: &Lane, usable: &Plane) -> Judged {
        let sure = both(&granted.sure, usable, |a, b| a & b);
        let may = both(&granted.maybe, usable, |a, b| a & b);
        Judged {
            eligible: both(&sure, &told.sure, |a, b| a & b),
            conditional: both(&sure, &told.sure, |a, b| a & !b),
            undetermined: both(&may, &sure, |a, b| a & !b),
        }
    }

    /// Of two parts of a scheme, the worse verdict for each profile.
    #[inline(always)]
    pub(super) fn and(&self, other: &Judged) -> Judged {
        let possible = both(&self.possible(), &other.possible(), |a, b| a & b);
        let sure = both(&self.sure(), &other.sure(), |a, b| a & b);
        let eligible = both(&self.eligible, &other.eligible, |a, b| a & b);
        Judged {
            eligible,
            conditional: both(&sure, &eligible, |a, b| a & !b),
            undetermined: both(&possible, &sure, |a, b| a & !b),
        }
    }

    pub(super) fn put(&mut self, at: usize, verdict: Verdict) {
        match verdict {
            Verdict::Eligible => set(&mut self.eligible, at),
            Verdict::Conditional => set(&mut self.conditional, at),
            Verdict::Undetermined => set(&mut self.undetermined, at),
            Verdict::Ineligible => {}
        }
    }

    /// Those who are not refused.
    #[inline(always)]
    pub(super) fn possible(&self) -> Plane {
        both(&self.sure(), &self.undetermined, |a, b| a | b)
    }

    /// Those who meet all criteria, or wait for declared ones alone.
    #[inline(always)]
    pub(super) fn sure(&self) -> Plane {
        both(&self.eligible, &self.conditional, |a, b| a | b)
    }

    /// Those that are possible, verdict by verdict.
    #[inline(always)]
    pub(super) fn by_verdict(&self) -> [(Verdict, Plane); 3] {
        let Judged { eligible, conditional, undetermined } = *self;
        [(Verdict::Eligible, eligible), (Verdict::Conditional, conditional), (Verdict::Undetermined, undetermined)]
    }
}

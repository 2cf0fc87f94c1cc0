//! How many schemes each profile of a block is eligible for, counted in bits: for those who compare engines.

use super::lanes::{NONE, Plane, ROWS, both};
use crate::base::bits::get;

/// For each power of two, the profiles whose number has it.
#[derive(Debug, Default)]
pub(super) struct Count {
    powers: Vec<Plane>,
}

impl Count {
    pub(super) fn clear(&mut self) {
        self.powers.clear();
    }

    /// One more for these profiles.
    #[inline(always)]
    pub(super) fn add(&mut self, profiles: &Plane) {
        let mut carry = *profiles;
        for power in &mut self.powers {
            let next = both(power, &carry, |a, b| a & b);
            *power = both(power, &carry, |a, b| a ^ b);
            carry = next;
            if carry == NONE {
                return;
            }
        }
        if carry != NONE {
            self.powers.push(carry);
        }
    }

    /// The number of each profile.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        let number = |at: usize| self.powers.iter().enumerate().map(|(i, p)| u32::from(get(p, at)) << i).sum();
        (0..ROWS).map(number)
    }
}

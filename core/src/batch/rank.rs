//! What orders a list, packed into one integer: the smaller, the better.

use crate::{eligibility::Verdict, ranking::Group};

/// What orders the schemes of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// Group, score, place of the scheme.
    Usual,
    /// Verdict, score, amount, place of the scheme: what other engines are compared by.
    #[cfg(feature = "lab")]
    ByAmount,
}

/// A scheme as it is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) group: Group,
    /// Low end of the score.
    pub(super) low: u32,
    pub(super) index: usize,
    pub(super) verdict: Verdict,
}

/// What is compared. No two schemes have the same key.
pub(super) type Key = u64;

/// No scheme.
pub(super) const NOBODY: Key = Key::MAX;

/// No score is above: weights sum to 1,000, and no line has more than 1,000 points.
const MOST: u32 = (1 << 20) - 1;

/// Usually a key is the group, the score turned over, the place and the verdict, in so many bits: 2, 20, 40, 2. The verdict decides
/// nothing there and is only kept.
const PLACE: u32 = 40;

/// By amount it is the verdict, score and cents turned over, and the place: 2, 20, 28, 14.
#[cfg(feature = "lab")]
mod by_amount {
    pub(super) const CENTS: u32 = 28;
    pub(super) const PLACE: u32 = 14;
}

/// Scores that differ by less than this may be the same in a coarse key.
pub(super) const STEP: u32 = 1 << 6;

/// The first 16 bits of a key: its group or verdict, and the score turned over in steps.
#[inline(always)]
pub(super) fn coarse(key: Key) -> u16 {
    (key >> 48) as u16
}

impl Rank {
    /// Amounts decide, too.
    pub(super) fn looks_at_amounts(self) -> bool {
        self != Rank::Usual
    }

    /// Of two schemes, the one with the smaller key comes first.
    #[inline(always)]
    #[cfg_attr(not(feature = "lab"), expect(unused_variables, reason = "the usual order does not look at amounts"))]
    pub(super) fn key(self, candidate: Candidate, cents: i64) -> Key {
        let Candidate { group, low, index, verdict } = candidate;
        let score = u64::from(MOST - low.min(MOST)) << 42;
        match self {
            Rank::Usual => (group as u64) << 62 | score | (index as u64) << 2 | verdict as u64,
            #[cfg(feature = "lab")]
            Rank::ByAmount => {
                use by_amount::{CENTS, PLACE};
                let most = (1 << CENTS) - 1;
                let cents = most - u64::try_from(cents).unwrap_or(0).min(most);
                (verdict as u64) << 62 | score | cents << PLACE | index as u64
            }
        }
    }

    /// Place, verdict and low end of the score of the scheme of a key.
    pub(super) fn scheme(self, key: Key) -> (usize, Verdict, u32) {
        let low = MOST - ((key >> 42) as u32 & MOST);
        match self {
            Rank::Usual => ((key >> 2) as usize & ((1 << PLACE) - 1), verdict(key & 3), low),
            #[cfg(feature = "lab")]
            Rank::ByAmount => (key as usize & ((1 << by_amount::PLACE) - 1), verdict(key >> 62), low),
        }
    }
}

fn verdict(place: u64) -> Verdict {
    match place {
        0 => Verdict::Eligible,
        1 => Verdict::Conditional,
        2 => Verdict::Undetermined,
        _ => Verdict::Ineligible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GROUPS: [Group; 4] = [Group::Now, Group::Later, Group::Not, Group::Closed];
    const VERDICTS: [Verdict; 4] =
        [Verdict::Eligible, Verdict::Conditional, Verdict::Undetermined, Verdict::Ineligible];

    fn candidate(places: usize) -> impl Strategy<Value = Candidate> {
        (0..4_usize, prop_oneof![0..4_u32, 0..=1_000_000_u32], 0..places, 0..4_usize)
            .prop_map(|(g, low, index, v)| Candidate { group: GROUPS[g], low, index, verdict: VERDICTS[v] })
    }

    proptest! {
        #[test]
        fn keys_order_as_lists_do(a in candidate(1 << 28), b in candidate(1 << 28)) {
            let order = |c: &Candidate| (c.group, u32::MAX - c.low, c.index);
            let (x, y) = (Rank::Usual.key(a, 5), Rank::Usual.key(b, 7));
            if order(&a) != order(&b) {
                prop_assert_eq!(x.cmp(&y), order(&a).cmp(&order(&b)));
            }
            prop_assert_eq!(Rank::Usual.scheme(x), (a.index, a.verdict, a.low));
        }

        #[cfg(feature = "lab")]
        #[test]
        fn keys_by_amount_do_likewise(
            a in candidate(1 << 14), b in candidate(1 << 14), x in 0..1_i64 << 28, y in 0..1_i64 << 28,
        ) {
            let order = |c: &Candidate, cents: i64| (c.verdict, u32::MAX - c.low, -cents, c.index);
            let (p, q) = (Rank::ByAmount.key(a, x), Rank::ByAmount.key(b, y));
            prop_assert_eq!(p.cmp(&q), order(&a, x).cmp(&order(&b, y)));
            prop_assert_eq!(Rank::ByAmount.scheme(p), (a.index, a.verdict, a.low));
        }
    }
}

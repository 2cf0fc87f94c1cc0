//! The best schemes of each profile of a block so far.

use super::{
    lanes::{ROWS, WORDS},
    offer::Wish,
    rank::{Key, NOBODY, coarse},
};
use fearless_simd::{mask16x16, prelude::*, u16x16};

/// Numbers that are compared at once.
const AT_ONCE: usize = 16;

/// A list for each profile: so many keys, the best first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    room: usize,
    keys: Vec<Key>,
    /// The last key of each list: only what is below it gets in.
    bars: Vec<Key>,
    /// The same, coarsely.
    coarse: Vec<[u16; 64]>,
}

impl Lists {
    pub(super) fn new(room: usize) -> Lists {
        Lists { room, keys: vec![NOBODY; room * ROWS], bars: vec![NOBODY; ROWS], coarse: vec![[0; 64]; WORDS] }
    }

    /// Empties every list.
    pub(super) fn clear(&mut self) {
        let bar = if self.room == 0 { 0 } else { NOBODY };
        self.keys.fill(NOBODY);
        self.bars.fill(bar);
        self.coarse.fill([coarse(bar); 64]);
    }

    #[inline(always)]
    pub(super) fn takes(&self, at: usize, key: Key) -> bool {
        self.bars.get(at).is_some_and(|bar| key < *bar)
    }

    /// Of 64 profiles, those among `wanted` whose lists may take a scheme: its key is coarsely `least` where no wish is met, and
    /// smaller by at most the steps of those that are. A few that do not take it may be among them; none that does is missing.
    #[inline(always)]
    pub(super) fn hopeful<S: Simd>(&self, simd: S, word: usize, wanted: u64, least: u16, wishes: &[Wish]) -> u64 {
        let Some(bars) = self.coarse.get(word) else { return 0 };
        let least = u16x16::splat(simd, least);
        let nothing = u16x16::splat(simd, 0);
        let mut found = 0;
        for (part, bars) in bars.as_chunks::<AT_ONCE>().0.iter().enumerate() {
            let mut reach = u16x16::from_slice(simd, bars);
            for wish in wishes {
                let met = mask16x16::from_bitmask(simd, wish.held >> (AT_ONCE * part));
                reach = reach.saturating_add(met.select(u16x16::splat(simd, wish.step), nothing));
            }
            found |= reach.simd_ge(least).to_bitmask() << (AT_ONCE * part);
        }
        found & wanted
    }

    /// Puts a key in its place; the last of a full list falls out.
    #[inline(always)]
    pub(super) fn put(&mut self, at: usize, key: Key) {
        let list = self.keys.get_mut(at * self.room..(at + 1) * self.room).unwrap_or(&mut []);
        // without a branch: each place keeps the better of its key and what moves down
        let mut down = key;
        for place in list.iter_mut() {
            (*place, down) = (down.min(*place), down.max(*place));
        }
        let Some(last) = list.last() else { return };
        if let Some(bar) = self.bars.get_mut(at) {
            *bar = *last;
        }
        if let Some(bar) = self.coarse.get_mut(at / 64).and_then(|bars| bars.get_mut(at % 64)) {
            *bar = coarse(*last);
        }
    }

    /// The keys of one profile, the best first.
    pub(super) fn of(&self, at: usize) -> &[Key] {
        let list = self.keys.get(at * self.room..(at + 1) * self.room).unwrap_or(&[]);
        list.get(..list.partition_point(|key| *key != NOBODY)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fearless_simd::Level;
    use proptest::prelude::*;

    fn wish() -> impl Strategy<Value = Wish> {
        (any::<u64>(), 0..20_000_u16).prop_map(|(held, step)| Wish { held, weight: 1, step })
    }

    proptest! {
        /// What is compared 16 at a time, with every kind of register that this processor has, is what one by one gives.
        #[test]
        fn hopeful_ones_are_those_that_reach_their_bar(
            keys in proptest::collection::vec(prop_oneof![any::<u64>(), Just(NOBODY)], 64),
            wishes in proptest::collection::vec(wish(), 0..8),
            wanted: u64, least: u16, word in 0..WORDS,
        ) {
            let mut lists = Lists::new(1);
            lists.clear();
            keys.iter().enumerate().for_each(|(bit, key)| lists.put(word * 64 + bit, *key));
            let reaches = |bit: &usize| {
                let steps = wishes.iter().filter(|w| w.held >> bit & 1 == 1).map(|w| u64::from(w.step));
                let reach = (keys[*bit] >> 48) + steps.sum::<u64>();
                wanted >> bit & 1 == 1 && reach >= u64::from(least)
            };
            let expected = (0..64).filter(reaches).fold(0, |found, bit| found | 1 << bit);
            let found = |level: Level| fearless_simd::dispatch!(level, simd => lists.hopeful(simd, word, wanted, least, &wishes));
            prop_assert_eq!(found(Level::new()), expected);
            prop_assert_eq!(found(Level::baseline()), expected);
        }
    }
}

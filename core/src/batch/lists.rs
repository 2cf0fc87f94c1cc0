//! The best schemes of each profile of a block so far.

use super::{
    lanes::ROWS,
    rank::{Key, NOBODY},
};
use crate::base::bits::ones;

/// A list for each profile: so many keys, the best first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    room: usize,
    keys: Vec<Key>,
    /// The last key of each list: only what is below it gets in.
    bars: Vec<Key>,
}

impl Lists {
    pub(super) fn new(room: usize) -> Lists {
        Lists { room, keys: vec![NOBODY; room * ROWS], bars: vec![NOBODY; ROWS] }
    }

    /// Empties every list.
    pub(super) fn clear(&mut self) {
        self.keys.fill(NOBODY);
        self.bars.fill(if self.room == 0 { 0 } else { NOBODY });
    }

    #[inline]
    pub(super) fn takes(&self, at: usize, key: Key) -> bool {
        self.bars.get(at).is_some_and(|bar| key < *bar)
    }

    /// Of 64 profiles, those among `wanted` whose lists take a key.
    #[inline]
    pub(super) fn taking(&self, word: usize, wanted: u64, key: Key) -> u64 {
        let bars = self.bars.get(word * 64..).unwrap_or(&[]);
        let mut taking = wanted;
        for bit in ones(&[wanted]) {
            if bars.get(bit).is_none_or(|bar| key >= *bar) {
                taking &= !(1 << bit);
            }
        }
        taking
    }

    /// Puts a key in its place; the last of a full list falls out.
    #[inline]
    pub(super) fn put(&mut self, at: usize, key: Key) {
        let list = self.keys.get_mut(at * self.room..(at + 1) * self.room).unwrap_or(&mut []);
        // without a branch: each place keeps the better of its key and what moves down
        let mut down = key;
        for place in list.iter_mut() {
            (*place, down) = (down.min(*place), down.max(*place));
        }
        if let (Some(bar), Some(last)) = (self.bars.get_mut(at), list.last()) {
            *bar = *last;
        }
    }

    /// The keys of one profile, the best first.
    pub(super) fn of(&self, at: usize) -> &[Key] {
        let list = self.keys.get(at * self.room..(at + 1) * self.room).unwrap_or(&[]);
        list.get(..list.partition_point(|key| *key != NOBODY)).unwrap_or(&[])
    }
}

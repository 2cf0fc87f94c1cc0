//! Equal things stand once: each kind of part is a list, and a table finds where an equal one already is.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
};

/// A list in which nothing stands twice.
#[derive(Debug)]
pub(super) struct Interned<T> {
    pub(super) items: Vec<T>,
    found: Buckets,
}

/// Where items of a hash are. Nothing is listed in the order of this table.
#[derive(Debug, Default)]
struct Buckets {
    last: HashMap<u64, u32, BuildHasherDefault<Given>>,
    /// For each item, the one of the same hash before it.
    before: Vec<Option<u32>>,
}

impl Buckets {
    fn of(&self, hash: u64) -> Option<u32> {
        self.last.get(&hash).copied()
    }

    fn push(&mut self, hash: u64) {
        let id = self.before.len() as u32;
        self.before.push(self.last.insert(hash, id));
    }
}

impl<T> Default for Interned<T> {
    fn default() -> Interned<T> {
        Interned { items: vec![], found: Buckets::default() }
    }
}

impl<T: Hash + Eq> Interned<T> {
    /// The place of an item, at the end when it is new.
    pub(super) fn id(&mut self, item: T) -> u32 {
        let hash = hash_of(&item);
        self.find(&item, hash).unwrap_or_else(|| {
            self.found.push(hash);
            self.items.push(item);
            self.items.len() as u32 - 1
        })
    }

    fn find(&self, item: &T, hash: u64) -> Option<u32> {
        let mut next = self.found.of(hash);
        while let Some(id) = next {
            if self.items.get(id as usize) == Some(item) {
                return Some(id);
            }
            next = self.found.before.get(id as usize).copied().flatten();
        }
        None
    }

    pub(super) fn get(&self, id: u32) -> Option<&T> {
        self.items.get(id as usize)
    }
}

fn hash_of<T: Hash>(item: &T) -> u64 {
    let mut hasher = Mixing(0);
    item.hash(&mut hasher);
    hasher.finish()
}

/// Rotate, mix in, multiply by an odd number: quick, and the same everywhere.
struct Mixing(u64);

impl Mixing {
    fn mix(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut n = 0;
            chunk.iter().for_each(|b| n = (n << 8) | u64::from(*b));
            self.mix(n);
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.mix(u64::from(n));
    }

    fn write_i64(&mut self, n: i64) {
        self.mix(n as u64);
    }

    fn write_usize(&mut self, n: usize) {
        self.mix(n as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// A key that is a hash already.
#[derive(Debug, Default)]
struct Given(u64);

impl Hasher for Given {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = (self.0 << 8) | u64::from(*b));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_items_have_one_place(items in proptest::collection::vec((0_u32..9, 0_i64..3), 0..60)) {
            let mut interned = Interned::default();
            for item in &items {
                let id = interned.id(*item);
                prop_assert_eq!(interned.get(id), Some(item));
                prop_assert_eq!(interned.id(*item), id);
            }
            let mut distinct = items;
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(interned.items.len(), distinct.len());
        }
    }
}

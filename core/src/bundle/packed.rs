//! Values to streams of numbers and texts, and back. Every read is checked: a stream that ends, a count that cannot be,
//! a word that does not exist mark the whole as damaged. What is read after that is empty, and nobody gets to see it; so
//! that no read needs to say whether it went well, which would be half of the code.

use crate::{base::Text, value::Ratio};

/// What a bundle holds. What is said in both languages stands apart from names, codes and links, each language by itself: a language can
/// be left out, and texts that are alike lie together, which packs better.
#[derive(Debug, Clone, Default)]
pub(super) struct Streams {
    pub(super) numbers: Vec<i64>,
    pub(super) texts: Vec<String>,
    pub(super) fr: Vec<String>,
    pub(super) en: Vec<String>,
}

/// Streams being written.
#[cfg(feature = "yaml")]
pub(super) type Packer = Streams;

/// How deep expressions may nest.
const MAX_DEPTH: u32 = 300;

/// Streams being read.
#[derive(Debug)]
pub(super) struct Unpacker<'a> {
    numbers: std::slice::Iter<'a, i64>,
    texts: std::vec::IntoIter<String>,
    fr: std::vec::IntoIter<String>,
    en: std::vec::IntoIter<String>,
    depth: u32,
    damaged: bool,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(numbers: &'a [i64], texts: Vec<String>, fr: Vec<String>, en: Vec<String>) -> Unpacker<'a> {
        Unpacker {
            numbers: numbers.iter(),
            texts: texts.into_iter(),
            fr: fr.into_iter(),
            en: en.into_iter(),
            depth: 0,
            damaged: false,
        }
    }

    /// The streams do not hold what should come next.
    pub(super) fn damage<T: Default>(&mut self) -> T {
        self.damaged = true;
        // what follows reads as empty
        self.numbers = [].iter();
        for texts in [&mut self.texts, &mut self.fr, &mut self.en] {
            *texts = vec![].into_iter();
        }
        T::default()
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> i64 {
        match self.numbers.next() {
            Some(n) => *n,
            None => self.damage(),
        }
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        match self.texts.next() {
            Some(text) => text,
            None => self.damage(),
        }
    }

    /// What is said in both languages.
    #[inline(never)]
    fn said(&mut self) -> Text {
        match (self.fr.next(), self.en.next()) {
            (Some(fr), Some(en)) => Text { fr, en },
            _ => {
                self.damage::<()>();
                Text::same("")
            }
        }
    }

    /// A number that fits the type asked for.
    fn whole<T: TryFrom<i64> + Default>(&mut self) -> T {
        match T::try_from(self.number()) {
            Ok(n) => n,
            Err(_) => self.damage(),
        }
    }

    /// How many items follow: no more than there is something left to read them from.
    #[inline(never)]
    fn count(&mut self) -> usize {
        let n: usize = self.whole();
        if n <= self.numbers.len() + self.texts.len() + self.fr.len() { n } else { self.damage() }
    }

    /// Reads something that may hold more of its own kind. Past the limit the streams are empty, and what nests ends.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.damage::<()>();
        }
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// All was there, and nothing is left over.
    pub(super) fn is_whole(&self) -> bool {
        !self.damaged && self.numbers.len() + self.texts.len() + self.fr.len() + self.en.len() == 0
    }
}

/// A value that a bundle can hold.
pub(super) trait Packed: Sized {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer);
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// Whole numbers of other sizes.
macro_rules! whole {
    ($($ty:ty),*) => {$(
        impl Packed for $ty {
            #[cfg(feature = "yaml")]
            fn pack(&self, out: &mut Packer) {
                // sizes and indices of a rule set fit; what did not would be refused when it is read
                out.numbers.push(i64::try_from(*self).unwrap_or(-1));
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                from.whole()
            }
        }
    )*};
}
whole!(i64, u32, u8, usize);

impl Packed for bool {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        out.numbers.push(i64::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        match from.number() {
            0 => false,
            1 => true,
            _ => from.damage(),
        }
    }
}

impl Packed for String {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        out.texts.push(self.clone());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.text()
    }
}

impl Packed for Text {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        out.fr.push(self.fr.clone());
        out.en.push(self.en.clone());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.said()
    }
}

/// Written constants have at most 15 digits; what arithmetic made of them may need more, so each half is a number.
impl Packed for Ratio {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        for part in [self.num(), self.den()] {
            let (high, low) = (part >> 62, part & ((1 << 62) - 1));
            out.numbers.extend([i64::try_from(low).unwrap_or(0), i64::try_from(high).unwrap_or(0)]);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let mut part = || -> i128 {
            let (low, high) = (from.number(), from.number());
            // the high half of anything that the checker lets through is far from 63 bits
            if low >> 62 != 0 || high.unsigned_abs() >> 58 != 0 {
                return from.damage();
            }
            (i128::from(high) << 62) | i128::from(low)
        };
        let (num, den) = (part(), part());
        Ratio::over(num, den).unwrap_or_else(|| {
            from.damage::<()>();
            Ratio::ZERO
        })
    }
}

impl<T: Packed> Packed for Option<T> {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        self.len().pack(out);
        self.iter().for_each(|item| item.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (0..from.count()).map(|_| T::unpack(from)).collect()
    }
}

impl<T: Packed> Packed for Box<T> {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        (**self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Box::new(T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packed for [u32; 3] {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        self.iter().for_each(|n| n.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        [u32::unpack(from), u32::unpack(from), u32::unpack(from)]
    }
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn through<T: Packed>(value: &T) -> Option<T> {
        let mut out = Packer::default();
        value.pack(&mut out);
        let mut from = Unpacker::new(&out.numbers, out.texts, out.fr, out.en);
        let found = T::unpack(&mut from);
        from.is_whole().then_some(found)
    }

    proptest! {
        #[test]
        fn numbers_come_back(n: i64, a in -(1_i128 << 110)..(1_i128 << 110), b in 1_i128..(1 << 90)) {
            prop_assert_eq!(through(&n), Some(n));
            let ratio = Ratio::over(a, b).unwrap();
            prop_assert_eq!(through(&ratio), Some(ratio));
        }

        #[test]
        fn any_numbers_are_a_value_or_damage(numbers: Vec<i64>) {
            let mut from = Unpacker::new(&numbers, vec![], vec![], vec![]);
            let _ = <Vec<(Option<Ratio>, Vec<bool>)>>::unpack(&mut from);
        }
    }

    #[test]
    fn a_count_beyond_the_stream_takes_no_memory() {
        let mut from = Unpacker::new(&[i64::MAX], vec![], vec![], vec![]);
        assert!(<Vec<i64>>::unpack(&mut from).is_empty());
        assert!(!from.is_whole());
    }
}

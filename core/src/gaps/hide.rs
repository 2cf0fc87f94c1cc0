//! Few projects are not told of: what is small becomes a range, and enough beside it that no subtraction brings it back.

/// A number, or the ends of what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) low: u64,
    pub(crate) high: u64,
}

impl Shown {
    pub(crate) fn exactly(n: u64) -> Shown {
        Shown { low: n, high: n }
    }

    pub(crate) fn exact(self) -> Option<u64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// Nobody is not few.
pub(crate) fn is_few(n: u64, minimum: u64) -> bool {
    0 < n && n < minimum
}

/// A number of a whole that is told: few, or all but few, become a range.
pub(crate) fn of_whole(n: u64, whole: u64, minimum: u64) -> Shown {
    let few = few(minimum);
    match () {
        () if is_few(whole, minimum) => Shown { low: 0, high: whole },
        () if is_few(n, minimum) => few,
        () if is_few(whole - n.min(whole), minimum) => Shown { low: whole - few.high, high: whole - few.low },
        () => Shown::exactly(n),
    }
}

/// What is said of few: not nobody, unless that left one number alone.
fn few(minimum: u64) -> Shown {
    Shown { low: u64::from(minimum > 2), high: minimum - 1 }
}

/// Numbers that add up to a total that is told. Where some are few, or lie in a row that is hidden, at least two are ranges, and
/// what these add up to is not few; of few in all, every number may be anything.
pub(crate) fn of_total(numbers: &[u64], minimum: u64, hidden: impl Fn(usize, u64) -> bool) -> Vec<Shown> {
    let total = numbers.iter().sum();
    if is_few(total, minimum) {
        return vec![Shown { low: 0, high: total }; numbers.len()];
    }
    let mut kept: Vec<bool> = numbers.iter().enumerate().map(|(i, n)| !hidden(i, *n) && !is_few(*n, minimum)).collect();
    loop {
        let own = || numbers.iter().zip(&kept);
        let (sum, many) = own().filter(|(_, k)| !**k).fold((0, 0), |(sum, many), (n, _)| (sum + n, many + 1));
        if many == 0 || (many > 1 && !is_few(sum, minimum)) {
            return shown(numbers, &kept, minimum, sum);
        }
        let least = own().enumerate().filter(|(_, (n, k))| **k && **n > 0).min_by_key(|(i, (n, _))| (**n, *i));
        let Some((next, _)) = least else { return shown(numbers, &kept, minimum, sum) };
        kept.iter_mut().skip(next).take(1).for_each(|k| *k = false);
    }
}

fn shown(numbers: &[u64], kept: &[bool], minimum: u64, hidden: u64) -> Vec<Shown> {
    let one = |(n, kept): (&u64, &bool)| match kept {
        true => Shown::exactly(*n),
        false if is_few(*n, minimum) => few(minimum),
        false => Shown { low: 0, high: hidden },
    };
    numbers.iter().zip(kept).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_few_is_a_range() {
        assert_eq!(of_whole(0, 40, 11), Shown::exactly(0));
        assert_eq!(of_whole(3, 40, 11), Shown { low: 1, high: 10 });
        assert_eq!(of_whole(38, 40, 11), Shown { low: 30, high: 39 });
        assert_eq!(of_whole(40, 40, 11), Shown::exactly(40));
        assert_eq!(of_whole(2, 9, 11), Shown { low: 0, high: 9 });
    }

    #[test]
    fn subtraction_finds_no_number() {
        // all that there are, and so few: which row they stand in is not told
        assert_eq!(of_total(&[0, 2, 0], 11, |_, _| false), [Shown { low: 0, high: 2 }; 3]);
        // fewer than two is one
        assert_eq!(of_whole(1, 40, 2), Shown { low: 0, high: 1 });
        assert_eq!(of_whole(39, 40, 2), Shown { low: 39, high: 40 });
        // 3 alone would be 63 − 60
        let all = of_total(&[20, 3, 40], 11, |_, _| false);
        assert_eq!(all, [Shown { low: 0, high: 23 }, Shown { low: 1, high: 10 }, Shown::exactly(40)]);
        assert_eq!(of_total(&[20, 40], 11, |_, _| false), [Shown::exactly(20), Shown::exactly(40)]);
    }

    proptest! {
        #[test]
        fn ranges_hold_their_numbers(numbers in proptest::collection::vec(0_u64..40, 1..8), minimum in 1_u64..12) {
            let all = of_total(&numbers, minimum, |_, _| false);
            for (n, s) in numbers.iter().zip(&all) {
                prop_assert!(s.low <= *n && *n <= s.high);
                prop_assert!(!is_few(*n, minimum) || s.exact().is_none());
            }
            // a row alone is its total
            prop_assert!(numbers.len() == 1 || all.iter().filter(|s| s.exact().is_none()).count() != 1);
        }
    }
}

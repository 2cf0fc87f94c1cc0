//! Points between declared anchors, in integers.

use crate::value::Ratio;

/// The anchors of one line of the score: linear between them, flat beyond, rounded down.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    /// Values over a common denominator.
    at: Vec<(i64, u32)>,
    by: i64,
    /// The same as they were written.
    written: Vec<(Ratio, u32)>,
    /// Points only rise, or only fall: the ends of an interval tell its extremes.
    monotone: bool,
}

impl Anchors {
    pub(super) fn new(written: &[(Ratio, u32)]) -> Anchors {
        let part = |r: Ratio| Some((i64::try_from(r.reduced().num()).ok()?, i64::try_from(r.reduced().den()).ok()?));
        let by = written.iter().try_fold(1_i64, |by, (v, _)| {
            let (_, den) = part(*v)?;
            // a common multiple, not the least one; small numbers in practice
            if by % den == 0 { Some(by) } else { by.checked_mul(den) }
        });
        let at = by.and_then(|by| {
            let over = |(v, p): &(Ratio, u32)| part(*v).and_then(|(n, d)| Some((n.checked_mul(by / d)?, *p)));
            written.iter().map(over).collect()
        });
        let pairs = || written.iter().zip(written.iter().skip(1));
        let monotone = pairs().all(|(a, b)| a.1 <= b.1) || pairs().all(|(a, b)| a.1 >= b.1);
        Anchors { at: at.unwrap_or_default(), by: by.unwrap_or(1), written: written.to_vec(), monotone }
    }

    pub(super) fn last(&self) -> Option<Ratio> {
        self.written.last().map(|(v, _)| *v)
    }

    /// The most points that any value has.
    #[cfg(feature = "batch")]
    pub(super) fn most(&self) -> u32 {
        self.written.iter().map(|(_, p)| *p).max().unwrap_or(0)
    }

    pub(super) fn is_monotone(&self) -> bool {
        self.monotone
    }

    /// Points at a value.
    pub(super) fn points(&self, value: Ratio) -> u32 {
        let parts = i64::try_from(value.num()).ok().zip(i64::try_from(value.den()).ok());
        parts.and_then(|(n, d)| self.quick(n, d)).unwrap_or_else(|| self.exact(value))
    }

    /// Points at a share of a whole that is more than nothing.
    pub(super) fn share(&self, part: i64, whole: i64) -> u32 {
        self.quick(part, whole).or_else(|| Some(self.exact(Ratio::int(part).div(Ratio::int(whole))?))).unwrap_or(0)
    }

    /// Points at a fraction; `None` where a product of the parts would leave 63 bits.
    #[inline]
    fn quick(&self, n: i64, d: i64) -> Option<u32> {
        let n = n.checked_mul(self.by)?;
        let mut before: Option<(i64, u32)> = None;
        for (v, p) in &self.at {
            let end = v.checked_mul(d)?;
            if n <= end {
                let Some((start, from)) = before.filter(|_| n < end) else { return Some(*p) };
                let rise = i64::from(*p) - i64::from(from);
                let share = rise.checked_mul(n.checked_sub(start)?)?.div_euclid(end.checked_sub(start)?);
                return u32::try_from(i64::from(from).checked_add(share)?).ok();
            }
            before = Some((end, *p));
        }
        before.map(|(_, p)| p)
    }

    fn exact(&self, value: Ratio) -> u32 {
        let Some(((first, p0), (last, p1))) = self.written.first().zip(self.written.last()) else { return 0 };
        if value <= *first {
            return *p0;
        }
        if value >= *last {
            return *p1;
        }
        for pair in self.written.windows(2) {
            let [(a, pa), (b, pb)] = pair else { continue };
            if value <= *b {
                return between(value, (*a, *pa), (*b, *pb)).unwrap_or(*pa);
            }
        }
        *p1
    }

    /// Lowest and highest points over an interval of values, whichever way the anchors run.
    pub(super) fn spread(&self, from: Ratio, to: Ratio) -> (u32, u32) {
        let (a, b) = (self.points(from), self.points(to));
        let ends = (a.min(b), a.max(b));
        if self.monotone {
            return ends;
        }
        let inside = self.written.iter().filter(|(v, _)| *v > from && *v < to).map(|(_, p)| *p);
        inside.fold(ends, |(low, high), p| (low.min(p), high.max(p)))
    }
}

fn between(value: Ratio, (a, pa): (Ratio, u32), (b, pb): (Ratio, u32)) -> Option<u32> {
    let rise = Ratio::int(i64::from(pb) - i64::from(pa));
    let share = value.sub(a)?.div(b.sub(a)?)?;
    u32::try_from(Ratio::int(i64::from(pa)).add(rise.mul(share)?)?.floor()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quick_is_exact(
            steps in proptest::collection::vec((1_i64..500, 0_u32..=1000), 1..5),
            den in 1_i64..40,
            n in -300_i64..3_000,
            d in 1_i64..97,
        ) {
            let mut at = 0;
            let anchors: Vec<(Ratio, u32)> = steps
                .iter()
                .map(|(step, p)| {
                    at += step;
                    (Ratio::int(at).div(Ratio::int(den)).unwrap(), *p)
                })
                .collect();
            let a = Anchors::new(&anchors);
            let value = Ratio::int(n).div(Ratio::int(d)).unwrap();
            prop_assert_eq!(a.quick(n, d), Some(a.exact(value)));
            prop_assert_eq!(a.share(n, d), a.points(value));
        }
    }
}

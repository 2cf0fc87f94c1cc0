//! Exact numbers: ratios of integers. A formula runs on them from end to end and is rounded once, by name.

use std::cmp::Ordering;

/// An exact number. The denominator is positive; the fraction is reduced only when it grows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    num: i128,
    den: i128,
}

/// How a formula ends. All are to a multiple of a cent or of a euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Rounding {
    Cent,
    Euro,
    EuroDown,
    EuroUp,
}

/// Parts below this size are multiplied without reducing first: the product of two fits easily.
const SMALL: i128 = 1 << 60;

impl Ratio {
    pub(crate) const ZERO: Ratio = Ratio { num: 0, den: 1 };
    pub(crate) const ONE: Ratio = Ratio { num: 1, den: 1 };

    pub(crate) fn int(n: i64) -> Ratio {
        Ratio { num: i128::from(n), den: 1 }
    }

    /// `mantissa` divided by ten to the power `scale`.
    pub(crate) fn scaled(mantissa: i64, scale: u32) -> Ratio {
        Ratio { num: i128::from(mantissa), den: 10_i128.pow(scale.min(18)) }
    }

    /// A fraction as it is given; `None` unless the denominator is positive.
    pub(crate) fn over(num: i128, den: i128) -> Option<Ratio> {
        (den > 0).then_some(Ratio { num, den })
    }

    pub(crate) fn num(self) -> i128 {
        self.num
    }

    pub(crate) fn den(self) -> i128 {
        self.den
    }

    fn new(num: Option<i128>, den: Option<i128>) -> Option<Ratio> {
        let (num, den) = (num?, den?);
        let r = if den < 0 { Ratio { num: num.checked_neg()?, den: den.checked_neg()? } } else { Ratio { num, den } };
        (r.den != 0).then(|| if r.is_small() { r } else { r.reduced() })
    }

    fn is_small(self) -> bool {
        self.num.unsigned_abs() < SMALL as u128 && self.den < SMALL
    }

    pub(crate) fn reduced(self) -> Ratio {
        let g = gcd(self.num.unsigned_abs(), self.den.unsigned_abs());
        let g = i128::try_from(g).unwrap_or(1).max(1);
        Ratio { num: self.num / g, den: self.den / g }
    }

    /// Arithmetic gives `None` only past 127 bits; the checker proves that rules stay below.
    pub(crate) fn add(self, other: Ratio) -> Option<Ratio> {
        if self.den == other.den {
            return Ratio::new(self.num.checked_add(other.num), Some(self.den));
        }
        let exact = || {
            let left = self.num.checked_mul(other.den)?;
            let right = other.num.checked_mul(self.den)?;
            Ratio::new(left.checked_add(right), self.den.checked_mul(other.den))
        };
        exact().or_else(|| {
            let (a, b) = (self.reduced(), other.reduced());
            let g = i128::try_from(gcd(a.den.unsigned_abs(), b.den.unsigned_abs())).ok()?.max(1);
            let left = a.num.checked_mul(b.den / g)?;
            let right = b.num.checked_mul(a.den / g)?;
            Ratio::new(left.checked_add(right), (a.den / g).checked_mul(b.den))
        })
    }

    pub(crate) fn neg(self) -> Ratio {
        Ratio { num: self.num.saturating_neg(), den: self.den }
    }

    pub(crate) fn sub(self, other: Ratio) -> Option<Ratio> {
        self.add(other.neg())
    }

    pub(crate) fn mul(self, other: Ratio) -> Option<Ratio> {
        let exact = Ratio::new(self.num.checked_mul(other.num), self.den.checked_mul(other.den));
        exact.or_else(|| {
            let (a, b) = (Ratio { num: self.num, den: other.den }, Ratio { num: other.num, den: self.den });
            let (a, b) = (a.reduced(), b.reduced());
            Ratio::new(a.num.checked_mul(b.num), a.den.checked_mul(b.den))
        })
    }

    pub(crate) fn div(self, other: Ratio) -> Option<Ratio> {
        self.mul(Ratio::new(Some(other.den), Some(other.num))?)
    }

    pub(crate) fn min(self, other: Ratio) -> Ratio {
        if other < self { other } else { self }
    }

    pub(crate) fn max(self, other: Ratio) -> Ratio {
        if other > self { other } else { self }
    }

    pub(crate) fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    pub(crate) fn ceil(self) -> i128 {
        -self.neg().floor()
    }

    /// The nearest multiple of `1 / 10^scale` at or below (`up` false) or above.
    pub(crate) fn mantissa(self, scale: u32, up: bool) -> Option<i64> {
        let scaled = self.mul(Ratio { num: 10_i128.checked_pow(scale)?, den: 1 })?;
        i64::try_from(if up { scaled.ceil() } else { scaled.floor() }).ok()
    }

    /// Rounds to a multiple of a cent or a euro, and gives cents. `None` when it does not fit.
    pub(crate) fn round(self, rounding: Rounding) -> Option<i64> {
        let two = Ratio { num: 2, den: 1 };
        let half_up = |r: Ratio| Some(r.mul(two)?.add(Ratio::ONE)?.div(two)?.floor());
        let hundred = Ratio { num: 100, den: 1 };
        let euros = |n: i128| n.checked_mul(100);
        let cents = match rounding {
            Rounding::Cent => half_up(self.mul(hundred)?)?,
            Rounding::Euro => euros(half_up(self)?)?,
            Rounding::EuroDown => euros(self.floor())?,
            Rounding::EuroUp => euros(self.ceil())?,
        };
        i64::try_from(cents).ok()
    }

    /// Reads `12500`, `0.64`, `-3.5`; at most 15 significant digits.
    pub(crate) fn parse(text: &str) -> Option<Ratio> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let digit_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digit_only(whole) || !digit_only(part) || (part.is_empty() && digits.contains('.')) {
            return None;
        }
        let all = format!("{whole}{part}");
        if all.trim_start_matches('0').len() > MAX_DIGITS {
            return None;
        }
        let num: i128 = all.parse().ok()?;
        let den = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
        Some(Ratio { num: sign * num, den }.reduced())
    }

    /// Decimal digits when they end within `places`, else rounded half up there. Used to print, never to compare.
    pub(crate) fn to_text(self, places: u32) -> String {
        let scale = 10_i128.pow(places.min(18));
        let (whole, part) = (self.floor(), self.parts_of(scale));
        // the part is that above the whole number below: -0.25 is -1 and 0.75
        let (whole, part) = if part == scale { (whole.saturating_add(1), 0) } else { (whole, part) };
        let (whole, part) = if whole < 0 && part > 0 { (whole + 1, scale - part) } else { (whole, part) };
        let sign = if self.num < 0 && (whole, part) != (0, 0) { "-" } else { "" };
        let (whole, part) = (whole.unsigned_abs(), format!("{part:0width$}", width = places as usize));
        let part = part.trim_end_matches('0');
        if part.is_empty() || places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// What is left above the whole number below, in `scale` parts, rounded half up.
    fn parts_of(self, scale: i128) -> i128 {
        let (mut rest, mut den) = (self.num.rem_euclid(self.den), self.den);
        while den > i128::MAX / (4 * scale) {
            // no digit that is printed can tell
            (rest, den) = (rest / 2, den / 2);
        }
        (rest * 2 * scale + den).div_euclid(den * 2)
    }
}

/// A number that people write has at most this many significant digits, so that every host keeps it exactly.
pub(crate) const MAX_DIGITS: usize = 15;

fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(a), Some(b)) => a.cmp(&b),
            // both are huge: the whole parts nearly always tell; else go on with the remainders, turned over
            _ => self.floor().cmp(&other.floor()).then_with(|| {
                let rest = |r: &Ratio| (r.den, r.num.rem_euclid(r.den));
                match (rest(self), rest(other)) {
                    ((_, 0), (_, 0)) => Ordering::Equal,
                    ((_, 0), _) => Ordering::Less,
                    (_, (_, 0)) => Ordering::Greater,
                    ((n1, d1), (n2, d2)) => Ratio { num: n2, den: d2 }.cmp(&Ratio { num: n1, den: d1 }),
                }
            }),
        }
    }
}

impl std::hash::Hash for Ratio {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let r = self.reduced();
        (r.num, r.den).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        assert_eq!(Ratio::parse("0.64"), Some(Ratio { num: 16, den: 25 }));
        assert_eq!(Ratio::parse("12500.50").map(|r| r.to_text(2)), Some("12500.5".into()));
        for bad in ["", ".5", "5.", "1e3", "1 000", "--1", "1234567890123456"] {
            assert_eq!(Ratio::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn rounds_by_name() {
        let r = Ratio::parse("12.345").unwrap();
        assert_eq!(r.round(Rounding::Cent), Some(1235));
        assert_eq!(r.round(Rounding::Euro), Some(1200));
        assert_eq!(r.round(Rounding::EuroUp), Some(1300));
        assert_eq!(r.neg().round(Rounding::EuroDown), Some(-1300));
    }

    #[test]
    fn prints_any_size() {
        let text = |num, den, places| Ratio { num, den }.to_text(places);
        assert_eq!(text(i128::MAX, 1, 6), i128::MAX.to_string());
        assert_eq!(text(i128::MIN + 1, 1, 6), (i128::MIN + 1).to_string());
        assert_eq!(text(i128::MAX, i128::MAX - 1, 6), "1");
        assert_eq!((text(-1, 4, 2), text(-5, 4, 2), text(-1, 1000, 2)), ("-0.25".into(), "-1.25".into(), "0".into()));
        assert_eq!((text(-3, 2, 0), text(999, 1000, 2), text(-999, 1000, 2)), ("-1".into(), "1".into(), "-1".into()));
        assert_eq!(text(i128::MAX / 2, i128::MAX, 18), "0.5");
    }

    #[test]
    fn compares_where_products_overflow() {
        let big = Ratio { num: i128::MAX, den: i128::MAX - 1 };
        assert!(big > Ratio::ONE);
        assert!(Ratio { num: i128::MAX - 1, den: i128::MAX } < big);
    }

    proptest! {
        #[test]
        fn arithmetic_is_a_field(a in -10_000_i64..10_000, b in 1_i64..999, c in -10_000_i64..10_000, d in 1_i64..999) {
            let x = Ratio::int(a).div(Ratio::int(b)).unwrap();
            let y = Ratio::int(c).div(Ratio::int(d)).unwrap();
            prop_assert_eq!(x.add(y).unwrap().sub(y).unwrap(), x);
            prop_assert_eq!(x.mul(y).unwrap(), y.mul(x).unwrap());
            prop_assert_eq!(x.add(y).unwrap().mul(y).unwrap(), x.mul(y).unwrap().add(y.mul(y).unwrap()).unwrap());
            prop_assert_eq!(x < y, a * d < c * b);
        }
    }
}

//! Exact fractions and a calendar, written apart from the engine's own so that each checks the other.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// A reduced fraction with a positive denominator. The laws' numbers are small: overflow would be a mistake of the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Frac {
    num: i128,
    den: i128,
}

impl Frac {
    pub(crate) fn new(num: i128, den: i128) -> Frac {
        let g = gcd(num.abs(), den.abs()).max(1) * den.signum();
        Frac { num: num / g, den: den / g }
    }

    pub(crate) fn int(n: i64) -> Frac {
        Frac::new(i128::from(n), 1)
    }

    /// `mantissa` divided by ten to the power `scale`.
    pub(crate) fn scaled(mantissa: i64, scale: u32) -> Frac {
        Frac::new(i128::from(mantissa), 10_i128.pow(scale))
    }

    pub(crate) fn floor(self) -> i64 {
        i64::try_from(self.num.div_euclid(self.den)).unwrap()
    }

    pub(crate) fn ceil(self) -> i64 {
        -Frac::new(-self.num, self.den).floor()
    }

    /// Cents, by one of the four roundings.
    pub(crate) fn cents(self, how: &str) -> i64 {
        let half = Frac::new(1, 2);
        match how {
            "cent" => (self * Frac::int(100) + half).floor(),
            "euro" => (self + half).floor() * 100,
            "euro_down" => self.floor() * 100,
            "euro_up" => self.ceil() * 100,
            other => panic!("no rounding `{other}`"),
        }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Add for Frac {
    type Output = Frac;
    fn add(self, o: Frac) -> Frac {
        Frac::new(self.num * o.den + o.num * self.den, self.den * o.den)
    }
}

impl Sub for Frac {
    type Output = Frac;
    fn sub(self, o: Frac) -> Frac {
        Frac::new(self.num * o.den - o.num * self.den, self.den * o.den)
    }
}

impl Mul for Frac {
    type Output = Frac;
    fn mul(self, o: Frac) -> Frac {
        Frac::new(self.num * o.num, self.den * o.den)
    }
}

impl Div for Frac {
    type Output = Frac;
    fn div(self, o: Frac) -> Frac {
        Frac::new(self.num * o.den, self.den * o.num)
    }
}

impl PartialOrd for Frac {
    fn partial_cmp(&self, o: &Frac) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}

impl Ord for Frac {
    fn cmp(&self, o: &Frac) -> Ordering {
        (self.num * o.den).cmp(&(o.num * self.den))
    }
}

/// A number as people write it: `mantissa` with `scale` decimals.
pub(crate) fn decimal(mantissa: i64, scale: u32) -> String {
    let unit = 10_i64.pow(scale);
    let (whole, part) = (mantissa.abs() / unit, mantissa.abs() % unit);
    let sign = if mantissa < 0 { "-" } else { "" };
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0width$}", width = scale as usize) }
}

/// Days since 1970-01-01 of a civil date (the algorithm of `days_from_civil`).
pub(crate) fn day(year: i64, month: i64, dom: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + dom - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// Year, month and day of the month.
pub(crate) fn civil(day: i64) -> (i64, i64, i64) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = (mp + 2) % 12 + 1;
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

pub(crate) fn iso(d: i64) -> String {
    let (y, m, d) = civil(d);
    format!("{y:04}-{m:02}-{d:02}")
}

/// The same day of another month, or its last day.
pub(crate) fn add_months(d: i64, months: i64) -> i64 {
    let (y, m, dom) = civil(d);
    let total = y * 12 + m - 1 + months;
    let (y, m) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    let length = day(y + m / 12, m % 12 + 1, 1) - day(y, m, 1);
    day(y, m, dom.min(length))
}

/// Whole months from one date to another: a month is complete on the same day of the month.
pub(crate) fn months_between(from: i64, to: i64) -> i64 {
    let ((y1, m1, d1), (y2, m2, d2)) = (civil(from), civil(to));
    let months = (y2 * 12 + m2) - (y1 * 12 + m1);
    match months {
        m if m > 0 && d2 < d1 => m - 1,
        m if m < 0 && d2 > d1 => m + 1,
        m => m,
    }
}

#[test]
fn the_calendar_agrees_with_itself() {
    for d in -200_000..200_000 {
        let (y, m, dom) = civil(d);
        assert_eq!(day(y, m, dom), d);
    }
    assert_eq!(iso(0), "1970-01-01");
    assert_eq!(iso(add_months(day(2024, 1, 31), 1)), "2024-02-29");
    assert_eq!(months_between(day(2026, 1, 31), day(2026, 2, 28)), 0);
}

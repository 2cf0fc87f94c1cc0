//! Months of a plan: month 0 is that of the as-of date, and the curve runs to some months after the start.

use crate::{
    model::Interval,
    value::{Day, add_days, add_months, first_day, first_of_month, format_day, last_day, months_between},
};

/// The months of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timeline {
    /// First day of month 0.
    pub(crate) first: Day,
    /// Month of the start; below zero when it lies in the past.
    pub(crate) start: i64,
    pub(crate) start_day: Day,
    /// How many months the curve has.
    pub(crate) months: usize,
}

/// Months from the as-of date to the start, at most.
pub(crate) const MAX_WAIT: i64 = 60;

impl Timeline {
    /// `None` when the start lies too far ahead.
    pub(crate) fn new(as_of: Day, start_day: Day, after_start: u32) -> Option<Timeline> {
        let first = first_of_month(as_of);
        let start = months_between(first, first_of_month(start_day));
        if start > MAX_WAIT {
            return None;
        }
        let months = usize::try_from(start.max(0)).ok()? + after_start as usize;
        Some(Timeline { first, start, start_day, months })
    }

    /// The month of a day; below zero when it lies in the past.
    pub(crate) fn month(&self, day: Day) -> i64 {
        months_between(self.first, first_of_month(day))
    }

    pub(crate) fn first_day(&self, month: i64) -> Day {
        add_months(self.first, month)
    }

    pub(crate) fn last_day(&self, month: i64) -> Day {
        add_days(add_months(self.first, month + 1), -1)
    }

    /// As ISO text: `2026-11`.
    pub(crate) fn name(&self, month: i64) -> String {
        format_day(self.first_day(month)).chars().take(7).collect()
    }
}

/// A day after a delay in days, of which each thirty count as a month.
pub(crate) fn after(day: Day, days: i64) -> Day {
    add_days(add_months(day, days.div_euclid(30)), days.rem_euclid(30))
}

/// The soonest and the latest day after a delay.
pub(crate) fn span(days: (Day, Day), delay: Interval) -> (Day, Day) {
    (after(days.0, delay.from), after(days.1, delay.to))
}

/// The last day from which a delay ends by another.
pub(crate) fn before(day: Day, days: i64) -> Day {
    // months have ends of their own: one comes near, and looks
    let mut found = add_months(add_days(day, -days.rem_euclid(30)), -days.div_euclid(30));
    while found > first_day() && after(found, days) > day {
        found = add_days(found, -1);
    }
    while found < last_day() && after(add_days(found, 1), days) <= day {
        found = add_days(found, 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::parse_day;

    fn d(text: &str) -> Day {
        parse_day(text).unwrap()
    }

    #[test]
    fn months_count_from_that_of_the_request() {
        let t = Timeline::new(d("2026-11-23"), d("2027-05-01"), 36).unwrap();
        assert_eq!((t.start, t.months), (6, 42));
        assert_eq!((t.month(d("2026-11-01")), t.month(d("2026-10-31")), t.month(d("2027-05-31"))), (0, -1, 6));
        assert_eq!((t.name(0), t.name(6), t.name(-1)), ("2026-11".into(), "2027-05".into(), "2026-10".into()));
        assert_eq!(t.last_day(3), d("2027-02-28"));
        assert!(Timeline::new(d("2026-11-23"), d("2031-12-01"), 36).is_none());
    }

    #[test]
    fn the_last_day_before_a_delay_is_the_last() {
        assert_eq!(before(d("2027-02-28"), 30), d("2027-01-31"));
        assert_eq!(before(d("2027-05-01"), 120), d("2027-01-01"));
        for day in (0..400).map(|n| add_days(d("2026-11-23"), n)) {
            for days in [0, 1, 15, 30, 45, 90, 359] {
                let last = before(day, days);
                assert!(after(last, days) <= day && after(add_days(last, 1), days) > day);
            }
        }
    }

    #[test]
    fn a_delay_in_months_ends_on_the_same_day_of_the_month() {
        assert_eq!(after(d("2026-11-30"), 90), d("2027-02-28"));
        assert_eq!(after(d("2026-11-23"), 15), d("2026-12-08"));
        assert_eq!(
            span((d("2026-11-23"), d("2026-11-30")), Interval { from: 30, to: 75 }),
            (d("2026-12-23"), d("2027-02-14"))
        );
    }
}

//! Civil dates as day numbers. The calendar is the `time` crate's; a date that exists cannot be invalid.

use time::{Date, Month};

/// Days since 1970-01-01.
pub(crate) type Day = i64;

/// Julian day of 1970-01-01.
const EPOCH: i64 = 2_440_588;
/// 1800-01-01 and 2299-12-31.
const FIRST: Day = -62_091;
const LAST: Day = 120_529;

/// Year, month and day of the month.
fn civil(day: Day) -> (i32, Month, u8) {
    let julian = i32::try_from(day.clamp(FIRST, LAST) + EPOCH).unwrap_or(0);
    Date::from_julian_day(julian).map_or((1970, Month::January, 1), Date::to_calendar_date)
}

/// The day of a civil date, when there is one and it is in reach.
fn from_civil(year: i32, month: u8, day: u8) -> Option<Day> {
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let found = i64::from(date.to_julian_day()) - EPOCH;
    (FIRST..=LAST).contains(&found).then_some(found)
}

/// The first day that a fact or a rule may name.
pub(crate) fn first_day() -> Day {
    FIRST
}

/// The last day that a fact or a rule may name.
pub(crate) fn last_day() -> Day {
    LAST
}

/// Reads `2026-11-23`; refuses dates that do not exist.
pub(crate) fn parse_day(text: &str) -> Option<Day> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let mut parts = text.split('-').filter(|_| shaped);
    let year = parts.next()?.parse().ok()?;
    from_civil(year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

/// As ISO text.
pub(crate) fn format_day(d: Day) -> String {
    let (year, month, day) = civil(d);
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}

pub(crate) fn add_days(d: Day, days: i64) -> Day {
    d.saturating_add(days).clamp(FIRST, LAST)
}

/// The same day of another month; the last day where it does not exist (31 January + 1 month = 28 or 29 February).
pub(crate) fn add_months(d: Day, months: i64) -> Day {
    let (year, month, day) = civil(d);
    let total = i64::from(year) * 12 + i64::from(u8::from(month)) - 1 + months.clamp(-12_000, 12_000);
    let limit = if months < 0 { FIRST } else { LAST };
    let (year, month) = (i32::try_from(total.div_euclid(12)).unwrap_or(0), total.rem_euclid(12) as u8 + 1);
    let Ok(of_year) = Month::try_from(month) else { return limit };
    from_civil(year, month, day.min(of_year.length(year))).unwrap_or(limit)
}

/// The first day of a day's month.
pub(crate) fn first_of_month(d: Day) -> Day {
    let (year, month, _) = civil(d);
    from_civil(year, u8::from(month), 1).unwrap_or(FIRST)
}

/// The last day of a day's year.
pub(crate) fn end_of_year(d: Day) -> Day {
    from_civil(civil(d).0, 12, 31).unwrap_or(LAST)
}

/// Whole months from one date to another, negative when it lies before.
pub(crate) fn months_between(from: Day, to: Day) -> i64 {
    let ((y1, m1, _), (y2, m2, _)) = (civil(from), civil(to));
    let apart = i64::from(y2 - y1) * 12 + i64::from(u8::from(m2)) - i64::from(u8::from(m1));
    // a month that has begun but not ended does not count, in either direction
    if from <= to {
        apart - i64::from(add_months(from, apart) > to)
    } else {
        apart + i64::from(add_months(from, apart) < to)
    }
}

/// Completed years on a day, as a birthday counts; negative before birth.
pub(crate) fn age_on(birth: Day, on: Day) -> i64 {
    months_between(birth, on).div_euclid(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Day {
        parse_day(text).unwrap()
    }

    #[test]
    fn reads_only_days_that_exist() {
        assert_eq!(parse_day("1970-01-02"), Some(1));
        for bad in ["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "01/01/2026", "", "2026-01-01T00:00"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn reaches_from_1800_to_2299() {
        assert_eq!(parse_day("1800-01-01"), Some(first_day()));
        assert_eq!(parse_day("2299-12-31"), Some(last_day()));
        assert_eq!((parse_day("1799-12-31"), parse_day("2300-01-01")), (None, None));
        assert_eq!(add_months(d("2299-06-01"), 12), last_day());
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(format_day(add_months(d("2026-01-31"), 1)), "2026-02-28");
        // a month after 31 January is the end of February
        assert_eq!(months_between(d("2026-01-31"), d("2026-02-28")), 1);
        assert_eq!(months_between(d("2026-05-10"), d("2026-04-11")), 0);
        assert_eq!(months_between(d("2026-05-10"), d("2026-04-10")), -1);
    }

    #[test]
    fn months_and_years_have_ends() {
        assert_eq!(first_of_month(d("2026-11-23")), d("2026-11-01"));
        assert_eq!(end_of_year(d("2026-01-01")), d("2026-12-31"));
    }

    #[test]
    fn age_changes_on_the_birthday() {
        assert_eq!(age_on(d("1986-11-24"), d("2026-11-23")), 39);
        assert_eq!(age_on(d("1986-11-23"), d("2026-11-23")), 40);
    }
}

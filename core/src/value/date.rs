//! Civil dates as day numbers. All calendar work is jiff's; a date that exists cannot be invalid.

use jiff::{ToSpan, civil::Date};

/// Days since 1970-01-01.
pub(crate) type Day = i64;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

fn date(day: Day) -> Date {
    EPOCH.checked_add(day.clamp(first_day(), last_day()).days()).unwrap_or(EPOCH)
}

fn day(date: Date) -> Day {
    EPOCH.until(date).map_or(0, |s| i64::from(s.get_days()))
}

/// The first day that a fact or a rule may name.
pub(crate) fn first_day() -> Day {
    day(jiff::civil::date(1800, 1, 1))
}

/// The last day that a fact or a rule may name.
pub(crate) fn last_day() -> Day {
    day(jiff::civil::date(2299, 12, 31))
}

/// Reads `2026-11-23`; refuses dates that do not exist.
pub(crate) fn parse_day(text: &str) -> Option<Day> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let found = day(text.parse().ok().filter(|_| shaped)?);
    (first_day()..=last_day()).contains(&found).then_some(found)
}

/// As ISO text.
pub(crate) fn format_day(d: Day) -> String {
    date(d).to_string()
}

pub(crate) fn add_days(d: Day, days: i64) -> Day {
    d.saturating_add(days).clamp(first_day(), last_day())
}

/// The same day of another month; the last day where it does not exist (31 January + 1 month = 28 or 29 February).
pub(crate) fn add_months(d: Day, months: i64) -> Day {
    let months = i32::try_from(months).unwrap_or(if months < 0 { -12_000 } else { 12_000 }).clamp(-12_000, 12_000);
    let limit = if months < 0 { first_day() } else { last_day() };
    date(d).checked_add(months.months()).map_or(limit, day).clamp(first_day(), last_day())
}

/// Whole months from one date to another, negative when it lies before.
pub(crate) fn months_between(from: Day, to: Day) -> i64 {
    date(from).until((jiff::Unit::Month, date(to))).map_or(0, |s| i64::from(s.get_months()))
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
    fn months_end_where_they_end() {
        assert_eq!(format_day(add_months(d("2026-01-31"), 1)), "2026-02-28");
        assert_eq!(months_between(d("2026-01-31"), d("2026-02-28")), 0);
        assert_eq!(months_between(d("2026-05-10"), d("2026-04-11")), 0);
        assert_eq!(months_between(d("2026-05-10"), d("2026-04-10")), -1);
    }

    #[test]
    fn age_changes_on_the_birthday() {
        assert_eq!(age_on(d("1986-11-24"), d("2026-11-23")), 39);
        assert_eq!(age_on(d("1986-11-23"), d("2026-11-23")), 40);
    }
}

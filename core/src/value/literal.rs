//! Yes or no, numbers and durations as people write them.

use super::Ratio;

pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "yes" | "true" | "oui" => Some(true),
        "no" | "false" | "non" => Some(false),
        _ => None,
    }
}

/// `12500.50`, or `64%` which is 0.64.
pub(crate) fn parse_number(text: &str) -> Option<Ratio> {
    match text.strip_suffix('%') {
        Some(percent) => Ratio::parse(percent.trim_end())?.div(Ratio::int(100)),
        None => Ratio::parse(text),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duration {
    pub(crate) months: i64,
    pub(crate) days: i64,
}

/// `15 days`, `2 months`, `3 years`.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let count: i64 = count.parse().ok().filter(|n| (0..=100_000).contains(n))?;
    match unit.trim() {
        "day" | "days" => Some(Duration { months: 0, days: count }),
        "week" | "weeks" => Some(Duration { months: 0, days: count * 7 }),
        "month" | "months" => Some(Duration { months: count, days: 0 }),
        "year" | "years" => Some(Duration { months: count * 12, days: 0 }),
        _ => None,
    }
}

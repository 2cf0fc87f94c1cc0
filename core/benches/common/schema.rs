//! The 40 facts of a project, how their values are drawn, and the thresholds that rules usually name.

/// Choices: name, members, how many.
pub(crate) const ENUMS: [(&str, &[&str], &str, usize); 6] = [
    ("country", &["de", "at", "ch", "fr", "nl", "be", "pl", "cz", "it", "es", "dk", "se"], "", 12),
    ("region", &[], "r", 16),
    ("sector", &[], "s", 20),
    ("stage", &["idea", "preseed", "seed", "growth", "mature", "succession"], "", 6),
    ("legal_form", &["sole", "partnership", "gmbh", "ug", "ag", "coop", "ev", "foundation"], "", 8),
    ("ownership", &["independent", "family", "group", "public", "mixed"], "", 5),
];

/// A number: name, median, spread in thousandths, least, most, step, usual limits (`true`: at most).
pub(crate) type Number = (&'static str, i64, i64, i64, i64, i64, &'static [(bool, i64)]);

pub(crate) const NUMBERS: [Number; 14] = [
    (
        "employees",
        18,
        6000,
        0,
        5000,
        1,
        &[(true, 249), (true, 49), (true, 9), (false, 1), (false, 10), (true, 499), (false, 5)],
    ),
    (
        "turnover_keur",
        1800,
        8000,
        0,
        900_000,
        1,
        &[(true, 50_000), (true, 10_000), (true, 2_000), (false, 100), (false, 500)],
    ),
    ("balance_keur", 1200, 8000, 0, 900_000, 1, &[(true, 43_000), (true, 10_000), (true, 2_000), (false, 50)]),
    (
        "eligible_cost",
        180_000,
        5000,
        1000,
        50_000_000,
        100,
        &[
            (false, 10_000),
            (false, 25_000),
            (true, 5_000_000),
            (false, 50_000),
            (true, 1_000_000),
            (false, 100_000),
            (true, 500_000),
        ],
    ),
    ("trl", 5, 1600, 1, 9, 1, &[(false, 3), (true, 8), (false, 4), (true, 6), (false, 5), (false, 6)]),
    (
        "age_months",
        48,
        3000,
        0,
        900,
        1,
        &[(true, 60), (true, 36), (false, 12), (true, 120), (false, 24), (true, 84), (false, 36)],
    ),
    ("project_months", 18, 1800, 1, 72, 1, &[(true, 36), (true, 24), (true, 48), (false, 6), (true, 12)]),
    ("own_share_pct", 35, 1700, 0, 100, 1, &[(false, 10), (false, 20), (false, 25), (false, 50), (false, 30)]),
    (
        "prior_aid_eur",
        30_000,
        5000,
        0,
        2_000_000,
        1,
        &[(true, 300_000), (true, 200_000), (true, 100_000), (true, 50_000)],
    ),
    ("rd_share_pct", 9, 2600, 0, 100, 1, &[(false, 5), (false, 3), (false, 10), (false, 15)]),
    ("export_share_pct", 12, 2800, 0, 100, 1, &[(false, 5), (false, 10), (false, 25), (true, 50)]),
    ("women_pct", 30, 1800, 0, 100, 1, &[(false, 25), (false, 30), (false, 50)]),
    ("co2_saving_t", 40, 5000, 0, 50_000, 1, &[(false, 10), (false, 50), (false, 100), (false, 500)]),
    ("jobs_created", 3, 2500, 0, 500, 1, &[(false, 1), (false, 2), (false, 5)]),
];

/// Yes or no: name, how often yes, in hundredths.
pub(crate) const BOOLS: [(&str, u64); 12] = [
    ("in_difficulty", 6),
    ("is_sme", 85),
    ("linked_enterprise", 20),
    ("nonprofit", 12),
    ("research_partner", 30),
    ("family_owned", 45),
    ("audited", 40),
    ("vat_deductible", 80),
    ("works_started", 15),
    ("rural", 35),
    ("collateral", 50),
    ("recovery_order", 2),
];

/// Sets: name, prefix of the members, how many, most held.
pub(crate) const SETS: [(&str, &str, usize, u64); 4] =
    [("topics", "t", 30, 6), ("certifications", "c", 12, 4), ("markets", "m", 10, 5), ("activities", "a", 16, 5)];

/// Dates: name, first and last day, counted from 1970-01-01.
pub(crate) const DATES: [(&str, i64, i64); 4] = [
    ("founded_on", 9131, 20574),
    ("application_on", 20454, 20999),
    ("start_on", 20513, 21244),
    ("last_aid_on", 17532, 20574),
];

/// How often rules look at a fact; others count 1.
pub(crate) const WEIGHTS: [(&str, u64); 19] = [
    ("region", 14),
    ("sector", 12),
    ("employees", 11),
    ("stage", 9),
    ("country", 7),
    ("application_on", 6),
    ("eligible_cost", 6),
    ("age_months", 6),
    ("turnover_keur", 5),
    ("legal_form", 5),
    ("topics", 7),
    ("is_sme", 5),
    ("in_difficulty", 5),
    ("works_started", 4),
    ("trl", 4),
    ("prior_aid_eur", 3),
    ("own_share_pct", 3),
    ("activities", 3),
    ("start_on", 3),
];

/// Members of a choice or a set.
pub(crate) fn members(list: &[&str], prefix: &str, count: usize) -> Vec<String> {
    if list.is_empty() {
        (0..count).map(|i| format!("{prefix}{i:02}")).collect()
    } else {
        list.iter().map(|m| (*m).to_owned()).collect()
    }
}

/// All facts: name and the lines that declare it after `type:`.
pub(crate) fn facts() -> Vec<(String, String)> {
    let list = |m: Vec<String>| format!("[{}]", m.join(", "));
    let enums = ENUMS.iter().map(|(n, m, p, c)| (*n, format!("enum, values: {}", list(members(m, p, *c)))));
    // wide bounds: a threshold that nobody can miss would be no condition at all
    let kind = |name: &str| if name == "eligible_cost" { "money" } else { "int" };
    let numbers = NUMBERS.iter().map(|(n, _, _, _, most, ..)| (*n, format!("{}, from: 0, to: {}", kind(n), most * 10)));
    let bools = BOOLS.iter().map(|(n, _)| (*n, "bool".to_owned()));
    let sets = SETS.iter().map(|(n, p, c, _)| (*n, format!("set, values: {}", list(members(&[], p, *c)))));
    let dates = DATES.iter().map(|(n, ..)| (*n, "date".to_owned()));
    enums.chain(numbers).chain(bools).chain(sets).chain(dates).map(|(n, t)| (n.to_owned(), t)).collect()
}

/// An ISO date from days since 1970-01-01.
pub(crate) fn iso(days: i64) -> String {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    format!("{:04}-{month:02}-{day:02}", yoe + era * 400 + i64::from(month <= 2))
}

//! Random rule sets, type-correct by construction. All randomness comes from a list of numbers, where 0 is the simplest choice
//! and the end of the list reads as zeros: shorter and smaller lists give simpler sets, so proptest shrinks them well.

use super::number::day;
use super::words::{
    Amount, BORN, BUDGET, Base, CARES, CODES, Expr, Fold, GIVEN, JOBS, KIND, LOAN, NAME, OWN, OfLine, PEOPLE, PLACE,
    Params, REVENUE, Rule, SECTORS, SHARE, SIZE, SMALL, STARTED, Scheme, TOTAL, TRAINED, Take, Version, WAIT, Windows,
    World,
};

/// A source of choices.
pub(crate) struct Draw<'a> {
    from: &'a [u16],
    at: usize,
}

impl Draw<'_> {
    pub(crate) fn new(from: &[u16]) -> Draw<'_> {
        Draw { from, at: 0 }
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let found = self.from.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(found) % n.max(1)
    }

    /// True once in `n` times.
    pub(crate) fn rarely(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub(crate) fn int(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// Some of the first `n` numbers, at least one.
    pub(crate) fn some(&mut self, n: usize) -> Vec<usize> {
        let mask = 1 + self.below((1 << n) - 1);
        (0..n).filter(|i| mask >> i & 1 == 1).collect()
    }

    fn maybe<T>(&mut self, n: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.rarely(n) { Some(make(self)) } else { None }
    }

    fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }
}

/// Days on which a profile is judged, near which everything dated changes.
pub(crate) const DAYS: [(i64, i64, i64); 4] = [(2026, 2, 1), (2026, 1, 31), (2026, 2, 28), (2026, 3, 2)];

fn near(d: &mut Draw<'_>) -> i64 {
    day(2026, 1, 30) + d.int(0, 3)
}

pub(crate) fn world(d: &mut Draw<'_>) -> World {
    let count = 1 + d.below(3);
    let mut world = World {
        can_be: (0..GIVEN).map(|_| (d.rarely(4), d.rarely(6))).collect(),
        small: Expr::Truth(true),
        total: Expr::Number(0, 0),
        params: params(d),
        constraints: vec![],
        schemes: (0..count).map(|i| scheme(d, &format!("s{i}"))).collect(),
    };
    // a derived fact may read the one before it
    world.small = condition(&mut Within { d, derived: false }, 2);
    world.total = money(&mut Within { d, derived: false }, 2);
    if d.rarely(3) {
        let n = 1 + d.below(3);
        world.constraints = (0..n).map(|_| constraint(d)).collect();
    }
    world
}

/// Relations that some completions keep.
pub(crate) fn constraint(d: &mut Draw<'_>) -> Expr {
    let w = &mut Within { d, derived: true };
    let pair = |w: &mut Within<'_, '_>| {
        let op = w.d.pick(&["<=", ">=", "<", "==", "!="]);
        let (a, b) = w.d.pick(&[(JOBS, PEOPLE), (PEOPLE, JOBS)]);
        both(op, Expr::Fact(a), Expr::Fact(b))
    };
    match w.d.below(4) {
        0 => pair(w),
        1 => both("||", condition(w, 1), pair(w)),
        2 => both("||", condition(w, 0), condition(w, 1)),
        _ => condition(w, 1),
    }
}

pub(crate) fn params(d: &mut Draw<'_>) -> Params {
    Params {
        limit: versions(d, |d| if d.rarely(4) { 5_000_000 } else { d.int(10_000, 10_003) }),
        count: versions(d, |d| d.int(0, 4)),
        rate: versions(d, |d| d.pick(&[50, 25, 100, 33])),
        since: versions(d, near),
        by_kind: versions(d, |d| [d.int(10_000, 10_003), d.int(0, 2), d.int(10_000, 10_003)]),
        tiers: versions(d, |d| {
            let second = (d.pick(&[1, 10_000]) + d.int(0, 2), d.int(0, 3));
            vec![(0, d.int(0, 3)), second, (1_000_000, 50_000)]
        }),
        slices: versions(d, |d| vec![(0, d.int(0, 100)), (10_000, d.int(0, 100)), (10_002, d.int(0, 100))]),
    }
}

/// One version, or two that meet, or two with a day between; open or closed at the ends.
fn versions<T>(d: &mut Draw<'_>, mut value: impl FnMut(&mut Draw<'_>) -> T) -> Vec<Version<T>> {
    let start = day(2023, 1, 1);
    let mut all = vec![Version { span: (Some(start), None), value: value(d) }];
    if d.rarely(3) {
        let cut = near(d);
        all[0].span.1 = Some(cut);
        if !d.rarely(4) {
            let gap = d.int(1, 2);
            all.push(Version { span: (Some(cut + gap), None), value: value(d) });
        }
    }
    all
}

pub(crate) fn scheme(d: &mut Draw<'_>, id: &str) -> Scheme {
    let windows = match d.below(5) {
        0 => Windows::Undated,
        1 => Windows::Always,
        _ => {
            let mut all = vec![];
            let mut from = near(d) - 3;
            for _ in 0..1 + d.below(2) {
                let to = from + d.int(0, 20);
                all.push((Some(from), Some(to)));
                from = to + d.int(1, 9);
            }
            Windows::Dated(all)
        }
    };
    let in_force = match d.below(6) {
        4 => (Some(near(d)), None),
        5 => (Some(day(2025, 1, 1)), Some(near(d))),
        _ => (None, None),
    };
    let criteria = d.list(3, |d| rule(d, 2, true));
    Scheme {
        id: id.to_owned(),
        kind: d.pick(&["grant", "loan", "support"]),
        territory: if d.rarely(4) { d.some(CODES.len()) } else { vec![] },
        in_force,
        windows,
        confidence: d.pick(&["high", "medium", "low"]),
        criteria,
        prefers: if d.rarely(3) { d.list(3, |d| (condition(&mut Within { d, derived: true }, 2), 1)) } else { vec![] },
        amount: if d.below(3) > 0 { Some(amount(d)) } else { None },
        advance: d.pick(&[None, Some(100), Some(30)]),
        hours: d.pick(&[None, Some(1), Some(20), Some(200)]),
        support: d.rarely(3),
    }
}

pub(crate) fn rule(d: &mut Draw<'_>, depth: usize, declared: bool) -> Rule {
    let choices = if depth == 0 { 5 } else { 10 };
    let parts = |d: &mut Draw<'_>| (0..1 + d.below(3)).map(|_| rule(d, depth - 1, declared)).collect::<Vec<_>>();
    match d.below(choices) {
        4 if declared => Rule::Declared(d.pick(&["applicant", "funder"])),
        5 => Rule::All(parts(d)),
        6 | 7 => Rule::Any(parts(d)),
        8 => Rule::Not(Box::new(rule(d, depth - 1, false))),
        9 => {
            let parts = parts(d);
            Rule::AtLeast(1 + d.below(parts.len()), parts)
        }
        _ => Rule::If(condition(&mut Within { d, derived: true }, 2)),
    }
}

pub(crate) fn amount(d: &mut Draw<'_>) -> Amount {
    let w = &mut Within { d, derived: true };
    let base = match w.d.below(6) {
        0 | 1 => Base::Value(money(w, 2)),
        2 => Base::Budget(w.d.some(2), w.d.rarely(2).then_some(()).map(|()| money(w, 0))),
        3 => Base::Loan,
        4 => Base::Of(money(w, 1)),
        _ => {
            let months = 1 + w.d.int(0, 11);
            Base::Monthly(money(w, 1), months)
        }
    };
    let rated = matches!(base, Base::Budget(..) | Base::Loan | Base::Of(_)) && !w.d.rarely(4);
    let rate = if rated { Some(rate(w)) } else { None };
    let yearly = matches!(base, Base::Value(_)) && w.d.rarely(4);
    let plus = if w.d.rarely(3) { vec![(condition(w, 1), money(w, 0))] } else { vec![] };
    let floor = if w.d.rarely(3) { Some(small_money(w)) } else { None };
    let cap = if w.d.rarely(3) { Some(large_money(w)) } else { None };
    Amount {
        form: w.d.pick(&["cash", "loan", "guarantee", "in_kind"]),
        base,
        rate,
        by_year: if yearly { vec![100, 75] } else { vec![] },
        plus,
        floor,
        cap,
        round: w.d.pick(&[None, Some("cent"), Some("euro"), Some("euro_down"), Some("euro_up")]),
    }
}

fn rate(w: &mut Within<'_, '_>) -> Expr {
    match w.d.below(4) {
        0 => Expr::Number(w.d.int(0, 10) * 10, 2),
        1 => Expr::Param("rate", None),
        2 => Expr::Fact(SHARE),
        _ => Expr::If(Box::new(condition(w, 1)), Box::new(Expr::Number(5, 1)), Box::new(Expr::Fact(SHARE))),
    }
}

/// A floor that stays below any cap.
fn small_money(w: &mut Within<'_, '_>) -> Expr {
    match w.d.below(3) {
        0 => Expr::Number(w.d.int(0, 2), 2),
        1 => Expr::Number(50, 0),
        _ => Expr::Param("limit", None),
    }
}

fn large_money(w: &mut Within<'_, '_>) -> Expr {
    match w.d.below(4) {
        0 => Expr::Number(w.d.int(10_000, 10_003), 2),
        1 => Expr::Fact(OWN),
        2 => Expr::Table(None),
        _ => Expr::Fact(LOAN),
    }
}

/// Where an expression stands: derived facts may be read, or not.
struct Within<'w, 'd> {
    d: &'w mut Draw<'d>,
    derived: bool,
}

fn both(op: &'static str, a: Expr, b: Expr) -> Expr {
    Expr::Both(op, Box::new(a), Box::new(b))
}

const ORDERS: [&str; 6] = ["<=", "<", ">", ">=", "==", "!="];

fn condition(w: &mut Within<'_, '_>, depth: usize) -> Expr {
    let choices = if depth == 0 { 14 } else { 22 };
    match w.d.below(choices) {
        0 => Expr::Words(KIND, w.d.pick(&["==", "!="]), vec![w.d.below(3)]),
        1 => Expr::Words(KIND, "in", w.d.some(3)),
        2 => Expr::Fact(w.d.pick(&[TRAINED, CARES])),
        3 => threshold(w),
        4 => Expr::Member(w.d.below(3)),
        5 => Expr::Has(has(w)),
        6 => threshold(w),
        7 => Expr::Within(w.d.below(CODES.len())),
        8 => Expr::Words(PLACE, w.d.pick(&["in", "==", "!="]), vec![w.d.below(CODES.len())]),
        9 => set(w),
        10 => list(w),
        11 => both(w.d.pick(&ORDERS), Expr::Fact(STARTED), date(w, 0)),
        12 => {
            let (a, b) = (w.d.pick(&[TRAINED, CARES]), w.d.pick(&[CARES, TRAINED]));
            let other = if w.d.rarely(2) { Expr::Fact(b) } else { Expr::Truth(w.d.rarely(2)) };
            both(w.d.pick(&["==", "!="]), Expr::Fact(a), other)
        }
        13 if w.derived => Expr::Fact(SMALL),
        14 => Expr::Not(Box::new(condition(w, depth - 1))),
        15 => both("&&", condition(w, depth - 1), condition(w, depth - 1)),
        16 => both("||", condition(w, depth - 1), condition(w, depth - 1)),
        17 => Expr::If(
            Box::new(condition(w, depth - 1)),
            Box::new(condition(w, depth - 1)),
            Box::new(condition(w, depth - 1)),
        ),
        18 => both(w.d.pick(&ORDERS), money(w, depth - 1), money(w, depth - 1)),
        19 => both(w.d.pick(&ORDERS), plain(w, depth - 1), plain(w, depth - 1)),
        20 => both(w.d.pick(&ORDERS), date(w, depth - 1), date(w, depth - 1)),
        21 => {
            let n = 1 + w.d.below(2);
            Expr::NumberIn(Box::new(plain(w, depth - 1)), (0..n).map(|_| whole(w)).collect())
        }
        _ => both(w.d.pick(&ORDERS), Expr::Fact(JOBS), Expr::Fact(PEOPLE)),
    }
}

fn has(w: &mut Within<'_, '_>) -> usize {
    let all = [SECTORS, KIND, TRAINED, PEOPLE, STARTED, PLACE, OWN, BUDGET, REVENUE, NAME, SMALL, TOTAL];
    w.d.pick(if w.derived { &all } else { &all[..10] })
}

/// One fact against a number.
fn threshold(w: &mut Within<'_, '_>) -> Expr {
    let op = w.d.pick(&ORDERS);
    let (fact, limit) = match w.d.below(7) {
        0 => (PEOPLE, Expr::Number(w.d.int(0, 4), 0)),
        1 => (JOBS, Expr::Param("count", None)),
        2 => (OWN, Expr::Number(w.d.int(10_000, 10_003), 2)),
        3 => (OWN, Expr::Param("limit", None)),
        4 => (SIZE, Expr::Number(w.d.int(0, 35), 4)),
        5 => {
            let months = Expr::Number(w.d.int(0, 3), 0);
            (WAIT, if w.d.rarely(2) { Expr::Months(Box::new(whole(w))) } else { months })
        }
        _ => (SHARE, Expr::Number(w.d.int(5_000, 5_003), 4)),
    };
    if w.d.rarely(3) { both(op, limit, Expr::Fact(fact)) } else { both(op, Expr::Fact(fact), limit) }
}

fn set(w: &mut Within<'_, '_>) -> Expr {
    match w.d.below(3) {
        0 => Expr::SomeMember(w.d.some(3)),
        1 => Expr::EveryMember(w.d.some(3)),
        _ => both(w.d.pick(&ORDERS), Expr::CountMembers, Expr::Number(w.d.int(0, 3), 0)),
    }
}

fn list(w: &mut Within<'_, '_>) -> Expr {
    let filter = w.d.maybe(3, |d| of_line(d, 1));
    match w.d.below(6) {
        0 => Expr::SomeLine(of_line(w.d, 1)),
        1 => Expr::EveryLine(of_line(w.d, 1)),
        2 => both(w.d.pick(&ORDERS), Expr::OfLines(Fold::Count, filter, Take::Amount), whole(w)),
        3 => both(w.d.pick(&ORDERS), of_lines(w, filter), Expr::Number(w.d.int(0, 4), 2)),
        4 => {
            let fold = w.d.pick(&[Fold::Min, Fold::Max]);
            both(w.d.pick(&ORDERS), Expr::OfLines(fold, filter, Take::Month), Expr::Number(w.d.int(0, 1), 0))
        }
        _ => both(w.d.pick(&ORDERS), series(w), Expr::Number(w.d.int(0, 4), 2)),
    }
}

/// Money taken from the budget.
fn of_lines(w: &mut Within<'_, '_>, filter: Option<OfLine>) -> Expr {
    let fold = w.d.pick(&[Fold::Sum, Fold::Sum, Fold::Min, Fold::Max]);
    Expr::OfLines(fold, filter, w.d.pick(&[Take::Amount, Take::Amount, Take::Twice]))
}

fn series(w: &mut Within<'_, '_>) -> Expr {
    Expr::OfSeries(w.d.pick(&[Fold::Sum, Fold::Min, Fold::Max]))
}

fn of_line(d: &mut Draw<'_>, depth: usize) -> OfLine {
    match d.below(if depth == 0 { 3 } else { 6 }) {
        0 => OfLine::Kind(d.pick(&["==", "!="]), d.below(2)),
        1 => OfLine::Amount(d.pick(&ORDERS), d.int(0, 3)),
        2 => OfLine::Month(d.pick(&ORDERS), d.int(0, 1)),
        3 => OfLine::And(Box::new(of_line(d, depth - 1)), Box::new(of_line(d, depth - 1))),
        4 => OfLine::Or(Box::new(of_line(d, depth - 1)), Box::new(of_line(d, depth - 1))),
        _ => OfLine::Not(Box::new(of_line(d, depth - 1))),
    }
}

/// A whole number without unit.
fn whole(w: &mut Within<'_, '_>) -> Expr {
    match w.d.below(5) {
        0 | 1 => Expr::Number(w.d.int(0, 4), 0),
        2 => Expr::Fact(PEOPLE),
        3 => Expr::Fact(JOBS),
        _ => Expr::Param("count", None),
    }
}

/// A number without unit.
fn plain(w: &mut Within<'_, '_>, depth: usize) -> Expr {
    match w.d.below(if depth == 0 { 7 } else { 16 }) {
        0 | 1 => whole(w),
        2 => Expr::Fact(SHARE),
        3 => Expr::Fact(SIZE),
        4 => Expr::Number(w.d.int(0, 40), 1),
        5 => Expr::OfLines(Fold::Count, None, Take::Amount),
        6 => Expr::CountMembers,
        7 => both(w.d.pick(&["+", "-"]), plain(w, depth - 1), plain(w, depth - 1)),
        8 => both("*", plain(w, depth - 1), plain(w, depth - 1)),
        9 => both("/", plain(w, depth - 1), Expr::Number(1 + w.d.int(0, 6), 0)),
        10 => Expr::Least(vec![plain(w, depth - 1), plain(w, depth - 1)]),
        11 => Expr::Most(vec![plain(w, depth - 1), plain(w, depth - 1), whole(w)]),
        12 => Expr::If(Box::new(condition(w, depth - 1)), Box::new(plain(w, depth - 1)), Box::new(plain(w, depth - 1))),
        13 => {
            let (a, b) = (date(w, depth - 1), date(w, depth - 1));
            match w.d.below(3) {
                0 => Expr::Age(Box::new(Expr::Fact(BORN)), Box::new(b)),
                1 => Expr::MonthsBetween(Box::new(a), Box::new(b)),
                _ => Expr::DaysBetween(Box::new(a), Box::new(b)),
            }
        }
        14 => both("/", money(w, 0), Expr::Fact(OWN)),
        _ => both("/", plain(w, depth - 1), Expr::Most(vec![plain(w, 0), Expr::Number(1, 0)])),
    }
}

/// Euros.
fn money(w: &mut Within<'_, '_>, depth: usize) -> Expr {
    match w.d.below(if depth == 0 { 7 } else { 16 }) {
        0 => Expr::Fact(OWN),
        1 => Expr::Param("limit", param_day(w, depth)),
        2 => Expr::Number(w.d.int(9_999, 10_004), 2),
        3 => Expr::Table(param_day(w, depth)),
        4 => Expr::Fact(LOAN),
        5 if w.derived => Expr::Fact(TOTAL),
        6 => {
            let filter = w.d.maybe(3, |d| of_line(d, 1));
            if w.d.rarely(4) { series(w) } else { of_lines(w, filter) }
        }
        7 | 8 => both(w.d.pick(&["+", "-"]), unit_money(w, depth - 1), money(w, depth - 1)),
        9 => both("*", unit_money(w, depth - 1), plain(w, depth - 1)),
        10 => Expr::Least(vec![unit_money(w, depth - 1), money(w, depth - 1)]),
        11 => Expr::Most(vec![unit_money(w, depth - 1), money(w, depth - 1)]),
        12 => Expr::If(
            Box::new(condition(w, depth - 1)),
            Box::new(money(w, depth - 1)),
            Box::new(unit_money(w, depth - 1)),
        ),
        13 => Expr::Round(Box::new(unit_money(w, depth - 1)), w.d.pick(&["cent", "euro", "euro_down", "euro_up"])),
        14 => Expr::Step(Box::new(money(w, depth - 1))),
        15 => Expr::Marginal(Box::new(money(w, depth - 1))),
        _ => Expr::Fact(OWN),
    }
}

/// Euros that say so themselves: a bare number takes its unit from what stands beside it.
fn unit_money(w: &mut Within<'_, '_>, depth: usize) -> Expr {
    match money(w, depth) {
        Expr::Number(..) => Expr::Fact(OWN),
        e => e,
    }
}

fn param_day(w: &mut Within<'_, '_>, depth: usize) -> Option<Box<Expr>> {
    if w.d.rarely(4) { Some(Box::new(date(w, depth.min(1)))) } else { None }
}

fn date(w: &mut Within<'_, '_>, depth: usize) -> Expr {
    match w.d.below(if depth == 0 { 5 } else { 9 }) {
        0 => Expr::ApplicationDate,
        1 => Expr::Day(near(w.d)),
        2 => Expr::Fact(STARTED),
        3 => Expr::Fact(BORN),
        4 => Expr::Param("since", None),
        5 => both(w.d.pick(&["+", "-"]), date(w, depth - 1), Expr::Months(Box::new(whole(w)))),
        6 => both(w.d.pick(&["+", "-"]), date(w, depth - 1), Expr::Days(Box::new(whole(w)))),
        7 => match w.d.below(3) {
            0 => both("+", date(w, depth - 1), Expr::Years(Box::new(Expr::Number(18, 0)))),
            1 => both("+", date(w, depth - 1), Expr::Fact(WAIT)),
            _ => Expr::Least(vec![date(w, depth - 1), date(w, depth - 1)]),
        },
        _ => Expr::Most(vec![date(w, depth - 1), date(w, depth - 1)]),
    }
}

//! The naive reading of the rules: a complete profile, one value after another, nothing shared and nothing clever.

use super::number::{Frac, add_months, months_between};
use super::words::{
    Amount, BUDGET, Base, CODES, Expr, Fold, KIND, KINDS, LOAN, Line, OfLine, PLACE, REVENUE, Rule, SECTORS, SMALL,
    Scheme, Span, TOTAL, Take, Ty, Value, Version, Windows, World, ty,
};
use std::collections::{BTreeMap, BTreeSet};

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Val {
    /// It reads something that is none, does not apply, or has no value on that day.
    Absent,
    Truth(bool),
    Number(Frac),
    Day(i64),
    /// Durations: days or months.
    Days(Frac),
    Months(Frac),
}

/// A complete profile, on the day that a scheme is judged for.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) world: &'a World,
    pub(crate) values: &'a [Value],
    pub(crate) day: i64,
}

fn inside((from, to): Span, day: i64) -> bool {
    from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t)
}

fn on<T>(all: &[Version<T>], day: i64) -> Option<&T> {
    all.iter().find(|v| inside(v.span, day)).map(|v| &v.value)
}

impl Reading<'_> {
    pub(crate) fn holds(&self, e: &Expr) -> bool {
        self.eval(e) == Val::Truth(true)
    }

    fn number(&self, e: &Expr) -> Option<Frac> {
        match self.eval(e) {
            Val::Number(n) | Val::Days(n) | Val::Months(n) => Some(n),
            Val::Day(d) => Some(Frac::int(d)),
            Val::Absent => None,
            Val::Truth(_) => panic!("a condition is no number: {e:?}"),
        }
    }

    fn day_of(&self, e: &Expr) -> Option<i64> {
        match self.eval(e) {
            Val::Day(d) => Some(d),
            Val::Absent => None,
            other => panic!("{other:?} is no date"),
        }
    }

    pub(crate) fn eval(&self, e: &Expr) -> Val {
        let number = |n: Option<Frac>| n.map_or(Val::Absent, Val::Number);
        match e {
            Expr::Truth(b) => Val::Truth(*b),
            Expr::Number(n, scale) => Val::Number(Frac::scaled(*n, *scale)),
            Expr::Day(d) => Val::Day(*d),
            Expr::Fact(f) => self.fact(*f),
            Expr::ApplicationDate => Val::Day(self.day),
            Expr::Param(name, day) => self.parameter(name, day.as_deref()),
            Expr::Table(day) => number(self.table(day.as_deref())),
            Expr::Step(x) => number(self.step(x)),
            Expr::Marginal(x) => number(self.marginal(x)),
            Expr::Both(op, a, b) => self.both(op, a, b),
            Expr::Not(a) => Val::Truth(!self.holds(a)),
            Expr::If(c, a, b) => self.eval(if self.holds(c) { a } else { b }),
            Expr::Least(parts) => self.extreme(parts, |a, b| b < a),
            Expr::Most(parts) => self.extreme(parts, |a, b| b > a),
            Expr::Round(x, how) => number(self.number(x).map(|n| Frac::scaled(n.cents(how), 2))),
            Expr::Days(x) => self.number(x).map_or(Val::Absent, Val::Days),
            Expr::Months(x) => self.number(x).map_or(Val::Absent, Val::Months),
            Expr::Years(x) => self.number(x).map_or(Val::Absent, |n| Val::Months(n * Frac::int(12))),
            Expr::Age(a, b) => self.dates(a, b, |a, b| months_between(a, b).div_euclid(12)),
            Expr::MonthsBetween(a, b) => self.dates(a, b, months_between),
            Expr::DaysBetween(a, b) => self.dates(a, b, |a, b| b - a),
            Expr::Words(f, op, all) => {
                let among = self.int(*f).is_some_and(|v| {
                    all.iter().any(|w| if *f == KIND { *w as i64 == v } else { CODES[*w].1.contains(&v) })
                });
                Val::Truth(among != (*op == "!="))
            }
            Expr::NumberIn(x, all) => {
                Val::Truth(self.number(x).is_some_and(|x| all.iter().any(|y| self.number(y) == Some(x))))
            }
            Expr::Within(code) => Val::Truth(self.int(PLACE).is_some_and(|v| CODES[*code].1.contains(&v))),
            Expr::Member(m) => Val::Truth(self.held().is_some_and(|h| h >> m & 1 == 1)),
            Expr::SomeMember(all) => Val::Truth(self.held().is_some_and(|h| all.iter().any(|m| h >> m & 1 == 1))),
            // "there is none that is not", so it holds of a set that is not there
            Expr::EveryMember(all) => {
                Val::Truth(self.held().is_none_or(|h| (0..8).all(|m| h >> m & 1 == 0 || all.contains(&m))))
            }
            Expr::CountMembers => {
                self.held().map_or(Val::Absent, |h| Val::Number(Frac::int(i64::from(h.count_ones()))))
            }
            Expr::Has(f) => Val::Truth(self.exists(*f)),
            Expr::SomeLine(c) => Val::Truth(self.lines(&None).is_some_and(|all| all.iter().any(|l| of_line(c, l)))),
            Expr::EveryLine(c) => Val::Truth(self.lines(&None).is_none_or(|all| all.iter().all(|l| of_line(c, l)))),
            Expr::OfLines(fold, f, take) => {
                self.lines(f).map_or(Val::Absent, |all| folded(*fold, all.iter().map(|l| taken(*take, l)).collect()))
            }
            Expr::OfSeries(fold) => match &self.values[REVENUE] {
                Value::Months(all) => folded(*fold, all.iter().map(|n| Frac::scaled(*n, 2)).collect()),
                _ => Val::Absent,
            },
        }
    }

    fn int(&self, fact: usize) -> Option<i64> {
        if let Value::Int(v) = self.values[fact] { Some(v) } else { None }
    }

    fn held(&self) -> Option<u8> {
        if let Value::Held(h) = self.values[SECTORS] { Some(h) } else { None }
    }

    fn lines(&self, filter: &Option<OfLine>) -> Option<Vec<Line>> {
        let Value::Lines(all) = &self.values[BUDGET] else { return None };
        Some(all.iter().filter(|l| filter.as_ref().is_none_or(|f| of_line(f, l))).copied().collect())
    }

    fn exists(&self, fact: usize) -> bool {
        match fact {
            SMALL => reads(self.world, &self.world.small).into_iter().all(|f| self.exists(f)),
            TOTAL => reads(self.world, &self.world.total).into_iter().all(|f| self.exists(f)),
            _ => !self.values[fact].is_absent(),
        }
    }

    fn fact(&self, fact: usize) -> Val {
        match fact {
            SMALL => return Val::Truth(self.holds(&self.world.small)),
            TOTAL => return self.eval(&self.world.total),
            _ => {}
        }
        let Some(v) = self.int(fact) else { return Val::Absent };
        match ty(fact) {
            Ty::Bool => Val::Truth(v == 1),
            Ty::Number(_, _, _, scale) => Val::Number(Frac::scaled(v, scale)),
            Ty::Duration(..) => Val::Months(Frac::int(v)),
            Ty::Date(..) => Val::Day(v),
            other => panic!("{other:?} is not read alone"),
        }
    }

    fn both(&self, op: &str, a: &Expr, b: &Expr) -> Val {
        match op {
            "&&" => return Val::Truth(self.holds(a) && self.holds(b)),
            "||" => return Val::Truth(self.holds(a) || self.holds(b)),
            _ => {}
        }
        let (x, y) = (self.eval(a), self.eval(b));
        if x == Val::Absent || y == Val::Absent {
            // a comparison is false, and `!=` is its contrary; a computation is absent
            return if "+-*/".contains(op) { Val::Absent } else { Val::Truth(op == "!=") };
        }
        if let (Val::Truth(x), Val::Truth(y)) = (x, y) {
            return Val::Truth((x == y) == (op == "=="));
        }
        if let (Val::Day(d), Val::Days(_) | Val::Months(_)) = (x, y) {
            let by = self.number(b).map_or(0, |n| (if op == "+" { n } else { Frac::int(0) - n }).floor());
            return Val::Day(if matches!(y, Val::Days(_)) { d + by } else { add_months(d, by) });
        }
        let (Some(p), Some(q)) = (self.number(a), self.number(b)) else { return Val::Absent };
        match op {
            "+" => Val::Number(p + q),
            "-" => Val::Number(p - q),
            "*" => Val::Number(p * q),
            "/" => Val::Number(p / q),
            "==" => Val::Truth(p == q),
            "!=" => Val::Truth(p != q),
            "<" => Val::Truth(p < q),
            "<=" => Val::Truth(p <= q),
            ">" => Val::Truth(p > q),
            ">=" => Val::Truth(p >= q),
            other => panic!("no operator `{other}`"),
        }
    }

    fn extreme(&self, parts: &[Expr], better: fn(Frac, Frac) -> bool) -> Val {
        let mut found: Option<(Frac, Val)> = None;
        for part in parts {
            let Some(n) = self.number(part) else { return Val::Absent };
            if found.is_none_or(|(best, _)| better(best, n)) {
                found = Some((n, self.eval(part)));
            }
        }
        found.map_or(Val::Absent, |f| f.1)
    }

    fn dates(&self, a: &Expr, b: &Expr, count: fn(i64, i64) -> i64) -> Val {
        match (self.day_of(a), self.day_of(b)) {
            (Some(a), Some(b)) => Val::Number(Frac::int(count(a, b))),
            _ => Val::Absent,
        }
    }

    fn read_on(&self, day: Option<&Expr>) -> Option<i64> {
        day.map_or(Some(self.day), |d| self.day_of(d))
    }

    fn parameter(&self, name: &str, day: Option<&Expr>) -> Val {
        let p = &self.world.params;
        let Some(day) = self.read_on(day) else { return Val::Absent };
        let scaled = |all: &[Version<i64>], scale| on(all, day).map(|n| Val::Number(Frac::scaled(*n, scale)));
        let found = match name {
            "limit" => scaled(&p.limit, 2),
            "count" => scaled(&p.count, 0),
            "rate" => scaled(&p.rate, 2),
            _ => on(&p.since, day).map(|d| Val::Day(*d)),
        };
        found.unwrap_or(Val::Absent)
    }

    fn table(&self, day: Option<&Expr>) -> Option<Frac> {
        let row = on(&self.world.params.by_kind, self.read_on(day)?)?;
        row.get(usize::try_from(self.int(KIND)?).ok()?).map(|n| Frac::scaled(*n, 2))
    }

    fn step(&self, x: &Expr) -> Option<Frac> {
        let (rows, x) = (on(&self.world.params.tiers, self.day)?, self.number(x)?);
        rows.iter().rfind(|(low, _)| Frac::scaled(*low, 2) <= x).map(|(_, v)| Frac::scaled(*v, 2))
    }

    fn marginal(&self, x: &Expr) -> Option<Frac> {
        let (rows, x) = (on(&self.world.params.slices, self.day)?, self.number(x)?);
        let mut total = Frac::int(0);
        for (i, (low, rate)) in rows.iter().enumerate() {
            let low = Frac::scaled(*low, 2);
            let end = rows.get(i + 1).map_or(x, |(next, _)| x.min(Frac::scaled(*next, 2)));
            if end > low {
                total = total + (end - low) * Frac::scaled(*rate, 2);
            }
        }
        Some(total)
    }

    /// Whether a criterion holds, with an answer for every declared one, by its path in the scheme.
    pub(crate) fn rule(&self, rule: &Rule, path: &str, declared: &BTreeMap<String, bool>) -> bool {
        let below = |parts: &[Rule]| {
            parts.iter().enumerate().filter(|(i, p)| self.rule(p, &format!("{path}/{}", i + 1), declared)).count()
        };
        match rule {
            Rule::All(parts) => below(parts) == parts.len(),
            Rule::Any(parts) => below(parts) > 0,
            Rule::AtLeast(n, parts) => below(parts) >= *n,
            Rule::Not(part) => !self.rule(part, &format!("{path}/not"), declared),
            Rule::If(e) => self.holds(e),
            Rule::Declared(_) => declared.get(path).copied().unwrap_or(true),
        }
    }

    pub(crate) fn in_territory(&self, s: &Scheme) -> bool {
        // the whole country is no condition
        let places: BTreeSet<i64> = s.territory.iter().flat_map(|c| CODES[*c].1.iter().copied()).collect();
        places.is_empty() || places.len() == CODES.len() || self.int(PLACE).is_some_and(|v| places.contains(&v))
    }

    /// Whether every criterion holds.
    pub(crate) fn accepts(&self, s: &Scheme, declared: &BTreeMap<String, bool>) -> bool {
        self.in_territory(s)
            && s.criteria.iter().enumerate().all(|(i, r)| self.rule(r, &format!("c{}", i + 1), declared))
    }

    /// The amount in cents; `None` where it does not apply.
    pub(crate) fn amount(&self, a: &Amount) -> Option<i64> {
        let zero = Frac::int(0);
        let mut total = match &a.base {
            Base::Value(e) | Base::Of(e) => self.number(e)?,
            Base::Loan => self.number(&Expr::Fact(LOAN))?,
            Base::Budget(kinds, less) => {
                let all = self.lines(&None)?;
                let kept = all.iter().filter(|l| l.kind.is_some_and(|k| kinds.contains(&(k as usize))));
                let cost = kept.fold(zero, |sum, l| sum + taken(Take::Amount, l));
                match less {
                    Some(e) => (cost - self.number(e)?).max(zero),
                    None => cost,
                }
            }
            Base::Monthly(e, months) => self.number(e)? * Frac::int(*months),
        };
        if let Some(rate) = &a.rate {
            total = total * self.number(rate)?;
        }
        if !a.by_year.is_empty() {
            total = total * Frac::scaled(a.by_year.iter().sum(), 2);
        }
        for (condition, value) in &a.plus {
            if self.holds(condition) {
                total = total + self.number(value)?;
            }
        }
        if let Some(cap) = &a.cap {
            total = total.min(self.number(cap)?);
        }
        if let Some(floor) = &a.floor
            && total < self.number(floor)?
        {
            total = zero;
        }
        Some(total.max(zero).cents(a.round.unwrap_or("cent")))
    }
}

fn folded(fold: Fold, all: Vec<Frac>) -> Val {
    let found = match fold {
        Fold::Count => Some(Frac::int(all.len() as i64)),
        Fold::Sum => Some(all.iter().fold(Frac::int(0), |a, b| a + *b)),
        Fold::Min => all.iter().copied().min(),
        Fold::Max => all.iter().copied().max(),
    };
    found.map_or(Val::Absent, Val::Number)
}

fn taken(take: Take, l: &Line) -> Frac {
    match take {
        Take::Amount => Frac::scaled(l.amount.unwrap(), 2),
        Take::Twice => Frac::scaled(2 * l.amount.unwrap(), 2),
        Take::Month => Frac::int(l.month.unwrap()),
    }
}

fn of_line(c: &OfLine, l: &Line) -> bool {
    let compare = |op: &str, a: i64, b: i64| match op {
        "==" => a == b,
        "!=" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        _ => a >= b,
    };
    match c {
        OfLine::Kind(op, k) => compare(op, l.kind.unwrap(), *k as i64),
        OfLine::Amount(op, n) => compare(op, l.amount.unwrap(), *n),
        OfLine::Month(op, n) => compare(op, l.month.unwrap(), *n),
        OfLine::And(a, b) => of_line(a, l) && of_line(b, l),
        OfLine::Or(a, b) => of_line(a, l) || of_line(b, l),
        OfLine::Not(a) => !of_line(a, l),
    }
}

/// Where a scheme stands in its calendar, and the day that its rules are read on.
pub(crate) fn calendar(s: &Scheme, as_of: i64, filed: Option<i64>) -> (&'static str, i64) {
    let (from, to) = s.in_force;
    let starts = from.filter(|f| as_of < *f);
    let (state, opens) = match &s.windows {
        _ if to.is_some_and(|t| as_of > t) => ("closed", None),
        Windows::Undated if starts.is_none() => ("undated", None),
        Windows::Always if starts.is_none() => ("open", None),
        Windows::Undated | Windows::Always => ("upcoming", starts),
        Windows::Dated(all) => match all.iter().find(|w| w.1.is_none_or(|c| as_of <= c)) {
            None => ("closed", None),
            Some((opens, _)) => match (*opens).max(starts) {
                Some(o) if as_of < o => ("upcoming", Some(o)),
                _ => ("open", None),
            },
        },
    };
    (state, filed.or(opens).unwrap_or(as_of))
}

/// Facts that a profile may hold and that an expression reads.
pub(crate) fn reads(world: &World, e: &Expr) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    collect(world, e, &mut found);
    found
}

fn collect(world: &World, e: &Expr, found: &mut BTreeSet<usize>) {
    let mut go = |x: &Expr| collect(world, x, found);
    match e {
        Expr::Truth(_) | Expr::Number(..) | Expr::Day(_) | Expr::ApplicationDate => {}
        Expr::Fact(SMALL) | Expr::Has(SMALL) => go(&world.small),
        Expr::Fact(TOTAL) | Expr::Has(TOTAL) => go(&world.total),
        Expr::Fact(f) | Expr::Has(f) | Expr::Words(f, ..) => {
            found.insert(*f);
        }
        Expr::Param(_, day) => day.iter().for_each(|d| go(d)),
        Expr::Table(day) => {
            day.iter().for_each(|d| go(d));
            found.insert(KIND);
        }
        Expr::Step(x) | Expr::Marginal(x) | Expr::Not(x) | Expr::Round(x, _) => go(x),
        Expr::Days(x) | Expr::Months(x) | Expr::Years(x) => go(x),
        Expr::Both(_, a, b) | Expr::Age(a, b) | Expr::MonthsBetween(a, b) | Expr::DaysBetween(a, b) => {
            go(a);
            go(b);
        }
        Expr::If(c, a, b) => [c, a, b].into_iter().for_each(|x| go(x)),
        Expr::Least(parts) | Expr::Most(parts) => parts.iter().for_each(go),
        Expr::NumberIn(x, all) => {
            go(x);
            all.iter().for_each(go);
        }
        Expr::Within(_) => {
            found.insert(PLACE);
        }
        Expr::Member(_) | Expr::SomeMember(_) | Expr::EveryMember(_) | Expr::CountMembers => {
            found.insert(SECTORS);
        }
        Expr::SomeLine(_) | Expr::EveryLine(_) | Expr::OfLines(..) => {
            found.insert(BUDGET);
        }
        Expr::OfSeries(_) => {
            found.insert(REVENUE);
        }
    }
}

fn rule_reads(world: &World, r: &Rule, found: &mut BTreeSet<usize>) {
    match r {
        Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
            parts.iter().for_each(|p| rule_reads(world, p, found))
        }
        Rule::Not(part) => rule_reads(world, part, found),
        Rule::If(e) => collect(world, e, found),
        Rule::Declared(_) => {}
    }
}

/// Facts that the verdict of a scheme reads.
pub(crate) fn verdict_reads(world: &World, s: &Scheme) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    s.criteria.iter().for_each(|r| rule_reads(world, r, &mut found));
    if !s.territory.is_empty() {
        found.insert(PLACE);
    }
    found
}

/// Facts that the amount of a scheme reads.
pub(crate) fn amount_reads(world: &World, a: &Amount) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    match &a.base {
        Base::Value(e) | Base::Of(e) | Base::Monthly(e, _) => collect(world, e, &mut found),
        Base::Loan => {
            found.insert(LOAN);
        }
        Base::Budget(_, less) => {
            found.insert(BUDGET);
            less.iter().for_each(|e| collect(world, e, &mut found));
        }
    }
    let plus = a.plus.iter().flat_map(|(c, v)| [c, v]);
    a.rate.iter().chain(&a.floor).chain(&a.cap).chain(plus).for_each(|e| collect(world, e, &mut found));
    found
}

/// Paths of declared criteria in a scheme.
pub(crate) fn declared_paths(s: &Scheme) -> Vec<String> {
    fn go(r: &Rule, path: &str, found: &mut Vec<String>) {
        match r {
            Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
                parts.iter().enumerate().for_each(|(i, p)| go(p, &format!("{path}/{}", i + 1), found))
            }
            Rule::Not(part) => go(part, &format!("{path}/not"), found),
            Rule::If(_) => {}
            Rule::Declared(_) => found.push(path.to_owned()),
        }
    }
    let mut found = vec![];
    s.criteria.iter().enumerate().for_each(|(i, r)| go(r, &format!("c{}", i + 1), &mut found));
    found
}

#[test]
fn members_stand_in_the_order_of_their_names() {
    assert!(KINDS.is_sorted());
}

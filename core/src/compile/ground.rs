//! Expressions on a day: parameters become constants, derived facts their formulas.

use crate::{
    model::{Aggregate, Arith, Compare, Expr, Literal, Model, Parameter, ParameterId, Shape},
    value::{Day, Ratio, TimeUnit, add_days, add_months, age_on, months_between},
};

/// What an expression is read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'m> {
    pub(super) model: &'m Model,
    pub(super) application_date: Day,
}

impl Ground<'_> {
    /// The same expression without parameters, dates of application or derived facts.
    pub(super) fn expr(&self, e: &Expr) -> Expr {
        let one = |x: &Expr| Box::new(self.expr(x));
        let many = |parts: &[Expr]| parts.iter().map(|p| self.expr(p)).collect::<Vec<_>>();
        match e {
            Expr::Literal(_) | Expr::Field(_) | Expr::Holds(..) | Expr::Declared(_) => e.clone(),
            Expr::ApplicationDate => Expr::Literal(Literal::Date(self.application_date)),
            Expr::Fact(f) => match self.model.fact(*f).and_then(|d| d.formula.as_ref()) {
                Some(formula) => self.expr(formula),
                None => e.clone(),
            },
            Expr::Has(f) => match self.model.fact(*f).and_then(|d| d.formula.as_ref()) {
                // a derived fact exists when what it reads does
                Some(formula) => Expr::All(formula.facts().iter().map(|x| self.expr(&Expr::Has(*x))).collect()),
                None => e.clone(),
            },
            Expr::Among(a, set) => among(self.expr(a), set),
            Expr::Not(a) => Expr::Not(one(a)),
            Expr::All(parts) => Expr::All(many(parts)),
            Expr::Any(parts) => Expr::Any(many(parts)),
            Expr::Compare(op, a, b) => compare(*op, self.expr(a), self.expr(b)),
            Expr::SameText(a, t) => Expr::SameText(one(a), t.clone()),
            Expr::If(c, a, b) => match self.expr(c) {
                Expr::Literal(Literal::Bool(true)) => self.expr(a),
                Expr::Literal(Literal::Bool(false)) => self.expr(b),
                c => Expr::If(Box::new(c), one(a), one(b)),
            },
            Expr::Arith(op, a, b) => arith(*op, self.expr(a), self.expr(b)),
            Expr::Round(how, a) => match self.expr(a) {
                Expr::Literal(Literal::Number(n)) => {
                    n.round(*how).map_or(absent(), |c| Expr::number(Ratio::scaled(c, 2)))
                }
                a => Expr::Round(*how, Box::new(a)),
            },
            Expr::Shift(unit, a, b) => shift(*unit, self.expr(a), self.expr(b)),
            Expr::Between(unit, a, b) => {
                dates(self.expr(a), self.expr(b), |a, b| between(*unit, a, b), |a, b| Expr::Between(*unit, a, b))
            }
            Expr::AgeOn(a, b) => dates(self.expr(a), self.expr(b), age_on, Expr::AgeOn),
            Expr::Parameter(p, day) => self.single(*p, &self.expr(day)),
            Expr::Entry(p, f, day) => self.entry(*p, *f, &self.expr(day)),
            Expr::Step(p, day, x) => self.brackets(*p, &self.expr(day), self.expr(x), Expr::Step),
            Expr::Marginal(p, day, x) => self.brackets(*p, &self.expr(day), self.expr(x), Expr::Marginal),
            Expr::Aggregate(a) => Expr::Aggregate(Aggregate {
                list: a.list,
                fold: a.fold,
                filter: a.filter.as_deref().map(one),
                map: a.map.as_deref().map(one),
            }),
        }
    }

    /// The value on a date. A date that a profile decides makes one branch per version.
    fn single(&self, p: ParameterId, day: &Expr) -> Expr {
        self.versions(p, day, |shape| match shape {
            Shape::Single(n) => Expr::number(*n),
            Shape::Table(_) | Shape::Brackets(_) => absent(),
        })
    }

    fn entry(&self, p: ParameterId, f: crate::model::FactId, day: &Expr) -> Expr {
        self.versions(p, day, |shape| {
            let Shape::Table(values) = shape else { return absent() };
            let choose = |rest, (i, v): (usize, &Ratio)| {
                let here = Expr::Among(Box::new(Expr::Fact(f)), vec![(i as i64, i as i64)]);
                Expr::If(Box::new(here), Box::new(Expr::number(*v)), Box::new(rest))
            };
            let mut entries = values.iter().enumerate().rev();
            // a fact that cannot be absent and is no other member is the last one
            let there = !self.model.fact(f).is_some_and(|d| d.may_be_absent());
            let rest = if there { entries.next().map(|(_, v)| Expr::number(*v)) } else { None };
            entries.fold(rest.unwrap_or_else(absent), choose)
        })
    }

    fn brackets(
        &self,
        p: ParameterId,
        day: &Expr,
        x: Expr,
        build: impl Fn(ParameterId, Box<Expr>, Box<Expr>) -> Expr,
    ) -> Expr {
        let Expr::Literal(Literal::Date(day)) = day else { return absent() };
        // kept as they are: the plan reads the rows on this day
        let known = self.model.parameter(p).and_then(|d| d.on(*day)).is_some();
        if known { build(p, Box::new(Expr::Literal(Literal::Date(*day))), Box::new(x)) } else { absent() }
    }

    fn versions(&self, p: ParameterId, day: &Expr, value: impl Fn(&Shape) -> Expr) -> Expr {
        let Some(parameter) = self.model.parameter(p) else { return absent() };
        let typed = |e: Expr| as_date(e, parameter);
        if let Expr::Literal(Literal::Date(d)) = day {
            return parameter.on(*d).map_or(absent(), |v| typed(value(&v.shape)));
        }
        parameter.versions.iter().rev().fold(absent(), |rest, v| {
            let from = v.from.map(|d| {
                Expr::Compare(Compare::LessEqual, Box::new(Expr::Literal(Literal::Date(d))), Box::new(day.clone()))
            });
            let to = v.to.map(|d| {
                Expr::Compare(Compare::LessEqual, Box::new(day.clone()), Box::new(Expr::Literal(Literal::Date(d))))
            });
            let inside = Expr::All(from.into_iter().chain(to).collect());
            Expr::If(Box::new(inside), Box::new(typed(value(&v.shape))), Box::new(rest))
        })
    }
}

fn absent() -> Expr {
    Expr::Literal(Literal::Absent)
}

/// A date parameter holds a day number; as an expression it is a date.
fn as_date(e: Expr, parameter: &Parameter) -> Expr {
    match (&parameter.ty, &e) {
        (crate::value::Type::Date, Expr::Literal(Literal::Number(n))) => {
            i64::try_from(n.floor()).map_or(absent(), |d| Expr::Literal(Literal::Date(d)))
        }
        _ => e,
    }
}

fn among(a: Expr, set: &[(i64, i64)]) -> Expr {
    match a {
        Expr::If(c, x, y) => Expr::If(c, Box::new(among(*x, set)), Box::new(among(*y, set))),
        a => Expr::Among(Box::new(a), set.to_vec()),
    }
}

/// A constant as a number: dates are their day numbers.
pub(super) fn constant(e: &Expr) -> Option<Ratio> {
    match e {
        Expr::Literal(Literal::Number(n)) => Some(*n),
        Expr::Literal(Literal::Date(d)) => Some(Ratio::int(*d)),
        _ => None,
    }
}

fn is_absent(e: &Expr) -> bool {
    matches!(e, Expr::Literal(Literal::Absent))
}

fn compare(op: Compare, a: Expr, b: Expr) -> Expr {
    if is_absent(&a) || is_absent(&b) {
        return Expr::truth(false);
    }
    match (constant(&a), constant(&b)) {
        (Some(x), Some(y)) => Expr::truth(match op {
            Compare::Less => x < y,
            Compare::LessEqual => x <= y,
            Compare::Equal => x == y,
        }),
        _ => Expr::Compare(op, Box::new(a), Box::new(b)),
    }
}

fn arith(op: Arith, a: Expr, b: Expr) -> Expr {
    if is_absent(&a) || is_absent(&b) {
        return absent();
    }
    let (Some(x), Some(y)) = (constant(&a), constant(&b)) else { return Expr::arith(op, a, b) };
    let is_date = matches!(a, Expr::Literal(Literal::Date(_)));
    match apply(op, x, y) {
        Some(n) if is_date => i64::try_from(n.floor()).map_or(absent(), |d| Expr::Literal(Literal::Date(d))),
        Some(n) => Expr::number(n),
        None => absent(),
    }
}

/// One step of arithmetic; `None` only where the checker has already refused the rule.
pub(crate) fn apply(op: Arith, a: Ratio, b: Ratio) -> Option<Ratio> {
    match op {
        Arith::Add => a.add(b),
        Arith::Subtract => a.sub(b),
        Arith::Multiply => a.mul(b),
        Arith::Divide => a.div(b),
        Arith::Min => Some(a.min(b)),
        Arith::Max => Some(a.max(b)),
    }
}

fn shift(unit: TimeUnit, date: Expr, by: Expr) -> Expr {
    if is_absent(&date) || is_absent(&by) {
        return absent();
    }
    match (&date, constant(&by)) {
        (Expr::Literal(Literal::Date(d)), Some(n)) => Expr::Literal(Literal::Date(shifted(unit, *d, n))),
        _ => Expr::Shift(unit, Box::new(date), Box::new(by)),
    }
}

/// A day moved by a whole number of days or months.
pub(crate) fn shifted(unit: TimeUnit, day: Day, by: Ratio) -> Day {
    let by = i64::try_from(by.floor()).unwrap_or(0);
    match unit {
        TimeUnit::Days => add_days(day, by),
        TimeUnit::Months => add_months(day, by),
    }
}

/// Whole days or months from one day to another.
pub(crate) fn between(unit: TimeUnit, from: Day, to: Day) -> i64 {
    match unit {
        TimeUnit::Days => to - from,
        TimeUnit::Months => months_between(from, to),
    }
}

fn dates(a: Expr, b: Expr, count: impl Fn(Day, Day) -> i64, build: impl Fn(Box<Expr>, Box<Expr>) -> Expr) -> Expr {
    match (&a, &b) {
        (Expr::Literal(Literal::Absent), _) | (_, Expr::Literal(Literal::Absent)) => absent(),
        (Expr::Literal(Literal::Date(x)), Expr::Literal(Literal::Date(y))) => Expr::number(Ratio::int(count(*x, *y))),
        _ => build(Box::new(a), Box::new(b)),
    }
}

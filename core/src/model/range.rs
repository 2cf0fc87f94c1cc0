//! Which numbers an expression can give, from the bounds of the facts it reads. What could pass 127 bits is refused here,
//! so that arithmetic never fails while it runs.

use super::{Aggregate, Arith, Expr, Fold, Literal, Parameter, Shape, Tables};
use crate::value::{Field, Ratio, TimeUnit, Type, first_day, last_day};

/// Bounds of a number and the size of its denominator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub(crate) low: Ratio,
    pub(crate) high: Ratio,
    /// Bits that the denominator may take when nothing is reduced.
    bits: u32,
    /// A denominator that every value has, when there is one: sums of cents are cents, however many.
    den: Option<i128>,
}

/// Numerators and denominators stay below this, which leaves room to compare two of them.
const MAX_BITS: u32 = 120;
/// A list holds at most this many records.
pub(crate) const MAX_RECORDS: i64 = 1_000;
/// Derived facts nest at most this deep here; cycles are reported elsewhere.
const MAX_DEPTH: u32 = 64;

pub(crate) fn may_be_zero(divisor: &Expr, tables: Tables<'_>) -> bool {
    range(divisor, tables, 0).is_none_or(|r| r.low <= Ratio::ZERO && r.high >= Ratio::ZERO)
}

/// The range of a number, when it surely stays representable.
#[cfg(feature = "yaml")]
pub(crate) fn range_of(expr: &Expr, tables: Tables<'_>) -> Option<Range> {
    range(expr, tables, 0)
}

/// Every number computed below this expression stays representable.
pub(crate) fn fits(expr: &Expr, tables: Tables<'_>) -> bool {
    let mut ok = true;
    expr.walk(&mut |e| {
        if is_arithmetic(e) && !mentions_field(e) {
            ok &= range(e, tables, 0).is_some();
        }
    });
    ok
}

fn is_arithmetic(e: &Expr) -> bool {
    matches!(e, Expr::Arith(..) | Expr::Round(..) | Expr::Marginal(..) | Expr::Step(..) | Expr::Aggregate(_))
}

fn mentions_field(e: &Expr) -> bool {
    let mut found = false;
    e.walk(&mut |x| found |= matches!(x, Expr::Field(_)));
    found && !matches!(e, Expr::Aggregate(_))
}

fn bits(n: i128) -> u32 {
    128 - n.unsigned_abs().leading_zeros()
}

impl Range {
    fn of(low: Ratio, high: Ratio, den_bits: u32) -> Option<Range> {
        Range { low, high, bits: den_bits, den: None }.checked()
    }

    fn checked(self) -> Option<Range> {
        (self.num_bits() <= MAX_BITS && self.bits <= MAX_BITS).then_some(self)
    }

    /// Numbers with this denominator.
    fn over(low: Ratio, high: Ratio, den: i128) -> Option<Range> {
        Range { low, high, bits: bits(den), den: Some(den) }.checked()
    }

    /// Decimals of so many places.
    fn decimal(low: i64, high: i64, scale: u32) -> Option<Range> {
        Range::over(Ratio::scaled(low, scale), Ratio::scaled(high, scale), 10_i128.pow(scale.min(18)))
    }

    fn constant(value: Ratio) -> Option<Range> {
        Range::over(value, value, value.reduced().den())
    }

    fn whole(low: i64, high: i64) -> Option<Range> {
        Range::over(Ratio::int(low), Ratio::int(high), 1)
    }

    fn num_bits(self) -> u32 {
        bits(self.low.floor()).max(bits(self.high.ceil())) + self.bits
    }

    fn hull(self, other: Range) -> Option<Range> {
        let (low, high) = (self.low.min(other.low), self.high.max(other.high));
        match common(self.den, other.den) {
            Some(den) => Range::over(low, high, den),
            None => Range::of(low, high, self.bits.max(other.bits)),
        }
    }
}

fn range(e: &Expr, tables: Tables<'_>, depth: u32) -> Option<Range> {
    let go = |x: &Expr| range(x, tables, depth + 1);
    if depth > MAX_DEPTH * 4 {
        return None;
    }
    match e {
        Expr::Literal(Literal::Number(n)) => Range::constant(*n),
        Expr::Literal(Literal::Date(d)) => Range::whole(*d, *d),
        Expr::Literal(_) => Range::whole(0, 0),
        Expr::Fact(f) => {
            let fact = tables.fact(*f)?;
            if let Some(formula) = &fact.formula
                && matches!(fact.ty, Type::Number(_) | Type::Date | Type::Duration(_))
            {
                return go(formula);
            }
            Range::decimal(fact.low, fact.high, fact.ty.scale())
        }
        Expr::Arith(op, a, b) => arith(*op, go(a)?, go(b)?),
        Expr::If(_, a, b) => go(a)?.hull(go(b)?),
        Expr::Round(_, a) => go(a).and_then(|r| Range::of(r.low.sub(Ratio::ONE)?, r.high.add(Ratio::ONE)?, 8)),
        Expr::Shift(..) | Expr::ApplicationDate => Range::whole(first_day(), last_day()),
        Expr::Between(unit, _, _) => {
            let span = last_day() - first_day();
            let most = if *unit == TimeUnit::Months { span / 28 } else { span };
            Range::whole(-most, most)
        }
        Expr::AgeOn(..) => Range::whole(-500, 500),
        Expr::Parameter(p, _) | Expr::Entry(p, _, _) | Expr::Step(p, _, _) => values(tables.parameter(*p)?),
        Expr::Marginal(p, _, x) => {
            let (rates, x) = (values(tables.parameter(*p)?)?, go(x)?);
            let one = arith(Arith::Multiply, rates, x)?;
            Range::of(one.low.min(Ratio::ZERO), one.high.max(Ratio::ZERO), (one.bits * 2).min(MAX_BITS))
        }
        Expr::Aggregate(a) => aggregate(a, tables, depth),
        Expr::Field(_) => None,
        Expr::Among(..) | Expr::Holds(..) | Expr::Has(_) | Expr::Not(_) | Expr::All(_) | Expr::Any(_) => None,
        Expr::Compare(..) | Expr::SameText(..) | Expr::Declared(_) => None,
    }
}

fn arith(op: Arith, a: Range, b: Range) -> Option<Range> {
    let bits = a.bits + b.bits;
    match op {
        Arith::Add => summed(a.low.add(b.low)?, a.high.add(b.high)?, a, b),
        Arith::Subtract => summed(a.low.sub(b.high)?, a.high.sub(b.low)?, a, b),
        Arith::Min => Range::of(a.low.min(b.low), a.high.min(b.high), a.bits.max(b.bits)),
        Arith::Max => Range::of(a.low.max(b.low), a.high.max(b.high), a.bits.max(b.bits)),
        Arith::Multiply => corners(a, b, bits, |x, y| x.mul(y)),
        Arith::Divide => corners(a, b, a.bits + b.num_bits(), |x, y| x.div(y)),
    }
}

/// The least denominator that both have.
fn common(a: Option<i128>, b: Option<i128>) -> Option<i128> {
    let (a, b) = (a?, b?);
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1)).checked_mul(b)
}

fn summed(low: Ratio, high: Ratio, a: Range, b: Range) -> Option<Range> {
    match common(a.den, b.den) {
        Some(den) => Range::over(low, high, den),
        None => Range::of(low, high, a.bits + b.bits),
    }
}

fn corners(a: Range, b: Range, bits: u32, f: impl Fn(Ratio, Ratio) -> Option<Ratio>) -> Option<Range> {
    let all = [f(a.low, b.low)?, f(a.low, b.high)?, f(a.high, b.low)?, f(a.high, b.high)?];
    let low = all.iter().copied().reduce(Ratio::min)?;
    let high = all.iter().copied().reduce(Ratio::max)?;
    Range::of(low, high, bits)
}

/// Everything a parameter can be, over all its versions.
fn values(p: &Parameter) -> Option<Range> {
    let all = p.versions.iter().flat_map(|v| match &v.shape {
        Shape::Single(n) => vec![*n],
        Shape::Table(all) => all.clone(),
        Shape::Brackets(rows) => rows.iter().map(|(_, v)| *v).collect(),
    });
    let mut total: Option<Range> = None;
    for value in all {
        let one = Range::constant(value)?;
        total = Some(total.map_or(Some(one), |t| t.hull(one))?);
    }
    total.or_else(|| Range::whole(0, 0))
}

fn aggregate(a: &Aggregate, tables: Tables<'_>, depth: u32) -> Option<Range> {
    if a.fold == Fold::Count || a.fold == Fold::Exists {
        return Range::whole(0, MAX_RECORDS);
    }
    let fact = tables.fact(a.list)?;
    let one = match (&fact.ty, &a.map) {
        (Type::List(fields), Some(map)) => field_range(map, fields, tables, depth)?,
        _ => Range::decimal(fact.low, fact.high, fact.ty.scale())?,
    };
    if a.fold != Fold::Sum {
        return Some(one);
    }
    let many = Ratio::int(MAX_RECORDS);
    Range::of(one.low.mul(many)?.min(Ratio::ZERO), one.high.mul(many)?.max(Ratio::ZERO), one.bits)
}

/// Like `range`, where `Field` is a record's field.
fn field_range(e: &Expr, fields: &[Field], tables: Tables<'_>, depth: u32) -> Option<Range> {
    match e {
        Expr::Field(i) => {
            let f = fields.get(*i as usize)?;
            Range::decimal(f.low, f.high, f.ty.scale())
        }
        Expr::Arith(op, a, b) => {
            arith(*op, field_range(a, fields, tables, depth)?, field_range(b, fields, tables, depth)?)
        }
        Expr::If(_, a, b) => field_range(a, fields, tables, depth)?.hull(field_range(b, fields, tables, depth)?),
        other => range(other, tables, depth + 1),
    }
}

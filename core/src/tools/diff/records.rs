//! Records that give what a search asked of a list: the search speaks of sums and counts, a project of lines.

use crate::{
    base::Order,
    compile::{Slot, SlotKey},
    eval::{State, stated},
    model::{Aggregate, Arith, Compare, Expr, Fact, Fold, Literal, Model},
    profile::{FactState, Field},
    value::{Ratio, Type},
};

type Record = Vec<Option<Field>>;

/// Kinds of records that are tried for one list.
const MAX_SHAPES: usize = 512;
/// Values of one field that are tried.
const MAX_VALUES: usize = 64;
/// Records that a count may ask for.
const MAX_COUNT: i64 = 60;

/// What is asked of a list: a quantity of it and what that should be.
pub(super) type Asked<'a> = (&'a Slot, &'a State);

/// A list, or a series, of which each quantity is as asked; the best that was found, for the caller to look at. Its records tell every
/// field that one of the quantities `seen` reads.
pub(super) fn list(model: &Model, fact: &Fact, asked: &[Asked<'_>], seen: &[&Slot]) -> FactState {
    match &fact.ty {
        Type::List(fields) => {
            let shapes = shapes(fields, seen);
            FactState::Records(Built { model, fields, asked, shapes }.records())
        }
        _ => FactState::Series(months(asked)),
    }
}

fn aggregate(slot: &Slot) -> Option<&Aggregate> {
    if let SlotKey::Aggregate(a) = &slot.key { Some(a) } else { None }
}

/// The least, the greatest, and a month that brings the sum to what is asked.
fn months(asked: &[Asked<'_>]) -> Vec<i64> {
    let of = |fold| {
        let found = asked.iter().find(|(slot, _)| aggregate(slot).is_some_and(|a| a.fold == fold));
        found.and_then(|(_, state)| state.values.low())
    };
    let mut months: Vec<i64> = of(Fold::Min).into_iter().chain(of(Fold::Max)).collect();
    months.dedup();
    if let Some(sum) = of(Fold::Sum) {
        let rest = sum - months.iter().sum::<i64>();
        if rest != 0 || months.is_empty() {
            months.push(rest);
        }
    }
    let count = of(Fold::Count).or(of(Fold::Exists)).unwrap_or(0).min(MAX_COUNT);
    let again = of(Fold::Min).or(of(Fold::Max)).unwrap_or(0);
    while (months.len() as i64) < count {
        months.push(again);
    }
    months
}

/// Records being put together.
struct Built<'a> {
    model: &'a Model,
    fields: &'a [crate::value::Field],
    asked: &'a [Asked<'a>],
    shapes: Vec<Record>,
}

impl Built<'_> {
    /// What is hardest to meet first: each asked quantity takes the kind of record that touches the fewest others.
    fn records(&self) -> Vec<Record> {
        let mut order: Vec<(usize, &Asked<'_>)> =
            self.asked.iter().map(|a| (self.shapes.iter().filter(|s| self.counts(s, a.0)).count(), a)).collect();
        order.order_by_key(|(n, _)| *n);
        let mut records: Vec<Record> = vec![];
        for (_, (slot, state)) in order {
            let (Some(a), Some(wanted)) = (aggregate(slot), state.values.low()) else { continue };
            for _ in 0..MAX_COUNT {
                let missing = self.missing(&records, slot, (a.fold, wanted));
                let Some(record) = missing.and_then(|value| self.record(slot, value)) else { break };
                records.push(record);
            }
        }
        records
    }

    /// What one more record should bring, if one is needed: the rest of a sum, one that counts, the extreme itself.
    fn missing(&self, records: &[Record], slot: &Slot, (fold, wanted): (Fold, i64)) -> Option<i64> {
        let now = self.worth(records, slot);
        let rest = wanted - now.unwrap_or(0);
        match fold {
            Fold::Sum | Fold::Count | Fold::Exists => (rest > 0).then_some(rest),
            // a record that lies beyond cannot be taken back
            Fold::Min => now.is_none_or(|n| n > wanted).then_some(wanted),
            Fold::Max => now.is_none_or(|n| n < wanted).then_some(wanted),
        }
    }

    /// A record that brings a value to one quantity, and as little as can be to the others.
    fn record(&self, slot: &Slot, value: i64) -> Option<Record> {
        let made = self.shapes.iter().filter_map(|shape| self.filled(shape, slot, value));
        let strangers = |r: &Record| {
            let touched = |(s, state): &&Asked<'_>| {
                let zero = state.values.low() == Some(0) || state.values.is_empty();
                (s.key != slot.key && self.counts(r, s)).then_some(if zero { 1_000 } else { 1 })
            };
            self.asked.iter().filter_map(|a| touched(&a)).sum::<usize>()
        };
        let mut best: Option<(usize, Record)> = None;
        for record in made {
            let cost = strangers(&record);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, record));
            }
        }
        best.map(|(_, record)| record)
    }

    /// A kind of record with the field that is added up, so that it counts for a value.
    fn filled(&self, shape: &Record, slot: &Slot, value: i64) -> Option<Record> {
        let a = aggregate(slot)?;
        let mut record = shape.clone();
        if let (Fold::Sum | Fold::Min | Fold::Max, Some(map)) = (a.fold, a.map.as_deref()) {
            let (field, factor) = scaled_field(map)?;
            let def = self.fields.get(field as usize)?;
            let exact = Ratio::scaled(value, slot.scale).div(factor)?;
            let cents = exact.mantissa(def.ty.scale(), false)?.clamp(def.low, def.high);
            record.iter_mut().skip(field as usize).take(1).for_each(|f| *f = Some(Field::Value(cents)));
        }
        self.counts(&record, slot).then_some(record)
    }

    /// Whether a record changes a quantity.
    fn counts(&self, record: &Record, slot: &Slot) -> bool {
        let Some(a) = aggregate(slot) else { return false };
        let count = Aggregate { fold: Fold::Exists, map: None, ..a.clone() };
        let exists = Slot { key: SlotKey::Aggregate(count), low: 0, high: 1, scale: 0, ..slot.clone() };
        self.worth(std::slice::from_ref(record), &exists) == Some(1)
    }

    fn worth(&self, records: &[Record], slot: &Slot) -> Option<i64> {
        stated(slot, self.model, &FactState::Records(records.to_vec())).values.single()
    }
}

/// A field, or a field times a constant.
fn scaled_field(map: &Expr) -> Option<(u32, Ratio)> {
    match map {
        Expr::Field(i) => Some((*i, Ratio::ONE)),
        Expr::Arith(Arith::Multiply, a, b) => match (a.as_ref(), b.as_ref()) {
            (Expr::Field(i), Expr::Literal(Literal::Number(n)))
            | (Expr::Literal(Literal::Number(n)), Expr::Field(i)) => Some((*i, *n)),
            _ => None,
        },
        _ => None,
    }
}

/// Every kind of record that conditions on the list can tell apart, as far as there is room.
fn shapes(fields: &[crate::value::Field], seen: &[&Slot]) -> Vec<Record> {
    let mut all: Vec<Record> = vec![vec![]];
    for (i, field) in fields.iter().enumerate() {
        let room = MAX_SHAPES / all.len().max(1);
        let kept: Vec<Option<Field>> = values(field, i as u32, seen).into_iter().take(room.max(1)).collect();
        all = all
            .iter()
            .flat_map(|record| kept.iter().map(move |v| record.iter().cloned().chain([v.clone()]).collect::<Record>()))
            .collect();
    }
    all
}

/// Values of a field on both sides of everything that conditions compare it with; one that nothing reads is left open.
fn values(field: &crate::value::Field, index: u32, seen: &[&Slot]) -> Vec<Option<Field>> {
    let aggregates = || seen.iter().filter_map(|slot| aggregate(slot));
    let mut read = false;
    aggregates().for_each(|a| inside(a, &mut |e| read |= *e == Expr::Field(index)));
    if !read {
        return vec![None];
    }
    if field.ty == Type::Text {
        let texts = aggregates().flat_map(|a| texts(a, index)).chain(["…".to_owned()]);
        return texts.map(|t| Some(Field::Text(t))).collect();
    }
    let cuts = aggregates().flat_map(|a| cuts(a, index, field.ty.scale()));
    let mut all = vec![0.clamp(field.low, field.high)];
    all.extend(cuts.flat_map(|c| [c, c.saturating_add(1), c.saturating_sub(1)]));
    if field.high.saturating_sub(field.low) < MAX_VALUES as i64 {
        all.extend(field.low..=field.high);
    }
    all.extend([field.low, field.high]);
    let mut met: Vec<i64> = vec![];
    all.retain(|v| {
        let new = (field.low..=field.high).contains(v) && !met.contains(v);
        met.extend(new.then_some(*v));
        new
    });
    all.into_iter().take(MAX_VALUES).map(|v| Some(Field::Value(v))).collect()
}

fn inside<'a>(a: &'a Aggregate, visit: &mut dyn FnMut(&'a Expr)) {
    a.filter.iter().chain(&a.map).for_each(|e| e.walk(visit));
}

/// Texts that a field is compared with.
fn texts(a: &Aggregate, index: u32) -> Vec<String> {
    let mut found = vec![];
    inside(a, &mut |e| {
        if let Expr::SameText(x, text) = e
            && **x == Expr::Field(index)
        {
            found.push(text.clone());
        }
    });
    found
}

/// Numbers that a field is compared with, in its own integers.
fn cuts(a: &Aggregate, index: u32, scale: u32) -> Vec<i64> {
    let mut found = vec![];
    inside(a, &mut |e| match e {
        Expr::Among(x, set) if **x == Expr::Field(index) => {
            found.extend(set.iter().flat_map(|(low, high)| [*low, high.saturating_add(1)]));
        }
        Expr::Compare(Compare::Less | Compare::LessEqual | Compare::Equal, x, y) => {
            let sides = [(x.as_ref(), y.as_ref()), (y.as_ref(), x.as_ref())];
            for (field, limit) in sides {
                let limit = match limit {
                    Expr::Literal(Literal::Number(n)) => n.mantissa(scale, false),
                    Expr::Literal(Literal::Date(d)) => Some(*d),
                    _ => None,
                };
                found.extend(limit.filter(|_| *field == Expr::Field(index)));
            }
        }
        _ => {}
    });
    found
}

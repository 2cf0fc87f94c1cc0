//! Answers to record batches.

use crate::{
    base::{Lang, Problem},
    batch::Entry,
    eligibility::Verdict,
    ranking::Group,
};
use arrow_array::{
    ArrayRef, Decimal128Array, Int32Array, Int64Array, RecordBatch, RecordBatchOptions, UInt32Array,
    builder::{BooleanBuilder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use arrow_select::take::take;
use std::sync::Arc;

/// Rows that are scored at one go.
pub(crate) const MAX_SLICE: usize = 1 << 16;

/// Columns of the answer, beside those that are kept.
pub(super) const OWN: [&str; 10] = [
    "row",
    "rank",
    "scheme",
    "verdict",
    "group",
    "score_low",
    "score_high",
    "amount_low",
    "amount_high",
    "amount_may_not_apply",
];

/// One of the best schemes of one profile, in little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Place of the profile in its slice, below [`MAX_SLICE`].
    row: u32,
    scheme: u32,
    verdict: Verdict,
    group: Group,
    score: (u32, u32),
    has_amount: bool,
    may_not_apply: bool,
    amount: (i64, i64),
}

impl Line {
    pub(crate) fn of(entry: &Entry) -> Line {
        let (low, high, may_not_apply) = entry.amount.unwrap_or_default();
        Line {
            row: entry.row as u32,
            scheme: entry.placed.index as u32,
            verdict: entry.placed.verdict,
            group: entry.placed.group,
            score: (entry.placed.low, entry.placed.high),
            has_amount: entry.amount.is_some(),
            may_not_apply,
            amount: (low, high),
        }
    }
}

/// The lines of one slice.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    /// Place of the slice's first profile among all.
    pub(crate) first: u64,
    pub(crate) lines: Vec<Line>,
    /// Columns of the slice that are carried over.
    pub(crate) kept: Vec<ArrayRef>,
}

/// Columns of the answer: the profile's place, what is kept, then its schemes.
pub(crate) fn schema(kept: impl IntoIterator<Item = Arc<Field>>) -> Schema {
    let own = |i: usize, data: DataType, nullable: bool| {
        Arc::new(Field::new(OWN.get(i).copied().unwrap_or_default(), data, nullable))
    };
    let (score, money) = (DataType::Decimal128(7, 3), DataType::Decimal128(18, 2));
    let mut fields = vec![own(0, DataType::Int64, false)];
    fields.extend(kept);
    fields.extend([
        own(1, DataType::Int32, false),
        own(2, DataType::Utf8, false),
        own(3, DataType::Utf8, false),
        own(4, DataType::Utf8, false),
        own(5, score.clone(), false),
        own(6, score, false),
        own(7, money.clone(), true),
        own(8, money, true),
        own(9, DataType::Boolean, true),
    ]);
    Schema::new(fields)
}

impl Lines {
    /// A record batch of [`schema`]; `id` names a scheme by its index.
    pub(crate) fn batch<'i>(
        &self,
        schema: &Arc<Schema>,
        id: impl Fn(usize) -> Option<&'i str>,
    ) -> Result<RecordBatch, ArrowError> {
        let lines = &self.lines;
        let places = UInt32Array::from_iter_values(lines.iter().map(|l| l.row));
        let mut columns: Vec<ArrayRef> =
            vec![Arc::new(Int64Array::from_iter_values(lines.iter().map(|l| signed(self.first + u64::from(l.row)))))];
        for kept in &self.kept {
            columns.push(take(kept, &places, None)?);
        }
        columns.push(Arc::new(Int32Array::from_iter_values(self.ranks())));
        columns.push(texts(lines.iter().map(|l| id(l.scheme as usize).unwrap_or_default())));
        columns.push(texts(lines.iter().map(|l| verdict(l.verdict))));
        columns.push(texts(lines.iter().map(|l| group(l.group))));
        columns.push(decimals(lines.iter().map(|l| Some(i128::from(l.score.0))), 7, 3)?);
        columns.push(decimals(lines.iter().map(|l| Some(i128::from(l.score.1))), 7, 3)?);
        columns.push(decimals(lines.iter().map(|l| l.has_amount.then_some(i128::from(l.amount.0))), 18, 2)?);
        columns.push(decimals(lines.iter().map(|l| l.has_amount.then_some(i128::from(l.amount.1))), 18, 2)?);
        let mut may_not = BooleanBuilder::with_capacity(lines.len());
        lines.iter().for_each(|l| may_not.append_option(l.has_amount.then_some(l.may_not_apply)));
        columns.push(Arc::new(may_not.finish()));
        RecordBatch::try_new(Arc::clone(schema), columns)
    }

    /// Lines of one profile follow one another, the best first.
    fn ranks(&self) -> impl Iterator<Item = i32> {
        self.lines.iter().scan((u32::MAX, 0), |(row, rank), line| {
            *rank = if *row == line.row { *rank + 1 } else { 1 };
            *row = line.row;
            Some(*rank)
        })
    }
}

/// How many profiles have each verdict of each scheme.
pub(crate) fn tallies<'i>(all: &[[u64; 4]], id: impl Fn(usize) -> Option<&'i str>) -> Result<RecordBatch, ArrowError> {
    let mut columns = vec![("scheme", texts((0..all.len()).map(|i| id(i).unwrap_or_default())))];
    let names = [Verdict::Eligible, Verdict::Conditional, Verdict::Undetermined, Verdict::Ineligible].map(verdict);
    for (place, name) in names.into_iter().enumerate() {
        let counts = all.iter().map(|t| signed(t.get(place).copied().unwrap_or_default()));
        columns.push((name, Arc::new(Int64Array::from_iter_values(counts))));
    }
    named(columns)
}

/// Every problem of every profile that was not judged.
pub(crate) fn problems(all: &[(u64, Vec<Problem>)], lang: Lang) -> Result<RecordBatch, ArrowError> {
    let each = || all.iter().flat_map(|(row, problems)| problems.iter().map(move |p| (*row, p)));
    let mut help = StringBuilder::new();
    each().for_each(|(_, p)| help.append_option(p.help.as_ref().map(|h| h.get(lang))));
    named(vec![
        ("row", Arc::new(Int64Array::from_iter_values(each().map(|(row, _)| signed(row))))),
        ("column", texts(each().map(|(_, p)| p.path.as_str()))),
        ("code", texts(each().map(|(_, p)| p.code.as_str()))),
        ("message", texts(each().map(|(_, p)| p.message.get(lang)))),
        ("help", Arc::new(help.finish())),
    ])
}

fn named(columns: Vec<(&str, ArrayRef)>) -> Result<RecordBatch, ArrowError> {
    let nullable = |name: &str| name == "help";
    let fields: Vec<Field> =
        columns.iter().map(|(name, c)| Field::new(*name, c.data_type().clone(), nullable(name))).collect();
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &RecordBatchOptions::new())
}

/// Counts are signed in tables: not every reader knows unsigned numbers.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn texts<'t>(all: impl Iterator<Item = &'t str>) -> ArrayRef {
    let mut texts = StringBuilder::new();
    all.for_each(|text| texts.append_value(text));
    Arc::new(texts.finish())
}

fn decimals(all: impl Iterator<Item = Option<i128>>, digits: u8, places: i8) -> Result<ArrayRef, ArrowError> {
    Ok(Arc::new(Decimal128Array::from_iter(all).with_precision_and_scale(digits, places)?))
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "eligible",
        Verdict::Conditional => "conditional",
        Verdict::Undetermined => "undetermined",
        Verdict::Ineligible => "ineligible",
    }
}

fn group(group: Group) -> &'static str {
    match group {
        Group::Now => "now",
        Group::Later => "later",
        Group::Not => "not",
        Group::Closed => "closed",
    }
}

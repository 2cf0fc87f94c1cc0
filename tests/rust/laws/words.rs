//! What the laws' rule sets are made of: a fixed handful of facts with tiny domains, and random rules over them.

use super::number::day;

/// Type of a fact, with its lowest and highest value where it has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    Enum,
    Bool,
    /// Word of the type, lowest, highest, decimals.
    Number(&'static str, i64, i64, u32),
    Duration(i64, i64),
    Date(i64, i64),
    Set,
    Code,
    List,
    Series,
    Text,
}

pub(crate) const KIND: usize = 0;
pub(crate) const TRAINED: usize = 1;
pub(crate) const PEOPLE: usize = 2;
pub(crate) const JOBS: usize = 3;
pub(crate) const SHARE: usize = 4;
pub(crate) const SIZE: usize = 5;
pub(crate) const WAIT: usize = 6;
pub(crate) const STARTED: usize = 7;
pub(crate) const BORN: usize = 8;
pub(crate) const SECTORS: usize = 9;
pub(crate) const PLACE: usize = 10;
pub(crate) const OWN: usize = 11;
/// Too wide to try every value: a profile tells it, or tells a few values.
pub(crate) const LOAN: usize = 12;
pub(crate) const BUDGET: usize = 13;
pub(crate) const REVENUE: usize = 14;
pub(crate) const NAME: usize = 15;
pub(crate) const CARES: usize = 16;
/// Facts that a profile may hold.
pub(crate) const GIVEN: usize = 17;
/// Derived facts: yes/no, then money.
pub(crate) const SMALL: usize = 17;
pub(crate) const TOTAL: usize = 18;

pub(crate) const KEYS: [&str; 19] = [
    "applicant.kind",
    "applicant.trained",
    "applicant.people",
    "applicant.jobs",
    "applicant.share",
    "applicant.size",
    "applicant.wait",
    "project.started",
    "applicant.born",
    "project.sectors",
    "territory.place",
    "finance.own",
    "finance.loan",
    "finance.budget",
    "finance.revenue",
    "applicant.name",
    "project.cares",
    "applicant.small",
    "finance.total",
];

pub(crate) fn ty(fact: usize) -> Ty {
    match fact {
        KIND => Ty::Enum,
        TRAINED | CARES | SMALL => Ty::Bool,
        PEOPLE | JOBS => Ty::Number("int", 0, 4, 0),
        SHARE => Ty::Number("rate", 5_000, 5_003, 4),
        SIZE => Ty::Number("decimal", 0, 3, 3),
        WAIT => Ty::Duration(0, 3),
        STARTED => Ty::Date(day(2026, 1, 30), day(2026, 2, 2)),
        BORN => Ty::Date(day(2008, 2, 28), day(2008, 3, 2)),
        SECTORS => Ty::Set,
        PLACE => Ty::Code,
        OWN => Ty::Number("money", 10_000, 10_003, 2),
        LOAN | TOTAL => Ty::Number("money", 0, 100_000_000, 2),
        BUDGET => Ty::List,
        REVENUE => Ty::Series,
        _ => Ty::Text,
    }
}

/// Facts that may change: which way, effort, months. Care is sensitive, so it stays whatever is written of it.
pub(crate) const CHANGES: [(usize, &str, u32, u32); 10] = [
    (KIND, "any", 4, 2),
    (TRAINED, "up", 2, 3),
    (PEOPLE, "up", 2, 0),
    (JOBS, "any", 2, 1),
    (SHARE, "down", 1, 5),
    (SIZE, "any", 3, 0),
    (WAIT, "down", 1, 0),
    (STARTED, "any", 2, 1),
    (SECTORS, "up", 1, 1),
    (CARES, "any", 1, 0),
];

/// Members of the enum and of the set, in the order of their names.
pub(crate) const KINDS: [&str; 3] = ["farm", "firm", "town"];
pub(crate) const TRADES: [&str; 3] = ["bake", "craft", "tour"];
pub(crate) const LINES: [&str; 2] = ["stock", "works"];
/// Codes of the territory with the places under each: 07, 43 in one region, 23, 87 in the other. Every code has a place of its
/// own, of the same number: what lies there and in no code below.
pub(crate) const CODES: [(&str, &[i64]); 7] = [
    ("dep-07", &[0]),
    ("dep-23", &[1]),
    ("dep-43", &[2]),
    ("dep-87", &[3]),
    ("region-75", &[1, 3, 4]),
    ("region-84", &[0, 2, 5]),
    ("country-fr", &[0, 1, 2, 3, 4, 5, 6]),
];
/// Most cents of a line of the budget, and of a month of the series; last month of a line.
pub(crate) const MOST_LINE: i64 = 3;
pub(crate) const LAST_MONTH: i64 = 1;

/// A line of the budget; a field may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) kind: Option<i64>,
    pub(crate) amount: Option<i64>,
    pub(crate) month: Option<i64>,
}

/// A value of a fact, in integers: cents, days, indices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Int(i64),
    None,
    NotApplicable,
    /// Bit by bit, members held.
    Held(u8),
    Lines(Vec<Line>),
    Months(Vec<i64>),
    Text,
}

impl Value {
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Value::None | Value::NotApplicable)
    }
}

/// A condition on a line of the budget.
#[derive(Debug, Clone)]
pub(crate) enum OfLine {
    Kind(&'static str, usize),
    Amount(&'static str, i64),
    Month(&'static str, i64),
    And(Box<OfLine>, Box<OfLine>),
    Or(Box<OfLine>, Box<OfLine>),
    Not(Box<OfLine>),
}

/// What is taken from the budget or from the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    Sum,
    Count,
    Min,
    Max,
}

/// What is taken of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    Amount,
    Twice,
    Month,
}

/// An expression. The generator keeps types apart; evaluation and printing need not.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    Truth(bool),
    Number(i64, u32),
    Day(i64),
    Fact(usize),
    ApplicationDate,
    /// Name of a parameter, and the day it is read on when that is not the application's.
    Param(&'static str, Option<Box<Expr>>),
    Table(Option<Box<Expr>>),
    Step(Box<Expr>),
    Marginal(Box<Expr>),
    /// One of `+ - * / == != < <= > >= && ||`.
    Both(&'static str, Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Least(Vec<Expr>),
    Most(Vec<Expr>),
    Round(Box<Expr>, &'static str),
    Days(Box<Expr>),
    Months(Box<Expr>),
    Years(Box<Expr>),
    Age(Box<Expr>, Box<Expr>),
    MonthsBetween(Box<Expr>, Box<Expr>),
    DaysBetween(Box<Expr>, Box<Expr>),
    /// The enum or the code is one of these: `==`, `!=` or `in`.
    Words(usize, &'static str, Vec<usize>),
    NumberIn(Box<Expr>, Vec<Expr>),
    Within(usize),
    Member(usize),
    SomeMember(Vec<usize>),
    EveryMember(Vec<usize>),
    CountMembers,
    Has(usize),
    SomeLine(OfLine),
    EveryLine(OfLine),
    OfLines(Fold, Option<OfLine>, Take),
    OfSeries(Fold),
}

#[derive(Debug, Clone)]
pub(crate) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
    AtLeast(usize, Vec<Rule>),
    If(Expr),
    Declared(&'static str),
}

/// What an amount starts from.
#[derive(Debug, Clone)]
pub(crate) enum Base {
    Value(Expr),
    /// Kinds of budget lines, and what is taken off.
    Budget(Vec<usize>, Option<Expr>),
    Loan,
    Of(Expr),
    /// Monthly, for so many months.
    Monthly(Expr, i64),
}

#[derive(Debug, Clone)]
pub(crate) struct Amount {
    pub(crate) form: &'static str,
    pub(crate) base: Base,
    pub(crate) rate: Option<Expr>,
    /// Shares of the years, in percent.
    pub(crate) by_year: Vec<i64>,
    pub(crate) plus: Vec<(Expr, Expr)>,
    pub(crate) floor: Option<Expr>,
    pub(crate) cap: Option<Expr>,
    pub(crate) round: Option<&'static str>,
}

/// First and last day of a window.
pub(crate) type Span = (Option<i64>, Option<i64>);

#[derive(Debug, Clone)]
pub(crate) enum Windows {
    Undated,
    Always,
    Dated(Vec<Span>),
}

#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) territory: Vec<usize>,
    pub(crate) in_force: Span,
    pub(crate) windows: Windows,
    pub(crate) confidence: &'static str,
    pub(crate) criteria: Vec<Rule>,
    pub(crate) prefers: Vec<(Expr, i64)>,
    pub(crate) amount: Option<Amount>,
    /// Share paid at the start, in percent; the rest on paid invoices.
    pub(crate) advance: Option<i64>,
    pub(crate) hours: Option<i64>,
    pub(crate) support: bool,
}

/// One version of a parameter: its days, and its value or values.
#[derive(Debug, Clone)]
pub(crate) struct Version<T> {
    pub(crate) span: Span,
    pub(crate) value: T,
}

#[derive(Debug, Clone)]
pub(crate) struct Params {
    /// Cents.
    pub(crate) limit: Vec<Version<i64>>,
    pub(crate) count: Vec<Version<i64>>,
    /// Percent.
    pub(crate) rate: Vec<Version<i64>>,
    pub(crate) since: Vec<Version<i64>>,
    /// Cents, by kind.
    pub(crate) by_kind: Vec<Version<[i64; 3]>>,
    /// Lower bound and value, in cents.
    pub(crate) tiers: Vec<Version<Vec<(i64, i64)>>>,
    /// Lower bound in cents, rate in percent.
    pub(crate) slices: Vec<Version<Vec<(i64, i64)>>>,
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    /// For each given fact: may it be none, may it not apply.
    pub(crate) can_be: Vec<(bool, bool)>,
    pub(crate) small: Expr,
    pub(crate) total: Expr,
    pub(crate) params: Params,
    pub(crate) constraints: Vec<Expr>,
    pub(crate) schemes: Vec<Scheme>,
}

//! The project as a plan needs it: what is spent in which month, what is there at the start, what the activity brings.

use super::{
    notified::{Record, records},
    timeline::{MAX_WAIT, Timeline},
};
use crate::{
    model::{FactId, Model, Planning, Roles, Shape},
    profile::{FactState, Field, Profile},
    value::{Day, Ratio, Rounding, Type, first_of_month},
};

/// One line of the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) label: Option<String>,
    /// Its kind, by member; open where it was not told.
    pub(crate) kind: Option<u32>,
    /// Cents, as the budget says them.
    pub(crate) amount: i64,
    /// Value added tax paid on top, in cents.
    pub(crate) vat: i64,
    pub(crate) month: i64,
}

/// What the activity brings and takes, in cents by month of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Activity {
    pub(crate) revenue: Vec<i64>,
    pub(crate) costs: Vec<i64>,
}

/// What was not told and is reckoned with all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assumed {
    pub(crate) fact: FactId,
    pub(crate) used: Used,
}

/// How a fact that is not known is reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Used {
    /// Not told: as nothing.
    Nothing,
    /// The lowest of what was told, in cents.
    Lowest(i64),
    /// The first of the days that were told.
    Earliest(Day),
    /// Value added tax is not recovered.
    NotRecovered,
    /// Lines without a month are paid in that of the start.
    AtStart,
    /// The curve shows the money of the project alone.
    LeftOut,
    /// Not told: no aid was granted before, so that ceilings are whole.
    WholeCeilings,
    /// Aids of which day, amount or regime is not known: they count as much as they may.
    CountedInFull(usize),
    /// Grants notified of which the amount is not known: they do not count.
    Unsized(usize),
    /// Months past those that were told, from this one of the activity, are like those of a year before.
    Repeated(u32),
}

/// A project, dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    pub(crate) timeline: Timeline,
    pub(crate) lines: Vec<Line>,
    /// Cash at the beginning, own funds included.
    pub(crate) opening: i64,
    pub(crate) own_funds: i64,
    pub(crate) activity: Option<Activity>,
    /// What the household takes each month from the start; `None` where it was not told.
    pub(crate) household: Option<i64>,
    /// Days until the tax on purchases comes back; `None` when it does not.
    pub(crate) vat_back: Option<crate::model::Interval>,
    /// Lines that fall before the day of the request.
    pub(crate) past: Vec<usize>,
    pub(crate) assumed: Vec<Assumed>,
}

/// Why there can be no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// No fact plays this part.
    Role(&'static str),
    /// The fact is not known.
    Fact(FactId),
    /// A line of the budget has no amount.
    Amount { fact: FactId, line: usize },
    /// The start lies more than this many months ahead.
    TooFar { fact: FactId, months: i64 },
}

impl Project {
    /// What is to be paid for.
    pub(crate) fn uses(&self) -> i64 {
        self.lines.iter().map(|l| l.amount).sum()
    }

    pub(crate) fn line(&self, index: usize) -> Option<&Line> {
        self.lines.get(index)
    }

    /// Cost of some of the lines.
    pub(crate) fn cost(&self, lines: &[usize]) -> i64 {
        lines.iter().filter_map(|l| self.line(*l)).map(|l| l.amount).sum()
    }

    /// First month in which something is spent.
    pub(crate) fn first_spending(&self) -> i64 {
        self.lines.iter().map(|l| l.month).min().unwrap_or(0).max(0)
    }
}

/// Reads it from a profile; everything that is lacking in one answer.
pub(crate) fn project(model: &Model, planning: &Planning, profile: &Profile) -> Result<Project, Vec<Lacking>> {
    let mut read = Read { model, planning, profile, roles: model.roles, assumed: vec![], lacking: vec![] };
    let start = read.start();
    let lines = read.budget();
    let (Some(timeline), Some(budget)) = (start, lines) else { return Err(read.lacking) };
    let (vat_rate, vat_back) = read.vat();
    let (lines, past) = dated(budget, &timeline, vat_rate, &exempt(planning));
    let own_funds = read.money(model.roles.own_funds);
    let cash = read.money(model.roles.own_cash);
    let activity = read.activity(&timeline);
    let household = read.household();
    read.aids();
    Ok(Project {
        opening: cash.max(own_funds),
        own_funds,
        activity,
        household,
        vat_back,
        past,
        assumed: read.assumed,
        timeline,
        lines,
    })
}

/// A line as it was told: its month counts from the start.
struct Told {
    label: Option<String>,
    kind: Option<u32>,
    amount: i64,
    month: i64,
}

fn exempt(planning: &Planning) -> Vec<u32> {
    planning.vat.as_ref().map_or_else(Vec::new, |v| v.exempt.clone())
}

fn dated(told: Vec<Told>, timeline: &Timeline, vat: Ratio, exempt: &[u32]) -> (Vec<Line>, Vec<usize>) {
    let mut past = vec![];
    let lines = told.into_iter().enumerate().map(|(i, l)| {
        let month = timeline.start + l.month;
        if month < 0 {
            past.push(i);
        }
        let free = l.kind.is_some_and(|k| exempt.contains(&k));
        let tax = if free { 0 } else { share_of(l.amount, vat) };
        Line { label: l.label, kind: l.kind, amount: l.amount, vat: tax, month: month.max(0) }
    });
    let lines = lines.collect();
    (lines, past)
}

/// A share of a sum, to the cent.
pub(crate) fn share_of(cents: i64, share: Ratio) -> i64 {
    // rounding to cents works on euros
    Ratio::scaled(cents, 2).mul(share).and_then(|r| r.round(Rounding::Cent)).unwrap_or(0)
}

struct Read<'a> {
    model: &'a Model,
    planning: &'a Planning,
    profile: &'a Profile,
    roles: Roles,
    assumed: Vec<Assumed>,
    lacking: Vec<Lacking>,
}

impl Read<'_> {
    fn state(&self, fact: FactId) -> &FactState {
        self.profile.facts.get(fact.index()).unwrap_or(&FactState::Unknown)
    }

    fn assume(&mut self, fact: FactId, used: Used) {
        self.assumed.push(Assumed { fact, used });
    }

    fn role(&mut self, role: &'static str, fact: Option<FactId>) -> Option<FactId> {
        if fact.is_none() {
            self.lacking.push(Lacking::Role(role));
        }
        fact
    }

    fn start(&mut self) -> Option<Timeline> {
        let fact = self.role("start", self.roles.start)?;
        let FactState::Values(days) = self.state(fact) else {
            self.lacking.push(Lacking::Fact(fact));
            return None;
        };
        let (first, last) = (days.low()?, days.high()?);
        if first_of_month(first) != first_of_month(last) {
            self.assume(fact, Used::Earliest(first));
        }
        let timeline = Timeline::new(self.profile.as_of, first, self.planning.months);
        if timeline.is_none() {
            self.lacking.push(Lacking::TooFar { fact, months: MAX_WAIT });
        }
        timeline
    }

    fn budget(&mut self) -> Option<Vec<Told>> {
        let fact = self.role("budget", self.roles.budget)?;
        let fields = match self.model.fact(fact).map(|f| &f.ty) {
            Some(Type::List(fields)) => fields,
            _ => return None,
        };
        let FactState::Records(records) = self.state(fact).clone() else {
            self.lacking.push(Lacking::Fact(fact));
            return None;
        };
        let at = |name: &str| fields.iter().position(|f| f.name == name);
        let (label, kind, amount, month) = (at("label"), at("kind"), at("amount"), at("month"));
        let mut lines = vec![];
        let mut undated = false;
        for (i, record) in records.iter().enumerate() {
            let field = |at: Option<usize>| at.and_then(|at| record.get(at)).and_then(Option::as_ref);
            let number = |at| if let Some(Field::Value(v)) = field(at) { Some(*v) } else { None };
            let Some(amount) = number(amount) else {
                self.lacking.push(Lacking::Amount { fact, line: i });
                continue;
            };
            undated |= number(month).is_none();
            let label = if let Some(Field::Text(t)) = field(label) { Some(t.clone()) } else { None };
            let kind = number(kind).and_then(|k| u32::try_from(k).ok());
            lines.push(Told { label, kind, amount, month: number(month).unwrap_or(0) });
        }
        if undated {
            self.assume(fact, Used::AtStart);
        }
        (lines.len() == records.len()).then_some(lines)
    }

    /// A sum in cents; what is not known for sure is said.
    fn money(&mut self, fact: Option<FactId>) -> i64 {
        let Some(fact) = fact else { return 0 };
        let (cents, used) = match self.state(fact) {
            FactState::None | FactState::NotApplicable => (0, None),
            FactState::Values(region) => {
                let low = region.low().unwrap_or(0);
                (low, region.single().is_none().then_some(Used::Lowest(low)))
            }
            _ => (0, Some(Used::Nothing)),
        };
        self.assumed.extend(used.map(|used| Assumed { fact, used }));
        cents
    }

    /// Rate of the tax on purchases, zero where it is not paid ahead, and the delay of its return.
    fn vat(&mut self) -> (Ratio, Option<crate::model::Interval>) {
        let (Some(vat), Some(fact)) = (&self.planning.vat, self.roles.vat_recovered) else {
            return (Ratio::ZERO, None);
        };
        let recovered = match self.state(fact) {
            FactState::Values(region) => region.single(),
            FactState::None | FactState::NotApplicable => Some(0),
            _ => None,
        };
        if recovered.is_none() {
            self.assume(fact, Used::NotRecovered);
        }
        let rate = self.model.parameter(vat.rate).and_then(|p| p.on(self.profile.as_of)).map(|v| &v.shape);
        match (recovered, rate) {
            (Some(1), Some(Shape::Single(rate))) => (*rate, Some(vat.refund)),
            _ => (Ratio::ZERO, None),
        }
    }

    /// Revenue and running costs month by month; one without the other would mislead, so both are left out then.
    fn activity(&mut self, timeline: &Timeline) -> Option<Activity> {
        let (revenue, costs) = (self.roles.revenue?, self.roles.running_costs?);
        let told = |read: &Self, fact| match read.state(fact) {
            FactState::Series(months) => Some(in_cents(months, read.model.fact(fact).map_or(2, |f| f.ty.scale()))),
            _ => None,
        };
        let (made, paid) = (told(self, revenue), told(self, costs));
        let (Some(made), Some(paid)) = (&made, &paid) else {
            let open = [(revenue, made.is_none()), (costs, paid.is_none())];
            open.into_iter().filter(|(_, open)| *open).for_each(|(fact, _)| self.assume(fact, Used::LeftOut));
            return None;
        };
        for (fact, series) in [(revenue, made), (costs, paid)] {
            let wanted = timeline.months as i64 - timeline.start;
            if (series.len() as i64) < wanted {
                self.assume(fact, Used::Repeated(series.len() as u32));
            }
        }
        Some(Activity { revenue: laid_out(made, timeline), costs: laid_out(paid, timeline) })
    }

    /// What lists of aids leave open.
    fn aids(&mut self) {
        if let Some(fact) = self.roles.aid_history {
            let open = |r: &&Record| r.day.is_none() || r.amount.is_none() || r.regime.is_none();
            match records(self.model, self.profile, fact, "granted_on") {
                None => self.assume(fact, Used::WholeCeilings),
                Some(all) => match all.iter().filter(open).count() {
                    0 => {}
                    n => self.assume(fact, Used::CountedInFull(n)),
                },
            }
        }
        if let Some(fact) = self.roles.grants_notified {
            match records(self.model, self.profile, fact, "notified_on") {
                None => self.assume(fact, Used::Nothing),
                Some(all) => match all.iter().filter(|r| r.amount.is_none()).count() {
                    0 => {}
                    n => self.assume(fact, Used::Unsized(n)),
                },
            }
        }
    }

    fn household(&mut self) -> Option<i64> {
        let fact = self.roles.household_need?;
        match self.state(fact) {
            // the highest need is the prudent one
            FactState::Values(region) => region.high(),
            FactState::None | FactState::NotApplicable => Some(0),
            _ => {
                self.assume(fact, Used::LeftOut);
                None
            }
        }
    }
}

fn in_cents(values: &[i64], scale: u32) -> Vec<i64> {
    values.iter().map(|v| Ratio::scaled(*v, scale).mantissa(2, false).unwrap_or(0)).collect()
}

/// A series that begins at the start, by month of the plan. Past its end each month is that of a year before, or the last one
/// where there is no whole year.
fn laid_out(series: &[i64], timeline: &Timeline) -> Vec<i64> {
    let mut laid = vec![0; timeline.months];
    for (t, cell) in laid.iter_mut().enumerate() {
        let Ok(month) = usize::try_from(t as i64 - timeline.start) else { continue };
        let told = series.len();
        let like = if month < told {
            month
        } else if told >= 12 {
            told - 12 + (month - told) % 12
        } else {
            told.saturating_sub(1)
        };
        *cell = series.get(like).copied().unwrap_or(0);
    }
    laid
}

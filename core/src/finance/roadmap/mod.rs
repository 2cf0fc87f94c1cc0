//! The roadmap of a plan: dated steps, what each waits for, how late each may be, and when the project can start.

mod buying;
mod network;
mod passes;

use super::{
    files::File,
    financing::{Financing, Request},
    timeline::after,
};
use crate::{
    model::Interval,
    value::{Day, add_months, months_between},
};

use buying::Buying;

/// What is done, or happens. Files, orders and pieces are named by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The bank is asked for its loan.
    AskBank(usize),
    /// A step that a scheme names, by place.
    Own(usize, usize),
    /// The file is put together.
    Prepare(usize),
    Apply(usize),
    /// The funder says in writing that it has the file: the proof that nothing was ordered before.
    Acknowledge(usize),
    Committee(usize),
    /// The funder's answer.
    Notify(usize),
    BankAgrees(usize),
    /// Some lines of the budget are ordered.
    Order(usize),
    Start,
    /// The first payment of a piece.
    Pay(usize),
}

/// Why a step waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Because {
    /// It cannot be otherwise.
    Order,
    /// A funder's rule: what is ordered before is not aided.
    Rule,
    /// Nothing forbids it: one is sure of the money only afterwards.
    Safe,
}

/// A wait for an earlier step, with the days that lie between at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) on: usize,
    pub(crate) days: Interval,
    pub(crate) because: Because,
}

/// A step with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) what: What,
    pub(crate) waits: Vec<Wait>,
    /// Not before these days, whatever it waits for: with the shortest delays, and with the longest.
    pub(crate) floor: (Day, Day),
    /// The last day of a window; the day on which the project means to order, or to start.
    pub(crate) wanted: Option<Day>,
    /// It lies behind.
    pub(crate) done: bool,
    /// The first day on which it can be, with the shortest delays.
    pub(crate) earliest: Day,
    /// The day by which it can be, with the longest.
    pub(crate) by: Day,
    /// The same where nobody waits to be sure.
    pub(crate) allowed: Day,
    /// The last day that keeps all that is wanted, with the longest delays; none where nothing waits for it.
    pub(crate) latest: Option<Day>,
    /// It decides when the project can start.
    pub(crate) critical: bool,
}

impl Step {
    /// Days that are left between the two; below zero when it is too late.
    pub(crate) fn margin(&self) -> Option<i64> {
        self.latest.map(|latest| latest - self.by)
    }

    /// The project's own doing that all the rest leads to.
    fn is_goal(&self) -> bool {
        matches!(self.what, What::Order(_) | What::Start)
    }
}

/// All steps in an order in which each comes after what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Roadmap {
    pub(crate) files: Vec<File>,
    pub(crate) orders: Vec<Buying>,
    pub(crate) steps: Vec<Step>,
    /// Lines that nothing keeps from being ordered, by place.
    pub(crate) free: Vec<usize>,
    /// Months by which spending and start must move so that every answer is there first, with the longest delays.
    pub(crate) safe: i64,
    /// The same as far as funders' rules alone ask.
    pub(crate) allowed: i64,
}

pub(crate) fn roadmap(request: Request<'_>, plan: &Financing) -> Roadmap {
    let files = plan.files(request.model);
    let (orders, free) = buying::orders(request, plan, &files);
    let mut steps = network::steps(request, plan, &files, &orders);
    passes::date(&mut steps);
    let months = |day: &dyn Fn(&Step) -> Day| {
        let goals = steps.iter().filter(|s| s.is_goal());
        goals.filter_map(|s| Some(later(s, base(s.what, plan, &orders)?, day(s)))).max().unwrap_or(0)
    };
    let (safe, allowed) = (months(&|s| s.by), months(&|s| s.allowed));
    Roadmap { files, orders, steps, free, safe, allowed }
}

/// The day from which a goal moves month by month.
fn base(what: What, plan: &Financing, orders: &[Buying]) -> Option<Day> {
    let timeline = &plan.prepared.project.timeline;
    match what {
        What::Order(n) => orders.get(n).map(|o| timeline.first_day(o.month)),
        _ => Some(timeline.start_day),
    }
}

/// Fewest months by which a goal must move to fall on a day or after it.
fn later(step: &Step, base: Day, day: Day) -> i64 {
    if step.wanted.is_none_or(|wanted| day <= wanted) {
        return 0;
    }
    let months = months_between(base, day).max(0);
    let there = add_months(base, months) >= day;
    (months + i64::from(!there)).max(1)
}

/// The day after a wait, with its longest delay.
fn longest(day: Day, wait: &Wait) -> Day {
    after(day, wait.days.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::parse_day;

    fn d(text: &str) -> Day {
        parse_day(text).unwrap()
    }

    #[test]
    fn what_is_late_moves_by_whole_months() {
        let goal = |wanted: &str| {
            let day = d(wanted);
            Step { wanted: Some(day), ..network::plain(What::Start, (day, day)) }
        };
        let moved = |wanted: &str, day: &str| later(&goal(wanted), d(wanted), d(day));
        assert_eq!(moved("2027-05-01", "2027-05-01"), 0);
        assert_eq!(moved("2027-05-01", "2027-05-02"), 1);
        assert_eq!(moved("2027-05-01", "2027-07-01"), 2);
        assert_eq!(moved("2027-05-15", "2027-07-16"), 3);
    }
}

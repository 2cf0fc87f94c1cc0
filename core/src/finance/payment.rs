//! When the payments of a scheme arrive: what makes each due, and how long it takes from there.

use super::{
    piece::Due,
    project::Project,
    timeline::{after, span},
};
use crate::{
    model::{Interval, Payment, Planning, Scheme, Trigger, Value},
    value::{Day, Ratio, end_of_year},
};

/// The days that payments of one scheme count from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dates {
    pub(crate) application: Day,
    /// The soonest and the latest day of the decision.
    pub(crate) decided: (Day, Day),
}

/// The days of a scheme: applied for on a day, decided by a committee's day or after a delay; where it requires others, its
/// delay counts from their decision.
pub(crate) fn dates(
    scheme: &Scheme,
    application: Day,
    committee: Option<Day>,
    first: Option<(Day, Day)>,
    planning: &Planning,
) -> Dates {
    let (soonest, latest) = first.map_or((application, application), |(a, b)| (a.max(application), b.max(application)));
    let decided = match committee {
        Some(day) => (day.max(soonest), day.max(latest)),
        None => span((soonest, latest), decision(scheme, planning)),
    };
    Dates { application, decided }
}

/// The first day on which one can apply in a plan: some can be applied for once the activity has started only.
pub(super) fn opens(scheme: &Scheme, application: Day, start: Day) -> Day {
    if scheme.apply_from_start { application.max(start) } else { application }
}

/// Days from the application to the decision, where no day is announced for it.
pub(crate) fn decision(scheme: &Scheme, planning: &Planning) -> Interval {
    match scheme.burden.decision {
        Some(delay) => delay,
        None if at_once(scheme) => Interval { from: 0, to: 0 },
        None => planning.unknown_delay,
    }
}

/// What asks for no decision of a funder is there at once.
pub(super) fn at_once(scheme: &Scheme) -> bool {
    let burden = &scheme.burden;
    burden.decision.is_none() && burden.committees.is_none_or(|n| n == 0) && automatic(scheme)
}

/// A right that the law gives to whoever meets its conditions.
fn automatic(scheme: &Scheme) -> bool {
    use crate::model::Form;
    scheme.amount.as_ref().is_some_and(|a| matches!(a.form, Form::Relief | Form::TaxCredit | Form::Income))
}

/// What payments are worked out from.
pub(crate) struct Calendar<'a> {
    pub(crate) project: &'a Project,
    pub(crate) planning: &'a Planning,
    pub(crate) scheme: &'a Scheme,
    pub(crate) dates: Dates,
    /// Budget lines that the scheme pays on.
    pub(crate) lines: &'a [usize],
}

impl Calendar<'_> {
    /// Every payment of the scheme, for an amount that comes as this value says. `months` tells how many a stream until a total
    /// has.
    pub(crate) fn dues(&self, value: &Value, months: i64) -> Vec<Due> {
        match value {
            Value::Months(n) => return self.stream(n.to),
            Value::UntilTotal(_) => return self.stream(months),
            Value::Years(shares) => return self.years(shares),
            Value::Once => {}
        }
        if self.scheme.payment.is_empty() {
            return vec![self.due(Ratio::ONE, Trigger::InvoicesPaid, None, None)];
        }
        let mut dues = vec![];
        for p in &self.scheme.payment {
            match p.when {
                Trigger::Monthly => dues.extend(self.monthly(p.share, 12)),
                when => dues.push(self.due(p.share, when, p.spent, p.delay)),
            }
        }
        dues
    }

    fn payment(&self) -> Option<&Payment> {
        self.scheme.payment.first()
    }

    /// Equal parts, month after month.
    fn stream(&self, months: i64) -> Vec<Due> {
        let months = months.clamp(1, 600);
        if months == 1 {
            let (when, delay) = self.payment().map_or((Trigger::Monthly, None), |p| (p.when, p.delay));
            return vec![self.due(Ratio::ONE, when, None, delay)];
        }
        self.monthly(Ratio::ONE, months)
    }

    fn monthly(&self, share: Ratio, months: i64) -> Vec<Due> {
        let first = self.due(Ratio::ONE, Trigger::Start, None, self.payment().and_then(|p| p.delay));
        let part = share.div(Ratio::int(months)).unwrap_or(Ratio::ZERO);
        (0..months).map(|n| Due { share: part, early: first.early + n, late: first.late + n, waits: None }).collect()
    }

    /// Each year's share after that year, or spread over its months.
    fn years(&self, shares: &[Ratio]) -> Vec<Due> {
        let sum = shares.iter().try_fold(Ratio::ZERO, |a, b| a.add(*b)).filter(|s| *s > Ratio::ZERO);
        let Some(sum) = sum else { return vec![] };
        let mut dues = vec![];
        let (when, delay) = self.payment().map_or((Trigger::Monthly, None), |p| (p.when, p.delay));
        for (year, share) in shares.iter().enumerate() {
            let share = share.div(sum).unwrap_or(Ratio::ZERO);
            let shift = year as i64 * 12;
            let each = match when {
                Trigger::Monthly => self.monthly(share, 12),
                when => vec![self.due(share, when, None, delay)],
            };
            dues.extend(each.into_iter().map(|d| Due { early: d.early + shift, late: d.late + shift, ..d }));
        }
        dues
    }

    fn due(&self, share: Ratio, when: Trigger, spent: Option<Ratio>, delay: Option<Interval>) -> Due {
        let timeline = &self.project.timeline;
        let (from, to) = self.trigger(when, spent);
        let proven =
            matches!(when, Trigger::Spent | Trigger::InvoicesPaid | Trigger::OtherFundersPaid | Trigger::PlanEnd);
        // nobody says how long a funder takes to pay on proof: the rule set's own guess, never at once
        let unsaid = if proven { self.planning.unknown_delay } else { Interval { from: 0, to: 0 } };
        let delay = delay.unwrap_or(unsaid);
        let months = |days: i64| (days + 29).div_euclid(30);
        Due {
            share,
            early: timeline.month(after(from, delay.from)),
            late: timeline.month(after(to, delay.to)),
            waits: (when == Trigger::OtherFundersPaid).then(|| (delay.from / 30, months(delay.to))),
        }
    }

    /// The soonest and the latest day on which a payment falls due.
    fn trigger(&self, when: Trigger, spent: Option<Ratio>) -> (Day, Day) {
        let timeline = &self.project.timeline;
        let (decided, start) = (self.dates.decided, timeline.start_day);
        let not_before = |(from, to): (Day, Day)| (from.max(decided.0), to.max(decided.1));
        let month = |m: i64| (timeline.first_day(m), timeline.last_day(m));
        match when {
            Trigger::Application => (self.dates.application, self.dates.application),
            Trigger::Notification | Trigger::CampaignEnd => decided,
            Trigger::Start | Trigger::Monthly => not_before((start, start)),
            Trigger::Spent => not_before(month(self.spent_by(spent.unwrap_or(Ratio::ONE)))),
            Trigger::InvoicesPaid | Trigger::OtherFundersPaid => not_before(month(self.spent_by(Ratio::ONE))),
            Trigger::TaxYearEnd => {
                let (from, to) = not_before((start, start));
                (end_of_year(from), end_of_year(to))
            }
            Trigger::PlanEnd => {
                let (from, to) = not_before((start, start));
                (after(from, self.plan_days()), after(to, self.plan_days()))
            }
        }
    }

    /// The month by which a share of what the scheme pays on has been spent.
    fn spent_by(&self, share: Ratio) -> i64 {
        let all: Vec<usize> = (0..self.project.lines.len()).collect();
        let lines = if self.lines.is_empty() { &all } else { self.lines };
        let mut paid: Vec<(i64, i64)> =
            lines.iter().filter_map(|l| self.project.line(*l)).map(|l| (l.month, l.amount)).collect();
        crate::base::Order::order(&mut paid);
        let wanted = Ratio::scaled(self.project.cost(lines), 2).mul(share).unwrap_or(Ratio::ZERO);
        let mut sum = 0;
        for (month, amount) in &paid {
            sum += amount;
            if Ratio::scaled(sum, 2) >= wanted {
                return *month;
            }
        }
        paid.last().map_or(0, |(month, _)| *month)
    }

    /// Days of the plan that a scheme asks to carry out: its longest commitment, or the months of the curve.
    fn plan_days(&self) -> i64 {
        let longest = self.scheme.commitments.iter().filter_map(|c| c.months).max();
        i64::from(longest.unwrap_or(self.planning.months)) * 30
    }
}

//! Which steps a plan takes and what each waits for. Steps are laid down in an order in which a wait always points back.

use super::{
    super::{
        curve::Trial,
        files::File,
        financing::{Financing, Request},
        flow::{FlowKind, Pace},
        payment::{at_once, decision, opens},
        piece::Way,
    },
    Because, Buying, Step, Wait, What,
    buying::{committed, unsure_loans},
};
use crate::{
    compile::SchemePlan,
    model::{Interval, Moment, Scheme, Trigger},
    value::{Day, add_days},
};

const AT_ONCE: Interval = Interval { from: 0, to: 0 };

pub(super) fn plain(what: What, floor: (Day, Day)) -> Step {
    Step {
        what,
        waits: vec![],
        floor,
        wanted: None,
        done: false,
        earliest: floor.0,
        by: floor.1,
        allowed: floor.1,
        latest: None,
        critical: false,
    }
}

pub(super) fn steps(request: Request<'_>, plan: &Financing, files: &[File], orders: &[Buying]) -> Vec<Step> {
    let mut net = Network { request, plan, files, orders, steps: vec![] };
    for loan in unsure_loans(plan) {
        net.add(What::AskBank(loan), &[]);
    }
    let (late, soon): (Vec<usize>, Vec<usize>) = (0..files.len()).partition(|n| net.is_late(*n));
    soon.iter().for_each(|n| net.file(*n));
    for loan in unsure_loans(plan) {
        net.bank(loan);
    }
    for n in 0..orders.len() {
        net.order(n);
    }
    late.iter().for_each(|n| net.before_start(*n));
    net.start();
    late.iter().for_each(|n| net.file(*n));
    net.payments();
    net.steps
}

struct Network<'a> {
    request: Request<'a>,
    plan: &'a Financing,
    files: &'a [File],
    orders: &'a [Buying],
    steps: Vec<Step>,
}

impl Network<'_> {
    fn as_of(&self) -> Day {
        self.request.profile.as_of
    }

    /// A new step after others, where these are there.
    fn add(&mut self, what: What, after: &[(What, Interval, Because)]) -> usize {
        let mut step = plain(what, (self.as_of(), self.as_of()));
        step.waits = after.iter().filter_map(|(on, days, because)| self.wait(*on, *days, *because)).collect();
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn wait(&self, on: What, days: Interval, because: Because) -> Option<Wait> {
        Some(Wait { on: self.at(on)?, days, because })
    }

    fn at(&self, what: What) -> Option<usize> {
        self.steps.iter().position(|s| s.what == what)
    }

    fn change(&mut self, at: usize, change: impl FnOnce(&mut Step)) {
        if let Some(step) = self.steps.get_mut(at) {
            change(step);
        }
    }

    fn file_of(&self, n: usize) -> Option<(File, &Scheme, &SchemePlan)> {
        let file = *self.files.get(n)?;
        let plan = self.request.plan.schemes.get(file.scheme.index())?;
        Some((file, self.request.model.scheme(file.scheme)?, plan))
    }

    /// One can apply once the activity has started only; so it is for what requires such a scheme, or lends on it. What has
    /// started already keeps nobody waiting.
    fn is_late(&self, n: usize) -> bool {
        let Some((file, scheme, _)) = self.file_of(n) else { return false };
        if self.plan.prepared.project.timeline.start_day <= self.as_of() {
            return false;
        }
        let others = self.files.iter().enumerate().take(n);
        let on =
            others.filter(|(_, f)| file.lends_on(f) || file.over.is_none() && file.requires(f, self.request.model));
        scheme.apply_from_start || on.map(|(m, _)| m).any(|m| self.is_late(m))
    }

    /// What such a scheme wants done before the start all the same.
    fn before_start(&mut self, n: usize) {
        let Some((_, scheme, _)) = self.file_of(n) else { return };
        let own = scheme.steps.iter().enumerate().filter(|(_, s)| s.before == Moment::Start);
        for k in own.map(|(k, _)| k).collect::<Vec<_>>() {
            self.add(What::Own(n, k), &[]);
        }
    }

    /// From the first step of a file to the funder's answer.
    fn file(&mut self, n: usize) {
        let Some((file, scheme, plan)) = self.file_of(n) else { return };
        let filed = self.request.profile.filed.iter().find(|(s, _)| *s == file.scheme && file.over.is_none());
        let filed = filed.map(|(_, day)| *day);
        // a bridge has the grant's calendar, not that of its own windows
        let (closes, decided) =
            if file.over.is_none() { (plan.window.closes, plan.window.decided) } else { (None, None) };
        let opens = opens(scheme, plan.application_date, self.plan.prepared.project.timeline.start_day);
        let own: Vec<(usize, Moment)> = scheme.steps.iter().map(|s| s.before).enumerate().collect();
        let committee = decided.is_some() || scheme.burden.committees.is_some_and(|c| c > 0);
        let days = if decided.is_some() { AT_ONCE } else { decision(scheme, self.request.planning) };
        let at_once = at_once(scheme);
        match filed {
            Some(day) => {
                let at = self.add(What::Apply(n), &[]);
                self.change(at, |s| (s.floor, s.done) = ((day, day), true));
            }
            None => self.application(n, file, &own, (opens, closes)),
        }
        for (k, _) in own.iter().filter(|(_, m)| *m == Moment::Notification) {
            self.add(What::Own(n, *k), &[(What::Apply(n), AT_ONCE, Because::Order)]);
        }
        if !at_once {
            self.answer(n, file, days, committee.then_some(decided), &own);
        }
        for (k, moment) in &own {
            match moment {
                Moment::Application | Moment::Notification => {}
                Moment::Start if self.at(What::Own(n, *k)).is_some() => {}
                Moment::Start => _ = self.add(What::Own(n, *k), &[]),
                Moment::Payment => _ = self.add(What::Own(n, *k), &[(What::Apply(n), AT_ONCE, Because::Order)]),
            }
        }
    }

    /// What comes before applying, and applying itself within its window.
    fn application(&mut self, n: usize, file: File, own: &[(usize, Moment)], (opens, closes): (Day, Option<Day>)) {
        let mut before = self.after_others(n);
        let first: Vec<_> = before.iter().filter(|(on, ..)| self.is_grant_of(file, *on)).copied().collect();
        for (k, _) in own.iter().filter(|(_, m)| *m == Moment::Application) {
            before.push((What::Own(n, *k), AT_ONCE, Because::Order));
            self.add(What::Own(n, *k), &first);
        }
        self.add(What::Prepare(n), &first);
        before.push((What::Prepare(n), AT_ONCE, Because::Order));
        let at = self.add(What::Apply(n), &before);
        self.change(at, |s| {
            s.floor = (s.floor.0.max(opens), s.floor.1.max(opens));
            s.wanted = closes;
        });
        self.first_commitment(n, at);
        if self.orders.iter().any(|o| o.ruled.iter().any(|(f, _)| *f == n)) {
            self.add(What::Acknowledge(n), &[(What::Apply(n), AT_ONCE, Because::Order)]);
        }
    }

    /// Where the day of the first commitment was told, a file that must be in before it has that day for its last.
    fn first_commitment(&mut self, n: usize, apply: usize) {
        let told = self.request.model.roles.first_commitment.and_then(|fact| committed(self.request, fact));
        let days = self.orders.iter().flat_map(|o| &o.ruled).find(|(f, _)| *f == n).map(|(_, days)| *days);
        if let Some(last) = told.zip(days).map(|(day, days)| add_days(day, -days)) {
            self.change(apply, |s| s.wanted = Some(s.wanted.map_or(last, |w| w.min(last))));
        }
    }

    /// The committee, when there is one, and the answer. Its days count from the last of the application and of what the scheme
    /// requires.
    fn answer(
        &mut self,
        n: usize,
        file: File,
        days: Interval,
        committee: Option<Option<Day>>,
        own: &[(usize, Moment)],
    ) {
        let mut after = vec![(What::Apply(n), days, Because::Order)];
        for (m, _) in self.required(n, file) {
            let decided = if self.at(What::Notify(m)).is_some() { What::Notify(m) } else { What::Apply(m) };
            after.push((decided, days, Because::Order));
        }
        for (k, _) in own.iter().filter(|(_, m)| *m == Moment::Notification) {
            after.push((What::Own(n, *k), AT_ONCE, Because::Order));
        }
        if let Some(decided) = committee {
            let at = self.add(What::Committee(n), &after);
            if let Some(day) = decided {
                self.change(at, |s| s.floor = (s.floor.0.max(day), s.floor.1.max(day)));
            }
            after = vec![(What::Committee(n), AT_ONCE, Because::Order)];
        }
        self.add(What::Notify(n), &after);
    }

    /// Files laid down already whose schemes this one requires.
    fn required(&self, n: usize, file: File) -> Vec<(usize, File)> {
        let earlier = self.files.iter().copied().enumerate().take(n);
        earlier.filter(|(_, f)| file.over.is_none() && file.requires(f, self.request.model)).collect()
    }

    /// What applying waits for beside the file itself: what the scheme requires is applied for too, a bridge has its grant's
    /// notification to show, a guarantee is asked for with its loan.
    fn after_others(&self, n: usize) -> Vec<(What, Interval, Because)> {
        let Some((file, scheme, _)) = self.file_of(n) else { return vec![] };
        let mut after: Vec<_> = self.required(n, file).into_iter().map(|(m, _)| What::Apply(m)).collect();
        let unlocks = scheme.amount.as_ref().and_then(|a| a.unlocks.as_ref());
        after.extend(unsure_loans(self.plan).filter(|k| self.is_called(*k, unlocks)).map(What::AskBank));
        after.extend(self.files.iter().enumerate().filter(|(_, f)| file.lends_on(f)).map(|(m, _)| What::Notify(m)));
        after.extend(scheme.apply_from_start.then_some(What::Start));
        after.into_iter().map(|on| (on, AT_ONCE, Because::Order)).collect()
    }

    fn is_grant_of(&self, file: File, what: What) -> bool {
        matches!(what, What::Notify(m) if self.files.get(m).is_some_and(|f| file.lends_on(f)))
    }

    fn is_called(&self, piece: usize, id: Option<&String>) -> bool {
        self.plan.prepared.pieces.get(piece).is_some_and(|p| Some(&p.id) == id)
    }

    /// Nobody says how long a bank takes; what makes it lend is there first.
    fn bank(&mut self, loan: usize) {
        let mut after = vec![(What::AskBank(loan), self.request.planning.unknown_delay, Because::Order)];
        for n in 0..self.files.len() {
            let unlocks = self.file_of(n).and_then(|(_, s, _)| s.amount.as_ref()).and_then(|a| a.unlocks.as_ref());
            if self.is_called(loan, unlocks) {
                after.push((What::Notify(n), AT_ONCE, Because::Order));
            }
        }
        self.add(What::BankAgrees(loan), &after);
    }

    fn order(&mut self, n: usize) {
        let Some(order) = self.orders.get(n) else { return };
        let mut after = vec![];
        for (file, days) in &order.ruled {
            let days = Interval { from: *days, to: *days };
            let proof = What::Acknowledge(*file);
            after.push((if self.at(proof).is_some() { proof } else { What::Apply(*file) }, days, Because::Rule));
        }
        after.extend(order.paid.iter().map(|f| (What::Notify(*f), AT_ONCE, Because::Safe)));
        after.extend(order.lent.iter().map(|k| (What::BankAgrees(*k), AT_ONCE, Because::Safe)));
        let timeline = &self.plan.prepared.project.timeline;
        let first = timeline.first_day(order.month);
        // what is meant for this month can still be ordered until its end
        let wanted = if first > self.as_of() { first } else { timeline.last_day(0) };
        let at = self.add(What::Order(n), &after);
        self.change(at, |s| s.wanted = Some(wanted));
    }

    /// The start comes after what is ordered until then, and after what schemes want done before it.
    fn start(&mut self) {
        let timeline = &self.plan.prepared.project.timeline;
        let (start, day) = (timeline.start, timeline.start_day);
        if day <= self.as_of() {
            return;
        }
        let orders = self.orders.iter().enumerate().filter(|(_, o)| o.month <= start);
        let mut after: Vec<_> = orders.map(|(n, _)| (What::Order(n), AT_ONCE, Because::Order)).collect();
        for n in 0..self.files.len() {
            let Some((file, scheme, _)) = self.file_of(n) else { continue };
            let own = scheme.steps.iter().enumerate().filter(|(_, s)| s.before == Moment::Start);
            after.extend(own.map(|(k, _)| (What::Own(n, k), AT_ONCE, Because::Order)));
            if file.piece.is_none() {
                after.push((What::Notify(n), AT_ONCE, Because::Safe));
            }
        }
        let at = self.add(What::Start, &after);
        self.change(at, |s| s.wanted = Some(day));
    }

    /// First payments as the plan dates them.
    fn payments(&mut self) {
        let timeline = &self.plan.prepared.project.timeline;
        let all: Vec<(usize, Day, Day)> = self
            .plan
            .taken()
            .each()
            .filter(|(_, p, _)| !matches!(p.way, Way::Own | Way::Guarantee | Way::Relief))
            .filter_map(|(k, ..)| {
                let first = |pace| {
                    let flows = super::super::curve::flows(self.plan.taken(), k, pace, &Trial::default());
                    flows.iter().filter(|f| f.kind == FlowKind::Receipt).map(|f| f.month).min()
                };
                let (early, late) = (first(Pace::Early)?, first(Pace::Late)?);
                Some((k, timeline.first_day(early.min(late)), timeline.last_day(late)))
            })
            .collect();
        for (k, early, late) in all {
            let after = self.before_payment(k);
            let at = self.add(What::Pay(k), &after);
            self.change(at, |s| s.floor = (s.floor.0.max(early), s.floor.1.max(late)));
        }
    }

    fn before_payment(&self, piece: usize) -> Vec<(What, Interval, Because)> {
        let Some(n) = self.files.iter().position(|f| f.piece == Some(piece)) else {
            return vec![(What::BankAgrees(piece), AT_ONCE, Because::Order)];
        };
        let Some((_, scheme, _)) = self.file_of(n) else { return vec![] };
        let own = scheme.steps.iter().enumerate().filter(|(_, s)| s.before == Moment::Payment);
        let on_application = scheme.payment.first().is_some_and(|p| p.when == Trigger::Application);
        let notified = !on_application && self.at(What::Notify(n)).is_some();
        let first = if notified { What::Notify(n) } else { What::Apply(n) };
        let all = std::iter::once(first).chain(own.map(|(k, _)| What::Own(n, k)));
        all.map(|what| (what, AT_ONCE, Because::Order)).collect()
    }
}

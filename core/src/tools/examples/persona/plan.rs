//! What a persona expects of its plan and of its roadmap, against the plan that the engine makes.

use super::{
    super::{
        Mismatch, Session,
        case::{AmountExpected, At},
        run::{between, euros},
    },
    read::{PlanExpected, RoadmapExpected},
};
use crate::{
    Text,
    base::tell,
    contract::{PlanReport, RoadStep, Roadmap},
};
use std::collections::BTreeSet;

impl Session<'_> {
    pub(super) fn compare_plan(&self, expected: &PlanExpected, plan: &PlanReport) -> Vec<Mismatch> {
        let ids: Vec<&str> = plan.sources.iter().chain(&plan.helps).map(|s| s.id.as_str()).collect();
        let within = || {
            let all = ids.join(", ");
            tell!("le plan prend : {all}", "the plan takes: {all}")
        };
        let mut found = vec![];
        for At { value: id, span } in expected.takes.iter().filter(|id| !ids.contains(&id.value.as_str())) {
            let wanted = tell!("dans le plan", "in the plan");
            found.push(self.mismatch("plan", *span, &Text::same(id.clone()), wanted, within()));
        }
        for At { value: id, span } in expected.leaves.iter().filter(|id| ids.contains(&id.value.as_str())) {
            let wanted = tell!("hors du plan", "out of the plan");
            found.push(self.mismatch("plan", *span, &Text::same(id.clone()), wanted, within()));
        }
        if let Some(At { value, span }) = expected.gap
            && !is_gap(value, plan.gap.mantissa)
        {
            let what = tell!("ce qui manque", "what is missing");
            let got = Text::same(format!("{} €", euros(plan.gap.mantissa)));
            found.push(self.mismatch("plan", span, &what, told_gap(value), got));
        }
        found
    }

    pub(super) fn compare_roadmap(&self, expected: &RoadmapExpected, roadmap: &Roadmap) -> Vec<Mismatch> {
        let mut found = vec![];
        let step = |id: &str| roadmap.steps.iter().find(|s| s.id == id);
        for At { value: (first, then), span } in &expected.order {
            let both = [first, then].into_iter().find(|id| step(id).is_none());
            let got = match both {
                Some(absent) => no_step(absent),
                None if waits(roadmap, then).contains(first.as_str()) => continue,
                None => tell!("il ne l'attend pas", "it does not wait for it"),
            };
            let wanted = tell!("après `{first}`", "after `{first}`");
            found.push(self.mismatch("roadmap", *span, &Text::same(then.clone()), wanted, got));
        }
        for (id, At { value: day, span }) in &expected.by {
            let got = match step(id) {
                Some(step) if &step.by == day => continue,
                Some(step) => Text::same(step.by.clone()),
                None => no_step(id),
            };
            found.push(self.mismatch("roadmap", *span, &Text::same(id.clone()), Text::same(day.clone()), got));
        }
        if let Some(At { value: month, span }) = &expected.start
            && month != &roadmap.starts.safe
        {
            let what = tell!("démarrage sûr", "safe start");
            let got = Text::same(roadmap.starts.safe.clone());
            found.push(self.mismatch("roadmap", *span, &what, Text::same(month.clone()), got));
        }
        found
    }
}

/// All that a step waits for, through others too.
fn waits<'r>(roadmap: &'r Roadmap, step: &str) -> BTreeSet<&'r str> {
    let find = |id: &str| roadmap.steps.iter().find(|s| s.id == id);
    let mut open: Vec<&'r RoadStep> = find(step).into_iter().collect();
    let mut all = BTreeSet::new();
    while let Some(step) = open.pop() {
        for wait in &step.waits {
            if all.insert(wait.step.as_str()) {
                open.extend(find(&wait.step));
            }
        }
    }
    all
}

fn no_step(id: &str) -> Text {
    tell!("pas d'étape `{id}`", "no step `{id}`")
}

fn is_gap(expected: AmountExpected, cents: i64) -> bool {
    match expected {
        AmountExpected::None => cents == 0,
        AmountExpected::Exactly(n) => cents == n,
        AmountExpected::Between(low, high) => (low..=high).contains(&cents),
    }
}

fn told_gap(expected: AmountExpected) -> Text {
    match expected {
        AmountExpected::None => tell!("rien", "nothing"),
        AmountExpected::Exactly(n) => Text::same(format!("{} €", euros(n))),
        AmountExpected::Between(low, high) => between(low, high),
    }
}

//! The days of steps: forwards from today, backwards from what the project wants, and the path that decides.

use super::{
    super::timeline::{after, before},
    Because, Step, longest,
};
use crate::value::Day;

pub(super) fn date(steps: &mut [Step]) {
    forwards(steps);
    backwards(steps);
    decisive(steps);
}

/// Each step after all that it waits for; those come before it in the list.
fn forwards(steps: &mut [Step]) {
    for n in 0..steps.len() {
        let (before, rest) = steps.split_at_mut(n);
        let Some(step) = rest.first_mut() else { continue };
        let (mut earliest, mut by, mut allowed) = (step.floor.0, step.floor.1, step.floor.1);
        for wait in &step.waits {
            let Some(on) = before.get(wait.on) else { continue };
            earliest = earliest.max(after(on.earliest, wait.days.from));
            by = by.max(longest(on.by, wait));
            if wait.because != Because::Safe {
                allowed = allowed.max(longest(on.allowed, wait));
            }
        }
        (step.earliest, step.by, step.allowed) = (earliest, by, allowed);
    }
}

/// Each step early enough for all that waits for it, should every delay be the longest.
fn backwards(steps: &mut [Step]) {
    for n in (0..steps.len()).rev() {
        let (earlier, rest) = steps.split_at_mut(n);
        let Some(step) = rest.first_mut() else { continue };
        step.latest = match (step.latest, step.wanted) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let Some(latest) = step.latest else { continue };
        for wait in &step.waits {
            if let Some(on) = earlier.get_mut(wait.on).filter(|on| !on.done) {
                let day = before(latest, wait.days.to);
                on.latest = Some(on.latest.map_or(day, |d| d.min(day)));
            }
        }
    }
}

/// From the goal with the least room, back along the waits that leave none.
fn decisive(steps: &mut [Step]) {
    let room = |(n, s): &(usize, &Step)| (s.wanted.map_or(i64::MAX, |w| w - s.by), std::cmp::Reverse(*n));
    let goals = steps.iter().enumerate().filter(|(_, s)| s.is_goal() && !s.waits.is_empty());
    let Some(mut at) = goals.min_by_key(room).map(|(n, _)| n) else { return };
    loop {
        let tight = steps.get(at).and_then(|s| s.waits.iter().find(|w| is_tight(steps, w, s.by)).map(|w| w.on));
        if let Some(step) = steps.get_mut(at) {
            step.critical = !step.done;
        }
        match tight {
            Some(on) => at = on,
            None => return,
        }
    }
}

fn is_tight(steps: &[Step], wait: &super::Wait, by: Day) -> bool {
    steps.get(wait.on).is_some_and(|on| longest(on.by, wait) == by)
}

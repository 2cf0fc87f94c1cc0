//! Laws of verdicts: never wrong, as complete as they say, and kept whatever is learned.

use super::bench::{Case, Outcome, case, entry, law};
use super::generator::Draw;
use super::oracle::{Reading, reads, verdict_reads};
use super::profiles::{Profile, can_be_told, completions};
use super::words::{GIVEN, KEYS, Rule, Scheme, Value};
use std::collections::BTreeSet;
use terreau::contract::{Criterion, Recommendation, Why};
use terreau::{Options, Truth, Verdict};

/// What all completions say of a scheme.
pub(crate) struct Truths {
    /// Accepted or not, with open declared criteria taken as yes, then as no.
    pub(crate) yes: Vec<bool>,
    pub(crate) no: Vec<bool>,
    /// These are all the completions there are.
    pub(crate) every: bool,
    pub(crate) values: Vec<Vec<Value>>,
}

pub(crate) fn truths(d: &mut Draw<'_>, c: &Case, p: &Profile, s: &Scheme) -> Truths {
    let (values, every) = completions(d, &c.world, p, &verdict_reads(&c.world, s));
    let (with_yes, with_no) = (p.declared_with(s, true), p.declared_with(s, false));
    let reading = |values| Reading { world: &c.world, values, day: p.day_of(s) };
    Truths {
        yes: values.iter().map(|v| reading(v).accepts(s, &with_yes)).collect(),
        no: values.iter().map(|v| reading(v).accepts(s, &with_no)).collect(),
        every,
        values,
    }
}

fn each(d: &mut Draw<'_>, holds: impl Fn(&mut Draw<'_>, &Case, &Scheme, &Recommendation) -> Outcome) -> Outcome {
    let Some(c) = case(d) else { return Ok(()) };
    let Some(report) = c.report() else { return Ok(()) };
    c.world.schemes.iter().try_for_each(|s| holds(d, &c, s, entry(&report, &s.id)))
}

/// Soundness: every completion agrees with a settled verdict. Eligible holds even if every open declared criterion is answered
/// no; conditional holds once they are answered yes; ineligible holds even then.
#[test]
fn a_settled_verdict_holds_in_every_completion() {
    law(3_000, 500, |d| {
        each(d, |d, c, s, told| {
            let t = truths(d, c, &c.profile, s);
            let wrong = match told.verdict {
                Verdict::Eligible => t.no.iter().position(|b| !b),
                Verdict::Conditional => t.yes.iter().position(|b| !b),
                Verdict::Ineligible => t.yes.iter().position(|b| *b),
                Verdict::Undetermined => None,
            };
            match wrong {
                Some(i) => c.broken(format!("{} is {:?}, but not with {:?}", s.id, told.verdict, t.values[i])),
                None => Ok(()),
            }
        })
    });
}

/// Completeness: what waits for facts alone really depends on them. Where nothing is coupled and no limit was met, completions
/// of both kinds exist; so a verdict on which all completions agree is settled.
#[test]
fn an_undetermined_verdict_depends_on_what_is_missing() {
    law(3_000, 500, |d| {
        each(d, |d, c, s, told| {
            let t = truths(d, c, &c.profile, s);
            let why = told.why;
            if (told.verdict == Verdict::Undetermined) != why.is_some() {
                return c.broken(format!("{} is {:?} because {why:?}", s.id, told.verdict));
            }
            let both = t.yes.contains(&true) && t.yes.contains(&false);
            if why == Some(Why::Missing) && t.every && !both {
                return c.broken(format!("{} is undetermined, but every completion says {:?}", s.id, t.yes.first()));
            }
            if why == Some(Why::Missing) && told.missing.is_empty() {
                return c.broken(format!("{} waits for no fact", s.id));
            }
            Ok(())
        })
    });
}

/// Conditional exactly when declared criteria are open and matter: answered no, some completion fails. Then they are listed; an
/// eligible scheme lists none.
#[test]
fn conditional_means_that_declared_criteria_are_open_and_matter() {
    law(3_000, 500, |d| {
        each(d, |d, c, s, told| {
            let t = truths(d, c, &c.profile, s);
            let given = c.profile.declared_of(s);
            if told.declared.iter().any(|x| given.contains_key(x.key.split_once('/').unwrap().1)) {
                return c.broken(format!("{} still asks for an answer that was given", s.id));
            }
            match told.verdict {
                Verdict::Conditional if told.declared.is_empty() => c.broken(format!("{} names no condition", s.id)),
                Verdict::Conditional if t.every && !t.no.contains(&false) => {
                    c.broken(format!("{} is conditional on what cannot matter", s.id))
                }
                Verdict::Eligible if !told.declared.is_empty() => c.broken(format!("{} lists conditions", s.id)),
                _ => Ok(()),
            }
        })
    });
}

/// A witness is proof: told to the engine, it settles the verdict as it says, with open declared criteria answered yes.
#[test]
fn witnesses_replay() {
    law(3_000, 500, |d| {
        each(d, |_, c, s, told| {
            let Some(witness) = &told.witness else { return Ok(()) };
            if told.why == Some(Why::Missing) && (witness.yes.is_none() || witness.no.is_none()) {
                return c.broken(format!("{} has no two witnesses", s.id));
            }
            for (facts, wanted) in [(&witness.yes, Verdict::Eligible), (&witness.no, Verdict::Ineligible)] {
                let Some(facts) = facts else { continue };
                if !can_be_told(facts) {
                    continue;
                }
                let mut json = c.profile.to_json();
                for (key, value) in facts {
                    json["facts"][key] = value.clone();
                }
                for (path, answer) in c.profile.declared_with(s, true) {
                    json["declared"][format!("{}/{path}", s.id)] = answer.into();
                }
                match c.rules.recommend(&json, &Options::default()) {
                    Err(p) => return c.broken(format!("a witness of {} is refused: {facts:?} {p}", s.id)),
                    Ok(r) if entry(&r, &s.id).verdict != wanted => {
                        return c.broken(format!("{} with {facts:?} is {:?}", s.id, entry(&r, &s.id).verdict));
                    }
                    Ok(_) => {}
                }
            }
            Ok(())
        })
    });
}

/// `missing` is enough: once every fact named there is told, whatever it is, the verdict is settled.
#[test]
fn telling_what_is_missing_settles_the_verdict() {
    law(2_000, 500, |d| {
        each(d, |d, c, s, told| {
            if told.verdict != Verdict::Undetermined {
                return Ok(());
            }
            let missing: BTreeSet<usize> =
                told.missing.iter().filter_map(|k| KEYS.iter().position(|x| x == k)).collect();
            let open = |f: &usize| c.profile.states[*f].possible.len() > 1 || !c.profile.states[*f].every;
            if let Some(f) = missing.iter().find(|f| !open(f)) {
                return c.broken(format!("{} waits for {}, which is known", s.id, KEYS[*f]));
            }
            let (values, _) = completions(d, &c.world, &c.profile, &missing);
            let i = d.below(values.len());
            let Some(completion) = values.get(i) else { return Ok(()) };
            let after = c.profile.told(missing.iter().copied(), completion);
            if missing.iter().any(|f| after.states[*f].possible.len() > 1) {
                return Ok(());
            }
            let Ok(report) = c.ask(&after, &Options::default()) else { return Ok(()) };
            let now = entry(&report, &s.id);
            if now.verdict == Verdict::Undetermined {
                return c.broken(format!("{} is still open on {:?} after {}", s.id, now.missing, after.to_json()));
            }
            Ok(())
        })
    });
}

/// Monotony of information: learning facts never reverses a settled verdict; it only settles more. (A condition may fall away.)
#[test]
fn learning_never_reverses_a_settled_verdict() {
    law(3_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(before) = c.report() else { return Ok(()) };
        let learned: BTreeSet<usize> = (0..GIVEN).filter(|_| d.rarely(3)).collect();
        let (values, _) = completions(d, &c.world, &c.profile, &learned);
        let i = d.below(values.len());
        let Some(completion) = values.get(i) else { return Ok(()) };
        let after = c.profile.told(learned, completion);
        let Ok(now) = c.ask(&after, &Options::default()) else { return Ok(()) };
        for s in &c.world.schemes {
            let (was, is) = (entry(&before, &s.id).verdict, entry(&now, &s.id).verdict);
            let kept = match was {
                Verdict::Eligible | Verdict::Ineligible => is == was,
                Verdict::Conditional => matches!(is, Verdict::Conditional | Verdict::Eligible),
                Verdict::Undetermined => true,
            };
            if !kept {
                return c.broken(format!("{} was {was:?} and is {is:?} after {}", s.id, after.to_json()));
            }
        }
        Ok(())
    });
}

/// A profile is refused as contradictory when, and only when, no completion keeps the constraints.
#[test]
fn a_profile_is_refused_exactly_when_no_completion_keeps_the_constraints() {
    law(3_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let facts: BTreeSet<usize> = c.world.constraints.iter().flat_map(|e| reads(&c.world, e)).collect();
        let (values, every) = completions(d, &c.world, &c.profile, &facts);
        match c.ask(&c.profile, &Options::default()) {
            Err(told) if !told.contains("P0010") => c.broken(format!("a good profile is refused: {told}")),
            Err(_) if !values.is_empty() => c.broken(format!("refused, but {:?} keeps the constraints", values[0])),
            Ok(_) if every && values.is_empty() => c.broken("no completion keeps the constraints"),
            _ => Ok(()),
        }
    });
}

/// Each criterion of the tree is as true as it says: yes in every completion, no in every completion, else unknown. Declared
/// criteria that are open stay unknown, so they may be either.
#[test]
fn every_criterion_tells_its_truth() {
    law(2_000, 500, |d| {
        each(d, |d, c, s, told| {
            let t = truths(d, c, &c.profile, s);
            let answers = [c.profile.declared_with(s, true), c.profile.declared_with(s, false)];
            let own = told.criteria.iter().filter(|x| x.id != "territory");
            for ((i, rule), criterion) in s.criteria.iter().enumerate().zip(own) {
                compare(c, s, rule, &format!("c{}", i + 1), criterion, &t, &answers)?;
            }
            Ok(())
        })
    });
}

fn compare(
    c: &Case,
    s: &Scheme,
    rule: &Rule,
    path: &str,
    told: &Criterion,
    t: &Truths,
    answers: &[std::collections::BTreeMap<String, bool>; 2],
) -> Outcome {
    if told.id != path {
        return c.broken(format!("{}: {} stands where {path} should", s.id, told.id));
    }
    let held = |v: &Vec<Value>, a| Reading { world: &c.world, values: v, day: c.profile.day_of(s) }.rule(rule, path, a);
    let any = |wanted: bool| t.values.iter().any(|v| answers.iter().any(|a| held(v, a) == wanted));
    let wrong = match told.truth {
        Truth::Yes => any(false),
        Truth::No => any(true),
        Truth::Unknown => false,
    };
    if wrong {
        return c.broken(format!("{} {path} is {:?}, and in some completion is not", s.id, told.truth));
    }
    let parts: Vec<(&Rule, String)> = match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
            parts.iter().enumerate().map(|(i, p)| (p, format!("{path}/{}", i + 1))).collect()
        }
        Rule::Not(part) => vec![(part, format!("{path}/not"))],
        Rule::If(_) | Rule::Declared(_) => vec![],
    };
    parts.iter().zip(&told.parts).try_for_each(|((r, path), told)| compare(c, s, r, path, told, t, answers))
}

/// A refusal names criteria that cannot hold together, whatever the facts not told may be; nothing else names any.
#[test]
fn failing_criteria_cannot_hold_together() {
    law(2_000, 500, |d| {
        each(d, |d, c, s, told| {
            if (told.verdict == Verdict::Ineligible) == told.failing.is_empty() {
                return c.broken(format!("{} is {:?}, failing {:?}", s.id, told.verdict, told.failing));
            }
            if told.failing.is_empty() {
                return Ok(());
            }
            let t = truths(d, c, &c.profile, s);
            let answers = c.profile.declared_with(s, true);
            let all_hold = |v: &Vec<Value>| {
                let reading = Reading { world: &c.world, values: v, day: c.profile.day_of(s) };
                told.failing.iter().all(|id| match id.strip_prefix('c').and_then(|n| n.parse::<usize>().ok()) {
                    Some(n) => reading.rule(&s.criteria[n - 1], id, &answers),
                    None => reading.in_territory(s),
                })
            };
            match t.values.iter().find(|v| all_hold(v)) {
                Some(v) => c.broken(format!("{}: {:?} hold together with {v:?}", s.id, told.failing)),
                None => Ok(()),
            }
        })
    });
}

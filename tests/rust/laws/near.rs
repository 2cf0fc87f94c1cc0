//! Laws of near misses: every change told is made and judged anew, and every change of one or two things is tried.

use super::bench::{Case, Outcome, case, entry, law};
use super::profiles::{Profile, domain, known, show};
use super::words::{CARES, CHANGES, KEYS, KIND, SECTORS, STARTED, TRADES, TRAINED, Value};
use terreau::contract::{Alternative, Move, NearMiss, ProjectChange, Report, Why};
use terreau::{Detail, Group, Options, Verdict};

/// One thing that may change.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    fact: usize,
    member: Option<usize>,
    to: Value,
    effort: u32,
    lead: u32,
}

impl Step {
    fn moves_the_same(&self, other: &Step) -> bool {
        (self.fact, self.member) == (other.fact, other.member)
    }
}

/// Everything that may change of a profile, as the facts of the laws allow it.
fn steps(c: &Case) -> Vec<Step> {
    let mut found = vec![];
    for (fact, way, effort, lead) in CHANGES.into_iter().filter(|x| x.0 != CARES) {
        let state = &c.profile.states[fact];
        let word = state.json.as_ref().and_then(|j| j.get("state")).and_then(|s| s.as_str());
        let told = state.json.as_ref().is_some_and(|j| !j.is_null());
        if !told || matches!(word, Some("unknown" | "declined" | "not_applicable")) {
            continue;
        }
        let mut step = |member, to| found.push(Step { fact, member, to, effort, lead });
        if fact == SECTORS {
            let Value::Held(held) = state.possible[0] else { continue };
            (0..TRADES.len()).filter(|m| held >> m & 1 == 0).for_each(|m| step(Some(m), Value::Held(1 << m)));
            continue;
        }
        let now: Vec<i64> =
            state.possible.iter().filter_map(|v| if let Value::Int(n) = v { Some(*n) } else { None }).collect();
        let (low, high) = (now.iter().min(), now.iter().max());
        if fact == STARTED && low.is_some_and(|low| *low < c.profile.as_of) {
            continue;
        }
        let beyond = |v: i64| match way {
            "up" => high.is_none_or(|h| v > *h),
            "down" => low.is_some_and(|l| v < *l),
            _ => !now.contains(&v),
        };
        for v in domain(&c.world, fact).0 {
            let may = match v {
                Value::Int(n) => beyond(n) && (fact != STARTED || n >= c.profile.as_of),
                Value::None => way != "up" && !now.is_empty(),
                _ => false,
            };
            if may {
                step(None, v);
            }
        }
    }
    found
}

fn applied(profile: &Profile, steps: &[Step]) -> Profile {
    let mut changed = profile.clone();
    for s in steps {
        changed.states[s.fact] = match (&s.to, &changed.states[s.fact].possible[0]) {
            (Value::Held(one), Value::Held(held)) => known(s.fact, Value::Held(held | one)),
            _ => known(s.fact, s.to.clone()),
        };
    }
    changed
}

fn cost(steps: &[Step]) -> (usize, u32, u32) {
    let lead = steps.iter().map(|s| s.lead).max().unwrap_or(0);
    (steps.len(), steps.iter().map(|s| s.effort).sum(), lead)
}

fn judged(c: &Case, steps: &[Step]) -> Option<Report> {
    c.ask(&applied(&c.profile, steps), &Options { detail: Detail::Brief, ..Options::default() }).ok()
}

/// A value as text, so that 0.5 is the text "0.5000".
fn plain(json: &serde_json::Value) -> String {
    let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The steps that a move may stand for, all of which the facts allow; `None` when they do not.
fn meant(allowed: &[Step], m: &Move) -> Option<Vec<Step>> {
    let fact = KEYS.iter().position(|k| *k == m.fact)?;
    let of_json = |json: &serde_json::Value| {
        allowed.iter().find(|s| match s.member {
            Some(member) => s.fact == fact && m.holds == Some(true) && *json == TRADES[member],
            None => s.fact == fact && plain(&show(fact, &s.to)) == plain(json),
        })
    };
    let found: Option<Vec<Step>> = [&m.to].into_iter().chain(&m.or).map(|j| of_json(j).cloned()).collect();
    found.filter(|all| all.iter().all(|s| (s.effort, s.lead) == (m.effort, m.lead_months)))
}

fn sure(v: Verdict) -> bool {
    matches!(v, Verdict::Eligible | Verdict::Conditional)
}

/// What a change is told to bring is what judging the changed project anew brings.
fn brings(c: &Case, before: &Report, change: &ProjectChange, after: &Report) -> Outcome {
    let (mut gains, mut opens, mut losses, mut given) = (vec![], vec![], vec![], 0);
    for s in c.world.schemes.iter().filter(|s| entry(before, &s.id).group != Group::Closed) {
        let (was, now) = (entry(before, &s.id), entry(after, &s.id));
        match (was.verdict, now.verdict) {
            (was, is) if sure(is) && !sure(was) => {
                let amount = now.amount.as_ref().filter(|a| !a.uncapped);
                let most = amount.and_then(|a| a.high);
                if amount.is_some_and(|a| a.form == "cash") {
                    given += most.map_or(0, |m| m.mantissa);
                }
                gains.push((s.id.clone(), is, most));
            }
            (Verdict::Ineligible, Verdict::Undetermined) => opens.push(s.id.clone()),
            (was, Verdict::Ineligible) if was != Verdict::Ineligible => losses.push(s.id.clone()),
            _ => {}
        }
    }
    let told: Vec<_> = change.gains.iter().map(|g| (g.scheme.clone(), g.verdict, g.up_to)).collect();
    if told != gains || change.opens != opens || change.losses != losses || change.given.mantissa != given {
        return c.broken(format!("{change:?} brings {gains:?}, opens {opens:?}, closes {losses:?}, gives {given}"));
    }
    Ok(())
}

fn alternative(c: &Case, before: &Report, allowed: &[Step], scheme: &str, a: &Alternative) -> Outcome {
    let after = change(c, before, allowed, &a.change)?;
    let now = entry(&after, scheme);
    let missing: &[String] = if a.verdict == Verdict::Undetermined { &now.missing } else { &[] };
    if now.verdict != a.verdict || now.verdict == Verdict::Ineligible || a.missing != missing {
        return c.broken(format!("{scheme} is {:?} {:?} after {a:?}", now.verdict, now.missing));
    }
    Ok(())
}

fn change(c: &Case, before: &Report, allowed: &[Step], change: &ProjectChange) -> Result<Report, String> {
    let all: Option<Vec<Vec<Step>>> = change.moves.iter().map(|m| meant(allowed, m)).collect();
    let Some(all) = all else { return c.broken(format!("{change:?} moves what may not move")) };
    let first: Vec<Step> = all.iter().map(|ways| ways[0].clone()).collect();
    let Some(after) = judged(c, &first) else { return c.broken(format!("{change:?} contradicts itself")) };
    if (change.effort, change.lead_months) != (cost(&first).1, cost(&first).2) || change.label.is_empty() {
        return c.broken(format!("{change:?} costs {:?}", cost(&first)));
    }
    brings(c, before, change, &after)?;
    for (i, ways) in all.iter().enumerate() {
        for way in ways.iter().skip(1) {
            let mut other = first.clone();
            other[i] = way.clone();
            let Some(then) = judged(c, &other) else { return c.broken(format!("{other:?} contradicts itself")) };
            brings(c, before, change, &then)?;
        }
    }
    Ok(after)
}

fn report(c: &Case) -> Option<Report> {
    c.ask(&c.profile, &Options { near: true, ..Options::default() }).ok()
}

/// Applied, near misses are hits; what they bring and take elsewhere is what the changed project gets; only what may change does.
#[test]
fn changes_told_do_what_they_say() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(before) = report(&c) else { return Ok(()) };
        let allowed = steps(&c);
        for s in &before.schemes {
            let Some(near) = &s.near_miss else { continue };
            if s.verdict != Verdict::Ineligible || s.group == Group::Closed {
                return c.broken(format!("{} is not refused, or closed", s.scheme));
            }
            near.best.iter().chain(&near.others).try_for_each(|a| alternative(&c, &before, &allowed, &s.scheme, a))?;
            different(&c, near)?;
        }
        let changes = before.changes.as_deref().unwrap_or_default();
        if !changes.is_sorted_by_key(|x| (x.moves.len() > 1, -(x.gains.len() as i64))) {
            return c.broken("changes are not in the order of what they unlock");
        }
        changes.iter().try_for_each(|x| change(&c, &before, &allowed, x).map(|_| ()))
    });
}

/// Dearer changes are of other facts.
fn different(c: &Case, near: &NearMiss) -> Outcome {
    let facts = |a: &Alternative| a.change.moves.iter().map(|m| m.fact.clone()).collect::<Vec<_>>();
    let best: Vec<_> = near.best.iter().map(facts).collect();
    let others: Vec<_> = near.others.iter().map(facts).collect();
    let again = others.iter().enumerate().any(|(i, o)| best.contains(o) || others[..i].contains(o));
    if again || others.len() > 3 { c.broken(format!("{near:?} tells the same facts again")) } else { Ok(()) }
}

/// No change that costs less would do, and all that cost as little are told: every change of one thing, then of two, is judged.
#[test]
fn nothing_cheaper_does() {
    law(250, 400, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(before) = report(&c) else { return Ok(()) };
        let refused =
            |s: &&terreau::contract::Recommendation| s.verdict == Verdict::Ineligible && s.group != Group::Closed;
        if !before.schemes.iter().any(|s| refused(&s)) {
            return Ok(());
        }
        let singles: Vec<Vec<Step>> = steps(&c).into_iter().map(|s| vec![s]).collect();
        let pairs = singles.iter().enumerate().flat_map(|(i, a)| {
            let other = move |b: &&Vec<Step>| !a[0].moves_the_same(&b[0]);
            singles[i + 1..].iter().filter(other).map(move |b| vec![a[0].clone(), b[0].clone()])
        });
        let all: Vec<(Vec<Step>, Report)> =
            singles.iter().cloned().chain(pairs).filter_map(|s| judged(&c, &s).map(|r| (s, r))).collect();
        before.schemes.iter().filter(refused).try_for_each(|s| cheapest(&c, &all, &s.scheme, s.near_miss.as_ref()))
    });
}

fn cheapest(c: &Case, all: &[(Vec<Step>, Report)], scheme: &str, near: Option<&NearMiss>) -> Outcome {
    let hits = |wanted: &dyn Fn(&terreau::contract::Recommendation) -> bool| {
        all.iter().filter(|(_, r)| wanted(entry(r, scheme))).map(|(s, _)| s).collect::<Vec<_>>()
    };
    let certain = hits(&|s| sure(s.verdict));
    let possible = hits(&|s| s.verdict == Verdict::Undetermined && s.why == Some(Why::Missing));
    let told = near.and_then(|n| n.best.first());
    let verdict = told.map(|a| a.verdict);
    let rivals = match verdict {
        Some(v) if sure(v) => certain,
        _ if !certain.is_empty() => return c.broken(format!("{scheme} has {:?}, told {near:?}", certain[0])),
        _ => possible,
    };
    let least = rivals.iter().map(|s| cost(s)).min();
    let cost_told = told.map(|a| (a.change.moves.len(), a.change.effort, a.change.lead_months));
    match (cost_told, least) {
        (None, None) => return Ok(()),
        (Some((n, ..)), None) if n > 2 => return Ok(()),
        (Some(x), Some(y)) if x == y => {}
        _ => return c.broken(format!("{scheme} could cost {least:?}, told {near:?}")),
    }
    if near.is_some_and(|n| !n.proved || n.truncated) {
        return c.broken(format!("{scheme}: {near:?} is not proved"));
    }
    let best: Vec<&Alternative> = near.iter().flat_map(|n| &n.best).collect();
    let missed = rivals.iter().filter(|s| Some(cost(s)) == least).find(|s| !best.iter().any(|a| covers(c, a, s)));
    missed.map_or(Ok(()), |m| c.broken(format!("{scheme}: {m:?} is not told in {near:?}")))
}

/// The same things change, to the same choice or to a value that is no farther.
fn covers(c: &Case, a: &Alternative, steps: &[Step]) -> bool {
    let one = |m: &Move, s: &Step| {
        let mut values = [&m.to].into_iter().chain(&m.or);
        match (s.member, &s.to) {
            _ if KEYS[s.fact] != m.fact => false,
            (Some(member), _) => m.to == TRADES[member],
            (None, Value::Int(far)) if s.fact != KIND && s.fact != TRAINED => {
                let near = domain(&c.world, s.fact).0.into_iter().find(|v| plain(&show(s.fact, v)) == plain(&m.to));
                matches!(near, Some(Value::Int(near)) if distance(c, s.fact, near) <= distance(c, s.fact, *far))
            }
            (None, to) => values.any(|v| plain(v) == plain(&show(s.fact, to))),
        }
    };
    a.change.moves.len() == steps.len() && steps.iter().all(|s| a.change.moves.iter().any(|m| one(m, s)))
}

/// How far a value lies from what the fact may be now; from the lowest when it has none.
fn distance(c: &Case, fact: usize, to: i64) -> i64 {
    let now = c.profile.states[fact].possible.iter();
    let far = now.filter_map(|v| if let Value::Int(n) = v { Some((n - to).abs()) } else { None });
    far.min().unwrap_or(to)
}

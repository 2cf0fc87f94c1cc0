//! One profile at a time: how long a call takes.

use super::{Outcome, ROOM, Rules, common::catalogue::Scheme, cpu, json_file, points, spent};
use serde_json::{Map, Value, json};
use std::{fs, hint::black_box, time::Instant};
use terreau::{Answers, Dated, Ranked, Verdict, Weighting};

/// Times calls for so many seconds and says how many answers agree with the reference.
pub(crate) fn run(folder: &str, n: &str, seconds: f64, which: &str) -> Outcome<Value> {
    let rules = Rules::load(folder, n)?;
    let (dated, weighting) = (&rules.dated, &rules.weighting);
    let text = fs::read_to_string(format!("{folder}/profiles-1000.{which}.jsonl"))?;
    let profiles: Vec<Value> = text.lines().map(profile).collect::<Outcome<_>>()?;

    let expected = json_file(&format!("{folder}/expected-{n}.{which}.json"))?;
    let expected = expected.get("profiles").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut agree = 0;
    for (profile, wanted) in profiles.iter().zip(&expected) {
        let top = rank(dated, weighting, profile)?;
        agree += usize::from(top.agrees(wanted, &rules.schemes));
    }

    let mut times = vec![];
    let (start, used) = (Instant::now(), cpu());
    for profile in profiles.iter().cycle() {
        if start.elapsed().as_secs_f64() >= seconds {
            break;
        }
        let t = Instant::now();
        let top = rank(black_box(dated), weighting, black_box(profile))?;
        black_box(&top.found);
        times.push(t.elapsed().as_secs_f64() * 1e6);
    }
    let (wall, count) = (start.elapsed().as_secs_f64(), times.len() as f64);
    let busy = spent(used, wall);
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    Ok(json!({
        "compile_ms": rules.compile_ms, "agree": agree, "checked": expected.len().min(profiles.len()), "lat_us": at(50),
        "p95_us": at(95), "cpu_us": busy / count * 1e6, "pairs_per_s": count * rules.schemes.len() as f64 / wall,
    }))
}

/// The best of one profile, and how many are eligible.
struct Top<'d> {
    eligible: usize,
    found: Vec<(Ranked<'d>, Option<i64>)>,
}

fn rank<'d>(dated: &'d Dated, weighting: &Weighting, profile: &Value) -> Outcome<Top<'d>> {
    let answers: Answers<'d> = dated.read(profile)?;
    let mut top = Top { eligible: 0, found: Vec::with_capacity(ROOM + 1) };
    for scheme in answers.possible(weighting) {
        top.eligible += usize::from(scheme.verdict == Verdict::Eligible);
        // an amount that is not known ranks as none
        let amount = scheme.amount.filter(|a| a.low == a.high).map(|a| a.low);
        top.offer(scheme, amount);
    }
    Ok(top)
}

impl<'d> Top<'d> {
    fn offer(&mut self, scheme: Ranked<'d>, amount: Option<i64>) {
        // smaller is better; schemes come in the order of their ids, so equals stay behind
        let key = |s: &Ranked<'_>, a: Option<i64>| (s.verdict, u32::MAX - s.score.low, -a.unwrap_or(0));
        let own = key(&scheme, amount);
        if self.found.len() == ROOM && self.found.last().is_some_and(|(s, a)| key(s, *a) <= own) {
            return;
        }
        let at = self.found.partition_point(|(s, a)| key(s, *a) <= own);
        self.found.insert(at, (scheme, amount));
        self.found.truncate(ROOM);
    }

    /// The same number of eligible schemes, and the same ids, states, scores and amounts in the same order.
    fn agrees(&self, wanted: &Value, schemes: &[Scheme]) -> bool {
        let rows = wanted.get("top").and_then(Value::as_array);
        let same = |(scheme, amount): &(Ranked<'_>, Option<i64>), row: &Value| {
            let [id, state, score, money] = row.as_array().map_or(&[][..], Vec::as_slice) else { return false };
            let word = if scheme.verdict == Verdict::Eligible { "eligible" } else { "unknown" };
            let wanted = schemes.get(scheme.index).and_then(|s| points(s, score));
            id == scheme.scheme
                && state == word
                && wanted == Some(scheme.score.low)
                && money.as_i64() == amount.map(|cents| cents / 100)
        };
        wanted.get("eligible").and_then(Value::as_u64) == Some(self.eligible as u64)
            && rows.is_some_and(|rows| {
                rows.len() == self.found.len() && self.found.iter().zip(rows).all(|(f, row)| same(f, row))
            })
    }
}

/// A profile of the catalogue's own shape as the engine takes it.
fn profile(line: &str) -> Outcome<Value> {
    let told: Map<String, Value> = serde_json::from_str(line)?;
    let facts: Map<String, Value> = told.into_iter().map(|(k, v)| (format!("project.{k}"), lower(v))).collect();
    Ok(json!({ "facts": facts }))
}

/// Members of choices are written in lower case here.
fn lower(value: Value) -> Value {
    match value {
        Value::String(s) => Value::String(s.to_lowercase()),
        other => other,
    }
}

//! Runs a foreign catalogue through the engine and says how long one profile takes, as JSON: the adapter of a comparison
//! of engines on one workload.
//!
//!     peer DATA N SECONDS [known|mixed]
//!
//! DATA holds `catalogue-N.json`, `profiles-1000.WHICH.jsonl` and `expected-N.WHICH.json`. A call reads a profile that is
//! already parsed, judges all schemes and ranks: eligible first, then what fits, the amount, the id.
#![expect(clippy::print_stdout, reason = "the result is printed")]
#![expect(clippy::disallowed_methods, reason = "this program reads its data and looks at the clock")]
#![expect(clippy::float_arithmetic, reason = "times are told in microseconds")]

#[path = "../benches/common/mod.rs"]
#[expect(dead_code, reason = "the catalogue is read here, not drawn")]
mod common;

use common::catalogue::{Predicate, Rule, Scheme, Test, load, sources};
use serde_json::{Map, Value, json};
use std::{error::Error, fs, hint::black_box, time::Instant};
use terreau::{Answers, Dated, Options, Ranked, Verdict, Weighting};

const ROOM: usize = 10;
/// The day of judgement: rules of this workload name no other.
const DAY: &str = "2026-11-23";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, n, seconds, rest @ ..] = args.as_slice() else {
        return Err("usage: peer DATA N SECONDS [known|mixed]".into());
    };
    let which = rest.first().map_or("known", String::as_str);
    let seconds: f64 = seconds.parse()?;
    let schemes = catalogue(&json_file(&format!("{folder}/catalogue-{n}.json"))?)?;
    let start = Instant::now();
    let rules = load(sources(&schemes))?;
    let dated = rules.on_day(DAY)?;
    let compile_ms = start.elapsed().as_secs_f64() * 1e3;
    let weighting = dated.weigh(&Options::default())?;
    let text = fs::read_to_string(format!("{folder}/profiles-1000.{which}.jsonl"))?;
    let profiles: Vec<Value> = text.lines().map(profile).collect::<Outcome<_>>()?;

    let expected = json_file(&format!("{folder}/expected-{n}.{which}.json"))?;
    let expected = expected.get("profiles").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut agree = 0;
    for (profile, wanted) in profiles.iter().zip(&expected) {
        let top = rank(&dated, &weighting, profile)?;
        agree += usize::from(top.agrees(wanted, &schemes));
    }

    let mut times = vec![];
    let (start, used) = (Instant::now(), cpu());
    for profile in profiles.iter().cycle() {
        if start.elapsed().as_secs_f64() >= seconds {
            break;
        }
        let t = Instant::now();
        let top = rank(black_box(&dated), &weighting, black_box(profile))?;
        black_box(&top.found);
        times.push(t.elapsed().as_secs_f64() * 1e6);
    }
    let (wall, count) = (start.elapsed().as_secs_f64(), times.len() as f64);
    let busy = used.zip(cpu()).map_or(wall, |(from, to)| to - from);
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    let out = json!({
        "compile_ms": compile_ms, "agree": agree, "checked": expected.len().min(profiles.len()),
        "lat_us": at(50), "p95_us": at(95), "cpu_us": busy / count * 1e6, "pairs_per_s": count * schemes.len() as f64 / wall,
    });
    println!("{out}");
    Ok(())
}

/// Seconds of CPU time of this process, in hundredths, where the system tells.
fn cpu() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
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
            // `met / total` to six places, and our points of it, rounded down to a thousandth
            let weights = schemes.get(scheme.index).map_or(1, |s| s.soft.iter().map(|(w, _)| *w).sum::<u32>());
            let met = (score.as_f64().unwrap_or(-1.0) * f64::from(weights)).round();
            let points = (met * 1000.0 / f64::from(weights)).floor();
            id == scheme.scheme
                && state == word
                && f64::from(scheme.score.low) == points * 1000.0
                && money.as_i64() == amount.map(|cents| cents / 100)
        };
        wanted.get("eligible").and_then(Value::as_u64) == Some(self.eligible as u64)
            && rows.is_some_and(|rows| {
                rows.len() == self.found.len() && self.found.iter().zip(rows).all(|(f, row)| same(f, row))
            })
    }
}

fn json_file(path: &str) -> Outcome<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?)?)
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

// ---- the catalogue

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_lowercase()
}

fn catalogue(value: &Value) -> Outcome<Vec<Scheme>> {
    let options = value.get("options").map(list).ok_or("the catalogue has no `options`")?;
    options.iter().map(|o| scheme(o).ok_or_else(|| format!("not understood: {o}").into())).collect()
}

fn scheme(o: &Value) -> Option<Scheme> {
    let soft =
        list(o.get("soft")?).iter().map(|s| Some((s.get("weight")?.as_u64()? as u32, predicate(s.get("when")?)?)));
    Some(Scheme {
        id: text(o.get("id")?),
        rule: list(o.get("rule")?.get("all")?).iter().map(rule).collect::<Option<_>>()?,
        cap: o.get("amount")?.get("cap")?.as_i64()?,
        rate: o.get("amount")?.get("rate_pct")?.as_i64()?,
        soft: soft.collect::<Option<_>>()?,
    })
}

fn rule(value: &Value) -> Option<Rule> {
    let parts = |v: &Value| list(v).iter().map(rule).collect::<Option<Vec<Rule>>>();
    if let Some(v) = value.get("all") {
        return parts(v).map(Rule::All);
    }
    if let Some(v) = value.get("any") {
        return parts(v).map(Rule::Any);
    }
    if let Some(v) = value.get("not") {
        return rule(v).map(|r| Rule::Not(Box::new(r)));
    }
    predicate(value).map(Rule::Leaf)
}

fn predicate(value: &Value) -> Option<Predicate> {
    let constant = value.get("value")?;
    let test = match value.get("op")?.as_str()? {
        "le" => Test::AtMost(constant.as_i64()?),
        "ge" => Test::AtLeast(constant.as_i64()?),
        "is" => Test::Is(constant.as_bool()?),
        "in" => Test::In(list(constant).iter().map(text).collect()),
        "has" => Test::Has(text(constant)),
        "within" => match list(constant) {
            [from, to] => Test::Within(text(from), text(to)),
            _ => return None,
        },
        _ => return None,
    };
    Some(Predicate { fact: text(value.get("fact")?), test })
}

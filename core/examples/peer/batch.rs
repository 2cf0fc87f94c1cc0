//! Many profiles as columns: how long the best of each take.

use super::{Outcome, ROOM, Rules, cpu, foreign, json_file, points, spent};
use serde_json::{Value, json};
use std::{fs, time::Instant};
use terreau::{Columns, Dated, Listed, Lists};

/// Profiles that are scored at once, so that lists never lie in memory for all in full.
const CHUNK: usize = 1 << 14;

/// A scheme of a list, small: place, whether eligible, score, cents.
type Line = (u16, bool, u32, Option<u32>);

/// Everything that was found.
#[derive(Default)]
struct Found {
    lines: Vec<Line>,
    /// How many lines each profile has, and how many schemes it is eligible for.
    profiles: Vec<(u8, u32)>,
    by_scheme: Vec<u64>,
}

/// Scores M profiles once, and says how many answers agree with the reference.
pub(crate) fn run(folder: &str, n: &str, m: usize, threads: usize, which: &str) -> Outcome<Value> {
    let rules = Rules::load(folder, n)?;
    let catalogue = json_file(&format!("{folder}/catalogue-{n}.json"))?;
    let facts: Vec<Fact> = catalogue.get("facts").map_or(&[][..], foreign::list).iter().map(Fact::new).collect();
    let population = columns(&rules.dated, &facts, &fs::read(format!("{folder}/profiles-{m}.{which}.cols"))?, m)?;

    let (start, used) = (Instant::now(), cpu());
    let mut found = Found::default();
    for chunk in &population {
        found.add(chunk.score(&rules.weighting, ROOM, threads));
    }
    let wall = start.elapsed().as_secs_f64();
    let busy = spent(used, wall);

    let expected = json_file(&format!("{folder}/expected-{n}.{which}.json"))?;
    let wanted = expected.get("profiles").map_or(&[][..], foreign::list);
    let mut out = json!({
        "compile_ms": rules.compile_ms, "agree": found.agree(wanted, &rules), "checked": wanted.len().min(m), "batch_s": wall,
        "cpu_s": busy, "pairs_per_s": (m * rules.schemes.len()) as f64 / wall,
    });
    let by_scheme = expected.get("eligible_per_option").and_then(Value::as_object).filter(|_| wanted.len() == m);
    if let (Some(by_scheme), Some(out)) = (by_scheme, out.as_object_mut()) {
        let numbers = by_scheme.values().map(Value::as_u64);
        out.insert("per_option_ok".into(), found.by_scheme.iter().map(|n| Some(*n)).eq(numbers).into());
    }
    Ok(out)
}

impl Found {
    fn add(&mut self, lists: Lists) {
        let line = |l: &Listed| (l.scheme as u16, l.eligible, l.score, l.cents.and_then(|c| u32::try_from(c).ok()));
        self.lines.extend(lists.best.iter().map(line));
        let first = self.profiles.len();
        self.profiles.extend(lists.eligible.iter().map(|eligible| (0, *eligible)));
        for line in &lists.best {
            if let Some((own, _)) = self.profiles.get_mut(first + line.row) {
                *own += 1;
            }
        }
        self.by_scheme.resize(lists.by_scheme.len(), 0);
        self.by_scheme.iter_mut().zip(lists.by_scheme).for_each(|(sum, n)| *sum += n);
    }

    /// Profiles with the same number of eligible schemes, and the same ids, states, scores and amounts in the same order.
    fn agree(&self, wanted: &[Value], rules: &Rules) -> usize {
        let mut lines = self.lines.as_slice();
        let same = |line: &Line, row: &Value| {
            let (scheme, eligible, score, cents) = *line;
            let [id, state, share, money] = foreign::list(row) else { return false };
            let Some(scheme) = rules.schemes.get(usize::from(scheme)) else { return false };
            *id == *scheme.id
                && *state == *if eligible { "eligible" } else { "unknown" }
                && points(scheme, share) == Some(score)
                && money.as_u64() == cents.map(|c| u64::from(c) / 100)
        };
        let mut agree = 0;
        for ((count, eligible), wanted) in self.profiles.iter().zip(wanted) {
            let (own, rest) = lines.split_at_checked(usize::from(*count)).unwrap_or((lines, &[]));
            lines = rest;
            let top = wanted.get("top").map_or(&[][..], foreign::list);
            let all = own.len() == top.len() && own.iter().zip(top).all(|(line, row)| same(line, row));
            agree += usize::from(all && wanted.get("eligible").and_then(Value::as_u64) == Some(u64::from(*eligible)));
        }
        agree
    }
}

/// A fact of the foreign catalogue: how its column is written, and what its numbers are here.
struct Fact {
    name: String,
    kind: String,
    /// Places of its members in the order of their names.
    places: Vec<i64>,
}

impl Fact {
    fn new(fact: &Value) -> Fact {
        let word = |key: &str| fact.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        let members: Vec<String> =
            fact.get("values").map_or(&[][..], foreign::list).iter().map(foreign::text).collect();
        let place = |member: &String| members.iter().filter(|other| *other < member).count() as i64;
        Fact { name: word("name"), kind: word("type"), places: members.iter().map(place).collect() }
    }

    /// Bytes of a number in the column, and the number that says unknown.
    fn width(&self) -> (usize, i64) {
        match self.kind.as_str() {
            "enum" | "bool" => (1, 0xFF),
            "set" => (4, 0xFFFF_FFFF),
            _ => (4, i64::from(i32::MIN)),
        }
    }

    fn number(&self, bytes: &[u8]) -> Option<i64> {
        let number = match *bytes {
            [byte] => i64::from(byte),
            [a, b, c, d] if self.kind == "set" => i64::from(u32::from_le_bytes([a, b, c, d])),
            [a, b, c, d] => i64::from(i32::from_le_bytes([a, b, c, d])),
            _ => return None,
        };
        let place = |code: usize| self.places.get(code).copied().unwrap_or(0);
        (number != self.width().1).then(|| match self.kind.as_str() {
            "enum" => place(number as usize),
            "set" => (0..self.places.len()).filter(|i| number >> i & 1 == 1).map(|i| 1 << place(i)).sum(),
            // euros
            _ if self.name == "eligible_cost" => number * 100,
            _ => number,
        })
    }
}

/// The columns one after another, cut into chunks of profiles.
fn columns<'d>(dated: &'d Dated, facts: &[Fact], raw: &[u8], m: usize) -> Outcome<Vec<Columns<'d>>> {
    let sizes = (0..m).step_by(CHUNK).map(|first| CHUNK.min(m - first));
    let mut chunks: Vec<Columns<'d>> = sizes.clone().map(|rows| dated.integer_columns(rows)).collect();
    let mut rest = raw;
    for fact in facts {
        let (width, _) = fact.width();
        for (chunk, rows) in chunks.iter_mut().zip(sizes.clone()) {
            let (own, after) = rest.split_at_checked(rows * width).ok_or("the columns are too short")?;
            rest = after;
            if !chunk.tell(&format!("project.{}", fact.name), own.chunks(width).map(|bytes| fact.number(bytes))) {
                return Err(format!("no fact `{}`", fact.name).into());
            }
        }
    }
    Ok(chunks)
}

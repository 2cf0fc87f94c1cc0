//! Profiles with every state of knowledge, and all their completions.

use super::generator::{DAYS, Draw};
use super::number::{day, decimal, iso};
use super::oracle::{Reading, calendar, declared_paths, reads};
use super::words::{
    BUDGET, CODES, GIVEN, KEYS, KINDS, LAST_MONTH, LINES, LOAN, Line, MOST_LINE, PLACE, Scheme, TRADES, Ty, Value,
    World, ty,
};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a profile says of a fact, and what it may be.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Nothing when the fact is left out.
    pub(crate) json: Option<Json>,
    pub(crate) possible: Vec<Value>,
    /// `possible` holds every value; otherwise some.
    pub(crate) every: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) as_of: i64,
    pub(crate) states: Vec<State>,
    /// By scheme and path.
    pub(crate) declared: BTreeMap<(String, String), bool>,
    pub(crate) filed: BTreeMap<String, i64>,
}

impl Profile {
    pub(crate) fn to_json(&self) -> Json {
        let facts: Map<String, Json> = KEYS
            .iter()
            .zip(&self.states)
            .filter_map(|(key, s)| s.json.clone().map(|j| ((*key).to_owned(), j)))
            .collect();
        let declared: Map<String, Json> =
            self.declared.iter().map(|((s, c), b)| (format!("{s}/{c}"), Json::Bool(*b))).collect();
        let filed: Map<String, Json> = self.filed.iter().map(|(s, d)| (s.clone(), Json::String(iso(*d)))).collect();
        json!({ "as_of": iso(self.as_of), "facts": facts, "declared": declared, "filed": filed })
    }

    pub(crate) fn declared_of(&self, s: &Scheme) -> BTreeMap<String, bool> {
        self.declared.iter().filter(|((id, _), _)| *id == s.id).map(|((_, c), b)| (c.clone(), *b)).collect()
    }

    /// Answers for every declared criterion: the given ones, and the same for all that are open.
    pub(crate) fn declared_with(&self, s: &Scheme, open: bool) -> BTreeMap<String, bool> {
        let given = self.declared_of(s);
        declared_paths(s).into_iter().map(|p| (p.clone(), given.get(&p).copied().unwrap_or(open))).collect()
    }

    pub(crate) fn day_of(&self, s: &Scheme) -> i64 {
        calendar(s, self.as_of, self.filed.get(&s.id).copied()).1
    }

    /// The same profile with facts told as a completion has them.
    pub(crate) fn told(&self, facts: impl IntoIterator<Item = usize>, completion: &[Value]) -> Profile {
        let mut told = self.clone();
        for f in facts {
            told.states[f] = known(f, completion[f].clone());
        }
        told
    }
}

/// A fact told as a completion has it. A place that no code names alone is told by the code around it.
pub(crate) fn known(fact: usize, value: Value) -> State {
    if let (PLACE, Value::Int(v)) = (fact, &value) {
        let (code, places) = CODES[*v as usize];
        return State {
            json: Some(json!(code)),
            possible: places.iter().copied().map(Value::Int).collect(),
            every: true,
        };
    }
    State { json: Some(show(fact, &value)), possible: vec![value], every: true }
}

/// A value as a profile writes it.
pub(crate) fn show(fact: usize, value: &Value) -> Json {
    let texts = |all: &[&str], held: u8| {
        let kept = all.iter().enumerate().filter(|(i, _)| held >> i & 1 == 1).map(|(_, t)| json!(t));
        Json::Array(kept.collect())
    };
    match (value, ty(fact)) {
        (Value::None, _) => json!({"state": "none"}),
        (Value::NotApplicable, _) => json!({"state": "not_applicable"}),
        (Value::Held(h), _) => texts(&TRADES, *h),
        (Value::Lines(all), _) => all.iter().map(show_line).collect(),
        (Value::Months(all), _) => all.iter().map(|n| json!(decimal(*n, 2))).collect(),
        (Value::Text, _) => json!("some words"),
        (Value::Int(v), Ty::Enum) => json!(KINDS[*v as usize]),
        (Value::Int(v), Ty::Bool) => json!(*v == 1),
        (Value::Int(v), Ty::Number(_, _, _, scale)) => {
            let text = decimal(*v, scale);
            text.parse::<i64>().map_or(Json::String(text), |n| json!(n))
        }
        (Value::Int(v), Ty::Date(..)) => json!(iso(*v)),
        (Value::Int(v), Ty::Code) => json!(CODES[*v as usize].0),
        (Value::Int(v), _) => json!(v),
    }
}

fn show_line(l: &Line) -> Json {
    let mut map = Map::new();
    map.insert("label".to_owned(), json!("line"));
    if let Some(k) = l.kind {
        map.insert("kind".to_owned(), json!(LINES[k as usize]));
    }
    if let Some(n) = l.amount {
        map.insert("amount".to_owned(), json!(decimal(n, 2)));
    }
    if let Some(n) = l.month {
        map.insert("month".to_owned(), json!(n));
    }
    Json::Object(map)
}

/// Everything a fact may be, or a sample; then whether it is everything.
pub(crate) fn domain(world: &World, fact: usize) -> (Vec<Value>, bool) {
    let ints = |low: i64, high: i64| (low..=high).map(Value::Int).collect::<Vec<_>>();
    let line = |kind, amount, month| Line { kind: Some(kind), amount: Some(amount), month: Some(month) };
    let (mut all, every) = match ty(fact) {
        Ty::Enum => (ints(0, 2), true),
        Ty::Bool => (ints(0, 1), true),
        Ty::Number(..) if fact == LOAN => {
            ([10_001, 0, 1, 100_000_000, 10_000, 5_000_000, 33].map(Value::Int).to_vec(), false)
        }
        Ty::Number(_, low, high, _) | Ty::Duration(low, high) | Ty::Date(low, high) => (ints(low, high), true),
        Ty::Set => ((0..8).map(Value::Held).collect(), true),
        Ty::Code => (ints(0, 6), true),
        Ty::List => {
            let some = [
                vec![line(0, 1, 0)],
                vec![],
                vec![line(1, 3, 1)],
                vec![line(1, 2, 0), line(0, 0, 1)],
                vec![line(0, 3, 1), line(1, 3, 0), line(1, 1, 1)],
            ];
            (some.map(Value::Lines).to_vec(), false)
        }
        Ty::Series => ([vec![0], vec![], vec![3, 1], vec![2, 2, 2]].map(Value::Months).to_vec(), false),
        Ty::Text => (vec![Value::Text], true),
    };
    let (none, not) = world.can_be.get(fact).copied().unwrap_or_default();
    all.extend(none.then_some(Value::None));
    all.extend(not.then_some(Value::NotApplicable));
    (all, every)
}

pub(crate) fn unknown(world: &World, fact: usize, json: Option<Json>) -> State {
    let (possible, every) = domain(world, fact);
    State { json, possible, every }
}

pub(crate) fn profile(d: &mut Draw<'_>, world: &World) -> Profile {
    let (y, m, dom) = d.pick(&DAYS);
    let as_of = day(y, m, dom);
    // some profiles know nearly everything, others nearly nothing
    let told = d.below(5);
    let states = (0..GIVEN).map(|f| state(d, world, f, told)).collect();
    let mut declared = BTreeMap::new();
    let mut filed = BTreeMap::new();
    for s in &world.schemes {
        for path in declared_paths(s) {
            if d.rarely(2) {
                declared.insert((s.id.clone(), path), !d.rarely(4));
            }
        }
        if d.rarely(8) {
            filed.insert(s.id.clone(), day(2026, 1, 30) + d.int(0, 3));
        }
    }
    Profile { as_of, states, declared, filed }
}

fn state(d: &mut Draw<'_>, world: &World, fact: usize, told: usize) -> State {
    let (all, _) = domain(world, fact);
    let absent: Vec<&Value> = all.iter().filter(|v| v.is_absent()).collect();
    if d.below(6) > told {
        return match d.below(4) {
            1 => unknown(world, fact, Some(json!({"state": "declined"}))),
            2 => unknown(world, fact, Some(json!({"state": "unknown"}))),
            3 => unknown(world, fact, Some(Json::Null)),
            _ => unknown(world, fact, None),
        };
    }
    match d.below(6) {
        4 if !absent.is_empty() => {
            let i = d.below(absent.len());
            known(fact, absent[i].clone())
        }
        4 | 5 => partly(d, fact),
        _ => {
            let i = d.below(all.len());
            known(fact, all[i].clone())
        }
    }
}

/// One of several, a range, a wider code, a list with open fields; known where the type knows no doubt.
fn partly(d: &mut Draw<'_>, fact: usize) -> State {
    let one_of = |d: &mut Draw<'_>, low: i64, high: i64| {
        let n = (high - low + 1).min(8) as usize;
        let kept: Vec<Value> = d.some(n).into_iter().map(|i| Value::Int(low + i as i64)).collect();
        State {
            json: Some(json!({"one_of": kept.iter().map(|v| show(fact, v)).collect::<Vec<_>>()})),
            possible: kept,
            every: true,
        }
    };
    match ty(fact) {
        Ty::Enum => one_of(d, 0, 2),
        Ty::Bool => one_of(d, 0, 1),
        Ty::Number(..) if fact == LOAN => {
            let low = d.pick(&[0, 9_998, 1_000_000]);
            if d.rarely(2) { range(d, fact, low, low + 4, false) } else { one_of(d, low, low + 4) }
        }
        Ty::Number(_, low, high, _) | Ty::Duration(low, high) | Ty::Date(low, high) => {
            if d.rarely(2) {
                range(d, fact, low, high, true)
            } else {
                one_of(d, low, high)
            }
        }
        Ty::Code => {
            let (code, leaves) = d.pick(&CODES);
            State { json: Some(json!(code)), possible: leaves.iter().copied().map(Value::Int).collect(), every: true }
        }
        Ty::List => open_lines(d),
        Ty::Set => known(fact, Value::Held(d.below(8) as u8)),
        Ty::Series => {
            let n = d.below(4);
            known(fact, Value::Months((0..n).map(|_| d.int(0, MOST_LINE)).collect()))
        }
        Ty::Text => known(fact, Value::Text),
    }
}

/// A range; at a bound of the fact the end may be left out.
fn range(d: &mut Draw<'_>, fact: usize, low: i64, high: i64, bounds: bool) -> State {
    let from = d.int(low, high);
    let to = d.int(from, high);
    let mut map = Map::new();
    if !(bounds && from == low && to != high) {
        map.insert("from".to_owned(), show(fact, &Value::Int(from)));
    }
    if !(bounds && to == high && map.contains_key("from")) {
        map.insert("to".to_owned(), show(fact, &Value::Int(to)));
    }
    State { json: Some(Json::Object(map)), possible: (from..=to).map(Value::Int).collect(), every: true }
}

fn open_lines(d: &mut Draw<'_>) -> State {
    let n = d.below(3);
    let mut possible = vec![vec![]];
    let mut shown = vec![];
    for i in 0..n {
        // one line may be open
        let open = if i == 0 { d.below(8) } else { 0 };
        let field = |d: &mut Draw<'_>, bit: usize, high: i64| {
            let value = d.int(0, high);
            if open >> bit & 1 == 1 { (None, (0..=high).collect::<Vec<_>>()) } else { (Some(value), vec![value]) }
        };
        let (kind, kinds) = field(d, 0, 1);
        let (amount, amounts) = field(d, 1, MOST_LINE);
        let (month, months) = field(d, 2, LAST_MONTH);
        shown.push(show_line(&Line { kind, amount, month }));
        let mut next = vec![];
        for before in possible {
            for (k, a, m) in kinds
                .iter()
                .flat_map(|k| amounts.iter().flat_map(|a| months.iter().map(|m| (*k, *a, *m))).collect::<Vec<_>>())
            {
                let mut lines: Vec<Line> = Clone::clone(&before);
                lines.push(Line { kind: Some(k), amount: Some(a), month: Some(m) });
                next.push(lines);
            }
        }
        possible = next;
    }
    State { json: Some(Json::Array(shown)), possible: possible.into_iter().map(Value::Lines).collect(), every: true }
}

/// Completions looked at in full; past that, this many at random.
const MOST: usize = 1_500;

/// Completions of some facts, with the facts of the constraints beside them, that keep the constraints. The other facts take
/// their first value. Then whether these are all.
pub(crate) fn completions(
    d: &mut Draw<'_>,
    world: &World,
    p: &Profile,
    facts: &BTreeSet<usize>,
) -> (Vec<Vec<Value>>, bool) {
    let mut facts = facts.clone();
    world.constraints.iter().for_each(|c| facts.extend(reads(world, c)));
    let total = facts.iter().fold(1_usize, |n, f| n.saturating_mul(p.states[*f].possible.len()));
    let every = total <= MOST && facts.iter().all(|f| p.states[*f].every);
    let first: Vec<Value> = p.states.iter().map(|s| s.possible[0].clone()).collect();
    let mut found = vec![];
    let mut seed = 1 + d.below(1 << 16);
    for n in 0..total.min(MOST) {
        let mut rest = n;
        let mut values = first.clone();
        for f in &facts {
            let all = &p.states[*f].possible;
            if total > MOST {
                seed = seed.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                rest = seed >> 33;
            }
            values[*f] = all[rest % all.len()].clone();
            rest /= all.len();
        }
        let reading = Reading { world, values: &values, day: p.as_of };
        if world.constraints.iter().all(|c| reading.holds(c)) {
            found.push(values);
        }
    }
    (found, every)
}

/// A witness that a profile can tell: not what is taken from a list, nor a place that no code names alone.
pub(crate) fn can_be_told(facts: &BTreeMap<String, Json>) -> bool {
    facts.iter().all(|(k, v)| {
        !k.contains('(') && !v.as_str().is_some_and(|s| s.starts_with("region") || s.starts_with("country"))
    })
}

/// The list of a budget with an open field is no longer a plain value that a witness could replay.
pub(crate) fn is_list(fact: usize) -> bool {
    matches!(ty(fact), Ty::List | Ty::Series) || fact == BUDGET
}

//! One fact of a profile: its value, its range, or its state.

use super::{FactState, Field, read::Report};
use crate::{
    base::{Code, Text, did_you_mean, tell},
    model::{Fact, MAX_RECORDS, Model, Places, Taxonomy},
    value::{Day, NumberType, Quantity, Ratio, Region, Type, add_months, months_between, parse_day},
};
use serde_json::{Map, Value};

/// What a value is read against.
struct Reading<'a> {
    model: &'a Model,
    fact: &'a Fact,
    as_of: Day,
    /// Places beside those of the taxonomy.
    places: Option<&'a Places>,
    report: &'a mut Report,
}

/// The state that a JSON value gives a fact. `None` after a problem.
pub(super) fn read(
    model: &Model,
    fact: &Fact,
    value: &Value,
    path: &str,
    (as_of, places): (Day, Option<&Places>),
    report: &mut Report,
) -> Option<FactState> {
    let mut r = Reading { model, fact, as_of, places, report };
    match value {
        Value::Null => Some(FactState::Unknown),
        Value::String(s) if s.is_empty() => Some(FactState::Unknown),
        Value::Object(map) if map.contains_key("state") => r.state(map, path),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            r.value(value, path)
        }
    }
}

/// What to do where a tree of codes lists only what rules name.
fn unlisted(taxonomy: &Taxonomy, places: Option<&Places>) -> Option<Text> {
    let said = match places {
        Some(_) => tell!("cherchez le code par `terreau places NOM`", "look the code up with `terreau places NAME`"),
        None => tell!(
            "sans liste de lieux (`--places`), donnez un lieu plus large, comme un département",
            "without a list of places (`--places`), give a wider place, such as a department"
        ),
    };
    (!taxonomy.by_prefix).then_some(said)
}

impl Reading<'_> {
    fn wrong(&mut self, path: &str, ty: &Type, value: &Value) {
        let (fr, en) = ty.name();
        let told = short(value);
        self.report.say(
            Code::ProfileType,
            path,
            tell!("on attend ici : {fr} ; pas `{told}`", "expected here: {en}; not `{told}`"),
            Some(example(ty)),
        );
    }

    fn state(&mut self, map: &Map<String, Value>, path: &str) -> Option<FactState> {
        let word = map.get("state").and_then(Value::as_str).unwrap_or("");
        let allowed = match word {
            "none" if self.fact.can_be_none => Some(FactState::None),
            "not_applicable" if self.fact.can_be_not_applicable => Some(FactState::NotApplicable),
            "declined" => Some(FactState::Declined),
            "unknown" => Some(FactState::Unknown),
            _ => None,
        };
        if allowed.is_none() || map.len() > 1 {
            let key = &self.fact.key;
            let help = tell!(
                "`declined`, `unknown`, et, si le fait le permet, `none` ou `not_applicable`",
                "`declined`, `unknown` and, where the fact allows it, `none` or `not_applicable`"
            );
            self.report.say(
                Code::ProfileState,
                path,
                tell!("`{key}` ne peut pas être `{word}`", "`{key}` cannot be `{word}`"),
                Some(help),
            );
            return None;
        }
        allowed
    }

    fn value(&mut self, value: &Value, path: &str) -> Option<FactState> {
        let fact = self.fact;
        match &fact.ty {
            Type::Set(members) => self.set(value, members, path),
            Type::List(fields) => self.records(value, fields, path),
            Type::Series(n) => self.series(value, n, path),
            Type::Text => match value.as_str() {
                Some(s) => Some(FactState::Text(s.to_owned())),
                None => {
                    self.wrong(path, &Type::Text, value);
                    None
                }
            },
            ty => self.scalar(value, ty, path).map(FactState::Values),
        }
    }

    /// A known value, one of several, or a range.
    fn scalar(&mut self, value: &Value, ty: &Type, path: &str) -> Option<Region> {
        let Some(map) = value.as_object() else {
            let region = self.one(value, ty, path)?;
            return self.bounded(region, path);
        };
        let keys: Vec<&str> = map.keys().map(String::as_str).collect();
        let region = match keys.as_slice() {
            ["one_of"] => {
                let Some(items) = map.get("one_of").and_then(Value::as_array).filter(|a| !a.is_empty()) else {
                    self.wrong(path, ty, value);
                    return None;
                };
                let mut all = vec![];
                for (i, item) in items.iter().enumerate() {
                    all.extend_from_slice(self.one(item, ty, &format!("{path}.one_of[{i}]"))?.intervals());
                }
                Region::of(all)
            }
            ["age" | "years_ago" | "months_ago"] if *ty == Type::Date => self.since(map, path)?,
            ["elsewhere_in"] if matches!(ty, Type::Code(_)) => {
                let within = map.get("elsewhere_in").unwrap_or(&Value::Null);
                // the last leaf below each part of a node stands for what is not listed there
                let found = self.one(within, ty, &format!("{path}.elsewhere_in"))?;
                Region::of(found.intervals().iter().map(|(_, last)| (*last, *last)))
            }
            _ if keys.iter().all(|k| matches!(*k, "from" | "to")) && !keys.is_empty() && ordered(ty) => {
                self.range(map, ty, path)?
            }
            _ => {
                self.wrong(path, ty, value);
                return None;
            }
        };
        self.bounded(region, path)
    }

    fn range(&mut self, map: &Map<String, Value>, ty: &Type, path: &str) -> Option<Region> {
        let (mut low, mut high) = (self.fact.low, self.fact.high);
        if let Some(v) = map.get("from").filter(|v| !v.is_null()) {
            low = self.one(v, ty, &format!("{path}.from"))?.low()?;
        }
        if let Some(v) = map.get("to").filter(|v| !v.is_null()) {
            high = self.one(v, ty, &format!("{path}.to"))?.high()?;
        }
        if low > high {
            self.report.say(Code::ProfileBounds, path, tell!("`from` dépasse `to`", "`from` is above `to`"), None);
            return None;
        }
        Some(Region::range(low, high))
    }

    /// Days on which an age, or a number of months, counts back from the as-of date.
    fn since(&mut self, map: &Map<String, Value>, path: &str) -> Option<Region> {
        let (key, value) = map.iter().next()?;
        let count = whole(value).filter(|n| (0..=3_000).contains(n));
        let Some(count) = count else {
            self.wrong(path, &Type::number(Quantity::Int), value);
            return None;
        };
        let unit = if key == "months_ago" { 1 } else { 12 };
        // the count is complete, and the next is not; at the end of a short month more than one day may be so far back
        let least = |months: i64| {
            let near = add_months(self.as_of, -months);
            (near..near + 4)
                .take_while(|d| months_between(*d, self.as_of) >= months)
                .last()
                .unwrap_or(near)
                .min(self.as_of)
        };
        Some(Region::range(least((count + 1) * unit) + 1, least(count * unit)))
    }

    fn bounded(&mut self, region: Region, path: &str) -> Option<Region> {
        let (low, high) = (self.fact.low, self.fact.high);
        if region.low().is_none_or(|l| l < low) || region.high().is_none_or(|h| h > high) {
            let (from, to) = (shown(&self.fact.ty, low), shown(&self.fact.ty, high));
            self.report.say(
                Code::ProfileBounds,
                path,
                tell!("hors des bornes : de {from} à {to}", "out of bounds: from {from} to {to}"),
                None,
            );
            return None;
        }
        Some(region)
    }

    /// The values that one scalar stands for.
    fn one(&mut self, value: &Value, ty: &Type, path: &str) -> Option<Region> {
        match ty {
            Type::Bool => match value {
                Value::Bool(b) => Some(Region::point(i64::from(*b))),
                Value::String(s) => crate::value::parse_bool(s).map(|b| Region::point(i64::from(b))),
                Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
            }
            .or_else(|| {
                self.wrong(path, ty, value);
                None
            }),
            Type::Number(n) => self.number(value, n, path).map(Region::point),
            Type::Duration(_) => {
                let months = whole(value).or_else(|| {
                    value.as_str().and_then(crate::value::parse_duration).filter(|d| d.days == 0).map(|d| d.months)
                });
                if months.is_none() {
                    self.wrong(path, ty, value);
                }
                months.map(Region::point)
            }
            Type::Date => self.date(value, path),
            Type::Enum(members) => self.member(value, members, path).map(|i| Region::point(i as i64)),
            Type::Code(taxonomy) => self.code(value, taxonomy, path),
            Type::Set(_) | Type::List(_) | Type::Series(_) | Type::Text | Type::Wrong => None,
        }
    }

    fn number(&mut self, value: &Value, n: &NumberType, path: &str) -> Option<i64> {
        // the usual case: a whole number of at most 15 digits
        if let Some(whole) = value.as_i64().filter(|v| v.unsigned_abs() < 1_000_000_000_000_000) {
            let scaled = 10_i64.checked_pow(n.quantity.scale()).and_then(|unit| whole.checked_mul(unit));
            if scaled.is_some() {
                return scaled;
            }
        }
        let text = match value {
            Value::Number(n) => n.to_string(),
            Value::String(s) => s.clone(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
        };
        let text = text.strip_suffix(".0").unwrap_or(&text);
        let percent = n.quantity == Quantity::Rate && text.ends_with('%');
        let parsed = if percent { crate::value::parse_number(text) } else { Ratio::parse(text) };
        let Some(ratio) = parsed else {
            let looks_numeric =
                value.is_number() || text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.len() > 15;
            if looks_numeric {
                self.report.say(
                    Code::ProfileDigits,
                    path,
                    tell!(
                        "`{text}` a plus de 15 chiffres significatifs",
                        "`{text}` has more than 15 significant digits"
                    ),
                    None,
                );
            } else {
                self.wrong(path, &Type::Number(n.clone()), value);
            }
            return None;
        };
        let scale = n.quantity.scale();
        let (down, up) = (ratio.mantissa(scale, false), ratio.mantissa(scale, true));
        if down.is_none() || down != up {
            self.report.say(
                Code::ProfileDigits,
                path,
                tell!(
                    "`{text}` : pas plus de {scale} décimale(s) ici",
                    "`{text}`: no more than {scale} decimal(s) here"
                ),
                None,
            );
            return None;
        }
        down
    }

    fn date(&mut self, value: &Value, path: &str) -> Option<Region> {
        let text = value.as_str().unwrap_or("");
        if let Some(day) = parse_day(text) {
            return Some(Region::point(day));
        }
        if let Some(first) = parse_day(&format!("{text}-01")) {
            return Some(Region::range(first, add_months(first, 1) - 1));
        }
        let told = short(value);
        self.report.say(
            Code::ProfileDate,
            path,
            tell!("`{told}` n'est pas une date qui existe", "`{told}` is not a date that exists"),
            Some(example(&Type::Date)),
        );
        None
    }

    fn member(&mut self, value: &Value, members: &[String], path: &str) -> Option<usize> {
        let word = value.as_str().unwrap_or("");
        let found = members.iter().position(|m| m == word);
        if found.is_none() {
            let told = short(value);
            let help = did_you_mean(word, members.iter().map(String::as_str)).map_or_else(
                || {
                    let list = members.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
                    tell!("possibles : {list}", "possible: {list}")
                },
                |near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            );
            self.report.say(
                Code::ProfileType,
                path,
                tell!("`{told}` n'est pas une valeur possible", "`{told}` is not a possible value"),
                Some(help),
            );
        }
        found
    }

    fn code(&mut self, value: &Value, taxonomy: &str, path: &str) -> Option<Region> {
        let taxonomy = self.model.taxonomy(taxonomy)?;
        let code = value.as_str().unwrap_or("");
        let places = self.places.filter(|p| p.is_for(taxonomy));
        let found = taxonomy.leaves_of(code).or_else(|| places?.region(taxonomy, code));
        if found.is_none() {
            let told = short(value);
            let near =
                || taxonomy.near(code).map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
            let help = places.and_then(|p| p.instead_of(code)).or_else(near).or_else(|| unlisted(taxonomy, places));
            let id = &taxonomy.id;
            self.report.say(
                Code::ProfileType,
                path,
                tell!(
                    "`{told}` n'est pas un code de la taxonomie `{id}`",
                    "`{told}` is not a code of the taxonomy `{id}`"
                ),
                help,
            );
        }
        found
    }

    fn set(&mut self, value: &Value, members: &[String], path: &str) -> Option<FactState> {
        let Some(items) = value.as_array() else {
            self.wrong(path, &self.fact.ty.clone(), value);
            return None;
        };
        let mut held = vec![false; members.len()];
        let mut ok = true;
        for (i, item) in items.iter().enumerate() {
            let known = item.as_str().and_then(|word| members.iter().position(|m| m == word));
            match known.or_else(|| self.member(item, members, &format!("{path}[{i}]"))) {
                Some(m) => held.iter_mut().skip(m).take(1).for_each(|h| *h = true),
                None => ok = false,
            }
        }
        ok.then_some(FactState::Members(held))
    }

    fn series(&mut self, value: &Value, n: &NumberType, path: &str) -> Option<FactState> {
        let items = self.array(value, path)?;
        let mut months = vec![];
        for (i, item) in items.iter().enumerate() {
            let at = format!("{path}[{i}]");
            let m = self.number(item, n, &at)?;
            self.bounded(Region::point(m), &at)?;
            months.push(m);
        }
        Some(FactState::Series(months))
    }

    fn array<'v>(&mut self, value: &'v Value, path: &str) -> Option<&'v Vec<Value>> {
        let Some(items) = value.as_array() else {
            self.wrong(path, &self.fact.ty.clone(), value);
            return None;
        };
        if items.len() as i64 > MAX_RECORDS {
            self.report.say(
                Code::ProfileBounds,
                path,
                tell!("plus de {MAX_RECORDS} lignes", "more than {MAX_RECORDS} records"),
                None,
            );
            return None;
        }
        Some(items)
    }

    fn records(&mut self, value: &Value, fields: &[crate::value::Field], path: &str) -> Option<FactState> {
        let mut records = vec![];
        let mut ok = true;
        for (i, item) in self.array(value, path)?.iter().enumerate() {
            let at = format!("{path}[{i}]");
            let Some(map) = item.as_object() else {
                self.report.say(Code::ProfileType, &at, tell!("une ligne est un objet", "a record is an object"), None);
                ok = false;
                continue;
            };
            for key in map.keys().filter(|k| fields.iter().all(|f| f.name != **k)) {
                let help = did_you_mean(key, fields.iter().map(|f| f.name.as_str()))
                    .map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
                self.report.say(
                    Code::ProfileKey,
                    &format!("{at}.{key}"),
                    tell!("champ inconnu `{key}`", "unknown field `{key}`"),
                    help,
                );
                ok = false;
            }
            let record: Vec<Option<Field>> = fields
                .iter()
                .map(|f| match map.get(&f.name).filter(|v| !v.is_null()) {
                    None => None,
                    Some(v) => {
                        let found = self.field(v, f, &format!("{at}.{}", f.name));
                        ok &= found.is_some();
                        found.flatten()
                    }
                })
                .collect();
            records.push(record);
        }
        ok.then_some(FactState::Records(records))
    }

    /// A known field, an open one (`Some(None)`: a month without its day), or a problem.
    fn field(&mut self, value: &Value, field: &crate::value::Field, path: &str) -> Option<Option<Field>> {
        if field.ty == Type::Text {
            return match value.as_str() {
                Some(s) => Some(Some(Field::Text(s.to_owned()))),
                None => {
                    self.wrong(path, &Type::Text, value);
                    None
                }
            };
        }
        let region = self.one(value, &field.ty, path)?;
        if region.low().is_none_or(|l| l < field.low) || region.high().is_none_or(|h| h > field.high) {
            let (from, to) = (shown(&field.ty, field.low), shown(&field.ty, field.high));
            self.report.say(
                Code::ProfileBounds,
                path,
                tell!("hors des bornes : de {from} à {to}", "out of bounds: from {from} to {to}"),
                None,
            );
            return None;
        }
        Some(region.single().map(Field::Value))
    }
}

fn ordered(ty: &Type) -> bool {
    matches!(ty, Type::Number(_) | Type::Duration(_) | Type::Date)
}

fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// A value as it was given, cut when it is long.
pub(super) fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if text.chars().count() > 60 { text.chars().take(57).chain("…".chars()).collect() } else { text }
}

/// An integer of a type as people write it.
pub(crate) fn shown(ty: &Type, value: i64) -> String {
    match ty {
        Type::Date => crate::value::format_day(value),
        Type::Number(_) | Type::Series(_) => Ratio::scaled(value, ty.scale()).to_text(ty.scale()),
        Type::Enum(members) => usize::try_from(value).ok().and_then(|i| members.get(i)).cloned().unwrap_or_default(),
        Type::Bool | Type::Duration(_) | Type::Set(_) | Type::Code(_) | Type::List(_) | Type::Text | Type::Wrong => {
            value.to_string()
        }
    }
}

fn example(ty: &Type) -> Text {
    match ty {
        Type::Bool => tell!("écrivez `yes` ou `no`", "write `yes` or `no`"),
        Type::Date => tell!(
            "écrivez-la `2026-11-23`, ou `2026-11` quand le jour n'est pas connu",
            "write it `2026-11-23`, or `2026-11` when the day is not known"
        ),
        Type::Number(_) => tell!(
            "un nombre, `{{from: 10000, to: 15000}}`, ou rien si ce n'est pas connu",
            "a number, `{{from: 10000, to: 15000}}`, or nothing when it is not known"
        ),
        Type::Duration(_) => tell!("un nombre de mois, ou `2 years`", "a number of months, or `2 years`"),
        Type::Enum(_) | Type::Code(_) | Type::Text | Type::Wrong => tell!("un mot", "a word"),
        Type::Set(_) => tell!("une liste de mots, comme `[retail, craft]`", "a list of words, like `[retail, craft]`"),
        Type::List(_) => tell!("une liste d'objets", "a list of objects"),
        Type::Series(_) => tell!("une liste de nombres, un par mois", "a list of numbers, one a month"),
    }
}

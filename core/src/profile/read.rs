//! JSON to profile: every problem in one answer, each with its path and what was expected; nothing guessed.

use super::{FactState, Profile, value};
use crate::{
    base::{Code, Order, Problem, Text, did_you_mean, tell},
    model::{Criterion, CriterionId, Fact, FactId, Model, Places, Rule, SchemeId},
    value::{Day, parse_bool, parse_day},
};
use serde_json::{Map, Value};

/// A profile as it arrives, and the day to judge it on when it names none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProfileInput<'a> {
    pub(crate) json: &'a Value,
    /// Wins over the profile's own date.
    pub(crate) as_of: Option<Day>,
    /// Places that a profile may name beside those of the taxonomy.
    pub(crate) places: Option<&'a Places>,
}

/// Collects problems with the path at hand.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) found: Vec<Problem>,
}

impl Report {
    pub(crate) fn say(&mut self, code: Code, path: &str, message: Text, help: Option<Text>) {
        self.found.push(Problem { code: code.id().to_owned(), path: path.to_owned(), message, help });
    }

    fn unknown<'a>(
        &mut self,
        code: Code,
        path: &str,
        message: Text,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let help =
            did_you_mean(word, known).map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
        self.say(code, path, message, help);
    }
}

/// Keys of a profile. `title`, `story`, `id` and `expect` belong to personas.
pub(crate) const KEYS: &[&str] = &["as_of", "facts", "declared", "filed", "id", "title", "story", "expect"];

/// Parts of a profile that hold answers by key.
pub(super) const PARTS: [&str; 3] = ["facts", "declared", "filed"];

pub(crate) fn read(model: &Model, input: ProfileInput<'_>) -> Result<Profile, Vec<Problem>> {
    let mut report = Report::default();
    let Some(top) = input.json.as_object() else {
        report.say(
            Code::ProfileShape,
            "",
            tell!("un profil est un objet avec `facts`", "a profile is an object with `facts`"),
            None,
        );
        return Err(report.found);
    };
    for key in top.keys().filter(|k| !KEYS.contains(&k.as_str())) {
        report.unknown(
            Code::ProfileKey,
            key,
            tell!("clé inconnue `{key}`", "unknown key `{key}`"),
            key,
            KEYS.iter().copied(),
        );
    }
    let own = top.get("as_of").filter(|v| !v.is_null()).and_then(|v| day(v, "as_of", &mut report));
    let as_of = input.as_of.or(own);
    if as_of.is_none() && report.found.is_empty() {
        report.say(
            Code::ProfileDate,
            "as_of",
            tell!("à quelle date juger ce projet ?", "on which day is this project judged?"),
            Some(tell!(
                "donnez `as_of: 2026-11-23` dans le profil ou `--as-of`",
                "give `as_of: 2026-11-23` in the profile or `--as-of`"
            )),
        );
    }
    let as_of = as_of.unwrap_or(0);
    let mut profile =
        Profile { as_of, facts: vec![FactState::Unknown; model.facts.len()], declared: vec![], filed: vec![] };
    let mut path = String::new();
    for (key, value) in object(top, "facts", &mut report) {
        path.clear();
        path.push_str("facts.");
        path.push_str(key);
        fact(model, (key, &path), (value, input.places), &mut profile, &mut report);
    }
    for (key, value) in object(top, "declared", &mut report) {
        declared(model, key, value, &mut profile, &mut report);
    }
    for (key, value) in object(top, "filed", &mut report) {
        filed(model, key, value, &mut profile, &mut report);
    }
    profile.filed.order();
    if report.found.is_empty() { Ok(profile) } else { Err(report.found) }
}

fn object<'v>(
    top: &'v Map<String, Value>,
    key: &str,
    report: &mut Report,
) -> impl Iterator<Item = (&'v String, &'v Value)> + use<'v> {
    let found = top.get(key).filter(|v| !v.is_null());
    let map = found.and_then(Value::as_object);
    if found.is_some() && map.is_none() {
        report.say(
            Code::ProfileShape,
            key,
            tell!("`{key}` est un objet de clés et de valeurs", "`{key}` is an object of keys and values"),
            None,
        );
    }
    map.into_iter().flatten()
}

fn day(value: &Value, path: &str, report: &mut Report) -> Option<Day> {
    let found = value.as_str().and_then(parse_day);
    let value = value::short(value);
    if found.is_none() {
        report.say(
            Code::ProfileDate,
            path,
            tell!("`{value}` n'est pas une date qui existe", "`{value}` is not a date that exists"),
            Some(tell!("écrivez-la `2026-11-23`", "write it `2026-11-23`")),
        );
    }
    found
}

fn filed(model: &Model, key: &str, value: &Value, profile: &mut Profile, report: &mut Report) {
    let path = format!("filed.{key}");
    let Some(scheme) = model.scheme_id(key) else {
        report.unknown(
            Code::ProfileKey,
            &path,
            tell!("le dispositif `{key}` n'existe pas", "there is no scheme `{key}`"),
            key,
            model.schemes.iter().map(|s| s.id.as_str()),
        );
        return;
    };
    profile.filed.extend(day(value, &path, report).map(|day| (scheme, day)));
}

fn fact(
    model: &Model,
    (key, path): (&str, &str),
    (value, places): (&Value, Option<&Places>),
    profile: &mut Profile,
    report: &mut Report,
) {
    let Some((id, def)) = find_fact(model, key, path, report) else { return };
    if let Some(state) = value::read(model, def, value, path, (profile.as_of, places), report)
        && let Some(slot) = profile.facts.get_mut(id.index())
    {
        *slot = state;
    }
}

/// The fact with this key, if a profile may tell it.
pub(super) fn find_fact<'m>(
    model: &'m Model,
    key: &str,
    path: &str,
    report: &mut Report,
) -> Option<(FactId, &'m Fact)> {
    let found = model.fact_id(key).and_then(|id| Some((id, model.fact(id)?)));
    let Some((id, def)) = found else {
        if let Some(now) = model.renamed(key).map(|f| &f.key) {
            let message = tell!("`{key}` s'appelle maintenant `{now}`", "`{key}` is now called `{now}`");
            let help = tell!("`terreau update` met le profil à jour", "`terreau update` brings the profile up to date");
            report.say(Code::ProfileFact, path, message, Some(help));
            return None;
        }
        report.unknown(
            Code::ProfileFact,
            path,
            tell!("le fait `{key}` n'est pas déclaré", "the fact `{key}` is not declared"),
            key,
            model.facts.iter().map(|f| f.key.as_str()),
        );
        return None;
    };
    if def.formula.is_some() {
        report.say(
            Code::ProfileDerived,
            path,
            tell!("`{key}` se calcule, il ne se donne pas", "`{key}` is computed, it is not given"),
            None,
        );
        return None;
    }
    Some((id, def))
}

fn declared(model: &Model, key: &str, value: &Value, profile: &mut Profile, report: &mut Report) {
    let path = format!("declared.{key}");
    let Some((scheme, criterion)) = find_declared(model, key, &path, report) else { return };
    if let Some(answer) = answer(value, &path, report) {
        profile.declared.push((scheme, criterion, answer));
    }
}

/// The declared criterion that `scheme/criterion` names.
pub(super) fn find_declared(
    model: &Model,
    key: &str,
    path: &str,
    report: &mut Report,
) -> Option<(SchemeId, CriterionId)> {
    let (scheme, criterion) = key.split_once('/').unwrap_or((key, ""));
    let asked = |c: &Criterion| c.id == criterion && matches!(c.rule, Rule::Declared(_));
    let found = model
        .scheme_id(scheme)
        .and_then(|s| model.scheme(s)?.criteria.iter().position(asked).map(|c| (s, CriterionId(c as u32))));
    if found.is_none() {
        let all: Vec<String> = model
            .schemes
            .iter()
            .flat_map(|s| {
                s.criteria.iter().filter(|c| matches!(c.rule, Rule::Declared(_))).map(|c| format!("{}/{}", s.id, c.id))
            })
            .collect();
        report.unknown(
            Code::ProfileDeclared,
            path,
            tell!("`{key}` n'est pas un critère déclaré", "`{key}` is not a declared criterion"),
            key,
            all.iter().map(String::as_str),
        );
    }
    found
}

/// The answer to a declared criterion; `None` when there is none, or after a problem.
pub(super) fn answer(value: &Value, path: &str, report: &mut Report) -> Option<bool> {
    let answer = match value {
        Value::Bool(b) => Some(*b),
        Value::String(s) => parse_bool(s),
        Value::Null => return None,
        Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    };
    if answer.is_none() {
        report.say(Code::ProfileType, path, tell!("on attend `yes` ou `no`", "`yes` or `no` is expected"), None);
    }
    answer
}

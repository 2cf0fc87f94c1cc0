//! An answer as a person types it, made into what a profile holds. What cannot be read is said with an example.

use super::number::{self, Kind};
use crate::{
    base::{Lang, Text, tell},
    contract::{Asked, AskedField},
};
use serde_json::{Value, json};

/// What an answer may be: of a fact, or of a field of a list's records.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'f> {
    ty: &'static str,
    values: &'f [(String, String)],
    can_be: &'f [&'static str],
}

impl<'f> Shape<'f> {
    pub(super) fn of_fact(fact: &'f Asked) -> Shape<'f> {
        Shape { ty: fact.ty, values: &fact.values, can_be: &fact.can_be }
    }

    pub(super) fn of_field(field: &'f AskedField) -> Shape<'f> {
        Shape { ty: field.ty, values: &field.values, can_be: &[] }
    }
}

/// Reads an answer.
pub(super) fn read(fact: Shape<'_>, text: &str, lang: Lang) -> Result<Value, Text> {
    let said = text.trim().to_lowercase();
    if let Some(state) = absent(fact, &said) {
        return Ok(json!({ "state": state }));
    }
    let found = match fact.ty {
        "bool" => yes_or_no(&said).map(Value::Bool),
        "enum" => choice(fact, &said),
        "set" => several(fact, &said),
        "date" => date(&said, lang),
        "money" => number::read(text, Kind { places: 2, percent: false }, lang),
        "decimal" => number::read(text, Kind { places: 4, percent: false }, lang),
        "rate" => number::read(text, Kind { places: 4, percent: true }, lang),
        "int" | "duration" => number::read(text, Kind { places: 0, percent: false }, lang),
        "series" => series(text, lang),
        _ => (!said.is_empty()).then(|| json!(text.trim())),
    };
    found.ok_or_else(|| example(fact))
}

/// A day as people write it, as a profile does; what is no day is left for the reader of profiles to refuse.
pub(super) fn day(text: &str) -> Value {
    date(text.trim(), Lang::Fr).filter(Value::is_string).unwrap_or_else(|| json!(text.trim()))
}

/// Yes or no, in both languages.
pub(super) fn yes_or_no(said: &str) -> Option<bool> {
    match said.trim().to_lowercase().as_str() {
        "oui" | "o" | "yes" | "y" | "1" | "vrai" | "true" => Some(true),
        "non" | "n" | "no" | "2" | "faux" | "false" => Some(false),
        _ => None,
    }
}

fn absent(fact: Shape<'_>, said: &str) -> Option<&'static str> {
    let state = match said {
        "aucun" | "aucune" | "rien" | "none" | "nothing" => "none",
        "sans objet" | "not applicable" | "n/a" => "not_applicable",
        _ => return None,
    };
    fact.can_be.iter().copied().find(|s| *s == state)
}

/// The place of a value in the list, its name, or the start of its label.
fn member<'f>(fact: Shape<'f>, said: &str) -> Option<&'f str> {
    if let Some((name, _)) = said.parse::<usize>().ok().and_then(|n| fact.values.get(n.checked_sub(1)?)) {
        return Some(name);
    }
    let exact = fact.values.iter().find(|(name, label)| name == said || label.to_lowercase() == said);
    let mut near = fact.values.iter().filter(|(_, label)| label.to_lowercase().starts_with(said));
    let only = near.next().filter(|_| near.next().is_none());
    exact.or(only).filter(|_| !said.is_empty()).map(|(name, _)| name.as_str())
}

fn parts(said: &str, separators: &[&str]) -> Vec<String> {
    let mut all = vec![said.to_owned()];
    for separator in separators {
        all = all.iter().flat_map(|p| p.split(separator)).map(|p| p.trim().to_owned()).collect();
    }
    all.retain(|p| !p.is_empty());
    all
}

/// One value, or one of several: "3", "association ou commune".
fn choice(fact: Shape<'_>, said: &str) -> Option<Value> {
    let names: Option<Vec<&str>> = parts(said, &[" ou ", " or "]).iter().map(|p| member(fact, p)).collect();
    match names?.as_slice() {
        [] => None,
        [one] => Some(json!(one)),
        some => Some(json!({ "one_of": some })),
    }
}

fn several(fact: Shape<'_>, said: &str) -> Option<Value> {
    if matches!(said, "aucun" | "aucune" | "none" | "0") {
        return Some(json!([]));
    }
    let names: Option<Vec<&str>> = parts(said, &[",", ";", " et ", " and "]).iter().map(|p| member(fact, p)).collect();
    names.filter(|n| !n.is_empty()).map(|n| json!(n))
}

/// `2026-11-23`, `23/11/2026`, `2026-11`, "34 ans", "il y a 3 mois".
fn date(said: &str, lang: Lang) -> Option<Value> {
    let count = |text: &str| number::number(text, lang).and_then(|n| i64::try_from(n.floor()).ok());
    if said.ends_with(" ans") || said.ends_with(" years") || said.ends_with(" years old") {
        return count(said).map(|age| json!({ "age": age }));
    }
    if said.ends_with(" mois") || said.ends_with(" months ago") || said.ends_with(" months") {
        return count(said).map(|months| json!({ "months_ago": months }));
    }
    match said.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] if year.len() == 4 => Some(json!(format!("{year}-{month:0>2}-{day:0>2}"))),
        [month, year] if year.len() == 4 => Some(json!(format!("{year}-{month:0>2}"))),
        [iso] if iso.len() >= 7 && iso.starts_with(|c: char| c.is_ascii_digit()) => Some(json!(iso)),
        _ => None,
    }
}

/// Numbers by month, one after the other.
fn series(text: &str, lang: Lang) -> Option<Value> {
    let numbers: Option<Vec<Value>> =
        parts(text, &[";"]).iter().map(|p| number::number(p, lang).map(|n| Value::String(n.to_text(2)))).collect();
    numbers.filter(|n| !n.is_empty()).map(Value::Array)
}

/// What an answer looks like.
fn example(fact: Shape<'_>) -> Text {
    match fact.ty {
        "bool" => tell!("répondez oui ou non", "answer yes or no"),
        "enum" => tell!("donnez un numéro de la liste", "give a number of the list"),
        "set" => tell!("donnez des numéros de la liste : 1, 3", "give numbers of the list: 1, 3"),
        "date" => tell!(
            "une date s'écrit 23/11/2026 ou 2026-11-23 ; « 34 ans » et « 3 mois » conviennent aussi",
            "a date is written 2026-11-23; “34 years” and “3 months” will do too"
        ),
        "series" => {
            tell!("un nombre par mois, séparés par des points-virgules", "a number for each month, between semicolons")
        }
        _ => tell!(
            "donnez un nombre : 40 000, environ 40 000, entre 30 000 et 50 000",
            "give a number: 40000, about 40000, between 30000 and 50000"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, read};
    use crate::base::Lang;
    use serde_json::{Value, json};

    fn told(ty: &'static str, text: &str) -> Option<Value> {
        let values = [("association", "Association"), ("commune", "Commune"), ("company", "Société")];
        let values = values.map(|(name, label)| (name.to_owned(), label.to_owned()));
        read(Shape { ty, values: &values, can_be: &["none"] }, text, Lang::Fr).ok()
    }

    #[test]
    fn answers_as_people_type_them() {
        assert_eq!(told("bool", "Oui"), Some(json!(true)));
        assert_eq!(told("bool", "peut-être"), None);
        assert_eq!(told("enum", "2"), Some(json!("commune")));
        assert_eq!(told("enum", "soc"), Some(json!("company")));
        assert_eq!(told("enum", "association ou commune"), Some(json!({"one_of": ["association", "commune"]})));
        assert_eq!(told("enum", "4"), None);
        assert_eq!(told("set", "1, 3"), Some(json!(["association", "company"])));
        assert_eq!(told("set", "aucun"), Some(json!({"state": "none"})));
        assert_eq!(told("date", "3/4/2026"), Some(json!("2026-04-03")));
        assert_eq!(told("date", "34 ans"), Some(json!({"age": 34})));
        assert_eq!(told("date", "il y a 3 mois"), Some(json!({"months_ago": 3})));
        assert_eq!(told("date", "demain"), None);
        assert_eq!(told("series", "1 000 ; 1 200,50"), Some(json!(["1000", "1200.5"])));
        assert_eq!(told("money", "rien"), Some(json!({"state": "none"})));
    }
}

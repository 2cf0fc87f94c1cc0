//! Laws of the report's bytes: what may change them, and what never does.

use super::bench::{Case, Outcome, case, entry, law, load};
use super::generator::{Draw, scheme};
use super::print::files;
use super::profiles::unknown;
use super::words::GIVEN;
use serde_json::{Value as Json, json};
use terreau::contract::Report;
use terreau::{Detail, Options, RuleSet, Source, check_sources};

fn options() -> Options {
    Options { detail: Detail::Reasons, ..Options::default() }
}

fn bytes(rules: &RuleSet, profile: &Json) -> String {
    match rules.recommend(profile, &options()) {
        Ok(report) => serde_json::to_string(&report).unwrap(),
        Err(problems) => problems.to_json(terreau::Lang::Fr),
    }
}

fn same(c: &Case, other: &RuleSet, profile: &Json, told: &str) -> Outcome {
    let (one, two) = (bytes(&c.rules, &c.profile.to_json()), bytes(other, profile));
    if one == two { Ok(()) } else { c.broken(format!("{told}\n{one}\n{two}")) }
}

/// The same request gives the same bytes, from the same rule set and from one that is read again.
#[test]
fn the_same_request_gives_the_same_bytes() {
    law(500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let again = load(&c.world).unwrap();
        same(&c, &c.rules, &c.profile.to_json(), "twice")?;
        same(&c, &again, &c.profile.to_json(), "read again")
    });
}

/// A bundle says what the files say: through it the report has the same bytes, and so has the bundle made of it.
#[test]
fn a_bundle_answers_like_its_files() {
    law(500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let text = c.rules.to_bundle();
        let through = match RuleSet::from_bundle(&text) {
            Ok(rules) => rules,
            Err(problems) => return c.broken(format!("the bundle is refused: {problems}")),
        };
        if through.to_bundle() != text || through.fingerprint() != c.rules.fingerprint() {
            return c.broken("the bundle of a bundle is another");
        }
        same(&c, &through, &c.profile.to_json(), "through a bundle")
    });
}

/// The order of files, of the keys in them and of the facts in a profile changes nothing.
#[test]
fn order_changes_nothing() {
    law(500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut all: Vec<Source> =
            files(&c.world).into_iter().map(|f| Source { text: mixed(d, &f.path, &f.text), path: f.path }).collect();
        shuffle(d, &mut all);
        let other = check_sources(vec![all], false).rule_set;
        let Some(other) = other else { return c.broken("keys in another order are refused") };
        let mut profile = c.profile.to_json();
        for key in ["facts", "declared", "filed"] {
            let mut entries: Vec<(String, Json)> =
                profile[key].as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            shuffle(d, &mut entries);
            profile[key] = Json::Object(entries.into_iter().collect());
        }
        same(&c, &other, &profile, "in another order")
    });
}

fn shuffle<T>(d: &mut Draw<'_>, all: &mut [T]) {
    for i in (1..all.len()).rev() {
        all.swap(i, d.below(i + 1));
    }
}

/// The same file with its keys in another order: top keys, and facts or parameters below them.
fn mixed(d: &mut Draw<'_>, path: &str, text: &str) -> String {
    if path == "set.yaml" || path.starts_with("schemes/") {
        return reordered(d, "", text);
    }
    let mut blocks: Vec<String> = vec![];
    for block in split("", text) {
        let (head, body) = block.split_once('\n').unwrap_or((&block, ""));
        let keyed = ["facts:", "parameters:", "nodes:"].contains(&head);
        blocks.push(format!("{head}\n{}", if keyed { reordered(d, "  ", body) } else { body.to_owned() }));
    }
    shuffle(d, &mut blocks);
    blocks.concat()
}

fn reordered(d: &mut Draw<'_>, indent: &str, text: &str) -> String {
    let mut blocks = split(indent, text);
    shuffle(d, &mut blocks);
    blocks.concat()
}

/// The entries of a mapping at an indentation, each with the lines below it.
fn split(indent: &str, text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = vec![];
    for line in text.lines() {
        let starts = line.strip_prefix(indent).is_some_and(|rest| !rest.starts_with([' ', '-']));
        match blocks.last_mut() {
            Some(block) if !starts => block.push_str(&format!("{line}\n")),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks
}

/// A scheme's entry reads this scheme and the applicant alone: adding another changes no entry but its place, and reorders
/// nothing.
#[test]
fn adding_a_scheme_leaves_the_others_alone() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut more = c.world.clone();
        let id = d.pick(&["a0", "z0", "s00"]);
        more.schemes.push(scheme(d, id));
        let Some(other) = load(&more) else { return Ok(()) };
        let Some(before) = c.report() else { return Ok(()) };
        let after = match other.recommend(&c.profile.to_json(), &Options::default()) {
            Ok(report) => report,
            Err(problems) => return c.broken(format!("refused once a scheme is added: {problems}")),
        };
        let order = |r: &Report| r.schemes.iter().map(|s| s.scheme.clone()).filter(|s| s != id).collect::<Vec<_>>();
        if order(&before) != order(&after) {
            return c.broken(format!("{:?} became {:?}", order(&before), order(&after)));
        }
        for s in &before.schemes {
            let (one, two) = (placeless(s), placeless(entry(&after, &s.scheme)));
            if one != two {
                return c.broken(format!("{} changed:\n{one}\n{two}", s.scheme));
            }
        }
        Ok(())
    });
}

fn placeless(s: &terreau::contract::Recommendation) -> Json {
    let mut json = serde_json::to_value(s).unwrap();
    json["place"] = Json::Null;
    json["tied"] = Json::Null;
    json
}

/// A declined question is an unknown fact: nothing moves but the word for it.
#[test]
fn declined_is_unknown() {
    law(1_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut declined = c.profile.clone();
        let mut unsaid = c.profile.clone();
        for f in 0..GIVEN {
            let is_open = matches!(&c.profile.states[f].json, None | Some(Json::Null))
                || c.profile.states[f]
                    .json
                    .as_ref()
                    .is_some_and(|j| j.get("state").is_some_and(|s| s == "declined" || s == "unknown"));
            if is_open {
                declined.states[f] = unknown(&c.world, f, Some(json!({"state": "declined"})));
                unsaid.states[f] = unknown(&c.world, f, None);
            }
        }
        let told = |p| bytes(&c.rules, p).replace("\"declined\"", "\"unknown\"");
        let (one, two) = (told(&unsaid.to_json()), told(&declined.to_json()));
        if one == two { Ok(()) } else { c.broken(format!("declined is not unknown\n{one}\n{two}")) }
    });
}

/// `top` cuts the list and changes nothing else; a brief report is a full one with less in it.
#[test]
fn options_cut_and_change_nothing_else() {
    law(500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(whole) = c.report() else { return Ok(()) };
        let n = d.below(4);
        let cut = c.ask(&c.profile, &Options { top: Some(n as u32), ..Options::default() })?;
        let expected = Report { schemes: whole.schemes.iter().take(n).cloned().collect(), ..whole.clone() };
        if cut != expected {
            return c.broken(format!("the first {n} are not the first of all"));
        }
        let brief = c.ask(&c.profile, &Options { detail: Detail::Brief, ..Options::default() })?;
        for (a, b) in brief.schemes.iter().zip(&whole.schemes) {
            let told = |s: &terreau::contract::Recommendation| {
                (
                    s.scheme.clone(),
                    s.group,
                    s.place,
                    s.verdict,
                    s.why,
                    s.missing.clone(),
                    s.amount.clone(),
                    s.score.low,
                    s.score.high,
                )
            };
            if told(a) != told(b) {
                return c.broken(format!("{} is another in brief", a.scheme));
            }
        }
        Ok(())
    });
}

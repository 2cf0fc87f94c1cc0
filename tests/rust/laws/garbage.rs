//! Laws of bad input: whatever comes in, an answer or problems come out, never a panic.

use super::bench::{Case, Outcome, case, law};
use super::generator::Draw;
use super::print::files;
use super::words::KEYS;
use serde_json::{Map, Value as Json, json};
use terreau::{Options, RuleSet, Source, check_sources};

/// Any JSON, with words that mean something more often than not.
fn garbage(d: &mut Draw<'_>, depth: usize) -> Json {
    const WORDS: [&str; 22] = [
        "",
        "none",
        "not_applicable",
        "declined",
        "unknown",
        "from",
        "to",
        "one_of",
        "state",
        "age",
        "months_ago",
        "farm",
        "bake",
        "dep-07",
        "yes",
        "2026-02-30",
        "2026-02",
        "2026-02-01",
        "1e3",
        "99999999999999999999",
        "12.345678",
        "-1",
    ];
    match d.below(if depth == 0 { 7 } else { 10 }) {
        0 => Json::Null,
        1 => Json::Bool(d.rarely(2)),
        2 => json!(d.int(-3, 12_000)),
        3 => json!(i64::MIN + d.int(0, 3)),
        4 => json!(u64::MAX),
        5 => serde_json::from_str(d.pick(&["1e300", "0.1", "-0.0", "1.0", "123456.789012345678", "1e-7"])).unwrap(),
        6 => json!(d.pick(&WORDS)),
        7 => (0..d.below(4)).map(|_| garbage(d, depth - 1)).collect(),
        _ => {
            let n = d.below(3);
            Json::Object((0..n).map(|_| (d.pick(&WORDS).to_owned(), garbage(d, depth - 1))).collect())
        }
    }
}

/// Asks, and looks at how it is refused.
fn asked(c: &Case, profile: &Json, options: &Options) -> Outcome {
    match c.rules.recommend(profile, options) {
        Ok(_) => Ok(()),
        Err(p) if p.0.is_empty() => c.broken(format!("refused without a word: {profile}")),
        Err(p) if p.0.iter().any(|x| x.code.is_empty() || x.message.fr.is_empty()) => {
            c.broken(format!("refused badly: {p}"))
        }
        Err(_) => Ok(()),
    }
}

/// A rule set that checks cleanly answers any profile that is well formed, and tells every problem of one that is not.
#[test]
fn any_profile_gets_an_answer_or_problems() {
    law(2_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut json = c.profile.to_json();
        for _ in 0..d.below(4) {
            let key = if d.rarely(5) { "applicant.knid" } else { d.pick(&KEYS) };
            json["facts"][key] = garbage(d, 2);
        }
        if d.rarely(4) {
            let key = d.pick(&["as_of", "facts", "declared", "filed", "fatcs", "expect"]);
            json[key] = garbage(d, 2);
        }
        if d.rarely(20) {
            json = garbage(d, 3);
        }
        asked(&c, &json, &Options::default())?;
        let text = c.rules.recommend_json(&json.to_string(), "{}");
        match (text, c.rules.recommend(&json, &Options::default())) {
            (Ok(text), Ok(report)) if text == serde_json::to_string(&report).unwrap() => Ok(()),
            (Err(a), Err(b)) if a == b => Ok(()),
            (a, b) => c.broken(format!("text and value are answered differently: {a:?} {b:?}")),
        }
    });
}

/// Whatever a saved profile holds, it is refused, or carried over so that these rules read it; what is not told as changed is kept,
/// and what is told is what was there.
#[test]
fn any_saved_profile_is_carried_over_or_refused() {
    let carried = std::cell::Cell::new(0);
    law(2_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut json = c.profile.to_json();
        for _ in 0..1 + d.below(4) {
            let key = if d.rarely(3) { "applicant.knid" } else { d.pick(&KEYS) };
            json["facts"][key] = garbage(d, 2);
        }
        if d.rarely(5) {
            json["declared"]["gone/criterion"] = garbage(d, 1);
        }
        if d.rarely(5) {
            json[d.pick(&["as_of", "facts", "declared", "filed", "fatcs"])] = garbage(d, 1);
        }
        if d.rarely(20) {
            json = garbage(d, 3);
        }
        // a day that is given beside the profile stands in for its own
        let options = Options { as_of: d.rarely(3).then(|| "2026-11-23".to_owned()), ..Options::default() };
        let Ok(update) = c.rules.update_profile(&json, &options) else { return Ok(()) };
        carried.set(carried.get() + 1);
        let again = c.rules.update_profile(&update.profile, &options).unwrap();
        if !again.changes.is_empty() {
            return c.broken(format!("changed twice: {:?}", again.changes));
        }
        let mut whole = update.profile.clone();
        for change in &update.changes {
            let within = |part: &str| {
                change.was.strip_prefix(part).and_then(|rest| rest.strip_prefix('.')).map(|key| (part.to_owned(), key))
            };
            let (part, key) = ["facts", "declared", "filed"].into_iter().find_map(within).unwrap_or_default();
            let key = if part.is_empty() { change.was.as_str() } else { key };
            if part.is_empty() {
                whole[key] = change.value.clone()
            } else {
                whole[part.as_str()][key] = change.value.clone()
            }
        }
        if whole == json { Ok(()) } else { c.broken(format!("lost something: {json} became {whole}")) }
    });
    assert!(carried.get() > 1_000, "{}", carried.get());
}

/// Text that is not JSON, and options of any kind, give problems.
#[test]
fn any_text_gets_an_answer_or_problems() {
    law(1_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut options = Map::new();
        for _ in 0..d.below(3) {
            options.insert(d.pick(&["as_of", "lang", "weights", "top", "detail", "tpo"]).to_owned(), garbage(d, 2));
        }
        let options = damaged(d, &Json::Object(options).to_string());
        let profile = damaged(d, &c.profile.to_json().to_string());
        for told in [c.rules.recommend_json(&profile, &options).err(), c.rules.describe_json(&options).err()] {
            if told.is_some_and(|p| p.0.is_empty()) {
                return c.broken(format!("refused without a word: {options} {profile}"));
            }
        }
        Ok(())
    });
}

/// A text with a few places changed, cut out or doubled.
fn damaged(d: &mut Draw<'_>, text: &str) -> String {
    const BITS: [&str; 24] = [
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "-",
        "\n",
        "  ",
        "#",
        "&a",
        "*a",
        "!",
        "?",
        "(",
        ")",
        "\t",
        "\u{0}",
        "é",
        "&&",
        "999999999999",
        ".",
    ];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..d.below(4) {
        let at = (d.below(1 << 16) * 7_919 + d.below(1 << 16)) % (chars.len() + 1);
        match d.below(4) {
            0 => {
                chars.splice(at..at, d.pick(&BITS).chars());
            }
            1 => {
                let end = (at + d.below(12)).min(chars.len());
                chars.drain(at..end);
            }
            2 => {
                let end = (at + d.below(40)).min(chars.len());
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = d.below(chars.len() + 1);
                chars.splice(to..to, copy);
            }
            _ => chars.truncate(if d.rarely(4) { at } else { chars.len() }),
        }
    }
    chars.into_iter().collect()
}

/// Damaged rule files give findings; what still checks cleanly still answers.
#[test]
fn damaged_rule_files_get_findings() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let mut all = files(&c.world);
        for _ in 0..1 + d.below(3) {
            let i = d.below(all.len());
            all[i].text = damaged(d, &all[i].text);
        }
        if d.rarely(6) {
            let i = d.below(all.len());
            all[i].path =
                d.pick(&["set.yaml", "facts/finance.yaml", "schemes/grant/s0.yaml", "x", "../set.yaml", ""]).to_owned();
        }
        let keep_going = d.rarely(2);
        let again: Vec<Source> = all.clone();
        let checked = check_sources(vec![all], keep_going);
        for f in &checked.diagnostics {
            if f.message.fr.is_empty() || f.message.en.is_empty() {
                return c.broken(format!("a finding without words: {f:?}"));
            }
            checked.sources.slice(f.span);
        }
        match checked.rule_set {
            None if checked.diagnostics.is_empty() => c.broken(format!("refused without a word: {again:?}")),
            None => Ok(()),
            Some(rules) => {
                let _ = rules.recommend(&c.profile.to_json(), &Options::default());
                rules.describe(terreau::Lang::Fr);
                let bundle = rules.to_bundle();
                match RuleSet::from_bundle(&bundle) {
                    Ok(through) if through.fingerprint() == rules.fingerprint() => Ok(()),
                    Ok(_) => c.broken("a bundle has another fingerprint"),
                    Err(p) => c.broken(format!("its bundle is refused: {p}\n{again:?}")),
                }
            }
        }
    });
}

/// Random characters as any file, and damaged bundles, whatever their fingerprint says.
#[test]
fn random_text_and_damaged_bundles_get_findings() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let n = d.below(200);
        let text: String = (0..n).map(|_| char::from_u32(d.below(300) as u32).unwrap_or(' ')).collect();
        let path = d.pick(&[
            "set.yaml",
            "facts/x.yaml",
            "parameters/x.yaml",
            "schemes/grant/s.yaml",
            "taxonomies/t.yaml",
            "regimes.yaml",
        ]);
        let mut all = files(&c.world);
        all.retain(|f| f.path != path);
        all.push(Source { path: path.to_owned(), text: text.clone() });
        check_sources(vec![all], d.rarely(2));
        let bundle = damaged(d, &c.rules.to_bundle());
        for told in [RuleSet::from_bundle(&bundle), RuleSet::from_bundle(&text)] {
            match told {
                // what is let through must answer
                Ok(rules) => drop(rules.recommend(&c.profile.to_json(), &Options::default())),
                Err(problems) if problems.0.iter().any(|p| p.message.fr.is_empty() || p.message.en.is_empty()) => {
                    return c.broken(format!("refused without a word: {bundle}"));
                }
                Err(_) => {}
            }
        }
        Ok(())
    });
}

/// Depth and length are refused by their limits, not by the stack.
#[test]
fn deep_and_long_texts_are_refused() {
    law(1, 1, |d| {
        let Some(c) = case(d) else { return Err("the simplest rule set does not check cleanly".to_owned()) };
        let condition = |e: &str| {
            let text = super::print::scheme(&c.world.schemes[0]);
            let text = text.replace("criteria: []", &format!("criteria: [{{id: c1, if: '{e}'}}]"));
            let mut all = files(&c.world);
            all.retain(|f| !f.path.starts_with("schemes/"));
            all.push(Source { path: "schemes/grant/s0.yaml".to_owned(), text });
            let checked = check_sources(vec![all], false);
            if let Some(rules) = &checked.rule_set {
                let _ = rules.recommend(&c.profile.to_json(), &Options::default());
                let _ = rules.recommend(&json!({"as_of": "2026-02-01"}), &Options::default());
            }
        };
        for n in [10, 100, 1_000, 20_000] {
            let yes = "applicant.trained";
            condition(&format!("{}{yes}{}", "(".repeat(n), ")".repeat(n)));
            condition(&format!("{}{yes}", "!".repeat(n)));
            condition(&format!("{}1{} > 0", "-".repeat(n), ""));
            condition(&format!("{yes}{}", format!(" && {yes}").repeat(n)));
            condition(&format!("1{} > 0", " + 1".repeat(n)));
            condition(&format!("{}{yes}", format!("{yes} ? {yes} : ").repeat(n)));
            condition(&format!("{}applicant.people{} > 0", "min(1, ".repeat(n), ")".repeat(n)));
            condition(&format!("application_date{} > date(\"2026-01-01\")", " + days(1)".repeat(n)));
            condition(&format!("applicant.people{}", ".a".repeat(n)));
            condition(&format!("applicant.people in [{}]", "1,".repeat(n)));
            let nested = format!("{}{{if: applicant.trained}}{}", "{not: ".repeat(n), "}".repeat(n));
            let any = format!("{}{{if: applicant.trained}}{}", "{any: [".repeat(n), "]}".repeat(n));
            for deep in [nested, any] {
                let text =
                    super::print::scheme(&c.world.schemes[0]).replace("criteria: []", &format!("criteria: [{deep}]"));
                let mut all = files(&c.world);
                all.push(Source { path: "schemes/grant/deep.yaml".to_owned(), text });
                check_sources(vec![all], false);
            }
            for open in ["[", "{a: ", "- ", "{\"a\":["] {
                check_sources(vec![vec![Source { path: "set.yaml".to_owned(), text: open.repeat(n) }]], false);
                assert!(RuleSet::from_bundle(open.repeat(n)).is_err());
                assert!(c.rules.recommend_json(&open.repeat(n), "{}").is_err());
            }
        }
        Ok(())
    });
}

//! Laws of questions: asking comes to an end, and the end is honest.

use super::bench::{Case, case, entry, law};
use super::profiles::{Profile, completions};
use super::words::{GIVEN, KEYS};
use std::cell::Cell;
use std::collections::BTreeSet;
use terreau::contract::NextQuestion;
use terreau::{Group, Options, QuestionOptions, Verdict};

fn next(c: &Case, profile: &Profile, options: &QuestionOptions) -> Option<NextQuestion> {
    c.rules.next_question(&profile.to_json(), options).ok()
}

/// Nothing was said of a fact.
fn untold(profile: &Profile, fact: &str) -> bool {
    profile.to_json()["facts"].get(fact).is_none_or(serde_json::Value::is_null)
}

/// The schemes of the first places.
fn first(c: &Case, profile: &Profile, top: usize) -> Option<BTreeSet<String>> {
    let report = c.ask(profile, &Options::default()).ok()?;
    let possible = report.schemes.into_iter().filter(|s| matches!(s.group, Group::Now | Group::Later));
    Some(possible.take(top).map(|s| s.scheme).collect())
}

/// Once the first places are said to be settled, no completion and no answer of a funder moves a scheme in or out of them. What an
/// applicant declares of schemes further down may only put these lower.
#[test]
fn settled_is_settled() {
    let seen_settled = Cell::new(0_u32);
    law(2_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let top = 1 + d.below(3);
        let options = QuestionOptions { top: Some(top as u32), ..QuestionOptions::default() };
        let Some(told) = next(&c, &c.profile, &options).filter(|n| n.settled) else { return Ok(()) };
        seen_settled.set(seen_settled.get() + 1);
        let all: BTreeSet<usize> = (0..GIVEN).collect();
        let (values, _) = completions(d, &c.world, &c.profile, &all);
        let mut seen = None;
        for completion in values.iter().take(40) {
            let Some(now) = first(&c, &c.profile.told(0..GIVEN, completion), top) else { continue };
            if *seen.get_or_insert_with(|| now.clone()) != now {
                return c.broken(format!("settled ({told:?}), but {seen:?} or {now:?}"));
            }
        }
        Ok(())
    });
    // a law about what never happens says nothing
    assert!(seen_settled.get() > 300, "{} settled", seen_settled.get());
}

/// Answers to what is asked settle one scheme's verdict, each question once, and nothing that bears on no criterion is asked.
#[test]
fn answers_settle_one_scheme() {
    law(1_200, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(scheme) = c.world.schemes.first() else { return Ok(()) };
        let all: BTreeSet<usize> = (0..GIVEN).collect();
        let (values, _) = completions(d, &c.world, &c.profile, &all);
        let Some(truth) = values.get(d.below(values.len().max(1))) else { return Ok(()) };
        let mut profile = c.profile.clone();
        let mut asked: Vec<String> = vec![];
        loop {
            let options =
                QuestionOptions { scheme: Some(scheme.id.clone()), skip: asked.clone(), ..QuestionOptions::default() };
            let Some(told) = next(&c, &profile, &options) else { return Ok(()) };
            let Some(question) = told.question else {
                let Ok(report) = c.ask(&profile, &Options::default()) else { return Ok(()) };
                let entry = entry(&report, &scheme.id);
                let open = entry.verdict == Verdict::Undetermined;
                // what is open once nothing is left to ask was told in part, or asked and answered in part
                let unasked = entry.missing.iter().find(|f| untold(&profile, f) && !asked.contains(f));
                return match unasked {
                    _ if told.settled && open => c.broken(format!("settled, but {:?}", entry.verdict)),
                    Some(fact) if !told.settled => c.broken(format!("{fact} was never asked")),
                    _ => Ok(()),
                };
            };
            if asked.contains(&question.key) || asked.len() > 60 {
                return c.broken(format!("{} is asked again, after {asked:?}", question.key));
            }
            match KEYS.iter().position(|k| *k == question.key) {
                Some(fact) => profile = profile.told([fact], truth),
                None => {
                    let Some((scheme, criterion)) = question.key.split_once('/') else {
                        return c.broken(format!("{} is no question", question.key));
                    };
                    profile.declared.insert((scheme.to_owned(), criterion.to_owned()), true);
                }
            }
            asked.push(question.key);
        }
    });
}

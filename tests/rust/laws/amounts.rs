//! Laws of amounts.

use super::bench::{Case, Outcome, case, entry, law};
use super::generator::Draw;
use super::oracle::{Reading, amount_reads};
use super::profiles::{can_be_told, completions};
use super::words::Scheme;
use terreau::Options;
use terreau::contract::{Amount, AmountState, Decimal};

fn cents(d: Decimal) -> i64 {
    assert_eq!(d.scale, 2);
    d.mantissa
}

/// Amounts told of every scheme beside the amounts of its completions.
fn each(d: &mut Draw<'_>, holds: impl Fn(&Case, &Scheme, &Amount, Vec<Option<i64>>, bool) -> Outcome) -> Outcome {
    let Some(c) = case(d) else { return Ok(()) };
    let Some(report) = c.report() else { return Ok(()) };
    for s in &c.world.schemes {
        let (Some(rule), Some(told)) = (&s.amount, &entry(&report, &s.id).amount) else { continue };
        let (values, every) = completions(d, &c.world, &c.profile, &amount_reads(&c.world, rule));
        let day = c.profile.day_of(s);
        let all = values.iter().map(|v| Reading { world: &c.world, values: v, day }.amount(rule)).collect();
        holds(&c, s, told, all, every)?;
    }
    Ok(())
}

/// The interval contains the amount of every completion; an amount that is known applies in all of them, one that does not
/// apply in none.
#[test]
fn the_interval_contains_every_completion() {
    law(3_000, 500, |d| {
        each(d, |c, s, told, all, _| {
            let (low, high) = (told.low.map(cents), told.high.map(cents));
            for found in all {
                let fits = match found {
                    None => told.state != AmountState::Known,
                    Some(n) => told.state != AmountState::NotApplicable && low <= Some(n) && Some(n) <= high,
                };
                if !fits {
                    return c.broken(format!("{}: {found:?} is not in {:?} {low:?}..{high:?}", s.id, told.state));
                }
            }
            Ok(())
        })
    });
}

/// An exact interval is tight: completions reach both of its ends.
#[test]
fn the_ends_of_an_exact_interval_are_reached() {
    law(3_000, 500, |d| {
        each(d, |c, s, told, all, every| {
            let (low, high) = (told.low.map(cents), told.high.map(cents));
            let (least, most) = (all.iter().flatten().min().copied(), all.iter().flatten().max().copied());
            if told.exact && every && (low, high) != (least, most) {
                return c.broken(format!("{}: exact {low:?}..{high:?}, but {least:?}..{most:?}", s.id));
            }
            if told.exact && every && told.state == AmountState::MaybeNotApplicable && !all.contains(&None) {
                return c.broken(format!("{}: exact, may not apply, but always does", s.id));
            }
            Ok(())
        })
    });
}

/// The completions told for the ends give these amounts when they are told to the engine.
#[test]
fn completions_at_the_ends_replay() {
    law(2_000, 500, |d| {
        each(d, |c, s, told, _, _| {
            for (facts, wanted) in [(&told.at_low, told.low), (&told.at_high, told.high)] {
                let Some(facts) = facts.as_ref().filter(|f| can_be_told(f)) else { continue };
                let mut json = c.profile.to_json();
                for (key, value) in facts {
                    json["facts"][key] = value.clone();
                }
                let report = match c.rules.recommend(&json, &Options::default()) {
                    Ok(report) => report,
                    Err(p) => return c.broken(format!("{}: {facts:?} is refused: {p}", s.id)),
                };
                let now = entry(&report, &s.id).amount.clone().unwrap();
                if (now.low, now.high) != (wanted, wanted) {
                    return c
                        .broken(format!("{}: {facts:?} gives {:?}..{:?}, not {wanted:?}", s.id, now.low, now.high));
                }
            }
            Ok(())
        })
    });
}

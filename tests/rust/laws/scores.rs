//! Laws of scores.

use super::bench::{case, entry, law};
use super::profiles::completions;
use super::words::GIVEN;
use terreau::Options;
use terreau::contract::Decimal;

fn thousandths(d: Decimal) -> i64 {
    assert_eq!(d.scale, 3);
    d.mantissa
}

/// A score is the exact sum of its parts, each part its weight times its points, and the weights sum to 1,000.
#[test]
fn parts_sum_exactly_to_the_score() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(report) = c.report() else { return Ok(()) };
        if report.weights.lines.values().sum::<u32>() != 1_000 {
            return c.broken("the weights do not sum to 1000");
        }
        for s in &report.schemes {
            let lines = &s.score.lines;
            let sum = |part: fn(&terreau::contract::ScoreLine) -> Decimal| {
                lines.iter().map(|l| thousandths(part(l))).sum::<i64>()
            };
            let whole = (thousandths(s.score.low), thousandths(s.score.high));
            let each = lines.iter().all(|l| {
                let points = |n: u32| i64::from(l.weight) * i64::from(n);
                let weight = report.weights.lines.get(l.line) == Some(&l.weight);
                weight
                    && (thousandths(l.low), thousandths(l.high)) == (points(l.points.low), points(l.points.high))
                    && l.points.low <= l.points.high
                    && l.points.high <= 1_000
                    && l.open == (l.points.low != l.points.high)
            });
            if !each || whole != (sum(|l| l.low), sum(|l| l.high)) || !(0..=1_000_000).contains(&whole.0) {
                return c.broken(format!("the parts of {} do not make {whole:?}", s.scheme));
            }
        }
        Ok(())
    });
}

/// A score under doubt is an interval that holds the score of every completion: learning only narrows it.
#[test]
fn learning_narrows_the_score() {
    law(3_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(before) = c.report() else { return Ok(()) };
        let all = (0..GIVEN).collect();
        let (values, _) = completions(d, &c.world, &c.profile, &all);
        let i = d.below(values.len());
        let Some(completion) = values.get(i) else { return Ok(()) };
        let facts: Vec<usize> =
            if d.rarely(3) { (0..GIVEN).filter(|_| d.rarely(2)).collect() } else { (0..GIVEN).collect() };
        let after = c.profile.told(facts, completion);
        let Ok(now) = c.ask(&after, &Options::default()) else { return Ok(()) };
        for s in &c.world.schemes {
            let (was, is) = (&entry(&before, &s.id).score, &entry(&now, &s.id).score);
            for (a, b) in was.lines.iter().zip(&is.lines) {
                if b.points.low < a.points.low || b.points.high > a.points.high {
                    let told = format!("{}: {} was {:?} and is {:?}", s.id, a.line, a.points, b.points);
                    return c.broken(format!("{told} after {}", after.to_json()));
                }
            }
        }
        Ok(())
    });
}

/// The list is in order: groups, then the low end of the score, then the id; equal places are ties and say so.
#[test]
fn the_list_is_in_order() {
    law(1_500, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Some(report) = c.report() else { return Ok(()) };
        let key = |s: &terreau::contract::Recommendation| (s.group, -thousandths(s.score.low), s.scheme.clone());
        let keys: Vec<_> = report.schemes.iter().map(key).collect();
        if !keys.is_sorted() {
            return c.broken("the list is not in order");
        }
        for (i, s) in report.schemes.iter().enumerate() {
            let same = |k: &(terreau::Group, i64, String)| (k.0, k.1) == (keys[i].0, keys[i].1);
            let first = keys.iter().position(same).unwrap();
            let tied = keys.iter().filter(|k| same(k)).count() > 1;
            if (s.place as usize, s.tied) != (first + 1, tied) {
                return c.broken(format!("{} is at {}, tied {}", s.scheme, s.place, s.tied));
            }
        }
        Ok(())
    });
}

//! What a population lacks, told: counts with what is few hidden, segments, criteria and openings in words.

mod criteria;
#[cfg(feature = "arrow")]
mod moves;
mod tables;
mod words;

#[cfg(feature = "arrow")]
pub(crate) use moves::table_diff;

use super::{
    label::Words,
    phrase,
    report::{lang_word, rule_set_id},
};
use crate::{
    base::Lang,
    compile::{Plan, SchemePlan, Slot, WindowState},
    contract::{self, CONTRACT, Count, Coverage, Decimal},
    gaps::{self, Asked, Census, Segment, Segments, Selector, Shown, Target, Test, of_total, of_whole},
    model::{Brake, Kind, Model, Need, Scheme},
    rule_set::Dated,
    value::format_day,
};

/// The whole answer.
pub(crate) fn coverage(dated: &Dated, census: &Census, lang: Lang) -> Coverage {
    let words = Words { model: dated.model(), lang };
    let telling = Telling { words, census };
    let Segments { found, truncated } = census.segments();
    Coverage {
        contract: CONTRACT,
        rule_set: rule_set_id(dated, lang),
        as_of: format_day(census.plan.as_of),
        lang: lang_word(lang),
        minimum: census.asked.minimum,
        projects: census.counts.judged,
        set_aside: census.counts.set_aside,
        target: census.asked.target.word(),
        lacks: telling.lacks(),
        schemes: telling.schemes(),
        kinds: telling.kinds(),
        needs: telling.needs(),
        tables: telling.tables(),
        segments: found.iter().map(|s| telling.segment(s)).collect(),
        truncated,
        blocking: telling.blocking(),
        openings: telling.openings(),
    }
}

/// Kinds of projects that the rules leave nothing to.
pub(crate) fn uncovered(dated: &Dated, asked: &Asked, lang: Lang) -> contract::Uncovered {
    let (model, plan) = (dated.model(), &*dated.plan);
    let words = Words { model, lang };
    let open = |i: &usize| plan.schemes.get(*i).is_some_and(|s| s.window.state != WindowState::Closed);
    let meets = |i: &usize| model.schemes.get(*i).is_some_and(|s| asked.target.met_by(model, s, asked.limits));
    let schemes: Vec<usize> = (0..model.schemes.len()).filter(open).filter(meets).collect();
    let selectors: Vec<Selector> =
        gaps::selectors(model, plan, &asked.by).into_iter().filter(|s| s.test != Test::Untold).collect();
    let gaps::Uncovered { found, truncated } = gaps::uncovered(plan, &schemes, &selectors, asked.depth);
    let segment = |gap: &Vec<usize>| {
        let own = gap.iter().filter_map(|i| selectors.get(*i));
        let conditions: Vec<contract::SegmentCondition> = own.map(|s| condition(&words, plan, s)).collect();
        let label = if conditions.is_empty() {
            words.pick("tout projet", "every project").to_owned()
        } else {
            joined(&conditions)
        };
        contract::UncoveredSegment { label, conditions }
    };
    contract::Uncovered {
        contract: CONTRACT,
        rule_set: rule_set_id(dated, lang),
        as_of: format_day(plan.as_of),
        lang: lang_word(lang),
        target: asked.target.word(),
        label: phrase::told(&asked.target.label(asked.limits), lang),
        schemes: schemes.len() as u32,
        segments: found.iter().take(asked.top).map(segment).collect(),
        total: found.len() as u32,
        truncated,
    }
}

fn condition(words: &Words<'_>, plan: &Plan, selector: &Selector) -> contract::SegmentCondition {
    let fact = plan.slot(selector.slot).and_then(|slot| key(words.model, slot));
    contract::SegmentCondition { fact: fact.unwrap_or_default(), label: words.selector(plan, selector) }
}

/// Key of the fact that a slot tells of.
fn key(model: &Model, slot: &Slot) -> Option<String> {
    model.fact(slot.key.fact()?).map(|f| f.key.clone())
}

fn joined(conditions: &[contract::SegmentCondition]) -> String {
    conditions.iter().map(|c| c.label.as_str()).collect::<Vec<_>>().join(" ; ")
}

struct Telling<'a> {
    words: Words<'a>,
    census: &'a Census,
}

impl From<Shown> for Count {
    fn from(shown: Shown) -> Count {
        Count { low: shown.low, high: shown.high }
    }
}

/// A share in thousandths, rounded half up.
fn share(n: Option<u64>, of: u64) -> Option<Decimal> {
    let thousandths = (u128::from(n?) * 2_000 + u128::from(of)).checked_div(u128::from(of) * 2)?;
    Some(Decimal { mantissa: i64::try_from(thousandths).ok()?, scale: 3 })
}

impl Telling<'_> {
    fn of_all(&self, n: u64) -> Shown {
        of_whole(n, self.census.counts.judged, self.census.asked.minimum)
    }

    fn lacks(&self) -> Vec<contract::Lack> {
        let counts = self.census.targets.iter().zip(&self.census.counts.lacks);
        let lack = |(target, n): (&Target, &u64)| {
            let shown = self.of_all(*n);
            contract::Lack {
                target: target.word(),
                label: phrase::told(&target.label(self.census.asked.limits), self.words.lang),
                projects: shown.into(),
                share: share(shown.exact(), self.census.counts.judged),
            }
        };
        counts.map(lack).collect()
    }

    fn schemes(&self) -> Vec<contract::SchemeCoverage> {
        let all = self.words.model.schemes.iter().zip(&self.census.plan.schemes).zip(&self.census.counts.tallies);
        let told = |((scheme, plan), tally): ((&Scheme, &SchemePlan), &[u64; 4])| {
            let shown = of_total(tally, self.census.asked.minimum, |_, _| false);
            let [eligible, conditional, undetermined, ineligible] =
                <[Shown; 4]>::try_from(shown).ok()?.map(Count::from);
            Some(contract::SchemeCoverage {
                scheme: scheme.id.clone(),
                title: phrase::told(&scheme.title, self.words.lang),
                kind: scheme.kind.word(),
                window: plan.window.state.word(),
                eligible,
                conditional,
                undetermined,
                ineligible,
            })
        };
        all.filter_map(told).collect()
    }

    fn kinds(&self) -> Vec<contract::KindCoverage> {
        let schemes = || self.words.model.schemes.iter().zip(&self.census.plan.schemes);
        let kinds = Kind::WORDS.iter().filter_map(|w| Kind::parse(w)).zip(&self.census.counts.kinds);
        let told = |(kind, [possible, sure]): (Kind, &[u64; 2])| {
            let states = |wanted: &[WindowState]| {
                schemes().filter(|(s, p)| s.kind == kind && wanted.contains(&p.window.state)).count() as u32
            };
            let open = states(&[WindowState::Open, WindowState::Undated]);
            let (upcoming, closed) = (states(&[WindowState::Upcoming]), states(&[WindowState::Closed]));
            (open + upcoming + closed > 0).then(|| contract::KindCoverage {
                kind: kind.word(),
                label: phrase::told(&kind.label(), self.words.lang),
                open,
                upcoming,
                closed,
                possible: self.of_all(*possible).into(),
                sure: self.of_all(*sure).into(),
            })
        };
        kinds.filter_map(told).collect()
    }

    fn needs(&self) -> Vec<contract::NeedCoverage> {
        let all = self.words.model.needs.iter().zip(&self.census.counts.needs);
        let told = |(need, [sure, alone]): (&Need, &[u64; 2])| contract::NeedCoverage {
            need: need.id.clone(),
            title: phrase::told(&need.title, self.words.lang),
            brake: need.brake.map(Brake::word),
            projects: self.of_all(*sure).into(),
            alone: of_whole(*alone, *sure, self.census.asked.minimum).into(),
        };
        all.map(told).collect()
    }

    fn segment(&self, segment: &Segment) -> contract::SegmentCoverage {
        let selectors = segment.selectors.iter().filter_map(|i| self.census.watched.get(*i));
        let conditions: Vec<contract::SegmentCondition> =
            selectors.map(|s| condition(&self.words, &self.census.plan, s)).collect();
        let lacking = of_whole(segment.lacking, segment.size, self.census.asked.minimum);
        contract::SegmentCoverage {
            label: joined(&conditions),
            conditions,
            projects: segment.size,
            lacking: lacking.into(),
            share: share(lacking.exact(), segment.size),
            blocking: self.most_refusing(segment),
        }
    }
}

//! The report: schemes judged, scored, put in order and told.

use super::{
    amount::{amount, interval},
    contradiction::contradictions,
    label::Words,
    layer, near, phrase,
    support::{Support, support},
    tree::{Telling, completion, label, reference},
    trust,
};
use crate::{
    base::{Lang, Order, Problems},
    compile::{SchemePlan, SlotKey},
    contract::{self, CONTRACT, Decimal, Detail, Options},
    eligibility::{Judgement, Swift, Verdict, failing, judge, missing, sufficient, truth_of},
    eval::{self, Open, Reading},
    model::{By, Model, Rule, Scheme},
    profile::Profile,
    ranking::{Group, Place, Row, Score, Standing, group, place, robustness},
    rule_set::{Dated, Weighting},
    value::format_day,
};
use std::collections::BTreeMap;

/// The places whose order is tested against other weights.
const FIRST: usize = 10;

/// One scheme, judged and scored.
struct Judged<'d> {
    scheme: &'d Scheme,
    plan: &'d SchemePlan,
    judgement: Judgement,
    score: Score,
    group: Group,
}

/// The answer for one profile.
pub(crate) fn recommend(
    dated: &Dated,
    profile: &Profile,
    weighting: &Weighting,
    options: &Options,
) -> Result<contract::Report, Problems> {
    let mut reading = eval::read(&dated.plan, dated.model(), profile);
    contradictions(dated, &mut reading)?;
    let mut judged: Vec<Judged<'_>> = vec![];
    let mut swift = Swift::new(&reading);
    for (index, (scheme, plan)) in dated.model().schemes.iter().zip(&dated.plan.schemes).enumerate() {
        // what the verdict rests on is worked out below, for those that are told of
        let judgement = Judgement::plain(swift.verdict(index));
        let score = dated.scorer().score(&reading, index, &weighting.weights, true);
        let group = group(judgement.verdict, plan.window.state);
        judged.push(Judged { scheme, plan, judgement, score, group });
    }
    judged.order_by(|a, b| (a.group, b.score.low, &a.scheme.id).cmp(&(b.group, a.score.low, &b.scheme.id)));
    let places = place(&judged.iter().map(|j| (j.group, j.score.low)).collect::<Vec<_>>());
    let mut counts = contract::Counts::default();
    for j in &judged {
        *match j.group {
            Group::Now => &mut counts.now,
            Group::Later => &mut counts.later,
            Group::Not => &mut counts.not,
            Group::Closed => &mut counts.closed,
        } += 1;
    }
    let beside = beside(dated, &mut reading, profile, &judged, options);
    let robustness =
        if options.detail < Detail::Full { vec![] } else { steady(dated, &judged, weighting, options.lang) };
    let top = options.top.map_or(usize::MAX, |t| t as usize);
    let schemes = judged
        .into_iter()
        .zip(places)
        .take(top)
        .map(|(mut j, place)| {
            j.judgement = judge(&mut reading, j.plan);
            tell(dated, &mut reading, profile, &j, place, options)
        })
        .collect();
    let mut report = contract::Report {
        contract: CONTRACT,
        rule_set: rule_set_id(dated, options.lang),
        as_of: format_day(profile.as_of),
        lang: lang_word(options.lang),
        weights: contract::Weights {
            preset: weighting.preset.clone(),
            layer: weighting.preset.as_ref().and_then(|p| layer::of_preset(dated.model(), p)),
            lines: by_line(dated.model(), &weighting.weights),
        },
        schemes,
        counts,
        robustness,
        brakes: beside.brakes,
        needs: beside.needs,
        resources: beside.resources,
        changes: None,
        left_out: dated.model().left_out.clone(),
    };
    if options.near {
        near::add(dated, profile, &reading, &Words { model: dated.model(), lang: options.lang }, &mut report);
    }
    Ok(report)
}

/// Brakes, needs and sheets; a brief answer does without.
fn beside(
    dated: &Dated,
    reading: &mut Reading<'_>,
    profile: &Profile,
    judged: &[Judged<'_>],
    options: &Options,
) -> Support {
    if options.detail < Detail::Full {
        return Support::default();
    }
    let model = dated.model();
    let standing = |j: &Judged<'_>| {
        Some(Standing { scheme: model.scheme_id(&j.scheme.id)?, verdict: j.judgement.verdict, group: j.group })
    };
    let list: Vec<Standing> = judged.iter().filter_map(standing).collect();
    support(dated, reading, profile, &list, Words { model, lang: options.lang })
}

/// How far each weight may move with the first places unchanged.
fn steady(dated: &Dated, judged: &[Judged<'_>], weighting: &Weighting, lang: Lang) -> Vec<contract::Robustness> {
    let points: Vec<Vec<u32>> = judged.iter().map(|j| j.score.lines.iter().map(|l| l.low).collect()).collect();
    let listed = judged.iter().zip(&points);
    let rows: Vec<Row<'_>> = listed.map(|(j, points)| Row { group: j.group, id: &j.scheme.id, points }).collect();
    let overtaking = |(ahead, behind): (usize, usize)| {
        let (ahead, behind) = rows.get(ahead).zip(rows.get(behind))?;
        Some(contract::Overtaking { scheme: behind.id.to_owned(), passes: ahead.id.to_owned() })
    };
    let lines = dated.model().score.lines.iter().zip(&weighting.weights);
    robustness(&rows, &weighting.weights, FIRST)
        .into_iter()
        .zip(lines)
        .map(|(found, (line, weight))| contract::Robustness {
            line: line.kind.word(),
            title: phrase::told(&line.title, lang),
            weight: *weight,
            from: found.from,
            to: found.to,
            below: found.below.and_then(overtaking),
            above: found.above.and_then(overtaking),
        })
        .collect()
}

/// Weights by the name of their line.
pub(super) fn by_line(model: &Model, weights: &[u32]) -> BTreeMap<&'static str, u32> {
    let mut lines = BTreeMap::new();
    for (line, weight) in model.score.lines.iter().zip(weights) {
        lines.insert(line.kind.word(), *weight);
    }
    lines
}

pub(crate) fn rule_set_id(dated: &Dated, lang: Lang) -> contract::RuleSetId {
    layer::rule_set_id(dated.model(), dated.fingerprint(), lang)
}

pub(crate) fn lang_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

fn tell(
    dated: &Dated,
    reading: &mut Reading<'_>,
    profile: &Profile,
    j: &Judged<'_>,
    place: Place,
    options: &Options,
) -> contract::Recommendation {
    let (s, model) = (j.scheme, dated.model());
    let words = Words { model, lang: options.lang };
    let t = |text: &crate::Text| phrase::told(text, options.lang);
    let full = options.detail >= Detail::Full;
    let failing = if j.judgement.verdict == Verdict::Ineligible && full { failing(reading, j.plan, s) } else { vec![] };
    let truths = if full { truth_of(reading, j.plan) } else { vec![] };
    let telling = Telling { words, profile, scheme: s, plan: j.plan, truths: &truths };
    let provider = model.providers.iter().find(|p| p.id == s.provider);
    contract::Recommendation {
        scheme: s.id.clone(),
        title: t(&s.title),
        summary: s.summary.as_ref().map(t),
        kind: s.kind.word(),
        kind_label: t(&s.kind.label()),
        provider: contract::Provider {
            id: s.provider.clone(),
            title: provider.map_or_else(String::new, |p| t(&p.title)),
            url: provider.and_then(|p| p.url.clone()),
        },
        group: j.group,
        place: place.place,
        tied: place.tied,
        verdict: j.judgement.verdict,
        why: j.judgement.why.map(why),
        missing: if j.judgement.verdict == Verdict::Undetermined { missing(model, reading, j.plan) } else { vec![] },
        witness: witness(dated, reading, &j.judgement),
        failing: failing.iter().filter_map(|c| s.criteria.get(c.index())).map(|c| c.id.clone()).collect(),
        declared: declared(&words, j),
        window: calendar(j, options.lang),
        amount: s.amount.as_ref().zip(j.plan.amount.as_ref()).map(|_| amount(dated, reading, s, j.plan, &words)),
        score: score(dated, &j.score, options.lang, full),
        criteria: if full { telling.tree() } else { vec![] },
        reasons: (options.detail == Detail::Reasons).then(|| reasons(dated, reading, j.plan, &words)),
        near_miss: None,
        excludes: s.cumulation.excludes.clone(),
        requires: s.cumulation.requires.clone(),
        payment: s.payment.iter().map(|p| payment(p, options.lang)).collect(),
        burden: burden(dated, s, options.lang),
        commitments: s
            .commitments
            .iter()
            .map(|c| contract::Commitment { label: t(&c.label), months: c.months })
            .collect(),
        support: s.support.as_ref().map(t),
        apply: (s.apply_url.is_some() || s.apply_label.is_some())
            .then(|| contract::Apply { url: s.apply_url.clone(), label: s.apply_label.as_ref().map(t) }),
        confidence: s.confidence.word(),
        confidence_label: t(&s.confidence.label()),
        unconfirmed: trust::unconfirmed(s, &words),
        references: s.references.iter().map(reference).collect(),
        provenance: layer::provenance(model, s),
    }
}

fn why(open: Open) -> contract::Why {
    match open {
        Open::Missing => contract::Why::Missing,
        Open::Coupled => contract::Why::Coupled,
        Open::Limit => contract::Why::Limit,
    }
}

fn witness(dated: &Dated, reading: &Reading<'_>, judgement: &Judgement) -> Option<contract::Witness> {
    let told = |w: &Option<eval::Witness>| w.as_ref().map(|w| completion(dated.model(), reading, w));
    (judgement.verdict == Verdict::Undetermined)
        .then(|| contract::Witness { yes: told(&judgement.yes), no: told(&judgement.no) })
}

fn declared(words: &Words<'_>, j: &Judged<'_>) -> Vec<contract::Declared> {
    let possible = j.judgement.verdict != Verdict::Ineligible;
    let open = j.judgement.declared.iter().filter(|_| possible);
    open.filter_map(|c| {
        let criterion = j.scheme.criteria.get(*c as usize)?;
        let by = if criterion.rule == Rule::Declared(By::Funder) { "funder" } else { "applicant" };
        let label = label(words, j.scheme, crate::model::CriterionId(*c));
        Some(contract::Declared { key: format!("{}/{}", j.scheme.id, criterion.id), label, by })
    })
    .collect()
}

fn calendar(j: &Judged<'_>, lang: Lang) -> contract::Calendar {
    let w = &j.plan.window;
    contract::Calendar {
        state: w.state.word(),
        opens: w.opens.map(format_day),
        closes: w.closes.map(format_day),
        decided: w.decided.map(format_day),
        application_date: format_day(j.plan.application_date),
        because: j.scheme.closed_because.as_ref().map(|t| phrase::told(t, lang)),
    }
}

// ---- score, payment, burden

fn score(dated: &Dated, s: &Score, lang: Lang, full: bool) -> contract::Score {
    let thousandths = |n: u32| Decimal { mantissa: i64::from(n), scale: 3 };
    let lines = s.lines.iter().filter(|_| full).map(|l| {
        let title = dated.model().score.lines.iter().find(|x| x.kind == l.kind);
        contract::ScoreLine {
            line: l.kind.word(),
            title: title.map_or_else(String::new, |x| phrase::told(&x.title, lang)),
            weight: l.weight,
            points: contract::Range { low: l.low, high: l.high },
            low: thousandths(l.weight * l.low),
            high: thousandths(l.weight * l.high),
            open: l.low != l.high,
            otherwise: l.otherwise,
        }
    });
    contract::Score { low: thousandths(s.low), high: thousandths(s.high), lines: lines.collect() }
}

fn payment(p: &crate::model::Payment, lang: Lang) -> contract::Payment {
    contract::Payment {
        share: Decimal { mantissa: p.share.mantissa(6, false).unwrap_or(0), scale: 6 },
        when: p.when.word(),
        label: phrase::told(&p.when.label(), lang),
        delay_days: p.delay.map(interval),
    }
}

fn burden(dated: &Dated, s: &Scheme, lang: Lang) -> Option<contract::Burden> {
    let b = &s.burden;
    let documents: Vec<contract::Document> = b
        .documents
        .iter()
        .filter_map(|id| dated.model().documents.iter().find(|d| d.id == *id))
        .map(|d| contract::Document { id: d.id.clone(), title: phrase::told(&d.title, lang) })
        .collect();
    let said = !documents.is_empty() || b.committees.is_some() || b.decision.is_some() || b.hours.is_some();
    said.then(|| contract::Burden {
        documents,
        committees: b.committees,
        decision_days: b.decision.map(interval),
        hours: b.hours.map(interval),
    })
}

// ---- reasons

/// Minimal sufficient reasons in words. Refusals free what can change first, so that what stays is structural;
/// acceptances keep what the applicant can point to.
/// Which facts a reason does without first: those that can change.
pub(crate) fn order(dated: &Dated, slot: crate::compile::SlotId) -> u32 {
    let fact = dated.plan.slot(slot).and_then(|s| s.key.fact()).and_then(|f| dated.model().fact(f));
    u32::from(fact.is_some_and(|f| f.change.is_none()))
}

fn reasons(
    dated: &Dated,
    reading: &mut Reading<'_>,
    plan: &SchemePlan,
    words: &Words<'_>,
) -> Vec<contract::Sufficient> {
    let kept = sufficient(reading, plan, |slot| order(dated, slot));
    kept.into_iter()
        .filter_map(|k| {
            let slot = dated.plan.slot(k.slot)?;
            let fact = slot.key.fact()?;
            let def = dated.model().fact(fact)?;
            let label = phrase::told(&def.label, words.lang);
            let value = match &slot.key {
                SlotKey::Fact(f) => words.state(*f, &k.state),
                SlotKey::Member(f, m) => words.held(*f, *m, k.state.values.contains(1)),
                SlotKey::Aggregate(a) => words.measured(a, slot, &k.state),
                SlotKey::Presence(_) | SlotKey::Declared(..) => String::new(),
            };
            Some(contract::Sufficient {
                fact: def.key.clone(),
                label: format!("{label}{}{value}", if words.lang == Lang::Fr { " : " } else { ": " }),
            })
        })
        .collect()
}

/// The sufficient reasons of one scheme.
#[cfg(feature = "cli")]
pub(crate) fn reasons_of(
    dated: &Dated,
    profile: &Profile,
    scheme: &str,
    lang: Lang,
) -> Option<Vec<contract::Sufficient>> {
    let id = dated.model().scheme_id(scheme)?;
    let plan = dated.plan.schemes.get(id.index())?;
    let mut reading = eval::read(&dated.plan, dated.model(), profile);
    Some(reasons(dated, &mut reading, plan, &Words { model: dated.model(), lang }))
}

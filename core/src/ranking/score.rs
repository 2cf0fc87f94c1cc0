//! An additive score out of 1,000 on declared anchors: it reads this scheme and this applicant alone, and its parts add up
//! exactly.

use super::anchors::Anchors;
use crate::{
    compile::Extent,
    eval::Known,
    finance,
    model::{By, Form, Kind, Line, LineKind, Model, Rule, Scheme, Trigger},
    value::Ratio,
};

/// Points of one line, 0–1,000, lowest and highest under doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineScore {
    pub(crate) kind: LineKind,
    pub(crate) weight: u32,
    pub(crate) low: u32,
    pub(crate) high: u32,
    /// The line does not apply: the points are the declared ones.
    pub(crate) otherwise: bool,
}

/// A score in thousandths of a point: the sum of weight × points over the lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Score {
    pub(crate) low: u32,
    pub(crate) high: u32,
    pub(crate) lines: Vec<LineScore>,
}

/// Lowest and highest points; `None` when the line does not apply.
pub(super) type Points = Option<(u32, u32)>;

/// What of a score does not depend on the profile, worked out once per plan.
#[derive(Debug, Clone)]
pub(crate) struct Scorer {
    pub(super) lines: Vec<(Line, Anchors)>,
    /// For each scheme: months, lightness, support, certainty.
    pub(super) fixed: Vec<[Points; 4]>,
    /// For each scheme: share paid before spending, whether its money counts, sum of the weights of its preferences.
    pub(super) advance: Vec<Option<Ratio>>,
    pub(super) counts: Vec<bool>,
    /// For each scheme, what is to be done with its money.
    lends: Vec<Lends>,
    pub(super) preference: Vec<u64>,
    /// Points of `fit` by sum of weights and met weight, once many profiles are scored: for every sum that occurs and is not large.
    #[cfg(feature = "batch")]
    pub(super) fit: std::sync::OnceLock<Vec<Vec<u32>>>,
    /// Ids of the schemes, side by side.
    ids: Vec<Box<str>>,
}

impl Scorer {
    pub(crate) fn new(model: &Model) -> Scorer {
        let lines: Vec<(Line, Anchors)> =
            model.score.lines.iter().map(|l| (l.clone(), Anchors::new(&l.anchors))).collect();
        let line = |kind: LineKind| lines.iter().find(|(l, _)| l.kind == kind);
        let fixed = model
            .schemes
            .iter()
            .map(|s| {
                [
                    line(LineKind::Months).and_then(|(_, a)| months(s).map(|(from, to)| a.spread(from, to))),
                    line(LineKind::Lightness).and_then(|(_, a)| hours(s).map(|(from, to)| a.spread(from, to))),
                    line(LineKind::Support).map(|(_, a)| {
                        let p = a.points(if supports(s) { Ratio::ONE } else { Ratio::ZERO });
                        (p, p)
                    }),
                    line(LineKind::Certainty).map(|(l, _)| (certainty(l, s), certainty(l, s))),
                ]
            })
            .collect();
        let preference: Vec<u64> =
            model.schemes.iter().map(|s| s.prefers.iter().map(|p| u64::from(p.weight)).sum()).collect();
        Scorer {
            fixed,
            advance: model.schemes.iter().map(advance).collect(),
            counts: model.schemes.iter().map(brings_money).collect(),
            lends: model.schemes.iter().map(lends).collect(),
            preference,
            #[cfg(feature = "batch")]
            fit: std::sync::OnceLock::new(),
            ids: model.schemes.iter().map(|s| s.id.as_str().into()).collect(),
            lines,
        }
    }

    /// Id of a scheme.
    pub(crate) fn id(&self, index: usize) -> Option<&str> {
        self.ids.get(index).map(|id| &**id)
    }

    /// The score of one scheme under given weights, one for each line.
    pub(crate) fn score(&self, known: &impl Known, index: usize, weights: &[u32], detail: bool) -> Score {
        let counts = self.lines.iter().zip(weights).any(|((l, _), w)| l.kind <= LineKind::Cash && (*w > 0 || detail));
        let amount = if counts { amount(known, index) } else { None };
        let mut score = Score::default();
        for ((line, anchors), weight) in self.lines.iter().zip(weights) {
            if *weight == 0 && !detail {
                continue;
            }
            let found = self.line(known, index, line, anchors, amount);
            let (low, high) = found.unwrap_or((line.otherwise, line.otherwise));
            score.low += weight * low;
            score.high += weight * high;
            if detail {
                score.lines.push(LineScore { kind: line.kind, weight: *weight, low, high, otherwise: found.is_none() });
            }
        }
        score
    }

    pub(super) fn line(
        &self,
        known: &impl Known,
        index: usize,
        line: &Line,
        anchors: &Anchors,
        amount: Option<(i64, i64, bool)>,
    ) -> Points {
        let fixed = |i: usize| self.fixed.get(index).and_then(|f| f.get(i)).copied().flatten();
        let counts = self.counts.get(index).copied().unwrap_or(false);
        match line.kind {
            LineKind::Money => {
                let lends = self.lends.get(index).copied().unwrap_or(Lends::Nothing);
                money(known, anchors, (line, lends), amount.filter(|_| counts)?)
            }
            LineKind::Cash => {
                cash(known, line, anchors, *self.advance.get(index)?.as_ref()?, amount.filter(|_| counts)?)
            }
            LineKind::Months => fixed(0),
            LineKind::Lightness => fixed(1),
            LineKind::Support => fixed(2),
            LineKind::Certainty => fixed(3),
            LineKind::Fit => self.fit(known, anchors, index),
        }
    }

    /// Share of the preferences that are met, and that may be.
    fn fit(&self, known: &impl Known, anchors: &Anchors, index: usize) -> Points {
        let total = self.preference.get(index).copied().filter(|t| *t > 0)?;
        let (mut met, mut possible) = (0_u64, 0_u64);
        for (literal, weight) in known.plan().quick.soft(index) {
            let held = known.held(*literal);
            met += u64::from(*weight) * (held & 1);
            possible += u64::from(*weight) * (held >> 1);
        }
        let share = |weight: u64| anchors.share(weight as i64, total as i64);
        if anchors.is_monotone() || met == possible {
            let a = share(met);
            let b = if met == possible { a } else { share(possible) };
            return Some((a.min(b), a.max(b)));
        }
        let ratio = |n: u64| Ratio::int(n as i64).div(Ratio::int(total as i64));
        Some(anchors.spread(ratio(met)?, ratio(possible)?))
    }
}

/// What the scheme would give, in cents.
pub(super) fn amount(known: &impl Known, index: usize) -> Option<(i64, i64, bool)> {
    match &known.plan().quick.program(index)?.capped {
        Some(capped) => finance::share(known, capped),
        None => finance::interval(known, known.plan().schemes.get(index)?.amount.as_ref()?),
    }
}

/// Money against the cost of the project; what must be given back counts a share.
fn money(
    known: &impl Known,
    anchors: &Anchors,
    (line, lends): (&Line, Lends),
    (low, high, maybe_absent): (i64, i64, bool),
) -> Points {
    let weight = match lends {
        Lends::Nothing => Ratio::ONE,
        Lends::Free => line.lent_free,
        Lends::Priced => line.lent,
    };
    let counted = |cents: i64| Ratio::scaled(cents, 2).mul(weight);
    let cost = known.project_cost()?;
    let may_not_apply = maybe_absent || cost.maybe_absent || cost.low <= Ratio::ZERO;
    let least = counted(low)?.div(cost.high)?;
    if low == high && cost.low == cost.high {
        let points = anchors.points(least);
        return Some(or_otherwise(line, (points, points), may_not_apply));
    }
    let most = if cost.low > Ratio::ZERO { counted(high)?.div(cost.low)? } else { anchors.last()? };
    Some(or_otherwise(line, anchors.spread(least.min(most), most.max(least)), may_not_apply))
}

/// Points of a line that may turn out not to apply: the declared ones are possible too.
fn or_otherwise(line: &Line, (low, high): (u32, u32), may_not_apply: bool) -> (u32, u32) {
    if may_not_apply { (low.min(line.otherwise), high.max(line.otherwise)) } else { (low, high) }
}

/// Share of the aid that is there before it must be spent: paid ahead, or carried by the applicant's own cash.
fn cash(
    known: &impl Known,
    line: &Line,
    anchors: &Anchors,
    advance: Ratio,
    (low, high, maybe_absent): (i64, i64, bool),
) -> Points {
    if advance >= Ratio::ONE {
        let p = anchors.points(Ratio::ONE);
        return Some(or_otherwise(line, (p, p), maybe_absent));
    }
    let own = known.plan().own_cash.and_then(|s| known.slot(s));
    let carried = |cash: Ratio, amount: i64| -> Ratio {
        let share = if amount <= 0 { Some(Ratio::ONE) } else { cash.div(Ratio::scaled(amount, 2)) };
        let share = share.unwrap_or(Ratio::ZERO).min(Ratio::ONE).max(Ratio::ZERO);
        let rest = Ratio::ONE.sub(advance).and_then(|r| r.mul(share)).unwrap_or(Ratio::ZERO);
        advance.add(rest).unwrap_or(advance)
    };
    let nothing = Extent::point(Ratio::ZERO);
    let own = own.map_or(nothing, |c| if c.maybe_absent { Extent { low: c.low.min(Ratio::ZERO), ..c } } else { c });
    let least = carried(own.low, high);
    if low == high && own.low == own.high {
        let points = anchors.points(least);
        return Some(or_otherwise(line, (points, points), maybe_absent));
    }
    Some(or_otherwise(line, anchors.spread(least, carried(own.high, low)), maybe_absent))
}

/// Months from application to the first euro, soonest and latest.
fn months(s: &Scheme) -> Option<(Ratio, Ratio)> {
    let decision = s.burden.decision;
    let first = s.payment.iter().filter_map(|p| p.delay).min_by_key(|d| (d.to, d.from));
    if decision.is_none() && first.is_none() {
        return None;
    }
    let sum = |end: fn(crate::model::Interval) -> i64| decision.map_or(0, end) + first.map_or(0, end);
    let months = |days: i64| Ratio::int(days).div(Ratio::int(30));
    months(sum(|d| d.from)).zip(months(sum(|d| d.to)))
}

fn hours(s: &Scheme) -> Option<(Ratio, Ratio)> {
    s.burden.hours.map(|h| (Ratio::int(h.from), Ratio::int(h.to)))
}

fn supports(s: &Scheme) -> bool {
    s.support.is_some() || matches!(s.kind, Kind::Support | Kind::Network)
}

fn certainty(line: &Line, s: &Scheme) -> u32 {
    let [high, medium, low] = line.levels;
    let level = match s.confidence {
        crate::model::Confidence::High => high,
        crate::model::Confidence::Medium => medium,
        crate::model::Confidence::Low => low,
    };
    let chosen = s.criteria.iter().any(|c| c.rule == Rule::Declared(By::Funder));
    level.saturating_sub(if chosen { line.discretion } else { 0 })
}

/// Guarantees unlock money that is not theirs, and help in kind is no money.
pub(crate) fn brings_money(s: &Scheme) -> bool {
    s.amount.as_ref().is_some_and(|a| !matches!(a.form, Form::Guarantee | Form::InKind))
}

/// Whether money must be given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lends {
    Nothing,
    /// Without interest.
    Free,
    /// At a price, told or not; or it buys a share.
    Priced,
}

fn lends(s: &Scheme) -> Lends {
    match &s.amount {
        Some(a) if a.form == Form::Loan && a.loan.as_ref().and_then(|l| l.interest) == Some(Ratio::ZERO) => Lends::Free,
        Some(a) if a.form == Form::Loan || s.kind == Kind::Equity => Lends::Priced,
        _ => Lends::Nothing,
    }
}

/// Share paid before the spending it serves.
pub(crate) fn advance(s: &Scheme) -> Option<Ratio> {
    if s.payment.is_empty() {
        return None;
    }
    let ahead = |t: Trigger| {
        matches!(
            t,
            Trigger::Application | Trigger::Notification | Trigger::Start | Trigger::CampaignEnd | Trigger::Monthly
        )
    };
    s.payment.iter().filter(|p| ahead(p.when)).try_fold(Ratio::ZERO, |sum, p| sum.add(p.share))
}

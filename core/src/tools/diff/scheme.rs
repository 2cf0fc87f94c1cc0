//! One scheme in two versions: who may have it, what it gives, and what else changed.

use super::{
    amounts::{Amounts, amounts},
    criteria, facts,
    joint::{Joint, Side},
    parts,
    rights::{Shown, Way, lost},
    words,
};
use crate::{
    base::{Lang, Order},
    contract::{Access, Amount, AmountChange, AmountWay, DiffWitness, Paid, SchemeDiff, SchemeStatus},
    model::{Fact, FactId, Scheme},
};

/// A scheme that one version alone has.
pub(super) fn alone(s: &Scheme, status: SchemeStatus, lang: Lang) -> SchemeDiff {
    SchemeDiff {
        scheme: s.id.clone(),
        title: s.title.get(lang).to_owned(),
        status,
        access: None,
        label: words::alone(status).get(lang).to_owned(),
        gained: None,
        lost: None,
        unsettled: vec![],
        beyond: vec![],
        criteria: vec![],
        amount: None,
        changes: vec![],
    }
}

/// A scheme that both have; nothing when nothing of it differs.
pub(super) fn kept(joint: &Joint<'_>, pair: usize, lang: Lang) -> Option<SchemeDiff> {
    let own = joint.own(pair, Side::New)?;
    let (gained, lost) = (lost(joint, pair, lang, Side::Old), lost(joint, pair, lang, Side::New));
    let access = access(&gained, &lost);
    let open = |way: &Way, word| matches!(way, Way::Unsettled).then_some(word);
    let beyond = beyond(joint, pair);
    let told = SchemeDiff {
        access: Some(access),
        label: words::access(access, &gained, &lost, !beyond.is_empty()).get(lang).to_owned(),
        unsettled: open(&gained, "wider").into_iter().chain(open(&lost, "narrower")).collect(),
        gained: witness(gained, Side::Old),
        lost: witness(lost, Side::New),
        beyond,
        criteria: criteria::changes(joint, pair, lang),
        amount: amounts(joint, pair, lang).and_then(|a| amount(a, lang)),
        changes: parts::changes(joint, pair, lang),
        ..alone(own, SchemeStatus::Kept, lang)
    };
    let differs = access != Access::Equivalent || told.amount.is_some();
    let listed = !told.criteria.is_empty() || !told.changes.is_empty() || !told.beyond.is_empty();
    (differs || listed).then_some(told)
}

fn access(gained: &Way, lost: &Way) -> Access {
    match (gained, lost) {
        (Way::Shown(_), Way::Shown(_)) => Access::Both,
        (Way::Shown(_), Way::Never | Way::Unsettled) => Access::Wider,
        (Way::Never | Way::Unsettled, Way::Shown(_)) => Access::Narrower,
        (Way::Never, Way::Never) => Access::Equivalent,
        (Way::Never | Way::Unsettled, Way::Never | Way::Unsettled) => Access::Unsettled,
    }
}

/// The project with the criteria that refuse it on one side.
fn witness(way: Way, refuses: Side) -> Option<DiffWitness> {
    let Way::Shown(shown) = way else { return None };
    let (profile, old_profile) = profiles(&shown);
    let [was, is] = shown.told;
    let (old, new) = (was.verdict, is.verdict);
    let criteria = if refuses == Side::Old { was.failing } else { is.failing };
    Some(DiffWitness { profile, old_profile, old, new, criteria })
}

fn profiles(shown: &Shown) -> (serde_json::Value, Option<serde_json::Value>) {
    let [old, new] = &shown.profiles;
    (new.clone(), (old != new).then(|| old.clone()))
}

fn amount(found: Amounts, lang: Lang) -> Option<AmountChange> {
    let (way, tried, less, more) = match found {
        Amounts::Equal => return None,
        Amounts::Tried(tried) => (AmountWay::SameOnAllTried, tried, None, None),
        Amounts::Unsettled(tried) => (AmountWay::Unsettled, tried, None, None),
        Amounts::Differ { less, more, tried } => {
            let way = match (&less, &more) {
                (Some(_), Some(_)) => AmountWay::Both,
                (Some(_), None) => AmountWay::Lower,
                (None, _) => AmountWay::Higher,
            };
            (way, tried, less, more)
        }
    };
    let tried = u32::try_from(tried).unwrap_or(u32::MAX);
    let paid = |shown: Option<Box<Shown>>| shown.map(|s| paid(&s));
    let label = words::amount(way, tried).get(lang).to_owned();
    Some(AmountChange { way, tried, label, more: paid(more), less: paid(less) })
}

fn paid(shown: &Shown) -> Paid {
    let ends = |a: &Option<Amount>| a.as_ref().map_or([None, None], |a| [a.low, a.high]);
    let (profile, old_profile) = profiles(shown);
    let [was, is] = &shown.told;
    Paid { profile, old_profile, old: ends(&was.amount), new: ends(&is.amount) }
}

/// Facts that either version looks at and whose values both do not know alike.
fn beyond(joint: &Joint<'_>, pair: usize) -> Vec<String> {
    let mut read: Vec<FactId> = vec![];
    for (_, plan) in [Side::Old, Side::New].into_iter().filter_map(|side| joint.scheme(pair, side)) {
        read.extend(plan.slots.iter().filter_map(|s| joint.plan.slot(*s)?.key.fact()));
    }
    read.order();
    read.dedup();
    let mut keys: Vec<String> = read.into_iter().filter_map(|id| narrowed(joint, id)).collect();
    keys.order();
    keys.dedup();
    keys
}

/// The key of a fact that has other values in one set than in both.
fn narrowed(joint: &Joint<'_>, id: FactId) -> Option<String> {
    let shared = joint.model.fact(id)?;
    let owns = joint.origins.get(id.index())?;
    let [old, new] = joint.sets.map(crate::RuleSet::model);
    let [was, is] = owns;
    let key = is.and_then(|f| new.fact(f)).or(was.and_then(|f| old.fact(f)))?.key.clone();
    let same = |own: Option<&Fact>| own.is_some_and(|own| facts::same_values(own, shared));
    let taken_apart = was.is_none() != is.is_none() && old.fact_id(&key).is_some() && new.fact_id(&key).is_some();
    match (was, is) {
        (Some(w), Some(i)) => (!same(old.fact(*w)) || !same(new.fact(*i))).then_some(key),
        _ => taken_apart.then_some(key),
    }
}

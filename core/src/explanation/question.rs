//! The next question in words: what is asked, why, and what each answer would do.

use super::{contradiction::contradictions, describe, label::Words, phrase, report, tree};
use crate::{
    advice::{
        Asking, Candidate, Granted, Outcome, Standing, Topic, contenders, first, granted, outcomes, standing, standings,
    },
    base::{Lang, Order, Problems},
    compile::SlotKey,
    contract::{AnswerEffect, CONTRACT, NextQuestion, Question, SchemeName, Stop},
    eval::{self, Reading},
    model::{Model, SchemeId},
    profile::Profile,
    rule_set::{Dated, Weighting},
    value::format_day,
};

/// How many schemes are to be settled when nobody says.
pub(crate) const TOP: u32 = 5;

/// What a caller wants to settle.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) top: u32,
    pub(crate) scheme: Option<SchemeId>,
    pub(crate) lang: Lang,
    pub(crate) skip: Vec<Topic>,
}

/// What to ask next.
pub(crate) fn next_question(
    dated: &Dated,
    profile: &Profile,
    weighting: &Weighting,
    wanted: &Wanted,
) -> Result<NextQuestion, Problems> {
    let (model, scorer) = (dated.model(), dated.scorer());
    let mut told = eval::read(&dated.plan, model, profile);
    contradictions(dated, &mut told)?;
    let (reading, mut open) = open(dated, &told, weighting, wanted);
    open.all.order_by(|a, b| b.high.cmp(&a.high).then(a.index.cmp(&b.index)));
    let asked = (model, profile, wanted.skip.as_slice());
    let mut asking = Asking::new(asked, (scorer, weighting.weights()), (reading, open.verdicts), open.all);
    let candidates = asking.candidates();
    let words = Words { model, lang: wanted.lang };
    let question = candidates.first().and_then(|best| question(&words, &mut asking, best));
    let settled = asking.contenders.is_empty();
    Ok(NextQuestion {
        contract: CONTRACT,
        rule_set: report::rule_set_id(dated, wanted.lang),
        as_of: format_day(profile.as_of),
        lang: report::lang_word(wanted.lang),
        top: wanted.top,
        scheme: wanted.scheme.and_then(|id| model.scheme(id)).map(|s| s.id.clone()),
        settled,
        stop: question.is_none().then(|| stop(&words, settled, wanted.scheme.is_some())),
        question,
        together: together(model, &candidates),
        open: asking.contenders.iter().filter_map(|s| name(&words, s.index)).collect(),
        left: candidates.len() as u32,
    })
}

/// What is open.
struct Open {
    /// Verdicts alone are to be settled, whatever the scores.
    verdicts: bool,
    all: Vec<Standing>,
}

/// The reading that questions are weighed in, and what is open: first which schemes lead if all that
/// people declare is so; then what the applicant has to declare for those that lead.
fn open<'p>(dated: &Dated, told: &Reading<'p>, weighting: &Weighting, wanted: &Wanted) -> (Reading<'p>, Open) {
    let (model, scorer, weights) = (dated.model(), dated.scorer(), weighting.weights());
    let top = wanted.top as usize;
    let of = |all: Vec<Standing>, these: &dyn Fn(usize) -> bool| {
        all.into_iter().filter(|s| these(s.index) && !s.certain).collect::<Vec<_>>()
    };
    let mut asked = granted(told, model, Granted::Funders);
    if let Some(id) = wanted.scheme {
        let one = standing(&mut asked, scorer, weights, id.index());
        return (asked, Open { verdicts: true, all: one.into_iter().filter(|s| !s.certain).collect() });
    }
    let mut hoped = granted(told, model, Granted::Everybody);
    let all = standings(&mut hoped, scorer, weights);
    let open = contenders(&all, top);
    if !open.is_empty() {
        return (hoped, Open { verdicts: false, all: open });
    }
    let leading: Vec<usize> = first(&all, top).into_iter().map(|s| s.index).collect();
    let all = standings(&mut asked, scorer, weights);
    (asked, Open { verdicts: true, all: of(all, &|index| leading.contains(&index)) })
}

fn stop(words: &Words<'_>, settled: bool, one: bool) -> Stop {
    let label = match (settled, one) {
        (true, true) => words.pick(
            "Le verdict est acquis : aucune réponse ne le changera.",
            "The verdict is settled: no answer will change it.",
        ),
        (true, false) => words.pick(
            "Les premiers dispositifs de la liste sont acquis : aucune réponse ne les changera.",
            "The first schemes of the list are settled: no answer will change them.",
        ),
        (false, _) => words.pick(
            "Il n'y a plus rien à demander : ce qui reste ouvert dépend de réponses approximatives ou laissées de côté.",
            "There is nothing left to ask: what is still open depends on answers that were rough or left aside.",
        ),
    };
    Stop { reason: if settled { "settled" } else { "nothing_to_ask" }, label: label.to_owned() }
}

fn name(words: &Words<'_>, index: usize) -> Option<SchemeName> {
    let scheme = words.model.schemes.get(index)?;
    Some(SchemeName { scheme: scheme.id.clone(), title: phrase::told(&scheme.title, words.lang) })
}

/// Facts of the group of the best one that are nearly as good.
fn together(model: &Model, candidates: &[Candidate]) -> Vec<String> {
    let group = |c: &Candidate| match c.topic {
        Topic::Fact(f) => model.fact(f).map(|f| f.group().to_owned()),
        Topic::Declared(..) => None,
    };
    let Some((best, rest)) = candidates.split_first() else { return vec![] };
    let Some(of_best) = group(best) else { return vec![] };
    let near = rest.iter().filter(|c| c.is_near(best) && group(c).as_ref() == Some(&of_best));
    near.filter_map(|c| key(model, c.topic)).collect()
}

/// Where the answer goes in a profile.
fn key(model: &Model, topic: Topic) -> Option<String> {
    match topic {
        Topic::Fact(f) => model.fact(f).map(|f| f.key.clone()),
        Topic::Declared(s, c) => {
            let scheme = model.schemes.get(s as usize)?;
            Some(format!("{}/{}", scheme.id, scheme.criteria.get(c as usize)?.id))
        }
    }
}

fn question(words: &Words<'_>, asking: &mut Asking<'_, '_>, best: &Candidate) -> Option<Question> {
    let model = words.model;
    let bears_on: Vec<usize> =
        asking.contenders.iter().map(|s| s.index).filter(|i| best.bears_on.contains(i)).collect();
    let (text, fact) = match best.topic {
        Topic::Fact(id) => {
            let fact = describe::one_fact(model, id, words.lang)?;
            (fact.question.clone().unwrap_or_else(|| fact.label.clone()), Some(fact))
        }
        Topic::Declared(s, c) => {
            let scheme = model.schemes.get(s as usize)?;
            let label = tree::label(words, scheme, crate::model::CriterionId(c));
            (format!("{label}{}", words.pick(" : est-ce le cas ?", ": is it so?")), None)
        }
    };
    let answers = outcomes(asking, best).into_iter().map(|o| effect(words, asking, &o)).collect();
    Some(Question {
        key: key(model, best.topic)?,
        text,
        fact,
        why: why(words, &bears_on),
        bears_on: bears_on.iter().filter_map(|i| name(words, *i)).collect(),
        answers,
    })
}

/// Schemes named in a sentence; the others are counted.
const MAX_NAMED: usize = 3;

fn why(words: &Words<'_>, bears_on: &[usize]) -> String {
    let titles: Vec<String> = bears_on.iter().filter_map(|i| name(words, *i)).map(|n| n.title).collect();
    let named = phrase::and_quoted(titles.get(..MAX_NAMED.min(titles.len())).unwrap_or(&[]), words.lang);
    match (titles.len(), words.lang) {
        (0..=MAX_NAMED, Lang::Fr) => format!("La réponse compte pour {named}."),
        (0..=MAX_NAMED, Lang::En) => format!("The answer matters for {named}."),
        (n, Lang::Fr) => format!("La réponse compte pour {n} dispositifs, dont {named}."),
        (n, Lang::En) => format!("The answer matters for {n} schemes, among them {named}."),
    }
}

fn effect(words: &Words<'_>, asking: &Asking<'_, '_>, outcome: &Outcome) -> AnswerEffect {
    let label = match asking.reading.plan.slot(outcome.slot).map(|s| &s.key) {
        Some(SlotKey::Fact(f)) => words.state(*f, &outcome.state),
        Some(SlotKey::Member(f, m)) => words.held(*f, *m, true),
        Some(SlotKey::Declared(..)) if outcome.state.values.contains(1) => words.pick("oui", "yes").to_owned(),
        Some(SlotKey::Declared(..)) => words.pick("non", "no").to_owned(),
        Some(SlotKey::Presence(_) | SlotKey::Aggregate(_)) | None => String::new(),
    };
    let ids = |list: &[usize]| list.iter().filter_map(|i| words.model.schemes.get(*i)).map(|s| s.id.clone()).collect();
    AnswerEffect { label, opens: ids(&outcome.opens), closes: ids(&outcome.closes) }
}

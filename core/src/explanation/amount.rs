//! An amount told: its form, its interval, how it was computed and the money it is bound to.

use super::{label::Words, phrase, tree::completion};
use crate::{
    base::{Lang, tell},
    compile::{NodeId, NumId, SchemePlan, extent},
    contract::{self, Decimal},
    eval::{self, Reading},
    finance::{self, Aid},
    model::{Form, Scheme},
    rule_set::Dated,
    value::{Ratio, Truth},
};

/// The form's word in the contract.
fn form_word(form: Form) -> &'static str {
    match form {
        Form::Cash => "cash",
        Form::Loan => "loan",
        Form::Guarantee => "guarantee",
        Form::Relief => "relief",
        Form::TaxCredit => "tax_credit",
        Form::Donation => "donation",
        Form::Income => "income",
        Form::InKind => "in_kind",
    }
}

pub(super) fn amount(
    dated: &Dated,
    reading: &mut Reading<'_>,
    scheme: &Scheme,
    plan: &SchemePlan,
    words: &Words<'_>,
) -> contract::Amount {
    let (Some(model), Some(formula)) = (scheme.amount.as_ref(), plan.amount.as_ref()) else {
        return empty_amount();
    };
    let aid: Option<Aid> = finance::aid(reading, formula, &dated.plan.constraints);
    let ends = |w: &Option<eval::Witness>| w.as_ref().map(|w| completion(dated.model(), reading, w));
    let state = match &aid {
        None => contract::AmountState::NotApplicable,
        Some(a) if a.maybe_absent => contract::AmountState::MaybeNotApplicable,
        Some(_) => contract::AmountState::Known,
    };
    contract::Amount {
        form: form_word(model.form),
        state,
        low: aid.as_ref().map(|a| Decimal::cents(a.low)),
        high: aid.as_ref().map(|a| Decimal::cents(a.high)),
        exact: aid.as_ref().is_none_or(|a| a.exact),
        uncapped: aid.as_ref().is_some_and(|a| a.uncapped),
        at_low: aid.as_ref().and_then(|a| ends(&a.at_low)),
        at_high: aid.as_ref().and_then(|a| ends(&a.at_high)),
        trace: trace(reading, scheme, plan, words),
        conditions: conditions(scheme, words.lang),
        fees: model
            .fees
            .as_ref()
            .map(|f| contract::Fees { rate: f.rate.and_then(rate), value: f.value.and_then(euros) }),
        loan: model.loan.as_ref().map(|l| contract::LoanTerms {
            months: interval(l.months),
            deferral: l.deferral.map(interval),
            interest: l.interest.and_then(rate),
        }),
    }
}

fn empty_amount() -> contract::Amount {
    contract::Amount {
        form: "cash",
        state: contract::AmountState::NotApplicable,
        low: None,
        high: None,
        exact: true,
        uncapped: false,
        at_low: None,
        at_high: None,
        trace: vec![],
        conditions: vec![],
        fees: None,
        loan: None,
    }
}

fn rate(r: Ratio) -> Option<Decimal> {
    Some(Decimal { mantissa: r.mantissa(6, false)?, scale: 6 })
}

fn euros(r: Ratio) -> Option<Decimal> {
    Some(Decimal { mantissa: r.mantissa(2, false)?, scale: 2 })
}

/// Whole numbers on the wire.
pub(super) fn interval(i: crate::model::Interval) -> contract::Interval {
    contract::Interval { from: i.from, to: i.to }
}

/// The formula step by step, each with what it may be.
fn trace(reading: &Reading<'_>, scheme: &Scheme, plan: &SchemePlan, words: &Words<'_>) -> Vec<contract::Step> {
    let (Some(model), Some(plan)) = (scheme.amount.as_ref(), plan.amount.as_ref()) else { return vec![] };
    let fr = words.lang == Lang::Fr;
    let mut steps = vec![];
    let mut step = |step: &'static str, label: String, id: NumId, scale: u32| {
        let found = extent(&reading.plan.nums, id, reading);
        let told =
            |r: Option<Ratio>| r.and_then(|r| r.mantissa(scale, false)).map(|mantissa| Decimal { mantissa, scale });
        steps.push(contract::Step { step, label, low: told(found.map(|e| e.low)), high: told(found.map(|e| e.high)) });
    };
    if let (Some(id), Some(e)) = (plan.eligible, &model.eligible) {
        step("eligible_cost", words.amount(e), id, 2);
    }
    if let (Some(id), Some(e)) = (plan.rate, &model.rate) {
        step("rate", words.amount(e), id, 6);
    }
    if model.eligible.is_none() {
        step("value", words.amount(&model.core), plan.core, 2);
    }
    for ((condition, value), bonus) in plan.bonuses.iter().zip(&model.plus) {
        let label =
            bonus.label.as_ref().map_or_else(|| words.condition(&bonus.condition), |l| phrase::told(l, words.lang));
        let counted: NodeId = *condition;
        if reading.truth(counted) != Truth::No {
            step("bonus", label, *value, 2);
        }
    }
    if let (Some(id), Some(e)) = (plan.floor, &model.floor) {
        step("floor", words.amount(e), id, 2);
    }
    if let (Some(id), Some(e)) = (plan.cap, &model.cap) {
        step("cap", words.amount(e), id, 2);
    }
    step("total", if fr { "montant" } else { "amount" }.to_owned(), plan.formula, 2);
    steps
}

/// Other money that this amount needs beside it, in words.
fn conditions(s: &Scheme, lang: Lang) -> Vec<contract::Condition> {
    let mut found = vec![];
    let mut say = |kind: &'static str, text: crate::Text| {
        found.push(contract::Condition { kind, label: phrase::told(&text, lang) })
    };
    if let Some(amount) = &s.amount {
        for f in &amount.follows {
            let (n, from) = (phrase::number(f.ratio, 4, lang), source_words(&f.from));
            let (fr, en) = (&from.fr, &from.en);
            say("follows", tell!("au plus {n} € pour 1 € {fr}", "at most {n} € for 1 € {en}"));
        }
        if amount.unlocks.is_some() {
            say(
                "unlocks",
                tell!(
                    "ne verse rien : rend possible le prêt bancaire",
                    "pays nothing: it makes the bank loan possible"
                ),
            );
        }
    }
    let percent = |r: Ratio| phrase::number(r.mul(Ratio::int(100)).unwrap_or(r), 4, lang);
    if let Some(o) = &s.own_contribution {
        let (p, of) = (percent(o.at_least), base(&o.of));
        let (fr, en) = (&of.fr, &of.en);
        say("own_contribution", tell!("au moins {p} % {fr} apportés par vous", "at least {p}% {en} brought by you"));
    }
    for c in &s.cofinancing {
        let (p, of, from) = (percent(c.at_least), base(&c.of), source_words(&c.from));
        let (fr, en, f, e) = (&of.fr, &of.en, &from.fr, &from.en);
        say("cofinancing", tell!("au moins {p} % {fr} en argent {f}", "at least {p}% {en} in money {e}"));
    }
    found
}

fn base(word: &str) -> crate::Text {
    match word {
        "public_financing" => tell!("du financement public", "of public financing"),
        "cost" => tell!("du coût", "of the cost"),
        _ => tell!("des dépenses éligibles", "of eligible cost"),
    }
}

pub(super) fn source_words(word: &str) -> crate::Text {
    match word {
        "public" => tell!("public", "from public bodies"),
        "national_public" => {
            tell!("public national (État, région, département, commune)", "from national public bodies")
        }
        "local" => tell!("de la commune ou de l'intercommunalité", "from local authorities"),
        "eu" => tell!("européen", "from the EU"),
        "citizens" => tell!("collecté auprès de citoyens", "collected from citizens"),
        "own" => tell!("apporté par vous", "of your own"),
        "bank_loan" => tell!("prêté par la banque", "lent by the bank"),
        "honour_loan" => tell!("de prêt d'honneur", "of honour loan"),
        other => crate::Text::same(other),
    }
}

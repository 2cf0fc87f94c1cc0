//! A rule set small enough to reckon by hand. Its schemes are invented; each test brings its own.

use crate::common::SCORE;
use serde_json::{Value, json};
use terreau::{RuleSet, Source, check_sources};

const SET: &str = r#"
id: village
version: "1"
title: {fr: "Aides du village", en: "Village aid"}
roles:
  budget: p.budget
  start: p.start
  first_commitment: p.committed
  own_funds: p.own
  own_cash: p.cash
  bank_loan: p.loan
  grants_notified: p.notified
  aid_history: p.history
  revenue: p.revenue
  running_costs: p.costs
  vat_recovered: p.vat
  household_need: p.household
sources:
  - {id: own_funds, title: {fr: apport, en: own funds}, nature: own, origin: none, fact: p.own}
  - {id: bank_loan, title: {fr: prêt, en: bank loan}, nature: repayable, origin: none, fact: p.loan, agreed: p.agreed, loan: {months: 24 months, interest: 6%}}
  - {id: partners, title: {fr: partenaires, en: partners}, nature: grant, origin: local, fact: p.partners}
documents:
  plan: {title: {fr: plan, en: plan}, issuer: {fr: vous, en: you}}
  extract: {title: {fr: extrait, en: extract}, issuer: {fr: greffe, en: registry}, validity: 3 months}
  invoices: {title: {fr: factures, en: invoices}, for: payment}
plan:
  months: 24 months
  hour: 10
  unknown_delay: {from: 0 months, to: 6 months}
  vat: {rate: param.vat, exempt: [stock], refund: {from: 1 months, to: 3 months}}
"#;

const FACTS: &str = r#"
facts:
  budget:
    type: list
    record:
      label: {type: text}
      kind: {type: enum, values: {equipment: {fr: matériel, en: equipment}, works: {fr: travaux, en: works}, stock: {fr: stock, en: stock}}}
      amount: {type: money, from: 0, to: 10000000}
      month: {type: int, from: -24, to: 36}
    label: {fr: budget, en: budget}
    question: {fr: "Quel budget ?", en: "Which budget?"}
  start: {type: date, from: 2020-01-01, to: 2045-12-31, label: {fr: démarrage, en: start}, question: {fr: "Quand ?", en: "When?"}}
  committed: {type: date, from: 2020-01-01, to: 2045-12-31, can_be: [none], label: {fr: engagé, en: committed}, question: {fr: "Quand ?", en: "When?"}}
  own: {type: money, from: 0, to: 10000000, label: {fr: apport, en: own}, question: {fr: "Combien ?", en: "How much?"}}
  cash: {type: money, from: 0, to: 10000000, label: {fr: caisse, en: cash}, question: {fr: "Combien ?", en: "How much?"}}
  loan: {type: money, from: 0, to: 10000000, label: {fr: prêt, en: loan}, question: {fr: "Combien ?", en: "How much?"}}
  agreed: {type: bool, label: {fr: accord, en: agreed}, question: {fr: "Accord ?", en: "Agreed?"}}
  partners: {type: money, from: 0, to: 10000000, label: {fr: partenaires, en: partners}, question: {fr: "Combien ?", en: "How much?"}}
  crowd: {type: money, from: 0, to: 10000000, label: {fr: collecte, en: crowd}, question: {fr: "Combien ?", en: "How much?"}}
  rent: {type: money, from: 0, to: 10000, label: {fr: loyer, en: rent}, question: {fr: "Combien ?", en: "How much?"}}
  household: {type: money, from: 0, to: 10000, label: {fr: foyer, en: household}, question: {fr: "Combien ?", en: "How much?"}}
  vat: {type: bool, label: {fr: TVA, en: VAT}, question: {fr: "TVA ?", en: "VAT?"}}
  revenue: {type: series, from: 0, to: 1000000, unit: EUR/month, label: {fr: recettes, en: revenue}, question: {fr: "Combien ?", en: "How much?"}}
  costs: {type: series, from: 0, to: 1000000, unit: EUR/month, label: {fr: charges, en: costs}, question: {fr: "Combien ?", en: "How much?"}}
  notified:
    type: list
    record: {scheme: {type: text}, amount: {type: money, from: 0, to: 10000000}, notified_on: {type: date, from: 2000-01-01, to: 2045-12-31}, paid: {type: money, from: 0, to: 10000000}}
    label: {fr: notifiées, en: notified}
    question: {fr: "Lesquelles ?", en: "Which?"}
  history:
    type: list
    record:
      granted_on: {type: date, from: 2000-01-01, to: 2040-12-31}
      scheme: {type: text}
      amount: {type: money, from: 0, to: 10000000}
      regime: {type: enum, values: {minimis: {fr: de minimis, en: de minimis}, other: {fr: autre, en: other}}}
    label: {fr: aides passées, en: past aid}
    question: {fr: "Lesquelles ?", en: "Which?"}
"#;

const PARAMETERS: &str = r#"
parameters:
  vat: {type: rate, label: {fr: TVA, en: VAT}, values: [{value: 20%}]}
  ceiling: {type: money, label: {fr: plafond, en: ceiling}, values: [{value: 300000}]}
  lent: {type: rate, by: int, label: {fr: part, en: share}, values: [{brackets: [[0, 10%], [25, 20%]]}]}
"#;

const REGIMES: &str = r#"
regimes:
  minimis: {title: {fr: de minimis, en: de minimis}, ceiling: param.ceiling, window: 36 months, loan_equivalent: param.lent, guarantee_equivalent: param.lent}
  other: {title: {fr: autre, en: other}}
groups:
  eighty: {title: {fr: "80 %", en: "80%"}, ceiling: 80%, of: eligible_cost, counts: public}
  members: {title: {fr: "moitié", en: "half"}, ceiling: 50%, of: eligible_cost}
  financing: {title: {fr: "70 %", en: "70%"}, ceiling: 70%, of: public_financing, counts: public}
"#;

const PROVIDERS: &str = r#"
providers:
  town: {title: {fr: Mairie, en: Town}, origin: local}
  state: {title: {fr: "État", en: State}, origin: national}
  union: {title: {fr: Union, en: Union}, origin: eu}
  people: {title: {fr: Fondation, en: Foundation}, origin: none}
"#;

/// A scheme that all may have: its kind and id, its provider, and what the test is about.
pub(crate) fn scheme(kind: &str, id: &str, provider: &str, rest: &str) -> Source {
    let text = format!(
        r#"
id: {id}
kind: {kind}
title: {{fr: {id}, en: {id}}}
provider: {provider}
confidence: high
references: [{{title: "Invented for a test", read_on: 2026-11-20}}]
criteria: [{{id: costs, if: "count(p.budget) > 0"}}]
{rest}
"#
    );
    Source::new(format!("schemes/{kind}/{id}.yaml"), text)
}

/// The rule set with some schemes.
pub(crate) fn village(schemes: Vec<Source>) -> RuleSet {
    let mut files = vec![
        Source::new("set.yaml", format!("{SET}{SCORE}")),
        Source::new("facts/p.yaml", FACTS),
        Source::new("parameters/all.yaml", PARAMETERS),
        Source::new("regimes.yaml", REGIMES),
        Source::new("providers.yaml", PROVIDERS),
    ];
    files.extend(schemes);
    let checked = check_sources(vec![files], false);
    let told: Vec<String> = checked.diagnostics.iter().map(|d| format!("{}: {}", d.code.id(), d.message.en)).collect();
    checked.rule_set.unwrap_or_else(|| unreadable(&told))
}

fn unreadable(told: &[String]) -> RuleSet {
    panic!("{}", told.join("\n"))
}

/// A project of one line of equipment that starts in May 2027 and is spent then, with other facts beside.
pub(crate) fn project(cost: i64, more: &Value) -> Value {
    let mut facts = json!({
        "p.start": "2027-05",
        "p.budget": [{"label": "oven", "kind": "equipment", "amount": cost, "month": 0}],
        "p.own": 0, "p.cash": 0, "p.loan": 0, "p.agreed": false, "p.partners": 0, "p.vat": false,
        "p.committed": {"state": "none"}, "p.notified": [], "p.history": [],
    });
    for (key, value) in more.as_object().unwrap() {
        facts[key] = value.clone();
    }
    json!({"as_of": "2026-11-23", "facts": facts})
}

/// The plan as its JSON, in English.
pub(crate) fn plan(rules: &RuleSet, profile: &Value) -> Value {
    plan_with(rules, profile, &json!({}))
}

pub(crate) fn plan_with(rules: &RuleSet, profile: &Value, options: &Value) -> Value {
    let mut options = options.clone();
    options["lang"] = json!("en");
    let told = rules.plan_json(&profile.to_string(), &options.to_string());
    serde_json::from_str(&told.unwrap()).unwrap()
}

/// What the plan takes of a source, in cents.
pub(crate) fn taken(plan: &Value, id: &str) -> i64 {
    let all = plan["sources"].as_array().unwrap().iter().chain(plan["helps"].as_array().unwrap());
    all.filter(|s| s["id"] == id).map(|s| cents(&s["amount"])).sum()
}

/// A number of the answer in cents.
pub(crate) fn cents(value: &Value) -> i64 {
    let text = value.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let part = format!("{part:0<2}");
    whole.parse::<i64>().unwrap() * 100 + sign * part.parse::<i64>().unwrap()
}

/// The balance at the end of a month, in cents.
pub(crate) fn balance(plan: &Value, month: &str) -> i64 {
    let months = plan["cash"].as_array().unwrap();
    cents(&months.iter().find(|m| m["month"] == month).unwrap()["balance"])
}

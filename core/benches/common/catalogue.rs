//! Schemes as plain data, and the rule set that they make.

use super::schema;
use std::fmt::Write;
use terreau::{Problems, RuleSet, Source, check_sources};

/// One comparison of one fact.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    AtMost(i64),
    AtLeast(i64),
    Is(bool),
    In(Vec<String>),
    Has(String),
    /// ISO dates, ends included.
    Within(String, String),
}

#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    pub(crate) fact: String,
    pub(crate) test: Test,
}

#[derive(Debug, Clone)]
pub(crate) enum Rule {
    Leaf(Predicate),
    Not(Box<Rule>),
    All(Vec<Rule>),
    Any(Vec<Rule>),
}

#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    /// What must hold, part by part.
    pub(crate) rule: Vec<Rule>,
    pub(crate) cap: i64,
    pub(crate) rate: i64,
    pub(crate) soft: Vec<(u32, Predicate)>,
}

impl Predicate {
    /// As an author writes it.
    fn text(&self) -> String {
        let fact = format!("project.{}", self.fact);
        match &self.test {
            Test::AtMost(n) => format!("{fact} <= {n}"),
            Test::AtLeast(n) => format!("{fact} >= {n}"),
            Test::Is(true) => fact,
            Test::Is(false) => format!("!{fact}"),
            Test::In(words) => {
                let words: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
                format!("{fact} in [{}]", words.join(", "))
            }
            Test::Has(word) => format!("\"{word}\" in {fact}"),
            Test::Within(from, to) => format!("{fact} >= date(\"{from}\") && {fact} <= date(\"{to}\")"),
        }
    }
}

impl Rule {
    fn yaml(&self) -> String {
        let list = |parts: &[Rule]| parts.iter().map(|p| format!("{{{}}}", p.yaml())).collect::<Vec<_>>().join(", ");
        match self {
            Rule::Leaf(p) => format!("if: '{}'", p.text()),
            Rule::Not(part) => format!("not: {{{}}}", part.yaml()),
            Rule::All(parts) => format!("all: [{}]", list(parts)),
            Rule::Any(parts) => format!("any: [{}]", list(parts)),
        }
    }
}

impl Scheme {
    fn yaml(&self) -> String {
        let mut text = String::new();
        let id = &self.id;
        let _ = writeln!(text, "id: {id}\nkind: grant\ntitle: {{fr: \"Aide {id}\", en: \"Aid {id}\"}}\nprovider: fund");
        let _ =
            writeln!(text, "confidence: high\nreferences:\n  - {{title: \"Made up\", read_on: 2026-11-20}}\ncriteria:");
        for (i, part) in self.rule.iter().enumerate() {
            let _ = writeln!(text, "  - {{id: c{i}, {}}}", part.yaml());
        }
        let _ = writeln!(text, "prefers:");
        for (weight, p) in &self.soft {
            let _ = writeln!(text, "  - {{if: '{}', weight: {weight}}}", p.text());
        }
        let _ = writeln!(
            text,
            "amount: {{form: cash, of: project.eligible_cost, rate: {}%, cap: {}}}",
            self.rate, self.cap
        );
        text
    }
}

/// What the score reads: what fits alone, or all lines.
const SET: &str = r#"id: generated
version: 2026.11.0
title: {fr: "Jeu engendré", en: "Generated set"}
languages: [fr, en]
currency: EUR
score:
  default: fit
  lines:
    money: {title: {fr: "Argent", en: "Money"}, anchors: [[0%, 0], [50%, 1000]], otherwise: 0}
    cash: {title: {fr: "Avance", en: "Cash"}, anchors: [[0%, 0], [100%, 1000]], otherwise: 500}
    months: {title: {fr: "Délai", en: "Months"}, anchors: [[1, 1000], [12, 0]], otherwise: 500}
    lightness: {title: {fr: "Légèreté", en: "Lightness"}, anchors: [[2, 1000], [60, 0]], otherwise: 500}
    support: {title: {fr: "Appui", en: "Support"}, anchors: [[0, 0], [1, 1000]], otherwise: 0}
    fit: {title: {fr: "Adéquation", en: "Fit"}, anchors: [[0%, 0], [100%, 1000]], otherwise: 0}
    certainty: {title: {fr: "Solidité", en: "Certainty"}, levels: {high: 1000, medium: 600, low: 300}, discretion: -300}
  presets:
    fit: {title: {fr: "Adéquation", en: "Fit"}, weights: {fit: 1000}}
    balanced:
      title: {fr: "Équilibré", en: "Balanced"}
      weights: {money: 250, cash: 200, months: 150, lightness: 100, support: 100, fit: 100, certainty: 100}
"#;

/// The files of a rule set of these schemes.
pub(crate) fn sources(schemes: &[Scheme]) -> Vec<Source> {
    let mut facts = String::from("facts:\n");
    for (name, ty) in schema::facts() {
        let fixed = ty == "date" || name == "country" || name == "region";
        let change = if fixed { "" } else { ", changeable: {by: applicant, direction: any, effort: 2, lead: 1 month}" };
        let _ = writeln!(
            facts,
            "  {name}: {{type: {ty}, label: {{fr: \"{name}\", en: \"{name}\"}}, question: {{fr: \"{name} ?\", en: \"{name}?\"}}{change}}}"
        );
    }
    let providers = "providers:\n  fund: {title: {fr: \"Fonds\", en: \"Fund\"}, kind: public}\n".to_owned();
    let mut files = vec![
        Source { path: "set.yaml".into(), text: SET.into() },
        Source { path: "facts/project.yaml".into(), text: facts },
        Source { path: "providers.yaml".into(), text: providers },
    ];
    files.extend(schemes.iter().map(|s| Source { path: format!("schemes/grant/{}.yaml", s.id), text: s.yaml() }));
    files
}

/// The rule set of these files.
///
/// # Errors
/// What the checker found wrong.
pub(crate) fn load(files: Vec<Source>) -> Result<RuleSet, Problems> {
    let checked = check_sources(vec![files], false);
    let problems = Problems::from(&checked);
    checked.rule_set.ok_or(problems)
}

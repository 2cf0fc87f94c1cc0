//! Runs the examples of one scheme: only that scheme is judged, on a plan that other examples of the day share.

use super::{
    CaseResult, Mismatch, Session,
    case::{self, AmountExpected, At, Example, verdict_word},
    coverage::Tried,
    place,
};
use crate::{
    Text, Verdict,
    base::{Code, Diagnostic, Span, tell},
    eligibility::{failing, judge, missing, truth_of},
    eval::{self, Reading},
    explanation,
    finance::{self, Aid},
    model::{Model, Scheme},
    value::{Ratio, Truth},
};
use serde_json::Value;

/// What came out for one example.
struct Outcome {
    verdict: Verdict,
    failing: Vec<String>,
    missing: Vec<String>,
    declared: Vec<String>,
    aid: Option<Aid>,
    window: &'static str,
    truths: Vec<Truth>,
}

impl Session<'_> {
    /// Runs the examples in one file.
    pub(super) fn examples(&mut self, scheme: &str, file: u32, tried: &mut Tried) -> Vec<CaseResult> {
        let model = self.rules.model();
        let Some(node) = self.node(file) else { return vec![] };
        let Some((id, found)) = model.scheme_id(scheme).and_then(|id| Some((id, model.scheme(id)?))) else {
            // a scheme that was left out has been told already
            if !model.left_out.iter().any(|l| l == scheme) {
                let message = tell!(
                    "il n'y a pas de dispositif `{scheme}` à côté de ces exemples",
                    "there is no scheme `{scheme}` beside these examples"
                );
                self.out.push(Diagnostic::new(Code::MissingFile, Span { file, ..Span::default() }, message));
            }
            return vec![];
        };
        let examples = case::examples(id, found, model, &node, &mut self.reader());
        examples.iter().filter_map(|e| self.example(e, found, tried)).collect()
    }

    fn example(&mut self, e: &Example, scheme: &Scheme, tried: &mut Tried) -> Option<CaseResult> {
        let json = Value::Object(e.given.json.clone());
        let profile = match self.rules.read_profile(&json, &crate::Options::default()) {
            Ok(profile) => profile,
            Err(problems) => {
                self.profile_problems(problems, &e.given, e.id.span);
                return None;
            }
        };
        let dated = self.on(profile.as_of, &profile.filed);
        let mut reading = eval::read(&dated.plan, dated.model(), &profile);
        if let Err(problems) = explanation::contradictions(&dated, &mut reading) {
            self.profile_problems(problems, &e.given, e.id.span);
            return None;
        }
        let outcome = outcome(dated.model(), &mut reading, e.scheme.index(), scheme)?;
        tried.saw(e.scheme, outcome.verdict, &outcome.truths);
        Some(CaseResult {
            scheme: Some(scheme.id.clone()),
            id: e.id.value.clone(),
            place: place(self.sources, e.id.span),
            mismatches: self.compare(e, &outcome),
        })
    }

    fn compare(&self, e: &Example, o: &Outcome) -> Vec<Mismatch> {
        let mut found = vec![];
        if let Some(At { value, span }) = &e.verdict
            && *value != o.verdict
        {
            let what = tell!("verdict", "verdict");
            found.push(self.mismatch("verdict", *span, &what, word(verdict_word(*value)), told_verdict(o)));
        }
        let sets = [
            ("failing", &e.failing, &o.failing, tell!("critères non remplis", "failing criteria")),
            ("missing", &e.missing, &o.missing, tell!("faits manquants", "missing facts")),
        ];
        for (about, expected, got, what) in sets {
            if let Some(At { value, span }) = expected
                && sorted(value) != sorted(got)
            {
                found.push(self.mismatch(about, *span, &what, list(&sorted(value)), list(&sorted(got))));
            }
        }
        if let Some(At { value, span }) = &e.amount
            && !same_amount(*value, o.aid.as_ref())
        {
            let what = tell!("montant", "amount");
            found.push(self.mismatch("amount", *span, &what, told_expected(*value), told_aid(o.aid.as_ref())));
        }
        if let Some(At { value, span }) = &e.window
            && value != o.window
        {
            let what = tell!("fenêtre de dépôt", "window");
            found.push(self.mismatch("window", *span, &what, word(value), word(o.window)));
        }
        found
    }
}

fn outcome(model: &Model, reading: &mut Reading<'_>, index: usize, scheme: &Scheme) -> Option<Outcome> {
    let whole = reading.plan;
    let plan = whole.schemes.get(index)?;
    let judgement = judge(reading, plan);
    let names = |ids: Vec<crate::model::CriterionId>| {
        ids.iter().filter_map(|c| scheme.criteria.get(c.index())).map(|c| c.id.clone()).collect()
    };
    let failing = match judgement.verdict {
        Verdict::Ineligible => names(failing(reading, plan, scheme)),
        Verdict::Eligible | Verdict::Conditional | Verdict::Undetermined => vec![],
    };
    let missing = match judgement.verdict {
        Verdict::Undetermined => missing(model, reading, plan),
        Verdict::Eligible | Verdict::Conditional | Verdict::Ineligible => vec![],
    };
    Some(Outcome {
        verdict: judgement.verdict,
        failing,
        missing,
        declared: names(judgement.declared.iter().map(|c| crate::model::CriterionId(*c)).collect()),
        aid: plan.amount.as_ref().and_then(|a| finance::aid(reading, a, &whole.constraints)),
        window: plan.window.state.word(),
        truths: truth_of(reading, plan),
    })
}

/// An exact amount is known for sure; an interval says its ends; `none` is no amount at all, which is not zero.
fn same_amount(expected: AmountExpected, found: Option<&Aid>) -> bool {
    match (expected, found) {
        (AmountExpected::None, None) => true,
        (AmountExpected::Exactly(n), Some(a)) => a.low == n && a.high == n && !a.maybe_absent,
        (AmountExpected::Between(low, high), Some(a)) => a.low == low && a.high == high,
        _ => false,
    }
}

// ---- words

fn word(text: &str) -> Text {
    Text::same(format!("`{text}`"))
}

fn sorted(names: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn list(names: &[&str]) -> Text {
    if names.is_empty() { tell!("aucun", "none") } else { Text::same(format!("[{}]", names.join(", "))) }
}

/// The verdict with what it rests on, so that one need not look for it.
fn told_verdict(o: &Outcome) -> Text {
    let v = verdict_word(o.verdict);
    let all = |names: &[String]| names.join(", ");
    match o.verdict {
        Verdict::Eligible => word(v),
        Verdict::Conditional => {
            let open = all(&o.declared);
            tell!("`{v}` (reste à déclarer : {open})", "`{v}` (still to be declared: {open})")
        }
        Verdict::Undetermined => {
            let facts = all(&o.missing);
            tell!("`{v}` (manquent : {facts})", "`{v}` (missing: {facts})")
        }
        Verdict::Ineligible => {
            let criteria = all(&o.failing);
            tell!("`{v}` (non remplis : {criteria})", "`{v}` (failing: {criteria})")
        }
    }
}

pub(super) fn euros(cents: i64) -> String {
    Ratio::scaled(cents, 2).to_text(2)
}

fn told_expected(expected: AmountExpected) -> Text {
    match expected {
        AmountExpected::None => tell!("pas de montant", "no amount"),
        AmountExpected::Exactly(n) => Text::same(format!("{} €", euros(n))),
        AmountExpected::Between(low, high) => between(low, high),
    }
}

fn told_aid(found: Option<&Aid>) -> Text {
    match found {
        None => tell!("pas de montant", "no amount"),
        Some(a) => {
            let told =
                if a.low == a.high { Text::same(format!("{} €", euros(a.low))) } else { between(a.low, a.high) };
            let (fr, en) = (&told.fr, &told.en);
            if a.maybe_absent { tell!("{fr}, ou pas de montant", "{en}, or no amount") } else { told }
        }
    }
}

pub(super) fn between(low: i64, high: i64) -> Text {
    let (low, high) = (euros(low), euros(high));
    tell!("de {low} à {high} €", "{low} to {high} €")
}

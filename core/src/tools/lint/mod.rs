//! What the checker cannot call wrong, and what probably is: each lint looks at the model, some at the plan of a day.

mod absent;
mod ended;
mod examples;
mod impossible;
mod literal;
mod sensitive;
mod stale;
mod unused;

pub(crate) use stale::last_read;

use crate::{
    RuleSet,
    base::{Code, Diagnostic, Diagnostics, Problems, Sources, tell},
    compile::Plan,
    eval::{self, Reading},
    load::Checked,
    model::{Criterion, CriterionId, Expr, Fact, Model, Rule, Scheme},
    profile::{FactState, Profile},
    value::{Day, parse_day},
};

/// Rules on a day, and a profile of which nothing is known.
struct Subject<'a> {
    model: &'a Model,
    plan: &'a Plan,
    as_of: Day,
}

/// Everything the lints find, in file order. Without a day, nothing is said of what ends or grows old, and criteria are
/// looked at on the last day on which a source was read.
///
/// Findings about examples need the files; a rule set that came from a bundle has none.
pub(crate) fn findings(rule_set: &RuleSet, sources: &Sources, as_of: Option<Day>) -> Vec<Diagnostic> {
    let model = rule_set.model();
    let day = as_of.or_else(|| stale::last_read(model)).unwrap_or(0);
    let dated = rule_set.on(day, &vec![]);
    let subject = Subject { model, plan: &dated.plan, as_of: day };
    let mut reading = subject.reading();
    let mut out = Diagnostics::default();
    impossible::find(&subject, &mut reading, &mut out);
    absent::find(model, &mut out);
    sensitive::find(model, &mut out);
    unused::find(model, &mut out);
    literal::find(model, &mut out);
    if as_of.is_some() {
        ended::find(&subject, &mut out);
        stale::find(&subject, &mut out);
    }
    examples::find(&subject, &mut reading, sources, &mut out);
    out.into_sorted()
}

/// The same, of a set's own files: what could be better in one that it extends is for its own authors to hear.
pub(crate) fn own(rule_set: &RuleSet, sources: &Sources, first_own: usize, as_of: Option<Day>) -> Vec<Diagnostic> {
    findings(rule_set, sources, as_of).into_iter().filter(|d| d.span.file as usize >= first_own).collect()
}

impl Checked {
    /// What the lints find, in file order: criteria that all or no profiles meet, facts that nothing uses, schemes without
    /// examples and, on a day (`2026-11-23`), windows that ended and sources that nobody has read for a year. Nothing when
    /// the rules cannot be used.
    ///
    /// # Errors
    /// When the day is not a date that exists.
    pub fn lint(&self, as_of: Option<&str>) -> Result<Vec<Diagnostic>, Problems> {
        let day = match as_of.map(|text| (text, parse_day(text))) {
            Some((text, None)) => {
                let message = tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists");
                return Err(Problems::one(Code::ProfileDate, "as_of", message));
            }
            Some((_, day)) => day,
            None => None,
        };
        let found = |rules: &RuleSet| own(rules, &self.sources, self.first_own, day);
        Ok(self.rule_set.as_ref().map_or_else(Vec::new, found))
    }
}

impl<'a> Subject<'a> {
    fn reading(&self) -> Reading<'a> {
        let profile = Profile {
            as_of: self.as_of,
            facts: vec![FactState::Unknown; self.model.facts.len()],
            declared: vec![],
            filed: vec![],
        };
        eval::read(self.plan, self.model, &profile)
    }
}

/// Criteria right below one.
fn inner(criterion: &Criterion) -> &[CriterionId] {
    match &criterion.rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => parts,
        Rule::Not(part) => std::slice::from_ref(part),
        Rule::If(_) | Rule::Declared(_) => &[],
    }
}

/// A criterion with all that lies below it, the outer ones first.
fn tree(scheme: &Scheme, top: CriterionId) -> Vec<&Criterion> {
    let mut found = vec![];
    let mut open = vec![top];
    while let Some(criterion) = open.pop().and_then(|id| scheme.criteria.get(id.index())) {
        found.push(criterion);
        open.extend(inner(criterion).iter().rev());
    }
    found
}

/// The condition of a criterion, when an author wrote one: the territory is lowered, not written.
fn written(criterion: &Criterion) -> Option<&Expr> {
    match &criterion.rule {
        Rule::If(e) if criterion.source_text.is_some() => Some(e),
        Rule::If(_) | Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) | Rule::Declared(_) => None,
    }
}

/// Facts that an expression rests on, through derived ones too; each once.
fn rests_on<'m>(model: &'m Model, e: &Expr) -> Vec<&'m Fact> {
    let mut seen = vec![];
    let mut open = e.facts();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        open.extend(model.fact(id).and_then(|f| f.formula.as_ref()).map_or_else(Vec::new, Expr::facts));
    }
    seen.sort();
    seen.into_iter().filter_map(|id| model.fact(id)).collect()
}

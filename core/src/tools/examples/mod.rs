//! The authors' own tests: examples beside every scheme, personas for the whole list, and what they leave untried.

mod case;
mod coverage;
mod given;
mod persona;
mod report;
mod run;
#[cfg(test)]
mod tests;

pub use report::{Broken, CaseResult, Counts, Coverage, ExampleReport, Hint, Mismatch, Place};

use crate::{
    base::{Code, Diagnostic, Diagnostics, Problems, Sources, Span, did_you_mean, tell},
    check::{self, Role, reader::Reader},
    load::Checked,
    profile::Filed,
    rule_set::Dated,
    value::Day,
};
use std::{collections::BTreeMap, sync::Arc};

/// Runs the examples and the personas of a rule set, or of `only` this scheme or persona.
///
/// They are read from the texts in [`Checked::sources`], so a rule set that came from a bundle has none. A set that extends
/// another runs its own, not those of its base: what it narrows is no longer what the base's examples expect.
///
/// # Errors
/// When the rules cannot be used, or when `only` names no scheme and no persona.
pub fn run_examples(checked: &Checked, only: Option<&str>) -> Result<ExampleReport, Problems> {
    let Some(rules) = &checked.rule_set else { return Err(Problems::from(checked)) };
    let mut session = Session { rules, sources: &checked.sources, dated: BTreeMap::new(), out: Diagnostics::default() };
    let mut report = ExampleReport::default();
    let mut tried = coverage::Tried::new(rules.model());
    let mut personas: Vec<&str> = vec![];
    for (file, source) in checked.sources.files.iter().enumerate().skip(checked.first_own) {
        match check::role(&source.path) {
            Role::Examples { id } if only.is_none_or(|o| o == id) => {
                report.examples.extend(session.examples(id, file as u32, &mut tried));
            }
            Role::Persona => {
                let stem = stem(&source.path);
                personas.push(stem);
                if only.is_none_or(|o| o == stem) {
                    report.personas.extend(session.persona(stem, file as u32));
                }
            }
            _ => {}
        }
    }
    let schemes = || rules.model().schemes.iter().map(|s| s.id.as_str());
    if let Some(only) = only
        && !schemes().chain(personas.iter().copied()).any(|id| id == only)
    {
        let near = did_you_mean(only, schemes().chain(personas))
            .map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
        let mut problems = Problems::one(
            Code::BadOption,
            only,
            tell!("ni dispositif ni persona ne s'appelle `{only}`", "no scheme and no persona is called `{only}`"),
        );
        problems.0.iter_mut().for_each(|p| p.help.clone_from(&near));
        return Err(problems);
    }
    report.coverage = tried.told(rules.model(), session.sources, only);
    report.diagnostics = session.out.into_sorted();
    report.broken = report.diagnostics.iter().map(|d| broken(&checked.sources, d)).collect();
    report.counts = counts(&report);
    Ok(report)
}

fn stem(path: &str) -> &str {
    path.trim_start_matches("personas/").trim_end_matches(".yaml")
}

fn counts(report: &ExampleReport) -> Counts {
    let passed = |cases: &[CaseResult]| cases.iter().filter(|c| c.passed()).count() as u32;
    Counts {
        schemes: report.coverage.iter().filter(|c| c.examples > 0).count() as u32,
        examples: report.examples.len() as u32,
        examples_passed: passed(&report.examples),
        personas: report.personas.len() as u32,
        personas_passed: passed(&report.personas),
        broken: report.broken.len() as u32,
    }
}

fn broken(sources: &Sources, d: &Diagnostic) -> Broken {
    Broken { code: d.code.id(), place: place(sources, d.span), message: d.message.clone(), help: d.help.clone() }
}

/// Where something stands, for people.
fn place(sources: &Sources, span: Span) -> Place {
    let at = sources.position(span);
    let path = sources.file(span).map_or_else(String::new, |f| f.path.clone());
    Place { path, line: at.line, column: at.column, span }
}

/// What all cases share: the rules, the texts, and a plan for each day that examples ask about.
struct Session<'a> {
    rules: &'a crate::RuleSet,
    sources: &'a Sources,
    dated: BTreeMap<(Day, Filed), Arc<Dated>>,
    out: Diagnostics,
}

impl Session<'_> {
    /// The rules on a day; examples share few of them.
    fn on(&mut self, as_of: Day, filed: &Filed) -> Arc<Dated> {
        let rules = self.rules;
        let entry = self.dated.entry((as_of, filed.clone()));
        Arc::clone(entry.or_insert_with(|| Arc::new(rules.on(as_of, filed))))
    }

    fn reader(&mut self) -> Reader<'_> {
        Reader { out: &mut self.out, sources: self.sources }
    }

    fn node(&mut self, file: u32) -> Option<crate::syntax::node::Node> {
        let text = &self.sources.files.get(file as usize)?.text;
        crate::syntax::yaml::read(file, text, &mut self.out)
    }

    fn mismatch(
        &self,
        about: &'static str,
        span: Span,
        what: &crate::Text,
        expected: crate::Text,
        found: crate::Text,
    ) -> Mismatch {
        let (fr, en) = (&what.fr, &what.en);
        let (e, f) = (&expected, &found);
        let (efr, een, ffr, fen) = (&e.fr, &e.en, &f.fr, &f.en);
        let message = tell!("{fr} : attendu {efr} ; trouvé {ffr}", "{en}: expected {een}; found {fen}");
        Mismatch { about, place: place(self.sources, span), message, expected, found }
    }

    /// What is wrong with a profile, said where it was given.
    fn profile_problems(&mut self, problems: Problems, given: &given::Given, otherwise: Span) {
        for problem in problems.0 {
            let span = given.place(&problem.path).unwrap_or(otherwise);
            let mut found = Diagnostic::new(Code::ExampleBroken, span, problem.message);
            found.help = problem.help;
            self.out.push(found);
        }
    }
}

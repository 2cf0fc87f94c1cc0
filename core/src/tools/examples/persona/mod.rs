//! Runs personas: the whole list for a whole profile, against the head that one expects and the traps one knows; then its
//! plan and its roadmap.

mod plan;
mod read;

use super::{
    CaseResult, Mismatch, Session,
    case::{At, verdict_word},
    place,
};
use crate::{
    Detail, Group, Options, Text, Verdict,
    base::{Diagnostics, Problems, tell},
    check::reader::Reader,
    contract::{PlanOptions, Recommendation, Report},
    explanation,
};
use read::Persona;
use serde_json::Value;

impl Session<'_> {
    /// Runs one persona; nothing when it could not be read.
    pub(super) fn persona(&mut self, stem: &str, file: u32) -> Option<CaseResult> {
        let node = self.node(file)?;
        let mut own = Diagnostics::default();
        let read = read::persona(stem, self.rules.model(), &node, &mut Reader { out: &mut own, sources: self.sources });
        let broken = own.has_errors();
        self.out.append(own);
        let persona = read.filter(|_| !broken)?;
        match self.answers(&persona) {
            Ok(mismatches) => Some(CaseResult {
                scheme: None,
                id: persona.id.value.clone(),
                place: place(self.sources, persona.id.span),
                mismatches,
            }),
            Err(problems) => {
                self.profile_problems(problems, &persona.given, persona.id.span);
                None
            }
        }
    }

    /// The list, and the plan where one expects something of it.
    fn answers(&mut self, persona: &Persona) -> Result<Vec<Mismatch>, Problems> {
        let options = Options { detail: Detail::Full, ..Options::default() };
        let json = Value::Object(persona.given.json.clone());
        let profile = self.rules.read_profile(&json, &options)?;
        let dated = self.on(profile.as_of, &profile.filed);
        let report = explanation::recommend(&dated, &profile, &self.rules.weighting(&options)?, &options)?;
        let mut found = self.compare_list(persona, &report);
        if persona.plan.is_some() || persona.roadmap.is_some() {
            let plan = self.rules.plan(&json, &PlanOptions { brief: true, ..PlanOptions::default() })?;
            found.extend(persona.plan.iter().flat_map(|expected| self.compare_plan(expected, &plan)));
            found.extend(persona.roadmap.iter().flat_map(|expected| self.compare_roadmap(expected, &plan.roadmap)));
        }
        Ok(found)
    }

    fn compare_list(&self, p: &Persona, report: &Report) -> Vec<Mismatch> {
        let mut found: Vec<Mismatch> = self.head(p, report).into_iter().collect();
        let of = |id: &str| report.schemes.iter().find(|s| s.scheme == id);
        for (id, At { value, span }) in &p.verdicts {
            if let Some(s) = of(id)
                && s.verdict != *value
            {
                let expected = Text::same(format!("`{}`", verdict_word(*value)));
                found.push(self.mismatch("verdicts", *span, &Text::same(id.clone()), expected, told(s)));
            }
        }
        for (At { value: id, span }, because) in &p.never {
            if let Some(s) = of(id)
                && s.verdict != Verdict::Ineligible
                && s.group != Group::Closed
            {
                let (fr, en) = (&because.fr, &because.en);
                let expected = tell!("jamais proposé ({fr})", "never offered ({en})");
                found.push(self.mismatch("never", *span, &Text::same(id.clone()), expected, told(s)));
            }
        }
        for At { value: (a, b), span } in &p.not_together {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(s) = of(one)
                    && !s.excludes.contains(other)
                {
                    let expected = tell!("exclut `{other}`", "excludes `{other}`");
                    let list = s.excludes.join(", ");
                    let got = tell!("exclut seulement : {list}", "excludes only: {list}");
                    found.push(self.mismatch("not_together", *span, &Text::same(one.clone()), expected, got));
                }
            }
        }
        found
    }

    fn head(&self, p: &Persona, report: &Report) -> Option<Mismatch> {
        let At { value: expected, span } = p.head.as_ref()?;
        let got: Vec<&Recommendation> = report.schemes.iter().take(expected.len()).collect();
        if got.iter().map(|s| &s.scheme).eq(expected) {
            return None;
        }
        let scored: Vec<String> = got.iter().map(|s| format!("{} ({})", s.scheme, s.score.low.to_text())).collect();
        let (expected, scored) = (Text::same(expected.join(", ")), Text::same(scored.join(", ")));
        Some(self.mismatch("head", *span, &tell!("tête de liste", "head of the list"), expected, scored))
    }
}

/// The verdict of a scheme with what it rests on.
fn told(s: &Recommendation) -> Text {
    let v = verdict_word(s.verdict);
    let why = match s.verdict {
        Verdict::Eligible => return Text::same(format!("`{v}`")),
        Verdict::Conditional => s.declared.iter().map(|d| d.key.clone()).collect(),
        Verdict::Undetermined => s.missing.clone(),
        Verdict::Ineligible => s.failing.clone(),
    };
    Text::same(format!("`{v}` ({})", why.join(", ")))
}

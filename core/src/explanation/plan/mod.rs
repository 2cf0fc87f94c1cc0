//! The financing plan, told.

mod checklist;
mod findings;
mod left;
mod money;
mod pressing;
mod roadmap;
mod tables;
mod why;
mod words;

use self::words::PlanWords;
use super::{contradiction::contradictions, label::Words, phrase, report};
use crate::{
    base::{Code, Lang, Problem, Problems, tell},
    contract::{self, CONTRACT, Decimal, PlanOptions},
    finance::{
        Financing, Lacking, NoPlan, Pace, Request, Row, Side, Trial, Trough, Wishes, broken, cash, curve, financing,
        range, stress, trough, working_capital,
    },
    model::{FactId, Planning},
    profile::Profile,
    rule_set::Dated,
    search::{Level, Proof},
    value::format_day,
};

/// What is told of: a plan, with the words for it.
struct Told<'a> {
    dated: &'a Dated,
    plan: &'a Financing,
    words: PlanWords<'a>,
    options: &'a PlanOptions,
}

/// The best plan for a profile, in words and figures.
pub(crate) fn plan(
    dated: &Dated,
    profile: &Profile,
    planning: &Planning,
    wishes: &Wishes,
    options: &PlanOptions,
) -> Result<contract::PlanReport, Problems> {
    contradictions(dated, &mut crate::eval::read(&dated.plan, dated.model(), profile))?;
    let request = Request { model: dated.model(), plan: &dated.plan, profile, planning, wishes };
    let found = financing(request).map_err(|no| none(dated, &no))?;
    let wrong = broken(dated.model(), &found);
    debug_assert!(wrong.is_empty(), "{wrong:?}");
    let hopeful = (!options.brief && !wishes.hopeful)
        .then(|| financing(Request { wishes: &Wishes { hopeful: true, ..wishes.clone() }, ..request }).ok())
        .flatten();
    let words = PlanWords { words: Words { model: dated.model(), lang: options.lang }, prepared: &found.prepared };
    let told = Told { dated, plan: &found, words, options };
    Ok(told.report(request, hopeful.as_ref(), wrong.is_empty()))
}

impl Told<'_> {
    fn report(&self, request: Request<'_>, hopeful: Option<&Financing>, sound: bool) -> contract::PlanReport {
        let (plan, lang) = (self.plan, self.options.lang);
        let full = !self.options.brief;
        let base = curve(plan, Pace::Late, &Trial::default());
        let low = trough(&base);
        let (worst, best) = range(plan);
        let own = plan.itself();
        let road = crate::finance::roadmap(request, plan);
        let checklist = self.checklist(&road);
        // the search reckons in millionths of each amount, the curve in cents
        debug_assert!(own.trough.abs_diff(low.depth) <= 1_000, "{} and {}", own.trough, low.depth);
        contract::PlanReport {
            contract: CONTRACT,
            rule_set: report::rule_set_id(self.dated, lang),
            as_of: format_day(request.profile.as_of),
            lang: report::lang_word(lang),
            summary: self.summary(low),
            assumptions: self.assumptions(request.planning),
            start: plan.prepared.project.timeline.name(plan.prepared.project.timeline.start),
            uses: Decimal::cents(plan.prepared.project.uses()),
            gap: Decimal::cents(plan.gap()),
            trough: self.trough(low),
            worst: self.trough(trough(&worst)),
            working_capital: working_capital(&plan.prepared.project).map(|t| self.trough(t)),
            cost: Decimal::cents(own.cost + plan.prepared.in_kind_cost),
            files: plan.files(self.dated.model()).len() as u32,
            proof: self.proof(sound),
            sources: self.sources(true, full),
            helps: self.sources(false, full),
            left: self.left(full),
            headroom: self.headroom(),
            findings: self.findings(low),
            blockers: if full { self.blockers() } else { vec![] },
            others: if full { self.others() } else { vec![] },
            cash: self.cash(&base, &worst, &best),
            stress: if full { self.stress() } else { vec![] },
            hopeful: hopeful.and_then(|h| self.hopeful(h)),
            roadmap: self.roadmap(&road, &checklist.documents),
            checklist,
            tables: self.tables(),
        }
    }

    fn trough(&self, t: Trough) -> contract::TroughTold {
        contract::TroughTold {
            depth: Decimal::cents(t.depth),
            lowest: Decimal::cents(t.lowest),
            month: self.plan.prepared.project.timeline.name(t.month as i64),
        }
    }

    fn proof(&self, sound: bool) -> contract::ProofTold {
        let lang = self.options.lang;
        let say = |state, level, at_most: Option<i64>, text: crate::Text| contract::ProofTold {
            state,
            level,
            at_most: at_most.map(Decimal::cents),
            label: phrase::told(&text, lang),
        };
        let limit = || {
            tell!(
                "Le meilleur plan trouvé avant la limite de recherche.",
                "The best plan found before the search met its limit."
            )
        };
        match self.plan.solution.proof {
            _ if !sound => say(
                "unsound",
                None,
                None,
                tell!("À revoir : une règle n'est pas respectée.", "To be looked at: a rule is not kept."),
            ),
            Proof::Proved if self.plan.untried => say("best_found", None, None, limit()),
            Proof::Proved => say(
                "proved",
                None,
                None,
                tell!("Aucun autre plan n'est meilleur : c'est vérifié.", "No other plan is better: this was checked."),
            ),
            Proof::Within { level, most } => {
                let cents = i64::try_from(most / i128::from(crate::search::SHARE)).ok().map(|c| c + 1);
                let word = match level {
                    Level::Gap => "gap",
                    Level::Trough => "trough",
                    Level::Cost | Level::Amount(_) => "cost",
                };
                say("best_found", Some(word), cents.filter(|c| *c < i64::MAX / 2), limit())
            }
        }
    }

    fn summary(&self, low: Trough) -> Vec<String> {
        let (w, p) = (&self.words, &self.plan.prepared);
        let (uses, gap) = (w.euros(p.project.uses()), w.euros(self.plan.gap()));
        let found = w.euros(p.project.uses() - self.plan.gap());
        let mut all = vec![];
        let mut say = |text: crate::Text| all.push(phrase::told(&text, self.options.lang));
        if self.plan.gap() == 0 {
            say(tell!(
                "Le projet coûte {uses} et le plan le finance en entier.",
                "The project costs {uses} and the plan pays for all of it."
            ));
        } else {
            say(tell!(
                "Le projet coûte {uses} : le plan en finance {found}, il manque {gap}.",
                "The project costs {uses}: the plan pays for {found}, and {gap} is missing."
            ));
        }
        let month = w.month(low.month as i64);
        if low.depth > 0 {
            let depth = w.euros(low.depth);
            say(tell!(
                "La trésorerie descend à {depth} sous zéro en {month}.",
                "Cash falls to {depth} below zero in {month}."
            ));
        } else {
            let lowest = w.euros(low.lowest);
            say(tell!(
                "La trésorerie reste positive : {lowest} au plus bas, en {month}.",
                "Cash stays above zero: {lowest} at its lowest, in {month}."
            ));
        }
        all
    }

    /// Settings first, then what was taken for granted of the project.
    fn assumptions(&self, planning: &Planning) -> Vec<contract::Assumption> {
        let mut all = self.words.settings(planning);
        all.extend(self.plan.prepared.project.assumed.iter().map(|a| self.words.assumed(a)));
        all
    }

    fn cash(&self, base: &[i64], worst: &[i64], best: &[i64]) -> Vec<contract::CashMonth> {
        let timeline = &self.plan.prepared.project.timeline;
        let rows = cash(self.plan);
        let total = |side: Side, month: usize| {
            let row = rows.iter().find(|(row, _)| *row == Row::Total(side));
            Decimal::cents(row.and_then(|(_, cells)| cells.get(month)).copied().unwrap_or(0))
        };
        let all = base.iter().zip(worst.iter().zip(best)).enumerate();
        all.map(|(t, (late, (worst, best)))| contract::CashMonth {
            month: timeline.name(t as i64),
            receipts: total(Side::Receipts, t),
            payments: total(Side::Payments, t),
            balance: Decimal::cents(*late),
            at_worst: Decimal::cents(*worst),
            at_best: Decimal::cents(*best),
        })
        .collect()
    }

    fn stress(&self) -> Vec<contract::StressTold> {
        let told = |s: crate::finance::Stress| {
            let (kind, label) = self.words.mishap(s.mishap);
            contract::StressTold { kind, label, trough: self.trough(s.trough), end: Decimal::cents(s.end) }
        };
        stress(self.plan).into_iter().map(told).collect()
    }
}

/// Why there is no plan, as problems of the profile or of the request.
fn none(dated: &Dated, no: &NoPlan) -> Problems {
    let all = match no {
        NoPlan::Impossible => {
            return Problems::one(
                Code::BadOption,
                "take",
                tell!("ces dispositifs ne vont pas ensemble", "these schemes cannot go together"),
            );
        }
        NoPlan::Lacking(all) => all,
    };
    Problems(all.iter().map(|l| lacking(dated, l)).collect())
}

fn lacking(dated: &Dated, lacking: &Lacking) -> Problem {
    let model = dated.model();
    let key = |f: &FactId| model.fact(*f).map_or_else(String::new, |f| f.key.clone());
    let label = |f: &FactId, lang: Lang| model.fact(*f).map_or_else(String::new, |f| f.label.get(lang).to_owned());
    let (path, message, help) = match lacking {
        Lacking::Role(role) => (
            "roles".to_owned(),
            tell!(
                "ce jeu de règles ne dit pas quel fait joue le rôle `{role}` : il ne permet pas de plan",
                "this rule set does not say which fact plays the part `{role}`: it allows no plan"
            ),
            None,
        ),
        Lacking::Fact(f) => {
            let (fr, en) = (label(f, Lang::Fr), label(f, Lang::En));
            (
                format!("facts.{}", key(f)),
                tell!("sans « {fr} », il n'y a pas de plan possible", "without “{en}” there can be no plan"),
                model.fact(*f).and_then(|f| f.question.clone()),
            )
        }
        Lacking::Amount { fact, line } => (
            format!("facts.{}[{line}].amount", key(fact)),
            tell!("cette ligne du budget n'a pas de montant", "this line of the budget has no amount"),
            Some(tell!("donnez une estimation : elle pourra changer", "give an estimate: it may change")),
        ),
        Lacking::TooFar { fact, months } => (
            format!("facts.{}", key(fact)),
            tell!(
                "un plan commence {months} mois au plus après la date de la demande",
                "a plan starts within {months} months of the day it is asked for"
            ),
            None,
        ),
    };
    Problem { code: Code::NoPlan.id().to_owned(), path, message, help }
}

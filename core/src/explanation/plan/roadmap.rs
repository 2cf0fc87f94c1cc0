//! The roadmap of a plan, told: each step with its days, what it waits for, and what can be done in the meantime.

use super::{Told, checklist::interval};
use crate::{
    base::{Text, tell},
    contract,
    finance::{Because, File, Roadmap, Step, What},
    model::{Interval, Scheme},
    value::format_day,
};

/// A roadmap with the ids of its steps.
pub(super) struct Road<'a> {
    pub(super) road: &'a Roadmap,
    ids: Vec<String>,
}

impl Told<'_> {
    pub(super) fn roadmap(&self, road: &Roadmap, papers: &[contract::Paper]) -> contract::Roadmap {
        let road = Road { road, ids: self.step_ids(road) };
        let timeline = &self.plan.prepared.project.timeline;
        let (safe, allowed) = (road.road.safe, road.road.allowed);
        contract::Roadmap {
            summary: self.pressing(road.road),
            starts: contract::Starts {
                wanted: timeline.name(timeline.start),
                safe: timeline.name(timeline.start + safe),
                safe_months: safe,
                allowed: timeline.name(timeline.start + allowed),
                allowed_months: allowed,
            },
            steps: road.road.steps.iter().zip(&road.ids).map(|(s, id)| self.step(&road, s, id)).collect(),
            meanwhile: self.meanwhile(&road, papers),
            notes: self.road_notes(road.road),
        }
    }

    fn step(&self, road: &Road<'_>, step: &Step, id: &str) -> contract::RoadStep {
        let goal = matches!(step.what, What::Order(_) | What::Start);
        contract::RoadStep {
            id: id.to_owned(),
            kind: kind(step.what),
            label: self.step_label(road.road, step.what),
            about: self.step_about(road.road, step.what).map(|(id, _)| id),
            title: self.step_about(road.road, step.what).map(|(_, title)| title),
            done: step.done,
            earliest: format_day(step.earliest),
            by: format_day(step.by),
            latest: step.latest.map(format_day),
            margin: step.margin(),
            allowed: goal.then(|| format_day(step.allowed)),
            critical: step.critical,
            hours: self.hours(road.road, step.what).map(interval),
            lines: order_lines(road.road, step.what),
            waits: step
                .waits
                .iter()
                .filter_map(|w| {
                    let on = road.ids.get(w.on)?.clone();
                    Some(contract::WaitTold { step: on, days: interval(w.days), because: because(w.because) })
                })
                .collect(),
        }
    }

    /// Ids that stay the same as long as the step does; of two equal ones the second says so.
    fn step_ids(&self, road: &Roadmap) -> Vec<String> {
        let mut ids: Vec<String> = vec![];
        for step in &road.steps {
            let id = self.step_id(road, step.what);
            let again = ids.iter().filter(|i| **i == id || i.starts_with(&format!("{id}~"))).count();
            ids.push(if again == 0 { id } else { format!("{id}~{}", again + 1) });
        }
        ids
    }

    fn step_id(&self, road: &Roadmap, what: What) -> String {
        let about = self.step_about(road, what).map_or_else(|| "project".to_owned(), |(id, _)| id);
        match what {
            What::Own(n, k) => {
                let own = self.file_scheme(road, n).and_then(|s| s.steps.get(k));
                format!("{about}/{}", own.map_or("", |s| s.id.as_str()))
            }
            What::Order(n) => {
                let first = road.orders.get(n).and_then(|o| o.lines.first()).map_or(0, |l| l + 1);
                format!("{about}:order-{first}")
            }
            _ => format!("{about}:{}", kind(what).replace('_', "-")),
        }
    }

    fn file_scheme(&self, road: &Roadmap, n: usize) -> Option<&Scheme> {
        road.files.get(n).and_then(|f| self.words.scheme(f.scheme))
    }

    /// Id and name of the scheme or the source that a step is about; a bridge says whose grant it lends on.
    pub(super) fn step_about(&self, road: &Roadmap, what: What) -> Option<(String, String)> {
        match what {
            What::Own(n, _)
            | What::Prepare(n)
            | What::Apply(n)
            | What::Acknowledge(n)
            | What::Committee(n)
            | What::Notify(n) => road.files.get(n).and_then(|f| self.about_file(f)),
            What::AskBank(k) | What::BankAgrees(k) => Some((self.words.id(k), self.words.title(k))),
            What::Pay(k) => match road.files.iter().find(|f| f.piece == Some(k)) {
                Some(file) => self.about_file(file),
                None => Some((self.words.id(k), self.words.title(k))),
            },
            What::Order(_) | What::Start => None,
        }
    }

    fn about_file(&self, file: &File) -> Option<(String, String)> {
        let scheme = self.words.scheme(file.scheme)?;
        let (id, title) = (scheme.id.clone(), self.words.pick(&scheme.title));
        let Some(over) = file.over else { return Some((id, title)) };
        let (grant, named) = (self.words.id(over), self.words.title(over));
        Some((format!("{id}@{grant}"), self.words.pick(&tell!("{title}, sur « {named} »", "{title}, on “{named}”"))))
    }

    fn step_label(&self, road: &Roadmap, what: What) -> String {
        let text: Text = match what {
            What::AskBank(_) => tell!("Demander le prêt", "Ask for the loan"),
            What::Own(n, k) => {
                let own = self.file_scheme(road, n).and_then(|s| s.steps.get(k));
                own.map_or_else(Text::default, |s| s.label.clone().unwrap_or_else(|| Text::same(s.id.clone())))
            }
            What::Prepare(_) => tell!("Monter le dossier", "Put the file together"),
            What::Apply(_) => tell!("Déposer la demande", "Apply"),
            What::Acknowledge(_) => tell!(
                "Recevoir l'accusé de réception, avant toute commande",
                "Get the acknowledgement of receipt, before any order"
            ),
            What::Committee(n) => {
                let count = self.file_scheme(road, n).and_then(|s| s.burden.committees).unwrap_or(1);
                if count > 1 {
                    tell!("Passer en comité ({count} séances)", "Pass the committees ({count} sittings)")
                } else {
                    tell!("Passer en comité", "Pass the committee")
                }
            }
            What::Notify(_) => tell!("Recevoir la réponse", "Get the answer"),
            What::BankAgrees(_) => tell!("Recevoir l'accord de la banque", "Get the bank's agreement"),
            What::Order(_) => {
                let lines = self.lines_named(&order_lines(road, what));
                tell!("Commander ou signer : {lines}", "Order or sign: {lines}")
            }
            What::Start => tell!("Démarrer", "Start"),
            What::Pay(_) => tell!("Recevoir le premier versement", "Get the first payment"),
        };
        self.words.pick(&text)
    }

    /// Names of budget lines.
    pub(super) fn lines_named(&self, lines: &[usize]) -> String {
        lines.iter().map(|l| self.words.line(*l)).collect::<Vec<_>>().join(", ")
    }

    /// Hours of a step; those of a file are told with its putting together.
    fn hours(&self, road: &Roadmap, what: What) -> Option<Interval> {
        match what {
            What::Own(n, k) => {
                let hours = self.file_scheme(road, n)?.steps.get(k)?.hours.map(i64::from)?;
                Some(Interval { from: hours, to: hours })
            }
            What::Prepare(n) => self.file_scheme(road, n)?.burden.hours,
            _ => None,
        }
    }

    /// Lines that wait for nothing, steps that wait for nothing, documents that can be gathered.
    fn meanwhile(&self, road: &Road<'_>, papers: &[contract::Paper]) -> contract::Meanwhile {
        let now = |s: &Step| {
            let own = matches!(s.what, What::AskBank(_) | What::Own(..) | What::Prepare(_));
            own && s.waits.is_empty() && !s.done
        };
        let free: Vec<(&Step, &String)> = road.road.steps.iter().zip(&road.ids).filter(|(s, _)| now(s)).collect();
        // papers of files that can be put together now
        let files: Vec<&File> = free
            .iter()
            .filter_map(|(s, _)| if let What::Prepare(n) = s.what { road.road.files.get(n) } else { None })
            .collect();
        let ready = |p: &&contract::Paper| {
            let asks = |f: &&File| self.words.scheme(f.scheme).is_some_and(|s| p.schemes.contains(&s.id));
            p.asked_for == "application" && files.iter().any(asks)
        };
        let documents: Vec<&contract::Paper> = papers.iter().filter(ready).collect();
        contract::Meanwhile {
            labels: self.meanwhile_words(road.road, &free, &documents),
            lines: road.road.free.clone(),
            steps: free.iter().map(|(_, id)| (*id).clone()).collect(),
            documents: documents.iter().map(|p| p.id.clone()).collect(),
        }
    }

    fn meanwhile_words(&self, road: &Roadmap, free: &[(&Step, &String)], papers: &[&contract::Paper]) -> Vec<String> {
        let mut all = vec![];
        if !road.free.is_empty() {
            let lines = self.lines_named(&road.free);
            all.push(self.words.pick(&tell!(
                "commander ce qu'aucune aide du plan ne demande d'attendre : {lines}",
                "order what no aid of the plan asks to wait with: {lines}"
            )));
        }
        if !papers.is_empty() {
            let list = papers.iter().map(|p| p.title.clone()).collect::<Vec<_>>().join(", ");
            all.push(self.words.pick(&tell!("réunir les pièces : {list}", "gather the documents: {list}")));
        }
        for (step, _) in free.iter().filter(|(s, _)| !matches!(s.what, What::Prepare(_))) {
            let label = self.step_label(road, step.what);
            let title = self.step_about(road, step.what).map_or_else(String::new, |(_, title)| title);
            all.push(format!("{label} ({title})"));
        }
        all
    }
}

fn order_lines(road: &Roadmap, what: What) -> Vec<usize> {
    match what {
        What::Order(n) => road.orders.get(n).map_or_else(Vec::new, |o| o.lines.clone()),
        _ => vec![],
    }
}

fn kind(what: What) -> &'static str {
    match what {
        What::AskBank(_) => "ask_bank",
        What::Own(..) => "own",
        What::Prepare(_) => "prepare",
        What::Apply(_) => "apply",
        What::Acknowledge(_) => "acknowledge",
        What::Committee(_) => "committee",
        What::Notify(_) => "notify",
        What::BankAgrees(_) => "bank_agrees",
        What::Order(_) => "order",
        What::Start => "start",
        What::Pay(_) => "pay",
    }
}

fn because(because: Because) -> &'static str {
    match because {
        Because::Order => "order",
        Because::Rule => "rule",
        Because::Safe => "safe",
    }
}

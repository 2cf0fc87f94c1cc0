//! Paperwork and roadmap of a plan for people, on a terminal.

use super::super::super::page::{BAD, BOLD, bold, dim, padded, plural, styled};
use super::{super::day, Told};
use crate::{
    base::Lang,
    contract::{FileWork, Interval, Paper, PerHour, RoadStep},
};

/// Width of a column of days.
const DAY: usize = 12;

impl Told<'_> {
    pub(super) fn checklist(&mut self) {
        let list = &self.plan.checklist;
        if list.files.is_empty() {
            return;
        }
        self.section("Pièces à réunir", "Documents to gather");
        for paper in &list.documents {
            let line = self.paper(paper);
            self.page.wrapped("• ", "  ", &line);
        }
        for q in &list.quotes {
            let (amount, count) = (self.euros(q.amount), q.count as usize);
            let quotes = plural(count, self.pick("devis", "quote"), self.pick("devis", "quotes"));
            let line = self.pair(&quotes, &format!("{}, {amount}", q.label));
            self.page.wrapped("• ", "  ", &format!("{line} {}", dim(format!("({})", q.schemes.join(", ")))));
        }
        self.page.blank();
        let total = self.work(Some(list.hours), Some(list.committees), list.per_hour.as_ref());
        let line = self.pair(self.pick("En tout", "In all"), &total);
        self.page.wrapped("", "  ", &bold(line));
        if !list.hours_unknown.is_empty() {
            let line = self.pair(self.pick("heures non connues", "hours not known"), &list.hours_unknown.join(", "));
            self.page.wrapped("  ", "  ", &line);
        }
        for file in &list.files {
            let line = self.file(file);
            self.page.wrapped("• ", "  ", &line);
        }
    }

    fn paper(&self, p: &Paper) -> String {
        let mut line = bold(&p.title);
        if let Some(issuer) = &p.issuer {
            line.push_str(&format!(" ({issuer})"));
        }
        if let Some(months) = p.validity {
            line.push_str(&match self.lang {
                Lang::Fr => format!(", valable {months} mois"),
                Lang::En => format!(", taken for {}", plural(months as usize, "month", "months")),
            });
        }
        if p.again {
            line.push_str(self.pick(", à redemander entre deux dossiers", ", to be asked for again between two files"));
        }
        if p.asked_for == "payment" {
            line.push_str(self.pick(", pour la demande de paiement", ", with the claim for payment"));
        }
        if let Some(latest) = &p.latest {
            line.push_str(&if *latest < self.plan.as_of {
                self.pick(", sans attendre", ", at once").to_owned()
            } else {
                format!("{} {}", self.pick(", au plus tard le", ", by"), day(latest, self.lang))
            });
        }
        format!("{line} {}", dim(format!("· {}", p.schemes.join(", "))))
    }

    fn file(&self, f: &FileWork) -> String {
        let mut title = f.title.clone();
        if f.files > 1 {
            let (fr, en) = (plural(f.files as usize, "dossier", "dossiers"), plural(f.files as usize, "file", "files"));
            title.push_str(&format!(" ({})", self.pick(&fr, &en)));
        }
        self.pair(&title, &self.work(f.hours, f.committees, f.per_hour.as_ref()))
    }

    /// Hours, committees and what an hour brings.
    fn work(&self, hours: Option<Interval>, committees: Option<i64>, per_hour: Option<&PerHour>) -> String {
        let mut parts = vec![match hours {
            Some(h) if h.from == h.to => self.hours(&h.to.to_string(), h.to),
            Some(h) => self.hours(&format!("{} {} {}", h.from, self.pick("à", "to"), h.to), h.to),
            None => self.pick("heures non connues", "hours not known").to_owned(),
        }];
        if let Some(n) = committees.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0) {
            parts.push(plural(n, self.pick("comité", "committee"), self.pick("comités", "committees")));
        }
        if let Some(p) = per_hour {
            let low = self.euros(p.low);
            let told = match p.high {
                Some(high) if high == p.low => low,
                Some(high) => format!("{low} {} {}", self.pick("à", "to"), self.euros(high)),
                None => format!("{low} {}", self.pick("ou plus", "or more")),
            };
            parts.push(format!("{told} {}", self.pick("par heure", "an hour")));
        }
        parts.join(", ")
    }

    fn hours(&self, told: &str, n: i64) -> String {
        let word = if n > 1 { self.pick("heures", "hours") } else { self.pick("heure", "hour") };
        format!("{told} {word}")
    }

    pub(super) fn roadmap(&mut self) {
        let road = &self.plan.roadmap;
        self.section("Feuille de route", "Roadmap");
        for sentence in &road.summary {
            self.page.wrapped("", "", sentence);
        }
        let heads = [("au mieux", "at best"), ("délais longs", "long delays"), ("au plus tard", "at latest")];
        let head: String = heads.iter().map(|(fr, en)| padded(self.pick(fr, en), DAY + 1)).collect();
        self.page.blank();
        self.page.line(dim(format!("  {head}{}", self.pick("◆ décide du démarrage", "◆ decides when to start"))));
        let mut told: Vec<Option<&String>> = vec![];
        for step in &road.steps {
            if told.contains(&step.title.as_ref()) {
                continue;
            }
            told.push(step.title.as_ref());
            let title = step.title.as_deref().unwrap_or_else(|| self.pick("Le projet", "The project")).to_owned();
            self.page.line(styled(BOLD, &title));
            for step in road.steps.iter().filter(|s| s.title == step.title) {
                self.step(step);
            }
        }
        if !road.meanwhile.labels.is_empty() {
            self.page.blank();
            self.page.line(bold(self.pick("En attendant, le projet peut", "In the meantime, the project can")));
            for label in &road.meanwhile.labels {
                self.page.wrapped("• ", "  ", label);
            }
        }
        self.page.blank();
        for note in &road.notes {
            self.page.wrapped("", "", &dim(note));
        }
    }

    fn step(&mut self, s: &RoadStep) {
        let days = [Some(&s.earliest), Some(&s.by), s.latest.as_ref()];
        let late = s.margin.is_some_and(|m| m < 0);
        let mut line = String::from("  ");
        for (n, day_of) in days.into_iter().enumerate() {
            let told = day_of.map_or_else(|| "–".to_owned(), |d| day(d, self.lang));
            let told = if s.done && n > 0 { String::new() } else { told };
            let told = if n == 2 && late { styled(BAD, &told) } else { told };
            line.push_str(&padded(&told, DAY + 1));
        }
        let mut label = s.label.clone();
        if s.done {
            label.push_str(self.pick(" (fait)", " (done)"));
        }
        if let Some(h) = s.hours.filter(|h| h.to > 0) {
            label.push_str(&format!(", {}", self.work(Some(h), None, None)));
        }
        if late {
            let own = matches!(s.kind, "ask_bank" | "own" | "prepare" | "apply");
            label.push_str(if own {
                self.pick(" (sans attendre)", " (at once)")
            } else {
                match s.latest.as_ref() {
                    Some(latest) if s.earliest <= *latest => {
                        self.pick(" (trop tard si les délais sont longs)", " (too late should delays be long)")
                    }
                    _ => self.pick(" (trop tard)", " (too late)"),
                }
            });
        }
        if s.critical {
            label.push_str(" ◆");
        }
        let rest = " ".repeat(2 + 3 * (DAY + 1));
        self.page.wrapped(&line, &rest, &label);
    }
}

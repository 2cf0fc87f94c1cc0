//! A plan for people, on a terminal.

mod road;

use super::super::page::{BAD, BOLD, GOOD, OPEN, Page, bold, dim, padded, plural, right, styled, wrap};
use super::{day, to_the_cent};
use crate::{
    base::Lang,
    contract::{CashMonth, Comparison, Decimal, PlanReport, Repayment, Source},
};

const NAME: usize = 52;
const SUM: usize = 14;
/// Width of the bars of the curve.
const BAR: i64 = 40;

pub(super) fn text(plan: &PlanReport, title: Option<&str>, story: Option<String>, lang: Lang) -> String {
    let mut told = Told { page: Page::default(), plan, lang };
    told.head(title, story);
    told.money();
    told.curve();
    told.findings();
    told.checklist();
    told.roadmap();
    told.why();
    told.stress();
    told.left();
    told.assumptions();
    told.page.text
}

struct Told<'a> {
    page: Page,
    plan: &'a PlanReport,
    lang: Lang,
}

impl Told<'_> {
    fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// Euros, with cents where there are any.
    fn euros(&self, d: Decimal) -> String {
        format!("{}\u{a0}€", to_the_cent(d, self.lang))
    }

    /// `label : text`, as each language writes it.
    fn pair(&self, label: &str, text: &str) -> String {
        format!("{label}{}{text}", self.pick(" : ", ": "))
    }

    fn section(&mut self, fr: &str, en: &str) {
        self.page.blank();
        let title = self.pick(fr, en).to_owned();
        self.page.rule(&title, BOLD);
    }

    fn head(&mut self, title: Option<&str>, story: Option<String>) {
        if let Some(title) = title {
            self.page.line(bold(title));
        }
        if let Some(story) = story {
            self.page.wrapped("", "", &story);
            self.page.blank();
        }
        let id = &self.plan.rule_set;
        let short: String = id.fingerprint.chars().take(12).collect();
        let as_of = day(&self.plan.as_of, self.lang);
        let line = match self.lang {
            Lang::Fr => format!("Plan au {as_of} · règles {} {} ({short})", id.id, id.version),
            Lang::En => format!("Plan of {as_of} · rules {} {} ({short})", id.id, id.version),
        };
        self.page.line(dim(line));
        self.page.blank();
        for sentence in &self.plan.summary {
            self.page.wrapped("", "", sentence);
        }
        if let Some(hopeful) = &self.plan.hopeful {
            self.page.wrapped("", "", &hopeful.label);
        }
        let cost = self.euros(self.plan.cost);
        let files = match self.lang {
            Lang::Fr => plural(self.plan.files as usize, "dossier", "dossiers"),
            Lang::En => plural(self.plan.files as usize, "file", "files"),
        };
        let line = match self.lang {
            Lang::Fr => format!(
                "Coût net {cost} (capital à rembourser, intérêts, frais, heures, apport), {files}. {}",
                self.plan.proof.label
            ),
            Lang::En => format!(
                "Net cost {cost} (principal to repay, interest, fees, hours, own funds), {files}. {}",
                self.plan.proof.label
            ),
        };
        self.page.wrapped("", "", &line);
    }

    fn money(&mut self) {
        self.section("Besoins et ressources", "Needs and resources");
        let Some(table) = self.plan.tables.iter().find(|t| t.key == "initial") else { return };
        for row in &table.rows {
            match row.cells.first() {
                None => self.page.line(bold(&row.label)),
                Some(cell) => {
                    let sum = right(&self.euros(*cell), SUM);
                    let label = padded(&format!("  {}", row.label), NAME);
                    let line = format!("{label}{sum}");
                    self.page.line(if row.style == "total" { bold(line) } else { line });
                }
            }
        }
        for source in self.plan.sources.iter().chain(&self.plan.helps) {
            self.source(source);
        }
    }

    fn source(&mut self, s: &Source) {
        self.page.blank();
        let title = match s.way {
            "in_kind" => bold(&s.title),
            _ => self.pair(&bold(&s.title), &self.euros(s.amount)),
        };
        self.page.line(format!("{title} {}", dim(format!("({}, {})", s.way_label, s.id))));
        for p in short(&s.payments) {
            let sum = self.euros(p.amount);
            let when = if p.early == p.late { p.early.clone() } else { format!("{} … {}", p.early, p.late) };
            let line = self.pair(&format!("{} {sum}", self.pick("reçu", "received")), &when);
            self.page.wrapped("    ", "    ", &line);
        }
        if s.payments.len() > SHOWN {
            let more = s.payments.len() - SHOWN;
            let line = format!("    … {more} {}", self.pick("autres versements", "more payments"));
            self.page.line(dim(line));
        }
        if let Some(line) = s.repayment.as_ref().map(|r| self.repayment(s, r)) {
            self.page.wrapped("    ", "    ", &line);
        }
        for c in &s.conditions {
            let line = self.pair(self.pick("à condition", "provided"), c);
            self.page.wrapped("    ", "      ", &line);
        }
        if let Some(f) = &s.fallback {
            self.page.wrapped("    ", "      ", &f.label);
        }
    }

    fn repayment(&self, s: &Source, r: &Repayment) -> String {
        let (each, interest, fees) = (self.euros(r.instalment), self.euros(r.interest), self.euros(r.fees));
        match (self.lang, s.way) {
            (Lang::Fr, "bridge") => format!("rendu en {}, intérêts {interest}, frais {fees}", r.until),
            (Lang::En, "bridge") => format!("given back in {}, interest {interest}, fees {fees}", r.until),
            (Lang::Fr, _) => format!(
                "remboursé en {} mois, dont {} de différé : {each} par mois, intérêts {interest}, frais {fees}",
                r.months, r.deferral
            ),
            (Lang::En, _) => format!(
                "repaid over {} months, {} of them deferred: {each} a month, interest {interest}, fees {fees}",
                r.months, r.deferral
            ),
        }
    }

    fn curve(&mut self) {
        self.section(
            "Trésorerie à la fin de chaque mois (délais les plus longs)",
            "Cash at the end of each month (longest delays)",
        );
        let cents = |m: &CashMonth| m.balance.mantissa;
        let most = self.plan.cash.iter().map(|m| cents(m).abs()).max().unwrap_or(1).max(1);
        let lowest = self.plan.trough.month.clone();
        for m in &self.plan.cash {
            let length = (cents(m).abs() * BAR + most - 1) / most;
            let bar = "█".repeat(usize::try_from(length).unwrap_or(0));
            let style = if cents(m) < 0 { BAD } else { GOOD };
            let sum = right(&self.euros(m.balance), SUM + 2);
            let mark =
                if m.month == lowest { format!(" ◄ {}", self.pick("le plus bas", "lowest")) } else { String::new() };
            self.page.line(format!("{}  {sum}  {}{mark}", m.month, styled(style, &bar)));
        }
        let (lowest, month) = (self.euros(self.plan.worst.lowest), self.plan.worst.month.clone());
        let line = match self.lang {
            Lang::Fr => format!("Si chaque délai tombe au plus mal : {lowest} au plus bas, en {month}."),
            Lang::En => format!("If every delay falls at its worst: {lowest} at the lowest, in {month}."),
        };
        self.page.wrapped("", "", &line);
        if let Some(w) = self.plan.working_capital.as_ref().filter(|w| w.depth.mantissa > 0) {
            let (depth, month) = (self.euros(w.depth), w.month.clone());
            let ends = self.plan.cash.last().is_some_and(|m| m.month == month);
            let line = match (self.lang, ends) {
                (Lang::Fr, false) => format!("Besoin en fonds de roulement de l'activité seule : {depth}, en {month}."),
                (Lang::En, false) => format!("Working capital that the activity alone needs: {depth}, in {month}."),
                (Lang::Fr, true) => format!("L'activité seule perd de l'argent jusqu'au bout : {depth} en {month}."),
                (Lang::En, true) => format!("The activity alone loses money to the end: {depth} by {month}."),
            };
            self.page.wrapped("", "", &line);
        }
    }

    fn findings(&mut self) {
        if self.plan.findings.is_empty() && self.plan.headroom.is_empty() {
            return;
        }
        self.section("À savoir", "What to know");
        for r in &self.plan.headroom {
            let (room, taken) = (self.euros(r.room), self.euros(r.taken));
            let line = match self.lang {
                Lang::Fr => {
                    format!("{} : le plan prend {taken} sur les {room} que laissent les aides passées", r.title)
                }
                Lang::En => format!("{}: the plan takes {taken} of the {room} that past aid leaves", r.title),
            };
            self.page.wrapped("• ", "  ", &line);
        }
        for f in &self.plan.findings {
            self.page.wrapped("• ", "  ", &f.label);
        }
    }

    fn why(&mut self) {
        if !self.plan.blockers.is_empty() {
            self.section("Ce qui laisse un manque", "What leaves a gap");
            for b in &self.plan.blockers {
                self.page.wrapped("• ", "  ", &b.label);
            }
        }
        if !self.plan.others.is_empty() {
            self.section("D'autres plans à discuter", "Other plans to talk over");
            for o in &self.plan.others {
                let line = self.pair(&o.title, &o.plan.label);
                self.page.wrapped("• ", "  ", &line);
                self.differs(&o.plan);
            }
        }
    }

    fn differs(&mut self, c: &Comparison) {
        let side = |sign: &str, ids: &[String]| ids.iter().map(|i| format!("{sign}{i}")).collect::<Vec<_>>();
        let all: Vec<String> = side("+", &c.adds).into_iter().chain(side("−", &c.drops)).collect();
        if !all.is_empty() {
            self.page.wrapped("    ", "    ", &dim(all.join("  ")));
        }
    }

    fn stress(&mut self) {
        self.section("Si les choses tournent mal", "If things go wrong");
        let head = [self.pick("trésorerie la plus basse", "lowest cash"), self.pick("mois", "month")];
        self.page.line(dim(format!("{}{}  {}", padded("", NAME), right(head[0], 24), head[1])));
        for s in &self.plan.stress {
            let low = right(&self.euros(s.trough.lowest), 24);
            let style = if s.trough.depth.mantissa > 0 { BAD } else { GOOD };
            let mut names = wrap(&s.label, NAME - 2).into_iter();
            let first = names.next().unwrap_or_default();
            self.page.line(format!("{}{}  {}", padded(&first, NAME), styled(style, &low), s.trough.month));
            names.for_each(|n| self.page.line(n));
        }
    }

    fn left(&mut self) {
        if self.plan.left.is_empty() {
            return;
        }
        self.section("Laissé de côté", "Left out");
        for l in &self.plan.left {
            let style = if l.missing.is_empty() { BOLD } else { OPEN };
            let line = self.pair(&styled(style, &l.title), &l.label);
            self.page.wrapped("• ", "  ", &line);
            if let Some(f) = &l.forced {
                self.page.wrapped("  ", "  ", &f.label);
            }
        }
    }

    fn assumptions(&mut self) {
        self.section("Compté avec", "Reckoned with");
        for a in &self.plan.assumptions {
            self.page.wrapped("• ", "  ", &a.label);
        }
    }
}

/// Payments that are shown one by one.
const SHOWN: usize = 4;

fn short(payments: &[crate::contract::PaymentTold]) -> &[crate::contract::PaymentTold] {
    payments.get(..SHOWN.min(payments.len())).unwrap_or(payments)
}

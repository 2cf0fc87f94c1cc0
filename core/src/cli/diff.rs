//! `terreau diff OLD NEW`: what a new version of the rules changes, by meaning, with a project that shows each difference.

use super::{
    Format, many,
    page::{BAD, BOLD, GOOD, OPEN, Page, bold, dim},
    rules,
    terminal::{Exit, Stop, Terminal},
    words::pick,
};
use crate::{
    DiffOptions, Verdict,
    contract::{
        Access, AmountChange, Change, CriterionChange, Decimal, DiffWitness, Paid, RuleSetDiff, SchemeDiff,
        SchemeStatus, TableDiff,
    },
    explanation::number,
    value::Ratio,
};
use anstyle::Style;
use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;

/// Compare two versions of a rule set by what they mean · compare deux versions d'un jeu de règles.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rules before: a folder or a bundle · les règles d'avant.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The rules after: a folder or a bundle · les règles d'après.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// The day on which both are read; by default the last one on which a source was read · la date de lecture.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only this scheme, by its id · seulement ce dispositif.
    #[arg(long, value_name = "SCHEME")]
    only: Option<String>,
    /// End with code 1 when somebody loses a right, gains one, or anything differs · échoue si les règles changent ainsi.
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    on: many::diff::Args,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What makes the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Somebody loses a right, or that is not excluded.
    Narrower,
    /// Somebody gains a right, or that is not excluded.
    Wider,
    /// Anything differs.
    Any,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let old = rules::ready(&rules::locate(Some(&args.old), None, terminal)?, false, terminal)?;
    let new = rules::ready(&rules::locate(Some(&args.new), None, terminal)?, false, terminal)?;
    let options = DiffOptions { as_of: args.as_of.clone(), lang: terminal.lang, only: args.only.clone() };
    let told = old.diff(&new, &options).map_err(|p| terminal.problems(&p))?;
    let population = many::diff::compare(&args.on, [&old, &new], &told.as_of, terminal)?;
    if args.format == Format::Json {
        let answer = Answer { rules: &told, population: population.as_ref() };
        terminal.print(&format!("{}\n", serde_json::to_string(&answer).unwrap_or_default()))?;
    } else {
        let mut page = Telling { terminal }.page(&told);
        if let Some(population) = &population {
            many::diff::put(&mut page, population, terminal.lang);
        }
        terminal.print(&page.text)?;
    }
    let fails = match args.fail_on {
        Some(FailOn::Narrower) => told.narrows(),
        Some(FailOn::Wider) => told.widens(),
        Some(FailOn::Any) => told.differs(),
        None => false,
    };
    Ok(if fails { Exit::Problems } else { Exit::Fine })
}

/// What the rules change, and what that does to a population where one was given.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    rules: &'a RuleSetDiff,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<&'a TableDiff>,
}

struct Telling<'t> {
    terminal: &'t Terminal,
}

impl Telling<'_> {
    fn pick<'s>(&self, fr: &'s str, en: &'s str) -> &'s str {
        pick(self.terminal.lang, fr, en)
    }

    fn page(&self, told: &RuleSetDiff) -> Page {
        let mut page = Page::default();
        let name = |id: &crate::contract::RuleSetId| {
            format!("{} {} ({})", id.id, id.version, id.fingerprint.chars().take(12).collect::<String>())
        };
        page.line(bold(format!("{} → {}", name(&told.old), name(&told.new))));
        page.line(dim(format!("{} {}", self.pick("règles lues au", "rules read on"), told.as_of)));
        page.blank();
        for scheme in &told.schemes {
            self.scheme(&mut page, scheme);
            page.blank();
        }
        let lists = [
            (self.pick("Faits", "Facts"), &told.facts),
            (self.pick("Paramètres", "Parameters"), &told.parameters),
            (self.pick("Règles communes", "Rules for all schemes"), &told.rules),
        ];
        for (title, changes) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            page.rule(title, BOLD);
            changes.iter().for_each(|c| self.change(&mut page, c));
            page.blank();
        }
        page.line(&told.summary);
        page
    }

    fn scheme(&self, page: &mut Page, s: &SchemeDiff) {
        page.rule(&format!("{} ({})", s.title, s.scheme), style(s));
        page.field(self.pick("Ouvert à", "Open to"), &s.label);
        if !s.beyond.is_empty() {
            page.field(self.pick("Faits revus", "Facts"), &s.beyond.join(", "));
        }
        let shows = [(&s.gained, self.pick("Y gagne", "Gains it")), (&s.lost, self.pick("Y perd", "Loses it"))];
        for (witness, label) in shows {
            if let Some(w) = witness {
                self.witness(page, label, w);
            }
        }
        if !s.criteria.is_empty() {
            page.heading(self.pick("Critères", "Criteria"));
            s.criteria.iter().for_each(|c| self.criterion(page, c));
        }
        if let Some(amount) = &s.amount {
            self.amount(page, amount);
        }
        if !s.changes.is_empty() {
            page.heading(self.pick("Autres changements", "Other changes"));
            s.changes.iter().for_each(|c| self.change(page, c));
        }
    }

    /// A project and what each version says of it, ready to be kept as an example.
    fn witness(&self, page: &mut Page, label: &str, w: &DiffWitness) {
        page.field(label, &facts(&w.profile));
        let (old, new) = (self.verdict(w.old), self.verdict(w.new));
        let by = format!("{} {}", self.pick("refusé par", "refused by"), w.criteria.join(", "));
        page.field("", &dim(format!("{old} → {new} ; {by}")));
        self.written_before(page, w.old_profile.as_ref());
    }

    fn written_before(&self, page: &mut Page, old: Option<&Value>) {
        if let Some(old) = old {
            let text = format!("{} {}", self.pick("s'écrivait :", "was written:"), facts(old));
            page.field("", &dim(text));
        }
    }

    fn verdict(&self, verdict: Verdict) -> &'static str {
        let (fr, en) = match verdict {
            Verdict::Eligible => ("éligible", "eligible"),
            Verdict::Conditional => ("sous conditions", "conditional"),
            Verdict::Undetermined => ("à préciser", "undetermined"),
            Verdict::Ineligible => ("non éligible", "not eligible"),
        };
        pick(self.terminal.lang, fr, en)
    }

    fn criterion(&self, page: &mut Page, c: &CriterionChange) {
        let declared = c.declared.map(|by| match by {
            "applicant" => self.pick(", déclaré par le porteur", ", declared by the applicant"),
            _ => self.pick(", décidé par le financeur", ", decided by the funder"),
        });
        let head = format!("{} {}{}", c.criterion, self.word(c.change), declared.unwrap_or_default());
        page.item(&format!("{head}{}", self.pair(c.old.as_ref(), c.new.as_ref())));
    }

    fn amount(&self, page: &mut Page, a: &AmountChange) {
        page.field(self.pick("Montant", "Amount"), &a.label);
        for paid in [&a.more, &a.less].into_iter().flatten() {
            self.paid(page, paid);
        }
    }

    fn paid(&self, page: &mut Page, paid: &Paid) {
        let sums = format!("{} → {}", self.sum(&paid.old), self.sum(&paid.new));
        page.field("", &format!("{sums}{}{}", self.pick(" : ", ": "), facts(&paid.profile)));
        self.written_before(page, paid.old_profile.as_ref());
    }

    fn sum(&self, ends: &[Option<Decimal>; 2]) -> String {
        let euros =
            |d: Decimal| format!("{}\u{a0}€", number(Ratio::scaled(d.mantissa, d.scale), 2, self.terminal.lang));
        match ends {
            [Some(low), Some(high)] if low == high => euros(*low),
            [Some(low), Some(high)] => format!("{} – {}", euros(*low), euros(*high)),
            _ => self.pick("sans objet", "does not apply").to_owned(),
        }
    }

    fn change(&self, page: &mut Page, c: &Change) {
        let word = if c.change == "changed" { String::new() } else { format!(" {}", self.word(c.change)) };
        let what = if c.label.contains(&c.what) { String::new() } else { dim(format!(" [{}]", c.what)) };
        page.item(&format!("{}{what}{word}{}", c.label, self.pair(c.old.as_ref(), c.new.as_ref())));
    }

    fn word(&self, change: &str) -> &'static str {
        let (fr, en) = match change {
            "added" => ("(nouveau)", "(new)"),
            "removed" => ("(supprimé)", "(removed)"),
            "renamed" => ("(renommé)", "(renamed)"),
            "reworded" => ("(reformulé)", "(reworded)"),
            _ => ("(modifié)", "(changed)"),
        };
        pick(self.terminal.lang, fr, en)
    }

    /// `: old → new`, with what there is.
    fn pair(&self, old: Option<&String>, new: Option<&String>) -> String {
        let colon = self.pick(" : ", ": ");
        match (old, new) {
            (Some(old), Some(new)) if old == new => format!("{colon}{new}"),
            (Some(old), Some(new)) => format!("{colon}{old} → {new}"),
            (Some(one), None) | (None, Some(one)) => format!("{colon}{one}"),
            (None, None) => String::new(),
        }
    }
}

/// How a scheme stands out.
fn style(s: &SchemeDiff) -> Style {
    match (s.status, s.access) {
        (SchemeStatus::Added, _) | (_, Some(Access::Wider)) => GOOD,
        (SchemeStatus::Removed, _) | (_, Some(Access::Narrower)) => BAD,
        (_, Some(Access::Both | Access::Unsettled)) => OPEN,
        (SchemeStatus::Kept, Some(Access::Equivalent) | None) => BOLD,
    }
}

/// The facts of a profile on one line, as a rule file's example takes them.
fn facts(profile: &Value) -> String {
    let all = profile.get("facts").and_then(Value::as_object);
    let one = |(key, value): (&String, &Value)| format!("{key}: {}", flow(value));
    format!("{{{}}}", all.map_or_else(String::new, |map| map.iter().map(one).collect::<Vec<_>>().join(", ")))
}

/// A value as YAML writes it on one line: plain words need no quotes.
fn flow(value: &Value) -> String {
    match value {
        Value::String(s) if s.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c)) && !s.is_empty() => s.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let one = |(k, v): (&String, &Value)| format!("{k}: {}", flow(v));
            format!("{{{}}}", map.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

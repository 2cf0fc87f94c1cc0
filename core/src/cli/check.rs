//! `terreau check DIR`: every mistake of a rule set, with its place and what to do.

use super::{
    rules,
    snippets::Findings,
    terminal::{Exit, Stop, Terminal},
    words::pick,
};
use crate::{
    RuleSet,
    base::{Lang, Severity, Text, tell},
    load::folder,
    tools::{findings::Told, lint},
    value::parse_day,
};
use clap::ValueEnum;
use std::path::PathBuf;

/// Check a rule set and show every mistake in its place · vérifie un jeu de règles.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule set's folder, or a bundle; by default the one around the current folder · le jeu de règles.
    #[arg(value_name = "DIR|BUNDLE")]
    rules: Option<PathBuf>,
    /// How to print findings · comment les écrire.
    #[arg(long, value_enum, default_value = "human")]
    format: FormatAsked,
    /// Leave broken schemes out and check the rest · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
    /// The day for findings about dates: old sources, windows that ended · la date pour ce qui périme.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatAsked {
    /// For people: lines and carets.
    Human,
    /// For programs.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let as_of = match args.as_of.as_deref().map(|text| (text, parse_day(text))) {
        Some((text, None)) => {
            let message = tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists");
            return Err(terminal.fail(&message, None, Exit::Unusable));
        }
        Some((_, day)) => day,
        None => None,
    };
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let (mut findings, rule_set, first_own) = match rules::read(&path, args.keep_going) {
        Ok(read) => (read.findings, read.rules, Some(read.first_own)),
        Err(unreadable) => (unreadable, None, None),
    };
    if let Some(rule_set) = &rule_set {
        let first = first_own.unwrap_or(0);
        findings.diagnostics.extend(lint::own(rule_set, &findings.sources, first, as_of));
        findings.diagnostics.sort_by_key(|d| (d.span, d.severity, d.code));
    }
    let name = folder::shown(&path);
    match args.format {
        FormatAsked::Human => human(&findings, rule_set.as_ref(), &name, terminal)?,
        FormatAsked::Json => terminal.print(&format!("{}\n", as_json(&findings, rule_set.as_ref(), terminal.lang)))?,
        FormatAsked::Github => terminal.print(&github(&findings, terminal.lang))?,
    }
    Ok(match (first_own, findings.count(Severity::Error)) {
        (None, _) => Exit::Unusable,
        (Some(_), 0) => Exit::Fine,
        (Some(_), _) => Exit::Problems,
    })
}

fn human(findings: &Findings, rule_set: Option<&RuleSet>, name: &str, terminal: &Terminal) -> Result<(), Stop> {
    let mut text = String::new();
    for d in &findings.diagnostics {
        text.push_str(&findings.shown_in_place(d, terminal.lang));
        text.push_str("\n\n");
    }
    text.push_str(&summary(findings, rule_set, name, terminal));
    text.push('\n');
    if let Some(first) = findings.diagnostics.first().filter(|_| !terminal.quiet) {
        text.push_str(&terminal.more_about(first.code.id()));
        text.push('\n');
    }
    terminal.print(&text)
}

/// How many findings of each severity, and what the set holds.
fn summary(findings: &Findings, rule_set: Option<&RuleSet>, name: &str, terminal: &Terminal) -> String {
    let count = |severity, fr: (&str, &str), en: (&str, &str)| {
        let n = findings.count(severity);
        let (one, many) = match terminal.lang {
            Lang::Fr => fr,
            Lang::En => en,
        };
        (n > 0).then(|| super::page::plural(n, one, many))
    };
    let counts: Vec<String> = [
        count(Severity::Error, ("erreur", "erreurs"), ("error", "errors")),
        count(Severity::Warning, ("avertissement", "avertissements"), ("warning", "warnings")),
        count(Severity::Hint, ("conseil", "conseils"), ("hint", "hints")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let clean = terminal.pick("rien à redire", "nothing to report").to_owned();
    let told = if counts.is_empty() { clean } else { counts.join(", ") };
    let holds = rule_set.map_or_else(String::new, |r| {
        let (schemes, facts) = (r.model().schemes.len(), r.model().facts.len());
        let short: String = r.fingerprint().chars().take(12).collect();
        let text = tell!(
            " ({schemes} dispositifs, {facts} faits, empreinte {short})",
            " ({schemes} schemes, {facts} facts, fingerprint {short})"
        );
        text.get(terminal.lang).to_owned()
    });
    let style = if findings.count(Severity::Error) > 0 { super::page::BAD } else { super::page::GOOD };
    format!("{name}{}{}{holds}", pick(terminal.lang, " : ", ": "), super::page::styled(style, &told))
}

fn as_json(findings: &Findings, rule_set: Option<&RuleSet>, lang: Lang) -> String {
    let told = Told { diagnostics: &findings.diagnostics, sources: &findings.sources, shown: &findings.shown };
    told.report(rule_set, lang).to_json()
}

/// One workflow command for each finding.
fn github(findings: &Findings, lang: Lang) -> String {
    let mut text = String::new();
    for d in &findings.diagnostics {
        let level = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let at = findings.sources.position(d.span);
        let help = d.help.as_ref().map_or_else(String::new, |h: &Text| format!("\n{}", h.get(lang)));
        let message = escaped(&format!("{}{help}", d.message.get(lang)), false);
        let path = escaped(findings.path(d.span), true);
        let (line, column, code) = (at.line, at.column, d.code.id());
        text.push_str(&format!("::{level} file={path},line={line},col={column},title={code}::{message}\n"));
    }
    text
}

/// Signs that the workflow's own syntax uses.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

//! `terreau test DIR`: runs the examples beside the schemes, and the personas.

use super::{
    Format,
    page::{BAD, GOOD, Page, bold, dim, plural, styled},
    rules,
    snippets::Findings,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    CaseResult, Coverage, ExampleReport,
    base::{Lang, tell},
    tools::examples::run_examples,
};
use std::path::PathBuf;

/// Run the examples and the personas of a rule set · essaie les exemples et les personnages.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule set's folder; by default the one around the current folder · le jeu de règles.
    #[arg(value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Only this scheme or persona · seulement ce dispositif ou ce personnage.
    #[arg(long, value_name = "ID")]
    only: Option<String>,
    /// Say what the examples leave untried · dit ce que les exemples n'essaient pas.
    #[arg(long)]
    coverage: bool,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let (read, _) = rules::usable(&path, args.keep_going, terminal)?;
    let bar = terminal.working(&tell!("essai des exemples…", "running the examples…"));
    let answer = run_examples(&read.checked(), args.only.as_deref());
    bar.finish_and_clear();
    let report = answer.map_err(|problems| {
        terminal.problems(&problems);
        Stop(Exit::Unusable)
    })?;
    match args.format {
        Format::Json => {
            terminal.print(&format!("{}\n", report.to_json()))?;
        }
        Format::Text => terminal.print(&told(&report, &read.findings, args.coverage, terminal))?,
    }
    Ok(if report.passed() { Exit::Fine } else { Exit::Problems })
}

fn told(report: &ExampleReport, files: &Findings, coverage: bool, terminal: &Terminal) -> String {
    let mut page = Page::default();
    for d in &report.diagnostics {
        page.line(files.shown_in_place(d, terminal.lang));
        page.blank();
    }
    for case in report.examples.iter().chain(&report.personas).filter(|c| !c.passed()) {
        failed(&mut page, case, files, terminal.lang);
    }
    if coverage {
        report.coverage.iter().filter(|c| !c.hints.is_empty()).for_each(|c| untried(&mut page, c, terminal));
    }
    summary(&mut page, report, coverage, terminal);
    page.text
}

/// A case that does not come out as expected.
fn failed(page: &mut Page, case: &CaseResult, files: &Findings, lang: Lang) {
    let name = case.scheme.as_ref().map_or_else(|| case.id.clone(), |s| format!("{s} / {}", case.id));
    page.line(format!("{} {}", styled(BAD, "✗"), bold(name)));
    for m in &case.mismatches {
        page.line(files.told_in_place(&m.message, m.place.span, lang));
        page.blank();
    }
}

/// What the examples of one scheme do not try.
fn untried(page: &mut Page, c: &Coverage, terminal: &Terminal) {
    let (tried, all) = (c.criteria_tried, c.criteria);
    let criteria = tell!("{tried} critères sur {all} essayés en entier", "{tried} of {all} criteria tried in full");
    page.line(format!("{} {}", bold(&c.scheme), dim(criteria.get(terminal.lang))));
    for hint in &c.hints {
        page.wrapped("  • ", "    ", hint.message.get(terminal.lang));
    }
}

fn summary(page: &mut Page, report: &ExampleReport, coverage: bool, terminal: &Terminal) {
    let n = &report.counts;
    let part = |passed: u32, all: u32, one: &str, many: &str| {
        let count = plural(all as usize, one, many);
        let told = match (passed == all, terminal.lang) {
            (true, Lang::Fr) => format!("{count}, comme attendu"),
            (true, Lang::En) => format!("{count}, as expected"),
            (false, Lang::Fr) => format!("{count}, dont {} pas comme attendu", all - passed.min(all)),
            (false, Lang::En) => format!("{count}, of which {} not as expected", all - passed.min(all)),
        };
        let (style, mark) = if passed == all { (GOOD, "✓") } else { (BAD, "✗") };
        format!("{} {told}", styled(style, mark))
    };
    let schemes =
        plural(n.schemes as usize, terminal.pick("dispositif", "scheme"), terminal.pick("dispositifs", "schemes"));
    let examples =
        part(n.examples_passed, n.examples, terminal.pick("exemple", "example"), terminal.pick("exemples", "examples"));
    page.line(format!("{examples} ({schemes})"));
    if n.personas > 0 {
        page.line(part(n.personas_passed, n.personas, "persona", "personas"));
    }
    if n.broken > 0 {
        let broken = n.broken;
        let told = tell!("{broken} inutilisables", "{broken} cannot be run");
        page.line(format!("{} {}", styled(BAD, "✗"), told.get(terminal.lang)));
    }
    let hints: usize = report.coverage.iter().map(|c| c.hints.len()).sum();
    if hints > 0 && !coverage && !terminal.quiet {
        let told = tell!(
            "{hints} cas que les exemples n'essaient pas : --coverage",
            "{hints} cases that the examples leave untried: --coverage"
        );
        page.line(dim(told.get(terminal.lang)));
    }
}

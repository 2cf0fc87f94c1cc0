//! `terreau coverage TABLE`: who gets nothing of a table of projects, and why; without a table, the same of the rules alone.

mod text;

use super::{bar, cores, read, unusable};
use crate::{
    Dated, RuleSet,
    cli::{
        Format, places, rules,
        terminal::{Exit, Stop, Terminal},
    },
    contract::{Coverage, CoverageOptions, GapOptions},
    slices,
};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Say which projects get nothing, and why · quels projets n'obtiennent rien, et pourquoi.
///
/// Without a table: kinds of projects that every scheme refuses · sans table : les genres de projets que tout refuse.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// One row a project, one column a fact: CSV, Parquet or Arrow · une ligne par projet.
    table: Option<PathBuf>,
    /// The rules: a folder or a bundle; by default the set that the table lies in · les règles.
    #[arg(long, value_name = "DIR|BUNDLE")]
    rules: Option<PathBuf>,
    /// The day to judge on, YYYY-MM-DD · la date à laquelle juger.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Facts to set projects side by side by · faits selon lesquels comparer les projets.
    #[arg(long, value_name = "FACT")]
    by: Vec<String>,
    /// What lacks: any, sure, money, cash, burden, engineering, or a kind of scheme · ce qui manque.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,
    /// Fewer projects than this are not told of; 11 by default · nombre sous lequel on ne détaille pas.
    #[arg(long, value_name = "N")]
    minimum: Option<u32>,
    /// Conditions of a segment, 1 to 3 · conditions d'un segment.
    #[arg(long, value_name = "N")]
    depth: Option<u32>,
    /// Lines of each list, 20 by default · lignes de chaque liste.
    #[arg(long, value_name = "N")]
    top: Option<u32>,
    /// Paperwork of fewer hours is light; 40 by default · heures de dossier, au plus, d'une aide légère.
    #[arg(long, value_name = "N")]
    hours: Option<u32>,
    /// A decision in fewer months is quick; 4 by default · mois de décision, au plus, d'une aide rapide.
    #[arg(long, value_name = "N")]
    months: Option<u32>,
    /// Leave out columns that are no facts · laisse de côté les autres colonnes.
    #[arg(long)]
    ignore_extra: bool,
    /// Set aside projects with bad cells rather than stop · met de côté les projets mal renseignés.
    #[arg(long)]
    problems_aside: bool,
    /// A list of places, for a bundle, which brings none · une liste de lieux.
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Threads to work on; all cores by default · nombre de fils d'exécution.
    #[arg(long, value_name = "N")]
    threads: Option<u32>,
}

pub(in crate::cli) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    // before the rules, which take longer to read
    let table = args.table.as_deref().map(|path| read::open(path, terminal).map(|table| (path, table))).transpose()?;
    let rules = ready(args, terminal)?;
    let options = options(args, terminal);
    let dated = rules.on_asked_day(args.as_of.as_deref()).map_err(|p| unusable(&p, terminal))?;
    let Some((path, table)) = table else {
        let told = dated.uncovered(&options).map_err(|p| unusable(&p, terminal))?;
        print(args, &told, || text::uncovered(&told, terminal.lang), terminal)?;
        return Ok(Exit::Fine);
    };
    let told = count(args, (path, table), &dated, &options, terminal)?;
    print(args, &told, || text::coverage(&told, terminal.lang), terminal)?;
    Ok(if told.set_aside > 0 { Exit::Problems } else { Exit::Fine })
}

fn ready(args: &Args, terminal: &Terminal) -> Result<RuleSet, Stop> {
    let place = rules::locate(args.rules.as_deref(), args.table.as_deref(), terminal)?;
    places::with(rules::ready(&place, false, terminal)?, args.places.as_deref(), terminal)
}

fn count(
    args: &Args,
    (path, table): (&Path, read::Table),
    dated: &Dated,
    options: &GapOptions,
    terminal: &Terminal,
) -> Result<Coverage, Stop> {
    let options = CoverageOptions {
        gaps: options.clone(),
        ignore_extra: args.ignore_extra,
        report_errors: args.problems_aside,
        threads: args.threads.or_else(|| Some(cores())),
    };
    let mut gaps = dated.table_gaps(&table.schema(), &options).map_err(|p| unusable(&p, terminal))?;
    let bar = bar(terminal);
    for batch in table {
        let batch = batch.map_err(|e| read::broken(path, &e, terminal))?;
        for slice in slices(&batch) {
            gaps.slice(&slice).map_err(|p| terminal.problems(&p))?;
            bar.inc(slice.num_rows() as u64);
        }
    }
    bar.finish_and_clear();
    Ok(gaps.finish())
}

fn options(args: &Args, terminal: &Terminal) -> GapOptions {
    GapOptions {
        as_of: args.as_of.clone(),
        lang: terminal.lang,
        by: args.by.clone(),
        target: args.target.clone(),
        minimum: args.minimum,
        depth: args.depth,
        top: args.top,
        hours: args.hours,
        months: args.months,
    }
}

fn print(args: &Args, told: &impl Serialize, text: impl FnOnce() -> String, terminal: &Terminal) -> Result<(), Stop> {
    match args.format {
        Format::Json => terminal.print(&format!("{}\n", serde_json::to_string(told).unwrap_or_default())),
        Format::Text => terminal.print(&text()),
    }
}

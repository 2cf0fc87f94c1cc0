//! `terreau score TABLE`: the best schemes of every project of a table.

use super::{bar, cores, read, unusable, write::Output};
use crate::{
    Scoring, TableScores,
    base::{Lang, tell},
    cli::{
        places,
        recommend::Asked,
        rules,
        terminal::{Exit, Stop, Terminal},
    },
    contract::{ScoreOptions, WeightsAsked},
    slices,
};
use std::path::PathBuf;

/// Score a table of projects: the best schemes of each · les meilleures aides de chaque projet d'une table.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// One row a project, one column a fact: CSV, Parquet or Arrow · une ligne par projet.
    table: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Schemes told for each project, at most · aides par projet, au plus.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: u32,
    /// Columns to find again in the answer · colonnes à retrouver dans la réponse.
    #[arg(long, value_name = "COLUMN")]
    keep: Vec<String>,
    /// Leave out columns that are no facts · laisse de côté les autres colonnes.
    #[arg(long)]
    ignore_extra: bool,
    /// Set aside projects with bad cells and write why to this table · table des projets mis de côté.
    #[arg(long, value_name = "FILE")]
    problems: Option<PathBuf>,
    /// How many projects have each verdict of each scheme, as a table · table des verdicts par aide.
    #[arg(long, value_name = "FILE")]
    tallies: Option<PathBuf>,
    /// Where the answer goes: CSV, Parquet or Arrow; by default CSV on the standard output · fichier de la réponse.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads to work on; all cores by default · nombre de fils d'exécution.
    #[arg(long, value_name = "N")]
    threads: Option<u32>,
}

pub(in crate::cli) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut table = read::open(&args.table, terminal)?;
    let place = rules::locate(args.asked.rules.as_deref(), Some(&args.table), terminal)?;
    let rules = rules::ready(&place, args.asked.keep_going, terminal)?;
    let rules = places::with(rules, args.asked.places.as_deref(), terminal)?;
    let mut scoring = rules.scoring(&table.schema(), &options(args, terminal)).map_err(|p| unusable(&p, terminal))?;
    let mut output = Output::open(args.output.as_deref(), &scoring.schema(), terminal)?;
    let mut scores = scoring.begin();
    let bar = bar(terminal);
    for batch in &mut table {
        let batch = batch.map_err(|e| read::broken(&args.table, &e, terminal))?;
        for slice in slices(&batch) {
            let scored = scoring.slice(&slice).map_err(|p| terminal.problems(&p))?;
            output.put(&scoring.record_batch(&scored).map_err(|e| read::broken(&args.table, &e, terminal))?)?;
            bar.inc(scored.profiles());
            scores.put(scored.without_lines());
        }
    }
    bar.finish_and_clear();
    output.end()?;
    beside(args, &scores, &scoring, terminal)?;
    terminal.note(summary(&scores).get(terminal.lang));
    Ok(if scores.not_judged() > 0 { Exit::Problems } else { Exit::Fine })
}

fn options(args: &Args, terminal: &Terminal) -> ScoreOptions {
    ScoreOptions {
        as_of: args.asked.as_of.clone(),
        lang: terminal.lang,
        weights: args.asked.weights.clone().map(WeightsAsked::Preset),
        top: Some(args.top),
        keep: args.keep.clone(),
        ignore_extra: args.ignore_extra,
        report_errors: args.problems.is_some(),
        threads: Some(args.threads.unwrap_or_else(cores)),
    }
}

fn beside(args: &Args, scores: &TableScores, scoring: &Scoring, terminal: &Terminal) -> Result<(), Stop> {
    let lang: Lang = terminal.lang;
    for (path, batch) in [(&args.problems, scores.problems(lang)), (&args.tallies, scores.tallies())] {
        let Some(path) = path else { continue };
        let batch = batch.map_err(|e| read::broken(path, &e, terminal))?;
        let mut output = Output::open(Some(path), &batch.schema(), terminal)?;
        output.put(&batch)?;
        output.end()?;
    }
    let about = scoring.schema();
    let about = |key: &str| about.metadata().get(key).cloned().unwrap_or_default();
    let (rules, day) = (about("terreau.fingerprint"), about("terreau.as_of"));
    let rules: String = rules.chars().take(12).collect();
    terminal.note(tell!("règles {rules}, au {day}", "rules {rules}, on {day}").get(lang));
    Ok(())
}

fn summary(scores: &TableScores) -> crate::Text {
    let (profiles, lines, set_aside) = (scores.profiles(), scores.lines(), scores.not_judged());
    let nothing = scores.without_any();
    tell!(
        "{profiles} projets : {lines} lignes ; {nothing} projets sans aucune aide possible ; {set_aside} mis de côté",
        "{profiles} projects: {lines} lines; {nothing} projects without any scheme; {set_aside} set aside"
    )
}

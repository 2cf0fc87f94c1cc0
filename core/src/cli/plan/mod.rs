//! `terreau plan PROFILE`: which money together, how much, when it arrives, what bridges the hole, and why.

mod calendar;
mod csv;
mod gantt;
mod picture;
mod text;
mod xlsx;

use super::{
    profile::ProfileFile,
    recommend::{Asked, Case},
    terminal::{Exit, Stop, Terminal},
    words::day,
};
use crate::{
    base::{Lang, tell},
    contract::{Decimal, PlanOptions, PlanReport},
    explanation,
    value::Ratio,
};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Put the money together: plan, cash curve, tables, and why · bâtit le plan de financement et la trésorerie.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The project: a YAML or JSON profile, or a persona · le projet.
    profile: PathBuf,
    #[command(flatten)]
    asked: Rules,
    /// What to print; by default what the name of the output file says, else text · ce qu'il faut écrire.
    #[arg(long, value_enum)]
    format: Option<PlanFormat>,
    /// Write to a file: .json, .csv, .xlsx, .html, .svg or .ics · écrit dans un fichier.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take these schemes, whatever it costs · avec ces dispositifs.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    take: Vec<String>,
    /// Do without these schemes · sans ces dispositifs.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    without: Vec<String>,
    /// Take what is still open about these schemes as favourable; `*` for all · suppose que ces dispositifs conviennent.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    assume: Vec<String>,
    /// Months of the cash curve after the start, 12 to 60 · mois de trésorerie après le démarrage.
    #[arg(long, value_name = "N")]
    months: Option<u32>,
    /// Euros for an hour of paperwork, when plans are compared · prix d'une heure de dossier.
    #[arg(long, value_name = "EUROS")]
    hour: Option<String>,
}

/// The day and the rules.
#[derive(Debug, clap::Args)]
struct Rules {
    /// The day to plan on, YYYY-MM-DD; wins over the profile's own · la date à laquelle planifier.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The rules: a folder or a bundle; by default the set that the profile lies in · les règles.
    #[arg(long, value_name = "DIR|BUNDLE")]
    rules: Option<PathBuf>,
    /// A list of places, for a bundle, which brings none · une liste de lieux.
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
}

/// What a plan is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// The tables, one after the other.
    Csv,
    /// The tables, one a sheet.
    Xlsx,
    /// One page: curve, sources and uses, tables.
    Html,
    /// The picture of cash and money alone.
    Svg,
    /// The roadmap as a chart, in SVG.
    Gantt,
    /// The roadmap for calendars (iCalendar).
    Ics,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let format = format(args, terminal)?;
    let asked = Asked {
        as_of: args.asked.as_of.clone(),
        rules: args.asked.rules.clone(),
        weights: None,
        places: args.asked.places.clone(),
        keep_going: args.asked.keep_going,
    };
    let case = Case::read(&args.profile, &asked, terminal)?;
    let options = PlanOptions {
        as_of: args.asked.as_of.clone(),
        lang: terminal.lang,
        take: args.take.clone(),
        without: args.without.clone(),
        assume: args.assume.clone(),
        months: args.months,
        hour: hour(args.hour.as_deref(), terminal)?,
        brief: false,
    };
    let plan = case.rules.plan(&case.profile.json, &options).map_err(|p| case.complain(&p, terminal))?;
    match &args.output {
        Some(path) => terminal.write(&bytes(format, &plan, &case.profile, terminal)?, path)?,
        None => {
            let text = String::from_utf8(bytes(format, &plan, &case.profile, terminal)?).unwrap_or_default();
            terminal.print(&text)?;
        }
    }
    Ok(Exit::Fine)
}

fn hour(text: Option<&str>, terminal: &Terminal) -> Result<Option<Decimal>, Stop> {
    let Some(text) = text else { return Ok(None) };
    match Ratio::parse(&text.replace(',', ".")).and_then(|r| r.mantissa(2, false)) {
        Some(mantissa) => Ok(Some(Decimal { mantissa, scale: 2 })),
        None => {
            let message = tell!("`{text}` n'est pas un prix", "`{text}` is not a price");
            let help = tell!("écrivez par exemple `--hour 12.02`", "write for example `--hour 12.02`");
            Err(terminal.fail(&message, Some(&help), Exit::Unusable))
        }
    }
}

/// As asked, or as the name of the file says.
fn format(args: &Args, terminal: &Terminal) -> Result<PlanFormat, Stop> {
    let named = args.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let named = named.and_then(|e| PlanFormat::from_str(e, true).ok());
    let format = args.format.or(named).unwrap_or(PlanFormat::Text);
    if format == PlanFormat::Xlsx && args.output.is_none() {
        let message = tell!("un classeur s'écrit dans un fichier", "a workbook is written to a file");
        let help = tell!("ajoutez `--output plan.xlsx`", "add `--output plan.xlsx`");
        return Err(terminal.fail(&message, Some(&help), Exit::Unusable));
    }
    Ok(format)
}

fn bytes(format: PlanFormat, plan: &PlanReport, profile: &ProfileFile, terminal: &Terminal) -> Result<Vec<u8>, Stop> {
    let title = profile.title(terminal.lang);
    let failed = |why: String| {
        let message = tell!("le fichier n'a pas pu être fait : {why}", "the file could not be made: {why}");
        terminal.fail(&message, None, Exit::Unusable)
    };
    match format {
        PlanFormat::Text => {
            Ok(text::text(plan, title.as_deref(), profile.story(terminal.lang), terminal.lang).into_bytes())
        }
        PlanFormat::Json => Ok(format!("{}\n", serde_json::to_string(plan).unwrap_or_default()).into_bytes()),
        PlanFormat::Csv => csv::csv(plan).map_err(failed),
        PlanFormat::Xlsx => xlsx::xlsx(plan, terminal.lang).map_err(failed),
        PlanFormat::Html => {
            picture::html(plan, title.as_deref(), terminal.lang).map(String::into_bytes).map_err(failed)
        }
        PlanFormat::Svg => picture::svg(plan, terminal.lang).map(String::into_bytes).map_err(failed),
        PlanFormat::Gantt => Ok(gantt::svg(plan, title.as_deref(), terminal.lang).into_bytes()),
        PlanFormat::Ics => Ok(calendar::ics(plan, title.as_deref(), terminal.lang).into_bytes()),
    }
}

/// A sum with both of its cents where it has any.
fn to_the_cent(d: Decimal, lang: Lang) -> String {
    let mut n = explanation::number(Ratio::scaled(d.mantissa, d.scale), 2, lang);
    if d.mantissa % 100 != 0 && d.mantissa % 10 == 0 {
        n.push('0');
    }
    n
}

/// As workbooks and pictures hold it; sums of at most 15 digits are read back as they were.
fn host(d: Decimal) -> f64 {
    d.to_text().parse().unwrap_or(0.0)
}

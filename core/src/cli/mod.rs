//! The `terreau` command: one file per verb. The only room, with `load`, that reads the disk, and the only one that prints.

mod ask;
mod bundle;
mod card;
mod check;
mod criteria;
mod describe;
mod diff;
mod explain;
mod html;
mod many;
mod money;
mod near;
mod new;
mod notice;
mod page;
mod places;
mod plan;
mod profile;
mod recommend;
mod robust;
mod rules;
mod schema;
mod score;
mod snippets;
mod support;
mod table;
mod terminal;
mod test;
mod update;
mod usage;
mod why;
mod words;

use crate::base::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use std::process::ExitCode;
use terminal::{Exit, Terminal};

/// Which funding and support can a small rural project get, why, why not, how much, and what is missing.
///
/// En français : quelles aides un petit projet rural peut obtenir, pourquoi, combien, et ce qu'il reste à dire.
#[derive(Debug, Parser)]
#[command(name = "terreau", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of every text · langue des textes.
    #[arg(long, global = true, value_enum, default_value = "fr", value_name = "LANG")]
    lang: LangAsked,
    /// When to colour the output · couleurs.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: ColorAsked,
    /// Print the result and errors, nothing else · seulement le résultat et les erreurs.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangAsked {
    Fr,
    En,
}

impl From<LangAsked> for Lang {
    fn from(asked: LangAsked) -> Lang {
        match asked {
            LangAsked::Fr => Lang::Fr,
            LangAsked::En => Lang::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorAsked {
    Auto,
    Always,
    Never,
}

/// How to print an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Recommend(recommend::Args),
    Ask(ask::Args),
    Plan(plan::Args),
    Why(why::Args),
    Notice(notice::Args),
    Score(many::score::Args),
    Coverage(many::coverage::Args),
    Describe(describe::Args),
    Check(check::Args),
    Test(test::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Bundle(bundle::Args),
    New(new::Args),
    Places(places::Args),
    Schema(schema::Args),
    Update(update::Args),
}

/// Runs the command on this process's arguments. Exit code: 0 fine, 1 something is wrong with what was given,
/// 2 it could not be read or the command was misused.
pub fn run() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::tell(&error, &arguments).into(),
    };
    let lang = cli.lang.into();
    let color = match cli.color {
        ColorAsked::Auto => anstream::ColorChoice::Auto,
        ColorAsked::Always => anstream::ColorChoice::Always,
        ColorAsked::Never => anstream::ColorChoice::Never,
    };
    let terminal = Terminal { lang, color, quiet: cli.quiet };
    let done = match &cli.command {
        Command::Recommend(args) => recommend::run(args, &terminal),
        Command::Ask(args) => ask::run(args, &terminal),
        Command::Plan(args) => plan::run(args, &terminal),
        Command::Why(args) => why::run(args, &terminal),
        Command::Notice(args) => notice::run(args, &terminal),
        Command::Score(args) => many::score::run(args, &terminal),
        Command::Coverage(args) => many::coverage::run(args, &terminal),
        Command::Describe(args) => describe::run(args, &terminal),
        Command::Check(args) => check::run(args, &terminal),
        Command::Test(args) => test::run(args, &terminal),
        Command::Diff(args) => diff::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Bundle(args) => bundle::run(args, &terminal),
        Command::New(args) => new::run(args, &terminal),
        Command::Places(args) => places::run(args, &terminal),
        Command::Schema(args) => schema::run(args, &terminal),
        Command::Update(args) => update::run(args, &terminal),
    };
    done.unwrap_or_else(|stop| stop.0).into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Problems => 1,
            Exit::Unusable => 2,
        })
    }
}

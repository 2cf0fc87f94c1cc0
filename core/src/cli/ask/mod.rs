//! `terreau ask`: a conversation. One question after the other, the most useful first; every answer may be "I don't know", rough, or
//! taken back; the profile is saved as it grows, and the recommendation closes it.

mod answer;
mod list;
mod number;
mod talk;

use super::{
    profile::ProfileFile,
    recommend::{Asked, Case, options, table},
    rules,
    terminal::{Exit, Stop, Terminal},
    update,
};
use crate::contract::{Detail, QuestionOptions};
use serde_json::json;
use std::path::PathBuf;
use talk::Talk;

/// Ask what matters most, one question at a time, then recommend · pose les questions utiles, puis recommande.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A profile to go on from · un profil à reprendre.
    profile: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// What is still to be known for this scheme alone · seulement ce qu'il faut savoir pour ce dispositif.
    #[arg(long, value_name = "ID")]
    scheme: Option<String>,
    /// How many first places are to be settled · nombre de premières places à assurer.
    #[arg(long, value_name = "N", default_value_t = 5)]
    top: u32,
    /// Stop after so many questions · s'arrêter après N questions.
    #[arg(long, value_name = "N")]
    questions: Option<u32>,
    /// Where the profile is kept after each answer (JSON) · fichier où garder le profil.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut case = match &args.profile {
        Some(profile) => {
            let mut case = Case::read(profile, &args.asked, terminal)?;
            // what these rules no longer read is told, and asked again
            case.profile = case.profile.with(update::carried(&case, &args.asked, terminal)?.profile);
            case
        }
        None => {
            let place = rules::locate(args.asked.rules.as_deref(), None, terminal)?;
            let rules = rules::ready(&place, args.asked.keep_going, terminal)?;
            Case { rules, profile: ProfileFile::unwritten(json!({})) }
        }
    };
    let plain = options(&args.asked, Detail::Full, None, terminal);
    let asked = QuestionOptions {
        as_of: plain.as_of.clone(),
        lang: terminal.lang,
        weights: plain.weights.clone(),
        top: Some(args.top),
        scheme: args.scheme.clone(),
        skip: vec![],
    };
    let mut talk = Talk::new(&case, asked, terminal, args.save.as_deref());
    talk.run(args.questions.unwrap_or(u32::MAX))?;
    case.profile.json = talk.into_profile();
    let report = case.report(&plain, terminal)?;
    terminal.print(&format!("\n{}", table(&case, &report, terminal.lang)))?;
    Ok(Exit::Fine)
}

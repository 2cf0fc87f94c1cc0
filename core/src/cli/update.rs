//! `terreau update PROFILE`: a profile that was saved for other rules, as these rules read it; what changed is told, nothing is lost.

use super::{
    page::{Page, dim},
    recommend::{Asked, Case},
    terminal::{Exit, Stop, Terminal},
    words::pick,
};
use crate::contract::{Options, ProfileChange, ProfileUpdate};
use std::path::PathBuf;

/// Carry a saved profile over to today's rules, and tell what changed · met un profil à jour.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The saved profile · le profil gardé.
    profile: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Where the new profile is written (JSON); by default it is printed · fichier où l'écrire.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let case = Case::read(&args.profile, &args.asked, terminal)?;
    let update = carried(&case, &args.asked, terminal)?;
    let mut text = serde_json::to_string_pretty(&update.profile).unwrap_or_default();
    text.push('\n');
    match &args.output {
        Some(path) => terminal.write(text.as_bytes(), path)?,
        None => terminal.print(&text)?,
    }
    Ok(Exit::Fine)
}

/// The profile for these rules; what changed is told on the way.
pub(super) fn carried(case: &Case, asked: &Asked, terminal: &Terminal) -> Result<ProfileUpdate, Stop> {
    let options = Options { as_of: asked.as_of.clone(), lang: terminal.lang, ..Options::default() };
    let update = case.rules.update_profile(&case.profile.json, &options).map_err(|p| case.complain(&p, terminal))?;
    if !update.changes.is_empty() {
        terminal.note(told(&update.changes, terminal).trim_end());
    }
    Ok(update)
}

fn told(changes: &[ProfileChange], terminal: &Terminal) -> String {
    let mut page = Page::default();
    let head = pick(
        terminal.lang,
        "Les règles ont changé depuis que ce profil a été gardé :",
        "The rules have changed since this profile was saved:",
    );
    page.line(head);
    for change in changes {
        let aside = pick(terminal.lang, "mis de côté", "set aside");
        let rest = if change.now.is_some() {
            String::new()
        } else {
            format!(" ({aside} : {} = {})", change.was, change.value)
        };
        page.item(&format!("{}{}", change.label, dim(rest)));
    }
    page.text
}

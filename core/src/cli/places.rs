//! `terreau places WORDS`: communes and intercommunal bodies by name or code, with where they lie, as a profile names them.

use super::{
    page::{bold, dim, padded},
    rules,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    RuleSet,
    base::tell,
    load::folder::{self, shown},
};
use std::path::{Path, PathBuf};

/// So many are shown; who looks for more says more.
const SHOWN: usize = 40;

/// Find a commune or an intercommunal body, and the code to give · cherche une commune ou une intercommunalité.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Part of its name, or its code · une partie du nom, ou le code.
    words: String,
    /// The rules that have the list of places; by default those around the current folder · le jeu de règles.
    #[arg(long, value_name = "DIR|BUNDLE")]
    rules: Option<PathBuf>,
    /// A list of places, for rules that bring none · une liste de lieux.
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
}

/// The rules with a list of places, when one is asked for.
pub(super) fn with(rules: RuleSet, list: Option<&Path>, terminal: &Terminal) -> Result<RuleSet, Stop> {
    let Some(path) = list else { return Ok(rules) };
    let file = shown(path);
    let text = folder::text(path).map_err(|(_, why)| {
        let (fr, en) = (&why.fr, &why.en);
        terminal.fail(&tell!("`{file}` : {fr}", "`{file}`: {en}"), None, Exit::Unusable)
    })?;
    rules.with_places(&text).map_err(|problems| {
        terminal.problems(&problems);
        Stop(Exit::Unusable)
    })
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let rules = with(rules::ready(&path, true, terminal)?, args.places.as_deref(), terminal)?;
    let Some(places) = rules.places() else {
        let message = tell!("ces règles n'ont pas de liste de lieux", "these rules have no list of places");
        let help = tell!(
            "donnez-en une : `--places rules/rural-fr/taxonomies/territory.places`",
            "give one: `--places rules/rural-fr/taxonomies/territory.places`"
        );
        return Err(terminal.fail(&message, Some(&help), Exit::Unusable));
    };
    let found = places.search(&args.words);
    if found.is_empty() {
        let words = &args.words;
        let help = places.instead_of(words);
        let message = tell!("aucun lieu ne s'appelle « {words} »", "no place is called “{words}”");
        return Err(terminal.fail(&message, help.as_ref(), Exit::Problems));
    }
    let tree = rules.model().taxonomy(places.taxonomy());
    let above = |code: &str| {
        let name = tree.and_then(|t| t.find(code)).map_or(code, |n| n.label.get(terminal.lang));
        format!("{name} ({code})")
    };
    let mut text = String::new();
    for f in found.iter().take(SHOWN) {
        let body = f.body.map(|(code, label)| format!("{label} ({code})"));
        let lies: Vec<String> = body.into_iter().chain(f.above.iter().map(|a| above(a))).collect();
        text.push_str(&format!("{}  {}  {}\n", padded(&f.code, 15), bold(f.label), dim(lies.join(" · "))));
    }
    let more = found.len().saturating_sub(SHOWN);
    if more > 0 {
        let told = tell!("et {more} de plus : précisez le nom", "and {more} more: say more of the name");
        text.push_str(&format!("{}\n", dim(told.get(terminal.lang))));
    }
    terminal.print(&text)?;
    Ok(Exit::Fine)
}

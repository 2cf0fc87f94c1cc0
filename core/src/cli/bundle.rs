//! `terreau bundle DIR -o FILE`: a rule set as one file, which the browser and other hosts load.

use super::{
    rules,
    terminal::{Exit, Stop, Terminal},
};
use crate::{base::tell, load::folder, value::Ratio};
use std::path::PathBuf;

/// Write a rule set as one JSON file for browsers and other hosts · fait un paquet des règles.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule set's folder; by default the one around the current folder · le jeu de règles.
    #[arg(value_name = "DIR")]
    rules: Option<PathBuf>,
    /// The file to write; it is replaced · le fichier à écrire.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let rules = rules::ready(&path, args.keep_going, terminal)?;
    let text = rules.to_bundle();
    let file = folder::shown(&args.output);
    std::fs::write(&args.output, &text).map_err(|e| {
        let why = folder::why(&e);
        let (fr, en) = (&why.fr, &why.en);
        terminal.fail(
            &tell!("`{file}` n'a pas pu être écrit : {fr}", "`{file}` could not be written: {en}"),
            None,
            Exit::Unusable,
        )
    })?;
    let bytes = crate::explanation::number(Ratio::int(text.len() as i64), 0, terminal.lang);
    let (schemes, fingerprint) = (rules.model().schemes.len(), rules.fingerprint());
    let told = tell!(
        "{file} : {bytes} octets, {schemes} dispositifs\nempreinte {fingerprint}\n",
        "{file}: {bytes} bytes, {schemes} schemes\nfingerprint {fingerprint}\n"
    );
    terminal.print(told.get(terminal.lang))?;
    Ok(Exit::Fine)
}

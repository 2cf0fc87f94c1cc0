//! `terreau bundle DIR -o FILE`: a rule set as one file, which the browser and other hosts load.

use super::{
    rules,
    terminal::{Exit, Stop, Terminal},
};
use crate::{RuleSet, base::tell, explanation::lang_word, load::folder, value::Ratio};
use std::path::{Path, PathBuf};

/// What stands for the language in the name of a file for each.
const LANG: &str = "{lang}";

/// Write a rule set as one JSON file for browsers and other hosts · fait un paquet des règles.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule set's folder; by default the one around the current folder · le jeu de règles.
    #[arg(value_name = "DIR")]
    rules: Option<PathBuf>,
    /// The file to write; it is replaced. With `{lang}` in its name, one file for each language, which a page loads sooner · le
    /// fichier à écrire ; avec `{lang}` dans son nom, un fichier par langue.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let rules = rules::ready(&path, args.keep_going, terminal)?;
    match args.output.to_str().filter(|name| name.contains(LANG)) {
        None => write(&args.output, &rules.to_bundle(), &rules, terminal)?,
        Some(name) => {
            for lang in rules.languages() {
                let bundle = rules.to_bundle_in(lang).map_err(|problems| terminal.problems(&problems))?;
                write(Path::new(&name.replace(LANG, lang_word(lang))), &bundle, &rules, terminal)?;
            }
        }
    }
    let fingerprint = rules.fingerprint();
    terminal.print(tell!("empreinte {fingerprint}\n", "fingerprint {fingerprint}\n").get(terminal.lang))?;
    Ok(Exit::Fine)
}

fn write(path: &Path, bundle: &str, rules: &RuleSet, terminal: &Terminal) -> Result<(), Stop> {
    let file = folder::shown(path);
    std::fs::write(path, bundle).map_err(|e| {
        let why = folder::why(&e);
        let (fr, en) = (&why.fr, &why.en);
        terminal.fail(
            &tell!("`{file}` n'a pas pu être écrit : {fr}", "`{file}` could not be written: {en}"),
            None,
            Exit::Unusable,
        )
    })?;
    let bytes = crate::explanation::number(Ratio::int(bundle.len() as i64), 0, terminal.lang);
    let schemes = rules.model().schemes.len();
    let told = tell!("{file} : {bytes} octets, {schemes} dispositifs\n", "{file}: {bytes} bytes, {schemes} schemes\n");
    terminal.print(told.get(terminal.lang))
}

//! `terreau schema`: JSON Schema of rule files and profiles, for editors that complete and underline.

use super::{
    rules,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    RuleSet,
    base::{Lang, tell},
    load::folder,
    tools::schema::{self, FileKind},
};
use clap::ValueEnum;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Give the JSON Schema of rule files and profiles, for editors · schémas JSON pour l'éditeur.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which file; without it, all of them · quel fichier.
    #[arg(long, value_enum, value_name = "KIND", required_unless_present = "output")]
    kind: Option<Kind>,
    /// The rule set whose names to complete; profiles need one · le jeu de règles.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// The folder to write them to, as KIND.schema.json · le dossier à remplir.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Set,
    Facts,
    Parameters,
    Regimes,
    Providers,
    Taxonomy,
    Scheme,
    Examples,
    Persona,
    Resource,
    Profile,
}

impl Kind {
    /// The kind of rule file; a profile is none.
    fn file(self) -> Option<FileKind> {
        Some(match self {
            Kind::Set => FileKind::Set,
            Kind::Facts => FileKind::Facts,
            Kind::Parameters => FileKind::Parameters,
            Kind::Regimes => FileKind::Regimes,
            Kind::Providers => FileKind::Providers,
            Kind::Taxonomy => FileKind::Taxonomy,
            Kind::Scheme => FileKind::Scheme,
            Kind::Examples => FileKind::Examples,
            Kind::Persona => FileKind::Persona,
            Kind::Resource => FileKind::Resource,
            Kind::Profile => return None,
        })
    }

    fn word(self) -> &'static str {
        self.file().map_or("profile", FileKind::word)
    }
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let needed = args.rules.is_some() || args.kind == Some(Kind::Profile);
    let rules = if needed {
        let path = rules::locate(args.rules.as_deref(), None, terminal)?;
        Some(rules::ready(&path, false, terminal)?)
    } else {
        None
    };
    let kinds = args.kind.map_or_else(|| Kind::value_variants().to_vec(), |kind| vec![kind]);
    let found = kinds.into_iter().filter_map(|k| schema_of(k, rules.as_ref(), terminal.lang).map(|s| (k, s)));
    for (kind, schema) in found {
        let text = format!("{schema:#}\n");
        match &args.output {
            Some(folder) => write(folder, kind, &text, terminal)?,
            None => terminal.print(&text)?,
        }
    }
    Ok(Exit::Fine)
}

/// Nothing for profiles when no rule set says which facts they hold.
fn schema_of(kind: Kind, rules: Option<&RuleSet>, lang: Lang) -> Option<Value> {
    match (kind.file(), rules) {
        (Some(FileKind::Scheme), Some(rules)) => Some(schema::scheme(rules)),
        (Some(file), _) => Some(schema::rule_file(file)),
        (None, rules) => rules.map(|rules| schema::profile(rules, lang)),
    }
}

fn write(folder: &Path, kind: Kind, text: &str, terminal: &Terminal) -> Result<(), Stop> {
    let path = folder.join(format!("{}.schema.json", kind.word()));
    let file = folder::shown(&path);
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text)).map_err(|e| {
        let why = folder::why(&e);
        let (fr, en) = (&why.fr, &why.en);
        let message = tell!("`{file}` n'a pas pu être écrit : {fr}", "`{file}` could not be written: {en}");
        terminal.fail(&message, None, Exit::Unusable)
    })?;
    terminal.print(&format!("{file}\n"))
}

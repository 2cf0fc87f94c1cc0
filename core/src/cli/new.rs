//! `terreau new scheme ID --kind KIND` and `terreau new sheet ID`: files to start from, which already pass `check`.

mod territory;

use super::{
    rules,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    RuleSet,
    base::tell,
    load::folder::{self, shown},
    tools::templates::{self, Sample, filled, is_id, kind_of},
    value::Type,
};
use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

const SHEET: &str = include_str!("templates/sheet.yaml");

/// Write a new file to start from · écrit un nouveau fichier pour commencer.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// A scheme and its examples · un dispositif et ses exemples.
    Scheme {
        /// Its id: lower-case words joined by hyphens · son identifiant.
        id: String,
        /// What it is: grant, honour_loan, guarantee, support… · sa nature.
        #[arg(long)]
        kind: String,
        /// The rule set's folder; by default the one around the current folder · le jeu de règles.
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// A sheet that tells what others did · une fiche qui raconte ce que d'autres ont fait.
    Sheet {
        /// Its id: lower-case words joined by hyphens · son identifiant.
        id: String,
        /// The rule set's folder; by default the one around the current folder · le jeu de règles.
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// A set of one's own over another · un jeu de règles qui en reprend un autre.
    Territory {
        /// Its id: lower-case words joined by hyphens · son identifiant.
        id: String,
        /// The set that it takes over; by default the one around the current folder · le jeu de règles repris.
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
        /// The folder to write; by default beside that set · le dossier à écrire.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
    },
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    match &args.what {
        What::Scheme { id, kind, rules } => scheme(id, kind, rules.as_deref(), terminal),
        What::Sheet { id, rules } => sheet(id, rules.as_deref(), terminal),
        What::Territory { id, rules, into } => {
            let asked = territory::Asked { id, rules: rules.as_deref(), into: into.as_deref() };
            territory::run(&asked, terminal)
        }
    }
}

fn scheme(id: &str, kind: &str, rules: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let kind = kind_of(kind).map_err(|(message, help)| terminal.fail(&message, Some(&help), Exit::Unusable))?;
    let (root, rule_set) = place(id, rules, terminal)?;
    let sample = Sample::of(&rule_set);
    let folder = root.join("schemes").join(kind.word());
    let (scheme, examples) = (folder.join(format!("{id}.yaml")), folder.join(format!("{id}.examples.yaml")));
    // both or none: nothing of the author's is ever replaced
    for file in [&scheme, &examples] {
        if file.exists() {
            return Err(refused(file, &std::io::ErrorKind::AlreadyExists.into(), terminal));
        }
    }
    std::fs::create_dir_all(&folder).map_err(|e| refused(&folder, &e, terminal))?;
    write(&scheme, &sample.scheme(id, kind), terminal)?;
    write(&examples, &sample.examples(), terminal)?;
    written(&[&scheme, &examples], &root, terminal)
}

fn sheet(id: &str, rules: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let (root, rule_set) = place(id, rules, terminal)?;
    let folder = root.join("resources");
    let file = folder.join(format!("{id}.yaml"));
    std::fs::create_dir_all(&folder).map_err(|e| refused(&folder, &e, terminal))?;
    write(&file, &sheet_text(id, &rule_set), terminal)?;
    written(&[&file], &root, terminal)
}

/// The rule set's folder that a file is for, when the file can have such a name.
fn place(id: &str, rules: Option<&Path>, terminal: &Terminal) -> Result<(PathBuf, RuleSet), Stop> {
    if !is_id(id) {
        return Err(not_an_id(id, terminal));
    }
    let root = rules::locate(rules, None, terminal)?;
    if !root.is_dir() {
        let at = shown(&root);
        let message = tell!("`{at}` n'est pas un dossier de règles", "`{at}` is not a folder of rules");
        return Err(terminal.fail(&message, None, Exit::Unusable));
    }
    let rule_set = rules::ready(&root, true, terminal)?;
    Ok((root, rule_set))
}

/// Says which files are there now, and what comes next.
fn written(files: &[&Path], root: &Path, terminal: &Terminal) -> Result<Exit, Stop> {
    let (list, set) = (files.iter().map(|f| shown(f)).collect::<Vec<_>>().join("\n"), shown(root));
    let told = tell!(
        "{list}\nensuite : remplacez ce qui est à remplacer, puis `terreau check {set}`\n",
        "{list}\nnext: replace what is to be replaced, then `terreau check {set}`\n"
    );
    terminal.print(told.get(terminal.lang))?;
    Ok(Exit::Fine)
}

/// A sheet of experience to fill in, with the rule set's own names in its comments.
fn sheet_text(id: &str, rules: &RuleSet) -> String {
    let model = rules.model();
    let place = model.roles.place.and_then(|f| model.fact(f)).and_then(|f| match &f.ty {
        Type::Code(taxonomy) => model.taxonomy(taxonomy)?.nodes.iter().find(|n| n.parent.is_none()),
        _ => None,
    });
    // a set without places still takes a place in words
    let place = match place {
        Some(node) => format!("place: {}", node.code),
        None => "elsewhere: {fr: \"À remplacer\", en: \"To be replaced\"}".to_owned(),
    };
    let list = |all: Vec<&str>| all.join(", ");
    let facts = list(model.likeness.iter().filter_map(|l| model.fact(l.fact)).map(|f| f.key.as_str()).collect());
    let needs = list(model.needs.iter().map(|n| n.id.as_str()).collect());
    filled(SHEET, &[("{id}", id), ("{place}", &place), ("{facts}", &facts), ("{needs}", &needs)])
}

fn not_an_id(id: &str, terminal: &Terminal) -> Stop {
    let (message, help) = templates::not_an_id(id);
    terminal.fail(&message, Some(&help), Exit::Unusable)
}

fn write(path: &Path, text: &str, terminal: &Terminal) -> Result<(), Stop> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut f| f.write_all(text.as_bytes())).map_err(|e| refused(path, &e, terminal))
}

fn refused(path: &Path, e: &std::io::Error, terminal: &Terminal) -> Stop {
    let (file, why) = (shown(path), folder::why(e));
    let (fr, en) = (&why.fr, &why.en);
    let message = tell!("`{file}` n'est pas écrit : {fr}", "`{file}` is not written: {en}");
    terminal.fail(&message, None, Exit::Unusable)
}

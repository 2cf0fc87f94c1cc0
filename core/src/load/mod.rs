//! From the texts of rule files, or the folder that holds them, to a rule set.

pub(crate) mod folder;

use crate::{
    RuleSet,
    base::{Code, Diagnostic, Diagnostics, Order, Problem, Problems, Severity, Source, Sources, Span, tell},
    check::{self, OnBroken, Role, Tree, TreeFile},
    model::{BadPlaces, Places},
};
use std::path::Path;

/// Everything that came out of reading a rule set: findings, and the rules when they can be used.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The files, for showing findings in their place.
    pub sources: Sources,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules; absent when they cannot be used.
    pub rule_set: Option<crate::RuleSet>,
    /// Files before this one belong to the sets that it extends.
    pub(crate) first_own: usize,
}

/// Checks a rule set given as files: one list per layer, the base first.
pub fn check_sources(layers: Vec<Vec<Source>>, keep_going: bool) -> Checked {
    let mut out = Diagnostics::default();
    let mut sources = Sources::default();
    let mut tree = Tree { files: vec![], broken: vec![], places: None };
    let mut first_own = 0;
    for (layer, mut files) in layers.into_iter().enumerate() {
        files.order_by(|a, b| a.path.cmp(&b.path));
        first_own = sources.files.len();
        for source in files {
            let file = sources.files.len() as u32;
            let role = check::role(&source.path);
            if role == Role::Places {
                places(file, &source, &mut tree, &mut out);
            } else if !matches!(role, Role::Examples { .. } | Role::Persona) {
                let path = source.path.clone();
                let mut own = Diagnostics::default();
                let node = crate::syntax::yaml::read(file, &source.text, &mut own);
                // findings of the reader count against the scheme, as those of the checker do
                let leave_out = keep_going
                    && own.has_errors()
                    && matches!(check::role(&path), Role::Scheme { .. } | Role::Resource { .. });
                match node.filter(|_| !leave_out) {
                    Some(node) => tree.files.push(TreeFile { path, layer: layer as u32, file, node }),
                    None => tree.broken.push(check::BrokenFile { path, layer: layer as u32, file }),
                }
                if leave_out {
                    own.downgrade();
                }
                out.append(own);
            }
            sources.files.push(source);
        }
    }
    let on_broken = if keep_going { OnBroken::LeaveOut } else { OnBroken::Refuse };
    let model = check::check(&tree, &sources, on_broken, &mut out);
    let unusable = out.has_errors();
    let rule_set = model.filter(|_| !unusable).map(|m| RuleSet::of_model(m, tree.places));
    Checked { sources, diagnostics: out.into_sorted(), rule_set, first_own }
}

/// Checks the rule set in a folder, with the sets that it extends. What cannot be read is among the findings.
pub fn check_folder(path: &Path, keep_going: bool) -> Checked {
    match read_folder(path, keep_going) {
        Ok((checked, _)) => checked,
        Err(unread) => {
            Checked { sources: unread.sources, diagnostics: unread.diagnostics, rule_set: None, first_own: 0 }
        }
    }
}

/// The same, with the path of each file as one would type it.
pub(crate) fn read_folder(path: &Path, keep_going: bool) -> Result<(Checked, Vec<String>), folder::Unread> {
    let files = folder::folder(path)?;
    let (mut checked, mut shown) = (check_sources(files.layers, keep_going), files.shown);
    for path in files.ignored {
        // a file that looks like rules and has another ending is not read: say so rather than lose it
        let mut told = folder::not_read(&path, checked.sources.files.len() as u32);
        told.severity = Severity::Warning;
        checked.sources.files.push(Source { path: path.clone(), text: String::new() });
        shown.push(path);
        checked.diagnostics.push(told);
    }
    Ok((checked, shown))
}

/// A list of places; the first one that layers bring is that of them all.
fn places(file: u32, source: &Source, tree: &mut Tree, out: &mut Diagnostics) {
    let found = match Places::parse(&source.text) {
        Ok(list) if tree.places.is_none() => return tree.places = Some(list),
        Ok(_) => BadPlaces {
            line: 1,
            message: tell!("il y a déjà une liste de lieux", "there is a list of places already"),
        },
        Err(bad) => bad,
    };
    let start: usize = source.text.split_inclusive('\n').take(found.line - 1).map(str::len).sum();
    let end = source.text.get(start..).and_then(|t| t.find('\n')).map_or(source.text.len(), |n| start + n);
    let span = Span { file, start: start as u32, end: end as u32 };
    let help = tell!("refaites-la par le script qui l'écrit", "make it again by the script that writes it");
    out.push(Diagnostic::new(Code::BadPlaces, span, found.message).help(help));
}

impl RuleSet {
    /// Loads a rule set from the disk: the folder that holds its `set.yaml`, with the sets that it extends, or a bundle.
    ///
    /// # Errors
    /// Every mistake of the rule files, each with its place; files that cannot be read; a bundle that cannot be used.
    pub fn load(path: &Path) -> Result<RuleSet, Problems> {
        if path.is_file() {
            let text =
                folder::text(path).map_err(|(code, message)| Problems::one(code, &folder::shown(path), message))?;
            return RuleSet::from_bundle(&text);
        }
        let files = folder::folder(path).map_err(|unread| problems(&unread.sources, &unread.diagnostics))?;
        if !files.ignored.is_empty() {
            let unread = |path: String| {
                let found = folder::not_read(&path, 0);
                Problem { code: found.code.id().to_owned(), path, message: found.message, help: found.help }
            };
            return Err(Problems(files.ignored.into_iter().map(unread).collect()));
        }
        RuleSet::parse(files.layers)
    }

    /// Loads a rule set from the texts of its files: one list per layer, the base first.
    ///
    /// # Errors
    /// Every mistake of the rule files, each with its place.
    pub fn parse(layers: Vec<Vec<Source>>) -> Result<RuleSet, Problems> {
        let checked = check_sources(layers, false);
        let found = Problems::from(&checked);
        checked.rule_set.ok_or(found)
    }
}

impl From<&Checked> for Problems {
    fn from(checked: &Checked) -> Problems {
        problems(&checked.sources, &checked.diagnostics)
    }
}

/// Errors as a caller reads them, each with its place.
fn problems(sources: &Sources, diagnostics: &[Diagnostic]) -> Problems {
    let place = |d: &Diagnostic| {
        let path = sources.file(d.span).map_or("", |f| f.path.as_str());
        let at = sources.position(d.span);
        format!("{path}:{}:{}", at.line, at.column)
    };
    let told = |d: &Diagnostic| Problem {
        code: d.code.id().to_owned(),
        path: place(d),
        message: d.message.clone(),
        help: d.help.clone(),
    };
    Problems(diagnostics.iter().filter(|d| d.severity == Severity::Error).map(told).collect())
}

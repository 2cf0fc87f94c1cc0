//! A rule set on the disk: its files in path order, the sets that it extends before it. Whatever cannot be read is told,
//! all of it at once.

use crate::base::{Code, Diagnostic, Diagnostics, Source, Sources, Span, Text, tell};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A rule set holds at most this many files, its bases included.
const MAX_FILES: usize = 20_000;
/// They hold at most this many bytes in all.
const MAX_TOTAL_BYTES: u64 = 256_000_000;
/// One file to read holds at most this many bytes, whatever it is for.
const MAX_FILE_BYTES: u64 = 64_000_000;
/// Sets extend one another at most this deep.
const MAX_LAYERS: usize = 8;
/// Folders of a rule set nest at most this deep.
const MAX_DEPTH: usize = 8;

/// The files of a rule set as the engine takes them: one list per layer, the base first.
#[derive(Debug, Default)]
pub(crate) struct RuleFiles {
    pub(crate) layers: Vec<Vec<Source>>,
    /// For each file, in the same order, its path as one would type it.
    pub(crate) shown: Vec<String>,
    /// Files that look like rules and are not read.
    pub(crate) ignored: Vec<String>,
}

/// Files that could not be read, and why.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    pub(crate) sources: Sources,
    /// For each file, its path as one would type it.
    pub(crate) shown: Vec<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a rule set folder and what it extends.
pub(crate) fn folder(root: &Path) -> Result<RuleFiles, Unread> {
    let mut reading = Reading::default();
    let mut layers = vec![];
    let mut visited: Vec<PathBuf> = vec![];
    let mut next = Some(root.to_path_buf());
    while let Some(folder) = next.take() {
        visited.push(real(&folder));
        let layer = reading.layer(&folder);
        if !reading.failed.diagnostics.is_empty() {
            return Err(reading.failed);
        }
        next = reading.base(&folder, &layer, &visited)?;
        layers.push(layer);
    }
    // the base comes first
    layers.reverse();
    let mut files = RuleFiles { ignored: reading.ignored, ..RuleFiles::default() };
    for layer in layers {
        files.shown.extend(layer.iter().map(|f| f.shown.clone()));
        files.layers.push(layer.into_iter().map(|f| f.source).collect());
    }
    Ok(files)
}

/// What there is to say of a file that looks like rules and has another ending.
pub(crate) fn not_read(path: &str, file: u32) -> Diagnostic {
    let message = tell!(
        "`{path}` n'est pas lu : les règles sont dans des fichiers `.yaml`",
        "`{path}` is not read: rules live in `.yaml` files"
    );
    Diagnostic::new(Code::MissingFile, Span { file, ..Span::default() }, message)
        .help(tell!("renommez-le en `.yaml`", "rename it to `.yaml`"))
}

/// Reads one file, or says why not.
pub(crate) fn text(path: &Path) -> Result<String, (Code, Text)> {
    let bytes = bytes(path).map_err(|e| (Code::FileUnreadable, e))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() + 1;
        let told = tell!(
            "le fichier n'est pas en UTF-8 (ligne {line}) ; enregistrez-le en UTF-8",
            "the file is not UTF-8 (line {line}); save it as UTF-8"
        );
        (Code::NotUtf8, told)
    })
}

#[expect(clippy::disallowed_methods, reason = "a rule set is loaded here")]
fn bytes(path: &Path) -> Result<Vec<u8>, Text> {
    let length = fs::metadata(path).map_err(|e| why(&e))?.len();
    if length > MAX_FILE_BYTES {
        return Err(tell!("le fichier dépasse {MAX_FILE_BYTES} octets", "the file is over {MAX_FILE_BYTES} bytes"));
    }
    fs::read(path).map_err(|e| why(&e))
}

/// Why the system refused, in both languages.
pub(crate) fn why(e: &std::io::Error) -> Text {
    match e.kind() {
        std::io::ErrorKind::NotFound => tell!("ce fichier ou dossier n'existe pas", "no such file or folder"),
        std::io::ErrorKind::PermissionDenied => tell!("accès refusé", "permission denied"),
        std::io::ErrorKind::IsADirectory => tell!("c'est un dossier", "this is a folder"),
        std::io::ErrorKind::NotADirectory => tell!("ce n'est pas un dossier", "this is not a folder"),
        std::io::ErrorKind::AlreadyExists => tell!("il existe déjà", "it exists already"),
        _ => Text::same(e.to_string()),
    }
}

/// A path as one would type it, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The folder itself, whatever links and dots lead to it.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// One file with both of its paths.
#[derive(Debug)]
struct Found {
    source: Source,
    shown: String,
}

/// What was read so far, and what could not be.
#[derive(Debug, Default)]
struct Reading {
    failed: Unread,
    ignored: Vec<String>,
    count: usize,
    bytes: u64,
}

impl Reading {
    fn fail(&mut self, path: &Path, code: Code, message: Text) {
        let file = self.failed.shown.len() as u32;
        self.failed.shown.push(shown(path));
        self.failed.sources.files.push(Source { path: shown(path), text: String::new() });
        self.failed.diagnostics.push(Diagnostic::new(code, Span { file, ..Span::default() }, message));
    }

    /// The files of one folder, in path order.
    fn layer(&mut self, root: &Path) -> Vec<Found> {
        let mut paths = vec![];
        if !root.is_dir() {
            let message = tell!("le dossier de règles n'existe pas", "there is no such rule set folder");
            self.fail(root, Code::MissingFile, message);
            return vec![];
        }
        if !root.join("set.yaml").is_file() {
            let message = tell!(
                "il manque `set.yaml` : ce n'est pas un jeu de règles",
                "`set.yaml` is missing: this is not a rule set"
            );
            self.fail(root, Code::MissingFile, message);
            return vec![];
        }
        self.list(root, 0, &mut paths);
        let mut found: Vec<Found> = paths.iter().filter_map(|p| self.read(root, p)).collect();
        found.sort_by(|a, b| a.source.path.cmp(&b.source.path));
        found
    }

    fn list(&mut self, folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(e) => return self.fail(folder, Code::FileUnreadable, why(&e)),
        };
        if depth > MAX_DEPTH {
            let message = tell!(
                "les dossiers s'emboîtent sur plus de {MAX_DEPTH} niveaux",
                "folders nest over {MAX_DEPTH} levels"
            );
            return self.fail(folder, Code::TooLarge, message);
        }
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            // hidden files and folders belong to tools
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                self.list(&path, depth + 1, found);
            } else if name.ends_with(".yaml") || name.ends_with(".places") {
                found.push(path);
            } else if name.ends_with(".yml") || name.to_lowercase().ends_with(".yaml") {
                self.ignored.push(shown(&path));
            }
        }
    }

    fn read(&mut self, root: &Path, path: &Path) -> Option<Found> {
        self.count += 1;
        self.bytes = self.bytes.saturating_add(fs::metadata(path).map_or(0, |m| m.len()));
        // told once, for the file that passes the limit
        if self.count == MAX_FILES + 1 {
            let message =
                tell!("le jeu de règles a plus de {MAX_FILES} fichiers", "the rule set has over {MAX_FILES} files");
            self.fail(path, Code::TooLarge, message);
        }
        if self.bytes > MAX_TOTAL_BYTES && self.failed.diagnostics.is_empty() {
            let message = tell!(
                "le jeu de règles dépasse {MAX_TOTAL_BYTES} octets",
                "the rule set is over {MAX_TOTAL_BYTES} bytes"
            );
            self.fail(path, Code::TooLarge, message);
        }
        if self.count > MAX_FILES || self.bytes > MAX_TOTAL_BYTES {
            return None;
        }
        match text(path) {
            Ok(text) => {
                let relative = shown(path.strip_prefix(root).unwrap_or(path));
                Some(Found { source: Source { path: relative, text }, shown: shown(path) })
            }
            Err((code, message)) => {
                self.fail(path, code, message);
                None
            }
        }
    }

    /// The folder that this layer extends, when it says one and it can be taken.
    fn base(&self, folder: &Path, layer: &[Found], visited: &[PathBuf]) -> Result<Option<PathBuf>, Unread> {
        let Some(set) = layer.iter().find(|f| f.source.path == "set.yaml") else { return Ok(None) };
        // what is wrong with the YAML is told by `check`, with the rest
        let node = crate::syntax::yaml::read(0, &set.source.text, &mut Diagnostics::default());
        let extends = node.as_ref().and_then(|n| n.map()).and_then(|m| m.get("extends"));
        let Some(extends) = extends.filter(|n| !n.is_empty()) else { return Ok(None) };
        let Some(said) = extends.scalar().map(|s| s.text.as_str()) else { return Ok(None) };
        let base = folder.join(said);
        let wrong = if visited.len() >= MAX_LAYERS {
            Some((
                Code::TooLarge,
                tell!(
                    "plus de {MAX_LAYERS} jeux de règles s'étendent l'un l'autre",
                    "over {MAX_LAYERS} rule sets extend one another"
                ),
            ))
        } else if visited.contains(&real(&base)) {
            Some((
                Code::Cycle,
                tell!("ces jeux de règles s'étendent en rond", "these rule sets extend one another in a circle"),
            ))
        } else if !base.join("set.yaml").is_file() {
            let at = shown(&base);
            let message = tell!(
                "`{said}` n'est pas un jeu de règles : `{at}/set.yaml` n'existe pas",
                "`{said}` is not a rule set: there is no `{at}/set.yaml`"
            );
            Some((Code::MissingFile, message))
        } else {
            None
        };
        match wrong {
            None => Ok(Some(base)),
            Some((code, message)) => Err(Unread {
                sources: Sources { files: vec![set.source.clone()] },
                shown: vec![set.shown.clone()],
                diagnostics: vec![Diagnostic::new(code, extends.span(), message)],
            }),
        }
    }
}

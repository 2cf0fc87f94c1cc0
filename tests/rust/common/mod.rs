//! What several tests share: the sample rule set of the help pages, and files on disk.
#![allow(dead_code, clippy::allow_attributes, reason = "no test uses all of it")]

use std::{
    fs,
    path::{Path, PathBuf},
};
use terreau::{Diagnostic, Severity, Source};

/// The score of rule sets small enough to reckon by hand.
pub(crate) const SCORE: &str = r#"
score:
  lines:
    money: {title: {fr: argent, en: money}, anchors: [[0%, 0], [50%, 1000]]}
    cash: {title: {fr: trésorerie, en: cash}, anchors: [[0%, 0], [100%, 1000]]}
    months: {title: {fr: mois, en: months}, anchors: [[1, 1000], [12, 0]]}
    lightness: {title: {fr: légèreté, en: lightness}, anchors: [[2, 1000], [60, 0]]}
    support: {title: {fr: appui, en: support}, anchors: [[0, 0], [1, 1000]]}
    fit: {title: {fr: adéquation, en: fit}, anchors: [[0%, 0], [100%, 1000]]}
    certainty: {title: {fr: certitude, en: certainty}, levels: {high: 1000, medium: 600, low: 300}}
  presets:
    plain: {title: {fr: simple, en: plain}, weights: {money: 600, fit: 400}}
"#;

/// The folder of the help pages.
pub(crate) fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/pages")
}

/// Files below a folder, in path order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The files of a rule set, as the engine wants them.
#[expect(clippy::disallowed_methods, reason = "tests read the disk")]
pub(crate) fn rule_set(folder: &Path) -> Vec<Source> {
    let relative = |p: &Path| p.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    files_below(folder)
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "yaml"))
        .map(|p| Source { path: relative(p), text: fs::read_to_string(p).unwrap() })
        .collect()
}

/// The sample set over which help pages and cases stand.
pub(crate) fn base() -> Vec<Source> {
    rule_set(&pages().join("base"))
}

pub(crate) fn severity(d: &Diagnostic) -> &'static str {
    match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

//! The `terreau` command as a person at the keyboard meets it: what it prints, and how it ends.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, reason = "a test stops where it fails")]

mod authors;
mod diff;
mod populations;
mod projects;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

const PERSONA: &str = "personas/boulangerie-cafe-saint-agreve.yaml";
fn rural() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_terreau")).args(arguments).stdin(Stdio::null()).output().expect("runs")
}

fn out(o: &Output) -> String {
    String::from_utf8(o.stdout.clone()).expect("UTF-8")
}

fn err(o: &Output) -> String {
    String::from_utf8(o.stderr.clone()).expect("UTF-8")
}

fn code(o: &Output) -> i32 {
    o.status.code().expect("ended by itself")
}

/// A folder of its own, with a copy of the rural rules; gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("terreau-cli-{}-{n}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy_tree(&rural(), &folder.join("rules"));
        Folder(folder)
    }

    fn rules(&self) -> PathBuf {
        self.0.join("rules")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("reads") {
        let path = entry.expect("entry").path();
        let target = to.join(path.file_name().expect("name"));
        if path.is_dir() {
            copy_tree(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copies");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test reads its own files")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("reads")
}

#[expect(clippy::disallowed_methods, reason = "a test reads what the command wrote")]
fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("was written")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8 path")
}

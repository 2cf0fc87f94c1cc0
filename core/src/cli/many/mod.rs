//! Commands for many projects at a time: a table in, a table out.

mod columns;
pub(super) mod coverage;
mod csv;
pub(super) mod diff;
mod read;
pub(super) mod score;
mod write;

use super::terminal::{Exit, Stop, Terminal};
use crate::{
    Problems,
    base::{Code, Text, tell},
};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;

/// How a table is kept, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Parquet,
    Arrow,
}

impl Kind {
    fn of(path: &Path) -> Result<Kind, Text> {
        match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("csv") => Ok(Kind::Csv),
            Some("parquet") => Ok(Kind::Parquet),
            Some("arrow" | "feather" | "ipc") => Ok(Kind::Arrow),
            _ => {
                let shown = crate::load::folder::shown(path);
                Err(tell!(
                    "`{shown}` n'est pas une table : `.csv`, `.parquet` ou `.arrow`",
                    "`{shown}` is not a table: `.csv`, `.parquet` or `.arrow`"
                ))
            }
        }
    }
}

/// Threads to work on where nobody says: one for each core.
fn cores() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(cores).unwrap_or(1)
}

/// What is wrong with the request rather than with the table ends otherwise.
fn unusable(problems: &Problems, terminal: &Terminal) -> Stop {
    let Stop(exit) = terminal.problems(problems);
    let asked = |code: &str| code == Code::BadOption.id() || code == Code::ProfileDate.id();
    Stop(if problems.0.iter().all(|p| asked(&p.code)) { Exit::Unusable } else { exit })
}

/// Shows how many projects were read.
fn bar(terminal: &Terminal) -> ProgressBar {
    if terminal.quiet {
        return ProgressBar::hidden();
    }
    let projects = terminal.pick("projets", "projects");
    let style = ProgressStyle::with_template(&format!("{{spinner}} {{human_pos}} {projects}, {{per_sec}}"));
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

//! Commands for many projects at a time: a table in, a table out.

mod csv;
mod read;
pub(super) mod score;
mod write;

use crate::base::{Text, tell};
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

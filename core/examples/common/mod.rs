//! Reads a rule set's folder, as a program that embeds the engine would.

use std::{fs, io, path::Path};
use terreau::Source;

/// Every YAML file below a folder, by its path relative to it.
pub(crate) fn folder(root: &Path) -> io::Result<Vec<Source>> {
    let mut files = vec![];
    collect(root, root, &mut files)?;
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            #[expect(clippy::disallowed_methods, reason = "files are read here, and given to the engine as text")]
            let text = fs::read_to_string(&path)?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            files.push(Source::new(relative.to_string_lossy().replace('\\', "/"), text));
        }
    }
    Ok(())
}

//! `terreau new territory ID`: a set of one's own over a base set, with a first grant and a first adviser, which already
//! passes `check`.

use super::{Sample, filled, is_id, not_an_id, refused, write};
use crate::{
    RuleSet,
    base::{Lang, tell},
    cli::{
        rules,
        terminal::{Exit, Stop, Terminal},
    },
    load::folder::shown,
    model::Kind,
};
use std::path::{Path, PathBuf};

const SET_FR: &str = include_str!("../templates/territory.fr.yaml");
const SET_EN: &str = include_str!("../templates/territory.en.yaml");

/// What the command was given.
pub(super) struct Asked<'a> {
    pub(super) id: &'a str,
    pub(super) rules: Option<&'a Path>,
    pub(super) into: Option<&'a Path>,
}

pub(super) fn run(asked: &Asked<'_>, terminal: &Terminal) -> Result<Exit, Stop> {
    let id = asked.id;
    if !is_id(id) {
        return Err(not_an_id(id, terminal));
    }
    let base = rules::locate(asked.rules, None, terminal)?;
    if !base.is_dir() {
        let at = shown(&base);
        let message = tell!("`{at}` n'est pas un dossier de règles", "`{at}` is not a folder of rules");
        return Err(terminal.fail(&message, None, Exit::Unusable));
    }
    let rule_set = rules::ready(&base, true, terminal)?;
    if taken(&rule_set, id) {
        let message = tell!("`{id}` est déjà un nom de ces règles", "`{id}` is a name in these rules already");
        return Err(terminal.fail(&message, None, Exit::Unusable));
    }
    let whole = std::path::absolute(&base).unwrap_or_else(|_| base.clone());
    let beside = || base.parent().filter(|_| base != Path::new(".")).map(|p| p.join(id));
    let folder = asked.into.map(Path::to_path_buf).or_else(beside).unwrap_or_else(|| PathBuf::from("..").join(id));
    // nothing of the author's is ever replaced
    if folder.exists() {
        return Err(refused(&folder, &std::io::ErrorKind::AlreadyExists.into(), terminal));
    }
    let to = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
    let files = files(&rule_set, id, &way(&to, &whole), terminal.lang);
    for (path, text) in &files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent).map_err(|e| refused(parent, &e, terminal))?;
        write(&path, text, terminal)?;
    }
    let list: String = files.iter().map(|(path, _)| format!("{}\n", shown(&folder.join(path)))).collect();
    let set = shown(&folder);
    let told = tell!(
        "{list}ensuite : remplacez ce qui est à remplacer, puis `terreau check {set}`\n",
        "{list}next: replace what is to be replaced, then `terreau check {set}`\n"
    );
    terminal.print(told.get(terminal.lang))?;
    Ok(Exit::Fine)
}

fn taken(rules: &RuleSet, id: &str) -> bool {
    let model = rules.model();
    let mine = |name: &str| name == id || name == grant(id) || name == desk(id);
    model.layers.iter().any(|l| l.id == id)
        || model.providers.iter().any(|p| p.id == id)
        || model.schemes.iter().any(|s| mine(&s.id))
}

fn grant(id: &str) -> String {
    format!("{id}-aide")
}

fn desk(id: &str) -> String {
    format!("{id}-guichet")
}

/// Every file with its text; the set's own first.
fn files(rules: &RuleSet, id: &str, extends: &str, lang: Lang) -> Vec<(String, String)> {
    let model = rules.model();
    let mut sample = Sample::of(rules);
    id.clone_into(&mut sample.provider);
    let preset = model.score.presets.get(model.score.default);
    let weights = model.score.lines.iter().zip(preset.iter().flat_map(|p| &p.weights));
    let weights = weights.map(|(l, w)| format!("{}: {w}", l.kind.word())).collect::<Vec<_>>().join(", ");
    let scheme = model.schemes.first();
    let set = filled(
        if lang == Lang::Fr { SET_FR } else { SET_EN },
        &[
            ("{base}", model.title.get(lang)),
            ("{extends}", extends),
            ("{id}", id),
            ("{preset}", &id.replace('-', "_")),
            ("{weights}", &format!("{{{weights}}}")),
            ("{kind}", scheme.map_or("grant", |s| s.kind.word())),
            ("{scheme}", scheme.map_or("id", |s| s.id.as_str())),
            ("{condition}", &sample.condition),
        ],
    );
    let note = if lang == Lang::Fr { "Qui finance et qui conseille ici." } else { "Who funds and who advises here." };
    let provider = format!(
        "# {note}\nproviders:\n  {id}: {{origin: local, title: \"{id}\", kind: {{fr: \"intercommunalité\", en: \"intercommunal body\"}}}}\n"
    );
    let covers = model.needs.first().map_or_else(String::new, |n| format!("covers: [{}]\n", n.id));
    let mut files = vec![("set.yaml".to_owned(), set), ("providers.yaml".to_owned(), provider)];
    for (id, kind, more) in [(grant(id), Kind::Grant, ""), (desk(id), Kind::Support, covers.as_str())] {
        let path = format!("schemes/{}/{id}", kind.word());
        files.push((format!("{path}.yaml"), sample.scheme(&id, kind) + more));
        files.push((format!("{path}.examples.yaml"), sample.examples()));
    }
    files
}

/// The way from one folder to another, with `/`; both whole.
fn way(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let down = to.iter().skip(common).map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::way;
    use std::path::Path;

    #[test]
    fn the_way_goes_up_to_what_both_share() {
        let between = |a: &str, b: &str| way(Path::new(a), Path::new(b));
        assert_eq!(between("/r/mine", "/r/rural-fr"), "../rural-fr");
        assert_eq!(between("/s/mine/set", "/r/rural-fr"), "../../../r/rural-fr");
        assert_eq!(between("/r/rural-fr/mine", "/r/rural-fr"), "..");
    }
}

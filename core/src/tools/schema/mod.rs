//! JSON Schema (draft 7) of rule files and profiles, for editors that complete and underline. Keys are the checker's own
//! lists; what an expression says, and whether names exist, only `check` knows.

mod base;
mod cases;
mod parts;
mod profile;
mod resource;
mod scheme;
#[cfg(test)]
mod tests;

use crate::{Lang, RuleSet};
use scheme::Names;
use serde_json::{Map, Value, json};

/// The kinds of rule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
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
}

impl FileKind {
    const ALL: &'static [FileKind] = &[
        FileKind::Set,
        FileKind::Facts,
        FileKind::Parameters,
        FileKind::Regimes,
        FileKind::Providers,
        FileKind::Taxonomy,
        FileKind::Scheme,
        FileKind::Examples,
        FileKind::Persona,
        FileKind::Resource,
    ];

    /// The kind of that name.
    pub(crate) fn of(word: &str) -> Option<FileKind> {
        FileKind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// As people name it, and its schema's file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            FileKind::Set => "set",
            FileKind::Facts => "facts",
            FileKind::Parameters => "parameters",
            FileKind::Regimes => "regimes",
            FileKind::Providers => "providers",
            FileKind::Taxonomy => "taxonomy",
            FileKind::Scheme => "scheme",
            FileKind::Examples => "examples",
            FileKind::Persona => "persona",
            FileKind::Resource => "resource",
        }
    }
}

/// The schema of one kind of file, for any rule set.
pub(crate) fn rule_file(kind: FileKind) -> Value {
    let schema = match kind {
        FileKind::Set => base::set(),
        FileKind::Facts => base::facts(),
        FileKind::Parameters => base::parameters(),
        FileKind::Regimes => base::regimes(),
        FileKind::Providers => base::providers(),
        FileKind::Taxonomy => base::taxonomy(),
        FileKind::Scheme => scheme::scheme(&Names(None)),
        FileKind::Examples => cases::examples(),
        FileKind::Persona => cases::persona(),
        FileKind::Resource => resource::resource(),
    };
    headed(kind.word(), schema)
}

/// The schema of scheme files of one rule set: providers, documents, needs, regimes and groups are its own.
pub(crate) fn scheme(rule_set: &RuleSet) -> Value {
    headed("scheme", scheme::scheme(&Names(Some(rule_set.model()))))
}

/// The schema of profiles of one rule set.
pub(crate) fn profile(rule_set: &RuleSet, lang: Lang) -> Value {
    headed("profile", profile::profile(rule_set.model(), rule_set.places(), lang))
}

fn headed(title: &str, schema: Value) -> Value {
    let mut head = Map::new();
    head.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    head.insert("title".to_owned(), json!(format!("terreau: {title}")));
    if let Value::Object(body) = schema {
        head.extend(body);
    }
    Value::Object(head)
}

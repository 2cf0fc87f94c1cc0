//! What was wrong with what the engine was given, as data.

use super::{Code, Lang, Text};
use serde::Serialize;

/// Something that was wrong with what the engine was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Code, for tools and for `terreau explain`.
    pub code: String,
    /// Where: `facts.applicant.kind`, or `schemes/grant/x.yaml:12:7`.
    pub path: String,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

/// Everything that was wrong, in one answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
#[error("{}", self.to_json(Lang::En))]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub(crate) fn one(code: Code, path: &str, message: Text) -> Problems {
        Problems(vec![Problem { code: code.id().to_owned(), path: path.to_owned(), message, help: None }])
    }

    /// The problems as a JSON array of `{code, path, message, help}`, in one language.
    pub fn to_json(&self, lang: Lang) -> String {
        #[derive(Serialize)]
        struct Told<'a> {
            code: &'a str,
            path: &'a str,
            message: &'a str,
            help: Option<&'a str>,
        }
        let told: Vec<Told<'_>> = self
            .0
            .iter()
            .map(|p| Told {
                code: &p.code,
                path: &p.path,
                message: p.message.get(lang),
                help: p.help.as_ref().map(|h| h.get(lang)),
            })
            .collect();
        serde_json::to_string(&told).unwrap_or_default()
    }
}

//! What a code means, as plain data: the pages of `terreau explain`, taken apart.

use super::pages::PAGES;
use crate::{
    base::{Code, Lang, Problems, did_you_mean, tell},
    tools::findings,
};
use serde::Serialize;

/// What one code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodePage {
    /// The code: `E0201`.
    pub code: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// One line.
    pub title: &'static str,
    /// What it means, a paragraph each.
    pub text: Vec<String>,
    /// What not to write, then what to write instead.
    pub examples: Vec<CodeExample>,
}

/// One block of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeExample {
    /// What it shows is right; else it is what the code is about.
    pub right: bool,
    /// The file that it would stand in; empty when it is in none.
    pub file: &'static str,
    /// Its lines.
    pub lines: Vec<&'static str>,
}

impl CodePage {
    /// As JSON text: the same bytes from every door.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The page of a code in one language; upper and lower case are the same.
///
/// # Errors
/// When there is no such code; the nearest one is offered.
pub fn explain(asked: &str, lang: Lang) -> Result<CodePage, Problems> {
    let wanted = asked.to_uppercase();
    let Some(code) = Code::ALL.iter().find(|c| c.id() == wanted) else {
        let message = tell!("le code `{asked}` n'existe pas", "there is no code `{asked}`");
        let near = did_you_mean(&wanted, Code::ALL.iter().map(|c| c.id()));
        let mut problems = Problems::one(Code::BadOption, "code", message);
        let help = near.map_or_else(
            || tell!("`terreau explain` les liste", "`terreau explain` lists them"),
            |near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
        );
        problems.0.iter_mut().for_each(|p| p.help = Some(help.clone()));
        return Err(problems);
    };
    Ok(page(*code, lang))
}

/// Every code with its headline, in order.
pub fn codes(lang: Lang) -> Vec<CodeTitle> {
    Code::ALL.iter().map(|c| CodeTitle { code: c.id(), severity: word(*c), title: title(*c, lang) }).collect()
}

/// A code and its headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CodeTitle {
    /// The code: `E0201`.
    pub code: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// One line.
    pub title: &'static str,
}

fn word(code: Code) -> &'static str {
    findings::word(code.severity())
}

fn title(code: Code, lang: Lang) -> &'static str {
    let (fr, en) = code.title();
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

pub(crate) fn page(code: Code, lang: Lang) -> CodePage {
    let text = PAGES.iter().find(|(id, _)| *id == code.id()).map_or("", |(_, text)| *text);
    let mut page =
        CodePage { code: code.id(), severity: word(code), title: title(code, lang), text: vec![], examples: vec![] };
    let (mut section, mut paragraph, mut in_code) = ("", String::new(), false);
    for line in text.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            in_code = !in_code;
            if in_code {
                let file = fence.split_once("file=").map_or("", |(_, file)| file);
                page.examples.push(CodeExample { right: section == "Right", file, lines: vec![] });
            }
        } else if let (true, Some(example)) = (in_code, page.examples.last_mut()) {
            example.lines.push(line);
        } else if let Some(head) = line.strip_prefix("## ") {
            close(&mut page, &mut paragraph);
            section = head;
        } else if wanted(section, lang) {
            if line.is_empty() {
                close(&mut page, &mut paragraph);
            } else {
                paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
                paragraph.push_str(line);
            }
        }
    }
    close(&mut page, &mut paragraph);
    page
}

/// The paragraph gathered so far.
fn close(page: &mut CodePage, paragraph: &mut String) {
    if !paragraph.is_empty() {
        page.text.push(std::mem::take(paragraph));
    }
}

fn wanted(section: &str, lang: Lang) -> bool {
    match section {
        "Français" => lang == Lang::Fr,
        "English" => lang == Lang::En,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_in_both_languages() {
        for code in Code::ALL {
            for lang in [Lang::Fr, Lang::En] {
                let id = code.id();
                let told = page(*code, lang);
                assert!(
                    !told.text.is_empty(),
                    "{id} has no page: add core/pages/{id}.md and its line in tools/pages.rs"
                );
            }
        }
        assert_eq!(PAGES.len(), Code::ALL.len());
    }

    #[test]
    fn a_page_speaks_one_language_and_shows_wrong_before_right() {
        let told = page(Code::CutExpression, Lang::Fr);
        assert!(told.text[0].starts_with("Le YAML a coupé"), "{told:?}");
        assert_eq!(told.examples.iter().map(|e| e.right).collect::<Vec<_>>(), [false, true]);
        assert!(told.examples[1].lines.iter().any(|l| l.contains("if: '\"retail\" in project.sectors'")), "{told:?}");
    }

    #[test]
    fn a_code_that_does_not_exist_gets_the_nearest() {
        assert_eq!(explain("e0201", Lang::En).map(|p| p.code), Ok("E0201"));
        let refused = explain("E0211", Lang::En).expect_err("there is none").to_json(Lang::En);
        assert!(refused.contains("did you mean `E0201`?"), "{refused}");
    }
}

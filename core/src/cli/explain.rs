//! `terreau explain CODE`: what a code means, with an example.

use super::{
    page::{BAD, GOOD, Page, bold, dim, styled},
    pages::PAGES,
    terminal::{Exit, Stop, Terminal},
};
use crate::base::{Code, Lang, did_you_mean, tell};

/// Say what a code of `check` means, with an example · explique un code.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The code, for example E0201; without it, the list of all codes · le code.
    code: Option<String>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let Some(asked) = &args.code else {
        terminal.print(&list(terminal.lang))?;
        return Ok(Exit::Fine);
    };
    let wanted = asked.to_uppercase();
    let Some(code) = Code::ALL.iter().find(|c| c.id() == wanted) else {
        let message = tell!("le code `{asked}` n'existe pas", "there is no code `{asked}`");
        let near = did_you_mean(&wanted, Code::ALL.iter().map(|c| c.id()));
        let help = near.map_or_else(
            || tell!("`terreau explain` les liste", "`terreau explain` lists them"),
            |near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
        );
        return Err(terminal.fail(&message, Some(&help), Exit::Unusable));
    };
    terminal.print(&page(*code, terminal.lang))?;
    Ok(Exit::Fine)
}

fn title(code: Code, lang: Lang) -> &'static str {
    let (fr, en) = code.title();
    super::words::pick(lang, fr, en)
}

fn list(lang: Lang) -> String {
    let mut page = Page::default();
    let heads = [
        ('E', "Erreurs : les règles ne peuvent pas servir", "Errors: the rules cannot be used"),
        (
            'W',
            "Avertissements : la règle ne dit sans doute pas ce qu'elle voulait",
            "Warnings: the rule probably does not say what was meant",
        ),
        ('H', "Conseils", "Hints"),
        ('P', "Profils et options", "Profiles and options"),
    ];
    for (i, (letter, fr, en)) in heads.into_iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        page.line(bold(super::words::pick(lang, fr, en)));
        for code in Code::ALL.iter().filter(|c| c.id().starts_with(letter)) {
            page.line(format!("  {}  {}", code.id(), title(*code, lang)));
        }
    }
    page.text
}

/// The page of a code in one language: what it means, then the example, wrong and right.
fn page(code: Code, lang: Lang) -> String {
    let mut page = Page::default();
    page.line(format!("{}  {}", bold(code.id()), bold(title(code, lang))));
    page.blank();
    let text = PAGES.iter().find(|(id, _)| *id == code.id()).map_or("", |(_, text)| *text);
    let mut section = "";
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in text.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            in_code = !in_code;
            if let Some((_, file)) = fence.split_once("file=") {
                page.line(dim(format!("  # {file}")));
            }
        } else if let (false, Some(head)) = (in_code, line.strip_prefix("## ")) {
            told(&mut page, &mut paragraph);
            section = head;
            heading(&mut page, head, lang);
        } else if in_code {
            page.line(format!("  {line}"));
        } else if wanted(section, lang) {
            if line.is_empty() {
                told(&mut page, &mut paragraph);
            } else {
                paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
                paragraph.push_str(line);
            }
        }
    }
    told(&mut page, &mut paragraph);
    page.text
}

/// The paragraph gathered so far.
fn told(page: &mut Page, paragraph: &mut String) {
    if !paragraph.is_empty() {
        page.wrapped("", "", &std::mem::take(paragraph));
    }
}

fn wanted(section: &str, lang: Lang) -> bool {
    match section {
        "Français" => lang == Lang::Fr,
        "English" => lang == Lang::En,
        "" => false,
        _ => true,
    }
}

fn heading(page: &mut Page, section: &str, lang: Lang) {
    let told = match section {
        "Wrong" => styled(BAD, super::words::pick(lang, "À ne pas écrire", "Wrong")),
        "Right" => styled(GOOD, super::words::pick(lang, "À écrire", "Right")),
        _ => return,
    };
    page.blank();
    page.line(told);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_in_both_languages() {
        for code in Code::ALL {
            for lang in [Lang::Fr, Lang::En] {
                let told = page(*code, lang);
                assert!(
                    told.lines().count() > 3,
                    "{} has no page: add core/pages/{}.md and its line in cli/pages.rs",
                    code.id(),
                    code.id()
                );
            }
        }
        assert_eq!(PAGES.len(), Code::ALL.len());
    }

    #[test]
    fn a_page_speaks_one_language() {
        let told = page(Code::CutExpression, Lang::Fr);
        assert!(told.contains("Le YAML a coupé") && !told.contains("YAML cut your condition"), "{told}");
        assert!(told.contains("À écrire") && told.contains("if: '\"retail\" in project.sectors'"), "{told}");
    }
}

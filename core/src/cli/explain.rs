//! `terreau explain CODE`: what a code means, with an example.

use super::{
    page::{BAD, GOOD, Page, bold, dim, styled},
    terminal::{Exit, Stop, Terminal},
    words::pick,
};
use crate::{
    base::Lang,
    tools::explain::{CodePage, codes, explain},
};

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
    match explain(asked, terminal.lang) {
        Ok(page) => terminal.print(&told(&page, terminal.lang))?,
        Err(problems) => {
            let problem = problems.0.into_iter().next();
            let (message, help) = problem.map(|p| (p.message, p.help)).unwrap_or_default();
            return Err(terminal.fail(&message, help.as_ref(), Exit::Unusable));
        }
    }
    Ok(Exit::Fine)
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
        page.line(bold(pick(lang, fr, en)));
        for code in codes(lang).iter().filter(|c| c.code.starts_with(letter)) {
            page.line(format!("  {}  {}", code.code, code.title));
        }
    }
    page.text
}

/// The page of a code: what it means, then the example, wrong and right.
fn told(about: &CodePage, lang: Lang) -> String {
    let mut page = Page::default();
    page.line(format!("{}  {}", bold(about.code), bold(about.title)));
    page.blank();
    for paragraph in &about.text {
        page.wrapped("", "", paragraph);
    }
    let mut shown = None;
    for example in &about.examples {
        if shown != Some(example.right) {
            let (style, fr, en) =
                if example.right { (GOOD, "À écrire", "Right") } else { (BAD, "À ne pas écrire", "Wrong") };
            page.blank();
            page.line(styled(style, pick(lang, fr, en)));
            shown = Some(example.right);
        }
        if !example.file.is_empty() {
            page.line(dim(format!("  # {}", example.file)));
        }
        for line in &example.lines {
            page.line(format!("  {line}"));
        }
    }
    page.text
}

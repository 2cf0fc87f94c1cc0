//! `terreau describe DIR`: what a rule set can ask and what it can give.

use super::{
    Format,
    page::{BOLD, Page, WIDTH, bold, dim, plural},
    rules,
    terminal::{Exit, Stop, Terminal},
    words::pick,
};
use crate::{
    base::Lang,
    contract::{Asked, Catalogue, Offered},
    model::{Confidence, Kind},
};
use serde_json::json;
use std::path::PathBuf;

/// List the facts that can be asked and the schemes that can be obtained · décrit un jeu de règles.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule set's folder, or a bundle; by default the one around the current folder · le jeu de règles.
    #[arg(value_name = "DIR|BUNDLE")]
    rules: Option<PathBuf>,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    keep_going: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let path = rules::locate(args.rules.as_deref(), None, terminal)?;
    let rules = rules::ready(&path, args.keep_going, terminal)?;
    if args.format == Format::Json {
        let options = json!({ "lang": terminal.pick("fr", "en") }).to_string();
        let told = rules.describe_json(&options).map_err(|p| terminal.problems(&p))?;
        terminal.print(&format!("{told}\n"))?;
        return Ok(Exit::Fine);
    }
    let catalogue = rules.describe(terminal.lang);
    terminal.print(&told(&catalogue, terminal.lang))?;
    Ok(Exit::Fine)
}

fn told(c: &Catalogue, lang: Lang) -> String {
    let mut page = Page::default();
    let short: String = c.rule_set.fingerprint.chars().take(12).collect();
    page.line(bold(&c.title));
    page.line(dim(format!(
        "{} {} · {} {short}",
        c.rule_set.id,
        c.rule_set.version,
        pick(lang, "empreinte", "fingerprint")
    )));
    page.blank();
    page.rule(&format!("{} ({})", pick(lang, "Dispositifs", "Schemes"), c.schemes.len()), BOLD);
    for word in Kind::WORDS {
        let of: Vec<&Offered> = c.schemes.iter().filter(|s| s.kind == *word).collect();
        if let (Some(kind), false) = (Kind::parse(word), of.is_empty()) {
            page.line(format!("{} {}", bold(kind.label().get(lang)), dim(format!("({word})"))));
            of.iter().for_each(|s| scheme(&mut page, s, lang));
        }
    }
    page.blank();
    page.rule(&format!("{} ({})", pick(lang, "Faits", "Facts"), c.facts.len()), BOLD);
    let mut groups: Vec<(&str, &str)> = c.facts.iter().map(|f| (f.group.as_str(), f.group_label.as_str())).collect();
    groups.dedup();
    for (group, label) in groups {
        page.line(format!("{} {}", bold(label), dim(format!("({group})"))));
        c.facts.iter().filter(|f| f.group == group).for_each(|f| fact(&mut page, f, lang));
    }
    page.blank();
    page.rule(pick(lang, "Poids du score", "Score weights"), BOLD);
    for p in &c.presets {
        let weights: Vec<String> = p.weights.iter().map(|(line, w)| format!("{line} {w}")).collect();
        page.wrapped(
            "  ",
            "    ",
            &format!("{} {} {}", bold(&p.title), dim(format!("({})", p.preset)), weights.join(", ")),
        );
    }
    page.text
}

fn scheme(page: &mut Page, s: &Offered, lang: Lang) {
    let confidence = Confidence::parse(s.confidence).map_or_else(String::new, |c| c.label().get(lang).to_owned());
    let criteria = plural(s.criteria.len(), pick(lang, "critère", "criterion"), pick(lang, "critères", "criteria"));
    let facts = plural(s.facts.len(), pick(lang, "fait lu", "fact read"), pick(lang, "faits lus", "facts read"));
    page.wrapped("  ", "    ", &s.title);
    page.line(dim(format!("    {} · {} · {criteria} · {facts} · {confidence}", s.scheme, s.provider)));
}

fn fact(page: &mut Page, f: &Asked, lang: Lang) {
    let unit = f.unit.as_ref().map_or_else(String::new, |u| format!(" {u}"));
    let bounds = match (&f.from, &f.to) {
        (Some(from), Some(to)) if f.ty != "bool" => format!(" {from}…{to}"),
        _ => String::new(),
    };
    let derived = if f.derived { pick(lang, ", calculé", ", computed") } else { "" };
    let used = match (f.used_by, lang) {
        (0, Lang::Fr) => "lu par aucun dispositif".to_owned(),
        (0, Lang::En) => "read by no scheme".to_owned(),
        (n, Lang::Fr) => format!("lu par {}", plural(n as usize, "dispositif", "dispositifs")),
        (n, Lang::En) => format!("read by {}", plural(n as usize, "scheme", "schemes")),
    };
    page.line(format!("  {}  {}", f.fact, dim(format!("{}{unit}{bounds}{derived} · {used}", f.ty))));
    page.wrapped("    ", "    ", f.question.as_ref().unwrap_or(&f.label));
    if !f.values.is_empty() {
        let names: Vec<String> = f.values.iter().map(|(name, label)| format!("{name} ({label})")).collect();
        // long lists of values are for the JSON
        let text = names.join(", ");
        let shown = if text.chars().count() > 3 * WIDTH {
            plural(names.len(), pick(lang, "valeur", "value"), pick(lang, "valeurs", "values"))
        } else {
            text
        };
        page.wrapped("    ", "    ", &dim(shown));
    }
}

//! `terreau why SCHEME --profile PROFILE`: why, why not, what would change it, how the amount was computed.

use super::{
    Format, card,
    criteria::{Notes, Shown, Tree, legend},
    near,
    page::{FIELD_INDENT, Page, dim},
    recommend::{Asked, Case, header, options},
    terminal::{Exit, Stop, Terminal},
    words::Telling,
};
use crate::{
    RuleSet,
    base::{did_you_mean, tell},
    contract::{Detail, Options, Recommendation, Witness},
    eligibility::Verdict,
    explanation::{self, Words},
    model::Rule,
};
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};

/// Why a scheme fits a project, or not · pourquoi une aide convient à un projet, ou pas.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The scheme: its id, or enough of its title · le dispositif : son identifiant ou une partie de son titre.
    scheme: String,
    /// The project: a YAML or JSON profile, or a persona · le projet.
    #[arg(long, value_name = "PROFILE")]
    profile: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let case = Case::read(&args.profile, &args.asked, terminal)?;
    let scheme = find(&case.rules, &args.scheme, terminal)?;
    let options = options(&args.asked, Detail::Full, None, terminal);
    let mut report = case.report(&options, terminal)?;
    let reasons = reasons(&case, &options, &scheme);
    if let Some(told) = report.schemes.iter_mut().find(|s| s.scheme == scheme) {
        told.reasons = reasons;
    }
    let Some(told) = report.schemes.iter().find(|s| s.scheme == scheme) else { return Ok(Exit::Problems) };
    if args.format == Format::Json {
        terminal.print(&format!("{}\n", serde_json::to_string(told).unwrap_or_default()))?;
        return Ok(Exit::Fine);
    }
    let catalogue = case.rules.describe(terminal.lang);
    let telling = Telling { lang: terminal.lang, rules: &case.rules, catalogue: &catalogue, report: &report };
    let mut page = Page::default();
    header(&mut page, &telling, &case.profile);
    page.blank();
    tell_why(&mut page, &telling, told);
    terminal.print(&page.text)?;
    Ok(Exit::Fine)
}

/// The scheme that was meant: its id, or the only one whose id or title holds the words.
fn find(rules: &RuleSet, said: &str, terminal: &Terminal) -> Result<String, Stop> {
    let schemes = &rules.model().schemes;
    if schemes.iter().any(|s| s.id == said) {
        return Ok(said.to_owned());
    }
    let wanted = said.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let near: Vec<&str> = schemes
        .iter()
        .filter(|s| holds(&s.id) || holds(&s.title.fr) || holds(&s.title.en))
        .map(|s| s.id.as_str())
        .collect();
    let help = match near.as_slice() {
        [only] => return Ok((*only).to_owned()),
        [] => did_you_mean(said, schemes.iter().map(|s| s.id.as_str()))
            .map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?")),
        several => {
            let all = several.join(", ");
            Some(tell!("plusieurs conviennent : {all}", "several fit: {all}"))
        }
    };
    let help = help.unwrap_or_else(|| tell!("`terreau describe` les liste", "`terreau describe` lists them"));
    let message = tell!("quel dispositif est `{said}` ?", "which scheme is `{said}`?");
    Err(terminal.fail(&message, Some(&help), Exit::Unusable))
}

fn reasons(case: &Case, options: &Options, scheme: &str) -> Option<Vec<crate::contract::Sufficient>> {
    let profile = case.rules.read_profile(&case.profile.json, options).ok()?;
    let dated = case.rules.on(profile.as_of, &profile.filed);
    explanation::reasons_of(&dated, &profile, scheme, options.lang)
}

fn tell_why(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let mut notes = Notes::default();
    for r in &s.references {
        notes.mark(Some(r));
    }
    card::head(page, telling, s);
    page.field(telling.pick("Verdict", "Verdict"), &telling.verdict_told(s));
    page.field(telling.pick("Dépôt", "Window"), &telling.window(&s.window));
    card::origin(page, telling, s);
    page.blank();
    page.heading(telling.pick("Critères (tous doivent être remplis)", "Criteria (all must be met)"));
    let rule = |id: &str| condition(telling, &s.scheme, id);
    Tree { telling, rule: Some(&rule), shown: Shown::All }.draw(
        page,
        &s.criteria,
        &mut notes,
        &" ".repeat(FIELD_INDENT),
    );
    page.line(format!("{}{}", " ".repeat(FIELD_INDENT), legend(telling)));
    let application = telling.day(&s.window.application_date);
    let read =
        format!("{} {application}", telling.pick("Conditions et seuils lus au", "Conditions and thresholds read on"));
    page.line(dim(format!("{}{read}", " ".repeat(FIELD_INDENT))));
    page.blank();
    card::reasons(page, telling, s);
    near::near_miss(page, telling, s);
    card::missing(page, telling, s);
    if let Some(w) = &s.witness {
        witness(page, telling, w);
    }
    card::declared(page, telling, s);
    if let Some(a) = &s.amount {
        let amount = match s.verdict {
            Verdict::Ineligible => {
                telling.pair(telling.pick("si tout était rempli", "if all were met"), &telling.amount(a))
            }
            Verdict::Eligible | Verdict::Conditional | Verdict::Undetermined => telling.amount(a),
        };
        page.field(telling.pick("Montant", "Amount"), &amount);
        telling.trace(page, a);
        for (when, at) in
            [(("au plus bas si", "lowest if"), &a.at_low), (("au plus haut si", "highest if"), &a.at_high)]
        {
            if let Some(facts) = at.as_ref().filter(|f| !f.is_empty()) {
                page.field("", &telling.pair(telling.pick(when.0, when.1), &completion(telling, facts)));
            }
        }
    }
    page.blank();
    notes.list(page, telling);
}

/// Two sets of answers that settle the verdict.
fn witness(page: &mut Page, telling: &Telling<'_>, w: &Witness) {
    for (label, facts) in [(telling.pick("Oui si", "Yes if"), &w.yes), (telling.pick("Non si", "No if"), &w.no)] {
        let told = match facts {
            Some(facts) if facts.is_empty() => {
                telling.pick("ce qui se déclare le décide", "what is declared decides it").to_owned()
            }
            Some(facts) => completion(telling, facts),
            None => telling.pick("aucun exemple trouvé", "no example found").to_owned(),
        };
        page.field(label, &told);
    }
}

/// `densité : très peu dense ; apport : 12 000 €`.
fn completion(telling: &Telling<'_>, facts: &BTreeMap<String, Value>) -> String {
    let one = |(fact, value): (&String, &Value)| {
        // what a list adds up to is named `sum(finance.budget)`
        let (fold, key) = fact.split_once('(').map_or(("", fact.as_str()), |(f, k)| (f, k.trim_end_matches(')')));
        let label = telling.asked(key).map_or(key, |a| a.label.as_str());
        let fold = match fold {
            "sum" => telling.pick("total, ", "total, "),
            "count" => telling.pick("nombre, ", "number, "),
            "min" => telling.pick("le plus petit, ", "smallest, "),
            "max" => telling.pick("le plus grand, ", "largest, "),
            "exists" => telling.pick("au moins une ligne, ", "at least one record, "),
            _ => "",
        };
        telling.pair(&format!("{fold}{label}"), &telling.value(key, value))
    };
    facts.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

/// What a criterion computes, in words, when its author gave it another label.
fn condition(telling: &Telling<'_>, scheme: &str, criterion: &str) -> Option<String> {
    let model = telling.rules.model();
    let s = model.scheme(model.scheme_id(scheme)?)?;
    let c = s.criteria.iter().find(|c| c.id == criterion)?;
    match &c.rule {
        Rule::If(e) => Some(Words { model, lang: telling.lang }.condition(e)),
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) | Rule::Declared(_) => None,
    }
}

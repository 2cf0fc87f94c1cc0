//! `terreau recommend PROFILE`: the ranked, explained list for one project.

use super::{
    Format,
    card::card,
    criteria::legend,
    near,
    page::{BOLD, Page, bold, dim, plural},
    places,
    profile::{self, ProfileFile},
    robust, rules, support,
    table::rows,
    terminal::{Exit, Stop, Terminal},
    words::Telling,
};
use crate::{
    Group, RuleSet,
    base::{Code, Lang, tell},
    contract::{Detail, Options, Recommendation, Report, WeightsAsked},
    value::parse_day,
};
use clap::ValueEnum;
use std::path::PathBuf;

/// Rank every scheme for a project and say why · classe les aides pour un projet et dit pourquoi.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The project: a YAML or JSON profile, or a persona · le projet.
    profile: PathBuf,
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Print for people or for programs · pour des personnes ou des programmes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Tell of the first N schemes only · seulement les N premiers.
    #[arg(long, value_name = "N")]
    top: Option<u32>,
    /// How much to tell: a table, cards, or cards with minimal reasons · niveau de détail.
    #[arg(long, value_enum, default_value = "full")]
    detail: DetailAsked,
}

/// What every command that judges a project takes.
#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// The day to judge on, YYYY-MM-DD; wins over the profile's own · la date à laquelle juger.
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// The rules: a folder or a bundle; by default the set that the profile lies in · les règles.
    #[arg(long, value_name = "DIR|BUNDLE")]
    pub(super) rules: Option<PathBuf>,
    /// Named weights of the score, for example `cash_first` · jeu de poids du score.
    #[arg(long, value_name = "PRESET")]
    pub(super) weights: Option<String>,
    /// A list of places, for a bundle, which brings none: profiles may then name any commune · une liste de lieux.
    #[arg(long, value_name = "FILE")]
    pub(super) places: Option<PathBuf>,
    /// Leave broken schemes out, and say so, rather than stop · laisse de côté les dispositifs fautifs.
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DetailAsked {
    /// A table · un tableau.
    Brief,
    /// A card for each scheme · une fiche par dispositif.
    Full,
    /// Cards with the fewest facts that force each verdict · avec les raisons minimales.
    Reasons,
}

/// A project and the rules to judge it with, both read.
pub(super) struct Case {
    pub(super) rules: RuleSet,
    pub(super) profile: ProfileFile,
}

impl Case {
    pub(super) fn read(profile: &std::path::Path, asked: &Asked, terminal: &Terminal) -> Result<Case, Stop> {
        if let Some(text) = asked.as_of.as_ref().filter(|text| parse_day(text).is_none()) {
            let message = tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists");
            let help = tell!("une date s'écrit `2026-11-23`", "a date is written `2026-11-23`");
            return Err(terminal.fail(&message, Some(&help), Exit::Unusable));
        }
        let file = profile::read(profile, terminal)?;
        let place = rules::locate(asked.rules.as_deref(), Some(profile), terminal)?;
        let rules = rules::ready(&place, asked.keep_going, terminal)?;
        Ok(Case { rules: places::with(rules, asked.places.as_deref(), terminal)?, profile: file })
    }

    /// The whole answer.
    pub(super) fn report(&self, options: &Options, terminal: &Terminal) -> Result<Report, Stop> {
        self.rules.recommend(&self.profile.json, options).map_err(|p| self.complain(&p, terminal))
    }

    pub(super) fn complain(&self, problems: &crate::Problems, terminal: &Terminal) -> Stop {
        // what is wrong with the request stands in no file
        if problems.0.iter().all(|p| p.code == Code::BadOption.id()) {
            terminal.problems(problems);
            return Stop(Exit::Unusable);
        }
        self.profile.complain(problems, terminal)
    }
}

/// The options of a request, as every door takes them.
pub(super) fn options(asked: &Asked, detail: Detail, top: Option<u32>, terminal: &Terminal) -> Options {
    let weights = asked.weights.clone().map(WeightsAsked::Preset);
    Options { as_of: asked.as_of.clone(), lang: terminal.lang, weights, top, detail, near: true }
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let case = Case::read(&args.profile, &args.asked, terminal)?;
    let detail = match args.detail {
        DetailAsked::Brief => Detail::Brief,
        DetailAsked::Full => Detail::Full,
        DetailAsked::Reasons => Detail::Reasons,
    };
    if args.format == Format::Json {
        let report = case.report(&options(&args.asked, detail, args.top, terminal), terminal)?;
        let answer = serde_json::to_string(&report).unwrap_or_default();
        terminal.print(&format!("{answer}\n"))?;
        return Ok(Exit::Fine);
    }
    // the table says what stands against a refused scheme, which a brief answer leaves out
    let told = if args.detail == DetailAsked::Brief { Detail::Full } else { detail };
    let report = case.report(&options(&args.asked, told, args.top, terminal), terminal)?;
    let catalogue = case.rules.describe(terminal.lang);
    let telling = Telling { lang: terminal.lang, rules: &case.rules, catalogue: &catalogue, report: &report };
    let mut page = Page::default();
    header(&mut page, &telling, &case.profile);
    body(&mut page, &telling, args.detail);
    near::changes(&mut page, &telling);
    if args.detail != DetailAsked::Brief {
        robust::robustness(&mut page, &telling);
    }
    footer(&mut page, &telling, args);
    terminal.print(&page.text)?;
    Ok(Exit::Fine)
}

/// The list as a table, with whose project and which rules above it.
pub(super) fn table(case: &Case, report: &Report, lang: Lang) -> String {
    let catalogue = case.rules.describe(lang);
    let telling = Telling { lang, rules: &case.rules, catalogue: &catalogue, report };
    let mut page = Page::default();
    header(&mut page, &telling, &case.profile);
    body(&mut page, &telling, DetailAsked::Brief);
    page.text
}

const GROUPS: [Group; 4] = [Group::Now, Group::Later, Group::Not, Group::Closed];

fn count(report: &Report, g: Group) -> u32 {
    match g {
        Group::Now => report.counts.now,
        Group::Later => report.counts.later,
        Group::Not => report.counts.not,
        Group::Closed => report.counts.closed,
    }
}

/// Whose project, which rules, which day, which weights.
pub(super) fn header(page: &mut Page, telling: &Telling<'_>, profile: &ProfileFile) {
    let report = telling.report;
    if let Some(title) = profile.title(telling.lang) {
        page.line(bold(title));
    }
    if let Some(story) = profile.story(telling.lang) {
        page.wrapped("", "", &story);
        page.blank();
    }
    let id = &report.rule_set;
    let short: String = id.fingerprint.chars().take(12).collect();
    let rules = format!(
        "{} ({} {}, {} {short})",
        telling.catalogue.title,
        id.id,
        id.version,
        telling.pick("empreinte", "fingerprint")
    );
    page.line(telling.pair(telling.pick("Règles", "Rules"), &rules));
    let preset = report.weights.preset.as_ref().map(|p| {
        let named = telling.catalogue.presets.iter().find(|x| x.preset == *p);
        let by = report.weights.layer.as_ref().map_or_else(String::new, |l| format!(", {l}"));
        format!("{} ({p}{by})", named.map_or(p.as_str(), |x| x.title.as_str()))
    });
    let day = format!("{} {}", telling.pick("Jugé au", "Judged on"), telling.day(&report.as_of));
    let weights = preset.map_or_else(String::new, |p| {
        format!(" · {}", telling.pair(telling.pick("poids du score", "score weights"), &p))
    });
    page.line(format!("{day}{weights}"));
    if !report.left_out.is_empty() {
        let names = report.left_out.join(", ");
        page.wrapped(
            "",
            "",
            &telling.pair(
                telling
                    .pick("Laissés de côté, car leurs règles ont des erreurs", "Left out, as their rules have errors"),
                &names,
            ),
        );
    }
}

fn body(page: &mut Page, telling: &Telling<'_>, detail: DetailAsked) {
    let of = |g: Group| telling.report.schemes.iter().filter(|s| s.group == g).collect::<Vec<&Recommendation>>();
    for g in GROUPS {
        let total = count(telling.report, g);
        let schemes = of(g);
        if total == 0 {
            continue;
        }
        page.blank();
        page.rule(&format!("{} ({total})", telling.group(g)), BOLD);
        rows(page, telling, &schemes);
        let hidden = (total as usize).saturating_sub(schemes.len());
        if hidden > 0 {
            page.line(dim(format!("      {}", cut(hidden, telling.lang))));
        }
    }
    support::helpers(page, telling);
    support::sheets(page, telling);
    if detail == DetailAsked::Brief {
        return;
    }
    page.blank();
    page.line(telling.pair(telling.pick("Signes", "Marks"), &legend(telling)));
    for g in GROUPS {
        let schemes = of(g);
        if schemes.is_empty() {
            continue;
        }
        page.blank();
        page.rule(telling.group(g), BOLD);
        page.blank();
        for s in schemes {
            card(page, telling, s);
        }
    }
}

fn cut(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("et {} (--top)", plural(n, "autre", "autres")),
        Lang::En => format!("and {} more (--top)", n),
    }
}

/// Where to go from here.
fn footer(page: &mut Page, telling: &Telling<'_>, args: &Args) {
    let Some(first) = telling.report.schemes.first() else { return };
    let profile = crate::load::folder::shown(&args.profile);
    page.blank();
    let command = format!("terreau why {} --profile {profile}", first.scheme);
    page.line(dim(telling.pair(telling.pick("Le détail d'un dispositif", "One scheme in detail"), &command)));
}

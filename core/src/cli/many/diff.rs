//! `terreau diff OLD NEW --table TABLE`: who gains and who loses among the projects of a table.

use super::{bar, columns::Columns, cores, read, unusable};
use crate::{
    RuleSet,
    base::Lang,
    cli::{
        page::{BOLD, Page, dim},
        terminal::{Stop, Terminal},
        words::pick,
    },
    contract::{Decimal, EurosMoved, SchemeMoved, TableDiff, TableDiffOptions},
    explanation::number,
    slices,
    value::Ratio,
};
use std::path::PathBuf;

/// The table on which two rule sets are compared.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(in crate::cli) struct Args {
    /// A table of projects to count who gains and who loses · une table de projets, pour compter gagnants et perdants.
    #[arg(long, value_name = "TABLE", conflicts_with = "only")]
    pub(in crate::cli) table: Option<PathBuf>,
    /// Leave out columns that are no facts · laisse de côté les autres colonnes de la table.
    #[arg(long, requires = "table")]
    ignore_extra: bool,
    /// Set aside projects with bad cells rather than stop · met de côté les projets mal renseignés.
    #[arg(long, requires = "table")]
    problems_aside: bool,
    /// Threads to work on; all cores by default · nombre de fils d'exécution.
    #[arg(long, value_name = "N", requires = "table")]
    threads: Option<u32>,
}

/// Compares both on the table that was asked for, if one was.
pub(in crate::cli) fn compare(
    args: &Args,
    [old, new]: [&RuleSet; 2],
    as_of: &str,
    terminal: &Terminal,
) -> Result<Option<TableDiff>, Stop> {
    let Some(path) = &args.table else { return Ok(None) };
    let table = read::open(path, terminal)?;
    let options = TableDiffOptions {
        as_of: Some(as_of.to_owned()),
        lang: terminal.lang,
        ignore_extra: args.ignore_extra,
        report_errors: args.problems_aside,
        threads: args.threads.or_else(|| Some(cores())),
    };
    let compared = old.compare_tables(new, &table.schema(), &options);
    let mut compared = compared.map_err(|p| unusable(&p, terminal))?;
    let bar = bar(terminal);
    for batch in table {
        let batch = batch.map_err(|e| read::broken(path, &e, terminal))?;
        for slice in slices(&batch) {
            compared.slice(&slice).map_err(|p| terminal.problems(&p))?;
            bar.inc(slice.num_rows() as u64);
        }
    }
    bar.finish_and_clear();
    Ok(Some(compared.finish()))
}

/// Who gains and who loses, for people.
pub(in crate::cli) fn put(page: &mut Page, told: &TableDiff, lang: Lang) {
    page.blank();
    page.rule(pick(lang, "Sur les projets de la table", "On the projects of the table"), BOLD);
    page.wrapped("", "", &told.summary);
    if told.set_aside > 0 {
        let aside = whole(told.set_aside, lang);
        page.line(match lang {
            Lang::Fr => format!("mis de côté : {aside}"),
            Lang::En => format!("set aside: {aside}"),
        });
    }
    if told.schemes.is_empty() {
        return;
    }
    page.blank();
    projects(page, &told.schemes, lang);
    if told.schemes.iter().any(has_money) {
        page.blank();
        money(page, &told.schemes, lang);
    }
    page.blank();
    let same = whole(told.same.into(), lang);
    page.line(dim(match lang {
        Lang::Fr => format!("dispositifs sans changement pour ces projets : {same}"),
        Lang::En => format!("schemes that change for none of these projects: {same}"),
    }));
}

/// How many projects gain each scheme, lose it, keep it with more or less.
fn projects(page: &mut Page, schemes: &[SchemeMoved], lang: Lang) {
    let heads = match lang {
        Lang::Fr => ["gagnent", "perdent", "gardent", "dont plus", "dont moins"],
        Lang::En => ["gain", "lose", "keep", "with more", "with less"],
    };
    let columns = Columns::begin(page, &heads, 8);
    for s in schemes {
        let counts = [s.gain, s.lose, s.keep, s.higher, s.lower].map(|n| whole(n, lang));
        columns.row(page, &s.title, &counts);
    }
}

/// The same in euros, by the least and by the most that each scheme brings.
fn money(page: &mut Page, schemes: &[SchemeMoved], lang: Lang) {
    let heads = match lang {
        Lang::Fr => ["gagné, au moins", "perdu", "gagné, au plus", "perdu"],
        Lang::En => ["gained, at least", "lost", "gained, at most", "lost"],
    };
    let columns = Columns::begin(page, &heads, 12);
    for s in schemes.iter().filter(|s| has_money(s)) {
        let least = [s.low.gained, s.low.lost].map(|sum| euros(sum, lang));
        let open = if s.uncapped > 0 { "≥ " } else { "" };
        let most = [s.high.gained, s.high.lost].map(|sum| format!("{open}{}", euros(sum, lang)));
        columns.row(page, &s.title, &[least, most].concat());
    }
    if schemes.iter().any(|s| s.uncapped > 0) {
        page.line(dim(pick(
            lang,
            "≥ : pour certains projets, aucune règle ne dit le plus",
            "≥: for some projects, no rule says the most",
        )));
    }
}

fn has_money(s: &SchemeMoved) -> bool {
    let moved = |e: &EurosMoved| [e.gained, e.lost].iter().any(|sum| sum.is_none_or(|d| d.mantissa != 0));
    moved(&s.low) || moved(&s.high) || s.uncapped > 0
}

fn whole(n: u64, lang: Lang) -> String {
    number(i64::try_from(n).map_or(Ratio::ZERO, Ratio::int), 0, lang)
}

/// A sum that an answer cannot hold is only known to be large.
fn euros(sum: Option<Decimal>, lang: Lang) -> String {
    let told = sum.map(|d| format!("{}\u{a0}€", number(Ratio::scaled(d.mantissa, d.scale), 2, lang)));
    told.unwrap_or_else(|| pick(lang, "> 9 999 milliards", "> 9,999 billion").to_owned())
}

//! `terreau notice PROFILE`: how the list was made, for the person whom it is about.

use super::{
    html,
    page::{BOLD, Page, bold, dim},
    recommend::{Asked, Case, options},
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    base::Lang,
    contract::{Detail, Notice, NoticeTable},
};
use clap::ValueEnum;
use std::path::PathBuf;

/// Say how the list was made: data, weights, operations, result · explique comment la liste a été établie.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The project: a YAML or JSON profile, or a persona · le projet.
    profile: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// What to print · ce qu'il faut écrire.
    #[arg(long, value_enum, default_value = "text")]
    format: NoticeFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NoticeFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// One page to print or to send.
    Html,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Stop> {
    let case = Case::read(&args.profile, &args.asked, terminal)?;
    let options = options(&args.asked, Detail::Full, None, terminal);
    let notice = case.rules.notice(&case.profile.json, &options).map_err(|p| case.complain(&p, terminal))?;
    let project = case.profile.title(terminal.lang);
    terminal.print(&match args.format {
        NoticeFormat::Text => text(&notice, project.as_deref(), terminal.lang),
        NoticeFormat::Json => format!("{}\n", serde_json::to_string(&notice).unwrap_or_default()),
        NoticeFormat::Html => page(&notice, project.as_deref()),
    })?;
    Ok(Exit::Fine)
}

fn text(notice: &Notice, project: Option<&str>, lang: Lang) -> String {
    let mut page = Page::default();
    page.line(bold(&notice.title));
    if let Some(project) = project {
        page.line(project);
    }
    page.line(dim(rules(notice)));
    page.wrapped("", "", &dim(&notice.law.title));
    for section in &notice.sections {
        page.blank();
        page.rule(&section.title, BOLD);
        for paragraph in &section.paragraphs {
            page.wrapped("", "", paragraph);
        }
        section.tables.iter().for_each(|t| table(&mut page, t, lang));
    }
    page.text
}

fn rules(notice: &Notice) -> String {
    let id = &notice.rule_set.id;
    format!("{} ({} {}, {})", notice.rule_set.title, id.id, id.version, id.fingerprint)
}

/// A row is an item: what its first column names, what the second says of it, and the others with their names.
fn table(page: &mut Page, table: &NoticeTable, lang: Lang) {
    page.blank();
    page.heading(&table.title);
    let colon = if lang == Lang::Fr { " : " } else { ": " };
    for row in &table.rows {
        let [first, second, rest @ ..] = row.as_slice() else { continue };
        let others = table.columns.iter().skip(2).zip(rest).filter(|(_, cell)| !cell.is_empty());
        let others: Vec<String> = others.map(|(column, cell)| format!("{column}{colon}{cell}")).collect();
        let rest = if others.is_empty() { String::new() } else { format!(" ({})", others.join(" · ")) };
        page.item(&format!("{}{colon}{second}{}", bold(first), dim(rest)));
    }
}

fn page(notice: &Notice, project: Option<&str>) -> String {
    let prose = html::prose;
    let mut body = String::new();
    for line in project.into_iter().chain([rules(notice).as_str(), notice.law.title.as_str()]) {
        body.push_str(&format!("<p>{}</p>\n", prose(line)));
    }
    for section in &notice.sections {
        body.push_str(&format!("<h2>{}</h2>\n", prose(&section.title)));
        section.paragraphs.iter().for_each(|p| body.push_str(&format!("<p>{}</p>\n", prose(p))));
        section.tables.iter().for_each(|t| body.push_str(&html_table(t)));
    }
    html::page(notice.lang, &notice.title, &body, (&notice.rule_set.id, &notice.as_of))
}

fn html_table(table: &NoticeTable) -> String {
    let cells = |cells: &[String], tag: &str| -> String {
        cells.iter().map(|c| format!("<{tag}>{}</{tag}>", html::prose(c))).collect()
    };
    let head = cells(&table.columns, "th");
    let rows: String = table.rows.iter().map(|r| format!("<tr>{}</tr>\n", cells(r, "td"))).collect();
    let title = html::prose(&table.title);
    format!(
        "<h3>{title}</h3>\n<div class=\"wide\"><table class=\"texts\"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
}

//! Who can help, and what others did: two short sections under the list.

use super::{
    page::{BOLD, Page, bold, dim},
    words::Telling,
};
use crate::{
    contract::{Helper, NeedTold, Sheet},
    eligibility::Verdict,
};

/// Helpers named for one need; the JSON answer names all.
const HELPERS: usize = 3;

/// Needs that are sure, each with those who help here; the others are counted.
pub(super) fn helpers(page: &mut Page, telling: &Telling<'_>) {
    let needs = &telling.report.needs;
    if needs.is_empty() {
        return;
    }
    page.blank();
    page.rule(telling.pick("Qui peut aider", "Who can help"), BOLD);
    let brakes: Vec<&str> = telling.report.brakes.iter().filter(|b| b.sure).map(|b| b.label.as_str()).collect();
    if !brakes.is_empty() {
        page.wrapped("", "  ", &telling.pair(telling.pick("Freins rencontrés", "Brakes met"), &brakes.join(" · ")));
    }
    for need in needs.iter().filter(|n| n.sure) {
        page.item(&format!("{} {}", bold(telling.pair(&need.title, "").trim_end()), told(telling, need)));
    }
    let open: Vec<&str> = needs.iter().filter(|n| !n.sure).map(|n| n.title.as_str()).collect();
    if !open.is_empty() {
        let label = telling.pick("Selon ce qui reste à dire", "Depending on what is still to be said");
        let indent = " ".repeat(5);
        page.wrapped(&indent, &indent, &dim(telling.pair(label, &open.join(" · "))));
    }
}

fn told(telling: &Telling<'_>, need: &NeedTold) -> String {
    if need.helpers.is_empty() {
        return telling.pick("personne dans ce jeu de règles", "nobody in this rule set").to_owned();
    }
    let named: Vec<String> = need.helpers.iter().take(HELPERS).map(|h| helper(telling, h)).collect();
    let more = need.helpers.len().saturating_sub(HELPERS);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{}{more}", named.join(" ; "))
}

fn helper(telling: &Telling<'_>, h: &Helper) -> String {
    let open = if h.verdict == Verdict::Undetermined { telling.pick(", à préciser", ", to be settled") } else { "" };
    let link = h.url.as_ref().or(h.provider.url.as_ref()).map_or_else(String::new, |u| format!(", {u}"));
    let contact = h.contact.as_ref().map_or_else(String::new, |c| format!(", {c}"));
    format!("{}{contact}{link}{open}", h.title)
}

/// Experiences first, then guides; each with why it is shown.
pub(super) fn sheets(page: &mut Page, telling: &Telling<'_>) {
    let (lived, guides): (Vec<&Sheet>, Vec<&Sheet>) =
        telling.report.resources.iter().partition(|s| s.kind == "experience");
    section(page, telling, telling.pick("Ils l'ont fait", "Others did it"), &lived);
    section(page, telling, telling.pick("À lire", "Worth reading"), &guides);
}

fn section(page: &mut Page, telling: &Telling<'_>, title: &str, sheets: &[&Sheet]) {
    if sheets.is_empty() {
        return;
    }
    page.blank();
    page.rule(title, BOLD);
    for s in sheets {
        sheet(page, telling, s);
    }
}

fn sheet(page: &mut Page, telling: &Telling<'_>, s: &Sheet) {
    let years = match (s.from, s.to) {
        (Some(a), Some(b)) if a != b => format!("{a}–{b}"),
        (Some(a), _) => a.to_string(),
        (None, to) => to.map_or_else(String::new, |b| b.to_string()),
    };
    let about: Vec<&str> = [s.place.as_deref().unwrap_or(""), &years].into_iter().filter(|t| !t.is_empty()).collect();
    let about = if about.is_empty() { String::new() } else { dim(format!(" ({})", about.join(", "))) };
    page.item(&format!("{}{about}", bold(&s.title)));
    let indent = " ".repeat(9);
    page.wrapped(&indent, &indent, &s.summary);
    let reasons: Vec<&str> = s.reasons.iter().map(|r| r.label.as_str()).collect();
    let alike = s
        .similarity
        .as_ref()
        .map_or_else(String::new, |x| format!(" · {} {}/1000", telling.pick("ressemblance", "likeness"), x.points));
    page.wrapped(&indent, &indent, &dim(format!("{}{alike}", reasons.join(" · "))));
    if let Some(source) = s.references.first() {
        let link = source.url.as_deref().unwrap_or(&source.title);
        page.wrapped(&indent, &indent, &dim(format!("{link} ({})", s.confidence_label)));
    }
}

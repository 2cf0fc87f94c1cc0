//! What would change a refusal, and which changes of the project would open most.

use super::{
    page::{BOLD, FIELD_INDENT, Page, dim, plural, styled},
    words::Telling,
};
use crate::{
    contract::{Alternative, Decimal, NearMiss, ProjectChange, Recommendation},
    eligibility::Verdict,
};

/// Changes shown for one scheme.
const MOST_HERE: usize = 6;
/// Changes shown for the whole list.
const MOST_CHANGES: usize = 6;
/// Schemes named in one line.
const MOST_NAMES: usize = 3;

/// Near misses of a refused scheme.
pub(super) fn near_miss(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    if s.verdict != Verdict::Ineligible {
        return;
    }
    page.heading(telling.pick("Ce qui changerait la réponse", "What would change the answer"));
    let Some(near) = &s.near_miss else {
        let nothing = match s.window.state {
            "closed" => telling.pick("rien : le dispositif est fermé", "nothing: the scheme is closed"),
            _ => telling.pick(
                "rien de ce qui peut changer dans ce projet, du moins en quatre changements",
                "nothing that can change in this project, in four changes at most",
            ),
        };
        return page.item(nothing);
    };
    alternatives(page, telling, s, &near.best);
    if !near.others.is_empty() {
        page.heading(telling.pick("Ou, avec plus d'efforts", "Or, with more effort"));
        alternatives(page, telling, s, &near.others);
    }
    limits(page, telling, near);
}

fn alternatives(page: &mut Page, telling: &Telling<'_>, s: &Recommendation, all: &[Alternative]) {
    for a in all.iter().take(MOST_HERE) {
        page.item(&format!("{} → {}", a.change.label, becomes(telling, a)));
        detail(page, &format!("{}{}", takes(telling, &a.change), elsewhere(telling, s, &a.change)));
    }
    let hidden = all.len().saturating_sub(MOST_HERE);
    if hidden > 0 {
        page.item(&dim(more(telling, hidden)));
    }
}

fn more(telling: &Telling<'_>, n: usize) -> String {
    let others = plural(n, telling.pick("autre", "more"), telling.pick("autres", "more"));
    format!("{}{others}", telling.pick("et ", "and "))
}

fn limits(page: &mut Page, telling: &Telling<'_>, near: &NearMiss) {
    if near.truncated {
        page.item(&dim(telling.pick(
            "la recherche a atteint sa limite : il peut y en avoir d'autres",
            "the search met its limit: there may be others",
        )));
    } else if !near.proved {
        page.item(&dim(telling.pick(
            "des valeurs dépendent l'une de l'autre : un changement plus petit n'est pas exclu",
            "values hang together: a smaller change is not ruled out",
        )));
    }
}

fn becomes(telling: &Telling<'_>, a: &Alternative) -> String {
    match a.verdict {
        Verdict::Eligible => telling.pick("éligible", "eligible").to_owned(),
        Verdict::Conditional => {
            telling.pick("sous condition de ce qui se déclare", "conditional on what is declared").to_owned()
        }
        Verdict::Undetermined | Verdict::Ineligible => {
            let label = |fact: &String| telling.asked(fact).map_or(fact.clone(), |asked| asked.label.clone());
            let facts: Vec<String> = a.missing.iter().map(label).collect();
            let open = telling.pick("à préciser, selon", "to be settled, depending on");
            format!("{open} {}", facts.join(" ; "))
        }
    }
}

/// Effort and time.
fn takes(telling: &Telling<'_>, change: &ProjectChange) -> String {
    let of = change.moves.len() * 5;
    let effort = format!("{} {} {} {of}", telling.pick("effort", "effort"), change.effort, telling.pick("sur", "of"));
    let months = match change.lead_months {
        0 => String::new(),
        n => format!(
            ", {} {n} {}",
            telling.pick("environ", "about"),
            telling.pick("mois", if n > 1 { "months" } else { "month" })
        ),
    };
    let partner = change.moves.iter().any(|m| m.by == "partner");
    let by = if partner { telling.pick(", dépend d'un partenaire", ", up to a partner") } else { "" };
    format!("{effort}{months}{by}")
}

/// `label : text` whose colon stays with the label.
fn pair(telling: &Telling<'_>, label: &str, text: &str) -> String {
    format!("{label}{} {text}", telling.pick("\u{a0}:", ":"))
}

/// What the change brings and takes beside this scheme.
fn elsewhere(telling: &Telling<'_>, s: &Recommendation, change: &ProjectChange) -> String {
    let gained: Vec<&str> = change.gains.iter().map(|g| g.scheme.as_str()).filter(|id| *id != s.scheme).collect();
    let lost: Vec<&str> = change.losses.iter().map(String::as_str).collect();
    let mut told = String::new();
    if !gained.is_empty() {
        let names = names(telling, &gained);
        told.push_str(&format!(" ; {}", pair(telling, telling.pick("ouvre aussi", "also opens"), &names)));
    }
    if !lost.is_empty() {
        told.push_str(&format!(" ; {}", pair(telling, telling.pick("ferme", "closes"), &names(telling, &lost))));
    }
    told
}

fn names(telling: &Telling<'_>, ids: &[&str]) -> String {
    let title = |id: &&str| {
        let offered = telling.catalogue.schemes.iter().find(|s| s.scheme == **id);
        offered.map_or_else(|| (*id).to_owned(), |s| s.title.clone())
    };
    let mut all: Vec<String> = ids.iter().take(MOST_NAMES).map(title).collect();
    let hidden = ids.len().saturating_sub(MOST_NAMES);
    if hidden > 0 {
        all.push(more(telling, hidden));
    }
    all.join(" ; ")
}

fn detail(page: &mut Page, text: &str) {
    let indent = " ".repeat(FIELD_INDENT + 4);
    page.wrapped(&indent, &indent, &dim(text));
}

/// The changes that would open most, over the whole list.
pub(super) fn changes(page: &mut Page, telling: &Telling<'_>) {
    let Some(changes) = telling.report.changes.as_ref().filter(|c| !c.is_empty()) else { return };
    page.blank();
    let title = telling.pick("Ce qui ouvrirait d'autres possibilités", "What would open more");
    page.rule(title, BOLD);
    for change in changes.iter().take(MOST_CHANGES) {
        page.item(&format!("{} {}", styled(BOLD, &change.label), dim(format!("({})", takes(telling, change)))));
        let ids: Vec<&str> = change.gains.iter().map(|g| g.scheme.as_str()).collect();
        if !ids.is_empty() {
            counted(page, telling, "+", &ids, &money(telling, change));
        }
        let opens: Vec<&str> = change.opens.iter().map(String::as_str).collect();
        if !opens.is_empty() {
            counted(
                page,
                telling,
                "?",
                &opens,
                telling.pick(", selon des réponses qui manquent", ", depending on missing answers"),
            );
        }
        let lost: Vec<&str> = change.losses.iter().map(String::as_str).collect();
        if !lost.is_empty() {
            counted(page, telling, "−", &lost, "");
        }
    }
}

fn counted(page: &mut Page, telling: &Telling<'_>, sign: &str, ids: &[&str], rest: &str) {
    let count = plural(ids.len(), telling.pick("dispositif", "scheme"), telling.pick("dispositifs", "schemes"));
    let head = format!("{sign} {count}{rest}");
    let indent = " ".repeat(FIELD_INDENT + 4);
    page.wrapped(&indent, &format!("{indent}  "), &pair(telling, &head, &names(telling, ids)));
}

/// `, up to 23,000 € given and 5,000 € lent`.
fn money(telling: &Telling<'_>, change: &ProjectChange) -> String {
    let part = |euros: Decimal, word: &str| (euros.mantissa > 0).then(|| format!("{} {word}", telling.euros(euros)));
    let given = part(change.given, telling.pick("versés", "given"));
    let lent = part(change.lent, telling.pick("prêtés", "lent"));
    let parts: Vec<String> = given.into_iter().chain(lent).collect();
    if parts.is_empty() {
        return String::new();
    }
    let and = telling.pick(" et ", " and ");
    let more = if change.uncapped > 0 { telling.pick(", et plus", ", and more") } else { "" };
    format!(", {} {}{more}", telling.pick("jusqu'à", "up to"), parts.join(and))
}

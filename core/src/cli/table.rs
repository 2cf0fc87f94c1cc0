//! The list at a glance: one line for each scheme, its place, verdict, amount, window and score.

use super::{
    page::{BAD, Page, bold, dim, padded, right, styled, wrap},
    words::Telling,
};
use crate::{
    Group,
    contract::{Criterion, Recommendation},
    value::Truth,
};

const TITLE: usize = 30;
const VERDICT: usize = 14;
const AMOUNT: usize = 18;
const WINDOW: usize = 19;

/// The schemes of one group as lines of a table.
pub(super) fn rows(page: &mut Page, telling: &Telling<'_>, schemes: &[&Recommendation]) {
    let possible = schemes.first().is_some_and(|s| matches!(s.group, Group::Now | Group::Later));
    if possible {
        let amount = right(telling.pick("montant", "amount"), AMOUNT);
        let head = [telling.pick("verdict", "verdict"), telling.pick("dépôt", "window")];
        let [verdict, window] = head;
        let score = telling.pick("score /1000", "score /1000");
        let title = padded("", TITLE + 5);
        page.line(dim(format!(
            "{title}{}{amount}  {}{score}",
            padded(verdict, VERDICT + 1),
            padded(window, WINDOW + 1)
        )));
    }
    for s in schemes {
        if possible { possible_row(page, telling, s) } else { refused_row(page, telling, s) }
    }
}

fn possible_row(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let titles = wrap(&s.title, TITLE);
    let (style, verdict) = telling.verdict(s);
    let place = right(&s.place.to_string(), 3);
    let title = padded(&bold(titles.first().map_or("", String::as_str)), TITLE);
    let verdict = padded(&styled(style, verdict), VERDICT);
    let amount = right(&telling.amount_short(s.amount.as_ref()), AMOUNT);
    let window = padded(&telling.window_short(&s.window), WINDOW);
    let score = telling.points_short(s.score.low, s.score.high);
    page.line(format!("{place}  {title} {verdict} {amount}  {window} {score}"));
    for more in titles.iter().skip(1) {
        page.line(format!("     {}", bold(more)));
    }
    brought_by(page, telling, s, "     ");
}

/// Which of several rule sets the line comes from.
fn brought_by(page: &mut Page, telling: &Telling<'_>, s: &Recommendation, indent: &str) {
    if let Some(told) = telling.brought_by(s, false) {
        page.line(dim(format!("{indent}{}", telling.pair(telling.pick("règles", "rules"), &told))));
    }
}

/// A refused scheme has no amount to compare: what stands against it takes the place.
fn refused_row(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let against = match s.group {
        Group::Closed => telling.window(&s.window),
        Group::Now | Group::Later | Group::Not => {
            let failing: Vec<String> = s.failing.iter().filter_map(|id| failing_label(&s.criteria, id)).collect();
            failing.join(" ; ")
        }
    };
    page.line(format!("      {}", bold(&s.title)));
    brought_by(page, telling, s, "        ");
    page.wrapped(&format!("        {} ", styled(BAD, "✗")), "          ", &against);
}

fn failing_label(criteria: &[Criterion], id: &str) -> Option<String> {
    criteria.iter().find(|c| c.id == id && c.truth != Truth::Yes).map(|c| c.label.clone())
}

//! How far the weights may move before the first places change.

use super::{
    page::{BOLD, Page, dim, padded, right},
    words::Telling,
};
use crate::contract::{Overtaking, Robustness};

/// The range of every line, with who passes whom beyond it.
pub(super) fn robustness(page: &mut Page, telling: &Telling<'_>) {
    let lines: Vec<&Robustness> = telling.report.robustness.iter().filter(|l| l.weight > 0 || l.to > 0).collect();
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.rule(telling.pick("Solidité de l'ordre", "How firm the order is"), BOLD);
    let says = telling.pick(
        "Les dix premiers gardent leur place tant que le poids d'une ligne reste entre ces bornes, les autres poids étant augmentés ou réduits en proportion.",
        "The first ten keep their places while the weight of a line stays within these bounds, the other weights rescaled in proportion.",
    );
    page.wrapped("", "", says);
    for line in lines {
        let range = format!("{} {} {} {}", telling.pick("de", "from"), line.from, telling.pick("à", "to"), line.to);
        page.line(format!("  {} {}   {range}", padded(&line.title, 35), right(&line.weight.to_string(), 4)));
        let ends =
            [(&line.below, telling.pick("en dessous", "below")), (&line.above, telling.pick("au-dessus", "above"))];
        for (swap, word) in ends.iter().filter_map(|(swap, word)| Some((swap.as_ref()?, word))) {
            page.wrapped("      ", "        ", &dim(telling.pair(word, &passes(telling, swap))));
        }
    }
}

fn passes(telling: &Telling<'_>, swap: &Overtaking) -> String {
    let (one, other) = (telling.scheme(&swap.scheme), telling.scheme(&swap.passes));
    format!("{one} {} {other}", telling.pick("passe devant", "passes before"))
}

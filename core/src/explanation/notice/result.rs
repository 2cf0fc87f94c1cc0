//! What the parameters come to for this person: the first of the list with the parts of their scores.

use super::Telling;
use crate::{
    base::tell,
    contract::{Decimal, NoticeSection, NoticeTable},
    explanation::phrase,
    value::Ratio,
};

/// How many places are told of.
const FIRST: usize = 10;

impl Telling<'_> {
    pub(super) fn result(&self) -> NoticeSection {
        let mut section = self.section("result", ("Le résultat pour ce projet", "The result for this project"), &[]);
        let c = self.report.counts;
        let (now, later, not, closed) = (c.now, c.later, c.not, c.closed);
        let all = now + later + not + closed;
        let counts = tell!(
            "{all} dispositifs : {now} possibles ou à préciser dès maintenant, {later} plus tard, {not} exclus, {closed} clos.",
            "{all} schemes: {now} possible or to be settled now, {later} later, {not} ruled out, {closed} closed."
        );
        section.paragraphs.push(phrase::told(&counts, self.words.lang));
        section.paragraphs.push(self.pick(
            "Chaque colonne donne ce que la ligne apporte au score : ses points multipliés par son poids. Le détail des critères d'un dispositif est donné avec la liste.",
            "Every column gives what the line brings to the score: its points times its weight. The criteria of a scheme are told with the list.",
        ));
        section.tables.push(self.places());
        section
    }

    fn places(&self) -> NoticeTable {
        let mut table = self.table(
            "places",
            ("Les dix premiers", "The first ten"),
            &[("place", "place"), ("dispositif", "scheme"), ("score", "score")],
        );
        let lines = &self.words.model.score.lines;
        table.columns.extend(lines.iter().map(|l| phrase::told(&l.title, self.words.lang)));
        for s in self.report.schemes.iter().take(FIRST) {
            let mut row = vec![s.place.to_string(), s.title.clone(), self.between(s.score.low, s.score.high)];
            row.extend(s.score.lines.iter().map(|l| self.between(l.low, l.high)));
            table.rows.push(row);
        }
        table
    }

    /// A score, or the interval that it lies in.
    fn between(&self, low: Decimal, high: Decimal) -> String {
        let one = |d: Decimal| phrase::number(Ratio::scaled(d.mantissa, d.scale), 1, self.words.lang);
        let (low, high) = (one(low), one(high));
        if low == high { low } else { format!("{low} – {high}") }
    }
}

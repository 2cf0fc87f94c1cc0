//! The score with its lines: weight times points, lines open under doubt said.

use super::{
    page::{FIELD_INDENT, Page, bold, dim, padded, right},
    words::Telling,
};
use crate::contract::{Decimal, Score, ScoreLine};

impl Telling<'_> {
    /// A score, or the interval that it lies in.
    pub(super) fn points(&self, low: Decimal, high: Decimal) -> String {
        let one = |d: Decimal| self.number(rounded(d, 1));
        if one(low) == one(high) { one(low) } else { format!("{} – {}", one(low), one(high)) }
    }

    /// The same in whole points, for a table.
    pub(super) fn points_short(&self, low: Decimal, high: Decimal) -> String {
        let one = |d: Decimal| self.number(rounded(d, 0));
        if one(low) == one(high) { one(low) } else { format!("{} – {}", one(low), one(high)) }
    }

    pub(super) fn score(&self, page: &mut Page, s: &Score, tied: bool) {
        let mut told =
            format!("{} / {}", self.points(s.low, s.high), self.number(Decimal { mantissa: 1000, scale: 0 }));
        if s.low != s.high {
            told.push_str(self.pick(" (classé sur le plus bas)", " (ranked by the lowest)"));
        }
        if tied {
            told.push_str(self.pick(", à égalité", ", tied"));
        }
        page.field("Score", &bold(told));
        let indent = " ".repeat(FIELD_INDENT + 2);
        for line in s.lines.iter().filter(|l| l.weight > 0) {
            page.line(format!("{indent}{}", self.line(line)));
        }
    }

    /// `Argent apporté face au besoin   250 × 0,8   =   200`.
    fn line(&self, l: &ScoreLine) -> String {
        let share = |points: u32| self.number(Decimal { mantissa: i64::from(points), scale: 3 });
        let points = if l.points.low == l.points.high {
            share(l.points.low)
        } else {
            format!("{} – {}", share(l.points.low), share(l.points.high))
        };
        let note = match (l.open, l.otherwise) {
            (true, _) => self.pick("ouvert : à préciser", "open: to be settled"),
            (false, true) => self.pick("valeur convenue", "agreed value"),
            (false, false) => "",
        };
        let product = format!("{} × {}", right(&l.weight.to_string(), 3), padded(&points, 13));
        format!("{} {product} = {}   {}", padded(&l.title, 35), right(&self.points(l.low, l.high), 13), dim(note))
    }
}

/// To so many decimals, down: what ranks is never said higher than it is.
fn rounded(d: Decimal, scale: u32) -> Decimal {
    match d.scale.checked_sub(scale) {
        Some(cut) => Decimal { mantissa: d.mantissa / 10_i64.saturating_pow(cut), scale },
        None => d,
    }
}

//! The parameters of a list: weights and anchors of the score, how far they may move, and the dated values that rules read.

use super::{
    super::{phrase, tree},
    Telling,
};
use crate::{
    base::tell,
    contract::{NoticeSection, NoticeTable, Overtaking},
    model::{Line, LineKind, Scheme},
    value::{Quantity, Ratio, Type, parse_day},
};

impl Telling<'_> {
    pub(super) fn parameters(&self) -> NoticeSection {
        let mut section = self.section(
            "parameters",
            ("Les paramètres et leur poids", "The parameters and their weight"),
            &[
                (
                    "Les poids disent ce qui compte dans le score ; leur somme fait 1 000. Ils sont choisis par qui publie les règles, ou par qui établit la liste.",
                    "Weights say what counts in the score; they sum to 1,000. They are chosen by whoever publishes the rules, or by whoever makes the list.",
                ),
                (
                    "Les valeurs datées (plafonds, taux, seuils légaux) sont celles en vigueur le jour du jugement.",
                    "Dated values (ceilings, rates, legal thresholds) are those in force on the day of the judgement.",
                ),
            ],
        );
        section.paragraphs.extend(self.preset());
        section.tables.extend([self.weights(), self.robustness(), self.dated_values()]);
        section
    }

    fn preset(&self) -> Option<String> {
        let name = self.report.weights.preset.as_ref()?;
        let preset = self.words.model.score.presets.iter().find(|p| p.name == *name)?;
        let title = phrase::told(&preset.title, self.words.lang);
        let used = tell!("Poids employés ici : « {title} ».", "Weights in use here: “{title}”.");
        Some(phrase::told(&used, self.words.lang))
    }

    fn weights(&self) -> NoticeTable {
        let mut table = self.table(
            "weights",
            ("Lignes du score", "Lines of the score"),
            &[("ligne", "line"), ("poids", "weight"), ("points donnés", "points given")],
        );
        for line in &self.words.model.score.lines {
            let weight = self.report.weights.lines.get(line.kind.word()).copied().unwrap_or(0);
            let title = phrase::told(&line.title, self.words.lang);
            table.rows.push(vec![title, weight.to_string(), self.points(line)]);
        }
        table
    }

    /// `0 % : 0 · 50 % : 1 000`, and what else the line counts with.
    fn points(&self, line: &Line) -> String {
        let lang = self.words.lang;
        let number = |n: u32| phrase::number(Ratio::int(i64::from(n)), 0, lang);
        let colon = self.words.pick(" : ", ": ");
        let mut said: Vec<String> = vec![];
        if line.kind == LineKind::Certainty {
            let words =
                [("bien établi", "well established"), ("à vérifier", "to be checked"), ("incertain", "uncertain")];
            let level = |((fr, en), points): (&(&str, &str), &u32)| {
                format!("{}{colon}{}", self.words.pick(fr, en), number(*points))
            };
            said.extend(words.iter().zip(&line.levels).map(level));
            let chosen = self.words.pick("si un comité choisit", "where a committee chooses");
            said.push(format!("− {} {chosen}", number(line.discretion)));
            return said.join(" · ");
        }
        let anchor =
            |(value, points): &(Ratio, u32)| format!("{}{colon}{}", self.value(line.kind, *value), number(*points));
        said.extend(line.anchors.iter().map(anchor));
        if line.kind == LineKind::Money {
            let rate = |r: Ratio| phrase::quantity(r, &Type::number(Quantity::Rate), lang);
            said.push(format!("{} {}", self.words.pick("un euro prêté compte", "a euro lent counts"), rate(line.lent)));
            let free = self.words.pick("sans intérêt", "without interest");
            said.push(format!("{free} {}", rate(line.lent_free)));
        }
        let absent = self.words.pick("sans objet", "not applicable");
        said.push(format!("{absent}{colon}{}", number(line.otherwise)));
        said.join(" · ")
    }

    /// What the anchors of a line are measured in.
    fn value(&self, kind: LineKind, value: Ratio) -> String {
        let lang = self.words.lang;
        let counted = |fr: &str, en: &str| format!("{} {}", phrase::number(value, 1, lang), self.words.pick(fr, en));
        match kind {
            LineKind::Months => counted("mois", "months"),
            LineKind::Lightness => counted("heures", "hours"),
            LineKind::Support if value == Ratio::ZERO => self.pick("sans", "without"),
            LineKind::Support => self.pick("avec", "with"),
            LineKind::Money | LineKind::Cash | LineKind::Fit | LineKind::Certainty => {
                phrase::quantity(value, &Type::number(Quantity::Rate), lang)
            }
        }
    }

    fn robustness(&self) -> NoticeTable {
        let mut table = self.table(
            "robustness",
            (
                "De combien un poids peut changer, les autres en proportion, sans changer l'ordre des dix premiers",
                "How far a weight may move, the others in proportion, with the first ten in the same order",
            ),
            &[
                ("ligne", "line"),
                ("l'ordre tient", "the order stands"),
                ("en dessous", "below"),
                ("au-dessus", "above"),
            ],
        );
        let swap = |o: &Option<Overtaking>| {
            let o = o.as_ref();
            o.map_or_else(String::new, |o| {
                let passes = self.words.pick("passe devant", "passes before");
                format!("{} {passes} {}", self.title(&o.scheme), self.title(&o.passes))
            })
        };
        for line in &self.report.robustness {
            let (from, to) = (self.words.pick("de", "from"), self.words.pick("à", "to"));
            let range = format!("{from} {} {to} {}", line.from, line.to);
            table.rows.push(vec![line.title.clone(), range, swap(&line.below), swap(&line.above)]);
        }
        table
    }

    fn title(&self, id: &str) -> String {
        let scheme: Option<&Scheme> = self.words.model.scheme_id(id).and_then(|s| self.words.model.scheme(s));
        scheme.map_or_else(|| id.to_owned(), |s| phrase::told(&s.title, self.words.lang))
    }

    fn dated_values(&self) -> NoticeTable {
        let mut table = self.table(
            "parameters",
            ("Valeurs datées", "Dated values"),
            &[("valeur", "value"), ("en vigueur", "in force"), ("source", "source")],
        );
        for parameter in &self.words.model.parameters {
            let told = tree::parameter(&self.words, parameter, self.profile.as_of);
            let source = told.reference.map_or_else(String::new, |r| {
                let day = r.read_on.and_then(|d| parse_day(&d)).map(|d| phrase::day(d, self.words.lang));
                let read = day.map_or_else(String::new, |d| format!(" ({} {d})", self.words.pick("lu le", "read on")));
                format!("{}{read}", r.title)
            });
            if !told.value.is_empty() {
                table.rows.push(vec![told.label, told.value, source]);
            }
        }
        table
    }
}

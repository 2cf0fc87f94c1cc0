//! The data that a list was made from: every answer, who gives such answers, how many schemes read it.

use super::{
    super::{describe, phrase, tree},
    Telling, yes_no,
};
use crate::{
    base::tell,
    contract::{NoticeSection, NoticeTable},
    model::{AnsweredBy, Fact, FactId},
    profile::{FactState, Field, shown},
    value::{self, Quantity, Ratio, Type},
};

impl Telling<'_> {
    pub(super) fn data(&self) -> NoticeSection {
        let mut section = self.section(
            "data",
            ("Les données traitées et leur source", "The data and where they come from"),
            &[
                (
                    "Les données sont les réponses ci-dessous, données par le porteur du projet ou par qui l'accompagne, et la date du jugement. Le calcul n'en lit aucune autre et n'en garde aucune.",
                    "The data are the answers below, given by the applicant or by whoever supports the project, and the day of the judgement. The computation reads no others and keeps none.",
                ),
                (
                    "Les âges, durées et délais sont comptés à la date où la demande peut être déposée.",
                    "Ages, durations and delays are counted on the day on which one may apply.",
                ),
            ],
        );
        let (answers, open) = self.answers();
        let open = tell!(
            "{open} autres questions que des règles peuvent poser n'ont pas de réponse.",
            "{open} other questions that rules may ask have no answer."
        );
        section.paragraphs.push(phrase::told(&open, self.words.lang));
        section.tables.push(answers);
        section.tables.extend(self.declared());
        section
    }

    /// Every answer, and how many questions have none.
    fn answers(&self) -> (NoticeTable, usize) {
        let mut table = self.table(
            "answers",
            ("Réponses", "Answers"),
            &[
                ("question", "question"),
                ("réponse", "answer"),
                ("source", "source"),
                ("dispositifs qui la lisent", "schemes that read it"),
            ],
        );
        let model = self.words.model;
        let read: Vec<Vec<FactId>> = model.schemes.iter().map(|s| describe::facts_of(model, s)).collect();
        let mut open = 0;
        for (index, fact) in model.facts.iter().enumerate().filter(|(_, f)| f.formula.is_none()) {
            let id = FactId(index as u32);
            let readers = read.iter().filter(|r| r.contains(&id)).count();
            match self.answer(id) {
                Some((label, value)) => table.rows.push(vec![label, value, self.who(fact), readers.to_string()]),
                None => open += usize::from(readers > 0),
            }
        }
        (table, open)
    }

    /// A fact that was told, with what was said.
    fn answer(&self, id: FactId) -> Option<(String, String)> {
        if matches!(self.profile.facts.get(id.index()), None | Some(FactState::Unknown)) {
            return None;
        }
        let used = tree::used(&self.words, self.profile, id)?;
        let value = match used.state {
            "declined" => self.pick("ne souhaite pas répondre", "would rather not say"),
            "none" => self.pick("il n'y en a pas", "there is none"),
            "not_applicable" => self.pick("sans objet", "not applicable"),
            _ if matches!(self.words.model.fact(id)?.ty, Type::List(_) | Type::Series(_)) => self.listed(id)?,
            _ => used.value.filter(|v| !v.is_empty()).unwrap_or_else(|| self.pick("aucun", "none")),
        };
        Some((used.label, value))
    }

    /// Every record of a list, every month of a series.
    fn listed(&self, id: FactId) -> Option<String> {
        let (fact, lang) = (self.words.model.fact(id)?, self.words.lang);
        let told = |ty: &Type, value: i64| phrase::quantity(Ratio::scaled(value, ty.scale()), ty, lang);
        let rows: Vec<String> = match (self.profile.facts.get(id.index())?, &fact.ty) {
            (FactState::Series(months), ty) => months.iter().map(|m| told(ty, *m)).collect(),
            (FactState::Records(records), Type::List(fields)) => {
                let field = |(field, value): (&value::Field, &Option<Field>)| {
                    Some(match (value.as_ref()?, &field.ty) {
                        (Field::Text(text), _) => text.clone(),
                        (Field::Value(at), Type::Enum(_)) => {
                            field.labels.get(usize::try_from(*at).ok()?).map(|l| phrase::told(l, lang))?
                        }
                        (Field::Value(value), Type::Date) => phrase::day(*value, lang),
                        (Field::Value(yes), Type::Bool) => yes_no(*yes != 0, lang).to_owned(),
                        (Field::Value(n), Type::Number(t)) if t.quantity == Quantity::Int => {
                            format!("{} {n}", phrase::told(&field.label, lang))
                        }
                        (Field::Value(value), ty @ (Type::Number(_) | Type::Duration(_))) => told(ty, *value),
                        (Field::Value(value), ty) => shown(ty, *value),
                    })
                };
                let record =
                    |r: &Vec<Option<Field>>| fields.iter().zip(r).filter_map(field).collect::<Vec<_>>().join(", ");
                records.iter().map(record).collect()
            }
            _ => return None,
        };
        let none = || self.pick("aucune ligne", "no line");
        Some(if rows.is_empty() { none() } else { rows.join(self.words.pick(" ; ", "; ")) })
    }

    fn who(&self, fact: &Fact) -> String {
        let who = match fact.answered_by {
            AnsweredBy::Applicant => self.pick("porteur", "applicant"),
            AnsweredBy::Adviser => self.pick("accompagnateur", "adviser"),
            AnsweredBy::Funder => self.pick("financeur", "funder"),
        };
        let sensitive = if fact.sensitive { self.pick(", donnée sensible", ", sensitive") } else { String::new() };
        format!("{who}{sensitive}")
    }

    /// What was declared of criteria that nobody can compute.
    fn declared(&self) -> Option<NoticeTable> {
        let mut table = self.table(
            "declared",
            ("Déclarations", "Declarations"),
            &[("dispositif", "scheme"), ("critère", "criterion"), ("déclaré", "declared")],
        );
        for (scheme, criterion, yes) in &self.profile.declared {
            let Some(scheme) = self.words.model.scheme(*scheme) else { continue };
            table.rows.push(vec![
                phrase::told(&scheme.title, self.words.lang),
                tree::label(&self.words, scheme, *criterion),
                yes_no(*yes, self.words.lang).to_owned(),
            ]);
        }
        (!table.rows.is_empty()).then_some(table)
    }
}

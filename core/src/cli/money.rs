//! Amounts in words: how much, what for, under which conditions, when it arrives.

use super::{
    page::{Page, dim, padded, right},
    words::Telling,
};
use crate::{
    base::Lang,
    contract::{Amount, AmountState, Burden, Decimal, Payment, Recommendation, Step},
};

impl Telling<'_> {
    /// From one number to another, or one number.
    pub(super) fn between(&self, low: &str, high: &str) -> String {
        if low == high {
            low.to_owned()
        } else {
            format!("{} {low} {} {high}", self.pick("de", "from"), self.pick("à", "to"))
        }
    }

    fn form(&self, word: &str) -> &'static str {
        let (fr, en) = match word {
            "cash" => ("versés", "paid out"),
            "loan" => ("prêtés", "lent"),
            "guarantee" => ("garantis", "guaranteed"),
            "relief" => ("de charges ou d'impôts en moins", "less in charges or taxes"),
            "tax_credit" => ("de crédit d'impôt", "of tax credit"),
            "donation" => ("de dons", "of donations"),
            "income" => ("de revenu", "of income"),
            _ => ("en nature", "in kind"),
        };
        super::words::pick(self.lang, fr, en)
    }

    /// The amount as a sentence. Zero and "does not apply" are not the same.
    pub(super) fn amount(&self, a: &Amount) -> String {
        let none = self.pick(
            "ne s'applique pas à ce projet (ce n'est pas 0 €)",
            "does not apply to this project (not the same as 0 €)",
        );
        let (Some(low), Some(high)) = (a.low, a.high) else { return none.to_owned() };
        let range = if a.uncapped {
            format!("{} {}", self.euros(low), self.pick("ou plus", "or more"))
        } else {
            self.between(&self.euros(low), &self.euros(high))
        };
        let mut told = format!("{range} {}", self.form(a.form));
        if low != high {
            told.push_str(self.pick(", selon les réponses qui manquent", ", depending on the missing answers"));
        }
        if !a.exact {
            told.push_str(self.pick(" (bornes sûres, peut-être trop larges)", " (safe bounds, perhaps too wide)"));
        }
        match a.state {
            AmountState::NotApplicable => none.to_owned(),
            AmountState::MaybeNotApplicable => {
                format!("{told}{}", self.pick(" ; ou ne s'applique pas", "; or does not apply"))
            }
            AmountState::Known => told,
        }
    }

    /// The amount in a cell of a table.
    pub(super) fn amount_short(&self, amount: Option<&Amount>) -> String {
        let Some(a) = amount else { return "–".to_owned() };
        match (a.state, a.low, a.high) {
            (AmountState::NotApplicable, _, _) | (_, None, _) | (_, _, None) => {
                self.pick("ne s'applique pas", "does not apply").to_owned()
            }
            (AmountState::Known, Some(low), Some(high)) if low == high => self.euros(low),
            (AmountState::Known | AmountState::MaybeNotApplicable, Some(low), Some(high)) => {
                if a.uncapped {
                    return format!("{} {}", self.euros(low), self.pick("ou plus", "or more"));
                }
                let low = if low == high { String::new() } else { format!("{} – ", self.number(low)) };
                let doubt = if a.state == AmountState::Known { "" } else { " ?" };
                format!("{low}{}{doubt}", self.euros(high))
            }
        }
    }

    /// How the amount was computed, step by step.
    pub(super) fn trace(&self, page: &mut Page, a: &Amount) {
        for step in &a.trace {
            let name = match step.step {
                "eligible_cost" => self.pick("dépenses prises en compte", "eligible cost"),
                "rate" => self.pick("taux", "rate"),
                "value" => self.pick("calcul", "value"),
                "bonus" => self.pick("supplément", "bonus"),
                "floor" => self.pick("versé seulement à partir de", "paid only from"),
                "cap" => self.pick("plafond", "cap"),
                _ => self.pick("montant", "amount"),
            };
            let label = if step.step == "total" || is_number(&step.label) { String::new() } else { dim(&step.label) };
            let value = self.step(step);
            let first = format!("       {} {}  ", padded(name, 27), right(&value, 27));
            page.wrapped(&first, &" ".repeat(64), &label);
        }
    }

    fn step(&self, s: &Step) -> String {
        let told = |d: Decimal| if s.step == "rate" { self.percent(d) } else { self.euros(d) };
        match (s.low, s.high) {
            (Some(low), Some(high)) => self.between(&told(low), &told(high)),
            _ => self.pick("ne s'applique pas", "does not apply").to_owned(),
        }
    }

    /// Amount, conditions, costs, terms.
    pub(super) fn money(&self, page: &mut Page, s: &Recommendation) {
        let label = self.pick("Montant", "Amount");
        let Some(a) = &s.amount else {
            return page.field(
                label,
                self.pick("pas d'argent : une aide d'une autre nature", "no money: help of another kind"),
            );
        };
        page.field(label, &self.amount(a));
        for condition in &a.conditions {
            page.field("", &self.pair(self.pick("condition", "condition"), &condition.label));
        }
        if let Some(loan) = &a.loan {
            let mut told = format!("{} {}", self.pick("à rembourser en", "to repay over"), self.months(loan.months));
            if let Some(deferral) = loan.deferral {
                let deferral = self.months(deferral);
                told.push_str(&match self.lang {
                    Lang::Fr => format!(", après un différé de {deferral}"),
                    Lang::En => format!(", after {deferral} without repayment"),
                });
            }
            if let Some(interest) = loan.interest {
                told.push_str(&format!(", {} {}", self.pick("intérêt", "interest"), self.percent(interest)));
            }
            page.field("", &told);
        }
        if let Some(fees) = &a.fees {
            let parts = [fees.rate.map(|r| self.percent(r)), fees.value.map(|v| self.euros(v))];
            let told: Vec<String> = parts.into_iter().flatten().collect();
            page.field("", &self.pair(self.pick("frais", "fees"), &told.join(" + ")));
        }
    }

    /// When the money arrives.
    pub(super) fn payments(&self, page: &mut Page, payments: &[Payment]) {
        for (i, p) in payments.iter().enumerate() {
            let label = if i == 0 { self.pick("Versement", "Payment") } else { "" };
            let mut told = format!("{} {}", self.percent(p.share), p.label);
            if let Some(delay) = p.delay_days {
                let delay = self.days(delay);
                told.push_str(&match self.lang {
                    Lang::Fr => format!(", puis {delay} d'attente"),
                    Lang::En => format!(", then {delay} to wait"),
                });
            }
            page.field(label, &told);
        }
    }

    /// What it takes to apply.
    pub(super) fn paperwork(&self, page: &mut Page, b: &Burden) {
        let mut parts = vec![];
        if let Some(n) = b.committees.filter(|n| *n > 0) {
            parts.push(super::page::plural(
                n as usize,
                self.pick("comité", "committee"),
                self.pick("comités", "committees"),
            ));
        }
        if let Some(days) = b.decision_days {
            parts.push(format!("{} {}", self.pick("décision en", "decision in"), self.days(days)));
        }
        if let Some(hours) = b.hours {
            let hours = self.interval(hours, ("heure", "heures"), ("hour", "hours"));
            parts.push(format!("{} {hours} {}", self.pick("environ", "about"), self.pick("de travail", "of work")));
        }
        if !b.documents.is_empty() {
            let names: Vec<&str> = b.documents.iter().map(|d| d.title.as_str()).collect();
            let count = super::page::plural(names.len(), "document", "documents");
            parts.push(self.pair(&count, &names.join(", ")));
        }
        page.field(self.pick("Dossier", "Paperwork"), &parts.join(" · "));
    }
}

/// A label that only repeats the number beside it.
fn is_number(label: &str) -> bool {
    !label.chars().any(|c| c.is_alphabetic())
}

//! What people should know of a plan before they rest on it.

use super::Told;
use crate::{
    base::{Text, tell},
    contract::Finding,
    finance::{Piece, Trough},
    model::Confidence,
};

impl Told<'_> {
    pub(super) fn findings(&self, low: Trough) -> Vec<Finding> {
        let bridges = self.plan.bridges().into_iter().map(|(bridge, grant)| self.bridge(bridge, grant));
        let mut all: Vec<Finding> = self.carry(low).into_iter().chain(bridges).collect();
        all.extend(self.past());
        all.extend(self.about("loan", &|p| p.is_bank_loan() && !p.sure, &|titles| {
            tell!("{titles} : la banque n'a pas encore accepté", "{titles}: the bank has not agreed yet")
        }));
        let no_rate = |p: &Piece| p.way.is_lent() && p.terms.is_none_or(|t| t.interest.is_none());
        all.extend(self.about("rate", &no_rate, &|titles| {
            tell!(
                "{titles} : le taux d'intérêt n'est pas connu et n'est pas compté",
                "{titles}: the rate of interest is not known and not counted"
            )
        }));
        let of_a_bank = |p: &Piece| p.terms.is_some_and(|t| t.rate_guessed && t.interest.is_some());
        all.extend(self.about("rate", &of_a_bank, &|titles| {
            tell!(
                "{titles} : le taux d'intérêt n'est pas connu ; le plan compte celui d'un prêt bancaire",
                "{titles}: the rate of interest is not known; the plan reckons with that of a bank loan"
            )
        }));
        let guessed = |p: &Piece| p.terms.is_some_and(|t| t.guessed);
        all.extend(self.about("length", &guessed, &|titles| {
            tell!(
                "{titles} : la durée n'est pas connue ; le plan compte un remboursement étalé sur la durée de la courbe",
                "{titles}: its length is not known; the plan reckons with repayment over the months of the curve"
            )
        }));
        let doubtful = |p: &Piece| {
            let scheme = p.scheme().and_then(|s| self.words.scheme(s));
            scheme.is_some_and(|s| s.confidence != Confidence::High || !s.unconfirmed.is_empty())
        };
        all.extend(self.about("unconfirmed", &doubtful, &|titles| {
            tell!(
                "chiffres à vérifier auprès du financeur : {titles}",
                "figures to be checked with the funder: {titles}"
            )
        }));
        all
    }

    fn finding(&self, kind: &'static str, about: &[usize], text: &Text) -> Finding {
        Finding { kind, label: self.words.pick(text), about: self.words.ids(about) }
    }

    /// One finding about all pieces of the plan that are so.
    fn about(&self, kind: &'static str, so: &dyn Fn(&Piece) -> bool, text: &dyn Fn(String) -> Text) -> Option<Finding> {
        let about: Vec<usize> = self.plan.taken().each().filter(|(_, p, _)| so(p)).map(|(k, ..)| k).collect();
        (!about.is_empty()).then(|| self.finding(kind, &about, &text(self.words.titles(&about))))
    }

    /// Grants that one can have and cannot wait for.
    fn carry(&self, low: Trough) -> Option<Finding> {
        let pending = self.plan.pending(low.month);
        if low.depth == 0 || pending.is_empty() {
            return None;
        }
        let (titles, depth) = (self.words.titles(&pending), self.words.euros(low.depth));
        let month = self.words.month(low.month as i64);
        let text = tell!(
            "à portée, mais à avancer : en {month}, le versement de {titles} est encore attendu et il manque {depth} de trésorerie",
            "within reach, but to be carried: in {month} the payment of {titles} is still awaited and {depth} of cash is missing"
        );
        Some(self.finding("carry", &pending, &text))
    }

    fn bridge(&self, bridge: usize, grant: usize) -> Finding {
        let amount = self.words.euros(self.plan.solution.amounts.get(bridge).copied().unwrap_or(0));
        let (by, over) = (self.words.titles(&[bridge]), self.words.titles(&[grant]));
        let text = tell!(
            "{by} avance {amount} de {over} une fois la subvention notifiée",
            "{by} advances {amount} of {over} once the grant is notified"
        );
        self.finding("bridge", &[bridge, grant], &text)
    }

    /// Lines of the budget before the day of the request.
    fn past(&self) -> Option<Finding> {
        let lines = &self.plan.prepared.project.past;
        let names = lines.iter().map(|l| self.words.line(*l)).collect::<Vec<_>>().join(", ");
        let text = tell!(
            "déjà passé à la date de la demande, compté dans le premier mois : {names} ; une dépense engagée avant le dépôt n'est en général pas aidée",
            "already past on the day of the request, counted in the first month: {names}; aid seldom covers what was committed before applying"
        );
        (!lines.is_empty()).then(|| self.finding("past", &[], &text))
    }
}

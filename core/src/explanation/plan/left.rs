//! What a plan does not take, and why.

use super::Told;
use crate::{
    base::{Text, tell},
    contract,
    explanation::phrase,
    finance::{Money, Piece, Way, Why},
};

/// Facts that a sentence names, at most.
const SHOWN: usize = 6;

impl Told<'_> {
    pub(super) fn left(&self, full: bool) -> Vec<contract::LeftTold> {
        let p = &self.plan.prepared;
        let mut all: Vec<contract::LeftTold> = vec![];
        for (index, piece) in p.pieces.iter().enumerate() {
            let off = self.plan.solution.amounts.get(index) == Some(&0);
            // a bridge over one of many grants is not worth a word
            if off && piece.way != Way::Bridge {
                all.push(self.beside(index, piece, full));
            }
        }
        for left in &p.left {
            // what is refused or closed is told by the recommendations
            if !matches!(left.why, Why::Refused | Why::Closed) {
                all.push(self.out(left.money, &left.why));
            }
        }
        all
    }

    /// In reach, and not taken.
    fn beside(&self, index: usize, piece: &Piece, full: bool) -> contract::LeftTold {
        let (id, title) = self.words.money(piece.money);
        if !piece.open.is_empty() {
            return self.out(piece.money, &Why::AmountOpen(piece.open.clone()));
        }
        let others = self.excluders(index);
        let lacks = self.plan.rules_of(index).into_iter().any(|rule| self.plan.has_nothing_for(index, rule));
        let (why, text) = if !others.is_empty() {
            let titles = self.words.titles(&others);
            ("excluded", tell!("ne se cumule pas avec {titles}", "does not go with {titles}"))
        } else if lacks {
            let demands = self.demands(index);
            let (fr, en) = (demands.fr, demands.en);
            ("needs", tell!("il lui faut à côté : {fr}", "it needs beside it: {en}"))
        } else {
            ("no_better", tell!("n'améliore pas le plan", "does not make the plan better"))
        };
        let forced = if full && !lacks { self.plan.with(index).map(|v| self.forced(&v)) } else { None };
        contract::LeftTold { id, title, why, label: self.words.pick(&text), missing: vec![], forced }
    }

    /// Pieces of the plan that exclude this one.
    fn excluders(&self, index: usize) -> Vec<usize> {
        let pairs = self.plan.prepared.ties.excludes.iter();
        let other = pairs.filter_map(|(a, b)| if *a == index { Some(*b) } else { (*b == index).then_some(*a) });
        other.filter(|k| self.plan.solution.amounts.get(*k).is_some_and(|a| *a > 0)).collect()
    }

    fn out(&self, money: Money, why: &Why) -> contract::LeftTold {
        let (id, title) = self.words.money(money);
        let mut missing = vec![];
        let (word, text): (&'static str, Text) = match why {
            Why::Refused => ("refused", tell!("un critère n'est pas rempli", "a criterion is not met")),
            Why::Closed => ("closed", tell!("n'est plus ouvert", "is no longer open")),
            Why::Open(facts) => {
                missing.clone_from(facts);
                let list = self.facts(facts);
                ("open", tell!("à savoir : {list}", "to be told: {list}"))
            }
            Why::AmountOpen(facts) => {
                missing.clone_from(facts);
                let list = self.facts(facts);
                ("amount_open", tell!("son montant dépend de : {list}", "its amount depends on: {list}"))
            }
            Why::Nothing => ("nothing", tell!("n'apporterait rien ici", "would bring nothing here")),
            Why::Requires(ids) => {
                let titles = ids.iter().map(|i| self.named(i)).collect::<Vec<_>>();
                let list = phrase::and_list(&titles, self.options.lang);
                ("requires", tell!("demande d'abord : {list}", "asks first for: {list}"))
            }
            Why::Unwanted => ("unwanted", tell!("écarté à votre demande", "left out at your request")),
            Why::Notified => ("notified", tell!("déjà notifié, compté comme tel", "already notified, counted as such")),
            Why::TooSoon => (
                "too_soon",
                tell!(
                    "le projet achète avant que l'on puisse déposer la demande",
                    "the project buys before one can apply"
                ),
            ),
            Why::NotAgreed => (
                "not_agreed",
                tell!(
                    "la banque n'a pas donné son accord et rien dans le plan ne l'y aide",
                    "the bank has not agreed, and nothing in reach makes it"
                ),
            ),
        };
        contract::LeftTold { id, title, why: word, label: self.words.pick(&text), missing, forced: None }
    }

    /// Facts by what people call them: the first few, and how many more there are.
    pub(super) fn facts(&self, keys: &[String]) -> String {
        let model = self.dated.model();
        let name = |key: &String| {
            let fact = model.fact_id(key).and_then(|f| model.fact(f));
            fact.map_or_else(|| key.clone(), |f| self.words.pick(&f.label))
        };
        let mut names: Vec<String> = keys.iter().take(SHOWN).map(name).collect();
        if let Some(more) = keys.len().checked_sub(SHOWN).filter(|n| *n > 0) {
            names.push(self.words.pick(&tell!("encore {more}", "{more} more")));
        }
        phrase::and_list(&names, self.options.lang)
    }

    fn named(&self, id: &str) -> String {
        let model = self.dated.model();
        let scheme = model.scheme_id(id).and_then(|s| model.scheme(s));
        scheme.map_or_else(|| id.to_owned(), |s| self.words.pick(&s.title))
    }
}

//! Words that plans are told in.

use crate::{
    base::{Lang, Text, tell},
    contract::Assumption,
    explanation::{label::Words, phrase},
    finance::{Assumed, Mishap, Money, Piece, Prepared, Used, Way},
    model::{FactId, Planning, Scheme, SchemeId},
    value::Ratio,
};

/// Words for one plan.
#[derive(Clone, Copy)]
pub(super) struct PlanWords<'a> {
    pub(super) words: Words<'a>,
    pub(super) prepared: &'a Prepared,
}

impl<'a> PlanWords<'a> {
    pub(super) fn lang(&self) -> Lang {
        self.words.lang
    }

    pub(super) fn pick(&self, text: &Text) -> String {
        phrase::told(text, self.lang())
    }

    /// Whole euros: prose needs no cents.
    pub(super) fn euros(&self, cents: i64) -> String {
        let n = phrase::number(Ratio::scaled(cents, 2), 0, self.lang());
        format!("{n}\u{a0}€")
    }

    /// A month of the plan: `mai 2027`.
    pub(super) fn month(&self, month: i64) -> String {
        let name = self.prepared.project.timeline.name(month);
        let (year, number) = name.split_once('-').unwrap_or((&name, "1"));
        let at = number.parse::<usize>().unwrap_or(1).saturating_sub(1);
        const FR: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let names = if self.lang() == Lang::Fr { FR } else { EN };
        format!("{} {year}", names.get(at).copied().unwrap_or(""))
    }

    pub(super) fn scheme(&self, id: SchemeId) -> Option<&'a Scheme> {
        self.words.model.scheme(id)
    }

    pub(super) fn piece(&self, index: usize) -> Option<&'a Piece> {
        self.prepared.pieces.get(index)
    }

    /// Id and name of some money.
    pub(super) fn money(&self, money: Money) -> (String, String) {
        let model = self.words.model;
        match money {
            Money::Source(at) => {
                model.sources.get(at).map_or_else(Default::default, |s| (s.id.clone(), self.pick(&s.title)))
            }
            Money::Scheme(id) | Money::Bridge { scheme: id, .. } => {
                model.scheme(id).map_or_else(Default::default, |s| (s.id.clone(), self.pick(&s.title)))
            }
            Money::Notified(_) => {
                let id = self.prepared.pieces.iter().find(|p| p.money == money).map_or("", |p| p.id.as_str());
                let scheme = model.scheme_id(id).and_then(|s| model.scheme(s));
                let title = scheme.map_or_else(|| tell!("Subvention {id}", "Grant {id}"), |s| s.title.clone());
                let (fr, en) = (title.fr.trim().to_owned(), title.en.trim().to_owned());
                (id.to_owned(), self.pick(&tell!("{fr} (notifiée)", "{en} (notified)")))
            }
        }
    }

    pub(super) fn id(&self, piece: usize) -> String {
        self.piece(piece).map_or_else(String::new, |p| p.id.clone())
    }

    pub(super) fn title(&self, piece: usize) -> String {
        self.piece(piece).map_or_else(String::new, |p| self.money(p.money).1)
    }

    /// Ids of pieces, each once.
    pub(super) fn ids(&self, pieces: &[usize]) -> Vec<String> {
        let mut ids: Vec<String> = vec![];
        for id in pieces.iter().map(|k| self.id(*k)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    pub(super) fn titles(&self, pieces: &[usize]) -> String {
        let (open, close) = if self.lang() == Lang::Fr { ("« ", " »") } else { ("“", "”") };
        let mut titles: Vec<String> = vec![];
        for title in pieces.iter().map(|k| format!("{open}{}{close}", self.title(*k))) {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        // quotes keep names with commas apart
        phrase::and_quoted(&titles, self.lang())
    }

    pub(super) fn way(&self, way: Way) -> String {
        self.pick(&match way {
            Way::Own => tell!("apport", "own funds"),
            Way::Gift => tell!("apport reçu", "money given to you"),
            Way::Equity => tell!("entrée au capital", "share capital"),
            Way::Grant => tell!("subvention", "grant"),
            Way::Loan => tell!("prêt", "loan"),
            Way::Guarantee => tell!("garantie", "guarantee"),
            Way::Relief => tell!("allègement", "relief"),
            Way::TaxCredit => tell!("crédit d'impôt", "tax credit"),
            Way::Income => tell!("revenu", "income"),
            Way::Bridge => tell!("relais", "bridge"),
        })
    }

    /// A budget line's own name, or its place.
    pub(super) fn line(&self, index: usize) -> String {
        let label = self.prepared.project.line(index).and_then(|l| l.label.clone()).filter(|l| !l.is_empty());
        let n = index + 1;
        label.unwrap_or_else(|| self.pick(&tell!("Ligne {n}", "Line {n}")))
    }

    pub(super) fn settings(&self, planning: &Planning) -> Vec<Assumption> {
        let lang = self.lang();
        let number = |r: Ratio| phrase::number(r, 4, lang);
        let (months, hour) = (planning.months, number(planning.hour));
        let (own, principal) = (number(planning.own), number(planning.principal));
        let from = planning.unknown_delay.from / 30;
        let to = (planning.unknown_delay.to + 29) / 30;
        let say = |text: Text| Assumption { key: "setting".to_owned(), label: self.pick(&text) };
        vec![
            say(tell!(
                "La courbe de trésorerie va jusqu'à {months} mois après le démarrage ; les délais y sont les plus longs annoncés.",
                "The cash curve runs to {months} months after the start; delays are the longest announced."
            )),
            say(tell!(
                "Pour comparer des plans : une heure de dossier compte {hour} €, un euro à rembourser {principal} €, un euro d'apport {own} €.",
                "To compare plans: an hour of paperwork counts {hour} €, a euro to repay {principal} €, a euro of your own {own} €."
            )),
            say(tell!(
                "Un délai que personne n'annonce est pris de {from} à {to} mois.",
                "A delay that nobody announces is taken as {from} to {to} months."
            )),
        ]
    }

    pub(super) fn assumed(&self, a: &Assumed) -> Assumption {
        let fact = self.words.fact(a.fact);
        let text = match a.used {
            Used::Nothing => {
                tell!("« {fact} » n'est pas connu : compté pour rien", "“{fact}” is not known: counted as nothing")
            }
            Used::Lowest(cents) => {
                let low = self.euros(cents);
                tell!(
                    "« {fact} » : le plus bas de ce qui est dit, {low}",
                    "“{fact}”: the lowest of what was told, {low}"
                )
            }
            Used::Earliest(day) => {
                let day = phrase::day(day, self.lang());
                tell!("« {fact} » : le plus tôt, {day}", "“{fact}”: the earliest, {day}")
            }
            Used::NotRecovered => {
                tell!("la TVA est comptée comme non récupérée", "value added tax is counted as not recovered")
            }
            Used::AtStart => tell!(
                "les lignes du budget sans mois sont payées au démarrage",
                "budget lines without a month are paid at the start"
            ),
            Used::LeftOut => tell!(
                "« {fact} » n'est pas connu : absent de la courbe",
                "“{fact}” is not known: left out of the curve"
            ),
            Used::WholeCeilings => tell!(
                "« {fact} » n'est pas connu : le plan compte que les plafonds d'aide sont entiers",
                "“{fact}” is not known: the plan reckons with the whole of the aid ceilings"
            ),
            Used::CountedInFull(n) => tell!(
                "« {fact} » : sans date, montant ou régime connus, {n} compte autant que possible dans les plafonds d'aide",
                "“{fact}”: with no known date, amount or regime, {n} counts as much as it may under the aid ceilings"
            ),
            Used::Unsized(n) => tell!(
                "« {fact} » : {n} sans montant connu, laissé de côté",
                "“{fact}”: {n} without a known amount, left aside"
            ),
            Used::Repeated(month) => tell!(
                "« {fact} » : au-delà de {month} mois, chaque mois répète celui de l'année d'avant",
                "“{fact}”: past {month} months, each month repeats that of the year before"
            ),
        };
        Assumption { key: self.key(a.fact), label: self.pick(&text) }
    }

    fn key(&self, fact: FactId) -> String {
        self.words.model.fact(fact).map_or_else(String::new, |f| f.key.clone())
    }

    pub(super) fn mishap(&self, mishap: Mishap) -> (&'static str, String) {
        match mishap {
            Mishap::Later(n) => {
                let key = if n == 3 { "later_3" } else { "later_6" };
                (key, self.pick(&tell!("Subventions versées {n} mois plus tard", "Grants paid {n} months later")))
            }
            Mishap::Refused(piece) => {
                let title = self.titles(&[piece]);
                ("refused", self.pick(&tell!("Solde refusé : {title}", "Balance refused: {title}")))
            }
            Mishap::Dearer(n) => ("dearer", self.pick(&tell!("Dépenses {n} % plus chères", "Spending {n}% higher"))),
        }
    }
}

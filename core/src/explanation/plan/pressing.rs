//! What presses in a roadmap, in words: the first file to hand in, how many months too late, what to do about it.

use super::Told;
use crate::{
    base::{Text, tell},
    explanation::phrase,
    finance::{Roadmap, Step, What},
};

impl Told<'_> {
    pub(super) fn pressing(&self, road: &Roadmap) -> Vec<String> {
        let goals = road.steps.iter().any(|s| matches!(s.what, What::Order(_) | What::Start) && !s.waits.is_empty());
        let mut all: Vec<Text> = vec![];
        if !goals {
            all.push(tell!(
                "Rien dans ce plan n'oblige à attendre avant de commander.",
                "Nothing in this plan makes the project wait before ordering."
            ));
        } else if road.allowed > 0 {
            all.push(self.too_late_anyhow(road));
        } else if road.safe > 0 {
            all.push(self.too_late_to_be_sure(road));
        } else {
            all.push(self.in_time(road));
        }
        if road.safe > 0 {
            all.extend(self.hangs_on(road));
            all.extend(at_best(road));
        }
        all.extend(road.steps.iter().filter(|s| closes_too_soon(s)).map(|s| self.closes(road, s)));
        all.iter().map(|t| self.words.pick(t)).collect()
    }

    fn in_time(&self, road: &Roadmap) -> Text {
        let applies = road.steps.iter().filter(|s| matches!(s.what, What::Apply(_)) && !s.done);
        let first = applies.filter_map(|s| Some((s.latest?, s))).min_by_key(|(latest, _)| *latest);
        match first.and_then(|(day, s)| Some((phrase::day(day, self.words.lang()), self.step_about(road, s.what)?.1))) {
            Some((day, title)) => tell!(
                "Toutes les réponses peuvent être là avant ce qu'elles paient, même avec les délais les plus longs. La première demande à déposer est « {title} », au plus tard le {day}.",
                "Every answer can be there before what it pays for, even with the longest delays. The first application is “{title}”, by {day} at the latest."
            ),
            None => tell!(
                "Toutes les réponses peuvent être là avant ce qu'elles paient, même avec les délais les plus longs.",
                "Every answer can be there before what it pays for, even with the longest delays."
            ),
        }
    }

    /// One would have to move, or order without being sure.
    fn too_late_to_be_sure(&self, road: &Roadmap) -> Text {
        let n = road.safe;
        let Text { fr, en } = self.moved(n);
        let proof = road.steps.iter().any(|s| matches!(s.what, What::Acknowledge(_)));
        let how = if proof {
            tell!("commander après l'accusé de réception", "order after the acknowledgement of receipt")
        } else {
            tell!("commander sans attendre les réponses", "order without waiting for the answers")
        };
        let (how_fr, how_en) = (how.fr, how.en);
        let months = months(n);
        Text {
            fr: format!(
                "Trop tard de {n} mois pour avoir toutes les réponses avant de commander, si chaque délai est le plus long. Deux voies : {fr}, ou {how_fr} : aucun critère connu ici ne l'interdit, mais l'argent n'est pas sûr."
            ),
            en: format!(
                "Too late by {months} to have every answer before ordering, should each delay be the longest. Two ways: {en}, or {how_en}: no criterion known here forbids it, but the money is not sure."
            ),
        }
    }

    fn too_late_anyhow(&self, road: &Roadmap) -> Text {
        let n = road.allowed;
        let (soon, sure) = (self.moved(n), self.moved(road.safe));
        let months = months(n);
        let mut text = Text {
            fr: format!("Trop tard de {n} mois, même en commandant dès que les règles le permettent : {}.", soon.fr),
            en: format!("Too late by {months}, even when ordering as soon as the rules allow: {}.", soon.en),
        };
        if road.safe > n {
            text.fr.push_str(&format!(" Pour attendre toutes les réponses : {}.", sure.fr));
            text.en.push_str(&format!(" To wait for every answer: {}.", sure.en));
        }
        text
    }

    /// `démarrer en septembre 2027`; of what has begun, only the orders can move.
    fn moved(&self, n: i64) -> Text {
        let timeline = &self.plan.prepared.project.timeline;
        if timeline.start < 0 {
            let months = months(n);
            return tell!("décaler les commandes de {n} mois", "move the orders by {months}");
        }
        let month = self.words.month(timeline.start + n);
        tell!("démarrer en {month}", "start in {month}")
    }

    /// The answer that decides.
    fn hangs_on(&self, road: &Roadmap) -> Option<Text> {
        let mut answers =
            road.steps.iter().filter(|s| s.critical && matches!(s.what, What::Notify(_) | What::BankAgrees(_)));
        let step = answers.next_back()?;
        let day = phrase::day(step.by, self.words.lang());
        let title = self.step_about(road, step.what)?.1;
        Some(tell!(
            "C'est la réponse à « {title} » qui décide : elle peut n'arriver que le {day}.",
            "The answer to “{title}” decides: it may come as late as {day}."
        ))
    }

    fn closes(&self, road: &Roadmap, step: &Step) -> Text {
        let lang = self.words.lang();
        let title = self.step_about(road, step.what).map_or_else(String::new, |(_, title)| title);
        let last = step.wanted.map_or_else(String::new, |d| phrase::day(d, lang));
        let by = phrase::day(step.by, lang);
        tell!(
            "« {title} » : il faut déposer au plus tard le {last}, et ce qui doit venir avant peut durer jusqu'au {by}.",
            "“{title}”: the last day to apply is {last}, and what comes first may take until {by}."
        )
    }

    /// What the days rest on.
    pub(super) fn road_notes(&self, road: &Roadmap) -> Vec<String> {
        let has = |is: &dyn Fn(What) -> bool| road.steps.iter().any(|s| is(s.what));
        let mut all = vec![tell!(
            "Les dates « au plus tard » comptent les délais les plus longs. Le travail est compté en heures : nul ne sait combien de jours vous y mettrez.",
            "Latest dates reckon with the longest delays. Work is counted in hours: nobody knows over how many days you will spread it."
        )];
        if has(&|w| matches!(w, What::Acknowledge(_))) {
            all.push(tell!(
                "L'accusé de réception est compté au jour du dépôt, car personne n'en annonce le délai : demandez-le aussitôt.",
                "The acknowledgement is counted on the day of the application, for nobody announces its delay: ask for it at once."
            ));
        }
        if has(&|w| matches!(w, What::BankAgrees(_))) {
            all.push(tell!(
                "Aucune banque n'annonce son délai : il est pris comme tout délai inconnu. Le plan compte que le prêt est là pour la première dépense.",
                "No bank announces its delay: it is taken as any unknown delay. The plan reckons that the loan is there for the first spending."
            ));
        }
        if has(&|w| matches!(w, What::Pay(_))) {
            all.push(tell!(
                "Les versements sont datés comme dans le plan, au mois près, sans décaler le démarrage.",
                "Payments are dated as in the plan, to the month, without moving the start."
            ));
        }
        if !road.free.is_empty() && road.orders.iter().any(|o| !o.ruled.is_empty()) {
            all.push(tell!(
                "Un financeur peut regarder toute commande du projet : faites-lui confirmer avant de commander ce qu'il n'aide pas.",
                "A funder may look at any order of the project: have it confirm before you order what it does not aid."
            ));
        }
        all.iter().map(|t| self.words.pick(t)).collect()
    }
}

/// Short delays would do.
fn at_best(road: &Roadmap) -> Option<Text> {
    let mut goals = road.steps.iter().filter(|s| matches!(s.what, What::Order(_) | What::Start));
    goals.all(|s| s.wanted.is_none_or(|w| s.earliest <= w)).then(|| {
        tell!("Avec les délais les plus courts, ce serait à temps.", "With the shortest delays it would be in time.")
    })
}

fn closes_too_soon(step: &Step) -> bool {
    matches!(step.what, What::Apply(_)) && !step.done && step.wanted.is_some_and(|last| last < step.by)
}

fn months(n: i64) -> String {
    if n == 1 { "1 month".to_owned() } else { format!("{n} months") }
}

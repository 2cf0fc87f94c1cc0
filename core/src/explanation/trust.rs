//! What of a scheme no source confirms, in words: authors name it by the keys of their file.

use super::{label::Words, tree};
use crate::{contract::Unconfirmed, model::Scheme};

pub(super) fn unconfirmed(scheme: &Scheme, words: &Words<'_>) -> Vec<Unconfirmed> {
    let told = |path: &String| Unconfirmed { path: path.clone(), label: label(scheme, words, path) };
    scheme.unconfirmed.iter().map(told).collect()
}

/// A path of a scheme's file in words. What below a key has no words of its own is told as the whole of it.
fn label(scheme: &Scheme, words: &Words<'_>, path: &str) -> String {
    let (key, rest) = path.split_once(['.', '[', '/']).unwrap_or((path, ""));
    if let Some(criterion) = tree::named(scheme, rest).filter(|_| key == "criteria") {
        let said = tree::label(words, scheme, criterion);
        let (open, close) = (words.pick("le critère «\u{a0}", "the criterion “"), words.pick("\u{a0}»", "”"));
        return [open, &said, close].concat();
    }
    let told = |(fr, en): (&'static str, &'static str)| words.pick(fr, en);
    match (whole(key).map(told), part(rest).map(told)) {
        (Some(whole), Some(part)) => format!("{whole} ({part})"),
        (Some(whole), None) => whole.to_owned(),
        (None, _) => path.to_owned(),
    }
}

/// The keys of a scheme's file.
fn whole(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "title" | "summary" | "kind" => ("la présentation", "the description"),
        "provider" | "origin" => ("le financeur", "the funder"),
        "territory" => ("le territoire", "the territory"),
        "in_force" => ("les dates de validité", "the dates of validity"),
        "windows" => ("le calendrier", "the calendar"),
        "criteria" => ("les critères", "the criteria"),
        "prefers" => ("les préférences", "the preferences"),
        "amount" => ("le montant", "the amount"),
        "own_contribution" => ("l'apport demandé", "the own contribution"),
        "cofinancing" => ("le cofinancement demandé", "the co-financing"),
        "payment" => ("le versement", "the payment"),
        "burden" => ("le dossier et les délais", "the paperwork and delays"),
        "cumulation" => ("le cumul avec d'autres aides", "combination with other aid"),
        "covers" | "support" => ("l'accompagnement", "the support"),
        "steps" => ("les étapes", "the steps"),
        "commitments" => ("les engagements", "the commitments"),
        "apply" => ("où demander", "where to apply"),
        _ => return None,
    })
}

/// What stands below them.
fn part(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "value" | "by_year" | "monthly" => ("calcul", "value"),
        "rate" => ("taux", "rate"),
        "cap" => ("plafond", "cap"),
        "floor" => ("plancher", "floor"),
        "of" | "for" => ("dépenses retenues", "eligible cost"),
        "plus" => ("majorations", "additions"),
        "fees" => ("frais", "fees"),
        "loan" => ("conditions du prêt", "loan terms"),
        "regime" => ("régime d'aide", "aid regime"),
        "from" => ("début", "start"),
        "to" => ("fin", "end"),
        "decision" => ("délai de décision", "time to decision"),
        "hours" => ("temps de travail", "hours of work"),
        _ => return None,
    })
}

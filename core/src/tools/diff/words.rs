//! What a comparison says in words.

use super::rights::Way;
use crate::{
    base::{Lang, Text, tell},
    contract::{Access, AmountWay, RuleSetDiff, SchemeStatus},
    explanation::{day, quantity},
    model::{Interval, Payment, Window, Windows},
    value::{Day, Quantity, Ratio, Type},
};

pub(super) fn alone(status: SchemeStatus) -> Text {
    match status {
        SchemeStatus::Added => tell!("nouveau dispositif", "new scheme"),
        SchemeStatus::Removed => tell!("dispositif supprimé", "scheme removed"),
        SchemeStatus::Kept => Text::default(),
    }
}

/// Who may have a scheme now, and how sure that is.
pub(super) fn access(access: Access, gained: &Way, lost: &Way, beyond: bool) -> Text {
    let open = |way: &Way| matches!(way, Way::Unsettled);
    let said = match access {
        Access::Wider if open(lost) => tell!(
            "élargi : des projets y ont droit désormais ; on n'a pas pu exclure que d'autres le perdent",
            "wider: some projects may now have it; that others lose it could not be excluded"
        ),
        Access::Wider => {
            tell!(
                "élargi : des projets y ont droit désormais, aucun ne le perd",
                "wider: some projects may now have it, none loses it"
            )
        }
        Access::Narrower if open(gained) => tell!(
            "restreint : des projets n'y ont plus droit ; on n'a pas pu exclure que d'autres l'obtiennent",
            "narrower: some projects may no longer have it; that others gain it could not be excluded"
        ),
        Access::Narrower => tell!(
            "restreint : des projets n'y ont plus droit, aucun ne l'obtient",
            "narrower: some projects may no longer have it, none gains it"
        ),
        Access::Both => {
            tell!(
                "déplacé : des projets y gagnent, d'autres y perdent",
                "shifted: some projects gain it, others lose it"
            )
        }
        Access::Equivalent => tell!("mêmes bénéficiaires", "open to the same projects"),
        Access::Unsettled => tell!(
            "non tranché : la recherche n'a ni montré ni exclu que des projets y gagnent ou y perdent",
            "not settled: the search neither showed nor excluded that projects gain or lose it"
        ),
    };
    if !beyond {
        return said;
    }
    let Text { fr, en } = said;
    tell!(
        "{fr} (parmi les projets que les deux versions savent décrire)",
        "{en} (among projects that both versions can describe)"
    )
}

pub(super) fn amount(way: AmountWay, tried: u32) -> Text {
    match way {
        AmountWay::Higher => tell!(
            "montant en hausse pour certains ; en baisse pour aucun des {tried} cas essayés",
            "a higher amount for some; a lower one in none of {tried} cases tried"
        ),
        AmountWay::Lower => tell!(
            "montant en baisse pour certains ; en hausse pour aucun des {tried} cas essayés",
            "a lower amount for some; a higher one in none of {tried} cases tried"
        ),
        AmountWay::Both => {
            tell!(
                "montant en hausse pour les uns, en baisse pour les autres",
                "a higher amount for some, a lower one for others"
            )
        }
        AmountWay::SameOnAllTried => tell!(
            "formule réécrite ; même montant dans les {tried} cas essayés",
            "formula rewritten; the same amount in the {tried} cases tried"
        ),
        AmountWay::Unsettled => tell!(
            "la formule change, et aucun projet qui y ait droit avant comme après n'a été trouvé pour le montrer",
            "the formula changes, and no project that may have it before and after was found to show it"
        ),
    }
}

/// The whole in one sentence.
pub(super) fn summary(told: &RuleSetDiff) -> Text {
    if !told.differs() {
        return tell!("aucune différence", "no difference");
    }
    let status = |s: SchemeStatus| told.schemes.iter().filter(|x| x.status == s).count();
    let access = |a: Access| told.schemes.iter().filter(|x| x.access == Some(a)).count();
    let counts = [
        (status(SchemeStatus::Added), ("ajouté", "ajoutés"), "added"),
        (status(SchemeStatus::Removed), ("supprimé", "supprimés"), "removed"),
        (access(Access::Wider), ("élargi", "élargis"), "wider"),
        (access(Access::Narrower), ("restreint", "restreints"), "narrower"),
        (access(Access::Both), ("déplacé", "déplacés"), "shifted"),
        (access(Access::Unsettled), ("non tranché", "non tranchés"), "not settled"),
        (access(Access::Equivalent), ("retouché", "retouchés"), "otherwise changed"),
    ];
    let mut said = (vec![], vec![]);
    for (n, (one, many), en) in counts.into_iter().filter(|(n, ..)| *n > 0) {
        said.0.push(format!("{n} {}", if n > 1 { many } else { one }));
        said.1.push(format!("{n} {en}"));
    }
    let same = told.same;
    said.0.push(if same > 1 { format!("{same} inchangés") } else { format!("{same} inchangé") });
    said.1.push(format!("{same} unchanged"));
    let (fr, en) = (said.0.join(", "), said.1.join(", "));
    tell!("dispositifs : {fr}", "schemes: {en}")
}

// ---- values

pub(super) fn euros(value: Ratio, lang: Lang) -> String {
    quantity(value, &Type::number(Quantity::Money), lang)
}

pub(super) fn percent(value: Ratio, lang: Lang) -> String {
    quantity(value, &Type::number(Quantity::Rate), lang)
}

/// `du 01/09/2026 au 15/12/2026`, with what is open left out.
pub(super) fn span(from: Option<Day>, to: Option<Day>, lang: Lang) -> String {
    let one = |d: Day| day(d, lang);
    let text = match (from.map(one), to.map(one)) {
        (Some(from), Some(to)) => tell!("du {from} au {to}", "from {from} to {to}"),
        (Some(from), None) => tell!("à partir du {from}", "from {from}"),
        (None, Some(to)) => tell!("jusqu'au {to}", "until {to}"),
        (None, None) => tell!("sans limite", "without limit"),
    };
    text.get(lang).to_owned()
}

pub(super) fn windows(windows: &Windows, lang: Lang) -> String {
    let one = |w: &Window| {
        let decided = w.decided.map(|d| day(d, lang));
        let decided = decided.map(|d| tell!(", décision le {d}", ", decided on {d}").get(lang).to_owned());
        format!("{}{}", span(w.opens, w.closes, lang), decided.unwrap_or_default())
    };
    match windows {
        Windows::Undated => tell!("sans date", "undated").get(lang).to_owned(),
        Windows::Always => tell!("toute l'année", "all year round").get(lang).to_owned(),
        Windows::Dated(all) => all.iter().map(one).collect::<Vec<_>>().join(" ; "),
    }
}

pub(super) fn payments(all: &[Payment], lang: Lang) -> String {
    let one = |p: &Payment| {
        let delay = p.delay.map(|d| format!(" ({})", days(d, lang))).unwrap_or_default();
        format!("{} {}{delay}", percent(p.share, lang), p.when.label().get(lang))
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `60 à 180 jours`.
fn days(delay: Interval, lang: Lang) -> String {
    let Interval { from, to } = delay;
    let text = if from == to {
        tell!("{to} jours", "{to} days")
    } else {
        tell!("{from} à {to} jours", "{from} to {to} days")
    };
    text.get(lang).to_owned()
}

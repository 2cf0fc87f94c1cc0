//! What a project may lack: of the schemes that it may have, none that would do.

use crate::{
    base::{Text, tell},
    finance,
    model::{Kind, Model, Planning, Scheme},
    ranking::{HEAVY_HOURS, LONG_DAYS, advance, brings_money},
    value::Ratio,
};

/// Something that a project lacks where no scheme gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A scheme that is possible.
    Any,
    /// A scheme that is met whatever is not told; declared criteria may be open.
    Sure,
    /// A scheme that brings money.
    Money,
    /// Money of which some is there before it is spent, or cash of one's own for all.
    Cash,
    /// A scheme that is light and quick.
    Burden,
    /// Help for every need that is sure.
    Engineering,
    /// A scheme of this kind.
    Kind(Kind),
}

/// Below these, paperwork is light and a decision quick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) hours: u32,
    pub(crate) months: u32,
}

impl Default for Limits {
    /// Where the brakes of a single project begin.
    fn default() -> Limits {
        let whole = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Limits { hours: whole(HEAVY_HOURS), months: whole(LONG_DAYS / DAYS) }
    }
}

/// Days of a month, as delays count them.
const DAYS: i64 = 30;

impl Target {
    /// What every population is counted by.
    pub(crate) const ALL: [Target; 6] =
        [Target::Any, Target::Sure, Target::Money, Target::Cash, Target::Burden, Target::Engineering];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Target::Any => "any",
            Target::Sure => "sure",
            Target::Money => "money",
            Target::Cash => "cash",
            Target::Burden => "burden",
            Target::Engineering => "engineering",
            Target::Kind(kind) => kind.word(),
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|t| t.word() == word).or_else(|| Kind::parse(word).map(Target::Kind))
    }

    /// Every word that [`Target::parse`] takes.
    pub(crate) fn words() -> Vec<&'static str> {
        Target::ALL.into_iter().map(Target::word).chain(Kind::WORDS.iter().copied()).collect()
    }

    /// What lacks, in words.
    pub(crate) fn label(self, limits: Limits) -> Text {
        match self {
            Target::Any => tell!("aucun dispositif possible", "no scheme possible"),
            Target::Sure => tell!(
                "aucun dispositif acquis avec ce qui est connu du projet",
                "no scheme certain with what is known of the project"
            ),
            Target::Money => tell!("aucun argent possible", "no money possible"),
            Target::Cash => tell!(
                "rien de versé avant la dépense, et pas de quoi tout avancer",
                "nothing paid before spending, and not the cash to carry it all"
            ),
            Target::Burden => {
                let Limits { hours, months } = limits;
                tell!(
                    "rien de léger et de rapide (moins de {hours} h de dossier et décision en moins de {months} mois)",
                    "nothing light and quick (under {hours} hours of paperwork and decided in under {months} months)"
                )
            }
            Target::Engineering => {
                tell!("un besoin d'appui que personne ne couvre", "a need for help that nobody covers")
            }
            Target::Kind(kind) => {
                let Text { fr, en } = kind.label();
                tell!("aucun dispositif possible du type « {fr} »", "no scheme possible of the kind “{en}”")
            }
        }
    }

    /// A scheme that is possible gives it; of a need, that it covers some.
    pub(crate) fn met_by(self, model: &Model, scheme: &Scheme, limits: Limits) -> bool {
        match self {
            Target::Any | Target::Sure => true,
            Target::Money => brings_money(scheme),
            Target::Cash => brings_money(scheme) && advance(scheme).is_some_and(|share| share > Ratio::ZERO),
            Target::Burden => is_light(scheme, &model.planning, limits),
            Target::Engineering => !scheme.covers.is_empty(),
            Target::Kind(kind) => scheme.kind == kind,
        }
    }
}

/// It is known to ask for few hours, and decided soon however late that is; a delay of which nothing is known is the rule set's.
fn is_light(scheme: &Scheme, planning: &Planning, limits: Limits) -> bool {
    let hours = scheme.burden.hours.is_some_and(|h| h.to < i64::from(limits.hours));
    hours && finance::decision(scheme, planning).to < i64::from(limits.months) * DAYS
}

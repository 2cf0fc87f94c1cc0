//! Who gains and who loses from one rule set to another, told.

use crate::{
    base::{Lang, Text, tell},
    contract::{CONTRACT, Decimal, EurosMoved, SchemeMoved, TableDiff},
    explanation::{
        label::Words,
        phrase,
        report::{lang_word, rule_set_id},
    },
    gaps::{Moves, SchemeMoves, Sum},
    rule_set::Dated,
    value::format_day,
};

/// Digits that an answer's number may have.
const MOST: i64 = 999_999_999_999_999;

/// The whole answer; the old rules come first.
pub(crate) fn table_diff([old, new]: [&Dated; 2], moves: &Moves, set_aside: u64, lang: Lang) -> TableDiff {
    let differing = moves.schemes.iter().filter(|s| !s.is_same());
    let schemes: Vec<SchemeMoved> = differing.filter_map(|s| scheme([old, new], s, lang)).collect();
    TableDiff {
        contract: CONTRACT,
        old: rule_set_id(old, lang),
        new: rule_set_id(new, lang),
        as_of: format_day(new.plan.as_of),
        lang: lang_word(lang),
        summary: summary(&Words { model: new.model(), lang }, moves).get(lang).to_owned(),
        projects: moves.projects,
        set_aside,
        gain: moves.gain,
        lose: moves.lose,
        from_nothing: moves.from_nothing,
        to_nothing: moves.to_nothing,
        same: moves.schemes.iter().filter(|s| s.is_same()).count() as u32,
        schemes,
    }
}

fn scheme([old, new]: [&Dated; 2], moves: &SchemeMoves, lang: Lang) -> Option<SchemeMoved> {
    let own = |dated: &'_ Dated| dated.model().scheme_id(&moves.id);
    let scheme = match own(new) {
        Some(id) => new.model().scheme(id),
        None => own(old).and_then(|id| old.model().scheme(id)),
    }?;
    Some(SchemeMoved {
        scheme: moves.id.clone(),
        title: phrase::told(&scheme.title, lang),
        kind: scheme.kind.word(),
        gain: moves.gain,
        lose: moves.lose,
        keep: moves.keep,
        higher: moves.higher,
        lower: moves.lower,
        low: euros(&moves.low),
        high: euros(&moves.high),
        uncapped: moves.uncapped,
    })
}

fn euros(sum: &Sum) -> EurosMoved {
    let told = |cents: i128| i64::try_from(cents).ok().filter(|cents| *cents <= MOST).map(Decimal::cents);
    EurosMoved { gained: told(sum.gained), lost: told(sum.lost) }
}

fn summary(words: &Words<'_>, moves: &Moves) -> Text {
    let [all, gain, lose] = [moves.projects, moves.gain, moves.lose].map(|n| words.count(n));
    let [up, down] = [moves.from_nothing, moves.to_nothing].map(|n| words.count(n));
    if moves.schemes.iter().all(SchemeMoves::is_same) {
        return tell!(
            "projets comparés : {all} ; rien ne change pour aucun",
            "projects compared: {all}; nothing changes for any of them"
        );
    }
    tell!(
        "projets comparés : {all} ; gagnent un dispositif : {gain} ; en perdent un : {lose} ; n'avaient rien et ont quelque chose : {up} ; n'ont plus rien : {down}",
        "projects compared: {all}; gain a scheme: {gain}; lose one: {lose}; had nothing and have something: {up}; have nothing left: {down}"
    )
}

//! Two versions of a rule set compared by meaning: who gains and who loses, on which project that shows, and what else changed.

mod amounts;
mod case;
mod codes;
mod criteria;
mod facts;
mod joint;
mod parts;
mod records;
mod rewrite;
mod rights;
mod scheme;
mod sets;
mod words;

use crate::{
    RuleSet,
    api::{Read, answer},
    base::{Code, Lang, Order, Problem, Problems, did_you_mean, tell},
    contract::{CONTRACT, DiffOptions, RuleSetDiff, SchemeDiff, SchemeStatus},
    explanation::{lang_word, rule_set_id},
    model::Scheme,
    tools::lint::last_read,
    value::{Day, format_day, parse_day},
};
use joint::{Joint, Side};
use serde_json::Value;

impl RuleSet {
    /// What `new` changes in these rules on one day, by meaning: which schemes are wider, narrower or the same for everyone, each
    /// with a project that shows it; amounts, criteria, calendars, facts, parameters and the rest, part by part.
    ///
    /// A project told as a proof was judged by both rule sets. What people declare is taken as so on both sides: who can possibly
    /// have a scheme is compared. Only projects that both rule sets can describe are looked for; a scheme that looks at facts with
    /// other possible values names them (`beyond`).
    ///
    /// # Errors
    /// When the day does not exist or none is known, and when neither set has the scheme that is asked for.
    pub fn diff(&self, new: &RuleSet, options: &DiffOptions) -> Result<RuleSetDiff, Problems> {
        let as_of = day(self, new, options);
        let only = options.only.as_deref().map_or(Ok(()), |id| known(self, new, id));
        let as_of = match (as_of, only) {
            (Ok(day), Ok(())) => day,
            (day, only) => {
                let found = day.err().into_iter().chain(only.err()).flat_map(|p| p.0);
                return Err(Problems(found.collect()));
            }
        };
        let joint = Joint::new(self, new, as_of);
        let asked = |s: &Scheme| options.only.as_ref().is_none_or(|id| *id == s.id);
        let (schemes, same) = schemes(&joint, options.lang, &asked);
        let whole = options.only.is_none();
        let list = |all: Vec<_>| if whole { all } else { vec![] };
        let mut told = RuleSetDiff {
            contract: CONTRACT,
            old: rule_set_id(&self.on(as_of, &vec![]), options.lang),
            new: rule_set_id(&new.on(as_of, &vec![]), options.lang),
            as_of: format_day(as_of),
            lang: lang_word(options.lang),
            summary: String::new(),
            schemes,
            same,
            facts: list(sets::facts(&joint, options.lang)),
            parameters: list(sets::parameters(&joint, options.lang)),
            rules: list(sets::rules(&joint, options.lang)),
        };
        told.summary = words::summary(&told).get(options.lang).to_owned();
        Ok(told)
    }

    /// [`RuleSet::diff`] with options and answer as JSON texts, as the bindings call it; `options` may give `as_of`, `lang` and `only`.
    ///
    /// # Errors
    /// As [`RuleSet::diff`], and when an option is not known.
    pub fn diff_json(&self, new: &RuleSet, options: &str) -> Result<String, Problems> {
        answer(&self.diff(new, &read(options)?)?)
    }
}

/// Schemes that differ, in the order of their ids, and how many do not.
fn schemes(joint: &Joint<'_>, lang: Lang, asked: &dyn Fn(&Scheme) -> bool) -> (Vec<SchemeDiff>, u32) {
    let [old, new] = joint.sets.map(RuleSet::model);
    let gone = old.schemes.iter().filter(|s| new.scheme_id(&s.id).is_none());
    let come = new.schemes.iter().filter(|s| old.scheme_id(&s.id).is_none());
    let mut told: Vec<SchemeDiff> =
        gone.filter(|s| asked(s)).map(|s| scheme::alone(s, SchemeStatus::Removed, lang)).collect();
    told.extend(come.filter(|s| asked(s)).map(|s| scheme::alone(s, SchemeStatus::Added, lang)));
    let mut same = 0;
    for pair in 0..joint.pairs.len() {
        if !joint.own(pair, Side::New).is_some_and(asked) {
            continue;
        }
        match scheme::kept(joint, pair, lang) {
            Some(differs) => told.push(differs),
            None => same += 1,
        }
    }
    told.order_by(|a, b| a.scheme.cmp(&b.scheme));
    (told, same)
}

/// The day asked for, or the last one on which somebody read a source of either.
fn day(old: &RuleSet, new: &RuleSet, options: &DiffOptions) -> Result<Day, Problems> {
    let (message, help) = match &options.as_of {
        Some(text) => match parse_day(text) {
            Some(day) => return Ok(day),
            None => (tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists"), None),
        },
        None => match last_read(old.model()).max(last_read(new.model())) {
            Some(day) => return Ok(day),
            None => {
                let help = tell!("donnez un jour : `2026-11-23`", "give a day: `2026-11-23`");
                (tell!("aucune source ne dit quand elle a été lue", "no source says when it was read"), Some(help))
            }
        },
    };
    Err(Problems(vec![Problem { code: Code::ProfileDate.id().to_owned(), path: "as_of".to_owned(), message, help }]))
}

fn known(old: &RuleSet, new: &RuleSet, id: &str) -> Result<(), Problems> {
    let models = [old.model(), new.model()];
    if models.iter().any(|m| m.scheme_id(id).is_some()) {
        return Ok(());
    }
    let ids = models.into_iter().flat_map(|m| m.schemes.iter().map(|s| s.id.as_str()));
    let help = did_you_mean(id, ids).map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
    let message = tell!("aucun des deux jeux de règles n'a `{id}`", "neither rule set has `{id}`");
    Err(Problems(vec![Problem { code: Code::BadOption.id().to_owned(), path: "only".to_owned(), message, help }]))
}

fn read(text: &str) -> Result<DiffOptions, Problems> {
    let mut read = Read { options: DiffOptions::default(), found: vec![] };
    read.object(text, &["as_of", "lang", "only"], key);
    if read.found.is_empty() { Ok(read.options) } else { Err(Problems(read.found)) }
}

fn key(read: &mut Read<DiffOptions>, key: &str, value: &Value) {
    match key {
        "as_of" => read.options.as_of = read.day(value),
        "lang" => read.options.lang = read.lang(value),
        _ => read.options.only = read.text(key, value, "\"leader-aura\""),
    }
}

//! A rule set that is ready to answer, the same on one day, and the weights of a request.

use crate::{
    base::{Code, Lang, Problem, Problems, tell},
    bundle::{self, Alone, Bundle},
    compile::{Plan, compile},
    contract::{Options, WeightsAsked},
    model::{LineKind, Model, Places},
    profile::{self, Changed, Filed, Profile, ProfileInput},
    ranking::Scorer,
    value::{Day, parse_day},
};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// A rule set, checked and ready to answer.
#[derive(Debug, Clone)]
pub struct RuleSet {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    model: Arc<Model>,
    /// Places that profiles may name, beside those that rules do.
    places: Option<Arc<Places>>,
    fingerprint: String,
    /// The one language of the rules' texts, where they do not have both.
    alone: Option<Alone>,
    scorer: Scorer,
    /// The plan of the last day asked for: most questions are about the same day as the one before.
    last: Mutex<Option<Arc<Plan>>>,
}

/// A rule set on one day: build it once, ask it for any number of profiles of that day.
#[derive(Debug, Clone)]
pub struct Dated {
    inner: Arc<Inner>,
    pub(crate) plan: Arc<Plan>,
}

/// Weights of a request, one for each line of the score, and the preset they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighting {
    pub(crate) preset: Option<String>,
    pub(crate) weights: Vec<u32>,
}

impl Weighting {
    pub(crate) fn weights(&self) -> &[u32] {
        &self.weights
    }
}

impl RuleSet {
    fn new(model: Arc<Model>, fingerprint: String, alone: Option<Alone>, places: Option<Arc<Places>>) -> RuleSet {
        let scorer = Scorer::new(&model);
        RuleSet { inner: Arc::new(Inner { model, places, fingerprint, alone, scorer, last: Mutex::new(None) }) }
    }

    #[cfg(feature = "yaml")]
    pub(crate) fn of_model(model: Model, places: Option<Places>) -> RuleSet {
        let fingerprint = bundle::identity(&model);
        RuleSet::new(Arc::new(model), fingerprint, None, places.map(Arc::new))
    }

    /// Loads a rule set from the text of a bundle, or its bytes.
    ///
    /// # Errors
    /// When the text is no bundle, is of another version, is damaged, or holds rules that cannot be: types, ranges and
    /// indices are looked at again, whatever the fingerprint says.
    pub fn from_bundle(bundle: impl AsRef<[u8]>) -> Result<RuleSet, Problems> {
        let read = bundle::read(bundle.as_ref()).map_err(|message| {
            let help = tell!("refaites le paquet par `terreau bundle`", "make the bundle again with `terreau bundle`");
            let code = Code::BadBundle.id().to_owned();
            Problems(vec![Problem { code, path: String::new(), message, help: Some(help) }])
        });
        read.map(|Bundle { model, fingerprint, alone }| RuleSet::new(Arc::new(model), fingerprint, alone, None))
    }

    /// The same rules with a list of official places, the text of a `.places` file: profiles may then name any of them. A folder
    /// of rules brings its own; a bundle leaves it out, for it is several times as long as the rules.
    ///
    /// # Errors
    /// When the text is no list of places, or is for a taxonomy that these rules do not have.
    pub fn with_places(&self, text: &str) -> Result<RuleSet, Problems> {
        let wrong = |path: &str, message| Problems::one(Code::BadPlaces, path, message);
        let places = Places::parse(text).map_err(|bad| wrong(&format!("line {}", bad.line), bad.message))?;
        let name = places.taxonomy();
        if self.inner.model.taxonomy(name).is_none() {
            let message = tell!("ces règles n'ont pas de taxonomie `{name}`", "these rules have no taxonomy `{name}`");
            return Err(wrong("", message));
        }
        let Inner { model, fingerprint, alone, .. } = &*self.inner;
        Ok(RuleSet::new(Arc::clone(model), fingerprint.clone(), alone.clone(), Some(Arc::new(places))))
    }

    /// The list of official places that came with the rules or by [`RuleSet::with_places`], as its text.
    pub fn places_text(&self) -> Option<&str> {
        self.inner.places.as_ref().map(|places| places.text())
    }

    #[cfg(feature = "yaml")]
    pub(crate) fn places(&self) -> Option<&Places> {
        self.inner.places.as_deref()
    }

    /// The rule set as one JSON text, which [`RuleSet::from_bundle`] reads and which needs no YAML.
    #[cfg(feature = "yaml")]
    pub fn to_bundle(&self) -> String {
        bundle::write(&self.inner.model, None, self.inner.alone.as_ref())
    }

    /// The same with the texts of one language alone, which a page in that language loads sooner. It is the same rule set: verdicts,
    /// amounts and fingerprint are those of the whole. Asked in the other language, rules speak the one that they have.
    ///
    /// # Errors
    /// When the rules were read from a bundle that has the other language alone.
    #[cfg(feature = "yaml")]
    pub fn to_bundle_in(&self, lang: Lang) -> Result<String, Problems> {
        let alone = self.inner.alone.as_ref();
        if alone.is_some_and(|alone| alone.lang != lang) {
            let message = tell!(
                "ces règles n'ont plus les textes de cette langue",
                "these rules have lost the texts of that language"
            );
            return Err(Problems::one(Code::BadOption, "lang", message));
        }
        Ok(bundle::write(&self.inner.model, Some(lang), alone))
    }

    /// The languages that the rules' own texts are in.
    pub fn languages(&self) -> Vec<Lang> {
        self.inner.alone.as_ref().map_or_else(|| vec![Lang::Fr, Lang::En], |alone| vec![alone.lang])
    }

    /// Identity of the rules: SHA-256 of what they say, whatever the order of files and keys, as hexadecimal.
    pub fn fingerprint(&self) -> &str {
        &self.inner.fingerprint
    }

    pub(crate) fn model(&self) -> &Model {
        &self.inner.model
    }

    /// The rule set on a day. The plan of the last day is kept: it is a function of the rules and the day alone.
    pub(crate) fn on(&self, as_of: Day, filed: &Filed) -> Dated {
        let dated = |plan| Dated { inner: Arc::clone(&self.inner), plan };
        let build = || Arc::new(compile(&self.inner.model, as_of, filed));
        if !filed.is_empty() {
            return dated(build());
        }
        let Ok(mut last) = self.inner.last.lock() else { return dated(build()) };
        let plan = match last.as_ref().filter(|p| p.as_of == as_of) {
            Some(plan) => Arc::clone(plan),
            None => Arc::clone(last.insert(build())),
        };
        drop(last);
        dated(plan)
    }

    /// The rule set on a day, `2026-11-23`, for many questions about it: see [`Dated::read`].
    ///
    /// # Errors
    /// When there is no such day.
    pub fn on_day(&self, as_of: &str) -> Result<Dated, Problems> {
        let day = parse_day(as_of).ok_or_else(|| {
            Problems::one(
                Code::ProfileDate,
                "as_of",
                tell!("`{as_of}` n'est pas une date qui existe", "`{as_of}` is not a date that exists"),
            )
        })?;
        Ok(self.on(day, &vec![]))
    }

    pub(crate) fn read_profile(&self, profile: &Value, options: &Options) -> Result<Profile, Problems> {
        profile::read(&self.inner.model, self.input(profile, options)?).map_err(Problems)
    }

    /// A profile as these rules read it, and what they take otherwise than those that it was saved for.
    pub(crate) fn updated(&self, profile: &Value, options: &Options) -> Result<(Value, Vec<Changed>), Problems> {
        profile::update(&self.inner.model, self.input(profile, options)?).map_err(Problems)
    }

    fn input<'a>(&'a self, json: &'a Value, options: &Options) -> Result<ProfileInput<'a>, Problems> {
        let day = |text: &String| {
            let message = tell!("`{text}` n'est pas une date qui existe", "`{text}` is not a date that exists");
            parse_day(text).ok_or_else(|| Problems::one(Code::ProfileDate, "as_of", message))
        };
        let as_of = options.as_of.as_ref().map(day).transpose()?;
        Ok(ProfileInput { json, as_of, places: self.inner.places.as_deref() })
    }

    /// The weights that a request asks for.
    pub(crate) fn weighting(&self, options: &Options) -> Result<Weighting, Problems> {
        weighting(&self.inner.model, options)
    }
}

impl Dated {
    pub(crate) fn model(&self) -> &Model {
        &self.inner.model
    }

    pub(crate) fn places(&self) -> Option<&Places> {
        self.inner.places.as_deref()
    }

    pub(crate) fn scorer(&self) -> &Scorer {
        &self.inner.scorer
    }

    pub(crate) fn fingerprint(&self) -> &str {
        &self.inner.fingerprint
    }
}

/// The weights that a request asks for.
pub(crate) fn weighting(model: &Model, options: &Options) -> Result<Weighting, Problems> {
    let score = &model.score;
    match &options.weights {
        None => Ok(score.presets.get(score.default).map_or_else(
            || Weighting { preset: None, weights: vec![0; score.lines.len()] },
            |p| Weighting { preset: Some(p.name.clone()), weights: p.weights.clone() },
        )),
        Some(WeightsAsked::Preset(name)) => match score.presets.iter().find(|p| p.name == *name) {
            Some(p) => Ok(Weighting { preset: Some(p.name.clone()), weights: p.weights.clone() }),
            None => {
                let all = score.presets.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ");
                Err(Problems::one(
                    Code::BadOption,
                    "weights",
                    tell!(
                        "`{name}` n'est pas un jeu de poids ; possibles : {all}",
                        "`{name}` is not a set of weights; possible: {all}"
                    ),
                ))
            }
        },
        Some(WeightsAsked::Lines(lines)) => weights_by_line(lines).map(|weights| Weighting { preset: None, weights }),
    }
}

fn weights_by_line(lines: &[(String, u32)]) -> Result<Vec<u32>, Problems> {
    if let Some((unknown, _)) = lines.iter().find(|(k, _)| LineKind::parse(k).is_none()) {
        let all = LineKind::WORDS.join(", ");
        return Err(Problems::one(
            Code::BadOption,
            &format!("weights.{unknown}"),
            tell!(
                "`{unknown}` n'est pas une ligne du score ; possibles : {all}",
                "`{unknown}` is not a line of the score; possible: {all}"
            ),
        ));
    }
    let sum: u64 = lines.iter().map(|(_, w)| u64::from(*w)).sum();
    if sum != 1000 {
        return Err(Problems::one(
            Code::WeightSum,
            "weights",
            tell!(
                "ces poids font {sum} ; leur somme doit faire 1000",
                "these weights sum to {sum}; their sum must be 1000"
            ),
        ));
    }
    let weight = |word: &&str| lines.iter().find(|(l, _)| l == word).map_or(0, |(_, w)| *w);
    Ok(LineKind::WORDS.iter().map(weight).collect())
}

//! The browser's door: text in, text out. Objects and errors are made in `terreau.js`.

#[cfg(feature = "workshop")]
pub mod workshop;

use terreau::{Lang, Problems};
use wasm_bindgen::prelude::wasm_bindgen;

/// A rule set, ready to answer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NativeRuleSet(terreau::RuleSet);

#[wasm_bindgen]
impl NativeRuleSet {
    /// Loads a rule set from the bytes of a bundle.
    pub fn parse(bundle: &[u8], lang: &str) -> Result<NativeRuleSet, String> {
        terreau::RuleSet::from_bundle(bundle).map(Self).map_err(told(lang))
    }

    /// The recommendations for a profile; profile, options and answer are JSON.
    #[wasm_bindgen(js_name = recommendJson)]
    pub fn recommend_json(&self, profile: &str, options: &str, lang: &str) -> Result<String, String> {
        self.0.recommend_json(profile, options).map_err(told(lang))
    }

    /// The financing plan for a profile; profile, options and answer are JSON.
    #[wasm_bindgen(js_name = planJson)]
    pub fn plan_json(&self, profile: &str, options: &str, lang: &str) -> Result<String, String> {
        self.0.plan_json(profile, options).map_err(told(lang))
    }

    /// What to ask next; profile, options and answer are JSON.
    #[wasm_bindgen(js_name = nextQuestionJson)]
    pub fn next_question_json(&self, profile: &str, options: &str, lang: &str) -> Result<String, String> {
        self.0.next_question_json(profile, options).map_err(told(lang))
    }

    /// How a recommendation is made; profile, options and answer are JSON.
    #[wasm_bindgen(js_name = noticeJson)]
    pub fn notice_json(&self, profile: &str, options: &str, lang: &str) -> Result<String, String> {
        self.0.notice_json(profile, options).map_err(told(lang))
    }

    /// A saved profile carried over to these rules; profile, options and answer are JSON.
    #[wasm_bindgen(js_name = updateProfileJson)]
    pub fn update_profile_json(&self, profile: &str, options: &str, lang: &str) -> Result<String, String> {
        self.0.update_profile_json(profile, options).map_err(told(lang))
    }

    /// The same rules with a list of official places.
    #[wasm_bindgen(js_name = withPlaces)]
    pub fn with_places(&self, text: &str, lang: &str) -> Result<NativeRuleSet, String> {
        self.0.with_places(text).map(Self).map_err(told(lang))
    }

    /// What can be asked and obtained; options and answer are JSON.
    #[wasm_bindgen(js_name = describeJson)]
    pub fn describe_json(&self, options: &str, lang: &str) -> Result<String, String> {
        self.0.describe_json(options).map_err(told(lang))
    }

    /// Identity of the rules.
    #[wasm_bindgen(getter)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_owned()
    }
}

/// The problems in the reader's language; that the language exists is for the engine to say.
fn told(lang: &str) -> impl Fn(Problems) -> String {
    let lang = language(lang);
    move |problems| problems.to_json(lang)
}

fn language(lang: &str) -> Lang {
    if lang == "en" { Lang::En } else { Lang::Fr }
}

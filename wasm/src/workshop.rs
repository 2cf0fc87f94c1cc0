//! The rule authors' door: rule files in, what there is to say of them out. Only in the playground's engine.

use crate::{NativeRuleSet, language, told};
use terreau::{Options, Workshop};
use wasm_bindgen::prelude::wasm_bindgen;

/// Rule files in an author's hands.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NativeWorkshop(Workshop);

#[wasm_bindgen]
impl NativeWorkshop {
    /// Takes layers as JSON, the base first.
    pub fn parse(layers: &str, lang: &str) -> Result<NativeWorkshop, String> {
        Workshop::from_json(layers).map(Self).map_err(told(lang))
    }

    /// Writes a file, or takes it away.
    pub fn put(&mut self, layer: usize, path: &str, text: Option<String>) {
        self.0.put(layer, path, text);
    }

    /// What is wrong with the first layers, as JSON.
    pub fn check(&mut self, depth: usize, as_of: Option<String>, lang: &str) -> Result<String, String> {
        self.0.check(depth, as_of.as_deref(), language(lang)).map(|r| r.to_json()).map_err(told(lang))
    }

    /// What the examples of the last of these layers come to, or those of one scheme, as JSON.
    #[wasm_bindgen(js_name = runExamples)]
    pub fn run_examples(&mut self, depth: usize, only: Option<String>, lang: &str) -> Result<String, String> {
        self.0.run_examples(depth, only.as_deref()).map(|r| r.to_json()).map_err(told(lang))
    }

    /// What a profile gets that is written in YAML or JSON and what would turn its refusals, or what is wrong with it in its place,
    /// as JSON.
    pub fn recommend(
        &mut self,
        depth: usize,
        profile: &str,
        as_of: Option<String>,
        lang: &str,
    ) -> Result<String, String> {
        let options = Options { as_of, lang: language(lang), near: true, ..Options::default() };
        self.0.recommend(depth, profile, &options).map(|t| t.to_json()).map_err(told(lang))
    }

    /// The rules, ready to answer.
    #[wasm_bindgen(js_name = ruleSet)]
    pub fn rule_set(&mut self, depth: usize, lang: &str) -> Result<NativeRuleSet, String> {
        self.0.rule_set(depth).map(NativeRuleSet).map_err(told(lang))
    }

    /// A new scheme and its examples, as JSON: `[{path, text}]`.
    #[wasm_bindgen(js_name = newScheme)]
    pub fn new_scheme(&self, depth: usize, id: &str, kind: &str, lang: &str) -> Result<String, String> {
        let files = self.0.new_scheme(depth, id, kind).map_err(told(lang))?;
        let files = files.map(|f| serde_json::json!({ "path": f.path, "text": f.text }));
        Ok(serde_json::Value::from(files.to_vec()).to_string())
    }

    /// The JSON Schema of a kind of file; nothing where there is no such kind.
    pub fn schema(&mut self, depth: usize, kind: &str, lang: &str) -> Option<String> {
        self.0.schema(depth, kind, language(lang)).map(|schema| schema.to_string())
    }
}

#[wasm_bindgen]
impl NativeRuleSet {
    /// The rules as one text, for portals.
    #[wasm_bindgen(js_name = toBundle)]
    pub fn to_bundle(&self) -> String {
        self.0.to_bundle()
    }
}

/// What a code means, as JSON.
#[wasm_bindgen]
pub fn explain(code: &str, lang: &str) -> Result<String, String> {
    terreau::explain(code, language(lang)).map(|page| page.to_json()).map_err(told(lang))
}

/// Every code with its headline, as JSON.
#[wasm_bindgen]
pub fn codes(lang: &str) -> String {
    serde_json::to_string(&terreau::codes(language(lang))).unwrap_or_default()
}

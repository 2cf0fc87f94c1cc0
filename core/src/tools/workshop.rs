//! Rule files in an author's hands, without a disk: changed one by one, and asked again what there is to say of them.

use super::{
    findings::{CheckReport, Finding, Told},
    schema::{self, FileKind},
    written::Written,
};
use crate::{
    Checked, Diagnostic, ExampleReport, Lang, Options, RuleSet, Source, Sources, Span,
    base::{Code, Problems, tell},
    contract::Report,
    load::check_sources,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Rule sets over one another as texts, the base first; what was found is kept until a file changes.
///
/// Each verb takes `depth`: how many of the layers it is about, from the base. A base can so be looked at by itself while
/// what extends it is there too.
#[derive(Debug, Clone, Default)]
pub struct Workshop {
    layers: Vec<Layer>,
    checked: BTreeMap<usize, Checked>,
}

/// One rule set's own files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layer {
    /// What its files are called by in findings: `name/set.yaml`.
    name: String,
    /// Texts by path, relative to the rule set's folder.
    files: BTreeMap<String, String>,
}

/// What a profile that was written by hand comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tried {
    /// What is wrong with the profile, where it stands.
    pub findings: Vec<Finding>,
    /// The profile as JSON; absent when there is something wrong.
    pub profile: Option<Value>,
    /// The answer; absent when there is something wrong.
    pub report: Option<Report>,
}

impl Tried {
    /// As JSON text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Workshop {
    /// Takes layers as JSON, the base first: `[{"name": "rural-fr", "files": {"set.yaml": "…"}}]`.
    ///
    /// # Errors
    /// When the text is not such JSON.
    pub fn from_json(layers: &str) -> Result<Workshop, Problems> {
        let layers = serde_json::from_str(layers).map_err(|e| {
            let message = tell!("ce ne sont pas des fichiers de règles : {e}", "these are not rule files: {e}");
            Problems::one(Code::BadOption, "layers", message)
        })?;
        Ok(Workshop { layers, checked: BTreeMap::new() })
    }

    /// Writes a file, or takes it away; a layer that is not there has no files.
    pub fn put(&mut self, layer: usize, path: &str, text: Option<String>) {
        let Some(one) = self.layers.get_mut(layer) else { return };
        match text {
            Some(text) => one.files.insert(path.to_owned(), text),
            None => one.files.remove(path),
        };
        // what lies below does not know of this layer
        self.checked.retain(|depth, _| *depth <= layer);
    }

    /// Everything that is wrong, as [`Checked::report`] says it; paths begin with the name of their layer.
    ///
    /// # Errors
    /// When `as_of` is no day.
    pub fn check(&mut self, depth: usize, as_of: Option<&str>, lang: Lang) -> Result<CheckReport, Problems> {
        let shown = self.shown(depth);
        self.checked(depth).report_as(&shown, as_of, lang)
    }

    /// What the examples and personas of the last of these layers come to, or those of one scheme.
    ///
    /// # Errors
    /// As [`crate::run_examples`].
    pub fn run_examples(&mut self, depth: usize, only: Option<&str>) -> Result<ExampleReport, Problems> {
        crate::run_examples(self.checked(depth), only)
    }

    /// The rules, ready to answer.
    ///
    /// # Errors
    /// Every mistake of the rule files, each with its place.
    pub fn rule_set(&mut self, depth: usize) -> Result<RuleSet, Problems> {
        let checked = self.checked(depth);
        checked.rule_set.clone().ok_or_else(|| Problems::from(checked))
    }

    /// A new scheme and its examples, as [`RuleSet::new_scheme`] makes them; schemes that are broken are no hindrance.
    ///
    /// # Errors
    /// When the id or the kind cannot be, and when what is broken is more than a scheme.
    pub fn new_scheme(&self, depth: usize, id: &str, kind: &str) -> Result<[Source; 2], Problems> {
        let checked = check_sources(self.sources(depth), true);
        checked.rule_set.as_ref().ok_or_else(|| Problems::from(&checked))?.new_scheme(id, kind)
    }

    /// What a profile gets that is written in YAML or JSON, or what is wrong with it in its place.
    ///
    /// # Errors
    /// When the rules cannot be used.
    pub fn recommend(&mut self, depth: usize, profile: &str, options: &Options) -> Result<Tried, Problems> {
        let rules = self.rule_set(depth)?;
        let refused = |told: Vec<Diagnostic>| {
            let sources = Sources { files: vec![Source::new("", profile)] };
            let findings =
                Told { diagnostics: &told, sources: &sources, shown: &[] }.report(None, options.lang).findings;
            Ok(Tried { findings, profile: None, report: None })
        };
        let read = if profile.trim_start().starts_with('{') {
            Written::json(profile).map_err(|told| vec![Diagnostic::new(Code::ProfileShape, Span::default(), told)])
        } else {
            Written::yaml(profile)
        };
        let written = match read {
            Ok(written) => written,
            Err(told) => return refused(told),
        };
        match rules.recommend(&written.json, options) {
            Ok(report) => Ok(Tried { findings: vec![], profile: Some(written.json), report: Some(report) }),
            Err(problems) => {
                let whole = |p| Written::told(p, Span::default());
                refused(problems.0.iter().map(|p| written.placed(p).unwrap_or_else(|| whole(p))).collect())
            }
        }
    }

    /// The JSON Schema of a kind of file, with the names of these rules when they can be used; nothing for a kind that there is not.
    pub fn schema(&mut self, depth: usize, kind: &str, lang: Lang) -> Option<Value> {
        let rules = self.checked(depth).rule_set.clone();
        match (FileKind::of(kind), rules) {
            (Some(FileKind::Scheme), Some(rules)) => Some(schema::scheme(&rules)),
            (Some(kind), _) => Some(schema::rule_file(kind)),
            (None, Some(rules)) if kind == "profile" => Some(schema::profile(&rules, lang)),
            (None, _) => None,
        }
    }

    fn checked(&mut self, depth: usize) -> &Checked {
        let sources = (!self.checked.contains_key(&depth)).then(|| self.sources(depth));
        self.checked.entry(depth).or_insert_with(|| check_sources(sources.unwrap_or_default(), false))
    }

    fn sources(&self, depth: usize) -> Vec<Vec<Source>> {
        let source = |(path, text): (&String, &String)| Source::new(path, text);
        self.layers.iter().take(depth).map(|l| l.files.iter().map(source).collect()).collect()
    }

    /// The path of each file with its layer's name, in the order of the sources.
    fn shown(&self, depth: usize) -> Vec<String> {
        let named = |l: &Layer| l.files.keys().map(|path| format!("{}/{path}", l.name)).collect::<Vec<_>>();
        self.layers.iter().take(depth).flat_map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The pages' sample set as the lower of two layers.
    fn workshop(over: &str) -> Workshop {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/base");
        let files = crate::load::check_folder(&root, false).sources.files;
        let texts: BTreeMap<_, _> = files.into_iter().map(|f| (f.path, f.text)).collect();
        let layers = serde_json::json!([
            { "name": "base", "files": texts },
            { "name": "over", "files": { "set.yaml": over } },
        ]);
        Workshop::from_json(&layers.to_string()).expect("these are layers")
    }

    #[test]
    fn a_change_is_found_in_its_layer_and_gone_when_undone() {
        let mut shop = workshop("id: over\nversion: 1\nextend: ../base\n");
        let base = shop.check(1, None, Lang::En).expect("no day was given");
        assert_eq!((base.errors, base.fingerprint.is_some()), (0, true));
        let both = shop.check(2, None, Lang::En).expect("no day was given");
        assert_eq!(both.findings[0].place.path, "over/set.yaml");
        let scheme = "schemes/grant/temoin.yaml";
        let was = shop.layers[0].files[scheme].clone();
        shop.put(0, scheme, Some(was.replace("kind:", "knid:")));
        let broken = shop.check(1, None, Lang::En).expect("no day was given");
        assert_eq!(broken.findings[0].place.path, "base/schemes/grant/temoin.yaml");
        assert!(shop.rule_set(1).is_err() && shop.run_examples(1, None).is_err());
        shop.put(0, scheme, Some(was));
        assert_eq!(shop.check(1, None, Lang::En), Ok(base));
    }

    #[test]
    fn findings_of_the_base_are_kept_when_what_extends_it_changes() {
        let mut shop = workshop("id: over\n");
        shop.check(1, None, Lang::Fr).expect("no day was given");
        shop.check(2, None, Lang::Fr).expect("no day was given");
        shop.put(1, "set.yaml", None);
        assert_eq!(shop.checked.keys().collect::<Vec<_>>(), [&1]);
    }

    #[test]
    fn a_profile_is_answered_or_told_where_it_is_wrong() {
        let mut shop = workshop("");
        let asked =
            |shop: &mut Workshop, text: &str| shop.recommend(1, text, &Options::default()).expect("rules are there");
        let good = asked(&mut shop, "as_of: 2026-11-23\nfacts: {applicant.kind: association}\n");
        assert!(good.findings.is_empty() && good.report.is_some_and(|r| !r.schemes.is_empty()));
        let same = serde_json::json!({"as_of": "2026-11-23", "facts": {"applicant.kind": "association"}});
        assert_eq!(good.profile, Some(same));
        assert!(asked(&mut shop, r#"{"as_of": "2026-11-23", "facts": {}}"#).report.is_some());
        let bad = asked(&mut shop, "as_of: 2026-11-23\nfacts:\n  applicant.knid: association\n");
        let place = &bad.findings[0].place;
        assert_eq!((place.line, place.column, bad.findings[0].code), (3, 3, "P0003"));
        assert_eq!((&bad.profile, &bad.report), (&None, &None));
        assert_eq!(asked(&mut shop, "facts: [").report, None);
        assert_eq!(asked(&mut shop, "{\"facts\"").findings[0].code, "P0001");
    }

    #[test]
    fn a_new_scheme_checks_and_its_examples_pass() {
        let mut shop = workshop("");
        for kind in crate::model::Kind::WORDS {
            let files = shop.new_scheme(1, "my-own", kind).expect("the id is free");
            files.iter().for_each(|f| shop.put(0, &f.path, Some(f.text.clone())));
            assert_eq!(shop.check(1, None, Lang::En).expect("no day was given").errors, 0, "{kind}");
            let report = shop.run_examples(1, Some("my-own")).expect("the rules are fine");
            assert!(report.passed() && report.examples.len() == 4, "{kind}: {report:?}");
            files.iter().for_each(|f| shop.put(0, &f.path, None));
        }
        let refused = |id, kind| shop.new_scheme(1, id, kind).is_err();
        assert!(refused("temoin", "grant") && refused("No", "grant") && refused("fine", "gift"));
        let broken = shop.layers[0].files["schemes/grant/temoin.yaml"].replace("kind:", "knid:");
        shop.put(0, "schemes/grant/temoin.yaml", Some(broken));
        assert!(shop.new_scheme(1, "my-own", "grant").is_ok(), "another scheme's mistake is no hindrance");
    }
}

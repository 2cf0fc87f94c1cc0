//! From files or a bundle to a checked model. The disk is read here and in `cli`, nowhere else.

use crate::{
    base::{Code, Diagnostic, Diagnostics, Order, Source, Sources, Span, Text, tell},
    check::{self, OnBroken, Role, Tree, TreeFile},
    syntax::{bundle_node, node::Node},
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Everything that came out of reading a rule set: findings, and the rules when they can be used.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The files, for showing findings in their place.
    pub sources: Sources,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules; absent when they cannot be used.
    pub rule_set: Option<crate::RuleSet>,
    /// Files before this one belong to the sets that it extends.
    pub(crate) first_own: usize,
}

/// Version of the bundle's own format.
const BUNDLE: u32 = 1;
/// A bundle's text may be this long.
const MAX_BUNDLE_BYTES: usize = 32_000_000;

/// Checks a rule set given as files: one list per layer, the base first.
#[cfg(feature = "yaml")]
pub fn check_sources(layers: Vec<Vec<Source>>, keep_going: bool) -> Checked {
    let mut out = Diagnostics::default();
    let mut sources = Sources::default();
    let mut tree = Tree { files: vec![], broken: vec![] };
    let mut first_own = 0;
    for (layer, mut files) in layers.into_iter().enumerate() {
        files.order_by(|a, b| a.path.cmp(&b.path));
        first_own = sources.files.len();
        for source in files {
            let file = sources.files.len() as u32;
            let wanted = !matches!(check::role(&source.path), Role::Examples { .. } | Role::Persona);
            if wanted {
                let path = source.path.clone();
                let mut own = Diagnostics::default();
                let node = crate::syntax::yaml::read(file, &source.text, &mut own);
                // findings of the reader count against the scheme, as those of the checker do
                let leave_out = keep_going && own.has_errors() && matches!(check::role(&path), Role::Scheme { .. });
                match node.filter(|_| !leave_out) {
                    Some(node) => tree.files.push(TreeFile { path, layer: layer as u32, file, node }),
                    None => tree.broken.push(check::BrokenFile { path, layer: layer as u32, file }),
                }
                if leave_out {
                    own.downgrade();
                }
                out.append(own);
            }
            sources.files.push(source);
        }
    }
    Checked { first_own, ..finish(tree, sources, keep_going, out, None) }
}

/// `layers` is what a bundle was read from: the same content as the tree's.
fn finish(tree: Tree, sources: Sources, keep_going: bool, mut out: Diagnostics, layers: Option<Value>) -> Checked {
    let on_broken = if keep_going { OnBroken::LeaveOut } else { OnBroken::Refuse };
    let model = check::check(&tree, &sources, on_broken, &mut out);
    let unusable = out.has_errors();
    let rule_set = model.filter(|_| !unusable).map(|model| {
        let layers = layers.unwrap_or_else(|| bundle_layers(&tree, &model.left_out));
        let fingerprint = fingerprint(&layers);
        crate::RuleSet::new(model, fingerprint, layers)
    });
    Checked { sources, diagnostics: out.into_sorted(), rule_set, first_own: 0 }
}

/// The files of each layer as JSON, without what was left out.
fn bundle_layers(tree: &Tree, left_out: &[String]) -> Value {
    let mut layers: Vec<Map<String, Value>> = vec![];
    for file in &tree.files {
        if matches!(check::role(&file.path), Role::Scheme { id, .. } if left_out.iter().any(|l| l == id)) {
            continue;
        }
        while layers.len() <= file.layer as usize {
            layers.push(Map::new());
        }
        if let Some(layer) = layers.get_mut(file.layer as usize) {
            layer.insert(file.path.clone(), bundle_node::to_json(&file.node));
        }
    }
    layers.into_iter().map(Value::Object).collect()
}

/// SHA-256 of the rules, whatever the order of files and keys.
fn fingerprint(layers: &Value) -> String {
    let mut canonical = String::new();
    write_sorted(layers, &mut canonical);
    Sha256::digest(canonical.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// JSON with keys in order.
fn write_sorted(value: &Value, out: &mut String) {
    let separate = |first: &mut bool, out: &mut String| {
        if !std::mem::take(first) {
            out.push(',');
        }
    };
    let mut first = true;
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.order_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (key, value) in entries {
                separate(&mut first, out);
                write_text(key, out);
                out.push(':');
                write_sorted(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                separate(&mut first, out);
                write_sorted(item, out);
            }
            out.push(']');
        }
        Value::String(text) => write_text(text, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
    }
}

fn write_text(text: &str, out: &mut String) {
    if text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Value::from(text).to_string());
    }
}

/// The bundle's text.
pub(crate) fn bundle_text(fingerprint: &str, layers: &Value) -> String {
    json!({ "terreau_bundle": BUNDLE, "fingerprint": fingerprint, "layers": layers }).to_string()
}

/// Reads and checks a bundle. What it says is checked again from the ground: the fingerprint proves identity, not safety.
pub fn check_bundle(text: &str) -> Checked {
    match read_bundle(text) {
        Ok((tree, told, layers)) => {
            let paths = tree.files.iter().map(|f| Source { path: f.path.clone(), text: String::new() });
            let sources = Sources { files: paths.collect() };
            let mut checked = finish(tree, sources, false, Diagnostics::default(), Some(layers));
            let real = checked.rule_set.as_ref().map(|r| r.fingerprint().to_owned());
            if let Some(real) = real.filter(|r| *r != told) {
                checked.rule_set = None;
                checked.diagnostics.push(bad_bundle(tell!(
                    "l'empreinte du paquet ne correspond pas à son contenu (`{real}`)",
                    "the bundle's fingerprint does not match its content (`{real}`)"
                )));
            }
            checked
        }
        Err(message) => Checked {
            sources: Sources::default(),
            diagnostics: vec![bad_bundle(message)],
            rule_set: None,
            first_own: 0,
        },
    }
}

fn bad_bundle(message: Text) -> Diagnostic {
    Diagnostic::new(Code::BadBundle, Span::default(), message)
        .help(tell!("refaites le paquet par `terreau bundle`", "make the bundle again with `terreau bundle`"))
}

fn read_bundle(text: &str) -> Result<(Tree, String, Value), Text> {
    if text.len() > MAX_BUNDLE_BYTES {
        return Err(tell!(
            "le paquet dépasse {MAX_BUNDLE_BYTES} octets",
            "the bundle is over {MAX_BUNDLE_BYTES} bytes"
        ));
    }
    let mut value =
        crate::profile::parse_json(text).map_err(|e| tell!("ce n'est pas du JSON : {e}", "this is not JSON: {e}"))?;
    let version = value.get("terreau_bundle").and_then(Value::as_u64);
    if version != Some(u64::from(BUNDLE)) {
        return Err(tell!(
            "ce n'est pas un paquet de règles de cette version",
            "this is not a rule bundle of this version"
        ));
    }
    let layers = value
        .get("layers")
        .and_then(Value::as_array)
        .ok_or_else(|| tell!("le paquet n'a pas de `layers`", "the bundle has no `layers`"))?;
    let told = value.get("fingerprint").and_then(Value::as_str).unwrap_or("").to_owned();
    let mut files = vec![];
    for (layer, map) in layers.iter().enumerate() {
        let map = map.as_object().ok_or_else(|| {
            tell!("une couche du paquet n'est pas un objet", "a layer of the bundle is not an object")
        })?;
        // places name a file by its number, so files are numbered in the order that they end up in
        let mut entries: Vec<(&String, &Value)> = map.iter().collect();
        entries.order_by(|a, b| a.0.cmp(b.0));
        for (path, value) in entries {
            let file = files.len() as u32;
            let node: Node = bundle_node::from_json(file, value)
                .map_err(|e| Text { fr: format!("{path} : {}", e.fr), en: format!("{path}: {}", e.en) })?;
            files.push(TreeFile { path: path.clone(), layer: layer as u32, file, node });
        }
    }
    let layers = value.get_mut("layers").map(Value::take).unwrap_or_default();
    Ok((Tree { files, broken: vec![] }, told, layers))
}

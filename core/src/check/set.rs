//! `set.yaml`: identity, roles, sources of money, needs, documents, and how schemes are scored.

use super::{
    keys,
    reader::{Fields, Reader},
    scope::Scope,
};
use crate::{
    base::{Code, Text, say},
    model::{DocumentDef, FactId, Line, LineKind, Named, Preset, Roles, ScoreTable, SourceOfMoney},
    syntax::node::Node,
    value::Ratio,
};

/// What stands in `set.yaml`, with roles and sources still as names.
#[derive(Default)]
pub(super) struct Manifest {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Text,
    pub(super) territory: Option<String>,
    pub(super) needs: Vec<Named>,
    pub(super) documents: Vec<DocumentDef>,
    pub(super) score: ScoreTable,
}

pub(super) fn read(node: &Node, r: &mut Reader<'_>) -> Manifest {
    let Some(f) = r.fields(node, keys::SET) else { return Manifest::default() };
    Manifest {
        id: r.require(&f, "id").and_then(|n| r.id(n)).unwrap_or_default(),
        version: r.require(&f, "version").and_then(|n| r.text(n)).unwrap_or_default(),
        title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
        territory: f.get("territory").and_then(|n| r.text(n)),
        needs: f.get("needs").map_or_else(Vec::new, |n| needs(n, r)),
        documents: f.get("documents").map_or_else(Vec::new, |n| documents(n, r)),
        score: r.require(&f, "score").map_or_else(ScoreTable::default, |n| score(n, r)),
    }
}

fn needs(node: &Node, r: &mut Reader<'_>) -> Vec<Named> {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    let mut found = vec![];
    for (id, node) in entries {
        let Some(f) = r.fields(node, &["title"]) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        found.push(Named { id: id.text.clone(), title });
    }
    found
}

fn documents(node: &Node, r: &mut Reader<'_>) -> Vec<DocumentDef> {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    let mut found = vec![];
    for (id, node) in entries {
        let Some(f) = r.fields(node, keys::DOCUMENT) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        found.push(DocumentDef { id: id.text.clone(), title, issuer: f.get("issuer").and_then(|n| r.localized(n)) });
    }
    found
}

pub(super) fn roles(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Roles {
    let top = node.map().and_then(|m| m.get("roles"));
    let Some(f) = top.and_then(|n| r.fields(n, keys::ROLES)) else { return Roles::default() };
    let mut role = |key: &str| f.get(key).and_then(|n| fact(n, scope, r));
    Roles {
        budget: role("budget"),
        place: role("place"),
        bank_loan: role("bank_loan"),
        own_cash: role("own_cash"),
        own_funds: role("own_funds"),
        grants_notified: role("grants_notified"),
        aid_history: role("aid_history"),
    }
}

fn fact(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<FactId> {
    let key = r.text(node)?;
    let found = scope.fact(&key).map(|(id, _)| id);
    if found.is_none() {
        r.unknown(
            Code::UnknownFact,
            node.span(),
            say!("le fait `{key}` n'est pas déclaré", "the fact `{key}` is not declared"),
            &key,
            scope.facts.iter().map(|f| f.key.as_str()),
        );
    }
    found
}

pub(super) fn sources(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<SourceOfMoney> {
    const NATURES: &[&str] = &["own", "repayable", "grant"];
    const ORIGINS: &[&str] = &["none", "local", "national", "eu"];
    let Some(list) = node.map().and_then(|m| m.get("sources")) else { return vec![] };
    let word = |words: &'static [&'static str]| move |w: &str| words.contains(&w).then(|| w.to_owned());
    let mut found = vec![];
    for node in r.list(list) {
        let Some(f) = r.fields(node, keys::SOURCE) else { continue };
        let Some(id) = r.require(&f, "id").and_then(|n| r.id(n)) else { continue };
        found.push(SourceOfMoney {
            id,
            title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
            nature: r.require(&f, "nature").and_then(|n| r.word(n, NATURES, word(NATURES))).unwrap_or_default(),
            origin: r.require(&f, "origin").and_then(|n| r.word(n, ORIGINS, word(ORIGINS))).unwrap_or_default(),
            fact: f.get("fact").and_then(|n| fact(n, scope, r)),
        });
    }
    found
}

fn score(node: &Node, r: &mut Reader<'_>) -> ScoreTable {
    let Some(f) = r.fields(node, keys::SCORE) else { return ScoreTable::default() };
    let mut lines = vec![];
    if let Some(node) = r.require(&f, "lines") {
        let Some(map) = r.fields(node, LineKind::WORDS) else { return ScoreTable::default() };
        for word in LineKind::WORDS {
            let Some(kind) = LineKind::parse(word) else { continue };
            if let Some(found) = r.require(&map, word).and_then(|n| line(kind, n, r)) {
                lines.push(found);
            }
        }
    }
    let presets = r.require(&f, "presets").map_or_else(Vec::new, |n| presets(n, r));
    let default = f.get("default").and_then(|n| {
        let names: Vec<&str> = presets.iter().map(|p| p.name.as_str()).collect();
        r.word(n, &names, |w| names.iter().position(|p| *p == w))
    });
    ScoreTable { lines, presets, default: default.unwrap_or(0) }
}

fn line(kind: LineKind, node: &Node, r: &mut Reader<'_>) -> Option<Line> {
    let f = r.fields(node, keys::LINE)?;
    let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
    let mut anchors: Vec<(Ratio, u32)> = vec![];
    let mut levels = [0; 3];
    let mut discretion = 0;
    if kind == LineKind::Certainty {
        let node = r.require(&f, "levels")?;
        let l = r.fields(node, &["high", "medium", "low"])?;
        for (slot, key) in levels.iter_mut().zip(["high", "medium", "low"]) {
            *slot = r.require(&l, key).and_then(|n| points(n, r))?;
        }
        // written as what it takes away: -300
        discretion = f.get("discretion").and_then(|n| r.integer(n)).map_or(0, |d| d.unsigned_abs().min(1000) as u32);
    } else {
        let node = r.require(&f, "anchors")?;
        for pair in r.list(node) {
            let [value, at] = r.list(pair) else {
                r.report(
                    Code::WrongShape,
                    pair.span(),
                    say!("une ancre s'écrit `[valeur, points]`", "an anchor is written `[value, points]`"),
                );
                return None;
            };
            let anchor = (r.number(value)?, points(at, r)?);
            if anchors.last().is_some_and(|(v, _)| *v >= anchor.0) {
                r.report(
                    Code::Brackets,
                    pair.span(),
                    say!("les valeurs des ancres vont en croissant", "the values of anchors go up"),
                );
                return None;
            }
            anchors.push(anchor);
        }
    }
    let otherwise = f.get("otherwise").and_then(|n| points(n, r)).unwrap_or(0);
    Some(Line { kind, title, anchors, otherwise, levels, discretion })
}

fn points(node: &Node, r: &mut Reader<'_>) -> Option<u32> {
    let n = r.count(node)?;
    if n > 1000 {
        r.report(Code::OutOfRange, node.span(), say!("les points vont de 0 à 1000", "points go from 0 to 1000"));
        return None;
    }
    Some(n)
}

fn presets(node: &Node, r: &mut Reader<'_>) -> Vec<Preset> {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    let mut found = vec![];
    for (name, node) in entries {
        let Some(f) = r.fields(node, keys::PRESET) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        let Some(weights) = r.require(&f, "weights").and_then(|n| weights(n, r)) else { continue };
        found.push(Preset { name: name.text.clone(), title, weights });
    }
    found
}

fn weights(node: &Node, r: &mut Reader<'_>) -> Option<Vec<u32>> {
    let f: Fields<'_> = r.fields(node, LineKind::WORDS)?;
    let mut weights = vec![];
    for word in LineKind::WORDS {
        weights.push(f.get(word).map_or(Some(0), |n| r.count(n))?);
    }
    let sum: u64 = weights.iter().map(|w| u64::from(*w)).sum();
    if sum != 1000 {
        r.report_with_help(
            Code::WeightSum,
            node.span(),
            say!("ces poids font {sum}", "these weights sum to {sum}"),
            say!("leur somme doit faire 1000", "their sum must be 1000"),
        );
        return None;
    }
    Some(weights)
}

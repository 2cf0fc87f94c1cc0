//! The score in `set.yaml`: lines between anchors, and presets of weights. A later layer weighs anew; what a line measures
//! stays as the first says it.

use super::{
    keys,
    reader::{Fields, Reader},
};
use crate::{
    base::{Code, Span, tell},
    model::{Line, LineKind, Preset, ScoreTable},
    syntax::node::Node,
    value::Ratio,
};
use std::collections::BTreeMap;

/// Reads the score of one layer over what the layers before said. The first must say it all.
pub(super) fn read(
    node: &Node,
    (layer, first): (u32, bool),
    seen: &mut BTreeMap<String, Span>,
    table: &mut ScoreTable,
    r: &mut Reader<'_>,
) {
    let Some(f) = r.fields(node, keys::SCORE) else { return };
    let part = |key: &str, r: &mut Reader<'_>| if first { r.require(&f, key) } else { f.get(key) };
    if let Some(map) = part("lines", r).and_then(|n| r.fields(n, LineKind::WORDS)) {
        lines(&map, first, seen, table, r);
    }
    for preset in part("presets", r).map_or_else(Vec::new, |n| presets(n, layer, r)) {
        match table.presets.iter_mut().find(|p| p.name == preset.name) {
            Some(before) => *before = preset,
            None => table.presets.push(preset),
        }
    }
    if let Some(n) = f.get("default") {
        let names: Vec<String> = table.presets.iter().map(|p| p.name.clone()).collect();
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = r.word(n, &words, |w| words.iter().position(|p| *p == w));
        table.default = found.unwrap_or(table.default);
    }
}

fn lines(map: &Fields<'_>, first: bool, seen: &mut BTreeMap<String, Span>, table: &mut ScoreTable, r: &mut Reader<'_>) {
    for word in LineKind::WORDS {
        let Some(kind) = LineKind::parse(word) else { continue };
        let node = if first { r.require(map, word) } else { map.get(word) };
        let Some(found) = node.and_then(|n| line(kind, n, r)) else { continue };
        if r.once(seen, &format!("score.lines.{word}"), map.key_span(word)) {
            table.lines.push(found);
        }
    }
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
                    tell!("une ancre s'écrit `[valeur, points]`", "an anchor is written `[value, points]`"),
                );
                return None;
            };
            let anchor = (r.number(value)?, points(at, r)?);
            if anchors.last().is_some_and(|(v, _)| *v >= anchor.0) {
                r.report(
                    Code::Brackets,
                    pair.span(),
                    tell!("les valeurs des ancres vont en croissant", "the values of anchors go up"),
                );
                return None;
            }
            anchors.push(anchor);
        }
    }
    let otherwise = f.get("otherwise").and_then(|n| points(n, r)).unwrap_or(0);
    let lent = f.get("lent").map_or(Some(Ratio::ONE), |n| share(n, r))?;
    let lent_free = f.get("lent_free").map_or(Some(lent), |n| share(n, r))?;
    Some(Line { kind, title, anchors, otherwise, levels, discretion, lent, lent_free })
}

fn share(node: &Node, r: &mut Reader<'_>) -> Option<Ratio> {
    let share = r.number(node)?;
    if share < Ratio::ZERO || share > Ratio::ONE {
        r.report(Code::OutOfRange, node.span(), tell!("une part va de 0 % à 100 %", "a share goes from 0% to 100%"));
        return None;
    }
    Some(share)
}

fn points(node: &Node, r: &mut Reader<'_>) -> Option<u32> {
    let n = r.count(node)?;
    if n > 1000 {
        r.report(Code::OutOfRange, node.span(), tell!("les points vont de 0 à 1000", "points go from 0 to 1000"));
        return None;
    }
    Some(n)
}

fn presets(node: &Node, layer: u32, r: &mut Reader<'_>) -> Vec<Preset> {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    let mut found = vec![];
    for (name, node) in entries {
        let Some(f) = r.fields(node, keys::PRESET) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        let Some(weights) = r.require(&f, "weights").and_then(|n| weights(n, r)) else { continue };
        found.push(Preset { layer, name: name.text.clone(), title, weights });
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
            tell!("ces poids font {sum}", "these weights sum to {sum}"),
            tell!("leur somme doit faire 1000", "their sum must be 1000"),
        );
        return None;
    }
    Some(weights)
}

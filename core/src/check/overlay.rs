//! Overlays: a set that extends another narrows or closes its schemes, and never edits them silently.

use super::{
    TreeFile,
    criteria::Collector,
    keys,
    reader::Reader,
    scheme::{self, Known},
};
use crate::{
    base::{Code, say},
    model::Scheme,
};

const NARROW: &[&str] = &["id", "kind", "overlay", "criteria", "windows", "in_force", "references"];
const CLOSE: &[&str] = &["id", "kind", "overlay", "closed", "references"];

/// Applies an overlay file to the scheme it names.
pub(super) fn apply(id: &str, file: &TreeFile, known: &Known<'_>, found: &mut [Scheme], r: &mut Reader<'_>) {
    let Some(base) = found.iter_mut().find(|s| s.id == id) else {
        r.report(
            Code::BadOverlay,
            file.node.span(),
            say!("il n'y a pas de dispositif `{id}` à modifier", "there is no scheme `{id}` to change"),
        );
        return;
    };
    let word = file.node.map().and_then(|m| m.get("overlay"));
    let how =
        word.and_then(|n| r.word(n, &["narrow", "close"], |w| matches!(w, "narrow" | "close").then(|| w == "close")));
    let Some(close) = how else { return };
    let Some(f) = r.fields(&file.node, if close { CLOSE } else { NARROW }) else { return };
    if close {
        let Some(c) = r.require(&f, "closed").and_then(|n| r.fields(n, keys::CLOSED)) else { return };
        let on = r.require(&c, "on").and_then(|n| r.date(n));
        // closed from that day on: the day before is the last
        base.in_force.1 = on.map(|d| d - 1).or(base.in_force.1);
        base.closed_because = r.require(&c, "because").and_then(|n| r.localized(n));
        return;
    }
    if let Some(n) = f.get("in_force") {
        let (from, to) = r.date_range(n);
        base.in_force = (base.in_force.0.max(from), earliest(base.in_force.1, to));
    }
    if let Some(n) = f.get("windows") {
        base.windows = scheme::windows(n, r);
    }
    if let Some(n) = f.get("criteria") {
        let mut collector =
            Collector { scope: known.scope, r, needs: &known.needs, found: std::mem::take(&mut base.criteria) };
        base.top.extend(collector.top(n));
        base.criteria = collector.found;
    }
}

fn earliest(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A second file for the same scheme must say that it is an overlay.
pub(super) fn refuse_silent_edit(id: &str, file: &TreeFile, found: &[Scheme], r: &mut Reader<'_>) {
    if found.iter().any(|s| s.id == id) {
        r.report_with_help(
            Code::BadOverlay,
            file.node.span(),
            say!("le dispositif `{id}` existe déjà", "the scheme `{id}` exists already"),
            say!(
                "pour le modifier, écrivez `overlay: narrow` ou `overlay: close`",
                "to change it, write `overlay: narrow` or `overlay: close`"
            ),
        );
    }
}

//! Overlays: a set that extends another narrows or closes its schemes, and never edits them silently.

use super::{
    TreeFile,
    criteria::Collector,
    keys,
    reader::Reader,
    scheme::{self, Known},
};
use crate::{
    base::{Code, Diagnostic, Span, tell},
    model::Scheme,
    syntax::node::Node,
};

pub(crate) const NARROW: &[&str] = &["id", "kind", "overlay", "criteria", "windows", "in_force", "references"];
pub(crate) const CLOSE: &[&str] = &["id", "kind", "overlay", "closed", "references"];

/// Applies an overlay file to the scheme it names.
pub(super) fn apply(folder: &str, file: &TreeFile, base: &mut Scheme, known: &Known<'_>, r: &mut Reader<'_>) {
    if base.kind.word() != folder {
        let word = base.kind.word();
        r.report(
            Code::MissingFile,
            Span { file: file.file, ..Span::default() },
            tell!("ce dispositif est rangé dans `{word}/`", "this scheme lies in `{word}/`"),
        );
    }
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
        base.dates_span = f.key_span("in_force");
        base.in_force = (base.in_force.0.max(from), earliest(base.in_force.1, to));
    }
    if let Some(n) = f.get("windows") {
        base.dates_span = f.key_span("windows");
        base.windows = scheme::windows(n, r);
    }
    if let Some(n) = f.get("references") {
        let items = r.list(n).iter().filter_map(|item| r.reference(item)).collect::<Vec<_>>();
        base.references.extend(items);
    }
    if let Some(n) = f.get("criteria") {
        let mut collector = Collector {
            scope: known.scope,
            r,
            needs: &known.needs,
            found: std::mem::take(&mut base.criteria),
            written: None,
        };
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

/// There is no scheme to change in the layers below.
pub(super) fn nothing_below(id: &str, file: &TreeFile, r: &mut Reader<'_>) {
    r.report(
        Code::BadOverlay,
        file.node.map().and_then(|m| m.get("overlay")).map_or(file.node.span(), Node::span),
        tell!("il n'y a pas de dispositif `{id}` à modifier", "there is no scheme `{id}` to change"),
    );
}

/// A second file for the same scheme: twice the same in one set, or an overlay that does not say that it is one.
pub(super) fn refuse_second(id: &str, file: &TreeFile, (layer, first): (u32, Span), r: &mut Reader<'_>) {
    let at = file.node.map().and_then(|m| m.get("id")).map_or(file.node.span(), Node::span);
    let already = tell!("déjà ici", "already here");
    if layer == file.layer {
        let message = tell!("deux dispositifs s'appellent `{id}`", "two schemes are called `{id}`");
        r.out.push(Diagnostic::new(Code::DuplicateId, at, message).label(first, already));
        return;
    }
    let message = tell!("le dispositif `{id}` existe déjà", "the scheme `{id}` exists already");
    let help = tell!(
        "pour le modifier, écrivez `overlay: narrow` ou `overlay: close`",
        "to change it, write `overlay: narrow` or `overlay: close`"
    );
    r.out.push(Diagnostic::new(Code::BadOverlay, at, message).label(first, already).help(help));
}

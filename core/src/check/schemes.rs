//! Every scheme file of every layer, each with findings of its own, so that one broken scheme can be left out.

use super::{
    BrokenFile, OnBroken, Role, Tree, TreeFile, overlay,
    reader::Reader,
    role,
    scheme::{self, Known},
    scope,
};
use crate::{
    base::{Code, Diagnostic, Diagnostics, Order, Span, tell},
    model::{Model, Scheme},
};
use std::collections::BTreeMap;

/// What was read.
#[derive(Default)]
pub(super) struct Schemes {
    pub(super) found: Vec<Scheme>,
    pub(super) left_out: Vec<String>,
    /// Ids of all files, broken ones too: what names them is not wrong.
    pub(super) named: Vec<String>,
}

pub(super) fn read(tree: &Tree, model: &Model, on_broken: OnBroken, r: &mut Reader<'_>) -> Schemes {
    let known = known(model);
    let mut all = Schemes::default();
    let broken = || {
        let schemes =
            |b: &BrokenFile| if let Role::Scheme { id, .. } = role(&b.path) { Some(id.to_owned()) } else { None };
        tree.broken.iter().filter_map(move |b| Some((schemes(b)?, b.file)))
    };
    all.named.extend(broken().map(|(id, _)| id));
    // where each id was first declared: its layer and its place
    let mut first: BTreeMap<String, (u32, Span)> = BTreeMap::new();
    for file in &tree.files {
        let Role::Scheme { kind, id } = role(&file.path) else { continue };
        let mut own = Diagnostics::default();
        let mut reader = Reader { out: &mut own, sources: r.sources };
        if file.node.map().is_some_and(|m| m.get("overlay").is_some()) {
            overlay(id, kind, file, &known, &first, &mut all, &mut reader);
        } else if let Some(before) = first.get(id) {
            overlay::refuse_second(id, file, *before, &mut reader);
        } else {
            first.insert(id.to_owned(), (file.layer, file.node.span()));
            all.named.push(id.to_owned());
            let scheme = scheme::read(id, kind, &file.node, &known, &mut reader);
            let scheme = scheme.filter(|_| !own.has_errors());
            all.found.extend(scheme.map(|s| Scheme { layer: file.layer, ..s }));
        }
        if own.has_errors() && on_broken == OnBroken::LeaveOut {
            own.downgrade();
            leave_out(id, file.file, &mut all, &mut own);
        }
        r.out.append(own);
    }
    if on_broken == OnBroken::LeaveOut {
        broken().for_each(|(id, file)| leave_out(&id, file, &mut all, r.out));
    }
    all.named.order();
    all.named.dedup();
    all
}

fn known(model: &Model) -> Known<'_> {
    Known {
        scope: scope(model),
        roles: model.roles,
        needs: model.needs.iter().map(|n| n.id.clone()).collect(),
        documents: model.documents.iter().map(|d| d.id.clone()).collect(),
        providers: model.providers.iter().map(|p| p.id.clone()).collect(),
        origins: model.providers.iter().map(|p| p.origin).collect(),
        regimes: model.regimes.iter().map(|x| x.id.clone()).collect(),
        groups: model.groups.iter().map(|g| g.id.clone()).collect(),
    }
}

fn overlay(
    id: &str,
    kind: &str,
    file: &TreeFile,
    known: &Known<'_>,
    first: &BTreeMap<String, (u32, Span)>,
    all: &mut Schemes,
    r: &mut Reader<'_>,
) {
    let below = first.get(id).is_some_and(|(layer, _)| *layer < file.layer);
    match all.found.iter_mut().find(|s| s.id == id).filter(|_| below) {
        Some(base) => overlay::apply(kind, file, base, known, r),
        // a scheme that is there and broken has been told
        None if below || all.named.iter().any(|n| n == id) && !first.contains_key(id) => {}
        None => overlay::nothing_below(id, file, r),
    }
}

/// A scheme that an overlay could not narrow or close is left out too: without it the scheme would say too much.
fn leave_out(id: &str, file: u32, all: &mut Schemes, own: &mut Diagnostics) {
    all.found.retain(|s| s.id != id);
    if !all.left_out.iter().any(|l| l == id) {
        all.left_out.push(id.to_owned());
    }
    own.push(Diagnostic::new(
        Code::LeftOut,
        Span { file, ..Span::default() },
        tell!("le dispositif `{id}` est laissé de côté", "the scheme `{id}` is left out"),
    ));
}

//! Overlays: a set that extends another adds, narrows or closes, and never edits silently.

use super::{
    Tree, TreeFile, amount,
    criteria::Collector,
    keys,
    reader::{Fields, Reader},
    scheme::{self, Known},
};
use crate::{
    base::{Code, Diagnostic, Diagnostics, Span, Text, tell},
    model::{Scheme, Window, Windows},
    syntax::node::Node,
    value::{Day, format_day},
};

pub(crate) const NARROW: &[&str] =
    &["id", "kind", "overlay", "criteria", "windows", "in_force", "amount", "references"];
/// Of an amount an overlay can lower the cap, and change nothing else.
pub(crate) const NARROW_AMOUNT: &[&str] = &["cap"];
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
    let Some(closes) = how else { return };
    let Some(f) = allowed(&file.node, (if closes { CLOSE } else { NARROW }, keys::SCHEME), r) else { return };
    if closes {
        close(&f, base, r);
        base.closed_by = Some(file.layer);
    } else {
        narrow(&f, base, known, r);
        base.narrowed_by.push(file.layer);
    }
    if let Some(n) = f.get("references") {
        let items = r.list(n).iter().filter_map(|item| r.reference(item)).collect::<Vec<_>>();
        base.references.extend(items);
    }
}

/// The node's fields; a key that a scheme has and an overlay must leave alone is told as such.
fn allowed<'n>(node: &'n Node, (own, all): (&[&str], &[&str]), r: &mut Reader<'_>) -> Option<Fields<'n>> {
    let map = r.map(node)?;
    let kept = || own.iter().filter(|k| !matches!(**k, "id" | "kind" | "overlay")).map(|k| format!("`{k}`"));
    let list = kept().collect::<Vec<_>>().join(", ");
    for (key, _) in &map.entries {
        let name = key.text.as_str();
        if all.contains(&name) && !own.contains(&name) {
            r.report_with_help(
                Code::BadOverlay,
                key.span,
                tell!("une surcharge ne change pas `{name}`", "an overlay does not change `{name}`"),
                tell!(
                    "elle peut dire {list} ; pour le reste, écrivez un dispositif à part",
                    "it may say {list}; for anything else, write a scheme of its own"
                ),
            );
        }
    }
    r.fields(node, all)
}

fn close(f: &Fields<'_>, base: &mut Scheme, r: &mut Reader<'_>) {
    let Some(c) = r.require(f, "closed").and_then(|n| r.fields(n, keys::CLOSED)) else { return };
    let on = r.require(&c, "on").and_then(|n| r.date(n));
    // closed from that day on: the day before is the last, unless it ended sooner
    base.in_force.1 = on.map(|d| d - 1).into_iter().chain(base.in_force.1).min();
    base.closed_because = r.require(&c, "because").and_then(|n| r.localized(n));
}

fn narrow(f: &Fields<'_>, base: &mut Scheme, known: &Known<'_>, r: &mut Reader<'_>) {
    if let Some(n) = f.get("in_force") {
        in_force(n, base, r);
        base.dates_span = f.key_span("in_force");
    }
    if let Some(n) = f.get("windows") {
        windows(n, base, r);
        base.dates_span = f.key_span("windows");
    }
    if let Some(n) = f.get("amount") {
        cap(n, base, known, r);
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

fn in_force(node: &Node, base: &mut Scheme, r: &mut Reader<'_>) {
    let (from, to) = r.date_range(node);
    let (first, last) = base.in_force;
    let told = |day: Day| format_day(day);
    if let Some((now, before)) = from.zip(first).filter(|(now, before)| now < before) {
        let (now, before) = (told(now), told(before));
        wider(node.span(), tell!("{now} vient avant {before}", "{now} comes before {before}"), r);
    }
    if let Some((now, before)) = to.zip(last).filter(|(now, before)| now > before) {
        let (now, before) = (told(now), told(before));
        wider(node.span(), tell!("{now} vient après {before}", "{now} comes after {before}"), r);
    }
    base.in_force = (first.max(from), last.into_iter().chain(to).min());
    if base.in_force.0.zip(base.in_force.1).is_some_and(|(from, to)| from > to) {
        let message = tell!("ces dates ne laissent aucun jour à ce dispositif", "these dates leave this scheme no day");
        let help = tell!("pour le fermer, écrivez `overlay: close`", "to close it, write `overlay: close`");
        r.report_with_help(Code::BadOverlay, node.span(), message, help);
    }
}

/// Each of the new windows lies in one of those before.
fn windows(node: &Node, base: &mut Scheme, r: &mut Reader<'_>) {
    let now = scheme::windows(node, r);
    let narrower = match (&base.windows, &now) {
        (Windows::Always, _) | (Windows::Undated, Windows::Dated(_) | Windows::Undated) => true,
        (Windows::Undated | Windows::Dated(_), Windows::Always) | (Windows::Dated(_), Windows::Undated) => false,
        (Windows::Dated(before), Windows::Dated(now)) => now.iter().all(|w| before.iter().any(|b| lies_in(w, b))),
    };
    if narrower {
        base.windows = now;
    } else {
        let what = tell!("l'une d'elles sort des périodes de la base", "one of them reaches out of the base's windows");
        wider(node.span(), what, r);
    }
}

fn lies_in(w: &Window, before: &Window) -> bool {
    let opens = before.opens.is_none_or(|b| w.opens.is_some_and(|o| o >= b));
    let closes = before.closes.is_none_or(|b| w.closes.is_some_and(|c| c <= b));
    opens && closes
}

fn cap(node: &Node, base: &mut Scheme, known: &Known<'_>, r: &mut Reader<'_>) {
    let Some(f) = allowed(node, (NARROW_AMOUNT, keys::AMOUNT), r) else { return };
    match &mut base.amount {
        Some(amount) => amount::lower_cap(amount, &f, &known.scope, r),
        None => r.report(
            Code::BadOverlay,
            node.span(),
            tell!("ce dispositif n'a pas de montant à plafonner", "this scheme has no amount to cap"),
        ),
    }
}

fn wider(at: Span, what: Text, r: &mut Reader<'_>) {
    let (fr, en) = (what.fr, what.en);
    r.report_with_help(
        Code::BadOverlay,
        at,
        tell!("une surcharge ne peut pas élargir des dates : {fr}", "an overlay cannot widen dates: {en}"),
        tell!("restez dans les dates de la base", "stay within the base's dates"),
    );
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

/// What stands twice, once in a set and once in one that it extends, is not a slip but an edit: say so.
pub(super) fn silent_edits(tree: &Tree, out: &mut Diagnostics) {
    let layer = |span: Span| tree.files.iter().find(|f| f.file == span.file).map(|f| f.layer);
    for d in out.found().iter_mut().filter(|d| d.code == Code::DuplicateId) {
        let before = d.labels.first().and_then(|l| layer(l.span));
        if before.zip(layer(d.span)).is_some_and(|(before, here)| before < here) {
            let (fr, en) = (&d.message.fr, &d.message.en);
            d.message = tell!(
                "{fr}, et la première fois dans le jeu de règles que celui-ci étend",
                "{en}, first in the rule set that this one extends"
            );
            d.code = Code::BadOverlay;
            d.help = Some(tell!(
                "un jeu qui en étend un autre ajoute : donnez un autre nom ; il ne change que des poids \
                 (`score.presets`), et des dispositifs par `overlay:`",
                "a set that extends another adds: take another name; it changes nothing but weights \
                 (`score.presets`), and schemes by `overlay:`"
            ));
        }
    }
}

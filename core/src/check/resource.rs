//! Sheets of `resources/`: what others did, guides, technical sheets. One that is broken can be left out, as a scheme can.

use super::{
    BrokenFile, OnBroken, Role, Tree, TreeFile, keys,
    reader::{Fields, Reader},
    role, told,
};
use crate::{
    base::{Code, Diagnostic, Diagnostics, Order, Span, Text, tell},
    model::{Brake, Confidence, Contact, CostTold, FactId, Model, Reference, Resource, ResourceKind, SchemeUsed, Told},
    syntax::node::Node,
};
use std::collections::BTreeMap;

/// The earliest year that a sheet may tell of, and the last.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// What was read.
#[derive(Default)]
pub(super) struct Resources {
    pub(super) found: Vec<Resource>,
    pub(super) left_out: Vec<String>,
}

/// Every sheet of every layer. `schemes` are the ids of all scheme files, broken ones too.
pub(super) fn read(
    tree: &Tree,
    model: &Model,
    schemes: &[String],
    on_broken: OnBroken,
    r: &mut Reader<'_>,
) -> Resources {
    let mut all = Resources::default();
    let mut seen = BTreeMap::new();
    for file in &tree.files {
        let Role::Resource { id } = role(&file.path) else { continue };
        let mut own = Diagnostics::default();
        let mut reader = Reader { out: &mut own, sources: r.sources };
        let found = Sheet { model, schemes, r: &mut reader }.read(id, file);
        let place = file.node.map().and_then(|m| m.get("id")).map_or(file.node.span(), Node::span);
        let first = reader.once(&mut seen, id, place);
        all.found.extend(found.filter(|_| first && !own.has_errors()));
        if own.has_errors() && on_broken == OnBroken::LeaveOut {
            own.downgrade();
            leave_out(id, file.file, &mut all, &mut own);
        }
        r.out.append(own);
    }
    if on_broken == OnBroken::LeaveOut {
        for broken in &tree.broken {
            broken_sheet(broken, &mut all, r.out);
        }
    }
    all.found.order_by(|a, b| a.id.cmp(&b.id));
    all
}

/// A sheet of which the YAML itself cannot be read.
fn broken_sheet(broken: &BrokenFile, all: &mut Resources, out: &mut Diagnostics) {
    if let Role::Resource { id } = role(&broken.path) {
        leave_out(id, broken.file, all, out);
    }
}

fn leave_out(id: &str, file: u32, all: &mut Resources, out: &mut Diagnostics) {
    all.left_out.push(id.to_owned());
    out.push(Diagnostic::new(
        Code::LeftOut,
        Span { file, ..Span::default() },
        tell!("la fiche `{id}` est laissée de côté", "the sheet `{id}` is left out"),
    ));
}

/// One sheet being read, with what it may refer to.
struct Sheet<'a, 'r> {
    model: &'a Model,
    schemes: &'a [String],
    r: &'a mut Reader<'r>,
}

impl Sheet<'_, '_> {
    fn read(mut self, id: &str, file: &TreeFile) -> Option<Resource> {
        let f = self.r.fields(&file.node, keys::RESOURCE)?;
        let kind = self.r.require(&f, "kind").and_then(|n| self.r.word(n, ResourceKind::WORDS, ResourceKind::parse));
        self.named(&f, id);
        let title = self.r.require(&f, "title").and_then(|n| self.r.localized(n)).unwrap_or_default();
        let summary = self.r.require(&f, "summary").and_then(|n| self.r.localized(n)).unwrap_or_default();
        let (place, code) = self.place(&f, kind == Some(ResourceKind::Experience));
        let facts = self.facts(&f, code);
        if kind == Some(ResourceKind::Experience) {
            self.r.require(&f, "tried");
        }
        self.r.require(&f, "confidence");
        let references = self.references(&f);
        Some(Resource {
            id: id.to_owned(),
            kind: kind?,
            title,
            summary,
            place,
            years: f.get("years").map_or((None, None), |n| self.years(n)),
            facts,
            brakes: self.brakes(&f),
            needs: f.get("needs").map_or_else(Vec::new, |n| self.needs(n)),
            schemes: f.get("schemes").map_or_else(Vec::new, |n| self.schemes(n)),
            actors: self.texts(&f, "actors"),
            tried: f.get("tried").and_then(|n| self.r.localized(n)),
            cost: f.get("cost").map_or_else(Vec::new, |n| self.costs(n)),
            result: f.get("result").and_then(|n| self.r.localized(n)),
            lessons: self.texts(&f, "lessons"),
            contacts: f.get("contacts").map_or_else(Vec::new, |n| self.contacts(n)),
            references,
            confidence: super::tables::confidence(&f, self.r).unwrap_or(Confidence::Low),
            span: f.key_span("id"),
        })
    }

    /// The id is the file's name.
    fn named(&mut self, f: &Fields<'_>, id: &str) {
        if let Some(n) = self.r.require(f, "id")
            && self.r.id(n).is_some_and(|own| own != id)
        {
            let message = tell!("le fichier s'appelle `{id}.yaml`", "the file is called `{id}.yaml`");
            self.r.report(Code::MissingFile, n.span(), message);
        }
    }

    /// `place:` is a code of the set's places; `elsewhere:` says in words what they do not list. An experience happened somewhere.
    fn place(&mut self, f: &Fields<'_>, experience: bool) -> (Option<Text>, Option<(FactId, Told)>) {
        let words = f.get("elsewhere").and_then(|n| self.r.localized(n));
        let known = self.model.roles.place.and_then(|id| Some((id, self.model.fact(id)?)));
        let (Some(node), Some((id, fact))) = (f.get("place"), known) else {
            if experience && words.is_none() {
                self.r.require(f, "place");
            }
            return (words, None);
        };
        let told = told::read(node, fact, &self.model.taxonomies, self.r);
        let label = told.as_ref().and_then(|t| told::code_label(t, fact, &self.model.taxonomies));
        (words.or(label), told.map(|t| (id, t)))
    }

    fn facts(&mut self, f: &Fields<'_>, place: Option<(FactId, Told)>) -> Vec<(FactId, Told)> {
        let mut found: Vec<(FactId, Told)> = place.into_iter().collect();
        let entries = f.get("facts").and_then(|n| self.r.map(n)).map_or(&[][..], |m| m.entries.as_slice());
        for (key, node) in entries {
            let Some((id, fact)) = told::comparable(&key.text, key.span, &super::scope(self.model), self.r) else {
                continue;
            };
            let Some(told) = told::read(node, fact, &self.model.taxonomies, self.r) else { continue };
            if found.iter().any(|(f, _)| *f == id) {
                let name = &key.text;
                let message = tell!("`{name}` est déjà dit par `place:`", "`{name}` is already said by `place:`");
                self.r.report(Code::DuplicateId, key.span, message);
            } else {
                found.push((id, told));
            }
        }
        found.order_by_key(|(id, _)| *id);
        found
    }

    fn years(&mut self, node: &Node) -> (Option<u32>, Option<u32>) {
        if node.scalar().is_some() {
            let year = self.year(node);
            return (year, year);
        }
        let Some(f) = self.r.fields(node, &["from", "to"]) else { return (None, None) };
        let (from, to) = (f.get("from").and_then(|n| self.year(n)), f.get("to").and_then(|n| self.year(n)));
        if matches!((from, to), (Some(a), Some(b)) if a > b) {
            self.r.report(Code::BoundsReversed, node.span(), tell!("`from` dépasse `to`", "`from` is above `to`"));
        }
        (from, to)
    }

    fn year(&mut self, node: &Node) -> Option<u32> {
        let year = self.r.count(node)?;
        if !YEARS.contains(&year) {
            let message = tell!("`{year}` n'est pas une année", "`{year}` is not a year");
            self.r.report(Code::BadLiteral, node.span(), message);
            return None;
        }
        Some(year)
    }

    fn brakes(&mut self, f: &Fields<'_>) -> Vec<Brake> {
        let items = f.get("brakes").map_or(&[][..], |n| self.r.list(n));
        let mut found: Vec<Brake> = items.iter().filter_map(|n| self.r.word(n, Brake::WORDS, Brake::parse)).collect();
        found.order();
        found.dedup();
        found
    }

    fn needs(&mut self, node: &Node) -> Vec<String> {
        let mut found = vec![];
        for (id, span) in self.r.ids(node) {
            if self.model.needs.iter().any(|n| n.id == id) {
                found.push(id);
                continue;
            }
            let message = tell!("le besoin `{id}` n'est pas déclaré", "the need `{id}` is not declared");
            self.r.unknown(Code::UnknownReference, span, message, &id, self.model.needs.iter().map(|n| n.id.as_str()));
        }
        found
    }

    /// Ids of the set's own schemes; others are named in words.
    fn schemes(&mut self, node: &Node) -> Vec<SchemeUsed> {
        let mut found = vec![];
        for item in self.r.list(node) {
            let Some(scalar) = item.scalar() else {
                found.extend(self.r.localized(item).map(SchemeUsed::Named));
                continue;
            };
            let id = &scalar.text;
            if self.schemes.contains(id) {
                found.push(SchemeUsed::Known(id.clone()));
                continue;
            }
            let message = tell!(
                "le dispositif `{id}` n'existe pas ; un dispositif d'ailleurs se nomme `{{fr: …, en: …}}`",
                "there is no scheme `{id}`; one from elsewhere is named `{{fr: …, en: …}}`"
            );
            let all = self.schemes.iter().map(String::as_str);
            self.r.unknown(Code::UnknownReference, scalar.span, message, id, all);
        }
        found
    }

    fn texts(&mut self, f: &Fields<'_>, key: &str) -> Vec<Text> {
        let items = f.get(key).map_or(&[][..], |n| self.r.list(n));
        items.iter().filter_map(|n| self.r.localized(n)).collect()
    }

    fn costs(&mut self, node: &Node) -> Vec<CostTold> {
        let mut found = vec![];
        for item in self.r.list(node) {
            let Some(f) = self.r.fields(item, keys::COST) else { continue };
            let label = self.r.require(&f, "label").and_then(|n| self.r.localized(n)).unwrap_or_default();
            let amount = self.r.require(&f, "amount").and_then(|n| self.r.number(n));
            let year = f.get("year").and_then(|n| self.year(n));
            found.extend(amount.map(|amount| CostTold { label, amount, year }));
        }
        found
    }

    fn contacts(&mut self, node: &Node) -> Vec<Contact> {
        let mut found = vec![];
        for item in self.r.list(node) {
            let Some(f) = self.r.fields(item, keys::CONTACT) else { continue };
            let name = self.r.require(&f, "name").and_then(|n| self.r.localized(n)).unwrap_or_default();
            found.push(Contact { name, url: f.get("url").and_then(|n| self.r.url(n)) });
        }
        found
    }

    /// At least one source, with its address and the day on which it was read.
    fn references(&mut self, f: &Fields<'_>) -> Vec<Reference> {
        let mut found = vec![];
        for item in f.get("references").map_or(&[][..], |n| self.r.list(n)) {
            found.extend(self.r.reference(item));
            for key in ["url", "read_on"] {
                if item.map().is_some_and(|m| m.get(key).is_none_or(Node::is_empty)) {
                    let message = tell!("il manque la clé `{key}`", "the key `{key}` is missing");
                    self.r.report(Code::MissingKey, item.span(), message);
                }
            }
        }
        if f.get("references").is_none_or(|n| n.list().is_some_and(<[Node]>::is_empty)) {
            let span = if f.has("references") { f.key_span("references") } else { f.key_span("id") };
            self.r.report_with_help(
                Code::SheetUnsourced,
                span,
                tell!("cette fiche n'a pas de source", "this sheet has no source"),
                tell!(
                    "ajoutez `references: [{{title: …, url: …, read_on: …}}]` : qui lit doit pouvoir vérifier",
                    "add `references: [{{title: …, url: …, read_on: …}}]`: whoever reads must be able to check"
                ),
            );
        }
        found
    }
}

//! Trees to model: the only place that knows both. Every pass goes on after a mistake and says all it finds.

pub(crate) mod amount;
pub(crate) mod calls;
mod criteria;
mod derive;
pub(crate) mod facts;
mod infer;
pub(crate) mod keys;
mod macros;
mod members;
pub(crate) mod overlay;
mod parameters;
mod places;
pub(crate) mod reader;
mod resource;
pub(crate) mod scheme;
mod schemes;
mod scope;
mod score;
pub(crate) mod set;
mod size;
pub(crate) mod tables;
mod told;

use crate::{
    base::{Code, Diagnostics, Order, Sources, Span, tell},
    model::{Fact, Model, Named, Places, Scheme, SchemeId},
    syntax::{ast::Ast, node::Node},
};
use reader::Reader;
use scope::Scope;
use std::collections::BTreeMap;
use tables::Seen;

/// The files of a rule set as nodes, with the path of each; base sets come before what extends them.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) files: Vec<TreeFile>,
    /// Files of which nothing can be used; why has been told.
    pub(crate) broken: Vec<BrokenFile>,
    /// Official places that taxonomies may take from.
    pub(crate) places: Option<Places>,
}

#[derive(Debug)]
pub(crate) struct BrokenFile {
    pub(crate) path: String,
    pub(crate) layer: u32,
    pub(crate) file: u32,
}

#[derive(Debug)]
pub(crate) struct TreeFile {
    pub(crate) path: String,
    /// The set it belongs to, 0 for the base: a later one may overlay, not edit.
    pub(crate) layer: u32,
    pub(crate) file: u32,
    pub(crate) node: Node,
}

/// What to do with a scheme that has mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnBroken {
    Refuse,
    /// Leave it out and say so.
    LeaveOut,
}

/// What a file is for, by its path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Role<'p> {
    Set,
    Facts(&'p str),
    Parameters,
    Regimes,
    Providers,
    Taxonomy,
    Places,
    Scheme { kind: &'p str, id: &'p str },
    Examples { id: &'p str },
    Persona,
    Resource { id: &'p str },
    Unknown,
}

pub(crate) fn role(path: &str) -> Role<'_> {
    let Some(stem) = path.strip_suffix(".yaml") else {
        let is_list = path.strip_suffix(".places").is_some_and(|p| p.starts_with("taxonomies/"));
        return if is_list { Role::Places } else { Role::Unknown };
    };
    let parts: Vec<&str> = stem.split('/').collect();
    match parts.as_slice() {
        ["set"] => Role::Set,
        ["regimes"] => Role::Regimes,
        ["providers"] => Role::Providers,
        ["facts", group] => Role::Facts(group),
        ["parameters", _] => Role::Parameters,
        ["taxonomies", _] => Role::Taxonomy,
        ["schemes", _, name] if name.ends_with(".examples") => {
            Role::Examples { id: name.trim_end_matches(".examples") }
        }
        ["schemes", kind, id] => Role::Scheme { kind, id },
        ["personas", _] => Role::Persona,
        ["resources", id] => Role::Resource { id },
        _ => Role::Unknown,
    }
}

/// Checks a whole rule set. The model is there unless something it all rests on is broken.
pub(crate) fn check(tree: &Tree, sources: &Sources, on_broken: OnBroken, out: &mut Diagnostics) -> Option<Model> {
    let mut r = Reader { out, sources };
    misplaced(tree, &mut r);
    let manifests = manifests(tree, &mut r)?;
    let manifest = set::read(&manifests, &mut r);
    let mut model = Model {
        id: manifest.id,
        version: manifest.version,
        title: manifest.title,
        layers: manifest.layers,
        territory: manifest.territory,
        needs: manifest.needs,
        documents: manifest.documents,
        score: manifest.score,
        ..Model::default()
    };
    tables_and_facts(tree, &mut model, &mut r);
    model.roles = set::roles(&manifests, &scope(&model), &mut r);
    model.sources = set::sources(&manifests, &scope(&model), &mut r);
    let mut needs = std::mem::take(&mut model.needs);
    told::need_rules(&manifests, &mut needs, &scope(&model), &mut r);
    model.needs = needs;
    model.likeness = told::likeness(&manifests, &scope(&model), &mut r);
    model.planning = set::planning(&manifests, model.roles.budget, &scope(&model), &mut r);
    aid(tree, &mut model, &mut r);
    let broken_base = r.out.has_errors();
    let read = schemes::read(tree, &model, on_broken, &mut r);
    model.left_out = read.left_out;
    model.schemes = read.found;
    model.schemes.order_by(|a, b| a.id.cmp(&b.id));
    relate(tree, &mut model, &read.named, &mut r);
    let sheets = resource::read(tree, &model, &read.named, on_broken, &mut r);
    model.resources = sheets.found;
    model.left_out.extend(sheets.left_out);
    overlay::silent_edits(tree, r.out);
    (!broken_base && !r.out.has_errors()).then_some(model)
}

/// `set.yaml` of every layer, the base first.
fn manifests<'t>(tree: &'t Tree, r: &mut Reader<'_>) -> Option<Vec<&'t Node>> {
    let last = tree.files.iter().map(|f| f.layer).max().unwrap_or(0);
    let mut found = vec![];
    for layer in 0..=last {
        let file = tree.files.iter().find(|f| f.layer == layer && role(&f.path) == Role::Set);
        if file.is_none() {
            // a set.yaml that cannot be read has already been told
            let there = tree.broken.iter().any(|b| b.layer == layer && role(&b.path) == Role::Set);
            if !there {
                let first = tree.files.iter().find(|f| f.layer == layer).map_or(0, |f| f.file);
                let span = Span { file: first, ..Span::default() };
                r.report(Code::MissingFile, span, tell!("il manque `set.yaml`", "`set.yaml` is missing"));
            }
            return None;
        }
        found.extend(file.map(|f| &f.node));
    }
    Some(found)
}

fn of_role<'t>(tree: &'t Tree, wanted: impl Fn(&Role<'_>) -> bool + 't) -> impl Iterator<Item = &'t TreeFile> {
    tree.files.iter().filter(move |f| wanted(&role(&f.path)))
}

fn misplaced(tree: &Tree, r: &mut Reader<'_>) {
    for file in of_role(tree, |x| *x == Role::Unknown) {
        let path = &file.path;
        let span = Span { file: file.file, ..Span::default() };
        r.report(
            Code::MissingFile,
            span,
            tell!(
                "le fichier `{path}` n'a pas de place dans un jeu de règles",
                "the file `{path}` has no place in a rule set"
            ),
        );
    }
}

fn tables_and_facts(tree: &Tree, model: &mut Model, r: &mut Reader<'_>) {
    let mut seen = Seen::new();
    let named = places::named(tree);
    for file in of_role(tree, |x| *x == Role::Taxonomy) {
        let id = file.node.map().and_then(|m| m.get("id")).map_or(file.node.span(), Node::span);
        let places = tree.places.as_ref().map(|p| (p, named.as_slice()));
        model.taxonomies.extend(tables::taxonomy(&file.node, places, r).filter(|t| r.once(&mut seen, &t.id, id)));
    }
    model.taxonomies.order_by(|a, b| a.id.cmp(&b.id));
    let (mut formulas, mut constraints) = (vec![], vec![]);
    let mut titled = Seen::new();
    for file in &tree.files {
        let Role::Facts(group) = role(&file.path) else { continue };
        let found = facts::read(group, &file.node, &model.taxonomies, r);
        let name = format!("{}: title", file.path);
        if let Some((title, _)) = found.title.filter(|(_, span)| r.once(&mut titled, &name, *span)) {
            model.fact_groups.push(Named { id: group.to_owned(), title });
        }
        constraints.extend(found.constraints);
        for declared in found.facts {
            formulas.extend(declared.formula.map(|ast| (declared.fact.key.clone(), ast)));
            model.facts.push(declared.fact);
        }
    }
    model.facts.order_by(|a, b| a.key.cmp(&b.key));
    model.fact_groups.order_by(|a, b| a.id.cmp(&b.id));
    // a fact is known by one key, that of today or an older one
    let keys =
        |f: &Fact| [f.key.clone()].into_iter().chain(f.formerly.clone()).map(|key| (key, f.span)).collect::<Vec<_>>();
    let keys: Vec<(String, Span)> = model.facts.iter().flat_map(keys).collect();
    duplicates(keys.iter().map(|(key, span)| (key.as_str(), *span)), r);
    model.parameters =
        of_role(tree, |x| *x == Role::Parameters).flat_map(|f| tables::parameters(&f.node, &model.facts, r)).collect();
    model.parameters.order_by(|a, b| a.name.cmp(&b.name));
    duplicates(model.parameters.iter().map(|p| (p.name.as_str(), p.span)), r);
    derived(formulas, model, r);
    let mut seen = Seen::new();
    for (id, label, ast, span) in constraints {
        let first = r.once(&mut seen, &id, span);
        model.constraints.extend(derive::constraint(id, label, &ast, &scope(model), r).filter(|_| first));
    }
    model.constraints.order_by(|a, b| a.id.cmp(&b.id));
}

/// Gives derived facts their formulas; those that cannot be followed are told and left without.
fn derived(formulas: Vec<(String, Ast)>, model: &mut Model, r: &mut Reader<'_>) {
    let mut places = BTreeMap::new();
    for (id, formula, span) in derive::derive(formulas, &scope(model), r) {
        if let Some(fact) = model.facts.get_mut(id.index()) {
            fact.formula = Some(formula);
            places.insert(id, span);
        }
    }
    derive::cut_circles(&mut model.facts, r);
    derive::cut_oversized(&mut model.facts, &places, &model.parameters, &model.taxonomies, r);
}

/// Regimes, groups and providers.
fn aid(tree: &Tree, model: &mut Model, r: &mut Reader<'_>) {
    let (mut regimes, mut groups, mut providers) = (Seen::new(), Seen::new(), Seen::new());
    for file in of_role(tree, |x| *x == Role::Regimes) {
        let found = tables::regimes(&file.node, &scope(model), &mut regimes, r);
        model.regimes.extend(found);
        let found = tables::groups(&file.node, &scope(model), &mut groups, r);
        model.groups.extend(found);
    }
    for file in of_role(tree, |x| *x == Role::Providers) {
        model.providers.extend(tables::providers(&file.node, &mut providers, r));
    }
}

fn scope(model: &Model) -> Scope<'_> {
    Scope { facts: &model.facts, parameters: &model.parameters, taxonomies: &model.taxonomies, local: None, copies: 1 }
}

/// Reports what stands twice in a sorted list.
fn duplicates<'a>(sorted: impl Iterator<Item = (&'a str, Span)>, r: &mut Reader<'_>) {
    let mut seen = Seen::new();
    let mut all: Vec<(&str, Span)> = sorted.collect();
    all.order_by_key(|(_, span)| *span);
    for (name, span) in all {
        r.once(&mut seen, name, span);
    }
}

/// What holds between schemes: exclusions go both ways, what is named exists.
/// `named` are the ids of all files, broken ones too.
fn relate(tree: &Tree, model: &mut Model, named: &[String], r: &mut Reader<'_>) {
    let mut mirrored: Vec<(SchemeId, String)> = vec![];
    for scheme in &model.schemes {
        for other in scheme.cumulation.excludes.iter().chain(&scheme.cumulation.requires) {
            let Some(id) = model.scheme_id(other) else {
                if !named.contains(other) {
                    r.unknown(
                        Code::UnknownReference,
                        named_at(tree, scheme, other),
                        tell!("le dispositif `{other}` n'existe pas", "there is no scheme `{other}`"),
                        other,
                        named.iter().map(String::as_str),
                    );
                }
                continue;
            };
            let excluded = scheme.cumulation.excludes.contains(other);
            let said = model.scheme(id).is_some_and(|s| s.cumulation.excludes.contains(&scheme.id));
            if excluded && !said {
                let (a, b) = (&scheme.id, other);
                r.report(
                    Code::OneSidedExclusion,
                    named_at(tree, scheme, other),
                    tell!("`{a}` exclut `{b}`, qui ne le dit pas", "`{a}` excludes `{b}`, which does not say so"),
                );
                mirrored.push((id, scheme.id.clone()));
            }
        }
    }
    contradictions(tree, &model.schemes, r);
    for (id, other) in mirrored {
        if let Some(scheme) = model.schemes.get_mut(id.index()) {
            scheme.cumulation.excludes.push(other);
        }
    }
    for scheme in &mut model.schemes {
        scheme.cumulation.excludes.order();
        scheme.cumulation.excludes.dedup();
    }
}

/// A scheme that cannot be had: it requires what it excludes, itself, or two schemes that exclude one another.
fn contradictions(tree: &Tree, schemes: &[Scheme], r: &mut Reader<'_>) {
    let excluded = |a: &str, b: &str| {
        let says = |s: &Scheme, other: &str| s.cumulation.excludes.iter().any(|x| x == other);
        schemes.iter().any(|s| s.id == a && says(s, b) || s.id == b && says(s, a))
    };
    for scheme in schemes {
        let (id, all) = (scheme.id.as_str(), needed(scheme, schemes));
        let pairs = all.iter().enumerate().flat_map(|(i, a)| all.iter().skip(i + 1).map(move |b| (*a, *b)));
        let Some((a, b)) = pairs.into_iter().find(|(a, b)| excluded(a, b)) else { continue };
        let other =
            scheme.cumulation.requires.iter().find(|x| *x == a || *x == b).or(scheme.cumulation.requires.first());
        r.report_with_help(
            Code::Contradiction,
            other.map_or(scheme.span, |other| named_at(tree, scheme, other)),
            tell!(
                "`{id}` ne peut jamais s'obtenir : il faudrait `{a}` et `{b}`, qui s'excluent",
                "`{id}` can never be had: it would take `{a}` and `{b}`, which exclude one another"
            ),
            tell!(
                "retirez l'un des deux, dans `requires:` ou dans `excludes:`",
                "take one of them out of `requires:` or of `excludes:`"
            ),
        );
    }
}

/// A scheme and all that it requires, through what that requires in turn.
fn needed<'a>(scheme: &'a Scheme, schemes: &'a [Scheme]) -> Vec<&'a str> {
    let mut all = vec![scheme.id.as_str()];
    let mut next = 0;
    while let Some(id) = all.get(next).copied() {
        next += 1;
        let requires = schemes.iter().find(|s| s.id == id).map_or(&[][..], |s| s.cumulation.requires.as_slice());
        for other in requires.iter().map(String::as_str) {
            if !all.contains(&other) {
                all.push(other);
            }
        }
    }
    all
}

/// Where a scheme names another, in its own file.
fn named_at(tree: &Tree, scheme: &Scheme, other: &str) -> Span {
    let own = tree.files.iter().find(|f| f.file == scheme.span.file).map(|f| &f.node);
    let cumulation = own.and_then(|n| n.map()?.get("cumulation")).and_then(Node::map);
    let lists = cumulation.into_iter().flat_map(|m| [m.get("excludes"), m.get("requires")]).flatten();
    let mut items = lists.filter_map(Node::list).flatten();
    let found = items.find(|n| n.scalar().is_some_and(|s| s.text == other));
    found.map_or(scheme.span, Node::span)
}

//! Trees to model: the only place that knows both. Every pass goes on after a mistake and says all it finds.

mod amount;
mod calls;
mod criteria;
mod facts;
mod infer;
pub(crate) mod keys;
mod overlay;
pub(crate) mod range;
pub(crate) mod reader;
mod scheme;
mod scope;
mod set;
mod tables;

pub(crate) use calls::{FUNCTIONS, MACROS};

use crate::{
    base::{Code, Diagnostic, Diagnostics, Sources, Span, say},
    model::{Model, Scheme, SchemeId},
    syntax::node::Node,
};
use reader::Reader;
use scheme::Known;
use scope::Scope;

/// The files of a rule set as nodes, with the path of each; base sets come before what extends them.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) files: Vec<TreeFile>,
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
    Scheme { kind: &'p str, id: &'p str },
    Examples { id: &'p str },
    Persona,
    Unknown,
}

pub(crate) fn role(path: &str) -> Role<'_> {
    let Some(stem) = path.strip_suffix(".yaml") else { return Role::Unknown };
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
        _ => Role::Unknown,
    }
}

/// Checks a whole rule set. The model is there unless something it all rests on is broken.
pub(crate) fn check(tree: &Tree, sources: &Sources, on_broken: OnBroken, out: &mut Diagnostics) -> Option<Model> {
    let mut r = Reader { out, sources };
    let Some(set_file) = tree.files.iter().rev().find(|f| role(&f.path) == Role::Set) else {
        r.report(Code::MissingFile, Span::default(), say!("il manque `set.yaml`", "`set.yaml` is missing"));
        return None;
    };
    let manifest = set::read(&set_file.node, &mut r);
    let mut model = Model {
        id: manifest.id,
        version: manifest.version,
        title: manifest.title,
        territory: manifest.territory,
        needs: manifest.needs,
        documents: manifest.documents,
        score: manifest.score,
        ..Model::default()
    };
    tables_and_facts(tree, &set_file.node, &mut model, &mut r);
    let broken_base = r.out.has_errors();
    let schemes = schemes(tree, &model, on_broken, &mut r);
    model.left_out = schemes.1;
    model.schemes = schemes.0;
    model.schemes.sort_by(|a, b| a.id.cmp(&b.id));
    relate(&mut model, &mut r);
    (!broken_base && !r.out.has_errors()).then_some(model)
}

fn of_role<'t>(tree: &'t Tree, wanted: impl Fn(&Role<'_>) -> bool + 't) -> impl Iterator<Item = &'t TreeFile> {
    tree.files.iter().filter(move |f| wanted(&role(&f.path)))
}

fn tables_and_facts(tree: &Tree, set: &Node, model: &mut Model, r: &mut Reader<'_>) {
    for file in tree.files.iter().filter(|f| role(&f.path) == Role::Unknown) {
        let path = &file.path;
        let span = Span { file: file.file, ..Span::default() };
        r.report(
            Code::MissingFile,
            span,
            say!(
                "le fichier `{path}` n'a pas de place dans un jeu de règles",
                "the file `{path}` has no place in a rule set"
            ),
        );
    }
    model.taxonomies = of_role(tree, |x| *x == Role::Taxonomy).filter_map(|f| tables::taxonomy(&f.node, r)).collect();
    model.taxonomies.sort_by(|a, b| a.id.cmp(&b.id));
    let (mut formulas, mut constraints) = (vec![], vec![]);
    for file in tree.files.iter() {
        let Role::Facts(group) = role(&file.path) else { continue };
        let found = facts::read(group, &file.node, &model.taxonomies, r);
        constraints.extend(found.constraints);
        for declared in found.facts {
            formulas.extend(declared.formula.map(|ast| (declared.fact.key.clone(), ast)));
            model.facts.push(declared.fact);
        }
    }
    model.facts.sort_by(|a, b| a.key.cmp(&b.key));
    let keys: Vec<(String, Span)> = model.facts.iter().map(|f| (f.key.clone(), f.span)).collect();
    duplicates(&keys, r);
    model.parameters =
        of_role(tree, |x| *x == Role::Parameters).flat_map(|f| tables::parameters(&f.node, &model.facts, r)).collect();
    model.parameters.sort_by(|a, b| a.name.cmp(&b.name));
    let names: Vec<(String, Span)> = model.parameters.iter().map(|p| (p.name.clone(), p.span)).collect();
    duplicates(&names, r);
    let derived = facts::derive(formulas, &scope(model), r);
    for (id, formula) in derived {
        if let Some(fact) = model.facts.get_mut(id.index()) {
            fact.formula = Some(formula);
        }
    }
    if facts::cycles(&model.facts, r) {
        return;
    }
    let found: Vec<_> = constraints
        .into_iter()
        .filter_map(|(id, label, ast, _)| facts::constraint(id, label, &ast, &scope(model), r))
        .collect();
    model.constraints = found;
    model.constraints.sort_by(|a, b| a.id.cmp(&b.id));
    let (roles, money) = (set::roles(set, &scope(model), r), set::sources(set, &scope(model), r));
    (model.roles, model.sources) = (roles, money);
    for file in of_role(tree, |x| *x == Role::Regimes) {
        let (regimes, groups) = tables::regimes(&file.node, &scope(model), r);
        model.regimes.extend(regimes);
        model.groups.extend(groups);
    }
    model.providers = of_role(tree, |x| *x == Role::Providers).flat_map(|f| tables::providers(&f.node, r)).collect();
}

fn scope(model: &Model) -> Scope<'_> {
    Scope { facts: &model.facts, parameters: &model.parameters, taxonomies: &model.taxonomies, local: None }
}

fn duplicates(sorted: &[(String, Span)], r: &mut Reader<'_>) {
    for pair in sorted.windows(2) {
        if let [(a, first), (b, second)] = pair
            && a == b
        {
            r.out.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    *second,
                    say!("`{a}` est déclaré deux fois", "`{a}` is declared twice"),
                )
                .label(*first, say!("déjà ici", "already here")),
            );
        }
    }
}

/// Reads every scheme, each with findings of its own, so that one broken scheme can be left out.
fn schemes(tree: &Tree, model: &Model, on_broken: OnBroken, r: &mut Reader<'_>) -> (Vec<Scheme>, Vec<String>) {
    let known = Known {
        scope: scope(model),
        roles: model.roles,
        needs: model.needs.iter().map(|n| n.id.clone()).collect(),
        documents: model.documents.iter().map(|d| d.id.clone()).collect(),
        providers: model.providers.iter().map(|p| p.id.clone()).collect(),
        regimes: model.regimes.iter().map(|x| x.id.clone()).collect(),
        groups: model.groups.iter().map(|g| g.id.clone()).collect(),
    };
    let (mut found, mut left_out) = (vec![], vec![]);
    for file in &tree.files {
        let Role::Scheme { kind, id } = role(&file.path) else { continue };
        let mut own = Diagnostics::default();
        let mut reader = Reader { out: &mut own, sources: r.sources };
        let is_overlay = file.node.map().is_some_and(|m| m.get("overlay").is_some());
        if is_overlay {
            overlay::apply(id, file, &known, &mut found, &mut reader);
        } else {
            let scheme = scheme::read(id, kind, &file.node, &known, &mut reader);
            overlay::refuse_silent_edit(id, file, &found, &mut reader);
            if !own.has_errors() {
                found.extend(scheme);
            }
        }
        if own.has_errors() && on_broken == OnBroken::LeaveOut {
            left_out.push(id.to_owned());
            own.downgrade();
            own.push(Diagnostic::new(
                Code::LeftOut,
                Span { file: file.file, ..Span::default() },
                say!("le dispositif `{id}` est laissé de côté", "the scheme `{id}` is left out"),
            ));
        }
        r.out.append(own);
    }
    (found, left_out)
}

/// What holds between schemes: exclusions go both ways, what is named exists.
fn relate(model: &mut Model, r: &mut Reader<'_>) {
    let ids: Vec<String> = model.schemes.iter().map(|s| s.id.clone()).collect();
    let mut mirrored: Vec<(SchemeId, String)> = vec![];
    for scheme in &model.schemes {
        for other in scheme.cumulation.excludes.iter().chain(&scheme.cumulation.requires) {
            let Some(id) = model.scheme_id(other) else {
                if !model.left_out.contains(other) {
                    r.unknown(
                        Code::UnknownReference,
                        scheme.span,
                        say!("le dispositif `{other}` n'existe pas", "there is no scheme `{other}`"),
                        other,
                        ids.iter().map(String::as_str),
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
                    scheme.span,
                    say!("`{a}` exclut `{b}`, qui ne le dit pas", "`{a}` excludes `{b}`, which does not say so"),
                );
                mirrored.push((id, scheme.id.clone()));
            }
        }
    }
    for (id, other) in mirrored {
        if let Some(scheme) = model.schemes.get_mut(id.index()) {
            scheme.cumulation.excludes.push(other);
        }
    }
    for scheme in &mut model.schemes {
        scheme.cumulation.excludes.sort();
        scheme.cumulation.excludes.dedup();
    }
}

//! Parameters, taxonomies, regimes and providers: the tables that schemes refer to.

use super::{
    facts::typed_value,
    keys,
    reader::{Fields, Reader},
    scope::Scope,
};
use crate::{
    base::{Code, Diagnostic, Order, Span, Text, tell},
    model::{
        Confidence, Fact, FactId, Group, Origin, Parameter, ParameterId, Places, Provider, Regime, Row, Shape,
        Taxonomy, Version,
    },
    syntax::node::Node,
    value::{NumberType, Quantity, Ratio, Type, Unit},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn taxonomy(node: &Node, places: Option<(&Places, &[String])>, r: &mut Reader<'_>) -> Option<Taxonomy> {
    let f = r.fields(node, keys::TAXONOMY)?;
    let id = r.require(&f, "id").and_then(|n| r.id(n))?;
    let title = f.get("title").and_then(|n| r.localized(n)).unwrap_or_default();
    let by_prefix = f
        .get("by")
        .and_then(|n| r.word(n, &["list", "prefix"], |w| matches!(w, "list" | "prefix").then(|| w == "prefix")));
    let map = r.require(&f, "nodes").and_then(|n| r.map(n))?;
    let known: BTreeSet<&str> = map.entries.iter().map(|(k, _)| k.text.as_str()).collect();
    let mut rows = vec![];
    for (code, node) in &map.entries {
        let Some(t) = r.fields(node, keys::TAXON) else { continue };
        let label = r.require(&t, "label").and_then(|n| r.localized(n)).unwrap_or_default();
        let parent = t.get("parent").and_then(|n| r.text(n).map(|p| (p, n.span())));
        if let Some((p, span)) = &parent
            && !known.contains(p.as_str())
        {
            r.unknown(
                Code::UnknownTaxonomyCode,
                *span,
                tell!("le code `{p}` n'existe pas", "there is no code `{p}`"),
                p,
                map.entries.iter().map(|(k, _)| k.text.as_str()),
            );
        }
        rows.push((code.text.clone(), label, parent.map(|p| p.0)));
    }
    let parents: BTreeMap<&str, &str> =
        rows.iter().filter_map(|(code, _, parent)| Some((code.as_str(), parent.as_deref()?))).collect();
    for (code, _) in &map.entries {
        if loops(&code.text, &parents) {
            let name = &code.text;
            r.report(Code::Cycle, code.span, tell!("`{name}` est son propre parent", "`{name}` is its own parent"));
            return None;
        }
    }
    // by the lines that could be read: one that could not has no place
    let index: BTreeMap<String, usize> = rows.iter().enumerate().map(|(i, (code, ..))| (code.clone(), i)).collect();
    let row = |(code, label, parent): (String, Text, Option<String>)| Row {
        parent: parent.and_then(|p| index.get(&p).copied()),
        code,
        label,
    };
    let mut rows: Vec<Row> = rows.into_iter().map(row).collect();
    if let Some((places, named)) = places.filter(|(p, _)| p.taxonomy() == id) {
        places.grow(named, &mut rows);
    }
    Some(Taxonomy::build(id, title, by_prefix.unwrap_or(false), &rows))
}

fn loops(code: &str, parents: &BTreeMap<&str, &str>) -> bool {
    let parent = |c: &str| parents.get(c).copied();
    // a tree of codes is never deeper than this
    std::iter::successors(parent(code), |c| parent(c)).take(33).count() > 32
}

pub(super) fn parameters(node: &Node, facts: &[Fact], r: &mut Reader<'_>) -> Vec<Parameter> {
    let mut found = vec![];
    let Some(top) = r.fields(node, keys::PARAMETERS) else { return found };
    let Some(map) = r.require(&top, "parameters").and_then(|n| r.map(n)) else { return found };
    for (name, node) in &map.entries {
        found.extend(parameter(&name.text, name.span, node, facts, r));
    }
    found
}

fn parameter(name: &str, span: Span, node: &Node, facts: &[Fact], r: &mut Reader<'_>) -> Option<Parameter> {
    let f = r.fields(node, keys::PARAMETER)?;
    let ty = r.require(&f, "type").and_then(|n| simple_type(n, &f, r))?;
    let over = f.get("over").and_then(|n| enum_fact(n, facts, r));
    let by = f.get("by").and_then(|n| by_type(n, r));
    let list = r.require(&f, "values")?;
    let mut versions: Vec<(Version, Span)> = vec![];
    for item in r.list(list) {
        if let Some(v) = version(item, &ty, over, by.as_ref(), facts, r) {
            versions.push((v, item.span()));
        }
    }
    versions.order_by_key(|(v, _)| v.from);
    overlaps(name, &versions, r);
    Some(Parameter {
        name: name.to_owned(),
        span,
        label: r.require(&f, "label").and_then(|n| r.localized(n)).unwrap_or_default(),
        confidence: confidence(&f, r).unwrap_or(Confidence::High),
        ty,
        over,
        by,
        versions: versions.into_iter().map(|(v, _)| v).collect(),
    })
}

pub(super) fn confidence(f: &Fields<'_>, r: &mut Reader<'_>) -> Option<Confidence> {
    f.get("confidence").and_then(|n| r.word(n, Confidence::WORDS, Confidence::parse))
}

/// Types that a parameter's values may have.
pub(crate) const VALUE_TYPES: &[&str] = &["money", "rate", "int", "decimal", "date", "duration"];

fn simple_type(node: &Node, f: &Fields<'_>, r: &mut Reader<'_>) -> Option<Type> {
    let word = r.word(node, VALUE_TYPES, |w| VALUE_TYPES.iter().find(|x| **x == w).copied())?;
    let unit = f.get("unit").and_then(|n| r.text(n)).map(|u| Unit::parse(&u));
    Some(plain_type(word, unit))
}

fn by_type(node: &Node, r: &mut Reader<'_>) -> Option<Type> {
    const WORDS: &[&str] = &["money", "rate", "int", "decimal"];
    let scalar = r.scalar(node)?;
    let (word, unit) =
        scalar.text.split_once(' ').map_or((scalar.text.as_str(), None), |(w, u)| (w, Some(Unit::parse(u))));
    if !WORDS.contains(&word) {
        r.word(node, WORDS, |_| None::<()>);
        return None;
    }
    Some(plain_type(word, unit))
}

fn plain_type(word: &str, unit: Option<Unit>) -> Type {
    let number = |quantity, default| Type::Number(NumberType { quantity, unit: unit.clone().unwrap_or(default) });
    match word {
        "money" => number(Quantity::Money, Unit::euro()),
        "rate" => number(Quantity::Rate, Unit::default()),
        "int" => number(Quantity::Int, Unit::default()),
        "decimal" => number(Quantity::Decimal, Unit::default()),
        "date" => Type::Date,
        _ => Type::Duration(crate::value::TimeUnit::Months),
    }
}

fn enum_fact(node: &Node, facts: &[Fact], r: &mut Reader<'_>) -> Option<FactId> {
    let key = r.text(node)?;
    let found = facts.binary_search_by(|f| f.key.as_str().cmp(&key)).ok();
    let fact = found.and_then(|i| facts.get(i));
    match fact {
        Some(f) if matches!(f.ty, Type::Enum(_)) => found.map(|i| FactId(i as u32)),
        Some(_) => {
            r.report(
                Code::TypeClash,
                node.span(),
                tell!("`{key}` n'est pas un choix dans une liste", "`{key}` is not a choice from a list"),
            );
            None
        }
        None => {
            r.unknown_fact(&key, node.span(), facts);
            None
        }
    }
}

fn version(
    node: &Node,
    ty: &Type,
    over: Option<FactId>,
    by: Option<&Type>,
    facts: &[Fact],
    r: &mut Reader<'_>,
) -> Option<Version> {
    let f = r.fields(node, keys::VERSION)?;
    let (from, to) = (f.get("from").and_then(|n| r.date(n)), f.get("to").and_then(|n| r.date(n)));
    r.ordered(node.span(), from, to);
    let reference = f.get("reference").and_then(|n| r.reference(n));
    if reference.is_none() && !f.has("reference") {
        r.report(Code::Unsourced, node.span(), tell!("cette valeur n'a pas de source", "this value has no source"));
    }
    confidence(&f, r);
    let shape = match (by, over) {
        (Some(by), _) => r.require(&f, "brackets").and_then(|n| brackets(n, ty, by, r))?,
        (None, Some(fact)) => {
            let members = facts.get(fact.index()).map_or(&[][..], |f| f.members.as_slice());
            let names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
            r.require(&f, "value").and_then(|n| table(n, ty, &names, r))?
        }
        (None, None) => Shape::Single(r.require(&f, "value").and_then(|n| typed_value(n, ty, r))?),
    };
    Some(Version { from, to, shape, reference })
}

fn table(node: &Node, ty: &Type, members: &[&str], r: &mut Reader<'_>) -> Option<Shape> {
    let f = r.fields(node, members)?;
    let mut values = vec![];
    let mut missing = vec![];
    for member in members {
        match f.get(member) {
            Some(n) => values.push(typed_value(n, ty, r)?),
            None => missing.push(*member),
        }
    }
    if !missing.is_empty() {
        let list = missing.join(", ");
        r.report(
            Code::TableNotTotal,
            node.span(),
            tell!("la table ne dit rien de : {list}", "the table says nothing of: {list}"),
        );
        return None;
    }
    Some(Shape::Table(values))
}

fn brackets(node: &Node, ty: &Type, by: &Type, r: &mut Reader<'_>) -> Option<Shape> {
    let mut rows: Vec<(Ratio, Ratio)> = vec![];
    for row in r.list(node) {
        let [bound, value] = r.list(row) else {
            r.report(
                Code::Brackets,
                row.span(),
                tell!("une tranche s'écrit `[borne basse, valeur]`", "a bracket is written `[lower bound, value]`"),
            );
            return None;
        };
        let (bound, value) = (typed_value(bound, by, r)?, typed_value(value, ty, r)?);
        if let Some((last, _)) = rows.last()
            && *last >= bound
        {
            r.report_with_help(
                Code::Brackets,
                row.span(),
                tell!("cette tranche recouvre la précédente", "this bracket overlaps the one before"),
                tell!("les bornes basses vont en croissant", "lower bounds go up"),
            );
            return None;
        }
        rows.push((bound, value));
    }
    if rows.first().is_none_or(|(b, _)| *b > Ratio::ZERO) {
        r.report_with_help(
            Code::Brackets,
            node.span(),
            tell!("rien n'est dit en dessous de la première borne", "nothing is said below the first bound"),
            tell!("commencez par la tranche `[0, …]`", "start with the bracket `[0, …]`"),
        );
        return None;
    }
    Some(Shape::Brackets(rows))
}

fn overlaps(name: &str, versions: &[(Version, Span)], r: &mut Reader<'_>) {
    for pair in versions.windows(2) {
        let [(a, first), (b, second)] = pair else { continue };
        let apart = matches!((a.to, b.from), (Some(end), Some(start)) if end < start);
        if !apart {
            let diagnostic = Diagnostic::new(
                Code::ParameterOverlap,
                *second,
                tell!("deux valeurs de `{name}` valent le même jour", "two values of `{name}` hold on the same day"),
            )
            .label(*first, tell!("celle-ci n'est pas finie", "this one has not ended"))
            .help(tell!(
                "donnez à la plus ancienne un `to:` la veille de la suivante",
                "give the older one a `to:` on the day before the next"
            ));
            r.out.push(diagnostic);
        }
    }
}

/// Ids already given, with their places.
pub(super) type Seen = BTreeMap<String, Span>;

pub(super) fn regimes(node: &Node, scope: &Scope<'_>, seen: &mut Seen, r: &mut Reader<'_>) -> Vec<Regime> {
    let mut regimes = vec![];
    let Some(top) = r.fields(node, keys::REGIMES) else { return regimes };
    let entries = top.get("regimes").and_then(|n| r.map(n)).map_or(&[][..], |m| m.entries.as_slice());
    for (id, node) in entries {
        let Some(f) = r.fields(node, keys::REGIME) else { continue };
        let beside = f.get("beside").map_or_else(Vec::new, |n| others(n, entries.iter().map(|e| e.0.text.as_str()), r));
        let ceiling = f.get("ceiling").and_then(|n| named_parameter(n, scope, r));
        let mut equivalent = |key: &str| f.get(key).and_then(|n| by_months(n, scope, r));
        let (loan_equivalent, guarantee_equivalent) =
            (equivalent("loan_equivalent"), equivalent("guarantee_equivalent"));
        confidence(&f, r);
        if !r.once(seen, &id.text, id.span) {
            continue;
        }
        regimes.push(Regime {
            id: id.text.clone(),
            title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
            ceiling,
            window_months: f.get("window").and_then(|n| r.months(n)).and_then(|m| u32::try_from(m).ok()),
            beside,
            loan_equivalent,
            guarantee_equivalent,
            reference: f.get("reference").and_then(|n| r.reference(n)),
        });
    }
    regimes
}

/// Regimes of the same file that one names.
fn others<'a>(node: &Node, all: impl Iterator<Item = &'a str> + Clone, r: &mut Reader<'_>) -> Vec<String> {
    let mut found = vec![];
    for (word, span) in r.ids(node) {
        if all.clone().any(|id| id == word) {
            found.push(word);
            continue;
        }
        let message = tell!("le régime `{word}` n'existe pas", "there is no regime `{word}`");
        r.unknown(Code::UnknownReference, span, message, &word, all.clone());
    }
    found
}

/// Groups of schemes under one ceiling; the file's keys are checked with its regimes.
pub(super) fn groups(node: &Node, scope: &Scope<'_>, seen: &mut Seen, r: &mut Reader<'_>) -> Vec<Group> {
    let mut groups = vec![];
    let Some(list) = node.map().and_then(|m| m.get("groups")).filter(|n| !n.is_empty()) else { return groups };
    for (id, node) in Some(list).and_then(|n| r.map(n)).map_or(&[][..], |m| m.entries.as_slice()) {
        let Some(f) = r.fields(node, keys::GROUP) else { continue };
        let of = r
            .require(&f, "of")
            .and_then(|n| r.word(n, &["eligible_cost", "public_financing"], base_word))
            .unwrap_or_default();
        let ceiling = r.require(&f, "ceiling").and_then(|n| ceiling_value(n, scope, r)).unwrap_or(Ratio::ONE);
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        f.get("reference").and_then(|n| r.reference(n));
        let counts = f.get("counts").and_then(|n| {
            r.word(n, &["members", "public"], |w| matches!(w, "members" | "public").then(|| w == "public"))
        });
        if r.once(seen, &id.text, id.span) {
            let counts_public = counts.unwrap_or(false);
            groups.push(Group { id: id.text.clone(), title, ceiling, of, counts_public });
        }
    }
    groups
}

pub(super) fn base_word(word: &str) -> Option<String> {
    matches!(word, "eligible_cost" | "public_financing" | "cost").then(|| word.to_owned())
}

/// Brackets of shares by months of a loan.
fn by_months(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<ParameterId> {
    let id = named_parameter(node, scope, r)?;
    let brackets = scope.parameters.get(id.index()).is_some_and(|p| p.by.is_some());
    if !brackets {
        r.report(
            Code::TypeClash,
            node.span(),
            tell!(
                "on attend ici un paramètre en tranches, par mois de prêt",
                "a parameter in brackets, by months of a loan, is expected here"
            ),
        );
    }
    brackets.then_some(id)
}

pub(super) fn named_parameter(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<ParameterId> {
    let text = r.text(node)?;
    let name = text.strip_prefix("param.").unwrap_or(&text);
    let found = scope.parameter(name).map(|(id, _)| id);
    if found.is_none() {
        r.unknown(
            Code::UnknownParameter,
            node.span(),
            tell!("le paramètre `{name}` n'est pas déclaré", "the parameter `{name}` is not declared"),
            name,
            scope.parameters.iter().map(|p| p.name.as_str()),
        );
    }
    found
}

/// A share as such, or the latest value of a parameter.
fn ceiling_value(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<Ratio> {
    if node.scalar().is_some_and(|s| s.text.starts_with("param.")) {
        let id = named_parameter(node, scope, r)?;
        let version = scope.parameters.get(id.index())?.versions.last()?;
        return if let Shape::Single(v) = version.shape { Some(v) } else { None };
    }
    r.number(node)
}

pub(super) fn providers(node: &Node, seen: &mut Seen, r: &mut Reader<'_>) -> Vec<Provider> {
    let Some(top) = r.fields(node, keys::PROVIDERS) else { return vec![] };
    let Some(map) = r.require(&top, "providers").and_then(|n| r.map(n)) else { return vec![] };
    let mut found = vec![];
    for (id, node) in &map.entries {
        let Some(f) = r.fields(node, keys::PROVIDER) else { continue };
        if !r.once(seen, &id.text, id.span) {
            continue;
        }
        f.get("kind").and_then(|n| r.localized(n));
        found.push(Provider {
            id: id.text.clone(),
            title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
            url: f.get("url").and_then(|n| r.url(n)),
            contact: f.get("contact").and_then(|n| r.localized(n)),
            origin: f.get("origin").and_then(|n| r.word(n, Origin::WORDS, Origin::parse)).unwrap_or(Origin::None),
        });
    }
    found
}

//! What a rule set can ask and what it can give.

use super::{label::Words, layer, phrase, report::lang_word, tree::label};
use crate::{
    RuleSet,
    base::{Lang, Order},
    contract::{Asked, AskedField, CONTRACT, Catalogue, CodeOffered, CodesOffered, Offered, PresetOffered},
    model::{AnsweredBy, Expr, Fact, FactId, Model, Rule, Scheme, Taxonomy, TaxonomyNode},
    profile::shown,
    value::{Field, Quantity, Type},
};

pub(crate) fn describe(rules: &RuleSet, lang: Lang) -> Catalogue {
    let model = rules.model();
    let read: Vec<Vec<FactId>> = model.schemes.iter().map(|s| facts_of(model, s)).collect();
    let used_by = |id: FactId| read.iter().filter(|r| r.contains(&id)).count() as u32;
    Catalogue {
        contract: CONTRACT,
        rule_set: layer::rule_set_id(model, rules.fingerprint(), lang),
        title: phrase::told(&model.title, lang),
        lang: lang_word(lang),
        languages: rules.languages().into_iter().map(lang_word).collect(),
        facts: model.facts.iter().enumerate().map(|(i, f)| asked(model, f, used_by(FactId(i as u32)), lang)).collect(),
        taxonomies: model.taxonomies.iter().map(|t| codes(t, lang)).collect(),
        schemes: model.schemes.iter().zip(&read).map(|(s, facts)| offered(model, s, facts, lang)).collect(),
        presets: model
            .score
            .presets
            .iter()
            .map(|p| PresetOffered {
                preset: p.name.clone(),
                title: phrase::told(&p.title, lang),
                weights: super::report::by_line(model, &p.weights),
            })
            .collect(),
    }
}

/// One fact as the catalogue tells of it.
pub(super) fn one_fact(model: &Model, id: FactId, lang: Lang) -> Option<Asked> {
    let used_by = model.schemes.iter().filter(|s| facts_of(model, s).contains(&id)).count() as u32;
    model.fact(id).map(|f| asked(model, f, used_by, lang))
}

/// Facts that a scheme's criteria, preferences and amount read; derived facts opened.
pub(super) fn facts_of(model: &Model, s: &Scheme) -> Vec<FactId> {
    let criteria = s.criteria.iter().filter_map(|c| if let Rule::If(e) = &c.rule { Some(e) } else { None });
    let rest = s.prefers.iter().map(|p| &p.rule).chain(s.amount.iter().map(|a| &a.formula));
    let mut found = vec![];
    let mut visit: Vec<&Expr> = criteria.chain(rest).collect();
    while let Some(e) = visit.pop() {
        for f in e.facts() {
            match model.fact(f).and_then(|d| d.formula.as_ref()) {
                Some(formula) => visit.push(formula),
                None => found.push(f),
            }
        }
    }
    found.order();
    found.dedup();
    found
}

fn codes(taxonomy: &Taxonomy, lang: Lang) -> CodesOffered {
    let code = |node: &TaxonomyNode| CodeOffered {
        code: node.code.clone(),
        label: phrase::told(&node.label, lang),
        within: node.parent.and_then(|p| taxonomy.nodes.get(p as usize)).map(|p| p.code.clone()),
    };
    CodesOffered {
        taxonomy: taxonomy.id.clone(),
        title: phrase::told(&taxonomy.title, lang),
        by_prefix: taxonomy.by_prefix,
        codes: taxonomy.nodes.iter().map(code).collect(),
    }
}

fn asked(model: &Model, f: &Fact, used_by: u32, lang: Lang) -> Asked {
    let unit = match &f.ty {
        Type::Number(n) | Type::Series(n) => (!n.unit.is_none()).then(|| n.unit.to_string()),
        _ => None,
    };
    let group = model.fact_groups.iter().find(|g| g.id == f.group());
    let bounded = is_bounded(&f.ty);
    let mut members: Vec<_> = f.members.iter().collect();
    members.order_by_key(|m| m.order);
    Asked {
        fact: f.key.clone(),
        group: f.group().to_owned(),
        group_label: group.map_or_else(|| f.group().replace('_', " "), |g| phrase::told(&g.title, lang)),
        label: phrase::told(&f.label, lang),
        ty: type_word(&f.ty),
        unit,
        unit_label: phrase::unit_of(&f.ty, lang),
        values: members.into_iter().map(|m| (m.name.clone(), phrase::told(&m.label, lang))).collect(),
        fields: if let Type::List(fields) = &f.ty { fields.iter().map(|x| field(x, lang)).collect() } else { vec![] },
        taxonomy: if let Type::Code(t) = &f.ty { Some(t.clone()) } else { None },
        from: bounded.then(|| shown(&f.ty, f.low)),
        to: bounded.then(|| shown(&f.ty, f.high)),
        question: f.question.as_ref().map(|t| phrase::told(t, lang)),
        help: f.help.as_ref().map(|t| phrase::told(t, lang)),
        answered_by: match f.answered_by {
            AnsweredBy::Applicant => "applicant",
            AnsweredBy::Adviser => "adviser",
            AnsweredBy::Funder => "funder",
        },
        effort: f.effort,
        sensitive: f.sensitive,
        derived: f.formula.is_some(),
        can_be: [(f.can_be_none, "none"), (f.can_be_not_applicable, "not_applicable")]
            .into_iter()
            .filter(|(b, _)| *b)
            .map(|(_, w)| w)
            .collect(),
        used_by,
    }
}

fn is_bounded(ty: &Type) -> bool {
    matches!(ty, Type::Number(_) | Type::Series(_) | Type::Date | Type::Duration(_))
}

fn field(f: &Field, lang: Lang) -> AskedField {
    let bound = |value: i64| is_bounded(&f.ty).then(|| shown(&f.ty, value));
    let names = if let Type::Enum(names) = &f.ty { names.as_slice() } else { &[] };
    AskedField {
        field: f.name.clone(),
        label: phrase::told(&f.label, lang),
        ty: type_word(&f.ty),
        unit_label: phrase::unit_of(&f.ty, lang),
        values: names.iter().cloned().zip(f.labels.iter().map(|l| phrase::told(l, lang))).collect(),
        from: bound(f.low),
        to: bound(f.high),
    }
}

fn type_word(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::Number(n) => match n.quantity {
            Quantity::Int => "int",
            Quantity::Decimal => "decimal",
            Quantity::Rate => "rate",
            Quantity::Money => "money",
        },
        Type::Date => "date",
        Type::Duration(_) => "duration",
        Type::Enum(_) => "enum",
        Type::Set(_) => "set",
        Type::Code(_) => "code",
        Type::List(_) => "list",
        Type::Series(_) => "series",
        Type::Text | Type::Wrong => "text",
    }
}

fn offered(model: &Model, s: &Scheme, facts: &[FactId], lang: Lang) -> Offered {
    let words = Words { model, lang };
    Offered {
        scheme: s.id.clone(),
        title: phrase::told(&s.title, lang),
        kind: s.kind.word(),
        provider: s.provider.clone(),
        confidence: s.confidence.word(),
        criteria: s
            .top
            .iter()
            .filter_map(|c| s.criteria.get(c.index()).map(|x| (x.id.clone(), label(&words, s, *c))))
            .collect(),
        facts: facts.iter().filter_map(|f| model.fact(*f)).map(|f| f.key.clone()).collect(),
        provenance: layer::provenance(model, s),
    }
}

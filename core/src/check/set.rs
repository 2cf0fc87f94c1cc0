//! `set.yaml`: identity, roles, sources of money, needs, documents. A set that extends another adds to what it says.

use super::{amount, keys, reader::Reader, scope::Scope, score, tables};
use crate::{
    base::{Code, Span, Text, tell},
    model::{
        Brake, DocumentDef, FactId, MAX_MONTHS, MAX_WEIGHT, Named, Nature, Need, Origin, Planning, Roles, ScoreTable,
        SourceOfMoney, Vat,
    },
    syntax::node::Node,
    value::{Ratio, Type},
};
use std::collections::BTreeMap;

/// What the manifests of all layers say together, with roles and sources still as names. Identity is the last one's.
#[derive(Default)]
pub(super) struct Manifest {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Text,
    pub(super) layers: Vec<Named>,
    pub(super) territory: Option<String>,
    pub(super) needs: Vec<Need>,
    pub(super) documents: Vec<DocumentDef>,
    pub(super) score: ScoreTable,
}

/// Reads the manifests, the base first.
pub(super) fn read(layers: &[&Node], r: &mut Reader<'_>) -> Manifest {
    let mut all = Manifest::default();
    let (mut needs_seen, mut documents_seen) = (Seen::new(), Seen::new());
    let (mut ids_seen, mut lines_seen) = (Seen::new(), Seen::new());
    for (i, node) in layers.iter().enumerate() {
        let Some(f) = r.fields(node, keys::SET) else { continue };
        let extends = f.get("extends");
        if let (0, Some(n)) = (i, extends) {
            r.report(
                Code::MissingFile,
                n.span(),
                tell!(
                    "le jeu de règles que celui-ci étend n'est pas là",
                    "the rule set that this one extends is not here"
                ),
            );
        }
        all.id = r.require(&f, "id").and_then(|n| r.id(n)).unwrap_or_default();
        if !all.id.is_empty() {
            r.once(&mut ids_seen, &all.id, f.key_span("id"));
        }
        all.version = r.require(&f, "version").and_then(|n| r.text(n)).unwrap_or_default();
        all.title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        all.layers.push(Named { id: all.id.clone(), title: all.title.clone() });
        all.territory = f.get("territory").and_then(|n| r.text(n)).or(all.territory);
        if let Some(n) = f.get("needs") {
            needs(n, &mut needs_seen, &mut all.needs, r);
        }
        if let Some(n) = f.get("documents") {
            documents(n, &mut documents_seen, &mut all.documents, r);
        }
        let first = i == 0 && extends.is_none();
        if let Some(n) = if first { r.require(&f, "score") } else { f.get("score") } {
            score::read(n, (i as u32, first), &mut lines_seen, &mut all.score, r);
        }
    }
    all
}

type Seen = BTreeMap<String, Span>;

fn needs(node: &Node, seen: &mut Seen, found: &mut Vec<Need>, r: &mut Reader<'_>) {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    for (id, node) in entries {
        let Some(f) = r.fields(node, keys::NEED) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        let brake = f.get("brake").and_then(|n| r.word(n, Brake::WORDS, Brake::parse));
        if r.once(seen, &id.text, id.span) {
            // its condition is read when facts are known
            found.push(Need { id: id.text.clone(), title, brake, rule: None });
        }
    }
}

/// What a document may be asked for.
pub(crate) const DOCUMENT_FOR: &[&str] = &["application", "payment"];

fn documents(node: &Node, seen: &mut Seen, found: &mut Vec<DocumentDef>, r: &mut Reader<'_>) {
    let entries = r.map(node).map_or(&[][..], |m| m.entries.as_slice());
    for (id, node) in entries {
        let Some(f) = r.fields(node, keys::DOCUMENT) else { continue };
        let title = r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default();
        let issuer = f.get("issuer").and_then(|n| r.localized(n));
        let validity = f.get("validity").and_then(|n| r.months(n)).and_then(|m| u32::try_from(m).ok());
        let asked =
            f.get("for").and_then(|n| r.word(n, DOCUMENT_FOR, |w| DOCUMENT_FOR.contains(&w).then(|| w == "payment")));
        let for_payment = asked.unwrap_or(false);
        if r.once(seen, &id.text, id.span) {
            found.push(DocumentDef { id: id.text.clone(), title, issuer, validity, for_payment });
        }
    }
}

/// Roles of all layers; one that is taken cannot be given again.
pub(super) fn roles(layers: &[&Node], scope: &Scope<'_>, r: &mut Reader<'_>) -> Roles {
    let mut given: BTreeMap<String, FactId> = BTreeMap::new();
    let mut seen = Seen::new();
    for node in layers {
        let top = node.map().and_then(|m| m.get("roles")).filter(|n| !n.is_empty());
        let Some(f) = top.and_then(|n| r.fields(n, keys::ROLES)) else { continue };
        for role in keys::ROLES {
            let Some(n) = f.get(role) else { continue };
            if let Some(id) = fact(n, role, scope, r)
                && r.once(&mut seen, role, f.key_span(role))
            {
                given.insert((*role).to_owned(), id);
            }
        }
    }
    let role = |key: &str| given.get(key).copied();
    Roles {
        budget: role("budget"),
        place: role("place"),
        bank_loan: role("bank_loan"),
        own_cash: role("own_cash"),
        own_funds: role("own_funds"),
        grants_notified: role("grants_notified"),
        aid_history: role("aid_history"),
        start: role("start"),
        revenue: role("revenue"),
        running_costs: role("running_costs"),
        vat_recovered: role("vat_recovered"),
        household_need: role("household_need"),
        first_commitment: role("first_commitment"),
    }
}

/// The fact that plays a part, when it is of a type that can.
fn fact(node: &Node, role: &str, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<FactId> {
    let key = r.text(node)?;
    let found = scope.fact(&key);
    if let Some((_, fact)) = found.filter(|(_, f)| !Roles::suits(role, &f.ty)) {
        let (fr, en) = fact.ty.name();
        r.report(
            Code::TypeClash,
            node.span(),
            tell!(
                "`{key}` ne peut pas jouer le rôle `{role}` : c'est un fait de type {fr}",
                "`{key}` cannot play the part `{role}`: it is a fact of type {en}"
            ),
        );
        return None;
    }
    if found.is_none() {
        r.unknown_fact(&key, node.span(), scope.facts);
    }
    found.map(|(id, _)| id)
}

pub(super) fn sources(layers: &[&Node], scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<SourceOfMoney> {
    let lists = layers.iter().filter_map(|n| n.map().and_then(|m| m.get("sources"))).filter(|n| !n.is_empty());
    let mut seen = Seen::new();
    let mut found = vec![];
    for node in lists.flat_map(|n| r.list(n)).collect::<Vec<_>>() {
        let Some(f) = r.fields(node, keys::SOURCE) else { continue };
        let Some(id) = r.require(&f, "id").and_then(|n| r.id(n)) else { continue };
        if !r.once(&mut seen, &id, f.span()) {
            continue;
        }
        found.push(SourceOfMoney {
            id,
            title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
            nature: r
                .require(&f, "nature")
                .and_then(|n| r.word(n, Nature::WORDS, Nature::parse))
                .unwrap_or(Nature::Grant),
            origin: r
                .require(&f, "origin")
                .and_then(|n| r.word(n, Origin::WORDS, Origin::parse))
                .unwrap_or(Origin::None),
            fact: f.get("fact").and_then(|n| fact(n, "source", scope, r)),
            agreed: f.get("agreed").and_then(|n| fact(n, "agreed", scope, r)),
            loan: f.get("loan").and_then(|n| amount::loan(n, r)),
        });
    }
    found
}

/// What plans are reckoned with; what one layer says, no later one says again.
pub(super) fn planning(layers: &[&Node], budget: Option<FactId>, scope: &Scope<'_>, r: &mut Reader<'_>) -> Planning {
    let mut planning = Planning::default();
    let mut seen = Seen::new();
    for node in layers {
        let Some(plan) = node.map().and_then(|m| m.get("plan")).filter(|n| !n.is_empty()) else { continue };
        let Some(f) = r.fields(plan, keys::PLAN) else { continue };
        for key in keys::PLAN.iter().filter(|k| f.has(k)) {
            r.once(&mut seen, &format!("plan.{key}"), f.key_span(key));
        }
        if let Some(months) = f.get("months").and_then(|n| r.months(n)) {
            planning.months = u32::try_from(months).unwrap_or(MAX_MONTHS).clamp(1, MAX_MONTHS);
        }
        planning.hour = f.get("hour").and_then(|n| positive(n, r)).unwrap_or(planning.hour);
        planning.own = f.get("own").and_then(|n| positive(n, r)).unwrap_or(planning.own);
        planning.principal = f.get("principal").and_then(|n| positive(n, r)).unwrap_or(planning.principal);
        planning.unknown_delay = f.get("unknown_delay").and_then(|n| r.delay(n)).unwrap_or(planning.unknown_delay);
        if let Some(vat) = f.get("vat") {
            planning.vat = value_added_tax(vat, budget, scope, r);
        }
    }
    planning
}

fn positive(node: &Node, r: &mut Reader<'_>) -> Option<Ratio> {
    let n = r.number(node)?;
    if n < Ratio::ZERO || n > Ratio::int(MAX_WEIGHT) {
        r.report(
            Code::BadLiteral,
            node.span(),
            tell!("on attend ici un nombre de 0 à 10 000", "a number from 0 to 10,000 is expected here"),
        );
        return None;
    }
    Some(n)
}

fn value_added_tax(node: &Node, budget: Option<FactId>, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<Vat> {
    let f = r.fields(node, keys::VAT)?;
    let rate = r.require(&f, "rate").and_then(|n| tables::named_parameter(n, scope, r));
    let refund = r.require(&f, "refund").and_then(|n| r.delay(n));
    let kinds = budget.and_then(|b| scope.fact_by_id(b)).and_then(|f| match &f.ty {
        Type::List(fields) => fields.iter().find(|f| f.name == "kind").map(|f| &f.ty),
        _ => None,
    });
    let Some(Type::Enum(members)) = kinds else { return Some(Vat { rate: rate?, exempt: vec![], refund: refund? }) };
    let mut exempt = vec![];
    for item in f.get("exempt").map_or(&[][..], |n| r.list(n)) {
        let Some(word) = r.text(item) else { continue };
        match members.iter().position(|m| *m == word) {
            Some(i) => exempt.push(i as u32),
            None => r.unknown(
                Code::UnknownMember,
                item.span(),
                tell!("`{word}` n'est pas un genre de dépense", "`{word}` is not a kind of spending"),
                &word,
                members.iter().map(String::as_str),
            ),
        }
    }
    Some(Vat { rate: rate?, exempt, refund: refund? })
}

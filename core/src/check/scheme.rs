//! One scheme file.

use super::{
    amount,
    criteria::Collector,
    infer::{condition, infer},
    keys,
    reader::{Fields, Reader},
    scope::Scope,
    tables::{base_word, confidence},
};
use crate::{
    base::{Code, Order, Span, Text, tell},
    model::{
        Burden, Cofinancing, Commitment, Confidence, CriterionId, Cumulation, Expr, Kind, Moment, Origin,
        OwnContribution, Payment, Prefer, QuoteRule, Reference, Roles, Scheme, Step, Trigger, Window, Windows,
    },
    syntax::node::{Map, Node},
    value::{Day, Ratio, Region, Type},
};

/// What a scheme may refer to.
pub(super) struct Known<'a> {
    pub(super) scope: Scope<'a>,
    pub(super) roles: Roles,
    pub(super) needs: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) providers: Vec<String>,
    /// For each provider, whose money it gives.
    pub(super) origins: Vec<Origin>,
    pub(super) regimes: Vec<String>,
    pub(super) groups: Vec<String>,
}

pub(super) fn read(id: &str, folder: &str, node: &Node, known: &Known<'_>, r: &mut Reader<'_>) -> Option<Scheme> {
    let f = r.fields(node, keys::SCHEME)?;
    let kind = r.require(&f, "kind").and_then(|n| r.word(n, Kind::WORDS, Kind::parse));
    names_agree(&f, id, folder, kind, r);
    let span = f.key_span("id");
    let dates = ["windows", "in_force", "id"].into_iter().find(|k| f.has(k)).unwrap_or("id");
    let (top, criteria) = criteria(&f, known, r);
    let confidence = confidence_of(&f, r);
    let (apply_url, apply_label, apply_from_start) = apply(&f, r);
    let scheme = Scheme {
        id: id.to_owned(),
        layer: 0,
        narrowed_by: vec![],
        closed_by: None,
        span,
        dates_span: f.key_span(dates),
        kind: kind?,
        title: r.require(&f, "title").and_then(|n| r.localized(n)).unwrap_or_default(),
        summary: f.get("summary").and_then(|n| r.localized(n)),
        provider: r.require(&f, "provider").and_then(|n| refer(n, &known.providers, r)).unwrap_or_default(),
        origin: origin(&f, known, r),
        in_force: f.get("in_force").map_or((None, None), |n| r.date_range(n)),
        closed_because: None,
        windows: f.get("windows").map_or(Windows::Undated, |n| windows(n, r)),
        confidence,
        unconfirmed: f.get("unconfirmed").map_or_else(Vec::new, |n| unconfirmed(n, node.map(), r)),
        references: references(&f, r),
        listed_only: f
            .get("openness")
            .and_then(|n| r.word(n, &["open", "listed"], |w| matches!(w, "open" | "listed").then(|| w == "listed")))
            .unwrap_or(false),
        top,
        criteria,
        prefers: f.get("prefers").map_or_else(Vec::new, |n| prefers(n, &known.scope, r)),
        amount: f.get("amount").and_then(|n| amount::read(n, &known.scope, &known.roles, r)),
        own_contribution: f.get("own_contribution").and_then(|n| own_contribution(n, r)),
        cofinancing: f.get("cofinancing").map_or_else(Vec::new, |n| cofinancing(n, r)),
        payment: f.get("payment").map_or_else(Vec::new, |n| payment(n, r)),
        burden: f.get("burden").and_then(|n| burden(n, &known.documents, r)).unwrap_or_default(),
        cumulation: f.get("cumulation").and_then(|n| cumulation(n, known, r)).unwrap_or_default(),
        covers: f.get("covers").map_or_else(Vec::new, |n| referred(n, &known.needs, r)),
        support: f.get("support").and_then(|n| r.localized(n)),
        steps: f.get("steps").map_or_else(Vec::new, |n| steps(n, r)),
        commitments: f.get("commitments").map_or_else(Vec::new, |n| commitments(n, r)),
        apply_url,
        apply_label,
        apply_from_start,
    };
    Some(scheme)
}

/// Whose money it is: the scheme's own word, or its provider's.
fn origin(f: &Fields<'_>, known: &Known<'_>, r: &mut Reader<'_>) -> Origin {
    let own = f.get("origin").and_then(|n| r.word(n, Origin::WORDS, Origin::parse));
    let provider = f.get("provider").and_then(Node::scalar).map_or("", |s| s.text.as_str());
    let origins = known.providers.iter().zip(&known.origins);
    own.or_else(|| origins.into_iter().find(|(p, _)| *p == provider).map(|(_, o)| *o)).unwrap_or(Origin::None)
}

fn names_agree(f: &Fields<'_>, id: &str, folder: &str, kind: Option<Kind>, r: &mut Reader<'_>) {
    if let Some(n) = r.require(f, "id")
        && r.id(n).is_some_and(|said| said != id)
    {
        r.report(
            Code::MissingFile,
            n.span(),
            tell!("le fichier s'appelle `{id}.yaml`", "the file is called `{id}.yaml`"),
        );
    }
    if let (Some(kind), Some(n)) = (kind, f.get("kind"))
        && kind.word() != folder
    {
        let word = kind.word();
        r.report(
            Code::MissingFile,
            n.span(),
            tell!(
                "ce fichier est rangé dans `{folder}/`, pas dans `{word}/`",
                "this file lies in `{folder}/`, not in `{word}/`"
            ),
        );
    }
}

fn confidence_of(f: &Fields<'_>, r: &mut Reader<'_>) -> Confidence {
    r.require(f, "confidence");
    confidence(f, r).unwrap_or(Confidence::Low)
}

fn references(f: &Fields<'_>, r: &mut Reader<'_>) -> Vec<Reference> {
    let found: Vec<Reference> = r.require(f, "references").map_or_else(Vec::new, |n| {
        let mut all = vec![];
        for item in r.list(n) {
            all.extend(r.reference(item));
        }
        all
    });
    if found.is_empty() && f.has("references") {
        r.report(
            Code::Unsourced,
            f.key_span("references"),
            tell!("ce dispositif n'a pas de source", "this scheme has no source"),
        );
    }
    found
}

fn criteria(f: &Fields<'_>, known: &Known<'_>, r: &mut Reader<'_>) -> (Vec<CriterionId>, Vec<crate::model::Criterion>) {
    let territory = f.get("territory").and_then(|n| territory(n, known, r));
    // `criteria: []` is a scheme open to all; a missing key is an oversight
    let list = r.require(f, "criteria");
    let mut collector = Collector { scope: known.scope, r, needs: &known.needs, found: vec![], written: None };
    let mut top = list.map_or_else(Vec::new, |n| collector.top(n));
    if let Some((expr, span)) = territory {
        top.insert(0, collector.lowered("territory", span, expr));
    }
    (top, collector.found)
}

/// `territory: region-84`, or a list of codes: one more criterion on the place.
fn territory(node: &Node, known: &Known<'_>, r: &mut Reader<'_>) -> Option<(Expr, Span)> {
    let place = known.roles.place;
    let fact = place.and_then(|p| known.scope.fact_by_id(p));
    let Some(Type::Code(taxonomy)) = fact.map(|f| &f.ty) else {
        r.report(
            Code::UnknownReference,
            node.span(),
            tell!(
                "`set.yaml` ne dit pas quel fait joue le rôle `place`",
                "`set.yaml` does not say which fact plays the role `place`"
            ),
        );
        return None;
    };
    let taxonomy = known.scope.taxonomy(taxonomy)?;
    let nodes = node.list().unwrap_or(std::slice::from_ref(node));
    let mut accepted = vec![];
    for n in nodes {
        let code = r.text(n)?;
        match taxonomy.find(&code) {
            Some(found) => accepted.extend_from_slice(&found.leaves),
            None => r.unknown(
                Code::UnknownTaxonomyCode,
                n.span(),
                tell!("`{code}` n'est pas un territoire connu", "`{code}` is not a known territory"),
                &code,
                taxonomy.nodes.iter().map(|x| x.code.as_str()),
            ),
        }
    }
    let accepted = Region::of(accepted).intervals().to_vec();
    // the whole tree is no condition: a national scheme asks nobody where they live
    if accepted == [(0, taxonomy.count() - 1)] {
        return None;
    }
    Some((Expr::Among(Box::new(Expr::Fact(place?)), accepted), node.span()))
}

pub(super) fn windows(node: &Node, r: &mut Reader<'_>) -> Windows {
    if node.scalar().is_some() {
        let always = r.word(node, &["always"], |w| (w == "always").then_some(()));
        return always.map_or(Windows::Undated, |()| Windows::Always);
    }
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::WINDOW) else { continue };
        let mut day = |key: &str| -> Option<Day> { f.get(key).and_then(|n| r.date(n)) };
        let (opens, closes, decided) = (day("opens"), day("closes"), day("decided"));
        r.ordered(item.span(), opens, closes);
        r.ordered(item.span(), closes.or(opens), decided);
        found.push(Window { opens, closes, decided });
    }
    found.order_by_key(|w| (w.opens, w.closes));
    Windows::Dated(found)
}

/// Paths of the file that no source confirms; the first word must be a key that is there.
fn unconfirmed(node: &Node, file: Option<&Map>, r: &mut Reader<'_>) -> Vec<String> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(path) = r.text(item) else { continue };
        let first = path.split(['.', '[', '/']).next().unwrap_or("");
        let there = file.is_some_and(|m| m.get(first).is_some());
        if !there {
            let keys: Vec<&str> =
                file.map_or_else(Vec::new, |m| m.entries.iter().map(|(k, _)| k.text.as_str()).collect());
            r.unknown(
                Code::UnknownReference,
                item.span(),
                tell!("`{first}` n'est pas une clé de ce fichier", "`{first}` is not a key of this file"),
                first,
                keys,
            );
        }
        found.push(path);
    }
    found
}

fn prefers(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<Prefer> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::PREFER) else { continue };
        let ast = r.require(&f, "if").and_then(|n| r.expression(n));
        let rule = ast.map(|a| infer(&a, scope, r)).map(|t| condition(t, r));
        let weight = f.get("weight").map_or(Some(1), |n| r.count(n)).unwrap_or(1).clamp(1, 1000);
        let label = f.get("label").and_then(|n| r.localized(n));
        if let Some(t) = rule.filter(|t| !t.is_wrong()) {
            super::derive::out_of_range(&t.expr, item.span(), scope, r);
            found.push(Prefer { rule: t.expr, weight, label });
        }
    }
    found
}

fn own_contribution(node: &Node, r: &mut Reader<'_>) -> Option<OwnContribution> {
    let f = r.fields(node, keys::OWN)?;
    let at_least = r.require(&f, "at_least").and_then(|n| r.number(n))?;
    let of = r.require(&f, "of").and_then(|n| r.word(n, BASES, base_word))?;
    Some(OwnContribution { at_least, of })
}

pub(crate) const BASES: &[&str] = &["eligible_cost", "public_financing", "cost"];

fn cofinancing(node: &Node, r: &mut Reader<'_>) -> Vec<Cofinancing> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::COFINANCING) else { continue };
        let from = r.require(&f, "from").and_then(|n| r.word(n, amount::ORIGINS, amount::origin));
        let at_least = r.require(&f, "at_least").and_then(|n| r.number(n));
        let of = r.require(&f, "of").and_then(|n| r.word(n, BASES, base_word));
        if let (Some(from), Some(at_least), Some(of)) = (from, at_least, of) {
            found.push(Cofinancing { from, at_least, of });
        }
    }
    found
}

fn payment(node: &Node, r: &mut Reader<'_>) -> Vec<Payment> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::PAYMENT) else { continue };
        let share = r.require(&f, "share").and_then(|n| r.number(n));
        let when = r.require(&f, "when").and_then(|n| r.word(n, Trigger::WORDS, Trigger::parse));
        let spent = f.get("spent").and_then(|n| r.number(n));
        let delay = f.get("delay").and_then(|n| r.delay(n));
        if let (Some(share), Some(when)) = (share, when) {
            found.push(Payment { share, when, spent, delay });
        }
    }
    let total = found.iter().try_fold(Ratio::ZERO, |sum, p| sum.add(p.share)).unwrap_or(Ratio::ZERO);
    if !found.is_empty() && total != Ratio::ONE {
        let percent = total.mul(Ratio::int(100)).unwrap_or(Ratio::ZERO).to_text(4);
        r.report(
            Code::PaymentShares,
            node.span(),
            tell!(
                "les parts de paiement font {percent} %, pas 100 %",
                "the payment shares sum to {percent}%, not 100%"
            ),
        );
    }
    found
}

fn burden(node: &Node, documents: &[String], r: &mut Reader<'_>) -> Option<Burden> {
    let f = r.fields(node, keys::BURDEN)?;
    let mut quotes = vec![];
    for item in f.get("quotes").map_or(&[][..], |n| r.list(n)) {
        let Some(q) = r.fields(item, keys::QUOTE) else { continue };
        let above = r.require(&q, "above").and_then(|n| r.number(n));
        let count = r.require(&q, "count").and_then(|n| r.count(n));
        quotes.extend(above.zip(count).map(|(above, count)| QuoteRule { above, count }));
    }
    Some(Burden {
        documents: f.get("documents").map_or_else(Vec::new, |n| referred(n, documents, r)),
        quotes,
        committees: f.get("committees").and_then(|n| r.count(n)),
        decision: f.get("decision").and_then(|n| r.delay(n)),
        hours: f.get("hours").and_then(|n| r.hours(n)),
    })
}

fn cumulation(node: &Node, known: &Known<'_>, r: &mut Reader<'_>) -> Option<Cumulation> {
    let f = r.fields(node, keys::CUMULATION)?;
    let mut ids = |key: &str| -> Vec<String> {
        f.get(key).map_or_else(Vec::new, |n| r.ids(n)).into_iter().map(|(id, _)| id).collect()
    };
    let (excludes, requires) = (ids("excludes"), ids("requires"));
    Some(Cumulation {
        regime: f.get("regime").and_then(|n| refer(n, &known.regimes, r)),
        excludes,
        requires,
        groups: f.get("groups").map_or_else(Vec::new, |n| referred(n, &known.groups, r)),
        alone: f.get("alone").and_then(|n| r.word(n, Origin::WORDS, Origin::parse)),
        note: f.get("note").and_then(|n| r.localized(n)),
    })
}

/// A name that must be declared elsewhere.
fn refer(node: &Node, known: &[String], r: &mut Reader<'_>) -> Option<String> {
    let name = r.text(node)?;
    if !known.contains(&name) {
        r.unknown(
            Code::UnknownReference,
            node.span(),
            tell!("`{name}` n'est pas déclaré", "`{name}` is not declared"),
            &name,
            known.iter().map(String::as_str),
        );
    }
    Some(name)
}

fn referred(node: &Node, known: &[String], r: &mut Reader<'_>) -> Vec<String> {
    r.list(node).iter().filter_map(|n| refer(n, known, r)).collect()
}

fn steps(node: &Node, r: &mut Reader<'_>) -> Vec<Step> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::STEP) else { continue };
        let Some(id) = r.require(&f, "id").and_then(|n| r.id(n)) else { continue };
        found.push(Step {
            id,
            label: f.get("label").and_then(|n| r.localized(n)),
            before: f
                .get("before")
                .and_then(|n| r.word(n, Moment::WORDS, Moment::parse))
                .unwrap_or(Moment::Application),
            hours: f.get("hours").and_then(|n| r.count(n)),
        });
    }
    found
}

fn commitments(node: &Node, r: &mut Reader<'_>) -> Vec<Commitment> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::COMMITMENT) else { continue };
        let label: Option<Text> = r.require(&f, "label").and_then(|n| r.localized(n));
        let months = f.get("months").and_then(|n| r.count(n));
        found.extend(label.map(|label| Commitment { label, months }));
    }
    found
}

fn apply(f: &Fields<'_>, r: &mut Reader<'_>) -> (Option<String>, Option<Text>, bool) {
    let Some(a) = f.get("apply").and_then(|n| r.fields(n, keys::APPLY)) else { return (None, None, false) };
    let from_start = a.get("from").and_then(|n| r.word(n, &["start"], |_| Some(true)));
    (a.get("url").and_then(|n| r.url(n)), a.get("label").and_then(|n| r.localized(n)), from_start == Some(true))
}

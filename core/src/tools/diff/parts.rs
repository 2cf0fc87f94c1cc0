//! Parts of a scheme beside its criteria: what was and what is, where that is short.

use super::{
    joint::{Joint, Side},
    words,
};
use crate::{
    base::{Lang, Text, tell},
    compile::{AmountPlan, NumId, SchemePlan},
    contract::Change,
    model::{Amount, Base, Burden, Cumulation, Form, Model, Reference, Scheme},
    value::{Ratio, Type},
};

/// A value longer than this is not told, only that it differs.
const SHORT: usize = 90;

/// Changes being listed.
pub(super) struct Parts {
    pub(super) lang: Lang,
    pub(super) found: Vec<Change>,
}

impl Parts {
    /// Lists a part when it differs; `show` says what it is, or nothing where there is none.
    pub(super) fn part<T: PartialEq>(
        &mut self,
        what: &str,
        label: Text,
        (old, new): (T, T),
        show: impl Fn(&T) -> String,
    ) {
        if old == new {
            return;
        }
        let short = |text: String| (!text.is_empty() && text.chars().count() <= SHORT).then_some(text);
        let (old, new) = (show(&old), show(&new));
        let change = match (old.is_empty(), new.is_empty()) {
            (true, false) => "added",
            (false, true) => "removed",
            _ => "changed",
        };
        // two values that read alike differ in something that is not told here
        let (old, new) = if old == new { (None, None) } else { (short(old), short(new)) };
        let label = label.get(self.lang).to_owned();
        self.found.push(Change { what: what.to_owned(), change, label, old, new });
    }

    fn text(&mut self, what: &str, label: Text, (old, new): (&Option<Text>, &Option<Text>)) {
        let lang = self.lang;
        self.part(what, label, (old, new), |t| t.as_ref().map_or_else(String::new, |t| t.get(lang).to_owned()));
    }

    fn words(&mut self, what: &str, label: Text, (old, new): (&[String], &[String])) {
        self.part(what, label, (old, new), |list| list.join(", "));
    }
}

/// One version of a scheme: as its set has it, as the joint model has it, and as the plan has it.
#[derive(Clone, Copy)]
struct Version<'a> {
    model: &'a Model,
    own: &'a Scheme,
    joint: &'a Scheme,
    plan: &'a SchemePlan,
}

/// What differs in a scheme beside its criteria.
pub(super) fn changes(joint: &Joint<'_>, pair: usize, lang: Lang) -> Vec<Change> {
    let version = |side: Side| {
        let (in_joint, plan) = joint.scheme(pair, side)?;
        Some(Version { model: joint.set(side).model(), own: joint.own(pair, side)?, joint: in_joint, plan })
    };
    let (Some(old), Some(new)) = (version(Side::Old), version(Side::New)) else { return vec![] };
    let mut parts = Parts { lang, found: vec![] };
    identity(&mut parts, old.own, new.own);
    calendar(&mut parts, old.own, new.own);
    if let (Some(was), Some(is)) = (&old.plan.amount, &new.plan.amount) {
        formula(&mut parts, joint, was, is);
    }
    amount(&mut parts, old, new);
    conditions(&mut parts, old, new);
    effort(&mut parts, &old.own.burden, &new.own.burden);
    cumulation(&mut parts, &old.own.cumulation, &new.own.cumulation);
    after(&mut parts, old.own, new.own);
    parts.found
}

fn identity(p: &mut Parts, old: &Scheme, new: &Scheme) {
    let lang = p.lang;
    p.part("title", tell!("titre", "title"), (&old.title, &new.title), |t| t.get(lang).to_owned());
    p.text("summary", tell!("résumé", "summary"), (&old.summary, &new.summary));
    p.part("kind", tell!("nature", "kind"), (old.kind, new.kind), |k| k.label().get(lang).to_owned());
    p.part("provider", tell!("organisme", "provider"), (&old.provider, &new.provider), |id| (*id).clone());
    p.part("origin", tell!("origine de l'argent", "origin of the money"), (old.origin, new.origin), |o| {
        o.word().to_owned()
    });
    let sure = (old.confidence, new.confidence);
    p.part("confidence", tell!("fiabilité", "confidence"), sure, |c| c.label().get(lang).to_owned());
    p.words("unconfirmed", tell!("points non confirmés", "unconfirmed parts"), (&old.unconfirmed, &new.unconfirmed));
    let source = |r: &Reference| (r.title.clone(), r.url.clone(), r.read_on);
    let sources = |s: &Scheme| s.references.iter().map(source).collect::<Vec<_>>();
    p.part("references", tell!("sources", "sources"), (sources(old), sources(new)), |_| String::new());
    let listed = (old.listed_only, new.listed_only);
    p.part("openness", tell!("activités hors liste", "activities not listed"), listed, |listed| {
        let said = if *listed { tell!("exclues", "excluded") } else { tell!("admises", "welcome") };
        said.get(lang).to_owned()
    });
}

fn calendar(p: &mut Parts, old: &Scheme, new: &Scheme) {
    let lang = p.lang;
    let force = (old.in_force, new.in_force);
    p.part("in_force", tell!("en vigueur", "in force"), force, |(from, to)| words::span(*from, *to, lang));
    let windows = (&old.windows, &new.windows);
    p.part("windows", tell!("dépôt des dossiers", "when to apply"), windows, |w| words::windows(w, lang));
    p.text("closed", tell!("fermé", "closed"), (&old.closed_because, &new.closed_because));
}

/// The parts of the formula that differ; the whole when no part does.
fn formula(p: &mut Parts, joint: &Joint<'_>, old: &AmountPlan, new: &AmountPlan) {
    let lang = p.lang;
    let before = p.found.len();
    let constant = |id: &Option<NumId>| id.and_then(|id| joint.plan.constant(id));
    let told = |id: &Option<NumId>, show: fn(Ratio, Lang) -> String| match constant(id) {
        Some(value) => show(value, lang),
        None if id.is_some() => tell!("selon le projet", "depends on the project").get(lang).to_owned(),
        None => String::new(),
    };
    p.part("amount.rate", tell!("taux", "rate"), (old.rate, new.rate), |r| told(r, words::percent));
    p.part("amount.floor", tell!("montant minimum", "least amount"), (old.floor, new.floor), |r| told(r, words::euros));
    p.part("amount.cap", tell!("plafond", "cap"), (old.cap, new.cap), |r| told(r, words::euros));
    p.part("amount.rent", tell!("coût mensuel", "monthly cost"), (old.rent, new.rent), |r| told(r, words::euros));
    p.part("amount.plus", tell!("bonus", "bonuses"), (&old.bonuses, &new.bonuses), |_| String::new());
    p.part("amount.of", tell!("assiette", "eligible cost"), (old.eligible, new.eligible), |_| String::new());
    if old.eligible.is_none() || new.eligible.is_none() {
        let value = (Some(old.core), Some(new.core));
        p.part("amount.value", tell!("valeur", "value"), value, |r| told(r, words::euros));
    }
    if p.found.len() == before {
        p.part("amount", tell!("formule du montant", "formula of the amount"), (old.formula, new.formula), |_| {
            String::new()
        });
    }
}

/// What goes with the amount.
fn amount(p: &mut Parts, old: Version<'_>, new: Version<'_>) {
    let lang = p.lang;
    let (Some(was), Some(is)) = (&old.joint.amount, &new.joint.amount) else {
        let there = (old.own.amount.is_some(), new.own.amount.is_some());
        let said = |there: &bool| if *there { tell!("indiqué", "given").get(lang).to_owned() } else { String::new() };
        return p.part("amount", tell!("montant", "amount"), there, said);
    };
    p.part("amount.form", tell!("forme de l'aide", "form of the aid"), (was.form, is.form), |f| {
        form(*f).get(lang).to_owned()
    });
    let lines = |v: Version<'_>, a: &Amount| match &a.base {
        Base::Budget(kinds) => line_kinds(v.model, kinds),
        Base::BankLoan | Base::NotifiedGrant | Base::Expression => vec![],
    };
    let kinds = (lines(old, was), lines(new, is));
    p.part("amount.of", tell!("dépenses retenues", "eligible spending"), kinds, |k| k.join(", "));
    p.part("amount.value", tell!("versement dans le temps", "spread over time"), (&was.value, &is.value), |_| {
        String::new()
    });
    p.part(
        "amount.follows",
        tell!("lié à d'autres financements", "bound to other money"),
        (&was.follows, &is.follows),
        |_| String::new(),
    );
    p.part("amount.fees", tell!("frais", "fees"), (&was.fees, &is.fees), |_| String::new());
    p.part("amount.loan", tell!("conditions du prêt", "terms of the loan"), (&was.loan, &is.loan), |_| String::new());
    let unlocks = (&was.unlocks, &is.unlocks);
    p.part("amount.unlocks", tell!("ouvre l'accès à", "unlocks"), unlocks, |u| (*u).clone().unwrap_or_default());
    let removes = (line_kinds(old.model, &was.removes), line_kinds(new.model, &is.removes));
    p.part("amount.removes", tell!("dépenses évitées", "spending saved"), removes, |k| k.join(", "));
}

/// Names of kinds of budget lines.
fn line_kinds(model: &Model, kinds: &[u32]) -> Vec<String> {
    let fields = model.roles.budget.and_then(|f| model.fact(f)).map(|f| &f.ty);
    let Some(Type::List(fields)) = fields else { return vec![] };
    let names = fields.iter().find(|f| f.name == "kind").map(|f| &f.ty);
    let Some(Type::Enum(names)) = names else { return vec![] };
    kinds.iter().filter_map(|k| names.get(*k as usize)).cloned().collect()
}

fn form(form: Form) -> Text {
    match form {
        Form::Cash => tell!("argent", "cash"),
        Form::Loan => tell!("prêt", "loan"),
        Form::Guarantee => tell!("garantie", "guarantee"),
        Form::Relief => tell!("allègement", "relief"),
        Form::TaxCredit => tell!("crédit d'impôt", "tax credit"),
        Form::Donation => tell!("don", "donation"),
        Form::Income => tell!("revenu", "income"),
        Form::InKind => tell!("en nature", "in kind"),
    }
}

fn conditions(p: &mut Parts, old: Version<'_>, new: Version<'_>) {
    let lang = p.lang;
    let labels = |s: &Scheme| s.prefers.iter().map(|p| p.label.clone()).collect::<Vec<_>>();
    let prefers = ((&old.plan.prefers, labels(old.own)), (&new.plan.prefers, labels(new.own)));
    p.part("prefers", tell!("préférences", "preferences"), prefers, |_| String::new());
    let share = |o: &Option<crate::model::OwnContribution>| {
        o.as_ref().map_or_else(String::new, |o| words::percent(o.at_least, lang))
    };
    let own = (&old.own.own_contribution, &new.own.own_contribution);
    p.part("own_contribution", tell!("apport demandé", "own contribution"), own, |o| share(o));
    let match_funding = (&old.own.cofinancing, &new.own.cofinancing);
    p.part("cofinancing", tell!("cofinancement demandé", "co-financing"), match_funding, |all| {
        all.iter().map(|c| format!("{} {}", c.from, words::percent(c.at_least, lang))).collect::<Vec<_>>().join(", ")
    });
    let payment = (&old.own.payment, &new.own.payment);
    p.part("payment", tell!("versement", "payment"), payment, |all| words::payments(all, lang));
}

fn effort(p: &mut Parts, old: &Burden, new: &Burden) {
    p.words("burden.documents", tell!("pièces du dossier", "documents"), (&old.documents, &new.documents));
    p.part("burden.quotes", tell!("devis", "quotes"), (&old.quotes, &new.quotes), |_| String::new());
    let count = |n: &Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    p.part("burden.committees", tell!("comités", "committees"), (old.committees, new.committees), count);
    let between = |i: &Option<crate::model::Interval>| match i {
        Some(i) if i.from == i.to => i.to.to_string(),
        Some(i) => format!("{}–{}", i.from, i.to),
        None => String::new(),
    };
    let decision = (old.decision, new.decision);
    p.part("burden.decision", tell!("jours jusqu'à la décision", "days to the decision"), decision, between);
    p.part("burden.hours", tell!("heures de dossier", "hours of paperwork"), (old.hours, new.hours), between);
}

fn cumulation(p: &mut Parts, old: &Cumulation, new: &Cumulation) {
    let regime = (&old.regime, &new.regime);
    p.part("cumulation.regime", tell!("régime d'aide", "aid regime"), regime, |r| (*r).clone().unwrap_or_default());
    p.words("cumulation.excludes", tell!("non cumulable avec", "excludes"), (&old.excludes, &new.excludes));
    p.words("cumulation.requires", tell!("suppose aussi", "requires"), (&old.requires, &new.requires));
    p.words("cumulation.groups", tell!("plafonds communs", "shared ceilings"), (&old.groups, &new.groups));
    let alone = (old.alone, new.alone);
    p.part("cumulation.alone", tell!("seule aide de cette origine", "no other aid of this origin"), alone, |o| {
        o.map_or_else(String::new, |o| o.word().to_owned())
    });
    p.text("cumulation.note", tell!("note sur le cumul", "note on combining"), (&old.note, &new.note));
}

fn after(p: &mut Parts, old: &Scheme, new: &Scheme) {
    p.words("covers", tell!("besoins couverts", "needs covered"), (&old.covers, &new.covers));
    p.text("support", tell!("accompagnement", "support"), (&old.support, &new.support));
    p.part("steps", tell!("démarches", "steps"), (&old.steps, &new.steps), |_| String::new());
    p.part("commitments", tell!("engagements", "commitments"), (&old.commitments, &new.commitments), |_| String::new());
    let apply = |s: &Scheme| (s.apply_url.clone(), s.apply_label.clone(), s.apply_from_start);
    p.part("apply", tell!("où déposer", "where to apply"), (apply(old), apply(new)), |(url, ..)| {
        url.clone().unwrap_or_default()
    });
}

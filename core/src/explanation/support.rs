//! Who can help and what others did, told: needs with their causes and helpers, sheets with their reasons.

use super::{
    label::Words,
    phrase,
    tree::{label, reference},
};
use crate::{
    Text,
    contract::{self, Decimal},
    eval::Reading,
    model::{Common, CostTold, FactId, Model, ResourceKind, SchemeId, SchemeUsed, Told},
    profile::Profile,
    ranking::{self, BrakeFound, Cause, Compared, Ground, Matched, NeedFound, Portrait, Reason, Similarity, Standing},
    rule_set::Dated,
};

/// What stands beside the list of schemes.
#[derive(Debug, Default)]
pub(super) struct Support {
    pub(super) brakes: Vec<contract::BrakeTold>,
    pub(super) needs: Vec<contract::NeedTold>,
    pub(super) resources: Vec<contract::Sheet>,
}

/// `list` is in the order of the answer.
pub(super) fn support(
    dated: &Dated,
    reading: &mut Reading<'_>,
    profile: &Profile,
    list: &[Standing],
    words: Words<'_>,
) -> Support {
    let model = dated.model();
    let (brakes, needs) = ranking::needs(model, reading, list);
    let sheets = ranking::sheets(model, profile, list, &brakes, &needs);
    let told = Telling { words, list, portrait: ranking::portrait(model, profile) };
    Support {
        brakes: brakes.iter().map(|b| told.brake(b)).collect(),
        needs: needs.iter().map(|n| told.need(n)).collect(),
        resources: sheets.iter().map(|s| told.sheet(s)).collect(),
    }
}

struct Telling<'a, 'm> {
    words: Words<'m>,
    list: &'a [Standing],
    portrait: Portrait,
}

impl Telling<'_, '_> {
    fn model(&self) -> &Model {
        self.words.model
    }

    fn t(&self, text: &Text) -> String {
        phrase::told(text, self.words.lang)
    }

    fn pair(&self, fr: &str, en: &str, text: &str) -> String {
        format!("{}{}{text}", self.words.pick(fr, en), self.words.pick(" : ", ": "))
    }

    fn scheme_id(&self, id: SchemeId) -> String {
        self.model().scheme(id).map_or_else(String::new, |s| s.id.clone())
    }

    fn scheme(&self, id: SchemeId) -> String {
        self.model().scheme(id).map_or_else(String::new, |s| self.t(&s.title))
    }

    fn brake(&self, b: &BrakeFound) -> contract::BrakeTold {
        contract::BrakeTold {
            brake: b.brake.word(),
            label: self.t(&b.brake.label()),
            sure: b.sure,
            schemes: b.schemes.iter().map(|s| self.scheme_id(*s)).collect(),
        }
    }

    fn need(&self, n: &NeedFound) -> contract::NeedTold {
        let def = self.model().needs.get(n.need);
        contract::NeedTold {
            need: def.map_or_else(String::new, |d| d.id.clone()),
            title: def.map_or_else(String::new, |d| self.t(&d.title)),
            sure: n.sure,
            why: n.causes.iter().filter_map(|c| self.cause(c, n.need)).collect(),
            helpers: n.helpers.iter().filter_map(|h| self.helper(*h)).collect(),
        }
    }

    fn cause(&self, cause: &Cause, need: usize) -> Option<contract::NeedCause> {
        let told = |kind, label| contract::NeedCause { kind, label, scheme: None, id: None, truth: None };
        Some(match cause {
            Cause::Criterion(scheme, criterion, truth) => {
                let s = self.model().scheme(*scheme)?;
                contract::NeedCause {
                    scheme: Some(s.id.clone()),
                    id: s.criteria.get(criterion.index()).map(|c| c.id.clone()),
                    truth: Some(*truth),
                    ..told("criterion", label(&self.words, s, *criterion))
                }
            }
            Cause::Condition(truth) => {
                let rule = self.model().needs.get(need)?.rule.as_ref()?;
                contract::NeedCause { truth: Some(*truth), ..told("condition", self.words.condition(rule)) }
            }
            Cause::Brake(brake) => {
                contract::NeedCause { id: Some(brake.word().to_owned()), ..told("brake", self.t(&brake.label())) }
            }
        })
    }

    fn helper(&self, id: SchemeId) -> Option<contract::Helper> {
        let s = self.model().scheme(id)?;
        let provider = self.model().providers.iter().find(|p| p.id == s.provider);
        let standing = self.list.iter().find(|l| l.scheme == id)?;
        Some(contract::Helper {
            scheme: s.id.clone(),
            title: self.t(&s.title),
            kind: s.kind.word(),
            verdict: standing.verdict,
            provider: contract::Provider {
                id: s.provider.clone(),
                title: provider.map_or_else(String::new, |p| self.t(&p.title)),
                url: provider.and_then(|p| p.url.clone()),
            },
            contact: provider.and_then(|p| p.contact.as_ref()).map(|c| self.t(c)),
            url: s.apply_url.clone(),
        })
    }

    fn sheet(&self, m: &Matched<'_>) -> contract::Sheet {
        let r = m.resource;
        let texts = |all: &[Text]| all.iter().map(|t| self.t(t)).collect();
        contract::Sheet {
            resource: r.id.clone(),
            kind: r.kind.word(),
            kind_label: self.t(&r.kind.label()),
            title: self.t(&r.title),
            summary: self.t(&r.summary),
            reasons: m.reasons.iter().map(|x| self.reason(x, r.kind)).collect(),
            weight: m.weight(),
            similarity: m.similarity.as_ref().map(|s| self.similarity(s, &r.facts)),
            place: r.place.as_ref().map(|p| self.t(p)),
            from: r.years.0,
            to: r.years.1,
            brakes: r.brakes.iter().map(|b| b.word().to_owned()).collect(),
            needs: r.needs.clone(),
            schemes: r.schemes.iter().map(|s| self.used(s)).collect(),
            actors: texts(&r.actors),
            tried: r.tried.as_ref().map(|t| self.t(t)),
            cost: r.cost.iter().map(|c| self.cost(c)).collect(),
            result: r.result.as_ref().map(|t| self.t(t)),
            lessons: texts(&r.lessons),
            contacts: r
                .contacts
                .iter()
                .map(|c| contract::Contact { name: self.t(&c.name), url: c.url.clone() })
                .collect(),
            confidence: r.confidence.word(),
            confidence_label: self.t(&r.confidence.label()),
            references: r.references.iter().map(reference).collect(),
        }
    }

    fn reason(&self, reason: &Reason, kind: ResourceKind) -> contract::SheetReason {
        let lived = kind == ResourceKind::Experience;
        let pair = |(fr, en): (&str, &str), text: &str| self.pair(fr, en, text);
        let (kind, label) = match &reason.ground {
            Ground::Fact(common, fact, told) => {
                let said = common.label();
                let guide = match common {
                    Common::Carrier => ("s'adresse à", "meant for"),
                    Common::Activity => ("votre activité", "your activity"),
                    Common::Place => ("votre territoire", "your area"),
                };
                let head = if lived { (said.fr.as_str(), said.en.as_str()) } else { guide };
                (common.word(), pair(head, &self.value(*fact, told)))
            }
            Ground::Brake(b) => {
                let head = if lived { ("même frein", "same brake") } else { ("votre frein", "your brake") };
                ("brake", pair(head, &self.t(&b.label())))
            }
            Ground::Need(n) => {
                let title = self.model().needs.get(*n).map_or_else(String::new, |d| self.t(&d.title));
                let head = if lived { ("même besoin", "same need") } else { ("votre besoin", "your need") };
                ("need", pair(head, &title))
            }
            Ground::Scheme(s) => {
                let head = ("dispositif possible pour vous", "scheme that you may get");
                ("scheme", pair(head, &self.scheme(*s)))
            }
        };
        contract::SheetReason { kind, label, weight: reason.weight }
    }

    fn similarity(&self, s: &Similarity, theirs: &Portrait) -> contract::SimilarityTold {
        let value = |p: &Portrait, fact: FactId| {
            p.iter().find(|(f, _)| *f == fact).map_or_else(String::new, |(_, t)| self.value(fact, t))
        };
        let line = |l: &Compared| {
            let fact = l.likeness.fact;
            contract::SimilarityLine {
                fact: self.model().fact(fact).map_or_else(String::new, |f| f.key.clone()),
                label: self.words.fact(fact),
                weight: l.likeness.weight,
                points: l.points,
                ours: value(&self.portrait, fact),
                theirs: value(theirs, fact),
            }
        };
        contract::SimilarityTold { points: s.points, lines: s.lines.iter().map(line).collect() }
    }

    /// What is told of a fact, in words.
    fn value(&self, fact: FactId, told: &Told) -> String {
        match told {
            Told::Value(n) => self.words.values(fact, &[(*n, *n)]),
            Told::Members(held) if held.is_empty() => {
                self.words.pick("rien de la liste", "nothing of the list").to_owned()
            }
            Told::Members(held) => held.iter().map(|m| self.words.member(fact, *m)).collect::<Vec<_>>().join(", "),
            Told::Code(node) => {
                let node = ranking::taxonomy(self.model(), fact).and_then(|t| t.nodes.get(*node as usize));
                node.map_or_else(String::new, |n| self.t(&n.label))
            }
        }
    }

    fn used(&self, scheme: &SchemeUsed) -> String {
        match scheme {
            SchemeUsed::Named(name) => self.t(name),
            // a scheme that was left out keeps its id
            SchemeUsed::Known(id) => self.model().scheme_id(id).map_or_else(|| id.clone(), |found| self.scheme(found)),
        }
    }

    fn cost(&self, c: &CostTold) -> contract::Cost {
        let cents = c.amount.mantissa(2, false).unwrap_or(0);
        contract::Cost { label: self.t(&c.label), amount: Decimal::cents(cents), year: c.year }
    }
}

//! Where the money of a plan comes from, and the help that comes beside it.

use super::{Told, words::PlanWords};
use crate::{
    base::tell,
    contract::{self, Decimal},
    explanation::label::Words,
    finance::{FlowKind, Money, Pace, Piece, Rule, Tie, Trial, Way, equivalent, flows, instalments, share_of},
    model::{By, Origin, Rule as Criterion},
    value::Ratio,
};

impl Told<'_> {
    /// What pays for the project, or what helps beside it.
    pub(super) fn sources(&self, pays: bool, full: bool) -> Vec<contract::Source> {
        let mut taken: Vec<(Way, usize, i64)> = self
            .plan
            .taken()
            .each()
            .filter(|(_, p, _)| p.way.pays() == pays)
            .map(|(k, p, amount)| (p.way, k, amount))
            .collect();
        crate::base::Order::order(&mut taken);
        let mut all: Vec<contract::Source> =
            taken.into_iter().filter_map(|(_, k, a)| self.source(k, a, full)).collect();
        if !pays {
            all.extend(self.plan.prepared.in_kind.iter().filter_map(|id| self.in_kind(*id)));
        }
        all
    }

    fn source(&self, index: usize, amount: i64, full: bool) -> Option<contract::Source> {
        let piece = self.words.piece(index)?;
        let (id, title) = self.words.money(piece.money);
        let scheme = piece.scheme().and_then(|s| self.words.scheme(s));
        let over = if let Money::Bridge { over, .. } = piece.money { Some(self.words.id(over)) } else { None };
        let refusable = full && !piece.given && matches!(piece.money, Money::Scheme(_));
        Some(contract::Source {
            id,
            title,
            way: piece.way.word(),
            way_label: self.words.way(piece.way),
            origin: piece.origin.word(),
            amount: Decimal::cents(piece.worth(amount)),
            cap: Decimal::cents(piece.worth(piece.cap)),
            floor: (piece.floor > 0 && piece.scheme().is_some()).then(|| Decimal::cents(piece.floor)),
            eligible: piece.eligible.map(Decimal::cents),
            rate: piece.rate.and_then(|r| r.mantissa(6, false)).map(|mantissa| Decimal { mantissa, scale: 6 }),
            counts_as_own: piece.is_from("own"),
            aid: self.aid(piece, piece.worth(amount)),
            over,
            lines: piece.lines.clone(),
            payments: self.payments(index),
            repayment: self.repayment(index, piece, amount),
            conditions: self.conditions(piece),
            fallback: if refusable { self.plan.without(index).map(|v| self.fallback(&v)) } else { None },
            confidence: scheme.map(|s| s.confidence.word()),
        })
    }

    /// What counts under a regime that has a ceiling.
    fn aid(&self, piece: &Piece, amount: i64) -> Option<contract::AidCounted> {
        let regime = self.dated.model().regimes.get(piece.regime?).filter(|r| r.ceiling.is_some())?;
        Some(contract::AidCounted {
            regime: regime.id.clone(),
            title: self.words.pick(&regime.title),
            equivalent: Decimal::cents(share_of(amount, equivalent(self.dated.model(), piece))),
        })
    }

    /// Ceilings of legal regimes under which something could be granted.
    pub(super) fn headroom(&self) -> Vec<contract::RoomTold> {
        let model = self.dated.model();
        let told = |tie: &Tie| {
            let Rule::Headroom(at) = tie.rule else { return None };
            let regime = model.regimes.get(at)?;
            let amount = |k: usize| self.plan.solution.amounts.get(k).copied().unwrap_or(0);
            let taken = tie.terms.iter().map(|(k, c)| share_of(amount(*k), *c)).sum();
            Some(contract::RoomTold {
                regime: regime.id.clone(),
                title: self.words.pick(&regime.title),
                room: Decimal::cents(tie.limit.mantissa(0, false).unwrap_or(0)),
                taken: Decimal::cents(taken),
            })
        };
        self.plan.prepared.ties.rows.iter().filter_map(told).collect()
    }

    /// Every payment with its soonest and latest month.
    fn payments(&self, index: usize) -> Vec<contract::PaymentTold> {
        let timeline = &self.plan.prepared.project.timeline;
        let receipts = |pace| {
            let flows = flows(self.plan.taken(), index, pace, &Trial::default());
            flows.into_iter().filter(|f| f.kind == FlowKind::Receipt).collect::<Vec<_>>()
        };
        let both = receipts(Pace::Early).into_iter().zip(receipts(Pace::Late));
        both.map(|(early, late)| contract::PaymentTold {
            amount: Decimal::cents(late.cents),
            early: timeline.name(early.month.min(late.month)),
            late: timeline.name(late.month),
        })
        .collect()
    }

    fn repayment(&self, index: usize, piece: &Piece, amount: i64) -> Option<contract::Repayment> {
        let terms = piece.terms.filter(|_| piece.way.is_lent())?;
        let flows = flows(self.plan.taken(), index, Pace::Late, &Trial::default());
        let sum = |kind: FlowKind| flows.iter().filter(|f| f.kind == kind).map(|f| f.cents).sum();
        let all = instalments(amount, &terms);
        let regular = all.iter().find(|i| i.principal > 0).map_or(0, |i| i.principal + i.interest);
        let until = flows.iter().filter(|f| f.kind == FlowKind::Principal).map(|f| f.month).max();
        Some(contract::Repayment {
            months: terms.months,
            deferral: terms.deferral,
            instalment: Decimal::cents(if piece.way == Way::Loan { regular } else { amount }),
            interest: Decimal::cents(sum(FlowKind::Interest)),
            fees: Decimal::cents(sum(FlowKind::Fee)),
            months_known: !terms.guessed,
            rate_known: terms.interest.is_some(),
            until: self.plan.prepared.project.timeline.name(until.unwrap_or(0)),
        })
    }

    /// What a source still depends on.
    fn conditions(&self, piece: &Piece) -> Vec<String> {
        let mut all = vec![];
        if piece.is_bank_loan() && !piece.sure {
            all.push(
                self.words.pick(&tell!("la banque n'a pas encore donné son accord", "the bank has not agreed yet")),
            );
        }
        if !piece.open.is_empty() {
            let list = self.facts(&piece.open);
            all.push(self.words.pick(&tell!(
                "son montant, compté pour rien, dépend de : {list}",
                "its amount, counted as nothing, depends on: {list}"
            )));
        }
        let Some(scheme) = piece.scheme().and_then(|s| self.words.scheme(s)) else { return all };
        let words: Words<'_> = self.words.words;
        let declared = scheme.criteria.iter().enumerate().filter(|(_, c)| c.rule == Criterion::Declared(By::Funder));
        all.extend(
            declared.map(|(n, _)| crate::explanation::tree::label(&words, scheme, crate::model::CriterionId(n as u32))),
        );
        all
    }

    fn in_kind(&self, id: crate::model::SchemeId) -> Option<contract::Source> {
        let scheme = self.words.scheme(id)?;
        let help = self.plan.prepared.rent;
        let rent = self.words.euros(help);
        let conditions = if help > 0 {
            vec![self.words.pick(&tell!("un loyer de {rent} par mois", "a rent of {rent} a month"))]
        } else {
            vec![]
        };
        let words: PlanWords<'_> = self.words;
        Some(contract::Source {
            id: scheme.id.clone(),
            title: words.pick(&scheme.title),
            way: "in_kind",
            way_label: words.pick(&tell!("aide en nature", "help in kind")),
            origin: if scheme.origin == Origin::None { "none" } else { scheme.origin.word() },
            amount: Decimal::cents(0),
            cap: Decimal::cents(0),
            floor: None,
            eligible: None,
            rate: None,
            counts_as_own: false,
            aid: None,
            over: None,
            lines: vec![],
            payments: vec![],
            repayment: None,
            conditions,
            fallback: None,
            confidence: Some(scheme.confidence.word()),
        })
    }
}

/// A share in hundredths, for prose.
pub(super) fn percent(share: Ratio) -> Ratio {
    share.mul(Ratio::int(100)).unwrap_or(share)
}

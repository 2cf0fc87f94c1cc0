//! Rules between aids: own money, other funders, matching, ceilings, expenses paid once, what excludes and what requires what.

use super::{
    piece::{Money, Piece, Way},
    tie::{Pieces, Rule, Tie, on_expenses},
};
use crate::{
    base::Order,
    model::{Group, Origin, Scheme},
    value::Ratio,
};

/// Every tie between amounts but the ceilings of legal regimes. `uses` is what the project costs, in cents.
pub(crate) fn ties(pieces: Pieces<'_>, uses: i64) -> Vec<Tie> {
    let mut ties = vec![];
    for (of, piece) in pieces.all.iter().enumerate() {
        let Money::Scheme(id) = piece.money else { continue };
        let Some(scheme) = pieces.model.scheme(id) else { continue };
        beside(pieces, of, scheme, uses, &mut ties);
        for name in &scheme.cumulation.groups {
            let group = pieces.model.groups.iter().enumerate().find(|(_, g)| g.id == *name);
            ties.extend(group.map(|(at, group)| ceiling(pieces, of, at, group)));
        }
    }
    ties.extend(expenses(pieces));
    ties.extend(loans(pieces));
    ties.extend(bridges(pieces));
    ties
}

/// Other money that one scheme asks for beside its own.
fn beside(pieces: Pieces<'_>, of: usize, scheme: &Scheme, uses: i64, ties: &mut Vec<Tie>) {
    let mut at_least = |rule: Rule, share: Ratio, base: &str, money: Vec<(usize, Ratio)>| {
        // share × base − money ≤ 0
        let (slope, fixed) = match base {
            "cost" => (Ratio::ZERO, Ratio::int(uses)),
            _ => pieces.base(of),
        };
        let mut terms: Vec<(usize, Ratio)> = money.into_iter().map(|(k, c)| (k, c.neg())).collect();
        if base == "public_financing" {
            // money ≥ share × (money + public money)
            let rest = Ratio::ONE.sub(share).unwrap_or(Ratio::ZERO);
            terms.iter_mut().for_each(|t| t.1 = t.1.mul(rest).unwrap_or(t.1));
            terms.extend(pieces.every(Piece::is_public_grant).into_iter().map(|(k, _)| (k, share)));
            ties.push(Tie { rule, of: Some(of), terms: merged(terms), limit: Ratio::ZERO, when: Some(of) });
            return;
        }
        terms.push((of, share.mul(slope).unwrap_or(Ratio::ZERO)));
        let limit = share.mul(fixed).map_or(Ratio::ZERO, Ratio::neg);
        ties.push(Tie { rule, of: Some(of), terms: merged(terms), limit, when: Some(of) });
    };
    if let Some(own) = &scheme.own_contribution {
        at_least(Rule::Own, own.at_least, &own.of, pieces.every(|p| p.is_from("own")));
    }
    for (n, other) in scheme.cofinancing.iter().enumerate() {
        at_least(Rule::Cofinancing(n), other.at_least, &other.of, pieces.beside(of, &other.from));
    }
    for (n, follows) in scheme.amount.iter().flat_map(|a| &a.follows).enumerate() {
        let others = pieces.beside(of, &follows.from);
        let mut terms: Vec<(usize, Ratio)> =
            others.into_iter().map(|(k, c)| (k, c.mul(follows.ratio).unwrap_or(c).neg())).collect();
        terms.push((of, Ratio::ONE));
        let rule = Rule::Follows(n);
        ties.push(Tie { rule, of: Some(of), terms: merged(terms), limit: Ratio::ZERO, when: Some(of) });
    }
}

/// Terms of the same piece as one.
fn merged(mut terms: Vec<(usize, Ratio)>) -> Vec<(usize, Ratio)> {
    terms.order_by(|a, b| a.0.cmp(&b.0));
    let mut one: Vec<(usize, Ratio)> = vec![];
    for (k, c) in terms {
        match one.last_mut() {
            Some(last) if last.0 == k => last.1 = last.1.add(c).unwrap_or(last.1),
            _ => one.push((k, c)),
        }
    }
    one.retain(|(_, c)| *c != Ratio::ZERO);
    one
}

/// A group's ceiling as one of its schemes declares it: over the eligible cost of that scheme, or over all public financing.
fn ceiling(pieces: Pieces<'_>, of: usize, at: usize, group: &Group) -> Tie {
    let counts = |p: &Piece| {
        let member = || {
            let scheme = p.scheme().and_then(|s| pieces.model.scheme(s));
            scheme.is_some_and(|s| s.cumulation.groups.contains(&group.id))
        };
        p.way == Way::Grant && if group.counts_public { p.is_public_grant() || member() } else { member() }
    };
    let aids = pieces.every(counts);
    let (terms, limit) = if group.of == "public_financing" {
        // aids ≤ ceiling × (aids + own money)
        let rest = Ratio::ONE.sub(group.ceiling).unwrap_or(Ratio::ZERO);
        let own = pieces.every(|p| p.is_from("own")).into_iter().map(|(k, _)| (k, group.ceiling.neg()));
        (aids.into_iter().map(|(k, _)| (k, rest)).chain(own).collect(), Ratio::ZERO)
    } else {
        let lines = pieces.all.get(of).map_or(&[][..], |p| &p.lines);
        let share = |k: usize| pieces.all.get(k).map_or(Ratio::ZERO, |p| pieces.share_on(p, lines));
        let limit = Ratio::int(pieces.eligible(of)).mul(group.ceiling).unwrap_or(Ratio::ZERO);
        (aids.into_iter().map(|(k, _)| (k, share(k))).collect(), limit)
    };
    Tie { rule: Rule::Group(at), of: Some(of), terms: merged(terms), limit, when: Some(of) }
}

/// Aids never pay an expense twice. Lines on which the same aids lie are looked at together.
fn expenses(pieces: Pieces<'_>) -> Vec<Tie> {
    let mut sets: Vec<(Vec<usize>, Vec<usize>)> = vec![];
    for line in 0..pieces.costs.len() {
        let aids: Vec<usize> = pieces
            .all
            .iter()
            .enumerate()
            .filter(|(_, p)| on_expenses(p) && p.lines.contains(&line))
            .map(|(k, _)| k)
            .collect();
        if aids.is_empty() {
            continue;
        }
        match sets.iter_mut().find(|(known, _)| *known == aids) {
            Some((_, lines)) => lines.push(line),
            None => sets.push((aids, vec![line])),
        }
    }
    let tie = |(aids, lines): (Vec<usize>, Vec<usize>)| {
        let share = |k: &usize| pieces.all.get(*k).map(|p| (*k, pieces.share_on(p, &lines)));
        let terms = aids.iter().filter_map(share).collect();
        Tie { rule: Rule::Expense, of: None, terms: merged(terms), limit: Ratio::int(pieces.cost(&lines)), when: None }
    };
    sets.into_iter().map(tie).collect()
}

/// A loan that is not agreed needs a guarantee; a guarantee covers its share of the loan, no more and no less.
fn loans(pieces: Pieces<'_>) -> Vec<Tie> {
    let mut ties = vec![];
    for (loan, piece) in pieces.all.iter().enumerate().filter(|(_, p)| p.is_bank_loan()) {
        let unlocks = |p: &Piece| {
            let scheme = p.scheme().and_then(|s| pieces.model.scheme(s));
            scheme.and_then(|s| s.amount.as_ref()).is_some_and(|a| a.unlocks.as_deref() == Some(&piece.id))
        };
        let guarantees = pieces.every(unlocks);
        for (g, _) in &guarantees {
            let Some(guarantee) = pieces.all.get(*g) else { continue };
            let share = Ratio::over(i128::from(guarantee.cap), i128::from(piece.cap)).unwrap_or(Ratio::ONE);
            let most = guarantee.rate.unwrap_or(share).max(share);
            let zero = Ratio::ZERO;
            let (rule, of, when) = (Rule::Covers, Some(*g), Some(*g));
            ties.push(Tie { rule, of, terms: vec![(loan, most.neg()), (*g, Ratio::ONE)], limit: zero, when });
            ties.push(Tie { rule, of, terms: vec![(loan, share), (*g, Ratio::ONE.neg())], limit: Ratio::ONE, when });
        }
        if !piece.sure {
            let terms = guarantees.into_iter().map(|(g, c)| (g, c.neg())).collect();
            let limit = Ratio::ONE.neg();
            ties.push(Tie { rule: Rule::Unlocked, of: Some(loan), terms, limit, when: Some(loan) });
        }
    }
    ties
}

/// A bridge lends at most its share of what a grant has still to bring; all bridges over one grant together do not exceed it.
fn bridges(pieces: Pieces<'_>) -> Vec<Tie> {
    let mut ties = vec![];
    for (grant, piece) in pieces.all.iter().enumerate() {
        let over: Vec<usize> = (0..pieces.all.len())
            .filter(
                |b| matches!(pieces.all.get(*b).map(|p| p.money), Some(Money::Bridge { over, .. }) if over == grant),
            )
            .collect();
        let mut tie = |bridges: &[usize], rate: Ratio, when: Option<usize>| {
            let mut terms: Vec<(usize, Ratio)> = bridges.iter().map(|b| (*b, Ratio::ONE)).collect();
            terms.push((grant, rate.neg()));
            let limit = Ratio::int(piece.received).mul(rate).map_or(Ratio::ZERO, Ratio::neg);
            ties.push(Tie { rule: Rule::Bridges, of: when, terms: merged(terms), limit, when });
        };
        for b in &over {
            tie(&[*b], pieces.all.get(*b).and_then(|p| p.rate).unwrap_or(Ratio::ONE), Some(*b));
        }
        if over.len() > 1 {
            over.iter().for_each(|b| tie(&over, Ratio::ONE, Some(*b)));
        }
    }
    ties
}

/// Pairs of which one at most can be had.
pub(crate) fn exclusions(pieces: Pieces<'_>) -> Vec<(usize, usize)> {
    let mut pairs = vec![];
    for (a, first) in pieces.all.iter().enumerate() {
        for (b, second) in pieces.all.iter().enumerate().skip(a + 1) {
            // what is there already cannot be undone
            if first.given && second.given {
                continue;
            }
            if excludes(pieces, first, second) || alone(pieces, first, second) || alone(pieces, second, first) {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

fn scheme_of<'a>(pieces: Pieces<'a>, piece: &Piece) -> Option<&'a Scheme> {
    match piece.money {
        Money::Source(_) => None,
        Money::Notified(_) => pieces.model.scheme_id(&piece.id).and_then(|s| pieces.model.scheme(s)),
        Money::Scheme(s) | Money::Bridge { scheme: s, .. } => pieces.model.scheme(s),
    }
}

/// The list of either names the other: `excludes` is made symmetric when a rule set is read.
fn excludes(pieces: Pieces<'_>, a: &Piece, b: &Piece) -> bool {
    scheme_of(pieces, a).is_some_and(|s| s.cumulation.excludes.contains(&b.id))
        || scheme_of(pieces, b).is_some_and(|s| s.cumulation.excludes.contains(&a.id))
}

/// No other aid of this origin on the same expenses.
fn alone(pieces: Pieces<'_>, a: &Piece, b: &Piece) -> bool {
    let Some(origin) = scheme_of(pieces, a).and_then(|s| s.cumulation.alone) else { return false };
    let same = origin != Origin::None && b.origin == origin && on_expenses(a) && on_expenses(b);
    same && a.lines.iter().any(|l| b.lines.contains(l))
}

/// Pieces that come only with another.
pub(crate) fn requirements(pieces: Pieces<'_>, had: &[String]) -> Vec<(usize, usize)> {
    let mut pairs = vec![];
    for (a, piece) in pieces.all.iter().enumerate() {
        if let Money::Bridge { over, .. } = piece.money {
            pairs.push((a, over));
        }
        let wanted = scheme_of(pieces, piece).map_or(&[][..], |s| &s.cumulation.requires);
        for id in wanted.iter().filter(|id| !had.contains(id) && !piece.given) {
            pairs.extend(pieces.all.iter().position(|p| p.id == *id && p.way != Way::Bridge).map(|b| (a, b)));
        }
    }
    pairs
}

/// What a piece requires that is neither in reach nor had already.
pub(crate) fn lacking(pieces: Pieces<'_>, piece: &Piece, had: &[String]) -> Vec<String> {
    let wanted = scheme_of(pieces, piece).filter(|_| !piece.given).map_or(&[][..], |s| &s.cumulation.requires);
    let there = |id: &String| had.contains(id) || pieces.all.iter().any(|p| p.id == *id);
    wanted.iter().filter(|id| !there(id)).cloned().collect()
}

//! The amounts of a plan against every rule, from the rules themselves and in integers: nothing here comes from the search or
//! from the ties that it was given.

use super::{
    financing::{Financing, Prepared},
    headroom::{equivalent, single},
    piece::{Money, Piece, Way},
};
use crate::{
    model::{Model, Scheme},
    value::{Ratio, add_months},
};

/// Rules that the amounts break, in words for those who build; none, unless the engine is wrong.
pub(crate) fn broken(model: &Model, plan: &Financing) -> Vec<String> {
    let check = Check { model, prepared: &plan.prepared, amounts: &plan.solution.amounts };
    let mut found = vec![];
    check.bounds(&mut found);
    for (index, piece) in plan.prepared.pieces.iter().enumerate().filter(|(k, _)| check.amount(*k) > 0) {
        if let Money::Scheme(id) = piece.money
            && let Some(scheme) = model.scheme(id)
        {
            check.beside(index, piece, scheme, &mut found);
            check.groups(piece, scheme, &mut found);
            check.pairs(index, piece, scheme, &mut found);
        }
        check.lent(index, piece, &mut found);
    }
    check.expenses(&mut found);
    check.headroom(&mut found);
    found
}

struct Check<'a> {
    model: &'a Model,
    prepared: &'a Prepared,
    amounts: &'a [i64],
}

impl Check<'_> {
    fn amount(&self, piece: usize) -> i64 {
        self.amounts.get(piece).copied().unwrap_or(0)
    }

    fn pieces(&self) -> impl Iterator<Item = (usize, &Piece)> {
        self.prepared.pieces.iter().enumerate()
    }

    fn bounds(&self, found: &mut Vec<String>) {
        for (k, p) in self.pieces() {
            let amount = self.amount(k);
            if amount < 0 || amount > p.cap || amount > 0 && amount < p.floor {
                found.push(format!("{}: {amount} is out of bounds", p.id));
            }
        }
        let paid: i64 = self.pieces().filter(|(_, p)| p.way.pays()).map(|(k, _)| self.amount(k)).sum();
        if paid > self.prepared.project.uses() {
            found.push("sources exceed uses".to_owned());
        }
    }

    /// What a piece gives to one line: it spreads over its own in proportion to their cost.
    fn on_line(&self, index: usize, piece: &Piece, line: usize) -> Ratio {
        let costs = &self.prepared.project.lines;
        let all: i64 = piece.lines.iter().filter_map(|l| costs.get(*l)).map(|l| l.amount).sum();
        let one = costs.get(line).filter(|_| piece.lines.contains(&line)).map_or(0, |l| l.amount);
        let money = i128::from(self.amount(index)) * i128::from(one);
        Ratio::over(money, i128::from(all)).unwrap_or(Ratio::ZERO)
    }

    /// Money of some pieces on some lines; what lies on no line counts in full.
    fn money(&self, lines: Option<&[usize]>, counts: impl Fn(usize, &Piece) -> bool) -> Ratio {
        let mut sum = Ratio::ZERO;
        for (k, p) in self.pieces().filter(|(k, p)| counts(*k, p)) {
            let part = match lines {
                Some(lines) if !p.lines.is_empty() => {
                    let on = lines.iter().map(|l| self.on_line(k, p, *l));
                    on.fold(Ratio::ZERO, |a, b| a.add(b).unwrap_or(a))
                }
                _ => Ratio::int(self.amount(k)),
            };
            sum = sum.add(part).unwrap_or(sum);
        }
        sum
    }

    /// The cost that shares are taken of.
    fn base(&self, index: usize, piece: &Piece, of: &str) -> Ratio {
        let lines = piece.lines.iter().filter_map(|l| self.prepared.project.line(*l));
        let cost = lines.map(|l| l.amount).sum::<i64>();
        match (of, piece.eligible, piece.rate) {
            ("cost", ..) => Ratio::int(self.prepared.project.uses()),
            (_, Some(_), Some(rate)) => Ratio::int(self.amount(index)).div(rate).unwrap_or(Ratio::ZERO),
            (_, Some(eligible), None) => Ratio::int(eligible),
            _ => Ratio::int(cost),
        }
    }

    fn beside(&self, index: usize, piece: &Piece, scheme: &Scheme, found: &mut Vec<String>) {
        let times = |a: Ratio, b: Ratio| a.mul(b).unwrap_or(Ratio::ZERO);
        let own = self.money(None, |_, p| p.is_from("own"));
        if let Some(rule) = &scheme.own_contribution {
            let wanted = if rule.of == "public_financing" {
                let public = self.money(None, |_, p| p.is_public_grant());
                times(rule.at_least, own.add(public).unwrap_or(own))
            } else {
                times(rule.at_least, self.base(index, piece, &rule.of))
            };
            if own < wanted {
                found.push(format!("{}: own contribution", piece.id));
            }
        }
        for rule in &scheme.cofinancing {
            let other = if rule.of == "public_financing" { None } else { Some(piece.lines.as_slice()) };
            let money = self.money(other, |k, p| k != index && p.is_from(&rule.from));
            let wanted = if rule.of == "public_financing" {
                let public = self.money(None, |_, p| p.is_public_grant());
                times(rule.at_least, money.add(public).unwrap_or(money))
            } else {
                times(rule.at_least, self.base(index, piece, &rule.of))
            };
            if money < wanted {
                found.push(format!("{}: co-financing from {}", piece.id, rule.from));
            }
        }
        for rule in scheme.amount.iter().flat_map(|a| &a.follows) {
            let money = self.money(Some(&piece.lines), |k, p| k != index && p.is_from(&rule.from));
            if Ratio::int(self.amount(index)) > times(rule.ratio, money) {
                found.push(format!("{}: follows {}", piece.id, rule.from));
            }
        }
    }

    fn groups(&self, piece: &Piece, scheme: &Scheme, found: &mut Vec<String>) {
        for group in self.model.groups.iter().filter(|g| scheme.cumulation.groups.contains(&g.id)) {
            let member = |p: &Piece| {
                let scheme = p.scheme().and_then(|s| self.model.scheme(s));
                scheme.is_some_and(|s| s.cumulation.groups.contains(&group.id))
            };
            let counts =
                |_: usize, p: &Piece| p.way == Way::Grant && (member(p) || group.counts_public && p.is_public_grant());
            let all = group.of == "public_financing";
            let aid = self.money(if all { None } else { Some(&piece.lines) }, counts);
            let cost: i64 = piece.lines.iter().filter_map(|l| self.prepared.project.line(*l)).map(|l| l.amount).sum();
            let base = if all {
                let own = self.money(None, |_, p| p.is_from("own"));
                aid.add(own).unwrap_or(aid)
            } else {
                Ratio::int(piece.eligible.unwrap_or(cost))
            };
            if aid > base.mul(group.ceiling).unwrap_or(Ratio::ZERO) {
                found.push(format!("{}: ceiling of {}", piece.id, group.id));
            }
        }
    }

    fn pairs(&self, index: usize, piece: &Piece, scheme: &Scheme, found: &mut Vec<String>) {
        for (k, other) in self.pieces().filter(|(k, _)| *k != index && self.amount(*k) > 0) {
            let meets = other.lines.iter().any(|l| piece.lines.contains(l));
            let grants = piece.way == Way::Grant && other.way == Way::Grant;
            let same = scheme.cumulation.alone.is_some_and(|o| o == other.origin)
                && other.origin != crate::model::Origin::None;
            if scheme.cumulation.excludes.contains(&other.id) || same && meets && grants {
                found.push(format!("{} and {} ({k}) exclude one another", piece.id, other.id));
            }
        }
    }

    /// No expense is paid twice by grants.
    fn expenses(&self, found: &mut Vec<String>) {
        for (line, cost) in self.prepared.project.lines.iter().enumerate() {
            let paid = self
                .pieces()
                .filter(|(_, p)| p.way == Way::Grant)
                .map(|(k, p)| self.on_line(k, p, line))
                .fold(Ratio::ZERO, |a, b| a.add(b).unwrap_or(a));
            if paid > Ratio::int(cost.amount) {
                found.push(format!("line {line} is paid twice"));
            }
        }
    }

    /// Under no regime is more granted than its ceiling leaves, whatever day of the plan one looks at.
    fn headroom(&self, found: &mut Vec<String>) {
        for (at, regime) in self.model.regimes.iter().enumerate() {
            let counts = |r: usize| r == at || self.model.regimes.get(r).is_some_and(|x| regime.beside.contains(&x.id));
            let granted: Vec<(usize, &Piece)> = self
                .pieces()
                .filter(|(k, p)| !p.given && self.amount(*k) > 0 && p.regime.is_some_and(counts))
                .collect();
            for day in granted.iter().filter(|(_, p)| p.regime == Some(at)).map(|(_, p)| p.decided.0) {
                let Some(ceiling) = regime.ceiling.and_then(|c| single(self.model, c, day)) else { continue };
                let window = i64::from(regime.window_months.unwrap_or(u32::MAX));
                let past = self.prepared.history.each().filter(|(r, own)| {
                    own.is_none_or(counts) && r.day.is_none_or(|d| d <= day && add_months(d, window.min(12_000)) > day)
                });
                let past = past.map(|(r, _)| r.amount.map_or(ceiling, |a| Ratio::scaled(a, 2)));
                let new = granted.iter().map(|(k, p)| {
                    let euros = Ratio::scaled(self.amount(*k), 2);
                    euros.mul(equivalent(self.model, p)).unwrap_or(euros)
                });
                let past = past.fold(Ratio::ZERO, |a, b| a.add(b).unwrap_or(a));
                // what the past has already exceeded is not this plan's doing
                let new = new.fold(Ratio::ZERO, |a, b| a.add(b).unwrap_or(a));
                if new > Ratio::ZERO && past.add(new).unwrap_or(new) > ceiling {
                    found.push(format!("{}: ceiling of the regime", regime.id));
                }
            }
        }
    }

    /// A bridge lends no more than its grant brings; a loan that is not agreed has its guarantee.
    fn lent(&self, index: usize, piece: &Piece, found: &mut Vec<String>) {
        if let Money::Bridge { over, .. } = piece.money {
            let received = self.prepared.pieces.get(over).map_or(0, |g| g.received);
            if self.amount(index) > self.amount(over) - received {
                found.push(format!("{}: lends more than its grant", piece.id));
            }
        }
        if piece.is_bank_loan() && !piece.sure {
            let unlocks = |p: &Piece| {
                let scheme = p.scheme().and_then(|s| self.model.scheme(s));
                scheme.and_then(|s| s.amount.as_ref()).is_some_and(|a| a.unlocks.as_deref() == Some(&piece.id))
            };
            if !self.pieces().any(|(k, p)| self.amount(k) > 0 && unlocks(p)) {
                found.push(format!("{}: nothing makes it", piece.id));
            }
        }
    }
}

//! What is to be chosen, in integers: amounts that are nothing or between two bounds, what ties them, and the months in which
//! they bring cash.

/// Shares are in millionths.
pub(crate) const SHARE: i64 = 1_000_000;

/// One amount: nothing, or from `floor` to `cap`, in cents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Part {
    /// A cent at least: what is there is more than nothing.
    pub(crate) floor: i64,
    pub(crate) cap: i64,
    /// It pays for the uses.
    pub(crate) pays: bool,
    /// What a cent of it costs, in millionths of a cent; below zero when it spares more than it costs.
    pub(crate) cost: i64,
    /// What having it at all costs, in cents.
    pub(crate) fixed: i64,
    /// Files to put together.
    pub(crate) files: u32,
}

/// `Σ coefficient × amount ≤ limit`: whole numbers, whatever they are multiples of. In force always, or where a part is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) limit: i128,
    pub(crate) when: Option<usize>,
}

impl Row {
    /// What floats may miss it by: a fiftieth of a cent of its largest term.
    #[expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]
    pub(super) fn slack(&self) -> f64 {
        let largest = self.terms.iter().map(|(_, c)| c.unsigned_abs()).max().unwrap_or(1);
        largest as f64 / 50.0
    }
}

/// A share that is paid only after others have been; below zero, one that is given back then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) part: usize,
    pub(crate) share: i64,
    /// The month in which it comes when nobody is waited for; `Cash::brought` counts it from there.
    pub(crate) soonest: usize,
    /// Months from the last payment of the others to this one.
    pub(crate) delay: usize,
    /// Others, with the month of their last payment.
    pub(crate) after: Vec<(usize, usize)>,
    /// It comes by this month whatever the others do.
    pub(crate) latest: Option<usize>,
}

/// A share of a part that is missing from one month to before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Late {
    pub(super) part: usize,
    pub(super) share: i64,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Cash by month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cash {
    /// Balance at the end of each month without any part, in cents.
    pub(crate) balance: Vec<i64>,
    /// For each part, what it has brought by the end of each month, less what it has taken back: millionths of its amount.
    pub(crate) brought: Vec<Vec<i64>>,
    /// Sums paid once where a part is there: part, month, cents.
    pub(crate) fees: Vec<(usize, usize, i64)>,
    pub(crate) waits: Vec<Wait>,
}

/// A choice of parts and amounts under ties.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Problem {
    pub(crate) parts: Vec<Part>,
    /// What is to be paid for, in cents.
    pub(crate) uses: i64,
    pub(crate) rows: Vec<Row>,
    /// Either of the two.
    pub(crate) excludes: Vec<(usize, usize)>,
    /// The first only with the second.
    pub(crate) requires: Vec<(usize, usize)>,
    pub(crate) cash: Cash,
}

/// What is minimised, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Uses that nothing pays for.
    Gap,
    /// How far the balance falls below zero.
    Trough,
    Cost,
    /// The amount of one part, made as large as it can be.
    Amount(usize),
}

/// What is settled of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Off,
    On,
}

impl Problem {
    /// When a part comes that waits for those that are on.
    pub(crate) fn comes(&self, wait: &Wait, on: impl Fn(usize) -> bool) -> usize {
        let last = wait.after.iter().filter(|(p, _)| on(*p)).map(|(_, month)| month + wait.delay).max();
        let comes = last.map_or(wait.soonest, |m| m.max(wait.soonest));
        wait.latest.map_or(comes, |latest| comes.min(latest))
    }

    /// Shares that come later than `Cash::brought` says, when these are surely on and those may be: a part has then the most that
    /// it can have.
    pub(super) fn late(&self, on: &dyn Fn(usize) -> bool, may_be: &dyn Fn(usize) -> bool) -> Vec<Late> {
        let late = |wait: &Wait| {
            let to = if wait.share < 0 { self.comes(wait, may_be) } else { self.comes(wait, on) };
            Late { part: wait.part, share: wait.share, from: wait.soonest, to }
        };
        self.cash.waits.iter().map(late).filter(|l| l.from < l.to).collect()
    }

    /// What a part has brought by the end of a month, in millionths of its amount.
    pub(super) fn brought(&self, part: usize, month: usize, late: &[Late]) -> i64 {
        let told = self.cash.brought.get(part).and_then(|b| b.get(month)).copied().unwrap_or(0);
        let missing = late.iter().filter(|l| l.part == part && (l.from..l.to).contains(&month));
        told - missing.map(|l| l.share).sum::<i64>()
    }

    /// Balance at the end of each month, in cents; fractions of a cent are lost.
    pub(crate) fn balance(&self, on: &[bool], amounts: &[i64]) -> Vec<i64> {
        let is_on = |p: usize| on.get(p).copied().unwrap_or(false);
        let mut scaled: Vec<i128> = self.cash.balance.iter().map(|b| i128::from(*b) * i128::from(SHARE)).collect();
        let late = self.late(&is_on, &is_on);
        for (part, amount) in amounts.iter().enumerate().filter(|(p, _)| is_on(*p)) {
            for (month, sum) in scaled.iter_mut().enumerate() {
                *sum += i128::from(self.brought(part, month, &late)) * i128::from(*amount);
            }
        }
        for (_, month, cents) in self.cash.fees.iter().filter(|(p, ..)| is_on(*p)) {
            scaled.iter_mut().skip(*month).for_each(|sum| *sum -= i128::from(*cents) * i128::from(SHARE));
        }
        scaled.into_iter().map(|s| i64::try_from(s.div_euclid(i128::from(SHARE))).unwrap_or(i64::MIN)).collect()
    }

    /// How far below zero the balance falls, in cents.
    pub(crate) fn trough(&self, on: &[bool], amounts: &[i64]) -> i64 {
        self.balance(on, amounts).into_iter().min().map_or(0, |least| least.saturating_neg().max(0))
    }

    /// What nothing pays for, in cents.
    pub(crate) fn gap(&self, amounts: &[i64]) -> i64 {
        self.uses - self.parts.iter().zip(amounts).filter(|(p, _)| p.pays).map(|(_, a)| *a).sum::<i64>()
    }

    /// Net cost in millionths of a cent.
    pub(crate) fn cost(&self, on: &[bool], amounts: &[i64]) -> i128 {
        let one = |((part, on), amount): ((&Part, &bool), &i64)| {
            let fixed = if *on { i128::from(part.fixed) * i128::from(SHARE) } else { 0 };
            fixed + i128::from(part.cost) * i128::from(*amount)
        };
        self.parts.iter().zip(on).zip(amounts).map(one).sum()
    }

    pub(crate) fn files(&self, on: &[bool]) -> u32 {
        self.parts.iter().zip(on).filter(|(_, on)| **on).map(|(p, _)| p.files).sum()
    }

    /// Rows in force that these amounts break.
    pub(crate) fn broken<'a>(&'a self, on: &'a [bool], amounts: &'a [i64]) -> impl Iterator<Item = &'a Row> {
        let is_on = move |p: usize| on.get(p).copied().unwrap_or(false);
        let amount = move |p: usize| amounts.get(p).copied().unwrap_or(0);
        self.rows.iter().filter(move |row| {
            let sum: i128 = row.terms.iter().map(|(p, c)| i128::from(*c) * i128::from(amount(*p))).sum();
            row.when.is_none_or(is_on) && sum > row.limit
        })
    }
}

//! The paperwork of a plan, told.

use super::Told;
use crate::{
    contract::{self, Decimal},
    finance::{Checklist, Paper, Quotes, Roadmap, What, Work, checklist, per_hour},
    model::{Interval, SchemeId},
    value::{Day, add_months, format_day},
};

impl Told<'_> {
    pub(super) fn checklist(&self, road: &Roadmap) -> contract::Checklist {
        let list = checklist(self.dated.model(), self.plan);
        let unknown: Vec<SchemeId> = list.work.iter().filter(|w| w.hours.is_none()).map(|w| w.scheme).collect();
        contract::Checklist {
            documents: list.papers.iter().filter_map(|p| self.paper(p, road)).collect(),
            quotes: list.quotes.iter().map(|q| self.quotes(q)).collect(),
            files: list.work.iter().map(|w| self.work(w)).collect(),
            hours: interval(list.hours()),
            hours_unknown: self.scheme_ids(&unknown),
            committees: list.committees(),
            per_hour: total(&list),
        }
    }

    fn scheme_ids(&self, schemes: &[SchemeId]) -> Vec<String> {
        schemes.iter().filter_map(|s| self.words.scheme(*s)).map(|s| s.id.clone()).collect()
    }

    fn paper(&self, paper: &Paper, road: &Roadmap) -> Option<contract::Paper> {
        let document = self.dated.model().documents.get(paper.document)?;
        let asked = !document.for_payment;
        let applications: Vec<(Day, Option<Day>)> = road
            .steps
            .iter()
            .filter(|s| !s.done)
            .filter_map(|s| if let What::Apply(n) = s.what { Some((road.files.get(n)?, s)) } else { None })
            .filter(|(f, _)| asked && paper.schemes.contains(&f.scheme))
            .map(|(_, s)| (s.by, s.latest))
            .collect();
        let days = || applications.iter().map(|(by, _)| *by);
        let lasts = document.validity.zip(days().min());
        Some(contract::Paper {
            id: document.id.clone(),
            title: self.words.pick(&document.title),
            issuer: document.issuer.as_ref().map(|i| self.words.pick(i)),
            validity: document.validity,
            asked_for: if asked { "application" } else { "payment" },
            schemes: self.scheme_ids(&paper.schemes),
            latest: applications.iter().filter_map(|(_, latest)| *latest).min().map(format_day),
            again: lasts.zip(days().max()).is_some_and(|((m, first), last)| add_months(first, i64::from(m)) < last),
        })
    }

    fn quotes(&self, quotes: &Quotes) -> contract::QuotesAsked {
        contract::QuotesAsked {
            line: quotes.line,
            label: self.words.line(quotes.line),
            amount: Decimal::cents(self.plan.prepared.project.line(quotes.line).map_or(0, |l| l.amount)),
            count: quotes.count,
            schemes: self.scheme_ids(&quotes.schemes),
        }
    }

    fn work(&self, work: &Work) -> contract::FileWork {
        let scheme = self.words.scheme(work.scheme);
        contract::FileWork {
            scheme: scheme.map_or_else(String::new, |s| s.id.clone()),
            title: scheme.map_or_else(String::new, |s| self.words.pick(&s.title)),
            files: work.files,
            hours: work.hours.map(interval),
            committees: work.committees,
            per_hour: work.hours.zip(work.brings).and_then(|(hours, cents)| euros(cents, hours)),
        }
    }
}

fn total(list: &Checklist) -> Option<contract::PerHour> {
    let counted = list.work.iter().any(|w| w.hours.is_some() && w.brings.is_some());
    euros(list.brings(), list.hours()).filter(|_| counted)
}

fn euros(cents: i64, hours: Interval) -> Option<contract::PerHour> {
    let (low, high) = per_hour(cents, hours)?;
    Some(contract::PerHour { low: Decimal::cents(low), high: high.map(Decimal::cents) })
}

pub(super) fn interval(i: Interval) -> contract::Interval {
    contract::Interval { from: i.from, to: i.to }
}

//! The paperwork of a plan: every document once, quotes line by line, hours, committees, and what an hour brings.

use super::{
    files::File,
    financing::Financing,
    piece::{Piece, Way},
};
use crate::{
    model::{Interval, Model, Scheme, SchemeId},
    value::Ratio,
};

/// A document, by place, with the schemes that ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub(crate) document: usize,
    pub(crate) schemes: Vec<SchemeId>,
}

/// The most quotes that a scheme asks for a line of the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotes {
    pub(crate) line: usize,
    pub(crate) count: u32,
    /// The schemes that ask for so many.
    pub(crate) schemes: Vec<SchemeId>,
}

/// The work that a scheme takes and what it brings; several files of one scheme are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) scheme: SchemeId,
    pub(crate) files: u32,
    /// `None` where nobody says it.
    pub(crate) hours: Option<Interval>,
    pub(crate) committees: Option<i64>,
    /// Cents that it brings; `None` where it is not money: a guarantee, an advance on a grant, help in kind, what is not known.
    pub(crate) brings: Option<i64>,
}

/// All that is to be put together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Checklist {
    pub(crate) papers: Vec<Paper>,
    pub(crate) quotes: Vec<Quotes>,
    pub(crate) work: Vec<Work>,
}

pub(crate) fn checklist(model: &Model, plan: &Financing) -> Checklist {
    let files = plan.files(model);
    let mut list = Checklist::default();
    for file in &files {
        let Some(scheme) = file.scheme(model) else { continue };
        papers(model, file, scheme, &mut list.papers);
        work(plan, file, scheme, &mut list.work);
    }
    // in the order in which the rule set lists them
    crate::base::Order::order_by_key(&mut list.papers, |p| p.document);
    list.quotes = (0..plan.prepared.project.lines.len()).filter_map(|line| quotes(model, plan, &files, line)).collect();
    list
}

fn papers(model: &Model, file: &File, scheme: &Scheme, papers: &mut Vec<Paper>) {
    for id in &scheme.burden.documents {
        let Some(document) = model.documents.iter().position(|d| d.id == *id) else { continue };
        match papers.iter_mut().find(|p| p.document == document) {
            None => papers.push(Paper { document, schemes: vec![file.scheme] }),
            Some(paper) if !paper.schemes.contains(&file.scheme) => paper.schemes.push(file.scheme),
            Some(_) => {}
        }
    }
}

fn work(plan: &Financing, file: &File, scheme: &Scheme, all: &mut Vec<Work>) {
    let brings = file.piece.and_then(|k| {
        let piece = plan.prepared.pieces.get(k).filter(|p| is_money(p))?;
        plan.solution.amounts.get(k).map(|amount| piece.worth(*amount))
    });
    let (hours, committees) = (scheme.burden.hours, scheme.burden.committees.map(i64::from));
    let own = Work { scheme: file.scheme, files: 1, hours, committees, brings };
    match all.iter_mut().find(|w| w.scheme == file.scheme) {
        Some(work) => work.add(&own),
        None => all.push(own),
    }
}

fn is_money(piece: &Piece) -> bool {
    let told = piece.open.is_empty();
    told && (piece.way.pays() || matches!(piece.way, Way::Relief | Way::TaxCredit | Way::Income))
}

impl Work {
    fn add(&mut self, other: &Work) {
        self.files += other.files;
        self.hours = self.hours.zip(other.hours).map(|(a, b)| Interval { from: a.from + b.from, to: a.to + b.to });
        self.committees = self.committees.zip(other.committees).map(|(a, b)| a + b);
        self.brings = self.brings.zip(other.brings).map(|(a, b)| a + b);
    }
}

impl Checklist {
    /// Hours of all files of which they are known.
    pub(crate) fn hours(&self) -> Interval {
        let known = self.work.iter().filter_map(|w| w.hours);
        known.fold(Interval { from: 0, to: 0 }, |a, b| Interval { from: a.from + b.from, to: a.to + b.to })
    }

    /// Cents that the files bring of which the hours are known.
    pub(crate) fn brings(&self) -> i64 {
        self.work.iter().filter(|w| w.hours.is_some()).filter_map(|w| w.brings).sum()
    }

    pub(crate) fn committees(&self) -> i64 {
        self.work.iter().filter_map(|w| w.committees).sum()
    }
}

/// Cents for an hour, rounded down, with the most and with the fewest hours; without an upper end where there may be no work.
pub(crate) fn per_hour(cents: i64, hours: Interval) -> Option<(i64, Option<i64>)> {
    Some((cents.checked_div(hours.to)?, cents.checked_div(hours.from)))
}

fn quotes(model: &Model, plan: &Financing, files: &[File], line: usize) -> Option<Quotes> {
    let amount = plan.prepared.project.line(line).map(|l| Ratio::scaled(l.amount, 2))?;
    let pays = |f: &File| f.piece.and_then(|k| plan.prepared.pieces.get(k)).is_some_and(|p| p.lines.contains(&line));
    let asked = |f: &File| {
        let rules = f.scheme(model).map_or(&[][..], |s| &s.burden.quotes);
        rules.iter().filter(|q| amount > q.above).map(|q| q.count).max().unwrap_or(0)
    };
    let count = files.iter().filter(|f| pays(f)).map(asked).max().filter(|n| *n > 0)?;
    let mut schemes: Vec<SchemeId> = vec![];
    for file in files.iter().filter(|f| pays(f) && asked(f) == count) {
        if !schemes.contains(&file.scheme) {
            schemes.push(file.scheme);
        }
    }
    Some(Quotes { line, count, schemes })
}

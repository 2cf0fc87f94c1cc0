//! The files that a plan asks for: one for each scheme that it takes, one for each grant that a bridge lends on.

use super::{
    financing::Financing,
    piece::{Money, Piece},
};
use crate::model::{Model, Scheme, SchemeId};

/// A file to put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) scheme: SchemeId,
    /// What it brings, by place; none for help in kind.
    pub(crate) piece: Option<usize>,
    /// The grant that it lends on, by place.
    pub(crate) over: Option<usize>,
}

impl Financing {
    /// Every file: each after those of the schemes that it requires, bridges last.
    pub(crate) fn files(&self, model: &Model) -> Vec<File> {
        let in_kind = self.prepared.in_kind.iter().map(|id| File { scheme: *id, piece: None, over: None });
        let taken = self.taken().each().filter_map(|(k, p, _)| File::of(k, p));
        let mut left: Vec<File> = in_kind.chain(taken).collect();
        crate::base::Order::order_by_key(&mut left, |f| (f.over.is_some(), f.scheme, f.piece));
        let mut files: Vec<File> = vec![];
        while !left.is_empty() {
            let free = left.iter().position(|f| !left.iter().any(|g| f.requires(g, model)));
            // those that require one another stay in the order of ids
            files.push(left.remove(free.unwrap_or(0)));
        }
        files
    }
}

impl File {
    fn of(index: usize, piece: &Piece) -> Option<File> {
        match piece.money {
            Money::Scheme(scheme) => Some(File { scheme, piece: Some(index), over: None }),
            Money::Bridge { scheme, over } => Some(File { scheme, piece: Some(index), over: Some(over) }),
            Money::Source(_) | Money::Notified(_) => None,
        }
    }

    pub(crate) fn scheme<'m>(&self, model: &'m Model) -> Option<&'m Scheme> {
        model.scheme(self.scheme)
    }

    /// It is a bridge over what the other file brings.
    pub(super) fn lends_on(&self, other: &File) -> bool {
        self.over.is_some() && self.over == other.piece
    }

    /// The other file comes first: its scheme is required, or its grant is what this one lends on.
    pub(super) fn requires(&self, other: &File, model: &Model) -> bool {
        if self.over.is_some() {
            return other.over.is_none();
        }
        let required = self.scheme(model).map_or(&[][..], |s| &s.cumulation.requires);
        self.scheme != other.scheme && other.scheme(model).is_some_and(|s| required.contains(&s.id))
    }
}

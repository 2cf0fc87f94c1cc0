//! Rows of integers side by side, `Σ coefficient × column ≤ limit`: what the program of a node is made of.

/// Column and coefficient.
pub(super) type Term = (usize, i128);

/// Lowest and highest of each column.
pub(super) type Bounds = [(i64, i64)];

#[derive(Debug, Default)]
pub(super) struct Rows {
    terms: Vec<Term>,
    /// Where each row ends, and its limit.
    ends: Vec<(usize, i128)>,
}

impl Rows {
    pub(super) fn with_room(terms: usize) -> Rows {
        Rows { terms: Vec::with_capacity(terms), ends: vec![] }
    }

    /// Where the next row begins.
    pub(super) fn begin(&self) -> usize {
        self.terms.len()
    }

    pub(super) fn term(&mut self, column: usize, coefficient: i128) {
        if coefficient != 0 {
            self.terms.push((column, coefficient));
        }
    }

    /// Adds to a column of the row that began at `from`.
    pub(super) fn add(&mut self, from: usize, column: usize, coefficient: i128) {
        match self.terms.iter_mut().skip(from).find(|(c, _)| *c == column) {
            Some(term) => term.1 += coefficient,
            None => self.term(column, coefficient),
        }
    }

    /// The row that began at `from` so far.
    pub(super) fn begun(&self, from: usize) -> &[Term] {
        self.terms.get(from..).unwrap_or(&[])
    }

    /// Ends the row that began at `from`; it is left out when no columns within their bounds can break it.
    pub(super) fn end(&mut self, from: usize, limit: i128, bounds: &Bounds) {
        let bound = |k: usize, c: i128| bounds.get(k).map_or(0, |b| if c > 0 { b.1 } else { b.0 });
        let most: i128 = self.begun(from).iter().map(|(k, c)| times(*c, bound(*k, *c))).sum();
        if most > limit {
            self.ends.push((self.terms.len(), limit));
        } else {
            self.terms.truncate(from);
        }
    }

    /// Terms of all rows.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[Term], i128)> {
        let mut start = 0;
        self.ends.iter().map(move |(end, limit)| {
            let terms = self.terms.get(start..*end).unwrap_or(&[]);
            start = *end;
            (terms, *limit)
        })
    }
}

/// Nearly all coefficients fit in 64 bits, where the product is one step.
pub(super) fn times(coefficient: i128, amount: i64) -> i128 {
    match i64::try_from(coefficient) {
        Ok(c) => i128::from(c) * i128::from(amount),
        Err(_) => coefficient * i128::from(amount),
    }
}

//! Record batches to the columns that the batch engine works on.

use super::{
    cell::{json, several},
    columns::{Cells, Columns, FactColumns, Place},
    numbers::numbers,
};
use crate::{
    base::{Code, Order, Problem, tell},
    batch::{Column, Table},
    model::Fact,
    profile::{Against, FactState},
};
use arrow_array::{Array, RecordBatch, cast::AsArray};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What a value says of a fact, or what is wrong with it.
type Read = Result<FactState, Vec<Problem>>;

/// Rows that cannot be judged, in order, with every problem of theirs.
pub(crate) type Wrong = Vec<(usize, Vec<Problem>)>;

impl Columns {
    /// Reads every cell of a batch. A row with a bad cell is set aside and hinders none of the others.
    pub(crate) fn read(&self, against: Against<'_>, batch: &RecordBatch) -> (Table, Wrong) {
        let rows = batch.num_rows();
        let mut table = Table { rows, facts: vec![None; against.model.facts.len()], ..Table::default() };
        let mut found = vec![];
        for columns in &self.facts {
            let Some(fact) = against.model.fact(columns.fact) else { continue };
            let mut reading = Reading { against, fact, rows, column: Column::unknown(rows), found: &mut found };
            reading.fact(columns, batch);
            let column = reading.column;
            if let Some(place) = table.facts.get_mut(columns.fact.index()) {
                *place = Some(column);
            }
        }
        for (scheme, criterion, place) in &self.declared {
            let mut column = Column::unknown(rows);
            for (row, value) in cells(Some(place), batch, rows) {
                match against.answer(&place.name, &value) {
                    Ok(Some(answer)) => column.tell_number(row, i64::from(answer)),
                    Ok(None) => {}
                    Err(problems) => found.push((row, problems)),
                }
            }
            table.declared.push((*scheme, *criterion, column));
        }
        let wrong = by_row(found);
        table.wrong = wrong.iter().map(|(row, _)| *row).collect();
        (table, wrong)
    }
}

fn by_row(mut found: Wrong) -> Wrong {
    found.order_by_key(|(row, _)| *row);
    let mut rows: Wrong = vec![];
    for (row, problems) in found {
        match rows.last_mut().filter(|(last, _)| *last == row) {
            Some((_, all)) => all.extend(problems),
            None => rows.push((row, problems)),
        }
    }
    rows
}

/// One fact of a batch.
struct Reading<'r> {
    against: Against<'r>,
    fact: &'r Fact,
    rows: usize,
    column: Column,
    found: &'r mut Wrong,
}

impl Reading<'_> {
    fn fact(&mut self, columns: &FactColumns, batch: &RecordBatch) {
        if columns.state.is_some() || columns.from.is_some() || columns.to.is_some() {
            return self.parts(columns, batch);
        }
        let Some(cells) = columns.value.as_ref().and_then(|place| place.cells(batch)) else { return };
        if let Some(number) = numbers(&self.fact.ty, cells.array) {
            self.numbers(&cells, number.as_ref());
        } else if let Some(dictionary) = cells.array.as_any_dictionary_opt() {
            let known: Vec<Read> = (0..dictionary.values().len()).map(|i| self.state(dictionary.values(), i)).collect();
            let keys = dictionary.keys();
            for row in (0..self.rows).filter(|row| !cells.is_null(*row)) {
                let key = json(keys, row).as_u64().and_then(|key| usize::try_from(key).ok());
                if let Some(read) = key.and_then(|key| known.get(key)) {
                    self.put(row, read);
                }
            }
        } else if let Some(text) = texts(cells.array) {
            self.texts(&cells, text.as_ref());
        } else {
            for row in (0..self.rows).filter(|row| !cells.is_null(*row)) {
                let read = self.state(cells.array, row);
                self.put(row, &read);
            }
        }
    }

    fn state(&self, array: &dyn Array, row: usize) -> Read {
        self.read(json(array, row))
    }

    fn read(&self, value: Value) -> Read {
        self.against.state(self.fact, &several(&self.fact.ty, value))
    }

    fn numbers(&mut self, cells: &Cells<'_>, number: &dyn Fn(usize) -> Option<i64>) {
        for row in (0..self.rows).filter(|row| !cells.is_null(*row)) {
            match number(row).filter(|n| (self.fact.low..=self.fact.high).contains(n)) {
                Some(number) => self.column.tell_number(row, number),
                None => {
                    let read = self.state(cells.array, row);
                    self.put(row, &read);
                }
            }
        }
    }

    /// Each distinct text is read once.
    fn texts<'b>(&mut self, cells: &Cells<'b>, text: &dyn Fn(usize) -> &'b str) {
        let mut known: HashMap<&str, Read> = HashMap::new();
        for row in (0..self.rows).filter(|row| !cells.is_null(*row)) {
            let read = known.entry(text(row)).or_insert_with(|| self.read(Value::from(text(row))));
            self.put(row, read);
        }
    }

    fn put(&mut self, row: usize, read: &Read) {
        match read {
            Ok(FactState::Unknown) => {}
            Ok(state) => self.column.put(row, state),
            Err(problems) => self.found.push((row, problems.clone())),
        }
    }

    /// A value, or a state, or an end or two of a range.
    fn parts(&mut self, columns: &FactColumns, batch: &RecordBatch) {
        let mut told: Vec<Value> = vec![Value::Null; self.rows];
        for (row, value) in cells(columns.value.as_ref(), batch, self.rows) {
            put(&mut told, row, value);
        }
        let mut parts: Vec<Map<String, Value>> = vec![Map::new(); self.rows];
        for (name, place) in [("state", &columns.state), ("from", &columns.from), ("to", &columns.to)] {
            for (row, value) in cells(place.as_ref(), batch, self.rows) {
                if let Some(map) = parts.get_mut(row) {
                    map.insert(name.to_owned(), value);
                }
            }
        }
        for (row, (value, map)) in told.into_iter().zip(parts).enumerate() {
            let read = match (value, map) {
                (Value::Null, map) if map.is_empty() => continue,
                (Value::Null, map) => self.against.state(self.fact, &Value::Object(map)),
                (value, map) if map.is_empty() => self.read(value),
                _ => Err(vec![self.both()]),
            };
            self.put(row, &read);
        }
    }

    fn both(&self) -> Problem {
        let key = &self.fact.key;
        Problem {
            code: Code::ProfileState.id().to_owned(),
            path: key.clone(),
            message: tell!("`{key}` a une valeur et un état", "`{key}` has a value and a state"),
            help: Some(tell!("laissez vide l'une des colonnes", "leave one of the columns empty")),
        }
    }
}

fn put(values: &mut [Value], row: usize, value: Value) {
    if let Some(place) = values.get_mut(row) {
        *place = value;
    }
}

/// The cells of a column that are not null.
fn cells<'b>(
    place: Option<&Place>,
    batch: &'b RecordBatch,
    rows: usize,
) -> impl Iterator<Item = (usize, Value)> + use<'b> {
    let cells = place.and_then(|place| place.cells(batch));
    (0..rows).filter_map(move |row| {
        let cells = cells.as_ref().filter(|cells| !cells.is_null(row))?;
        Some((row, json(cells.array, row))).filter(|(_, value)| !value.is_null())
    })
}

/// How to read a column of texts.
fn texts<'b>(array: &'b dyn Array) -> Option<Box<dyn Fn(usize) -> &'b str + 'b>> {
    if let Some(array) = array.as_string_opt::<i32>() {
        return Some(Box::new(|row| array.value(row)));
    }
    if let Some(array) = array.as_string_opt::<i64>() {
        return Some(Box::new(|row| array.value(row)));
    }
    array.as_string_view_opt().map(|array| Box::new(|row| array.value(row)) as Box<dyn Fn(usize) -> &'b str + 'b>)
}

//! Which column of a table tells what: resolved once for all its batches, with every mistake in one answer.

use super::cell::{is_null, suits};
use crate::{
    base::{Code, Problem, Text, did_you_mean, tell},
    model::{CriterionId, FactId, SchemeId},
    profile::Against,
    value::Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Schema};

/// What becomes of columns that tell nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Extra {
    /// They are problems: a misspelt fact would be unknown for everybody.
    #[default]
    Error,
    Ignore,
}

/// The columns of a table by what they tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(super) facts: Vec<FactColumns>,
    pub(super) declared: Vec<(SchemeId, CriterionId, Place)>,
    /// Columns that are carried over to the answer.
    kept: Vec<usize>,
}

/// The columns that tell one fact.
#[derive(Debug, Clone)]
pub(super) struct FactColumns {
    pub(super) fact: FactId,
    pub(super) value: Option<Place>,
    pub(super) state: Option<Place>,
    pub(super) from: Option<Place>,
    pub(super) to: Option<Place>,
}

/// A column, then a field within each struct.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    path: Vec<usize>,
}

/// The cells at a place of one batch.
#[derive(Debug)]
pub(super) struct Cells<'b> {
    pub(super) array: &'b ArrayRef,
    /// Where a struct around the cell is null, so is the cell.
    around: Vec<&'b NullBuffer>,
}

impl Place {
    pub(super) fn cells<'b>(&self, batch: &'b RecordBatch) -> Option<Cells<'b>> {
        let (first, fields) = self.path.split_first()?;
        let mut cells = Cells { array: batch.columns().get(*first)?, around: vec![] };
        for field in fields {
            let parent = cells.array.as_any().downcast_ref::<StructArray>()?;
            cells.around.extend(parent.nulls());
            cells.array = parent.columns().get(*field)?;
        }
        Some(cells)
    }
}

impl Cells<'_> {
    pub(super) fn is_null(&self, row: usize) -> bool {
        is_null(self.array, row) || self.around.iter().any(|nulls| nulls.is_null(row))
    }
}

/// Endings of columns that tell a fact otherwise than by its value.
const ENDINGS: [&str; 3] = ["state", "from", "to"];

impl Columns {
    /// Indices of the columns that are carried over.
    pub(crate) fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Finds what each column tells; `keep` names those to carry over.
    pub(crate) fn new(
        schema: &Schema,
        against: Against<'_>,
        keep: &[String],
        extra: Extra,
    ) -> Result<Columns, Vec<Problem>> {
        let mut finding = Finding { against, extra, columns: Columns::default(), found: vec![] };
        for (index, field) in schema.fields().iter().enumerate() {
            let kept = keep.contains(field.name());
            if kept {
                finding.columns.kept.push(index);
            }
            finding.visit(Place { name: field.name().clone(), path: vec![index] }, field.data_type(), kept);
        }
        finding.keeps(schema, keep);
        if finding.columns.facts.is_empty() && finding.columns.declared.is_empty() && finding.found.is_empty() {
            let help = tell!(
                "une colonne porte le nom d'un fait, comme `applicant.kind`",
                "a column has the name of a fact, such as `applicant.kind`"
            );
            let message = tell!("aucune colonne de cette table n'est un fait", "no column of this table is a fact");
            finding.say(Code::ProfileShape, "", message, Some(help));
        }
        if finding.found.is_empty() { Ok(finding.columns) } else { Err(finding.found) }
    }
}

struct Finding<'a> {
    against: Against<'a>,
    extra: Extra,
    columns: Columns,
    found: Vec<Problem>,
}

impl Finding<'_> {
    fn say(&mut self, code: Code, path: &str, message: Text, help: Option<Text>) {
        self.found.push(Problem { code: code.id().to_owned(), path: path.to_owned(), message, help });
    }

    /// One column or field. One that is kept may tell nothing.
    fn visit(&mut self, place: Place, data: &DataType, kept: bool) {
        let facts = &self.against.model.facts;
        let is_fact = |key: &str| facts.iter().any(|f| f.key == key);
        if is_fact(&place.name) {
            return self.fact(place, None, data);
        }
        let ending = place.name.rsplit_once('.').filter(|(key, _)| is_fact(key));
        if let Some((key, ending)) = ending.filter(|(_, ending)| ENDINGS.contains(ending)) {
            let (key, ending) = (key.to_owned(), ending.to_owned());
            return self.fact(place, Some((&key, &ending)), data);
        }
        let bare = place.name.strip_prefix("declared.").unwrap_or(&place.name);
        if bare.contains('/') {
            let bare = bare.to_owned();
            return self.declared(Place { name: bare, ..place }, data);
        }
        let group = format!("{}.", place.name);
        let holds =
            matches!(place.name.as_str(), "facts" | "declared") || facts.iter().any(|f| f.key.starts_with(&group));
        if let (DataType::Struct(fields), true) = (data, holds) {
            for (index, field) in fields.iter().enumerate() {
                let inner = field.name();
                let name = if place.name == "facts" { inner.clone() } else { format!("{}.{inner}", place.name) };
                let path = place.path.iter().copied().chain([index]).collect();
                self.visit(Place { name, path }, field.data_type(), kept);
            }
        } else if !kept && self.extra == Extra::Error {
            self.unknown(&place.name);
        }
    }

    fn fact(&mut self, place: Place, part: Option<(&str, &str)>, data: &DataType) {
        let key = part.map_or(place.name.as_str(), |(key, _)| key);
        let (id, fact) = match self.against.fact(key) {
            Ok(found) => found,
            Err(found) => return self.found.extend(found),
        };
        let ty = if part.is_some_and(|(_, ending)| ending == "state") { &Type::Text } else { &fact.ty };
        if let Err(help) = suits(ty, data) {
            return self.unsuitable(&place.name, ty, data, help);
        }
        if !self.columns.facts.iter().any(|f| f.fact == id) {
            self.columns.facts.push(FactColumns { fact: id, value: None, state: None, from: None, to: None });
        }
        let Some(own) = self.columns.facts.iter_mut().find(|f| f.fact == id) else { return };
        let slot = match part.map(|(_, ending)| ending) {
            None => &mut own.value,
            Some("state") => &mut own.state,
            Some("from") => &mut own.from,
            Some(_) => &mut own.to,
        };
        if let Some(first) = slot {
            let name = first.name.clone();
            self.twice(&name);
        } else {
            *slot = Some(place);
        }
    }

    fn declared(&mut self, place: Place, data: &DataType) {
        let (scheme, criterion) = match self.against.declared(&place.name) {
            Ok(found) => found,
            Err(found) => return self.found.extend(found),
        };
        if let Err(help) = suits(&Type::Bool, data) {
            return self.unsuitable(&place.name, &Type::Bool, data, help);
        }
        if self.columns.declared.iter().any(|(s, c, _)| (*s, *c) == (scheme, criterion)) {
            return self.twice(&place.name);
        }
        self.columns.declared.push((scheme, criterion, place));
    }

    fn twice(&mut self, name: &str) {
        let message = tell!("plusieurs colonnes disent `{name}`", "several columns tell `{name}`");
        self.say(Code::ProfileKey, name, message, None);
    }

    fn unsuitable(&mut self, name: &str, ty: &Type, data: &DataType, help: Option<Text>) {
        let (fr, en) = ty.name();
        let message = tell!(
            "une colonne de type `{data}` ne peut pas dire `{name}` : {fr}",
            "a column of type `{data}` cannot tell `{name}`: {en}"
        );
        self.say(Code::ProfileType, name, message, help);
    }

    fn unknown(&mut self, name: &str) {
        let facts = &self.against.model.facts;
        let near = did_you_mean(name, facts.iter().map(|f| f.key.as_str()));
        let help = match near.or_else(|| self.against.model.renamed(name).map(|f| f.key.as_str())) {
            Some(near) => tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            None => tell!(
                "nommez-la dans `keep` pour la retrouver dans la réponse, ou passez `extra=\"ignore\"`",
                "name it in `keep` to find it in the answer, or pass `extra=\"ignore\"`"
            ),
        };
        let message = tell!("la colonne `{name}` n'est pas un fait", "the column `{name}` is not a fact");
        self.say(Code::ProfileFact, name, message, Some(help));
    }

    /// Columns to keep are there, once, and bear no name of the answer's own.
    fn keeps(&mut self, schema: &Schema, keep: &[String]) {
        for name in keep {
            let count = schema.fields().iter().filter(|f| f.name() == name).count();
            if super::write::OWN.contains(&name.as_str()) {
                let message =
                    tell!("la réponse a déjà une colonne `{name}`", "the answer has a column `{name}` of its own");
                let help = tell!("renommez celle de la table", "rename the one of the table");
                self.say(Code::BadOption, "keep", message, Some(help));
            } else if count == 0 {
                let near = did_you_mean(name, schema.fields().iter().map(|f| f.name().as_str()));
                let help = near.map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
                let message = tell!("la table n'a pas de colonne `{name}`", "the table has no column `{name}`");
                self.say(Code::BadOption, "keep", message, help);
            } else if count > 1 {
                self.twice(name);
            }
        }
    }
}

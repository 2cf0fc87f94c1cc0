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
        let mut finding = Finding::new(against, None, extra);
        finding.all(schema, keep);
        finding.keeps(schema, keep);
        if finding.columns.tell_nothing() && finding.found.is_empty() {
            finding.found.push(no_fact());
        }
        if finding.found.is_empty() { Ok(finding.columns) } else { Err(finding.found) }
    }

    /// Finds what each column tells two rule sets, the older one first. What one of them does not know is no problem where the
    /// other does; a fact that was renamed is the same fact.
    pub(crate) fn of_both(
        schema: &Schema,
        [old, new]: [Against<'_>; 2],
        extra: Extra,
    ) -> Result<[Columns; 2], Vec<Problem>> {
        let [mut before, mut after] = [(old, new), (new, old)].map(|(own, other)| {
            let mut finding = Finding::new(own, Some(other), extra);
            finding.all(schema, &[]);
            finding
        });
        let same = |a: &Problem, b: &Problem| (&a.code, &a.path, &a.message) == (&b.code, &b.path, &b.message);
        after.found.retain(|problem| !before.found.iter().any(|told| same(told, problem)));
        before.found.append(&mut after.found);
        if before.columns.tell_nothing() && after.columns.tell_nothing() && before.found.is_empty() {
            before.found.push(no_fact());
        }
        if before.found.is_empty() { Ok([before.columns, after.columns]) } else { Err(before.found) }
    }

    fn tell_nothing(&self) -> bool {
        self.facts.is_empty() && self.declared.is_empty()
    }
}

fn no_fact() -> Problem {
    Problem {
        code: Code::ProfileShape.id().to_owned(),
        path: String::new(),
        message: tell!("aucune colonne de cette table n'est un fait", "no column of this table is a fact"),
        help: Some(tell!(
            "une colonne porte le nom d'un fait, comme `applicant.kind`",
            "a column has the name of a fact, such as `applicant.kind`"
        )),
    }
}

struct Finding<'a> {
    against: Against<'a>,
    /// Rules that may know what these do not.
    other: Option<Against<'a>>,
    extra: Extra,
    columns: Columns,
    found: Vec<Problem>,
}

impl<'a> Finding<'a> {
    fn new(against: Against<'a>, other: Option<Against<'a>>, extra: Extra) -> Finding<'a> {
        Finding { against, other, extra, columns: Columns::default(), found: vec![] }
    }

    fn all(&mut self, schema: &Schema, keep: &[String]) {
        for (index, field) in schema.fields().iter().enumerate() {
            let kept = keep.contains(field.name());
            if kept {
                self.columns.kept.push(index);
            }
            self.visit(Place { name: field.name().clone(), path: vec![index] }, field.data_type(), kept);
        }
    }

    /// The key that these rules have for a fact: its own, or the one that it had or got in the other rules.
    fn key<'k>(&self, told: &'k str) -> Option<&'k str>
    where
        'a: 'k,
    {
        let own = self.against.model;
        if own.fact_id(told).is_some() {
            return Some(told);
        }
        let elsewhere = self.other?.model;
        let same = elsewhere.fact(elsewhere.fact_id(told)?)?;
        let was = same.formerly.iter().map(String::as_str).find(|was| own.fact_id(was).is_some());
        was.or_else(|| own.renamed(told).map(|f| f.key.as_str()))
    }

    /// The other rules know what a column or a group of columns tells.
    fn is_elsewhere(&self, name: &str, data: &DataType) -> bool {
        let Some(other) = self.other else { return false };
        let key = name.rsplit_once('.').filter(|(_, ending)| ENDINGS.contains(ending)).map_or(name, |(key, _)| key);
        let group = format!("{name}.");
        let is_group = |key: &str| matches!(data, DataType::Struct(_)) && key.starts_with(&group);
        let facts = &other.model.facts;
        facts.iter().any(|f| f.key == name || f.key == key || is_group(&f.key)) || other.declared(name).is_ok()
    }

    fn say(&mut self, code: Code, path: &str, message: Text, help: Option<Text>) {
        self.found.push(Problem { code: code.id().to_owned(), path: path.to_owned(), message, help });
    }

    /// One column or field. One that is kept may tell nothing.
    fn visit(&mut self, place: Place, data: &DataType, kept: bool) {
        let name = place.name.clone();
        if let Some(key) = self.key(&name) {
            return self.fact(place, key, None, data);
        }
        let ending = name.rsplit_once('.').filter(|(_, ending)| ENDINGS.contains(ending));
        if let Some((key, ending)) = ending.and_then(|(told, ending)| Some((self.key(told)?, ending))) {
            return self.fact(place, key, Some(ending), data);
        }
        let bare = place.name.strip_prefix("declared.").unwrap_or(&place.name);
        if bare.contains('/') {
            let bare = bare.to_owned();
            return self.declared(Place { name: bare, ..place }, data);
        }
        let group = format!("{name}.");
        let facts = &self.against.model.facts;
        let holds =
            matches!(place.name.as_str(), "facts" | "declared") || facts.iter().any(|f| f.key.starts_with(&group));
        if let (DataType::Struct(fields), true) = (data, holds) {
            for (index, field) in fields.iter().enumerate() {
                let inner = field.name();
                let name = if place.name == "facts" { inner.clone() } else { format!("{}.{inner}", place.name) };
                let path = place.path.iter().copied().chain([index]).collect();
                self.visit(Place { name, path }, field.data_type(), kept);
            }
        } else if !kept && self.extra == Extra::Error && !self.is_elsewhere(&name, data) {
            self.unknown(&place.name);
        }
    }

    fn fact(&mut self, place: Place, key: &str, ending: Option<&str>, data: &DataType) {
        let (id, fact) = match self.against.fact(key) {
            Ok(found) => found,
            // one that these rules compute, and the others are told
            Err(_) if self.other.is_some_and(|other| other.fact(&place.name).is_ok()) => return,
            Err(found) => return self.found.extend(found),
        };
        let ty = if ending == Some("state") { &Type::Text } else { &fact.ty };
        if let Err(help) = suits(ty, data) {
            return self.unsuitable(&place.name, ty, data, help);
        }
        if !self.columns.facts.iter().any(|f| f.fact == id) {
            self.columns.facts.push(FactColumns { fact: id, value: None, state: None, from: None, to: None });
        }
        let Some(own) = self.columns.facts.iter_mut().find(|f| f.fact == id) else { return };
        let slot = match ending {
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
            Err(_) if self.is_elsewhere(&place.name, data) => return,
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

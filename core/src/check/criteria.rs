//! Criteria: trees of labelled conditions, flattened into one list per scheme.

use super::{
    derive::out_of_range,
    infer::{condition, infer},
    keys,
    reader::{Fields, Reader},
    scope::Scope,
};
use crate::{
    base::{Code, Order, Span, tell},
    model::{By, Criterion, CriterionId, Expr, Reference, Rule},
    syntax::{node::Node, print::print},
};

/// Criteria nest at most this deep.
const MAX_DEPTH: usize = 32;

/// Collects the criteria of one scheme.
pub(super) struct Collector<'a, 'r, 'o> {
    pub(super) scope: Scope<'a>,
    pub(super) r: &'r mut Reader<'o>,
    pub(super) needs: &'a [String],
    pub(super) found: Vec<Criterion>,
    /// The condition at hand, in one way of writing it.
    pub(super) written: Option<String>,
}

impl Collector<'_, '_, '_> {
    /// The top list: every criterion must carry an id.
    pub(super) fn top(&mut self, node: &Node) -> Vec<CriterionId> {
        let mut ids = vec![];
        for item in self.r.list(node) {
            let id = item.map().and_then(|m| m.get("id"));
            let name = match id {
                Some(n) => self.r.id(n).unwrap_or_else(|| format!("{}", ids.len() + 1)),
                None => {
                    self.r.report(
                        Code::MissingKey,
                        item.span(),
                        tell!("ce critère n'a pas d'`id`", "this criterion has no `id`"),
                    );
                    format!("{}", ids.len() + 1)
                }
            };
            ids.extend(self.criterion(item, &name, 0, false));
        }
        self.duplicates();
        ids
    }

    /// A criterion that is not in any file: the territory, lowered.
    pub(super) fn lowered(&mut self, id: &str, span: Span, expr: Expr) -> CriterionId {
        self.push(Criterion {
            id: id.to_owned(),
            span,
            label: None,
            source_text: None,
            reference: None,
            need: None,
            rule: Rule::If(expr),
        })
    }

    fn push(&mut self, criterion: Criterion) -> CriterionId {
        self.found.push(criterion);
        CriterionId(self.found.len() as u32 - 1)
    }

    fn criterion(&mut self, node: &Node, id: &str, depth: usize, under_not: bool) -> Option<CriterionId> {
        if depth > MAX_DEPTH {
            self.r.report(
                Code::TooLarge,
                node.span(),
                tell!("plus de {MAX_DEPTH} niveaux de critères", "more than {MAX_DEPTH} levels of criteria"),
            );
            return None;
        }
        let f = self.r.fields(node, keys::CRITERION)?;
        let forms: Vec<&str> =
            ["all", "any", "not", "at_least", "if", "declared"].into_iter().filter(|k| f.has(k)).collect();
        let [form] = forms.as_slice() else {
            self.r.report_with_help(
                Code::WrongShape,
                node.span(),
                tell!("un critère dit une seule chose", "a criterion says one thing only"),
                tell!(
                    "gardez une clé parmi `if`, `all`, `any`, `not`, `at_least`, `declared`",
                    "keep one key of `if`, `all`, `any`, `not`, `at_least`, `declared`"
                ),
            );
            return None;
        };
        // the place in the list is taken before the inner criteria take theirs
        let slot = self.push(self.blank(&f, id));
        let rule = self.rule(form, &f, id, depth, under_not)?;
        let source_text = self.written.take();
        let label = f.get("label").and_then(|n| self.r.localized(n));
        if matches!(rule, Rule::Declared(_)) && label.is_none() {
            self.r.report(
                Code::MissingKey,
                node.span(),
                tell!("un critère déclaré a besoin d'un `label`", "a declared criterion needs a `label`"),
            );
        }
        let need = f.get("need").and_then(|n| self.need(n));
        let reference: Option<Reference> = f.get("reference").and_then(|n| self.r.reference(n));
        if let Some(criterion) = self.found.get_mut(slot.index()) {
            *criterion = Criterion { label, source_text, need, reference, rule, ..criterion.clone() };
        }
        Some(slot)
    }

    fn blank(&self, f: &Fields<'_>, id: &str) -> Criterion {
        let rule = Rule::All(vec![]);
        Criterion {
            id: id.to_owned(),
            span: f.span(),
            label: None,
            source_text: None,
            reference: None,
            need: None,
            rule,
        }
    }

    fn need(&mut self, node: &Node) -> Option<String> {
        let id = self.r.text(node)?;
        if !self.needs.contains(&id) {
            self.r.unknown(
                Code::UnknownReference,
                node.span(),
                tell!("le besoin `{id}` n'est pas déclaré", "the need `{id}` is not declared"),
                &id,
                self.needs.iter().map(String::as_str),
            );
        }
        Some(id)
    }

    fn rule(&mut self, form: &str, f: &Fields<'_>, id: &str, depth: usize, under_not: bool) -> Option<Rule> {
        let node = f.get(form)?;
        match form {
            "all" => Some(Rule::All(self.parts(node, id, depth, under_not))),
            "any" => Some(Rule::Any(self.parts(node, id, depth, under_not))),
            "not" => self.criterion(node, &format!("{id}/not"), depth + 1, true).map(Rule::Not),
            "at_least" => {
                let inner = self.r.fields(node, &["n", "of"])?;
                let n = self.r.require(&inner, "n").and_then(|n| self.r.count(n))? as usize;
                let list = self.r.require(&inner, "of")?;
                let parts = self.parts(list, id, depth, under_not);
                if n == 0 || n > parts.len() {
                    let of = parts.len();
                    self.r.report(
                        Code::WrongShape,
                        node.span(),
                        tell!(
                            "« au moins {n} parmi {of} » ne veut rien dire",
                            "\"at least {n} of {of}\" means nothing"
                        ),
                    );
                }
                Some(Rule::AtLeast(n, parts))
            }
            "declared" => {
                if under_not {
                    self.r.report_with_help(
                        Code::DeclaredUnderNot,
                        node.span(),
                        tell!(
                            "un critère déclaré ne se met pas sous `not`",
                            "a declared criterion does not go under `not`"
                        ),
                        tell!("déclarez le contraire", "declare the opposite"),
                    );
                }
                let by = self.r.word(node, &["applicant", "funder"], |w| match w {
                    "applicant" => Some(By::Applicant),
                    "funder" => Some(By::Funder),
                    _ => None,
                })?;
                Some(Rule::Declared(by))
            }
            _ => self.expression(node).map(Rule::If),
        }
    }

    fn expression(&mut self, node: &Node) -> Option<Expr> {
        let ast = self.r.expression(node)?;
        self.written = Some(print(&ast));
        let t = infer(&ast, &self.scope, self.r);
        let t = condition(t, self.r);
        if t.is_wrong() {
            return None;
        }
        out_of_range(&t.expr, node.span(), &self.scope, self.r);
        Some(t.expr)
    }

    fn parts(&mut self, node: &Node, id: &str, depth: usize, under_not: bool) -> Vec<CriterionId> {
        let mut parts = vec![];
        for (i, item) in self.r.list(node).iter().enumerate() {
            let own = item.map().and_then(|m| m.get("id")).and_then(|n| self.r.id(n));
            let path = format!("{id}/{}", own.unwrap_or_else(|| (i + 1).to_string()));
            parts.extend(self.criterion(item, &path, depth + 1, under_not));
        }
        parts
    }

    fn duplicates(&mut self) {
        let mut seen: Vec<(String, Span)> = self.found.iter().map(|c| (c.id.clone(), c.span)).collect();
        seen.order();
        for pair in seen.windows(2) {
            if let [(a, _), (b, span)] = pair
                && a == b
            {
                self.r.report(
                    Code::DuplicateId,
                    *span,
                    tell!("deux critères s'appellent `{a}`", "two criteria are called `{a}`"),
                );
            }
        }
    }
}

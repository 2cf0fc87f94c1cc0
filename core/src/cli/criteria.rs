//! The tree of criteria: each with its truth as a mark, the values and thresholds that it used, and its source.

use super::{
    page::{BAD, DIM, GOOD, OPEN, Page, dim, styled},
    words::Telling,
};
use crate::{
    contract::{Criterion, Reference, Used},
    value::Truth,
};

/// Sources of a page, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Notes {
    found: Vec<Reference>,
}

impl Notes {
    /// `[2]`, for a source that is listed below.
    pub(super) fn mark(&mut self, reference: Option<&Reference>) -> String {
        let Some(reference) = reference else { return String::new() };
        let known = self.found.iter().position(|r| r == reference);
        let place = known.unwrap_or_else(|| {
            self.found.push(reference.clone());
            self.found.len() - 1
        });
        dim(format!(" [{}]", place + 1))
    }

    /// The sources, with the day each was read.
    pub(super) fn list(&self, page: &mut Page, telling: &Telling<'_>) {
        for (i, r) in self.found.iter().enumerate() {
            let label = if i == 0 { telling.pick("Sources", "Sources") } else { "" };
            let read = r.read_on.as_ref().map_or_else(
                || telling.pick("date de lecture inconnue", "not known when read").to_owned(),
                |d| format!("{} {}", telling.pick("lu le", "read on"), telling.day(d)),
            );
            let url = r.url.as_ref().map_or_else(String::new, |u| format!(" {u}"));
            page.field(label, &format!("[{}] {} ({read}){url}", i + 1, r.title));
        }
    }
}

/// Which criteria to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    All,
    /// Those that are not met, or not known: what a refusal is about.
    NotMet,
}

/// The condition that a criterion of this id computes, in words.
type Condition<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Draws trees of criteria.
pub(super) struct Tree<'a> {
    pub(super) telling: &'a Telling<'a>,
    /// The condition that a criterion computes, for trees that show it beside the author's words.
    pub(super) rule: Option<Condition<'a>>,
    pub(super) shown: Shown,
}

impl std::fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tree").field("shown", &self.shown).finish_non_exhaustive()
    }
}

/// What the marks mean, in one line.
pub(super) fn legend(telling: &Telling<'_>) -> String {
    let mark = |truth, declared| mark(truth, declared);
    let words = [
        (mark(Truth::Yes, false), telling.pick("rempli", "met")),
        (mark(Truth::No, false), telling.pick("pas rempli", "not met")),
        (mark(Truth::Unknown, false), telling.pick("réponse manquante", "answer missing")),
        (mark(Truth::Unknown, true), telling.pick("à déclarer ou à décider", "to be declared or decided")),
    ];
    words.map(|(mark, word)| format!("{mark} {word}")).join("   ")
}

fn mark(truth: Truth, declared: bool) -> String {
    match (truth, declared) {
        (Truth::Yes, _) => styled(GOOD, "✓"),
        (Truth::No, _) => styled(BAD, "✗"),
        (Truth::Unknown, false) => styled(OPEN, "?"),
        (Truth::Unknown, true) => styled(OPEN, "◇"),
    }
}

impl Tree<'_> {
    /// The criteria below a line that begins at `indent`.
    pub(super) fn draw(&self, page: &mut Page, criteria: &[Criterion], notes: &mut Notes, indent: &str) {
        let kept: Vec<&Criterion> = criteria.iter().filter(|c| self.keeps(c)).collect();
        for (i, c) in kept.iter().enumerate() {
            let last = i + 1 == kept.len();
            let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.node(page, c, notes, &format!("{indent}{}", dim(branch)), &format!("{indent}{}", dim(below)));
        }
    }

    fn keeps(&self, c: &Criterion) -> bool {
        self.shown == Shown::All || c.truth != Truth::Yes
    }

    fn node(&self, page: &mut Page, c: &Criterion, notes: &mut Notes, first: &str, below: &str) {
        let under = if c.parts.is_empty() { format!("{below}  ") } else { format!("{below}{}", dim("│ ")) };
        let source = notes.mark(c.reference.as_ref());
        let head = format!("{}{}{source}", c.label, dim(self.tag(c)));
        page.wrapped(&format!("{first}{} ", mark(c.truth, c.form == "declared")), &under, &head);
        let aside = styled(DIM, "· ");
        if let Some(rule) = self.rule.and_then(|r| r(&c.id)).filter(|r| *r != c.label) {
            let told = self.telling.pair(self.telling.pick("règle", "rule"), &rule);
            page.wrapped(&format!("{under}{aside}"), &format!("{under}  "), &dim(told));
        }
        for used in &c.used {
            // the fact's name was just said
            let named = c.used.len() == 1 && c.label.starts_with(&used.label);
            page.wrapped(&format!("{under}{aside}"), &format!("{under}  "), &self.value(used, named));
        }
        for p in &c.parameters {
            let threshold = self.telling.pair(&p.label, &p.value);
            let told = format!(
                "{}{}",
                self.telling.pair(self.telling.pick("seuil", "threshold"), &threshold),
                notes.mark(p.reference.as_ref())
            );
            page.wrapped(&format!("{under}{aside}"), &format!("{under}  "), &told);
        }
        if let Some(need) = c.need.as_ref().filter(|_| c.truth != Truth::Yes) {
            let needs = &self.telling.rules.model().needs;
            let title = needs.iter().find(|n| n.id == *need).map_or(need.as_str(), |n| n.title.get(self.telling.lang));
            let told = self.telling.pair(self.telling.pick("besoin révélé", "need revealed"), title);
            page.wrapped(&format!("{under}{aside}"), &format!("{under}  "), &told);
        }
        // below a refused "not", what counts is the part that holds: all parts are shown
        let parts = Tree {
            telling: self.telling,
            rule: self.rule,
            shown: if c.form == "not" { Shown::All } else { self.shown },
        };
        parts.draw(page, &c.parts, notes, below);
    }

    /// How the parts of a criterion combine, unless its label says so already.
    fn tag(&self, c: &Criterion) -> &'static str {
        let said = [
            "toutes ces conditions",
            "une de ces conditions",
            "pas cette condition",
            "all of these",
            "one of these",
            "not this",
        ];
        if said.contains(&c.label.as_str()) {
            return "";
        }
        let (fr, en) = match c.form {
            "all" => (" (toutes)", " (all)"),
            "any" => (" (une suffit)", " (one is enough)"),
            "not" => (" (rempli si ce qui suit ne l'est pas)", " (met if what follows is not)"),
            "declared" if c.truth != Truth::Unknown => (" (déclaré)", " (declared)"),
            _ => ("", ""),
        };
        super::words::pick(self.telling.lang, fr, en)
    }

    fn value(&self, used: &Used, named: bool) -> String {
        let t = self.telling;
        let value = match used.state {
            "none" => t.pick("il n'y en a pas", "there is none").to_owned(),
            "not_applicable" => t.pick("sans objet", "not applicable").to_owned(),
            "declined" => styled(OPEN, t.pick("sans réponse, déjà demandé", "not answered, already asked")),
            "unknown" => styled(OPEN, t.pick("pas de réponse", "no answer")),
            _ => match used.value.as_deref() {
                Some("") | None => t.pick("aucun", "none").to_owned(),
                Some(value) => value.to_owned(),
            },
        };
        match (named, used.state) {
            (true, "unknown" | "declined" | "none") => value,
            (true, _) => t.pair(t.pick("réponse", "answer"), &value),
            (false, _) => t.pair(&used.label, &value),
        }
    }
}

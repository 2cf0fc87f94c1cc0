//! Reads nodes into plain values: each reader says what it expected and where, and goes on.

use super::size;
use crate::{
    base::{Code, Diagnostic, Diagnostics, Sources, Span, Text, did_you_mean, tell},
    model::{Delay, Fact, Interval, Reference},
    syntax::{
        ast::{Ast, AstKind},
        node::{Map, Node, Scalar},
        parser::{self, Place},
    },
    value::{Day, Ratio, parse_bool, parse_day, parse_duration, parse_number},
};
use std::collections::BTreeMap;

/// Where findings go, and the texts that places point into.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) out: &'a mut Diagnostics,
    pub(crate) sources: &'a Sources,
}

/// A map whose keys have been checked against the closed list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'n> {
    map: &'n Map,
}

impl<'n> Fields<'n> {
    /// The value of a key, unless it is absent or left empty.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.map.get(key).filter(|n| !n.is_empty())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn span(&self) -> Span {
        self.map.span
    }

    /// Where the key itself stands.
    pub(crate) fn key_span(&self, key: &str) -> Span {
        self.map.entries.iter().find(|(k, _)| k.text == key).map_or(self.map.span, |(k, _)| k.span)
    }
}

impl Reader<'_> {
    pub(crate) fn report(&mut self, code: Code, span: Span, message: Text) {
        self.out.push(Diagnostic::new(code, span, message));
    }

    pub(crate) fn report_with_help(&mut self, code: Code, span: Span, message: Text, help: Text) {
        self.out.push(Diagnostic::new(code, span, message).help(help));
    }

    /// A fact that nobody declares.
    pub(crate) fn unknown_fact(&mut self, key: &str, span: Span, facts: &[Fact]) {
        let message = tell!("le fait `{key}` n'est pas déclaré", "the fact `{key}` is not declared");
        self.unknown(Code::UnknownFact, span, message, key, facts.iter().map(|f| f.key.as_str()));
    }

    /// Says that a name is not known, with the nearest that is.
    pub(crate) fn unknown<'a>(
        &mut self,
        code: Code,
        span: Span,
        message: Text,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match did_you_mean(word, known.iter().copied()) {
            Some(near) => tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            None if known.is_empty() => tell!("aucun n'est déclaré", "none is declared"),
            None => {
                let list = known.iter().take(12).copied().collect::<Vec<_>>().join(", ");
                let more = if known.len() > 12 { ", …" } else { "" };
                tell!("possibles : {list}{more}", "possible: {list}{more}")
            }
        };
        self.report_with_help(code, span, message, help);
    }

    /// Says that an id is taken, unless this is the first time.
    pub(super) fn once(&mut self, seen: &mut BTreeMap<String, Span>, id: &str, span: Span) -> bool {
        let first = seen.get(id).copied();
        if let Some(first) = first {
            self.out.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    span,
                    tell!("`{id}` est déclaré deux fois", "`{id}` is declared twice"),
                )
                .label(first, tell!("déjà ici", "already here")),
            );
        } else {
            seen.insert(id.to_owned(), span);
        }
        first.is_none()
    }

    /// The node as a map with only these keys.
    pub(crate) fn fields<'n>(&mut self, node: &'n Node, keys: &[&str]) -> Option<Fields<'n>> {
        let map = self.map(node)?;
        for (key, _) in &map.entries {
            if !keys.contains(&key.text.as_str()) {
                let name = &key.text;
                self.unknown(
                    Code::UnknownKey,
                    key.span,
                    tell!("clé inconnue `{name}`", "unknown key `{name}`"),
                    name,
                    keys.iter().copied(),
                );
            }
        }
        Some(Fields { map })
    }

    pub(crate) fn map<'n>(&mut self, node: &'n Node) -> Option<&'n Map> {
        let map = node.map();
        if map.is_none() {
            self.shape(
                node.span(),
                tell!(
                    "on attend ici des clés et des valeurs (`clé: valeur`)",
                    "keys and values (`key: value`) are expected here"
                ),
            );
        }
        map
    }

    pub(crate) fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if node.list().is_none() {
            self.shape(
                node.span(),
                tell!(
                    "on attend ici une liste (`[a, b]` ou des lignes commençant par `-`)",
                    "a list is expected here (`[a, b]` or lines that start with `-`)"
                ),
            );
        }
        node.list().unwrap_or(&[])
    }

    pub(crate) fn require<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let found = fields.get(key);
        if found.is_none() {
            let span = fields.map.get(key).map_or_else(|| start(fields.span()), Node::span);
            self.report(Code::MissingKey, span, tell!("il manque la clé `{key}`", "the key `{key}` is missing"));
        }
        found
    }

    fn shape(&mut self, span: Span, message: Text) {
        self.report(Code::WrongShape, span, message);
    }

    pub(crate) fn scalar<'n>(&mut self, node: &'n Node) -> Option<&'n Scalar> {
        if node.scalar().is_none() {
            self.shape(node.span(), tell!("on attend ici une seule valeur", "a single value is expected here"));
        }
        node.scalar()
    }

    pub(crate) fn text(&mut self, node: &Node) -> Option<String> {
        self.scalar(node).map(|s| s.text.clone())
    }

    /// `{fr: …, en: …}`, or one text for both.
    pub(crate) fn localized(&mut self, node: &Node) -> Option<Text> {
        if let Some(scalar) = node.scalar() {
            return Some(Text::same(scalar.text.clone()));
        }
        let fields = self.fields(node, &["fr", "en"])?;
        let mut side = |key: &str| {
            let found = fields.get(key).and_then(|n| self.text(n));
            if found.is_none() {
                let (fr, en) = if key == "fr" { ("français", "French") } else { ("anglais", "English") };
                self.report(
                    Code::MissingLanguage,
                    node.span(),
                    tell!("le texte manque en {fr}", "the text is missing in {en}"),
                );
            }
            found.unwrap_or_default()
        };
        Some(Text { fr: side("fr"), en: side("en") })
    }

    /// Reads a scalar by a rule of writing; says which on failure.
    fn literal<T>(&mut self, node: &Node, read: impl Fn(&str) -> Option<T>, fr: &str, en: &str) -> Option<T> {
        let scalar = self.scalar(node)?;
        let found = read(&scalar.text);
        if found.is_none() {
            let text = &scalar.text;
            self.report_with_help(
                Code::BadLiteral,
                scalar.span,
                tell!("`{text}` n'est pas {fr}", "`{text}` is not {en}"),
                tell!("écrivez {fr}", "write {en}"),
            );
        }
        found
    }

    pub(crate) fn date(&mut self, node: &Node) -> Option<Day> {
        self.literal(
            node,
            parse_day,
            "une date qui existe, comme `2026-11-23`",
            "a date that exists, like `2026-11-23`",
        )
    }

    pub(crate) fn boolean(&mut self, node: &Node) -> Option<bool> {
        self.literal(node, parse_bool, "`yes` ou `no`", "`yes` or `no`")
    }

    pub(crate) fn integer(&mut self, node: &Node) -> Option<i64> {
        self.literal(node, |t| t.parse().ok(), "un nombre entier", "a whole number")
    }

    /// A count that cannot be negative.
    pub(crate) fn count(&mut self, node: &Node) -> Option<u32> {
        self.literal(node, |t| t.parse().ok(), "un nombre entier positif", "a whole number, zero or more")
    }

    pub(crate) fn number(&mut self, node: &Node) -> Option<Ratio> {
        self.literal(node, parse_number, "un nombre comme `12500.50` ou `64%`", "a number like `12500.50` or `64%`")
    }

    /// Months of a duration.
    pub(crate) fn months(&mut self, node: &Node) -> Option<i64> {
        let read = |t: &str| parse_duration(t).filter(|d| d.days == 0).map(|d| d.months);
        self.literal(
            node,
            read,
            "une durée en mois ou en années, comme `12 months`",
            "a duration in months or years, like `12 months`",
        )
    }

    /// `2 months` or `{from: 2 months, to: 12 months}`, in months.
    pub(crate) fn month_interval(&mut self, node: &Node) -> Option<Interval> {
        self.interval(node, |r, n| r.months(n))
    }

    /// A delay, in days; a month counts thirty.
    pub(crate) fn delay(&mut self, node: &Node) -> Option<Delay> {
        self.interval(node, |r, n| {
            let read = |t: &str| parse_duration(t).map(|d| d.days + d.months * 30);
            r.literal(n, read, "une durée, comme `2 months` ou `15 days`", "a duration, like `2 months` or `15 days`")
        })
    }

    pub(crate) fn hours(&mut self, node: &Node) -> Option<Interval> {
        self.interval(node, |r, n| r.integer(n))
    }

    fn interval(&mut self, node: &Node, read: impl Fn(&mut Self, &Node) -> Option<i64>) -> Option<Interval> {
        if node.scalar().is_some() {
            return read(self, node).map(|n| Interval { from: n, to: n });
        }
        let fields = self.fields(node, &["from", "to"])?;
        let from = self.require(&fields, "from").and_then(|n| read(self, n))?;
        let to = self.require(&fields, "to").and_then(|n| read(self, n))?;
        if from > to {
            self.report(Code::BoundsReversed, node.span(), tell!("`from` dépasse `to`", "`from` is above `to`"));
        }
        Some(Interval { from: from.min(to), to: to.max(from) })
    }

    /// `{from: date, to: date}`, either end optional.
    pub(crate) fn date_range(&mut self, node: &Node) -> (Option<Day>, Option<Day>) {
        let Some(fields) = self.fields(node, &["from", "to"]) else { return (None, None) };
        let (from, to) = (fields.get("from").and_then(|n| self.date(n)), fields.get("to").and_then(|n| self.date(n)));
        self.ordered(node.span(), from, to);
        (from, to)
    }

    pub(crate) fn ordered(&mut self, span: Span, from: Option<Day>, to: Option<Day>) {
        if let (Some(a), Some(b)) = (from, to)
            && a > b
        {
            self.report(
                Code::DatesReversed,
                span,
                tell!("la fin vient avant le début", "the end comes before the beginning"),
            );
        }
    }

    /// One of a closed list of words.
    pub(crate) fn word<T>(&mut self, node: &Node, words: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let scalar = self.scalar(node)?;
        let found = parse(&scalar.text);
        if found.is_none() {
            let text = &scalar.text;
            self.unknown(
                Code::BadLiteral,
                scalar.span,
                tell!("`{text}` n'est pas possible ici", "`{text}` is not possible here"),
                text,
                words.iter().copied(),
            );
        }
        found
    }

    /// An id: lower-case words joined by hyphens.
    pub(crate) fn id(&mut self, node: &Node) -> Option<String> {
        let scalar = self.scalar(node)?;
        let text = &scalar.text;
        let ok = !text.is_empty()
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
            && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !ok {
            self.report_with_help(
                Code::BadId,
                scalar.span,
                tell!("`{text}` n'est pas un identifiant", "`{text}` is not an id"),
                tell!(
                    "des lettres minuscules sans accent, des chiffres et des tirets : `pret-honneur`",
                    "lower-case letters without accents, digits and hyphens: `honour-loan`"
                ),
            );
        }
        ok.then(|| text.clone())
    }

    pub(crate) fn ids(&mut self, node: &Node) -> Vec<(String, Span)> {
        self.list(node).iter().filter_map(|n| self.id(n).map(|id| (id, n.span()))).collect()
    }

    pub(crate) fn reference(&mut self, node: &Node) -> Option<Reference> {
        let fields = self.fields(node, super::keys::REFERENCE)?;
        let title = self.require(&fields, "title").and_then(|n| self.text(n))?;
        let url = fields.get("url").and_then(|n| self.url(n));
        Some(Reference { span: node.span(), title, url, read_on: fields.get("read_on").and_then(|n| self.date(n)) })
    }

    /// Only the web: a link that a page may show must not run anything.
    pub(crate) fn url(&mut self, node: &Node) -> Option<String> {
        let ok = |t: &str| {
            ((t.starts_with("https://") || t.starts_with("http://")) && !t.contains(char::is_whitespace))
                .then(|| t.to_owned())
        };
        self.literal(node, ok, "une adresse qui commence par `https://`", "an address that starts with `https://`")
    }

    /// The expression in a scalar, parsed; mistakes are reported and leave `Error` nodes.
    pub(crate) fn expression(&mut self, node: &Node) -> Option<Ast> {
        let scalar = self.scalar(node)?;
        let text = self.sources.file(scalar.span).map_or("", |f| f.text.as_str());
        let ast = parser::parse(&scalar.text, &Place::of(scalar, text), self.out);
        if size::too_deep(&ast) {
            size::report(scalar.span, self);
            return Some(Ast { kind: AstKind::Error, span: scalar.span });
        }
        Some(ast)
    }
}

/// The first character of a place: what is missing is missing from there on.
fn start(span: Span) -> Span {
    Span { end: span.start.saturating_add(1).min(span.end), ..span }
}

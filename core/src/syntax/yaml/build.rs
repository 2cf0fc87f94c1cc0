//! The parser's events to nodes, on a stack of our own: depth and size have limits, and YAML's traps are refused.

use super::cut::{self, Cut};
use super::{Found, MAX_DEPTH, MAX_NODES, words};
use crate::base::{Code, Diagnostic, Span, Text, tell};
use crate::syntax::node::{Map, Node, Scalar, Style};
use saphyr_parser::{Event, ScalarStyle};
use std::collections::HashMap;

/// Why reading cannot go on, and where when it may be for an expression that YAML cut.
pub(super) struct Stop {
    pub(super) diagnostic: Box<Diagnostic>,
    pub(super) at: Option<usize>,
}

/// A list or a map that is being read.
struct Frame {
    start: usize,
    /// Written between brackets or braces, or inside such.
    flow: bool,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    Map { entries: Vec<(Scalar, Node)>, seen: HashMap<String, Span>, key: Option<Key> },
}

/// A key that waits for its value.
enum Key {
    Keep(Scalar),
    /// Refused: its value is read and dropped.
    Drop {
        end: usize,
    },
}

pub(super) struct Builder<'a> {
    file: u32,
    text: &'a str,
    masked: &'a str,
    cuts: &'a [Cut],
    stack: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// Where the last piece ended: a block list or map ends with its last piece.
    last_end: usize,
    found: Found,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: u32, text: &'a str, masked: &'a str, cuts: &'a [Cut]) -> Self {
        Self {
            file,
            text,
            masked,
            cuts,
            stack: vec![],
            root: None,
            nodes: 0,
            documents: 0,
            last_end: 0,
            found: Found::default(),
        }
    }

    pub(super) fn found(self) -> Found {
        self.found
    }

    pub(super) fn finish(self) -> (Result<Node, ()>, Found) {
        let span = Span { file: self.file, start: 0, end: 0 };
        let nothing = || Node::Scalar(Scalar { text: String::new(), style: Style::Plain, span });
        (Ok(self.root.unwrap_or_else(nothing)), self.found)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end.max(start) as u32 }
    }

    fn tell(&mut self, code: Code, span: Span, message: Text, help: Text) {
        self.found.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    fn flow(&self) -> bool {
        self.stack.last().is_some_and(|f| f.flow)
    }

    fn starts_with(&self, at: usize, signs: &[char]) -> bool {
        self.masked.get(at..).is_some_and(|rest| rest.starts_with(signs))
    }

    pub(super) fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), Stop> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => self.document(start)?,
            Event::Alias(_) => {
                self.count(start)?;
                self.decorated(start, end);
                let node = self.empty(end);
                self.add(node);
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.count(start)?;
                let decorated = anchor > 0 || tag.is_some();
                if decorated {
                    self.decorated(start, end);
                }
                let scalar = self.scalar(text.into_owned(), style, start, end, decorated);
                self.add(Node::Scalar(scalar));
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(start, end, anchor > 0 || tag.is_some(), Kind::List(vec![]))?;
            }
            Event::MappingStart(anchor, tag) => {
                let kind = Kind::Map { entries: vec![], seen: HashMap::new(), key: None };
                self.open(start, end, anchor > 0 || tag.is_some(), kind)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start),
        }
        Ok(())
    }

    fn document(&mut self, start: usize) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents <= 1 {
            return Ok(());
        }
        let message = tell!("plusieurs documents dans un fichier", "several documents in one file");
        let help = tell!("enlevez la ligne `---`, ou faites deux fichiers", "remove the line `---`, or make two files");
        let diagnostic = Diagnostic::new(Code::YamlFeature, self.span(start, start + 3), message).help(help);
        Err(Stop { diagnostic: Box::new(diagnostic), at: None })
    }

    fn count(&mut self, at: usize) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let message = tell!("le fichier contient trop d'éléments", "the file holds too many pieces");
        let help = tell!("coupez-le en plusieurs fichiers", "split it into several files");
        let diagnostic = Diagnostic::new(Code::TooLarge, self.span(at, at), message).help(help);
        Err(Stop { diagnostic: Box::new(diagnostic), at: None })
    }

    fn open(&mut self, start: usize, end: usize, decorated: bool, kind: Kind) -> Result<(), Stop> {
        self.count(start)?;
        let mut start = start;
        if decorated {
            self.decorated(start, end);
            // the piece itself comes after its tag or anchor
            start = end.saturating_sub(1).max(start);
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Stop { diagnostic: Box::new(words::too_deep(self.span(start, start + 1))), at: None });
        }
        let flow = self.flow() || self.starts_with(start, &['[', '{']);
        self.stack.push(Frame { start, flow, kind });
        self.last_end = start;
        Ok(())
    }

    fn close(&mut self, at: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let bracketed = self.starts_with(frame.start, &['[', '{']) && self.starts_with(at, &[']', '}']);
        let end = if bracketed { at + 1 } else { self.last_end };
        let span = self.span(frame.start, end);
        self.last_end = end;
        self.add(match frame.kind {
            Kind::List(items) => Node::List { items, span },
            Kind::Map { entries, .. } => Node::Map(Map { entries, span }),
        });
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) {
        self.last_end = self.last_end.max(node.span().end as usize);
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut frame.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { key, entries, .. } => match key.take() {
                Some(Key::Keep(k)) => entries.push((k, node)),
                Some(Key::Drop { .. }) => {}
                None => {
                    let kept = self.key(node);
                    if let Some(Frame { kind: Kind::Map { key, .. }, .. }) = self.stack.last_mut() {
                        *key = Some(kept);
                    }
                }
            },
        }
    }

    /// A key is a text, stands once in its map, and is not YAML's merge key.
    fn key(&mut self, node: Node) -> Key {
        let span = node.span();
        let dropped = Key::Drop { end: span.end as usize };
        let Node::Scalar(scalar) = node else {
            let message = tell!("une clé est une liste ou une table", "a key is a list or a map");
            let help = tell!(
                "une clé est un mot simple ; si c'est une expression, mettez-la entre apostrophes après sa clé",
                "a key is a plain word; if it is an expression, put it between single quotes after its key"
            );
            self.tell(Code::YamlFeature, span, message, help);
            return dropped;
        };
        if scalar.text == "<<" && scalar.style == Style::Plain {
            let message = tell!("fusion `<<` refusée", "merge key `<<` refused");
            self.tell(Code::YamlFeature, span, message, words::write_out());
            return dropped;
        }
        if scalar.text.is_empty() && scalar.style == Style::Plain {
            let message = tell!("il manque une clé avant `:`", "a key is missing before `:`");
            let help = tell!("écrivez `clé: valeur`", "write `key: value`");
            self.tell(Code::YamlSyntax, span, message, help);
            return dropped;
        }
        let Some(Frame { kind: Kind::Map { seen, .. }, .. }) = self.stack.last_mut() else { return dropped };
        if let Some(first) = seen.get(&scalar.text).copied() {
            let name = &scalar.text;
            let duplicate = Diagnostic::new(
                Code::DuplicateKey,
                span,
                tell!("la clé `{name}` est écrite deux fois", "the key `{name}` is written twice"),
            )
            .label(first, tell!("déjà écrite ici", "already written here"))
            .help(tell!("gardez-en une seule", "keep only one"));
            self.found.diagnostics.push(duplicate);
            return dropped;
        }
        seen.insert(scalar.text.clone(), span);
        Key::Keep(scalar)
    }

    /// The key whose value comes next.
    fn waiting(&self) -> Option<&Scalar> {
        if let Some(Frame { kind: Kind::Map { key: Some(Key::Keep(key)), .. }, .. }) = self.stack.last() {
            Some(key)
        } else {
            None
        }
    }

    fn empty(&self, at: usize) -> Node {
        Node::Scalar(Scalar { text: String::new(), style: Style::Plain, span: self.span(at, at) })
    }

    /// A tag, an anchor or an alias: the start of an expression, or something YAML that is refused.
    fn decorated(&mut self, start: usize, end: usize) {
        if let Some(key) = self.waiting().filter(|k| cut::is_expression_key(&k.text)) {
            let key = key.text.clone();
            if let Some(found) = cut::whole(self.masked, start, self.flow(), &key) {
                self.found.cuts.push(found);
                return;
            }
        }
        let rest = self.masked.get(start..end.max(start)).unwrap_or("");
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
        let diagnostic = words::feature(self.span(start, start + length.max(1)), rest);
        self.found.diagnostics.push(diagnostic);
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, start: usize, end: usize, decorated: bool) -> Scalar {
        if let Ok(i) = self.cuts.binary_search_by_key(&start, |c| c.start)
            && let Some(cut) = self.cuts.get(i)
        {
            let text = self.text.get(cut.start..cut.end).unwrap_or("").to_owned();
            return Scalar { text, style: Style::Plain, span: self.span(cut.start, cut.end) };
        }
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let (start, end) = self.extent(start, end, style, text.is_empty());
        if style == Style::Plain && !decorated && !text.is_empty() {
            let key = self.waiting().map(|k| k.text.clone()).filter(|k| cut::is_expression_key(k));
            if let Some(key) = key
                && let Some(found) = cut::silent(self.masked, (start, end), self.flow(), &key)
            {
                self.found.cuts.push(found);
            }
        }
        Scalar { text, style, span: self.span(start, end) }
    }

    /// Where a scalar really stands: the parser's ends run on over blanks and comments.
    fn extent(&self, start: usize, end: usize, style: Style, empty: bool) -> (usize, usize) {
        let source = self.masked.get(start..end).unwrap_or("");
        match style {
            Style::Plain if empty => {
                // nothing written: the place just after the key's colon
                let after = match self.stack.last() {
                    Some(Frame { kind: Kind::Map { key: Some(Key::Keep(k)), .. }, .. }) => k.span.end as usize,
                    Some(Frame { kind: Kind::Map { key: Some(Key::Drop { end }), .. }, .. }) => *end,
                    Some(_) | None => return (start, start),
                };
                let gap = self.masked.get(after..).unwrap_or("");
                let blanks = gap.len() - gap.trim_start().len();
                let at = if self.starts_with(after + blanks, &[':']) { after + blanks + 1 } else { after };
                (at, at)
            }
            Style::Plain => (start, start + source.trim_end().len()),
            Style::Single | Style::Double => {
                let quote = if style == Style::Single { '\'' } else { '"' };
                let open = source.find(quote).unwrap_or(0);
                let from = source.get(open..).unwrap_or("");
                (start + open, start + open + cut::quoted_length(from).unwrap_or(from.len()))
            }
            Style::Block => (start, start + source.trim_end().len()),
        }
    }
}

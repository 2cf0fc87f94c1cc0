//! From a byte of an expression to a byte of the file it stands in, and the way mistakes are told about it.

use super::node::{Scalar, Style};
use super::parser::MAX_EXPRESSION_BYTES;
use crate::base::{Code, Diagnostic, Diagnostics, Span, Text};

/// How many mistakes one expression may report: past that, the line is not an expression.
pub(crate) const MAX_PROBLEMS: usize = 20;

/// Where the text of an expression stands in its file.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    whole: Span,
    /// The file's byte for each byte of the text and for its end; `None` when they do not line up.
    bytes: Option<Vec<u32>>,
}

impl Place {
    /// The place of a scalar: exact when its characters can be followed in the source, else the whole scalar.
    pub(crate) fn of(scalar: &Scalar, file_text: &str) -> Place {
        let source = file_text.get(scalar.span.start as usize..scalar.span.end as usize).unwrap_or("");
        let bytes = if scalar.text.len() > MAX_EXPRESSION_BYTES { None } else { follow(scalar, source) };
        Place { whole: scalar.span, bytes }
    }

    /// The place of the bytes `start..end` of the text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let Some(bytes) = &self.bytes else { return self.whole };
        let at = |i: usize| bytes.get(i).copied().unwrap_or(self.whole.end);
        Span { file: self.whole.file, start: at(start), end: at(end.max(start)) }
    }

    /// The place of the whole expression.
    pub(crate) fn whole(&self) -> Span {
        self.whole
    }
}

/// Walks the text and its source side by side: quotes fall away, escapes count as one character, folded lines as one
/// space.
fn follow(scalar: &Scalar, source: &str) -> Option<Vec<u32>> {
    let quote = match scalar.style {
        Style::Single => "'",
        Style::Double => "\"",
        Style::Plain | Style::Block => "",
    };
    let inner = source.strip_prefix(quote)?.strip_suffix(quote)?;
    let base = scalar.span.start as usize + quote.len();
    let mut rest = inner;
    let mut bytes = Vec::with_capacity(scalar.text.len() + 1);
    for c in scalar.text.chars() {
        let at = u32::try_from(base + inner.len() - rest.len()).ok()?;
        bytes.extend(std::iter::repeat_n(at, c.len_utf8()));
        rest = after(c, rest, scalar.style)?;
    }
    bytes.push(u32::try_from(base + inner.len() - rest.len()).ok()?);
    rest.trim().is_empty().then_some(bytes)
}

fn after(c: char, rest: &str, style: Style) -> Option<&str> {
    if c == ' ' || c == '\n' {
        let end = rest.len() - rest.trim_start().len();
        let run = rest.get(..end)?;
        if run.contains('\n') {
            return rest.get(end..);
        }
        // a block scalar ends with a line break that its span leaves out
        if c == '\n' {
            return rest.is_empty().then_some(rest);
        }
    }
    match style {
        Style::Single if c == '\'' => rest.strip_prefix("''"),
        Style::Double if c == '"' || c == '\\' => rest.strip_prefix('\\')?.strip_prefix(c),
        Style::Double if rest.starts_with('\\') => None,
        Style::Single | Style::Double | Style::Plain | Style::Block => rest.strip_prefix(c),
    }
}

/// Collects what is wrong with one expression.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    place: &'a Place,
    out: &'a mut Diagnostics,
    said: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(place: &'a Place, out: &'a mut Diagnostics) -> Self {
        Self { place, out, said: 0 }
    }

    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        self.place.span(start, end)
    }

    /// It is CEL, or a habit from another language, but not this one.
    pub(crate) fn outside(&mut self, range: (usize, usize), message: Text, help: Text) {
        self.push(Code::ExprOutside, range, message, Some(help));
    }

    /// It is no expression.
    pub(crate) fn syntax(&mut self, range: (usize, usize), message: Text, help: Option<Text>) {
        self.push(Code::ExprSyntax, range, message, help);
    }

    pub(crate) fn too_large(&mut self, range: (usize, usize), message: Text, help: Text) {
        self.push(Code::TooLarge, range, message, Some(help));
    }

    fn push(&mut self, code: Code, (start, end): (usize, usize), message: Text, help: Option<Text>) {
        self.said += 1;
        if self.said > MAX_PROBLEMS {
            return;
        }
        let mut found = Diagnostic::new(code, self.place.span(start, end), message);
        found.help = help;
        self.out.push(found);
    }
}

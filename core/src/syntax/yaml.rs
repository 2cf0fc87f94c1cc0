//! A YAML file to nodes with the place of every piece. Only the plain part of YAML is taken; an expression that YAML
//! would cut in two is told as such and read whole, so that the rest of the file can still be checked.

mod build;
mod cut;
mod words;

use super::node::{Node, Style};
use crate::base::{Code, Diagnostic, Diagnostics, Order, Span, tell};
use build::{Builder, Stop};
use cut::Cut;
use saphyr_parser::Parser;

/// How deep lists and maps may nest.
pub(crate) const MAX_DEPTH: usize = 64;
/// How many texts, lists and maps a file may hold.
pub(crate) const MAX_NODES: usize = 500_000;
/// The largest file, in bytes.
pub(crate) const MAX_FILE_BYTES: usize = 4_000_000;
/// How often a file is read again after an expression that stopped the reading; bounds the time a file can take.
const MAX_READINGS: usize = 20;

/// Reads one file. `None` when nothing of it can be used; why is in `out`.
pub(crate) fn read(file: u32, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let nowhere = Span { file, start: 0, end: 0 };
    if text.len() > MAX_FILE_BYTES {
        let message = tell!("le fichier dépasse {MAX_FILE_BYTES} octets", "the file is over {MAX_FILE_BYTES} bytes");
        out.push(
            Diagnostic::new(Code::TooLarge, nowhere, message)
                .help(tell!("coupez-le en plusieurs fichiers", "split it into several files")),
        );
        return None;
    }
    if let Some(found) = words::forbidden_character(file, text) {
        out.push(found);
        return None;
    }
    let node = read_around_cuts(file, text, out)?;
    let empty = node.scalar().is_some_and(|s| s.style == Style::Plain && s.text.is_empty());
    if empty {
        out.push(Diagnostic::new(Code::WrongShape, nowhere, tell!("le fichier est vide", "the file is empty")));
        return None;
    }
    Some(node)
}

/// Reads the text; where YAML cuts an expression, hides it behind a plain word of the same length and reads again.
fn read_around_cuts(file: u32, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let mut cuts: Vec<Cut> = vec![];
    for _ in 0..MAX_READINGS {
        let masked = cut::mask(text, &cuts);
        let (result, found) = one_reading(file, text, &masked, &cuts);
        let known = cuts.len();
        cuts.extend(found.cuts);
        if result.is_err() && known == cuts.len() {
            cuts.extend(found.stopped_at.and_then(|at| cut::near(&masked, at)));
        }
        // a limit is a limit: reading again would only reach it again
        let hopeless = result.is_err() && found.stopped_at.is_none();
        if known == cuts.len() || hopeless {
            for cut in &cuts {
                out.push(cut.diagnostic(file, text));
            }
            for diagnostic in found.diagnostics {
                out.push(diagnostic);
            }
            return result.ok();
        }
        cuts.order_by_key(|c| c.start);
        cuts.dedup_by_key(|c| c.start);
    }
    for cut in &cuts {
        out.push(cut.diagnostic(file, text));
    }
    None
}

/// What one reading has to say beside its node.
#[derive(Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    /// Expressions that YAML accepted, but not whole.
    cuts: Vec<Cut>,
    /// The byte where YAML gave up.
    stopped_at: Option<usize>,
}

fn one_reading(file: u32, text: &str, masked: &str, cuts: &[Cut]) -> (Result<Node, ()>, Found) {
    let bytes = Bytes::of(masked);
    let mut builder = Builder::new(file, text, masked, cuts);
    let mut parser = Parser::new_from_str(masked);
    while let Some(event) = parser.next_event() {
        let stop = match event {
            Ok((event, span)) => builder.event(event, bytes.at(span.start.index()), bytes.at(span.end.index())),
            Err(error) => {
                let at = bytes.at(error.marker().index());
                let diagnostic = words::yaml_error(file, masked, at, error.info());
                Err(Stop { diagnostic: Box::new(diagnostic), at: (error.info() != words::TOO_DEEP).then_some(at) })
            }
        };
        if let Err(Stop { diagnostic, at }) = stop {
            let mut found = builder.found();
            found.diagnostics.push(*diagnostic);
            found.stopped_at = at;
            return (Err(()), found);
        }
    }
    builder.finish()
}

/// The byte of every character: the parser counts characters.
struct Bytes {
    /// `None` when every character is one byte.
    starts: Option<Vec<u32>>,
    length: usize,
}

impl Bytes {
    fn of(text: &str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(i, _)| i as u32).collect());
        Self { starts, length: text.len() }
    }

    fn at(&self, character: usize) -> usize {
        match &self.starts {
            None => character.min(self.length),
            Some(starts) => starts.get(character).map_or(self.length, |b| *b as usize),
        }
    }
}

#[cfg(test)]
mod tests;

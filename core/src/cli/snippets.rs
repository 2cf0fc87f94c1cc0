//! Findings shown in their place: the line, carets, what is wrong, what to do.

use super::terminal::Terminal;
use crate::{
    base::{Diagnostic, Lang, Severity, Sources, Span, Text},
    load::folder::Unread,
};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use std::ops::Range;

/// Findings, with the files that they are about.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) sources: Sources,
    /// For each file, its path as the person at the keyboard would type it.
    pub(super) shown: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl From<Unread> for Findings {
    fn from(unread: Unread) -> Findings {
        Findings { sources: unread.sources, shown: unread.shown, diagnostics: unread.diagnostics }
    }
}

impl Findings {
    /// The path of the file that a span lies in.
    pub(super) fn path(&self, span: Span) -> &str {
        let own = || self.sources.file(span).map_or("", |f| f.path.as_str());
        self.shown.get(span.file as usize).map_or_else(own, String::as_str)
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Every finding of one severity, or worse, shown in its place.
    pub(super) fn complain(&self, worst: Severity, terminal: &Terminal) {
        for d in self.diagnostics.iter().filter(|d| d.severity <= worst) {
            terminal.complain(&format!("{}\n\n", self.shown_in_place(d, terminal.lang)));
        }
    }

    /// Something that has no code, shown in its place.
    pub(super) fn told_in_place(&self, message: &Text, span: Span, lang: Lang) -> String {
        let mut group = Group::with_title(level(Severity::Error, lang).primary_title(message.get(lang)));
        if let Some(text) = self.text(span) {
            let mark = AnnotationKind::Primary.span(within(text, span));
            group = group.element(Snippet::source(text).path(self.path(span)).annotation(mark));
        }
        Renderer::styled().decor_style(DecorStyle::Unicode).render(&[group])
    }

    /// One finding as a person reads it.
    pub(super) fn shown_in_place(&self, d: &Diagnostic, lang: Lang) -> String {
        let title = level(d.severity, lang).primary_title(d.message.get(lang)).id(d.code.id());
        let mut group = Group::with_title(title);
        for element in self.places(d, lang) {
            group = group.element(element);
        }
        if let Some(help) = &d.help {
            group = group.element(Level::HELP.with_name(pick(lang, "aide", "help")).message(help.get(lang)));
        }
        Renderer::styled().decor_style(DecorStyle::Unicode).render(&[group])
    }

    /// The finding's own place with the labels that lie in the same file, then the labels of other files.
    fn places<'f>(&'f self, d: &'f Diagnostic, lang: Lang) -> Vec<Element<'f>> {
        let Some(text) = self.text(d.span) else {
            let path = self.path(d.span);
            return if path.is_empty() { vec![] } else { vec![Origin::path(path).into()] };
        };
        let labels: Vec<_> = d.labels.iter().filter(|l| self.text(l.span).is_some()).collect();
        let (same, elsewhere): (Vec<_>, Vec<_>) = labels.into_iter().partition(|l| l.span.file == d.span.file);
        let mut first = Snippet::source(text)
            .path(self.path(d.span))
            .annotation(AnnotationKind::Primary.span(within(text, d.span)));
        for label in same {
            let shown = AnnotationKind::Context.span(within(text, label.span)).label(label.text.get(lang));
            first = first.annotation(shown);
        }
        let mut found: Vec<Element<'_>> = vec![first.into()];
        for label in elsewhere {
            let Some(text) = self.text(label.span) else { continue };
            let shown = AnnotationKind::Context.span(within(text, label.span)).label(label.text.get(lang));
            found.push(Snippet::source(text).path(self.path(label.span)).annotation(shown).into());
        }
        found
    }

    /// The text of a file, when the span points into it: a bundle has none, and an empty span at 0 is the whole file.
    fn text(&self, span: Span) -> Option<&str> {
        let file = self.sources.file(span)?;
        (!file.text.is_empty() && (span.start, span.end) != (0, 0)).then_some(file.text.as_str())
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(pick(lang, "erreur", "error")),
        Severity::Warning => Level::WARNING.with_name(pick(lang, "avertissement", "warning")),
        Severity::Hint => Level::INFO.with_name(pick(lang, "conseil", "hint")),
    }
}

fn pick(lang: Lang, fr: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// The bytes of a span, inside the text and between characters, whatever the span says. Trailing line ends are left
/// out: a caret under an empty line helps nobody.
fn within(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let end = text.floor_char_boundary((span.end as usize).min(text.len())).max(start);
    let kept = text.get(start..end).map_or(0, |t| t.trim_end().len());
    start..start + kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Source, tell};

    #[test]
    fn a_span_outside_the_text_still_shows() {
        let sources = Sources { files: vec![Source { path: "a.yaml".into(), text: "é: x\n".into() }] };
        for (start, end) in [(1, 2), (0, 99), (99, 100), (5, 2), (6, 6)] {
            let span = Span { file: 0, start, end };
            let d = Diagnostic::new(Code::UnknownKey, span, tell!("clé inconnue", "unknown key"));
            let findings = Findings { sources: sources.clone(), shown: vec!["r/a.yaml".into()], diagnostics: vec![d] };
            let told = findings.shown_in_place(&findings.diagnostics[0], Lang::Fr);
            assert!(told.contains("E0007") && told.contains("r/a.yaml"), "{told}");
        }
    }
}

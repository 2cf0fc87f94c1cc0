//! Text for people: styles, wrapping, columns. Styles never carry meaning alone, so that the text reads the same without.

use anstyle::{AnsiColor, Style};

/// Lines are this wide.
pub(super) const WIDTH: usize = 100;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().bold();

pub(super) fn styled(style: Style, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{style}{text}{style:#}")
}

pub(super) fn bold(text: impl AsRef<str>) -> String {
    styled(BOLD, text.as_ref())
}

pub(super) fn dim(text: impl AsRef<str>) -> String {
    styled(DIM, text.as_ref())
}

/// Lines of text, built up.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref().trim_end_matches(' '));
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A text cut into lines between words: the first after `first`, the others after `rest`.
    pub(super) fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let room = WIDTH.saturating_sub(width(first).max(width(rest)));
        for (i, line) in wrap(text, room).iter().enumerate() {
            self.line(format!("{}{line}", if i == 0 { first } else { rest }));
        }
    }

    /// `Label      text`, the text keeping its column.
    pub(super) fn field(&mut self, label: &str, text: &str) {
        let rest = " ".repeat(FIELD_INDENT + FIELD);
        let first = format!("{}{}", " ".repeat(FIELD_INDENT), bold(padded(label, FIELD)));
        self.wrapped(&first, &rest, text);
    }

    /// A heading over a block of lines.
    pub(super) fn heading(&mut self, label: &str) {
        self.line(format!("{}{}", " ".repeat(FIELD_INDENT), bold(label)));
    }

    /// One item of a list under a heading.
    pub(super) fn item(&mut self, text: &str) {
        let indent = " ".repeat(FIELD_INDENT + 2);
        self.wrapped(&format!("{indent}• "), &format!("{indent}  "), text);
    }

    /// A title across the whole width.
    pub(super) fn rule(&mut self, title: &str, style: Style) {
        let rest = WIDTH.saturating_sub(width(title) + 4);
        self.line(styled(style, &format!("━━ {title} {}", "━".repeat(rest))));
    }
}

/// Where the text of a card begins.
pub(super) const FIELD_INDENT: usize = 5;
/// How wide the labels of a card are.
const FIELD: usize = 12;

/// How many columns a text takes, its styles left out.
pub(super) fn width(text: &str) -> usize {
    let mut count = 0;
    let mut in_style = false;
    for c in text.chars() {
        match (in_style, c) {
            (false, '\u{1b}') => in_style = true,
            (true, 'm') => in_style = false,
            (true, _) => {}
            (false, _) => count += 1,
        }
    }
    count
}

/// The text followed by spaces up to a width.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text after spaces up to a width.
pub(super) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Cuts a text between words. A word longer than the room keeps its line: addresses stay whole.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// `3 réponses`, `1 réponse`.
pub(super) fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n > 1 { many } else { one })
}

#[cfg(test)]
mod tests {
    use super::{BAD, padded, right, styled, width, wrap};

    #[test]
    fn styles_take_no_room() {
        assert_eq!(width(&styled(BAD, "été")), 3);
        assert_eq!(width(&padded(&styled(BAD, "été"), 6)), 6);
        assert_eq!(right("12", 4), "  12");
    }

    #[test]
    fn cuts_between_words_only() {
        assert_eq!(wrap("un deux trois", 8), ["un deux", "trois"]);
        assert_eq!(wrap("https://example.org/long", 8), ["https://example.org/long"]);
        assert_eq!(wrap("", 8), [""]);
    }
}

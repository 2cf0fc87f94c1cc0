//! Expressions that YAML would cut in two: finding them, and saying how to write them.

use crate::base::{Code, Diagnostic, Span, Text, tell};

/// The keys whose values are expressions.
const EXPRESSION_KEYS: &[&str] =
    &["if", "value", "cap", "floor", "rate", "of", "less", "monthly", "until_total", "formula", "map", "rent"];

/// How many lines above YAML's complaint the expression may stand.
const LINES_BACK: usize = 3;

/// How many bytes of a line are looked at for one expression; bounds the time that a file of one line can take.
const MAX_LINE: usize = 4_000;

pub(super) fn is_expression_key(key: &str) -> bool {
    EXPRESSION_KEYS.contains(&key)
}

/// What made YAML stop too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Bang,
    Anchor,
    Quote,
    Bracket,
    Block,
    Comment,
    Colon,
    Flow,
}

/// An expression that YAML cut: the bytes `start..end` of the file.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) start: usize,
    pub(super) end: usize,
    key: String,
    why: Why,
}

impl Cut {
    pub(super) fn diagnostic(&self, file: u32, text: &str) -> Diagnostic {
        let span = Span { file, start: self.start as u32, end: self.end as u32 };
        let written = text.get(self.start..self.end).unwrap_or("").replace('\'', "''");
        let key = &self.key;
        Diagnostic::new(Code::CutExpression, span, self.why.message()).help(tell!(
            "mettez-la entre apostrophes : `{key}: '{written}'`",
            "put it between single quotes: `{key}: '{written}'`"
        ))
    }
}

impl Why {
    fn message(self) -> Text {
        match self {
            Why::Bang => tell!(
                "YAML prend pour une étiquette le `!` qui commence cette expression",
                "YAML takes the `!` that starts this expression for a tag"
            ),
            Why::Anchor => tell!(
                "YAML prend pour un renvoi le `&` ou le `*` qui commence cette expression",
                "YAML takes the `&` or `*` that starts this expression for a cross-reference"
            ),
            Why::Quote => tell!(
                "YAML arrête cette expression au premier texte entre guillemets",
                "YAML ends this expression at its first quoted text"
            ),
            Why::Bracket => {
                tell!(
                    "YAML arrête cette expression au crochet fermant",
                    "YAML ends this expression at the closing bracket"
                )
            }
            Why::Block => tell!(
                "YAML prend pour un long texte le `|` ou le `>` qui commence cette expression",
                "YAML takes the `|` or `>` that starts this expression for a long text"
            ),
            Why::Comment => tell!(
                "YAML prend pour un commentaire ce qui suit ` #` dans cette expression, et l'oublie",
                "YAML takes what follows ` #` in this expression for a comment, and drops it"
            ),
            Why::Colon => tell!(
                "YAML prend pour une clé ce qui précède `: ` dans cette expression",
                "YAML takes what comes before `: ` in this expression for a key"
            ),
            Why::Flow => tell!(
                "entre accolades, YAML coupe cette expression à ses virgules et à ses crochets",
                "between braces, YAML cuts this expression at its commas and brackets"
            ),
        }
    }
}

/// The text with every cut expression hidden behind a plain word of as many bytes.
pub(super) fn mask(text: &str, cuts: &[Cut]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts {
        out.push_str(text.get(at..cut.start).unwrap_or(""));
        out.extend(std::iter::repeat_n('x', cut.end.saturating_sub(cut.start.max(at))));
        at = cut.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// How many bytes a text that starts with a quote takes by YAML's rules, when it is closed.
pub(super) fn quoted_length(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((i, c)) = characters.next() {
        if quote == '"' && c == '\\' {
            characters.next();
        } else if c == quote {
            if quote == '\'' && characters.peek().is_some_and(|(_, n)| *n == quote) {
                characters.next();
            } else {
                return Some(i + 1);
            }
        }
    }
    None
}

/// How far an expression goes on its line, by the expression's own quotes and brackets.
struct Reach {
    length: usize,
    balanced: bool,
    /// Holds ` #` or `: ` outside and inside of texts alike, as YAML sees it.
    comment: bool,
    colon: bool,
}

fn reach(line: &str, flow: bool) -> Reach {
    let mut open: Vec<char> = vec![];
    let mut quote: Option<char> = None;
    let mut sound = true;
    let mut length = line.len();
    let mut escaped = false;
    for (i, c) in line.char_indices() {
        if let Some(q) = quote {
            if !escaped && c == q {
                quote = None;
            }
            escaped = c == '\\' && !escaped;
        } else if matches!(c, '"' | '\'') {
            quote = Some(c);
        } else if let Some(closer) = closer(c) {
            open.push(closer);
        } else if flow && open.is_empty() && matches!(c, ',' | '}' | ']') {
            length = i;
            break;
        } else if matches!(c, ')' | ']' | '}') {
            sound = open.pop() == Some(c);
            if !sound {
                break;
            }
        } else if c == '#' && line.get(..i).is_some_and(|before| before.ends_with([' ', '\t'])) {
            // outside of a text `#` means nothing in an expression: a comment of the author's
            length = i;
            break;
        }
    }
    let taken = line.get(..length).unwrap_or("").trim_end();
    let colon = taken.contains('?') && (taken.contains(": ") || taken.ends_with(':'));
    Reach {
        length: taken.len(),
        balanced: sound && quote.is_none() && open.is_empty(),
        comment: taken.contains(" #"),
        colon,
    }
}

fn closer(c: char) -> Option<char> {
    match c {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// The rest of the line from `start`, as far as an expression may reasonably go.
fn line_from(text: &str, start: usize) -> &str {
    let rest = first_bytes(text.get(start..).unwrap_or(""));
    rest.find('\n').and_then(|i| rest.get(..i)).unwrap_or(rest)
}

fn first_bytes(text: &str) -> &str {
    (0..=MAX_LINE.min(text.len())).rev().find_map(|i| text.get(..i)).unwrap_or("")
}

/// The expression that starts with a sign that YAML took for its own.
pub(super) fn whole(text: &str, start: usize, flow: bool, key: &str) -> Option<Cut> {
    let line = line_from(text, start);
    let why = if line.starts_with('!') { Why::Bang } else { Why::Anchor };
    let reach = reach(line, flow);
    // `!!str` and `&name text` are YAML; `!has(x)` and `&& x` are not
    let yaml = line.starts_with("!!") || (line.starts_with('&') && !line.starts_with("&&")) || reach.length < 2;
    (!yaml).then(|| Cut { start, end: start + reach.length, key: key.to_owned(), why })
}

/// The expression of which YAML silently kept only the bytes `start..end`.
pub(super) fn silent(text: &str, (start, end): (usize, usize), flow: bool, key: &str) -> Option<Cut> {
    let line = line_from(text, start);
    if end > start + line.len() {
        return None;
    }
    let cut = |length: usize, why| Some(Cut { start, end: start + length, key: key.to_owned(), why });
    let tail = line.get(end - start..).unwrap_or("");
    let reach = reach(line, flow);
    if reach.balanced && start + reach.length > end {
        return cut(reach.length, if tail.trim_start().starts_with('#') { Why::Comment } else { Why::Flow });
    }
    // what stands after ` #` reads on from what stands before: an operator, or the end of a text or bracket
    let dropped = tail.trim_start().strip_prefix('#').map(str::trim)?;
    let kept = self::reach(line.get(..end - start).unwrap_or(""), false).balanced;
    let goes_on = ["&&", "||", "==", "!=", "<", ">", "in "].iter().any(|s| dropped.starts_with(s));
    let closes = dropped.matches('"').count() % 2 == 1
        || dropped.matches(')').count() > dropped.matches('(').count()
        || dropped.matches(']').count() > dropped.matches('[').count();
    if flow || kept && !goes_on && !closes {
        return None;
    }
    cut(line.trim_end().len(), Why::Comment)
}

/// The expression on the line of byte `at`, or just above, that made YAML give up there.
pub(super) fn near(text: &str, at: usize) -> Option<Cut> {
    let mut end = text.get(at..).and_then(|t| t.find('\n')).map_or(text.len(), |i| at + i);
    for _ in 0..=LINES_BACK {
        let start = text.get(..end).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        if let Some(cut) = on_line(text, start, end) {
            return Some(cut);
        }
        end = start.checked_sub(1)?;
    }
    None
}

/// The first expression of a line that YAML cannot keep whole.
fn on_line(text: &str, start: usize, end: usize) -> Option<Cut> {
    let line = text.get(start..end).unwrap_or("");
    let mut from = 0;
    while let Some(colon) = line.get(from..).and_then(|l| l.find(": ")).map(|i| i + from) {
        from = colon + 2;
        let before = line.get(..colon).unwrap_or("");
        let head = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let key = before.get(head.len()..).unwrap_or("");
        let flow = head.trim_end().ends_with(['{', ',']);
        let stands_as_key = flow || head.trim_start_matches([' ', '-', '\t']).is_empty();
        if !stands_as_key || !is_expression_key(key) {
            continue;
        }
        let value = line.get(from..).unwrap_or("");
        let blanks = value.len() - value.trim_start().len();
        let value = first_bytes(value.trim_start());
        if let Some((length, why)) = cut_value(value, flow) {
            let start = start + from + blanks;
            return Some(Cut { start, end: start + length, key: key.to_owned(), why });
        }
    }
    None
}

fn cut_value(value: &str, flow: bool) -> Option<(usize, Why)> {
    let reach = reach(value, flow);
    let first = value.chars().next()?;
    let after = |length: usize| {
        let tail = value.get(length..reach.length).unwrap_or("").trim_start();
        !tail.is_empty()
    };
    let why = match first {
        '!' => Why::Bang,
        '&' if value.starts_with("&&") => Why::Anchor,
        '*' => Why::Anchor,
        '|' | '>'
            if value.get(1..).is_some_and(|v| {
                v.trim_start_matches(['+', '-', ' ']).starts_with(|c: char| !c.is_ascii_digit() && c != '#')
            }) =>
        {
            Why::Block
        }
        '"' | '\'' if after(quoted_length(value)?) => Why::Quote,
        '[' | '{' if after(bracketed_length(value)?) => Why::Bracket,
        '&' | '|' | '>' | '"' | '\'' | '[' | '{' => return None,
        _ if reach.comment => Why::Comment,
        _ if reach.colon => Why::Colon,
        _ if flow && value.get(..reach.length).is_some_and(|v| v.contains([',', '[', ']', '{', '}'])) => Why::Flow,
        _ => return None,
    };
    (reach.balanced && reach.length > 0).then_some((reach.length, why))
}

/// How many bytes the bracket at the start takes up to the one that closes it.
fn bracketed_length(text: &str) -> Option<usize> {
    let mut open = 0usize;
    let mut quote: Option<char> = None;
    for (i, c) in text.char_indices() {
        if let Some(q) = quote {
            quote = (c != q).then_some(q);
        } else if matches!(c, '"' | '\'') {
            quote = Some(c);
        } else if closer(c).is_some() {
            open += 1;
        } else if matches!(c, ')' | ']' | '}') {
            open = open.checked_sub(1)?;
            if open == 0 {
                return Some(i + 1);
            }
        }
    }
    None
}

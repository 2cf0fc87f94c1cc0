//! An expression's characters to words: numbers, texts, names, signs. Habits of other languages are named here.

mod texts;

use super::ast::BinaryOp;
use super::place::Report;
use crate::base::{Text, tell};
use texts::CURLY_QUOTES;

/// The three pairs of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub(crate) fn open(self) -> &'static str {
        match self {
            Bracket::Round => "(",
            Bracket::Square => "[",
            Bracket::Curly => "{",
        }
    }

    pub(crate) fn close(self) -> &'static str {
        match self {
            Bracket::Round => ")",
            Bracket::Square => "]",
            Bracket::Curly => "}",
        }
    }
}

/// One word of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(String),
    Text(String),
    Word(String),
    Op(BinaryOp),
    Bang,
    Question,
    Colon,
    Comma,
    Dot,
    Open(Bracket),
    Close(Bracket),
    /// Stands for a value, but was already reported.
    Bad,
    End,
}

/// A word and its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lexeme {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Cuts a text into words; the last one is always [`Token::End`].
pub(crate) fn lex(text: &str, report: &mut Report<'_>) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: 0, report, words: Vec::with_capacity(text.len() / 4 + 2), odd_space_told: false };
    while let Some(c) = lexer.peek() {
        lexer.word(c);
    }
    let end = text.trim_end().len();
    lexer.words.push(Lexeme { token: Token::End, start: end, end });
    lexer.words
}

struct Lexer<'a, 'r, 'p> {
    text: &'a str,
    at: usize,
    report: &'r mut Report<'p>,
    words: Vec<Lexeme>,
    odd_space_told: bool,
}

/// Longest first: the first that fits is taken. The last column is set for what is no sign of the language.
const SIGNS: &[(&str, Token, Option<&str>)] = &[
    ("===", Token::Op(BinaryOp::Equal), Some("==")),
    ("!==", Token::Op(BinaryOp::NotEqual), Some("!=")),
    ("&&", Token::Op(BinaryOp::And), None),
    ("||", Token::Op(BinaryOp::Or), None),
    ("==", Token::Op(BinaryOp::Equal), None),
    ("!=", Token::Op(BinaryOp::NotEqual), None),
    ("<=", Token::Op(BinaryOp::LessEqual), None),
    (">=", Token::Op(BinaryOp::GreaterEqual), None),
    ("=>", Token::Op(BinaryOp::GreaterEqual), Some(">=")),
    ("=<", Token::Op(BinaryOp::LessEqual), Some("<=")),
    ("=!", Token::Op(BinaryOp::NotEqual), Some("!=")),
    ("<>", Token::Op(BinaryOp::NotEqual), Some("!=")),
    ("<", Token::Op(BinaryOp::Less), None),
    (">", Token::Op(BinaryOp::Greater), None),
    ("=", Token::Op(BinaryOp::Equal), Some("==")),
    ("&", Token::Op(BinaryOp::And), Some("&&")),
    ("|", Token::Op(BinaryOp::Or), Some("||")),
    ("!", Token::Bang, None),
    ("+", Token::Op(BinaryOp::Add), None),
    ("-", Token::Op(BinaryOp::Subtract), None),
    ("*", Token::Op(BinaryOp::Multiply), None),
    ("/", Token::Op(BinaryOp::Divide), None),
    ("?", Token::Question, None),
    (":", Token::Colon, None),
    (",", Token::Comma, None),
    (".", Token::Dot, None),
    ("(", Token::Open(Bracket::Round), None),
    (")", Token::Close(Bracket::Round), None),
    ("[", Token::Open(Bracket::Square), None),
    ("]", Token::Close(Bracket::Square), None),
    ("{", Token::Open(Bracket::Curly), None),
    ("}", Token::Close(Bracket::Curly), None),
    ("≤", Token::Op(BinaryOp::LessEqual), Some("<=")),
    ("≥", Token::Op(BinaryOp::GreaterEqual), Some(">=")),
    ("≠", Token::Op(BinaryOp::NotEqual), Some("!=")),
    ("×", Token::Op(BinaryOp::Multiply), Some("*")),
    ("÷", Token::Op(BinaryOp::Divide), Some("/")),
    ("−", Token::Op(BinaryOp::Subtract), Some("-")),
    ("–", Token::Op(BinaryOp::Subtract), Some("-")),
    ("—", Token::Op(BinaryOp::Subtract), Some("-")),
];

fn is_odd_space(c: char) -> bool {
    !matches!(c, ' ' | '\t' | '\n' | '\r') && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}'))
}

fn starts_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

impl Lexer<'_, '_, '_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, token: Token, start: usize) {
        self.words.push(Lexeme { token, start, end: self.at });
    }

    /// The bytes as long as `keep` holds.
    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| keep(*c)).collect();
        self.at += taken.len();
        taken
    }

    fn word(&mut self, c: char) {
        let after_value = self.words.last().is_some_and(|w| {
            matches!(w.token, Token::Word(_) | Token::Close(_) | Token::Bad | Token::Text(_) | Token::Number(_))
        });
        let second = self.rest().chars().nth(1);
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            self.at += 1;
        } else if is_odd_space(c) {
            self.odd_space();
        } else if c.is_ascii_digit() {
            self.number();
        } else if c == '.' && !after_value && second.is_some_and(|d| d.is_ascii_digit()) {
            self.leading_dot();
        } else if c == '"' || c == '\'' {
            self.quoted(self.at, c);
        } else if starts_word(c) {
            self.name();
        } else if self.rest().starts_with("//") {
            self.comment();
        } else if c == '%' {
            self.remainder();
        } else if CURLY_QUOTES.iter().any(|(open, _)| *open == c) {
            self.typographic(c);
        } else if !self.sign() {
            self.stray(c);
        }
    }

    fn odd_space(&mut self) {
        let start = self.at;
        self.take_while(is_odd_space);
        if !self.odd_space_told {
            self.odd_space_told = true;
            self.report.syntax(
                (start, self.at),
                tell!("espace insécable ou invisible", "non-breaking or invisible space"),
                Some(tell!(
                    "remplacez-le par un espace ordinaire, ou effacez-le",
                    "replace it by an ordinary space, or delete it"
                )),
            );
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let mut digits = self.take_while(|c| c.is_ascii_digit());
        if let Some(after) = self.rest().strip_prefix('.') {
            if after.starts_with(|c: char| c.is_ascii_digit()) {
                self.at += 1;
                digits.push('.');
                digits += &self.take_while(|c| c.is_ascii_digit());
            } else if !after.starts_with(starts_word) {
                self.at += 1;
                self.report.syntax(
                    (start, self.at),
                    tell!("il manque des chiffres après le point", "digits are missing after the point"),
                    Some(tell!("écrivez `{digits}` ou `{digits}.0`", "write `{digits}` or `{digits}.0`")),
                );
            }
        }
        if self.peek().is_some_and(starts_word) {
            return self.number_suffix(start, &digits);
        }
        let digits = self.unit(start, digits);
        self.push(Token::Number(digits), start);
    }

    /// `64%` and `100 €` are what people write in a text; here a number stands alone.
    fn unit(&mut self, start: usize, digits: String) -> String {
        let blank = |c: char| c == ' ' || is_odd_space(c);
        let after = self.rest().trim_start_matches(blank);
        let skipped = self.rest().len() - after.len();
        if let Some(tail) = after.strip_prefix('%') {
            let next = tail.trim_start_matches(blank).chars().next();
            let between = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '(' | '"' | '\''));
            // `10 % n` and `10%n` ask for a remainder, `64% and …` is a share
            if between && (skipped > 0 || !tail.starts_with(blank)) {
                return digits;
            }
            self.at += skipped + 1;
            let share = hundredth(&digits);
            self.report.outside(
                (start, self.at),
                tell!("pas de `%` dans une expression", "no `%` in an expression"),
                tell!("écrivez `{share}` au lieu de `{digits}%`", "write `{share}` instead of `{digits}%`"),
            );
            return share;
        }
        if after.starts_with('€') {
            self.at += skipped + '€'.len_utf8();
            self.report.syntax(
                (start, self.at),
                tell!("pas de `€` dans une expression", "no `€` in an expression"),
                Some(tell!("écrivez le nombre seul : `{digits}`", "write the number alone: `{digits}`")),
            );
        }
        digits
    }

    fn number_suffix(&mut self, start: usize, digits: &str) {
        let suffix = self.take_while(|c| c.is_alphanumeric() || c == '_');
        let exponent = suffix.strip_prefix(['e', 'E']);
        let signed = exponent == Some("") && self.rest().starts_with(['+', '-']);
        if signed {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let range = (start, self.at);
        if signed || exponent.is_some_and(|e| !e.is_empty() && e.chars().all(|c| c.is_ascii_digit())) {
            self.report.outside(
                range,
                tell!("pas de nombre avec exposant", "no number with an exponent"),
                tell!(
                    "écrivez tous les chiffres : `1500` au lieu de `1.5e3`",
                    "write all digits: `1500` instead of `1.5e3`"
                ),
            );
        } else if suffix == "u" || suffix == "U" {
            self.report.outside(
                range,
                tell!("pas de nombre suivi de `{suffix}`", "no number followed by `{suffix}`"),
                tell!("écrivez le nombre seul : `{digits}`", "write the number alone: `{digits}`"),
            );
        } else if digits == "0" && suffix.starts_with(['x', 'X']) {
            self.report.outside(
                range,
                tell!("pas de nombre hexadécimal", "no hexadecimal number"),
                tell!("écrivez le nombre en chiffres ordinaires", "write the number in ordinary digits"),
            );
        } else {
            self.report.syntax(
                range,
                tell!(
                    "un nombre collé à des lettres : `{digits}{suffix}`",
                    "a number stuck to letters: `{digits}{suffix}`"
                ),
                Some(tell!(
                    "écrivez le nombre seul ; une durée s'écrit `days(60)`, `months(6)` ou `years(3)`",
                    "write the number alone; a duration is written `days(60)`, `months(6)` or `years(3)`"
                )),
            );
        }
        self.push(Token::Bad, start);
    }

    fn leading_dot(&mut self) {
        let start = self.at;
        self.at += 1;
        let digits = self.take_while(|c| c.is_ascii_digit());
        self.report.syntax(
            (start, self.at),
            tell!("il manque un chiffre avant le point", "a digit is missing before the point"),
            Some(tell!("écrivez `0.{digits}`", "write `0.{digits}`")),
        );
        self.push(Token::Number(format!("0.{digits}")), start);
    }

    fn name(&mut self) {
        let start = self.at;
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
        let quote = self.peek().filter(|c| *c == '"' || *c == '\'');
        if let Some(quote) = quote
            && matches!(name.to_ascii_lowercase().as_str(), "r" | "b" | "br" | "rb")
        {
            let words = self.words.len();
            self.skip_quoted(quote);
            self.words.truncate(words);
            let text = self.text.get(start + name.len()..self.at).unwrap_or("");
            self.report.outside(
                (start, self.at),
                tell!("pas de lettre `{name}` devant un texte", "no letter `{name}` before a text"),
                tell!("écrivez un texte ordinaire : `{text}`", "write an ordinary text: `{text}`"),
            );
            return self.push(Token::Bad, start);
        }
        if name == "in" {
            return self.push(Token::Op(BinaryOp::In), start);
        }
        if !name.is_ascii() {
            self.report.syntax(
                (start, self.at),
                tell!("un nom n'a pas d'accent : `{name}`", "a name has no accents: `{name}`"),
                Some(tell!(
                    "un texte se met entre guillemets : `\"{name}\"`",
                    "a text goes between quotes: `\"{name}\"`"
                )),
            );
            return self.push(Token::Bad, start);
        }
        self.push(Token::Word(name), start);
    }

    fn comment(&mut self) {
        let start = self.at;
        self.take_while(|c| c != '\n');
        self.report.outside(
            (start, self.at),
            tell!("pas de commentaire `//` dans une expression", "no `//` comment in an expression"),
            tell!("mettez-le au-dessus de la ligne, après `#`", "put it above the line, after `#`"),
        );
    }

    fn remainder(&mut self) {
        let start = self.at;
        self.at += 1;
        self.report.outside(
            (start, self.at),
            tell!("pas de reste de division `%`", "no remainder `%`"),
            tell!(
                "un taux s'écrit `0.64` ; l'arrondi, `round(x, \"euro_down\")`",
                "a rate is written `0.64`; rounding, `round(x, \"euro_down\")`"
            ),
        );
        // any operator keeps both sides readable without a second message
        self.push(Token::Op(BinaryOp::Divide), start);
    }

    fn sign(&mut self) -> bool {
        let start = self.at;
        let Some((found, token, instead)) = SIGNS.iter().find(|(s, ..)| self.rest().starts_with(s)) else {
            return false;
        };
        self.at += found.len();
        if let Some(instead) = instead {
            self.report.outside((start, self.at), no_such_sign(found), write_instead(instead));
        }
        self.push(token.clone(), start);
        true
    }

    fn stray(&mut self, c: char) {
        let start = self.at;
        self.take_while(|d| d == c);
        let shown: String = c.escape_debug().collect();
        self.report.syntax(
            (start, self.at),
            tell!("le signe `{shown}` n'a pas de sens ici", "the sign `{shown}` has no meaning here"),
            None,
        );
        // a sign alone between two values most likely stood for an operator: say nothing more about its neighbours
        self.push(Token::Bad, start);
    }
}

pub(super) fn no_such_sign(found: &str) -> Text {
    tell!("`{found}` ne s'écrit pas ainsi", "`{found}` is not written this way")
}

pub(super) fn write_instead(instead: &str) -> Text {
    tell!("écrivez `{instead}`", "write `{instead}`")
}

/// The number divided by a hundred, on its digits.
fn hundredth(digits: &str) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let cut = padded.len() - 2;
    let head = padded.get(..cut).unwrap_or("0").trim_start_matches('0');
    let tail = format!("{}{part}", padded.get(cut..).unwrap_or(""));
    let tail = tail.trim_end_matches('0');
    let head = if head.is_empty() { "0" } else { head };
    if tail.is_empty() { head.to_owned() } else { format!("{head}.{tail}") }
}

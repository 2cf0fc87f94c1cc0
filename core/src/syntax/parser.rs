//! An expression's words to its tree. One reading tells every mistake: after each one it goes on where it can.

mod recovery;
mod values;

use super::ast::{Ast, AstKind, BinaryOp, UnaryOp};
use super::lexer::{Bracket, Lexeme, Token, lex, no_such_sign, write_instead};
pub(crate) use super::place::Place;
use super::place::Report;
use crate::base::{Code, Diagnostic, Diagnostics, tell};

/// The longest expression, in bytes.
pub(crate) const MAX_EXPRESSION_BYTES: usize = 10_000;
/// How deep brackets, `!` and `? :` may nest.
pub(crate) const MAX_EXPRESSION_DEPTH: usize = 100;
/// How many values and operators an expression may hold.
pub(crate) const MAX_EXPRESSION_NODES: usize = 2_000;

/// Reads one expression. What does not parse becomes [`AstKind::Error`] and is reported.
pub(crate) fn parse(text: &str, place: &Place, out: &mut Diagnostics) -> Ast {
    let error = Ast { kind: AstKind::Error, span: place.whole() };
    if text.len() > MAX_EXPRESSION_BYTES {
        out.push(Diagnostic::new(Code::TooLarge, place.whole(), too_large()).help(split_it()));
        return error;
    }
    if text.trim().is_empty() {
        out.push(Diagnostic::new(
            Code::ExprSyntax,
            place.whole(),
            tell!("l'expression est vide", "the expression is empty"),
        ));
        return error;
    }
    let mut report = Report::new(place, out);
    let words = lex(text, &mut report);
    let mut parser = Parser {
        text,
        words,
        at: 0,
        report,
        depth: 0,
        nodes: 0,
        stopped: false,
        open: vec![],
        quiet: 0,
        unclosed_told: false,
    };
    let ast = parser.expression();
    let ast = parser.leftovers(ast);
    if parser.stopped { error } else { ast }
}

fn too_large() -> crate::base::Text {
    tell!("l'expression est trop longue ou trop imbriquée", "the expression is too long or too deeply nested")
}

fn split_it() -> crate::base::Text {
    tell!("coupez-la en plusieurs critères", "split it into several criteria")
}

/// What is open around the word being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Group,
    Arguments,
    List,
    Index,
    Ternary,
}

impl Open {
    fn bracket(self) -> Option<Bracket> {
        match self {
            Open::Group | Open::Arguments => Some(Bracket::Round),
            Open::List | Open::Index => Some(Bracket::Square),
            Open::Ternary => None,
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    words: Vec<Lexeme>,
    at: usize,
    report: Report<'a>,
    depth: usize,
    nodes: usize,
    stopped: bool,
    open: Vec<Open>,
    /// Words before this index follow from a mistake already told.
    quiet: usize,
    unclosed_told: bool,
}

/// Words of other languages that stand between two values.
const HABITS: &[(&str, BinaryOp)] = &[
    ("and", BinaryOp::And),
    ("et", BinaryOp::And),
    ("or", BinaryOp::Or),
    ("ou", BinaryOp::Or),
    ("dans", BinaryOp::In),
    ("in", BinaryOp::In),
    ("is", BinaryOp::Equal),
    ("est", BinaryOp::Equal),
];

fn level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 1,
        BinaryOp::And => 2,
        BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Less
        | BinaryOp::LessEqual
        | BinaryOp::Greater
        | BinaryOp::GreaterEqual
        | BinaryOp::In => RELATION,
        BinaryOp::Add | BinaryOp::Subtract => 4,
        BinaryOp::Multiply | BinaryOp::Divide => 5,
    }
}

const RELATION: u8 = 3;

fn is_not(word: &str) -> bool {
    ["not", "non", "pas"].iter().any(|n| word.eq_ignore_ascii_case(n))
}

impl Parser<'_> {
    fn word_at(&self, index: usize) -> &Token {
        if self.stopped {
            return &Token::End;
        }
        self.words.get(index).map_or(&Token::End, |w| &w.token)
    }

    fn peek(&self) -> &Token {
        self.word_at(self.at)
    }

    fn bump(&mut self) {
        if *self.peek() != Token::End {
            self.at += 1;
        }
    }

    fn eat(&mut self, token: &Token) -> bool {
        let found = self.peek() == token;
        if found {
            self.bump();
        }
        found
    }

    fn range(&self, index: usize) -> (usize, usize) {
        self.words.get(index).or(self.words.last()).map_or((0, 0), |w| (w.start, w.end))
    }

    fn start(&self) -> usize {
        self.range(self.at).0
    }

    fn last_end(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |i| self.range(i).1)
    }

    fn slice(&self, (start, end): (usize, usize)) -> &str {
        self.text.get(start..end).unwrap_or("")
    }

    fn node(&mut self, start: usize, kind: AstKind) -> Ast {
        self.nodes += 1;
        if self.nodes > MAX_EXPRESSION_NODES {
            self.stop();
        }
        Ast { kind, span: self.report.span(start, self.last_end().max(start)) }
    }

    fn stop(&mut self) {
        if !self.stopped {
            self.report.too_large(self.range(self.at), too_large(), split_it());
        }
        self.stopped = true;
    }

    fn enter(&mut self) -> bool {
        self.depth += 1;
        if self.depth > MAX_EXPRESSION_DEPTH {
            self.stop();
        }
        !self.stopped
    }

    fn starts_operand(&self, index: usize) -> bool {
        matches!(
            self.word_at(index),
            Token::Number(_) | Token::Text(_) | Token::Word(_) | Token::Bang | Token::Open(_) | Token::Bad
        )
    }

    fn expression(&mut self) -> Ast {
        let start = self.start();
        if !self.enter() {
            return self.node(start, AstKind::Error);
        }
        let mut ast = self.binary(1);
        if *self.peek() == Token::Question {
            ast = self.ternary(start, ast);
        }
        self.depth -= 1;
        ast
    }

    fn ternary(&mut self, start: usize, condition: Ast) -> Ast {
        let mark = self.at;
        self.bump();
        self.open.push(Open::Ternary);
        let then = self.expression();
        let then = self.leftovers(then);
        self.open.pop();
        if self.eat(&Token::Colon) {
            let otherwise = self.expression();
            return self.node(start, AstKind::Ternary(Box::new(condition), Box::new(then), Box::new(otherwise)));
        }
        if self.quiet <= self.at && !self.stopped {
            self.report.syntax(
                self.range(mark),
                tell!("ce `?` n'a pas son `:`", "this `?` lacks its `:`"),
                Some(tell!("écrivez `condition ? valeur : autre valeur`", "write `condition ? value : other value`")),
            );
        }
        self.node(start, AstKind::Error)
    }

    /// The operator here, and how many words it takes; habits such as `and` and `not in` count as operators.
    fn infix(&self) -> Option<(BinaryOp, usize)> {
        match self.peek() {
            Token::Op(op) => Some((*op, 1)),
            Token::Word(w) if is_not(w) && *self.word_at(self.at + 1) == Token::Op(BinaryOp::In) => {
                Some((BinaryOp::In, 2))
            }
            Token::Bang if *self.word_at(self.at + 1) == Token::Op(BinaryOp::In) => Some((BinaryOp::In, 2)),
            Token::Word(w) => HABITS.iter().find(|(h, _)| w.eq_ignore_ascii_case(h)).map(|(_, op)| (*op, 1)),
            Token::Number(_)
            | Token::Text(_)
            | Token::Bang
            | Token::Question
            | Token::Colon
            | Token::Comma
            | Token::Dot
            | Token::Open(_)
            | Token::Close(_)
            | Token::Bad
            | Token::End => None,
        }
    }

    /// Passes over the operator, and tells when it is a habit. `start` is where its left side starts.
    fn take_infix(&mut self, op: BinaryOp, words: usize, start: usize) {
        let range = (self.start(), self.range(self.at + words - 1).1);
        let found = self.slice(range).to_owned();
        if words == 2 {
            let left = self.slice((start, self.last_end())).to_owned();
            self.report.outside(
                range,
                no_such_sign(&found),
                tell!("écrivez `!({left} in …)`", "write `!({left} in …)`"),
            );
        } else if matches!(self.peek(), Token::Word(_)) {
            self.report.outside(range, no_such_sign(&found), write_instead(op.symbol()));
        }
        for _ in 0..words {
            self.bump();
        }
    }

    /// Precedence climbing: reads operators of `least` or higher.
    fn binary(&mut self, least: u8) -> Ast {
        let start = self.start();
        let mut left = self.unary();
        // the last comparison at this level: its operator and where its right side starts
        let mut compared: Option<(BinaryOp, usize)> = None;
        while let Some((op, words)) = self.infix() {
            let height = level(op);
            if height < least {
                break;
            }
            let first_end = self.last_end();
            self.take_infix(op, words, start);
            let (sign, right_start) = (self.at.saturating_sub(1), self.start());
            let right = self.binary(height + 1);
            let kind = AstKind::Binary(op, Box::new(left), Box::new(right));
            if let (RELATION, Some((before, middle))) = (height, compared) {
                self.chained((start, first_end, middle), (before, op), sign);
                left = self.node(start, AstKind::Error);
            } else {
                left = self.node(start, kind);
            }
            compared = (height == RELATION).then_some((op, right_start));
        }
        left
    }

    fn chained(&mut self, (start, first_end, middle): (usize, usize, usize), ops: (BinaryOp, BinaryOp), sign: usize) {
        if sign < self.quiet {
            return;
        }
        let first = self.slice((start, first_end)).to_owned();
        let second = self.slice((middle, self.last_end())).to_owned();
        let ordered =
            |op| matches!(op, BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual);
        let help = if ordered(ops.0) && ordered(ops.1) || ops == (BinaryOp::Equal, BinaryOp::Equal) {
            tell!("écrivez `{first} && {second}`", "write `{first} && {second}`")
        } else {
            tell!("mettez des parenthèses autour de `{first}`", "put parentheses around `{first}`")
        };
        self.report.outside(self.range(sign), tell!("deux comparaisons à la suite", "two comparisons in a row"), help);
        self.quiet = self.quiet.max(self.at);
    }

    fn unary(&mut self) -> Ast {
        let start = self.start();
        let op = match self.peek() {
            Token::Bang => UnaryOp::Not,
            Token::Op(BinaryOp::Subtract) => UnaryOp::Negate,
            Token::Word(w) if is_not(w) && self.starts_operand(self.at + 1) => {
                let found = w.clone();
                self.report.outside(self.range(self.at), no_such_sign(&found), write_instead("!"));
                UnaryOp::Not
            }
            Token::Number(_)
            | Token::Text(_)
            | Token::Word(_)
            | Token::Op(_)
            | Token::Question
            | Token::Colon
            | Token::Comma
            | Token::Dot
            | Token::Open(_)
            | Token::Close(_)
            | Token::Bad
            | Token::End => return self.postfix(),
        };
        if !self.enter() {
            return self.node(start, AstKind::Error);
        }
        self.bump();
        let operand = self.unary();
        self.depth -= 1;
        self.node(start, AstKind::Unary(op, Box::new(operand)))
    }
}

#[cfg(test)]
mod tests;

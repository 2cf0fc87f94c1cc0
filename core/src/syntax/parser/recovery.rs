//! What the parser says and does where an expression does not go on as it should.

use super::values::RESERVED;
use super::{Ast, AstKind, Open, Parser};
use crate::base::tell;
use crate::syntax::lexer::{Bracket, Token};

impl Parser<'_> {
    /// A value should stand here and does not. Consumes nothing: what stands here is read by whoever waits for it.
    pub(super) fn missing(&mut self) {
        if self.at < self.quiet || self.stopped {
            return;
        }
        let here = self.range(self.at);
        let before = self.at.checked_sub(1).map(|i| self.range(i));
        let (here_text, before_text) = (self.slice(here).to_owned(), self.slice(before.unwrap_or_default()).to_owned());
        let (range, message) = match before {
            Some(before) if *self.peek() == Token::End => (
                before,
                tell!("il manque quelque chose après `{before_text}`", "something is missing after `{before_text}`"),
            ),
            Some(_) => (
                here,
                tell!(
                    "il manque quelque chose entre `{before_text}` et `{here_text}`",
                    "something is missing between `{before_text}` and `{here_text}`"
                ),
            ),
            None => (
                here,
                tell!("il manque quelque chose avant `{here_text}`", "something is missing before `{here_text}`"),
            ),
        };
        self.report.syntax(range, message, None);
        self.quiet = self.at + 1;
    }

    /// Reads on until what is around `ast` can go on; whatever stood between is told and lost.
    pub(super) fn leftovers(&mut self, ast: Ast) -> Ast {
        let mut ast = ast;
        while !self.can_go_on() {
            let start = self.start();
            if self.starts_operand(self.at) {
                self.missing_operator();
                // read for its own mistakes only
                let _ = self.expression();
            } else {
                self.unexpected();
                self.bump();
                // a sign after what was lost has lost its left side with it
                if self.infix().is_some() {
                    self.bump();
                }
                self.quiet = self.at + 1;
            }
            ast = self.node(start, AstKind::Error);
        }
        ast
    }

    fn can_go_on(&self) -> bool {
        match self.peek() {
            Token::End => true,
            Token::Colon => self.open.last() == Some(&Open::Ternary),
            Token::Comma => matches!(self.around(), Some(Open::Arguments | Open::List)),
            // a wrong closing bracket is told by whoever waits for the right one
            Token::Close(_) => self.around().is_some(),
            Token::Number(_)
            | Token::Text(_)
            | Token::Word(_)
            | Token::Op(_)
            | Token::Bang
            | Token::Question
            | Token::Dot
            | Token::Open(_)
            | Token::Bad => false,
        }
    }

    /// The innermost open bracket.
    fn around(&self) -> Option<Open> {
        self.open.iter().rev().copied().find(|o| o.bracket().is_some())
    }

    fn missing_operator(&mut self) {
        let here = self.range(self.at);
        let bad = *self.peek() == Token::Bad || self.at.checked_sub(1).is_some_and(|i| *self.word_at(i) == Token::Bad);
        if self.at < self.quiet || bad {
            return;
        }
        let before = self.at.checked_sub(1).map(|i| self.range(i)).unwrap_or_default();
        let (here_text, before_text) = (self.slice(here).to_owned(), self.slice(before).to_owned());
        let numbers = matches!(self.peek(), Token::Number(_))
            && self.at.checked_sub(1).is_some_and(|i| matches!(self.word_at(i), Token::Number(_)));
        let opens = matches!(self.peek(), Token::Open(_));
        let help = if numbers {
            tell!(
                "un nombre s'écrit sans espace : `{before_text}{here_text}`",
                "a number is written without spaces: `{before_text}{here_text}`"
            )
        } else if RESERVED.contains(&here_text.as_str()) || opens {
            tell!("ajoutez `&&` (et), `||` (ou), `==` (égal)…", "add `&&`, `||`, `==`…")
        } else {
            tell!(
                "ajoutez `&&` (et), `||` (ou), `==` (égal)… ; un texte de plusieurs mots se met entre guillemets",
                "add `&&`, `||`, `==`…; a text of several words goes between quotes"
            )
        };
        self.report.syntax(
            here,
            tell!(
                "il manque un opérateur entre `{before_text}` et `{here_text}`",
                "an operator is missing between `{before_text}` and `{here_text}`"
            ),
            Some(help),
        );
        self.quiet = self.at + 1;
    }

    fn unexpected(&mut self) {
        if self.at < self.quiet {
            return;
        }
        let here = self.range(self.at);
        let found = self.slice(here).to_owned();
        let number = |i: Option<usize>| i.is_some_and(|i| matches!(self.word_at(i), Token::Number(_)));
        let decimal = *self.peek() == Token::Comma && number(self.at.checked_sub(1)) && number(Some(self.at + 1));
        let (message, help) = if decimal {
            let whole = self.slice(self.range(self.at - 1)).to_owned();
            let part = self.slice(self.range(self.at + 1)).to_owned();
            (
                tell!("un nombre à virgule s'écrit avec un point", "a decimal is written with a point"),
                Some(tell!("écrivez `{whole}.{part}`", "write `{whole}.{part}`")),
            )
        } else if matches!(self.peek(), Token::Close(_)) {
            (tell!("ce `{found}` ne ferme rien", "this `{found}` closes nothing"), None)
        } else if *self.peek() == Token::Colon {
            (
                tell!("ce `:` n'a pas de `?` devant lui", "this `:` has no `?` before it"),
                Some(tell!("écrivez `condition ? valeur : autre valeur`", "write `condition ? value : other value`")),
            )
        } else if *self.peek() == Token::Comma {
            (
                tell!("une virgule n'a pas de sens ici", "a comma has no meaning here"),
                Some(tell!(
                    "une liste s'écrit entre crochets : `[\"a\", \"b\"]`",
                    "a list stands in brackets: `[\"a\", \"b\"]`"
                )),
            )
        } else {
            (tell!("`{found}` n'a pas de sens ici", "`{found}` has no meaning here"), None)
        };
        self.report.syntax(here, message, help);
        if decimal {
            self.bump();
        }
    }

    /// Passes over the closing bracket of the word `opener`, or tells that it is wrong or missing.
    pub(super) fn close(&mut self, opener: usize) {
        let expected = self.open.pop().and_then(Open::bracket).unwrap_or(Bracket::Round);
        if self.eat(&Token::Close(expected)) || self.stopped {
            return;
        }
        let here = self.range(self.at);
        let (open, close) = (expected.open(), expected.close());
        if let Token::Close(other) = *self.peek()
            && !self.open.iter().any(|o| o.bracket() == Some(other))
        {
            let found = other.close();
            self.report.syntax(
                here,
                tell!("`{found}` ne ferme pas `{open}`", "`{found}` does not close `{open}`"),
                Some(tell!("écrivez `{close}`", "write `{close}`")),
            );
            return self.bump();
        }
        if !std::mem::replace(&mut self.unclosed_told, true) {
            self.report.syntax(
                self.range(opener),
                tell!("ce `{open}` n'est jamais fermé", "this `{open}` is never closed"),
                Some(tell!("ajoutez `{close}`", "add `{close}`")),
            );
        }
    }
}

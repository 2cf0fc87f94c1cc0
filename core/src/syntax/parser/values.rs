//! The values of an expression: literals, names, calls, lists, and what stands in their place by mistake.

use super::{Ast, AstKind, Open, Parser, no_such_sign, write_instead};
use crate::base::tell;
use crate::syntax::ast::{BinaryOp, Ident};
use crate::syntax::lexer::{Bracket, Token};

/// Words that the standard keeps for itself.
pub(super) const RESERVED: &[&str] = &[
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

impl Parser<'_> {
    pub(super) fn postfix(&mut self) -> Ast {
        let start = self.start();
        let mut ast = self.primary();
        loop {
            if *self.peek() == Token::Dot {
                ast = self.member(start, ast);
            } else if *self.peek() == Token::Open(Bracket::Square) {
                ast = self.index(start, ast);
            } else if *self.peek() == Token::Open(Bracket::Curly)
                && matches!(ast.kind, AstKind::Name(_) | AstKind::Select(..))
            {
                ast = self.braces(start);
            } else {
                return ast;
            }
        }
    }

    fn member(&mut self, start: usize, target: Ast) -> Ast {
        let dot = self.at;
        self.bump();
        let name = if let Token::Word(name) = self.peek() {
            name.clone()
        } else if *self.peek() == Token::Op(BinaryOp::In) {
            "in".to_owned()
        } else {
            if *self.peek() != Token::Bad {
                self.report.syntax(
                    self.range(dot),
                    tell!("il manque un nom après le point", "a name is missing after the point"),
                    Some(tell!("par exemple `applicant.kind`", "for example `applicant.kind`")),
                );
            }
            self.quiet = self.at + 1;
            return self.node(start, AstKind::Error);
        };
        let (from, to) = self.range(self.at);
        let ident = Ident { name, span: self.report.span(from, to) };
        self.bump();
        if *self.peek() == Token::Open(Bracket::Round) {
            let args = self.items(Open::Arguments);
            return self.node(start, AstKind::Call { target: Some(Box::new(target)), name: ident, args });
        }
        self.node(start, AstKind::Select(Box::new(target), ident))
    }

    fn index(&mut self, start: usize, target: Ast) -> Ast {
        let opener = self.at;
        self.bump();
        self.open.push(Open::Index);
        let index = self.expression();
        let index = self.leftovers(index);
        self.close(opener);
        self.node(start, AstKind::Index(Box::new(target), Box::new(index)))
    }

    fn primary(&mut self) -> Ast {
        let start = self.start();
        let kind = match self.peek() {
            Token::Number(n) => AstKind::Number(n.clone()),
            Token::Text(t) => AstKind::Text(t.clone()),
            Token::Word(w) => {
                let word = w.clone();
                return self.name(start, word);
            }
            Token::Bad => {
                self.quiet = self.at + 2;
                AstKind::Error
            }
            Token::Open(Bracket::Round) => return self.group(start),
            Token::Open(Bracket::Square) => {
                let items = self.items(Open::List);
                return self.node(start, AstKind::List(items));
            }
            Token::Open(Bracket::Curly) => return self.braces(start),
            Token::Op(_)
            | Token::Bang
            | Token::Question
            | Token::Colon
            | Token::Comma
            | Token::Dot
            | Token::Close(_)
            | Token::End => {
                self.missing();
                return self.node(start, AstKind::Error);
            }
        };
        self.bump();
        self.node(start, kind)
    }

    fn group(&mut self, start: usize) -> Ast {
        let opener = self.at;
        self.bump();
        self.open.push(Open::Group);
        let ast = self.expression();
        let mut ast = self.leftovers(ast);
        self.close(opener);
        ast.span = self.report.span(start, self.last_end());
        ast
    }

    fn name(&mut self, start: usize, word: String) -> Ast {
        let range = self.range(self.at);
        let called = *self.word_at(self.at + 1) == Token::Open(Bracket::Round);
        let alone = !called && *self.word_at(self.at + 1) != Token::Dot;
        let kind = match word.as_str() {
            "true" => AstKind::Bool(true),
            "false" => AstKind::Bool(false),
            "null" | "NULL" | "None" | "nil" if alone => {
                self.report.outside(
                    range,
                    tell!("`{word}` n'existe pas", "`{word}` does not exist"),
                    tell!(
                        "pour savoir si `x` existe, écrivez `has(x)` ou `!has(x)`",
                        "to know whether `x` exists, write `has(x)` or `!has(x)`"
                    ),
                );
                AstKind::Error
            }
            "True" | "TRUE" | "vrai" | "VRAI" | "yes" | "oui" if alone => self.truth(range, &word, true),
            "False" | "FALSE" | "faux" | "FAUX" | "no" if alone => self.truth(range, &word, false),
            "if" | "si" if self.starts_operand(self.at + 1) => return self.conditional(start),
            reserved if RESERVED.contains(&reserved) => {
                self.report.outside(
                    range,
                    tell!("`{word}` est un mot réservé", "`{word}` is a reserved word"),
                    tell!(
                        "un texte se met entre guillemets : `\"{word}\"`",
                        "a text goes between quotes: `\"{word}\"`"
                    ),
                );
                self.quiet = self.at + 2;
                AstKind::Error
            }
            _ if called => {
                let name = Ident { name: word, span: self.report.span(range.0, range.1) };
                self.bump();
                let args = self.items(Open::Arguments);
                return self.node(start, AstKind::Call { target: None, name, args });
            }
            _ => AstKind::Name(word),
        };
        self.bump();
        self.node(start, kind)
    }

    fn truth(&mut self, range: (usize, usize), word: &str, value: bool) -> AstKind {
        self.report.outside(range, no_such_sign(word), write_instead(if value { "true" } else { "false" }));
        AstKind::Bool(value)
    }

    /// `if a then b else c` is told once; nothing in it can be read.
    fn conditional(&mut self, start: usize) -> Ast {
        self.report.outside(
            self.range(self.at),
            tell!("pas de `if` ni de `si` dans une expression", "no `if` in an expression"),
            tell!("écrivez `condition ? valeur : autre valeur`", "write `condition ? value : other value`"),
        );
        self.skip_balanced(0);
        self.node(start, AstKind::Error)
    }

    fn braces(&mut self, start: usize) -> Ast {
        let opener = self.at;
        self.bump();
        self.skip_balanced(1);
        self.report.outside(
            (self.range(opener).0, self.last_end()),
            tell!("pas d'accolades `{{…}}` dans une expression", "no braces `{{…}}` in an expression"),
            tell!(
                "une liste s'écrit `[\"a\", \"b\"]` ; une table de valeurs va dans les paramètres",
                "a list is written `[\"a\", \"b\"]`; a table of values goes into the parameters"
            ),
        );
        self.quiet = self.at + 1;
        self.node(start, AstKind::Error)
    }

    /// Passes over words until `depth` brackets are closed again, or up to the bracket that closes what is around.
    fn skip_balanced(&mut self, mut depth: usize) {
        let floor = depth;
        while *self.peek() != Token::End {
            if matches!(self.peek(), Token::Open(_)) {
                depth += 1;
            } else if matches!(self.peek(), Token::Close(_)) {
                if depth == 0 {
                    return;
                }
                depth -= 1;
                if depth == 0 && floor > 0 {
                    return self.bump();
                }
            }
            self.bump();
        }
    }

    /// A list of values from its opening bracket to its closing one.
    fn items(&mut self, kind: Open) -> Vec<Ast> {
        let opener = self.at;
        self.bump();
        self.open.push(kind);
        let mut items = vec![];
        let closer = Token::Close(kind.bracket().unwrap_or(Bracket::Round));
        // the standard lets a list end with a comma
        while !(*self.peek() == closer && (items.is_empty() || kind == Open::List)) && *self.peek() != Token::End {
            let item = self.expression();
            items.push(self.leftovers(item));
            if !self.eat(&Token::Comma) {
                break;
            }
        }
        self.close(opener);
        items
    }
}

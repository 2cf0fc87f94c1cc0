//! Texts between quotes, straight or not, and the kinds of text that are refused.

use super::{Lexer, Token};
use crate::base::tell;

/// Opening typographic quotes and what closes each.
pub(super) const CURLY_QUOTES: &[(char, &str)] =
    &[('“', "”“"), ('”', "”“"), ('„', "“”"), ('«', "»"), ('‘', "’‘"), ('’', "’‘"), ('‹', "›"), ('»', "«»"), ('›', "‹")];

impl Lexer<'_, '_, '_> {
    pub(super) fn quoted(&mut self, start: usize, quote: char) {
        let triple: String = [quote; 3].iter().collect();
        if self.rest().starts_with(&triple) {
            self.skip_quoted(quote);
            self.report.outside(
                (start, self.at),
                tell!("pas de guillemets triples", "no triple quotes"),
                tell!(
                    "un texte tient entre deux guillemets simples ou doubles",
                    "a text stands between one pair of quotes"
                ),
            );
            return self.push(Token::Bad, start);
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                None | Some('\n' | '\r') => {
                    self.report.syntax(
                        (start, self.at),
                        tell!("ce texte n'est jamais fermé", "this text is never closed"),
                        Some(tell!("ajoutez `{quote}` à la fin du texte", "add `{quote}` at the end of the text")),
                    );
                    return self.push(Token::Bad, start);
                }
                Some('\\') => self.escape(&mut text),
                Some(c) => {
                    self.at += c.len_utf8();
                    if c == quote {
                        return self.push(Token::Text(text), start);
                    }
                    text.push(c);
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else { return };
        let meant = match c {
            '\\' | '"' | '\'' => Some(c),
            'n' => Some('\n'),
            't' => Some('\t'),
            _ => None,
        };
        if c == '\n' || c == '\r' {
            return;
        }
        self.at += c.len_utf8();
        if let Some(meant) = meant {
            return text.push(meant);
        }
        let range = (start, self.at);
        let message = tell!("`\\{c}` n'existe pas dans un texte", "`\\{c}` does not exist in a text");
        let help = tell!(
            "écrivez le caractère lui-même ; un `\\` s'écrit `\\\\`",
            "write the character itself; a `\\` is written `\\\\`"
        );
        if matches!(c, 'a' | 'b' | 'f' | 'r' | 'v' | '?' | '`' | 'x' | 'X' | 'u' | 'U' | '0'..='9') {
            self.report.outside(range, message, help);
        } else {
            self.report.syntax(range, message, Some(help));
        }
        text.push(c);
    }

    /// Passes over a text of a kind that is refused as a whole.
    pub(super) fn skip_quoted(&mut self, quote: char) {
        let triple: String = [quote; 3].iter().collect();
        let mark = if self.rest().starts_with(&triple) { triple } else { quote.to_string() };
        self.at += mark.len();
        let length = self.rest().find(&mark).map_or(self.rest().len(), |i| i + mark.len());
        self.at += length;
    }

    pub(super) fn typographic(&mut self, open: char) {
        let start = self.at;
        self.at += open.len_utf8();
        let closers = CURLY_QUOTES.iter().find(|(o, _)| *o == open).map_or("", |(_, c)| c);
        if let Some(length) = self.rest().find(|c| closers.contains(c) || c == '"') {
            let inner = self.rest().get(..length).unwrap_or("").trim_matches(|c: char| c.is_whitespace()).to_owned();
            self.at += length;
            self.at += self.peek().map_or(0, char::len_utf8);
            self.report.outside(
                (start, self.at),
                tell!("guillemets typographiques", "typographic quotes"),
                tell!("écrivez `\"{inner}\"`, avec des guillemets droits", "write `\"{inner}\"`, with straight quotes"),
            );
        } else {
            self.report.outside(
                (start, self.at),
                tell!("guillemet typographique `{open}`", "typographic quote `{open}`"),
                tell!("mettez des guillemets droits `\"` autour du texte", "put straight quotes `\"` around the text"),
            );
        }
        self.push(Token::Bad, start);
    }
}

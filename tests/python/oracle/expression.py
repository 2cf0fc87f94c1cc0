"""The expression profile: one line of text to a tree. One method a level of binding, loosest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias


@dataclass(frozen=True)
class Literal:
    value: bool | Fraction | str


@dataclass(frozen=True)
class Name:
    """`application_date`, `param.x`, `applicant.kind`, or `l.amount` where `l` is bound by a macro."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    parts: tuple[Expr, ...]


@dataclass(frozen=True)
class Entry:
    """`param.table[fact]`"""

    table: Name
    key: Expr


@dataclass(frozen=True)
class Unary:
    op: str
    inner: Expr


@dataclass(frozen=True)
class Binary:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Choice:
    test: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True)
class Call:
    name: str
    args: tuple[Expr, ...]


@dataclass(frozen=True)
class Macro:
    """`target.exists(variable, body)`, and `all`, `filter`, `map`."""

    target: Expr
    name: str
    variable: str
    body: Expr


Expr: TypeAlias = Literal | Name | Items | Entry | Unary | Binary | Choice | Call | Macro

TOKEN = re.compile(r"""\s*(?:(\d+(?:\.\d+)?)|("[^"\\]*"|'[^'\\]*')|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+*/<>!?:()\[\],.]))""")
MACROS = {"exists", "all", "filter", "map"}


@lru_cache(maxsize=None)
def parse(text: str) -> Expr:
    """Reads a whole line."""
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        at = 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            assert found, f"cannot read {text[at:]!r} in {text!r}"
            self.tokens.append(found.group().strip())
            at = found.end()
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """The next token when it is one of these, else nothing."""
        if self.peek() not in wanted:
            return ""
        self.at += 1
        return self.tokens[self.at - 1]

    def need(self, wanted: str) -> None:
        assert self.take(wanted), f"expected {wanted!r}, found {self.peek()!r} in {self.text!r}"

    def word(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def whole(self) -> Expr:
        found = self.choice()
        assert not self.peek(), f"unexpected {self.peek()!r} in {self.text!r}"
        return found

    def choice(self) -> Expr:
        test = self.either()
        if not self.take("?"):
            return test
        yes = self.either()
        self.need(":")
        return Choice(test, yes, self.choice())

    def either(self) -> Expr:
        found = self.both()
        while op := self.take("||"):
            found = Binary(op, found, self.both())
        return found

    def both(self) -> Expr:
        found = self.relation()
        while op := self.take("&&"):
            found = Binary(op, found, self.relation())
        return found

    def relation(self) -> Expr:
        found = self.sum()
        while op := self.take("==", "!=", "<", "<=", ">", ">=", "in"):
            found = Binary(op, found, self.sum())
        return found

    def sum(self) -> Expr:
        found = self.product()
        while op := self.take("+", "-"):
            found = Binary(op, found, self.product())
        return found

    def product(self) -> Expr:
        found = self.unary()
        while op := self.take("*", "/"):
            found = Binary(op, found, self.unary())
        return found

    def unary(self) -> Expr:
        if op := self.take("!", "-"):
            return Unary(op, self.unary())
        return self.member()

    def member(self) -> Expr:
        found = self.primary()
        while True:
            if self.take("["):
                key = self.choice()
                self.need("]")
                assert isinstance(found, Name), self.text
                found = Entry(found, key)
            elif self.take("."):
                word = self.word()
                if word in MACROS and self.take("("):
                    variable = self.word()
                    self.need(",")
                    found = Macro(found, word, variable, self.choice())
                    self.need(")")
                else:
                    assert isinstance(found, Name), self.text
                    found = Name((*found.path, word))
            else:
                return found

    def primary(self) -> Expr:
        if self.take("("):
            found = self.choice()
            self.need(")")
            return found
        if self.take("["):
            return Items(self.list("]"))
        token = self.word()
        if token[0].isdigit():
            return Literal(Fraction(token))
        if token[0] in "\"'":
            return Literal(token[1:-1])
        if token in {"true", "false"}:
            return Literal(token == "true")
        assert token[0].isalpha() or token[0] == "_", f"unexpected {token!r} in {self.text!r}"
        if self.take("("):
            return Call(token, self.list(")"))
        return Name((token,))

    def list(self, end: str) -> tuple[Expr, ...]:
        parts: list[Expr] = []
        while not self.take(end):
            parts.append(self.choice())
            if not self.take(","):
                self.need(end)
                break
        return tuple(parts)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts directly below."""
    match expr:
        case Items(parts) | Call(_, parts):
            return parts
        case Entry(table, key):
            return (table, key)
        case Unary(_, inner):
            return (inner,)
        case Binary(_, left, right):
            return (left, right)
        case Choice(test, yes, no):
            return (test, yes, no)
        case Macro(target, _, _, body):
            return (target, body)
    return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything below it."""
    yield expr
    for child in children(expr):
        yield from walk(child)

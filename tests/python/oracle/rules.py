"""A rule set's files as the oracle needs them: facts, parameters, taxonomies, constraints, schemes; texts for people left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from oracle.expression import Expr, Name, parse, walk
from oracle.values import Duration, Taxonomy, Value

UNITS = {"money": Fraction(1, 100), "rate": Fraction(1, 10000), "decimal": Fraction(1, 1000), "int": Fraction(1)}


def read_yaml(path: Path) -> Any:
    """Every scalar as text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def number(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def duration(text: str) -> Duration:
    count, unit = text.split()
    unit = unit.rstrip("s") + "s"
    return Duration(int(count) * 12, "months") if unit == "years" else Duration(int(count), unit)


def scalar(text: str) -> Expr:
    """A field of YAML that is a number, a share, or an expression."""
    if re.fullmatch(r"\d+(\.\d+)?%", text):
        return parse(f"{text[:-1]} / 100")
    return parse(text)


@dataclass(frozen=True)
class Fact:
    key: str
    type: str
    members: tuple[str, ...] = ()
    taxonomy: str = ""
    low: Value = None
    high: Value = None
    can_be: tuple[str, ...] = ()
    formula: Expr | None = None
    record: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """A parameter's value from one day to another."""

    start: date
    end: date
    value: Any


@dataclass(frozen=True)
class Parameter:
    type: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Criterion:
    id: str
    form: str
    parts: tuple[Criterion, ...] = ()
    count: int = 0
    expr: Expr | None = None

    def walk(self) -> Iterator[Criterion]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Scheme:
    id: str
    in_force: tuple[date, date]
    windows: Any
    criteria: tuple[Criterion, ...]
    amount: Mapping[str, Any] | None


class Rules:
    def __init__(self, layer: Mapping[str, Any], official: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """From the content of the files, by path, and official places with what they lie in, the narrowest first."""
        # by what was asked: the same expressions are met for every profile
        self.met: dict[tuple[str, date, tuple[int, ...]], set[Value]] = {}
        self._reads: dict[int, tuple[Expr, set[str]]] = {}
        folders: dict[str, dict[str, Any]] = {}
        for path, raw in layer.items():
            folders.setdefault(path.split("/")[0], {})[path.split("/")[-1].removesuffix(".yaml")] = raw
        self.roles: dict[str, str] = layer["set.yaml"].get("roles", {})
        self.taxonomies = {raw["id"]: _taxonomy(raw, official) for raw in folders.get("taxonomies", {}).values()}
        self.facts: dict[str, Fact] = {}
        self.constraints: list[Expr] = []
        for group, raw in folders["facts"].items():
            for name, fact in raw["facts"].items():
                self.facts[f"{group}.{name}"] = _fact(f"{group}.{name}", fact)
            self.constraints += [parse(constraint["if"]) for constraint in raw.get("constraints", [])]
        parameters = folders.get("parameters", {}).values()
        self.parameters = {name: _parameter(raw) for file in parameters for name, raw in file["parameters"].items()}
        self.schemes = {raw["id"]: _scheme(raw) for raw in folders["schemes"].values()}

    def reads(self, expr: Expr) -> set[str]:
        """Keys of the asked facts that an expression reads, through derived ones."""
        if id(expr) not in self._reads:
            found: set[str] = set()
            for part in walk(expr):
                if isinstance(part, Name) and (fact := self.facts.get(".".join(part.path[:2]))):
                    found |= self.reads(fact.formula) if fact.formula else {fact.key}
            self._reads[id(expr)] = (expr, found)
        return self._reads[id(expr)][1]

    def single(self, told: Mapping[str, Any]) -> bool:
        """Every code among these facts has nothing listed below it."""
        codes = [(self.facts[key].taxonomy, value) for key, value in told.items() if self.facts[key].type == "code"]
        return all(len(self.taxonomies[name].places(code)) == 1 for name, code in codes if isinstance(code, str))

    def whole(self, expr: Expr) -> Iterator[Expr]:
        """An expression with everything below it, and the formulas of the derived facts that it names."""
        for part in walk(expr):
            yield part
            if isinstance(part, Name) and (fact := self.facts.get(".".join(part.path[:2]))) and fact.formula:
                yield from self.whole(fact.formula)


def amount_expressions(amount: Mapping[str, Any], roles: Mapping[str, str]) -> Iterator[Expr]:
    """Everything that an amount reads."""
    for key in ("rate", "value", "monthly", "until_total", "floor", "cap"):
        if key in amount:
            yield scalar(amount[key])
    for bonus in amount.get("plus", []):
        yield parse(bonus["if"])
        yield scalar(bonus["value"])
    base = amount.get("of")
    if isinstance(base, dict):
        yield parse(roles["budget"])
        if "less" in base:
            yield parse(base["less"])
    elif base == "bank_loan":
        yield parse(roles["bank_loan"])
    elif base == "notified_grant":
        yield parse(roles["grants_notified"])
    elif base is not None:
        yield scalar(base)


def _taxonomy(raw: Any, official: Mapping[str, tuple[str, ...]] | None) -> Taxonomy:
    return Taxonomy({code: node.get("parent") for code, node in raw["nodes"].items()}, official)


def _fact(key: str, raw: Any) -> Fact:
    kind = raw["type"]
    bound = date.fromisoformat if kind == "date" else number
    return Fact(
        key=key,
        type=kind,
        members=tuple(raw.get("values", ())),
        taxonomy=raw.get("taxonomy", ""),
        low=bound(raw["from"]) if "from" in raw else None,
        high=bound(raw["to"]) if "to" in raw else None,
        can_be=tuple(raw.get("can_be", ())),
        formula=parse(raw["formula"]) if "formula" in raw else None,
        record={name: _fact(name, inner) for name, inner in raw.get("record", {}).items()},
    )


def _parameter(raw: Any) -> Parameter:
    kind = raw["type"]

    def value(told: Any) -> Value:
        return duration(told) if kind == "duration" else date.fromisoformat(told) if kind == "date" else number(told)

    def version(told: Any) -> Any:
        if "brackets" in told:
            bound = date.fromisoformat if raw["by"] == "date" else number
            return [(bound(low), value(each)) for low, each in told["brackets"]]
        if isinstance(told["value"], dict):
            return {member: value(each) for member, each in told["value"].items()}
        return value(told["value"])

    return Parameter(kind, tuple(Version(*_span(told), version(told)) for told in raw["values"]))


def _span(raw: Any) -> tuple[date, date]:
    start, end = raw.get("from"), raw.get("to")
    return date.fromisoformat(start) if start else date.min, date.fromisoformat(end) if end else date.max


def _scheme(raw: Any) -> Scheme:
    criteria = [_criterion(each, each["id"]) for each in raw["criteria"]]
    if "territory" in raw:
        codes = raw["territory"] if isinstance(raw["territory"], list) else [raw["territory"]]
        inside = " || ".join(f'within(territory.place, "{code}")' for code in codes)
        criteria.insert(0, Criterion("territory", "if", expr=parse(inside)))
    return Scheme(
        raw["id"], _span(raw.get("in_force", {})), raw.get("windows"), tuple(criteria), raw.get("amount")
    )


def _criterion(raw: Any, path: str) -> Criterion:
    def inner(parts: Any) -> tuple[Criterion, ...]:
        return tuple(_criterion(part, f"{path}/{part.get('id', at)}") for at, part in enumerate(parts, 1))

    if "if" in raw:
        return Criterion(path, "if", expr=parse(raw["if"]))
    if "declared" in raw:
        return Criterion(path, "declared")
    if "not" in raw:
        return Criterion(path, "not", inner([raw["not"]]))
    if "at_least" in raw:
        return Criterion(path, "at_least", inner(raw["at_least"]["of"]), int(raw["at_least"]["n"]))
    form = "all" if "all" in raw else "any"
    return Criterion(path, form, inner(raw[form]))


"""Profiles as columns: what a table of projects holds, ready for polars, pyarrow or pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from terreau._dictionary import Fact
from terreau._rule_set import RuleSet

Column = list[Any]
EXACT = {"money", "rate", "decimal", "series"}


def columns(rules: RuleSet, profiles: Iterable[Mapping[str, Any]]) -> dict[str, Column]:
    """One list a fact, by its key, `None` where it is not told; all of one length, in the order of the profiles.

    Money, rates and decimals are `Decimal`, days `date`, lists of records lists of `dict`. A column `KEY.state` holds states such as
    `not_applicable`, `KEY.from` and `KEY.to` the ends of ranges, `scheme/criterion` what applicants declared, each only where a
    profile says so. The profiles' `as_of` is the caller's to hand on.

    Raises `ValueError` for an answer that a column cannot hold (one of several, an age), or a fact that the rules do not know.
    """
    rows = list(profiles)
    facts = {told["fact"]: Fact.of(told) for told in rules.describe("en")["facts"] if not told["derived"]}
    made: dict[str, Column] = {key: [None] * len(rows) for key in facts}
    for at, row in enumerate(rows):
        for key, answer in row.get("facts", {}).items():
            if key not in facts:
                raise ValueError(f"`{key}` is no fact that can be asked")
            for name, cell in _cells(facts[key], answer):
                made.setdefault(name, [None] * len(rows))[at] = cell
        for key, said in row.get("declared", {}).items():
            made.setdefault(key, [None] * len(rows))[at] = said
    return made


def _cells(fact: Fact, answer: Any) -> list[tuple[str, Any]]:
    """The columns that an answer fills."""
    try:
        if not isinstance(answer, dict):
            month = fact.type == "date" and isinstance(answer, str) and len(answer) == len("2026-11")
            return _ends(fact, _days(answer)) if month else [(fact.key, _cell(fact, answer))]
        if set(answer) == {"state"}:
            return [(f"{fact.key}.state", answer["state"])]
        if answer and set(answer) <= {"from", "to"}:
            return _ends(fact, answer)
    except (ArithmeticError, TypeError, ValueError, AttributeError) as unlike:
        raise ValueError(f"`{fact.key}` is no {fact.type}: {answer!r}") from unlike
    raise ValueError(f"`{fact.key}`: no column holds {answer!r}")


def _ends(fact: Fact, answer: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(f"{fact.key}.{end}", _cell(fact, cell)) for end, cell in answer.items()]


def _days(month: str) -> dict[str, date]:
    """A month is a range of days."""
    first = date.fromisoformat(f"{month}-01")
    return {"from": first, "to": (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)}


def _cell(fact: Fact, value: Any) -> Any:
    if value is None:
        return None
    if fact.type == "list":
        fields = {field.key: field for field in fact.fields}
        return [{key: _cell(field, record.get(key)) for key, field in fields.items()} for record in value]
    if fact.type == "series":
        return [Decimal(str(each)) for each in value]
    if fact.type == "rate" and isinstance(value, str) and value.endswith("%"):
        return Decimal(value[:-1]) / 100
    if fact.type in EXACT:
        return Decimal(str(value))
    if fact.type in {"int", "duration"}:
        return int(value)
    if fact.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value
